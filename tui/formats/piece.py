"""What a format's reader yields: one part of an event file, with its text and line."""

from __future__ import annotations

import json
from typing import NamedTuple, NoReturn


class Piece(NamedTuple):
    """A header value, an element of a header list, or (key `events`) a raw event."""

    key: str
    value: object
    text: str
    """As written in the file; what `search --format json` gives back."""
    line: int


def _constant(word: str) -> NoReturn:
    raise ValueError(f"{word} is not a number in JSON")


_DECODER = json.JSONDecoder(parse_constant=_constant)


def decode(text: str, position: int = 0) -> tuple[object, int]:
    """The JSON value that begins at this position, and where it ends.

    Raises json.JSONDecodeError, ValueError for NaN and for integers beyond all measure, and
    RecursionError for thousands of nested brackets.
    """
    return _DECODER.raw_decode(text, position)
