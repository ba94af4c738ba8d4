"""Sources as footnotes, and an event as a sentence that can be quoted with them."""

from __future__ import annotations

from collections.abc import Iterable
from functools import lru_cache

from tui import when
from tui.event import Event, Header, Source, SourceDate
from tui.text import harmless
from tui.when import Day


def issued(date: SourceDate | None) -> str:
    """A CSL date as people write it: `26 Feb 2021`, `c. Oct 2022`, `n.d.`; empty without one."""
    if date is None or not date.date_parts:
        return date.raw if date else ""
    written = _edtf(date.date_parts, bool(date.circa))
    try:
        return when.parse(written).label()
    except when.BadDate:
        return date.raw or written


def issued_days(date: SourceDate | None) -> tuple[Day, Day] | None:
    """The first and the last day that a CSL date may mean; None where it says none."""
    if date is None or not date.date_parts:
        return None
    return _days(tuple(map(tuple, date.date_parts)), bool(date.circa))


@lru_cache(20_000)  # a large store has many sources and few days
def _days(parts: tuple[tuple[int, ...], ...], circa: bool) -> tuple[Day, Day] | None:
    try:
        found = when.parse(_edtf(parts, circa))
    except when.BadDate:
        return None
    return found.start_earliest, found.end_latest


def _edtf(parts: Iterable[Iterable[int]], circa: bool) -> str:
    mark = "~" if circa else ""
    return "/".join("-".join(f"{part:02}" for part in day) + mark for day in parts)


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


def quote(event: Event, header: Header) -> str:
    """The event as a paragraph with numbered sources below it."""
    date = when.parse(event.date).label(header.timezone or None) if event.date else "No date"
    sources = [header.source(ref) for ref in event.sources]
    marks = "".join(f"[{number}]" for number in range(1, len(sources) + 1))
    lines = [f"{date}: {event.title}. {event.summary}".strip() + marks]
    if event.status != "occurred":
        lines.append(f"Status: {event.status}.")
    if event.disputed:
        labels = sorted(header.measure(about).label.lower() for about in event.disputed)
        lines.append(f"Sources differ on {' and '.join(labels)}.")
    if event.note:
        lines.append(f"Note: {event.note}")
    lines += [f"[{number}] {footnote(source)}" for number, source in enumerate(sources, 1)]
    return "\n".join(map(harmless, lines))
