"""Terms: what a query is made of, as text, in words, and where they stand in a text."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from typing import Final, Literal
from unicodedata import category

import msgspec

from tui.text import Word, counted, fold, harmless, words
from tui.when import FUTURE, PAST, Day, period_edtf
from tui.when import parse as parse_date

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

DATES: Final = ("in", "before", "after", "since", "until", "last", "as-of")

Sort = Literal["date", "relevance"]

SORTS: Final[tuple[Sort, ...]] = ("date", "relevance")
"""What `sort:` can ask: the order of time, or the best first."""

NAMES: Final = (*FIELDS, *DATES, "is", "sort")
"""What can stand before a colon."""

PERIOD: Final = re.compile(r"(\d{1,5})([dwmy])", re.ASCII | re.IGNORECASE)
"""How `last:` writes a length of time."""

UNITS: Final = {"d": "day", "w": "week", "m": "month", "y": "year"}

MEASURE: Final = r"[A-Za-z0-9][A-Za-z0-9._-]{0,99}"
"""What a measure that can be asked for is called: as an id in an event file."""

SIGNS: Final[dict[str, str]] = {
    ">": "above {}",
    ">=": "of at least {}",
    "<": "below {}",
    "<=": "of at most {}",
    "=": "of {}",
}
"""How a figure can be compared, and how that is said."""

KINDS: Final[dict[str, str]] = {
    "disputed": "in dispute",
    "open": "planned and without an outcome",
    "partly-kept": "planned and partly kept",
    "kept": "planned and kept",
    "superseded": "planned and superseded",
    "cancelled": "cancelled",
    "planned": "planned or announced",
    "uncertain": "of uncertain date",
    "undated": "without a date",
    "starred": "with your star",
    "noted": "with a note of yours",
    "new": "new or changed since your last visit",
}
"""What `is:` can ask, and how that is said."""

OWN: Final = ("starred", "noted", "new")
"""The kinds that no event says of itself: the reader keeps them."""

SYNTAX: Final[tuple[tuple[str, str], ...]] = (
    ("prison", "a word that begins so; case and accents do not count"),
    ('"barrel bomb"', "the phrase; its last word may go on"),
    ("*fire*", "inside a word; *fire only where it ends"),
    ("actor:kenya", "that field only; actor:kenya,jamaica is either"),
    ("actor:=kenya", "exactly that id or name, not all that begins so"),
    ("category: place: source: tag:", "likewise, and status: title: id: measure:"),
    ("in:2024-03", "the date is in March 2024, certainly or possibly"),
    ('in:2024-03..2024-06  in:"march 2024"', "a period; words do as well"),
    ("before: after: since: until:", "before and after a date, without or with it"),
    ("last:30d", "from 30 days ago to today; w, m and y are weeks, months and years"),
    ("as-of:2025-01-17", "what was published by the end of that day"),
    ("freed>1000", "a figure for that measure; also >=, <, <= and ="),
    ("is:disputed", "also is:planned, is:uncertain, is:undated"),
    ("is:open", "no outcome yet; also is:kept, is:partly-kept, is:superseded, is:cancelled"),
    ("is:starred  is:noted", "with your star, with a note of yours; words do not search notes"),
    ("is:new", "new or changed since your last visit"),
    ("-kenya  NOT kenya", "not"),
    ("jamaica OR belize", "either; words side by side are all wanted"),
    ("-(jamaica OR belize)", "brackets"),
    ("prison sort:relevance", "the best first; sort:date is the order of time"),
)
"""The language as it is taught, in the help screen and in the README."""


class Text(msgspec.Struct, frozen=True):
    """A word or phrase anywhere, or in one field; its last word may go on."""

    text: str
    field: str = ""

    @property
    def words(self) -> list[str]:
        """The folded words, in order; never empty in a parsed query."""
        return fold(self.text).split()

    def __str__(self) -> str:
        return written(self.text)

    def explain(self) -> str:
        """The term in words."""
        return f"about {quote(self.text)}"


class Inside(msgspec.Struct, frozen=True):
    """Letters inside a word, or where it `ends`; anywhere in the text, or in one field."""

    text: str
    ends: bool = False
    field: str = ""

    @property
    def word(self) -> str:
        """The folded letters; one word in a parsed query."""
        return fold(self.text)

    def __str__(self) -> str:
        return f"*{self.text}{'' if self.ends else '*'}"

    def explain(self) -> str:
        """The term in words."""
        return f"with {_value_said(self)}"


class Exact(msgspec.Struct, frozen=True):
    """The whole of a field's id or label; case, accents and punctuation do not count."""

    text: str
    field: str

    @property
    def folded(self) -> str:
        """What the whole id or label folds to; never empty in a parsed query."""
        return fold(self.text)

    def __str__(self) -> str:
        return f"={written(self.text)}"

    def explain(self) -> str:
        """The value in words."""
        return _value_said(self)


