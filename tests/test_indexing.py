"""What a reader sees while the files are indexed by another process, or are read again."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from textual.widgets import Static

from tests.large import plain
from tests.screens import STORE, Reader, drawing, event, explorer, reading, settled
from tests.test_screen import shown, typed
from tui.search import Timeline
from tui.ui.app import ExplorerApp
from tui.ui.search_bar import QueryInput

MANY = 9_000
"""Events: more than are shown at first, few enough for a test."""


async def until(pilot: Reader, app: ExplorerApp, said: str) -> str:
    """Wait until the screen says so; what it shows then."""
    for _ in range(1_000):
        if said in (drawn := drawing(app)):
            return drawn
        await pilot.pause(0.02)
    raise TimeoutError(f"{said!r} was not shown:\n{drawing(app)}")


@pytest.fixture
def large(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> str:
    """A file that is indexed on disk."""
    monkeypatch.setattr("tui.store.LARGE", 1_000)
    path = tmp_path / "large.jsonl"
    path.write_text("\n".join(map(json.dumps, plain(MANY))), "utf-8")
    return str(path)


async def test_a_search_goes_on_while_more_is_indexed(large: str) -> None:
    """What is typed stays, and its counts grow to those of all events."""
    app = ExplorerApp(Timeline.open([large]))
    async with reading(app, (120, 40)) as pilot:
        await pilot.press("slash", *"odd", "enter")
        drawn = await until(pilot, app, f"{MANY * 2 // 3:,} of {MANY:,}")
        assert "indexing" not in drawn
        assert app.screen.query_one("#query", QueryInput).value == "odd"


async def test_how_far_it_is_stands_where_the_counts_are(
    large: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    """With how many events there are so far."""
    timeline = Timeline.open([large])
    monkeypatch.setattr(timeline, "advance", lambda seconds: False)
    progress = timeline.progress
    monkeypatch.setattr(Timeline, "progress", property(lambda self: progress))
    app = ExplorerApp(timeline)
    async with reading(app, (120, 40)) as pilot:
        drawn = await until(pilot, app, "so far; indexing")
        assert "a second" in drawn
        assert "s left" in drawn
    timeline.close()


async def test_reading_again_keeps_the_query_and_the_event(tmp_path: Path) -> None:
    """A new event is there, and the reader is where they were."""
    app = explorer(tmp_path)
    async with reading(app, (120, 40)) as pilot:
        await pilot.press("slash", *typed("kenya"), "enter", "j")
        before = shown(app)
        first = {"id": "first", "date": "2020-01-01", "title": "Kenya is asked"}
        store = {**STORE, "title": "Another title", "events": [first, *STORE["events"]]}
        (tmp_path / "events.json").write_text(json.dumps(store), "utf-8")
        await pilot.press("r")
        drawn = await until(pilot, app, "Kenya is asked")
        await settled(pilot)
        assert shown(app) == before
        assert app.screen.query_one("#query", QueryInput).value == "kenya"
        assert "Another title" in drawn


async def test_an_event_that_is_gone_gives_way_to_the_next(tmp_path: Path) -> None:
    """The cursor stands where it would be."""
    app = explorer(tmp_path)
    async with reading(app, (120, 40)) as pilot:
        await pilot.press("j", "j")
        assert shown(app) == "storming"
        events = [one for one in STORE["events"] if one["id"] != "storming"]
        (tmp_path / "events.json").write_text(json.dumps({**STORE, "events": events}), "utf-8")
        await pilot.press("r")
        await until(pilot, app, "6 events")
        await settled(pilot)
        await pilot.pause(0.1)
        assert shown(app) == "emergency"


async def test_a_file_that_cannot_be_read_again_changes_nothing(tmp_path: Path) -> None:
    """The last good state stays, under a banner that says why."""
    app = explorer(tmp_path)
    async with reading(app, (120, 40)) as pilot:
        (tmp_path / "events.json").unlink()
        await pilot.press("r")
        await until(pilot, app, "Not read: ")
        assert "there is no such file" in app.screen._said  # type: ignore[attr-defined]
        assert event(app) is not None
        (tmp_path / "events.json").write_text(json.dumps(STORE), "utf-8")
        await pilot.press("r")
        for _ in range(500):
            if "Not read: " not in drawing(app):
                break
            await pilot.pause(0.02)
        assert not app.screen.query_one("#banner", Static).region.height
