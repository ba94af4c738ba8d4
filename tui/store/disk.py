"""A store on disk: each event is read from its place in the file when it is asked for."""

from __future__ import annotations

import os
import zlib
from collections.abc import Iterator, Sequence
from functools import lru_cache
from threading import Lock
from typing import Any, BinaryIO, Final, NamedTuple, cast

import msgspec

from tui.check import Problem
from tui.event import Event, Header
from tui.formats.piece import decode
from tui.store.sums import Sums

_START_BITS: Final = 48
"""Of a place's first number: files to 256 TB; the bits above them say which file."""

_LENGTH_BITS: Final = 32
"""Of its second number; the bits above them are the checksum."""

_MOST_OPEN: Final = 64
"""Files that are held open; a store may be of more than a process may open."""


class Place(msgspec.Struct, frozen=True, gc=False):
    """Where the text of an event stands, in bytes."""

    file: int
    start: int
    length: int
    sum: int
    """Its CRC-32, so that no other text is taken for it when the file has changed."""

    def packed(self) -> tuple[int, int]:
        """Two numbers of 64 bits."""
        return self.file << _START_BITS | self.start, self.sum << _LENGTH_BITS | self.length

    @classmethod
    def unpacked(cls, first: int, second: int) -> Place:
        """What `packed` made these of."""
        file, start = divmod(first, 1 << _START_BITS)
        sum_, length = divmod(second, 1 << _LENGTH_BITS)
        return cls(file, start, length, sum_)


class State(NamedTuple):
    """What tells that a file is another than before."""

    size: int
    modified: int
    changed: int
    inode: int


def state(path: str) -> State:
    """The state of a file. Raises OSError."""
    found = os.stat(path)
    return State(found.st_size, found.st_mtime_ns, found.st_ctime_ns, found.st_ino)


class DiskStore:
    """The events of large files, in file order; see `Store`."""

    keeps_texts = False

    def __init__(
        self,
        files: Sequence[str],
        places: memoryview[int],
        header: Header,
        problems: list[Problem],
        left_out: int,
    ) -> None:
        """`places` holds two numbers an event, as `Place` packs them. Raises OSError."""
        self.header = header
        self.problems = problems
        self.left_out = left_out
        self._files = files
        self._places = places
        self._file = lru_cache(maxsize=_MOST_OPEN)(self._opened)
        self._file(0)  # what is open can be read although its name goes
        self._reading = Lock()
        self._event = lru_cache(maxsize=2_000)(self._decode)

    def __len__(self) -> int:
        return len(self._places) // 2

    def __getitem__(self, number: int) -> Event:
        """The event of that number; IndexError where there is none."""
        return self._event(number)

    def raw(self, number: int) -> dict[str, Any]:
        """The event as stored, with the keys that this program does not know."""
        try:
            text = self._text(number).decode()
        except OSError:
            lost = _lost(number)
            return {"id": lost.id, "title": lost.title}
        return cast("dict[str, Any]", decode(text)[0])

    def place(self, number: int) -> tuple[str, int]:
        """The file that the event stands in, and the bytes of it before the event."""
        place = Place.unpacked(self._places[2 * number], self._places[2 * number + 1])
        return self._files[place.file], place.start

    def sums(self) -> Sums:
        """What tells other events from these: the lengths and checksums of their texts."""
        texts = self._places[1::2].tobytes()
        return Sums(len(self), zlib.crc32(texts), {})

    def __iter__(self) -> Iterator[Event]:
        return map(self._decode, range(len(self)))

    def _decode(self, number: int) -> Event:
        try:
            return msgspec.json.decode(self._text(number), type=Event)
        except OSError:
            return _lost(number)

    def _text(self, number: int) -> bytes:
        """The event's text. Raises OSError, also where the file is not what it was."""
        place = Place.unpacked(self._places[2 * number], self._places[2 * number + 1])
        with self._reading:
            file = self._file(place.file)
            file.seek(place.start)
            text = file.read(place.length)
        if zlib.crc32(text) != place.sum:
            raise OSError("changed")
        return text

    def _opened(self, index: int) -> BinaryIO:
        return open(self._files[index], "rb")


def _lost(number: int) -> Event:
    """What stands for an event that is no longer where it was."""
    return Event(id=f"lost-{number}", title="The file was changed: read it again")
