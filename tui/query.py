"""Query: what a reader asks, as text, as terms, and said back in words.

Every string parses. What is doubtful becomes a note with its place in the text, never an
exception, because a person is still typing.
"""

from __future__ import annotations

import datetime
import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from typing import Final

import msgspec

from tui.text import Word, fold, harmless, nearest, words
from tui.when import FUTURE, PAST, BadDate, Day, civil
from tui.when import parse as parse_date
from tui.when import read as read_date
from tui.when.written import LAST_YEAR

FIELDS: Final[dict[str, str]] = {
    "category": "in category {}",
    "actor": "by {}",
    "place": "at {}",
    "source": "citing {}",
    "tag": "tagged {}",
    "status": "of status {}",
    "title": "with {} in the title",
    "id": "with the id {}",
    "measure": "with a figure for {}",
}
"""The fields that a term can be held to, and how such a term is said in words."""

DATES: Final = ("in", "before", "after", "since", "until")

KINDS: Final[dict[str, str]] = {
    "disputed": "in dispute",
    "planned": "planned or announced",
    "uncertain": "of uncertain date",
    "undated": "without a date",
}
"""What `is:` can ask, and how that is said."""

SYNTAX: Final[tuple[tuple[str, str], ...]] = (
    ("prison", "a word that begins so; case and accents do not count"),
    ('"barrel bomb"', "the phrase; its last word may go on"),
    ("actor:kenya", "that field only; actor:kenya,jamaica is either"),
    ("category: place: source: tag:", "likewise, and status: title: id: measure:"),
    ("in:2024-03", "the date is in March 2024, certainly or possibly"),
    ('in:2024-03..2024-06  in:"march 2024"', "a period; words do as well"),
    ("before: after: since: until:", "before and after a date, without or with it"),
    ("is:disputed", "also is:planned, is:uncertain, is:undated"),
    ("-kenya  NOT kenya", "not"),
    ("jamaica OR belize", "either; words side by side are all wanted"),
    ("-(jamaica OR belize)", "brackets"),
)
"""The language as it is taught, in the help screen and in the README."""

MOST_TERMS = 64
DEEPEST = 20
"""Terms and brackets beyond these are left out of a query, with a note."""


class Text(msgspec.Struct, frozen=True):
    """A word or phrase anywhere, or in one field; its last word may go on."""

    text: str
    field: str = ""

    @property
    def words(self) -> list[str]:
        """The folded words, in order; never empty in a parsed query."""
        return fold(self.text).split()

    def __str__(self) -> str:
        return _quoted(self.text)

    def explain(self) -> str:
        """The term in words."""
        return f"about {_said(self.text)}"


class Field(msgspec.Struct, frozen=True):
    """A field that has one of the values."""

    name: str
    values: tuple[Text, ...]

    def __str__(self) -> str:
        return f"{self.name}:{','.join(map(str, self.values))}"

    def explain(self) -> str:
        """The term in words."""
        return FIELDS[self.name].format(_series([_said(value.text) for value in self.values], "or"))


class Within(msgspec.Struct, frozen=True):
    """A date in an interval of days, both included: certainly or possibly, as `When` has it."""

    name: str
    text: str
    first: Day
    last: Day

    def __str__(self) -> str:
        return f"{self.name}:{_quoted(self.text)}"

    def explain(self) -> str:
        """The term in words: the days it asks for, however they were written."""
        match self.name:
            case "before":
                return f"before {_day_said(self.last + 1)}"
            case "after":
                return f"after {_day_said(self.first - 1)}"
        if self.first == PAST:
            return f"until {_day_said(self.last)}" if self.last < FUTURE else "with a date"
        if self.last == FUTURE:
            return f"since {_day_said(self.first)}"
        return _days_said(self.first, self.last)


class Is(msgspec.Struct, frozen=True):
    """A property of the event that is not in its text."""

    kind: str

    def __str__(self) -> str:
        return f"is:{self.kind}"

    def explain(self) -> str:
        """The term in words."""
        return KINDS[self.kind]


class Not(msgspec.Struct, frozen=True):
    """What the term does not find."""

    term: Term

    def __str__(self) -> str:
        return f"-({self.term})" if isinstance(self.term, And | Or) else f"-{self.term}"

    def explain(self) -> str:
        """The term in words."""
        if isinstance(self.term, Or) and len(clauses := _clauses(self.term.terms, "or")) > 1:
            return f"neither {' nor '.join(clauses)}"
        return f"not {_bracketed(self.term)}"


class And(msgspec.Struct, frozen=True):
    """What all the terms find; with no term, every event."""

    terms: tuple[Term, ...] = ()

    def __str__(self) -> str:
        return " ".join(f"({t})" if isinstance(t, And | Or) else str(t) for t in self.terms)

    def explain(self) -> str:
        """The terms in words."""
        return ", ".join(_clauses(self.terms, "and"))


