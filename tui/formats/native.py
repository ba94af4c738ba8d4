"""The native event file: a JSON object with `events`, or a bare array of events."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from typing import TextIO

from tui.check import Problem, Where
from tui.formats.piece import Piece, decode

CHUNK = 1 << 20
"""Characters read at a time: many events, little memory."""

_SPACE = re.compile(r"[ \t\r\n]*")


def sniff(head: str) -> bool:
    """Whether the text begins like a JSON object or array."""
    return head.lstrip()[:1] in ("{", "[")


def read(stream: TextIO, path: str) -> Iterator[Piece | Problem]:
    """Header values, header list elements and events, as they stand in the text.

    Reads the stream in chunks and never holds more than one chunk and one element. A syntax error
    inside a list costs the element that it stands in: reading goes on at the next line that begins
    an element with the same indentation.
    """
    text = _Text(stream, path)
    try:
        yield from _top(text)
    except _BrokenError as broken:
        yield broken.problem


class _BrokenError(Exception):
    """The text is not JSON here, and there is no telling where it goes on."""

    def __init__(self, problem: Problem) -> None:
        super().__init__(str(problem))
        self.problem = problem


class _Text:
    """A window on the text that moves forward: `buffer[position:]` is what comes next."""

    def __init__(self, stream: TextIO, path: str) -> None:
        self.stream = stream
        self.path = path
        self.buffer = ""
        self.position = 0
        self.line = 1
        self.column = 1
        self.ended = False

    def more(self) -> bool:
        """Read on; False at the end. Doubles what it holds, so that retries stay linear."""
        chunk = "" if self.ended else self.stream.read(max(CHUNK, len(self.buffer)))
        self.ended = not chunk
        self.buffer = self.buffer[self.position :] + chunk
        self.position = 0
        return bool(chunk)

    def skip(self, end: int) -> str:
        """Move to `end`, counting lines, and give what was passed."""
        passed = self.buffer[self.position : end]
        newlines = passed.count("\n")
        if newlines:
            self.line += newlines
            self.column = len(passed) - passed.rindex("\n")
        else:
            self.column += len(passed)
        self.position = end
        return passed

    def peek(self) -> str:
        """The next character that is not white space; empty at the end."""
        while True:
            space = _SPACE.match(self.buffer, self.position)
            self.skip(space.end() if space else self.position)
            if self.position < len(self.buffer):
                return self.buffer[self.position]
            if not self.more():
                return ""

    def take(self, wanted: str) -> None:
        """Pass one of the wanted characters."""
        if self.peek() not in wanted or not self.peek():
            raise _BrokenError(self.problem(f"expected {' or '.join(wanted)}"))
        self.skip(self.position + 1)

    def value(self) -> tuple[object, str]:
        """The value that begins here, decoded and as written. ValueError where it is not JSON."""
        while True:
            try:
                value, end = decode(self.buffer, self.position)
            except json.JSONDecodeError:
                if not self.more():
                    raise
                continue
            # A number at the end of the buffer may go on in the next chunk.
            if end == len(self.buffer) and self.more():
                continue
            return value, self.skip(end)

    def problem(self, what: str, position: int | None = None, left_out: bool = False) -> Problem:
        """What is wrong at a position of the buffer, by default here."""
        before = self.buffer[self.position : position]
        line = self.line + before.count("\n")
        column = len(before) - before.rindex("\n") if "\n" in before else self.column + len(before)
        found = self.buffer[position if position is not None else self.position :][:20]
        what = f"not JSON: {what}, found {json.dumps(found)}" if found else f"not JSON: {what}"
        cure = "mend the line" if found else "the file ends too early; is it whole?"
        return Problem(Where(self.path, line, column), what, cure, left_out=left_out)


def _top(text: _Text) -> Iterator[Piece | Problem]:
    if text.peek() == "[":
        yield from _elements(text, "events")
    else:
        text.take("{")
        while text.peek() != "}":
            key, _ = _value(text)
            if not isinstance(key, str):
                raise _BrokenError(text.problem("a key must be text in quotes"))
            text.take(":")
            if text.peek() == "[":
                yield from _elements(text, key)
            else:
                line = text.line
                yield Piece(key, *_value(text), line)
            if text.peek() not in (",", "}"):
                raise _BrokenError(text.problem("expected , or }"))
            yield from _comma(text, "}")
        text.take("}")
    if text.peek():
        raise _BrokenError(text.problem("expected nothing more"))


def _comma(text: _Text, close: str) -> Iterator[Problem]:
    """Pass a comma if there is one; nothing may close right after it."""
    if text.peek() == ",":
        text.take(",")
        if text.peek() == close:
            yield text.problem("expected another value after the comma")


def _value(text: _Text) -> tuple[object, str]:
    text.peek()
    try:
        return text.value()
    except json.JSONDecodeError as error:
        raise _BrokenError(text.problem(error.msg.lower(), error.pos)) from error
    except (ValueError, RecursionError) as error:
        raise _BrokenError(text.problem(str(error))) from error


def _elements(text: _Text, key: str) -> Iterator[Piece | Problem]:
    text.take("[")
    while text.peek() not in ("]", ""):
        line, indent = text.line, text.column
        try:
            value, raw = text.value()
            yield Piece(key, value, raw, line)
            if text.peek() in (",", "]", ""):
                yield from _comma(text, "]")
                continue
            error, position, lost = "expected , or ]", text.position, False
        except json.JSONDecodeError as broken:
            error, position, lost = broken.msg.lower(), broken.pos, True
        except (ValueError, RecursionError) as broken:
            error, position, lost = str(broken), text.position, True
        yield text.problem(error, position, left_out=lost and key == "events")
        if not _resume(text, position, indent):
            raise _BrokenError(text.problem("cannot read on from here"))
    text.take("]")


def _resume(text: _Text, position: int, indent: int) -> bool:
    """Go on at the next line that begins an element, indented like the broken one."""
    begin = re.compile(rf"\n[ \t]{{{indent - 1}}}(?=\{{)|\n[ \t]*(?=\])")
    start = max(text.position, position - 1)
    while True:
        if found := begin.search(text.buffer, start):
            text.skip(found.end())
            return True
        offset = max(0, len(text.buffer) - indent - 1) - text.position
        if not text.more():
            return False
        start = max(0, offset)
