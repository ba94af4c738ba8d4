"""The notebook as a list in the timeline's place: stars and notes, and those of gone events."""

from __future__ import annotations

import textwrap
from collections.abc import Iterator, Sequence
from typing import ClassVar, NamedTuple

from textual import events

from tui.event import Event
from tui.notebook import Remark
from tui.query import Is, Or, Query
from tui.search import Timeline
from tui.text import cells, counted, fit, harmless, paragraphs
from tui.ui.keeping import STARRED, Keeping
from tui.ui.layout import Main
from tui.ui.list_pane import ListPane, Role

INDENT = "    "


class Row(NamedTuple):
    """A line, and the event that it is about, if the store has it."""

    text: str
    role: Role
    star: str = " "
    event: Event | None = None


class NotebookPane(ListPane):
    """What the reader has starred and noted, in the order of time, with the whole notes."""

    PLACE: ClassVar[Main] = "notebook"

    def __init__(self, timeline: Timeline, keeping: Keeping) -> None:
        super().__init__()
        self._timeline = timeline
        self._keeping = keeping
        self._rows: list[Row] = []

    def watch_results(self) -> None:
        """List what is kept now, whatever was searched for."""
        self.fill()

    def look_again(self) -> None:
        """List what is kept now."""
        self.fill()

    def fill(self) -> None:
        """List what is kept now, with the cursor on what it was on."""
        about = self.event(self.cursor) if self._rows else None
        self._rows = list(self._all())
        remarks = self._keeping.reader.remarks.values()
        stars = counted(sum(one.star for one in remarks), "star")
        notes = counted(sum(bool(one.note) for one in remarks), "note")
        rows = (at for at, row in enumerate(self._rows) if about and row.event == about)
        self.show(f"Your notebook: {stars}, {notes}", next(rows, self.cursor))

    def on_resize(self, resize: events.Resize | None = None) -> None:
        """Wrap the notes to another width."""
        if self.is_mounted:
            self.fill()

    def _all(self) -> Iterator[Row]:
        remarks = dict(self._keeping.reader.remarks)
        found = self._timeline.search(Query(Or((Is("starred"), Is("noted")))))
        for event in found.window(0, len(found)):
            said = f"{self._timeline.label(event)}  {harmless(event.title)}"
            yield from self._about(remarks.pop(event.id, Remark(event.id)), said, event)
        if remarks:
            yield Row("", "muted")
            yield Row(f"About events that are gone from the store: {len(remarks)}", "heading")
        for remark in remarks.values():
            said = f"{harmless(remark.title)}  [{harmless(remark.event)}]"
            yield from self._about(remark, said, None)
        if gone := self._keeping.reader.news.gone:
            yield Row("", "muted")
            yield Row(f"Gone since your last visit: {len(gone)}", "heading")
        for event_id in gone:
            yield Row(harmless(event_id), "row")

    def _about(self, remark: Remark, said: str, event: Event | None) -> Iterator[Row]:
        yield Row(said, "strong" if event else "row", STARRED if remark.star else " ", event)
        room = max(20, self.scrollable_content_region.width - len(INDENT) - 4)
        for paragraph in paragraphs(remark.note):
            for part in textwrap.wrap(paragraph, room):
                yield Row(f"{INDENT}{part}", "muted", event=event)

    @property
    def count(self) -> int:
        """A line for each star and each line of a note."""
        return len(self._rows)

    @property
    def place(self) -> tuple[int, int]:
        """The number of the event that the line under the cursor is about, and how many there are.

        A note takes several lines.
        """
        ids = [row.event.id for row in self._rows if row.event is not None]
        about = self.event(self.cursor)
        events = list(dict.fromkeys(ids))
        return (events.index(about.id) + 1 if about is not None else 0), len(events)

    def event(self, row: int) -> Event | None:
        """The event of a line; None where the store has it no longer."""
        return self._rows[row].event if row < len(self._rows) else None

    def line(self, row: int, width: int) -> Sequence[tuple[str, Role]]:
        """The star, the date and the title, or a line of the note."""
        text, role, star, _ = self._rows[row]
        said = fit(text, max(0, width - 2))
        return [(f"{star} ", "flag"), (said + " " * max(0, width - 2 - cells(said)), role)]

    @property
    def nothing(self) -> str:
        """How to begin."""
        return "Nothing is kept yet: m stars an event, a writes a note about it."
