"""The newest question wins: what is typed never waits, and nothing stale is ever painted."""

from __future__ import annotations

import asyncio
import time
from collections.abc import Iterator
from pathlib import Path
from threading import Event as Gate
from threading import current_thread, main_thread

import pytest
from textual.message import Message

from tests.screens import drawing, event, reading, settled, timeline
from tui.query import Query
from tui.search import Results, Timeline
from tui.spark import months_of
from tui.ui.app import ExplorerApp
from tui.ui.explorer import PATIENCE
from tui.ui.searching import Answered, Searching, Urgency


class Held:
    """A timeline whose searches wait at a gate, and say where they ran."""

    def __init__(self, opened: Timeline) -> None:
        self.asked: list[str] = []
        self.gates: dict[str, Gate] = {}
        self.on_screen: list[str] = []
        search = opened.search

        def held(query: Query) -> Results:
            text = str(query)
            if current_thread() is main_thread():
                self.on_screen.append(text)
            else:
                self.asked.append(text)
            if text in self.gates:
                self.gates[text].wait(20)
            return search(query)

        opened.search = held  # type: ignore[method-assign]

    def hold(self, text: str) -> None:
        """Hold the searches for that query until they are let go."""
        self.gates[text] = Gate()

    def let_go(self, text: str) -> None:
        """Let them go."""
        self.gates.pop(text).set()


async def until(held: Held, text: str) -> None:
    """Wait until a search has begun."""
    while text not in held.asked:
        await asyncio.sleep(0.001)


async def test_only_the_newest_query_is_painted(tmp_path: Path) -> None:
    """Typed while the first search is stuck: it is neither waited for nor ever shown."""
    opened = timeline(tmp_path)
    held = Held(opened)
    app = ExplorerApp(opened)
    painted: list[str] = []
    async with reading(app, (80, 24)) as pilot:
        app._explorer.watch(
            app._explorer, "results", lambda results: painted.append(str(results.query)), init=False
        )
        held.hold("k")
        await super(type(pilot), pilot).press("slash", "k")
        await until(held, "k")
        assert painted == []
        assert "A year of talks" in drawing(app)
        await super(type(pilot), pilot).press("e", "n", "y")
        await settled(pilot)
        assert painted[-1] == "keny"
        assert "3 of 7" in drawing(app)
        held.let_go("k")
        await settled(pilot)
        await pilot.pause(PATIENCE)
        assert "k" not in painted
        assert painted[-1] == "keny"


async def test_of_many_slow_searches_only_the_newest_follows(tmp_path: Path) -> None:
    """Where two are stuck, what was typed between them and the last is never begun."""
    opened = timeline(tmp_path)
    held = Held(opened)
    app = ExplorerApp(opened)
    async with reading(app, (80, 24)) as pilot:
        for stuck in ("k", "ke"):
            held.hold(stuck)
            await super(type(pilot), pilot).press(*("slash", "k") if stuck == "k" else "e")
            await until(held, stuck)
        await super(type(pilot), pilot).press("n", "y", "a")
        assert "A year of talks" in drawing(app)
        held.let_go("ke")
        await settled(pilot)
        assert "3 of 7" in drawing(app)
        assert not {"ken", "keny"} & set(held.asked)
        held.let_go("k")


async def test_quitting_waits_for_no_search(tmp_path: Path) -> None:
    """However long it still takes."""
    opened = timeline(tmp_path)
    held = Held(opened)
    app = ExplorerApp(opened)
    held.hold("k")
    async with reading(app, (80, 24)) as pilot:
        await super(type(pilot), pilot).press("slash", "k")
        await until(held, "k")
        start = time.monotonic()
        await super(type(pilot), pilot).press("escape", "q")
    assert app.return_code == 0
    assert time.monotonic() - start < 2
    held.let_go("k")


async def test_the_first_frame_shows_events_without_another_thread(tmp_path: Path) -> None:
    """Everything takes no index; every search after it runs elsewhere."""
    opened = timeline(tmp_path)
    held = Held(opened)
    app = ExplorerApp(opened)
    async with reading(app, (80, 24)) as pilot:
        assert held.on_screen == [""]
        assert "A year of talks" in drawing(app)
        await pilot.press("slash", "k", "e", "f1", "escape", "escape", "F", "f", "right")
        assert held.on_screen == [""]


async def test_a_slow_search_says_that_it_is_under_way(tmp_path: Path) -> None:
    """Only after a while, and no longer than it takes."""
    opened = timeline(tmp_path)
    held = Held(opened)
    app = ExplorerApp(opened)
    async with reading(app, (80, 24)) as pilot:
        held.hold("k")
        await super(type(pilot), pilot).press("slash", "k")
        await until(held, "k")
        await pilot.pause(PATIENCE * 2)
        assert "searching" in drawing(app)
        held.let_go("k")
        await settled(pilot)
        assert "searching" not in drawing(app)


async def test_a_cursor_moved_during_a_search_is_not_moved_back(tmp_path: Path) -> None:
    """What the reader chose last counts, also when it was chosen after asking."""
    opened = timeline(tmp_path)
    held = Held(opened)
    app = ExplorerApp(opened)
    async with reading(app, (80, 24)) as pilot:
        held.hold("keny")
        await super(type(pilot), pilot).press("slash", *"keny")
        await until(held, "keny")
        await super(type(pilot), pilot).press("escape", "j")
        chosen = event(app)
        assert chosen is not None
        assert chosen.id == "arrival"
        held.let_go("keny")
        await settled(pilot)
        assert event(app) == chosen


