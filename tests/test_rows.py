"""Rows: headings between events, from counts alone."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.counted import Counted
from tests.screens import timeline
from tui.query import Query
from tui.search import Heading
from tui.ui.rows import BEST_FIRST, CROWDED, PAGE, POSSIBLY, HeadingRow, Rows
from tui.when import parse


def test_headings_stand_before_their_events() -> None:
    """A year, then its undetermined events, then each month."""
    rows = Rows(Counted([Heading(2023, None, 1), Heading(2023, 7, 2), Heading(2024, 3, 1)]))
    assert [rows[row] for row in range(rows.count)] == [
        HeadingRow(1, "2023", 3, ends=0),
        0,
        HeadingRow(2, "July 2023", 2, ends=1),
        1,
        2,
        HeadingRow(1, "2024", 1),
        HeadingRow(2, "March 2024", 1, ends=3),
        3,
    ]


def test_possible_events_have_a_part_of_their_own() -> None:
    """They come last, under a heading that says why."""
    rows = Rows(Counted([Heading(2024, 6, 1)], [Heading(2024, None, 1), Heading(2024, 6, 1)]))
    shown = map(rows.__getitem__, range(rows.count))
    assert [row.text for row in shown if isinstance(row, HeadingRow)] == [
        "2024",
        "June 2024",
        POSSIBLY,
        "2024",
        "June 2024",
    ]


def test_undated_events_stand_under_no_date() -> None:
    """They are listed last and said to have no date."""
    rows = Rows(Counted([Heading(-43, 3, 1), Heading(None, None, 2)]))
    assert [rows[0], rows[1], rows[3]] == [
        HeadingRow(1, "44 BC", 1),
        HeadingRow(2, "March 44 BC", 1, ends=0),
        HeadingRow(1, "No date", 2, ends=1),
    ]


def test_no_results_have_no_rows() -> None:
    """An empty answer is empty."""
    assert Rows(Counted([])).count == 0


def test_the_best_first_stand_under_one_heading(tmp_path: Path) -> None:
    """They are in no order of time; what is only possible comes after."""
    opened = timeline(tmp_path)
    rows = Rows(opened.search(opened.parse("kenya in:2023..2024-06 sort:relevance")))
    shown = [row for at in range(rows.count) if isinstance(row := rows[at], HeadingRow)]
    assert shown == [HeadingRow(1, BEST_FIRST, 1), HeadingRow(0, POSSIBLY, 2)]
    assert rows.count == 5
    assert Rows(opened.search(opened.parse("zebra sort:relevance"))).count == 0


def test_what_is_found_is_marked_among_all_events(tmp_path: Path) -> None:
    """Certainly, possibly, or not; in a list of what is found by where it stands."""
    opened = timeline(tmp_path)
    found = opened.search(opened.parse("kenya in:2023..2024-06"))
    rows = Rows(opened.search(Query()), found)
    listed = [rows.at(position) for position in range(rows.events)]
    assert [(one.event.id, one.mark) for one in listed if one and one.mark] == [
        ("offer", "certain"),
        ("arrival", "possible"),
        ("more", "possible"),
    ]
    alone = [Rows(found).at(position) for position in range(4)]
    assert [one and one.mark for one in alone] == ["certain", "possible", "possible", None]


def test_what_is_seen_first_is_fetched_beforehand() -> None:
    """Drawing then asks for nothing, wherever in its page the cursor is."""
    for place in (0, 1, PAGE - 1, PAGE, PAGE * 3 + PAGE // 2, 1999):
        results = Counted([Heading(2024, 3, 2000)])
        rows = Rows(results)
        rows.fetch(place)
        assert len(results.windows) <= 2
        asked = len(results.windows)
        for near in range(place - PAGE // 2, place + PAGE // 2):
            rows.at(near)
        assert len(results.windows) == asked


headings = st.lists(
    st.tuples(st.integers(-10, 2030), st.integers(0, 12)), unique=True, max_size=20
).flatmap(
    lambda slots: st.tuples(
        *(
            st.builds(Heading, st.just(year), st.just(month or None), st.integers(1, 5))
            for year, month in sorted(slots)
        )
    )
)


@given(headings, headings)
def test_every_event_has_one_row_and_finds_it(
    certain: tuple[Heading, ...], possible: tuple[Heading, ...]
) -> None:
    """Rows and positions are each other's inverse, and positions come in order."""
    rows = Rows(Counted(list(certain), list(possible)))
    positions = [row for row in map(rows.__getitem__, range(rows.count)) if isinstance(row, int)]
    assert positions == list(range(sum(h.events for h in (*certain, *possible))))
    for position in positions:
        assert rows[rows.row(position)] == position
        assert rows.first_row(position) <= rows.row(position)


