"""Indexes of large stores, kept under the user's cache folder; deleting any of it is always safe.

One folder a store. It is made beside its place and moved there when it is whole, so what stands
there is whole; what was damaged since, or no longer fits the files, is made anew.

    stamp.json   what it was made of and with, and a checksum of each file below
    keys         the order keys by number, 64 bits each
    order        the same, sorted
    places       where the events' texts stand, two numbers of 64 bits each
    texts        the texts, where the files are compressed
    index/       Tantivy
"""

from __future__ import annotations

import os
import re
import shutil
import time
import zlib
from collections.abc import Iterator, Sequence
from contextlib import suppress
from hashlib import blake2b
from pathlib import Path
from typing import Final, NamedTuple

import msgspec

from tui import __version__
from tui.check import Problem
from tui.event import Header
from tui.store.disk import State, state

VERSION: Final = f"8 {__version__}"
"""Of all that is kept, with the meaning of its columns; an index of another is made anew."""

MOST_BYTES: Final = 4 << 30
"""Kept in all; the indexes that were not used for longest go first."""

STAMP: Final = "stamp.json"
PART: Final = ".part"
"""Ends the name of a folder that is being made."""

STALE: Final = 3600.0
"""Seconds without a sign of life after which a folder that is being made was given up."""

_CHUNK: Final = 1 << 20


class Stamp(msgspec.Struct, kw_only=True):
    """What an index was made of, and what is known of all its events."""

    version: str = VERSION
    files: list[tuple[str, State]]
    is_unpacked: bool = False
    """Whether the texts of events are kept here, since the files are compressed."""
    events: int = 0
    header: Header = msgspec.field(default_factory=Header)
    problems: list[Problem] = []
    left_out: int = 0
    ranges: dict[str, int] = {}
    headings: list[tuple[int, int]] = []
    """Slot and number of events, in order."""
    sums: dict[str, tuple[int, int]] = {}
    """Size and CRC-32 of each file in the folder; empty while it is being made."""

    @property
    def is_whole(self) -> bool:
        """Whether everything was indexed."""
        return bool(self.sums)


class Kept(NamedTuple):
    """An index in the cache, for those who look after it."""

    path: Path
    files: list[str]
    events: int
    bytes: int
    used: float
    """When it was last opened, in seconds of the epoch."""


def folder() -> Path:
    """Where indexes are kept."""
    from platformdirs import user_cache_path  # start-up: only large stores need it

    return user_cache_path("haiti-timeline") / "indexes"


def place(files: Sequence[str]) -> Path:
    """Where the index of these files is kept."""
    names = "\0".join(map(os.path.abspath, files))
    digest = blake2b(names.encode("utf-8", "surrogateescape"), digest_size=8).hexdigest()
    name = re.sub(r"[^\w.-]", "_", Path(files[0]).name[:40])
    return folder() / f"{name}-{digest}"


def states(files: Sequence[str]) -> list[tuple[str, State]]:
    """The files as they are now. Raises OSError."""
    paths = list(map(os.path.abspath, files))
    if not all(map(_is_text, paths)):
        raise OSError("the name of a file is not UTF-8")
    return [(path, state(path)) for path in paths]


def _is_text(name: str) -> bool:
    return name.encode("utf-8", "replace").decode() == name


def stamp(path: Path) -> Stamp | None:
    """The stamp of a folder, where there is one that can be read."""
    try:
        text = (path / STAMP).read_bytes()
        sum_, _, body = text.partition(b"\n")
        if int(sum_, 16) != zlib.crc32(body):
            return None
        found = msgspec.json.decode(body, type=Stamp)
    except (OSError, ValueError, msgspec.MsgspecError):
        return None
    return found if found.version == VERSION else None


def write_stamp(path: Path, made: Stamp) -> None:
    """Write the stamp in one step."""
    body = msgspec.json.encode(made)
    beside = path / f"{STAMP}.new"
    beside.write_bytes(f"{zlib.crc32(body):08x}\n".encode() + body)
    os.replace(beside, path / STAMP)


