"""A measure over time: the series, the command, and the pane."""

from __future__ import annotations

import csv
import io
import json
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.screens import drawing, event, explorer, hold_to, reading
from tests.stores import write_store
from tui import figures
from tui.cli import Exit
from tui.cli.commands import run
from tui.figures import Series
from tui.search import Timeline
from tui.ui.app import ExplorerApp
from tui.ui.figures import FiguresPane
from tui.ui.timeline import TimelinePane
from tui.when import day_of, parse

SOURCES = [
    {"id": "early", "title": "Early", "issued": {"date-parts": [[2024, 3, 1]]}},
    {"id": "late", "title": "Late", "issued": {"date-parts": [[2024, 3, 9]]}},
    {"id": "undated", "title": "Undated"},
]
LEVEL = {"id": "level", "label": "Level", "unit": "people", "kind": "stock"}
AGAINST = {**LEVEL, "target": {"value": 10, "source": "late"}}


@pytest.fixture(scope="module")
def chronology() -> Timeline:
    """The built-in one."""
    return Timeline.open()


def claim(value: float | None = None, **more: Any) -> dict[str, Any]:
    """A claim about the level."""
    given = {} if value is None else {"value": value}
    return {"about": "level", **given, **more}


def at(id: str, date: str, *claims: dict[str, Any], **more: Any) -> dict[str, Any]:
    """An event of that date with these claims."""
    return {"id": id, "title": f"Title of {id}", "date": date, "claims": [*claims], **more}


def series_of(
    folder: Path,
    *events: dict[str, Any],
    measure: dict[str, Any] = LEVEL,
    query: str = "",
    most: int = figures.MOST,
) -> Series:
    """The level in a store of these events."""
    path = write_store(folder / "store.json", *events, measures=[measure], sources=SOURCES)
    timeline = Timeline.open([path])
    known = figures.measure(timeline, "level")
    assert known is not None
    return figures.series(timeline, timeline.parse(query), known, most)


@pytest.mark.parametrize(
    ("claims", "value", "low", "high", "said"),
    [
        ([claim(4)], 4, 4, 4, "4"),
        ([claim(4, qualifier="about")], 4, 4, 4, "about 4"),
        ([claim(4, source="late"), claim(9, source="early")], 9, 4, 9, "9"),
        ([claim(4, source="undated"), claim(9, source="late")], 9, 4, 9, "9"),
        ([claim(4), claim(9)], 4, 4, 9, "4"),
        ([claim(4, source="early"), claim(9, source="late", preferred=True)], 9, 4, 9, "9"),
        ([claim(low=3, high=5)], 3, 3, 5, "3 to 5"),
        ([claim(high=5)], 5, 5, 5, "up to 5"),
        ([claim(4, low=3, high=5)], 4, 3, 5, "4"),
        ([claim(0), claim(20, qualifier="nearly")], 0, 0, 20, "0"),
        ([claim(1.5)], 1.5, 1.5, 1.5, "1.5"),
    ],
)
def test_one_figure_of_an_event_is_shown_within_all_of_its_claims(
    tmp_path: Path,
    claims: list[dict[str, Any]],
    value: float,
    low: float,
    high: float,
    said: str,
) -> None:
    """The preferred one, else the only one, else the one that was published first."""
    [point] = series_of(tmp_path, at("a", "2024-03-02", *claims)).points
    assert (point.value, point.low, point.high) == (value, low, high)
    assert figures.amount_said(point) == said


@pytest.mark.parametrize(
    ("date", "day"),
    [
        ("2024-03-02", "2024-03-02"),
        ("2024-03", "2024-03-16"),
        ("2024-03-02/2024-03-05", "2024-03-03"),
        ("[..2025-02]", "2025-02-28"),
        ("2024-03-05/..", "2024-03-05"),
        ("", None),
    ],
)
def test_an_event_stands_in_the_middle_of_its_dates(date: str, day: str | None) -> None:
    """Or at the end that is known."""
    found = figures.middle(parse(date) if date else None)
    assert found == (parse(day).start_earliest if day else None)


