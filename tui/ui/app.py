"""The Textual application: the screen, its themes, the clipboard, help and palette."""

from __future__ import annotations

import asyncio
import gc
import signal
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager, suppress
from functools import partial
from inspect import isawaitable
from typing import TYPE_CHECKING, ClassVar, Final

from textual import events
from textual.app import App, SystemCommand
from textual.binding import BindingType
from textual.command import DiscoveryHit, Hits, Provider
from textual.dom import DOMNode
from textual.screen import Screen
from textual.system_commands import SystemCommandsProvider
from textual.widgets import Input

from tui.cite import CiteFormat
from tui.event import Event
from tui.search import Timeline
from tui.ui.commands import COMMANDS, TYPED, Command, Owner, bindings
from tui.ui.screen import ExplorerScreen
from tui.ui.themes import THEMES
from tui.when import When

if TYPE_CHECKING:  # start-up, as where they are used
    from tui.notebook import Notebook, View

LONGEST_KEY: Final = 0.25
"""Seconds that a widget may take over one key before the next is looked at."""

PANES: Final[dict[Owner, str]] = {
    "timeline": "timeline",
    "detail": "event",
    "search": "search",
    "facets": "facets",
    "narrowing": "facets",
}
"""How the palette calls whoever a command belongs to."""


class Palette(SystemCommandsProvider):
    """What the palette lists before anything is typed."""

    async def discover(self) -> Hits:
        """The commands in their own order, not by letter."""
        for title, said, carry_out, _ in self.app.get_system_commands(self.screen):
            yield DiscoveryHit(title, carry_out, help=said)


