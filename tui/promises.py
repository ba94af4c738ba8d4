"""The plans that a query finds, with what came of each: what the screen and the command list."""

from __future__ import annotations

from dataclasses import replace
from functools import cached_property
from typing import NamedTuple

from tui.event import Event, Number
from tui.outcome import KINDS, Amount, Days, Kind, Outcome
from tui.query import Query
from tui.query.edit import with_kind
from tui.search import Results, Timeline
from tui.text import counted


class Promise(NamedTuple):
    """A plan, and what came of it."""

    event: Event
    outcome: Outcome


class Promises:
    """What is open first, then what was partly kept, kept, superseded and cancelled.

    Each in the order of time. A view: nothing is fetched but what is asked for.
    """

    def __init__(self, timeline: Timeline, query: Query) -> None:
        self.query = query
        self._timeline = timeline
        plain = replace(query, sort="date")
        self._parts: list[tuple[Kind, Results]] = [
            (kind, timeline.search(with_kind(plain, kind.replace(" ", "-")))) for kind in KINDS
        ]

    @cached_property
    def counts(self) -> dict[Kind, int]:
        """How many came to what; what nothing came to is left out."""
        return {kind: count for kind, found in self._parts if (count := len(found))}

    def __len__(self) -> int:
        return sum(self.counts.values())

    @property
    def title(self) -> str:
        """How many there are: `12 promises: 4 open, 3 partly kept`."""
        parts = ", ".join(f"{count:,} {kind}" for kind, count in self.counts.items())
        return ": ".join(filter(None, (counted(len(self), "promise"), parts)))

    def window(self, start: int, stop: int) -> list[Promise]:
        """The plans at these positions, each with its outcome."""
        events: list[Event] = []
        for _, found in self._parts:
            events += found.window(max(start, 0), max(min(stop, len(found)), 0))
            start, stop = start - len(found), stop - len(found)
        made = ((event, self._timeline.outcome(event, self.query.as_of)) for event in events)
        return [Promise(event, outcome) for event, outcome in made if outcome is not None]

    def position(self, event_id: str) -> int | None:
        """Where the plan stands, or None where it is not among these."""
        before = 0
        for _, found in self._parts:
            if (position := found.position(event_id)) is not None:
                return before + position
            before += len(found)
        return None


def due_said(outcome: Outcome, zone: str | None = None) -> str:
    """The day named, as a person writes it."""
    return outcome.due.label(zone) if outcome.due is not None else "no day named"


def share_said(outcome: Outcome, wide: bool = False) -> str:
    """How much of how much: `361 of 620`; or `wide`, with other counts: `361 (361-417) of 620`."""
    parts = [_amount_said(part, wide) for part in (outcome.delivered, outcome.promised) if part]
    if outcome.delivered is None and outcome.promised is not None:
        return f"of {parts[0]}"
    return " of ".join(parts)


def time_said(outcome: Outcome, wide: bool = False) -> str:
    """How late, or for how long open: `93 past due`; or `wide`, `93 days past due`."""
    days = outcome.late if outcome.late is not None else outcome.since
    if days is None or (outcome.late is None and not outcome.is_waiting):
        return ""
    if outcome.late is None:
        return f"{days} open" if wide else str(days)
    if outcome.is_waiting:
        if outcome.is_late:
            return f"{_days_said(days, wide)} past due"
        return f"{_days_said(Days(-days.most, -days.least), wide)} left"
    if days.most <= 0:
        return "on time"
    return f"{_days_said(days, wide)} late" if outcome.is_late else "perhaps late"


def _days_said(days: Days, wide: bool) -> str:
    return str(days) if wide else str(days).removesuffix(" days").removesuffix(" day")


def _amount_said(amount: Amount, wide: bool) -> str:
    if not wide or not amount.is_disputed:
        return number_said(amount.shown)
    shown, low, high = map(number_said, amount[:3])
    return f"{shown} ({low}-{high})"


def number_said(number: Number) -> str:
    """A number in few cells: `1,000`, `100M`, `40.7M`."""
    millions = number / 1_000_000
    return f"{number:,}" if abs(millions) < 1 else f"{millions:,.10g}M"
