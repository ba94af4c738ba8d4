"""What a format's reader yields: one part of an event file, with its text and line."""

from __future__ import annotations

import json
import math
import re
from typing import Any, Final, NoReturn

import msgspec

from tui.check import Problem, Repeated, Where, visible
from tui.event import Event

DEEPEST = 100
"""Lists and objects within each other; deeper ones could exhaust the stack of their readers."""

BYTES: Final = "surrogateescape"
"""Bytes that are not UTF-8 come as lone surrogates, to be found in their event."""

FOUND = 20
"""Characters shown of the place where a text is broken."""


class Piece(msgspec.Struct, frozen=True, gc=False):
    """A header value, an element of a header list, or (key `events`) an event, raw or decoded."""

    key: str
    value: object
    text: bytes
    """As written in the file; what `search --format json` gives back."""
    line: int
    start: int = 0
    """The bytes before it."""


class NotJSONError(ValueError):
    """Text that is not JSON at a position: `what` is wrong, and what cures it."""

    def __init__(self, what: str, cure: str, position: int) -> None:
        super().__init__(what)
        self.what = what
        self.cure = cure
        self.position = position

    def problem(self, where: Where, found: str, left_out: bool = False) -> Problem:
        """The problem of a file in which this text was found at the position."""
        line = visible(found.partition("\n")[0].rstrip()[:FOUND])
        what, cure = f"{self.what} `{line}`", self.cure
        if not found:
            what, cure = (
                "it ends in the middle",
                "is it whole, with all quotes and brackets closed?",
            )
        elif found.startswith(("//", "/*", "#")):
            what, cure = f"`{line}` is a comment", "delete it, or make it a `note`"
        elif not line:
            what = f"{self.what} the end of the line"
        prefix = "" if what.startswith("not UTF-8") else "not JSON: "
        return Problem(where, f"{prefix}{what}", cure, left_out=left_out)


_IN_WORDS = {
    "Expecting value": ("a value is missing before", "write text in quotes, a number or a list"),
    "Expecting property name": (
        "a key in quotes is missing before",
        "write it",
    ),
    "Illegal trailing comma": ("a comma divides nothing, see", "delete the comma"),
    "Expecting ':'": ("a colon is missing before", "add it"),
    "Expecting ','": ("a comma or closing bracket is missing before", "add it"),
    "Invalid control": ("a text holds a line end or control character, at", r"write \n for it"),
    "Invalid \\": ("a backslash begins no character at", r"write \\ for a backslash"),
}
"""How the decoder's messages begin -> what to say instead, and the cure."""


def _number(text: str) -> int | float:
    if math.isinf(float(text)):
        raise ValueError(f"{text[:FOUND]} is too large a number, in", "write one below 1e308")
    return float(text) if not text.lstrip("-").isdigit() else int(text)


def _no_number(word: str) -> NoReturn:
    raise ValueError(f"{word} is no number, in", "write a number, or leave it out")


def _object(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    value = dict(pairs)
    return value if len(value) == len(pairs) else Repeated(pairs)


_DECODER = json.JSONDecoder(
    object_pairs_hook=_object, parse_constant=_no_number, parse_float=_number, parse_int=_number
)


def decode(text: str, position: int = 0) -> tuple[object, int]:
    """The JSON value that begins at this position, and where it ends.

    Raises NotJSONError; also for NaN, numbers out of range, what is nested too deep, and text that
    UTF-8 cannot write: bytes that came as lone surrogates, and escapes for half a character.
    """
    try:
        value, end = _DECODER.raw_decode(text, position)
    except json.JSONDecodeError as error:
        if error.msg.startswith("Unterminated"):  # a line end would be another error
            raise NotJSONError("a quote is missing after", "add it", len(text)) from error
        raise _in_words(error) from error
    except RecursionError as error:
        raise _too_deep(position) from error
    except ValueError as error:
        what, cure = error.args
        raise NotJSONError(what, cure, position) from error
    brackets = text.count("[", position, end) + text.count("{", position, end)
    if brackets > DEEPEST and _is_deep(value):
        raise _too_deep(position)
    _refuse_halves(text[position:end], position)
    return value, end


def _refuse_halves(text: str, position: int) -> None:
    try:
        msgspec.json.decode(text.encode())
    except UnicodeEncodeError as error:
        what = f"not UTF-8: byte 0x{ord(text[error.start]) - 0xDC00:02X} in"
        cure = "save the file as UTF-8"
        raise NotJSONError(what, cure, position + error.start) from error
    except msgspec.DecodeError as error:
        half = _HALF.search(text)
        at = position + (half.start() if half else 0)
        raise NotJSONError("half a character stands in", "write a whole one", at) from error


_HALF = re.compile(r"\\ud[89ab]..(?!\\ud[c-f]..)|(?<!\\ud[89ab]..)\\ud[c-f]..", re.IGNORECASE)
"""An escape for one half of a surrogate pair, without the other half beside it."""


def _in_words(error: json.JSONDecodeError) -> NotJSONError:
    message, position = error.msg, error.pos
    if error.doc[position : position + 1] in ("]", "}"):
        before = position - 1
        while before > 0 and error.doc[before].isspace():
            before -= 1
        if error.doc[before] == ",":  # as Python says from 3.13 on
            message, position = "Illegal trailing comma", before
    begins = (words for begin, words in _IN_WORDS.items() if message.startswith(begin))
    what, cure = next(begins, (f"{message} at", "mend it"))
    return NotJSONError(what, cure, position)


def _too_deep(position: int) -> NotJSONError:
    what = f"more than {DEEPEST} brackets stand within each other in"
    return NotJSONError(what, "nest less", position)


def _is_deep(value: object) -> bool:
    level: list[Any] = [value]  # it has brackets
    for _ in range(DEEPEST):
        parts = (outer.values() if isinstance(outer, dict) else outer for outer in level)
        level = [part for inner in parts for part in inner if isinstance(part, list | dict)]
    return bool(level)


_EVENTS = msgspec.json.Decoder(Event)


def plain_event(text: bytes) -> Event | None:
    """The event that a text is, in a tenth of the time that `decode` and all checks take.

    None where the text needs a closer look. Keys that are unknown or stand twice are passed over.
    """
    if text.count(b"[") + text.count(b"{") > DEEPEST:
        return None
    try:
        if not text.isascii():
            text.decode()  # what is passed over must be UTF-8 too
        return _EVENTS.decode(text)
    except (msgspec.MsgspecError, UnicodeDecodeError, RecursionError):
        return None


def size(text: str) -> int:
    """Its bytes of UTF-8, where a lone surrogate stands for a byte that was none."""
    return len(text) if text.isascii() else len(text.encode("utf-8", BYTES))


_ID = re.compile(r'\{\s*"id"\s*:\s*"([^"\\]{1,100})"')


def written_id(text: str, position: int = 0) -> str:
    """The id of an event that begins here with it, even where the rest is broken."""
    found = _ID.match(text, position)
    return found[1] if found else ""
