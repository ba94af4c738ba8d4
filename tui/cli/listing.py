"""Results as text, JSON, CSV or Markdown: lines for stdout."""

from __future__ import annotations

import csv
import io
import json
import re
from collections.abc import Callable, Iterator, Mapping, Sequence
from typing import TYPE_CHECKING, Any, Final, Literal, NamedTuple

from msgspec.structs import replace

from tui.cite import CiteFormat
from tui.cite.markdown import escaped, noted
from tui.cite.sources import cited
from tui.event import Event
from tui.search import Results, Timeline
from tui.text import cells, harmless, paragraphs
from tui.when import year_said

if TYPE_CHECKING:
    from tui.notebook import Remark

Format = Literal["text", "json", "jsonl", "csv", "md", "ids", "bibtex", "ris", "csl"]
FacetFormat = Literal["text", "json", "csv"]
ShowFormat = Literal["text", CiteFormat]
ThreadFormat = Literal["text", "json"]

PAGE: Final = 1_000
"""Events fetched at a time."""

WHEN_CELLS: Final = 17
"""Width of the date column of the text format: `Sep 2024-Jan 2025`."""

CSV_COLUMNS: Final = (
    "id",
    "date",
    "title",
    "category",
    "status",
    "places",
    "actors",
    "tags",
    "summary",
    "sources",
    "match",
)

Remarks = Mapping[str, "Remark"]
"""The reader's stars and notes, by the event's id; they are printed where they are given."""

_HARMFUL = re.compile("[\x7f-\x9f\u061c\u200b-\u200f\u2028-\u202e\u2060-\u2069\ufeff]")


def json_text(value: object) -> str:
    """JSON with every character that could drive a terminal escaped, which JSON allows."""
    text = json.dumps(value, ensure_ascii=False)
    return _HARMFUL.sub(lambda match: f"\\u{ord(match[0]):04x}", text)


def _events(results: Results, limit: int) -> Iterator[Event]:
    for start in range(0, limit, PAGE):
        yield from results.window(start, min(start + PAGE, limit))


def _raw(results: Results, limit: int) -> Iterator[dict[str, Any]]:
    for start in range(0, limit, PAGE):
        yield from results.raw(start, min(start + PAGE, limit))


class Listed(NamedTuple):
    """An event as a line of the text format: the padded date, then the title, then the id."""

    when: str
    title: str
    id: str


def listed(
    results: Results, timeline: Timeline, limit: int, remarks: Remarks | None = None
) -> Iterator[Listed | str]:
    """A line an event, in its parts; possible events after a line that says so."""
    for position, event in enumerate(_events(results, limit)):
        if position == results.certain:
            yield f"possibly ({results.possible}):"
        label = timeline.label(event)
        pad = " " * max(1, WHEN_CELLS + 2 - cells(label))
        yield Listed(f"{label}{pad}", harmless(event.title), harmless(event.id))
        for line in _said(event.id, remarks):
            yield f"{' ' * (WHEN_CELLS + 2)}{line}"


def _said(event: str, remarks: Remarks | None) -> list[str]:
    """The star and the lines of the note."""
    remark = (remarks or {}).get(event)
    if remark is None:
        return []
    return ["* starred"] * remark.star + paragraphs(remark.note)


def _with_remarks(
    events: Iterator[dict[str, Any]], remarks: Remarks | None
) -> Iterator[dict[str, Any]]:
    """The stored events, those that the reader has remarked on with `notebook`."""
    for event in events:
        remark = (remarks or {}).get(event["id"])
        kept = {"notebook": {"star": remark.star, "note": remark.note}} if remark else {}
        yield event | kept


def text(
    results: Results, timeline: Timeline, limit: int, remarks: Remarks | None = None
) -> Iterator[str]:
    """A line an event: date, title, id; possible events after a line that says so."""
    for line in listed(results, timeline, limit, remarks):
        yield line if isinstance(line, str) else f"{line.when}{line.title}  [{line.id}]"


def ids(
    results: Results, timeline: Timeline, limit: int, remarks: Remarks | None = None
) -> Iterator[str]:
    """An id a line."""
    for event in _events(results, limit):
        yield event.id


def jsonl(
    results: Results, timeline: Timeline, limit: int, remarks: Remarks | None = None
) -> Iterator[str]:
    """An event a line, as stored, plus `match`."""
    yield from map(json_text, _with_remarks(_raw(results, limit), remarks))


