"""Event, Claim, Measure, Source, Link and the store's Header: values, no I/O.

The JSON Schema that `haiti-timeline schema` prints is generated from these classes, so a docstring
or a `Meta` here is documentation for those who write event files.
"""

from __future__ import annotations

from collections.abc import Sequence
from functools import cached_property
from typing import Annotated, Any, Literal

import msgspec
from msgspec import Meta, field

Status = Literal["occurred", "ongoing", "planned", "announced", "disputed", "cancelled"]
Qualifier = Literal["exact", "about", "over", "at-least", "nearly", "up-to", "computed"]
LinkType = Literal[
    "led-to", "part-of", "fulfils", "partly-fulfils", "supersedes", "contradicts", "follows-up"
]
ActorKind = Literal["person", "group", "organisation", "state", "force"]
MeasureKind = Literal["stock", "flow"]

Slug = Annotated[str, Meta(pattern=r"^[A-Za-z0-9][A-Za-z0-9._-]*$", max_length=100)]
"""Safe in a query, a file name and a URL."""
Number = int | float

INVERSE: dict[LinkType, str] = {
    "led-to": "result of",
    "part-of": "includes",
    "fulfils": "fulfilled by",
    "partly-fulfils": "partly fulfilled by",
    "supersedes": "superseded by",
    "contradicts": "contradicted by",
    "follows-up": "followed up by",
}
"""How a link reads from its other end. A link is stored once, at its source."""

ONWARD: frozenset[LinkType] = frozenset(("led-to",))
"""Links that are stored at the earlier event; all others at the later one, or at the part."""


QUALIFIERS: dict[Qualifier, str] = {
    "exact": "",
    "about": "about ",
    "over": "over ",
    "at-least": "at least ",
    "nearly": "nearly ",
    "up-to": "up to ",
    "computed": "computed ",
}
"""How a qualifier is said before its number."""

DIRECTION: dict[Qualifier, int] = {"over": 1, "at-least": 1, "nearly": -1, "up-to": -1}
"""Whether a qualifier puts the true value above or below the number given."""


UNMEASURED = ("date", "due", "place")
"""What a claim can be about beside a measure."""


class Value(msgspec.Struct, frozen=True, kw_only=True, omit_defaults=True):
    """What every part of an event file shares: immutable, keyword-only, defaults left out."""


class Category(Value, frozen=True):
    """A kind of event, with the one-cell mark that stands before its title."""

    id: Slug
    label: str
    mark: Annotated[str, Meta(max_length=1)] = ""


class Place(Value, frozen=True):
    """Where something happened; inline in an event only `label` is needed."""

    label: str
    id: str = ""
    country: Annotated[str, Meta(pattern="^([A-Z]{2})?$")] = ""
    """ISO 3166-1 alpha-2."""
    lat: Annotated[float, Meta(ge=-90, le=90)] | None = None
    lon: Annotated[float, Meta(ge=-180, le=180)] | None = None
    precision: str = ""
    """How exact the coordinates are, in words: site, town, department, country."""


class Actor(Value, frozen=True):
    """Who acted or was acted upon; inline in an event only `label` is needed."""

    label: str
    id: str = ""
    kind: ActorKind | None = None


class Name(Value, frozen=True):
    """A CSL name: `family` and `given`, or `literal` for an organisation."""

    family: str = ""
    given: str = ""
    literal: str = ""


DateParts = Annotated[
    tuple[Annotated[tuple[int, ...], Meta(min_length=1, max_length=3)], ...], Meta(min_length=1)
]


class SourceDate(Value, frozen=True):
    """A CSL date: `date-parts` ([[year, month, day]]) or free text in `raw`."""

    date_parts: DateParts | None = field(default=None, name="date-parts")
    raw: str = ""
    circa: bool | int | str = False


class Source(Value, frozen=True):
    """A CSL-JSON item: what a citation is made of. Keys beyond these are kept.

    In an event's `sources` an object with the `id` of a known source cites it, and `locator` says
    where in it, as a CSL cite-item does.
    """

    id: str = ""
    type: str = ""
    title: str = ""
    author: list[Name] = []
    container_title: str = field(default="", name="container-title")
    publisher: str = ""
    original_publisher: str = field(default="", name="original-publisher")
    """Whose desk wrote the text, where another outlet carries it: copies of one text count once."""
    issued: SourceDate | None = None
    accessed: SourceDate | None = None
    URL: str = ""
    archive_location: str = ""
    language: str = ""
    note: str = ""
    locator: str = ""

    @property
    def name(self) -> str:
        """What it is called where sources are counted: its outlet, or what it has instead."""
        return self.container_title or self.publisher or self.title or self.id


class Target(Value, frozen=True):
    """The level that a stock is measured against, as its source words it."""

    value: Number
    source: str = ""
    locator: str = ""
    note: str = ""


class Measure(Value, frozen=True):
    """What claims count: a `stock` is a level at a date, a `flow` belongs to one event."""

    id: Slug
    label: str
    unit: str = ""
    kind: MeasureKind = "flow"
    target: Target | None = None


class Claim(Value, frozen=True):
    """One source's value for one thing: a measure, the date or the place of the event."""

    about: str
    """A measure's id, or `date`, `place`, or `due`: the day (EDTF) that was named for a plan."""
    value: Number | str | None = None
    low: Number | None = None
    high: Number | None = None
    qualifier: Qualifier = "exact"
    source: str = ""
    locator: str = ""
    """Where in the source: a paragraph, a page."""
    note: str = ""
    """What exactly is counted, where sources count different things."""
    preferred: bool = False
    """The one that the chronology shows; at most one for an event and `about`."""
    why: str = ""
    """Why this one is preferred."""


