"""What the commands do, once it is clear what was typed."""

from __future__ import annotations

import json
import shutil
import sys
from collections.abc import Sequence
from typing import Final

from tui.cli import Exit, keeping, say
from tui.cli.asking import asked_of, saved_view
from tui.cli.browsing import is_terminal, opened
from tui.cli.keeping import Reading
from tui.cli.listing import WRITERS, FacetFormat, Format, Remarks, ShowFormat, ThreadFormat, listed
from tui.cli.terminal import print_event, print_marked
from tui.describe import kept_of
from tui.event import Event, schema
from tui.query import Query, Sort
from tui.search import FACETS, Timeline
from tui.store import open_store
from tui.text import counted, harmless, nearest

MOST_VALUES: Final = 20
"""Values of a facet that a terminal gets, the most frequent; a pipe gets all."""


def search(
    query: str | None,
    stores: Sequence[str],
    format: Format,
    limit: int | None,
    *,
    count: bool = False,
    explain: bool = False,
    sort: Sort | None = None,
    view: str | None = None,
    with_notes: bool = False,
    notebook: str | None = None,
) -> int:
    """Print the events that a query finds, or only how many, or why it finds them."""
    refused = _negative(limit, "events") or _unclear(query, format, limit, count, explain, view)
    is_bare = format in ("ids", "bibtex", "ris", "csl")
    if with_notes and (count or explain or is_bare):
        refused = refused or "--with-notes has no events to print them with"
    if refused:
        say(refused)
        return Exit.USAGE
    saved = saved_view(view, notebook)
    if isinstance(saved, Exit):
        return saved
    if (timeline := opened(stores)) is None:
        return Exit.NOTHING
    kept = Reading(timeline, notebook)
    asked = query or ""
    if explain:
        return _explain(timeline, asked_of(timeline, asked, saved, sort, quiet=True), asked, format)
    parsed = asked_of(timeline, asked, saved, sort)
    if not count:
        remarks = kept.remarks if with_notes else None
        return print_list(timeline, parsed, asked, format, limit, remarks)
    results = timeline.search(parsed)
    possible = f" certain, {results.possible} possible" if results.possible else ""
    print(f"{results.certain}{possible}")
    return Exit.OK if len(results) else Exit.NOTHING


def _unclear(
    query: str | None,
    format: Format,
    limit: int | None,
    count: bool,
    explain: bool,
    view: str | None,
) -> str:
    """What does not go together in a search, in a sentence."""
    if query is None and view is None:
        return 'QUERY requires an argument; "" finds every event'
    if explain and format not in ("text", "json"):
        return f"--explain has no format {format}; write text or json"
    if explain and (count or limit is not None):
        return "--explain prints counts and no events; leave --count and --limit out"
    return ""


def _negative(limit: int | None, what: str) -> str:
    if limit is None or limit >= 0:
        return ""
    return f"--limit {limit} is below 0; name how many {what} to print"


def _explain(timeline: Timeline, query: Query, asked: str, format: Format) -> int:
    from tui.cli import explained  # start-up: a list needs no reasons

    lines = (
        explained.as_json(timeline, query)
        if format == "json"
        else explained.text(timeline, query, asked)
    )
    for line in lines:
        print(line)
    return Exit.OK if len(timeline.search(query)) else Exit.NOTHING


def facets(
    field: str, query: str, stores: Sequence[str], format: FacetFormat, limit: int | None
) -> int:
    """Print the values of a facet among the events that a query finds, and their counts."""
    refused = _negative(limit, "values")
    if field not in FACETS:
        near = nearest(field.lower(), FACETS)
        hint = f"did you mean {near}?" if near else f"it is one of {', '.join(FACETS)}"
        refused = f'there is no facet "{harmless(field)}"; {hint}'
    if refused:
        say(refused)
        return Exit.USAGE
    if (timeline := opened(stores)) is None:
        return Exit.NOTHING
    from tui.cli import facets as writers  # start-up: a list needs no other queries

    Reading(timeline, None)
    parsed = asked_of(timeline, query)
    values = timeline.search(parsed).facet(field)
    is_screen = format == "text" and is_terminal(sys.stdout)
    if limit is None and is_screen and field not in ("year", "month"):
        limit = MOST_VALUES
    shown = values[:limit]
    time = writers.time_of(timeline, parsed) if format == "text" else None
    if format == "json":
        lines = writers.as_json(timeline, parsed, field, shown)
    elif format == "csv":
        lines = writers.as_csv(shown)
    else:
        signs = writers.signs(getattr(sys.stdout, "encoding", None))
        width = shutil.get_terminal_size().columns if is_screen else None
        lines = writers.text(timeline, parsed, field, shown, time, signs, width)
    for line in lines:
        print(line)
    if time and shown:
        say(f"bars: {time}")
    if len(shown) < len(values):
        left = counted(len(values) - len(shown), "value")
        say(f"{left} left out; --limit {len(values)} prints all")
    if not values:
        return _nothing(timeline, parsed, query, field)
    return Exit.OK


