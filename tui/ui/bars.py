"""Bars: what is in each bin of time, drawn in cells that need no colour to be read.

A solid block is an event that surely is in its bin, a shade one that perhaps is; a letter in a
block is the category of most of its events, a dot a bin with events of which none is found.
"""

from __future__ import annotations

from collections.abc import Sequence
from itertools import accumulate
from math import ceil
from typing import Final, NamedTuple

from tui.spark import BLOCKS

SHADE: Final = "\u2591"
DOT: Final = "\u00b7"
FULL: Final = BLOCKS[-1]


TRACE: Final = 1 / 16
"""Of an event: less of one is not drawn, or one of unknown start would shade a whole decade."""


class Cell(NamedTuple):
    """A character, and which of the axis' styles it has."""

    text: str
    style: str


class Column(NamedTuple):
    """What is in a bin: surely, perhaps, and of what is not found; the sure ones by category."""

    sure: float
    perhaps: float
    rest: float
    kinds: tuple[float, ...] = ()


EMPTY: Final = Cell(" ", "")


def column(
    found: Column, rows: int, most: float, kinds: Sequence[tuple[str, str]], trace: float = TRACE
) -> list[Cell]:
    """The cells of a bar from its bottom; a bar of `most` events fills all the rows.

    `kinds` are the signs and styles of the categories that are told apart.

    What surely is there can be seen, however little it is; of the rest less than a trace is not.
    """
    if not found.sure and found.perhaps < trace:
        return [Cell(DOT, "rest") if found.rest else EMPTY] + [EMPTY] * (rows - 1)
    eighth = most / (8 * rows)
    sure = ceil(found.sure / eighth)
    every = max(sure, ceil((found.sure + found.perhaps) / eighth))
    ends = [part / eighth for part in accumulate(found.kinds)]
    cells = []
    for row in range(rows):
        low = 8 * row
        filled = min(8, sure - low)
        if filled > 0:
            kind = _most(ends, low, low + filled)
            mark, style = kinds[kind] if kind is not None else ("", "other" if kinds else "bar")
            is_named = bool(mark) and filled == 8
            text = mark if is_named else BLOCKS[filled - 1]
            cells.append(Cell(text, f"{style}-named" if is_named else style))
        elif every > low and (every - low >= 4 or row == 0):
            cells.append(Cell(SHADE, "perhaps"))
        else:
            cells.append(EMPTY)
    return cells


def _most(ends: Sequence[float], low: float, high: float) -> int | None:
    """The category with the largest part of a cell; None where that is no category's."""
    parts = [
        min(end, high) - max(start, low) for start, end in zip([0.0, *ends], ends, strict=False)
    ]
    rest = high - max(low, ends[-1] if ends else 0.0)
    best = max(range(len(parts)), key=parts.__getitem__, default=None)
    return best if best is not None and parts[best] > max(rest, 0.0) else None
