"""The search pane: what is typed, what it was understood as, and how much it finds."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import ClassVar

from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.content import Content
from textual.message import Message
from textual.reactive import reactive
from textual.widget import Widget
from textual.widgets import Input, Static

from tui.search import Results
from tui.text import cells, fit, harmless
from tui.ui.commands import bindings


def counts(results: Results, total: int) -> str:
    """How much is found: `9 certainly, 2 possibly of 128`."""
    if results.query.is_everything:
        return f"{total:,} events"
    if results.possible:
        return f"{results.certain:,} certainly, {results.possible:,} possibly of {total:,}"
    return f"{results.certain:,} of {total:,}"


class QueryInput(Input):
    """An input that a paste cannot make drive the terminal, and whose keys keep their order."""

    BINDINGS: ClassVar[list[BindingType]] = [
        replace(binding, priority=True)
        for binding in Input.BINDINGS
        if isinstance(binding, Binding)
    ]

    def validate_value(self, value: str) -> str:
        """Keep what can only be shown; the query means the same."""
        return harmless(value)


class Answer(Widget):
    """What the query was understood as, or what is doubtful in it, and how much it finds."""

    DEFAULT_CSS = """
    Answer { height: 1; color: $muted; padding: 0 1 0 2; }
    """

    results: reactive[Results | None] = reactive(None)
    """What the query found."""

    def __init__(self, total: int) -> None:
        super().__init__()
        self._total = total

    def render(self) -> Content:
        """The sentence as far as there is room, the counts in full."""
        if self.results is None:
            return Content()
        width = self.content_size.width
        notes = self.results.query.notes
        # What is doubtful needs the room.
        count = f"{len(self.results):,}" if notes else counts(self.results, self._total)
        said = notes[0].text if notes else self.results.query.explain()
        shown = fit(said, max(0, width - cells(count) - 2))
        pad = " " * max(1, width - cells(shown) - cells(count))
        return Content.assemble((shown, "$warning" if notes else ""), pad, (count, "$foreground"))


class SearchBar(Widget):
    """The query line, and under it the query said back in words with its counts."""

    DEFAULT_CSS = """
    SearchBar {
        height: 2;
        background: $panel;
        layout: grid;
        grid-size: 2 2;
        grid-columns: 2 1fr;
        grid-rows: 1;
        #prompt { color: $muted; }
        &:focus-within #prompt { color: $accent; text-style: bold; }
        QueryInput, QueryInput:focus {
            border: none; height: 1; padding: 0; background: $panel; color: $foreground;
        }
        QueryInput > .input--placeholder { color: $muted; }
        Answer { column-span: 2; }
    }
    """
    BINDINGS: ClassVar[list[BindingType]] = bindings("search")

    results: reactive[Results | None] = reactive(None)
    """What the query found."""

    @dataclass
    class QueryChanged(Message):
        """The reader typed another query."""

        text: str

        def can_replace(self, message: Message) -> bool:
            """A newer query replaces one that was not yet asked."""
            return isinstance(message, SearchBar.QueryChanged)

    def __init__(self, total: int, text: str = "", id: str | None = None) -> None:
        super().__init__(id=id)
        self._answer = Answer(total)
        self._text = text

    def compose(self) -> ComposeResult:
        """A prompt, the input and the line that answers."""
        yield Static("/", id="prompt")
        yield QueryInput(
            self._text,
            placeholder='search: prison, "barrel bomb", actor:kenya, in:2024-03',
            select_on_focus=False,
            id="query",
        )
        yield self._answer

    def on_mount(self) -> None:
        """A blinking cursor would send bytes while nothing changes."""
        self.query_one(Input).cursor_blink = False

    def on_input_changed(self, changed: Input.Changed) -> None:
        """Ask at every keystroke."""
        changed.stop()
        self.post_message(self.QueryChanged(changed.value))

    def watch_results(self, results: Results | None) -> None:
        """Answer."""
        self._answer.results = results

    def clear(self) -> None:
        """Ask for everything."""
        self.query_one(Input).value = ""
