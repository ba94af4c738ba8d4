"""What of an event can be found: its texts by field, its values, its figures, what `is:` can ask.

`document` puts it together as an index takes it.
"""

from __future__ import annotations

import re
import struct
import sys
from collections.abc import Iterable
from functools import lru_cache
from typing import Any, Final, NamedTuple

import msgspec

from tui import when
from tui.engine.order import key, slot
from tui.engine.periods import periods
from tui.event import Event, Header
from tui.known import published
from tui.outcome import settling
from tui.query import MEASURE
from tui.text import fold, foldings, paragraphs
from tui.when import When

VALUED: Final = ("category", "actor", "place", "status", "source", "tag", "measure")
"""Fields whose values are counted, and asked for whole by `field:=value`."""

VALUE: Final = "={}"
"""The column of a field's values, each folded and whole."""

ID: Final = "#"
"""Stands in that column before an id, which words find but no facet counts."""

WORDED: Final = ("title", "id", "source")
"""Fields whose words have a column; those of the others are looked for in their values."""

BOUNDS: Final = ("start_earliest", "start_latest", "end_earliest", "end_latest")
"""The columns of a date that is no single day; one that is has a column `day`."""

SETTLES: Final = "{} {}"
"""What came of a plan, in the document of the event that says so: the link and the plan's id."""

WHOLE: Final = "^^^ {} $$$"
"""A title or an id in its field, between what no word is like, so that it is met whole."""

APART: Final = "^^^"
"""Stands between the texts of a column, so that no phrase reaches from one into the next.

As one text they take Tantivy two thirds of the time; and no misspelt word is near this.
"""

LONGEST_VALUE: Final = 10_000
"""Letters of a value; an index term takes no more than 65,530 bytes."""


class Passage(msgspec.Struct, frozen=True, gc=False):
    """A text of an event that words find, and how the index has it."""

    field: str
    """Empty for what only a bare word finds."""
    text: str
    folded: str
    """Its words, with any number of spaces between."""
    value: str = ""
    """What stands for it in the column of the field's values, if anything does."""

    @property
    def is_value(self) -> bool:
        """Whether the whole text is a value of the field."""
        return bool(self.value) and not self.value.startswith(ID)


def texts(event: Event, header: Header) -> list[Passage]:
    """What words find: the title and the id first, names of the field's values last.

    The detail pane shows the texts, so that what is found can be highlighted; an id finds an event
    though only its label is shown there. Values are what a facet counts and `field:=value` asks
    for: labels, which a reader knows, and not ids; of a source its outlet, or what it has instead.
    """
    fields, free = ["title", "id"], [event.title, event.id]
    for text in (event.summary, event.note):
        # Paragraphs apart, as they are shown: no phrase reaches over a line end.
        parts = [text] if text.isprintable() else paragraphs(text)
        fields += [""] * len(parts)
        free += parts
    names = [_name("status", event.status)]
    if event.category:
        category = header.category(event.category)
        names += _named("category", category.id, category.label)
    for place in map(header.place, event.places):
        names += _named("place", place.id, place.label)
    for actor in map(header.actor, event.actors):
        names += _named("actor", actor.id, actor.label)
    names += [_name("tag", tag) for tag in event.tags]
    for source in map(header.source, event.sources):
        names.append(_name("source", source.name))
        has_outlet = bool(source.container_title or source.publisher)
        own = source.id if has_outlet or source.title else ""
        fields += ("source", "source", "source")
        free += (source.title if has_outlet else "", own, source.original_publisher)
    for claim in event.claims:
        names += _named("measure", claim.about, header.measure(claim.about).label)
        fields += ("", "")
        free += (claim.note, claim.why)
    found = [
        Passage(field, text, folded)
        for field, text, folded in zip(fields, free, foldings(free), strict=True)
        if text
    ]
    found += [name for name in names if name.text]
    return found


@lru_cache(50_000)  # names come again and again
def _name(field: str, text: str, is_value: bool = True) -> Passage:
    folded = fold(text)
    value = folded[:LONGEST_VALUE]
    return Passage(field, text, folded, value if is_value or not value else ID + value)


@lru_cache(20_000)
def _named(field: str, id: str, label: str) -> tuple[Passage, ...]:
    value = _name(field, label)
    return (value,) if id == label else (_name(field, id, False), value)


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


class _Dated(NamedTuple):
    """What of an event its date alone decides."""

    date: When | None
    kinds: tuple[str, ...]
    order: int
    """The order key of such an event, were it the first."""
    columns: dict[str, Any]


@lru_cache(20_000)  # a large store has few days
def _dated(text: str) -> _Dated:
    if not text:
        order = key(None, 0)
        return _Dated(None, ("undated",), order, {"slot": slot(order)})
    date = when.parse(text)
    order = key(date, 0)
    columns: dict[str, Any] = {"slot": slot(order)}
    if date.is_exact:
        columns |= {"day": date.start_earliest, "in": periods(date.start_earliest)}
        if (minute := date.minute) is not None:
            columns["minute"] = minute
    else:
        bounds = [getattr(date, bound) for bound in BOUNDS]
        columns |= {**dict(zip(BOUNDS, bounds, strict=True)), "stretch": ",".join(map(str, bounds))}
    return _Dated(date, ("uncertain",) if date.is_uncertain else (), order, columns)


def document(event: Event, header: Header, number: int) -> dict[str, Any]:
    """The event of that number as the index takes it; see `schema`."""
    dated = _dated(event.date)
    kinds = list(dated.kinds)
    if event.is_disputed:
        kinds.append("disputed")
    if event.is_planned:
        kinds.append("planned")
    if event.status == "cancelled":
        kinds.append("cancelled")
    made = {"key": event.id, "is": kinds, "order": dated.order | number, **dated.columns}
    words: list[str] = []
    sources: list[str] = []
    for passage in texts(event, header):
        words.append(passage.folded)
        if not (field := passage.field):
            continue
        if field == "source":
            sources.append(passage.folded)
        elif field in _WHOLE:
            made[field] = WHOLE.format(passage.folded)
        if value := passage.value:
            values = made.setdefault(_COLUMNS[field], [])
            if value not in values:
                values.append(value)
    made["text"] = _BETWEEN.join(words)
    if sources:
        made["source"] = _BETWEEN.join(sources)
    made["known_earliest"], made["known_latest"] = published(event, header, dated.date)
    if event.links:
        made["links"] = [link.event for link in event.links]
        made["settles"] = [SETTLES.format(link.type, link.event) for link in settling(event)]
    if event.claims and (columns := _columns(event)):
        made["figures"] = columns
    return made


_BETWEEN: Final = f" {APART} "
_COLUMNS: Final = {field: VALUE.format(field) for field in VALUED}
_WHOLE: Final = {"title", "id"}


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


def most_ranges(ranges: Ranges, documents: Iterable[dict[str, Any]]) -> None:
    """Know the ranges of some events more."""
    for made in documents:
        if "figures" in made:
            for path, columns in made["figures"].items():
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
