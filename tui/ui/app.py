"""The Textual application: the screen, its themes, the clipboard, help and palette."""

from __future__ import annotations

import asyncio
import gc
import signal
from collections.abc import Iterable
from contextlib import suppress
from functools import partial
from inspect import isawaitable
from typing import TYPE_CHECKING, ClassVar, Final

from textual import events
from textual.app import App, SystemCommand
from textual.binding import BindingType
from textual.dom import DOMNode
from textual.screen import Screen
from textual.widgets import Input

from tui.event import Event
from tui.search import Timeline
from tui.ui.commands import COMMANDS, TYPED, Command, bindings
from tui.ui.screen import ExplorerScreen
from tui.ui.themes import THEMES

if TYPE_CHECKING:  # start-up, as where they are used
    from tui.notebook import View

LONGEST_KEY: Final = 0.25
"""Seconds that a widget may take over one key before the next is looked at."""


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

    def on_mount(self) -> None:
        """Whoever ends the program from outside finds the terminal as it was."""
        for number in (signal.SIGINT, signal.SIGTERM, getattr(signal, "SIGHUP", signal.SIGTERM)):
            with suppress(NotImplementedError, ValueError):  # Windows; a thread, as in tests
                leave = partial(self.exit, return_code=128 + number)
                asyncio.get_running_loop().add_signal_handler(number, leave)

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
        yield from self._view_commands()

    def _view_commands(self) -> Iterable[SystemCommand]:
        """The saved views, to open or to forget."""
        from tui.notebook import NotebookError  # start-up: nobody has asked for a view yet
        from tui.ui.views import palette

        explorer = self._explorer
        try:
            for line in palette(explorer.notebook):
                carry_out = self._forget_view if line.forgets else explorer.open_view
                yield SystemCommand(line.title, line.help, partial(carry_out, line.view))
        except NotebookError as error:
            self.notify(str(error), markup=False)

    def _forget_view(self, view: View) -> None:
        from tui.ui.views import forget  # start-up, as above

        self.notify(forget(self._explorer.notebook, view), markup=False)

    def action_save_view(self) -> None:
        """Ask for a name, and keep the query, the cursor and the panel under it."""
        from tui.ui.views import NameScreen, save  # start-up, as above

        view = self._explorer.view

        def kept(name: str | None) -> None:
            if name:
                self.notify(save(self._explorer.notebook, view, name), markup=False)

        self.push_screen(NameScreen(view), kept)

    def action_recall_query(self) -> None:
        """Choose among what was asked before."""
        from tui.ui.recall import RecallScreen  # start-up: only those who ask pay for it

        def ask(query: str | None) -> None:
            if query is not None:
                self._explorer.ask(query)

        self.push_screen(RecallScreen(self._explorer.history.queries()), ask)

    def on_explorer_screen_unkept(self, unkept: ExplorerScreen.Unkept) -> None:
        """Say that something will not be remembered."""
        self.notify(unkept.why, severity="warning", markup=False)

    async def on_event(self, event: events.Event) -> None:
        """Deal with one key before the next.

        Several keys may arrive at once, pasted or over a slow line, and Textual hands each to the
        focused widget's queue; a key that the application itself carries out would overtake them.
        """
        await super().on_event(event)
        if isinstance(event, events.Key) and self.focused is not None:
            dealt_with = asyncio.Event()
            if self.focused.call_later(dealt_with.set):
                with suppress(TimeoutError):  # a widget that waits for the application
                    await asyncio.wait_for(dealt_with.wait(), LONGEST_KEY)

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool:
        """Leave characters to what is typed, and every key to the help screen."""
        if action in TYPED and isinstance(self.focused, Input):
            return False
        return action not in {*TYPED, "open_help"} or self.screen is self._explorer

    async def carry_out(self, command: Command) -> None:
        """Run a command that was chosen from a list, on whoever carries it out."""
        carrier: DOMNode = self
        name = command.carrier or command.owner
        if name == "screen":
            carrier = self._explorer
        elif name in ("facets", "narrowing"):
            await self._explorer.show_facets()
            carrier = self._explorer.query_one(f"#{name}")
        elif name != "app":
            carrier = self._explorer.query_one(f"#{name}")
        done = getattr(carrier, f"action_{command.action}")()
        if isawaitable(done):
            await done

    def on_explorer_screen_quoted(self, quoted: ExplorerScreen.Quoted) -> None:
        """Send to the terminal's clipboard, which never answers, and say what was sent."""
        if not quoted.text:
            self.notify("There is no event to copy.")
            return
        self.copy_to_clipboard(quoted.text)
        size = f"{len(quoted.text):,} characters"
        self.notify(f"Sent to the terminal's clipboard: the event with its sources, {size}.")

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

        self.push_screen(HelpScreen(self._explorer.header), run)

    def action_open_help(self) -> None:
        """List the keys, also while a query is typed."""
        self.action_show_help()

    def action_explain_quit(self) -> None:
        """Say how to quit: Ctrl+C is pressed by habit, and copies where text is selected."""
        selected = self.screen.get_selected_text() or getattr(self.focused, "selected_text", "")
        if selected:
            self.copy_to_clipboard(selected)
        else:
            self.notify("q quits, from the timeline or the event.")

    def action_show_palette(self) -> None:
        """Open the command palette."""
        self.action_command_palette()
