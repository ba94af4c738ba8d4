"""The axis: when events are, where the cursor is among them, and a range that is searched."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from tests.screens import STORE, drawing, explorer, hold_to, reading
from tui.ui.app import ExplorerApp
from tui.ui.axis import AxisPane
from tui.ui.bars import Cell, Column, column
from tui.ui.screen import ExplorerScreen
from tui.ui.search_bar import QueryInput
from tui.ui.timeline import TimelinePane
from tui.when import civil
from tui.when.days import DAY


def axis(app: ExplorerApp) -> AxisPane:
    """The axis on the screen."""
    return app.screen.query_one(AxisPane)


def rows(app: ExplorerApp) -> list[str]:
    """What the axis shows."""
    region = axis(app).region
    return drawing(app).split("\n")[region.y : region.bottom]


def said(app: ExplorerApp) -> str:
    """What is shown, in words."""
    picture = axis(app).picture
    return picture.bins.said if picture else ""


def query(app: ExplorerApp) -> str:
    """What is asked."""
    return app.screen.query_one("#query", QueryInput).value


def title(app: ExplorerApp) -> str:
    """The title of the event under the cursor."""
    pane = app.screen.query_one(TimelinePane)
    at = pane.rows.at(pane.cursor) if pane.rows else None
    return at.event.title if at else ""


KINDS = [("P", "kind-0"), ("D", "kind-1")]


@pytest.mark.parametrize(
    ("found", "height", "most", "text"),
    [
        (Column(8, 0, 0), 1, 8, "█"),
        (Column(1, 0, 0), 1, 8, "▁"),
        (Column(1, 0, 0), 1, 1000, "▁"),
        (Column(0, 1, 5), 1, 8, "░"),
        (Column(0, 0.01, 5), 1, 8, "·"),
        (Column(0, 0, 5), 1, 8, "·"),
        (Column(0, 0, 0), 1, 8, " "),
        (Column(4, 4, 0), 2, 8, "█░"),
        (Column(1, 7, 0), 2, 8, "▂░"),
        (Column(3, 0, 0), 2, 8, "▆ "),
        (Column(8, 0, 0, (5, 3)), 4, 8, "PPPD"),
        (Column(5, 3, 0, (3, 2)), 4, 8, "PP▄░"),
        (Column(8, 0, 0, (1, 1)), 4, 8, "P███"),
    ],
)
def test_a_bar_is_read_without_colour(found: Column, height: int, most: float, text: str) -> None:
    """Blocks for what is sure, a shade for what is perhaps, letters for what most of it is."""
    marks = KINDS if found.kinds else []
    cells = column(found, height, most, marks)
    assert "".join(cell.text for cell in cells) == text
    assert all(cell == Cell(" ", "") or cell.style for cell in cells)


@pytest.mark.parametrize("size", [(80, 24), (120, 40)], ids=lambda s: f"{s[0]}x{s[1]}")
async def test_the_axis_looks_as_drawn(tmp_path: Path, size: tuple[int, int]) -> None:
    """All that there is, closer around the cursor, and a range that is begun."""
    app = explorer(tmp_path, "kenya OR prison")
    async with reading(app, size) as pilot:
        await pilot.press("j")
        whole = rows(app)
        await pilot.press("z", "z")
        near = rows(app)
        await pilot.press("0", "s", "j")
        hold_to(f"axis-{size[0]}x{size[1]}", "\n".join([*whole, *near, *rows(app), ""]))


async def test_the_axis_shows_all_the_time_there_is_by_the_shortest_bins_that_fit(
    tmp_path: Path,
) -> None:
    """From the first day that is known to the last, and what has no date beside it."""
    app = explorer(tmp_path)
    async with reading(app):
        assert said(app) == "19 Dec 2022 to 9 Mar 2025, by 2 weeks"
        assert "1 no date" in rows(app)[-1]
        assert rows(app)[-1].startswith("2022 ━━2023 ")


async def test_dates_are_drawn_in_the_time_that_is_zoomed_to(tmp_path: Path) -> None:
    """What is out of sight lies to the left or the right; at all time it is the list's own."""
    app = explorer(tmp_path)
    async with reading(app, (120, 40)) as pilot:
        before = drawing(app)
        assert "16 Jan 2024" not in before
        await pilot.press("j", "j", "j", *"zzzz")
        zoomed = [line for line in drawing(app).splitlines() if "Mar 2024" in line[:16]]
        assert any("|" in line[17:30] for line in zoomed)
        assert any("<" in line[17:30] for line in drawing(app).splitlines()[8:])
        await pilot.press("0", "g")
        assert drawing(app) == before


