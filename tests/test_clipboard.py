"""Ways to the clipboard: which there are, what is written to the terminal, and who takes it."""

from __future__ import annotations

import base64
import re
import stat
import sys
from pathlib import Path

import pytest
from hypothesis import given as for_all
from hypothesis import strategies as st

from tui.ui.clipboard import LONGEST, Tool, Ways, Wrapping, given, kept, sequence, ways

PBCOPY, CLIP = Tool(("pbcopy",)), Tool(("clip.exe",), "utf-16")
WL, XCLIP = Tool(("wl-copy",)), Tool(("xclip", "-selection", "clipboard"))
XSEL = Tool(("xsel", "--clipboard", "--input"))
TMUX = Tool(("tmux", "load-buffer", "-w", "-"))
SSH = {"SSH_CONNECTION": "10.0.0.1 22"}
XTERM = {"TERM": "xterm-256color"}


@pytest.mark.parametrize(
    ("environ", "platform", "installed", "expected"),
    [
        # A terminal of which nothing is known takes it, perhaps.
        (XTERM, "linux", "", Ways((), "plain", False)),
        ({**XTERM, **SSH}, "linux", "", Ways((), "plain", False)),
        # One that is known to take it, here and at the other end of SSH.
        ({"TERM": "xterm-kitty"}, "linux", "", Ways((), "plain", True)),
        ({"TERM": "alacritty", **SSH}, "linux", "", Ways((), "plain", True)),
        ({**XTERM, "TERM_PROGRAM": "WezTerm"}, "linux", "", Ways((), "plain", True)),
        ({**XTERM, "WT_SESSION": "1"}, "win32", "", Ways((), "plain", True)),
        # One that surely cannot.
        ({"TERM": "linux"}, "linux", "", Ways((), "none", False)),
        ({"TERM": "dumb"}, "linux", "", Ways((), "none", False)),
        ({}, "linux", "", Ways((), "none", False)),
        ({}, "win32", "", Ways((), "plain", False)),
        ({**XTERM, "TERM_PROGRAM": "Apple_Terminal"}, "darwin", "", Ways((), "none", False)),
        # The programs of this computer, not when the reader sits at another.
        (XTERM, "darwin", "pbcopy", Ways((PBCOPY,), "plain", False)),
        ({**XTERM, **SSH}, "darwin", "pbcopy", Ways((), "plain", False)),
        ({**XTERM, "SSH_TTY": "/dev/pts/1"}, "darwin", "pbcopy", Ways((), "plain", False)),
        (XTERM, "win32", "clip.exe", Ways((CLIP,), "plain", False)),
        ({**XTERM, "WSL_DISTRO_NAME": "x"}, "linux", "clip.exe", Ways((CLIP,), "plain", False)),
        (XTERM, "linux", "wl-copy xclip", Ways((), "plain", False)),
        ({**XTERM, "DISPLAY": ":0"}, "linux", "xclip xsel", Ways((XCLIP,), "plain", False)),
        ({**XTERM, "DISPLAY": ":0"}, "linux", "xsel", Ways((XSEL,), "plain", False)),
        (
            {**XTERM, "DISPLAY": ":0", "WAYLAND_DISPLAY": "w"},
            "linux",
            "wl-copy xclip",
            Ways((WL,), "plain", False),
        ),
        ({"TERM": "linux", "DISPLAY": ":0"}, "linux", "xclip", Ways((XCLIP,), "none", False)),
        # What stands between, which the other end of SSH knows only by the name of the terminal.
        ({"TERM": "tmux-256color", "TMUX": "x"}, "linux", "tmux", Ways((TMUX,), "tmux", False)),
        ({"TERM": "screen", "TMUX": "x", **SSH}, "linux", "tmux", Ways((TMUX,), "tmux", False)),
        ({"TERM": "screen", "TMUX": "x"}, "darwin", "pbcopy", Ways((PBCOPY,), "tmux", False)),
        ({"TERM": "tmux-256color", **SSH}, "linux", "tmux", Ways((), "tmux", False)),
        ({"TERM": "xterm-kitty", "STY": "1.x"}, "linux", "", Ways((), "screen", False)),
        ({"TERM": "screen.xterm-256color"}, "linux", "", Ways((), "screen", False)),
    ],
)
def test_the_ways_follow_from_where_the_terminal_is(
    environ: dict[str, str], platform: str, installed: str, expected: Ways
) -> None:
    """No program of another computer is asked, and nothing is promised that is not known."""
    found = ways(environ, platform, lambda name: name if name in installed.split() else None)
    assert found == expected


def inside(written: str, wrapping: Wrapping) -> str:
    """The text as the terminal gets it from what stands between."""
    if wrapping == "tmux":
        outer = re.search(r"\x1bPtmux;((?:[^\x1b]|\x1b\x1b)*)\x1b\\$", written)
        assert outer
        written = outer[1].replace("\x1b\x1b", "\x1b")
    if wrapping == "screen":
        pieces = re.findall(r"\x1bP((?:[^\x1b]|\x1b(?!\\))*)\x1b\\", written)
        assert all(len(piece) <= 255 for piece in pieces)
        assert len(written) == sum(len(piece) + 4 for piece in pieces)
        written = "".join(pieces)
    found = re.fullmatch(r"\x1b\]52;c;([A-Za-z0-9+/=]*)\a", written)
    assert found
    return base64.b64decode(found[1]).decode()


@for_all(st.text(st.characters(exclude_categories=["Cs"]), max_size=2_000))
def test_the_terminal_gets_the_text_through_what_stands_between(text: str) -> None:
    """Whatever the text is: in tmux with ESC doubled, in GNU screen in pieces."""
    for wrapping in ("plain", "tmux", "screen"):
        assert inside(sequence(text, wrapping), wrapping) == text


def test_tmux_is_also_sent_what_it_takes_for_itself() -> None:
    """With `set-clipboard on` it reads the plain sequence, with `allow-passthrough` the other."""
    assert sequence("a", "tmux").startswith(sequence("a", "plain"))


def test_nothing_is_sent_that_nobody_would_take() -> None:
    """Too long for some terminal, or for a terminal without a clipboard."""
    assert inside(sequence("a" * LONGEST, "plain"), "plain") == "a" * LONGEST
    assert sequence("é" * LONGEST, "plain") == ""
    assert sequence("a", "none") == ""


def tool(code: str) -> Tool:
    """A program that Python runs."""
    return Tool((sys.executable, "-c", code))


def test_a_program_that_takes_the_text_says_so(tmp_path: Path) -> None:
    """By ending well; one that fails or is not there has not taken it."""
    out = tmp_path / "out"
    takes = tool(f"import sys; open({str(out)!r}, 'wb').write(sys.stdin.buffer.read())")
    fails = tool("raise SystemExit(1)")
    assert given("Moïse", (fails, takes))
    assert out.read_text("utf-8") == "Moïse"
    assert not given("a", (fails, Tool((str(tmp_path / "nowhere"),))))
    assert not given("a", ())


def test_the_text_is_kept_in_a_file_of_the_reader() -> None:
    """For the reader alone, the newest only, and without a draft beside it."""
    assert kept("one", ".bib").read_text("utf-8") == "one"
    path = kept("zwei é\n", ".bib")
    assert path.read_bytes() == "zwei é\n".encode()
    assert path.name == "copied.bib"
    assert stat.S_IMODE(path.stat().st_mode) == 0o600
    assert [file.name for file in path.parent.iterdir()] == ["copied.bib"]
