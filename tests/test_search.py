"""Timeline and Results: all that the screen and the commands ask, whatever engine answers."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

import pytest

from tests.stores import write_store
from tui.engine import Heading, Mark, Stretch, Tally
from tui.query import Query, parse
from tui.search import Linked, Timeline
from tui.store import MemoryStore
from tui.when import Day, When
from tui.when import parse as parse_date


class FoundLast:
    """What an engine of the simplest kind found: the last event surely, the first perhaps."""

    certain = 1
    possible = 1

    def window(self, start: int, stop: int) -> list[int]:
        """The numbers at these positions."""
        return [2, 0][start:stop]

    def position(self, number: int) -> int | None:
        """Where the event stands."""
        return {2: 0, 0: 1}.get(number)

    def nearest(self, date: When) -> int:
        """Always the first."""
        return 0

    def headings(self, possible: bool = False) -> list[Heading]:
        """One heading for each half."""
        return [Heading(2024, None if possible else 3, 1)]

    def marks(self, numbers: Sequence[int]) -> list[Mark]:
        """How each of these was found."""
        marks: dict[int, Mark] = {2: "certain", 0: "possible"}
        return [marks.get(number, "") for number in numbers]

    def next(self, number: int) -> int | None:
        """The last event comes after any other."""
        return 2 if number < 2 else None

    def previous(self, number: int) -> int | None:
        """The first comes before any other."""
        return 0 if number > 0 else None

    def facets(self, fields: Sequence[str]) -> list[list[Tally]]:
        """Whatever is asked, the field itself."""
        return [[Tally(field, 1, 1)] for field in fields]

    def stretches(self, possible: bool = False, category: str = "") -> list[Stretch]:
        """A minute for each half."""
        return [Stretch(possible, possible + 1, 1)]

    def times(self, first: Day, last: Day, possible: bool = False) -> list[Stretch]:
        """As if each had a time."""
        return self.stretches(possible)


class LastEngine:
    """An engine that finds the same whatever is asked."""

    def prepare(self) -> None:
        """It always is ready."""

    def verify(self) -> None:
        """Nothing is kept."""

    def search(self, query: Query) -> FoundLast:
        """What it always finds."""
        return FoundLast()

    def number(self, event_id: str) -> int | None:
        """Known ids are in the order of the file."""
        return {"plan": 0, "talks": 1, "outcome": 2}.get(event_id)

    def linking(self, event_id: str) -> list[int]:
        """Every event seems to link to every other."""
        return [0, 1, 2]

    def words(self, prefix: str, query: Query, most: int) -> list[tuple[str, int]]:
        """What was asked, back."""
        return [(f"{prefix}ison {query}", most)]

    def near(self, word: str, field: str, most: int) -> list[tuple[str, int]]:
        """What was asked, back."""
        return [(f"{field}:{word}", most)]


PLAN = {"id": "plan", "title": "A plan", "date": "2024", "links": [], "mood": "unknown keys stay"}
TALKS = {
    "id": "talks",
    "title": "Talks",
    "links": [{"type": "follows-up", "event": "plan"}, {"type": "led-to", "event": "nowhere"}],
}
OUTCOME = {
    "id": "outcome",
    "title": "The outcome",
    "date": "2024-03-02",
    "links": [{"type": "fulfils", "event": "plan"}, {"type": "contradicts", "event": "plan"}],
}


@pytest.fixture
def path(tmp_path: Path) -> str:
    """A file with three events."""
    return write_store(tmp_path / "three.json", PLAN, TALKS, OUTCOME, title="Three")


@pytest.fixture
def timeline(path: str) -> Timeline:
    """The three events behind an engine that finds always the same."""
    return Timeline(MemoryStore([path]), LastEngine())


def test_results_are_what_the_engine_found(timeline: Timeline) -> None:
    """Numbers become events, counts add up, and the rest is passed on."""
    results = timeline.search(parse("whatever"))
    assert (len(results), results.certain, results.possible) == (2, 1, 1)
    assert [event.id for event in results.window(0, 2)] == ["outcome", "plan"]
    assert [event.id for event in results.window(1, 2)] == ["plan"]
    assert str(results.query) == "whatever"
    assert results.nearest(parse_date("2024")) == 0
    assert results.headings() == [Heading(2024, 3, 1)]
    assert results.headings(possible=True) == [Heading(2024, None, 1)]


def test_results_are_stepped_through_and_counted(timeline: Timeline) -> None:
    """Events stand for their numbers; one that is not in the store has no neighbours."""
    results = timeline.search(parse("whatever"))
    plan, talks, outcome = (timeline.event(name) for name in ("plan", "talks", "outcome"))
    assert plan is not None
    assert talks is not None
    assert outcome is not None
    assert results.marks([plan, talks, outcome]) == ["possible", "", "certain"]
    assert (results.next("talks"), results.previous("talks")) == (outcome, plan)
    assert (results.next("outcome"), results.previous("plan")) == (None, None)
    assert (results.next("nobody"), results.previous("nobody")) == (None, None)
    assert results.facet("actor") == [Tally("actor", 1, 1)]


def test_words_are_asked_of_the_engine(timeline: Timeline) -> None:
    """With the query that they are to go with, and no more than a list can show."""
    assert timeline.words("pr", parse("kenya")) == [("prison kenya", 20)]
    assert timeline.near("prision", "title") == [("title:prision", 3)]


def test_results_say_whether_the_best_stand_first(timeline: Timeline) -> None:
    """All events have no best, so that they stay in the order of time."""
    ranked = {text: timeline.search(parse(text)).is_ranked for text in ("", "a", "sort:relevance")}
    assert not any(ranked.values())
    assert timeline.search(parse("a sort:relevance")).is_ranked


def test_a_raw_event_is_as_stored_plus_how_it_matches(timeline: Timeline) -> None:
    """Keys that the program does not know come along."""
    results = timeline.search(Query())
    assert list(results.raw(0, 2)) == [
        {**OUTCOME, "match": "certain"},
        {**PLAN, "match": "possible"},
    ]
    assert list(results.raw(1, 2)) == [{**PLAN, "match": "possible"}]


def test_an_event_has_a_position_only_where_it_is_found(timeline: Timeline) -> None:
    """An event that is not among the results has none, nor has an unknown id."""
    results = timeline.search(Query())
    ids = ["outcome", "plan", "talks", "nobody"]
    assert [results.position(event_id) for event_id in ids] == [0, 1, None, None]


def test_an_event_is_met_by_its_id(timeline: Timeline) -> None:
    """With its date; an unknown id is no event."""
    event = timeline.event("outcome")
    assert event is not None
    assert event.title == "The outcome"
    date = timeline.when(event)
    assert date is not None
    assert date.label() == timeline.label(event) == "2 Mar 2024"
    assert timeline.event("nobody") is None


def test_an_event_may_have_no_date(timeline: Timeline) -> None:
    """It is an event all the same."""
    talks = timeline.event("talks")
    assert talks is not None
    assert timeline.when(talks) is None


def test_links_are_seen_from_both_ends(path: str) -> None:
    """An event's own links come first, then those to it; a link may lead nowhere."""
    timeline = Timeline.open([path])
    plan, talks, outcome = (timeline.event(name) for name in ("plan", "talks", "outcome"))
    assert plan is not None
    assert talks is not None
    assert timeline.links(talks) == [
        Linked("follows-up", False, plan, "plan"),
        Linked("led-to", False, None, "nowhere"),
    ]
    assert timeline.links(plan) == [
        Linked("fulfils", True, outcome, "outcome"),
        Linked("contradicts", True, outcome, "outcome"),
        Linked("follows-up", True, talks, "talks"),
    ]


