"""What the reader keeps, as the screen shows it: at once, while a thread writes it to the disk."""

from __future__ import annotations

import datetime
from bisect import bisect_left, bisect_right
from collections import deque
from collections.abc import Callable, Collection
from contextlib import suppress
from dataclasses import dataclass
from threading import Lock, Thread
from typing import TYPE_CHECKING, NamedTuple

from textual.message import Message

from tui.describe import Kept, kept_of
from tui.event import Event
from tui.query import OWN, Is, Query
from tui.query.edit import leaves, with_kind
from tui.search import Results, Timeline

if TYPE_CHECKING:  # start-up: the notebook is opened after the first frame
    from tui.notebook import Notebook, Reader

STARRED = "*"
NOTED = '"'
NEW = "+"
CHANGED = "~"
"""The signs at the end of a line: the reader's star and note, and what the last visit knew not."""


class Own(NamedTuple):
    """The ids of the events that the reader has starred or noted, and of those that are news."""

    starred: frozenset[str] = frozenset()
    noted: frozenset[str] = frozenset()
    new: frozenset[str] = frozenset()
    changed: frozenset[str] = frozenset()

    def beside(self, flags: str, event: str, wide: bool) -> str:
        """The end of an event's line: what it says already, and what the reader has to do with it.

        In words where the line is `wide`; the star is always the last sign.
        """
        star = STARRED * (event in self.starred)
        signs = ("new", "changed", "note") if wide else (NEW, CHANGED, NOTED)
        kept = zip(signs, (self.new, self.changed, self.noted), strict=True)
        said = [flags] * bool(flags) + [sign for sign, ids in kept if event in ids]
        return ", ".join(said) + f" {star}" * bool(star) if wide else "".join([*said, star])


Job = Callable[[], None]


class Keeping:
    """Reads and writes what the reader keeps, off the screen's thread, in the order it is asked."""

    @dataclass
    class Changed(Message):
        """What the reader keeps is another, or could not be read or written, and why."""

        trouble: str = ""

    def __init__(
        self, timeline: Timeline, notebook: Notebook | None, post: Callable[[Message], object]
    ) -> None:
        """`post` hands a message to the screen's thread."""
        self._timeline = timeline
        self._notebook = notebook
        self._post = post
        self._jobs: deque[Job] = deque()
        self._lock = Lock()
        self._thread: Thread | None = None
        self._opened: Reader | None = None
        self._pending: dict[str, tuple[int, bool]] = {}
        self._asked = 0
        self._untold: list[str] | None = None
        self.drafts: dict[str, str] = {}
        """What was typed about an event and is not saved, by its id."""
        timeline.own = self._ids

    @property
    def is_idle(self) -> bool:
        """Whether all that was asked is done and told."""
        return self._thread is None

    @property
    def own(self) -> Own:
        """What is shown of every event: what is kept, and what is being saved."""
        if self._opened is None:
            return Own()
        remarks, news = self._opened.remarks.values(), self._opened.news
        starred = {one.event for one in remarks if one.star}
        for event, (_, star) in list(self._pending.items()):
            (starred.add if star else starred.discard)(event)
        noted = frozenset(one.event for one in remarks if one.note)
        return Own(frozenset(starred), noted, news.new, news.changed)

    @property
    def news(self) -> str:
        """What became of the events since the last visit, in a line."""
        now = datetime.datetime.now().astimezone()
        return self._opened.news.said(now) if self._opened else ""

    def about(self, event: Event) -> Kept:
        """What is shown of one event."""
        kept = kept_of(self._opened, event.id) if self._opened else Kept()
        if event.id in self._pending:
            kept = kept._replace(star=self._pending[event.id][1], is_saving=True)
        return kept

    def look(self) -> None:
        """Show what another window may have written."""
        self._do(self._look)

    def compare(self, again: bool = False) -> None:
        """Find out what is new since the last visit."""
        self._do(lambda: self._compare(again))

    def star(self, event: Event, star: bool) -> None:
        """Show or hide a star now, and save it; where that fails it is taken back."""
        self._asked += 1
        asked = self._asked, star
        self._pending[event.id] = asked

        def save() -> None:
            try:
                self.reader.star(event, star)
            finally:
                if self._pending.get(event.id) == asked:
                    del self._pending[event.id]
            self._tell()

        self._do(save)

    def note(
        self, event: Event, text: str, before: str, done: Callable[[str], object] = lambda _: None
    ) -> None:
        """Save a note; `done` is told in the writing thread what hindered it, or nothing."""
        self.drafts[event.id] = text

        def save() -> None:
            from tui.notebook import NotebookError  # start-up, as in `reader`

            try:
                self.reader.note(event, text, before)
            except NotebookError as error:
                done(str(error))
                raise
            if self.drafts.get(event.id) == text:
                del self.drafts[event.id]
            self._tell()
            done("")

        self._do(save)

    def close(self) -> None:
        """Close the visit, after all that is still to be written."""
        self._untold = []
        self._do(self.reader.close)

    def finish(self) -> list[str]:
        """Wait until all is written; what could not be, in sentences."""
        if (thread := self._thread) is not None:
            thread.join()
        return self._untold or []

    @property
    def reader(self) -> Reader:
        """What is kept about this timeline."""
        from tui.notebook import Reader  # start-up: nothing of it stands in the first frame

        with self._lock:
            if self._opened is None:
                timeline = self._timeline
                self._opened = Reader(timeline.name, timeline.place, timeline.sums, self._notebook)
            return self._opened

    def _ids(self, kind: str) -> Collection[str]:
        from tui.notebook import NotebookError  # start-up, as above

        try:
            return self.reader.ids(kind)
        except NotebookError:  # said when it is looked at
            return ()

    def _look(self) -> None:
        if self.reader.look():
            self._tell()

    def _compare(self, again: bool) -> None:
        before = self.reader.news
        self.reader.compare(again)
        if self.reader.news != before:
            self._tell()

    def _tell(self, trouble: str = "") -> None:
        if self._untold is not None:
            self._untold += [trouble] * bool(trouble)
            return
        with suppress(RuntimeError):  # the screen is gone
            self._post(self.Changed(trouble))

    def _do(self, job: Job) -> None:
        with self._lock:
            self._jobs.append(job)
            if self._thread is None:
                # No daemon: what is to be saved is saved before the program ends.
                self._thread = Thread(target=self._run, name="keeping")
                self._thread.start()

    def _run(self) -> None:
        from tui.notebook import NotebookError  # start-up, as above

        while True:
            with self._lock:
                if not self._jobs:
                    self._thread = None
                    return
                job = self._jobs.popleft()
            try:
                job()
            except NotebookError as error:
                self._tell(str(error))


def is_own(query: Query) -> bool:
    """Whether what the reader keeps makes a difference to what the query finds."""
    return any(isinstance(term, Is) and term.kind in OWN for term, _ in leaves(query))


def next_star(timeline: Timeline, listed: Results, event: Event, by: int) -> Event | None:
    """The starred event that is listed next after that one, or before it; None where none is."""
    starred = timeline.search(with_kind(listed.query, "starred"))
    events = starred.window(0, len(starred))
    here = listed.position(event.id) or 0

    def place(one: Event) -> int:
        return listed.position(one.id) or 0

    after, before = bisect_right(events, here, key=place), bisect_left(events, here, key=place)
    at = after if by > 0 else before - 1
    return events[at] if 0 <= at < len(events) else None
