"""A part of what was found answers alike whether it is known by heart or looked up each time."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.stores import HEADER, QUERIES, events
from tui.engine.embedded import EmbeddedEngine
from tui.engine.found import IndexFound
from tui.event import Event
from tui.query import Query, parse


def answers(stored: list[Event], query: Query, few: int) -> list[object]:
    """All that the list asks of what a query found, with so many events known by heart."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr("tui.engine.part.FEW", few)
        found = IndexFound(EmbeddedEngine(stored, HEADER)._made(), query)
        numbers = range(len(stored))
        listed = found.window(-1, len(stored) + 1)
        return [
            (found.certain, found.possible, listed),
            [found.window(place, place + 2) for place in numbers],
            [found.headings(), found.headings(possible=True)],
            [found.position(number) for number in numbers],
            [found.marks([number]) for number in numbers],
            found.marks(listed),
            [found.next(number) for number in numbers],
            [found.previous(number) for number in numbers],
        ]


@settings(max_examples=60, deadline=None)
@given(stored=events(), text=QUERIES, few=st.integers(0, 3))
def test_many_events_are_answered_for_as_few_are(stored: list[Event], text: str, few: int) -> None:
    """The window, the headings, each position, and the neighbours of every event."""
    query = parse(text)
    assert answers(stored, query, few) == answers(stored, query, len(stored))


def test_few_events_are_searched_for_once() -> None:
    """Whatever is asked of them, and however often."""
    stored = [Event(id=f"e{day}", title="A fire", date=f"2024-03-{day:02}") for day in range(1, 9)]
    index = EmbeddedEngine(stored, HEADER)._made()
    found = IndexFound(index, parse("fire"))
    assert found.window(0, 3) == [0, 1, 2]
    index.searcher = None  # type: ignore[assignment]
    assert [found.position(number) for number in range(8)] == list(range(8))
    assert found.window(3, 5) == [3, 4]
    assert (found.next(2), found.previous(2)) == (3, 1)
