"""The parser: text to Query. Every string parses; what is doubtful becomes a note."""

from __future__ import annotations

import datetime
import re
from typing import Any

from tui.query.terms import (
    DATES,
    FIELDS,
    KINDS,
    MEASURE,
    PERIOD,
    UNITS,
    And,
    Field,
    Figure,
    Inside,
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
from tui.text import fold, harmless, nearest
from tui.when import FUTURE, PAST, BadDate, Day, day_of
from tui.when import read as read_date

MOST_TERMS = 64
DEEPEST = 20
"""Terms and brackets beyond these are left out of a query, with a note."""

LONGEST_INSIDE = 50
"""Letters that can be looked for inside words; an index takes no longer pattern in some scripts."""

MOST_INSIDE = 8
"""Terms with a star before them; each of them goes through every word that there is."""

_LATER_KINDS = ("starred", "noted", "new", "open")
_LATER_FIELDS = ("as-of",)
"""What the language will have, so that it is not taken for a slip."""

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
_FIGURE = re.compile(rf"({MEASURE})(>=|<=|>|<|=)(.*)", re.DOTALL)
_NUMBER = re.compile(r"-?[0-9]+(?:_[0-9]+)*(?:\.[0-9]+)?")
_LONGEST_NUMBER = 100
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
        self.inside = 0
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
        elif figure := _FIGURE.fullmatch(word):
            self._figure(figure, start, end)
        elif word != "AND":
            self._leaf_of(self._starred(word, "", start, end), word, start, end)

    def _figure(self, figure: re.Match[str], start: int, end: int) -> None:
        measure, sign, number = figure.groups()
        field = measure.lower()
        if field in (*FIELDS, *DATES, "is"):
            self._note(start, end, f"{field} is not a measure; write {field}: and a value")
        elif _NUMBER.fullmatch(number) and len(number) <= _LONGEST_NUMBER:
            self._leaf(Figure(measure, sign, number.replace("_", "")), start, end)
            return
        else:
            example = f"{measure}{sign}1000"
            self._note(start, end, f"{measure}{sign} needs a plain number, such as {example}")
        self._text(figure[0], start, end)

    def _starred(self, text: str, field: str, start: int, end: int) -> Text | Inside:
        """What is asked with stars before and after it; what only looks so is read without."""
        plain = text.strip("*")
        found = fold(plain)
        if not found or "*" not in text:
            return Text(text, field)
        without = Text(plain, field)
        if "*" in plain:
            self._note(start, end, f"{quote(text)}: a star stands before or after a word")
        elif not text.startswith("*"):
            pass  # any word may go on
        elif " " in found:
            self._note(start, end, f"{quote(text)}: a star stands before one word, not several")
        elif len(found) < 2:
            cure = "needs two letters or more; it is read as the beginning of a word"
            self._note(start, end, f"{quote(text)} {cure}")
        elif len(found) > LONGEST_INSIDE:
            cure = f"has more than {LONGEST_INSIDE} letters; it is read as a word"
            self._note(start, end, f"{quote(text)} {cure}")
        elif self.inside == MOST_INSIDE:
            cure = f"is read as a word; only {MOST_INSIDE} can have a star before them"
            self._note(start, end, f"{quote(text)} {cure}")
        else:
            self.inside += 1
            return Inside(plain, not text.endswith("*"), field)
        return without

    def _text(self, text: str, start: int, end: int) -> None:
        self._leaf_of(Text(text.replace('"', "")), text, start, end)

    def _leaf_of(self, term: Text | Inside, text: str, start: int, end: int) -> None:
        if fold(term.text):
            self._leaf(term, start, end)
        else:
            self.negated = False
            if text.strip(" -"):
                self._note(start, end, f"{quote(text)} is left out: it has no letter or digit")

    def _field(self, token: re.Match[str]) -> None:
        start, end = token.span()
        name, written = token["field"].lower(), token["values"]
        found = [(m[1] is not None, (m[1] or m[2] or "").strip()) for m in _VALUE.finditer(written)]
        if len(found) > MOST_TERMS:
            self._note(start, end, f"only the first {MOST_TERMS} values are used; ask for fewer")
            found = found[:MOST_TERMS]
        values = [value for _, value in found if value]
        if name in _LATER_FIELDS:
            self._note(start, end, f"{name}: is not known yet")
            self.negated = False
        elif name not in FIELDS and name not in DATES and name != "is":
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
            read = [
                Text(value, name) if quoted else self._starred(value, name, start, end)
                for quoted, value in found
            ]
            texts = tuple(text for text in read if fold(text.text))
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
            if value.lower() in _LATER_KINDS:
                self._note(start, end, f"is:{value.lower()} is not known yet")
                continue
            near = nearest(value.lower(), KINDS)
            hint = f"did you mean is:{near}?" if near else f"it is one of {', '.join(KINDS)}"
            self._note(start, end, f"is:{harmless(value)} is not known; {hint}")
        self._either(kinds, start, end)

    def _within(self, name: str, text: str, start: int, end: int) -> Term | None:
        if name == "last":
            return self._last(text, start, end)
        try:
            return Within(name, text, *_interval(name, text, self.today))
        except BadDate as error:
            self._note(start, end, f"{name}: {error}")
            return None

    def _last(self, text: str, start: int, end: int) -> Term | None:
        shown = f"last:{harmless(text)}"
        period = PERIOD.fullmatch(text)
        if period is None or not int(period[1]):
            cure = "write a number and d, w, m or y, such as last:30d"
            self._note(start, end, f"{shown} is not a length of time; {cure}")
            return None
        from dateutil.relativedelta import relativedelta  # start-up: few queries ask for it

        last = self.today or datetime.date.today()
        length: dict[str, Any] = {f"{UNITS[period[2].lower()]}s": int(period[1])}
        try:
            first = last - relativedelta(**length)
            return Within("last", text, day_of(first), day_of(last))
        except (ValueError, OverflowError):
            self._note(start, end, f"{shown} begins before the year 1; write until:today")
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
