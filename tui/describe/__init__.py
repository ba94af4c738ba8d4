"""An event in words, in the order that a reader asks: what the detail pane and `show` present.

Pure: lines of spans with roles; how a role looks is the screen's or the command line's business.

    lines    what it is made of
    claims   claims side by side
    outcome  what came of a plan
    kept     what the reader has to do with it
"""

from __future__ import annotations

from collections.abc import Iterator
from itertools import islice
from typing import Final

from tui import when
from tui.cite import headline
from tui.describe.claims import about_said, claims, strength
from tui.describe.kept import Kept, kept_lines, kept_of
from tui.describe.lines import BLANK, LABEL_CELLS, Line, Role, Span, Writer
from tui.describe.outcome import answers, came
from tui.event import Event, Header
from tui.query import AsOf, Query, Within
from tui.query.edit import leaves
from tui.search import Linked, Mark, Timeline
from tui.text import counted, harmless, paragraphs
from tui.when import FUTURE, PAST, Day

MOST_LINKS: Final = 20
"""Links that are shown of an event; some events are linked to by thousands."""

MOST_READ: Final = 1_000
"""Links that are read for what came of an event; more than that would hold the screen up."""

__all__ = [
    "BLANK",
    "LABEL_CELLS",
    "MOST_LINKS",
    "MOST_READ",
    "Kept",
    "Line",
    "Role",
    "Span",
    "describe",
    "kept_of",
]


def describe(
    event: Event,
    timeline: Timeline,
    query: Query,
    mark: Mark = "",
    origin: Event | None = None,
    kept: Kept | None = None,
) -> Iterator[Line]:
    """The whole event, title first, a blank line between parts.

    `mark` is how the query finds it; `origin` the event that time is counted from; `kept`
    what the reader has to do with it.
    """
    write = Writer(query)
    header = timeline.header
    yield Line(None, tuple(write.marked(event.title, "title", "title")))
    yield _when(event, timeline)
    if origin is not None and origin.id != event.id and event.date and origin.date:
        said = f'{since(event, origin)} from "{harmless(origin.title)}"'
        yield Line(None, (Span(said, "muted"),))
    if mark == "possible":
        yield from _doubt(event, timeline, query)
    yield from kept_lines(kept or Kept())
    if query.as_of is not None:
        yield from _as_known(event, timeline, query.as_of)
        event = timeline.as_known(event, query.as_of)
    yield BLANK
    links = list(islice(timeline.linked(event, query.as_of), MOST_READ))
    if (outcome := timeline.outcome(event, query.as_of, links)) is not None:
        yield from came(outcome, timeline)
    yield from answers(timeline.answered(event, query.as_of), header)
    for paragraph in paragraphs(event.summary):
        yield Line(None, tuple(write.marked(paragraph)))
        yield BLANK
    yield from _facts(event, header, write)
    for index, paragraph in enumerate(paragraphs(event.note)):
        yield Line("" if index else "Note", tuple(write.marked(paragraph)))
    if event.note:
        yield BLANK
    yield from claims(event, header, write, query.as_of)
    yield from _links(links, timeline)
    yield from _sources(event, header, write)
    yield Line("Id", tuple(write.marked(event.id, "muted", "id")))


def _when(event: Event, timeline: Timeline) -> Line:
    date = timeline.when(event)
    said = date.explain(timeline.header.timezone or None) if date else "no date is known"
    edtf = Span(f"  EDTF {harmless(event.date)}" if date else "", "muted")
    return Line(None, (Span(said[0].upper() + said[1:], "strong"), edtf))


def since(event: Event, origin: Event) -> str:
    """The time between the starts of two dated events, `T+114 days`; a range for loose dates."""
    date, zero = when.parse(event.date), when.parse(origin.date)
    bounds = (zero.start_earliest, zero.start_latest, date.start_earliest, date.start_latest)
    if not all(PAST < bound < FUTURE for bound in bounds):
        return "T+?"
    least, most = date.start_earliest - zero.start_latest, date.start_latest - zero.start_earliest
    if least == most:
        more = f" ({when.elapsed(0, abs(least))})" if abs(least) >= 60 else ""
        return f"T{least:+,} {'day' if abs(least) == 1 else 'days'}{more}"
    return f"T{least:+,} to T{most:+,} days"


