"""A program in a real pseudo-terminal, its screen read by pyte."""

from __future__ import annotations

import fcntl
import os
import pty
import re
import select
import signal
import struct
import termios
import time
from collections.abc import Sequence

import pyte

# Replies that a terminal gives to questions, and private modes that pyte does not know.
_UNKNOWN = re.compile(
    rb"\x1b\[[<>=?][0-9;]*[a-zA-Z$]+|\x1bP.*?\x1b\\|\x1b\[[0-9;]*\$[a-z]", re.DOTALL
)


class Terminal:
    """Runs a program and reads what it shows; `close` ends it."""

    def __init__(
        self, command: Sequence[str], columns: int = 80, rows: int = 24, **environment: str
    ) -> None:
        self.output = bytearray()
        """All that was written to the terminal."""
        self.screen = pyte.Screen(columns, rows)
        self._stream = pyte.ByteStream(self.screen)
        self._pid, self._fd = pty.fork()
        if self._pid == 0:
            os.environ.update(TERM="xterm-256color", COLORTERM="truecolor")
            os.environ.update(environment)
            os.execvp(command[0], list(command))
        size = struct.pack("HHHH", rows, columns, 0, 0)
        fcntl.ioctl(self._fd, termios.TIOCSWINSZ, size)

    @property
    def text(self) -> str:
        """The lines of the screen."""
        return "\n".join(line.rstrip() for line in self.screen.display)

    def type(self, keys: str) -> None:
        """Send keys as a terminal does."""
        os.write(self._fd, keys.encode())

    def wait_for(self, pattern: str, seconds: float = 20) -> bool:
        """Read until the screen shows the pattern; False where it does not in time."""
        end = time.monotonic() + seconds
        while time.monotonic() < end:
            if re.search(pattern, self.text):
                return True
            self._read(0.05)
        return False

    def exit_code(self, seconds: float = 20) -> int | None:
        """Read until the program ends; None where it does not in time."""
        end = time.monotonic() + seconds
        while time.monotonic() < end:
            pid, status = os.waitpid(self._pid, os.WNOHANG)
            if pid:
                self._pid = 0
                return os.waitstatus_to_exitcode(status)
            self._read(0.05)
        return None

    def close(self) -> None:
        """End the program."""
        if self._pid:
            os.kill(self._pid, signal.SIGKILL)
            os.waitpid(self._pid, 0)
        os.close(self._fd)

    def _read(self, seconds: float) -> None:
        ready, _, _ = select.select([self._fd], [], [], seconds)
        if not ready:
            return
        try:
            data = os.read(self._fd, 1 << 16)
        except OSError:  # Linux says so when the program has closed its end
            time.sleep(seconds)
            return
        self.output += data
        if b"\x1b[c" in data:
            os.write(self._fd, b"\x1b[?62;c")
        self._stream.feed(_UNKNOWN.sub(b"", data))
