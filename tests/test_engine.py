"""The engine finds, counts and orders what a few plain lines of Python find, count and order."""

from __future__ import annotations

from collections import Counter

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from tests.stores import DATES, HEADER, QUERIES, TEXTS, WORDS, events
from tui.engine import Heading
from tui.engine.embedded import EmbeddedEngine
from tui.engine.fields import texts
from tui.event import Event, Header, Link
from tui.query import And, Field, Is, Not, Or, Query, Term, Text, Within, parse
from tui.text import fold, harmless
from tui.when import When, civil
from tui.when import parse as parse_date

CERTAIN, POSSIBLE, FALSE = 2, 1, 0


def date_of(event: Event) -> When | None:
    """The date, if there is one."""
    return parse_date(event.date) if event.date else None


def judge(term: Term, event: Event) -> int:
    """Whether a term is certain, possible or false of an event: Kleene's three values."""
    date = date_of(event)
    match term:
        case Text(text=text):
            return CERTAIN * any(has(stored, text) for _, stored in texts(event, HEADER))
        case Field(name=name, values=values):
            stored = [text for field, text in texts(event, HEADER) if field == name]
            return CERTAIN * any(has(text, value.text) for text in stored for value in values)
        case Within(first=first, last=last):
            if date is None or date.start_earliest > last or date.end_latest < first:
                return FALSE
            sure = date.start_latest <= last and date.end_earliest >= first
            return CERTAIN if sure else POSSIBLE
        case Is(kind="undated"):
            return CERTAIN * (date is None)
        case Is(kind="uncertain"):
            return CERTAIN * (date is not None and date.is_uncertain)
        case Is(kind="planned"):
            return CERTAIN * (event.status in ("planned", "announced"))
        case Is():
            return CERTAIN * event.is_disputed
        case Not(term=inner):
            return CERTAIN - judge(inner, event)
        case And(terms=terms):
            return min((judge(part, event) for part in terms), default=CERTAIN)
        case Or(terms=terms):
            return max(judge(part, event) for part in terms)


def has(stored: str, wanted: str) -> bool:
    """Whether the words stand in the text one after the other, the last of them begun."""
    return f" {fold(wanted)}" in f" {fold(stored)}"


def listed(found: list[Event]) -> list[int]:
    """The numbers of the events as a chronology lists them: undated last, else in file order."""
    orders = [date.order if (date := date_of(event)) else (10**9,) for event in found]
    return sorted(range(len(found)), key=lambda number: (orders[number], number))


def found_by(query: Query, stored: list[Event], value: int) -> list[int]:
    """The numbers of the events that a query finds certainly, or possibly, in order."""
    return [number for number in listed(stored) if judge(query.term, stored[number]) == value]


stored_and_asked = given(stored=events(), text=QUERIES)


@settings(max_examples=150, deadline=None)
@stored_and_asked
def test_the_engine_finds_what_the_terms_say(stored: list[Event], text: str) -> None:
    """Certain events come first, then possible ones, each in the order of time."""
    query = parse(text)
    found = EmbeddedEngine(stored, HEADER).search(query)
    certain, possible = (found_by(query, stored, value) for value in (CERTAIN, POSSIBLE))
    assert (found.certain, found.possible) == (len(certain), len(possible))
    assert found.window(0, len(stored)) == certain + possible


@settings(max_examples=40, deadline=None)
@given(stored=events(), text=QUERIES, start=st.integers(-2, 14), stop=st.integers(-2, 10**9))
def test_a_window_is_a_slice(stored: list[Event], text: str, start: int, stop: int) -> None:
    """Any window, however far out, holds what the whole list has at these positions."""
    found = EmbeddedEngine(stored, HEADER).search(parse(text))
    everything = found.window(0, len(stored))
    assert found.window(start, stop) == everything[max(start, 0) : max(stop, 0)]


@settings(max_examples=40, deadline=None)
@stored_and_asked
def test_a_position_leads_back_to_its_event(stored: list[Event], text: str) -> None:
    """Every event is found at its position, or it is not found and has none."""
    found = EmbeddedEngine(stored, HEADER).search(parse(text))
    everything = found.window(0, len(stored))
    for number in range(len(stored)):
        place = everything.index(number) if number in everything else None
        assert found.position(number) == place


@settings(max_examples=40, deadline=None)
@given(stored=events(), text=QUERIES, at=st.sampled_from(DATES))
def test_the_nearest_is_the_first_that_is_listed_from_that_day_on(
    stored: list[Event], text: str, at: str
) -> None:
    """Every certain event before the position is listed before the day, and no other."""
    found = EmbeddedEngine(stored, HEADER).search(parse(text))
    day = parse_date(at).start_earliest
    before = [
        number
        for number in found.window(0, found.certain)
        if (date := date_of(stored[number])) and date.order[:3] < civil(day)
    ]
    assert found.nearest(day) == len(before)


