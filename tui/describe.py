"""An event in words, in the order that a reader asks: what the detail pane and `show` present.

Pure: lines of spans with roles; how a role looks is the screen's or the command line's business.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final, Literal, NamedTuple

from tui.cite import headline, outlet
from tui.event import INVERSE, Claim, Event, Header
from tui.query import AsOf, Query, Within
from tui.query.edit import leaves
from tui.search import Linked, Mark, Timeline
from tui.text import harmless, paragraphs

Role = Literal["title", "label", "text", "strong", "muted", "hit", "doubt"]

LABEL_CELLS: Final = 10
"""The column that labels such as `Where` stand in."""

QUALIFIERS: Final = {
    "exact": "",
    "about": "about ",
    "over": "over ",
    "at-least": "at least ",
    "nearly": "nearly ",
    "up-to": "up to ",
    "computed": "computed ",
}


class Span(NamedTuple):
    """A run of text in one role."""

    text: str
    role: Role = "text"


class Line(NamedTuple):
    """A paragraph that wraps under its own beginning.

    It stands beside its label, or under the label above where that is empty, or at the margin
    where it is None.
    """

    label: str | None
    spans: tuple[Span, ...]


class _Writer:
    """Writes lines with the query's words marked in every text they were searched in."""

    def __init__(self, query: Query) -> None:
        self._query = query

    def marked(self, text: str, role: Role = "text", field: str = "") -> Iterator[Span]:
        """The text in its role, its hits in theirs."""
        text = harmless(text)
        done = 0
        for start, end in self._query.spans(text, field):
            if start > done:
                yield Span(text[done:start], role)
            yield Span(text[start:end], "hit")
            done = end
        if done < len(text):
            yield Span(text[done:], role)


def describe(event: Event, timeline: Timeline, query: Query, mark: Mark = "") -> Iterator[Line]:
    """The whole event, title first, a blank line between parts.

    `mark` is how the query finds it.
    """
    write = _Writer(query)
    header = timeline.header
    yield Line(None, tuple(write.marked(event.title, "title", "title")))
    yield _when(event, timeline)
    if mark == "possible":
        yield from _doubt(event, timeline, query)
    yield BLANK
    for paragraph in paragraphs(event.summary):
        yield Line(None, tuple(write.marked(paragraph)))
        yield BLANK
    yield from _facts(event, header, write)
    for index, paragraph in enumerate(paragraphs(event.note)):
        yield Line("" if index else "Note", tuple(write.marked(paragraph)))
    if event.note:
        yield BLANK
    yield from _claims(event, header, write)
    yield from _links(timeline.links(event), timeline)
    yield from _sources(event, header, write)
    yield Line("Id", tuple(write.marked(event.id, "muted", "id")))


BLANK: Final = Line(None, ())


def _when(event: Event, timeline: Timeline) -> Line:
    date = timeline.when(event)
    said = date.explain(timeline.header.timezone or None) if date else "no date is known"
    edtf = Span(f"  EDTF {harmless(event.date)}" if date else "", "muted")
    return Line(None, (Span(said[0].upper() + said[1:], "strong"), edtf))


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


def _facts(event: Event, header: Header, write: _Writer) -> Iterator[Line]:
    if event.category:
        category = header.category(event.category)
        yield Line("What", (*write.marked(category.label, field="category"),))
    status = tuple(write.marked(event.status, field="status"))
    if event.disputed:
        labels = sorted(_about(about, header) for about in event.disputed)
        said = " and ".join(label[:1].lower() + label[1:] for label in labels)
        status += (Span("; sources differ on "), Span(harmless(said), "strong"))
    yield Line("Status", status)
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


def _list(label: str, texts: list[str], field: str, write: _Writer) -> Iterator[Line]:
    spans: list[Span] = []
    for index, text in enumerate(texts):
        spans += [Span("; ")] if index else []
        spans += write.marked(text, field=field)
    if spans:
        yield Line(label, tuple(spans))


def _about(about: str, header: Header) -> str:
    return about if about in ("date", "place") else header.measure(about).label


def _claims(event: Event, header: Header, write: _Writer) -> Iterator[Line]:
    for about in dict.fromkeys(claim.about for claim in event.claims):
        claims = [claim for claim in event.claims if claim.about == about]
        label = tuple(write.marked(_about(about, header), "strong", "measure"))
        yield Line("Claims", (*label, *_target(about, header)))
        for claim in sorted(claims, key=lambda claim: not claim.preferred):
            yield Line("", tuple(_claim(claim, header, write, len(claims) > 1)))
            if claim.preferred and claim.why:
                yield Line("", (Span("  shown because: ", "muted"), *write.marked(claim.why)))
        yield BLANK


def _target(about: str, header: Header) -> Iterator[Span]:
    target = header.measure(about).target
    if target is not None:
        unit = header.measure(about).unit
        note = f", {target.note}" if target.note else ""
        yield Span(harmless(f"  against {number(target.value)} {unit}{note}"), "muted")


def number(value: float | int | str | None) -> str:
    """A claim's value as people write it: 3,700; text as it is."""
    return f"{value:,}" if isinstance(value, int | float) else value or ""


def value(claim: Claim, header: Header) -> str:
    """What the claim says, with its qualifier and unit: `over 400 people`, `3 to 5`."""
    if claim.about == "place":
        return header.place(str(claim.value)).label
    if claim.value is not None:
        said = number(claim.value)
    elif claim.low is not None and claim.high is not None:
        said = f"{number(claim.low)} to {number(claim.high)}"
    else:
        said = f"at least {number(claim.low)}" if claim.low is not None else ""
        said = said or f"up to {number(claim.high)}"
    unit = "" if claim.about == "date" else header.measure(claim.about).unit
    return f"{QUALIFIERS[claim.qualifier]}{said} {unit}".strip()


def _claim(claim: Claim, header: Header, write: _Writer, rivals: bool) -> Iterator[Span]:
    role: Role = "strong" if claim.preferred or not rivals else "text"
    yield Span("* " if claim.preferred and rivals else "- ", "muted")
    yield Span(harmless(value(claim, header)), role)
    if claim.note:
        yield Span(", ")
        yield from write.marked(claim.note)
    if claim.source:
        source = header.source(claim.source)
        cited = ", ".join(filter(None, [outlet(source) or source.title, claim.locator]))
        yield Span(harmless(f" [{cited}]"), "muted")


def _links(links: list[Linked], timeline: Timeline) -> Iterator[Line]:
    for index, link in enumerate(links):
        kind = INVERSE[link.type] if link.inverse else link.type.replace("-", " ")
        label = f"{timeline.label(link.event)}, " if link.event and link.event.date else ""
        title = link.event.title if link.event else f"{link.id} (not in this file)"
        yield Line(
            "" if index else "Links",
            (Span(f"{kind}: ", "muted"), Span(label), Span(harmless(title))),
        )
    if links:
        yield BLANK


def _sources(event: Event, header: Header, write: _Writer) -> Iterator[Line]:
    for index, source in enumerate(map(header.source, event.sources), 1):
        label = "Source" if len(event.sources) == 1 else "Sources"
        said = tuple(write.marked(headline(source) or source.id, field="source"))
        yield Line("" if index > 1 else label, (Span(f"{index} ", "muted"), *said))
        for more in (source.note, source.URL, source.archive_location):
            if more:
                yield Line("", (Span(harmless(more), "muted"),))
    if event.sources:
        yield BLANK