def test_a_level_holds_to_the_next_figure_and_no_further_than_the_last(tmp_path: Path) -> None:
    """After it nothing is known; what has no date has no place in time."""
    series = series_of(
        tmp_path,
        at("c", "", claim(3)),
        at("b", "2024-03-05", claim(2)),
        at("a", "2024-03-01", claim(1)),
    )
    assert [point.event.id for point in series.points] == ["a", "b", "c"]
    first, second = (parse(f"2024-03-0{day}").start_earliest for day in (1, 5))
    assert [(start, end, point.value) for start, end, point in series.levels] == [
        (first, second, 1),
        (second, second, 2),
    ]
    assert series.span == (first, second)


def test_a_part_is_a_point_of_its_own_that_names_its_whole(tmp_path: Path) -> None:
    """Nothing is added to anything; a whole without a figure is not named."""
    part = [{"type": "part-of", "event": "whole"}]
    other = [{"type": "part-of", "event": "silent"}]
    series = series_of(
        tmp_path,
        at("part", "2024-03-01", claim(1), links=part),
        at("other", "2024-03-02", claim(2), links=other),
        at("silent", "2024-03-02"),
        at("whole", "2024-03-03", claim(3)),
    )
    assert [(point.value, point.whole) for point in series.points] == [
        (1, "Title of whole"),
        (2, ""),
        (3, ""),
    ]


@pytest.mark.parametrize(
    ("value", "gap", "said"), [(4, -6, "6 short"), (12.5, 2.5, "2.5 over"), (10, 0, "on target")]
)
def test_a_figure_is_held_against_its_target(
    tmp_path: Path, value: float, gap: float, said: str
) -> None:
    """How far it is from it."""
    series = series_of(tmp_path, at("a", "2024-03-02", claim(value)), measure=AGAINST)
    [point] = series.points
    assert figures.gap(point, series) == gap
    assert figures.gap_said(point, series) == said


@pytest.mark.parametrize(("day", "is_known"), [("2024-03-08", False), ("2024-03-09", True)])
def test_a_target_is_none_before_it_was_published(tmp_path: Path, day: str, is_known: bool) -> None:
    """As known on a day."""
    made = at("a", "2024-03-01", claim(4))
    series = series_of(tmp_path, made, measure=AGAINST, query=f"as-of:{day}")
    assert (series.target is not None) == is_known
    assert (figures.gap(series.points[0], series) is not None) == is_known


def test_a_claim_that_was_published_later_is_not_in_the_range(tmp_path: Path) -> None:
    """As known on a day."""
    made = at("a", "2024-03-01", claim(4, source="early"), claim(9, source="late", preferred=True))
    made["sources"] = ["early", "late"]
    [point] = series_of(tmp_path, made, query="as-of:2024-03-08").points
    assert (point.value, point.low, point.high) == (4, 4, 4)


def test_of_many_events_the_first_are_read(tmp_path: Path) -> None:
    """And what is left out is counted."""
    made = [at(f"e{day}", f"2024-03-{day:02}", claim(day)) for day in range(1, 10)]
    series = series_of(tmp_path, *made, most=4)
    assert [point.value for point in series.points] == [1, 2, 3, 4]
    assert series.left_out == 5


def test_a_query_narrows_the_series_and_what_is_possible_says_so(tmp_path: Path) -> None:
    """Brackets, words and dates apply to the figures as to the events."""
    made = [
        at("a", "2024-02", claim(1)),
        at("b", "2024-03-01", claim(2)),
        at("c", "2023", claim(3)),
    ]
    series = series_of(tmp_path, *made, query="in:2024-02-20..2024-03 OR zzz")
    assert [(point.value, figures.figure_said(point, series)) for point in series.points] == [
        (1, "1 (possibly)"),
        (2, "2"),
    ]


def test_the_measures_of_most_events_come_first(chronology: Timeline) -> None:
    """Only those that what is found has figures for; dates and places are none."""
    found = [one.id for one in figures.measures(chronology, chronology.parse(""))]
    assert found[:3] == ["arrivals", "killed", "personnel"]
    assert {"date", "place", "due"}.isdisjoint(found)
    only = figures.measures(chronology, chronology.parse("id:unsc-2699"))
    assert {one.id for one in only} == {"votes-for", "votes-against", "abstentions"}


