"""The reader: a process that reads large files and writes each event's document to stdout.

`python -m tui.engine.documents FOLDER FILE ...` keeps the columns and the stamp of the folder (see
`cache`), so that the builder, which indexes the documents, has a core for itself. Each line is a
document, or a sign of the builder's business and its JSON:

    P   how many events and bytes were read
    C   the columns hold the events so far: what was sent can be shown
    A   all of it must be sent again, and how: parts of the header stand behind events, or an id
        may be taken twice
    E   the end; the stamp is complete but for the checksums
"""

from __future__ import annotations

import gc
import os
import sys
import time
from array import array
from collections import Counter
from collections.abc import Iterator, Sequence
from itertools import islice
from pathlib import Path
from typing import BinaryIO, Final
from zlib import crc32

import msgspec

from tui.check import Checker, Problem, visible
from tui.engine import cache
from tui.engine.fields import BATCH, Fields, most_ranges
from tui.event import Header
from tui.store.disk import Place
from tui.store.packed import is_packed
from tui.store.reading import Reading

AGAIN: Final = "again.json"
"""The file in the folder that says how to read once more; mostly not there."""

_SHOWN: Final = (4_000, 30_000, 120_000)
"""Events after which what is indexed is shown: soon, then seldom, since each costs a segment."""

_SOON: Final = 1.0
"""Seconds after which something is shown anyhow: events may be long."""

_EVERY: Final = 500_000

_BUFFER: Final = 1 << 16
"""Bytes written at a time: what a pipe holds."""

_TELL: Final = 0.25
"""Seconds between signs of progress."""

_ENCODER: Final = msgspec.json.Encoder()


class Again(msgspec.Struct):
    """What was found out only when all was read."""

    header: Header
    knows_ids: bool
    """Whether every id must be known by heart, since one may be taken twice."""


def documents(folder: Path, files: Sequence[str]) -> Iterator[bytes]:
    """Lines of documents, some at a time, and the signs between them. Raises OSError."""
    stamp = cache.Stamp(files=cache.states(files), is_unpacked=any(map(is_packed, files)))
    texts = folder / "texts" if stamp.is_unpacked else Path(os.devnull)
    with (
        (folder / "keys").open("wb") as keys,
        (folder / "places").open("wb") as places,
        texts.open("wb") as unpacked,
    ):
        yield from _documents(folder, stamp, keys, places, unpacked)
    if cache.states(files) != stamp.files:
        raise OSError("the file was changed while it was read")


def _documents(
    folder: Path, stamp: cache.Stamp, keys: BinaryIO, places: BinaryIO, unpacked: BinaryIO
) -> Iterator[bytes]:
    again = _again(folder)
    checker = Checker(many=again is None or not again.knows_ids)
    reading = Reading([path for path, _ in stamp.files], checker, quick=True)
    events = iter(reading)
    fields = Fields(again.header) if again is not None else None
    slots: Counter[int] = Counter()
    shown = iter(_SHOWN)
    following = next(shown)
    count = written = 0
    told = 0.0
    began = time.monotonic()
    while batch := list(islice(events, BATCH)):
        fields = fields or Fields(checker.header())
        made = fields.documents([taken.event for taken in batch], count)
        yield _ENCODER.encode_lines(made)
        count += len(batch)
        order = array("Q", [columns["order"] for columns in made])
        order.tofile(keys)
        slots.update([columns["slot"] for columns in made])
        most_ranges(stamp.ranges, made)
        stand = array("Q")
        for taken in batch:
            file, start, text = taken.file, taken.start, taken.text
            if stamp.is_unpacked:
                file, start = 0, written
                written += unpacked.write(text)
            stand.extend(Place(file, start, len(text), crc32(text)).packed())
        stand.tofile(places)
        if (now := time.monotonic()) - told >= _TELL:
            told = now
            yield _sign("P", (count, reading.done))
        if count >= following or (following == _SHOWN[0] and now - began > _SOON):
            following = next(shown, count + _EVERY)
            for stream in (keys, places, unpacked):
                stream.flush()
            stamp.events, stamp.header = count, fields.header
            cache.write_stamp(folder, stamp)
            yield _sign("C", (count, reading.done))
    stamp.header = checker.header()
    is_late = again is None and fields is not None and fields.header != stamp.header
    if is_late or checker.is_unsure:
        yield _sign("A", Again(stamp.header, checker.is_unsure))
        return
    stamp.events = count
    stamp.problems = list(map(_storable, checker.problems))
    stamp.left_out = sum(problem.left_out for problem in checker.problems)
    stamp.headings = sorted(slots.items())
    cache.write_stamp(folder, stamp)
    yield _sign("E", (count, reading.done))


def _sign(letter: str, said: object) -> bytes:
    return b"%b%b\n" % (letter.encode(), _ENCODER.encode(said))


def _storable(problem: Problem) -> Problem:
    """The problem as it is shown; an id that was cut out of bytes may be no UTF-8."""
    where = msgspec.structs.replace(problem.where, event=visible(problem.where.event))
    return msgspec.structs.replace(problem, where=where)


def _again(folder: Path) -> Again | None:
    try:
        return msgspec.json.decode((folder / AGAIN).read_bytes(), type=Again)
    except FileNotFoundError:
        return None


def main(folder: str, files: Sequence[str]) -> None:
    """Write everything; where nobody reads it any more, stop."""
    gc.disable()  # nothing that reading makes is garbage in a circle
    # Not sys.stdout, which the environment may have without a buffer.
    out = open(1, "wb", buffering=_BUFFER, closefd=False)  # noqa: SIM115 closed with the process
    try:
        for lines in documents(Path(folder), files):
            out.write(lines)
            if not lines.startswith(b"{"):
                out.flush()
        out.flush()
    except BrokenPipeError:
        os.dup2(os.open(os.devnull, os.O_WRONLY), 1)
    except OSError as error:
        print(error.strerror or str(error), file=sys.stderr)
        sys.exit(1)


if __name__ == "__main__":
    main(sys.argv[1], sys.argv[2:])
