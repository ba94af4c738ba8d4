"""The index of a store: Tantivy (https://github.com/quickwit-oss/tantivy-py), in memory."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from decimal import Decimal
from functools import cached_property, lru_cache
from typing import Any, Final, cast

import tantivy
from tantivy import FieldType, Occur

from tui import when
from tui.engine import Heading
from tui.engine.fields import figures, kinds, texts
from tui.engine.order import heading, key, number, slot
from tui.event import Event, Header
from tui.query import (
    FIELDS,
    MEASURE,
    And,
    Field,
    Figure,
    Inside,
    Is,
    Not,
    Or,
    Query,
    Term,
    Text,
    Within,
)
from tui.text import fold
from tui.when import Day, When

_FOLDED: Final = "folded"
"""The tokenizer's name. Words are folded before they come here, so it only splits at spaces."""

_HEAP: Final = 15_000_000
"""Bytes; the least that Tantivy takes for one thread."""

_BOUNDS: Final = ("start_earliest", "start_latest", "end_earliest", "end_latest")

_MOST_SLOTS: Final = 65_000
"""Tantivy's own limit on the buckets of an aggregation; 5,000 years of months."""


def _schema() -> tantivy.Schema:
    builder = tantivy.SchemaBuilder()
    for name in ("text", *FIELDS):
        builder.add_text_field(name, tokenizer_name=_FOLDED, index_option="position")
    builder.add_text_field("is", tokenizer_name="raw", index_option="basic")
    builder.add_json_field("figures", fast=True, tokenizer_name="raw", index_option="basic")
    builder.add_unsigned_field("order", fast=True)
    builder.add_unsigned_field("slot", fast=True)
    for name in _BOUNDS:
        builder.add_integer_field(name, fast=True)
    return builder.build()


class Index:
    """Events that words, dates and fields are looked up in."""

    def __init__(self, events: Iterable[Event], header: Header, keys: Sequence[int]) -> None:
        """`keys` are the events' order keys, by number."""
        self.schema = _schema()
        self.keys = keys
        self._letters: set[str] = set()
        self._ranges: dict[str, int] = {}
        self._index = index = tantivy.Index(self.schema, sort_by_field="order")
        whole = tantivy.TextAnalyzerBuilder(tantivy.Tokenizer.whitespace()).build()
        index.register_tokenizer(_FOLDED, whole)
        writer = index.writer(_HEAP, 1)
        for event, order in zip(events, keys, strict=True):
            writer.add_document(self._document(event, header, order))
        writer.commit()
        writer.wait_merging_threads()
        index.reload()
        self.searcher = index.searcher()

    def _document(self, event: Event, header: Header, order: int) -> tantivy.Document:
        date = when.parse(event.date) if event.date else None
        document = tantivy.Document()
        for field, text in texts(event, header):
            if folded := fold(text):
                self._letters.update(folded)
                document.add_text("text", folded)
                if field:
                    document.add_text(field, folded)
        for kind in kinds(event, date):
            document.add_text("is", kind)
        if columns := self._columns(event):
            document.add_json("figures", columns)
        document.add_unsigned("order", order)
        document.add_unsigned("slot", slot(order))
        if date is not None:
            for name in _BOUNDS:
                document.add_integer(name, getattr(date, name))
        return document

    def _columns(self, event: Event) -> dict[str, dict[str, Any]]:
        """The figures of an event: columns by measure.

        A column may hold many numbers of an event, but two columns do not tell which least goes
        with which most. So single numbers share a column; ranges are joined until they are apart,
        and the first of them, the second and so on have a pair of columns each. Few events need
        more than one.
        """
        columns: dict[str, dict[str, Any]] = {}
        for measure, spans in figures(event).items():
            path = _path(measure)
            if not path:
                continue  # no query can name it
            column: dict[str, Any] = {}
            if exact := {least for least, most in spans if least == most}:
                column["exact"] = sorted(exact)
            ranges = _joined([span for span in spans if span[0] < span[1]])
            for place, (least, most) in enumerate(ranges):
                column |= {f"least{place}": least, f"most{place}": most}
            self._ranges[path] = max(len(ranges), self._ranges.get(path, 0))
            columns[path] = column
        return columns

    def figure(self, measure: str, sign: str, value: float) -> tantivy.Query:
        """The events with a claim of that measure whose value compares so."""
        path = _path(measure)
        number = f"{Decimal(repr(value)):f}"  # as Tantivy reads numbers: without an exponent
        up, down = {
            ">": (f"{{{number} TO *]", ""),
            ">=": (f"[{number} TO *]", ""),
            "<": ("", f"[* TO {number}}}"),
            "<=": ("", f"[* TO {number}]"),
            "=": (f"[{number} TO *]", f"[* TO {number}]"),
        }[sign]
        exact = up or down if sign != "=" else f"[{number} TO {number}]"
        found = [self._between(path, "exact", exact)]
        for place in range(self._ranges.get(path, 0)):
            bounds = ((f"most{place}", up), (f"least{place}", down))
            found.append(_both(*(self._between(path, *bound) for bound in bounds if bound[1])))
        return _any(found)

    def _between(self, path: str, column: str, bounds: str) -> tantivy.Query:
        # Only Tantivy's own query language reaches the columns of a JSON field.
        return self._index.parse_query(f"figures.{path}.{column}:{bounds}", [])

    @property
    def letters(self) -> list[str]:
        """The letters that words are made of."""
        return sorted(self._letters - {" "})

    def can_ask(self, query: tantivy.Query) -> bool:
        """Whether Tantivy takes the query: a phrase may not go on in more than 16,384 ways."""
        try:
            self.searcher.search(query, 1, count=False)
        except ValueError:
            return False
        return True

    def window(self, query: tantivy.Query, start: int, stop: int) -> list[int]:
        """The numbers of what a Tantivy query finds at these positions of the order."""
        if stop <= start:
            return []
        ascending = tantivy.Order.Asc
        found = self.searcher.search(
            query, stop - start, count=False, order_by_field="order", offset=start, order=ascending
        )
        return [number(order) for order, _ in found.hits]

    def count(self, query: tantivy.Query) -> int:
        """How many events a Tantivy query finds."""
        found = cast("Any", self.searcher.search(query, 1))  # its stub lacks `count`
        return int(found.count)