class Or(msgspec.Struct, frozen=True):
    """What any of the terms finds."""

    terms: tuple[Term, ...]

    def __str__(self) -> str:
        return " OR ".join(f"({t})" if isinstance(t, Or) else str(t) for t in self.terms)

    def explain(self) -> str:
        """The terms in words."""
        clauses = _clauses(self.terms, "or")
        return f"either {' or '.join(clauses)}" if len(clauses) > 1 else clauses[0]


Term = Text | Field | Within | Is | Not | And | Or


@dataclass(frozen=True, slots=True)
class Note:
    """Something doubtful in the query's text[start:end], in a sentence."""

    start: int
    end: int
    text: str


@dataclass(frozen=True, slots=True)
class Query:
    """A parsed query. `str` gives its canonical text, which parses to an equal query."""

    term: Term = field(default_factory=And)
    notes: tuple[Note, ...] = field(default=(), compare=False)

    def __str__(self) -> str:
        return str(self.term)

    @property
    def is_everything(self) -> bool:
        """Whether it asks for every event."""
        return self.term == And()

    def explain(self) -> str:
        """The query as a sentence fragment: `events about "prison", by "kenya", in March 2024`."""
        return "all events" if self.is_everything else f"events {self.term.explain()}"

    def spans(self, text: str, field: str = "") -> list[tuple[int, int]]:
        """Where the query's words stand in a text of that field: (start, end), in order, apart.

        What is found is what is highlighted: the same folded words, phrases and prefixes, each
        where the index found it. Negated terms mark nothing.
        """
        found = words(text)
        marked = sorted(
            span
            for term in _positive(self.term)
            if term.field in ("", field)
            for span in _occurrences(term.words, found)
        )
        apart: list[tuple[int, int]] = []
        for start, end in marked:
            if apart and start <= apart[-1][1]:
                apart[-1] = (apart[-1][0], max(end, apart[-1][1]))
            else:
                apart.append((start, end))
        return apart


def _positive(term: Term) -> Iterator[Text]:
    match term:
        case Text():
            yield term
        case Field(values=terms) | And(terms=terms) | Or(terms=terms):
            for part in terms:
                yield from _positive(part)
        case _:
            pass


def _occurrences(wanted: list[str], found: list[Word]) -> Iterator[tuple[int, int]]:
    """Each place where the words follow one another, the last of them a prefix."""
    *whole, prefix = wanted
    for index in range(len(found) - len(whole)):
        run = found[index : index + len(wanted)]
        if run[-1].folded.startswith(prefix) and [w.folded for w in run[:-1]] == whole:
            yield run[0].start, run[-1].end


def _quoted(text: str) -> str:
    plain = re.fullmatch(r"[^\s\"():,-][^\s\"():,]*", text) and text not in ("OR", "NOT", "AND")
    return text if plain else f'"{text}"'


def _said(text: str) -> str:
    return f'"{harmless(text)}"'


def _series(words: Sequence[str], last: str) -> str:
    return f" {last} ".join([", ".join(words[:-1]), words[-1]] if words[1:] else words)


def _clauses(terms: Sequence[Term], word: str) -> list[str]:
    """The terms in words, those about a text as one: `about "prison" and "kenya"`."""
    texts = [_said(term.text) for term in terms if isinstance(term, Text)]
    others = [_bracketed(term) for term in terms if not isinstance(term, Text)]
    return [f"about {_series(texts, word)}", *others] if texts else others


def _bracketed(term: Term) -> str:
    if not isinstance(term, And):
        return term.explain()
    return f"({_series(_clauses(term.terms, 'and'), 'and')})"


def _days_said(first: Day, last: Day) -> str:
    """An interval in words, in whole years or months where it is made of them."""
    start, morrow = civil(first), civil(last + 1)
    parts = 1 if start[1:] == morrow[1:] == (1, 1) else 2 if start[2] == morrow[2] == 1 else 3
    ends = dict.fromkeys(_edtf(day, parts) for day in (first, last))
    return parse_date("/".join(ends)).explain().removeprefix("some day ")


def _day_said(day: Day) -> str:
    return _days_said(day, day).removeprefix("on ").removeprefix("in ")


def _edtf(day: Day, parts: int) -> str:
    year, month, of_month = civil(day)
    if not -10_000 < year < 10_000:
        return f"Y{max(-LAST_YEAR, min(year, LAST_YEAR))}"  # such a year has no months
    years = f"-{-year:04}" if year < 0 else f"{year:04}"
    return "-".join([years, f"{month:02}", f"{of_month:02}"][:parts])


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
                self._note(start, end, f"{_said(text)} is left out: it has no letter or digit")

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
