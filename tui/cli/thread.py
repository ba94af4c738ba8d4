"""The thread of an event in lines: a tree for people, an object for programs."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any, Final

from tui.cli.listing import WHEN_CELLS, json_text
from tui.event import Event
from tui.search import Timeline
from tui.text import cells, harmless
from tui.thread import PLAIN, Strand, weave


def woven(timeline: Timeline, event: Event) -> list[Strand]:
    """The thread of an event."""
    return next(filter(None, weave(event, timeline.links)))


def text(timeline: Timeline, event: Event, encoding: str | None) -> Iterator[str]:
    """A line an event, with date, branch, link, title and id; the event itself has a star."""
    table = {} if _can_draw(encoding) else PLAIN
    for strand in woven(timeline, event):
        known = None if strand.more else strand.event
        when = timeline.label(known) if known else ""
        pad = " " * max(1, WHEN_CELLS + 2 - cells(when))
        branch = strand.branch.translate(table) or "* "
        ending = f"  [{strand.id}]" if known else ""
        yield f"{when}{pad}{branch}{strand.link}{harmless(strand.title)}{ending}"


def as_json(timeline: Timeline, event: Event) -> Iterator[str]:
    """One object: the event's id, and the lines of its thread, one a line.

    `steps` is below 0 for what came before; `again` says that the event's own line is another.
    """
    lines = [json_text(_written(strand)) for strand in woven(timeline, event)]
    yield f'{{"event": {json_text(event.id)}, "thread": ['
    yield from (f"{line}," for line in lines[:-1])
    yield f"{lines[-1]}]}}"


def _written(strand: Strand) -> dict[str, Any]:
    if strand.more:
        return {"more": strand.more, "steps": strand.steps, "toward": strand.toward}
    known = strand.event
    return {
        "id": strand.id,
        "date": known.date if known else None,
        "title": known.title if known else None,
        "steps": strand.steps,
        "link": strand.word,
        "toward": strand.toward,
        "again": bool(strand.see),
    }


_BRANCHES: Final = "".join(map(chr, PLAIN))


def _can_draw(encoding: str | None) -> bool:
    try:
        _BRANCHES.encode(encoding or "utf-8")
    except (UnicodeEncodeError, LookupError):
        return False
    return True
