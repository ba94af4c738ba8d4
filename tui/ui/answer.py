"""The line that answers a query: it said back in words, or what is doubtful, and the counts."""

from __future__ import annotations

from typing import Final

from textual.content import Content
from textual.reactive import reactive
from textual.widget import Widget

from tui.search import Progress, Results
from tui.text import cells, counted, fit

NARROW: Final = 70
WIDE: Final = 100
"""Cells from which a line has room for more of the progress."""

LATE: Final = "searching"
CURE: Final = "Ctrl+Y corrects it  "
OFFER: Final = "Ctrl+Y asks {}  "


def counts(results: Results, total: int) -> str:
    """How much is found: `9 certainly, 2 possibly of 128`."""
    if results.query.is_everything:
        return counted(total, "event")
    if results.possible:
        return f"{results.certain:,} certainly, {results.possible:,} possibly of {total:,}"
    return f"{results.certain:,} of {total:,}"


def said(progress: Progress, width: int) -> str:
    """How far the indexing is: `indexing 43%, 18 s left, 31,000 a second`."""
    parts = [
        f"indexing {progress.fraction:.0%}",
        f"{progress.seconds_left:,.0f} s left",
        f"{progress.rate:,.0f} a second",
    ]
    return ", ".join(parts[: 1 + (width >= NARROW) + (width >= WIDE)])


class Answer(Widget):
    """What the query was understood as, or what is doubtful in it, and how much it finds."""

    DEFAULT_CSS = """
    Answer { height: 1; color: $muted; padding: 0 1 0 2; }
    """

    results: reactive[Results | None] = reactive(None)
    """What the query found."""
    is_late: reactive[bool] = reactive(False)
    """Whether a newer query was asked, and its answer is still to come."""
    total: reactive[int] = reactive(0)
    """How many events there are."""
    offer: reactive[str] = reactive("")
    """What may be asked instead, where nothing is found."""
    progress: reactive[Progress | None] = reactive[Progress | None](None)
    """How far the indexing is, where more events are to come."""

    def render(self) -> Content:
        """The sentence as far as there is room, the counts in full."""
        if self.results is None:
            return Content()
        width = self.content_size.width
        query = self.results.query
        # What can be corrected by a key comes first.
        note = next(iter(sorted(query.notes, key=lambda note: not note.cure)), None)
        # What is doubtful needs the room.
        count = f"{len(self.results):,}" if note else counts(self.results, self.total)
        if self.is_late:
            count = LATE
        if self.progress:
            count = f"{count} so far; {said(self.progress, width)}"
        cure = CURE if note and note.cure else OFFER.format(self.offer) if self.offer else ""
        shown = fit(
            note.text if note else query.explain(), max(0, width - cells(cure) - cells(count) - 2)
        )
        pad = " " * max(1, width - cells(shown) - cells(cure) - cells(count))
        return Content.assemble(
            (shown, "$warning" if note else ""), pad, (cure, "$accent"), (count, "$foreground")
        )