@pytest.mark.parametrize("text", ["personnel", "MSS personnel in Haiti", "mss PERSONNEL in haiti"])
def test_a_measure_is_found_by_its_id_and_by_its_name(chronology: Timeline, text: str) -> None:
    """As people write them."""
    found = figures.measure(chronology, text)
    assert found is not None
    assert found.id == "personnel"


DATES = ["2024-03-02", "2024-03", "2024", "2024-02~", "[..2024-03]", "2024-03-01/2024-03-09", ""]
NUMBERS = st.integers(-5, 50) | st.sampled_from([0.5, 10**12])
CLAIMS = st.one_of(
    st.builds(claim, NUMBERS, source=st.sampled_from(["early", "late", "undated"])),
    st.builds(lambda low, more: claim(low=low, high=low + more), NUMBERS, st.integers(0, 9)),
    st.builds(lambda low: claim(low=low), NUMBERS),
)
EVENTS = st.lists(st.tuples(st.sampled_from(DATES), st.lists(CLAIMS, max_size=4)), max_size=7)


def drafts(found: list[tuple[str, list[dict[str, Any]]]]) -> list[dict[str, Any]]:
    """Events of these dates and claims."""
    return [at(f"e{number}", date, *claims) for number, (date, claims) in enumerate(found)]


@settings(max_examples=25, deadline=None)
@given(EVENTS)
def test_nothing_in_a_series_is_invented(
    tmp_path_factory: pytest.TempPathFactory, found: list[tuple[str, list[dict[str, Any]]]]
) -> None:
    """Every number is one of the event's own, within its range; every place within its dates."""
    made = {one["id"]: one for one in drafts(found)}
    series = series_of(tmp_path_factory.mktemp("store"), *made.values())
    ids = [point.event.id for point in series.points]
    assert sorted(ids) == sorted(name for name, one in made.items() if one["claims"])
    for point in series.points:
        own = [
            one[key]
            for one in made[point.event.id]["claims"]
            for key in ("value", "low", "high")
            if key in one
        ]
        assert point.value in own
        assert (point.low, point.high) == (min(own), max(own))
        if point.at is not None:
            assert parse(point.event.date).possibly_in(point.at, point.at)
    days = [point.at for point in series.points]
    placed = [day for day in days if day is not None]
    assert days == [*sorted(placed), *[None] * (len(days) - len(placed))]


@settings(max_examples=25, deadline=None)
@given(EVENTS, st.integers(-40, 420))
def test_the_level_of_a_day_is_that_of_the_last_figure_before_it(
    tmp_path_factory: pytest.TempPathFactory,
    found: list[tuple[str, list[dict[str, Any]]]],
    offset: int,
) -> None:
    """Against a search through all points."""
    series = series_of(tmp_path_factory.mktemp("store"), *drafts(found))
    day = parse("2024-01-01").start_earliest + offset
    holding = [point.value for start, end, point in series.levels if start <= day < end]
    dated = [(point.at, point.value) for point in series.points if point.at is not None]
    is_within = any(at <= day for at, _ in dated) and any(at > day for at, _ in dated)
    before = [value for at, value in dated if at <= day]
    assert holding == (before[-1:] if is_within else [])


def test_the_command_prints_a_line_an_event(capsys: pytest.CaptureFixture[str]) -> None:
    """In columns: date, figure, range, gap, source and id; what it is stands on stderr."""
    assert run(["figures", "kenyans", "since:2025"]) == Exit.OK
    out, err = capsys.readouterr()
    assert out.splitlines() == [
        "18 Jan 2025  over 600            400 short  Netzwerk Afrika  [kenya-third-contingent]",
        "22 Jan 2025  about 600           400 short  KahawaTungu  [mss-third-fob]",
        "6 Feb 2025   744        744-757  256 short  Kenyans.co.ke  [kenya-fourth-contingent]",
    ]
    assert err == (
        "Kenyan police in Haiti, a level in people; target 1,000: Kenya's own pledge of July 2023\n"
    )