def find(files: Sequence[str]) -> tuple[Path, Stamp] | None:
    """The whole index of the files as they are now, if it is kept; its files may be damaged."""
    path = place(files)
    found = stamp(path)
    try:
        if found is None or not found.is_whole or found.files != states(files):
            return None
        if not found.events:  # it saves no time, and what hindered may be mended by now
            return None
        if any((path / name).stat().st_size != size for name, (size, _) in found.sums.items()):
            return None
        os.utime(path)  # it was used
    except OSError:
        return None
    return path, found


def sums(path: Path) -> dict[str, tuple[int, int]]:
    """Size and CRC-32 of the files in a folder. Raises OSError."""
    return {str(f.relative_to(path)): _sum(f) for f in sorted(path.rglob("*")) if _is_kept(f)}


def is_sound(path: Path, made: Stamp, within: str) -> bool:
    """Whether the files whose names begin so are those that were written."""
    try:
        return all(
            _sum(path / name) == tuple(sum_)
            for name, sum_ in made.sums.items()
            if name.startswith(within)
        )
    except OSError:
        return False


def _sum(path: Path) -> tuple[int, int]:
    crc = size = 0
    with path.open("rb") as file:
        while chunk := file.read(_CHUNK):
            crc = zlib.crc32(chunk, crc)
            size += len(chunk)
    return size, crc


def _is_kept(path: Path) -> bool:
    # Tantivy's lock files are there or not, as it likes.
    return path.is_file() and not path.name.startswith((STAMP, ".tantivy"))


def begin(files: Sequence[str]) -> Path:
    """A new folder to make the index of these files in. Raises OSError."""
    path = place(files)
    part = path.with_name(f"{path.name}.{os.getpid()}-{time.time_ns():x}{PART}")
    part.mkdir(parents=True)
    tidy(path)  # what was given up may leave no room for this one
    return part


def publish(part: Path, files: Sequence[str]) -> Path:
    """Move a whole index to its place, and make room. Raises OSError."""
    path = place(files)
    aside = part.with_name(f"{part.name}.old{PART}")
    kept = find(files)
    if kept is None or not is_sound(*kept, ""):  # or another process was quicker, and may show it
        with suppress(OSError):  # as was one just now
            if path.exists():
                os.replace(path, aside)
            os.replace(part, path)
    discard(aside)
    discard(part)
    tidy(path)
    if stamp(path) is None:
        raise OSError("the cache folder was emptied")
    return path


def discard(path: Path) -> None:
    """Delete a folder, whole or in part."""
    shutil.rmtree(path, ignore_errors=True)


def listed() -> list[Kept]:
    """The indexes that are kept, the last used first."""
    found = []
    for path in _folders():
        known = stamp(path)
        if not path.name.endswith(PART) and known is not None:
            names = [name for name, _ in known.files]
            size = sum(size for size, _ in known.sums.values())
            found.append(Kept(path, names, known.events, size, _used(path)))
    return sorted(found, key=lambda kept: -kept.used)


def clear() -> int:
    """Delete all that is kept; the bytes that this freed."""
    freed = 0
    for path in _folders():
        with suppress(OSError):  # others may delete it too
            freed += sum(f.stat().st_size for f in path.rglob("*") if f.is_file())
        discard(path)
    return freed


def tidy(newest: Path) -> None:
    """Delete what was given up, or cannot be read, or is beyond the bound; never the newest."""
    for path in _folders():
        if path != newest and _is_given_up(path):
            discard(path)
    room = MOST_BYTES
    for kept in listed():
        room -= kept.bytes
        if room < 0 and kept.path != newest:
            discard(kept.path)


def _is_given_up(path: Path) -> bool:
    if path.name.endswith(PART):
        return time.time() - _used(path) > STALE
    return stamp(path) is None


def _folders() -> Iterator[Path]:
    with suppress(OSError):
        yield from [path for path in folder().iterdir() if path.is_dir()]


def _used(path: Path) -> float:
    try:
        return path.stat().st_mtime
    except OSError:
        return 0.0
