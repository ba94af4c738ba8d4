"""Going through time: to a date, from a mark, and as known on a day."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.screens import drawing, event, explorer, reading
from tui.ui.axis import AxisPane
from tui.ui.timeline import DIFFERS


def row(drawn: str, text: str) -> str:
    """The first line that has the text in it."""
    return next((line for line in drawn.splitlines() if text in line), "")


@pytest.mark.parametrize(
    ("typed", "there"),
    [
        ("3 mar 2024", "emergency"),
        ("2024-03-03", "emergency"),
        ("july 2023", "offer"),
        ("1990", "year"),
        ("2030", "rumour"),
    ],
)
async def test_a_date_is_gone_to(tmp_path: Path, typed: str, there: str) -> None:
    """As people write it; the cursor comes to what stands there, or next."""
    app = explorer(tmp_path)
    async with reading(app) as reader:
        await reader.press("colon", *typed.replace(" ", "_").replace("_", " "))
        await reader.press("enter")
        found = event(app)
        assert found is not None
        assert found.id == there


async def test_a_date_says_where_it_leads_before_it_is_gone_to(tmp_path: Path) -> None:
    """What is understood, what stands there, and what is no date."""
    app = explorer(tmp_path)
    async with reading(app) as reader:
        await reader.press("at", *"apr 2024")
        assert "April 2024: the next is" in drawing(app)
        await reader.press(*" xx")
        assert "is not a date" in drawing(app)
        await reader.press("enter")  # nothing to go to yet
        assert "Go to a date" in drawing(app)
        await reader.press("escape")
        assert "Go to a date" not in drawing(app)


async def test_time_is_counted_from_the_marked_event(tmp_path: Path) -> None:
    """Every other event says how long after it was; the mark is taken off where it stands."""
    app = explorer(tmp_path)
    async with reading(app, (120, 40)) as reader:
        await reader.press("j", "M", "j")
        assert 'T+217 days (7 mo) from "Kenya offers to lead' in drawing(app)
        await reader.press("k")
        assert "T+" not in drawing(app)
        await reader.press("M", "j")
        assert "T+" not in drawing(app)


async def test_the_day_as_known_on_is_stepped(tmp_path: Path) -> None:
    """First the event's own day, then by what was published; the title says so all along."""
    app = explorer(tmp_path)
    async with reading(app, (120, 40)) as reader:
        await reader.press("j", "j", "A")
        drawn = drawing(app)
        assert "as-of:2024-03-03" in drawn
        assert "As known on 3 March 2024 - A small chronology" in drawn
        assert "As known on 3 March 2024: 1 of 2 sources" in drawn
        assert "about 3,700" not in drawn
        assert DIFFERS not in row(drawn, "2-3 Mar 2024")
        await reader.press("A")
        drawn = drawing(app)
        assert "as-of:2024-03-04" in drawn
        assert "about 3,700" in drawn
        assert DIFFERS in row(drawn, "2-3 Mar 2024")
        await reader.press("A")
        assert "as-of" not in drawing(app)


async def test_what_is_not_known_yet_is_in_no_list(tmp_path: Path) -> None:
    """Also among all events, of which only what was known is shown."""
    app = explorer(tmp_path, "prison as-of:2024-03-03")
    async with reading(app, (120, 40)) as reader:
        await reader.press("equals_sign")
        drawn = drawing(app)
        assert "1 hit among all events" in drawn
        assert "First officers" not in drawn


async def test_the_disputed_are_walked(tmp_path: Path) -> None:
    """One key to the next event on which sources differ, and one back."""
    app = explorer(tmp_path)
    async with reading(app) as reader:
        await reader.press("c")
        found = event(app)
        assert found is not None
        assert found.id == "storming"
        await reader.press("G", "C")
        assert event(app) == found


MARCH = [
    {"id": f"e{day}", "date": f"2024-03-{day:02}", "title": f"Event of day {day}"}
    for day in range(1, 8)
]
LATER = {"id": "later", "date": "2024-05-01", "title": "A later one"}


