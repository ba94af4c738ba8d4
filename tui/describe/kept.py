"""What the reader has to do with an event: a star, a note, and whether it is news."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING, NamedTuple

from tui.describe.lines import Line, Span
from tui.text import paragraphs

if TYPE_CHECKING:  # start-up: nothing is kept in the first frame
    from tui.notebook import Reader


class Kept(NamedTuple):
    """What the reader has to do with an event."""

    star: bool = False
    note: str = ""
    news: str = ""
    """`new` or `changed`, where the last visit did not know it so."""
    is_saving: bool = False
    """Whether the star is still on its way to the disk."""


def kept_of(reader: Reader, event: str) -> Kept:
    """What a reader has to do with the event of that id."""
    remark, news = reader.remarks.get(event), reader.news
    said = "new" if event in news.new else "changed" if event in news.changed else ""
    return Kept(remark.star, remark.note, said) if remark else Kept(news=said)


def kept_lines(kept: Kept) -> Iterator[Line]:
    """All of it; no word of it is marked, as words do not search notes."""
    star = f"* starred{', being saved' if kept.is_saving else ''}" if kept.star else ""
    news = f"{kept.news} since your last visit" if kept.news else ""
    if star or news:
        yield Line(None, (Span("; ".join(filter(None, (star, news))), "doubt"),))
    for index, paragraph in enumerate(paragraphs(kept.note)):
        yield Line("" if index else "Your note", (Span(paragraph),))
