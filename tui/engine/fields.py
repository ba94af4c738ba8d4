"""What of an event can be found: its texts by field, its values, its figures, what `is:` can ask.

`Fields.documents` puts it together as an index takes it.
"""

from __future__ import annotations

import re
import struct
import sys
from collections.abc import Callable, Iterable, Iterator, Sequence
from functools import lru_cache
from itertools import count, islice
from typing import Any, Final, NamedTuple

import msgspec

from tui import when
from tui.engine.order import key, slot
from tui.engine.periods import periods
from tui.event import Actor, Category, Event, Header, Measure, Place, Source
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

BATCH: Final = 50
"""Events whose documents are made together: half the time, for little memory."""


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


class _Names(NamedTuple):
    """What values of a field are called."""

    folded: str
    """Their words, as a column has them."""
    values: list[str]
    """What stands for them in the column of the field's values."""


class Fields:
    """What of events can be found, as one header says what their ids stand for."""

    def __init__(self, header: Header) -> None:
        self.header = header
        self._called: dict[str, Callable[[Any], Category | Place | Actor | Measure]] = {
            "category": header.category,
            "place": header.place,
            "actor": header.actor,
            "measure": header.measure,
        }
        # Events are unlike each other, but the same values come together again and again.
        self._named = lru_cache(20_000)(self._names)

    def texts(self, event: Event) -> list[Passage]:
        """What words find: the title and the id first, names of the fields' values last.

        The detail pane shows the texts, so that what is found can be highlighted; an id finds an
        event though only its label is shown there. Values are what a facet counts and
        `field:=value` asks for: labels, which a reader knows, and not ids; of a source its outlet,
        or what it has instead.
        """
        sources = list(map(self.header.source, event.sources))
        free, cited = _free(event, sources)
        fields = ["title", "id", *[""] * (cited - 2), *["source"] * (len(free) - cited)]
        found = [Passage(*one) for one in zip(fields, free, foldings(free), strict=True)]
        for field, values in _values(event, sources):
            found += self._passages(field, values)
        return found

    def documents(self, events: Sequence[Event], first: int) -> list[dict[str, Any]]:
        """The events as the index takes them, numbered from `first`; see `schema`."""
        sources = [list(map(self.header.source, event.sources)) for event in events]
        texts = list(map(_free, events, sources))
        # To fold the texts of all together takes half the time.
        folded = iter(foldings([text for free, _ in texts for text in free]))
        words = [list(islice(folded, len(free))) for free, _ in texts]
        cited = [start for _, start in texts]
        return list(map(self._document, count(first), events, sources, words, cited))

    def _document(
        self, number: int, event: Event, sources: list[Source], words: list[str], cited: int
    ) -> dict[str, Any]:
        """`words` are those of its texts, from the one at `cited` on those about its sources."""
        dated = _dated(event.date)
        made = {
            "key": event.id,
            "is": _kinds(event, dated),
            "order": dated.order | number,
            **dated.columns,
            "id": WHOLE.format(words[1]),
        }
        if event.title:
            made["title"] = WHOLE.format(words[0])
        about_sources = words[cited:]
        for field, values in _values(event, sources):
            names = self._named(field, values)
            words.append(names.folded)
            made[_COLUMNS[field]] = names.values
            if field == "source":
                about_sources.append(names.folded)
                made["source"] = _BETWEEN.join(about_sources)
        made["text"] = _BETWEEN.join(words)
        made["known_earliest"], made["known_latest"] = published(event, self.header, dated.date)
        if event.links:
            made["links"] = [link.event for link in event.links]
            made["settles"] = [SETTLES.format(link.type, link.event) for link in settling(event)]
        if event.claims and (columns := _columns(event)):
            made["figures"] = columns
        return made

    def _names(self, field: str, values: tuple[Any, ...]) -> _Names:
        found = self._passages(field, values)
        folded = _BETWEEN.join(passage.folded for passage in found)
        stand = dict.fromkeys(passage.value for passage in found if passage.value)
        return _Names(folded, list(stand))

    def _passages(self, field: str, values: tuple[Any, ...]) -> list[Passage]:
        """What the values of a field are called."""
        found: list[Passage] = []
        for value in values:
            label, ref = value, ""
            if field in self._called:
                part = self._called[field](value)
                label, ref = part.label, part.id
            if ref and ref != label:
                found.append(_passage(field, ref, ID))
            if label:
                found.append(_passage(field, label))
        return found


@lru_cache(10_000)  # the same names come again and again
def _passage(field: str, text: str, before: str = "") -> Passage:
    folded = fold(text)
    return Passage(field, text, folded, before + folded[:LONGEST_VALUE] if folded else "")


def _values(event: Event, sources: list[Source]) -> Iterator[tuple[str, tuple[Any, ...]]]:
    """The values of its fields, as it names them."""
    yield "status", (event.status,)
    if event.category:
        yield "category", (event.category,)
    if event.places:
        yield "place", tuple(event.places)
    if event.actors:
        yield "actor", tuple(event.actors)
    if event.tags:
        yield "tag", tuple(event.tags)
    if sources:
        yield "source", tuple([source.name for source in sources])
    if event.claims:
        yield "measure", tuple([claim.about for claim in event.claims])


def _free(event: Event, sources: list[Source]) -> tuple[list[str], int]:
    """Its title, its id, texts that only bare words find; and where those about sources begin."""
    free = [event.title, event.id]
    for text in (event.summary, event.note):
        # Paragraphs apart, as they are shown: no phrase reaches over a line end.
        if not text.isprintable():
            free += paragraphs(text)
        elif text:
            free.append(text)
    for claim in event.claims:
        free += filter(None, (claim.note, claim.why))
    cited = len(free)
    for source in sources:
        if source.container_title or source.publisher:
            free += filter(None, (source.title, source.id))
        elif source.title and source.id:
            free.append(source.id)
        if source.original_publisher:
            free.append(source.original_publisher)
    return free, cited


def figures(event: Event) -> dict[str, list[tuple[float, float]]]:
    """The numbers of its claims by measure, small letters: (least, most) of each claim."""
    found: dict[str, list[tuple[float, float]]] = {}
    for claim in event.claims:
        value = None if isinstance(claim.value, str) else claim.value
        given = (value, claim.low, claim.high)
        numbers = [_float(number) for number in given if number is not None]
        if numbers:
            span = (min(numbers), max(numbers))
            found.setdefault(claim.about.lower(), []).append(span)
    return found


_MOST: Final = sys.float_info.max


def _float(number: float) -> float:
    if not -_MOST <= number <= _MOST:
        return _MOST if number > 0 else -_MOST
    return number + 0.0  # zero has no sign


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


def _kinds(event: Event, dated: _Dated) -> list[str]:
    """What `is:` asks of an event that no other one says."""
    kinds = list(dated.kinds)
    if event.status == "occurred" and not event.claims:
        return kinds  # as with most
    if event.is_disputed:
        kinds.append("disputed")
    if event.is_planned:
        kinds.append("planned")
    if event.status == "cancelled":
        kinds.append("cancelled")
    return kinds


_BETWEEN: Final = f" {APART} "
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
