"""The parser: text to Query. Every string parses; what is doubtful becomes a note."""

from __future__ import annotations

import datetime
import re
from collections.abc import Iterator
from typing import Any, NamedTuple

from tui.query.terms import (
    DATES,
    KINDS,
    MEASURE,
    NAMES,
    PERIOD,
    SORTS,
    UNITS,
    And,
    AsOf,
    Exact,
    Field,
    Figure,
    Inside,
    Is,
    Not,
    Note,
    Or,
    Query,
    Sort,
    Term,
    Text,
    Value,
    Within,
    positive,
    quote,
)
from tui.text import fold, harmless, nearest
from tui.when import FUTURE, PAST, BadDate, Day, begun, day_of
from tui.when import read as read_date

MOST_TERMS = 64
DEEPEST = 20
"""Terms and brackets beyond these are left out of a query, with a note."""

LONGEST_INSIDE = 50
"""Letters that can be looked for inside words; an index takes no longer pattern in some scripts."""

MOST_INSIDE = 8
"""Terms with a star before them; each of them goes through every word that there is."""

TOKEN = re.compile(
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
_VALUE = re.compile(r'(?P<exact>=)?"(?P<quoted>[^"]*)(?P<closed>")?|(?P<plain>[^",]+)')


class Typed(NamedTuple):
    """A value as it stands after a field's colon, at text[start:end] of the values."""

    text: str
    exact: bool
    quoted: bool
    closed: bool
    start: int
    end: int

    @property
    def whole(self) -> str:
        """The text with the sign before it, for a field that has no exact values."""
        return f"={self.text}" if self.exact else self.text


def values(text: str) -> Iterator[Typed]:
    """What stands after a field's colon, value by value; some may be blank."""
    for found in _VALUE.finditer(text):
        quoted, plain = found["quoted"], found["plain"]
        exact = bool(found["exact"]) or (plain is not None and plain.startswith("="))
        value = quoted if plain is None else plain.removeprefix("=")
        closed = found["closed"] is not None
        yield Typed(value.strip(), exact, plain is None, closed, *found.span())


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
        self.sort: Sort = "date"
        self.sort_at: tuple[int, int] = (0, 0)

    def query(self) -> Query:
        for token in TOKEN.finditer(self.text):
            self._token(token)
        while len(self.frames) > 1:
            if not self.too_deep:
                self._note(
                    self.frames[-1].start, self.frames[-1].start + 1, "( is not closed; add )"
                )
            self._close()
        term = self._for_all(self.frames[0].term() or And())
        if self.sort == "relevance" and not any(positive(term)):
            self._note(*self.sort_at, "there is nothing to rank; type a word")
        return Query(term, tuple(self.notes), self.sort)

    def _for_all(self, term: Term) -> Term:
        """The term with each `as-of:` that stands deeper in it put beside all the rest.

        All that is shown must have been known by that day, whichever alternative found it. A day
        that is negated stays where it is: it chooses events, and says nothing of what is shown.
        """
        days: list[AsOf] = []
        rest = _without_days(term, days)
        at_the_top = term.terms if isinstance(term, And) else (term,)
        if len(days) == sum(isinstance(part, AsOf) for part in at_the_top):
            return term
        if isinstance(rest, Or) or rest == And():
            start = max(0, self.text.lower().rfind("as-of:"))
            said = "as-of: is for the whole query, not for one alternative"
            self._note(start, start + len("as-of"), said)
        others = rest.terms if isinstance(rest, And) else (rest,)
        parts = *dict.fromkeys(days), *others
        return And(parts) if len(parts) > 1 else parts[0]

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

    def _note(self, start: int, end: int, text: str, cure: str = "") -> None:
        self.notes.append(Note(start, end, text, cure))

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
        if field in NAMES:
            cure = f"{field}:{number}" if sign == "=" and number else ""
            self._note(start, end, f"{field} is not a measure; write {field}: and a value", cure)
        elif _NUMBER.fullmatch(number) and len(number) <= _LONGEST_NUMBER:
            self._leaf(Figure(measure, sign, number.replace("_", "")), start, end)
            return
        else:
            example = f"{measure}{sign}1000"
            plain = number.replace(",", "")
            cured = plain != number and _NUMBER.fullmatch(plain)
            cure = f"{measure}{sign}{plain}" if cured else ""
            self._note(start, end, f"{measure}{sign} needs a plain number, such as {example}", cure)
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
            if text == "-" and self.text[end:].strip():
                self._note(start, end, "- stands alone; write it right before what is not wanted")
            elif text.strip(" -"):
                self._note(start, end, f"{quote(text)} is left out: it has no letter or digit")

    def _field(self, token: re.Match[str]) -> None:
        start, end = token.span()
        name, found = token["field"].lower(), list(values(token["values"]))
        if len(found) > MOST_TERMS:
            self._note(start, end, f"only the first {MOST_TERMS} values are used; ask for fewer")
            found = found[:MOST_TERMS]
        given = [value for value in found if value.whole]
        if name not in NAMES:
            self._unknown(name, token, bool(given))
        elif not given:
            self._note(start, end, f"{name}: needs a value right after it, without a space")
            self.negated = False
        elif name in DATES:
            dates = [date for value in given if (date := self._date(name, value, token))]
            self._either(dates, start, end)
        elif name == "is":
            kinds = [kind for value in given if (kind := self._kind(value, token))]
            self._either(kinds, start, end)
        elif name == "sort":
            self._sort(given, token)
        else:
            read = (self._value(value, name, start, end) for value in given)
            texts = tuple(text for text in read if fold(text.text))
            if texts:
                self._leaf(Field(name, texts), start, end)
            else:
                self._note(start, end, f"{name}: needs a value with letters or digits")
                self.negated = False

    def _unknown(self, name: str, token: re.Match[str], valued: bool) -> None:
        """What looks like a field and is none is text; an address is, without a doubt."""
        start, end = token.span()
        if token["values"].startswith("//") or self.terms > MOST_TERMS:
            pass
        elif near := nearest(name, NAMES):
            said = f"there is no field {name}:, did you mean {near}:?"
            self._note(start, end, said, near + token[0][len(name) :])
        elif valued:
            text = token[0].replace('"', "")
            said = f"there is no field {name}:; it is read as words"
            self._note(start, end, said, f'"{text}"')
        self._text(token[0], start, end)

    def _value(self, value: Typed, name: str, start: int, end: int) -> Value:
        if value.exact:
            return Exact(value.text, name)
        if value.quoted:
            return Text(value.text, name)
        return self._starred(value.text, name, start, end)

    def _kind(self, value: Typed, token: re.Match[str]) -> Term | None:
        kind = value.whole.lower()
        if kind in KINDS:
            return Is(kind)
        near = nearest(kind, KINDS)
        hint = f"did you mean is:{near}?" if near else f"it is one of {', '.join(KINDS)}"
        said = f"is:{harmless(value.whole)} is not known; {hint}"
        self._note(*token.span(), said, _instead(token, value, near))
        return None

    def _sort(self, given: list[Typed], token: re.Match[str]) -> None:
        """The order is one for the whole query, wherever it is asked for."""
        start, end = token.span()
        asked = ",".join(value.whole for value in given)
        known = [sort for sort in SORTS if sort == asked.lower()]
        if self.negated:
            self._note(start, end, f"sort: has no opposite; write {_sorts()}")
        elif not known:
            near = nearest(asked.lower(), SORTS)
            said = f"sort:{harmless(asked)} is not known; write {_sorts()}"
            self._note(start, end, said, near and f"sort:{near}")
        else:
            if len(self.frames) > 1:
                said = "sort: is for the whole query; write it after the brackets"
                self._note(start, end, said)
            self.sort, self.sort_at = known[0], (start, end)
        self.negated = False

    def _date(self, name: str, value: Typed, token: re.Match[str]) -> Term | None:
        start, end = token.span()
        text = value.whole
        if name == "last":
            return self._last(text, start, end)
        try:
            first, last = _interval(name, text, self.today)
        except BadDate as error:
            # Whoever is still typing it sees what is certain of it, and not all events meanwhile.
            try:
                first, last = _interval(name, text, self.today, typing=True)
            except BadDate:
                self._note(start, end, f"{name}: {error}")
                return None
            said = f"{name}: {quote(text)} is not a whole date; all that it may become is asked"
            self._note(start, end, said)
        if name != "as-of":
            return Within(name, text, first, last)
        if last < FUTURE:
            return AsOf(text, last)
        said = f"as-of: {quote(text)} has no end; write the last day, such as as-of:today"
        self._note(start, end, said, _instead(token, value, "today"))
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


def _without_days(term: Term, days: list[AsOf]) -> Term:
    """The term without the days as known on, which are added to a list; `And()` finds all."""
    match term:
        case AsOf():
            days.append(term)
            return And()
        case And(terms=terms):
            kept = [part for part in (_without_days(one, days) for one in terms) if part != And()]
            return kept[0] if len(kept) == 1 else And(tuple(kept))
        case Or(terms=terms):
            either = tuple(_without_days(one, days) for one in terms)
            return And() if And() in either else Or(either)
        case _:
            return term


def _instead(token: re.Match[str], value: Typed, text: str) -> str:
    """The token with another text for one of its values; nothing for no text."""
    at = token.start("values") - token.start()
    before, after = token[0][: at + value.start], token[0][at + value.end :]
    return f"{before}{text}{after}" if text else ""


def _sorts() -> str:
    return " or ".join(f"sort:{sort}" for sort in SORTS)


def _interval(
    name: str, text: str, today: datetime.date | None, typing: bool = False
) -> tuple[Day, Day]:
    """The days that a date term asks for, both included. Raises BadDate.

    While it is being typed it may end in the beginning of a date.
    """
    first, last = _bounds(text, today, typing)
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


def _bounds(text: str, today: datetime.date | None, typing: bool) -> tuple[Day, Day]:
    first, dots, last = text.partition("..")
    if not dots or text.startswith(("[", "{")) or "/" in text:
        return _days(text, today, typing)
    start = read_date(first, today).start_earliest if first.strip() else PAST
    end = _days(last, today, typing)[1] if last.strip() else FUTURE
    if start > end:
        raise BadDate(text, "it ends before it starts; exchange the two")
    return start, end


def _days(text: str, today: datetime.date | None, typing: bool) -> tuple[Day, Day]:
    if typing and (days := begun(text)):
        return days
    date = read_date(text, today)
    return date.start_earliest, date.end_latest
