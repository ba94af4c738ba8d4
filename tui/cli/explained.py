"""Why a query finds what it finds, in lines: for `search --explain`, and where nothing is found."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import groupby
from operator import attrgetter
from pathlib import Path
from typing import Final

from tui import explain
from tui.cli.listing import json_text
from tui.explain import Counted, Instead
from tui.query import And, Query
from tui.search import Timeline
from tui.text import cells, harmless

MOST_REASONS: Final = 5
"""Terms that are named where nothing is found; a reader mends them one by one."""


def amount(certain: int, possible: int) -> str:
    """How many events: a number alone where all of it is certain."""
    return f"{certain} certain, {possible} possible" if possible else f"{certain}"


def text(timeline: Timeline, query: Query, asked: str) -> Iterator[str]:
    """Lines that begin with what they say: the query as it is read, its doubts, what it finds.

    `asked` is the query as it was typed.
    """
    results = timeline.search(query)
    yield f"query  {harmless(str(query))}".rstrip()
    yield f"means  {query.explain()}"
    for note in query.notes:
        yield f"note   character {note.start + 1}: {note.text}"
        if note.cure:
            yield f"write  {harmless(note.cured(asked))}"
    yield f"finds  {amount(results.certain, results.possible)}"
    terms = explain.counted(timeline, query)
    room = max((cells(_written(term)) for term in terms), default=0)
    for term in terms:
        written = _written(term)
        found = amount(term.certain, term.possible)
        verb = "leaves out" if term.negated else "finds"
        yield f"term   {written}{' ' * (room - cells(written))}  {verb} {found}"
    for words in _alike(explain.instead(timeline, query)):
        yield f"word   {words[0].word}: {_meant(words)}"


def as_json(timeline: Timeline, query: Query) -> Iterator[str]:
    """One object with the same; places in the query are offsets, and a cure is for that part."""
    results = timeline.search(query)
    notes = [
        {"start": note.start, "end": note.end, "text": note.text, "cure": note.cure}
        for note in query.notes
    ]
    terms = [
        {**found._asdict(), "term": str(found.term)} for found in explain.counted(timeline, query)
    ]
    instead = [
        {**found._asdict(), "query": str(found.query)} for found in explain.instead(timeline, query)
    ]
    said = {
        "query": str(query),
        "sentence": query.explain(),
        "counts": {"certain": results.certain, "possible": results.possible},
        "notes": notes,
        "terms": terms,
        "instead": instead,
    }
    yield json_text(said)


def reasons(timeline: Timeline, query: Query, asked: str) -> Iterator[str]:
    """Why a query finds nothing: the terms that nothing is found for, and words to ask instead."""
    terms = query.term.terms if isinstance(query.term, And) else (query.term,)
    alone = []
    for term in terms:
        results = timeline.search(Query(term))
        alone.append((And((term,)), results.certain, results.possible))
    vain = [term for term, certain, possible in alone if not certain + possible]
    for term in vain[:MOST_REASONS]:
        meant = "".join(f"; {_meant(w)}" for w in _alike(explain.instead(timeline, Query(term))))
        yield f"{harmless(str(term))}: no event{meant}"
    if len(alone) > 1 and not vain:
        parts = [f"{harmless(str(term))} {amount(*counts)}" for term, *counts in alone]
        yield f"no event is found by all of its terms; alone they find: {'; '.join(parts)}"
    if _is_file(asked):
        yield f'"{harmless(asked)}" is a file; write a query before it, "" for every event'


def _written(found: Counted) -> str:
    return f"{'-' * found.negated}{harmless(str(found.term))}"


def _alike(found: Sequence[Instead]) -> Iterator[list[Instead]]:
    """The words that may have been meant, by the word that was typed."""
    for _, words in groupby(found, attrgetter("word")):
        yield list(words)


def _meant(words: Sequence[Instead]) -> str:
    offered = [f"{word.near} ({amount(word.events, word.possible)})" for word in words]
    return f"did you mean {' or '.join(offered)}?"


def _is_file(text: str) -> bool:
    try:
        return Path(text).is_file()
    except (OSError, ValueError):  # longer than a name can be, or with a character that none has
        return False
