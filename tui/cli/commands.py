"""The commands. Their docstrings are their help."""

from __future__ import annotations

import difflib
import json
import sys
from collections.abc import Sequence
from typing import Annotated, Any

from cyclopts import App, CycloptsError, Parameter

from tui import __version__, when
from tui.check import Problem
from tui.cli import Exit
from tui.cli.listing import WRITERS, Format
from tui.describe import LABEL_CELLS, Role, describe
from tui.event import Event, schema
from tui.query import Query
from tui.search import Timeline
from tui.store import open_store
from tui.text import harmless
from tui.when import BadDate

app = App(
    name="haiti-timeline",
    version=__version__,
    help="Explore a sourced chronology in the terminal, by keyboard.",
    help_format="plaintext",
)


def run(arguments: Sequence[str]) -> int:
    """Carry out the command line; returns the exit code."""
    try:
        code = app(
            list(arguments), exit_on_error=False, print_error=False, result_action="return_value"
        )
    except CycloptsError as error:
        _say(f"{str(error).strip()}\n`haiti-timeline --help` lists commands and options.")
        return Exit.USAGE
    return code if isinstance(code, int) else Exit.OK


def _say(text: str) -> None:
    print(text, file=sys.stderr)


@app.default
def browse(
    *stores: str,
    query: Annotated[str, Parameter(alias="-q")] = "",
    at: str = "",
) -> int:
    """Open the timeline on the screen; print it as a list where stdout is not a terminal.

    Parameters
    ----------
    stores
        Event files: JSON or JSON Lines, also gzip- or zstd-compressed; `-` is stdin. Without one,
        the built-in chronology.
    query
        What to search for at the start.
    at
        The id of the event to begin at, or a date.

    """
    timeline = _open(stores)
    if not len(timeline) and timeline.problems:
        return _unreadable(stores, timeline.problems)
    start = _at(timeline, at) if at else None
    if at and start is None:
        _say(f'"{harmless(at)}" is neither an event of this timeline nor a date')
        return Exit.USAGE
    if not (sys.stdout.isatty() and sys.stdin.isatty()):
        return _list(timeline, timeline.parse(query), "text", None)
    from tui.ui.app import ExplorerApp  # start-up: the other commands need no screen

    ExplorerApp(timeline, query, start).run()
    return Exit.OK


@app.command
def search(
    query: str,
    /,
    *stores: str,
    format: Format = "text",
    limit: int | None = None,
    count: bool = False,
) -> int:
    """Print the events that a query finds, in the order of time.

    Parameters
    ----------
    query
        Words, "phrases", field:value, in:2024-03, -not, OR, brackets.
    stores
        Event files; without one, the built-in chronology.
    format
        text: a line an event. json: one object with both counts. jsonl: an event a line, as
        stored. csv, md: for a spreadsheet, for a text. ids: an id a line.
    limit
        Print at most that many.
    count
        Print only how many are found.

    """
    if limit is not None and limit < 0:
        _say(f"--limit {limit} is below 0; name how many events to print")
        return Exit.USAGE
    timeline = _open(stores)
    if not len(timeline) and timeline.problems:
        return _unreadable(stores, timeline.problems)
    parsed = timeline.parse(query)
    for note in parsed.notes:
        _say(f"query, character {note.start + 1}: {note.text}")
    if count:
        results = timeline.search(parsed)
        possible = f" certain, {results.possible} possible" if results.possible else ""
        print(f"{results.certain}{possible}")
        return Exit.OK if len(results) else Exit.NOTHING
    return _list(timeline, parsed, format, limit)


@app.command
def show(event_id: str, /, *stores: str) -> int:
    """Print one event with its claims, links and sources.

    Parameters
    ----------
    event_id
        The event's id, as `search --format ids` prints it.
    stores
        Event files; without one, the built-in chronology.

    """
    timeline = _open(stores)
    event = timeline.event(event_id)
    if event is None:
        if not len(timeline) and timeline.problems:
            return _unreadable(stores, timeline.problems)
        _say(f'there is no event "{harmless(event_id)}"; `search --format ids` lists them')
        return Exit.NOTHING
    _print_event(event, timeline)
    return Exit.OK


