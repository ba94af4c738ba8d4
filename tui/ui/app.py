"""The Textual application: the screen, its themes, the clipboard, help and palette."""

from __future__ import annotations

import gc
from collections.abc import Iterable
from typing import ClassVar

from textual.app import App, SystemCommand
from textual.binding import BindingType
from textual.dom import DOMNode
from textual.screen import Screen

from tui.event import Event
from tui.search import Timeline
from tui.ui.commands import COMMANDS, Command, bindings
from tui.ui.screen import ExplorerScreen
from tui.ui.themes import THEMES


class ExplorerApp(App[None]):
    """A timeline to read by keyboard."""

    TITLE = "haiti-timeline"
    CSS = """
    SearchIcon { display: none; }  /* an emoji, whose width terminals disagree about */
    """
    BINDINGS: ClassVar[list[BindingType]] = bindings("app")

    def __init__(self, timeline: Timeline, query: str = "", at: Event | None = None) -> None:
        super().__init__()
        self._explorer = ExplorerScreen(timeline, query, at)
        self.animation_level = "none"
        for theme in THEMES.values():
            self.register_theme(theme)
        # Before the stylesheet is first parsed: setting a theme later parses it once more.
        self.set_reactive(App.theme, next(iter(THEMES)))
        self.stylesheet.set_variables(self.get_css_variables())

    def on_ready(self) -> None:
        """The first frame stands: from here on there is garbage to collect."""
        gc.freeze()
        gc.enable()

    def get_theme_variable_defaults(self) -> dict[str, str]:
        """What a theme without our own variables would use."""
        return dict(next(iter(THEMES.values())).variables)

    def get_default_screen(self) -> Screen[None]:
        """The explorer is all there is."""
        return self._explorer

    def get_system_commands(self, screen: Screen[object]) -> Iterable[SystemCommand]:
        """The palette offers the command table."""
        for command in COMMANDS:
            if command.id != "show-palette":
                title = command.help[0].upper() + command.help[1:]
                yield SystemCommand(title, command.shown, lambda c=command: self.carry_out(c))

    async def carry_out(self, command: Command) -> None:
        """Run a command on the widget that owns it."""
        owner: DOMNode = self
        if command.owner == "screen":
            owner = self._explorer
        elif command.owner != "app":
            owner = self._explorer.query_one(f"#{command.owner}")
        await self.run_action(command.action, owner)

    def on_explorer_screen_quoted(self, quoted: ExplorerScreen.Quoted) -> None:
        """Copy, and say what was copied."""
        self.copy_to_clipboard(quoted.text)
        self.notify(f"Copied {len(quoted.text):,} characters: the event with its sources.")

    async def action_quit(self) -> None:
        """Quit, but from the whole-screen event only go back."""
        if self._explorer.full:
            self._explorer.action_go_back()
        else:
            self.exit()

    def action_next_theme(self) -> None:
        """Take the next theme of the list."""
        names = list(THEMES)
        self.theme = names[(names.index(self.theme) + 1) % len(names)]

    def action_show_help(self) -> None:
        """List the keys, and run the one that is chosen."""
        from tui.ui.help import HelpScreen  # start-up: only those who ask pay for it

        def run(command: Command | None) -> None:
            if command is not None:
                self.call_next(self.carry_out, command)

        self.push_screen(HelpScreen(), run)

    def action_show_palette(self) -> None:
        """Open the command palette."""
        self.action_command_palette()
