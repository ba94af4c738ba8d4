"""The timeline pane is a virtual list: it asks for what it draws, whatever there is."""

from __future__ import annotations

import re

import pytest
from textual.app import App, ComposeResult

from tests.counted import Counted
from tui.event import Header
from tui.search import Heading
from tui.ui.rows import PAGE, Rows
from tui.ui.themes import THEMES
from tui.ui.timeline import TimelinePane

MILLION = [Heading(year, month, 10_000) for year in range(2010, 2019) for month in range(1, 13)][
    :100
]


class PaneApp(App[None]):
    """Nothing but the pane."""

    def __init__(self, results: Counted) -> None:
        super().__init__()
        self.results = results

    def get_theme_variable_defaults(self) -> dict[str, str]:
        """The variables of the first theme."""
        return dict(THEMES["dark"].variables)

    def compose(self) -> ComposeResult:
        """The pane, over the results once it stands."""
        yield TimelinePane(Header(), id="timeline")

    def on_mount(self) -> None:
        """Show the results."""
        self.pane.rows = Rows(self.results)
        self.pane.focus()

    @property
    def pane(self) -> TimelinePane:
        """The pane under test."""
        return self.query_one(TimelinePane)


async def test_a_move_through_a_million_events_asks_for_two_windows_at_most() -> None:
    """Line by line, page by page, to either end: two pages, never the events between."""
    results = Counted(MILLION)
    async with PaneApp(results).run_test(size=(80, 24)) as pilot:
        await pilot.pause()
        for key in ["j", *["pagedown"] * 10, "j", "G", "k", *["pageup"] * 10, "g", "j", "G"]:
            asked = len(results.windows)
            await pilot.press(key)
            assert len(results.windows) - asked <= 2, key
    assert len(results) == 1_000_000
    assert results.made <= PAGE * len(results.windows)


async def test_what_is_gone_to_has_its_context() -> None:
    """An event that was out of sight is shown with those after it; one in sight stays in place."""
    async with PaneApp(Counted(MILLION)).run_test(size=(80, 24)) as pilot:
        app = pilot.app
        assert isinstance(app, PaneApp)
        await pilot.pause()
        app.pane.go_to(5_000, with_context=True)
        await pilot.pause()
        top = app.pane.scroll_offset.y
        assert app.pane.rows is not None
        assert 4 < app.pane.rows.row(5_000) - top < 12
        app.pane.go_to(5_003, with_context=True)
        await pilot.pause()
        assert app.pane.scroll_offset.y == top
        assert app.pane.cursor == 5_003


@pytest.mark.parametrize("size", [(60, 15), (80, 24), (120, 40)])
async def test_paging_passes_no_event_unseen(size: tuple[int, int]) -> None:
    """Headings take rows too: every event is drawn on the way down, and on the way up."""
    few = [Heading(2020 + year, month, 1 + month % 3) for year in range(3) for month in range(1, 9)]
    results = Counted(few)
    everything = {f"Event {number}" for number in range(len(results))}
    async with PaneApp(results).run_test(size=size) as pilot:
        app = pilot.app
        assert isinstance(app, PaneApp)
        for key in ("pagedown", "pageup"):
            seen: set[str] = set()
            before = -1
            while app.pane.cursor != before:
                before = app.pane.cursor
                lines = [app.pane.render_line(y).text for y in range(app.pane.size.height)]
                seen |= {name for line in lines for name in re.findall(r"Event \d+", line)}
                await pilot.press(key)
            assert seen == everything


async def test_a_move_brings_the_cursor_back_into_sight() -> None:
    """Even where it is already at the end."""
    async with PaneApp(Counted(MILLION)).run_test(size=(80, 24)) as pilot:
        app = pilot.app
        assert isinstance(app, PaneApp)
        await pilot.press("G")
        app.pane.scroll_to(y=0, animate=False, immediate=True, force=True)
        await pilot.press("G")
        assert "Event 999999" in app.pane.render_line(app.pane.size.height - 1).text


async def test_the_last_of_a_million_events_is_one_key_away() -> None:
    """G shows it, and g the first again with the headings above it."""
    async with PaneApp(Counted(MILLION)).run_test(size=(80, 24)) as pilot:
        app = pilot.app
        assert isinstance(app, PaneApp)
        await pilot.press("G")
        assert app.pane.cursor == 999_999
        assert "Event 999999" in app.pane.render_line(app.pane.size.height - 1).text
        await pilot.press("g")
        assert app.pane.scroll_offset.y == 0
        assert app.pane.render_line(0).text.startswith("2010")


async def test_scrolling_by_wheel_draws_without_moving_the_cursor() -> None:
    """The wheel looks around; the cursor stays on its event."""
    results = Counted(MILLION)
    async with PaneApp(results).run_test(size=(80, 24)) as pilot:
        app = pilot.app
        assert isinstance(app, PaneApp)
        app.pane.scroll_to(y=500_000, animate=False, immediate=True, force=True)
        await pilot.pause()
        assert "Event 49" in app.pane.render_line(5).text
        assert app.pane.cursor == 0
        assert results.made <= PAGE * len(results.windows)


async def test_a_click_selects_the_event_on_that_line() -> None:
    """A heading is no event: a click on it changes nothing."""
    async with PaneApp(Counted(MILLION)).run_test(size=(80, 24)) as pilot:
        app = pilot.app
        assert isinstance(app, PaneApp)
        await pilot.pause()
        await pilot.click(TimelinePane, offset=(10, 5))
        assert app.pane.cursor == 2
        await pilot.click(TimelinePane, offset=(10, 1))
        assert app.pane.cursor == 2
        app.pane.scroll_to(y=100, animate=False, immediate=True, force=True)
        await pilot.click(TimelinePane, offset=(10, 0))
        assert app.pane.cursor == 2


async def test_every_line_is_exactly_as_wide_as_the_pane() -> None:
    """Whatever is on the line, columns to its right stay where they are."""
    async with PaneApp(Counted(MILLION)).run_test(size=(61, 20)) as pilot:
        app = pilot.app
        assert isinstance(app, PaneApp)
        await pilot.pause()
        width = app.pane.scrollable_content_region.width
        assert {app.pane.render_line(y).cell_length for y in range(19)} == {width}
