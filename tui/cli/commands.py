"""What can be typed. The docstrings are the help."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, Annotated

from cyclopts import App, CycloptsError, Parameter, Token

from tui import __version__
from tui.cli import Exit, browsing, indexing, say, tasks
from tui.cli.listing import FacetFormat, Format, ShowFormat, ThreadFormat
from tui.query import SYNTAX, Sort
from tui.text import harmless

if TYPE_CHECKING:
    from cyclopts.help import HelpPanel
    from rich.console import Console, ConsoleOptions


def _print_panel(console: Console, options: ConsoleOptions, panel: HelpPanel) -> None:
    """A part of the help: names, and beside them what they mean."""
    from rich.padding import Padding  # start-up: only help needs it
    from rich.table import Table
    from rich.text import Text

    table = Table.grid(padding=(0, 2, 0, 0))
    table.add_column(no_wrap=True)
    table.add_column()
    for entry in panel.entries:
        with console.capture() as written:  # with the line ends of the docstring
            console.print(entry.description)
        meaning = Text(" ".join(written.get().split()))
        table.add_row(" ".join(entry.display_labels_with_metavar), meaning)
    if panel.entries:
        console.print(panel.title)
        console.print(Padding(table, (0, 0, 1, 2)))


app = App(
    name="haiti-timeline",
    version=__version__,
    usage="""\
Usage: haiti-timeline [STORE ...] [-q QUERY] [--view NAME] [--at ID|DATE]
       haiti-timeline COMMAND [--help]""",
    help="Explore a sourced chronology in the terminal, by keyboard.",
    help_format="plaintext",
    help_formatter=_print_panel,
    group_parameters="Options",
)
app["--help"].help = "Show this."
app["--version"].help = "Show the version."

_LANGUAGE = "\n".join(
    ["The language of queries:", "", *(f"  {written}\n      {said}" for written, said in SYNTAX)]
)


_STDIN = "\0"
"""Stands for a lone `-`, which cyclopts would take for an option; no argument can hold it."""


def _read_dash(type_: object, tokens: Sequence[Token]) -> str:
    return tokens[0].value.replace(_STDIN, "-")


def _no_option(type_: object, query: str | None) -> None:
    if query and query.startswith("--"):  # in a query it would say nothing
        raise ValueError("There is no such option here.")


StoreName = Annotated[str, Parameter(converter=_read_dash)]
QueryText = Parameter(allow_leading_hyphen=True, converter=_read_dash, validator=_no_option)


def run(arguments: Sequence[str]) -> int:
    """Carry out the command line; returns the exit code."""
    tokens = [_STDIN if argument == "-" else argument for argument in arguments]
    try:
        code = app(tokens, exit_on_error=False, print_error=False, result_action="return_value")
    except CycloptsError as error:
        say(f"{harmless(str(error)).strip()}\n`haiti-timeline --help` says what there is.")
        return Exit.USAGE
    return code if isinstance(code, int) else Exit.OK


@app.default
def browse(
    *stores: StoreName,
    query: Annotated[str, Parameter(alias="-q"), QueryText] = "",
    at: str = "",
    view: str | None = None,
    notebook: str | None = None,
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
    view
        The name of a saved view, whose query is asked as well.
    notebook
        Your stars, notes and views, where they are not in their usual file.

    """
    return browsing.browse(stores, query, at, view, notebook)


@app.command(
    usage="""\
Usage: haiti-timeline search QUERY [STORE ...]
                             [--format FORMAT] [--limit N] [--sort ORDER]
                             [--view NAME] [--count | --explain]
                             [--with-notes] [--notebook FILE]""",
    help_epilogue=_LANGUAGE,
)
def search(
    query: Annotated[str | None, QueryText] = None,
    /,
    *stores: StoreName,
    format: Format = "text",
    limit: int | None = None,
    sort: Sort | None = None,
    view: str | None = None,
    count: Annotated[bool, Parameter(negative="")] = False,
    explain: Annotated[bool, Parameter(negative="")] = False,
    with_notes: Annotated[bool, Parameter(negative="")] = False,
    notebook: str | None = None,
) -> int:
    """Print the events that a query finds, in the order of time.

    Parameters
    ----------
    query
        What to search for, in quotes where it has spaces; its language is below. It may be left
        out with --view.
    stores
        Event files; without one, the built-in chronology.
    format
        "text", a line an event; "json", one object with both counts; "jsonl", an event a line, as
        stored; "csv" for a spreadsheet; "md" for a text; "ids", an id a line; "bibtex", "ris" and
        "csl", the sources of all of them, each once, for a reference manager.
    limit
        Print at most that many.
    sort
        "relevance", the best first; "date", the order of time, whatever the query says.
    view
        The name of a saved view, whose query is asked as well.
    count
        Print only how many are found.
    explain
        Print how the query is read, what each of its terms finds alone, and words that may have
        been meant; as "text" or "json".
    with_notes
        Print your star and note with each event; as "notebook" in JSON, in columns of CSV.
    notebook
        Your stars, notes and views, where they are not in their usual file.

    """
    return tasks.search(
        query,
        stores,
        format,
        limit,
        count=count,
        explain=explain,
        sort=sort,
        view=view,
        with_notes=with_notes,
        notebook=notebook,
    )


