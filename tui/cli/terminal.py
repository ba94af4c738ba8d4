"""Events on a terminal: what was found is underlined, and paragraphs are as wide as it is."""

from __future__ import annotations

from collections.abc import Iterable

from tui.cli.listing import Listed
from tui.describe import LABEL_CELLS, Kept, Role, describe
from tui.event import Event
from tui.query import Query
from tui.search import Timeline
from tui.text import cells


def print_marked(lines: Iterable[Listed | str], query: Query) -> None:
    """Print to a terminal, with what the query found underlined; no line is cut."""
    from rich.console import Console  # start-up: a pipe needs no styles
    from rich.text import Text

    def marked(text: str, field: str) -> Text:
        out = Text(text)
        for start, end in query.spans(text, field):
            out.stylize("bold underline", start, end)
        return out

    console = Console(highlight=False)
    for line in lines:
        if isinstance(line, str):
            text = Text(line)
        else:
            title, event_id = marked(line.title, "title"), marked(line.id, "id")
            text = Text.assemble(line.when, title, "  [", event_id, "]")
        console.print(text, soft_wrap=True)


_STYLES: dict[Role, str] = {
    "title": "bold",
    "label": "dim",
    "text": "",
    "strong": "bold",
    "muted": "dim",
    "hit": "",
    "doubt": "bold",
}


def print_event(event: Event, timeline: Timeline, kept: Kept) -> None:
    """Print paragraphs as wide as the terminal; a longer word, such as a URL, is never broken."""
    from rich.console import Console  # start-up: only `show` lays out paragraphs
    from rich.text import Text

    console = Console(highlight=False)
    for line in describe(event, timeline, Query(), kept=kept):
        body, lead = (
            Text.assemble(*((span.text, _STYLES[span.role]) for span in spans))
            for spans in (line.spans, line.lead)
        )
        label = "" if line.label is None else f"{line.label:<{LABEL_CELLS}}"
        margin = Text.assemble((label, _STYLES["label"]), lead)
        width = max(console.width - margin.cell_len, LABEL_CELLS)
        longest = max(map(cells, body.plain.split()), default=0)
        for part in [body] if longest > width else body.wrap(console, width) or [Text()]:
            part.rstrip()
            console.print(Text.assemble(margin, part), soft_wrap=True)
            margin = Text(" " * margin.cell_len)
