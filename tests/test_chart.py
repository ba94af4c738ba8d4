"""A measure over time, drawn in characters."""

from __future__ import annotations

from itertools import pairwise
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tui.event import Claim, Event, Measure, MeasureKind, Status, Target
from tui.figures import Point, Series
from tui.ui.chart import BAR, CURSOR, EVENT, PROMISE, RIVALS, Across, Upright, chart
from tui.when import parse


def point(
    date: str, value: float, low: float | None = None, high: float | None = None, **more: Any
) -> Point:
    """What an event of that date says."""
    status: Status = more.pop("status", "occurred")
    day = parse(date).start_earliest if date else None
    event = Event(id="e", title="An event", date=date, status=status)
    low, high = (value if end is None else end for end in (low, high))
    return Point(event, day, Claim(about="m", value=value), None, value, low, high, "", False)


def drawn(
    *points: Point,
    kind: MeasureKind = "stock",
    target: float | None = None,
    cursor: int = 0,
    width: int = 40,
    height: int = 10,
    span: tuple[str, str] | None = None,
) -> list[str]:
    """The chart of these points, in lines without trailing space."""
    measure = Measure(id="m", label="Level", kind=kind)
    goal = Target(value=target) if target is not None else None
    series = Series(measure, points, goal, 0)
    date = points[cursor].event.date
    days = (parse(span[0]).start_earliest, parse(span[1]).end_latest) if span else series.span
    lines = chart(series, cursor, parse(date) if date else None, width, height, days)
    return ["".join(text for text, _ in line).rstrip() for line in lines]


def test_a_level_is_drawn_as_steps_under_its_target() -> None:
    """With the range of the claims in a light shade, the cursor's day on the axis, and dates."""
    assert drawn(
        point("2024-01-01", 200),
        point("2024-03-01", 600, 400, 800),
        point("2024-06-01", 900),
        target=1000,
        cursor=1,
        height=13,
    ) == [
        " 1,000┤- target 1,000  - - - - - - - - -",
        "      │            :                   •",
        "   800┤            ░░░░░░░░░░░░░░░░░░░░│",
        "      │            ░░░░░░░░░░░░░░░░░░░░│",
        "   600┤            █───────────────────┘",
        "      │            │░░░░░░░░░░░░░░░░░░░░",
        "   400┤            │░░░░░░░░░░░░░░░░░░░░",
        "      │            │",
        "   200┤•───────────┘",
        "      │            :",
        "     0└┬───────────┬────────────┬───────",
        "                    |",
        "       Jan 2024    Mar 2024     May 2024",
    ]


def test_a_count_of_a_long_time_is_drawn_through_all_of_it() -> None:
    """No bar of one month; where the event only lies in that time, in other signs."""
    points = [point("2023-01-01/2023-12-31", 40), point("2023-05", 10), point("2022", 20)]
    assert drawn(*points, kind="flow", width=50, height=9, span=("2022-01", "2023-12")) == [
        " 40┤                      :=======================",
        "   │                      :",
        "   │                      :",
        " 20┤----------------------:",
        "   │                      :     ▒▒▒▒",
        "   │                      :     ▒▒▒▒",
        "  0└┬──────────┬──────────┬──────────┬────────────",
        "                           =======================",
        "    Jan 2022   Jul 2022   Jan 2023   Jul 2023",
    ]


def test_a_level_reads_from_left_to_right() -> None:
    """Up, down, and level."""
    points = [point(f"2024-01-{day:02}", value) for day, value in ((1, 1), (4, 3), (7, 2), (10, 2))]
    assert drawn(*points, cursor=3, width=22, height=8) == [
        " 3┤      •─────┐     :",
        "  │      │     │     :",
        "  │      │     •─────█",
        "  │•─────┘           :",
        "  │                  :",
        " 0└┬──────────────────",
        "                     |",
        "   Jan 2024",
    ]


def test_a_part_of_the_time_shows_the_level_that_held_at_its_start() -> None:
    """And what happens within it; the level goes on to its end."""
    points = [point(f"2024-01-{day:02}", value) for day, value in ((1, 1), (4, 3), (9, 2))]
    assert drawn(*points, cursor=1, width=22, height=8, span=("2024-01-02", "2024-01-07")) == [
        " 3┤       █──────────",
        "  │       │",
        "  │       │",
        "  │───────┘",
        "  │       :",
        " 0└┬──────────────────",
        "          |||",
        "   2 Jan 2024",
    ]


def test_counts_are_drawn_as_bars_a_promise_hatched() -> None:
    """Side by side by month, what rival claims add in a light shade, the cursor's bar solid."""
    points = [
        point("2024-01-05", 2),
        point("2024-02-05", 3, status="planned"),
        point("2024-03-05", 2, 1, 3),
    ]
    assert drawn(*points, kind="flow", width=21, height=8) == [
        " 3┤:    ///// ░░░░░",
        "  │:    ///// ░░░░░",
        "  │████ ///// ▒▒▒▒▒",
        "  │████ ///// ▒▒▒▒▒",
        "  │████ ///// ▒▒▒▒▒",
        " 0└┬─────────────────",
        "   |",
        "   Jan 2024",
    ]


