"""What came of a plan: computed from links, claims and dates, never written by hand.

Links say whether it was kept, claims how much of it, dates how late. The index finds what is open
by the same table (`SETTLED`) and the same links (`settling`).
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from contextlib import suppress
from typing import Final, Literal, NamedTuple

from tui import when
from tui.event import QUALIFIERS, UNMEASURED, Claim, Event, Header, Link, LinkType, Number
from tui.known import as_known, published
from tui.text import counted
from tui.when import FUTURE, PAST, BadDate, Day, When

Kind = Literal["open", "partly kept", "kept", "superseded", "cancelled"]

KINDS: Final[tuple[Kind, ...]] = ("open", "partly kept", "kept", "superseded", "cancelled")
"""What can have come of a plan, in the order in which a reader asks for it."""

SETTLED: Final[dict[LinkType, Kind]] = {
    "fulfils": "kept",
    "supersedes": "superseded",
    "partly-fulfils": "partly kept",
}
"""What a link to a plan says came of it; where there are several, the first one here."""

_ANSWERS: Final[tuple[LinkType, ...]] = (*SETTLED, "contradicts")
_DELIVERS: Final = ("fulfils", "partly-fulfils")
_WAITING: Final = ("open", "partly kept")


def settling(event: Event) -> list[Link]:
    """Its links that say what came of a plan; of several to one plan the one that says most.

    What is only planned itself keeps no plan, though a new plan may supersede an old one; what was
    cancelled does neither.
    """
    if event.status == "cancelled":
        return []
    kinds: tuple[LinkType, ...] = ("supersedes",) if event.is_planned else tuple(SETTLED)
    links = {
        link.event: link for kind in reversed(kinds) for link in event.links if link.type == kind
    }
    return list(links.values())


class Amount(NamedTuple):
    """A number of which there may be several counts: the one that is shown, the range of all."""

    shown: Number
    low: Number
    high: Number
    qualifier: str = ""
    """How the one that is shown is meant: `over `, `nearly `."""

    @property
    def is_disputed(self) -> bool:
        """Whether counts differ."""
        return self.low != self.high

    def __str__(self) -> str:
        return f"{self.qualifier}{self.shown:,}"


class Days(NamedTuple):
    """A number of days, known no better than between two bounds."""

    least: int
    most: int

    def __str__(self) -> str:
        least, most = max(self.least, 0), self.most
        if most >= _ENDLESS:
            return f"{least:,} or more days"
        if least == most:
            return counted(least, "day")
        return f"{least:,} to {most:,} days"


_ENDLESS: Final = 10**9
"""More days than any bound but an open one is away."""


class Step(NamedTuple):
    """An event that answers a plan, and how much it delivered."""

    type: LinkType
    event: Event
    date: When | None
    claims: tuple[Claim, ...]
    """What its sources say of the amount, the one that is shown first."""
    amount: Amount | None
    is_within: bool
    """Whether it is part of another step, which alone is counted."""
    late: Days | None
    """After the day that was named; None where one of the days is not known."""


class Outcome(NamedTuple):
    """What came of a plan, as known on a day."""

    kind: Kind
    day: Day
    due: When | None
    """When it was to be done; None where no day was named."""
    measure: str
    """The id of what was promised; empty where no number was."""
    unit: str
    promised: Amount | None
    delivered: Amount | None
    """A stock's latest level, or the sum of a flow; None where no answer gives a number."""
    steps: tuple[Step, ...]
    """The events that answer it, in order of time."""
    late: Days | None
    """From the day named to what kept it, or while nothing has, to `day`; None without such a day.

    Below 0 where that day is still to come.
    """
    since: Days | None
    """Likewise from the announcement, where no day was named."""

    @property
    def is_waiting(self) -> bool:
        """Whether it is still to be kept, or the rest of it."""
        return self.kind in _WAITING

    @property
    def is_late(self) -> bool:
        """Whether it was kept after the day named, or is not kept although that day is over."""
        return self.late is not None and self.late.least > 0

    @property
    def sentence(self) -> str:
        """What came of it, in neutral words: `Partly kept: 361 of over 620 people; ...`."""
        said = self.kind.capitalize()
        if self.kind == "open":
            said += ": no outcome is recorded"
        elif self.delivered is not None:
            said += f": {self.delivered} of {self.promised} {self.unit}".rstrip() + self._doubts
        return "; ".join(filter(None, (said, self._time_said)))

    @property
    def _doubts(self) -> str:
        """What other counts give, in brackets."""
        found = [
            f"{said}: {amount.low:,} to {amount.high:,}"
            for said, amount in (("other counts", self.delivered), ("promised", self.promised))
            if amount is not None and amount.is_disputed
        ]
        return f" ({'; '.join(found)})" if found else ""

    @property
    def _time_said(self) -> str:
        if self.kind in ("superseded", "cancelled"):
            return ""
        if self.kind == "kept":
            if self.late is not None:
                return late_said(self.late)
            return f"{self.since} after it was announced" if self.since else ""
        said = ""
        if self.late is not None:
            left = counted(-self.late.least, "day")
            said = f"{self.late} after the day named" if self.is_late else f"{left} left"
        elif self.since is not None:
            said = f"{self.since} after it was announced, no day was named"
        rest = "the rest is open" * (self.kind == "partly kept")
        return ", ".join(filter(None, (rest, said)))


