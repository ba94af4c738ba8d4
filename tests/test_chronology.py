"""The built-in chronology holds what it promises, and plain words find it."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator

import pytest

from tui import when
from tui.event import Claim, Event
from tui.search import Timeline
from tui.store import built_in
from tui.when import Day

FOUNDING = "founding-report"


@pytest.fixture(scope="module")
def timeline() -> Timeline:
    """The built-in chronology."""
    return Timeline.open()


@pytest.fixture(scope="module")
def events(timeline: Timeline) -> list[Event]:
    """All its events, as listed."""
    results = timeline.search(timeline.parse(""))
    return results.window(0, len(results))


def found(timeline: Timeline, query: str) -> dict[str, Event]:
    """What a query finds, certainly or possibly, by id."""
    parsed = timeline.parse(query)
    assert not parsed.notes
    results = timeline.search(parsed)
    return {event.id: event for event in results.window(0, len(results))}


def event(timeline: Timeline, event_id: str) -> Event:
    """The event with that id, which must be there."""
    known = timeline.event(event_id)
    assert known is not None
    return known


def claims(events: Iterator[Event] | list[Event], about: str) -> list[Claim]:
    """The claims about a measure."""
    return [claim for event in events for claim in event.claims if claim.about == about]


def sources(timeline: Timeline, event: Event) -> set[str]:
    """The ids of its sources."""
    return {timeline.header.source(ref).id for ref in event.sources}


def words(timeline: Timeline, event: Event) -> str:
    """All that a reader sees of it in words, in one text."""
    actors = " ".join(timeline.header.actor(ref).label for ref in event.actors)
    return f"{event.title} {event.summary} {event.note} {actors}"


def test_it_has_no_problem(timeline: Timeline) -> None:
    """`haiti-timeline check` is content with it, down to warnings."""
    assert [str(problem) for problem in timeline.problems] == []


def test_it_is_long_and_in_order(events: list[Event]) -> None:
    """At least 110 events, in the file as in the list."""
    stored = json.loads(built_in().read_text("utf-8"))["events"]
    assert len(events) >= 110
    assert [event.id for event in events] == [event["id"] for event in stored]


def test_nothing_in_it_is_later_than_march_2025(events: list[Event]) -> None:
    """The chronology ends there; later facts stand in notes. An open end is no date."""
    last: Day = when.parse("2025-03-31").end_latest
    for event in events:
        date = when.parse(event.date)
        assert date.start_latest <= last
        assert date.end_earliest <= last or event.date.endswith("/..")


def test_every_event_says_something_of_its_own(events: list[Event]) -> None:
    """No summary is empty, and none stands twice."""
    summaries = [event.summary.strip() for event in events]
    assert all(summaries)
    assert len(set(summaries)) == len(summaries)
    assert len({event.title for event in events}) == len(events)


def test_every_event_has_a_source_that_can_be_found(
    timeline: Timeline, events: list[Event]
) -> None:
    """A URL to open or a title to look for."""
    for event in events:
        assert event.sources
        for ref in event.sources:
            source = timeline.header.source(ref)
            assert source.URL.startswith("http") or source.title


def test_every_claim_names_its_source_or_how_it_came_about(events: list[Event]) -> None:
    """A number without a source of its own says who counted, or from which numbers it was made."""
    for claim in (claim for event in events for claim in event.claims):
        assert claim.source or claim.note


def test_every_preferred_claim_says_why(events: list[Event]) -> None:
    """A choice between sources is a judgement, and is given with its reason."""
    preferred = [claim for event in events for claim in event.claims if claim.preferred]
    assert preferred
    assert all(claim.why for claim in preferred)


def test_every_place_is_on_the_map(timeline: Timeline) -> None:
    """Coordinates, a country, and how exact they are."""
    for place in timeline.header.places:
        assert place.lat is not None
        assert place.lon is not None
        assert place.country
        assert place.precision


@pytest.mark.parametrize(
    ("measure", "kind"),
    [
        ("personnel", "stock"),
        ("displaced", "stock"),
        ("us-funding", "stock"),
        ("freed", "flow"),
        ("killed", "flow"),
        ("graduates", "flow"),
        ("arrivals", "flow"),
    ],
)
def test_measures_are_levels_or_counts(
    timeline: Timeline, events: list[Event], measure: str, kind: str
) -> None:
    """A level is drawn over time, a count belongs to its event; each is used."""
    assert timeline.header.measure(measure).kind == kind
    assert claims(events, measure)


def test_everything_in_the_header_is_used(timeline: Timeline, events: list[Event]) -> None:
    """No category, measure, place, actor or source is there for nothing."""
    header = timeline.header
    assert {category.id for category in header.categories} == {e.category for e in events}
    assert {place.id for place in header.places} == {p for e in events for p in e.places}
    assert {actor.id for actor in header.actors} == {a for e in events for a in e.actors}
    cited = {source for event in events for source in sources(timeline, event)}
    cited |= {claim.source for event in events for claim in event.claims}
    cited |= {m.target.source for m in header.measures if m.target}
    assert {source.id for source in header.sources} <= cited


# What the report of 17 January 2025 says: words to search for, the event that holds it, and words
# that its text must have.
FOUNDING_FACTS = [
    ("two largest prisons march", "prison-storming-2024", "March 2024 .* two biggest prisons"),
    ("400 kenyan police mid-2024", "kenya-400-by-mid-2024", "over 400"),
    ("first tranche 2,500", "kenya-400-by-mid-2024", "2,500"),
    ("620 more police february", "kenya-620-by-february", "more than 620"),
    ("739 graduate", "hnp-34th-graduation", "739 .* five|five .* 739"),
    ("graduates special units", "hnp-graduates-to-special-units", "special units"),
    ("mission upbeat", "mss-upbeat-after-graduation", "."),
    ("forward operating bases two regions", "mss-plans-new-fobs", "two most affected regions"),
    ("violence january 2025 mission short", "mission-short-of-goals-jan-2025", "."),
    ("sh77 billion", "us-support-600m", r"Sh77 billion .* \$600 million"),
    ("republican opposition", "us-support-600m", "Republican opposition"),
    ("republican hold back", "gop-funding-hold", "held back"),
    ("voluntary contributions 193", "mss-voluntary-funding", "voluntary contributions.* 193"),
    ("biden un peacekeeping", "biden-push-for-un-mission", "UN peacekeeping operation"),
    ("senate foreign relations hearing", "rubio-hearing", "confirmation hearing"),
    ("rubio credits kenya", "rubio-credits-kenya", "no easy answer"),
    ("overnight plan rubio", "rubio-credits-kenya", "overnight"),
    ("security first rubio", "rubio-rules-out-us-troops", "no US military intervention"),
    ("western hemisphere partners", "rubio-calls-on-region", "Western Hemisphere"),
    ("legitimacy elections rubio", "rubio-transition-to-elections", "legitimacy .* elections"),
    ("trump backing force rubio", "rubio-signals-continuity", "continuity"),
]


@pytest.mark.parametrize(("query", "event_id", "text"), FOUNDING_FACTS)
def test_what_the_founding_report_says_is_found(
    timeline: Timeline, query: str, event_id: str, text: str
) -> None:
    """The obvious words lead to an event that says so and cites the report."""
    assert event_id in found(timeline, query)
    told = event(timeline, event_id)
    assert re.search(text, words(timeline, told))
    assert FOUNDING in sources(timeline, told)


def test_the_founding_report_alone_is_never_counted_as_two(
    timeline: Timeline, events: list[Event]
) -> None:
    """Each fact of the report that others confirm cites them too."""
    alone = {event.id for event in events if sources(timeline, event) == {FOUNDING}}
    facts = {event_id for _, event_id, _ in FOUNDING_FACTS}
    assert not alone & facts


def test_what_only_the_report_says_is_told_as_such(timeline: Timeline, events: list[Event]) -> None:
    """Its own figures carry its name and the paragraph."""
    own = [c for e in events for c in e.claims if c.source == FOUNDING]
    assert {(c.about, c.value) for c in own} >= {("arrivals", 620), ("us-funding-kes", 77 * 10**9)}
    assert all(claim.locator.startswith("paragraph") for claim in own)
    assert any(words(timeline, e).count("founding report's words") for e in events)


def test_the_prison_break_keeps_both_figures(timeline: Timeline) -> None:
    """3,700 and 4,600 stand side by side, disputed, and the one shown says why."""
    storming = event(timeline, "prison-storming-2024")
    freed = claims([storming], "freed")
    assert {claim.value for claim in freed} >= {3700, 4600}
    assert "freed" in storming.disputed
    [preferred] = [claim for claim in freed if claim.preferred]
    assert preferred.why
    assert len({claim.source for claim in freed}) == len(freed)
    assert storming.id in found(timeline, "is:disputed measure:freed")
    assert storming.id in found(timeline, "prison is:disputed in:2024-03")
    assert storming.date.startswith("2024-03-02")


def test_over_400_stands_beside_nearly_400(timeline: Timeline) -> None:
    """The report's over 400 Kenyans, others' nearly 400, and a count of 396."""
    kenyans = claims([event(timeline, "kenya-400-by-mid-2024")], "kenyans")
    assert {(claim.value, claim.qualifier) for claim in kenyans} >= {(400, "over"), (400, "nearly")}
    assert 396 in {claim.value for claim in kenyans}
    assert "kenya-400-by-mid-2024" in found(timeline, "is:disputed measure:kenyans")


def test_the_promise_of_620_is_followed_to_its_outcome(timeline: Timeline) -> None:
    """Planned by February 2025, partly fulfilled by groups of 217 and 144."""
    promise = event(timeline, "kenya-620-by-february")
    assert promise.status == "planned"
    assert promise.date == "[..2025-02]"
    outcome = [
        link.event
        for link in timeline.links(promise)
        if link.inverse and link.type == "partly-fulfils" and link.event
    ]
    arrivals = {claim.value for claim in claims(outcome, "arrivals")}
    assert arrivals >= {217, 144}
    assert promise.id in found(timeline, "is:planned measure:arrivals")


@pytest.mark.parametrize(
    "country", ["Guatemala", "El Salvador", "Jamaica", "Belize", "Bahamas", "Kenya"]
)
def test_every_country_that_sent_people_is_found(timeline: Timeline, country: str) -> None:
    """By its name, among the arrivals, and in the list of January 2025."""
    query = f'category:deployment actor:"{country}"'
    assert any(e.status == "occurred" for e in found(timeline, query).values())
    assert "mss-contributors-jan-2025" in found(timeline, f'"{country}" contributors')


def test_the_graduation_counts_739(timeline: Timeline) -> None:
    """At least so many, after five months."""
    graduates = claims([event(timeline, "hnp-34th-graduation")], "graduates")
    assert 739 in {claim.value for claim in graduates}
    assert "hnp-34th-graduation" in found(timeline, "measure:graduates category:training")


def test_2500_is_a_plan(timeline: Timeline) -> None:
    """The size that the force should have is worded as its source words it, with that source."""
    target = timeline.header.measure("personnel").target
    assert target is not None
    assert target.value == 2500
    assert re.search("approved or planned", target.note, re.IGNORECASE)
    assert timeline.header.source(target.source).id == target.source


def test_shillings_and_dollars_are_the_same_money(timeline: Timeline) -> None:
    """Sh77 billion and $600 million stand in one event, and the exchange rate is said."""
    support = event(timeline, "us-support-600m")
    [dollars] = claims([support], "us-funding")
    [shillings] = claims([support], "us-funding-kes")
    assert (dollars.value, shillings.value) == (600_000_000, 77_000_000_000)
    assert "128" in shillings.note


def test_the_hearing_and_what_was_said_there_belong_together(timeline: Timeline) -> None:
    """Each thing said is part of the hearing of 15 January."""
    hearing = event(timeline, "rubio-hearing")
    assert hearing.date == "2025-01-15"
    parts = {link.id for link in timeline.links(hearing) if link.inverse and link.type == "part-of"}
    assert parts == {
        "rubio-credits-kenya",
        "rubio-rules-out-us-troops",
        "rubio-calls-on-region",
        "rubio-transition-to-elections",
        "rubio-signals-continuity",
    }
    assert parts <= found(timeline, "tag:rubio-hearing in:2025-01-15").keys()


def test_the_tours_can_be_walked(timeline: Timeline) -> None:
    """In the order of time, each stop with its reason; `check` sees that all are there."""
    tours = {tour.id: tour for tour in timeline.header.tours}
    assert tours.keys() >= {"prison-breaks", "resolution-to-contingent", "hearing-and-after"}
    for tour in tours.values():
        assert tour.description
        assert all(stop.why.endswith(".") for stop in tour.stops)
        dates = [timeline.when(event(timeline, stop.event)) for stop in tour.stops]
        orders = [date.order for date in dates if date]
        assert orders == sorted(orders)
    way = [stop.event for stop in tours["resolution-to-contingent"].stops]
    assert (way[0], way[-1]) == ("unsc-2699", "mss-first-contingent")


def test_un_peacekeeping_has_its_own_story(timeline: Timeline) -> None:
    """The push, the draft, its failure and the letter that came instead."""
    story = found(timeline, "tag:un-peacekeeping")
    assert len(story) >= 5
    assert {"biden-push-for-un-mission", "us-draft-peacekeeping"} <= story.keys()


def test_the_title_line_has_room_for_every_title(events: list[Event]) -> None:
    """A title fits a terminal of 100 columns beside its date."""
    assert max(len(event.title) for event in events) <= 80