@pytest.mark.parametrize(
    ("today", "below"),
    [
        ("2024-01-01", "A year of talks"),
        ("2024-03-03", "Emergency declared in the capital"),
        ("2026-11-23", "A report that nobody could date"),
    ],
)
def test_today_has_a_line_where_it_would_be_listed(tmp_path: Path, today: str, below: str) -> None:
    """Above what is later, or what has no date."""
    opened = timeline(tmp_path)
    rows = Rows(opened.search(Query()), today=parse(today).start_earliest)
    shown = [rows[row] for row in range(rows.count)]
    [at] = [row for row, one in enumerate(shown) if isinstance(one, HeadingRow) and one.level == 3]
    assert rows.count == len(opened) + sum(isinstance(one, HeadingRow) for one in shown)
    listed = rows.at(rows.position(at))
    assert listed is not None
    after = opened.search(Query()).nearest(parse(today))
    assert rows.position(at) == after
    assert [rows.position(rows.row(position)) for position in range(rows.events)] == list(
        range(rows.events)
    )


def test_today_may_stand_last() -> None:
    """Below every event; the row leads to the last of them."""
    results = Counted([Heading(2024, 3, 2)])
    rows = Rows(results, today=parse("2026-11-23").start_earliest)
    assert rows[rows.count - 1] == HeadingRow(3, "Today, 23 Nov 2026", 0, ends=2)
    assert rows.position(rows.count - 1) == 1


@pytest.mark.parametrize("query", ["kenya", "as-of:2024-03-04"])
def test_a_query_has_no_line_for_today(tmp_path: Path, query: str) -> None:
    """Where something is looked for, nothing else is listed; and another day has another today."""
    opened = timeline(tmp_path)
    found = opened.search(opened.parse(query))
    with_today = Rows(found, today=parse("2024-01-01").start_earliest)
    assert with_today.count == Rows(found).count


def test_a_gap_ends_under_a_heading(tmp_path: Path) -> None:
    """Where more than a month passed since what is listed before."""
    opened = timeline(tmp_path)
    rows = Rows(opened.search(Query()))
    found = {
        one.text: gap.days
        for row in range(rows.count)
        if isinstance(one := rows[row], HeadingRow) and (gap := rows.gap(one))
    }
    assert found == {"March 2024": 61, "June 2024": 58}


@given(
    st.lists(st.builds(Heading, st.integers(2020, 2023), st.integers(1, 12), st.integers(1, 9))),
    st.data(),
)
def test_folded_months_are_one_row_and_one_step(
    headings: list[Heading], data: st.DataObject
) -> None:
    """Every event keeps its position; walking meets each month or event once, there and back."""
    rows = Rows(Counted(headings))
    opened = rows.count
    rows.fold(True)
    crowded = sum(heading.events for heading in headings if heading.events >= CROWDED)
    assert rows.count == opened - crowded
    walked, position = [], 0
    while position < rows.events:
        walked.append(position)
        position = rows.step(position, 1)
    assert len(walked) == sum(1 if h.events >= CROWDED else h.events for h in headings)
    back, position = [], walked[-1] if walked else -1
    while position >= 0:
        back.append(position)
        position = rows.step(position, -1)
    assert back == walked[::-1]
    assert [rows.position(rows.row(position)) for position in walked] == walked
    if walked:
        one = data.draw(st.sampled_from(walked))
        row = rows.row(one)
        folded = isinstance(rows[row], HeadingRow)
        assert rows.unfold(one) is folded
        assert rows[rows.row(one)] == one
    rows.fold(False)
    assert rows.count == opened
