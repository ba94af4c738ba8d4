"""One table makes bindings, key line, help, palette and README."""

from __future__ import annotations

import re
from pathlib import Path

from tui.query import SYNTAX
from tui.ui.app import ExplorerApp
from tui.ui.commands import COMMANDS, footer
from tui.ui.detail import DetailPane
from tui.ui.facets import FacetPanel, NarrowInput
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
    for pane in ("timeline", "detail", "facets"):
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


def test_the_readme_lists_every_key() -> None:
    """As the table has them, in the words of the help screen."""
    for command in COMMANDS:
        row = rf"\| `{re.escape(command.shown)}` \|[^|]* {re.escape(command.help)}(;| \|)"
        assert re.search(row, README), command.shown


def test_the_readme_teaches_the_whole_query_language() -> None:
    """In the words of the help screen."""
    for written, meaning in SYNTAX:
        assert f"| `{written}` | {meaning} |" in README, written
