"""Where the panes stand, drawn."""

from __future__ import annotations

from typing import get_args

import pytest

from tui.ui.layout import Pane, Rect, arrange, axis_rows

LETTERS = {
    "search": "s",
    "timeline": "t",
    "detail": "d",
    "facets": "f",
    "thread": "h",
    "figures": "g",
    "keys": "k",
    "banner": "b",
    "axis": "a",
    "way": "w",
    "too-small": "!",
}


def drawn(rects: dict[str, Rect], width: int, height: int) -> list[str]:
    """The rectangles, a letter for ten columns and a line for each row."""
    cells = [["." for _ in range(width)] for _ in range(height)]
    for name, (x, y, wide, high) in rects.items():
        for row in range(y, y + high):
            for column in range(x, x + wide):
                assert cells[row][column] == ".", f"{name} covers {cells[row][column]}"
                cells[row][column] = LETTERS[name]
    return ["".join(row[::10]) for row in cells]


def test_a_wide_terminal_shows_timeline_and_detail_side_by_side() -> None:
    """From 120 columns the event is read beside the list."""
    assert drawn(arrange(120, 12), 120, 12) == [
        "ssssssssssss",
        "ssssssssssss",
        *["tttttttddddd"] * 9,
        "kkkkkkkkkkkk",
    ]


def test_a_very_wide_terminal_keeps_prose_readable() -> None:
    """Lines of prose stay within 100 columns; the list takes the rest."""
    rects = arrange(250, 70)
    assert rects["detail"].width == 100
    assert rects["timeline"].width == 150


def test_an_eighty_column_terminal_stacks_the_panes() -> None:
    """The list stands over the event and takes a little more than half."""
    assert drawn(arrange(80, 14), 80, 14) == [
        "ssssssss",
        "ssssssss",
        *["tttttttt"] * 6,
        *["dddddddd"] * 5,
        "kkkkkkkk",
    ]


@pytest.mark.parametrize(("focus", "letter"), [("timeline", "t"), ("search", "t"), ("detail", "d")])
def test_a_narrow_terminal_shows_one_pane(focus: Pane, letter: str) -> None:
    """Below 80 columns the pane with the focus has the body to itself."""
    assert drawn(arrange(60, 15, focus=focus), 60, 15) == [
        "ssssss",
        "ssssss",
        *[letter * 6] * 12,
        "kkkkkk",
    ]


@pytest.mark.parametrize("width", [60, 80, 120, 250])
def test_a_full_event_takes_the_whole_body(width: int) -> None:
    """Enter gives the event all the room, at every width."""
    rects = arrange(width, 20, full=True, facets=True)
    assert rects["detail"] == Rect(0, 2, width, 17)
    assert "timeline" not in rects


@pytest.mark.parametrize("focus", ["timeline", "search", "facets"])
def test_the_facets_take_the_place_of_the_event(focus: Pane) -> None:
    """Nothing else moves when they are shown, beside the list or under it."""
    assert drawn(arrange(120, 12, facets=True, focus=focus), 120, 12) == [
        "ssssssssssss",
        "ssssssssssss",
        *["tttttttfffff"] * 9,
        "kkkkkkkkkkkk",
    ]
    assert drawn(arrange(80, 14, facets=True, focus=focus), 80, 14) == [
        "ssssssss",
        "ssssssss",
        *["tttttttt"] * 6,
        *["ffffffff"] * 5,
        "kkkkkkkk",
    ]


@pytest.mark.parametrize("size", [(60, 15), (80, 14), (120, 12)])
def test_the_event_is_shown_over_the_facets_while_it_is_read(size: tuple[int, int]) -> None:
    """Tab goes to it as if the facets were hidden."""
    assert arrange(*size, facets=True, focus="detail") == arrange(*size, focus="detail")


def test_a_very_wide_terminal_shows_three_panes() -> None:
    """From 160 columns the facets stand beside the event."""
    for focus in get_args(Pane):
        assert drawn(arrange(160, 10, facets=True, focus=focus), 160, 10) == [
            "ssssssssssssssss",
            "ssssssssssssssss",
            *["tttttttdddddffff"] * 7,
            "kkkkkkkkkkkkkkkk",
        ]


@pytest.mark.parametrize(("focus", "letter"), [("timeline", "t"), ("facets", "f"), ("detail", "d")])
def test_a_narrow_terminal_shows_the_facets_while_they_have_the_focus(
    focus: Pane, letter: str
) -> None:
    """One pane at a time, this one too."""
    assert drawn(arrange(60, 11, facets=True, focus=focus), 60, 11)[2:10] == [letter * 6] * 8