def test_the_table_has_every_number_in_full(capsys: pytest.CaptureFixture[str]) -> None:
    """With its source and what exactly is counted."""
    assert run(["figures", "personnel", "in:2025-02-04", "--format", "csv"]) == Exit.OK
    first, second = csv.DictReader(io.StringIO(capsys.readouterr().out))
    assert (first["value"], first["qualifier"], first["low"]) == ("900", "nearly", "800")
    assert (first["target"], first["source"]) == ("2500", "Daily Maverick (Reuters)")
    assert (second["value"], second["note"][:8]) == ("873", "396 + 24")


def test_the_object_says_what_it_is_of(capsys: pytest.CaptureFixture[str]) -> None:
    """The query, the measure and its points."""
    assert run(["figures", "freed", "mirebalais", "--format", "json"]) == Exit.OK
    found = json.loads(capsys.readouterr().out)
    assert found["query"] == "mirebalais"
    assert found["measure"]["kind"] == "flow"
    assert [point["event"] for point in found["points"]] == ["mirebalais-prison-break"]
    assert found["points"][0]["low"] <= found["points"][0]["value"] <= found["points"][0]["high"]


@pytest.mark.parametrize(
    ("arguments", "code", "said"),
    [
        (["personel"], Exit.USAGE, 'no measure "personel"; did you mean personnel?'),
        (["\x1b[31m"], Exit.USAGE, "`facets measure` lists what there is"),
        (["personnel", "moise"], Exit.NOTHING, "no personnel in"),
        (["personnel", "zzzzqqq"], Exit.NOTHING, "nothing is found"),
    ],
)
def test_where_there_is_no_figure_the_command_says_why(
    capsys: pytest.CaptureFixture[str], arguments: list[str], code: Exit, said: str
) -> None:
    """And exits with what it found."""
    assert run(["figures", *arguments]) == code
    out, err = capsys.readouterr()
    assert not out
    assert said in err
    assert "\x1b" not in err


def pane(app: ExplorerApp) -> FiguresPane:
    """The figures."""
    return app.screen.query_one(FiguresPane)


def built_in(query: str = "") -> ExplorerApp:
    """The application over the built-in chronology."""
    return ExplorerApp(Timeline.open(), query)


def shown(app: ExplorerApp) -> str:
    """The id of the event that the detail pane shows."""
    found = event(app)
    return found.id if found else ""


@pytest.mark.parametrize(
    ("story", "size"),
    [
        ("personnel", (60, 15)),
        ("personnel", (80, 24)),
        ("personnel", (120, 40)),
        ("arrivals", (80, 24)),
        ("arrivals", (120, 40)),
        ("kenyans", (200, 50)),
    ],
    ids=str,
)
async def test_the_figures_look_as_drawn(story: str, size: tuple[int, int]) -> None:
    """The climb toward 2,500 in steps; arrivals as bars, those that were only promised hatched."""
    app = built_in(f"measure:={story}")
    async with reading(app, size) as reader:
        await reader.press("p", "G", "k")
        hold_to(f"figures-{story}-{size[0]}x{size[1]}", drawing(app))


async def test_p_opens_on_a_measure_of_the_event_with_the_cursor_on_it() -> None:
    """And leaves the timeline where it is."""
    app = built_in("prisons OR police")
    async with reading(app) as reader:
        pane_ = app.screen.query_one(TimelinePane)
        assert pane_.rows is not None
        pane_.go_to(pane_.rows.listed.position("hnp-34th-graduation") or 0)
        await reader.press("p")
        assert "Police finishing their training" in str(pane(app).border_title)
        assert shown(app) == "hnp-34th-graduation"
        assert "739" in drawing(app)


async def test_a_key_goes_to_the_next_measure_and_round() -> None:
    """The title says which of how many."""
    app = built_in("id:unsc-2699")
    async with reading(app) as reader:
        await reader.press("p")
        titles = []
        for _ in range(4):
            titles.append(str(pane(app).border_title).partition(":")[0])
            await reader.press("right_square_bracket")
        assert titles == ["1 of 3", "2 of 3", "3 of 3", "1 of 3"]
        await reader.press("left_square_bracket", "left_square_bracket")
        assert str(pane(app).border_title).startswith("3 of 3")


