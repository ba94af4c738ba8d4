"""The builder: a process of its own that indexes large files, and tells how far it is on stdout.

`python -m tui.engine.build FILE ...` prints a line of JSON now and then, see `report`.
"""

from __future__ import annotations

import gc
import os
import sys
import time
from array import array
from collections import Counter
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import BinaryIO, Final

import msgspec
import tantivy

from tui import when
from tui.check import Checker
from tui.engine import cache
from tui.engine.compiler import most_ranges
from tui.engine.fields import document
from tui.engine.order import key, slot
from tui.engine.report import Report
from tui.engine.schema import FOLDED, analyzer, schema
from tui.event import Header
from tui.formats.piece import size
from tui.store.disk import Place
from tui.store.packed import is_packed
from tui.store.reading import Reading

_HEAP: Final = 100_000_000
"""Bytes that Tantivy gathers before it writes a segment."""

_COMMITS: Final = (4_000, 30_000, 120_000)
"""Events after which what is indexed can be seen: soon, then seldom, since each costs a segment."""

_EVERY: Final = 250_000

_BATCH: Final = 500
"""Events between looks at the clock."""

_TELL: Final = 0.25
"""Seconds between reports."""


def build(files: Sequence[str], tell: Callable[[Report], None]) -> Path:
    """Index the files, and give the folder where the index then stands. Raises OSError."""
    part = cache.begin(files)
    try:
        header = _Builder(files, part, tell, None).build()
        if header is not None:  # parts of it stand behind the events, which name them
            cache.discard(part)
            part = cache.begin(files)
            _Builder(files, part, tell, header).build()
        return cache.publish(part, files)
    except BaseException:
        cache.discard(part)
        raise


class _Builder:
    """One pass over the files."""

    def __init__(
        self,
        files: Sequence[str],
        part: Path,
        tell: Callable[[Report], None],
        header: Header | None,
    ) -> None:
        self._files = files
        self._part = part
        self._tell = tell
        self._header = header
        self._checker = Checker()
        self._reading = Reading(files, self._checker, quick=True)
        self._report = Report(str(part), total=sum(map(os.path.getsize, files)))
        self._stamp = cache.Stamp(files=cache.states(files), is_unpacked=any(map(is_packed, files)))
        self._slots: Counter[int] = Counter()
        self._told = 0.0

    def build(self) -> Header | None:
        """Index everything; or give the header that all must be indexed with once more."""
        (self._part / "index").mkdir()
        index = tantivy.Index(schema(), path=str(self._part / "index"), sort_by_field="order")
        index.register_tokenizer(FOLDED, analyzer())
        writer = index.writer(_HEAP, 1)
        texts = self._part / "texts" if self._stamp.is_unpacked else Path(os.devnull)
        with (
            (self._part / "keys").open("wb") as keys,
            (self._part / "places").open("wb") as places,
            texts.open("wb") as unpacked,
        ):
            used = self._go_through(writer, keys, places, unpacked)
        header = self._checker.header()
        if self._header is None and used != header and self._stamp.events:
            return header
        writer.commit()
        writer.wait_merging_threads()
        self._finish(header)
        return None

    def _go_through(
        self, writer: tantivy.IndexWriter, keys: BinaryIO, places: BinaryIO, unpacked: BinaryIO
    ) -> Header | None:
        """Index event after event; gives the header that they were indexed with."""
        encode = msgspec.json.Encoder().encode
        header = self._header
        columns = array("Q"), array("Q")
        commits = iter(_COMMITS)
        following = next(commits)
        count = written = 0
        for count, (event, text, file, start) in enumerate(self._reading, 1):
            if header is None:
                header = self._checker.header()
            date = when.parse(event.date) if event.date else None
            order = key(date, count - 1)
            made = document(event, header, date, order)
            if "figures" in made:
                most_ranges(self._stamp.ranges, made["figures"])
            writer.add_json(encode(made).decode())
            length = size(text)
            if self._stamp.is_unpacked:
                file, start = 0, written
                written += unpacked.write(text.encode())
            columns[0].append(order)
            columns[1].extend(Place(file, start, length).packed())
            self._slots[slot(order)] += 1
            if count == following or not count % _BATCH:
                for column, stream in zip(columns, (keys, places), strict=True):
                    column.tofile(stream)
                    del column[:]
                self._say(count)
            if count == following:
                for stream in (keys, places, unpacked):
                    stream.flush()
                self._stamp.header = header
                cache.write_stamp(self._part, self._stamp)
                writer.commit()  # last, so that whoever opens the index finds all that belongs to it
                self._report.seen = count
                self._told = 0.0
                self._say(count)
                following = next(commits, count + _EVERY)
        for column, stream in zip(columns, (keys, places), strict=True):
            column.tofile(stream)
        self._stamp.events = count
        self._say(count)
        return header

    def _say(self, count: int) -> None:
        now = time.monotonic()
        if now - self._told >= _TELL:
            self._told = now
            self._report.events, self._report.bytes = count, self._reading.done
            self._tell(self._report)
            os.utime(self._part)  # a sign of life

    def _finish(self, header: Header) -> None:
        """Write the order and the stamp. Raises OSError, also where a file was changed."""
        if cache.states(self._files) != self._stamp.files:
            raise OSError("the file was changed while it was read")
        keys = array("Q")
        with (self._part / "keys").open("rb") as stream:
            keys.fromfile(stream, self._stamp.events)
        (self._part / "order").write_bytes(array("Q", sorted(keys)).tobytes())
        self._stamp.header = header
        self._stamp.problems = self._checker.problems
        self._stamp.left_out = sum(problem.left_out for problem in self._checker.problems)
        self._stamp.headings = sorted(self._slots.items())
        self._stamp.sums = cache.sums(self._part)
        cache.write_stamp(self._part, self._stamp)


def main(files: Sequence[str]) -> None:
    """Build, and report on stdout; where nobody reads it any more, stop."""
    gc.disable()  # nothing that indexing makes is garbage in a circle

    def tell(report: Report) -> None:
        print(msgspec.json.encode(report).decode(), flush=True)

    try:
        tell(Report(str(build(files, tell)), whole=True))
    except BrokenPipeError:
        os.dup2(os.open(os.devnull, os.O_WRONLY), 1)
    except OSError as error:
        tell(Report("", failed=error.strerror or str(error)))


if __name__ == "__main__":
    main(sys.argv[1:])
