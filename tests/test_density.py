"""Events spread over time: nothing is lost, nothing is counted twice, nothing is misplaced."""

from __future__ import annotations

from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.test_zoom import minute
from tui.density import Density, extent, with_times
from tui.search import Stretch
from tui.when import DAY, FUTURE, PAST, parse
from tui.zoom import Zoom

OPEN_START, OPEN_END = PAST * DAY, (FUTURE + 1) * DAY


def stretch(date: str, events: int = 1) -> Stretch:
    """When an event of that date is."""
    found = parse(date)
    return Stretch(found.start_earliest * DAY, (found.end_latest + 1) * DAY, events)


def spread(one: Stretch, start: int, end: int, whole: Zoom) -> tuple[int, Fraction]:
    """How much of some events is in a bin, surely and by shares, by hand."""
    first, last = max(one.first, whole.first), min(one.end, whole.end)
    if start <= first and last <= end:
        return one.events, Fraction(0)
    part = max(0, min(end, last) - max(start, first))
    return 0, Fraction(one.events * part, last - first)


DAYS = st.integers(-800_000, 30_000)
STRETCHES = st.lists(
    st.one_of(
        st.builds(lambda day, n: Stretch(day * DAY, (day + 1) * DAY, n), DAYS, st.integers(1, 9)),
        st.builds(
            lambda day, length, n: Stretch(day * DAY, (day + length) * DAY, n),
            DAYS,
            st.sampled_from([2, 3, 28, 31, 365, 366, 3653, 90_000]),
            st.integers(1, 9),
        ),
        st.builds(lambda day: Stretch(OPEN_START, (day + 1) * DAY, 1), DAYS),
        st.builds(lambda day: Stretch(day * DAY, OPEN_END, 1), DAYS),
        st.just(Stretch(OPEN_START, OPEN_END, 1)),
        st.builds(lambda at: Stretch(at, at + 1, 1), st.integers(-(10**9), 4 * 10**7)),
    ),
    max_size=20,
)
SHARES = st.tuples(st.floats(-0.2, 1), st.floats(0.00001, 1.2))


@given(stretches=STRETCHES, shown=SHARES, most=st.integers(10, 200))
def test_bars_add_up_to_the_events(
    stretches: list[Stretch], shown: tuple[float, float], most: int
) -> None:
    """Each bin has what is in it; all together, with what is beyond, have all."""
    whole = extent(stretches)
    if whole is None:
        return
    length = whole.end - whole.first
    first = whole.first + round(shown[0] * length)
    edges = Zoom(first, first + max(60, round(shown[1] * length))).bins(most).edges
    density = Density(stretches, whole)
    bars = density.bars(edges)
    assert sum(sum(bar) for bar in bars) == pytest.approx(density.events, abs=1e-3)
    assert density.events == sum(one.events for one in stretches)
    far = [min(whole.first, edges[0]) - 1, *edges, max(whole.end, edges[-1]) + 1]
    for bar, start, end in zip(bars, far, far[1:], strict=False):
        parts = [spread(one, start, end, whole) for one in stretches]
        assert bar.sure == sum(sure for sure, _ in parts)
        assert bar.spread == pytest.approx(float(sum(share for _, share in parts)), abs=1e-5)


MONTHS = [minute(f"2024-{month:02}-01") for month in (1, 2, 3, 4, 5)]
WHOLE = Zoom(minute("2023-12-01"), minute("2024-07-01"))


@pytest.mark.parametrize(
    ("date", "bars"),
    [
        ("2024-02-14", [(1, 0)]),
        ("2024-02", [(1, 0)]),
        ("2024-02-10/2024-02-12", [(1, 0)]),
        ("2024-02-29/2024-03-01", [(0, 0.5), (0, 0.5)]),
        ("2024-02/2024-03", [(0, 29 / 60), (0, 31 / 60)]),
    ],
)
def test_what_lies_in_a_month_is_surely_in_it(date: str, bars: list[tuple[float, float]]) -> None:
    """How exact a date is matters only where a bin is more exact."""
    found = Density([stretch(date)], WHOLE).bars(MONTHS)[2:]
    assert found[: len(bars)] == [pytest.approx(bar) for bar in bars]
    assert not any(sum(bar) for bar in found[len(bars) :])


def test_an_open_end_fades_where_the_store_ends() -> None:
    """Nothing says when it ended, so it is spread over all that may be."""
    bars = Density([stretch("2024-03-01/..")], WHOLE).bars(MONTHS)
    days = 31 + 30 + 31 + 30
    assert [bar.spread for bar in bars[3:]] == pytest.approx([31 / days, 30 / days, 61 / days])
    assert sum(sum(bar) for bar in bars[:3]) == 0


def test_the_extent_is_what_is_known() -> None:
    """Open ends say nothing of it, and an end of the one event may be its only bound."""
    assert extent([stretch("2024-03"), stretch("../2024-06"), stretch("2023-12-05/..")]) == Zoom(
        minute("2023-12-05"), minute("2024-07-01")
    )
    assert extent([stretch("[..2024-03-05]")]) == Zoom(minute("2024-03-05"), minute("2024-03-06"))
    assert extent([]) is None


def test_a_time_of_day_is_in_its_hour_and_a_day_in_all_of_them() -> None:
    """Of three events of a day one has a time."""
    at = minute("2024-03-02T10:30")
    timed = with_times([stretch("2024-03-02", 3)], [Stretch(at, at + 1, 1)])
    assert sorted(timed) == [stretch("2024-03-02", 2), Stretch(at, at + 1, 1)]
    density = Density(timed, WHOLE)
    hours = density.bars([minute("2024-03-02") + 60 * hour for hour in range(25)])
    assert hours[11] == pytest.approx((1, 2 / 24))
    assert hours[12] == pytest.approx((0, 2 / 24))
    assert hours[0] == hours[-1] == (0, 0)