def test_two_counts_of_a_month_are_not_added_up() -> None:
    """The bar is as high as the higher one; the other one shows in it under the cursor."""
    both = [point("2024-01-05", 2), point("2024-01-09", 4), point("2024-06-01", 4)]
    lines = drawn(*both, kind="flow", height=8)
    assert sum(BAR in line[3:7] or CURSOR in line[3:7] for line in lines) == 4
    assert sum(CURSOR in line for line in lines) == 2


def test_what_has_no_date_is_not_drawn() -> None:
    """It is in the table only."""
    assert drawn(point("", 3)) == []
    lines = drawn(point("2024-01-01", 3), point("", 3), cursor=1)
    assert sum(line.count(EVENT) for line in lines) == 1
    assert not any(CURSOR in line for line in lines)


@pytest.mark.parametrize(("width", "height"), [(40, 7), (8, 10), (0, 0)])
def test_where_there_is_no_room_nothing_is_drawn(width: int, height: int) -> None:
    """The table says it all."""
    assert drawn(point("2024-01-01", 3), width=width, height=height) == []


@pytest.mark.parametrize(
    ("lowest", "highest", "rows", "ticks"),
    [
        (0, 2500, 15, [0, 500, 1000, 1500, 2000, 2500]),
        (0, 2500, 5, [0, 2500]),
        (0, 1, 4, [0, 1]),
        (0, 0.9, 6, [0.0, 0.3, 0.6, 0.9]),
        (0, 0.55, 8, [0.0, 0.3, 0.6]),
        (0, 7, 8, [0, 2, 4, 6, 8]),
        (-30, 60, 9, [-30, 0, 30, 60]),
        (0, 6 * 10**8, 4, [0, 3 * 10**8, 6 * 10**8]),
        (0, 36_000, 15, [0, 10_000, 20_000, 30_000, 40_000]),
    ],
)
def test_values_have_round_labels(
    lowest: float, highest: float, rows: int, ticks: list[float]
) -> None:
    """As many as there is room for, and as far apart as each other."""
    up = Upright.holding(lowest, highest, rows)
    assert list(up.ticks) == ticks
    apart = {up.row(high) - up.row(low) for low, high in pairwise(ticks)}
    assert len(apart) == 1
    assert min(apart) > 1


DATES = st.sampled_from(
    ["2021", "2024-03-02", "2024-03-03", "2024-03", "2024-02/2024-05", "2031-12-31", "1804", ""]
)
VALUES = st.integers(-50, 5000) | st.sampled_from([0.25, 10**12])
POINTS = st.lists(
    st.builds(
        lambda date, value, less, more, status: point(
            date, value, value - less, value + more, status=status
        ),
        DATES,
        VALUES,
        st.integers(0, 9),
        st.integers(0, 900),
        st.sampled_from(["occurred", "planned"]),
    ),
    min_size=1,
    max_size=8,
).map(lambda found: sorted(found, key=lambda one: (one.at is None, one.at or 0)))
KINDS = st.sampled_from(["stock", "flow"])


@given(POINTS, KINDS, st.none() | VALUES, st.integers(0, 120), st.integers(0, 30), st.data())
def test_a_chart_keeps_to_its_room(
    points: list[Point],
    kind: MeasureKind,
    target: float | None,
    width: int,
    height: int,
    data: st.DataObject,
) -> None:
    """Whatever there is to draw; and the cursor's point is always marked."""
    cursor = data.draw(st.integers(0, len(points) - 1))
    lines = drawn(*points, kind=kind, target=target, cursor=cursor, width=width, height=height)
    assert all(len(line) <= width for line in lines)
    assert not lines or height // 2 < len(lines) <= height
    if lines and points[cursor].at is not None and kind == "stock":
        assert any(CURSOR in line for line in lines)


@given(POINTS, st.integers(40, 120), st.integers(8, 30))
def test_between_two_points_only_the_level_of_the_first_is_drawn(
    points: list[Point], width: int, height: int
) -> None:
    """In every column strictly between, one line at its row; after the last point nothing."""
    points = [one._replace(low=one.value, high=one.value) for one in points]
    lines = drawn(*points, cursor=0, width=width, height=height)
    dated = [one for one in points if one.at is not None]
    if not lines or not dated:
        return
    margin = next(index for index, sign in enumerate(lines[0]) if sign in "│┤") + 1
    rows = [line.ljust(width)[margin:] for line in reversed(lines[:-2])]
    values = [one.value for one in dated]
    lowest, highest = min(0, *values), max(0, *values)
    up = Upright.holding(lowest, highest, height - 3)
    days = [one.at for one in dated if one.at is not None]
    across = Across(days[0], days[-1], width - margin)
    columns = [across.cell(day) for day in days]
    for one, start, end in zip(dated, columns, columns[1:], strict=False):
        for column in range(start + 1, end):
            signs = {row: rows[row][column] for row in range(1, len(rows))}
            signs = {row: sign for row, sign in signs.items() if sign not in " :"}
            assert signs == ({up.row(one.value): "─"} if up.row(one.value) else {})
    assert all(not set(row[columns[-1] + 1 :]) & {EVENT, CURSOR, RIVALS, PROMISE} for row in rows)


@given(st.integers(-100, 5000), st.integers(4, 40))
def test_what_is_not_0_is_not_drawn_as_0(value: int, rows: int) -> None:
    """However small it is beside the others."""
    up = Upright.holding(-100, 5000, rows)
    row = up.row(value)
    assert 0 <= row <= rows
    if value > 0:
        assert row > up.row(0)