def late_said(late: Days) -> str:
    """How late something was, in words; a range where dates are imprecise."""
    if late.most <= 0:
        return "by the day named"
    if late.least > 0:
        return f"{late} late"
    if late.most >= _ENDLESS:
        return "perhaps late"
    return f"perhaps late, by {counted(late.most, 'day')} at most"


def outcome(
    plan: Event,
    others: Iterable[Event],
    header: Header,
    today: Day,
    as_of: Day | None = None,
) -> Outcome | None:
    """What came of a plan, by the links of the `others` to it.

    As it stands on `today`, or as it could be known by the end of the day `as_of`: then nothing
    counts whose publication by that day is not certain. None where the event is no plan.
    """
    if not (plan.is_planned or plan.status == "cancelled"):
        return None
    day = today if as_of is None else as_of
    answers = sorted(
        (
            (date_of(other), other, link)
            for other in {other.id: other for other in others}.values()
            if (link := _answer(other, plan.id))
            and (as_of is None or published(other, header, date_of(other))[1] <= as_of)
        ),
        key=_in_order,
    )
    types = {link for _, _, link in answers}
    claims = _known_claims(plan, header, as_of)
    by_event = {other.id: _known_claims(other, header, as_of) for _, other, _ in answers}
    measure = _measure(claims, [by_event[o.id] for _, o, t in answers if t in _DELIVERS], header)
    due = _due(plan, claims)
    ids = {other.id for _, other, link in answers if link in _DELIVERS}
    steps = tuple(
        _step(link, other, date, by_event[other.id], measure, header, ids, due)
        for date, other, link in answers
    )
    kind: Kind = "open"
    if plan.status == "cancelled":
        kind = "cancelled"
    else:
        kind = next((SETTLED[link] for link in SETTLED if link in types), "open")
    kept = next((step for step in steps if kind == "kept" and step.type == "fulfils"), None)
    return Outcome(
        kind,
        day,
        due,
        measure,
        header.measure(measure).unit if measure else "",
        _amount(_of(measure, claims)),
        _delivered(steps, header.measure(measure).kind == "stock"),
        steps,
        _late(kept.date, due) if kept else _waited(due, day) if kind in _WAITING else None,
        _since(date_of(plan), kept, day) if due is None and (kept or kind in _WAITING) else None,
    )


def date_of(event: Event) -> When | None:
    """The event's date, None where it has none."""
    return when.parse(event.date) if event.date else None


def _answer(event: Event, plan: str) -> LinkType | None:
    """How an event answers a plan; of several links the one that says most."""
    settled = {link.type for link in settling(event) if link.event == plan}
    if event.status != "cancelled" and any(
        link.type == "contradicts" and link.event == plan for link in event.links
    ):
        settled.add("contradicts")
    return next((link for link in _ANSWERS if link in settled), None)


def _in_order(answer: tuple[When | None, Event, LinkType]) -> tuple[bool, tuple[int, ...], str]:
    date, event, _ = answer
    return date is None, date.order if date else (), event.id


def _known_claims(event: Event, header: Header, as_of: Day | None) -> list[Claim]:
    if as_of is None:
        return event.claims
    return as_known(event, header, date_of(event), as_of).claims


def _of(about: str, claims: Iterable[Claim]) -> tuple[Claim, ...]:
    """The claims about something, the one that is shown first."""
    found = [claim for claim in claims if claim.about == about]
    return tuple(sorted(found, key=lambda claim: not claim.preferred))


