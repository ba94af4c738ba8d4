"""What is asked: the query that was typed, within a saved view, in an order of its own."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from typing import TYPE_CHECKING

from tui.cli import Exit, say
from tui.cli.keeping import notebook_at
from tui.query import And, Note, Query, Sort, Term
from tui.query.terms import positive
from tui.search import Timeline
from tui.text import harmless

if TYPE_CHECKING:
    from tui.notebook import View


def saved_view(name: str | None, notebook: str | None = None) -> View | Exit | None:
    """The view of that name, None where none is asked for; an exit code where there is none.

    `notebook` is the file to look in, where that is not the usual one.
    """
    if name is None:
        return None
    from tui.notebook import NotebookError  # start-up: few lists ask for a view

    book = notebook_at(notebook)

    try:
        view = book.view(name)
        known = [] if view else [harmless(one.name) for one in book.views()]
    except NotebookError as error:
        say(str(error))
        return Exit.NOTHING
    if view:
        return view
    there = f"there are: {', '.join(known)}" if known else "none is saved yet"
    say(f'there is no view "{harmless(name)}"; {there}')
    return Exit.USAGE


def asked_of(
    timeline: Timeline,
    text: str,
    view: View | None = None,
    sort: Sort | None = None,
    quiet: bool = False,
) -> Query:
    """The query, within that of the view, after saying what is doubtful in them."""
    query = timeline.parse(text)
    _say_notes("query", () if quiet else query.notes)
    if view:
        within = timeline.parse(view.query)
        _say_notes(f'view "{harmless(view.name)}"', within.notes)
        order = within.sort if query.sort == "date" else query.sort
        query = Query(_both(within.term, query.term), query.notes, order)
    if sort:
        if sort == "relevance" != query.sort and not any(positive(query.term)):
            say("--sort relevance: there is nothing to rank; type a word")
        query = replace(query, sort=sort)
    return query


def _say_notes(where: str, notes: Sequence[Note]) -> None:
    for note in notes:
        say(f"{where}, character {note.start + 1}: {note.text}")


def _both(*terms: Term) -> Term:
    """What all the terms find, as it is parsed where they stand side by side."""
    parts = [part for term in terms for part in (term.terms if isinstance(term, And) else (term,))]
    return parts[0] if len(parts) == 1 else And(tuple(parts))
