"""A date drawn on a line."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tui.ui.track import track
from tui.when import edtf, parse

FIRST, LAST = parse("2024").start_earliest, parse("2024").end_latest


@pytest.mark.parametrize(
    ("date", "drawn"),
    [
        ("2024-03-02", "  |         "),
        ("2024-03-02T10:00", "  |         "),
        ("2024-03", " --         "),
        ("2024", "------------"),
        ("2024-02/2024-05", " ===-       "),
        ("2024-02-01/2024-05-31", " ====       "),
        ("2024-06~", "   ~~~~     "),
        ("2024-06-10?", "     ~      "),
        ("[..2024-04]", "<---        "),
        ("2024-04-01/..", "   ========>"),
        ("2023-05-01", "<           "),
        ("2025-05-01", "           >"),
        ("2023-05-01/2025-05-01", "<==========>"),
        ("2023-11-01/2024-02-29", "<=          "),
    ],
)
def test_a_date_is_drawn_as_well_as_it_is_known(date: str, drawn: str) -> None:
    """A day, a span, some day of a month, about then, and what has no end."""
    assert track(parse(date), FIRST, LAST, 12) == drawn


@pytest.mark.parametrize(
    ("date", "sign"),
    [
        ("2024-03-02", "|"),
        ("2024-03", "-"),
        ("2024-02-01/2024-03-02", "="),
        ("2024-06~", "~"),
        ("2023-05/2024-03", "="),
    ],
)
def test_one_cell_says_how_well_a_date_is_known(date: str, sign: str) -> None:
    """Where a line has no room to say when."""
    assert track(parse(date), FIRST, LAST, 1) == sign


@given(st.integers(FIRST, LAST), st.integers(FIRST, LAST), st.integers(1, 40))
def test_nothing_is_drawn_outside_its_bounds(one: int, other: int, cells: int) -> None:
    """A cell is marked only where the span touches its days, and always there."""
    start, end = sorted((one, other))
    drawn = track(parse(f"{edtf(start)}/{edtf(end)}"), FIRST, LAST, cells)
    days = LAST - FIRST + 1
    assert len(drawn) == cells
    for cell, sign in enumerate(drawn):
        left = FIRST + days * cell // cells
        right = FIRST + days * (cell + 1) // cells - 1
        assert (sign != " ") == (start <= right and end >= left)
