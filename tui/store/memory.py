"""A store in memory: it keeps each event as its text and decodes it when it is asked for.

So its memory is that of the file and not of its objects.
"""

from __future__ import annotations

import zlib
from array import array
from collections.abc import Iterator, Sequence
from functools import lru_cache
from typing import Any, cast

import msgspec

from tui.check import Checker, Problem
from tui.event import Event, Header
from tui.formats.piece import decode
from tui.store.reading import Reading
from tui.store.sums import Sums


class _Id(msgspec.Struct):
    """An event of which nothing else is wanted."""

    id: str


class MemoryStore:
    """The events of one or more files, in file order; see `Store`."""

    keeps_texts = True

    def __init__(self, paths: Sequence[str]) -> None:
        """What is wrong with a file never raises: see `problems`."""
        checker = Checker()
        self._texts: list[bytes] = []
        self._places: list[tuple[int, int]] = []
        for taken in Reading(paths, checker):
            self._texts.append(taken.text)
            self._places.append((taken.file, taken.start))
        self._paths = paths
        self._event = lru_cache(maxsize=2_000)(self._decode)
        self.problems: list[Problem] = checker.problems
        self.header: Header = checker.header()

    def __len__(self) -> int:
        return len(self._texts)

    @property
    def left_out(self) -> int:
        """How many events could not be taken in."""
        return sum(problem.left_out for problem in self.problems)

    def __getitem__(self, number: int) -> Event:
        """The event of that number; IndexError where there is none."""
        return self._event(number)

    def raw(self, number: int) -> dict[str, Any]:
        """The event as stored, with the keys that this program does not know."""
        return cast("dict[str, Any]", decode(self._texts[number].decode())[0])

    def place(self, number: int) -> tuple[str, int]:
        """The file that the event stands in, and the bytes of it before the event."""
        file, start = self._places[number]
        return self._paths[file], start

    def sums(self) -> Sums:
        """What tells other events from these; how a text is indented makes no difference."""
        each: dict[str, int] = {}
        for text in self._texts:
            plain = msgspec.json.format(text, indent=-1)
            each[msgspec.json.decode(plain, type=_Id).id] = zlib.crc32(plain)
        whole = zlib.crc32(array("Q", each.values()).tobytes())
        return Sums(len(self), whole, each)

    def __iter__(self) -> Iterator[Event]:
        return map(self._decode, range(len(self)))

    def _decode(self, number: int) -> Event:
        return msgspec.json.decode(self._texts[number], type=Event)
