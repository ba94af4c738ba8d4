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
from importlib import resources
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

    def __init__(self) -> None:
        self.header = Header()
        self.problems: list[Problem] = []
        self._texts: list[str] = []
        self._places: list[tuple[str, int]] = []
        self._event = lru_cache(maxsize=2_000)(self._decode)

    def __len__(self) -> int:
        return len(self._texts)

    @property
    def left_out(self) -> int:
        """How many events could not be taken in."""
        return sum(problem.left_out for problem in self.problems)

    def event(self, number: int) -> Event:
        """The event of that number."""
        return self._event(number)

    def raw(self, number: int) -> dict[str, Any]:
        """The event as stored, with the keys that this program does not know."""
        return cast("dict[str, Any]", decode(self._texts[number])[0])

    def place(self, number: int) -> tuple[str, int]:
        """The file and the line that the event stands in."""
        return self._places[number]

    def __iter__(self) -> Iterator[Event]:
        return map(self._decode, range(len(self)))

    def _decode(self, number: int) -> Event:
        return msgspec.json.decode(self._texts[number], type=Event)

    def read(self, path: str) -> None:
        """Take in one more file; what is wrong with it is added to `problems`."""
        pieces: list[Piece] = []
        try:
            with _open(path) as stream:
                head = stream.peek(HEAD).decode("utf-8-sig", "surrogateescape")
                # Bytes that are not UTF-8 come as lone surrogates, to be found in their event.
                text = io.TextIOWrapper(stream, "utf-8-sig", errors="surrogateescape", newline="")
                for part in _format(head, path).read(text, path):
                    if isinstance(part, Problem):
                        self.problems.append(part)
                    else:
                        pieces.append(part)
        except (OSError, EOFError, zlib.error, _UnreadableError) as error:
            self.problems.append(_unreadable(path, error))
        self._take(path, pieces)

    def _take(self, path: str, pieces: list[Piece]) -> None:
        bare = all(piece.key == "events" for piece in pieces)
        checker = Checker(path, bare=bare)
        events: list[Piece] = []
        for piece in pieces:
            if (bad := _not_utf8(piece, path)) is not None:
                self.problems.append(bad)
            elif piece.key == "events":
                events.append(piece)
            else:
                checker.header_part(piece.key, piece.value, piece.line)
        self.header = _merged(self.header, checker.header())
        for piece in events:
            if checker.event(piece.value, piece.line) is not None:
                self._texts.append(piece.text)
                self._places.append((path, piece.line))
        checker.finish()
        self.problems += checker.problems


def open_store(paths: Sequence[str] = ()) -> Store:
    """The store of these files together; of the built-in chronology where none is named."""
    store = Store()
    for path in paths or (str(built_in()),):
        store.read(path)
    return store


def built_in() -> Path:
    """The built-in chronology: beside the package in a checkout, inside it when installed."""
    inside = Path(str(resources.files("tui"))) / BUILT_IN
    return inside if inside.exists() else inside.parent.parent / BUILT_IN


class _UnreadableError(Exception):
    """The file cannot be read; the message is the problem, then the cure."""


def _open(path: str) -> io.BufferedReader[Any]:
    """The file's bytes, unpacked, with a buffer that `peek` shows the head of."""
    packed: io.BufferedReader[Any] = io.BufferedReader(io.FileIO(0 if path == "-" else path), HEAD)
    start = packed.peek(4)[:4]
    if start.startswith(_GZIP):
        return io.BufferedReader(gzip.GzipFile(fileobj=packed), HEAD)
    if start.startswith(_ZSTD):
        return _zstd(packed)
    if start[:2] in (b"\xff\xfe", b"\xfe\xff"):
        raise _UnreadableError("is UTF-16, not UTF-8; save it as UTF-8")
    return packed


def _zstd(packed: io.BufferedReader[Any]) -> io.BufferedReader[Any]:
    try:
        import zstandard  # optional: the `zstd` extra
    except ImportError as error:
        cure = "install haiti-timeline[zstd], or unpack it with zstd -d"
        raise _UnreadableError(f"is zstd-compressed; {cure}") from error
    return io.BufferedReader(zstandard.ZstdDecompressor().stream_reader(packed), HEAD)


def _format(head: str, path: str) -> formats.Format:
    if not head.strip():
        raise _UnreadableError("is empty; name a file with events")
    if found := formats.detect(head):
        return found
    start = head.lstrip()[:20]
    raise _UnreadableError(f"is not JSON: it begins {shown(start)}; name a JSON or JSON Lines file")


def _unreadable(path: str, error: Exception) -> Problem:
    if isinstance(error, IsADirectoryError) or os.path.isdir(path):
        return Problem(Where(path), "is a folder", "name a file in it")
    if isinstance(error, FileNotFoundError):
        return Problem(Where(path), "there is no such file", "check the name")
    if isinstance(error, PermissionError):
        return Problem(Where(path), "may not be read", "check its permissions")
    if isinstance(error, _UnreadableError):
        what, _, cure = str(error).partition("; ")
        return Problem(Where(path), what, cure)
    if isinstance(error, EOFError):
        return Problem(Where(path), "the compressed file ends too early", "fetch it again")
    return Problem(Where(path), f"cannot be read: {error}", "check the file")


def _not_utf8(piece: Piece, path: str) -> Problem | None:
    """A problem where bytes were no UTF-8, or an escape stands for half a character."""
    lost = piece.key == "events"
    try:
        piece.text.encode("utf-8")
        msgspec.json.decode(piece.text)
    except UnicodeEncodeError as error:
        before = piece.text[: error.start]
        line = piece.line + before.count("\n")
        column = error.start - before.rfind("\n")
        byte = ord(piece.text[error.start]) - 0xDC00
        what = f"byte 0x{byte:02X} is not UTF-8"
        return Problem(Where(path, line, column), what, "save the file as UTF-8", left_out=lost)
    except msgspec.DecodeError as error:
        what = f"not JSON: {error}"
        return Problem(Where(path, piece.line), what, "mend the line", left_out=lost)
    return None


def _merged(first: Header, second: Header) -> Header:
    """Both headers as one; where both name an id, the first file's is kept."""
    if first == Header():
        return second
    merged: dict[str, Any] = {}
    for name in Header.__struct_fields__:
        one, two = getattr(first, name), getattr(second, name)
        merged[name] = [*one, *two] if isinstance(one, list) else one or two
    return Header(**merged)