async def test_an_error_in_a_search_is_an_error_of_the_application(tmp_path: Path) -> None:
    """It does not vanish with its thread."""
    opened = timeline(tmp_path)
    app = ExplorerApp(opened)
    sound = opened.search

    def broken(query: Query) -> Results:
        if query.is_everything:
            return sound(query)
        raise ZeroDivisionError(str(query))

    async def search() -> None:
        async with app.run_test() as pilot:
            opened.search = broken  # type: ignore[method-assign]
            await pilot.press("slash", "k")
            await settled(pilot)
            await pilot.pause()

    with pytest.raises(ZeroDivisionError, match="k"):
        await search()


class Heard:
    """Takes answers as a screen does."""

    def __init__(self) -> None:
        self.messages: list[Message] = []
        self.searching = Searching(self.messages.append)

    def taken(self) -> list[object]:
        """The answers that are still wanted, once there are no more."""
        taken: list[object] = []
        end = time.monotonic() + 20
        while not self.searching.is_idle and time.monotonic() < end:
            while self.messages:
                message = self.messages.pop(0)
                assert isinstance(message, Answered)
                taken.append(self.searching.take(message))
            time.sleep(0.001)
        return [answer for answer in taken if answer is not None]


def test_the_urgent_is_answered_between_the_steps_of_what_is_not() -> None:
    """Counting goes on where it was left, after the sparklines' turn has not yet come."""
    heard = Heard()
    begun, go_on = Gate(), Gate()

    def slow() -> Iterator[str]:
        yield "first"
        begun.set()
        go_on.wait(20)
        yield "second"
        yield "third"

    heard.searching.ask(Urgency.COUNTS, slow())
    heard.searching.ask(Urgency.SPARKS, iter(["spark"]))
    assert begun.wait(20)
    go_on.set()
    assert heard.taken() == ["first", "second", "third", "spark"]


def test_a_newer_search_waits_for_no_older_one() -> None:
    """Though its thread cannot be stopped; and what that still finds is dropped."""
    heard = Heard()
    go_on = Gate()

    def stuck() -> Iterator[str]:
        go_on.wait(20)
        yield "stale"

    heard.searching.ask(Urgency.RESULTS, stuck())
    heard.searching.ask(Urgency.RESULTS, iter(["newest"]))
    assert heard.taken() == ["newest"]
    go_on.set()


def test_answers_come_in_order_whoever_gives_them() -> None:
    """Two threads may take turns at one question."""
    heard = Heard()
    wanted = [str(number) for number in range(300)]
    heard.searching.ask(Urgency.LIST, iter(wanted))
    for number in range(20):
        heard.searching.ask(Urgency.SPARKS, iter([f"spark {number}"]))
    assert [answer for answer in heard.taken() if answer in wanted] == wanted


def test_what_is_found_does_not_wait_for_what_is_counted() -> None:
    """A step of an axis of a million events takes longer than a frame."""
    heard = Heard()
    go_on = Gate()

    def slow() -> Iterator[str]:
        go_on.wait(20)
        yield "axis"

    heard.searching.ask(Urgency.AXIS, slow())
    heard.searching.ask(Urgency.LIST, iter(["list"]))
    end = time.monotonic() + 20
    while not heard.messages and time.monotonic() < end:
        time.sleep(0.001)
    go_on.set()
    assert heard.taken() == ["list", "axis"]


def test_a_new_search_drops_the_counts_of_the_old_one() -> None:
    """Also those that are on their way; a count does not drop the search."""
    heard = Heard()
    heard.searching.ask(Urgency.COUNTS, iter(["stale"]))
    while not heard.messages:
        time.sleep(0.001)
    heard.searching.ask(Urgency.RESULTS, iter([None, "fresh"]))
    heard.searching.ask(Urgency.COUNTS, iter(["counted"]))
    assert sorted(map(str, heard.taken())) == ["counted", "fresh"]


def test_an_error_is_raised_where_answers_are_taken_and_the_thread_goes_on() -> None:
    """The next question is answered."""
    heard = Heard()

    def broken() -> Iterator[str]:
        yield "before"
        raise ZeroDivisionError

    heard.searching.ask(Urgency.RESULTS, broken())
    with pytest.raises(ZeroDivisionError):
        heard.taken()
    heard.searching.ask(Urgency.RESULTS, iter(["after"]))
    assert "after" in heard.taken()


def test_a_screen_that_is_gone_ends_nothing() -> None:
    """Its event loop is closed; the thread that answers it says nothing."""

    def closed(message: Message) -> None:
        raise RuntimeError("Event loop is closed")

    searching = Searching(closed)
    searching.ask(Urgency.RESULTS, iter(["x"]))
    time.sleep(0.05)
    assert searching._threads
    assert all(thread.is_alive() for thread in searching._threads)


def test_the_time_of_headings_is_in_whole_months() -> None:
    """A year without a month is all of its months; the undated are in none."""
    from tui.search import Heading

    assert months_of([Heading(None, None, 3)]) is None
    assert months_of([Heading(2023, None, 1), Heading(2024, 3, 1)]) == (2023 * 12, 2024 * 12 + 2)
    assert months_of([Heading(2023, 7, 1), Heading(2024, None, 1)]) == (
        2023 * 12 + 6,
        2024 * 12 + 11,
    )
