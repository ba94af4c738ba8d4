"""Figures: one measure over time, in what the events say of it.

Of each event one figure is shown: that of its preferred claim, else of its only one, else of the
one that was published first. Its lowest and highest are those of all its claims. A `stock` is a
level that holds until the next event with a figure; after the last one nothing is known. A `flow`
counts its own event. Figures are never added up, since what two events count may overlap: rival
claims do, and so do the parts of a whole, which are figures of their own and say what they are
part of. An event whose day is not certain stands in the middle of its dates, or where one of them
is open at the other.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Final, NamedTuple

from tui.cite import outlet
from tui.describe.claims import amount, cited, number, ranked
from tui.event import UNMEASURED, Claim, Event, Measure, Number, Source, Target
from tui.known import target_known
from tui.query import Query
from tui.query.edit import with_value
from tui.search import Timeline
from tui.text import fold, harmless
from tui.when import FUTURE, PAST, Day, When

MOST: Final = 2_000
"""Events of one measure that are read, the first ones: more than a chart has columns."""


class Point(NamedTuple):
    """What one event says of a measure."""

    event: Event
    at: Day | None
    """Where it stands in time; None where the event has no date."""
    claim: Claim
    """The one whose figure is shown."""
    source: Source | None
    value: Number
    """The figure; of a claim that gives a range only, the lower end, or the one it gives."""
    low: Number
    high: Number
    """The lowest and the highest figure of all its claims."""
    whole: str
    """The title of an event with a figure of its own that this one is part of; mostly none."""
    is_possible: bool
    """Whether the query finds the event only possibly."""

    @property
    def is_promise(self) -> bool:
        """Whether the event was planned, announced or cancelled, not seen to happen."""
        return self.event.is_planned or self.event.status == "cancelled"


@dataclass(frozen=True, slots=True)
class Series:
    """The points of a measure in the order of time, those without a date last."""

    measure: Measure
    points: tuple[Point, ...]
    target: Target | None
    """None also where it was not published by the day as known on."""
    left_out: int
    """How many more events with a figure there are."""

    @property
    def dated(self) -> list[tuple[Day, Point]]:
        """The points with a place in time, each with that."""
        return [(point.at, point) for point in self.points if point.at is not None]

    @property
    def levels(self) -> Iterator[tuple[Day, Day, Point]]:
        """From when to when each level holds: to the next; the last one on its own day only."""
        dated = self.dated
        ends = [*(at for at, _ in dated[1:]), *(at for at, _ in dated[-1:])]
        for (at, point), end in zip(dated, ends, strict=True):
            yield at, end, point

    @property
    def span(self) -> tuple[Day, Day] | None:
        """The first and the last day on which a point stands; None where none does."""
        days = [day for day, _ in self.dated]
        return (min(days), max(days)) if days else None


def measures(timeline: Timeline, query: Query) -> list[Measure]:
    """The measures that the events found have figures for, those of most events first."""
    tallies = timeline.search(query).facet("measure")
    counts = {
        tally.value: tally.certain + tally.possible
        for tally in tallies
        if tally.value not in UNMEASURED
    }
    known = [measure for measure in timeline.header.measures if measure.label in counts]
    labels = {measure.label for measure in known}
    unknown = [Measure(id=name, label=name) for name in counts if name not in labels]
    return sorted([*known, *unknown], key=lambda measure: -counts[measure.label])


def measure(timeline: Timeline, text: str) -> Measure | None:
    """The measure of that id or label."""
    for known in timeline.header.measures:
        if text == known.id or fold(text) in (fold(known.id), fold(known.label)):
            return known
    return None


def series(timeline: Timeline, query: Query, measure: Measure, most: int = MOST) -> Series:
    """The figures for a measure in the events that a query finds, as it knows them."""
    results = timeline.search(with_value(query, "measure", measure.id))
    events = results.window(0, min(most, len(results)))
    titles = {event.id: event.title for event in events}
    points = [
        point
        for position, event in enumerate(events)
        if (point := _point(timeline, event, measure, titles, position >= results.certain))
    ]
    target = measure.target
    day = query.as_of
    if target is not None and day is not None and not target_known(target, timeline.header, day):
        target = None
    points.sort(key=lambda point: _place(timeline.when(point.event), point.at))
    return Series(measure, tuple(points), target, len(results) - len(events))


def _point(
    timeline: Timeline, event: Event, measure: Measure, titles: dict[str, str], possible: bool
) -> Point | None:
    made = [claim for claim in event.claims if claim.about == measure.id and _numbers(claim)]
    if not made:
        return None
    claim, source = ranked(made, event, timeline.header)[0]
    all_ = [number for one in made for number in _numbers(one)]
    whole = next(
        (
            titles[link.event]
            for link in event.links
            if _is_part(link.type) and link.event in titles
        ),
        "",
    )
    at = middle(timeline.when(event))
    value = _numbers(claim)[0]
    return Point(event, at, claim, source, value, min(all_), max(all_), whole, possible)


def _is_part(type: str) -> bool:
    return type == "part-of"


def _numbers(claim: Claim) -> list[Number]:
    """The numbers that a claim gives, the one that it is shown by first."""
    given = (claim.value, claim.low, claim.high)
    return [number for number in given if isinstance(number, int | float)]


def _place(date: When | None, at: Day | None) -> tuple[bool, Day, tuple[int, ...]]:
    return at is None, at or 0, date.order if date else ()


def middle(date: When | None) -> Day | None:
    """The day on which a date is drawn."""
    if date is None:
        return None
    first, last = date.start_earliest, date.end_latest
    if first <= PAST:
        return last if last < FUTURE else None
    return first if last >= FUTURE else (first + last) // 2


def amount_said(point: Point) -> str:
    """The figure with its qualifier: `about 400`."""
    return harmless(amount(point.claim))


def figure_said(point: Point, series: Series) -> str:
    """The figure, and in brackets why it is not to be counted on: `over 620 (planned)`."""
    said = doubt_said(point, series)
    return f"{amount_said(point)} ({said})" if said else amount_said(point)


def doubt_said(point: Point, series: Series) -> str:
    """Why a figure is not to be counted on: a plan counts nothing yet, a level may be known."""
    is_plan = point.is_promise and series.measure.kind == "flow"
    doubts = [point.event.status if is_plan else "", "possibly" if point.is_possible else ""]
    return ", ".join(filter(None, doubts))


def range_said(point: Point) -> str:
    """The lowest and the highest figure, where they differ: `800-900`."""
    return f"{number(point.low)}-{number(point.high)}" if point.low < point.high else ""


def gap(point: Point, series: Series) -> Number | None:
    """How much the figure is over the target, negative where it falls short; None without one."""
    if series.target is None:
        return None
    found = point.value - series.target.value
    return found if isinstance(found, int) else round(found, 6)


def gap_said(point: Point, series: Series) -> str:
    """How far the figure is from the target: `2,100 short`, `17 over`."""
    found = gap(point, series)
    if found is None:
        return ""
    if not found:
        return "on target"
    return f"{number(abs(found))} {'short' if found < 0 else 'over'}"


def source_said(point: Point) -> str:
    """Who gives the figure; of one that nobody gives, how it was reckoned."""
    if point.source is None and point.claim.note:
        return harmless(point.claim.note)
    return cited(point.claim, point.source)


def outlet_said(point: Point) -> str:
    """Who gives the figure, in few words."""
    if point.source is None:
        return source_said(point)
    return harmless(outlet(point.source) or point.source.name)


def said(point: Point, series: Series, timeline: Timeline) -> tuple[str, str]:
    """The point in two sentences: when and how much, then who says so and what is doubtful."""
    date = timeline.when(point.event)
    zone = timeline.header.timezone or None
    unit = harmless(series.measure.unit)
    target = number(series.target.value) if series.target else ""
    about = "" if point.claim.qualifier in ("exact", "computed") else "about "
    doubts = [
        doubt_said(point, series),
        f"claims give {range_said(point)}" if range_said(point) else "",
        f"{about}{gap_said(point, series)} of {target}" if gap(point, series) else "",
    ]
    when = date.explain(zone) if date else "no date"
    figure = f"{when[:1].upper()}{when[1:]}: {amount_said(point)} {unit}".rstrip()
    figure = "; ".join([figure, *filter(None, doubts)])
    note = point.claim.note if point.source is not None else ""
    rest = [
        source_said(point),
        harmless(note),
        f'part of "{harmless(point.whole)}"' if point.whole else "",
        "drawn in the middle of its dates" if date and _is_loose(date) else "",
    ]
    return figure, "; ".join(filter(None, rest))


def _is_loose(date: When) -> bool:
    return (
        date.start_earliest != date.end_latest
        and date.start_earliest > PAST
        and (date.end_latest < FUTURE)
    )


def heading(series: Series) -> str:
    """What the series is: `MSS personnel in Haiti, a level in people; target 2,500: ...`."""
    measure, target = series.measure, series.target
    unit = f" in {harmless(measure.unit)}" if measure.unit else ""
    kind = f"a level{unit}" if measure.kind == "stock" else f"counts{unit}, not added up"
    said = f"{harmless(measure.label)}, {kind}"
    if target is not None:
        said += f"; target {number(target.value)}"
        said += f": {harmless(target.note)}" if target.note else ""
    return said