def as_json(
    results: Results, timeline: Timeline, limit: int, remarks: Remarks | None = None
) -> Iterator[str]:
    """One object: the query, both counts, and the events, one a line."""
    counts = {"certain": results.certain, "possible": results.possible}
    yield f'{{"query": {json_text(str(results.query))}, "counts": {json_text(counts)}, "events": ['
    before: str | None = None
    for event in _with_remarks(_raw(results, limit), remarks):
        if before is not None:
            yield before + ","
        before = json_text(event)
    yield f"{before or ''}]}}"


def as_csv(
    results: Results, timeline: Timeline, limit: int, remarks: Remarks | None = None
) -> Iterator[str]:
    """A table with lists joined by `; `; no cell can start a formula."""
    header = timeline.header
    kept = [] if remarks is None else ["star", "your note"]
    yield csv_line([*CSV_COLUMNS, *kept])
    for position, event in enumerate(_events(results, limit)):
        yield csv_line(
            (
                event.id,
                event.date,
                event.title,
                event.category,
                event.status,
                "; ".join(header.place(ref).label for ref in event.places),
                "; ".join(header.actor(ref).label for ref in event.actors),
                "; ".join(event.tags),
                event.summary,
                "; ".join(s.URL or s.title for s in map(header.source, event.sources)),
                "certain" if position < results.certain else "possible",
                *_cells(event.id, remarks),
            )
        )


def _cells(event: str, remarks: Remarks | None) -> list[str]:
    """The star and the note as cells of a table."""
    if remarks is None:
        return []
    remark = remarks.get(event)
    return ["yes" * remark.star, remark.note] if remark else ["", ""]


_FORMULA = re.compile(r" *[=+@\uff1d\uff0b\uff20-]")
"""A spreadsheet runs a cell that begins with one of these (OWASP, CSV injection)."""


def csv_line(values: Sequence[str]) -> str:
    """A line of a table, with nothing in it that a spreadsheet or a terminal would run."""
    out = io.StringIO()
    safe = [f"'{value}" if _FORMULA.match(value) else value for value in map(harmless, values)]
    csv.writer(out, lineterminator="").writerow(safe)
    return out.getvalue()


def markdown(
    results: Results, timeline: Timeline, limit: int, remarks: Remarks | None = None
) -> Iterator[str]:
    """A paragraph an event, by years, with numbered footnotes, which stand at the end."""
    numbers: dict[str, int] = {}
    shown = ""
    for position, event in enumerate(_events(results, limit)):
        if position == results.certain:
            yield f"## Possibly ({results.possible})\n"
        date = timeline.when(event)
        year = year_said(date.heading[0]) if date else "No date"
        if year != shown and position < results.certain and not results.is_ranked:
            shown = year
            yield f"## {year}\n"
        yield f"### {escaped(timeline.label(event))}: {escaped(event.title)}\n"
        notes = [noted(source) for source in map(timeline.header.source, event.sources)]
        marks = "".join(f"[^{numbers.setdefault(note, len(numbers) + 1)}]" for note in notes)
        yield f"{escaped(event.summary)}{marks}\n"
        if said := _said(event.id, remarks):
            yield "\n>\n".join(f"> {escaped(line)}" for line in said) + "\n"
    for note, number in numbers.items():
        yield f"[^{number}]: {note}"


def _bibliography(
    form: CiteFormat,
) -> Callable[[Results, Timeline, int, Remarks | None], Iterator[str]]:
    """What writes the sources of the events, each once and whole, for a reference manager."""

    def written(
        results: Results, timeline: Timeline, limit: int, remarks: Remarks | None = None
    ) -> Iterator[str]:
        from tui.cite.formats import LISTS  # start-up: few lists are bibliographies

        header = timeline.header
        of_events = (cited(event, header) for event in _events(results, limit))
        sources = (replace(source, locator="") for of_one in of_events for source in of_one)
        yield LISTS[form](sources).removesuffix("\n")

    return written


WRITERS: Final[dict[Format, Callable[[Results, Timeline, int, Remarks | None], Iterator[str]]]] = {
    "text": text,
    "json": as_json,
    "jsonl": jsonl,
    "csv": as_csv,
    "md": markdown,
    "ids": ids,
    "bibtex": _bibliography("bibtex"),
    "ris": _bibliography("ris"),
    "csl": _bibliography("csl"),
}
"""How each `--format` writes the first so many results."""
