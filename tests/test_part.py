"""A part of what was found answers alike however much of it is looked up together."""

from __future__ import annotations

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
    stored: list[Event], query: Query, few: int, maybe_few: int, most: int, beside: int
) -> list[object]:
    """All that the list asks of what a query found, with so many events looked up together."""
    values = {"FEW": few, "MAYBE_FEW": maybe_few, "MOST": most, "BESIDE": beside}
    with pytest.MonkeyPatch.context() as patch:
        for name, value in values.items():
            patch.setattr(f"tui.engine.part.{name}", value)
        index = EmbeddedEngine(stored, HEADER)._made()
        found = IndexFound(index, query)
        numbers = range(len(stored))
        listed = found.window(-1, len(stored) + 1)
        return [
            (found.certain, found.possible, listed),
            [found.window(place, place + 2) for place in numbers],
            [found.headings(), found.headings(possible=True)],
            [found.position(number) for number in numbers],
            # Nothing looked up before these but what a count takes.
            [IndexFound(index, query).position(number) for number in numbers],
            [IndexFound(index, query).window(place, place + 2) for place in numbers],
            [found.marks([number]) for number in numbers],
            found.marks(listed),
            [found.next(number) for number in numbers],
            [found.previous(number) for number in numbers],
        ]


@settings(max_examples=60, deadline=None)
@given(
    stored=events(),
    text=QUERIES,
    few=st.integers(1, 5),
    maybe_few=st.sampled_from([1, 1_000]),
    most=st.integers(1, 5),
    beside=st.integers(0, 3),
)
def test_many_events_are_answered_for_as_few_are(
    stored: list[Event], text: str, few: int, maybe_few: int, most: int, beside: int
) -> None:
    """The window, the headings, each position, and the neighbours of every event."""
    query = parse(text)
    by_heart = answers(stored, query, 1_000, 1_000, 1_000, 0)
    assert answers(stored, query, few, maybe_few, most, beside) == by_heart


@settings(max_examples=100, deadline=None)
@given(stored=events(), text=QUERIES)
def test_no_more_are_found_than_is_thought(stored: list[Event], text: str) -> None:
    """What a query finds at the most is known before it is searched for."""
    query = parse(text)
    index = EmbeddedEngine(stored, HEADER)._made()
    found = IndexFound(index, query)
    assert found.certain + found.possible <= index.compiler.most(query.term)


def test_what_is_seen_is_looked_up_in_its_own_time() -> None:
    """However many events are found, those elsewhere in the list are not gone through."""
    days = [f"{year}-{month:02}-05" for year in (2023, 2024) for month in range(1, 13)]
    stored = [Event(id=f"e{day}", title="A fire", date=day) for day in days]
    index = EmbeddedEngine(stored, HEADER)._made()
    taken: list[int] = []
    orders = index.orders

    def told_orders(query: tantivy.Query, start: int, stop: int) -> list[int]:
        taken.append(index.count(query))
        return orders(query, start, stop)

    with pytest.MonkeyPatch.context() as patch:
        for name, value in {"FEW": 4, "MAYBE_FEW": 4, "BESIDE": 1}.items():
            patch.setattr(f"tui.engine.part.{name}", value)
        patch.setattr(index, "orders", told_orders)
        found = IndexFound(index, parse("fire"))
        assert found.window(10, 12) == [10, 11]
        assert found.position(10) == 10
    assert taken == [4]


def test_what_can_be_few_is_gone_through_once() -> None:
    """The search that shows which events they are tells how many they are, too."""
    stored = [Event(id=f"e{day}", title="A fire", date=f"2024-03-{day:02}") for day in range(1, 9)]
    index = EmbeddedEngine(stored, HEADER)._made()
    found = IndexFound(index, parse("fire"))
    index.headings = None  # type: ignore[assignment,method-assign]
    assert (found.certain, found.window(0, 3)) == (8, [0, 1, 2])


@pytest.mark.parametrize("maybe_few", [1, 1_000])
@pytest.mark.parametrize("most", [1, 1_000])
def test_an_event_stands_where_it_is_listed_however_many_are_found(
    monkeypatch: pytest.MonkeyPatch, maybe_few: int, most: int
) -> None:
    """Also where more are found than were looked up together when they were counted."""
    stored = [Event(id=f"e{day}", title="A fire", date=f"2024-03-{day:02}") for day in range(1, 9)]
    index = EmbeddedEngine(stored, HEADER)._made()
    for name, value in {"FEW": 3, "MAYBE_FEW": maybe_few, "MOST": most, "BESIDE": 0}.items():
        monkeypatch.setattr(f"tui.engine.part.{name}", value)
    positions = [IndexFound(index, parse("fire")).position(number) for number in range(8)]
    assert positions == list(range(8))


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
