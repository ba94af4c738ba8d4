"""An event as a sentence in plain text, with numbered footnotes."""

from __future__ import annotations

from tui.cite.sources import cited
from tui.cite.words import footnote, sentences
from tui.event import Event, Header
from tui.text import harmless
from tui.when import Day


def quoted(event: Event, header: Header, as_of: Day | None = None) -> str:
    """The event as a paragraph with numbered sources below it."""
    sources = cited(event, header)
    marks = "".join(f"[{number}]" for number in range(1, len(sources) + 1))
    first, *rest = sentences(event, header, as_of)
    notes = (f"[{number}] {footnote(source)}" for number, source in enumerate(sources, 1))
    return "".join(f"{harmless(line)}\n" for line in (first + marks, *rest, *notes))
