"""The reader of one store: stars, notes and news, as the screen and the commands ask for them."""

from __future__ import annotations

from collections.abc import Callable, Collection
from threading import Lock
from typing import TYPE_CHECKING

from tui.notebook.file import State, state
from tui.notebook.notebook import Notebook, Remark
from tui.notebook.visits import News, Visits, news

if TYPE_CHECKING:
    from tui.event import Event
    from tui.store import Sums


class Reader:
    """What one reader keeps about one store; any thread may ask.

    What is read is kept, and read again when the file has become another.
    """

    def __init__(
        self,
        store: str,
        place: str,
        sums: Callable[[], Sums | None],
        notebook: Notebook | None = None,
        visits: Visits | None = None,
    ) -> None:
        """`store` is what the notebook calls it, `place` what tells it apart on this computer.

        `sums` tells other events from these; None while not all of them are known.
        """
        self.store = store
        self.notebook = notebook or Notebook()
        self.remarks: dict[str, Remark] = {}
        """The stars and notes as last read, by the event's id."""
        self.news = News()
        """What became of the events since the last visit, once that is known."""
        self._place = place
        self._take_sums = sums
        self._visits = visits or Visits()
        self._seen: State | None = None
        self._sums: Sums | None = None
        self._reading = Lock()
        self._comparing = Lock()

    def look(self) -> bool:
        """Read the notebook where it is another than before; whether it was.

        Raises NotebookError where it cannot be read, once for each time that it has changed; what
        was read before stands.
        """
        with self._reading:
            now = state(self.notebook.path)
            if now == self._seen:
                return False
            self._seen = now
            before, self.remarks = self.remarks, self.notebook.remarks(self.store)
            return self.remarks != before

    def star(self, event: Event, star: bool) -> None:
        """Set or take away a star; it is on the disk when this returns. Raises NotebookError."""
        self.notebook.star(self._about(event), star)
        self.look()

    def note(self, event: Event, text: str, before: str = "") -> None:
        """Keep a note, as `Notebook.note` does; it is on the disk when this returns.

        Raises NotebookError.
        """
        self.notebook.note(self._about(event), text, before)
        self.look()

    def _about(self, event: Event) -> Remark:
        return Remark(event.id, self.store, event.title)

    def compare(self, again: bool = False) -> None:
        """Find out what is new since the last visit; anew where that was known.

        Raises NotebookError where the last visit cannot be read.
        """
        with self._comparing:
            if not self._place or (self._sums is not None and not again):
                return  # what comes through a pipe and has no title is never met again
            if (sums := self._take_sums()) is not None:
                self._sums = sums
                self.news = news(self._visits.last(self._place), sums)

    def close(self) -> None:
        """Close the visit: what was there is not new the next time. Raises NotebookError."""
        if self._sums is not None:
            self._visits.close(self._place, self._sums)

    def ids(self, kind: str) -> Collection[str]:
        """The ids of the events that are `starred`, `noted`, or `new` or changed.

        Raises NotebookError where nothing could be read yet.
        """
        if kind == "new":
            self.compare()
            return self.news.new | self.news.changed
        if self._seen is None:
            self.look()
        remarks = self.remarks.values()
        return [one.event for one in remarks if (one.star if kind == "starred" else one.note)]
