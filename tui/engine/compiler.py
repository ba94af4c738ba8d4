"""The compiler: a term of a query as a Tantivy query.

Dates make a query three-valued: each term is certain, possible or false of an event, and so is the
whole. Two Tantivy queries ask for it, one that must hold and one that may.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from functools import lru_cache
from typing import Any, Final, NamedTuple, cast

import tantivy
from tantivy import FieldType, Occur

from tui.engine.fields import (
    BOUNDS,
    ID,
    LONGEST_VALUE,
    SETTLES,
    VALUE,
    VALUED,
    WHOLE,
    WORDED,
    Ranges,
    figure_path,
    ordered,
)
from tui.engine.periods import cover
from tui.event import Header, LinkType
from tui.outcome import SETTLED
from tui.query import (
    And,
    AsOf,
    Exact,
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
from tui.query.terms import positive
from tui.text import fold
from tui.when import FUTURE, PAST, Day, Minute

_TITLE_COUNTS: Final = 3.0
"""How much more a word in the title says of what an event is about than one anywhere."""

_MOST_ENDS: Final = 16_000
"""Ways to go on that Tantivy takes of a pattern at the end of a phrase, fewer than its own limit.

https://github.com/quickwit-oss/tantivy/blob/main/src/query/phrase_query/regex_phrase_query.rs
"""

OUTCOMES: Final = tuple(kind.replace(" ", "-") for kind in ("open", *SETTLED.values()))
"""What `is:` asks of plans, as `outcome` has it."""


class _Way(NamedTuple):
    """How a term is compiled."""

    sure: bool
    """Whether it must hold, or only may."""
    known_on: Day | None = None
    """The day by which it is to be known; None where none is asked for."""
    by_day: bool = True
    """Whether events are meant too whose date is a single day."""


class Compiler:
    """Terms as queries of one index."""

    def __init__(
        self, index: tantivy.Index, searcher: tantivy.Searcher, ranges: Ranges, header: Header
    ) -> None:
        self._index = index
        self._schema = index.schema
        self._searcher = searcher
        self._ranges = ranges
        self._header = header
        self._days: tuple[Day, Day] | None = None
        # Many plans make a large query, and every kind of outcome asks by the same ones.
        self._settled = lru_cache(maxsize=2 * len(SETTLED))(self._settle)

    def certain(self, term: Term) -> tantivy.Query:
        """What the term must hold of."""
        return self._compiled(term, _Way(sure=True))

    def most(self, term: Term) -> int:
        """How many events it may find at the most, as far as that is known without a search.

        A word may go on in as many ways as there are events, as ids do: only whole ones tell.
        """
        match term:
            case Text(field=field, words=[*whole, _]) if whole and is_worded(field):
                return min(self._searcher.doc_freq(field or "text", word) for word in whole)
            case And(terms=terms) if terms:
                return min(map(self.most, terms))
            case Or(terms=terms) | Field(values=terms):
                return sum(map(self.most, terms))
            case _:
                return self._searcher.num_docs

    def possible(self, term: Term, certain: tantivy.Query) -> tantivy.Query | None:
        """What it may hold of but need not; None where it either holds or does not.

        `certain` is what it must hold of; to compile a phrase once more may take searches, but to
        look all single days up takes longer.
        """
        doubts = _doubts(term)
        if not doubts:
            return None
        way = _Way(sure=False)
        if doubts != {Within}:
            return all_but(self._compiled(term, way), certain)
        # Of a single day no date is in doubt, and nearly all are.
        way = way._replace(by_day=False)
        certain = self._compiled(term, way._replace(sure=True))
        return all_but(both(self.stretched, self._compiled(term, way)), certain)

    def ranked(self, query: Query, found: tantivy.Query) -> tantivy.Query:
        """What was found, scored (BM25) by the words that were asked for as they were written."""
        wanted = [value for value in positive(query.term) if isinstance(value, Text)]
        scored: list[tuple[Occur, tantivy.Query]] = [(Occur.Must, found)]
        for value in wanted:
            for word in value.words:
                if is_worded(value.field):
                    scored.append((Occur.Should, self._term(value.field or "text", word, "freq")))
                if not value.field:
                    title = self._term("title", word, "freq")
                    scored.append((Occur.Should, tantivy.Query.boost_query(title, _TITLE_COUNTS)))
        return tantivy.Query.boolean_query(scored)

    def _compiled(self, term: Term, way: _Way) -> tantivy.Query:
        """What the term must or may hold of."""
        match term:
            case Text(field=field):
                return self._words(field or "text", term.words)
            case Inside(field=field, ends=ends):
                if is_worded(field):
                    return self._regex(field or "text", f".*{term.word}{'' if ends else '.*'}")
                return self._valued(field, f".*{term.word}{'( .*)?' if ends else '.*'}")
            case Exact(field=field):
                return self._whole(field, term.folded)
            case Field(values=values):
                return any_of([self._compiled(value, way) for value in values])
            case Within(first=first, last=last):
                start, end = BOUNDS[1:3] if way.sure else (BOUNDS[0], BOUNDS[3])
                # An open side, which all dates are within, would be looked up all the same.
                after = [self._range(end, first, None)] if first > PAST else []
                before = [self._range(start, None, last)] if last < FUTURE or not after else []
                within = both(*after, *before)
                return any_of([self._on(first, last), within]) if way.by_day else within
            case AsOf():
                return self._known(term.day, way.sure)
            case Figure(measure=measure, sign=sign):
                return self._figure(measure, sign, term.value)
            case Is(ids=ids) if ids is not None:
                return tantivy.Query.term_set_query(self._schema, "key", list(ids))
            case Is(kind=kind) if kind in OUTCOMES:
                return self.outcome(kind, way.known_on)
            case Is(kind=kind):
                return self._term("is", kind)
            case Not(term=inner):
                opposite = way._replace(sure=not way.sure)
                # What is certainly not so is what is not even possibly so.
                return all_but(tantivy.Query.all_query(), self._compiled(inner, opposite))
            case And(terms=terms):
                days = [part.day for part in terms if isinstance(part, AsOf)]
                way = way._replace(known_on=min(days, default=way.known_on))
                dates_first = sorted(terms, key=lambda part: not isinstance(part, Within))
                parts = [self._compiled(part, way) for part in dates_first]
                return both(*parts) if parts else tantivy.Query.all_query()
            case Or(terms=terms):
                return any_of([self._compiled(part, way) for part in terms])

    def value(self, field: str, folded: str) -> tantivy.Query:
        """The events with exactly this value of the field."""
        return self._term(VALUE.format(field), folded[:LONGEST_VALUE])

    def values(self, field: str, folded: list[str]) -> tantivy.Query:
        """The events with one of these values of the field."""
        return tantivy.Query.term_set_query(self._schema, VALUE.format(field), folded)

    def number(self, event_id: str) -> tantivy.Query:
        """The event with exactly this id."""
        return self._term("key", event_id)

    def linking(self, event_id: str) -> tantivy.Query:
        """The events that link to this id."""
        return self._term("links", event_id)

    def orders(self, first: int, end: int) -> tantivy.Query:
        """The events with these order keys, `end` excluded."""
        return tantivy.Query.range_query(
            self._schema, "order", FieldType.Unsigned, first, end, include_upper=False
        )

    def minutes(self, first: Minute, last: Minute) -> tantivy.Query:
        """The events with a time from the one minute to the other."""
        return self._range("minute", first, last)

    @property
    def stretched(self) -> tantivy.Query:
        """The events whose date is no single day."""
        return tantivy.Query.exists_query("stretch")

    def _on(self, first: Day, last: Day) -> tantivy.Query:
        """The events on a single day from the one to the other."""
        earliest, latest = self.days
        among = list(cover(max(first, earliest), min(last, latest)))
        return tantivy.Query.term_set_query(self._schema, "in", among)

    @property
    def days(self) -> tuple[Day, Day]:
        """The first and the last day that is a date; the last one is before it where none is."""
        if self._days is None:
            ends = {end: {end: {"field": "day"}} for end in ("min", "max")}
            found = self._searcher.aggregate(tantivy.Query.all_query(), ends)
            first, last = (found[end]["value"] for end in ends)
            self._days = (FUTURE, PAST) if first is None else (int(first), int(last))
        return self._days

    def _known(self, day: Day, sure: bool) -> tantivy.Query:
        """The events that were, or may have been, published by the end of that day."""
        return self._range("known_latest" if sure else "known_earliest", None, day)

    def outcome(self, kind: str, day: Day | None) -> tantivy.Query:
        """The plans of which this came, as known by that day where there is one; see `outcome`.

        What was not certainly published by then does not count, so this is never in doubt.
        """
        links = list(SETTLED)
        above = OUTCOMES.index(kind) - 1 if kind != "open" else len(links)
        found = [self._term("is", "planned")]
        found += [self._settled(link, day) for link in links[above : above + 1]]
        return all_but(both(*found), any_of([self._settled(link, day) for link in links[:above]]))

    def _settle(self, link: LinkType, day: Day | None) -> tantivy.Query:
        """The events that others have such a link to, as was known by that day."""
        before = SETTLES.format(link, "")
        known = None if day is None else self._known(day, sure=True)
        terms = self._searcher.terms_with_prefix("settles", before, known)
        plans = [term.removeprefix(before) for term, _ in terms]
        return tantivy.Query.term_set_query(self._schema, "key", plans)

    def _term(self, field: str, value: str, option: str = "basic") -> tantivy.Query:
        return tantivy.Query.term_query(self._schema, field, value, option)

    def _whole(self, field: str, folded: str) -> tantivy.Query:
        if field not in VALUED:
            words = WHOLE.format(folded).split()
            return tantivy.Query.phrase_query(self._schema, field, cast("Any", words))
        if self._searcher.doc_freq(VALUE.format(field), folded[:LONGEST_VALUE]):
            return self.value(field, folded)
        labels = [fold(part.label) for part in self._header.parts(field) if fold(part.id) == folded]
        return any_of([self.value(field, label) for label in labels])

    def _range(self, field: str, first: Day | None, last: Day | None) -> tantivy.Query:
        return tantivy.Query.range_query(self._schema, field, FieldType.Integer, first, last)

    def _regex(self, field: str, pattern: str) -> tantivy.Query:
        return tantivy.Query.regex_query(self._schema, field, pattern)

    def _valued(self, field: str, pattern: str) -> tantivy.Query:
        """The events with a value that is like the pattern, which the index may find too long."""
        column = VALUE.format(field)
        query = self._regex(column, pattern)
        if self._can_ask(query):
            return query
        like = re.compile(pattern)
        values = [value for value, _ in self._searcher.terms_with_prefix(column, "")]
        found = [value for value in values if like.fullmatch(value)]
        return self.values(field, found)

    def _words(self, field: str, words: list[str]) -> tantivy.Query:
        if not is_worded(field):
            return self._valued(field, f"{ID}?(.* )?{' '.join(words)}.*")
        *whole, prefix = words
        if not whole:
            return self._regex(field, f"{prefix}.*")
        # Tantivy's own phrase that goes on takes 50 ways to go on and leaves out the others.
        ends = self._searcher.terms_with_prefix(field, prefix)
        if len(ends) <= _MOST_ENDS:
            words = [*whole, f"{prefix}.*"]
            return tantivy.Query.regex_phrase_query(self._schema, field, cast("Any", words))
        rest = both(*(self._term(field, word) for word in whole))
        ends = self._searcher.terms_with_prefix(field, prefix, rest)
        return any_of(
            tantivy.Query.phrase_query(self._schema, field, cast("Any", [*whole, end]))
            for end, _ in ends
        )

    def _can_ask(self, query: tantivy.Query) -> bool:
        """Whether Tantivy takes the query: its pattern may have too many states."""
        try:
            self._searcher.search(query, 1, count=False)
        except ValueError:
            return False
        return True

    def _figure(self, measure: str, sign: str, value: float) -> tantivy.Query:
        """The events with a claim of that measure whose value compares so."""
        path = figure_path(measure)
        number = ordered(value)
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
            found.append(both(*(self._between(path, *bound) for bound in bounds if bound[1])))
        return any_of(found)

    def _between(self, path: str, column: str, bounds: str) -> tantivy.Query:
        # Only Tantivy's own query language reaches the columns of a JSON field.
        return self._index.parse_query(f"figures.{path}.{column}:{bounds}", [])


def _doubts(term: Term) -> set[type[Term]]:
    """Which of its terms may hold of an event but need not."""
    match term:
        case Within() | AsOf():
            return {type(term)}
        case Not(term=inner):
            return _doubts(inner)
        case And(terms=terms) | Or(terms=terms):
            return set[type[Term]]().union(*map(_doubts, terms))
        case _:
            return set()


def is_worded(field: str) -> bool:
    """Whether the words of the field, or of all texts, have a column."""
    return field in ("", "text", *WORDED)


def both(*queries: tantivy.Query) -> tantivy.Query:
    """What all of the queries find.

    Of a segment in which one finds nothing, those after it are not asked; of any other, all of it
    is. Files mostly are in the order of time, and so are segments: a stretch of time comes first.
    """
    return tantivy.Query.boolean_query([(Occur.Must, query) for query in queries])


def any_of(queries: Iterable[tantivy.Query]) -> tantivy.Query:
    """What any of the queries finds."""
    return tantivy.Query.boolean_query([(Occur.Should, query) for query in queries])


def all_but(query: tantivy.Query, excluded: tantivy.Query) -> tantivy.Query:
    """What the one query finds and the other does not."""
    return tantivy.Query.boolean_query([(Occur.Must, query), (Occur.MustNot, excluded)])
