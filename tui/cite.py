"""Sources as footnotes, and an event as a sentence that can be quoted with them."""

from __future__ import annotations

from collections.abc import Iterator

from tui import when
from tui.event import Event, Header, Source, SourceDate

_MONTHS = "Jan Feb Mar Apr May Jun Jul Aug Sep Oct Nov Dec".split()


def issued(date: SourceDate | None) -> str:
    """A CSL date as people write it: `26 Feb 2021`, `c. Oct 2022`, `n.d.`; empty without one."""
    if date is None:
        return ""
    if not date.date_parts:
        return date.raw
    year, *rest = date.date_parts[0]
    months = [_MONTHS[month - 1] for month in rest[:1] if 1 <= month <= 12]
    days = [str(day) for day in rest[1:]] if months else []
    return ("c. " if date.circa else "") + " ".join([*days, *months, str(year)])


def outlet(source: Source) -> str:
    """Who published it, with the desk that wrote it in brackets where that is another."""
    name = source.container_title or source.publisher
    desk = source.original_publisher
    if not desk or desk.casefold() in name.casefold():
        return name
    return f"{name} ({desk})" if name else desk


def footnote(source: Source) -> str:
    """The source in one sentence: author, title, outlet, date, locator, URL."""
    return ", ".join(part for part in [*_parts(source), source.URL] if part) + "."


def _parts(source: Source) -> Iterator[str]:
    yield ", ".join(name.literal or f"{name.given} {name.family}".strip() for name in source.author)
    yield f'"{source.title}"' if source.title else ""
    yield outlet(source)
    yield issued(source.issued)
    yield source.locator


def headline(source: Source) -> str:
    """The footnote without its URL."""
    return ", ".join(part for part in _parts(source) if part)


def quote(event: Event, header: Header) -> str:
    """The event as a paragraph with numbered sources below it."""
    date = when.parse(event.date).label(header.timezone or None) if event.date else "No date"
    sources = [header.source(ref) for ref in event.sources]
    marks = "".join(f"[{number}]" for number in range(1, len(sources) + 1))
    lines = [f"{date}: {event.title}. {event.summary}".strip() + marks]
    lines += [f"[{number}] {footnote(source)}" for number, source in enumerate(sources, 1)]
    return "\n".join(lines)
