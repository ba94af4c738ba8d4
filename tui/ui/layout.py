"""Where the panes stand in a terminal of some size: a pure function, drawn in its test."""

from __future__ import annotations

from typing import Final, Literal, NamedTuple

Pane = Literal["search", "timeline", "detail", "facets"]

Main = Literal["timeline", "promises", "thread", "figures", "notebook"]
"""What stands in the timeline's place."""

SMALLEST: Final = (40, 10)
"""Columns and rows below which only a sentence is shown."""

STACKED: Final = 80
SIDE_BY_SIDE: Final = 120
"""Columns from which the panes stand over one another, and beside one another."""

THREE_BESIDE: Final = 160
"""Columns from which there is room beside the event for the facets, or a table of promises."""

FACETS: Final = 40
"""Columns of the facet panel beside both other panes."""

WIDEST_DETAIL: Final = 100
"""Longer lines of prose are hard to read."""


LEAST_EVENT: Final = 3
"""Rows in which an event has its title and its date: figures over it need all others."""

AXIS: Final = ((50, 8), (34, 6), (22, 2), (0, 0))
"""Rows of the time axis in a terminal of so many rows."""


class Rect(NamedTuple):
    """Columns and rows from the top left corner."""

    x: int
    y: int
    width: int
    height: int


def axis_rows(height: int, shown: bool | None) -> int:
    """Rows of the time axis; None shows it where there is room, True everywhere."""
    rows = next(rows for least, rows in AXIS if height >= least)
    return (rows or 2) if shown else rows if shown is None else 0


def arrange(
    width: int,
    height: int,
    *,
    focus: Pane = "timeline",
    full: bool = False,
    facets: bool = False,
    main: Main = "timeline",
    banner: bool = False,
    axis: int = 0,
    way: int = 0,
) -> dict[str, Rect]:
    """The rectangle of each widget that is shown, by its id.

    `full` gives all the room to the detail pane; `facets` shows their panel, in the place of the
    detail pane while that has not the focus, or beside it where there is room; `main` is
    what stands in the timeline's place; `focus` decides which pane a narrow terminal shows;
    `axis` is how many rows of time stand above them, `way` how many are wanted for the line that
    says where the reader walks.
    """
    if width < SMALLEST[0] or height < SMALLEST[1]:
        # The panes lie under the sentence: a hidden one would lose the focus and what is typed.
        wide, high = max(width, SMALLEST[0]), max(height, SMALLEST[1])
        under = arrange(
            wide,
            high,
            focus=focus,
            full=full,
            facets=facets,
            main=main,
            banner=banner,
            axis=axis,
            way=way,
        )
        return {**under, "too-small": Rect(0, 0, width, height)}
    top = 2 + banner
    rects = {
        "search": Rect(0, int(banner), width, 2),
        "keys": Rect(0, height - 1, width, 1),
    }
    if banner:
        rects["banner"] = Rect(0, 0, width, 1)
    if axis and not full:
        rects["axis"] = Rect(0, top, width, axis)
        top += axis
    way = min(way, 1 + max(0, height - SMALLEST[1]) // 2)
    body = Rect(0, top, width, height - top - 1 - way)
    if way:
        rects["way"] = Rect(0, height - 1 - way, width, way)
    if facets and width >= THREE_BESIDE and not full:
        rects["facets"] = body._replace(x=width - FACETS, width=FACETS)
        body = body._replace(width=width - FACETS)
    second: Pane = "facets" if facets and "facets" not in rects and focus != "detail" else "detail"
    if full:
        rects["detail"] = body
    elif width < STACKED:
        rects[second if focus == second else main] = body
    elif width < (THREE_BESIDE if main == "promises" else SIDE_BY_SIDE):
        above = body.height * 11 // 20
        if main == "figures":
            above = body.height - max(LEAST_EVENT, body.height // 6)
        rects[main] = body._replace(height=above)
        rects[second] = body._replace(y=top + above, height=body.height - above)
    else:
        right = min(WIDEST_DETAIL, body.width * 9 // 20)
        rects[main] = body._replace(width=body.width - right)
        rects[second] = body._replace(x=body.width - right, width=right)
    return rects
