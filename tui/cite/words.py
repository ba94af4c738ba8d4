"""Sources as footnotes, and an event as a sentence that can be quoted with them."""

from __future__ import annotations

from tui import when
from tui.cite.dates import issued
from tui.event import Event, Header, Source
from tui.when import Day


def outlet(source: Source) -> str:
    """Who published it, with the desk that wrote it in brackets where that is another."""
    name = source.container_title or source.publisher
    desk = source.original_publisher
    if not desk or desk.casefold() in name.casefold():
        return name
    return f"{name} ({desk})" if name else desk


def footnote(source: Source) -> str:
    """The source in one sentence: author, title, outlet, date, locator, URL."""
    said = ", ".join(filter(None, (headline(source), source.URL)))
    return said if said.endswith(".") else f"{said}."


def headline(source: Source) -> str:
    """The footnote without its URL; the id where nothing else is known."""
    names = [name.literal or f"{name.given} {name.family}".strip() for name in source.author]
    title = f'"{source.title}"' if source.title else ""
    parts = (*names, title, outlet(source), issued(source.issued), source.locator)
    return ", ".join(filter(None, parts)) or ("" if source.URL else source.id)


def sentences(event: Event, header: Header, as_of: Day | None = None) -> list[str]:
    """The event in words: its date and what happened, then what a reader has to know of that.

    As known on a day it says so, without summary and note: these were written later, and would be
    laid at the door of sources that do not say so.
    """
    date = when.parse(event.date).label(header.timezone or None) if event.date else "No date"
    title = event.title if event.title.endswith((".", "?", "!", "…")) else f"{event.title}."
    summary = event.summary if as_of is None else ""
    said = [f"{date}: {title} {summary}".strip()]
    if event.status != "occurred":
        said.append(f"Status: {event.status}.")
    if event.disputed:
        labels = sorted(header.measure(about).label for about in event.disputed)
        said.append(f"Sources differ on: {'; '.join(labels)}.")
    if event.note and as_of is None:
        said.append(f"Note: {event.note}")
    if as_of is not None:
        said.append(f"As known on {when.parse(when.edtf(as_of)).label()}.")
    return said