def _numbers(claim: Claim) -> list[Number]:
    given = (claim.value, claim.low, claim.high)
    return [number for number in given if isinstance(number, int | float)]


def _measured(claims: Iterable[Claim]) -> list[str]:
    """The measures that claims give a number of, in their order."""
    numbered = [claim.about for claim in claims if _numbers(claim)]
    return [about for about in dict.fromkeys(numbered) if about not in UNMEASURED]


def _measure(claims: Sequence[Claim], answers: list[list[Claim]], header: Header) -> str:
    """What was promised: the measure that most answers give a number of, a flow before a stock."""
    candidates = _measured(claims)

    def order(measure: str) -> tuple[int, bool]:
        met = sum(measure in _measured(answer) for answer in answers)
        return -met, header.measure(measure).kind == "stock"

    return min(candidates, key=order, default="")


def _like(measure: str, claims: Iterable[Claim], header: Header) -> str:
    """The measure in which claims answer another one: itself, or the only one of its unit."""
    measured = _measured(claims)
    if measure in measured:
        return measure
    wanted = header.measure(measure)
    alike = [
        other
        for other in map(header.measure, measured)
        if wanted.unit and (other.unit, other.kind) == (wanted.unit, wanted.kind)
    ]
    return alike[0].id if len(alike) == 1 else ""


def _amount(claims: Sequence[Claim]) -> Amount | None:
    """The number that claims give: the first one's, within the range of all."""
    numbers = [numbers for claim in claims if (numbers := _numbers(claim))]
    if not numbers:
        return None
    first = next(claim for claim in claims if _numbers(claim))
    every = [number for found in numbers for number in found]
    return Amount(_numbers(first)[0], min(every), max(every), QUALIFIERS[first.qualifier])


def _step(
    link: LinkType,
    event: Event,
    date: When | None,
    claims: list[Claim],
    measure: str,
    header: Header,
    ids: set[str],
    due: When | None,
) -> Step:
    like = _like(measure, claims, header) if measure and link in _DELIVERS else ""
    found = _of(like, claims) if like else ()
    wholes = ids - {event.id}
    is_within = any(each.type == "part-of" and each.event in wholes for each in event.links)
    return Step(link, event, date, found, _amount(found), is_within, _late(date, due))


def _delivered(steps: Sequence[Step], is_stock: bool) -> Amount | None:
    """The latest level of a stock; the sum of a flow, without what is part of another step."""
    amounts = [step.amount for step in steps if step.amount is not None]
    if is_stock:
        return amounts[-1] if amounts else None
    apart = [step.amount for step in steps if step.amount is not None and not step.is_within]
    if len(apart) < 2:
        return next(iter(apart), None)
    return Amount(
        sum(amount.shown for amount in apart),
        sum(amount.low for amount in apart),
        sum(amount.high for amount in apart),
    )


def _due(plan: Event, claims: Sequence[Claim]) -> When | None:
    """When it was to be done: as a claim about `due` says, or for what is planned its own date.

    The date of what was announced is that of the announcement.
    """
    named = [claim.value for claim in _of("due", claims) if isinstance(claim.value, str)]
    for text in named:
        with suppress(BadDate):  # `check` says so
            return _ended(when.parse(text))
    return _ended(date_of(plan)) if plan.status in ("planned", "cancelled") else None


def _ended(date: When | None) -> When | None:
    """The date, where it says a last day."""
    return date if date is not None and date.end_latest < FUTURE else None


def _late(date: When | None, due: When | None) -> Days | None:
    """From the latest day that was named to what was done; what goes on counts from its start."""
    if date is None or due is None:
        return None
    first, last = _done(date)
    return Days(first - due.end_latest, last - due.end_latest)


def _done(date: When) -> tuple[Day, Day]:
    """The first and the last day on which something can be said to be done."""
    last = date.end_latest if date.end_latest < FUTURE else date.start_latest
    return date.start_earliest, last


def _waited(due: When | None, day: Day) -> Days | None:
    return Days(day - due.end_latest, day - due.end_latest) if due is not None else None


def _since(made: When | None, kept: Step | None, day: Day) -> Days | None:
    """From the announcement to what kept it, or while nothing has, to the day."""
    first = last = day
    if kept is not None:
        if kept.date is None:
            return None
        first, last = _done(kept.date)
    if made is None or made.start_earliest <= PAST or made.start_latest > first:
        return None
    return Days(first - made.start_latest, last - made.start_earliest)
