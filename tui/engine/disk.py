"""The engine of large stores: an index on disk, made by another process where it is not kept."""

from __future__ import annotations

import mmap
import os
import subprocess
import sys
import time
import zlib
from collections.abc import Sequence
from contextlib import suppress
from pathlib import Path
from threading import Condition, Lock, Thread
from typing import TYPE_CHECKING

import msgspec

from tui.engine import DamagedError, Found, Heading, Progress, cache
from tui.engine.embedded import Everything
from tui.engine.order import heading
from tui.engine.report import Report
from tui.query import Query
from tui.store.disk import DiskStore

if TYPE_CHECKING:
    import tantivy

    from tui.engine.index import Index


class DiskEngine:
    """A store's events in order, and how they are found; see `Engine`."""

    def __init__(self, path: Path, stamp: cache.Stamp) -> None:
        """Open the folder of an index, whole or as far as it is made. Raises DamagedError."""
        self._path = path
        self._stamp = stamp
        self._opening = Lock()
        self._index: Index | None = None
        # Of one that is being made, what is indexed counts; its columns may go on.
        made = None if stamp.is_whole else self._tantivy()
        count = made.searcher().num_docs if made else stamp.events
        self._keys = self._column("keys", count)
        self._order = self._column("order", count) if stamp.is_whole else None
        files = [str(path / "texts")] if stamp.is_unpacked else [name for name, _ in stamp.files]
        places = self._column("places", 2 * count)
        try:
            self.store = DiskStore(files, places, stamp.header, stamp.problems, stamp.left_out)
        except OSError as error:
            raise DamagedError from error
        if made:
            self._index = self._wrapped(made)
        self._is_sound = True
        self._checking = Thread(target=self._check, args=(places,), daemon=True)
        if stamp.is_whole:
            # Beside what else a start takes; 32 MB a million events would take 40 ms of it.
            self._checking.start()

    def _check(self, places: memoryview[int]) -> None:
        """Find out whether the columns are what was written; in a thread."""
        columns = {"keys": self._keys, "order": self._order, "places": places}
        self._is_sound = all(
            column is not None and zlib.crc32(column) == self._stamp.sums[name][1]
            for name, column in columns.items()
        ) and cache.is_sound(self._path, self._stamp, "texts")
        for column in filter(None, columns.values()):
            _let_go(column)

    def _checked(self) -> None:
        """Wait until that is known. Raises DamagedError."""
        if self._stamp.is_whole:
            self._checking.join()
        if not self._is_sound:
            raise DamagedError

    def prepare(self) -> None:
        """Open the index; may be called from any thread. Raises DamagedError."""
        self._opened().get_ready()

    def verify(self) -> None:
        """Make sure that the index is what was written. Raises DamagedError."""
        self._opened()

    def search(self, query: Query) -> Found:
        """What the query finds. Raises DamagedError."""
        self._checked()
        if query.is_everything and self._order is not None:
            headings = [Heading(*heading(slot), events) for slot, events in self._stamp.headings]
            return Everything(self._keys, self._order, headings, lambda: self._search(query))
        return self._search(query)

    def number(self, event_id: str) -> int | None:
        """The number of the event with exactly this id."""
        return self._opened().number(event_id)

    def linking(self, event_id: str) -> list[int]:
        """The numbers of the events that link to this id, in the order of the list."""
        return self._opened().linking(event_id)

    def words(self, prefix: str, query: Query, most: int) -> list[tuple[str, int]]:
        """Words that begin so, and in how many of the certain events; the frequent first."""
        return self._opened().words(prefix, query, most)

    def near(self, word: str, field: str, most: int) -> list[tuple[str, int]]:
        """Words that are spelt like this one, and in how many events; the nearest first."""
        return self._opened().near(word, field, most)

    def _search(self, query: Query) -> Found:
        from tui.engine.found import search  # start-up: the first screen shows everything

        return search(self._opened(), query)

    def _opened(self) -> Index:
        self._checked()
        with self._opening:
            if self._index is None:
                if not cache.is_sound(self._path, self._stamp, "index"):
                    raise DamagedError
                self._index = self._wrapped(self._tantivy())
            return self._index

    def _tantivy(self) -> tantivy.Index:
        import tantivy  # start-up: the first screen shows everything

        try:
            index = tantivy.Index.open(str(self._path / "index"))
            index.config_reader("manual")  # it stays as it is, like the columns beside it
        except (OSError, ValueError) as error:
            raise DamagedError from error
        return index

    def _wrapped(self, made: tantivy.Index) -> Index:
        from tui.engine.index import Index  # start-up, as in `_tantivy`

        return Index(made, self._stamp.ranges, self._stamp.header, self.store, self._keys)

    def _column(self, name: str, count: int) -> memoryview[int]:
        """Numbers of 64 bits, as many as are told; there may be more by now."""
        if not count:
            return memoryview(b"").cast("Q")
        try:
            with (self._path / name).open("rb") as file:
                mapped = mmap.mmap(file.fileno(), count * 8, access=mmap.ACCESS_READ)
        except (OSError, ValueError) as error:
            raise DamagedError from error
        return memoryview(mapped).cast("Q")


