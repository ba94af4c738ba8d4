"""The parser: text to Query. Every string parses; what is doubtful becomes a note."""

from __future__ import annotations

import datetime
import re

from tui.query.terms import (
    DATES,
    FIELDS,
    KINDS,
    And,
    Field,
    Is,
    Not,
    Note,
    Or,
    Query,
    Term,
    Text,
    Within,
    quote,
)
from tui.text import harmless, nearest
from tui.when import FUTURE, PAST, BadDate, Day
from tui.when import read as read_date

MOST_TERMS = 64
DEEPEST = 20
"""Terms and brackets beyond these are left out of a query, with a note."""


_TOKEN = re.compile(
    r"""(?P<space>\s+)
    | (?P<open>\() | (?P<close>\))
    | (?P<minus>-(?=[^\s)]))
    | (?P<field>[A-Za-z][A-Za-z-]*):(?P<values>(?:(?:"[^"]*"?|[^\s()",]+)?,?)*)
    | "(?P<phrase>[^"]*)"?
    | (?P<word>[^\s()"]+)
    """,
    re.VERBOSE,
)
_VALUE = re.compile(r'"([^"]*)"?|([^",]+)')


def parse(text: str, today: datetime.date | None = None) -> Query:
    """The query that a text asks. `today` is what relative dates such as "last week" count from."""
    return _Parser(text, today).query()


class _Frame:
    """An open bracket: alternatives, each a list of terms."""

    def __init__(self, start: int, negated: bool) -> None:
        self.start = start
        self.negated = negated
        self.alternatives: list[list[Term]] = [[]]

    def term(self) -> Term | None:
        parts = [
            terms[0] if len(terms) == 1 else And(tuple(terms))
            for terms in self.alternatives
            if terms
        ]
        if not parts:
            return None
        return parts[0] if len(parts) == 1 else Or(tuple(parts))


