"""Bins follow the calendar, and what stands under them always tells the year."""

from __future__ import annotations

import datetime
import re

import pytest
from dateutil.relativedelta import relativedelta
from hypothesis import example, given
from hypothesis import strategies as st

from tui.when import DAY, day_of
from tui.zoom import STEPS, Bins, Step, Unit, Zoom

EPOCH = datetime.datetime(1970, 1, 1)


def minute(text: str) -> int:
    """The minute of a date, with or without a time."""
    return int((datetime.datetime.fromisoformat(text) - EPOCH).total_seconds()) // 60


def zoom(first: str, end: str) -> Zoom:
    """What is between two dates."""
    return Zoom(minute(first), minute(end))


def cells(bins: Bins, width: int) -> str:
    """The row of labels."""
    row = [" "] * width
    for column, text in bins.labels(width):
        row[column : column + len(text)] = text
    return "".join(row)


INSTANTS = st.integers(minute("0200-01-01"), minute("7800-01-01"))
LENGTHS = st.one_of(
    st.integers(60, 3 * DAY), st.integers(DAY, 900 * DAY), st.integers(DAY, 700_000 * DAY)
)
ZOOMS = st.builds(lambda first, length: Zoom(first, first + length), INSTANTS, LENGTHS)
FAR = st.builds(
    lambda first, length: Zoom(first, first + length),
    st.integers(-(10**15), 10**15),
    st.integers(60, 10**15),
)
"""Stretches of time that no `datetime` can tell."""


@given(shown=ZOOMS | FAR, most=st.integers(10, 250))
def test_bins_cover_what_is_shown_and_fit_the_width(shown: Zoom, most: int) -> None:
    """Not a bin more at either end than that takes, and no more of them than cells."""
    bins = shown.bins(most)
    assert 1 <= len(bins) <= most
    assert bins.edges[0] <= shown.first < bins.edges[1]
    assert bins.edges[-2] < shown.end <= bins.edges[-1]


LENGTH: dict[Unit, relativedelta] = {
    "minute": relativedelta(minutes=1),
    "hour": relativedelta(hours=1),
    "day": relativedelta(days=1),
    "week": relativedelta(weeks=1),
    "month": relativedelta(months=1),
    "quarter": relativedelta(months=3),
    "year": relativedelta(years=1),
    "decade": relativedelta(years=10),
}


@given(shown=ZOOMS, most=st.integers(10, 250))
@example(shown=zoom("2024-02-27", "2024-03-02"), most=10)
def test_a_bin_is_as_long_as_the_calendar_says(shown: Zoom, most: int) -> None:
    """A month is a month: each edge is a step of `dateutil` after the one before it."""
    bins = shown.bins(most)
    times = [EPOCH + datetime.timedelta(minutes=edge) for edge in bins.edges]
    for number, time in enumerate(times):
        assert time == times[0] + LENGTH[bins.step.unit] * (bins.step.many * number)
    first = times[0]
    if bins.step.unit == "week":
        assert first.weekday() == 0
    if bins.step.unit in ("month", "quarter", "year", "decade"):
        assert first.day == 1
    if bins.step.unit in ("year", "decade"):
        assert (first.month, first.year % (bins.step.many * LENGTH[bins.step.unit].years)) == (1, 0)


@given(shown=ZOOMS | FAR, step=st.sampled_from(STEPS))
def test_an_edge_begins_its_own_bin(shown: Zoom, step: Step) -> None:
    """Every minute belongs to one bin."""
    start = step.floor(shown.first)
    end = step.after(start)
    assert start <= shown.first < end
    assert step.floor(start) == step.floor(end - 1) == start
    assert step.floor(end) == end


@given(shown=ZOOMS, width=st.integers(20, 250))
def test_labels_stand_apart_and_tell_the_year(shown: Zoom, width: int) -> None:
    """None runs into another or out of the row, and a year can always be read."""
    labels = shown.bins(width).labels(width)
    end = -1
    for column, text in labels:
        assert column > end
        end = column + len(text)
    assert end <= width
    assert any(re.search(r"\b\d{3,4}$|\b\d{3,4} \d\d:\d\d$", text) for _, text in labels)


