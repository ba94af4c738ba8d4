"""The promises that a query finds: the view, the command, and the pane."""

from __future__ import annotations

import csv
import datetime
import io
import json
from pathlib import Path
from typing import Any

import pytest

from tests.screens import drawing, event, explorer, hold_to, reading
from tui.cli import Exit
from tui.cli.commands import run
from tui.outcome import Amount, Days, Outcome
from tui.promises import Promises, number_said, share_said, time_said
from tui.search import Timeline
from tui.ui.app import ExplorerApp
from tui.ui.promises import PromisesPane
from tui.ui.timeline import TimelinePane
from tui.when import parse


@pytest.fixture(autouse=True)
def on_1_april_2025(monkeypatch: pytest.MonkeyPatch) -> None:
    """The research of the chronology ends the day before."""
    monkeypatch.setattr(Timeline, "today", datetime.date(2025, 4, 1))


@pytest.fixture(scope="module")
def chronology() -> Timeline:
    """The built-in one."""
    return Timeline.open()


def promises(timeline: Timeline, query: str = "") -> Promises:
    """Those that a query finds."""
    return Promises(timeline, timeline.parse(query))


def ids(found: Promises) -> list[str]:
    """The ids of all of them, in order."""
    return [promise.event.id for promise in found.window(0, len(found))]


def test_what_is_open_comes_first_each_in_the_order_of_time(chronology: Timeline) -> None:
    """Then what was partly kept, kept, superseded."""
    found = promises(chronology)
    assert found.title == "12 promises: 2 open, 4 partly kept, 2 kept, 4 superseded"
    kinds = [promise.outcome.kind for promise in found.window(0, 99)]
    assert kinds == ["open"] * 2 + ["partly kept"] * 4 + ["kept"] * 2 + ["superseded"] * 4
    assert ids(found)[0] == "kindiki-mission-budget"
    assert ids(found)[2] == "kenya-offers-to-lead"


def test_a_window_is_a_slice_and_a_position_leads_back(chronology: Timeline) -> None:
    """Wherever it starts and stops."""
    found = promises(chronology)
    everything = ids(found)
    for start in range(-1, 14):
        for stop in range(start, 15):
            part = [promise.event.id for promise in found.window(start, stop)]
            assert part == everything[max(start, 0) : max(stop, 0)]
    assert [found.position(one) for one in everything] == list(range(len(everything)))
    assert found.position("prison-storming-2024") is None


@pytest.mark.parametrize("query", ["", "kenya", "as-of:2025-01-17", "is:open", "kenya OR us"])
def test_every_plan_is_listed_once(chronology: Timeline, query: str) -> None:
    """Under what came of it, be it by today or as known on a day."""
    found = promises(chronology, query)
    plans = chronology.search(chronology.parse(f"({query}) is:planned,cancelled".replace("()", "")))
    asked = chronology.search(chronology.parse(query))
    wanted = {
        one.id for one in asked.window(0, len(asked)) if one.is_planned or one.status == "cancelled"
    }
    assert len(plans) == len(found)
    assert sorted(ids(found)) == sorted(wanted)


def test_as_known_on_a_day_a_later_outcome_is_open(chronology: Timeline) -> None:
    """The pledge of 100 million, before that of 200 million."""
    found = promises(chronology, 'as-of:2023-09-30 "pledges $100 million"')
    assert found.title == "1 promise: 1 open"
    found = promises(chronology, 'as-of:2023-10-03 "pledges $100 million"')
    assert found.title == "1 promise: 1 superseded"


@pytest.mark.parametrize(
    ("number", "said"),
    [
        (620, "620"),
        (9_999, "9,999"),
        (0.5, "0.5"),
        (100_000_000, "100M"),
        (40_700_000, "40.7M"),
        (-2_000_000, "-2M"),
        (77_000_000_000, "77,000M"),
    ],
)
def test_a_number_takes_few_cells(number: float, said: str) -> None:
    """Millions are written as such."""
    assert number_said(number) == said


def made(**more: Any) -> Outcome:
    """An outcome of little."""
    given: dict[str, Any] = dict.fromkeys(Outcome._fields)
    return Outcome(**{**given, "kind": "open", "unit": "", "measure": "", "steps": (), **more})


