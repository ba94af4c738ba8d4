"""From the command to its first frame, through a pseudo-terminal, and to its end."""

from __future__ import annotations

import fcntl
import os
import pty
import select
import shutil
import signal
import struct
import subprocess
import sys
import termios
import time
from pathlib import Path

INSTALLED = shutil.which("haiti-timeline", path=str(Path(sys.executable).parent))
PROGRAM = [INSTALLED] if INSTALLED else [sys.executable, "-m", "tui"]

EMPTY_APP = """
from textual.app import App
from textual.widgets import Static
class Empty(App):
    def compose(self):
        yield Static("FIRST FRAME")
Empty().run()
"""

EMPTY_FRAME = ([sys.executable, "-c", EMPTY_APP], b"FIRST FRAME")

FIRST_FRAMES = {
    "empty Textual app, first frame": EMPTY_FRAME,
    "haiti-timeline, first frame with events": (PROGRAM, b"Croix-des-Bouquets"),
}
"""A command, and bytes that its first useful frame sends."""

COMMANDS = {
    "python -c pass": [sys.executable, "-c", "pass"],
    "haiti-timeline --version": [*PROGRAM, "--version"],
    "haiti-timeline search prison": [*PROGRAM, "search", "prison"],
}


def first_frame(command: list[str], mark: bytes, seconds: float = 30) -> float:
    """Seconds from the start of the command to the mark on a 120x40 terminal."""
    start = time.perf_counter()
    pid, terminal = pty.fork()
    if pid == 0:
        os.environ.update(TERM="xterm-256color", COLORTERM="truecolor")
        os.execvp(command[0], command)
    fcntl.ioctl(terminal, termios.TIOCSWINSZ, struct.pack("HHHH", 40, 120, 0, 0))
    seen = b""
    try:
        while mark not in seen:
            ready, _, _ = select.select([terminal], [], [], seconds)
            if not ready:
                raise TimeoutError(f"{command} did not show {mark!r}")
            seen += os.read(terminal, 1 << 16)
        return time.perf_counter() - start
    finally:
        os.kill(pid, signal.SIGKILL)
        os.waitpid(pid, 0)
        os.close(terminal)


def whole(command: list[str]) -> float:
    """Seconds from the start of the command to its end."""
    start = time.perf_counter()
    subprocess.run(command, stdout=subprocess.DEVNULL, check=True)
    return time.perf_counter() - start
