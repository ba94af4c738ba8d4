"""What an event in words is made of: paragraphs of spans, each in a role."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final, Literal, NamedTuple

from tui.query import Query
from tui.text import harmless

Role = Literal["title", "label", "text", "strong", "muted", "hit", "doubt"]

LABEL_CELLS: Final = 10
"""The column that labels such as `Where` stand in."""


class Span(NamedTuple):
    """A run of text in one role."""

    text: str
    role: Role = "text"


class Line(NamedTuple):
    """A paragraph that wraps under its own beginning.

    It stands beside its label, or under the label above where that is empty, or at the margin
    where it is None.
    """

    label: str | None
    spans: tuple[Span, ...]
    lead: tuple[Span, ...] = ()
    """Stands before the text as columns of a table do: the text wraps under its own beginning."""


BLANK: Final = Line(None, ())


class Writer:
    """Writes lines with the query's words marked in every text they were searched in."""

    def __init__(self, query: Query) -> None:
        self._query = query

    def marked(self, text: str, role: Role = "text", field: str = "") -> Iterator[Span]:
        """The text in its role, its hits in theirs."""
        text = harmless(text)
        done = 0
        for start, end in self._query.spans(text, field):
            if start > done:
                yield Span(text[done:start], role)
            yield Span(text[start:end], "hit")
            done = end
        if done < len(text):
            yield Span(text[done:], role)