def _let_go(column: memoryview[int]) -> None:
    """Give back the memory of a column that was gone through once; what is needed is read again."""
    mapped = column.obj
    if isinstance(mapped, mmap.mmap) and hasattr(mmap, "MADV_DONTNEED"):  # not on Windows
        mapped.madvise(mmap.MADV_DONTNEED)


def kept(files: Sequence[str]) -> DiskEngine | None:
    """The engine of the files as they are now, if their index is kept; see `DamagedError`."""
    found = cache.find(files)
    try:
        return DiskEngine(*found) if found else None
    except DamagedError:
        return None


def forget(files: Sequence[str]) -> None:
    """Delete what is kept of the files."""
    cache.discard(cache.place(files))


class Building:
    """The process that indexes, seen from here."""

    def __init__(self, files: Sequence[str]) -> None:
        """Start it. Raises OSError."""
        # It imports what this process would, and nothing that happens to lie in the folder.
        paths = {"PYTHONPATH": os.pathsep.join(sys.path), "PYTHONSAFEPATH": "1"}
        self._process = subprocess.Popen(
            [sys.executable, "-m", "tui.engine.build", *map(os.path.abspath, files)],
            stdin=subprocess.DEVNULL,
            stdout=subprocess.PIPE,
            stderr=subprocess.DEVNULL,
            env=os.environ | paths,
        )
        self._began = time.monotonic()
        self._news = Condition()
        self._report: Report | None = None
        self._has_ended = False
        Thread(target=self._listen, daemon=True).start()

    def wait(self, seen: int = 0, seconds: float | None = None) -> None:
        """Wait until more than that many events can be seen, or no more are to come."""
        with self._news:
            self._news.wait_for(lambda: self.is_over or self.seen > seen, seconds)

    @property
    def seen(self) -> int:
        """How many events can be seen so far."""
        return self._report.seen if self._report else 0

    @property
    def is_over(self) -> bool:
        """Whether nothing more is to come."""
        return self._has_ended or bool(self._report and self._report.whole)

    @property
    def failed(self) -> str:
        """Why nothing more comes although not everything is indexed."""
        report = self._report
        if not self.is_over:
            return ""
        if report and report.whole:
            return "" if cache.stamp(Path(report.path)) else "the cache folder was emptied"
        return (report and report.failed) or "indexing was stopped"

    @property
    def progress(self) -> Progress:
        """How far it is."""
        report = self._report
        if report is None:
            return Progress(0, 0.0, 0.0, 0.0)
        took = max(time.monotonic() - self._began, 0.001)
        fraction = min(report.bytes / max(report.total, 1), 1.0)
        left = took * (1 - fraction) / fraction if fraction else 0.0
        return Progress(report.events, fraction, report.events / took, left)

    def engine(self) -> DiskEngine | None:
        """What can be seen now; None where that is nothing."""
        while True:
            is_over = self.is_over  # before the report, which is the last one then
            report = self._report
            if report is None or not report.path:
                return None
            if (found := _reported(report)) or is_over:
                return found
            self._wait_after(report)  # the folder was moved while it was looked at

    def stop(self) -> None:
        """Stop it; what it made is given up."""
        self._process.terminate()

    def _wait_after(self, report: Report) -> None:
        with self._news:
            self._news.wait_for(lambda: self.is_over or self._report is not report)

    def _listen(self) -> None:
        stream = self._process.stdout
        for line in stream or ():
            with suppress(msgspec.MsgspecError), self._news:
                self._report = msgspec.json.decode(line, type=Report)
                self._news.notify_all()
        self._process.wait()
        with self._news:
            self._has_ended = True
            self._news.notify_all()


def _reported(report: Report) -> DiskEngine | None:
    stamp = cache.stamp(Path(report.path))
    if stamp is None:
        return None
    if not report.whole:
        stamp.sums.clear()  # whole or not, its folder will still be moved
    try:
        return DiskEngine(Path(report.path), stamp)
    except DamagedError:
        return None
