"""A measure over time as a table: text, CSV or JSON."""

from __future__ import annotations

from collections.abc import Iterator

from tui.cli.listing import csv_line, json_text
from tui.event import Number
from tui.figures import (
    Point,
    Series,
    figure_said,
    gap_said,
    outlet_said,
    range_said,
    source_said,
)
from tui.query import Query
from tui.search import Timeline
from tui.text import cells, harmless

CSV_COLUMNS = (
    "event",
    "date",
    "value",
    "qualifier",
    "low",
    "high",
    "target",
    "source",
    "note",
    "part_of",
    "status",
    "match",
)


def text(timeline: Timeline, series: Series) -> Iterator[str]:
    """A line a point in columns: date, figure, lowest to highest, gap to the target, source, id."""
    rows = [
        (
            timeline.label(point.event),
            figure_said(point, series),
            range_said(point),
            gap_said(point, series),
            f"{outlet_said(point)}  [{harmless(point.event.id)}]",
        )
        for point in series.points
    ]
    widths = [max(map(cells, column)) for column in zip(*rows, strict=True)]
    for row in rows:
        parts = [
            said + " " * (width - cells(said))
            for said, width in zip(row, widths, strict=True)
            if width
        ]
        yield "  ".join(parts).rstrip()


def as_csv(timeline: Timeline, series: Series) -> Iterator[str]:
    """A table of points; no cell can start a formula."""
    yield csv_line(CSV_COLUMNS)
    for point in series.points:
        found = _values(point, series)
        yield csv_line(["" if found[name] is None else str(found[name]) for name in CSV_COLUMNS])


def as_json(query: Query, series: Series) -> Iterator[str]:
    """One object: the query, the measure with its target, and the points, one a line."""
    measure = series.measure
    head = {
        "query": str(query),
        "measure": {
            "id": measure.id,
            "label": measure.label,
            "unit": measure.unit,
            "kind": measure.kind,
        },
        "left_out": series.left_out,
    }
    yield f'{json_text(head)[:-1]}, "points": ['
    for left, point in enumerate(series.points, 1 - len(series.points)):
        yield json_text(_values(point, series)) + "," * (left < 0)
    yield "]}"


def _values(point: Point, series: Series) -> dict[str, Number | str | None]:
    return {
        "event": point.event.id,
        "date": point.event.date,
        "value": point.value,
        "qualifier": point.claim.qualifier,
        "low": point.low,
        "high": point.high,
        "target": series.target.value if series.target else None,
        "source": source_said(point) if point.source else "",
        "note": point.claim.note,
        "part_of": point.whole,
        "status": point.event.status,
        "match": "possible" if point.is_possible else "certain",
    }