def test_a_banner_pushes_everything_down() -> None:
    """What is wrong with the file is said above everything else."""
    assert drawn(arrange(80, 13, banner=True), 80, 13) == [
        "bbbbbbbb",
        "ssssssss",
        "ssssssss",
        *["tttttttt"] * 4,
        *["dddddddd"] * 5,
        "kkkkkkkk",
    ]


def test_the_time_axis_stands_over_everything_else() -> None:
    """Under the search, over the whole width; an event on the whole screen needs its room."""
    assert drawn(arrange(120, 12, axis=2, facets=True), 120, 12) == [
        "ssssssssssss",
        "ssssssssssss",
        "aaaaaaaaaaaa",
        "aaaaaaaaaaaa",
        *["tttttttfffff"] * 7,
        "kkkkkkkkkkkk",
    ]
    assert drawn(arrange(60, 11, axis=2, banner=True), 60, 11) == [
        "bbbbbb",
        "ssssss",
        "ssssss",
        "aaaaaa",
        "aaaaaa",
        *["tttttt"] * 5,
        "kkkkkk",
    ]
    assert arrange(80, 24, full=True, axis=2) == arrange(80, 24, full=True)


@pytest.mark.parametrize(
    ("height", "by_itself", "wanted"), [(10, 0, 2), (21, 0, 2), (22, 2, 2), (34, 6, 6), (50, 8, 8)]
)
def test_the_time_axis_is_as_high_as_the_terminal_allows(
    height: int, by_itself: int, wanted: int
) -> None:
    """A small terminal shows it when that is wished, and every one hides it."""
    assert axis_rows(height, None) == by_itself
    assert axis_rows(height, True) == wanted
    assert axis_rows(height, False) == 0


@pytest.mark.parametrize(("width", "height"), [(39, 24), (80, 9), (1, 1)])
def test_a_tiny_terminal_shows_a_sentence(width: int, height: int) -> None:
    """Below 40x10 nothing useful fits; the panes wait under the sentence."""
    rects = arrange(width, height)
    assert rects.pop("too-small") == Rect(0, 0, width, height)
    assert rects == arrange(max(width, 40), max(height, 10))


@pytest.mark.parametrize("width", range(40, 251, 7))
@pytest.mark.parametrize("height", [10, 15, 24, 50, 70])
@pytest.mark.parametrize("facets", [False, True])
def test_panes_cover_the_terminal_without_overlap(width: int, height: int, facets: bool) -> None:
    """No cell is left over, and none is claimed twice."""
    for focus in get_args(Pane):
        for full in (False, True):
            axis = axis_rows(height, True)
            rects = arrange(width, height, focus=focus, full=full, facets=facets, axis=axis)
            assert sum(rect.width * rect.height for rect in rects.values()) == width * height
            drawn(rects, width, height)


def test_figures_take_more_of_a_narrow_terminal() -> None:
    """A chart needs rows; the event under it says its date and what is next."""
    assert drawn(arrange(80, 15, main="figures"), 80, 15) == [
        "ssssssss",
        "ssssssss",
        *["gggggggg"] * 9,
        *["dddddddd"] * 3,
        "kkkkkkkk",
    ]
    assert arrange(120, 15, main="figures")["figures"] == arrange(120, 15)["timeline"]


@pytest.mark.parametrize("width", [60, 80, 120, 200])
def test_a_list_stands_exactly_where_the_timeline_would(width: int) -> None:
    """The event beside it does not move."""
    usual, other = arrange(width, 20), arrange(width, 20, main="thread")
    assert other.pop("thread") == usual.pop("timeline")
    assert other == usual


@pytest.mark.parametrize(("height", "rows"), [(10, 1), (11, 1), (12, 2), (14, 3), (40, 3)])
def test_the_way_stands_above_the_keys(height: int, rows: int) -> None:
    """As high as it wants to be, but in a low terminal lower."""
    usual, walked = arrange(80, height), arrange(80, height, way=3)
    assert walked.pop("way") == (0, height - 1 - rows, 80, rows)
    for rects in (usual, walked):
        assert rects.pop("keys") == (0, height - 1, 80, 1)
    assert sum(rect.height for rect in walked.values()) == height - 1 - rows
