"""What of an event can be found: its texts by field, its values, its figures, what `is:` can ask.

`document` puts it together as an index takes it.
"""

from __future__ import annotations

import re
import struct
import sys
from collections.abc import Iterator
from functools import lru_cache
from typing import Any, Final

from tui.engine.order import slot
from tui.event import Event, Header
from tui.known import published
from tui.outcome import settling
from tui.query import MEASURE
from tui.text import fold, foldings, paragraphs
from tui.when import FUTURE, PAST, Day, When, civil

VALUED: Final = ("category", "actor", "place", "status", "source", "tag", "measure")
"""Fields whose values are counted, and asked for whole by `field:=value`."""

VALUE: Final = "={}"
"""The column of a field's values, each folded and whole."""

ID: Final = "#"
"""Stands in that column before an id, which words find but no facet counts."""

WORDED: Final = ("title", "id", "source")
"""Fields whose words have a column; those of the others are looked for in their values."""

BOUNDS: Final = ("start_earliest", "start_latest", "end_earliest", "end_latest")

SETTLES: Final = "{} {}"
"""What came of a plan, in the document of the event that says so: the link and the plan's id."""

WHOLE: Final = "^^^ {} $$$"
"""A title or an id in its field, between what no word is like, so that it is met whole."""

LONGEST_VALUE: Final = 10_000
"""Letters of a value; an index term takes no more than 65,530 bytes."""

Found = tuple[str, str, bool]
"""A field or none, a text of an event in it, and whether the whole text is a value of the field."""


def texts(event: Event, header: Header) -> Iterator[Found]:
    """What words find; the empty field is for text that only a bare word finds.

    The detail pane shows the texts, so that what is found can be highlighted; an id finds an event
    though only its label is shown there. Values are what a facet counts and `field:=value` asks
    for: labels, which a reader knows, and not ids; of a source its outlet, or what it has instead.
    """
    yield "title", event.title, False
    for text in (event.summary, event.note):
        for paragraph in paragraphs(text):
            yield (
                "",
                paragraph,
                False,
            )  # apart, as they are shown: no phrase reaches over a line end
    yield "id", event.id, False
    yield "status", event.status, True
    if event.category:
        category = header.category(event.category)
        yield from _named("category", category.id, category.label)
    for place in map(header.place, event.places):
        yield from _named("place", place.id, place.label)
    for actor in map(header.actor, event.actors):
        yield from _named("actor", actor.id, actor.label)
    for tag in event.tags:
        yield "tag", tag, True
    for source in map(header.source, event.sources):
        outlet = source.container_title or source.publisher
        yield "source", source.id, not (outlet or source.title)
        yield "source", source.title, not outlet
        yield "source", outlet, True
        yield "source", source.original_publisher, False
    for claim in event.claims:
        yield from _named("measure", claim.about, header.measure(claim.about).label)
        yield "", claim.note, False
        yield "", claim.why, False


def _named(field: str, id: str, label: str) -> Iterator[Found]:
    if id != label:
        yield field, id, False
    yield field, label, True


def kinds(event: Event, date: When | None) -> Iterator[str]:
    """The `is:` words that hold of the event alone; whether a plan is open others say."""
    if event.is_disputed:
        yield "disputed"
    if event.is_planned:
        yield "planned"
    if event.status == "cancelled":
        yield "cancelled"
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


def months(date: When) -> str:
    """The months of its four bounds, counted from year 0; one where all four are the same."""
    found = [_month(getattr(date, bound)) for bound in BOUNDS]
    return ",".join(map(str, found[:1] if len(set(found)) == 1 else found))


@lru_cache(20_000)
def _month(day: Day) -> int:
    if not PAST < day < FUTURE:
        return day
    year, month, _ = civil(day)
    return year * 12 + month - 1


