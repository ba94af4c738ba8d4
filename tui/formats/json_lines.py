"""JSON Lines (https://jsonlines.org): one event a line."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import TextIO, cast

from tui.check import Problem, Where
from tui.formats.piece import NotJSONError, Piece, decode, plain_event, size, written_id

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


def read(stream: TextIO, path: str, quick: bool = False) -> Iterator[Piece | Problem]:
    """The events, a line each; a broken line costs only itself."""
    start = 0
    for number, line in enumerate(stream, 1):
        text = line.strip()
        if not text:
            start += size(line)
            continue
        indent = len(line) - len(line.lstrip())
        begin = start + size(line[:indent]) if indent else start
        start += size(line)
        if quick and (event := plain_event(text)):
            yield Piece("events", event, text, number, begin)
            continue
        try:
            value, end = decode(text)
            if end < len(text):
                raise NotJSONError("more than one value, see", "write one event a line", end)
            yield Piece("events", value, text, number, begin)
        except NotJSONError as error:
            column = indent + error.position + 1
            where = Where(path, number, column, written_id(text))
            yield error.problem(where, text[error.position :], left_out=True)
