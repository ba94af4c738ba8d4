"""What the reader keeps, for the commands: found by queries, printed with events, listed."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping
from pathlib import Path
from typing import TYPE_CHECKING

from tui.cli import Exit, say
from tui.query import Is, Or, Query
from tui.search import Timeline
from tui.text import harmless, paragraphs

if TYPE_CHECKING:  # start-up: most lists ask nothing of the notebook
    from tui.notebook import Notebook, Reader, Remark


def notebook_at(path: str | None) -> Notebook:
    """The notebook in that file, or in its usual place."""
    from tui.notebook import Notebook  # start-up, as above

    return Notebook(Path(path) if path else None)


class Reading:
    """What is kept about one timeline, read when it is first asked for."""

    def __init__(self, timeline: Timeline, notebook: str | None) -> None:
        """Let the timeline's queries ask for it."""
        self._timeline = timeline
        self._notebook = notebook
        self._reader: Reader | None = None
        timeline.own = self._ids

    @property
    def reader(self) -> Reader:
        """The reader; where the notebook cannot be read, that is said once and nothing is kept."""
        from tui.notebook import NotebookError, Reader  # start-up, as above

        if self._reader is None:
            timeline = self._timeline
            book = notebook_at(self._notebook)
            self._reader = Reader(timeline.name, timeline.place, timeline.sums, book)
            try:
                self._reader.look()
                self._reader.compare()
            except NotebookError as error:
                say(str(error))
        return self._reader

    @property
    def remarks(self) -> Mapping[str, Remark]:
        """The stars and notes, by the event's id."""
        return self.reader.remarks

    def _ids(self, kind: str) -> Collection[str]:
        return self.reader.ids(kind)


def print_notebook(timeline: Timeline, reader: Reader) -> int:
    """Print the stars and notes in the order of time, at last those whose events are gone."""
    remarks = dict(reader.remarks)
    found = timeline.search(Query(Or((Is("starred"), Is("noted")))))
    for event in found.window(0, len(found)):
        for line in _lines(remarks.pop(event.id), f"{timeline.label(event)}  {event.title}"):
            print(line)
    if remarks:
        print(f"gone from the store ({len(remarks)}):")
    for remark in remarks.values():
        for line in _lines(remark, remark.title):
            print(line)
    say(f"notebook: {harmless(str(reader.notebook.path))}")
    return Exit.OK if reader.remarks else Exit.NOTHING


def _lines(remark: Remark, said: str) -> Iterator[str]:
    star = "*" if remark.star else " "
    yield f"{star} {harmless(said)}  [{harmless(remark.event)}]"
    for paragraph in paragraphs(remark.note):
        yield f"    {paragraph}"
