"""When: four bounds, and everything that follows from them."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Final

from tui.when import label
from tui.when.days import DAY, FUTURE, PAST, Day, Minute, civil, day_number
from tui.when.written import Member, Shape

_INSTANT: Final = 1 + 14 * 3600
"""The rank of midnight UTC: offsets reach 14 hours either way, so ranks stay above 0."""
_LONGER: Final = 187_202
"""The rank after the last instant: 1 + 24 h + 14 h + 14 h in seconds, and one more."""
_LONGEST: Final = 74_000
"""The most days that count for the rank, about 200 years; keeps ranks below 2**18."""


@dataclass(frozen=True, slots=True)
class When:
    """A date as its source supports it: it starts and ends on one day each, within bounds."""

    text: str
    """The EDTF, as written."""
    start_earliest: Day
    start_latest: Day
    end_earliest: Day
    end_latest: Day
    shape: Shape
    members: tuple[Member, ...]
    """The dates as written: one member for a date or a span, any number for a set."""
    order: tuple[int, int, int, int] = field(init=False, compare=False)
    """Year, month or 0, day or 0, rank: ascending, the order of a chronology.

    What is known no better than by year comes before January, by month before the 1st.
    Within a day: the day itself, its instants by absolute time, then what is longer or
    less certain, the shorter first. A date with an open start stands at its end.
    """

    def __post_init__(self) -> None:
        object.__setattr__(self, "order", (*self._listed, self._rank))

    def certainly_in(self, first: Day, last: Day) -> bool:
        """Whether it touches `first..last` whatever its days within the bounds turn out to be."""
        return self.start_latest <= last and self.end_earliest >= first

    def possibly_in(self, first: Day, last: Day) -> bool:
        """Whether some days within the bounds touch `first..last`; true where certain."""
        return self.start_earliest <= last and self.end_latest >= first

    @property
    def is_exact(self) -> bool:
        """Whether it is one certain day, or an instant of it."""
        return self.start_earliest == self.end_latest

    @property
    def minute(self) -> Minute | None:
        """The minute that it names, as written; None where it tells no time of an exact day."""
        first, last = self.members[0]
        if not self.is_exact or first is not last or first.seconds < 0:
            return None
        return self.start_earliest * DAY + first.seconds // 60

    @property
    def listed_at(self) -> Minute:
        """The minute that it names, or else the first of the day, month or year it is listed at."""
        if self.minute is not None:
            return self.minute
        year, month, day, _ = self.order
        return day_number(year, month or 1, day or 1) * DAY

    @property
    def is_uncertain(self) -> bool:
        """Whether its first or last day is not certain; an open end is certain."""
        return self.start_earliest != self.start_latest or self.end_earliest != self.end_latest

    @property
    def heading(self) -> tuple[int, int | None]:
        """The year and month to list it under; no month where it is known no better."""
        return self.order[0], self.order[1] or None

    @property
    def _listed(self) -> tuple[int, int, int]:
        first = min((first for first, _ in self.members), key=lambda date: date.first)
        if first.first > PAST:
            return first.year, first.month, first.day
        return civil(max(last.last for _, last in self.members if last.last < FUTURE))

    @property
    def _rank(self) -> int:
        first, last = self.members[0]
        if self.start_earliest == self.end_latest:
            if first.seconds < 0:
                return 0
            if first is last:
                return _INSTANT + first.seconds - (first.offset or 0)
        days = max(last.last for _, last in self.members) - min(a.first for a, _ in self.members)
        return _LONGER + min(max(days, 0), _LONGEST)

    def label(self, zone: str | None = None) -> str:
        """Write it as a person would, "2-3 Mar 2024"; `zone` (IANA) names the zone of a time."""
        return label.label(self.shape, self.members, zone)

    def explain(self, zone: str | None = None) -> str:
        """Say it in a fragment of a sentence, "some day in March 2024"."""
        return label.explain(self.shape, self.members, zone)