ROWS = [
    (
        ("2021-07-01", "2025-03-01", 66),
        "Jul 2021 to Feb 2025, by month",
        "2021     2022     Jul      2023     Jul      2024     Jul",
    ),
    (
        ("2021-01-01", "2022-12-31", 60),
        "21 Dec 2020 to 1 Jan 2023, by 2 weeks",
        "2020   2021   Jul     Oct    2022    Apr    Jul     Oct",
    ),
    (
        ("2023-11-10", "2024-07-01", 64),
        "6 Nov 2023 to 30 Jun 2024, by week",
        "Nov 2023       2024   Feb     Mar      Apr     May    Jun",
    ),
    (
        ("2024-03-01", "2024-04-12", 44),
        "1 Mar to 11 Apr 2024, by day",
        "1 Mar 2024       18      25     1 Apr  8",
    ),
    (
        ("2024-03-02", "2024-03-04", 48),
        "2 to 3 Mar 2024, by hour",
        "2 Mar 2024  12:00       3 Mar       12:00",
    ),
    (
        ("2023-12-29", "2024-01-02", 66),
        "29 Dec 2023 to 1 Jan 2024, by 3 hours",
        "29 Dec 2023     30               31              1 Jan 2024",
    ),
    (
        ("2024-03-02T08:00", "2024-03-02T10:00", 50),
        "08:00 to 09:59 2 Mar 2024, by 5 minutes",
        "2 Mar 2024 08:00         09:00       09:30",
    ),
    (
        ("1804-03-02", "2024-03-02", 60),
        "1800 to 2024, by 5 years",
        "1800         1850         1900          1950         2000",
    ),
]


@pytest.mark.parametrize(("shown", "said", "row"), ROWS)
def test_the_row_of_labels_reads_like_a_ruler(
    shown: tuple[str, str, int], said: str, row: str
) -> None:
    """What is shown in words, and what stands under it."""
    first, end, width = shown
    bins = zoom(first, end).bins(width)
    assert bins.said == said
    assert cells(bins, width).rstrip() == row


@given(shown=ZOOMS | FAR, width=st.integers(1, 250))
@example(shown=Zoom(-1_036_120_321, -1_036_107_359), width=1)  # over the first day of year 0
def test_every_cell_is_of_one_bin(shown: Zoom, width: int) -> None:
    """A click on a bar means that bar."""
    bins = shown.bins(width)
    owned = [number for number in range(len(bins)) for _ in bins.columns(number, width)]
    assert owned == [bins.under(column, width) for column in range(width)]
    assert set(owned) == set(range(len(bins)))
    assert all(bins.at(bins.edges[number]) == number for number in range(len(bins)))


@given(shown=ZOOMS, share=st.floats(0, 1), times=st.sampled_from([0.5, 2.0]))
def test_what_is_zoomed_around_stays_where_it_is(shown: Zoom, share: float, times: float) -> None:
    """Half or twice the time, with the cursor's event under the same cell."""
    length = shown.end - shown.first
    around = shown.first + round(length * share)
    new = shown.zoomed(times, around)
    assert new.end - new.first == max(60, round(length * times))
    place = (around - new.first) / (new.end - new.first)
    assert place == pytest.approx((around - shown.first) / length, abs=0.02)


@given(shown=ZOOMS, extent=ZOOMS, share=st.floats(-3, 3))
def test_nobody_gets_lost_beyond_what_there_is(shown: Zoom, extent: Zoom, share: float) -> None:
    """However far it is moved, what is shown lies within the extent, as long as it was."""
    moved = shown.panned(share).fitted(extent)
    assert extent.first <= moved.first < moved.end <= extent.end
    wanted = min(shown.end - shown.first, extent.end - extent.first)
    assert moved.end - moved.first == wanted
    assert extent.fitted(extent) == extent


@given(shown=ZOOMS, at=INSTANTS)
def test_what_is_shown_follows_a_moment_out_of_sight(shown: Zoom, at: int) -> None:
    """And does not move while the moment is in sight."""
    moved = shown.onto(at)
    assert moved.first <= at < moved.end
    if shown.first <= at < shown.end:
        assert moved == shown


def test_days_are_those_of_dates() -> None:
    """Minutes count from where days do."""
    assert minute("2024-03-02") == day_of(datetime.date(2024, 3, 2)) * DAY
