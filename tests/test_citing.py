"""Copying what is cited, from the key to the clipboard."""

from __future__ import annotations

import base64
import re
import shutil
import sys
from pathlib import Path

import pytest
from textual.widgets import OptionList

from tests.screens import boxed, drawing, explorer, hold_to, reading
from tests.test_opening import STORY
from tui.ui.app import ExplorerApp
from tui.ui.chooser import ChooserScreen
from tui.ui.copied import CopiedScreen

KITTY = "xterm-kitty"


def said(app: ExplorerApp) -> list[str]:
    """What the screen says in passing."""
    return [note.message for note in app._notifications]


@pytest.mark.parametrize(
    ("key", "begins", "what"),
    [
        ("f", "2-3 Mar 2024: Two prisons", "the event with 2 sources"),
        ("m", "2-3 Mar 2024: Two prisons", "the event with 2 sources as Markdown"),
        ("b", "@article{daily,", "the BibTeX of 2 sources"),
        ("r", "TY  - NEWS\nID  - daily", "the RIS of 2 sources"),
        ("c", "[\n  {", "the CSL-JSON of 2 sources"),
        ("u", "https://example.org/news/2024/03/04/two", "the 2 URLs of its sources"),
    ],
)
async def test_each_form_is_two_keys_away(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, key: str, begins: str, what: str
) -> None:
    """And the screen says what was copied."""
    monkeypatch.setenv("TERM", KITTY)
    app = explorer(tmp_path, store=STORY)
    async with reading(app) as pilot:
        await pilot.press("j", "j", "Y", key)
        assert app.clipboard.startswith(begins)
        assert not app.clipboard.endswith("\n")
        assert said(app) == [f"Copied {what}."]


async def test_what_is_copied_says_on_which_day_it_was_known(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The day of the query, in the text and in its preview."""
    monkeypatch.setenv("TERM", KITTY)
    app = explorer(tmp_path, "as-of:2024-03-05", store=STORY)
    async with reading(app) as pilot:
        await pilot.press("y")
        assert "As known on 5 Mar 2024." in app.clipboard
        await pilot.press("Y")
        assert "As known on 5 Mar 2024." in drawing(app)


async def test_the_chooser_begins_at_the_form_chosen_last(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """So that Enter takes it again; Esc takes nothing."""
    monkeypatch.setenv("TERM", KITTY)
    app = explorer(tmp_path, store=STORY)
    async with reading(app) as pilot:
        await pilot.press("j", "j", "Y", "escape")
        assert len(app.screen_stack) == 1
        assert app.clipboard == ""
        await pilot.press("Y", "r", "Y")
        assert app.screen.query_one(OptionList).highlighted == 3
        await pilot.press("k", "enter")
        assert app.clipboard.startswith("@article{daily,")


async def test_an_event_without_sources_copies_no_list(tmp_path: Path) -> None:
    """It says why."""
    app = explorer(tmp_path)
    async with reading(app) as pilot:
        await pilot.press("G", "Y", "b")
        assert said(app) == ["Nothing is copied: the event names no source."]


async def test_where_nothing_is_found_there_is_nothing_to_copy(tmp_path: Path) -> None:
    """Nor to open or to edit."""
    app = explorer(tmp_path, "nowhere")
    async with reading(app) as pilot:
        for key, words in (
            ("y", "There is no event to copy."),
            ("Y", "There is no event to copy."),
            ("o", "The event names no web address."),
            ("e", "There is no event to edit."),
        ):
            await pilot.press(key)
            assert said(app) == [words]


async def test_a_terminal_of_which_nothing_is_known_also_shows_the_text(tmp_path: Path) -> None:
    """To select, and as a file; who finds that pasting works is not shown it again."""
    app = explorer(tmp_path, store=STORY)
    async with reading(app) as pilot:
        await pilot.press("j", "j", "Y", "u")
        assert isinstance(app.screen, CopiedScreen)
        file = tmp_path / "home" / "state" / "haiti-timeline" / "copied.txt"
        assert file.read_text().splitlines() == app.clipboard.splitlines()
        hold_to("copied-80x24", drawing(app))
        await pilot.press("escape", "y")
        assert isinstance(app.screen, CopiedScreen)
        await pilot.press("enter", "y")
        assert len(app.screen_stack) == 1
        assert said(app) == ["Copied the event with 2 sources."]


async def test_a_terminal_without_a_clipboard_shows_the_text(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Every time: nothing else can be done."""
    monkeypatch.setenv("TERM", "linux")
    app = explorer(tmp_path)
    async with reading(app) as pilot:
        for _ in range(2):
            await pilot.press("y")
            shown = " ".join(drawing(app).split())
            assert "This terminal has no clipboard for the event with 1 source." in shown
            assert "copied.txt" in shown
            assert "pasting works" not in shown
            await pilot.press("enter")
            assert len(app.screen_stack) == 1


async def test_the_text_is_shown_also_where_no_file_can_be_written(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """With the reason."""
    monkeypatch.setenv("TERM", "linux")
    (tmp_path / "blocked").write_text("")
    monkeypatch.setenv("XDG_STATE_HOME", str(tmp_path / "blocked"))
    app = explorer(tmp_path)
    async with reading(app) as pilot:
        await pilot.press("y")
        assert "no file could be written: not a directory." in " ".join(drawing(app).split())


@pytest.mark.parametrize("size", [(80, 24), (120, 40), (40, 10)], ids=lambda s: f"{s[0]}x{s[1]}")
async def test_the_chooser_looks_as_drawn(tmp_path: Path, size: tuple[int, int]) -> None:
    """Each form on its key, with what it would give below where there is room."""
    app = explorer(tmp_path, store=STORY)
    async with reading(app, size) as pilot:
        await pilot.press("j", "j", "Y", "j", "j")
        assert isinstance(app.screen, ChooserScreen)
        hold_to(f"citing-{size[0]}x{size[1]}", boxed(app))


COMMAND = shutil.which("haiti-timeline", path=str(Path(sys.executable).parent)) or ""
_OSC_52 = re.compile(rb"\x1b+\]52;c;([A-Za-z0-9+/=]+)\a")


@pytest.mark.skipif(not COMMAND, reason="haiti-timeline is not installed")
@pytest.mark.parametrize("term", ["xterm-kitty", "tmux-256color"])
def test_the_text_arrives_at_the_terminal(term: str) -> None:
    """In a real one, and wrapped where tmux stands between."""
    pytest.importorskip("pty", reason="a pseudo-terminal is needed")
    from tests.terminal import Terminal  # a pseudo-terminal is Unix's own

    terminal = Terminal([COMMAND], TERM=term, SSH_TTY="/dev/pts/0")
    try:
        assert terminal.wait_for("Mass escape from Croix-des-Bouquets prison"), terminal.text
        terminal.type("Yr")
        assert terminal.wait_for("(Copied|Sent) the RIS of 4 sources"), terminal.text
        sent = _OSC_52.findall(bytes(terminal.output))
        assert all(base64.b64decode(text).startswith(b"TY  - NEWS\n") for text in sent)
        assert len(sent) == (1 if term == "xterm-kitty" else 2)
        assert (b"\x1bPtmux;\x1b\x1b]52;c;" in terminal.output) == (term == "tmux-256color")
    finally:
        terminal.close()