class IndexFound:
    """What a query found; see `engine.Found`.

    Dates make a query three-valued: each term is certain, possible or false of an event, and so is
    the whole. Two Tantivy queries ask for it, one that must hold and one that may.
    """

    def __init__(self, index: Index, query: Query) -> None:
        compiled = _Compiler(index)
        self._index = index
        self._certain = compiled(query.term, sure=True)
        self._possible: tantivy.Query | None = None
        if _has_dates(query.term):
            maybe = compiled(query.term, sure=False)
            self._possible = _all_but(maybe, self._certain)

    @cached_property
    def certain(self) -> int:
        """How many events it certainly finds."""
        return self._index.count(self._certain)

    @cached_property
    def possible(self) -> int:
        """How many more it possibly finds."""
        return self._index.count(self._possible) if self._possible else 0

    def window(self, start: int, stop: int) -> list[int]:
        """The numbers of the events at these positions."""
        start, stop = max(start, 0), min(stop, self.certain + self.possible)
        numbers = self._index.window(self._certain, start, min(stop, self.certain))
        if self._possible:
            first = max(start - self.certain, 0)
            numbers += self._index.window(self._possible, first, stop - self.certain)
        return numbers

    def position(self, number: int) -> int | None:
        """Where that event stands, or None where the query did not find it."""
        order = self._index.keys[number]
        for offset, query in ((0, self._certain), (self.certain, self._possible)):
            if query and self._index.count(_both(query, self._orders(order, order + 1))):
                return offset + self._index.count(_both(query, self._orders(0, order)))
        return None

    def nearest(self, date: When) -> int:
        """The position of the first certain event that is listed where that date would be."""
        return self._index.count(_both(self._certain, self._orders(0, key(date, 0))))

    def headings(self, possible: bool = False) -> list[Heading]:
        """The headings of the certain or of the possible events, in order."""
        query = self._possible if possible else self._certain
        if query is None:
            return []
        terms = {"terms": {"field": "slot", "size": _MOST_SLOTS}}
        buckets = self._index.searcher.aggregate(query, {"slots": terms})["slots"]["buckets"]
        counts = sorted((int(bucket["key"]), int(bucket["doc_count"])) for bucket in buckets)
        return [Heading(*heading(slot), count) for slot, count in counts]

    def _orders(self, first: int, end: int) -> tantivy.Query:
        return tantivy.Query.range_query(
            self._index.schema, "order", FieldType.Unsigned, first, end, include_upper=False
        )