@pytest.mark.parametrize(
    ("outcome", "narrow", "wide"),
    [
        (made(), "", ""),
        (made(late=Days(93, 93)), "93 past due", "93 days past due"),
        (made(late=Days(1, 1)), "1 past due", "1 day past due"),
        (made(late=Days(-29, -29)), "29 left", "29 days left"),
        (made(since=Days(612, 612)), "612 days", "612 days open"),
        (made(since=Days(10, 40)), "10 to 40 days", "10 to 40 days open"),
        (made(kind="kept", late=Days(-3, 0)), "on time", "on time"),
        (made(kind="kept", late=Days(-3, 2)), "perhaps late", "perhaps late"),
        (made(kind="kept", late=Days(2, 2)), "2 late", "2 days late"),
        (made(kind="kept", since=Days(2, 2)), "", ""),
    ],
)
def test_how_late_it_is_takes_few_cells(outcome: Outcome, narrow: str, wide: str) -> None:
    """Or a few more where there is room."""
    assert (time_said(outcome), time_said(outcome, wide=True)) == (narrow, wide)


def test_how_much_of_how_much_says_the_shown_count_first() -> None:
    """Other counts where there is room."""
    delivered, promised = Amount(361, 361, 417), Amount(620, 600, 620, "over ")
    outcome = made(delivered=delivered, promised=promised)
    assert share_said(outcome) == "361 of 620"
    assert share_said(outcome, wide=True) == "361 (361-417) of 620 (600-620)"
    assert share_said(made(promised=promised)) == "of 620"
    assert share_said(made()) == ""


def test_the_command_lists_a_line_each(capsys: pytest.CaptureFixture[str]) -> None:
    """With the day named, how much of how much, what came of it, and since when."""
    assert run(["promises", "as-of:2025-04-01 kenya"]) == Exit.OK
    out, err = capsys.readouterr()
    [line] = [line for line in out.splitlines() if "kenya-620" in line]
    assert line == (
        "by Feb 2025      361 (361-417) of 620 (600-620)  partly kept   32 days past due      "
        "Kenya plans to fly in 620 more police by February 2025  [kenya-620-by-february]"
    )
    assert err == "7 promises: 2 open, 4 partly kept, 1 kept\n"


def test_the_table_has_a_column_for_every_number(capsys: pytest.CaptureFixture[str]) -> None:
    """Nothing of it is rounded or cut."""
    assert run(["promises", "id:kenya-620-by-february", "--format", "csv"]) == Exit.OK
    [row] = csv.DictReader(io.StringIO(capsys.readouterr().out))
    assert (row["due"], row["promised"], row["promised_low"]) == ("[..2025-02]", "620", "600")
    assert (row["delivered"], row["delivered_high"]) == ("361", "417")
    assert (row["outcome"], row["as_of"], row["days_late_least"]) == (
        "partly kept",
        "2025-04-01",
        "32",
    )


def test_the_object_has_each_step(capsys: pytest.CaptureFixture[str]) -> None:
    """With what it delivered, when, and by which source."""
    assert run(["promises", "id:kenya-620-by-february", "--format", "json"]) == Exit.OK
    found = json.loads(capsys.readouterr().out)
    assert found["counts"] == {"partly kept": 1}
    [promise] = found["promises"]
    assert [(step["event"], step["date"], step["delivered"]) for step in promise["steps"]] == [
        ("kenya-third-contingent", "2025-01-18", 217),
        ("kenya-fourth-contingent", "2025-02-06", 144),
    ]
    assert promise["steps"][1]["delivered_high"] == 200
    assert promise["steps"][1]["sources"][0] == "kenyans-co-ke-2025-02"


@pytest.mark.parametrize(
    ("arguments", "code", "said"),
    [
        (["prison"], Exit.NOTHING, 'no promise in events about "prison"'),
        (["zzzzqqq"], Exit.NOTHING, "nothing is found"),
        (["--limit", "-1"], Exit.USAGE, "--limit -1 is below 0; name how many promises"),
        (["", "no-such-file.json"], Exit.NOTHING, "no-such-file.json"),
    ],
)
def test_where_there_is_none_the_command_says_why(
    capsys: pytest.CaptureFixture[str], arguments: list[str], code: Exit, said: str
) -> None:
    """And exits with what it found."""
    assert run(["promises", *arguments]) == code
    out, err = capsys.readouterr()
    assert not out
    assert said in err


