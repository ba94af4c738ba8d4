"""A store on disk: each event is read from its place in the file when it is asked for."""

from __future__ import annotations

import os
from collections.abc import Iterator, Sequence
from functools import lru_cache
from threading import Lock
from typing import Any, BinaryIO, Final, NamedTuple, cast

import msgspec

from tui.check import Problem
from tui.event import Event, Header
from tui.formats.piece import decode

_START_BITS: Final = 48
"""Of a place's first number: files to 256 TB; the bits above them say which file."""


class Place(NamedTuple):
    """Where the text of an event stands, in bytes."""

    file: int
    start: int
    length: int

    def packed(self) -> tuple[int, int]:
        """Two numbers of 64 bits."""
        return self.file << _START_BITS | self.start, self.length


class State(NamedTuple):
    """What tells that a file is another than before."""

    size: int
    modified: int
    changed: int
    inode: int


def state(file: str | int) -> State:
    """The state of a file, by name or descriptor. Raises OSError."""
    found = os.stat(file)
    return State(found.st_size, found.st_mtime_ns, found.st_ctime_ns, found.st_ino)


class DiskStore:
    """The events of large files, in file order; see `Store`."""

    def __init__(
        self,
        files: Sequence[tuple[str, State | None]],
        places: Sequence[int],
        header: Header,
        problems: list[Problem],
        left_out: int,
    ) -> None:
        """`places` holds two numbers an event, as `Place` packs them.

        A file whose state is None is the program's own, and grows.
        """
        self.header = header
        self.problems = problems
        self.left_out = left_out
        self._files = files
        self._places = places
        self._open: dict[int, BinaryIO] = {}
        self._reading = Lock()
        self._event = lru_cache(maxsize=2_000)(self._decode)

    def __len__(self) -> int:
        return len(self._places) // 2

    def __getitem__(self, number: int) -> Event:
        """The event of that number; IndexError where there is none."""
        return self._event(number)

    def raw(self, number: int) -> dict[str, Any]:
        """The event as stored, with the keys that this program does not know."""
        text = self._text(number)
        return cast("dict[str, Any]", decode(text.decode("utf-8", "surrogateescape"))[0])

    def __iter__(self) -> Iterator[Event]:
        return map(self._decode, range(len(self)))

    def _decode(self, number: int) -> Event:
        try:
            return msgspec.json.decode(self._text(number), type=Event)
        except (OSError, msgspec.MsgspecError):
            return Event(id=f"lost-{number}", title="The file was changed: read it again")

    def _text(self, number: int) -> bytes:
        """The event's text. Raises OSError, also where the file is not what it was."""
        packed, length = self._places[2 * number], self._places[2 * number + 1]
        index, start = packed >> _START_BITS, packed & ((1 << _START_BITS) - 1)
        with self._reading:
            file = self._file(index)
            before = self._files[index][1]
            if before and _written(state(file.fileno())) != _written(before):
                raise OSError("changed")
            file.seek(start)
            return file.read(length)

    def _file(self, index: int) -> BinaryIO:
        if index not in self._open:
            self._open[index] = open(self._files[index][0], "rb")  # noqa: SIM115 as long as the store
        return self._open[index]


def _written(state: State) -> tuple[int, int]:
    """What of a state only writing changes; a file that was renamed away can still be read."""
    return state.size, state.modified