async def test_zooming_keeps_the_event_in_sight(tmp_path: Path) -> None:
    """As near as minutes and back, with the year always in sight."""
    app = explorer(tmp_path)
    async with reading(app) as pilot:
        await pilot.press("j", "j", "j")
        assert title(app) == "Emergency declared in the capital"
        seen = [said(app)]
        for _ in range(16):
            await pilot.press("plus")
            seen.append(said(app))
            picture, spot = axis(app).picture, axis(app).spot
            assert picture is not None
            assert spot is not None
            assert spot.at in picture.bins
            assert "2024" in rows(app)[-1]
        assert [words.rpartition(" by ")[2] for words in dict.fromkeys(seen)][-1] == "minute"
        await pilot.press("0")
        assert said(app) == seen[0]
        await pilot.press("z", "Z")
        assert said(app) == seen[0]


async def test_categories_are_told_apart_again_after_minutes(tmp_path: Path) -> None:
    """Within a day they are not: by category events are known to the day."""
    app = explorer(tmp_path)
    async with reading(app, (120, 40)) as pilot:
        await pilot.press("j", "j", "j")
        before = rows(app)
        assert any("Prison breaks" in row for row in before)
        await pilot.press(*["plus"] * 16)
        assert not any("Prison breaks" in row for row in rows(app))
        await pilot.press("0")
        assert rows(app) == before


async def test_the_view_moves_and_ends_where_time_does(tmp_path: Path) -> None:
    """A quarter at a time; what is beyond is told by arrows."""
    app = explorer(tmp_path)
    async with reading(app) as pilot:
        await pilot.press("z", "z")
        first = said(app)
        await pilot.press("l")
        assert said(app) != first
        assert rows(app)[-1].startswith("◀")
        await pilot.press("h")
        assert said(app) == first
        for _ in range(20):
            await pilot.press("right")
        assert said(app).endswith("2025, by week")
        assert "▶" not in rows(app)[-1]


async def test_the_axis_follows_the_cursor(tmp_path: Path) -> None:
    """An event out of sight is brought into sight."""
    app = explorer(tmp_path)
    async with reading(app) as pilot:
        await pilot.press("z", "z", "z")
        await pilot.press("G", "k")
        assert title(app) == "Kenya plans to send more officers"
        picture, spot = axis(app).picture, axis(app).spot
        assert picture is not None
        assert spot is not None
        assert spot.at in picture.bins
        await pilot.press("k", "k")
        assert "▲" in rows(app)[-1]


async def test_brackets_step_to_the_next_time_with_an_event(tmp_path: Path) -> None:
    """By whatever a bar is; within a bar nothing is stepped on."""
    app = explorer(tmp_path, "-is:undated")
    async with reading(app, (60, 30)) as pilot:
        assert said(app).endswith("by month")
        titles = []
        for _ in range(4):
            await pilot.press("right_square_bracket")
            titles.append(title(app))
        assert titles == [
            "Kenya offers to lead a mission",
            "Two prisons are stormed",
            "First officers of the mission arrive in the capital by air",
            "Kenya plans to send more officers",
        ]
        await pilot.press("left_square_bracket", "left_square_bracket")
        assert title(app) == "Two prisons are stormed"
        await pilot.press("left_square_bracket", "left_square_bracket", "left_square_bracket")
        assert title(app) == "A year of talks"


async def test_a_range_is_begun_and_searched_by_key(tmp_path: Path) -> None:
    """It is written into the query, in the place of another one, and can be dropped."""
    app = explorer(tmp_path, "in:2023")
    async with reading(app, (60, 30)) as pilot:
        await pilot.press("F", "j", "s", "j", "escape", "s", "j", "j", "s")
        assert query(app) == "in:2024-03..2024-06"
        await pilot.press("F", "s", "s")
        assert axis(app).begun is None


