"""The clipboard: which ways lead to it from this terminal, and whether one can be relied on.

A terminal takes text by OSC 52, also over SSH, but never answers; a program on this computer, or
tmux, says whether it took it.
"""

from __future__ import annotations

import base64
import os
import subprocess
from collections.abc import Callable, Mapping
from contextlib import suppress
from pathlib import Path
from typing import Final, Literal, NamedTuple

LONGEST: Final = 74_994
"""Bytes that every terminal takes: 100,000 of the sequence, in base64 (hterm, tmux, xterm)."""

PATIENCE: Final = 2.0
"""Seconds that a program may take to take the text."""

_SCREEN: Final = 240
"""Bytes of a string that GNU screen passes on at once; old ones have room for 256."""

_UNABLE: Final = frozenset(("", "dumb", "unknown", "linux", "cons25", "ansi", "vt100", "vt220"))
"""Values of TERM for terminals without a clipboard."""

_ABLE: Final = frozenset(
    ("xterm-kitty", "alacritty", "foot", "foot-extra", "wezterm", "xterm-ghostty")
)
"""Values of TERM for terminals that take text unless they are told not to."""

_ABLE_PROGRAMS: Final = frozenset(("WezTerm", "ghostty", "kitty"))

Wrapping = Literal["none", "plain", "tmux", "screen"]
Environment = Mapping[str, str]
Which = Callable[[str], str | None]


class Tool(NamedTuple):
    """A program that takes the text from its stdin."""

    command: tuple[str, ...]
    encoding: str = "utf-8"


class Ways(NamedTuple):
    """How text gets to the clipboard from here."""

    tools: tuple[Tool, ...]
    """Programs that can be relied on."""
    wrapping: Wrapping
    """What the escape sequence has to be wrapped in; `none` where nothing would take it."""
    is_able: bool
    """Whether the terminal is known to take it."""


def is_remote(environ: Environment) -> bool:
    """Whether the reader sits at another computer, whose clipboard and browser are meant."""
    return any(environ.get(name) for name in ("SSH_CONNECTION", "SSH_TTY", "SSH_CLIENT"))


def ways(environ: Environment, platform: str, which: Which) -> Ways:
    """The ways from this environment; `platform` as in `sys`, `which` as in `shutil`."""
    term = environ.get("TERM", "")
    tools = [] if is_remote(environ) else [*_local(environ, platform, which)]
    if environ.get("TMUX") and which("tmux"):
        # tmux 3.2 and newer: with -w it hands the text on, whatever it lets programs do.
        tools.append(Tool(("tmux", "load-buffer", "-w", "-")))
    wrapping: Wrapping = "plain"
    if environ.get("TMUX") or term.startswith("tmux"):
        wrapping = "tmux"
    elif environ.get("STY") or term.startswith("screen"):
        wrapping = "screen"
    elif environ.get("TERM_PROGRAM") == "Apple_Terminal" or (
        term in _UNABLE and platform != "win32"
    ):
        wrapping = "none"
    is_able = wrapping == "plain" and (
        term in _ABLE
        or environ.get("TERM_PROGRAM") in _ABLE_PROGRAMS
        or bool(environ.get("WT_SESSION"))
    )
    return Ways(tuple(tools), wrapping, is_able)


def _local(environ: Environment, platform: str, which: Which) -> list[Tool]:
    """The program of this computer's own clipboard; none where it has no screen."""
    candidates = [
        (platform == "darwin", Tool(("pbcopy",))),
        (platform == "win32" or "WSL_DISTRO_NAME" in environ, Tool(("clip.exe",), "utf-16")),
        (bool(environ.get("WAYLAND_DISPLAY")), Tool(("wl-copy",))),
        (bool(environ.get("DISPLAY")), Tool(("xclip", "-selection", "clipboard"))),
        (bool(environ.get("DISPLAY")), Tool(("xsel", "--clipboard", "--input"))),
    ]
    return [tool for applies, tool in candidates if applies and which(tool.command[0])][:1]


def given(text: str, tools: tuple[Tool, ...]) -> bool:
    """Whether one of the programs took the text; all are asked."""
    took = [_took(tool, text) for tool in tools]
    return any(took)


def _took(tool: Tool, text: str) -> bool:
    try:
        done = subprocess.run(
            tool.command,
            input=text.encode(tool.encoding),
            stdout=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL,
            timeout=PATIENCE,
            check=False,
        )
    except (OSError, subprocess.TimeoutExpired):
        return False
    return done.returncode == 0


def sequence(text: str, wrapping: Wrapping) -> str:
    """What to write to the terminal; nothing where it is no use or too long.

    xterm's manual has OSC 52; tmux passes on what stands in DCS `tmux;`, with each ESC doubled;
    GNU screen what stands in a DCS, in small pieces.
    """
    encoded = text.encode()
    if wrapping == "none" or len(encoded) > LONGEST:
        return ""
    plain = f"\x1b]52;c;{base64.b64encode(encoded).decode()}\a"
    if wrapping == "tmux":
        doubled = plain.replace("\x1b", "\x1b\x1b")
        return f"{plain}\x1bPtmux;{doubled}\x1b\\"  # by its settings tmux takes either
    if wrapping == "screen":
        pieces = (plain[at : at + _SCREEN] for at in range(0, len(plain), _SCREEN))
        return "".join(f"\x1bP{piece}\x1b\\" for piece in pieces)
    return plain


def kept(text: str, suffix: str) -> Path:
    """The file that holds the text now, for whoever cannot paste it. Raises OSError."""
    from platformdirs import user_state_path  # start-up: mostly a clipboard is enough

    folder = user_state_path("haiti-timeline", appauthor=False)
    folder.mkdir(parents=True, exist_ok=True)
    path = folder / f"copied{suffix}"
    draft = folder / f"copied-{os.getpid()}.new"
    try:
        with open(os.open(draft, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600), "wb") as file:
            file.write(text.encode())
        os.replace(draft, path)
    finally:
        with suppress(FileNotFoundError):
            draft.unlink()
    return path