@settings(max_examples=40, deadline=None)
@stored_and_asked
def test_headings_count_every_event_once(stored: list[Event], text: str) -> None:
    """Each certain and each possible event stands under the heading of its date, in order."""
    found = EmbeddedEngine(stored, HEADER).search(parse(text))
    halves = found.window(0, found.certain), found.window(found.certain, len(stored))
    for possible, numbers in zip((False, True), halves, strict=True):
        dates = [date_of(stored[number]) for number in numbers]
        counts = Counter(date.heading if date else (None, None) for date in dates)
        headings = [Heading(year, month, count) for (year, month), count in counts.items()]
        assert found.headings(possible) == headings


@settings(max_examples=40, deadline=None)
@given(stored=events())
def test_an_id_leads_to_its_event_and_to_those_that_link_to_it(stored: list[Event]) -> None:
    """Ids are met whole, unlike words; links come back in the order of the list."""
    engine = EmbeddedEngine(stored, HEADER)
    for number, event in enumerate(stored):
        assert engine.number(event.id) == number
        linking = [n for n in listed(stored) if Link("led-to", event.id) in stored[n].links]
        assert engine.linking(event.id) == linking
    assert engine.number("prison") is None


@settings(max_examples=150, deadline=None)
@given(stored=events(3), text=TEXTS)
@example(stored=[Event(id="x", title="fire, prison", summary="break")], text='"prison break"')
@example(stored=[Event(id="x", title="3,700 freed")], text="3700")
@example(stored=[Event(id="x", title="3,700 freed")], text="700")
@example(stored=[Event(id="x", title="y" * 300)], text="y" * 250)
def test_what_is_found_is_what_is_highlighted(stored: list[Event], text: str) -> None:
    """A query of words finds an event just where it has something to mark in one of its texts."""
    query = parse(text)
    found = EmbeddedEngine(stored, HEADER).search(query)
    marked = [
        number
        for number, event in enumerate(stored)
        if any(query.spans(harmless(shown), field) for field, shown in texts(event, HEADER))
    ]
    assert sorted(found.window(0, len(stored))) == marked


@pytest.mark.parametrize("name", ["in", "before", "after", "since", "until"])
def test_an_undated_event_is_in_no_period(name: str) -> None:
    """It never matches a date, and it certainly matches the opposite."""
    engine = EmbeddedEngine([Event(id="undated", title="Some time")], HEADER)
    for text, certain in ((f"{name}:2024", 0), (f"-{name}:2024", 1)):
        found = engine.search(parse(text))
        assert (found.certain, found.possible) == (certain, 0)


def test_about_a_month_is_possibly_in_it_and_certainly_in_its_year() -> None:
    """Neither `in:` nor its opposite is certain of a date that may lie on either side."""
    engine = EmbeddedEngine([Event(id="x", title="A pledge", date="2024-06~")], HEADER)

    def counts(text: str) -> tuple[int, int]:
        found = engine.search(parse(text))
        return found.certain, found.possible

    assert counts("in:2024-06") == counts("-in:2024-06") == (0, 1)
    assert counts("in:2024") == (1, 0)
    assert counts("-in:2024") == (0, 0)
    assert counts("in:2024-06 pledge") == (0, 1)
    assert counts("in:2024-06 OR pledge") == (1, 0)


def test_a_phrase_does_not_run_from_one_text_into_the_next() -> None:
    """The last word of the title and the first of the summary are no phrase, nor are two tags."""
    event = Event(id="x", title="prison", summary="break", tags=["curfew", "night"])
    engine = EmbeddedEngine([event], HEADER)
    for text in ('"prison break"', '"curfew night"', 'tag:"curfew night"'):
        assert engine.search(parse(text)).certain == 0


def test_a_phrase_may_go_on_in_more_ways_than_tantivy_counts() -> None:
    """Tantivy refuses a phrase whose last word has over 16,384 endings in one segment."""
    many = Event(id="many", title=" ".join(f"no a{number}" for number in range(20_000)))
    engine = EmbeddedEngine([many, Event(id="one", title="no a1")], Header())
    for text, certain in (('"no a"', 2), ('"no a1"', 2), ('"no a19999"', 1), ('"a no"', 0)):
        assert engine.search(parse(text)).certain == certain


@pytest.mark.parametrize("text", ["\udcff", "a\x00b", "x" * 100_000, ""])
def test_an_id_that_cannot_be_is_no_event(text: str) -> None:
    """What a command line hands over may be no text at all."""
    assert EmbeddedEngine([Event(id="x", title="x")], HEADER).number(text) is None


def test_an_empty_store_answers_every_question() -> None:
    """Nothing is found, and nothing breaks."""
    engine = EmbeddedEngine([], Header())
    found = engine.search(Query())
    assert (found.certain, found.possible, found.window(0, 9), found.headings()) == (0, 0, [], [])
    assert (found.nearest(0), engine.number("x"), engine.linking("x")) == (0, None, [])


@pytest.mark.parametrize("word", WORDS)
def test_a_word_finds_itself(word: str) -> None:
    """However it is written, and whichever letters of it are typed first."""
    engine = EmbeddedEngine([Event(id="e", title=f"({word})")], Header())
    assert engine.search(parse(f'"{word}"')).certain == 1
