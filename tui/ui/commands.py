"""The one table of what a reader can do: it makes bindings, footer, help, palette and README."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Final, Literal

from textual.binding import Binding, BindingType

Owner = Literal["app", "screen", "timeline", "detail", "search"]


@dataclass(frozen=True, slots=True)
class Command:
    """Something a reader can do, by key, by palette or from the help screen.

    `id` is kebab-case; the action that carries it out has the same name with underscores, on the
    widget named by `owner`.
    """

    id: str
    owner: Owner
    keys: str
    """Textual's names, with commas between."""
    shown: str
    """The keys as people write them."""
    help: str
    footer: str = ""
    """A word for the key line; empty where the line leaves it out."""

    @property
    def action(self) -> str:
        """The name that Textual runs."""
        return self.id.replace("-", "_")


COMMANDS: Final[tuple[Command, ...]] = (
    Command("move-down", "timeline", "j,down", "j ↓", "next event", "move"),
    Command("move-up", "timeline", "k,up", "k ↑", "previous event"),
    Command("page-down", "timeline", "pagedown,space,ctrl+d", "PgDn Space Ctrl+D", "a page on"),
    Command("page-up", "timeline", "pageup,b,ctrl+u", "PgUp b Ctrl+U", "a page back"),
    Command("go-first", "timeline", "g,home", "g Home", "first event"),
    Command("go-last", "timeline", "G,end", "G End", "last event"),
    Command(
        "open-detail", "timeline", "enter", "Enter", "read the event on the whole screen", "read"
    ),
    Command("scroll-down", "detail", "j,down", "j ↓", "scroll down", "scroll"),
    Command("scroll-up", "detail", "k,up", "k ↑", "scroll up"),
    Command("page-down", "detail", "pagedown,space,ctrl+d", "PgDn Space Ctrl+D", "a page down"),
    Command("page-up", "detail", "pageup,b,ctrl+u", "PgUp b Ctrl+U", "a page up"),
    Command("scroll-home", "detail", "g,home", "g Home", "top of the event"),
    Command("scroll-end", "detail", "G,end", "G End", "end of the event"),
    Command("next-event", "detail", "right,l", "→ l", "next event", "next"),
    Command("previous-event", "detail", "left,h", "← h", "previous event"),
    Command(
        "toggle-full", "detail", "enter", "Enter", "whole screen, and back", "whole screen/back"
    ),
    Command(
        "leave-search",
        "search",
        "escape,down",
        "Enter Esc ↓",
        "to the timeline",
        "to the timeline",
    ),
    Command("go-back", "screen", "escape", "Esc", "back to the timeline; never quits"),
    Command("focus-search", "screen", "slash", "/", "search", "search"),
    Command("clear-search", "screen", "F", "F", "clear the search"),
    Command("quote-event", "screen", "y", "y", "copy the event with its sources", "copy"),
    Command("focus-next", "screen", "tab", "Tab", "next pane", "pane"),
    Command("focus-previous", "screen", "shift+tab", "Shift+Tab", "previous pane"),
    Command("next-theme", "app", "t", "t", "next theme: dark, light, high contrast"),
    Command("show-help", "app", "question_mark,f1", "? F1", "all keys, searchable", "help"),
    Command("show-palette", "app", "ctrl+p", "Ctrl+P", "command palette"),
    Command("quit", "app", "q", "q", "back from the whole screen, or quit", "quit"),
)


def bindings(owner: Owner) -> list[BindingType]:
    """The bindings of the widget that owns these commands; remappable by id."""
    return [
        Binding(
            command.keys,
            command.action,
            command.help,
            show=False,
            id=f"{owner}.{command.id}",
        )
        for command in COMMANDS
        if command.owner == owner
    ]


def footer(owner: Owner) -> Iterator[tuple[str, str]]:
    """The keys and words that the key line shows while that pane has the focus."""
    for command in COMMANDS:
        if command.footer and (
            command.owner == owner or (command.owner in ("screen", "app") and owner != "search")
        ):
            yield command.shown.split()[0], command.footer
