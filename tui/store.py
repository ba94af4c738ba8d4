"""Opens stores: reads event files through their formats, checks them, and keeps what was read.

A store keeps each event as its text and decodes it when it is asked for, so that its memory is
that of the file and not of its objects.
"""

from __future__ import annotations

import gzip
import io
import os
import zlib
from collections.abc import Iterator, Sequence
from functools import lru_cache
from pathlib import Path
from typing import Any, cast

import msgspec

from tui import formats
from tui.check import Checker, Problem, Where, shown
from tui.event import Event, Header
from tui.formats.piece import Piece, decode

BUILT_IN = "events.json"
"""The chronology that comes with the program."""

HEAD = 1 << 16
"""Characters that a format may look at to recognise a file."""

_GZIP = b"\x1f\x8b"
_ZSTD = b"\x28\xb5\x2f\xfd"


class Store:
    """The events of one or more files, in file order; `number` counts them from 0."""

    def __init__(self, paths: Sequence[str]) -> None:
        """What is wrong with a file never raises: see `problems`."""
        checker = Checker()
        self.problems: list[Problem] = checker.problems
        self._texts: list[str] = []
        self._event = lru_cache(maxsize=2_000)(self._decode)
        for path in paths:
            self._read(path, checker)
        checker.finish()
        self.header: Header = checker.header()

    def __len__(self) -> int:
        return len(self._texts)

    @property
    def left_out(self) -> int:
        """How many events could not be taken in."""
        return sum(problem.left_out for problem in self.problems)

    def __getitem__(self, number: int) -> Event:
        """The event of that number; IndexError where there is none."""
        return self._event(number)

    def raw(self, number: int) -> dict[str, Any]:
        """The event as stored, with the keys that this program does not know."""
        return cast("dict[str, Any]", decode(self._texts[number])[0])

    def __iter__(self) -> Iterator[Event]:
        return map(self._decode, range(len(self)))

    def _decode(self, number: int) -> Event:
        return msgspec.json.decode(self._texts[number], type=Event)

    def _read(self, path: str, checker: Checker) -> None:
        before = len(self) + len(self.problems)
        checker.begin(path)
        try:
            with _open(path) as stream:
                head = stream.peek(HEAD).decode("utf-8-sig", "surrogateescape")
                # Bytes that are not UTF-8 come as lone surrogates, to be found in their event.
                text = io.TextIOWrapper(stream, "utf-8-sig", errors="surrogateescape", newline="")
                for part in _format(head).read(text, path):
                    self._take(part, path, checker)
        except (OSError, EOFError, zlib.error, _UnreadableError) as error:
            self.problems.append(_unreadable(path, error))
        if len(self) + len(self.problems) == before:
            what, cure = "holds no events", "add some to `events`"
            self.problems.append(Problem(Where(path), what, cure, "warning"))

    def _take(self, part: Piece | Problem, path: str, checker: Checker) -> None:
        if isinstance(part, Problem):
            self.problems.append(part)
        elif part.key != "events":
            checker.header_part(part.key, part.value, part.line)
        elif checker.event(part.value, part.line) is not None:
            self._texts.append(part.text)


def open_store(paths: Sequence[str] = ()) -> Store:
    """The store of these files together; of the built-in chronology where none is named."""
    return Store(paths or [str(built_in())])


def built_in() -> Path:
    """The built-in chronology: beside the package in a checkout, inside it when installed."""
    inside = Path(__file__).with_name(BUILT_IN)
    return inside if inside.exists() else inside.parent.parent / BUILT_IN


class _UnreadableError(Exception):
    """The file cannot be read: what is wrong with it, and the cure."""

    def __init__(self, what: str, cure: str) -> None:
        super().__init__(what, cure)


def _open(path: str) -> io.BufferedReader[Any]:
    """The file's bytes, unpacked, with a buffer that `peek` shows the head of."""
    file = io.FileIO(0 if path == "-" else path, closefd=path != "-")
    # Of a pipe `peek` would show only what has come so far, so it is read to its end.
    whole = file if file.seekable() else io.BytesIO(file.readall())
    packed: io.BufferedReader[Any] = io.BufferedReader(whole, HEAD)
    start = packed.peek(4)[:4]
    if start.startswith(_GZIP):
        return io.BufferedReader(gzip.GzipFile(fileobj=packed), HEAD)
    if start.startswith(_ZSTD):
        return io.BufferedReader(_Zstd(packed), HEAD)
    if start[:2] in (b"\xff\xfe", b"\xfe\xff") or b"\0" in start:
        raise _UnreadableError("is not UTF-8 but, it seems, UTF-16", "save it as UTF-8")
    return packed


class _Zstd(io.RawIOBase):
    """Zstandard frames, unpacked; unlike the library's own reader it tells a file that was cut."""

    def __init__(self, packed: io.BufferedReader[Any]) -> None:
        try:
            import zstandard  # optional: the `zstd` extra
        except ImportError as error:
            cure = "install haiti-timeline[zstd], or unpack it with zstd -d"
            raise _UnreadableError("is zstd-compressed", cure) from error
        self._packed = packed
        self._library = zstandard
        self._frame = zstandard.ZstdDecompressor().decompressobj()
        self._is_within = False
        self._unpacked = b""

    def readable(self) -> bool:
        return True

    def readinto(self, buffer: Any) -> int:
        while not self._unpacked:
            packed = b""
            if self._frame.eof:
                packed = self._frame.unused_data
                self._frame = self._library.ZstdDecompressor().decompressobj()
                self._is_within = bool(packed)
            if not (packed := packed or self._packed.read(HEAD)):
                if self._is_within:
                    raise EOFError
                return 0
            self._is_within = True
            try:
                self._unpacked = self._frame.decompress(packed)
            except self._library.ZstdError as error:
                raise zlib.error(str(error)) from error
        count = min(len(buffer), len(self._unpacked))
        buffer[:count] = self._unpacked[:count]
        self._unpacked = self._unpacked[count:]
        return count


def _format(head: str) -> formats.Format:
    if not head.strip():
        raise _UnreadableError("is empty", "name a file with events")
    if found := formats.detect(head):
        return found
    begins = shown(head.lstrip()[:20])
    raise _UnreadableError(f"holds no events: it begins {begins}", "name a JSON or JSON Lines file")


def _unreadable(path: str, error: Exception) -> Problem:
    what, cure = f"cannot be read: {error}", "check the file"
    if isinstance(error, _UnreadableError):
        what, cure = error.args
    elif os.path.isdir(path):
        what, cure = "is a folder", "name a file in it"
    elif isinstance(error, FileNotFoundError):
        what, cure = "there is no such file", "check the name"
    elif isinstance(error, PermissionError):
        what, cure = "may not be read", "check its permissions"
    elif isinstance(error, EOFError):
        what, cure = "the compressed file ends too early", "fetch it again"
    elif isinstance(error, gzip.BadGzipFile | zlib.error):
        what, cure = "the compressed file is damaged", "fetch it again"
    elif isinstance(error, OSError) and error.strerror:
        what = f"cannot be read: {error.strerror.lower()}"
    return Problem(Where(path), what, cure)
