"""Sums: what tells that events are others than they were at another time."""

from __future__ import annotations

from typing import NamedTuple


class Sums(NamedTuple):
    """Numbers that differ, with all probability, where events differ."""

    events: int
    """How many there are."""
    whole: int
    """Of all of them, in their order."""
    each: dict[str, int]
    """Of each of them, by id; empty of a store on disk, which may have millions."""
