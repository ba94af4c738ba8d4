"""The bytes of a file, plain, gzip- or zstd-compressed."""

from __future__ import annotations

import gzip
import io
import os
import zlib
from collections.abc import Callable
from typing import Any, Final

from tui.check import Problem, Where

HEAD: Final = 1 << 16
"""Characters that a format may look at to recognise a file."""

_GZIP = b"\x1f\x8b"
_ZSTD = b"\x28\xb5\x2f\xfd"

UNREADABLE: Final = (OSError, EOFError, zlib.error)
"""What reading raises, beside UnreadableError."""


class UnreadableError(Exception):
    """The file cannot be read: what is wrong with it, and the cure."""

    def __init__(self, what: str, cure: str) -> None:
        super().__init__(what, cure)


def is_packed(path: str) -> bool:
    """Whether the file is compressed. Raises OSError."""
    with open(path, "rb") as file:
        return file.read(4).startswith((_GZIP, _ZSTD))


def unpacked(path: str) -> tuple[io.BufferedReader[Any], Callable[[], int]]:
    """The file's bytes, unpacked, with a buffer that `peek` shows the head of.

    Beside it, what tells how many bytes of the file were read.
    """
    file = io.FileIO(0 if path == "-" else path, closefd=path != "-")
    # Of a pipe `peek` would show only what has come so far, so it is read to its end.
    whole = file if file.seekable() else io.BytesIO(file.readall())
    packed: io.BufferedReader[Any] = io.BufferedReader(whole, HEAD)
    tell = packed.raw.tell
    start = packed.peek(4)[:4]
    if start.startswith(_GZIP):
        return io.BufferedReader(gzip.GzipFile(fileobj=packed), HEAD), tell
    if start.startswith(_ZSTD):
        return io.BufferedReader(_Zstd(packed), HEAD), tell
    if start[:2] in (b"\xff\xfe", b"\xfe\xff") or b"\0" in start:
        raise UnreadableError("is not UTF-8 but, it seems, UTF-16", "save it as UTF-8")
    return packed, tell


class _Zstd(io.RawIOBase):
    """Zstandard frames, unpacked; unlike the library's own reader it tells a file that was cut."""

    def __init__(self, packed: io.BufferedReader[Any]) -> None:
        try:
            import zstandard  # optional: the `zstd` extra
        except ImportError as error:
            cure = "install haiti-timeline[zstd], or unpack it with zstd -d"
            raise UnreadableError("is zstd-compressed", cure) from error
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


def unreadable(path: str, error: Exception) -> Problem:
    """Why a file cannot be read, in words."""
    what, cure = f"cannot be read: {error}", "check the file"
    if isinstance(error, UnreadableError):
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