class _Parser:
    """One pass over the text; open brackets stand on a stack, so that depth is no danger."""

    def __init__(self, text: str, today: datetime.date | None) -> None:
        self.text = text
        self.today = today
        self.notes: list[Note] = []
        self.frames = [_Frame(0, False)]
        self.negated = False
        self.terms = 0
        self.too_deep = 0

    def query(self) -> Query:
        position = 0
        while position < len(self.text):
            token = _TOKEN.match(self.text, position)
            if token is None:  # a lone quote or the like: nothing to search for
                position += 1
                continue
            self._token(token)
            position = max(token.end(), position + 1)
        while len(self.frames) > 1:
            if not self.too_deep:
                self._note(
                    self.frames[-1].start, self.frames[-1].start + 1, "( is not closed; add )"
                )
            self._close()
        return Query(self.frames[0].term() or And(), tuple(self.notes))

    def _token(self, token: re.Match[str]) -> None:
        start, end = token.span()
        match token.lastgroup:
            case "open":
                self._open(start)
            case "close":
                if self.too_deep or len(self.frames) > 1:
                    self._close()
                else:
                    self._note(start, end, ") has no ( before it; take it out")
            case "minus":
                self.negated = not self.negated
            case "field" | "values":
                self._field(token)
            case "phrase":
                self._text(token["phrase"], start, end)
            case "word":
                self._word(token["word"], start, end)
            case _:
                pass

    def _note(self, start: int, end: int, text: str) -> None:
        self.notes.append(Note(start, end, text))

    def _open(self, start: int) -> None:
        if len(self.frames) > DEEPEST:
            if not self.too_deep:
                self._note(start, start + 1, f"brackets deeper than {DEEPEST} are read as one")
            self.too_deep += 1
            return
        self.frames.append(_Frame(start, self.negated))
        self.negated = False

    def _close(self) -> None:
        if self.too_deep:
            self.too_deep -= 1
            return
        frame = self.frames.pop()
        self.negated = frame.negated
        if (term := frame.term()) is not None:
            self._add(term)
        self.negated = False

    def _add(self, term: Term) -> None:
        if self.negated:
            term = term.term if isinstance(term, Not) else Not(term)
        self.negated = False
        terms = self.frames[-1].alternatives[-1]
        # An And inside an And says nothing new.
        terms.extend(term.terms if isinstance(term, And) else [term])

    def _leaf(self, term: Term, start: int, end: int) -> None:
        self.terms += 1
        if self.terms > MOST_TERMS:
            if self.terms == MOST_TERMS + 1:
                self._note(start, end, f"only the first {MOST_TERMS} terms are used")
            self.negated = False
            return
        self._add(term)

    def _or(self) -> None:
        if self.frames[-1].alternatives[-1]:
            self.frames[-1].alternatives.append([])

    def _word(self, word: str, start: int, end: int) -> None:
        if word == "OR":
            self._or()
        elif word == "NOT":
            self.negated = not self.negated
        elif word != "AND":
            self._text(word, start, end)

    def _text(self, text: str, start: int, end: int) -> None:
        term = Text(text.replace('"', ""))
        if term.words:
            self._leaf(term, start, end)
        else:
            self.negated = False
            if text.strip(" -"):
                self._note(start, end, f"{quote(text)} is left out: it has no letter or digit")

    def _field(self, token: re.Match[str]) -> None:
        start, end = token.span()
        name, written = token["field"].lower(), token["values"]
        values = [(m[1] if m[1] is not None else m[2]).strip() for m in _VALUE.finditer(written)]
        values = [value for value in values if value]
        if name not in FIELDS and name not in DATES and name != "is":
            known = [*FIELDS, *DATES, "is"]
            if near := nearest(name, known):
                self._note(start, end, f"there is no field {name}:, did you mean {near}:?")
            self._text(token[0], start, end)
        elif not values:
            self._note(start, end, f"{name}: needs a value right after it, without a space")
            self.negated = False
        elif name in DATES:
            dates = [date for value in values if (date := self._within(name, value, start, end))]
            self._either(dates, start, end)
        elif name == "is":
            self._is(values, start, end)
        else:
            texts = tuple(text for value in values if (text := Text(value, name)).words)
            if texts:
                self._leaf(Field(name, texts), start, end)
            else:
                self._note(start, end, f"{name}: needs a value with letters or digits")
                self.negated = False

    def _is(self, values: list[str], start: int, end: int) -> None:
        kinds: list[Term] = []
        for value in values:
            if value.lower() in KINDS:
                kinds.append(Is(value.lower()))
                continue
            near = nearest(value.lower(), KINDS)
            hint = f"did you mean is:{near}?" if near else f"it is one of {', '.join(KINDS)}"
            self._note(start, end, f"is:{harmless(value)} is not known; {hint}")
        self._either(kinds, start, end)

    def _within(self, name: str, text: str, start: int, end: int) -> Term | None:
        try:
            return Within(name, text, *_interval(name, text, self.today))
        except BadDate as error:
            self._note(start, end, f"{name}: {error}")
            return None

    def _either(self, terms: list[Term], start: int, end: int) -> None:
        """Several values are alternatives, as if they stood in brackets."""
        if not terms:
            self.negated = False
        elif len(terms) == 1:
            self._leaf(terms[0], start, end)
        else:
            self._open(start)
            for term in terms:
                self._leaf(term, start, end)
                self._or()
            self._close()


def _interval(name: str, text: str, today: datetime.date | None) -> tuple[Day, Day]:
    """The days that a date term asks for, both included. Raises BadDate."""
    first, last = _bounds(text, today)
    match name:
        case "before":
            if first == PAST:
                raise BadDate(text, "nothing comes before an open start; use until:")
            return PAST, first - 1
        case "after":
            if last == FUTURE:
                raise BadDate(text, "nothing comes after an open end; use since:")
            return last + 1, FUTURE
        case "since":
            return first, FUTURE
        case "until":
            return PAST, last
        case _:
            return first, last


def _bounds(text: str, today: datetime.date | None) -> tuple[Day, Day]:
    first, dots, last = text.partition("..")
    if not dots or text.startswith(("[", "{")) or "/" in text:
        date = read_date(text, today)
        return date.start_earliest, date.end_latest
    start = read_date(first, today).start_earliest if first.strip() else PAST
    end = read_date(last, today).end_latest if last.strip() else FUTURE
    if start > end:
        raise BadDate(text, "it ends before it starts; exchange the two")
    return start, end
