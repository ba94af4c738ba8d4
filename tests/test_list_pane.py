"""A list that stands in the timeline's place."""

from __future__ import annotations

from collections.abc import AsyncIterator, Sequence
from contextlib import asynccontextmanager
from pathlib import Path
from typing import ClassVar

from tests.screens import Reader, drawing, explorer, reading, settled
from tui.event import Event
from tui.ui.app import ExplorerApp
from tui.ui.detail import DetailPane
from tui.ui.layout import Main
from tui.ui.list_pane import ListPane, Role
from tui.ui.screen import ExplorerScreen
from tui.ui.timeline import TimelinePane


class Titles(ListPane):
    """The titles of some events, and a last line without one."""

    PLACE: ClassVar[Main] = "thread"

    def __init__(self, events: Sequence[Event]) -> None:
        super().__init__()
        self._events = events

    def watch_results(self) -> None:
        """List them, whatever was found."""
        self.show("Titles")

    @property
    def count(self) -> int:
        """The events, and the last line."""
        return len(self._events) + 1

    def event(self, row: int) -> Event | None:
        """The event of a line but the last."""
        return self._events[row] if row < len(self._events) else None

    def line(self, row: int, width: int) -> Sequence[tuple[str, Role]]:
        """The title."""
        event = self.event(row)
        return [(event.title if event else "and no more", "strong")]


@asynccontextmanager
async def listing(
    folder: Path, query: str = ""
) -> AsyncIterator[tuple[Reader, ExplorerScreen, ExplorerApp]]:
    """A reader before a list of all events."""
    app = explorer(folder, query)
    async with reading(app) as reader:
        screen = app.screen
        assert isinstance(screen, ExplorerScreen)
        found = screen._timeline.search(screen._timeline.parse(""))
        await screen.show_list(Titles(found.window(0, len(found))))
        await settled(reader)
        yield reader, screen, app


def shown(screen: ExplorerScreen) -> str:
    """The id of the event that the detail pane shows."""
    found = screen.query_one(DetailPane).event
    return found.id if found else ""


async def test_the_event_follows_the_cursor_of_the_list(tmp_path: Path) -> None:
    """What is read is what the cursor of the list is on, from its first line."""
    async with listing(tmp_path) as (reader, screen, app):
        assert shown(screen) == "year"
        await reader.press("j")
        assert shown(screen) == "offer"
        await reader.press("G")
        assert shown(screen) == ""
        assert "> and" in drawing(app)


async def test_a_late_answer_is_for_the_list_that_asked(tmp_path: Path) -> None:
    """The next one, which may ask nothing itself, is not given it; and nobody asks on for it."""
    async with listing(tmp_path) as (reader, screen, app):
        await reader.press("p", "S", "T", "S", "P", "S")
        assert "Nothing is kept yet" in drawing(app)
        asked: list[object] = []
        screen.post_message(ListPane.Asked(Titles([]), map(asked.append, ["too late"])))
        await settled(reader)
        assert asked == []


async def test_escape_leaves_the_list_for_the_event_that_was_read_before(tmp_path: Path) -> None:
    """A look into a list moves nothing in the timeline."""
    async with listing(tmp_path) as (reader, screen, _):
        await reader.press("j", "j", "escape")
        assert shown(screen) == "year"
        assert isinstance(screen.focused, TimelinePane)


async def test_enter_goes_to_the_event_in_the_timeline(tmp_path: Path) -> None:
    """The cursor of the timeline moves to the event that was chosen."""
    async with listing(tmp_path) as (reader, screen, _):
        await reader.press("j", "j", "enter")
        assert shown(screen) == "storming"
        assert isinstance(screen.focused, TimelinePane)
        assert not screen.query(Titles)


async def test_an_event_that_is_not_found_is_shown_among_all(tmp_path: Path) -> None:
    """What the query does not find can be gone to, and the query is kept."""
    async with listing(tmp_path, "mission") as (reader, screen, app):
        await reader.press("j", "j", "enter")
        assert shown(screen) == "storming"
        assert "2 hits among all events" in drawing(app)


async def test_keys_read_on_from_the_event_beside_a_list(tmp_path: Path) -> None:
    """From the event, the next one is that of the list's next line."""
    async with listing(tmp_path) as (reader, screen, _):
        await reader.press("tab", "l", "l")
        assert shown(screen) == "storming"
        await reader.press("h", "shift+tab", "k")
        assert shown(screen) == "year"
