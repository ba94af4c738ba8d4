"""Problem: a finding about a file, and how a value is quoted in one."""

from __future__ import annotations

import json
import unicodedata
from typing import Literal

import msgspec

from tui.text import harmless


class Where(msgspec.Struct, frozen=True, gc=False):
    """A place in a file: line and column count from 1, 0 where there is none to name."""

    path: str
    line: int = 0
    column: int = 0
    event: str = ""

    def __str__(self) -> str:
        """As compilers write it, `events.json:41:7: the-event`."""
        place = ":".join([self.path, *(str(n) for n in (self.line, self.column) if n)])
        return f"{place}: {clipped(visible(self.event))}" if self.event else place


class Problem(msgspec.Struct, frozen=True):
    """A finding: where, what (with the offending value), and what cures it.

    An `error` is to be mended, a `warning` may be meant. `left_out` says that for this an event
    could not be taken in at all; of several problems of one event only the first says so.
    """

    where: Where
    what: str
    cure: str
    severity: Literal["error", "warning"] = "error"
    left_out: bool = False

    def __str__(self) -> str:
        """One line that a terminal can only show."""
        warning = "warning: " if self.severity == "warning" else ""
        return harmless(f"{self.where}: {warning}{self.what}; {self.cure}")


def visible(text: str) -> str:
    """The text harmless, with escapes for what `harmless` would leave out or draw otherwise."""
    if text.isascii() and text.isprintable():
        return text
    return harmless("".join(map(_visible, text)))


def _visible(char: str) -> str:
    if char == " " or unicodedata.category(char)[0] not in "CZ":
        return char
    code = ord(char)
    if 0xDC80 <= code <= 0xDCFF:
        return f"\\x{code - 0xDC00:02x}"  # a byte that was no UTF-8
    return f"\\u{code:04x}" if code < 0x10000 else f"\\U{code:08x}"


def clipped(text: str, longest: int = 60) -> str:
    """The text, short enough for a sentence, with its last character."""
    return text if len(text) <= longest else f"{text[: longest - 4]}...{text[-1]}"


def shown(value: object) -> str:
    """A value as it stands in the file, short enough for a sentence."""
    return clipped(visible(clipped(json.dumps(value, ensure_ascii=False))))
