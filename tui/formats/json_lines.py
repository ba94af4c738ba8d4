"""JSON Lines (https://jsonlines.org): one event a line."""

from __future__ import annotations

import json
from collections.abc import Iterator
from typing import TextIO

from tui.check import Problem, Where
from tui.formats.piece import Piece, decode


def sniff(head: str) -> bool:
    """Whether the first line is a whole JSON object that is an event and not a file of events."""
    line = head.lstrip().partition("\n")[0].strip()
    try:
        value, end = decode(line)
    except (ValueError, RecursionError):
        return False
    return end == len(line) and isinstance(value, dict) and "id" in value and "events" not in value


def read(stream: TextIO, path: str) -> Iterator[Piece | Problem]:
    """The events, a line each; a broken line costs only itself."""
    for number, line in enumerate(stream, 1):
        text = line.strip()
        if not text:
            continue
        indent = len(line) - len(line.lstrip())
        try:
            value, end = decode(text)
        except json.JSONDecodeError as error:
            where = Where(path, number, indent + error.pos + 1)
            yield Problem(where, f"not JSON: {error.msg.lower()}", "mend the line", left_out=True)
        except (ValueError, RecursionError) as error:
            yield Problem(Where(path, number), f"not JSON: {error}", "mend it", left_out=True)
        else:
            if end < len(text):
                where = Where(path, number, indent + end + 1)
                yield Problem(
                    where, "not JSON: more than one value", "one event a line", left_out=True
                )
            else:
                yield Piece("events", value, text, number)