@app.command
def check(*stores: str) -> int:
    """List what is wrong with event files: place, value and cure of every problem.

    Parameters
    ----------
    stores
        Event files; without one, the built-in chronology.

    """
    store = open_store(stores)
    for problem in sorted(store.problems, key=lambda p: (p.where.path, p.where.line)):
        print(problem)
    errors = sum(problem.severity == "error" for problem in store.problems)
    warnings = len(store.problems) - errors
    _say(
        f"{len(store):,} events, {store.left_out:,} left out: "
        f"{errors:,} problems, {warnings:,} warnings"
    )
    return Exit.NOTHING if errors else Exit.OK


@app.command(name="schema")
def print_schema() -> int:
    """Print the JSON Schema of an event file."""
    print(json.dumps(schema(), indent=2))
    return Exit.OK


def _open(stores: Sequence[str]) -> Timeline:
    timeline = Timeline.open(stores)
    if len(timeline) and timeline.problems:
        errors = [problem for problem in timeline.problems if problem.severity == "error"]
        if errors:
            lost = f"{timeline.left_out:,} left out, " if timeline.left_out else ""
            _say(f"{lost}{len(errors):,} problems; `haiti-timeline check` lists them")
    return timeline


def _unreadable(stores: Sequence[str], problems: list[Problem]) -> int:
    for problem in problems:
        _say(str(problem))
    commands = ("browse", "search", "show", "check", "schema")
    if stores and (near := difflib.get_close_matches(stores[0], commands, n=1)):
        _say(f"Did you mean the command `{near[0]}`?")
    return Exit.NOTHING


def _at(timeline: Timeline, text: str) -> Event | None:
    """The event with that id, or the one listed next after that date."""
    if event := timeline.event(text):
        return event
    try:
        day = when.read(text).start_earliest
    except BadDate:
        return None
    everything = timeline.search(Query())
    position = min(everything.nearest(day), len(everything) - 1)
    return next(iter(everything.window(position, position + 1)), None)


def _list(timeline: Timeline, query: Query, format: Format, limit: int | None) -> int:
    results = timeline.search(query)
    most = len(results) if limit is None else min(limit, len(results))
    lines = WRITERS[format](results, timeline, most)
    if format == "text" and sys.stdout.isatty():
        _print_marked(lines, query)
    else:
        for line in lines:
            print(line)
    if not len(results):
        _say(f"nothing is found: {query.explain()}")
        return Exit.NOTHING
    return Exit.OK


def _print_marked(lines: Any, query: Query) -> None:
    """Print to a terminal, a line each, with what was searched for underlined."""
    from rich.console import Console  # start-up: a pipe needs no styles
    from rich.text import Text

    console = Console(highlight=False)
    for line in lines:
        text = Text(line, no_wrap=True, overflow="ellipsis")
        for start, end in query.spans(line, "title"):
            text.stylize("bold underline", start, end)
        console.print(text, soft_wrap=False)


_STYLES: dict[Role, str] = {
    "title": "bold",
    "label": "dim",
    "text": "",
    "strong": "bold",
    "muted": "dim",
    "hit": "",
}


def _print_event(event: Event, timeline: Timeline) -> None:
    from rich.console import Console  # start-up: only `show` lays out paragraphs
    from rich.table import Table
    from rich.text import Text

    console = Console(highlight=False)
    for line in describe(event, timeline, Query()):
        body = Text.assemble(*((span.text, _STYLES[span.role]) for span in line.spans))
        if line.label is None:
            console.print(body)
            continue
        row = Table.grid(padding=0)
        row.add_column(width=LABEL_CELLS)
        row.add_column(overflow="fold")
        row.add_row(Text(line.label, "dim"), body)
        console.print(row)
