"""One table makes bindings, key line, help, palette and README."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from textual.command import CommandPalette
from textual.widgets import Input, OptionList

from tests.screens import drawing, explorer, reading
from tui.notebook import Notebook, View
from tui.query import SYNTAX
from tui.ui.app import ExplorerApp
from tui.ui.commands import COMMANDS, Owner, footer
from tui.ui.detail import DetailPane
from tui.ui.facets import FacetPanel, NarrowInput
from tui.ui.figures import FiguresPane
from tui.ui.list_pane import ListPane
from tui.ui.screen import ExplorerScreen
from tui.ui.search_bar import SearchBar
from tui.ui.timeline import TimelinePane

README = (Path(__file__).parent.parent / "README.md").read_text("utf-8")

OWNERS = {
    "app": ExplorerApp,
    "screen": ExplorerScreen,
    "timeline": TimelinePane,
    "detail": DetailPane,
    "search": SearchBar,
    "list": ListPane,
    "figures": FiguresPane,
    "facets": FacetPanel,
    "narrowing": NarrowInput,
}


def test_every_command_has_an_action_on_its_owner() -> None:
    """No key does nothing."""
    for command in COMMANDS:
        carrier = OWNERS[command.carrier or command.owner]
        assert hasattr(carrier, f"action_{command.action}"), command.id


def test_no_key_of_a_pane_has_two_meanings() -> None:
    """A pane's keys, and those of the screen and the application below it, differ."""
    for pane in ("timeline", "detail", "list", "facets"):
        keys = [
            key
            for command in COMMANDS
            if command.owner in (pane, "screen", "app")
            for key in command.keys.split(",")
        ]
        assert len(keys) == len(set(keys))


def test_no_command_needs_a_key_that_terminals_eat() -> None:
    """Such keys are never the only way."""
    eaten = {f"ctrl+{letter}" for letter in "absjimhz"} | {"f10", "f11", "ctrl+enter"}
    for command in COMMANDS:
        assert set(command.keys.split(",")) - eaten, command.id


def test_the_key_line_names_a_handful_of_keys() -> None:
    """The most useful ones, with a way to all the others."""
    for pane in ("timeline", "detail"):
        words = [word for _, word in footer(pane)]
        assert "help" in words
        assert len(words) <= 9


@pytest.mark.parametrize("owner", ["timeline", "detail", "list", "facets"])
def test_the_key_line_begins_with_help_and_the_way_out(owner: Owner) -> None:
    """However narrow it is."""
    assert list(footer(owner))[:2] == [("?", "help"), ("q", "quit")]


def test_the_key_line_names_only_keys_that_work_while_typing() -> None:
    """Where ? and q are letters."""
    assert dict(footer("search"))["F1"] == "help"
    assert dict(footer("search"))["Ctrl+R"] == "history"
    assert {"?", "q", "Tab"}.isdisjoint(dict(footer("narrowing")))


def titles(app: ExplorerApp) -> list[str]:
    """What the palette offers."""
    return [command.title for command in app.get_system_commands(app.screen)]


async def test_the_palette_tells_its_commands_apart(tmp_path: Path) -> None:
    """The views first, the pane with what belongs to one, and no plain movement."""
    Notebook().save(View("Prisons", "prison"))
    app = explorer(tmp_path)
    async with reading(app, (80, 40)) as pilot:
        offered = titles(app)
        assert offered[0] == "View: Prisons"
        assert len(offered) == len(set(offered))
        assert "Next event (event)" in offered
        assert not any(title.startswith(("Scroll", "A page", "First ev")) for title in offered)
        await pilot.press("ctrl+p")
        assert "View: Prisons" in drawing(app)
        await pilot.press(*"quit")
        await pilot.pause(0.5)
        assert isinstance(app.screen, CommandPalette)
        first = str(app.screen.query_one(OptionList).get_option_at_index(0).prompt)
        assert first.startswith("Back from the whole screen, or quit")


async def test_no_hidden_key_quits(tmp_path: Path) -> None:
    """Ctrl+Q, which Textual would bind, stands in no list."""
    app = explorer(tmp_path)
    async with reading(app, (80, 24)) as pilot:
        await pilot.press("ctrl+q", "slash", "ctrl+q", "a")
        assert app.is_running
        assert app.screen.query_one("#query", Input).value == "a"


async def test_ctrl_c_says_how_to_quit_from_here(tmp_path: Path) -> None:
    """In the one message that is shown, whatever was said before."""
    app = explorer(tmp_path)
    async with reading(app, (80, 24)) as pilot:
        for keys, said in (
            ([], "q quits."),
            (["slash"], "Esc leaves the query; then q quits."),
            (["escape", "enter"], "q goes back; pressed again it quits."),
            (["q", "f", "w"], "Esc leaves the narrowing; then q quits."),
            (["escape", "question_mark"], "Esc closes this; then q quits."),
        ):
            await pilot.press(*keys, "ctrl+c")
            assert [note.message for note in app._notifications] == [said]
        assert [note.timeout for note in app._notifications] == [3]


@pytest.mark.parametrize("width", [41, 80])
async def test_the_help_keeps_its_columns(tmp_path: Path, width: int) -> None:
    """What a line has no room for goes on under its text; a long key stands above it."""
    app = explorer(tmp_path)
    async with reading(app, (width, 40)) as pilot:
        await pilot.press("f1", *"complete")
        lines = drawing(app).splitlines()[2:4]
        assert lines[0].startswith("\u2502 Tab           complete")
        assert lines[1].startswith("\u2502               ")
        assert lines[1][16] != " "
        await pilot.press(*["backspace"] * 8, *"period")
        lines = drawing(app).splitlines()[2:]
        at = next(at for at, line in enumerate(lines) if "in:2024-03..2024-06" in line)
        assert any(
            line.startswith("\u2502               a period") for line in lines[at + 1 : at + 3]
        )


def test_the_readme_lists_every_key() -> None:
    """As the table has them, in the words of the help screen."""
    for command in COMMANDS:
        row = rf"\| `{re.escape(command.shown)}` \|[^|]* {re.escape(command.help)}(;| \|)"
        assert re.search(row, README), command.shown


def test_the_readme_teaches_the_whole_query_language() -> None:
    """In the words of the help screen."""
    for written, meaning in SYNTAX:
        assert f"| `{written}` | {meaning} |" in README, written
