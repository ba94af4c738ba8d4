"""The builder: a process of its own that indexes large files, and tells how far it is on stdout.

`python -m tui.engine.build FILE ...` prints a line of JSON now and then, see `report`. It leaves
the reading to a process more, see `documents`.
"""

from __future__ import annotations

import gc
import os
import signal
import subprocess
import sys
from array import array
from collections.abc import Callable, Iterator, Sequence
from contextlib import suppress
from io import BufferedReader
from pathlib import Path
from queue import Queue
from threading import Thread
from typing import Final

import msgspec
import tantivy

from tui.engine import cache
from tui.engine.documents import AGAIN
from tui.engine.order import in_order
from tui.engine.report import Report
from tui.engine.schema import FOLDED, analyzer, schema

_HEAP: Final = 200_000_000
"""Bytes that Tantivy gathers before it writes a segment."""

_AHEAD: Final = 64 << 20
"""Bytes of documents that wait while a segment is written: what the reader makes in 3 seconds."""

_PIECE: Final = 1 << 14
"""Bytes taken from the reader at a time: few, so that both processes have something to do."""

Tell = Callable[[Report], None]


def build(files: Sequence[str], report: Report, tell: Tell) -> None:
    """Index the files into the cache. Raises OSError."""
    report.total = sum(map(os.path.getsize, files))
    parts = [cache.begin(files)]
    try:
        while (again := _index(files, parts[-1], report, tell)) is not None:
            parts.append(cache.begin(files))  # the one before is shown until this one has more
            (parts[-1] / AGAIN).write_bytes(again)
        _finish(parts[-1])
        report.path = str(cache.publish(parts[-1], files))
        report.seen, report.whole = report.events, True
        tell(report)
    finally:
        for part in parts:
            cache.discard(part)


def _index(files: Sequence[str], part: Path, report: Report, tell: Tell) -> bytes | None:
    """Index what the reader sends; or tell how it must be read once more."""
    (part / "index").mkdir()
    index = tantivy.Index(schema(), path=str(part / "index"), sort_by_field="order")
    index.register_tokenizer(FOLDED, analyzer())
    writer = index.writer(_HEAP, 1)
    command = [sys.executable, "-m", "tui.engine.documents", str(part), *files]
    try:
        ended = False
        with subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.PIPE) as reader:
            assert isinstance(reader.stdout, BufferedReader)
            assert reader.stderr
            for line in _ahead(reader.stdout):
                match line[:1]:
                    case b"{":
                        writer.add_json(line.decode())
                    case b"A":
                        return line[1:]
                    case sign:
                        report.events, report.bytes = msgspec.json.decode(line[1:])
                        ended = sign == b"E"
                        if sign == b"C":
                            writer.commit()
                            if report.events >= report.seen:
                                report.path, report.seen = str(part), report.events
                        tell(report)
                        os.utime(part)  # a sign of life
            failed = reader.stderr.read().decode(errors="replace").strip()
        if not ended:
            raise OSError(failed.splitlines()[-1] if failed else "reading was stopped")
        writer.commit()
        writer.wait_merging_threads()
        return None
    finally:
        del writer  # so that its threads end before its folder is deleted


def _ahead(stream: BufferedReader) -> Iterator[bytes]:
    """The whole lines of a stream, which is read on while a segment is written, for seconds."""
    pieces: Queue[bytes] = Queue(_AHEAD // _PIECE)

    def read() -> None:
        with suppress(ValueError, OSError):  # it was closed: no more is wanted
            while piece := stream.read1(_PIECE):
                pieces.put(piece)
        pieces.put(b"")

    Thread(target=read, name="reading", daemon=True).start()
    begun = b""
    while piece := pieces.get():
        *lines, begun = (begun + piece).split(b"\n")
        yield from lines
    # What is left was not written to its end: the reader was killed.


def _finish(part: Path) -> None:
    """Write the order of the events, and the stamp with its checksums. Raises OSError."""
    stamp = cache.stamp(part)
    if stamp is None:
        raise OSError("the cache folder was emptied")
    keys = array("Q")
    with (part / "keys").open("rb") as stream:
        keys.fromfile(stream, stamp.events)
    with (part / "order").open("wb") as stream:
        for some in in_order(keys):
            some.tofile(stream)
    stamp.sums = cache.sums(part)
    cache.write_stamp(part, stamp)


def main(files: Sequence[str]) -> None:
    """Build, and report on stdout; where nobody reads it any more, stop."""
    gc.disable()  # nothing that indexing makes is garbage in a circle
    signal.signal(signal.SIGTERM, lambda *_: sys.exit(1))  # so that nothing is left behind
    report = Report()

    def tell(report: Report) -> None:
        print(msgspec.json.encode(report).decode(), flush=True)

    try:
        build(files, report, tell)
    except BrokenPipeError:
        os.dup2(os.open(os.devnull, os.O_WRONLY), 1)
    except (OSError, ValueError, EOFError) as error:  # Tantivy says ValueError where a disk is full
        words = error.strerror if isinstance(error, OSError) else ""
        report.path, report.failed = "", words or str(error)
        tell(report)


if __name__ == "__main__":
    main(sys.argv[1:])
