"""The promises pane: the plans that the query finds, and what came of each."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import ClassVar, Final

from textual.cache import LRUCache

from tui.event import Event
from tui.promises import Promise, Promises, due_said, share_said, time_said
from tui.query import Query
from tui.search import Results, Timeline
from tui.text import cells, fit, harmless
from tui.ui.layout import Main
from tui.ui.list_pane import ListPane, Role

PAGE: Final = 64
"""Plans fetched at a time: more than most terminals show."""

DUE: Final = 14
"""Cells of the day named: `by 31 Aug 2025`."""

OUTCOME: Final = 11
"""Cells of what came of it: `partly kept`."""

TIMED: Final = 72
"""Cells from which a line has room to say how late."""

WORDY: Final = 110
"""Cells from which it has room for the other counts, and for units."""

HEAD: Final = ("day named", "promise", "delivered, of promised", "outcome", "how late or open")
BRIEF: Final = ("day named", "promise", "delivered", "outcome", "late, open")
"""What the columns are, in many words and in few."""


@dataclass(frozen=True, slots=True)
class Promised:
    """The promises that a query finds, with all at hand that their first paint takes."""

    promises: Promises
    first: list[Promise]


def promised(timeline: Timeline, query: Query) -> Iterator[Promised | None]:
    """Find out what is promised, and what came of the first page of it."""
    promises = Promises(timeline, query)
    yield None
    len(promises)
    yield None
    yield Promised(promises, promises.window(0, PAGE))


class PromisesPane(ListPane):
    """A line a plan: the day named, the title, how much of how much, what came of it, how late."""

    PLACE: ClassVar[Main] = "promises"

    def __init__(self, timeline: Timeline, at: Event | None) -> None:
        """`at` is the event that the cursor is to be on, if it is a promise."""
        super().__init__()
        self._timeline = timeline
        self._at = at
        self._promises: Promises | None = None
        self._pages: LRUCache[int, list[Promise]] = LRUCache(8)

    def watch_results(self, results: Results | None) -> None:
        """Ask for what is promised in them."""
        if results is not None:
            self.post_message(self.Asked(self, promised(self._timeline, results.query)))

    def take(self, answer: object) -> None:
        """List the promises, with the cursor on the event that it was on."""
        if not isinstance(answer, Promised):
            return
        at = self.event(self.cursor) if self.count else self._at
        self._promises = answer.promises
        self._pages.clear()
        self._pages[0] = answer.first
        place = self._promises.position(at.id) if at is not None else None
        self.show(harmless(self._promises.title), place or 0)

    @property
    def count(self) -> int:
        """How many promises there are."""
        return len(self._promises) if self._promises is not None else 0

    @property
    def nothing(self) -> str:
        """What is said where there is none."""
        return "No promise is among the events." if self._promises is not None else ""

    def event(self, row: int) -> Event | None:
        """The plan in that row."""
        promise = self._promise(row)
        return promise.event if promise is not None else None

    def _promise(self, row: int) -> Promise | None:
        page, offset = divmod(row, PAGE)
        if page not in self._pages and self._promises is not None:
            self._pages[page] = self._promises.window(page * PAGE, page * PAGE + PAGE)
        found = self._pages.get(page) or []
        return found[offset] if offset < len(found) else None

    @property
    def head(self) -> Sequence[Sequence[tuple[str, Role]]]:
        """What the columns are."""
        if not self.count:
            return ()
        width = self.scrollable_content_region.width - 2
        columns = _columns(HEAD if width >= WORDY else BRIEF, width)
        return [[(text, "muted") for text in ("  ", *columns)]]

    def line(self, row: int, width: int) -> Sequence[tuple[str, Role]]:
        """The plan in columns, as many as there is room for."""
        promise = self._promise(row)
        if promise is None:
            return []
        event, outcome = promise
        wordy = width >= WORDY
        share = harmless(share_said(outcome, wordy))
        share += f" {harmless(outcome.unit)}" if wordy and share and outcome.unit else ""
        due = due_said(outcome, self._timeline.header.timezone or None)
        title = harmless(event.title[: 4 * width])
        said = (due, title, share, outcome.kind, time_said(outcome, wordy))
        roles: tuple[Role, ...] = (
            "when" if outcome.due is not None else "muted",
            "row",
            "row",
            "flag" if outcome.is_waiting else "strong",
            "flag" if outcome.is_late else "muted",
        )
        return list(zip(_columns(said, width), roles, strict=False))


def _columns(said: Sequence[str], width: int) -> list[str]:
    """What is said of a promise, each as wide as its column; the last one where there is room."""
    wordy = width >= WORDY
    others = [38 if wordy else 12, OUTCOME]
    if width >= TIMED:
        others.append(20 if wordy else 12)
    room = max(0, width - DUE - 2 - sum(column + 1 for column in others))
    first = [f"{_padded(said[0], DUE)} ", f"{_padded(said[1], room)} "]
    return first + [f" {_padded(text, n)}" for text, n in zip(said[2:], others, strict=False)]


def _padded(text: str, width: int) -> str:
    cut = fit(text, width)
    return cut + " " * (width - cells(cut))