def _has_dates(term: Term) -> bool:
    match term:
        case Within():
            return True
        case Not(term=inner):
            return _has_dates(inner)
        case And(terms=terms) | Or(terms=terms):
            return any(map(_has_dates, terms))
        case _:
            return False


def _both(*queries: tantivy.Query) -> tantivy.Query:
    return tantivy.Query.boolean_query([(Occur.Must, query) for query in queries])


def _any(queries: list[tantivy.Query]) -> tantivy.Query:
    return tantivy.Query.boolean_query([(Occur.Should, query) for query in queries])


def _all_but(query: tantivy.Query, excluded: tantivy.Query) -> tantivy.Query:
    return tantivy.Query.boolean_query([(Occur.Must, query), (Occur.MustNot, excluded)])


@lru_cache(1024)
def _path(measure: str) -> str:
    """The measure as part of a path in a JSON field, whatever its letters mean there.

    Empty for a name that no query can hold.
    """
    askable = re.fullmatch(MEASURE, measure)
    return f"m{measure.lower().encode().hex()}" if askable else ""


def _joined(spans: list[tuple[float, float]]) -> list[tuple[float, float]]:
    """The same numbers in spans that are apart."""
    joined: list[tuple[float, float]] = []
    for least, most in sorted(spans):
        if joined and least <= joined[-1][1]:
            joined[-1] = (joined[-1][0], max(most, joined[-1][1]))
        else:
            joined.append((least, most))
    return joined


class _Compiler:
    """A term as a Tantivy query: what `sure` holds of, or else what may hold."""

    def __init__(self, index: Index) -> None:
        self._index = index
        self._schema = index.schema

    def __call__(self, term: Term, sure: bool) -> tantivy.Query:
        match term:
            case Text(field=field):
                return self._words(field or "text", term.words)
            case Inside(field=field, ends=ends):
                pattern = f".*{term.word}{'' if ends else '.*'}"
                return tantivy.Query.regex_query(self._schema, field or "text", pattern)
            case Field(values=values):
                return _any([self(value, sure) for value in values])
            case Within(first=first, last=last):
                start, end = _BOUNDS[1:3] if sure else (_BOUNDS[0], _BOUNDS[3])
                return _both(self._range(start, None, last), self._range(end, first, None))
            case Figure(measure=measure, sign=sign):
                return self._index.figure(measure, sign, term.value)
            case Is(kind=kind):
                return tantivy.Query.term_query(self._schema, "is", kind, "basic")
            case Not(term=inner):
                # What is certainly not so is what is not even possibly so.
                return _all_but(tantivy.Query.all_query(), self(inner, not sure))
            case And(terms=terms):
                return _both(tantivy.Query.all_query(), *(self(part, sure) for part in terms))
            case Or(terms=terms):
                return _any([self(part, sure) for part in terms])

    def _range(self, field: str, first: Day | None, last: Day | None) -> tantivy.Query:
        return tantivy.Query.range_query(self._schema, field, FieldType.Integer, first, last)

    def _words(self, field: str, words: list[str]) -> tantivy.Query:
        *whole, prefix = words
        if not whole:
            return tantivy.Query.regex_query(self._schema, field, f"{prefix}.*")
        phrase: list[str | tuple[int, str]] = [*whole, f"{prefix}.*"]
        query = tantivy.Query.regex_phrase_query(self._schema, field, phrase)
        if self._index.can_ask(query):
            return query
        longer = [[*whole, prefix + letter] for letter in self._index.letters]
        exact = tantivy.Query.phrase_query(self._schema, field, cast("Any", words))
        return _any([exact, *(self._words(field, words) for words in longer)])
