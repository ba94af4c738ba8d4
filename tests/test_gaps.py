"""Stretches of time without an event, and whether anybody looked there."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tui.event import Coverage, Event, Header
from tui.gaps import LEAST, Gap, gap, is_researched, said
from tui.when import edtf, parse


def event(date: str) -> Event:
    """An event of that date."""
    return Event(id="e", title="E", date=date)


@pytest.mark.parametrize(
    ("before", "date", "days"),
    [
        (["2024-01-01"], "2024-03-01", 59),
        (["2024-01-01"], "2024-02-01", None),  # 30 days
        (["2024-01-01"], "2024-02-02", 31),
        (["2023", "2023-02-01"], "2023-06-01", None),  # some day of the year
        (["2023-01/2023-05", "2023-02-01"], "2023-07-10", 39),
        (["2023-01-01/..", "2023-02-01"], "2023-07-01", 149),  # what goes on is no end
        (["2023-02-01"], "2023-06~", 88),  # from May on
        ([""], "2023-06-01", None),
        (["2023-02-01"], "", None),
        ([], "2023-06-01", None),
        (["2023-02-01"], "[..2025-02]", None),
    ],
)
def test_a_gap_is_what_no_event_may_reach_into(
    before: list[str], date: str, days: int | None
) -> None:
    """From the last day that anything listed may have had, to the first of the next."""
    found = gap(map(event, before), event(date))
    assert (found.days if found else None) == days


@given(st.lists(st.integers(18_000, 20_000), min_size=1, max_size=20), st.integers(18_000, 20_500))
def test_no_event_is_in_a_gap(days: list[int], last: int) -> None:
    """Every day of it is free."""
    before = [day for day in days if day <= last] or [last]
    found = gap([event(edtf(day)) for day in before], event(edtf(last)))
    if found:
        assert not any(found.first <= day <= found.last for day in (*before, last))
        assert found.days >= LEAST
    else:
        assert last - max(before) - 1 < LEAST


HEADER = Header(
    coverage=[
        Coverage("../2021-06", researched=False),
        Coverage("2021-07/2022-06", researched=True),
        Coverage("2022-07/2023-06", researched=True),
        Coverage("nonsense", researched=True),
    ]
)


@pytest.mark.parametrize(
    ("first", "last", "researched"),
    [
        ("2020-01-01", "2020-03-01", False),
        ("2021-08-01", "2021-10-01", True),
        ("2022-05-01", "2022-10-01", True),  # over the border of two
        ("2021-05-01", "2021-10-01", None),  # both
        ("2023-05-01", "2023-10-01", None),  # partly nothing is said
        ("2025-05-01", "2025-10-01", None),
    ],
)
def test_coverage_says_whether_a_gap_was_researched(
    first: str, last: str, researched: bool | None
) -> None:
    """All of it, none of it, or nothing that holds for all of it."""
    found = Gap(parse(first).start_earliest, parse(last).start_earliest)
    assert is_researched(found, HEADER) is researched


def test_a_gap_is_said_with_what_was_looked_at() -> None:
    """In a list of hits it says nothing of what was recorded."""
    found = Gap(parse("2021-08-01").start_earliest, parse("2021-10-01").start_earliest)
    assert said(found, HEADER, True) == [
        "62 days without a recorded event, in a researched period",
        "62 days without an event, researched",
        "62 days, researched",
        "62 days",
    ]
    assert said(found, Header(), True)[0] == "62 days without a recorded event"
    assert said(found, HEADER, False) == ["62 days without a hit", "62 days"]
