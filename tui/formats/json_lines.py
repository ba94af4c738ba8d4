"""JSON Lines (https://jsonlines.org): one event a line."""

from __future__ import annotations

import io
import re
from collections.abc import Iterator
from typing import BinaryIO, cast

from tui.check import Problem, Where
from tui.formats.piece import BYTES, NotJSONError, Piece, decode, plain_event, size, written_id

_SNIFFED = 10
"""Lines looked at to recognise a file; one of them may be broken."""

_FRAME = re.compile(r'[\[{]$|[\]}]|"|.*,$|.*"events"\s*:')
"""A line of a native file: an opening or closing bracket, a key, something before a comma."""


def sniff(head: str) -> bool:
    """Whether its first lines are objects, rather than lines of one large object or array."""
    lines = [line.strip() for line in head.splitlines()[: _SNIFFED * 2] if line.strip()][:_SNIFFED]
    objects = [value for line in lines if (value := _object(line)) is not None]
    frame = sum(map(bool, map(_FRAME.match, lines)))
    if len(lines) == 1 and not frame:
        # It may be longer than the head; and a lone object may be a file whose events are missing.
        return bool(written_id(lines[0]) or any("id" in value for value in objects))
    return len(objects) > frame or (len(objects) == frame > 0 and not _FRAME.match(lines[0]))


def _object(line: str) -> dict[str, object] | None:
    """The object that the line holds, if that can be an event."""
    try:
        value, end = decode(line)
    except NotJSONError:
        return None
    is_event = end == len(line) and isinstance(value, dict) and "events" not in value
    return cast("dict[str, object]", value) if is_event else None


def read(stream: BinaryIO, path: str, quick: bool = False) -> Iterator[Piece | Problem]:
    """The events, a line each; a broken line costs only itself."""
    start, number = 0, 1
    for line in stream:
        text = line.rstrip()
        is_plain = quick and text.startswith(b"{") and b"\r" not in text
        if is_plain and (event := plain_event(text)):
            yield Piece("events", event, text, number, start)
            start += len(line)
            number += 1
            continue
        # The old end of a line, a lone \r, may stand in it.
        for part in io.StringIO(line.decode("utf-8", BYTES), newline=""):
            if part.strip():
                yield _part(part, path, number, start)
            start += size(part)
            number += 1


def _part(line: str, path: str, number: int, start: int) -> Piece | Problem:
    text = line.strip()
    indent = len(line) - len(line.lstrip())
    try:
        value, end = decode(text)
        if end < len(text):
            raise NotJSONError("more than one value, see", "write one event a line", end)
    except NotJSONError as error:
        where = Where(path, number, indent + error.position + 1, written_id(text))
        return error.problem(where, text[error.position :], left_out=True)
    return Piece("events", value, text.encode(), number, start + size(line[:indent]))