Value = Text | Inside | Exact
"""What a field can be asked for."""


class Field(msgspec.Struct, frozen=True):
    """A field that has one of the values."""

    name: str
    values: tuple[Value, ...]

    def __str__(self) -> str:
        return f"{self.name}:{','.join(map(str, self.values))}"

    def explain(self) -> str:
        """The term in words."""
        parts = [value for value in self.values if isinstance(value, Inside)]
        texts = [value for value in self.values if not isinstance(value, Inside)]
        said = _series([*map(_value_said, texts), *map(_value_said, parts)], "or")
        if parts:
            return f"with {said} in the {self.name}"
        return FIELDS[self.name].format(said)


class Within(msgspec.Struct, frozen=True):
    """A date in an interval of days, both included: certainly or possibly, as `When` has it."""

    name: str
    text: str
    first: Day
    last: Day

    def __str__(self) -> str:
        return f"{self.name}:{written(self.text)}"

    def explain(self) -> str:
        """The term in words: the days it asks for, however they were written."""
        match self.name:
            case "last":
                return f"in the last {_period_said(self.text)}"
            case "before":
                return f"before {_day_said(self.last + 1)}"
            case "after":
                return f"after {_day_said(self.first - 1)}"
        if self.first == PAST:
            return f"until {_day_said(self.last)}" if self.last < FUTURE else "with a date"
        if self.last == FUTURE:
            return f"since {_day_said(self.first)}"
        return _days_said(self.first, self.last)


class AsOf(msgspec.Struct, frozen=True):
    """What was published by the end of a day."""

    text: str
    day: Day

    def __str__(self) -> str:
        return f"as-of:{written(self.text)}"

    def explain(self) -> str:
        """The term in words: the day, however it was written."""
        return f"as known on {_day_said(self.day)}"


class Figure(msgspec.Struct, frozen=True):
    """A claim of a measure whose value compares so; one that gives a range may hold it anywhere."""

    measure: str
    sign: str
    number: str

    @property
    def value(self) -> float:
        """The number; zero has no sign."""
        return float(self.number) + 0.0

    def __str__(self) -> str:
        return f"{self.measure}{self.sign}{self.number}"

    def explain(self) -> str:
        """The term in words."""
        whole, dot, part = self.number.partition(".")
        minus = "-" * whole.startswith("-")
        number = f"{minus}{int(whole.lstrip('-')):,}{dot}{part}"
        return f"with a figure for {self.measure} {SIGNS[self.sign].format(number)}"


class Is(msgspec.Struct, frozen=True):
    """A property of the event that is not in its text."""

    kind: str
    ids: frozenset[str] | None = None
    """The events of a kind in `OWN`, once they are known; see `own.resolved`."""

    def __str__(self) -> str:
        return f"is:{self.kind}"

    def explain(self) -> str:
        """The term in words."""
        return KINDS[self.kind]


class Not(msgspec.Struct, frozen=True):
    """What the term does not find."""

    term: Term

    def __str__(self) -> str:
        return f"-{_part(self.term)}"

    def explain(self) -> str:
        """The term in words."""
        if isinstance(self.term, Or) and len(clauses := _clauses(self.term.terms, "or")) > 1:
            return f"neither {' nor '.join(clauses)}"
        return f"not {_bracketed(self.term)}"


