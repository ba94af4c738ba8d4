"""The native event file: a JSON object with `events`, or a bare array of events."""

from __future__ import annotations

import io
import re
from collections.abc import Iterator
from typing import BinaryIO, TextIO

from tui.check import Problem, Where, shown
from tui.event import Event
from tui.formats.piece import BYTES, NotJSONError, Piece, decode, plain_event, size, written_id

CHUNK = 1 << 20
"""Characters read at a time: many events, little memory."""

_SPACE = re.compile(r"[ \t\r\n]*")

_LONGEST_TOKEN = 16
"""Characters of a number, a word or an escape that the end of a chunk may have cut."""

_LONGEST_KEY = 1_000
"""Characters of a line that are enough to tell a key."""

_ONLY_IN_EVENTS = frozenset(("date", "summary", "category", "tags", "claims", "links"))
"""Keys that tell an event from a source, a place or an actor."""


def sniff(head: str) -> bool:
    """Whether the text begins like a JSON object or array, be it after a comment."""
    return bool(re.match(r"\s*[\[{]", head) or re.search(r'^\s*"events"\s*:', head, re.M))


def read(stream: BinaryIO, path: str, quick: bool = False) -> Iterator[Piece | Problem]:
    """Header values, header list elements and events, as they stand in the text.

    `quick` decodes events that stand on a line of their own without the closest look at them.

    Reads the stream in chunks and holds little more than one chunk and one element. Where the text
    is broken, reading goes on at the next line that begins an element or a key, indented like those
    before; in a text without lines, at the next object that begins with an id.
    """
    text = _Text(io.TextIOWrapper(stream, "utf-8", BYTES, newline=""), path, quick)
    parts: Iterator[Piece | Problem] | None = _file(text)
    while parts is not None:
        try:
            yield from parts
            return
        except NotJSONError as error:
            problem = text.problem(error)
            yield problem
            is_cut = error.position >= len(text.buffer)
        parts = _resume(text)
        if parts is None and not is_cut:
            yield Problem(problem.where, "nothing after this can be read", "mend this first")


class _Text:
    """A window on the text that moves forward: `buffer[position:]` is what comes next."""

    def __init__(self, stream: TextIO, path: str, quick: bool) -> None:
        self.stream = stream
        self.path = path
        self.quick = quick
        self.bytes = 0
        """Those before `position`."""
        self.buffer = ""
        self.position = 0
        self.line = 1
        self.column = 1
        self.begins_line = True
        """Whether only white space stands before this on its line."""
        self.ended = False
        # Where it is in the file, for problems and for going on after them.
        self.is_bare = False
        """Whether the file is an array and not an object."""
        self.was_broken = False
        """Whether the key of the list being read is a guess."""
        self.key = "events"
        """The key whose value is being read."""
        self.in_element = False
        """Whether an element of a list is being read, from `position` on."""
        self.key_column = 1
        self.element_column = 1
        """Where elements stand on their lines; 0 where they do not begin one."""

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
        self.bytes += size(passed)
        newlines = passed.count("\n")
        if newlines:
            self.line += newlines
            self.column = len(passed) - passed.rindex("\n")
        else:
            self.column += len(passed)
        last = passed[-self.column :] if newlines else passed
        self.begins_line = (newlines > 0 or self.begins_line) and not last.strip()
        self.position = end
        return passed

    def peek(self) -> str:
        """The next character that is not white space; empty at the end."""
        while True:
            here = self.buffer[self.position : self.position + 1]
            if here and here not in " \t\r\n":
                return here
            if space := _SPACE.match(self.buffer, self.position):
                self.skip(space.end())
            if self.position == len(self.buffer) and not self.more():
                return ""

    def take(self, wanted: str) -> None:
        """Pass this character."""
        if self.peek() != wanted:
            raise NotJSONError(f"{wanted} is missing before", "add it", self.position)
        self.skip(self.position + 1)

    def value(self) -> tuple[object, int]:
        """The value that begins here, and where it ends."""
        self.peek()
        while True:
            try:
                value, end = decode(self.buffer, self.position)
            except NotJSONError as error:
                # A token at the end of the buffer may be whole when more is read.
                if self.ended or error.position < len(self.buffer) - _LONGEST_TOKEN:
                    raise
                self.more()
            else:
                # A number at the end may go on in the next chunk.
                if end < len(self.buffer) or not self.more():
                    return value, end

    def plain_event(self) -> tuple[Event, bytes, int] | None:
        """The event that the rest of this line is, its text, and where it ends."""
        end = self.buffer.find("\n", self.position)
        if not self.quick or self.key != "events" or end < 0:
            return None
        line = self.buffer[self.position : end].rstrip().removesuffix(",").rstrip()
        event = plain_event(written := line.encode("utf-8", BYTES))
        return (event, written, self.position + len(line)) if event else None

    def seek(self, pattern: str) -> bool:
        """Move behind the next match; False where there is none, and all is passed."""
        compiled = re.compile(pattern)
        while True:
            if found := compiled.search(self.buffer, self.position):
                self.skip(found.end())
                return True
            self.skip(max(self.position, len(self.buffer) - _LONGEST_KEY))
            if not self.more():
                return False

    def problem(self, error: NotJSONError) -> Problem:
        """The error at its place in the file."""
        before = self.buffer[self.position : error.position]
        line = self.line + before.count("\n")
        column = len(before) - before.rindex("\n") if "\n" in before else self.column + len(before)
        is_lost = self.in_element and self.key == "events" and self.peek() == "{"
        event = written_id(self.buffer, self.position) if is_lost else ""
        found = self.buffer[error.position : error.position + _LONGEST_KEY]
        return error.problem(Where(self.path, line, column, event), found, is_lost)