class ExplorerApp(App[None], inherit_bindings=False):
    """A timeline to read by keyboard; Textual's own Ctrl+Q would quit while a query is typed."""

    TITLE = "haiti-timeline"
    CSS = """
    SearchIcon { display: none; }  /* an emoji, whose width terminals disagree about */
    ToastRack { margin: 0 0 4 0; }  /* above the lines that say where on a tour one is */
    """
    BINDINGS: ClassVar[list[BindingType]] = bindings("app")
    COMMANDS: ClassVar[set[type[Provider] | Callable[[], type[Provider]]]] = {Palette}
    NOTIFICATION_TIMEOUT: ClassVar[float] = 3

    def __init__(
        self,
        timeline: Timeline,
        query: str = "",
        at: Event | None = None,
        notebook: Notebook | None = None,
        view: View | None = None,
    ) -> None:
        super().__init__()
        self._explorer = ExplorerScreen(timeline, query, at, notebook, view)
        self._timeline = timeline
        self.form: CiteFormat = "footnote"
        self.trusts_clipboard = False
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
                self._heed(number)

    def _heed(self, number: int) -> None:
        leave = partial(self.exit, return_code=128 + number)
        asyncio.get_running_loop().add_signal_handler(number, leave)

    def on_ready(self) -> None:
        """The first frame stands: from here on there is garbage to collect."""
        gc.freeze()
        # As set by Python, a third of the keys would wait for a collection of 10 to 50 ms: what is
        # counted for the axis makes thousands of objects, and next to none of them is garbage.
        gc.set_threshold(50_000, 20, 100)
        gc.enable()

    def get_theme_variable_defaults(self) -> dict[str, str]:
        """What a theme without our own variables would use."""
        return dict(next(iter(THEMES.values())).variables)

    def get_default_screen(self) -> Screen[None]:
        """The explorer is all there is."""
        return self._explorer

    def get_system_commands(self, screen: Screen[object]) -> Iterable[SystemCommand]:
        """The palette offers the saved views and the command table."""
        yield from self._view_commands()
        for command in COMMANDS:
            if command.id != "show-palette" and not command.is_movement:
                title = command.help[0].upper() + command.help[1:]
                if pane := PANES.get(command.owner):
                    title += f" ({pane})"
                yield SystemCommand(title, command.shown, lambda c=command: self.carry_out(c))

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
            self.tell(str(error))

    def _forget_view(self, view: View) -> None:
        from tui.ui.views import forget  # start-up, as above

        self.tell(forget(self._explorer.notebook, view))

    def action_save_view(self) -> None:
        """Ask for a name, and keep under it what is asked, the cursor and how it is looked at."""
        from tui.ui.views import NameScreen, save  # start-up, as above

        view = self._explorer.view

        def kept(name: str | None) -> None:
            if name:
                self.tell(save(self._explorer.notebook, view, name))

        self.push_screen(NameScreen(view), kept)

    def on_app_focus(self) -> None:
        """Show what was starred meanwhile in another window."""
        self._explorer.keeping.look()

    def finish(self) -> list[str]:
        """Wait until what the reader keeps is written; what could not be, in sentences."""
        return self._explorer.keeping.finish()

    def action_write_note(self) -> None:
        """Write a note about the event."""
        from tui.ui.note import NoteScreen  # start-up: only those who write pay for it

        if (event := self._explorer.event) is not None:
            self.push_screen(NoteScreen(event, self._explorer.keeping))

    def action_recall_query(self) -> None:
        """Choose among what was asked before."""
        from tui.ui.recall import RecallScreen  # start-up: only those who ask pay for it

        def ask(query: str | None) -> None:
            if query is not None:
                self._explorer.ask(query)

        self.push_screen(RecallScreen(self._explorer.history.queries()), ask)

    def action_go_to_date(self) -> None:
        """Ask for a date, and go to what stands there."""
        from tui.ui.go_to import GoToScreen  # start-up, as above

        def go(date: When | None) -> None:
            if date is not None:
                self._explorer.go_to_date(date)

        self.push_screen(GoToScreen(self._explorer.look_at), go)

    def on_explorer_unkept(self, unkept: ExplorerScreen.Unkept) -> None:
        """Say that something will not be remembered."""
        self.tell(unkept.why)

    def tell(self, text: str) -> None:
        """Say something in passing."""
        self.notify(text, markup=False)

    def on_notify(self) -> None:
        """One message at a time: more would cover what is being read."""
        self.clear_notifications()

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

    @property
    def explorer(self) -> ExplorerScreen:
        """The one screen under all others."""
        return self._explorer

    async def action_quote_event(self) -> None:
        """Copy the event as a sentence with its sources."""
        from tui.ui.citing import copy_event  # start-up: nothing was copied yet

        await copy_event(self, self._explorer.event)

    def action_choose_citation(self) -> None:
        """Choose in which form to copy the event or its sources."""
        from tui.ui.citing import choose_form  # start-up, as above

        choose_form(self, self._explorer.event)

    def action_follow_on(self) -> None:
        """Follow a link to what came of the event."""
        from tui.ui.following import follow  # start-up: nobody has followed a link yet

        follow(self, self._timeline, is_onward=True)

    def action_follow_back(self) -> None:
        """Follow a link to what the event came of."""
        from tui.ui.following import follow  # start-up, as above

        follow(self, self._timeline, is_onward=False)

    def action_ask_category(self) -> None:
        """Ask for events of the same category, or no longer."""
        from tui.ui.alike import ask_alike  # start-up, as above

        ask_alike(self, "category")

    def action_ask_actor(self) -> None:
        """Ask for events by the same actor, or no longer."""
        from tui.ui.alike import ask_alike  # start-up, as above

        ask_alike(self, "actor")

    def action_list_tours(self) -> None:
        """Choose a tour, and go to its first stop."""
        from tui.ui.following import choose_tour  # start-up, as above

        choose_tour(self)

    async def action_open_source(self) -> None:
        """Open a source in the browser."""
        from tui.ui.opening import open_source  # start-up: nothing was opened yet

        await open_source(self, self._explorer.event)

    def action_edit_event(self) -> None:
        """Open the event's line in the reader's editor."""
        from tui.ui.editing import edit_event  # start-up: nothing was edited yet

        edit_event(self, self._timeline, self._explorer.event)

    def send(self, sequence: str, text: str) -> None:
        """Write what brings the text to the terminal's clipboard; Textual pastes it as well."""
        self._clipboard = text
        if self._driver is not None:
            self._driver.write(sequence)  # Textual's own way knows neither tmux nor screen

    def copy_to_clipboard(self, text: str) -> None:
        """Copy what was selected, as everything else is copied."""
        from tui.ui.citing import copy  # start-up, as above

        self.run_worker(copy(self, text, "what was selected", ".txt"))

    @contextmanager
    def away(self) -> Iterator[None]:
        """Leave the terminal to another program. Raises SuspendNotSupported."""
        loop = asyncio.get_running_loop()
        is_heeded = loop.remove_signal_handler(signal.SIGINT)
        # Ctrl+C is meant for the other program, which has handlers of its own.
        before = signal.signal(signal.SIGINT, lambda *_: None) if is_heeded else None
        try:
            with self.suspend():
                yield
        finally:
            if is_heeded:
                signal.signal(signal.SIGINT, before)
                # Not before the loop has come to what was meant for the other program.
                loop.call_soon(loop.call_soon, partial(self._heed, signal.SIGINT))

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
        elif self.screen is not self._explorer:
            self.tell("Esc closes this; then q quits.")
        elif isinstance(self.focused, Input):
            what = "query" if self.focused.id == "query" else "narrowing"
            self.tell(f"Esc leaves the {what}; then q quits.")
        elif self._explorer.full:
            self.tell("q goes back; pressed again it quits.")
        else:
            self.tell("q quits.")

    def action_show_palette(self) -> None:
        """Open the command palette."""
        self.action_command_palette()