@app.command(
    usage="""\
Usage: haiti-timeline facets FIELD [QUERY [STORE ...]]
                             [--format FORMAT] [--limit N]"""
)
def facets(
    field: str,
    query: Annotated[str, QueryText] = "",
    /,
    *stores: StoreName,
    format: FacetFormat = "text",
    limit: int | None = None,
) -> int:
    """Count the values of a field among the events that a query finds.

    Parameters
    ----------
    field
        One of category, actor, place, status, source, tag, measure, is, year and month.
    query
        What to search for; without it, or as "", every event. It stands before any file.
    stores
        Event files; without one, the built-in chronology.
    format
        "text", a line a value: its events, "+2" for two more that are possible, and for each
        part of the time a bar with both; "json", one object, with the counts by month; "csv".
    limit
        Print at most that many, the most frequent; 20 on a terminal. Years and months are in the
        order of time.

    """
    return tasks.facets(field, query, stores, format, limit)


@app.command(
    usage="""\
Usage: haiti-timeline figures MEASURE [QUERY [STORE ...]]
                              [--format FORMAT]"""
)
def figures(
    measure: str,
    query: Annotated[str, QueryText] = "",
    /,
    *stores: StoreName,
    format: FacetFormat = "text",
) -> int:
    """Print a measure over time: what each event says of it, and who says so.

    Parameters
    ----------
    measure
        The measure's id or name; `facets measure` lists them.
    query
        What to search for; without it, or as "", every event. It stands before any file.
    stores
        Event files; without one, the built-in chronology.
    format
        "text", a line an event: its date, the figure, the lowest and highest where claims differ,
        how far from the target, the source and the id; "json", one object; "csv". Nothing is
        added up: what two events count may overlap.

    """
    return tasks.figures(measure, query, stores, format)


@app.command(
    usage="""\
Usage: haiti-timeline promises [QUERY [STORE ...]]
                               [--format FORMAT] [--limit N]"""
)
def promises(
    query: Annotated[str, QueryText] = "",
    /,
    *stores: StoreName,
    format: FacetFormat = "text",
    limit: int | None = None,
) -> int:
    """List what was planned or announced, and what came of it.

    The day named, how much of how much was delivered, whether it was kept, and how late; what is
    open first. As known on a day where the query says `as-of:`, else as it stands today.

    Parameters
    ----------
    query
        What to search for; without it, or as "", every event. It stands before any file.
    stores
        Event files; without one, the built-in chronology.
    format
        "text", a line a promise; "json", one object, with each event that answers a promise;
        "csv" for a spreadsheet.
    limit
        Print at most that many.

    """
    return tasks.promises(query, stores, format, limit)


@app.command(
    usage="""\
Usage: haiti-timeline show EVENT_ID [STORE ...]
                           [--format FORMAT] [--notebook FILE]"""
)
def show(
    event_id: str,
    /,
    *stores: StoreName,
    format: ShowFormat = "text",
    notebook: str | None = None,
) -> int:
    """Print one event with its claims, links and sources, and your star and note.

    Parameters
    ----------
    event_id
        The event's id, as `search --format ids` prints it.
    stores
        Event files; without one, the built-in chronology.
    format
        "text", all that is known; "footnote" and "markdown", a sentence with its sources below;
        "bibtex", "ris", "csl", the sources for a reference manager; "url", their addresses.
    notebook
        Your stars, notes and views, where they are not in their usual file.

    """
    return tasks.show(event_id, stores, format, notebook)


@app.command(name="notebook", usage="Usage: haiti-timeline notebook [STORE ...] [--notebook FILE]")
def print_notebook(*stores: StoreName, notebook: str | None = None) -> int:
    """List your stars and notes, also those whose events are gone, and where the notebook is.

    It is one file, which can be copied to another computer. A store is known in it by its title,
    or where it has none by the names of its files.

    Parameters
    ----------
    stores
        Event files; without one, the built-in chronology.
    notebook
        Your stars, notes and views, where they are not in their usual file.

    """
    return tasks.print_notebook(stores, notebook)


@app.command(usage="Usage: haiti-timeline thread EVENT_ID [STORE ...] [--format FORMAT]")
def thread(event_id: str, /, *stores: StoreName, format: ThreadFormat = "text") -> int:
    """Print what led to an event, above it, and what came of it, below it.

    Parameters
    ----------
    event_id
        The event's id, as `search --format ids` prints it.
    stores
        Event files; without one, the built-in chronology.
    format
        "text", a tree with the event at its star; "json", one object.

    """
    return tasks.thread(event_id, stores, format)


@app.command(usage="Usage: haiti-timeline tours [TOUR_ID [STORE ...]]")
def tours(tour_id: str = "", /, *stores: StoreName) -> int:
    """List the tours through the events, or print the stops of one.

    Parameters
    ----------
    tour_id
        The tour's id, as the list has it; without it, or as "", all tours are listed.
    stores
        Event files; without one, the built-in chronology.

    """
    return tasks.tours(tour_id, stores)


@app.command(usage="Usage: haiti-timeline check [STORE ...]")
def check(*stores: StoreName) -> int:
    """List what is wrong with event files: place, value and cure of every problem.

    Parameters
    ----------
    stores
        Event files; without one, the built-in chronology.

    """
    return tasks.check(stores)


@app.command(usage="Usage: haiti-timeline cache [--clear]")
def cache(*, clear: Annotated[bool, Parameter(negative="")] = False) -> int:
    """List the indexes of large stores that are kept, so that these open at once.

    Parameters
    ----------
    clear
        Delete them; they are made again when they are needed.

    """
    return indexing.cache(clear)


@app.command(name="schema", usage="Usage: haiti-timeline schema")
def print_schema() -> int:
    """Print the JSON Schema of an event file."""
    return tasks.print_schema()