def document(event: Event, header: Header, date: When | None, order: int) -> dict[str, Any]:
    """The event as the index takes it; see `schema`."""
    made: dict[str, Any] = {
        "key": event.id,
        "is": list(kinds(event, date)),
        "order": order,
        "slot": slot(order),
    }
    words: list[str] = []
    sources: list[str] = []
    free: list[tuple[str, str]] = []
    for field, text, is_value in texts(event, header):
        if not text:
            continue
        if not is_value and (field == "source" or field not in _COLUMNS):
            free.append((field, text))
            continue
        folded = _folded(text)  # names come again and again
        words.append(folded)
        if field == "source":
            sources.append(folded)
        if value := folded[:LONGEST_VALUE]:
            column = _COLUMNS[field]
            value = value if is_value else ID + value
            if column not in made:
                made[column] = [value]
            elif value not in made[column]:
                made[column].append(value)
    folded_free = foldings([text for _, text in free])
    for (field, _), folded in zip(free, folded_free, strict=True):
        if field == "source":
            sources.append(folded)
        elif field:
            made[field] = WHOLE.format(folded)
    made["text"] = words + folded_free
    made["initial"] = list({word[0] for text in made["text"] for word in text.split()})
    if sources:
        made["source"] = sources
    made["known_earliest"], made["known_latest"] = published(event, header, date)
    if date is not None:
        made["months"] = months(date)
        if not date.is_exact:
            made["stretch"] = f"{date.start_earliest},{date.end_latest}"
        elif (minute := date.minute) is not None:
            made["minute"] = minute
        made["start_earliest"] = date.start_earliest
        made["start_latest"] = date.start_latest
        made["end_earliest"] = date.end_earliest
        made["end_latest"] = date.end_latest
    if event.links:
        made["links"] = [link.event for link in event.links]
        made["settles"] = [SETTLES.format(link.type, link.event) for link in settling(event)]
    if event.claims and (columns := _columns(event)):
        made["figures"] = columns
    return made


_folded = lru_cache(50_000)(fold)
_COLUMNS: Final = {field: VALUE.format(field) for field in VALUED}


def _columns(event: Event) -> dict[str, dict[str, Any]]:
    """The figures of an event: columns by measure.

    A column may hold many numbers of an event, but two columns do not tell which least goes
    with which most. So single numbers share a column; ranges are joined until they are apart,
    and the first of them, the second and so on have a pair of columns each. Few events need
    more than one.
    """
    columns: dict[str, dict[str, Any]] = {}
    for measure, spans in figures(event).items():
        path = figure_path(measure)
        if not path:
            continue  # no query can name it
        column: dict[str, Any] = {}
        if exact := {ordered(least) for least, most in spans if least == most}:
            column["exact"] = sorted(exact)
        ranges = _joined([span for span in spans if span[0] < span[1]])
        for place, (least, most) in enumerate(ranges):
            column |= {f"least{place}": ordered(least), f"most{place}": ordered(most)}
        columns[path] = column
    return columns


def ordered(number: float) -> int:
    """An integer in the place of a number: they compare alike, and no digit is lost in a text.

    The bits of an IEEE 754 number grow with it; those of a negative one are turned round.
    """
    bits: int = struct.unpack("<q", struct.pack("<d", number))[0]
    return bits if bits >= 0 else bits ^ 0x7FFF_FFFF_FFFF_FFFF


@lru_cache(1024)
def figure_path(measure: str) -> str:
    """The measure as part of a path in a JSON field, whatever its letters mean there.

    Empty for a name that no query can hold.
    """
    askable = re.fullmatch(MEASURE, measure)
    return f"m{measure.lower().encode().hex()}" if askable else ""


Ranges = dict[str, int]
"""The most ranges that one event gives for a measure, by `figure_path`."""


def most_ranges(ranges: Ranges, figures: dict[str, dict[str, Any]]) -> None:
    """Know the ranges of one more event: the `figures` of its document."""
    for path, columns in figures.items():
        count = len(columns) // 2  # a pair of columns each, beside `exact`
        ranges[path] = max(count, ranges.get(path, 0))


def _joined(spans: list[tuple[float, float]]) -> list[tuple[float, float]]:
    """The same numbers in spans that are apart."""
    joined: list[tuple[float, float]] = []
    for least, most in sorted(spans):
        if joined and least <= joined[-1][1]:
            joined[-1] = (joined[-1][0], max(most, joined[-1][1]))
        else:
            joined.append((least, most))
    return joined
