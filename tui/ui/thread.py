"""The thread pane: what led to an event and what came of it, in the timeline's place."""

from __future__ import annotations

from collections.abc import Sequence
from typing import ClassVar

from tui.event import Event
from tui.search import Results, Timeline
from tui.text import cells, fit, harmless
from tui.thread import Strand, weave
from tui.ui.layout import Main
from tui.ui.list_pane import ListPane, Role
from tui.ui.timeline import WHEN_CELLS, brief
from tui.when import Day


class ThreadPane(ListPane):
    """A tree with the event in its middle; the cursor walks it."""

    PLACE: ClassVar[Main] = "thread"

    def __init__(self, timeline: Timeline, event: Event) -> None:
        super().__init__()
        self._timeline = timeline
        self._strands: list[Strand] = []
        self._as_of: Day | None = None
        self.middle = event

    def watch_results(self, results: Results | None) -> None:
        """The thread is not what was found, but what was known on the same day."""
        if results is not None and (not self._strands or results.query.as_of != self._as_of):
            self._as_of = results.query.as_of
            self.weave(self.middle)

    def weave(self, event: Event) -> None:
        """Show the thread of another event, once it is known: much may be linked."""
        self.middle = event
        self._strands = []
        self._show(0)
        as_of = self._as_of
        self.post_message(
            self.Asked(self, weave(event, lambda near: self._timeline.linked(near, as_of)))
        )

    def take(self, answer: object) -> None:
        """Show the thread with the cursor on the event in its middle."""
        if isinstance(answer, list):
            self._strands = answer
            self._show(next(at for at, strand in enumerate(self._strands) if not strand.branch))

    def _show(self, cursor: int) -> None:
        self.show(f"Thread of {harmless(self.middle.title)}", cursor)

    @property
    def count(self) -> int:
        """The lines of the thread."""
        return len(self._strands)

    @property
    def nothing(self) -> str:
        """What is said until the thread is known."""
        return "Looking for what is linked..."

    def event(self, row: int) -> Event | None:
        """The event of a line; None where the file does not have it."""
        return self._strands[row].event

    def action_choose(self) -> None:
        """See the event in the timeline, or what was left out as a thread of its own."""
        strand = self._strands[self.cursor] if self._strands else None
        if strand is not None and strand.more and strand.event is not None:
            self.weave(strand.event)
        else:
            super().action_choose()

    def line(self, row: int, width: int) -> Sequence[tuple[str, Role]]:
        """Date, branch, link and title."""
        strand = self._strands[row]
        known = strand.event if not strand.more else None
        when = harmless(brief(known, self._timeline.header)) if known else ""
        branch = strand.branch or "* "
        room = width - WHEN_CELLS - 1 - len(branch) - cells(strand.link)
        # What is cut first is never drawn: a title may be 100,000 characters long.
        title = fit(harmless(strand.title[: 4 * width]), max(0, room))
        is_own = known is not None and not strand.see
        return [
            (f"{fit(when, WHEN_CELLS):<{WHEN_CELLS}} ", "when"),
            (branch, "rule" if strand.branch else "mark"),
            (strand.link, "muted"),
            (title, "muted" if not is_own else "strong" if not strand.branch else "row"),
        ]