async def test_zooming_out_past_all_time_folds_crowded_months(tmp_path: Path) -> None:
    """A line for each, until the reader zooms in again; then the axis shows less time."""
    app = explorer(tmp_path, store={"events": [*MARCH, LATER]})
    async with reading(app) as reader:
        whole = app.screen.query_one(AxisPane).zoom
        await reader.press("Z")
        assert "> March 2024  7 events" in drawing(app)
        assert "Crowded months folded" in drawing(app)
        await reader.press("z")
        assert "Event of day 7" in drawing(app)
        assert "olded" not in drawing(app)
        assert app.screen.query_one(AxisPane).zoom == whole
        await reader.press("z")
        assert app.screen.query_one(AxisPane).zoom != whole
        await reader.press("Z")
        assert app.screen.query_one(AxisPane).zoom == whole
        assert "Event of day 7" in drawing(app)


async def test_who_goes_to_an_event_sees_it_among_folded_months(tmp_path: Path) -> None:
    """A jump opens the month that it ends in; a folded one says how many hits it holds."""
    app = explorer(tmp_path, "day", store={"events": [*MARCH, LATER]})
    async with reading(app) as reader:
        await reader.press("equals_sign", "x", "G")
        assert "+ March 2024  7 events, 7 hits" in drawing(app)
        await reader.press("N")
        assert ">\u20227 Mar 2024" in drawing(app)


async def test_a_list_by_relevance_has_no_months_to_fold(tmp_path: Path) -> None:
    """It says why, and not that no month is crowded."""
    app = explorer(tmp_path, "event sort:relevance", store={"events": [*MARCH, LATER]})
    async with reading(app) as reader:
        await reader.press("x")
        assert [note.message for note in app._notifications] == [
            "The best stand first; sort:date lists them by month."
        ]


async def test_where_no_month_is_crowded_nothing_folds(tmp_path: Path) -> None:
    """Zooming out past all time says so, and the next key zooms in."""
    app = explorer(tmp_path, store={"events": [*MARCH[:4], LATER]})
    async with reading(app) as reader:
        whole = app.screen.query_one(AxisPane).zoom
        await reader.press("Z")
        assert [note.message for note in app._notifications] == [
            "No month is crowded: none has 5 events or more."
        ]
        await reader.press("z")
        assert app.screen.query_one(AxisPane).zoom != whole


async def test_a_crowded_month_is_folded_and_opened(tmp_path: Path) -> None:
    """A line for each; a step passes it, Enter opens it at its first event."""
    app = explorer(tmp_path, store={"events": [*MARCH, LATER]})
    async with reading(app) as reader:
        await reader.press("x")
        drawn = drawing(app)
        assert "> March 2024  7 events" in drawn
        assert "A later one" in drawn
        await reader.press("j")
        found = event(app)
        assert found is not None
        assert found.id == "later"
        await reader.press("k", "enter")
        drawn = drawing(app)
        assert "March 2024  7 events" not in drawn
        assert "> 1 Mar 2024" in drawn
        await reader.press("x")
        assert "Event of day 7" in drawing(app)


async def test_long_gaps_are_stepped_over(tmp_path: Path) -> None:
    """To the next event after a month or more without one, and back to the one before."""
    dates = ("2024-01-05", "2024-01-20", "2024-04-02", "2024-04-09", "2024-09-01")
    events = [{"id": date, "date": date, "title": f"Event of {date}"} for date in dates]
    app = explorer(tmp_path, store={"events": events})
    async with reading(app) as reader:
        on, back = "right_curly_bracket", "left_curly_bracket"
        for key, there in ((on, 2), (on, 4), (back, 2), ("j", 3), (back, 2)):
            await reader.press(key)
            found = event(app)
            assert found is not None
            assert found.id == dates[there]
        await reader.press(back)
        assert [note.message for note in app._notifications] == [
            "No 31 days or more without an event before this one."
        ]
