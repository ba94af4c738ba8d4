"""When a source was published: CSL dates as EDTF, as days and in words."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from functools import lru_cache

from tui import when
from tui.event import SourceDate
from tui.when import Day, When


def issued(date: SourceDate | None) -> str:
    """A CSL date as people write it: `26 Feb 2021`, `c. Oct 2022`, `n.d.`; empty without one."""
    if date is None or not date.date_parts:
        return date.raw if date else ""
    found = _when(date)
    return found.label() if found else date.raw or _written(date)


def issued_days(date: SourceDate | None) -> tuple[Day, Day] | None:
    """The first and the last day that a CSL date may mean; None where it says none."""
    if date is None or not date.date_parts:
        return None
    return _days(date.date_parts, bool(date.circa))


def edtf(date: SourceDate | None) -> str:
    """A CSL date as EDTF, `2022-10~`; empty where it says no day, month or year that can be."""
    return _written(date) if date and _when(date) else ""


def parts(date: SourceDate | None) -> tuple[tuple[int, ...], ...]:
    """The year, month and day of a CSL date, or of both its ends; nothing where `edtf` is empty."""
    return (date.date_parts or ()) if date and _when(date) else ()


def _when(date: SourceDate | None) -> When | None:
    if date is None or not date.date_parts:
        return None
    return _parsed(date.date_parts, bool(date.circa))


@lru_cache(20_000)  # a large store has many sources and few days
def _days(date_parts: tuple[tuple[int, ...], ...], circa: bool) -> tuple[Day, Day] | None:
    found = _parsed(date_parts, circa)
    return (found.start_earliest, found.end_latest) if found else None


@lru_cache(20_000)  # as with days
def _parsed(date_parts: tuple[tuple[int, ...], ...], circa: bool) -> When | None:
    try:
        return when.parse(_edtf(date_parts, circa))
    except when.BadDate:
        return None


def _written(date: SourceDate) -> str:
    return _edtf(date.date_parts or (), bool(date.circa))


def _edtf(date_parts: Iterable[Sequence[int]], circa: bool) -> str:
    mark = "~" if circa else ""
    return "/".join(
        "-".join([f"{year:04}", *(f"{part:02}" for part in rest)]) + mark
        for year, *rest in date_parts
    )