def test_a_limit_prints_the_first(capsys: pytest.CaptureFixture[str]) -> None:
    """Those that are open."""
    assert run(["promises", "--limit", "2"]) == Exit.OK
    assert [" open " in line for line in capsys.readouterr().out.splitlines()] == [True, True]


def pane(app: ExplorerApp) -> PromisesPane:
    """The list of promises."""
    return app.screen.query_one(PromisesPane)


def built_in(query: str = "") -> ExplorerApp:
    """The application over the built-in chronology."""
    return ExplorerApp(Timeline.open(), query)


@pytest.mark.parametrize("size", [(60, 15), (80, 24), (120, 40), (200, 50)], ids=str)
async def test_the_promises_look_as_drawn(size: tuple[int, int]) -> None:
    """The promise of 620 under the cursor: 217 and 144, and the other count of 200."""
    app = built_in()
    async with reading(app, size) as reader:
        await reader.press("P", "j", "j", "j", "j", "j")
        hold_to(f"promises-{size[0]}x{size[1]}", drawing(app))


async def test_the_promise_of_620_shows_what_came_of_it() -> None:
    """In the detail pane, near the top."""
    app = built_in("id:kenya-620-by-february")
    async with reading(app, (200, 50)):
        drawn = drawing(app)
        for part in ("Partly kept: 361 of over 620", "217 people", "144 people", "200 people"):
            assert part in drawn


async def test_p_lists_the_promises_and_the_event_follows_the_cursor() -> None:
    """Enter goes to the event in the timeline."""
    app = built_in()
    async with reading(app) as reader:
        await reader.press("P")
        assert str(pane(app).border_title).startswith("12 promises: 2 open")
        shown = event(app)
        assert shown is not None
        assert shown.id == "kindiki-mission-budget"
        await reader.press("j")
        shown = event(app)
        assert shown is not None
        assert shown.id == "hnp-graduates-to-special-units"
        await reader.press("enter")
        assert not app.screen.query(PromisesPane)
        assert app.screen.focused is app.screen.query_one(TimelinePane)
        shown = event(app)
        assert shown is not None
        assert shown.id == "hnp-graduates-to-special-units"


@pytest.mark.parametrize("key", ["escape", "P"])
async def test_one_goes_back_from_the_promises(key: str) -> None:
    """To the event that the timeline was left at."""
    app = built_in("kenya")
    async with reading(app) as reader:
        await reader.press("j", "j")
        before = event(app)
        await reader.press("P", "j", key)
        assert not app.screen.query(PromisesPane)
        assert event(app) == before


async def test_the_cursor_starts_at_the_promise_that_was_read() -> None:
    """Where the event was one."""
    app = built_in("is:kept")
    async with reading(app) as reader:
        await reader.press("j")
        before = event(app)
        await reader.press("P")
        assert pane(app).cursor == 1
        assert event(app) == before


async def test_the_promises_are_those_of_the_query() -> None:
    """Also of one that is typed while they are listed; the promise stays under the cursor."""
    app = built_in()
    async with reading(app) as reader:
        await reader.press("P", "G", "slash", *"funding", "enter")
        assert str(pane(app).border_title) == "4 promises: 1 open, 3 superseded"
        shown = event(app)
        assert shown is not None
        assert shown.id == "us-pledge-300m"
        await reader.press("slash", *"prison", "enter")
        assert pane(app).count == 0
        assert "No promise is among the events." in drawing(app)


async def test_the_promises_are_as_known_on_the_day() -> None:
    """What came later is not there yet."""
    app = built_in("as-of:2025-01-18")
    async with reading(app, (120, 40)) as reader:
        await reader.press("P")
        drawn = drawing(app)
        assert "361" not in drawn
        assert "5 open, 1 partly kept" in drawn  # of Kenya's 1,000, two contingents were known


async def test_a_hostile_title_is_harmless_in_the_promises(tmp_path: Path) -> None:
    """As everywhere."""
    plan = {"id": "a", "title": "A \x1b[31mred\u202e plan", "status": "planned", "date": "2025-05"}
    app = explorer(tmp_path, "", {"events": [plan]})
    async with reading(app) as reader:
        await reader.press("P")
        drawn = drawing(app)
        assert "\x1b" not in drawn
        assert "\u202e" not in drawn
        assert "60 left" in drawn
        assert parse("2025-05-31").start_earliest - parse("2025-04-01").start_earliest == 60
