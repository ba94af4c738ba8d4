"""JSON Lines (https://jsonlines.org): one event a line."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import TextIO

from tui.check import Problem, Where
from tui.formats.piece import NotJSONError, Piece, decode, written_id

_SNIFFED = 10
"""Lines looked at to recognise a file; one of them may be broken."""

_FRAME = re.compile(r'[\[{]$|[\]}]|"|.*,$|.*"events"\s*:')
"""A line of a native file: an opening or closing bracket, a key, something before a comma."""


def sniff(head: str) -> bool:
    """Whether its first lines are events, rather than lines of one large object or array."""
    lines = [line.strip() for line in head.splitlines()[: _SNIFFED * 2] if line.strip()][:_SNIFFED]
    events = sum(map(_is_event, lines))
    frame = sum(map(bool, map(_FRAME.match, lines)))
    if len(lines) == 1 and not frame:
        return bool(events or written_id(lines[0]))  # a line may be longer than the head
    return events > frame or (events == frame > 0 and not _FRAME.match(lines[0]))


def _is_event(line: str) -> bool:
    try:
        value, end = decode(line)
    except NotJSONError:
        return False
    return end == len(line) and isinstance(value, dict) and "id" in value and "events" not in value


def read(stream: TextIO, path: str) -> Iterator[Piece | Problem]:
    """The events, a line each; a broken line costs only itself."""
    for number, line in enumerate(stream, 1):
        text = line.strip()
        if not text:
            continue
        try:
            value, end = decode(text)
            if end < len(text):
                raise NotJSONError("more than one value, see", "write one event a line", end)
            yield Piece("events", value, text, number)
        except NotJSONError as error:
            column = len(line) - len(line.lstrip()) + error.position + 1
            where = Where(path, number, column, written_id(text))
            yield error.problem(where, text[error.position :], left_out=True)