async def test_a_range_is_drawn_with_the_mouse(tmp_path: Path) -> None:
    """From bar to bar, either way round."""
    app = explorer(tmp_path, "kenya in:2023")
    async with reading(app, (60, 30)) as pilot:
        picture = axis(app).picture
        assert picture is not None
        await pilot.mouse_down(AxisPane, offset=(20, 0))
        await pilot.hover(AxisPane, offset=(10, 0))
        await pilot.mouse_up(AxisPane, offset=(10, 0))
        await pilot.press("tab")
        first, last = (picture.bins.under(column, axis(app).size.width - 14) for column in (10, 20))
        edges = picture.bins.edges
        days = [civil(edges[first] // DAY), civil(edges[last + 1] // DAY - 1)]
        months = "..".join(f"{year}-{month:02}" for year, month, _ in days)
        assert query(app) == f"kenya in:{months}"


async def test_a_click_goes_to_what_is_there(tmp_path: Path) -> None:
    """Or to what is listed next after it."""
    app = explorer(tmp_path)
    async with reading(app, (60, 30)) as pilot:
        await pilot.press("j", "j")
        picture, here = axis(app).picture, axis(app).spot
        assert picture is not None
        assert here is not None
        width = axis(app).size.width - 14
        cell = picture.bins.columns(picture.bins.at(here.at), width).start
        await pilot.press("g")
        await pilot.click(AxisPane, offset=(cell, 0))
        await pilot.press("shift+tab", "tab")
        assert title(app) == "Two prisons are stormed"


async def test_the_axis_is_shown_and_hidden(tmp_path: Path) -> None:
    """Where there is room it is there; a key shows it anywhere, with what is asked by then."""
    app = explorer(tmp_path)
    async with reading(app, (60, 15)) as pilot:
        assert not axis(app).size
        await pilot.press("i")
        assert axis(app).size.height == 2
        assert "2024" in rows(app)[-1]
        await pilot.press("i")
        screen = app.screen
        assert isinstance(screen, ExplorerScreen)
        screen.ask("prison")
        await pilot.press("i")
        survey = axis(app).survey
        assert survey is not None
        assert survey.sure.events == 1


async def test_a_larger_terminal_tells_categories_apart(tmp_path: Path) -> None:
    """By letters and a legend, as soon as there is room."""
    app = explorer(tmp_path)
    async with reading(app, (120, 24)) as pilot:
        assert "Deployments" not in "".join(rows(app))
        await pilot.resize_terminal(120, 40)
        await pilot.press("tab", "shift+tab")
        assert "D Deployments" in "".join(rows(app))
        assert "P Prison breaks" in "".join(rows(app))


async def test_the_categories_of_what_is_found_are_told_apart(tmp_path: Path) -> None:
    """However rare they are among all events; each keeps its letter."""
    app = explorer(tmp_path, "storm")
    async with reading(app, (120, 40)) as pilot:
        picture = axis(app).picture
        assert picture is not None
        assert [category.label for category in picture.kinds] == ["Prison breaks"]
        (prison,) = picture.kinds
        await pilot.press("F")
        picture = axis(app).picture
        assert picture is not None
        assert prison in picture.kinds
        assert [category.mark for category in picture.kinds] == ["D", "P"]


async def test_hours_show_times_of_day(tmp_path: Path) -> None:
    """An event with a time is in its hour; another of that day is perhaps in any of them."""
    events = [
        {"id": "timed", "date": "2024-03-02T10:30:00-05:00", "title": "At a time"},
        {"id": "day", "date": "2024-03-02", "title": "On the day"},
        {"id": "morrow", "date": "2024-03-03", "title": "Next day"},
    ]
    app = explorer(tmp_path, store={**STORE, "events": events})
    async with reading(app, (60, 30)):
        picture = axis(app).picture
        assert picture is not None
        assert said(app) == "2 to 3 Mar 2024, by 3 hours"
        assert [found.sure for found in picture.columns] == [0, 0, 0, 1] + [0] * 12
        assert picture.columns[0].perhaps == pytest.approx(1 / 8)


async def test_a_store_without_dates_has_an_empty_axis(tmp_path: Path) -> None:
    """Nothing is placed, and no key breaks on it."""
    app = explorer(tmp_path, store={**STORE, "events": [{"id": "a", "title": "Undated"}]})
    async with reading(app) as pilot:
        keys = "z Z plus minus 0 h l s left_square_bracket right_square_bracket i i".split()
        await pilot.press(*keys)
        assert rows(app) == ["", ""]


async def test_an_event_beyond_all_calendars_is_placed(tmp_path: Path) -> None:
    """Years of any length, and a day before there were any."""
    far: list[dict[str, Any]] = [
        {"id": "old", "date": "Y-17E7", "title": "Long ago"},
        {"id": "bc", "date": "-0044-03-15", "title": "The ides"},
        {"id": "new", "date": "2024-03-02", "title": "Now"},
    ]
    app = explorer(tmp_path, store={**STORE, "events": far})
    async with reading(app) as pilot:
        assert "150000001 BC" in rows(app)[-1]
        await pilot.press("right_square_bracket", "z", "z", "left_square_bracket")
        assert title(app) == "Long ago"