def _as_known(event: Event, timeline: Timeline, day: Day) -> Iterator[Line]:
    """How much of the event was published by the day, and what was written later."""
    event = timeline.event(event.id) or event  # what is given may be as known already
    known = timeline.as_known(event, day)
    said = AsOf("", day).explain()
    parts = [
        f"{len(now)} of {counted(len(all_), name)}"
        for name, now, all_ in (
            ("source", known.sources, event.sources),
            ("claim", known.claims, event.claims),
        )
        if len(now) < len(all_)
    ]
    more = f": {' and '.join(parts)}" if parts else ""
    said = f"{said[0].upper()}{said[1:]}{more}. What follows was written later."
    yield Line(None, (Span(said, "doubt" if parts else "muted"),))


def _doubt(event: Event, timeline: Timeline, query: Query) -> Iterator[Line]:
    """Why the query only possibly finds it."""
    date = timeline.when(event)
    for term, negated in leaves(query):
        said = ""
        if isinstance(term, Within) and date is not None:
            sure = date.certainly_in(term.first, term.last)
            if not sure and date.possibly_in(term.first, term.last):
                where = "inside" if negated else "outside"
                said = f"dated {timeline.label(event)}, which may lie {where} {term}"
        elif isinstance(term, AsOf):
            said = f"not certainly {term.explain()}, by the dates of its sources"
        if said:
            yield Line(None, (Span(f"Possibly: {harmless(said)}", "doubt"),))


def _facts(event: Event, header: Header, write: Writer) -> Iterator[Line]:
    if event.category:
        category = header.category(event.category)
        yield Line("What", (*write.marked(category.label, field="category"),))
    status = tuple(write.marked(event.status, field="status"))
    if event.disputed:
        labels = sorted(about_said(about, header) for about in event.disputed)
        status += (Span("; sources differ on: "),)
        status += tuple(write.marked("; ".join(labels), "strong", "measure"))
    yield Line("Status", status)
    if event.sources:
        said = strength([header.source(ref) for ref in event.sources])
        yield Line("Strength", (Span(said),))
    places = [header.place(ref) for ref in event.places]
    yield from _list(
        "Where",
        [f"{p.label}, {p.country}" if p.country else p.label for p in places],
        "place",
        write,
    )
    yield from _list("Who", [header.actor(ref).label for ref in event.actors], "actor", write)
    yield from _list("Tags", event.tags, "tag", write)
    yield BLANK


def _list(label: str, texts: list[str], field: str, write: Writer) -> Iterator[Line]:
    spans: list[Span] = []
    for index, text in enumerate(texts):
        spans += [Span("; ")] if index else []
        spans += write.marked(text, field=field)
    if spans:
        yield Line(label, tuple(spans))


def _links(links: list[Linked], timeline: Timeline) -> Iterator[Line]:
    """What leads back, then what leads on, each with the sign of the key that follows it."""
    by_side = sorted(links, key=lambda link: link.is_onward)
    for index, link in enumerate(by_side[:MOST_LINKS]):
        label = f"{timeline.label(link.event)}, " if link.event and link.event.date else ""
        title = link.event.title if link.event else f"{link.id} (not in this file)"
        yield Line(
            "" if index else "Links",
            (
                Span(f"{'>' if link.is_onward else '<'} {link.word}: ", "muted"),
                Span(label),
                Span(harmless(title)),
            ),
        )
    if len(links) > MOST_LINKS:
        yield Line("", (Span("and more, which its thread shows", "muted"),))
    if links:
        yield BLANK


def _sources(event: Event, header: Header, write: Writer) -> Iterator[Line]:
    for index, source in enumerate(map(header.source, event.sources), 1):
        label = "Source" if len(event.sources) == 1 else "Sources"
        said = tuple(write.marked(headline(source) or source.id, field="source"))
        yield Line("" if index > 1 else label, (Span(f"{index} ", "muted"), *said))
        for more in (source.note, source.URL, source.archive_location):
            if more:
                yield Line("", (Span(harmless(more), "muted"),))
    if event.sources:
        yield BLANK
