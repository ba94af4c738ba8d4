"""The facet panel: what there is to choose from, chosen by key, written into the query."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
from textual.widgets import Input

from tests.screens import STORE, drawing, event, explorer, hold_to, reading
from tui.search import Heading, Tally
from tui.spark import BLOCKS
from tui.ui.app import ExplorerApp
from tui.ui.detail import DetailPane
from tui.ui.facet_values import ValueList, bar, columns, said, sparkline
from tui.ui.facets import FacetPanel, NarrowInput
from tui.ui.screen import ExplorerScreen
from tui.ui.search_bar import QueryInput
from tui.ui.timeline import TimelinePane


def asked(app: ExplorerApp) -> str:
    """What stands in the query line."""
    return app.screen.query_one("#query", Input).value


def values(app: ExplorerApp) -> dict[str, tuple[int, int]]:
    """The values of the facet that is shown, with their counts."""
    return {value: (sure, maybe) for value, sure, maybe in app.screen.query_one(ValueList).values}


def panel_lines(app: ExplorerApp) -> list[str]:
    """What the list of values shows."""
    shown = app.screen.query_one(ValueList)
    lines = [shown.render_line(y).text.rstrip() for y in range(shown.size.height)]
    return [line for line in lines if line]


@pytest.mark.parametrize("size", [(60, 15), (80, 24), (120, 40), (160, 24)])
async def test_f_shows_the_facets_and_hides_them(tmp_path: Path, size: tuple[int, int]) -> None:
    """It goes to them, Esc goes back, and at every width the reader can come back to them."""
    app = explorer(tmp_path)
    async with reading(app, size) as pilot:
        before = drawing(app)
        await pilot.press("f")
        assert isinstance(app.focused, ValueList)
        assert "[category]" in drawing(app)
        assert "Deployments" in drawing(app)
        await pilot.press("escape")
        assert isinstance(app.focused, TimelinePane)
        await pilot.press("f")
        assert isinstance(app.focused, ValueList)
        await pilot.press("f")
        assert isinstance(app.focused, TimelinePane)
        assert drawing(app) == before


async def test_tab_goes_to_the_facets_and_past_them(tmp_path: Path) -> None:
    """The event is read in their place while it has the focus."""
    app = explorer(tmp_path)
    async with reading(app, (80, 24)) as pilot:
        await pilot.press("f")
        kinds = []
        for _ in range(4):
            await pilot.press("tab")
            kinds.append(type(app.focused))
            assert ("[category]" in drawing(app)) == (kinds[-1] is not DetailPane)
        assert kinds == [QueryInput, TimelinePane, DetailPane, ValueList]
        await pilot.press("shift+tab")
        assert isinstance(app.focused, DetailPane)
        await pilot.press("w")
        assert isinstance(app.focused, DetailPane)
        await pilot.press("tab", "w", "tab")
        assert isinstance(app.focused, QueryInput)


async def test_a_value_is_included_in_the_query_line(tmp_path: Path) -> None:
    """The panel has no filter of its own: what it chooses can be read and edited."""
    app = explorer(tmp_path)
    async with reading(app, (120, 40)) as pilot:
        await pilot.press("f", "space")
        assert asked(app) == "category:=Deployments"
        assert "3 of 7" in drawing(app)
        assert panel_lines(app)[0].startswith(">+ Deployments")
        await pilot.press("space")
        assert asked(app) == ""
        assert "7 events" in drawing(app)
        assert panel_lines(app)[0].startswith(">  Deployments")


@pytest.mark.parametrize("size", [(60, 15), (80, 24), (120, 40), (200, 50)])
async def test_no_choice_moves_the_names_of_the_facets(
    tmp_path: Path, size: tuple[int, int]
) -> None:
    """The sign of a chosen one has a cell of its own; the values stay where they were."""
    app = explorer(tmp_path)
    async with reading(app, size) as pilot:
        await pilot.press("f", "l")
        panel = app.screen.query_one(FacetPanel)
        before, top = str(panel._head.render()), panel.values.region.y
        await pilot.press("h", "space", "l")
        after = str(panel._head.render())
        assert before.startswith("  category [status]")
        assert after.startswith(" \u2022category [status]")
        assert panel.values.region.y == top
        await pilot.press("minus", "F", "slash", *"zebra", "escape", "f")
        assert panel.values.region.y == top


async def test_values_of_one_facet_are_alternatives(tmp_path: Path) -> None:
    """Their counts leave aside what is chosen among them, so that alternatives can be seen."""
    app = explorer(tmp_path)
    async with reading(app, (120, 40)) as pilot:
        await pilot.press("f")
        counts = values(app)
        assert counts == {"Deployments": (3, 0), "Prison breaks": (1, 0)}
        await pilot.press("space", "j", "enter")
        assert asked(app) == 'category:=Deployments,="Prison breaks"'
        assert "4 of 7" in drawing(app)
        assert values(app) == counts


async def test_a_value_is_excluded(tmp_path: Path) -> None:
    """And included instead, and neither."""
    app = explorer(tmp_path)
    async with reading(app, (120, 40)) as pilot:
        await pilot.press("f", "minus")
        assert asked(app) == "-category:=Deployments"
        assert "4 of 7" in drawing(app)
        assert panel_lines(app)[0].startswith(">- Deployments")
        await pilot.press("space")
        assert asked(app) == "category:=Deployments"
        await pilot.press("minus", "minus")
        assert asked(app) == ""


async def test_a_choice_adds_to_what_was_typed(tmp_path: Path) -> None:
    """And F clears all of it, as everywhere."""
    app = explorer(tmp_path, query="-is:planned in:2023..2024")
    async with reading(app, (120, 40)) as pilot:
        await pilot.press("f", "right_square_bracket", "j", "space")
        assert asked(app) == '-is:planned in:2023..2024 source:="The Daily"'
        await pilot.press("F")
        assert asked(app) == ""
        assert isinstance(app.focused, ValueList)


async def test_what_is_typed_is_marked_in_the_panel(tmp_path: Path) -> None:
    """By id or by label; typing changes the counts of the other facets."""
    app = explorer(tmp_path)
    async with reading(app, (120, 40)) as pilot:
        await pilot.press(
            "f", "slash", *"category", "colon", *"prison", "minus", *"break", "escape"
        )
        assert "1 of 7" in drawing(app)
        assert any(line.startswith("+ Prison breaks", 1) for line in panel_lines(app))
        await pilot.press("f", "j", "space")
        assert asked(app) == ""


async def test_a_chosen_value_that_nothing_has_can_be_taken_back(tmp_path: Path) -> None:
    """It is listed with a count of nothing."""
    app = explorer(tmp_path, query="zebra actor:=kenya")
    async with reading(app, (120, 40)) as pilot:
        await pilot.press("f")
        assert "[actor" in drawing(app)
        assert values(app) == {"kenya": (0, 0)}
        await pilot.press("space")
        assert asked(app) == "zebra"
        assert "Nothing to choose from." in drawing(app)


async def test_the_keys_go_round_the_facets_with_several_values(tmp_path: Path) -> None:
    """One with a single value is left out: here everything is by Kenya, at one place."""
    app = explorer(tmp_path)
    async with reading(app, (120, 40)) as pilot:
        await pilot.press("f")
        seen = []
        for key in ("right_square_bracket", "right", "l", "l", "l"):
            seen.append(app.screen.query_one(ValueList).field)
            await pilot.press(key)
        assert seen == ["category", "status", "source", "year", "month"]
        assert app.screen.query_one(ValueList).field == "category"
        await pilot.press("left_square_bracket", "left", "h")
        assert app.screen.query_one(ValueList).field == "source"


async def test_years_and_months_stand_in_time_with_bars(tmp_path: Path) -> None:
    """What is only possible is counted apart, and drawn lighter."""
    app = explorer(tmp_path)
    async with reading(app, (120, 40)) as pilot:
        await pilot.press("f", "h", "h")
        assert list(values(app)) == ["2023", "2024", "2025"]
        assert values(app)["2024"] == (3, 1)
        assert "\u2588\u2588" in panel_lines(app)[1]
        assert "\u2591" in panel_lines(app)[1]
        await pilot.press("j", "space")
        assert asked(app) == "in:2024"
        assert values(app)["2023"] == (2, 1)
        await pilot.press("l")
        assert "March 2024" in drawing(app)


async def test_typing_narrows_a_long_facet(tmp_path: Path) -> None:
    """By the beginnings of its words; Esc shows all again, and stays in the panel."""
    app = explorer(tmp_path, store=many(300))
    async with reading(app, (120, 40)) as pilot:
        await pilot.press("f", "w", *"per 29")
        assert "11 of 300 values" in drawing(app)
        await pilot.press("enter", "j", "space")
        assert asked(app) == 'actor:="Person 290"'
        assert isinstance(app.focused, ValueList)
        await pilot.press("w", "escape")
        assert isinstance(app.focused, ValueList)
        assert "300 values" in drawing(app)
        assert app.screen.query_one(ValueList).value == "Person 290"
        await pilot.press("w", *"qtF?")
        assert app.is_running
        assert "0 of 300 values" in drawing(app)


async def test_a_large_facet_is_drawn_line_by_line(tmp_path: Path) -> None:
    """Thousands of values are one widget; sparklines are made for those that are seen."""
    app = explorer(tmp_path, store=many(5_000))
    async with reading(app, (80, 24)) as pilot:
        panel_children = len(app.screen.query("*"))
        await pilot.press("f")
        assert len(app.screen.query("*")) <= panel_children + 6
        shown = app.screen.query_one(ValueList)
        assert len(shown.values) == 5_000
        assert shown.undrawn == []
        assert len(shown._sparks) == shown.size.height
        await pilot.press("G")
        assert shown.cursor == 4_999
        assert panel_lines(app)[-1].startswith(">  Person 999 ")
        assert shown.undrawn == []
        await pilot.press("pageup", "g", "pagedown", "k")
        assert shown.cursor == shown.size.height - 2


async def test_sparklines_span_the_time_that_is_seen(tmp_path: Path) -> None:
    """That of the axis; at all time, that of all events that were counted."""
    app = explorer(tmp_path)
    async with reading(app, (160, 40)) as pilot:
        await pilot.press("f")
        shown = app.screen.query_one(ValueList)
        every, drawn = shown.months, panel_lines(app)
        await pilot.press("escape", "plus", "plus", "f")
        zoom = app._explorer._time.zoom
        assert zoom is not None
        assert shown.months == zoom.months != every
        assert panel_lines(app) != drawn
        await pilot.press("escape", "0")
        assert shown.months == every
        assert panel_lines(app) == drawn


async def test_the_cursor_stays_on_its_value(tmp_path: Path) -> None:
    """Also where the order changes under it."""
    app = explorer(tmp_path)
    async with reading(app, (120, 40)) as pilot:
        await pilot.press("f", "j")
        assert app.screen.query_one(ValueList).value == "Prison breaks"
        await pilot.press("slash", *"prison", "escape", "f")
        assert app.screen.query_one(ValueList).value == "Prison breaks"
        assert app.screen.query_one(ValueList).cursor == 0


async def test_the_event_stays_under_the_cursor_while_values_are_chosen(tmp_path: Path) -> None:
    """A choice that finds it keeps it."""
    app = explorer(tmp_path)
    async with reading(app, (160, 40)) as pilot:
        await pilot.press("j", "j", "f", "j", "space")
        found = event(app)
        assert found is not None
        assert found.id == "storming"
        await pilot.press("space", "k", "minus")
        assert event(app) == found


async def test_resizing_keeps_the_facets_and_what_is_chosen(tmp_path: Path) -> None:
    """From size to size, also while a value is typed."""
    app = explorer(tmp_path)
    async with reading(app, (120, 40)) as pilot:
        await pilot.press("f", "j", "space", "w", "p")
        for size in ((60, 15), (80, 24), (39, 9), (200, 50), (120, 40)):
            await pilot.resize_terminal(*size)
            await pilot.pause()
            assert app.screen.query_one(ValueList).value == "Prison breaks"
            assert asked(app) == 'category:="Prison breaks"'
        await pilot.press("r")
        assert app.screen.query_one("#narrowing", Input).value == "pr"


async def test_a_click_selects_a_value_and_a_second_one_includes_it(tmp_path: Path) -> None:
    """The mouse is optional."""
    app = explorer(tmp_path)
    async with reading(app, (120, 40)) as pilot:
        await pilot.press("f")
        await pilot.click(ValueList, offset=(5, 1))
        await pilot.pause()
        assert app.screen.query_one(ValueList).value == "Prison breaks"
        assert asked(app) == ""
        await pilot.click(ValueList, offset=(5, 1))
        await pilot.pause()
        assert asked(app) == 'category:="Prison breaks"'
        await pilot.click(ValueList, offset=(5, 9))


async def test_help_runs_a_command_of_the_facets(tmp_path: Path) -> None:
    """It shows them first."""
    app = explorer(tmp_path)
    async with reading(app, (120, 40)) as pilot:
        await pilot.press("question_mark", *"narrow", "enter")
        await pilot.pause()
        assert isinstance(app.screen, ExplorerScreen)
        assert app.screen.query_one(FacetPanel).has_focus_within
        assert isinstance(app.focused, NarrowInput)


async def test_what_a_store_calls_its_values_is_only_shown(tmp_path: Path) -> None:
    """Control characters, markup and wide letters harm no column."""
    names = [
        "\x1b[31mred",
        "[bold]x[/]",
        "日本日本日本日本日本日本日本日本日本日本日本日本日本日本",
        "...",
    ]
    events = [
        {"id": f"e{n}", "title": "x", "date": "2024", "tags": [name, "both"]}
        for n, name in enumerate(names)
    ]
    app = explorer(tmp_path, store={"events": events})
    async with reading(app, (80, 24)) as pilot:
        await pilot.press("f")
        shown = app.screen.query_one(ValueList)
        assert "[tag]" in drawing(app)
        assert "\x1b" not in drawing(app)
        width = shown.scrollable_content_region.width
        assert {shown.render_line(y).cell_length for y in range(shown.size.height)} == {width}
        for _ in shown.values:
            await pilot.press("space", "minus", "minus", "j")
        assert app.is_running


@pytest.mark.parametrize("size", [(60, 15), (80, 24), (120, 40)], ids=lambda s: f"{s[0]}x{s[1]}")
async def test_the_facets_look_as_drawn(tmp_path: Path, size: tuple[int, int]) -> None:
    """A value included, another excluded, possible events apart."""
    app = explorer(tmp_path, query="in:2023..2024-06")
    async with reading(app, size) as pilot:
        await pilot.press("f", "space", "j", "minus")
        hold_to(f"facets-{size[0]}x{size[1]}", drawing(app))


def many(people: int) -> dict[str, Any]:
    """A store with so many actors, one an event."""
    return {
        "events": [
            {
                "id": f"e{number}",
                "title": f"Event {number}",
                "date": f"20{number % 20:02}",
                "actors": [f"Person {number}"],
            }
            for number in range(people)
        ]
    }


def test_a_sparkline_is_as_high_as_there_are_events() -> None:
    """The most are the highest bar, and something is seen where there is anything."""
    months = (2024 * 12, 2024 * 12 + 11)
    found = [Heading(2024, 1, 100), Heading(2024, 7, 1), Heading(2024, 12, 50)]
    line = sparkline(found, months, 12)
    assert line == "\u2588     \u2581    \u2584"
    assert sparkline([], months, 12) == " " * 12


def test_a_sparkline_spreads_a_year_over_its_months() -> None:
    """The undated are in no place of it."""
    months = (2023 * 12, 2024 * 12 + 11)
    assert sparkline([Heading(2023, None, 3)], months, 8) == BLOCKS[-1] * 4 + " " * 4
    assert sparkline([Heading(None, None, 3)], months, 8) == " " * 8


@pytest.mark.parametrize("span", [1, 2, 7, 8, 9, 100, 12_000])
def test_a_sparkline_fills_its_width(span: int) -> None:
    """Few months are wide, many share a bar; the first and last are at its ends."""
    months = (2024 * 12, 2024 * 12 + span - 1)
    last = 2024 * 12 + span - 1
    ends = [Heading(2024, 1, 1), Heading(last // 12, last % 12 + 1, 1)]
    line = sparkline(ends, months, 8)
    assert len(line) == 8
    assert line[0] == line[-1] == BLOCKS[-1]


def test_a_sparkline_leaves_out_what_is_out_of_sight() -> None:
    """Months before and after those that it spans, and of a year the months outside."""
    months = (2024 * 12 + 3, 2024 * 12 + 6)
    found = [Heading(2024, 1, 9), Heading(2024, 5, 1), Heading(2024, 12, 9)]
    assert sparkline(found, months, 4) == f" {BLOCKS[-1]}  "
    assert sparkline([Heading(2024, None, 12)], months, 4) == BLOCKS[-1] * 4


def test_a_bar_shows_the_certain_and_the_possible() -> None:
    """The most fill it; what is only possible is lighter."""
    assert bar(Tally("x", 8, 0), 8, 4) == "\u2588" * 4
    assert bar(Tally("x", 4, 4), 8, 4) == "\u2588\u2588\u2591\u2591"
    assert bar(Tally("x", 1, 0), 1000, 4) == "\u258f"
    assert bar(Tally("x", 0, 1), 1000, 4) == "\u2591"
    assert bar(Tally("x", 0, 0), 0, 4) == ""
    assert bar(Tally("x", 7, 1), 8, 4) == "\u2588\u2588\u2588\u258c"


@pytest.mark.parametrize("width", range(30, 200, 7))
def test_columns_fit_their_list(width: int) -> None:
    """Every count in full, and room for the label."""
    at = columns([Tally("x", 1_234_567, 12_345), Tally("y", 1, 0)], width)
    assert at.certain == 9
    assert at.possible == 8
    assert 3 + at.label + 1 + at.certain + at.possible + 2 + at.drawn <= max(width, 32)


def test_a_period_is_said_in_words() -> None:
    """As the timeline's headings say it."""
    assert said("month", "2024-03") == "March 2024"
    assert said("year", "-0043") == "44 BC"
    assert said("month", "-0043-03") == "March 44 BC"
    assert said("actor", "2024-03") == "2024-03"


def test_the_store_of_these_tests_has_what_they_say() -> None:
    """One place and one actor: nothing to choose between."""
    assert len(STORE["places"]) == len(STORE["actors"]) == 1