def _file(text: _Text) -> Iterator[Piece | Problem]:
    if text.peek() not in ("[", "{"):
        yield text.problem(NotJSONError("{ is missing before", "delete this", text.position))
        text.seek(r"\n\s*(?=[\[{])")
    text.is_bare = text.peek() == "["
    text.take("[" if text.is_bare else "{")
    yield from _rest(text, in_list=text.is_bare)


def _rest(text: _Text, in_list: bool) -> Iterator[Piece | Problem]:
    """What comes after an element's or a key's beginning, up to the end of the file."""
    if in_list:
        yield from _elements(text)
    if not text.is_bare:
        if in_list:
            yield from _comma(text, "}")
        yield from _members(text)
    if text.peek():
        raise NotJSONError("the file should end before", "delete what follows", text.position)


def _members(text: _Text) -> Iterator[Piece | Problem]:
    """The file's keys and values, up to the brace that closes it."""
    while text.peek() != "}":
        text.key = "events"  # what to go on with where the key cannot be read
        if text.begins_line:
            text.key_column = text.column
        key, end = text.value()
        if not isinstance(key, str):
            raise NotJSONError("a key in quotes is missing before", "add it", text.position)
        text.skip(end)
        text.key, text.was_broken = key, False
        text.take(":")
        if text.peek() == "[":
            text.take("[")
            yield from _elements(text)
        else:
            line = text.line
            value, end = text.value()
            raw = text.skip(end)
            if key == "events":
                where, what = Where(text.path, line), f"events is {shown(value)}"
                yield Problem(where, what, "write a list of events in [ ]")
            else:
                yield Piece(key, value, raw.encode(), line)
        yield from _comma(text, "}")
    text.take("}")


def _elements(text: _Text) -> Iterator[Piece | Problem]:
    """The elements of a list, up to the bracket that closes it."""
    key = text.key
    text.peek()
    text.element_column = text.column if text.begins_line else 0
    while text.peek() != "]":
        if text.begins_line:
            text.element_column = text.column
        text.in_element = True
        line, start = text.line, text.bytes
        if plain := text.plain_event():
            text.in_element = False
            event, written, end = plain
            text.skip(end)
            yield Piece(key, event, written, line, start)
            yield from _comma(text, "]")
            continue
        value, end = text.value()
        _refuse_two(text, end)
        text.in_element = False
        is_event = isinstance(value, dict) and not _ONLY_IN_EVENTS.isdisjoint(value)
        kind = "events" if is_event and text.was_broken else key
        yield Piece(kind, value, text.skip(end).encode(), line, start)
        yield from _comma(text, "]")
    text.take("]")


def _refuse_two(text: _Text, end: int) -> None:
    """Raise where an event reaches over the beginning of another: a bracket was not closed."""
    if not text.element_column or text.buffer.find("\n", text.position, end) < 0:
        return
    begin = re.compile(_line(text.element_column, r"\{"))
    for found in begin.finditer(text.buffer, text.position, end):
        inner, _ = decode(text.buffer, found.end())
        if isinstance(inner, dict) and "id" in inner and not _ONLY_IN_EVENTS.isdisjoint(inner):
            raise NotJSONError("a bracket is not closed before", "close it", found.end())


def _comma(text: _Text, close: str) -> Iterator[Problem]:
    """Pass the comma before another value, which must follow then."""
    found = text.peek()
    if found == ",":
        text.take(",")
        if text.peek() == close:
            what = "a comma divides nothing, before"
            yield text.problem(NotJSONError(what, "delete the comma", text.position))
    elif found != close:
        missing = NotJSONError(f"a comma or {close} is missing before", "add it", text.position)
        if not found or found not in '{"':
            raise missing
        yield text.problem(missing)


def _line(column: int, begins: str) -> str:
    """The pattern of a line that begins so, at that column or further left."""
    return rf"\n[ \t]{{,{column - 1}}}(?={begins})"


def _resume(text: _Text) -> Iterator[Piece | Problem] | None:
    """What comes after a break, from where it can be read again."""
    is_whole = text.peek() == "{" and not text.in_element
    text.in_element, text.was_broken = False, True
    if is_whole:
        return _rest(text, in_list=True)
    if text.element_column:
        element = _line(text.element_column, r"\{")
        key = _line(text.key_column, r'"[^"\n]*"[ \t]*:')
        close = _line(text.key_column, r"\]")
        found = text.seek(f"{element}|{key}|{close}")
    else:
        found = text.seek(r',\s*(?=\{\s*"id"\s*:)')
    return _rest(text, in_list=text.peek() != '"') if found else None
