"""Plans and what came of them, as lines, CSV or JSON."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import Any, Final

from tui.cli.listing import PAGE, FacetFormat, csv_line, json_text
from tui.outcome import Amount, Days, Step
from tui.promises import Promise, Promises, due_said, share_said, time_said
from tui.search import Timeline
from tui.text import cells, fit, harmless
from tui.when import civil

COLUMNS: Final = (
    "id",
    "title",
    "status",
    "due",
    "measure",
    "unit",
    "promised",
    "promised_low",
    "promised_high",
    "delivered",
    "delivered_low",
    "delivered_high",
    "outcome",
    "as_of",
    "days_late_least",
    "days_late_most",
    "days_since_least",
    "days_since_most",
    "sentence",
)
"""Of the table. Days late count from the day named, days since from the announcement."""

_DUE: Final = 15
_SHARE: Final = 30
_OUTCOME: Final = 12
_TIME: Final = 20


def _promises(promises: Promises, limit: int) -> Iterator[Promise]:
    for start in range(0, limit, PAGE):
        yield from promises.window(start, min(start + PAGE, limit))


def text(promises: Promises, timeline: Timeline, limit: int) -> Iterator[str]:
    """A line a plan: the day named, how much of how much, what came of it, how late, and title."""
    zone = timeline.header.timezone or None
    for event, outcome in _promises(promises, limit):
        parts = (
            (due_said(outcome, zone), _DUE),
            (share_said(outcome, wide=True), _SHARE),
            (outcome.kind, _OUTCOME),
            (time_said(outcome, wide=True), _TIME),
        )
        columns = "  ".join(_padded(harmless(part), width) for part, width in parts)
        yield f"{columns}  {harmless(event.title)}  [{harmless(event.id)}]"


def _padded(text: str, width: int) -> str:
    cut = fit(text, width)
    return cut + " " * (width - cells(cut))


def as_csv(promises: Promises, timeline: Timeline, limit: int) -> Iterator[str]:
    """A table; no cell can start a formula."""
    yield csv_line(COLUMNS)
    for promise in _promises(promises, limit):
        values = _values(promise)
        yield csv_line(["" if values[name] is None else str(values[name]) for name in COLUMNS])


def as_json(promises: Promises, timeline: Timeline, limit: int) -> Iterator[str]:
    """One object: the query, how many came to what, and the plans, one a line, with each step."""
    head = {"query": str(promises.query), "counts": promises.counts}
    yield f'{json_text(head)[:-1]}, "promises": ['
    before: str | None = None
    for promise in _promises(promises, limit):
        if before is not None:
            yield before + ","
        steps = [_step(step) for step in promise.outcome.steps]
        before = json_text({**_values(promise), "steps": steps})
    yield f"{before or ''}]}}"


def _values(promise: Promise) -> dict[str, Any]:
    event, outcome = promise
    late = outcome.late if outcome.late is not None else None
    return {
        "id": event.id,
        "title": event.title,
        "status": event.status,
        "due": outcome.due.text if outcome.due is not None else None,
        "measure": outcome.measure or None,
        "unit": outcome.unit or None,
        **_amount("promised", outcome.promised),
        **_amount("delivered", outcome.delivered),
        "outcome": outcome.kind,
        "as_of": "{:04}-{:02}-{:02}".format(*civil(outcome.day)),
        **_days("days_late", late),
        **_days("days_since", outcome.since),
        "sentence": outcome.sentence,
    }


def _step(step: Step) -> dict[str, Any]:
    return {
        "event": step.event.id,
        "type": step.type,
        "date": step.event.date or None,
        **_amount("delivered", step.amount),
        **_days("days_late", step.late),
        "sources": list(dict.fromkeys(claim.source for claim in step.claims if claim.source)),
    }


def _amount(name: str, amount: Amount | None) -> dict[str, Any]:
    shown, low, high, _ = amount or (None, None, None, "")
    return {name: shown, f"{name}_low": low, f"{name}_high": high}


def _days(name: str, days: Days | None) -> dict[str, Any]:
    least, most = days or (None, None)
    return {f"{name}_least": least, f"{name}_most": most}


WRITERS: Final[dict[FacetFormat, Callable[[Promises, Timeline, int], Iterator[str]]]] = {
    "text": text,
    "json": as_json,
    "csv": as_csv,
}
"""How each `--format` writes the first so many plans."""
