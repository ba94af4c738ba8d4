"""What of an event can be found: its texts by field, its figures, and what `is:` can ask."""

from __future__ import annotations

import sys
from collections.abc import Iterator

from tui.event import Event, Header
from tui.text import paragraphs
from tui.when import When


def texts(event: Event, header: Header) -> Iterator[tuple[str, str]]:
    """(field, text) pairs; the empty field is for text that only a bare word finds.

    The detail pane shows the texts, so that what is found can be highlighted; an id finds an event
    though only its label is shown there.
    """
    yield "title", event.title
    for paragraph in (*paragraphs(event.summary), *paragraphs(event.note)):
        yield "", paragraph  # apart, as they are shown: no phrase reaches over a line end
    yield "id", event.id
    yield "status", event.status
    if event.category:
        category = header.category(event.category)
        yield "category", category.id
        yield "category", category.label
    for place in map(header.place, event.places):
        yield "place", place.id
        yield "place", place.label
    for actor in map(header.actor, event.actors):
        yield "actor", actor.id
        yield "actor", actor.label
    for tag in event.tags:
        yield "tag", tag
    for source in map(header.source, event.sources):
        yield "source", source.id
        yield "source", source.title
        yield "source", source.container_title or source.publisher
        yield "source", source.original_publisher
    for claim in event.claims:
        yield "measure", claim.about
        yield "measure", header.measure(claim.about).label
        yield "", claim.note
        yield "", claim.why


def kinds(event: Event, date: When | None) -> Iterator[str]:
    """The `is:` words that hold of the event."""
    if event.is_disputed:
        yield "disputed"
    if event.status in ("planned", "announced"):
        yield "planned"
    if date is None:
        yield "undated"
    elif date.is_uncertain:
        yield "uncertain"


def figures(event: Event) -> dict[str, list[tuple[float, float]]]:
    """The numbers of its claims by measure, small letters: (least, most) of each claim."""
    found: dict[str, list[tuple[float, float]]] = {}
    for claim in event.claims:
        given = (claim.value, claim.low, claim.high)
        numbers = [_float(number) for number in given if isinstance(number, int | float)]
        if numbers:
            span = (min(numbers), max(numbers))
            found.setdefault(claim.about.lower(), []).append(span)
    return found


def _float(number: float) -> float:
    most = sys.float_info.max
    return float(max(-most, min(number, most))) + 0.0  # zero has no sign
