"""A program in a terminal, its answers to keys timed by what they change on the screen."""

from __future__ import annotations

import os
import re
import select
import time
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Final, NamedTuple

from tests.terminal import _UNKNOWN, Terminal
from tui.ui.candidates import MOST
from tui.ui.layout import Rect, arrange

COLUMNS: Final = 120
ROWS: Final = 40

_UNFINISHED = re.compile(rb"\x1b(?:[\[P][^\x1b]*)?\Z")
"""What may be the beginning of an escape sequence whose end is still to be read."""


def cached_in(folder: Path, command: Sequence[str]) -> list[str]:
    """The command, keeping whatever it keeps for the next time in this folder."""
    return ["env", f"XDG_CACHE_HOME={folder}", *command]


def list_below_candidates() -> Rect:
    """Where the program shows events, but for the lines that candidates may cover."""
    x, y, width, height = arrange(COLUMNS, ROWS)["timeline"]
    return Rect(x, y + MOST, width, height - MOST)


class Times(NamedTuple):
    """Seconds from a key until its answer stood on the screen."""

    window: float
    """Until what was asked, how much it finds and the first events stood there for good."""
    last: float
    """Until the last byte that it caused, with all that follows the events."""


class Stopwatch(Terminal):
    """Runs a program at 120x40; `quiet` seconds without a byte say that it has answered."""

    def __init__(
        self,
        command: Sequence[str],
        quiet: float = 0.1,
        seconds: float = 120,
        window: Rect | None = None,
    ) -> None:
        """No answer is waited for longer than `seconds`; `window` is the part that must stand."""
        super().__init__(command, COLUMNS, ROWS)
        self._quiet = quiet
        self._seconds = seconds
        self._window = window or Rect(0, 0, COLUMNS, ROWS)

    @property
    def pid(self) -> int:
        """The process that was started."""
        return self._pid

    def press(self, keys: str, is_answer: Callable[[str], bool]) -> Times:
        """The times from the keys until an answering screen stood still.

        Raises TimeoutError, with the screen, where none comes.
        """
        start = time.perf_counter()
        self.type(keys)
        stood = last = 0.0
        picture = self._picture()
        answers = False
        seen: list[tuple[float, bytes]] = []
        while True:
            if select.select([self._fd], [], [], self._quiet)[0]:
                # Nothing is drawn before it is quiet: that would make the program wait for us.
                data = os.read(self._fd, 1 << 16)
                seen.append((time.perf_counter() - start, data))
                continue
            for last, data in _whole(seen):
                self._stream.feed(_UNKNOWN.sub(b"", data))
                before = picture, answers
                picture = self._picture()
                answers = is_answer(self.text)
                if (picture, answers) != before:
                    stood = last
            seen = []
            if answers or is_answer(self.text):
                return Times(stood, last)
            if time.perf_counter() - start > self._seconds:
                raise TimeoutError(f"no answer to {keys!r} but\n{self.text}")

    def _picture(self) -> list[list[tuple[object, ...]]]:
        """The cells of the window, with their colours."""
        x, y, width, height = self._window
        lines = (self.screen.buffer[row] for row in range(y, y + height))
        return [[line[column] for column in range(x, x + width)] for line in lines]


def _whole(seen: Sequence[tuple[float, bytes]]) -> list[tuple[float, bytes]]:
    """What was read and when, each escape sequence with the piece that it ends in."""
    pieces: list[tuple[float, bytes]] = []
    kept = b""
    for at, read in seen:
        data = kept + read
        unfinished = _UNFINISHED.search(data)
        kept = unfinished[0] if unfinished and not _is_ended(unfinished[0]) else b""
        pieces.append((at, data[: len(data) - len(kept)]))
    if kept and pieces:
        pieces.append((pieces[-1][0], kept))
    return pieces


def _is_ended(sequence: bytes) -> bool:
    return re.match(rb"\x1b\[[0-9;:<=>?]*[$ ]?[@-~]", sequence) is not None
