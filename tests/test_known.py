"""What was known by a day."""

from __future__ import annotations

import datetime
from typing import Any

import msgspec
import pytest

from tui import when
from tui.event import Event, Header, Link, Source
from tui.known import as_known, published, publishing_days
from tui.search import Timeline
from tui.when import Day, day_of
from tui.when import edtf as written

HEADER: Any = msgspec.convert(
    {
        "sources": [
            {"id": "early", "publisher": "E", "issued": {"date-parts": [[2024, 3, 4]]}},
            {"id": "month", "publisher": "M", "issued": {"date-parts": [[2024, 3]]}},
            {"id": "late", "publisher": "L", "issued": {"date-parts": [[2025, 1, 5]]}},
            {"id": "undated", "publisher": "U"},
        ]
    },
    Header,
)


def event(**more: Any) -> Event:
    """An event of 2 to 3 March 2024."""
    given = {"id": "a", "title": "A", "date": "2024-03-02/2024-03-03", **more}
    return msgspec.convert(given, Event)


def day(text: str) -> Day:
    """The day of an EDTF date."""
    return when.parse(text).start_earliest


@pytest.mark.parametrize(
    ("sources", "on", "kept"),
    [
        (["early", "late"], "2024-03-04", ["early"]),
        (["early", "late"], "2025-01-05", ["early", "late"]),
        (["early", "month"], "2024-03-10", ["early"]),  # the month's may be later
        (["early", "month"], "2024-03-31", ["early", "month"]),
        (["month", "late"], "2024-03-10", ["month"]),  # nothing surer is known of the event
        (["undated", "late"], "2024-03-03", ["undated"]),  # counts from the event's end
        (["undated", "late"], "2024-03-02", []),
    ],
)
def test_only_sources_that_were_published_are_kept(
    sources: list[str], on: str, kept: list[str]
) -> None:
    """By the end of the day; one without a date counts from the event's end."""
    found = event(sources=sources)
    assert as_known(found, HEADER, when.parse(found.date), day(on)).sources == kept


def test_a_claim_is_as_old_as_its_source() -> None:
    """And one without a source as old as the event."""
    claims = [{"about": "n", "value": n, "source": source} for n, source in ((1, "late"), (2, ""))]
    claims.append({"about": "n", "value": 3, "source": "here"})
    inline = {"id": "here", "title": "Here", "issued": {"date-parts": [[2024, 3, 5]]}}
    found = event(claims=claims, sources=["early", inline])

    def values(on: str) -> list[object]:
        known = as_known(found, HEADER, when.parse(found.date), day(on))
        return [claim.value for claim in known.claims]

    assert values("2024-03-04") == [2]
    assert values("2024-03-05") == [2, 3]
    assert values("2025-01-05") == [1, 2, 3]


def test_what_is_known_in_full_is_the_event_itself() -> None:
    """Nothing is copied where nothing is left out."""
    found = event(sources=["early"])
    assert as_known(found, HEADER, when.parse(found.date), day("2026")) is found


def test_publishing_days_are_in_order_and_each_once() -> None:
    """Days to step through; what has no date has none."""
    days = [written(found) for found in publishing_days([*HEADER.sources, *HEADER.sources])]
    assert days == ["2024-03-04", "2024-03-31", "2025-01-05"]


def _issued(timeline: Timeline, source: str | Source, own: tuple[Day, Day]) -> Day:
    """The earliest day of a source, or of its unit; without one its event's end."""
    issued = timeline.header.source(source).issued
    if issued is None or not issued.date_parts:
        return own[0]
    parts = issued.date_parts[0]
    first = datetime.date(*(*parts, 1, 1)[:3])
    unit = {1: 366, 2: 31, 3: 1}[len(parts)]
    return day_of(first) - unit * bool(issued.circa)


def test_nothing_later_is_shown_on_any_day_of_the_built_in_chronology() -> None:
    """No event, source, claim or link target that was published after the day as known on."""
    timeline = Timeline.open()
    days = range(day("2021-07-01"), day("2025-04-30"))
    assert len(days) > 1_300
    targets: dict[str, tuple[Day, Day]] = {}
    for found in timeline.search(timeline.parse("")).window(0, len(timeline)):
        targets[found.id] = published(found, timeline.header, timeline.when(found))
    before = None
    for on in days:
        results = timeline.search(timeline.parse(f"as-of:{written(on)}"))
        shown = results.window(0, len(results))
        state = [(one.id, len(one.sources), len(one.claims)) for one in shown]
        if state == before:
            continue  # nothing was published on that day
        before = state
        for one in shown:
            date = timeline.when(one)
            assert date is not None
            own = (date.start_earliest, date.start_latest)
            for source in (*one.sources, *(claim.source for claim in one.claims if claim.source)):
                assert _issued(timeline, source, own) <= on, (one.id, source, written(on))
            for link in timeline.links(one, on):
                assert targets[link.id][0] <= on, (one.id, link.id, written(on))
        for raw, one in zip(results.raw(0, len(results)), shown, strict=True):
            assert [claim.get("source", "") for claim in raw.get("claims", [])] == [
                claim.source for claim in one.claims
            ]
            assert all(targets[link["event"]][0] <= on for link in raw.get("links", []))


def test_links_to_what_is_not_in_the_file_stay() -> None:
    """Nobody knows when it was published."""
    timeline = Timeline.open()
    found = event(links=[Link(type="led-to", event="nowhere")])
    assert [link.id for link in timeline.links(found, day("2000"))] == ["nowhere"]


@pytest.mark.parametrize(
    ("status", "on", "found"),
    [
        ("planned", "2024-02-01", "2024-02-01"),
        ("cancelled", "2024-02-01", "2024-02-01"),
        ("occurred", "2024-02-01", "2024-03-03"),  # what led there; counts from the event's end
        ("occurred", "2024-03-02", "2024-03-02"),
    ],
)
def test_no_report_of_what_happened_is_older_than_it(status: str, on: str, found: str) -> None:
    """Only what is planned is known before it is to be."""
    issued = {"date-parts": [[int(part) for part in on.split("-")]]}
    told = event(status=status, sources=[{"title": "T", "issued": issued}])
    assert published(told, HEADER, when.parse(told.date)) == (day(found), day(found))
