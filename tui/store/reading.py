"""Reads event files through their formats and checks them: problems gather, good events come."""

from __future__ import annotations

import os
from collections.abc import Iterator, Sequence
from typing import Final

import msgspec

from tui import formats
from tui.check import Checker, Problem, Where, shown
from tui.event import Event
from tui.formats.piece import BYTES
from tui.store.packed import HEAD, UNREADABLE, UnreadableError, unpacked, unreadable

MOST_EVENTS: Final = 1 << 24
"""Of all files together: an order key has so many bits for the number of its event."""

_BOM: Final = b"\xef\xbb\xbf"


class Taken(msgspec.Struct, frozen=True, gc=False):
    """An event that was taken in, and where its text stands."""

    event: Event
    text: bytes
    """As written in the file."""
    file: int
    """Which of the paths."""
    start: int
    """The bytes of the unpacked file before it."""


class Reading:
    """Goes once through files. What is wrong with one never raises: see the checker's problems."""

    def __init__(self, paths: Sequence[str], checker: Checker, quick: bool = False) -> None:
        """`quick` is for large files: keys that are unknown or stand twice are passed over."""
        self._paths = paths
        self._checker = checker
        self._quick = quick
        self._before = 0
        self._taken = 0
        self._tell = _nothing

    @property
    def done(self) -> int:
        """How many bytes of all files were read."""
        return self._before + self._tell()

    def __iter__(self) -> Iterator[Taken]:
        for file, path in enumerate(self._paths):
            yield from self._file(file, path)
            self._tell = _nothing  # its file is closed
            self._before += os.path.getsize(path) if os.path.isfile(path) else 0
        self._checker.finish()

    def _file(self, file: int, path: str) -> Iterator[Taken]:
        problems = self._checker.problems
        before = len(problems)
        found = False
        self._checker.begin(path)
        try:
            stream, self._tell = unpacked(path)
            with stream:
                head = stream.peek(HEAD)
                shift = len(_BOM) * head.startswith(_BOM)
                known = _format(head[shift:].decode("utf-8", BYTES))
                stream.read(shift)
                for part in known.read(stream, path, self._quick):
                    if isinstance(part, Problem):
                        problems.append(part)
                    elif part.key != "events":
                        self._checker.header_part(part.key, part.value, part.line)
                    elif event := self._checker.event(part.value, part.line):
                        if self._taken == MOST_EVENTS:
                            what = f"more than {MOST_EVENTS:,} events"
                            where = Where(path, part.line)
                            problems.append(Problem(where, what, "split the file", left_out=True))
                            return
                        found = True
                        self._taken += 1
                        yield Taken(event, part.text, file, part.start + shift)
        except (*UNREADABLE, UnreadableError) as error:
            problems.append(unreadable(path, error))
        if not found and len(problems) == before:
            what, cure = "holds no events", "add some to `events`"
            problems.append(Problem(Where(path), what, cure, "warning"))


def _nothing() -> int:
    return 0


def _format(head: str) -> formats.Format:
    if not head.strip():
        raise UnreadableError("is empty", "name a file with events")
    if found := formats.detect(head):
        return found
    begins = shown(head.lstrip()[:20])
    raise UnreadableError(f"holds no events: it begins {begins}", "name a JSON or JSON Lines file")
