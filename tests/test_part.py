"""A part of what was found answers alike whether it is known by heart or looked up each time."""

from __future__ import annotations

import threading
from collections import Counter

import pytest
import tantivy
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.stores import HEADER, QUERIES, events
from tui.engine.embedded import EmbeddedEngine
from tui.engine.found import IndexFound
from tui.event import Event
from tui.query import Query, parse


def answers(
    stored: list[Event], query: Query, few: int, most: int = 10_000, looked: int | None = None
) -> list[object]:
    """All that the list asks of what a query found, with so many events known by heart.

    So many are looked up together at the most; `looked` is the event that is looked up at first.
    """
    with pytest.MonkeyPatch.context() as patch:
        for name, value in {"FEW": few, "LEAD": few, "REACH": few, "MOST": most}.items():
            patch.setattr(f"tui.engine.part.{name}", value)
        patch.setattr("tui.engine.part.SOON", 0.0)
        found = IndexFound(EmbeddedEngine(stored, HEADER)._made(), query)
        if stored:
            found.look(looked if looked is None else looked % len(stored))
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
@given(
    stored=events(),
    text=QUERIES,
    few=st.integers(1, 3),
    most=st.integers(1, 5),
    looked=st.none() | st.integers(0, 20),
)
def test_many_events_are_answered_for_as_few_are(
    stored: list[Event], text: str, few: int, most: int, looked: int | None
) -> None:
    """The window, the headings, each position, and the neighbours of every event."""
    query = parse(text)
    assert answers(stored, query, few, most, looked) == answers(stored, query, len(stored))


def test_what_is_seen_with_an_event_is_looked_up_while_events_are_counted() -> None:
    """The events around it in the list then take no more searches, however many there are."""
    days = [f"{year}-{month:02}-05" for year in (2023, 2024) for month in range(1, 13)]
    stored = [Event(id=f"e{day}", title="A fire", date=day) for day in days]
    index = EmbeddedEngine(stored, HEADER)._made()
    assert index.listed  # all events are counted once, before
    looked_up = threading.Event()
    headings, orders = index.headings, index.orders

    def slow_headings(query: tantivy.Query) -> Counter[int]:
        assert looked_up.wait(10)
        return headings(query)

    def told_orders(query: tantivy.Query, start: int, stop: int) -> list[int]:
        found = orders(query, start, stop)
        looked_up.set()
        return found

    with pytest.MonkeyPatch.context() as patch:
        for name, value in {"FEW": 4, "LEAD": 3}.items():
            patch.setattr(f"tui.engine.part.{name}", value)
        patch.setattr(index, "headings", slow_headings)
        patch.setattr(index, "orders", told_orders)
        found = IndexFound(index, parse("fire"))
        found.look(12)
        index.searcher = None  # type: ignore[assignment]
        assert found.position(12) == 12
        assert found.window(10, 15) == [10, 11, 12, 13, 14]


def test_possible_events_are_counted_with_the_certain_ones() -> None:
    """While what is seen is looked up, so that nothing waits for them after it."""
    dates = [*(f"2024-03-{day:02}" for day in range(1, 9)), "2024-03-05~"]
    stored = [Event(id=f"e{date}", title="A fire", date=date) for date in dates]
    index = EmbeddedEngine(stored, HEADER)._made()
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr("tui.engine.part.FEW", 4)
        found = IndexFound(index, parse("in:2024-03-05"))
        found.look(None)
    index.searcher = None  # type: ignore[assignment]
    assert (found.certain, found.possible) == (1, 1)


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
