"""Where an event can be edited: the line of its file at which its text begins."""

from __future__ import annotations

from typing import Final

from tui.store.packed import is_packed

_CHUNK: Final = 1 << 20
"""Bytes read at a time."""


class NotEditableError(Exception):
    """The event stands in no file that an editor could open; says why, in a sentence."""


def line(path: str, start: int) -> int:
    """The line that goes on after that many bytes of the file. Raises NotEditableError."""
    if path == "-":
        raise NotEditableError("What came through a pipe cannot be edited.")
    found = 1
    try:
        if is_packed(path):
            raise NotEditableError(f"{path} is compressed: unpack it, and open that.")
        with open(path, "rb") as file:
            while start and (read := file.read(min(start, _CHUNK))):
                start -= len(read)
                found += read.count(b"\n")
    except OSError as error:
        why = (error.strerror or "unknown").lower()
        raise NotEditableError(f"{path} cannot be read: {why}.") from None
    return found
