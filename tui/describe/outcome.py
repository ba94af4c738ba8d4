"""What came of a plan, and which plans an event answers."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from contextlib import suppress

from tui import when
from tui.cite import outlet
from tui.describe.claims import value
from tui.describe.lines import BLANK, Line, Span
from tui.event import INVERSE, Claim, Header
from tui.outcome import Outcome, Step, late_said
from tui.search import Answered, Timeline
from tui.text import harmless
from tui.when import BadDate, Day


def came(outcome: Outcome, timeline: Timeline) -> Iterator[Line]:
    """The outcome in a sentence, what it is counted from, and each event that answers."""
    header = timeline.header
    if outcome.due is not None:
        yield Line("Due", (Span(outcome.due.label(header.timezone or None)),))
    yield Line("Outcome", (Span(harmless(outcome.sentence), "strong"),))
    for step in outcome.steps:
        yield Line("", tuple(_step(step, timeline)), (Span("- ", "muted"),))
    if outcome.is_waiting and (said := _unresearched(header, outcome.day)):
        yield Line("", (Span(said, "muted"),))
    yield BLANK


def answers(answered: Iterable[Answered], header: Header) -> Iterator[Line]:
    """Which plans an event answers, and how much of them."""
    label = "Answers"
    for plan, outcome, step in answered:
        spans = [Span(f"{step.type.replace('-', ' ')}: ", "muted"), Span(harmless(plan.title))]
        if step.amount is not None:
            unit = f" {outcome.unit}".rstrip()
            much = f"{step.amount} of {outcome.promised}{unit}"
            spans.append(Span(harmless(f", {much}"), "strong"))
        if step.late is not None and step.type != "supersedes":
            spans.append(Span(f", {late_said(step.late)}"))
        spans += _others(step, header)
        yield Line(label, tuple(spans))
        label = ""
    if not label:
        yield BLANK


def _step(step: Step, timeline: Timeline) -> Iterator[Span]:
    """`18 Jan 2025: 217 people (KahawaTungu), 217 more Kenyan police arrive`."""
    yield Span(f"{timeline.label(step.event)}, {INVERSE[step.type]}: ", "muted")
    if step.amount is not None:
        first = step.claims[0]
        yield Span(harmless(value(first, timeline.header)), "strong")
        yield from _cited(first, timeline.header)
        yield from _others(step, timeline.header)
        yield Span("; ")
    yield Span(harmless(step.event.title))
    if step.is_within and step.amount is not None:
        yield Span(" (part of another of these, which alone is counted)", "muted")


def _others(step: Step, header: Header) -> Iterator[Span]:
    """The counts of other sources: `; other counts: 200 people (AP)`."""
    shown = {(claim.value, claim.low, claim.high) for claim in step.claims[:1]}
    rivals = [c for c in step.claims[1:] if (c.value, c.low, c.high) not in shown]
    for index, claim in enumerate(rivals):
        yield Span(", " if index else "; other counts: ", "muted")
        yield Span(harmless(value(claim, header)))
        yield from _cited(claim, header)


def _cited(claim: Claim, header: Header) -> Iterator[Span]:
    if claim.source:
        source = header.source(claim.source)
        yield Span(harmless(f" [{outlet(source) or source.name}]"), "muted")


def _unresearched(header: Header, day: Day) -> str:
    """That nobody looked for what came of it up to that day; empty where somebody did."""
    for period in header.coverage:
        with suppress(BadDate):  # `check` says so
            date = when.parse(period.date)
            if not period.researched and date.certainly_in(day, day):
                label = date.label(header.timezone or None)
                return f"Not researched: {label}; what came of it then is not recorded here."
    return ""
