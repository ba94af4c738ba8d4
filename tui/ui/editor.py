"""The reader's editor, opened at a line of a file."""

from __future__ import annotations

import os
import shlex
from collections.abc import Callable, Mapping
from pathlib import Path, PurePath
from typing import Final

from tui.text import harmless

_PLUS: Final = frozenset(
    (
        "editor sensible-editor vi vim nvim view gvim mvim ex nano pico emacs emacsclient micro "
        "kak ne joe jmacs jed mg mcedit gedit xed pluma tilde zile"
    ).split()
)
"""Editors that take a line as `+N FILE`."""

_COLON: Final = frozenset("hx helix zed zeditor subl sublime_text lapce".split())
"""Those that take it as `FILE:N`."""

_GOTO: Final = frozenset(
    "code code-insiders codium vscodium code-oss cursor windsurf positron".split()
)
"""Those that take it as `--goto FILE:N`."""

_LINE: Final = frozenset("kate kwrite idea pycharm webstorm mate".split())
"""Those that take it as `--line N FILE`."""

_WAIT: Final = {
    **dict.fromkeys(
        ("zed", "zeditor", "subl", "sublime_text", "idea", "pycharm", "webstorm", "mate", *_GOTO),
        "--wait",
    ),
    "gvim": "--nofork",
    "mvim": "--nofork",
    "kate": "--block",
    "gedit": "--wait",
    "xed": "--wait",
}
"""What makes those that open a window stay until the file is closed."""

_FALLBACKS: Final = ("sensible-editor", "editor", "nano", "vim", "vi", "micro", "emacs", "notepad")


class NoEditorError(Exception):
    """There is no editor to open; says why and what to do, in a sentence."""


def arguments(
    environ: Mapping[str, str], which: Callable[[str], str | None], path: str, line: int
) -> list[str]:
    """The command that opens the file at the line: $VISUAL, $EDITOR, or what is installed.

    `which` as in `shutil`. Raises NoEditorError.
    """
    command = _command(environ, which)
    # The whole path cannot be taken for an option.
    return [*command, *_at(command, os.path.abspath(path), line)]


def _command(environ: Mapping[str, str], which: Callable[[str], str | None]) -> list[str]:
    for name in ("VISUAL", "EDITOR"):
        wanted = environ.get(name, "").strip()
        if not wanted:
            continue
        try:
            # A backslash divides folders on Windows.
            command = shlex.split(wanted, posix=os.name != "nt")
        except ValueError:
            raise NoEditorError(f"${name} lacks a quote: {harmless(wanted)}") from None
        if not which(command[0]):
            raise NoEditorError(f"${name} names {harmless(command[0])}, which is not installed.")
        return command
    found = next((name for name in _FALLBACKS if which(name)), "")
    if not found:
        raise NoEditorError("There is no editor: set $EDITOR to the one you use.")
    return [found]


def _at(command: list[str], path: str, line: int) -> list[str]:
    name = PurePath(command[0]).name.lower().removesuffix(".exe")
    known = _PLUS | _COLON | _GOTO | _LINE
    if name not in known:
        name = name.split(".")[0]  # vim.basic
    wait = _WAIT.get(name, "")
    options = [wait] if wait and wait not in command else []
    if name in _PLUS:
        return [*options, f"+{line}", path]
    if name in _COLON:
        return [*options, f"{path}:{line}"]
    if name in _GOTO:
        return [*options, "--goto", f"{path}:{line}"]
    if name in _LINE:
        return [*options, "--line", str(line), path]
    return [path]


def state(path: str) -> tuple[int, int, int] | None:
    """What tells whether a file was saved; None where it cannot be seen."""
    try:
        found = Path(path).stat()
    except OSError:
        return None
    return found.st_mtime_ns, found.st_size, found.st_ino
