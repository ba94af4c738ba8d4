"""A program in a terminal, its answers to keys timed by the last byte that they cause."""

from __future__ import annotations

import os
import select
import time
from collections.abc import Callable, Sequence
from pathlib import Path

from tests.terminal import _UNKNOWN, Terminal


def cached_in(folder: Path, command: Sequence[str]) -> list[str]:
    """The command, keeping whatever it keeps for the next time in this folder."""
    return ["env", f"XDG_CACHE_HOME={folder}", *command]


class Stopwatch(Terminal):
    """Runs a program at 120x40; `quiet` seconds without a byte say that it has answered."""

    def __init__(self, command: Sequence[str], quiet: float = 0.1, seconds: float = 120) -> None:
        """No answer is waited for longer than `seconds`."""
        super().__init__(command, 120, 40)
        self._quiet = quiet
        self._seconds = seconds

    @property
    def pid(self) -> int:
        """The process that was started."""
        return self._pid

    def press(self, keys: str, is_answer: Callable[[str], bool]) -> float:
        """Seconds from the keys to the last byte that came before an answering screen stood still.

        Raises TimeoutError, with the screen, where none comes.
        """
        start = last = time.perf_counter()
        self.type(keys)
        seen = b""
        while True:
            if select.select([self._fd], [], [], self._quiet)[0]:
                # Nothing is drawn before it is quiet: that would make the program wait for us.
                seen += os.read(self._fd, 1 << 16)
                last = time.perf_counter()
                continue
            self._stream.feed(_UNKNOWN.sub(b"", seen))
            seen = b""
            if is_answer(self.text):
                return last - start
            if time.perf_counter() - start > self._seconds:
                raise TimeoutError(f"no answer to {keys!r} but\n{self.text}")
