"""Figures as people read them, in columns."""

from __future__ import annotations

import math
from collections.abc import Iterable, Iterator, Sequence


def megabytes(size: int) -> str:
    """Bytes in millions."""
    return f"{size / 1e6:,.1f} MB"


def seconds(taken: float) -> str:
    """A time that a person waits for."""
    return f"{taken:,.2f} s"


def milliseconds(taken: float) -> str:
    """A time that a person hardly notices."""
    return f"{taken * 1e3:,.1f}"


def percentile(values: Iterable[float], share: float) -> float:
    """The value that this share of them does not exceed."""
    ordered = sorted(values)
    return ordered[max(0, math.ceil(share * len(ordered)) - 1)]


def middle_and_worst(taken: Iterable[float]) -> list[str]:
    """The median and the 99th percentile in milliseconds, or two dashes for nothing."""
    times = list(taken)
    if not times:
        return ["-", "-"]
    return [milliseconds(percentile(times, share)) for share in (0.5, 0.99)]


def table(lines: Iterable[Sequence[str]]) -> Iterator[str]:
    """Lines of columns: the first begins at the left, the others end at the right."""
    rows = [list(line) for line in lines]
    widths = [max(map(len, column)) for column in zip(*rows, strict=True)]
    for first, *others in rows:
        cells = [cell.rjust(width) for cell, width in zip(others, widths[1:], strict=True)]
        yield "  ".join([first.ljust(widths[0]), *cells]).rstrip()