class And(msgspec.Struct, frozen=True):
    """What all the terms find; with no term, every event."""

    terms: tuple[Term, ...] = ()

    def __str__(self) -> str:
        return " ".join(map(_part, self.terms))

    def explain(self) -> str:
        """The terms in words."""
        return ", ".join(_clauses(self.terms, "and"))


class Or(msgspec.Struct, frozen=True):
    """What any of the terms finds."""

    terms: tuple[Term, ...]

    @property
    def listed(self) -> str:
        """The terms as one, `in:2023,2024`, where they are written so; else empty."""
        parts = [str(t).partition(":") for t in self.terms if isinstance(t, Within | AsOf | Is)]
        if len(parts) < len(self.terms) or len({name for name, _, _ in parts}) > 1:
            return ""
        return f"{parts[0][0]}:{','.join(value for _, _, value in parts)}"

    def __str__(self) -> str:
        return self.listed or " OR ".join(
            _part(term) if isinstance(term, Or) else str(term) for term in self.terms
        )

    def explain(self) -> str:
        """The terms in words."""
        clauses = _clauses(self.terms, "or")
        return f"either {' or '.join(clauses)}" if len(clauses) > 1 else clauses[0]


Term = Text | Inside | Exact | Field | Within | AsOf | Figure | Is | Not | And | Or


class Note(msgspec.Struct, frozen=True):
    """Something doubtful in the query's text[start:end], in a sentence."""

    start: int
    end: int
    text: str
    cure: str = ""
    """What may be put in the place of text[start:end]; empty where only the reader knows."""

    def cured(self, text: str) -> str:
        """The query's text with the cure in its place; as it is where there is none."""
        return f"{text[: self.start]}{self.cure}{text[self.end :]}" if self.cure else text


@dataclass(frozen=True, slots=True)
class Query:
    """A parsed query. `str` gives its canonical text, which parses to an equal query."""

    term: Term = field(default_factory=And)
    notes: tuple[Note, ...] = field(default=(), compare=False)
    sort: Sort = "date"

    def __str__(self) -> str:
        if self.sort == "date":
            return str(self.term)
        return f"{self.term} sort:{self.sort}".lstrip()

    @property
    def is_everything(self) -> bool:
        """Whether it asks for every event."""
        return self.term == And()

    @property
    def as_of(self) -> Day | None:
        """The day as known on which everything is to be shown; the first of several.

        One that is negated chooses events and hides nothing. The parser puts every other one here.
        """
        terms = self.term.terms if isinstance(self.term, And) else (self.term,)
        return min((term.day for term in terms if isinstance(term, AsOf)), default=None)

    def explain(self) -> str:
        """The query as a sentence fragment: `events about "prison", by "kenya", in March 2024`."""
        said = "all events" if self.is_everything else f"events {self.term.explain()}"
        return said if self.sort == "date" else f"{said}, best first"

    def spans(self, text: str, field: str = "") -> list[tuple[int, int]]:
        """Where the query's words stand in a text of that field: (start, end), in order, apart.

        What is found is what is highlighted: the same folded words, phrases and prefixes, each
        where the index found it, and whole texts where the whole is asked for. Negated terms mark
        nothing.
        """
        wanted = [term for term in positive(self.term) if term.field in ("", field)]
        found = words(text) if wanted else []
        marked = sorted(span for term in wanted for span in _occurrences(term, text, found))
        apart: list[tuple[int, int]] = []
        for start, end in marked:
            if apart and start <= apart[-1][1]:
                apart[-1] = (apart[-1][0], max(end, apart[-1][1]))
            else:
                apart.append((start, end))
        return apart


def positive(term: Term) -> Iterator[Value]:
    """The texts that a term asks for, without those that it excludes."""
    match term:
        case Text() | Inside() | Exact():
            yield term
        case Field(values=terms) | And(terms=terms) | Or(terms=terms):
            for part in terms:
                yield from positive(part)
        case _:
            pass


