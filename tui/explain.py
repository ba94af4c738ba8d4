"""Why a query finds what it finds: each of its terms alone, and words that may have been meant."""

from __future__ import annotations

from typing import Final, NamedTuple

from tui.query import Query, Term, Text
from tui.query.edit import leaves, replaced
from tui.query.terms import positive
from tui.search import Timeline

MOST_WORDS: Final = 3
"""Words offered in the place of one that finds nothing."""


class Counted(NamedTuple):
    """A term of a query, and how many events it finds alone."""

    term: Term
    negated: bool
    certain: int
    possible: int


class Instead(NamedTuple):
    """A word of the events that may have been meant, in how many it is, and the query with it."""

    word: str
    near: str
    events: int
    query: Query


def counted(timeline: Timeline, query: Query) -> list[Counted]:
    """The terms of the query in their order, each with what it finds alone."""
    found = []
    for term, negated in leaves(query):
        results = timeline.search(Query(term))
        found.append(Counted(term, negated, results.certain, results.possible))
    return found


def instead(timeline: Timeline, query: Query) -> list[Instead]:
    """Words to ask for in the place of those that are in no event, the nearest first."""
    found = []
    for word, field in _unknown(timeline, query):
        for near, events in timeline.near(word, field, MOST_WORDS):
            asked = replaced(query, Text(word, field), near)
            found.append(Instead(word, near, events, asked))
    return found


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
