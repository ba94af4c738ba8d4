"""Why a query finds what it finds: each of its terms alone, and words that may have been meant."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final, NamedTuple

from msgspec import structs

from tui.query import Figure, Query, Term, Text
from tui.query.edit import leaves, remeasured, replaced
from tui.query.terms import positive
from tui.search import Timeline
from tui.text import nearest

MOST_WORDS: Final = 3
"""Words offered in the place of one that finds nothing."""


class Counted(NamedTuple):
    """A term of a query, and how many events it finds alone."""

    term: Term
    negated: bool
    certain: int
    possible: int


class Instead(NamedTuple):
    """A word or measure of the events that may have been meant, and the query with it."""

    word: str
    near: str
    events: int
    """How many events that query certainly finds."""
    possible: int
    """How many more it possibly finds."""
    query: Query


def counted(timeline: Timeline, query: Query) -> list[Counted]:
    """The terms of the query in their order, each with what it finds alone."""
    found = []
    for term, negated in leaves(query):
        results = timeline.search(Query(term))
        found.append(Counted(term, negated, results.certain, results.possible))
    return found


def instead(timeline: Timeline, query: Query) -> list[Instead]:
    """Words to ask for in the place of those that are in no event, the nearest first.

    And measures in the place of those that no event has a figure for.
    """
    found = []
    for word, field in _unknown(timeline, query):
        for near, _ in timeline.near(word, field, MOST_WORDS):
            asked = replaced(query, Text(word, field), near)
            found.append(_instead(timeline, word, near, asked))
    for figure, near in _unmeasured(timeline, query):
        known = str(structs.replace(figure, measure=near))
        found.append(_instead(timeline, str(figure), known, remeasured(query, figure, near)))
    return found


def _instead(timeline: Timeline, word: str, near: str, asked: Query) -> Instead:
    results = timeline.search(asked)
    return Instead(word, near, results.certain, results.possible, asked)


def _unmeasured(timeline: Timeline, query: Query) -> Iterator[tuple[Figure, str]]:
    """Figures asked for that no event has, each with the measure that is spelt like theirs."""
    asked = dict.fromkeys(term for term, _ in leaves(query) if isinstance(term, Figure))
    if asked:
        ids = {measure.id for measure in timeline.header.measures}
        labels = {tally.value for tally in timeline.search(Query()).facet("measure")}
        for figure in asked:
            near = nearest(figure.measure, ids or labels)
            if near and figure.measure not in ids | labels:
                yield figure, near


def _unknown(timeline: Timeline, query: Query) -> list[tuple[str, str]]:
    """The words of the query that are in no event, each once, with the field they are asked of."""
    asked = dict.fromkeys(
        (word, value.field)
        for term, negated in leaves(query)
        if not negated
        for value in positive(term)
        if isinstance(value, Text)
        for word in value.words
    )
    return [
        (word, field) for word, field in asked if not len(timeline.search(Query(Text(word, field))))
    ]