async def test_the_event_follows_the_cursor_of_the_table() -> None:
    """The same figure stands in the table, in words and in the chart; Enter goes to the event."""
    app = built_in("measure:=displaced")
    async with reading(app) as reader:
        await reader.press("p")
        while "Displaced" not in str(pane(app).border_title):
            await reader.press("right_square_bracket")
        await reader.press("G", "k")
        assert shown(app) == "idp-one-million"
        drawn = drawing(app)
        assert "On 14 January 2025: 1,041,000 people" in drawn
        assert "> 14 Jan 2025" in drawn
        await reader.press("enter")
        assert not app.screen.query(FiguresPane)
        assert app.screen.focused is app.screen.query_one(TimelinePane)
        assert shown(app) == "idp-one-million"


async def test_the_chart_shows_the_time_that_the_axis_shows() -> None:
    """Less of it, and all of it again; the table has all figures throughout."""
    app = built_in("measure:=personnel")
    async with reading(app, (120, 40)) as reader:
        await reader.press("p")
        everything = drawing(app)
        assert "Jul 2024     Sep 2024" in everything
        await reader.press(*"zzzz")
        assert "Jul 2024     Sep 2024" not in drawing(app)
        assert pane(app).count == 15
        await reader.press("0")
        assert drawing(app) == everything


@pytest.mark.parametrize("key", ["escape", "p"])
async def test_one_goes_back_from_the_figures(key: str) -> None:
    """To the event that the timeline was left at."""
    app = built_in("kenya")
    async with reading(app) as reader:
        await reader.press("j", "j")
        before = event(app)
        await reader.press("p", "j", key)
        assert not app.screen.query(FiguresPane)
        assert event(app) == before


async def test_the_figures_are_those_of_the_query() -> None:
    """Of one that is typed while they are shown too; where it has none, that is said."""
    app = built_in()
    async with reading(app) as reader:
        await reader.press("p", "G")
        everything = pane(app).count
        await reader.press("slash", *"prison", "enter")
        assert 0 < pane(app).count < everything
        await reader.press("slash", *"moises", "enter")
        assert pane(app).count == 0
        assert "No event that is found has a figure." in drawing(app)


async def test_the_figures_are_as_known_on_the_day() -> None:
    """The target of 2,500 was not published yet, nor what came later."""
    app = built_in("as-of:2024-12-31 measure:=personnel")
    async with reading(app, (120, 40)) as reader:
        await reader.press("p")
        while "MSS personnel" not in str(pane(app).border_title):
            await reader.press("right_square_bracket")
        drawn = drawing(app)
        assert "as known on 31 December 2024" in drawn
        assert "target" not in drawn
        assert "873" not in drawn


async def test_hostile_text_is_harmless_in_the_figures(tmp_path: Path) -> None:
    """As everywhere; a figure beyond all bounds is drawn too."""
    red = "A \x1b[31mred\u202e word"
    store = {
        "measures": [{"id": "level", "label": red, "unit": red, "kind": "stock"}],
        "events": [
            at("a", "2024-03-01", claim(10**30, note=red)),
            at("b", "-9999", claim(-1, source=red), title=red),
            at("c", "2024-03-05", claim(1.5)),
        ],
    }
    app = explorer(tmp_path, "", store)
    async with reading(app) as reader:
        await reader.press("p", "j", "j", "k")
        drawn = drawing(app)
        assert pane(app).count == 3
        assert "\x1b" not in drawn
        assert "\u202e" not in drawn


def test_today_is_no_part_of_a_series(chronology: Timeline) -> None:
    """The last level does not reach to the day on which it is read."""
    known = figures.measure(chronology, "personnel")
    assert known is not None
    series = figures.series(chronology, chronology.parse(""), known)
    assert series.span is not None
    assert series.span[1] < day_of(chronology.today)
