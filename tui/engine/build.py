"""The builder: a process of its own that indexes large files, and tells how far it is on stdout.

`python -m tui.engine.build FILE ...` prints a line of JSON now and then, see `report`. It leaves
the reading to a process more, see `documents`.
"""

from __future__ import annotations

import gc
import os
import subprocess
import sys
from array import array
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Final

import msgspec
import tantivy

from tui.engine import cache
from tui.engine.documents import HEADER
from tui.engine.report import Report
from tui.engine.schema import FOLDED, analyzer, schema

_HEAP: Final = 100_000_000
"""Bytes that Tantivy gathers before it writes a segment."""

Tell = Callable[[Report], None]


def build(files: Sequence[str], tell: Tell) -> Path:
    """Index the files, and give the folder where the index then stands. Raises OSError."""
    part = cache.begin(files)
    try:
        header = _index(files, part, tell)
        if header is not None:
            cache.discard(part)
            part = cache.begin(files)
            (part / HEADER).write_bytes(header)
            _index(files, part, tell)
        _finish(part)
        return cache.publish(part, files)
    except BaseException:
        cache.discard(part)
        raise


def _index(files: Sequence[str], part: Path, tell: Tell) -> bytes | None:
    """Index what the reader sends; or give the header with which it must be read once more."""
    (part / "index").mkdir()
    index = tantivy.Index(schema(), path=str(part / "index"), sort_by_field="order")
    index.register_tokenizer(FOLDED, analyzer())
    writer = index.writer(_HEAP, 1)
    report = Report(str(part), total=sum(map(os.path.getsize, files)))
    command = [sys.executable, "-m", "tui.engine.documents", str(part), *files]
    ended = False
    with subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.PIPE) as reader:
        assert reader.stdout
        assert reader.stderr
        for line in reader.stdout:
            match line[:1]:
                case b"{":
                    writer.add_json(line.decode())
                case b"H":
                    return line[1:]
                case sign:
                    report.events, report.bytes = msgspec.json.decode(line[1:])
                    ended = sign == b"E"
                    if sign == b"C":
                        writer.commit()
                        report.seen = report.events
                    tell(report)
                    os.utime(part)  # a sign of life
        failed = reader.stderr.read().decode(errors="replace").strip()
    if not ended:
        raise OSError(failed.splitlines()[-1] if failed else "reading was stopped")
    writer.commit()
    writer.wait_merging_threads()
    return None


def _finish(part: Path) -> None:
    """Write the order of the events, and the stamp with its checksums. Raises OSError."""
    stamp = cache.stamp(part)
    if stamp is None:
        raise OSError("the cache folder was emptied")
    keys = array("Q")
    with (part / "keys").open("rb") as stream:
        keys.fromfile(stream, stamp.events)
    (part / "order").write_bytes(array("Q", sorted(keys)).tobytes())
    stamp.sums = cache.sums(part)
    cache.write_stamp(part, stamp)


def main(files: Sequence[str]) -> None:
    """Build, and report on stdout; where nobody reads it any more, stop."""
    gc.disable()  # nothing that indexing makes is garbage in a circle

    def tell(report: Report) -> None:
        print(msgspec.json.encode(report).decode(), flush=True)

    try:
        tell(Report(str(build(files, tell)), whole=True))
    except BrokenPipeError:
        os.dup2(os.open(os.devnull, os.O_WRONLY), 1)
    except (OSError, ValueError, EOFError) as error:  # Tantivy says ValueError where a disk is full
        words = error.strerror if isinstance(error, OSError) else ""
        tell(Report("", failed=words or str(error)))


if __name__ == "__main__":
    main(sys.argv[1:])
