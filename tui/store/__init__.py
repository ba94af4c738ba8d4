"""Opens stores: event files read through their formats, checked, and kept at hand.

packed   the bytes of a file, plain or compressed
reading  one pass over files: events, and what is wrong
memory   a store that keeps the texts
sums     what tells that events are others than before
disk     a store that knows where the texts stand in large files
editable the line of a file at which an event begins
"""

from __future__ import annotations

import os
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Any, Final, Protocol

from tui.check import Problem
from tui.event import Event, Header
from tui.store.disk import DiskStore
from tui.store.memory import MemoryStore
from tui.store.packed import is_packed
from tui.store.sums import Sums

__all__ = [
    "BUILT_IN",
    "DiskStore",
    "MemoryStore",
    "Store",
    "Sums",
    "built_in",
    "is_installed",
    "is_large",
    "open_store",
]

BUILT_IN: Final = "events.json"
"""The chronology that comes with the program."""

LARGE: Final = 8_000_000
"""Bytes of files that are read and indexed in memory in about a second."""

_PACKING: Final = 6
"""How much smaller compressed files are, at a guess."""


class Store(Protocol):
    """The events of one or more files, in file order; `number` counts them from 0."""

    @property
    def header(self) -> Header:
        """What the ids in events stand for."""

    @property
    def problems(self) -> list[Problem]:
        """What is wrong with the files."""

    @property
    def left_out(self) -> int:
        """How many events could not be taken in."""

    @property
    def keeps_texts(self) -> bool:
        """Whether the events can still be shown when their files have changed."""

    def __len__(self) -> int: ...

    def __getitem__(self, number: int, /) -> Event: ...

    def __iter__(self) -> Iterator[Event]: ...

    def sums(self) -> Sums:
        """What tells other events from these."""

    def raw(self, number: int) -> dict[str, Any]:
        """The event as stored, with the keys that this program does not know."""

    def place(self, number: int) -> tuple[str, int]:
        """The file that the event stands in, and the bytes of it, unpacked, before the event."""


def open_store(paths: Sequence[str] = ()) -> MemoryStore:
    """The store of these files together; of the built-in chronology where none is named."""
    return MemoryStore(paths or [str(built_in())])


def is_large(paths: Sequence[str]) -> bool:
    """Whether the files together are better indexed on disk; a pipe never is."""
    if not paths or not all(map(os.path.isfile, paths)):
        return False
    size = sum(map(os.path.getsize, paths))
    try:
        return size >= LARGE or (size * _PACKING >= LARGE and any(map(is_packed, paths)))
    except OSError:
        return False


def is_installed() -> bool:
    """Whether the built-in chronology is part of an installed program, which nobody edits."""
    return built_in().parent.name == __name__.partition(".")[0]


def built_in() -> Path:
    """The built-in chronology: beside the package in a checkout, inside it when installed."""
    inside = Path(__file__).parent.with_name(BUILT_IN)
    return inside if inside.exists() else inside.parent.parent / BUILT_IN