def test_only_links_to_the_event_are_its_inverse_links(timeline: Timeline) -> None:
    """Whatever else the events that link to it link to."""
    plan = timeline.event("plan")
    assert plan is not None
    assert {link.type for link in timeline.links(plan)} == {"follows-up", "fulfils", "contradicts"}


def test_a_timeline_says_what_is_wrong_with_its_files(tmp_path: Path, path: str) -> None:
    """Broken events are counted and named, the others are there."""
    broken = write_store(tmp_path / "broken.json", {"id": "x"}, {"id": "y", "title": "Y"})
    timeline = Timeline.open([path, broken, str(tmp_path / "missing.json")])
    assert len(timeline) == 4
    assert timeline.trouble == "1 event left out, 3 problems; `haiti-timeline check` says more"
    assert timeline.header.title == "Three"
    errors = [str(problem) for problem in timeline.problems if problem.severity == "error"]
    assert any("add `title`" in error for error in errors)
    assert any("there is no such file" in error for error in errors)


def test_relative_dates_count_from_today(path: str) -> None:
    """`in:today` is asked of the day of the call."""
    timeline = Timeline.open([path])
    assert timeline.parse("in:today") == parse("in:today", timeline.today)


def test_the_built_in_chronology_opens_whole() -> None:
    """Nothing is wrong with it, every event is found, by its id and under a heading."""
    timeline = Timeline.open()
    everything = timeline.search(Query())
    assert timeline.problems == []
    assert timeline.trouble == ""
    assert 0 < len(everything) == len(timeline) == everything.certain
    assert sum(heading.events for heading in everything.headings()) == len(timeline)
    for position, event in enumerate(everything.window(0, len(timeline))):
        assert timeline.event(event.id) == event
        assert everything.position(event.id) == position


def test_every_link_of_the_built_in_chronology_has_two_ends() -> None:
    """What one event links to links back, under the name of the inverse."""
    timeline = Timeline.open()
    for event in timeline.search(Query()).window(0, len(timeline)):
        for link in timeline.links(event):
            assert link.event is not None
            back = Linked(link.type, not link.inverse, event, event.id)
            assert back in timeline.links(link.event)
