"""The formats that event files come in: each a module with `sniff` and `read`."""

from __future__ import annotations

from collections.abc import Iterator
from typing import BinaryIO, Protocol

from tui.check import Problem
from tui.formats import json_lines, native
from tui.formats.piece import Piece

__all__ = ["FORMATS", "Format", "Piece", "detect"]


class Format(Protocol):
    """What a module of this package offers."""

    def sniff(self, head: str) -> bool:
        """Whether a text that begins so is of this format."""

    def read(self, stream: BinaryIO, path: str, quick: bool = False) -> Iterator[Piece | Problem]:
        """The file's parts in file order, and what of it cannot be read; UTF-8 without a mark.

        `quick` is for large files: events come decoded where that is possible at once.
        """


FORMATS: tuple[Format, ...] = (json_lines, native)
"""Asked in this order: the more particular first."""


def detect(head: str) -> Format | None:
    """The format of a text that begins so, or None."""
    return next((known for known in FORMATS if known.sniff(head)), None)