def _occurrences(term: Value, text: str, found: list[Word]) -> Iterator[tuple[int, int]]:
    if isinstance(term, Text):
        yield from _phrases(term.words, found)
    elif isinstance(term, Exact):
        if found and term.folded == fold(text):
            yield found[0].start, found[-1].end
    else:
        for word in found:
            yield from _parts(term, text, word)


def _phrases(wanted: list[str], found: list[Word]) -> Iterator[tuple[int, int]]:
    """Each place where the words follow one another, the last of them a prefix."""
    *whole, prefix = wanted
    for index in range(len(found) - len(whole)):
        run = found[index : index + len(wanted)]
        if run[-1].folded.startswith(prefix) and [w.folded for w in run[:-1]] == whole:
            yield run[0].start, run[-1].end


def _parts(term: Inside, text: str, word: Word) -> Iterator[tuple[int, int]]:
    """Each place in the word where the letters stand; accents belong to the letter before them."""
    wanted = term.word
    if wanted not in word.folded:
        return
    letters = [(at, fold(text[at])) for at in range(word.start, word.end)]
    places = [at for at, folded in letters for _ in folded]
    first = "".join(folded for _, folded in letters).find(word.folded)
    at = len(word.folded) - len(wanted) if term.ends else word.folded.find(wanted)
    while at >= 0 and word.folded.startswith(wanted, at):
        end = places[first + at + len(wanted) - 1] + 1
        while end < word.end and category(text[end]) in ("Mn", "Me"):
            end += 1
        yield places[first + at], end
        at = word.folded.find(wanted, at + 1)


def _part(term: Term) -> str:
    """A term as a part of another one, in brackets where it needs them."""
    apart = isinstance(term, And) or (isinstance(term, Or) and not term.listed)
    return f"({term})" if apart else str(term)


def without_quotes(text: str) -> str:
    """A value as a query can hold it, with the same fold: quotation marks become apostrophes."""
    return text.replace('"', "'").strip()


def written(text: str) -> str:
    """A text as it is written in a query: in quotation marks where it needs them."""
    plain = re.fullmatch(r"[^\s\"():,*<>=-][^\s\"():,*<>=]*", text)
    return text if plain and text not in ("OR", "NOT", "AND") else f'"{text}"'


def quote(text: str) -> str:
    """What was typed, in a sentence."""
    return f'"{harmless(text)}"'


def _value_said(value: Value) -> str:
    if isinstance(value, Text):
        return quote(value.text)
    if isinstance(value, Exact):
        return f"exactly {quote(value.text)}"
    return f"a word {'ending in' if value.ends else 'containing'} {quote(value.text)}"


def _period_said(text: str) -> str:
    """A length of time in words: `30 days`, `month`."""
    number, unit = int(text[:-1]), UNITS[text[-1].lower()]
    return unit if number == 1 else counted(number, unit)


def _series(words: Sequence[str], last: str) -> str:
    return f" {last} ".join([", ".join(words[:-1]), words[-1]] if words[1:] else words)


def _clauses(terms: Sequence[Term], word: str) -> list[str]:
    """The terms in words, those about a text as one: `about "prison" and "kenya"`."""
    texts = [quote(term.text) for term in terms if isinstance(term, Text)]
    others = [_bracketed(term) for term in terms if not isinstance(term, Text)]
    return [f"about {_series(texts, word)}", *others] if texts else others


def _bracketed(term: Term) -> str:
    if not isinstance(term, And):
        return term.explain()
    return f"({_series(_clauses(term.terms, 'and'), 'and')})"


def _days_said(first: Day, last: Day) -> str:
    """An interval in words, in whole years or months where it is made of them."""
    return parse_date("/".join(period_edtf(first, last))).explain().removeprefix("some day ")


def _day_said(day: Day) -> str:
    return _days_said(day, day).removeprefix("on ").removeprefix("in ")
