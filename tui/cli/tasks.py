"""What the commands do, once it is clear what was typed."""

from __future__ import annotations

import gc
import json
import os
import sys
from collections.abc import Iterable, Sequence
from typing import TextIO

from tui import when
from tui.check import Problem
from tui.cli import Exit
from tui.cli.listing import WRITERS, Format, Row, rows
from tui.describe import LABEL_CELLS, Role, describe
from tui.event import Event, schema
from tui.query import Query
from tui.search import Timeline
from tui.store import open_store
from tui.text import cells, counted, harmless, nearest
from tui.when import BadDate


def browse(stores: Sequence[str] = (), query: str = "", at: str = "") -> int:
    """Open the timeline on the screen; print it as a list where stdout is not a terminal."""
    is_screen = _is_terminal(sys.stdout) and (_is_terminal(sys.stdin) or "-" in stores)
    if is_screen:
        gc.disable()  # start-up: nothing it makes is garbage; the first frame turns it on again
    timeline = _open(stores)
    if not len(timeline) and timeline.problems:
        return _unreadable(stores, timeline.problems)
    try:
        start = _at(timeline, at) if at else None
    except BadDate as error:
        say(f"--at names no event of this timeline, and {error}")
        return Exit.USAGE
    if not is_screen or not _is_typed_to():
        return _list(timeline, _parsed(timeline, query), "text", None)
    from tui.ui.app import ExplorerApp  # start-up: the other commands need no screen

    app = ExplorerApp(timeline, query, start)
    app.run()
    return app.return_code or Exit.OK


def _is_terminal(stream: TextIO | None) -> bool:
    return stream is not None and stream.isatty()


def _is_typed_to() -> bool:
    """Whether stdin can be typed to; after a store was read from it, the terminal takes over."""
    if _is_terminal(sys.stdin):
        return True
    try:
        os.dup2(os.open("/dev/tty", os.O_RDONLY), 0)
    except OSError:
        return False
    return True


def search(
    query: str, stores: Sequence[str], format: Format, limit: int | None, count: bool
) -> int:
    """Print the events that a query finds, or only how many."""
    if limit is not None and limit < 0:
        say(f"--limit {limit} is below 0; name how many events to print")
        return Exit.USAGE
    timeline = _open(stores)
    if not len(timeline) and timeline.problems:
        return _unreadable(stores, timeline.problems)
    parsed = _parsed(timeline, query)
    if not count:
        return _list(timeline, parsed, format, limit)
    results = timeline.search(parsed)
    possible = f" certain, {results.possible} possible" if results.possible else ""
    print(f"{results.certain}{possible}")
    return Exit.OK if len(results) else Exit.NOTHING


def show(event_id: str, stores: Sequence[str]) -> int:
    """Print one event."""
    timeline = _open(stores)
    event = timeline.event(event_id)
    if event is None:
        if not len(timeline) and timeline.problems:
            return _unreadable(stores, timeline.problems)
        say(f'there is no event "{harmless(event_id)}"; `search --format ids` lists them')
        return Exit.NOTHING
    _print_event(event, timeline)
    return Exit.OK


def check(stores: Sequence[str]) -> int:
    """List what is wrong with event files."""
    store = open_store(stores)
    for problem in sorted(store.problems, key=lambda p: (p.where.path, p.where.line)):
        print(problem)
    errors = sum(problem.severity == "error" for problem in store.problems)
    warnings = len(store.problems) - errors
    say(
        f"{counted(len(store), 'event')}, {store.left_out:,} left out: "
        f"{counted(errors, 'problem')}, {counted(warnings, 'warning')}"
    )
    return Exit.NOTHING if errors else Exit.OK


def print_schema() -> int:
    """Print the JSON Schema of an event file."""
    print(json.dumps(schema(), indent=2))
    return Exit.OK


def say(text: str) -> None:
    """Talk to the reader, on stderr."""
    print(text, file=sys.stderr)


def _open(stores: Sequence[str]) -> Timeline:
    timeline = Timeline.open(stores)
    if len(timeline) and timeline.trouble:
        say(timeline.trouble)
    return timeline


def _parsed(timeline: Timeline, text: str) -> Query:
    """The query, after saying what is doubtful in it."""
    query = timeline.parse(text)
    for note in query.notes:
        say(f"query, character {note.start + 1}: {note.text}")
    return query


def _unreadable(stores: Sequence[str], problems: list[Problem]) -> int:
    for problem in problems:
        say(str(problem))
    commands = ("browse", "search", "show", "check", "schema")
    if stores and (near := nearest(stores[0], commands)):
        say(f"Did you mean the command `{near}`?")
    return Exit.NOTHING


def _at(timeline: Timeline, text: str) -> Event | None:
    """The event with that id, or the one listed next after that date. Raises BadDate."""
    if event := timeline.event(text):
        return event
    everything = timeline.search(Query())
    position = min(everything.nearest(when.read(text)), len(everything) - 1)
    return next(iter(everything.window(position, position + 1)), None)


def _list(timeline: Timeline, query: Query, format: Format, limit: int | None) -> int:
    results = timeline.search(query)
    most = len(results) if limit is None else min(limit, len(results))
    if format == "text" and _is_terminal(sys.stdout):
        _print_marked(rows(results, timeline, most), query)
    else:
        for line in WRITERS[format](results, timeline, most):
            print(line)
    if not len(results):
        say(f"nothing is found: {query.explain()}")
        return Exit.NOTHING
    return Exit.OK


def _print_marked(lines: Iterable[Row | str], query: Query) -> None:
    """Print to a terminal, with what the query found underlined; no line is cut."""
    from rich.console import Console  # start-up: a pipe needs no styles
    from rich.text import Text

    def marked(text: str, field: str) -> Text:
        out = Text(text)
        for start, end in query.spans(text, field):
            out.stylize("bold underline", start, end)
        return out

    console = Console(highlight=False)
    for line in lines:
        if isinstance(line, str):
            text = Text(line)
        else:
            title, event_id = marked(line.title, "title"), marked(line.id, "id")
            text = Text.assemble(line.when, title, "  [", event_id, "]")
        console.print(text, soft_wrap=True)


_STYLES: dict[Role, str] = {
    "title": "bold",
    "label": "dim",
    "text": "",
    "strong": "bold",
    "muted": "dim",
    "hit": "",
}


def _print_event(event: Event, timeline: Timeline) -> None:
    """Print paragraphs as wide as the terminal; a longer word, such as a URL, is never broken."""
    from rich.console import Console  # start-up: only `show` lays out paragraphs
    from rich.text import Text

    console = Console(highlight=False)
    for line in describe(event, timeline, Query()):
        body = Text.assemble(*((span.text, _STYLES[span.role]) for span in line.spans))
        margin = "" if line.label is None else f"{line.label:<{LABEL_CELLS}}"
        width = max(console.width - len(margin), LABEL_CELLS)
        longest = max(map(cells, body.plain.split()), default=0)
        for part in [body] if longest > width else body.wrap(console, width):
            part.rstrip()
            console.print(Text.assemble((margin, _STYLES["label"]), part), soft_wrap=True)
            margin = " " * len(margin)