class Link(Value, frozen=True):
    """A typed relation to another event, stored once; `INVERSE` names it from the other end."""

    type: LinkType
    event: str


class Coverage(Value, frozen=True):
    """A period (EDTF interval) and whether it was researched, so that a gap can be read."""

    date: str
    researched: bool
    note: str = ""


class Stop(Value, frozen=True):
    """An event that a tour stops at."""

    event: str
    why: str = ""
    """Why it stands there, in a sentence."""


class Tour(Value, frozen=True):
    """A way through events that belong together, in the order in which they are to be read."""

    id: Slug
    title: str
    description: str = ""
    stops: list[Stop] = []


class Event(Value, frozen=True):
    """One thing that happened, or was to happen, as its sources support it."""

    id: Slug
    title: str
    date: str = ""
    """EDTF; empty where it is not known."""
    summary: str = ""
    category: str = ""
    status: Status = "occurred"
    """What is planned is dated by when it is to be, what is announced by its announcement."""
    places: list[str | Place] = []
    actors: list[str | Actor] = []
    tags: list[str] = []
    claims: list[Claim] = []
    sources: list[str | Source] = []
    links: list[Link] = []
    note: str = ""

    @property
    def is_planned(self) -> bool:
        """Whether it was only said that it would be."""
        return self.status in ("planned", "announced")

    @property
    def is_disputed(self) -> bool:
        """Whether its status says so, or two of its claims about one thing differ."""
        return self.status == "disputed" or bool(self.disputed)

    @property
    def disputed(self) -> set[str]:
        """What its claims differ about: measure ids, `date`, `place`.

        Values differ, or one source says over where another says nearly.
        """
        if len(self.claims) < 2:
            return set()
        seen: dict[str, set[tuple[object, ...]]] = {}
        for claim in self.claims:
            value = (claim.value, claim.low, claim.high, DIRECTION.get(claim.qualifier, 0))
            seen.setdefault(claim.about, set()).add(value)
        return {about for about, values in seen.items() if _differ(values)}


def _differ(values: set[tuple[object, ...]]) -> bool:
    if len({value[:3] for value in values}) > 1:
        return True
    return {1, -1} <= {value[3] for value in values}


class Header(Value, frozen=True, dict=True):
    """Everything in an event file but its events: what ids stand for."""

    title: str = ""
    description: str = ""
    language: str = ""
    license: str = ""
    timezone: str = ""
    """IANA name, such as America/Port-au-Prince; names the zone of times."""
    coverage: list[Coverage] = []
    categories: list[Category] = []
    measures: list[Measure] = []
    places: list[Place] = []
    actors: list[Actor] = []
    sources: list[Source] = []
    tours: list[Tour] = []

    def parts(self, field: str) -> Sequence[Category | Measure | Place | Actor]:
        """What the ids of a field of events stand for, each with `id` and `label`.

        `field` is category, measure, place or actor; other fields have no such ids.
        """
        parts: dict[str, Sequence[Category | Measure | Place | Actor]] = {
            "category": self.categories,
            "measure": self.measures,
            "place": self.places,
            "actor": self.actors,
        }
        return parts.get(field, ())

    def category(self, ref: str) -> Category:
        """The category of that id; an unknown id stands for itself."""
        return self._categories.get(ref) or Category(id=ref, label=ref)

    def measure(self, ref: str) -> Measure:
        """The measure of that id; an unknown id stands for itself."""
        return self._measures.get(ref) or Measure(id=ref, label=ref)

    def place(self, ref: str | Place) -> Place:
        """The place that an event names, by id or inline."""
        return self._places.get(ref) or Place(label=ref) if isinstance(ref, str) else ref

    def actor(self, ref: str | Actor) -> Actor:
        """The actor that an event names, by id or inline."""
        return self._actors.get(ref) or Actor(label=ref) if isinstance(ref, str) else ref

    def source(self, ref: str | Source) -> Source:
        """The source that an event cites; an inline locator is added to the known source."""
        if isinstance(ref, str):
            return self._sources.get(ref) or Source(id=ref, title=ref)
        known = self._sources.get(ref.id)
        return msgspec.structs.replace(known, locator=ref.locator) if known else ref

    @cached_property
    def _categories(self) -> dict[str, Category]:
        return {category.id: category for category in self.categories}

    @cached_property
    def _measures(self) -> dict[str, Measure]:
        return {measure.id: measure for measure in self.measures}

    @cached_property
    def _places(self) -> dict[str, Place]:
        return {place.id: place for place in self.places if place.id}

    @cached_property
    def _actors(self) -> dict[str, Actor]:
        return {actor.id: actor for actor in self.actors if actor.id}

    @cached_property
    def _sources(self) -> dict[str, Source]:
        return {source.id: source for source in self.sources if source.id}


class File(Header, frozen=True):
    """An event file: one JSON object, one event a line, in chronological order."""

    events: list[Event] = []


def schema() -> dict[str, Any]:
    """The JSON Schema (draft 2020-12) of an event file."""
    return {
        "$schema": "https://json-schema.org/draft/2020-12/schema",
        **msgspec.json.schema(File),
    }
