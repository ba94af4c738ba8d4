"""The one table of what a reader can do: it makes bindings, footer, help, palette and README."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final, Literal

import msgspec
from textual.binding import Binding, BindingType

Owner = Literal[
    "app", "screen", "timeline", "detail", "search", "list", "figures", "facets", "narrowing"
]


_CHARACTERS: Final = (
    *("slash", "question_mark", "space", "equals_sign", "minus", "colon", "at", "backspace"),
    *("greater_than_sign", "less_than_sign", "left_parenthesis", "right_parenthesis"),
)


class Command(msgspec.Struct, frozen=True):
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
    carrier: Owner | None = None
    """Who carries it out, where that is not its owner."""
    while_typing: str = ""
    """A word for the key line while something is typed, where the key works everywhere."""

    @property
    def action(self) -> str:
        """The name of the method, without `action_`."""
        return self.id.replace("-", "_")

    @property
    def binding(self) -> Binding:
        """The binding of its owner; remappable by id.

        It has priority: Textual hands a key without it to whatever has the focus when the key
        arrives, and several may arrive at once, the first of them moving the focus.
        """
        carrier = self.carrier or self.owner
        where = f"{carrier}." if carrier in ("screen", "app") else ""
        return Binding(
            self.keys,
            f"{where}{self.action}",
            self.help,
            show=False,
            priority=True,
            id=f"{self.owner}.{self.id}",
        )

    @property
    def is_typed(self) -> bool:
        """Whether one of its keys is a character that may be meant for a query."""
        return any(len(key) == 1 or key in _CHARACTERS for key in self.keys.split(","))

    @property
    def is_movement(self) -> bool:
        """Whether it only moves within its pane, which nobody looks for in a list."""
        return self.id.startswith(("move-", "page-", "scroll-", "go-first", "go-last"))


COMMANDS: Final[tuple[Command, ...]] = (
    Command("move-down", "timeline", "j,down", "j ↓", "next event", "move"),
    Command("move-up", "timeline", "k,up", "k ↑", "previous event"),
    Command("page-down", "timeline", "pagedown,space,ctrl+d", "PgDn Space Ctrl+D", "a page on"),
    Command("page-up", "timeline", "pageup,b,ctrl+u", "PgUp b Ctrl+U", "a page back"),
    Command("go-first", "timeline", "g,home", "g Home", "first event"),
    Command("go-last", "timeline", "G,end", "G End", "last event"),
    Command(
        "open-detail",
        "timeline",
        "enter",
        "Enter",
        "read the event on the whole screen",
        "read",
        "screen",
    ),
    Command(
        "toggle-fold", "timeline", "x", "x", "fold crowded months, or open them; Enter opens one"
    ),
    Command(
        "next-gap",
        "timeline",
        "right_curly_bracket",
        "}",
        "on to where a long time without an event ends",
        carrier="screen",
    ),
    Command(
        "previous-gap",
        "timeline",
        "left_curly_bracket",
        "{",
        "back to where one ended",
        carrier="screen",
    ),
    Command("pan-earlier", "timeline", "h,left", "← h", "earlier on the axis", carrier="screen"),
    Command("pan-later", "timeline", "l,right", "→ l", "later on the axis", carrier="screen"),
    Command(
        "zoom-in", "timeline", "z,plus", "z +", "less time on the axis, closer", carrier="screen"
    ),
    Command(
        "zoom-out",
        "timeline",
        "Z,minus",
        "Z -",
        "more time on the axis; past all of it, crowded months fold",
        carrier="screen",
    ),
    Command("fit-time", "timeline", "0", "0", "all time on the axis", carrier="screen"),
    Command(
        "next-period",
        "timeline",
        "right_square_bracket",
        "]",
        "on to the next bar of the axis, such as a month",
        carrier="screen",
    ),
    Command(
        "previous-period",
        "timeline",
        "left_square_bracket",
        "[",
        "back to the bar of the axis before",
        carrier="screen",
    ),
    Command(
        "mark-range",
        "timeline",
        "s",
        "s",
        "begin a range of time here; again: ask for it",
        carrier="screen",
    ),
    Command("scroll-down", "detail", "j,down", "j ↓", "scroll down", "scroll"),
    Command("scroll-up", "detail", "k,up", "k ↑", "scroll up"),
    Command("page-down", "detail", "pagedown,space,ctrl+d", "PgDn Space Ctrl+D", "a page down"),
    Command("page-up", "detail", "pageup,b,ctrl+u", "PgUp b Ctrl+U", "a page up"),
    Command("scroll-home", "detail", "g,home", "g Home", "top of the event"),
    Command("scroll-end", "detail", "G,end", "G End", "end of the event"),
    Command("next-event", "detail", "right,l", "→ l", "next event", "next", "screen"),
    Command("previous-event", "detail", "left,h", "← h", "previous event", carrier="screen"),
    Command(
        "toggle-full",
        "detail",
        "enter",
        "Enter",
        "whole screen, and back",
        "full",
        "screen",
    ),
    Command(
        "leave-search",
        "search",
        "enter,escape",
        "Enter Esc",
        "to the timeline",
        "to the timeline",
        "screen",
    ),
    Command(
        "take-candidate",
        "search",
        "tab",
        "Tab",
        "complete what is typed; with nothing to complete, next pane",
        "complete",
    ),
    Command("next-candidate", "search", "ctrl+n", "Ctrl+N", "next candidate", "next"),
    Command("older-query", "search", "up", "↑", "what was asked before, where nothing is typed"),
    Command("newer-query", "search", "down", "↓", "what was asked after that, or to the timeline"),
    Command("move-down", "list", "j,down", "j ↓", "next line", "move"),
    Command("move-up", "list", "k,up", "k ↑", "previous line"),
    Command("page-down", "list", "pagedown,space,ctrl+d", "PgDn Space Ctrl+D", "a page on"),
    Command("page-up", "list", "pageup,b,ctrl+u", "PgUp b Ctrl+U", "a page back"),
    Command("go-first", "list", "g,home", "g Home", "first line"),
    Command("go-last", "list", "G,end", "G End", "last line"),
    Command("choose", "list", "enter", "Enter", "to the event in the timeline", "to the event"),
    Command("next-measure", "figures", "right_square_bracket", "]", "next measure", "measure"),
    Command("previous-measure", "figures", "left_square_bracket", "[", "previous measure"),
    Command("pan-earlier", "figures", "h,left", "← h", "earlier", carrier="screen"),
    Command("pan-later", "figures", "l,right", "→ l", "later", carrier="screen"),
    Command("zoom-in", "figures", "z,plus", "z +", "less time, closer", "zoom", "screen"),
    Command("zoom-out", "figures", "Z,minus", "Z -", "more time", carrier="screen"),
    Command("fit-time", "figures", "0", "0", "all time of the figures", carrier="screen"),
    Command("move-down", "facets", "j,down", "j ↓", "next value", "move"),
    Command("move-up", "facets", "k,up", "k ↑", "previous value"),
    Command("page-down", "facets", "pagedown,ctrl+d", "PgDn Ctrl+D", "a page of values on"),
    Command("page-up", "facets", "pageup,b,ctrl+u", "PgUp b Ctrl+U", "a page of values back"),
    Command("go-first", "facets", "g,home", "g Home", "first value"),
    Command("go-last", "facets", "G,end", "G End", "last value"),
    Command("include", "facets", "space,enter", "Space Enter", "include the value", "include"),
    Command("exclude", "facets", "minus", "-", "exclude the value", "exclude"),
    Command("next-facet", "facets", "right_square_bracket,right,l", "] → l", "next facet", "facet"),
    Command("previous-facet", "facets", "left_square_bracket,left,h", "[ ← h", "previous facet"),
    Command("narrow", "facets", "w", "w", "narrow the values by typing words", "narrow"),
    Command("leave-narrowing", "narrowing", "enter,down", "Enter ↓", "to the values", "values"),
    Command("drop-narrowing", "narrowing", "escape", "Esc", "all values again", "all values"),
    Command("go-back", "screen", "escape", "Esc", "back to the timeline"),
    Command("focus-search", "screen", "slash", "/", "search", "search"),
    Command("toggle-facets", "screen", "f", "f", "show or hide the facets", "facets"),
    Command("toggle-axis", "screen", "i", "i", "show or hide the time axis"),
    Command("clear-search", "screen", "F", "F", "clear the search"),
    Command(
        "toggle-all", "screen", "equals_sign", "=", "only the hits, or all events with hits marked"
    ),
    Command("next-hit", "screen", "n", "n", "next hit"),
    Command("previous-hit", "screen", "N", "N", "previous hit"),
    Command("next-disputed", "screen", "c", "c", "next event on which sources differ"),
    Command("previous-disputed", "screen", "C", "C", "the one before"),
    Command(
        "known-later",
        "screen",
        "A",
        "A",
        "as known a source later: on its day",
    ),
    Command("known-earlier", "screen", "B", "B", "as known a source earlier"),
    Command("show-promises", "screen", "P", "P", "promises, and what came of them"),
    Command("show-figures", "screen", "p", "p", "figures over time: a level, or counts"),
    Command("go-to-date", "screen", "colon,at", ": @", "go to a date", carrier="app"),
    Command("mark-event", "screen", "M", "M", "count time from this event, or no longer"),
    Command("star-event", "screen", "m", "m", "set or take away a star"),
    Command("write-note", "screen", "a", "a", "write a note about the event", carrier="app"),
    Command("next-star", "screen", "u", "u", "next star"),
    Command("previous-star", "screen", "U", "U", "previous star"),
    Command("show-notebook", "screen", "S", "S", "list stars and notes, or close the list"),
    Command(
        "follow-on",
        "screen",
        "greater_than_sign",
        ">",
        "follow a link to what came of it",
        carrier="app",
    ),
    Command(
        "follow-back",
        "screen",
        "less_than_sign",
        "<",
        "follow a link to what it came of",
        carrier="app",
    ),
    Command(
        "ask-category",
        "screen",
        "comma",
        ",",
        "only events of the same category, or no longer",
        carrier="app",
    ),
    Command(
        "ask-actor",
        "screen",
        "full_stop",
        ".",
        "only events by the same actor, or no longer",
        carrier="app",
    ),
    Command("walk-back", "screen", "backspace", "Backspace", "back the way that was walked"),
    Command("show-thread", "screen", "T", "T", "what led to the event and what came of it"),
    Command("list-tours", "screen", "V", "V", "tours through the events", carrier="app"),
    Command("next-stop", "screen", "right_parenthesis", ")", "next stop of the tour"),
    Command("previous-stop", "screen", "left_parenthesis", "(", "previous stop of the tour"),
    Command(
        "recall-query",
        "screen",
        "ctrl+r",
        "Ctrl+R",
        "search what was asked before",
        while_typing="history",
        carrier="app",
    ),
    Command("take-offer", "screen", "ctrl+y", "Ctrl+Y", "ask the query that is offered instead"),
    Command("save-view", "screen", "v", "v", "save this view under a name", carrier="app"),
    Command("reload", "screen", "r", "r", "read the files again"),
    Command("show-help", "app", "question_mark", "?", "all keys, searchable", "help"),
    Command(
        "open-help",
        "app",
        "f1",
        "F1",
        "all keys, also while a query is typed",
        while_typing="help",
    ),
    Command("quit", "app", "q", "q", "back from the whole screen, or quit", "quit"),
    Command(
        "quote-event", "screen", "y", "y", "copy the event with its sources", "copy", carrier="app"
    ),
    Command(
        "choose-citation",
        "screen",
        "Y",
        "Y",
        "copy as Markdown, BibTeX, RIS, CSL-JSON or URL",
        carrier="app",
    ),
    Command("open-source", "screen", "o", "o", "open a source in the browser", carrier="app"),
    Command("edit-event", "screen", "e", "e", "edit the event in your editor", carrier="app"),
    Command("focus-next", "screen", "tab", "Tab", "next pane", "pane"),
    Command("focus-previous", "screen", "shift+tab", "Shift+Tab", "previous pane"),
    Command("next-theme", "app", "t", "t", "next theme: dark, light, high contrast"),
    Command("show-palette", "app", "ctrl+p", "Ctrl+P", "command palette"),
    Command("explain-quit", "app", "ctrl+c", "Ctrl+C", "say how to quit"),
)


TYPED: Final = frozenset(
    command.action
    for command in COMMANDS
    if command.is_typed and command.owner in ("screen", "app")
)
"""Actions whose keys are characters: while a query is typed they are part of it."""


def bindings(owner: Owner) -> list[BindingType]:
    """The bindings of the widget that owns these commands."""
    return [command.binding for command in COMMANDS if command.owner == owner]


def footer(owner: Owner) -> Iterator[tuple[str, str]]:
    """The keys and words that the key line shows while that pane has the focus.

    Help and the way out come first: a narrow line shows them too.
    """
    is_typing = owner in ("search", "narrowing")
    for command in sorted(COMMANDS, key=lambda c: c.owner != "app"):
        owners = ("figures", "list") if owner == "figures" else (owner,)
        word = command.footer if command.owner in owners else ""
        if command.owner in ("screen", "app"):
            word = command.while_typing if is_typing else command.footer
        if word:
            yield command.shown.split()[0], word
