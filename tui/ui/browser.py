"""The browser that an address is given to, as an argument and never through a shell."""

from __future__ import annotations

import os
import shlex
import subprocess
from collections.abc import Callable, Mapping
from pathlib import PurePath
from typing import Final, NamedTuple

PATIENCE: Final = 2.0
"""Seconds in which a browser that cannot start has said so."""

_IN_TERMINAL: Final = frozenset(
    ("browsh", "carbonyl", "elinks", "links", "links2", "lynx", "w3m", "www-browser")
)

_GRAPHICAL: Final = (
    ("xdg-open",),
    ("gio", "open"),
    ("x-www-browser",),
    ("firefox",),
    ("chromium",),
)


class Browser(NamedTuple):
    """A command that an address is appended to, or put in the place of its `%s`."""

    command: tuple[str, ...]
    in_terminal: bool = False
    """Whether it takes the terminal over while it runs."""

    @property
    def name(self) -> str:
        """What it is called."""
        return PurePath(self.command[0]).name

    def arguments(self, url: str) -> list[str]:
        """The whole command."""
        if "%s" in self.command:
            return [url if part == "%s" else part for part in self.command]
        return [*self.command, url]


def browser(
    environ: Mapping[str, str], platform: str, which: Callable[[str], str | None]
) -> Browser | None:
    """The browser of this computer, $BROWSER before all others; None where there is none.

    `platform` as in `sys`, `which` as in `shutil`.
    """
    for wanted in environ.get("BROWSER", "").split(os.pathsep):
        try:
            command = tuple(shlex.split(wanted))
        except ValueError:
            continue
        if command and which(command[0]):
            return Browser(command, PurePath(command[0]).name in _IN_TERMINAL)
    if platform == "darwin":
        return Browser(("open",))
    if platform == "win32":
        return Browser(("rundll32", "url.dll,FileProtocolHandler"))
    if "WSL_DISTRO_NAME" in environ and which("wslview"):
        return Browser(("wslview",))
    if not (environ.get("DISPLAY") or environ.get("WAYLAND_DISPLAY")):
        return None
    return next((Browser(command) for command in _GRAPHICAL if which(command[0])), None)


def started(chosen: Browser, url: str) -> str:
    """Start it beside this program; why that failed, in words, or nothing."""
    try:
        process = subprocess.Popen(
            chosen.arguments(url),
            stdin=subprocess.DEVNULL,
            stdout=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL,
            start_new_session=True,
        )
    except OSError as error:
        return f"{chosen.name} cannot be started: {(error.strerror or 'unknown').lower()}"
    try:
        code = process.wait(PATIENCE)
    except subprocess.TimeoutExpired:
        return ""  # it is the browser itself, which stays
    return f"{chosen.name} ended with {code}" if code else ""