def figures(measure: str, query: str, stores: Sequence[str], format: FacetFormat) -> int:
    """Print a measure over time."""
    if (timeline := opened(stores)) is None:
        return Exit.NOTHING
    # start-up: a list needs no figures
    from tui import figures as reading
    from tui.cli import figures as writers

    if (known := reading.measure(timeline, measure)) is None:
        ids = [one.id for one in timeline.header.measures]
        near = nearest(measure.lower(), ids)
        hint = f"did you mean {near}?" if near else "`facets measure` lists what there is"
        say(f'there is no measure "{harmless(measure)}"; {hint}')
        return Exit.USAGE
    parsed = asked_of(timeline, query)
    series = reading.series(timeline, parsed, known)
    if format == "json":
        lines = writers.as_json(parsed, series)
    elif format == "csv":
        lines = writers.as_csv(timeline, series)
    else:
        lines = writers.text(timeline, series)
        say(reading.heading(series))
    for line in lines:
        print(line)
    if not series.points:
        return _nothing(timeline, parsed, query, known.id)
    if series.left_out:
        say(f"{counted(series.left_out, 'later event')} left out; a period in the query shows them")
    return Exit.OK


def promises(query: str, stores: Sequence[str], format: FacetFormat, limit: int | None) -> int:
    """Print the plans that a query finds, and what came of them."""
    if refused := _negative(limit, "promises"):
        say(refused)
        return Exit.USAGE
    if (timeline := opened(stores)) is None:
        return Exit.NOTHING
    from tui.cli.promises import WRITERS as WAYS  # start-up: a list needs no outcomes
    from tui.promises import Promises

    Reading(timeline, None)
    parsed = asked_of(timeline, query)
    found = Promises(timeline, parsed)
    most = len(found) if limit is None else min(limit, len(found))
    for line in WAYS[format](found, timeline, most):
        print(line)
    if format == "text" and len(found):
        say(found.title)
    if not len(found):
        if len(timeline.search(parsed)):
            say(f"nothing is found: no promise in {parsed.explain()}")
            return Exit.NOTHING
        return _nothing(timeline, parsed, query)
    return Exit.OK


def show(
    event_id: str,
    stores: Sequence[str],
    format: ShowFormat = "text",
    notebook: str | None = None,
) -> int:
    """Print one event, or what is cited for it."""
    if (timeline := opened(stores)) is None:
        return Exit.NOTHING
    event = _event(timeline, event_id)
    if event is None:
        return Exit.NOTHING
    if format == "text":
        print_event(event, timeline, kept_of(Reading(timeline, notebook).reader, event.id))
        return Exit.OK
    from tui.cite.formats import cite  # start-up: mostly the event itself is wanted

    citation = cite(event, timeline.header, format)
    if not citation.text:
        say(f"there is nothing to print: the event names {citation.said}")
        return Exit.NOTHING
    print(citation.text, end="")
    return Exit.OK


def print_notebook(stores: Sequence[str], notebook: str | None) -> int:
    """List the stars and notes of a timeline."""
    if (timeline := opened(stores)) is None:
        return Exit.NOTHING
    return keeping.print_notebook(timeline, Reading(timeline, notebook).reader)


def thread(event_id: str, stores: Sequence[str], format: ThreadFormat) -> int:
    """Print what led to an event and what came of it."""
    if (timeline := opened(stores)) is None:
        return Exit.NOTHING
    event = _event(timeline, event_id)
    if event is None:
        return Exit.NOTHING
    from tui.cli import thread as writers  # start-up: the other commands need no threads

    if format == "json":
        lines = writers.as_json(timeline, event)
    else:
        lines = writers.text(timeline, event, getattr(sys.stdout, "encoding", None))
    for line in lines:
        print(line)
    return Exit.OK


def tours(tour_id: str, stores: Sequence[str]) -> int:
    """List the tours, or print the stops of one."""
    if (timeline := opened(stores)) is None:
        return Exit.NOTHING
    from tui.cli import tours as writers  # start-up, as above

    known = timeline.header.tours
    if not tour_id:
        for line in writers.all_of(known):
            print(line)
        if not known:
            say("there are no tours in this timeline")
        return Exit.OK if known else Exit.NOTHING
    tour = next((tour for tour in known if tour.id == tour_id), None)
    if tour is None:
        near = nearest(tour_id, [tour.id for tour in known])
        hint = f"did you mean {harmless(near)}?" if near else "`haiti-timeline tours` lists them"
        say(f'there is no tour "{harmless(tour_id)}"; {hint}')
        return Exit.NOTHING
    for line in writers.stops_of(tour, timeline):
        print(line)
    return Exit.OK


def _event(timeline: Timeline, event_id: str) -> Event | None:
    """The event with that id, or None after saying that there is none."""
    event = timeline.event(event_id)
    if event is None:
        say(f'there is no event "{harmless(event_id)}"; `search --format ids` lists them')
    return event


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


def print_list(
    timeline: Timeline,
    query: Query,
    asked: str,
    format: Format = "text",
    limit: int | None = None,
    remarks: Remarks | None = None,
) -> int:
    """Print what a query finds; `asked` is how it was typed."""
    results = timeline.search(query)
    most = len(results) if limit is None else min(limit, len(results))
    if format == "text" and is_terminal(sys.stdout):
        print_marked(listed(results, timeline, most, remarks), query)
    else:
        for line in WRITERS[format](results, timeline, most, remarks):
            print(line)
    return Exit.OK if len(results) else _nothing(timeline, query, asked)


def _nothing(timeline: Timeline, query: Query, asked: str, field: str = "") -> int:
    """Say why nothing is found, be it events or values of a field."""
    if field and len(timeline.search(query)):
        say(f"nothing is found: no {field} in {query.explain()}")
        return Exit.NOTHING
    from tui.cli.explained import reasons  # start-up: mostly something is found

    say(f"nothing is found: {query.explain()}")
    for reason in reasons(timeline, query, asked):
        say(reason)
    return Exit.NOTHING
