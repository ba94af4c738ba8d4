"""The engine finds, counts and orders what a few plain lines of Python find, count and order."""

from __future__ import annotations

import datetime
import sys
from collections import Counter
from decimal import Decimal
from math import nextafter

import pytest
from hypothesis import assume, example, given, settings
from hypothesis import strategies as st

from tests.stores import DATES, HEADER, QUERIES, TEXTS, WORDS, events, kept, passages
from tui.engine import Heading
from tui.engine.embedded import EmbeddedEngine
from tui.event import Actor, Claim, Event, Header, Link, LinkType, Place, Source, SourceDate
from tui.outcome import outcome
from tui.query import (
    LONGEST_INSIDE,
    OWN,
    SIGNS,
    And,
    AsOf,
    Exact,
    Field,
    Figure,
    Inside,
    Is,
    Not,
    Or,
    Query,
    Term,
    Text,
    Value,
    Within,
    parse,
)
from tui.query.own import resolved
from tui.text import fold, harmless
from tui.when import FUTURE, PAST, Day, When, day_of
from tui.when import parse as parse_date

CERTAIN, POSSIBLE, FALSE = 2, 1, 0


def date_of(event: Event) -> When | None:
    """The date, if there is one."""
    return parse_date(event.date) if event.date else None


def judge(term: Term, event: Event, stored: list[Event], day: Day | None = None) -> int:
    """Whether a term is certain, possible or false of an event: Kleene's three values.

    `day` is the one as known on which plans are judged.
    """
    date = date_of(event)
    match term:
        case Text() | Inside():
            return CERTAIN * any(holds(one.text, term) for one in passages(event))
        case Exact(field=field):
            return CERTAIN * (term.folded in askable(event, field, stored))
        case Field(name=name, values=values):
            found = [one.text for one in passages(event) if one.field == name]
            parts = [value for value in values if not isinstance(value, Exact)]
            if any(holds(text, value) for text in found for value in parts):
                return CERTAIN
            wholes = [value for value in values if isinstance(value, Exact)]
            return max((judge(value, event, stored) for value in wholes), default=FALSE)
        case Figure():
            return CERTAIN * any(says(claim, term) for claim in event.claims)
        case Within(first=first, last=last):
            if date is None or date.start_earliest > last or date.end_latest < first:
                return FALSE
            sure = date.start_latest <= last and date.end_earliest >= first
            return CERTAIN if sure else POSSIBLE
        case AsOf(day=day):
            earliest, latest = known(event)
            return CERTAIN if latest <= day else POSSIBLE if earliest <= day else FALSE
        case Is(kind=kind, ids=ids) if kind in OWN:
            return CERTAIN * (event.id in (ids or ()))
        case Is(kind="undated"):
            return CERTAIN * (date is None)
        case Is(kind="uncertain"):
            return CERTAIN * (date is not None and date.is_uncertain)
        case Is(kind="cancelled"):
            return CERTAIN * (event.status == "cancelled")
        case Is(kind="planned"):
            return CERTAIN * event.is_planned
        case Is(kind="open" | "kept" | "partly-kept" | "superseded" as kind):
            came = outcome(event, stored, HEADER, 20_000, day)
            return CERTAIN * (
                event.is_planned and came is not None and came.kind == kind.replace("-", " ")
            )
        case Is():
            return CERTAIN * event.is_disputed
        case Not(term=inner):
            return CERTAIN - judge(inner, event, stored, day)
        case And(terms=terms):
            day = min((part.day for part in terms if isinstance(part, AsOf)), default=day)
            return min((judge(part, event, stored, day) for part in terms), default=CERTAIN)
        case Or(terms=terms):
            return max(judge(part, event, stored, day) for part in terms)


def has(stored: str, wanted: str) -> bool:
    """Whether the words stand in the text one after the other, the last of them begun."""
    return f" {fold(wanted)}" in f" {fold(stored)}"


def holds(stored: str, wanted: Value) -> bool:
    """Whether the text has the words, or the part of a word."""
    if isinstance(wanted, Inside):
        return fold(wanted.text) + " " * wanted.ends in f"{fold(stored)} "
    return has(stored, wanted.text)


def labels(event: Event, field: str) -> list[str]:
    """The values that an event has of a field: labels, and of a source what names its outlet."""
    sources = map(HEADER.source, event.sources)
    found: dict[str, list[str]] = {
        "category": [HEADER.category(event.category).label] if event.category else [],
        "actor": [HEADER.actor(actor).label for actor in event.actors],
        "place": [HEADER.place(place).label for place in event.places],
        "status": [event.status],
        "source": [s.container_title or s.publisher or s.title or s.id for s in sources],
        "tag": list(event.tags),
        "measure": [HEADER.measure(claim.about).label for claim in event.claims],
    }
    return found[field]


def askable(event: Event, field: str, stored: list[Event]) -> set[str]:
    """What of an event `field:=` asks for: whole labels, and ids that are no label of another."""
    if field in ("title", "id"):
        return {fold(getattr(event, field))}
    parts: dict[str, list[tuple[str, str]]] = {
        "category": [(part.id, part.label) for part in HEADER.categories],
        "actor": [(part.id, part.label) for part in HEADER.actors],
        "place": [(part.id, part.label) for part in HEADER.places],
        "measure": [(part.id, part.label) for part in HEADER.measures],
    }
    found = {fold(label) for label in labels(event, field)}
    ids = {fold(name) for name, label in parts.get(field, []) if fold(label) in found}
    return found | ids.difference(fold(one) for other in stored for one in labels(other, field))


def known(event: Event) -> tuple[Day, Day]:
    """The first and the last day on which the first word of an event may have been published."""
    date = date_of(event)
    own = PAST, PAST
    if date is not None:
        ends = date.end_latest < FUTURE
        own = (
            (date.end_earliest, date.end_latest)
            if ends
            else (date.start_earliest, date.start_latest)
        )
    days = [published(HEADER.source(ref).issued) or own for ref in event.sources] or [own]
    happened = date is not None and event.status not in ("planned", "announced", "cancelled")
    start = date.start_earliest if date is not None and happened else PAST
    days = [(max(first, start), last) for first, last in days if last >= start] or [own]
    return min(first for first, _ in days), min(last for _, last in days)


def published(date: SourceDate | None) -> tuple[Day, Day] | None:
    """The first and the last day that a CSL date may mean, by the calendar."""
    if date is None or date.date_parts is None:
        return None
    if date.circa:
        about = parse_date("-".join(f"{part:02}" for part in date.date_parts[0]) + "~")
        return about.start_earliest, about.end_latest
    try:
        first, last = (
            datetime.date(*(*parts, 1, 1)[:3])
            for parts in (date.date_parts[0], date.date_parts[-1])
        )
    except ValueError:
        return None
    match len(date.date_parts[-1]):
        case 1:
            last = datetime.date(last.year, 12, 31)
        case 2:
            last = datetime.date(last.year, last.month + 1, 1) - datetime.timedelta(1)
    return day_of(first), day_of(last)


def says(claim: Claim, figure: Figure) -> bool:
    """Whether one claim says so: its most is above, its least below, or both hold the number."""
    given = (claim.value, claim.low, claim.high)
    numbers = [float(number) for number in given if isinstance(number, int | float)]
    if claim.about.lower() != figure.measure.lower() or not numbers:
        return False
    value = float(figure.number)
    match figure.sign:
        case ">":
            return max(numbers) > value
        case ">=":
            return max(numbers) >= value
        case "<":
            return min(numbers) < value
        case "<=":
            return min(numbers) <= value
        case _:
            return min(numbers) <= value <= max(numbers)


def listed(found: list[Event]) -> list[int]:
    """The numbers of the events as a chronology lists them: undated last, else in file order."""
    orders = [date.order if (date := date_of(event)) else (10**9,) for event in found]
    return sorted(range(len(found)), key=lambda number: (orders[number], number))


def found_by(query: Query, stored: list[Event], value: int) -> list[int]:
    """The numbers of the events that a query finds certainly, or possibly, in order."""
    return [
        number for number in listed(stored) if judge(query.term, stored[number], stored) == value
    ]


stored_and_asked = given(stored=events(), text=QUERIES)


@settings(max_examples=150, deadline=None)
@stored_and_asked
def test_the_engine_finds_what_the_terms_say(stored: list[Event], text: str) -> None:
    """Certain events come first, then possible ones, each in the order of time."""
    query = resolved(parse(text), kept(stored))
    found = EmbeddedEngine(stored, HEADER).search(query)
    certain, possible = (found_by(query, stored, value) for value in (CERTAIN, POSSIBLE))
    assert (found.certain, found.possible) == (len(certain), len(possible))
    assert found.window(0, len(stored)) == certain + possible


@settings(max_examples=60, deadline=None)
@stored_and_asked
def test_ranked_by_relevance_the_same_events_are_found(stored: list[Event], text: str) -> None:
    """Certain events still come first; only the order among them is another."""
    query = parse(f"({text}) sort:relevance")
    assume(not query.is_everything)
    found = EmbeddedEngine(stored, HEADER).search(query)
    certain, possible = (found_by(query, stored, value) for value in (CERTAIN, POSSIBLE))
    everything = found.window(0, len(stored))
    assert (found.certain, found.possible) == (len(certain), len(possible))
    assert sorted(everything[: len(certain)]) == sorted(certain)
    assert sorted(everything[len(certain) :]) == sorted(possible)
    assert [found.window(place, place + 1) for place in range(len(everything))] == [
        [number] for number in everything
    ]
    assert [found.position(number) for number in everything] == list(range(len(everything)))
    assert (found.headings(), found.headings(possible=True)) == ([], [])


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
def test_the_nearest_is_the_first_that_is_listed_from_that_date_on(
    stored: list[Event], text: str, at: str
) -> None:
    """Every certain event before the position is listed before the date, and no other."""
    found = EmbeddedEngine(stored, HEADER).search(parse(text))
    there = parse_date(at)
    before = [
        number
        for number in found.window(0, found.certain)
        if (date := date_of(stored[number])) and date.order < there.order
    ]
    assert found.nearest(there) == len(before)


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
        linking = [
            n for n in listed(stored) if any(link.event == event.id for link in stored[n].links)
        ]
        assert engine.linking(event.id) == linking
    assert engine.number("prison") is None


@settings(max_examples=150, deadline=None)
@given(stored=events(3), text=TEXTS)
@example(stored=[Event(id="x", title="fire, prison", summary="break")], text='"prison break"')
@example(stored=[Event(id="x", title="3,700 freed")], text="3700")
@example(stored=[Event(id="x", title="3,700 freed")], text="700")
@example(stored=[Event(id="x", title="y" * 300)], text="y" * 250)
@example(stored=[Event(id="x", title="x½y ﷺ")], text="*2y*")
@example(stored=[Event(id="x", title="a ceasefire")], text="title:*fire")
def test_what_is_found_is_what_is_highlighted(stored: list[Event], text: str) -> None:
    """A query of words finds an event just where it has something to mark in one of its texts."""
    query = parse(text)
    assume(not query.is_everything)
    found = EmbeddedEngine(stored, HEADER).search(query)
    marked = [
        number
        for number, event in enumerate(stored)
        if any(query.spans(harmless(one.text), one.field) for one in passages(event))
    ]
    assert sorted(found.window(0, len(stored))) == marked


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("place:yard", 1),
        ("place:ya", 1),
        ("place:ard", 0),
        ('place:"prison ya"', 1),
        ('place:"the prison"', 1),
        ('place:"yard prison"', 0),
        ('place:"yard the"', 0),
        ('place:"yard old"', 0),
        ("place:*ard", 1),
        ("place:*ris", 0),
        ("place:*riso*", 1),
        ("place:*old", 1),
        ("place:*he", 1),
        ("actor:mo", 1),
        ("actor:*oise", 1),
        ("actor:jovenel", 1),
        ("category:miss", 1),
        ("category:*ission", 1),
        ("category:work", 1),
        ('category:"mission work"', 0),
        ('tag:"night curfew"', 0),
        ("source:press", 1),
        ('source:"ap press"', 0),
    ],
)
def test_a_field_has_its_words_wherever_they_stand_in_a_value(text: str, found: int) -> None:
    """At its start, within it or at its end, by id as by label, and never from one to the next."""
    event = Event(
        id="x",
        title="x",
        category="mission",
        places=[Place(label="By the prison yard"), Place(label="Old port")],
        actors=["moise"],
        tags=["night", "curfew"],
        sources=[Source(title="Press", container_title="AP"), Source(publisher="Le Press")],
    )
    assert EmbeddedEngine([event], HEADER).search(parse(text)).certain == found


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
    assert counts(engine, "in:2024-06") == counts(engine, "-in:2024-06") == (0, 1)
    assert counts(engine, "in:2024") == (1, 0)
    assert counts(engine, "-in:2024") == (0, 0)
    assert counts(engine, "in:2024-06 pledge") == (0, 1)
    assert counts(engine, "in:2024-06 OR pledge") == (1, 0)


def counts(engine: EmbeddedEngine, text: str) -> tuple[int, int]:
    """How many events a query finds certainly, and how many more possibly."""
    found = engine.search(parse(text))
    return found.certain, found.possible


def test_the_best_stands_first() -> None:
    """A word in the title says more of an event than one in its note, which came first."""
    long = "The mission is to secure the airport, the port and the roads out of the capital. "
    stored = [
        Event(id="note", title="A statement", note="Kenya waits for the money", date="2023"),
        Event(id="title", title="Kenya sends a force", summary=long * 3, date="2024"),
        Event(id="perhaps", title="Kenya, Kenya", date="2023~"),
    ]
    engine = EmbeddedEngine(stored, HEADER)
    assert engine.search(parse("kenya")).window(0, 3) == [0, 2, 1]
    assert engine.search(parse("kenya sort:relevance")).window(2, 3) == [0]
    assert engine.search(parse("kenya -in:2022 sort:relevance")).window(0, 3) == [1, 0, 2]
    assert engine.search(parse("sort:relevance")).window(0, 3) == [0, 2, 1]


@pytest.mark.parametrize(
    ("date", "issued", "day", "found"),
    [
        ("2024-03-02", [], "2024-03-01", (0, 0)),
        ("2024-03-02", [], "2024-03-02", (1, 0)),
        ("2024-03-02/2024-03-04", [], "2024-03-03", (0, 0)),
        ("2024-03-02/2024-03-04", [], "2024-03-04", (1, 0)),
        ("2024-03-02/..", [], "2024-03-01", (0, 0)),
        ("2024-03-02/..", [], "2024-03-02", (1, 0)),
        ("2024-03", [], "2024-03-01", (0, 1)),
        ("2024-03", [], "2024-03-31", (1, 0)),
        ("", [], "-4000", (1, 0)),
        ("", [None], "-4000", (1, 0)),
        ("", [(2024, 3, 2)], "2024-03-01", (0, 0)),
        ("2024-03-02", [(2025, 1, 17)], "2025-01-16", (0, 0)),
        ("2024-03-02", [(2025, 1, 17)], "2025-01-17", (1, 0)),
        ("2024-03-02", [(2025, 1, 17), None], "2024-03-02", (1, 0)),
        ("2024-03-02", [(2025, 1, 17), (2025, 1)], "2025-01-05", (0, 1)),
        ("2024-03-02", [(2025, 1, 17), (2025, 1)], "2025-01-17", (1, 0)),
        ("2024-03-02", [(2025,)], "2025-06", (0, 1)),
        ("2024-03-02", [(2025,)], "2025", (1, 0)),
        ("2025-06", [(2024, 3, 2)], "2024-03-02", (0, 0)),
        ("2025-06", [(2024, 3, 2)], "2025-06-30", (1, 0)),
        ("2025-06", [(2024, 3, 2), (2025, 7, 1)], "2025-06-30", (0, 0)),
        ("2025-06", [(2025,)], "2025-06-01", (0, 1)),
    ],
)
def test_an_event_is_known_from_the_day_of_its_first_source(
    date: str, issued: list[tuple[int, ...] | None], day: str, found: tuple[int, int]
) -> None:
    """A reader of the past sees what was published by then; no source is older than its event."""
    sources = [
        Source(title="A report", issued=SourceDate(date_parts=(parts,)) if parts else None)
        for parts in issued
    ]
    engine = EmbeddedEngine([Event(id="x", title="x", date=date, sources=list(sources))], Header())
    certain, possible = found
    assert counts(engine, f"as-of:{day}") == found
    assert counts(engine, f"-as-of:{day}") == (1 - certain - possible, possible)


@pytest.mark.parametrize(
    ("kind", "remains"),
    [
        ("led-to", True),
        ("part-of", True),
        ("fulfils", False),
        ("partly-fulfils", False),
        ("supersedes", False),
        ("contradicts", True),
        ("follows-up", True),
    ],
)
def test_a_plan_is_open_until_something_came_of_it(kind: LinkType, remains: bool) -> None:
    """Only what fulfils a plan or stands in its place closes it, and it stays a plan."""
    plan = Event(id="plan", title="A plan", status="planned")
    other = Event(id="other", title="Another", status="announced")
    later = Event(id="later", title="Later", links=[Link(type=kind, event="plan")])
    engine = EmbeddedEngine([plan, other, later], Header())
    assert counts(engine, "is:open") == (1 + remains, 0)
    assert counts(engine, "is:planned -is:open") == (1 - remains, 0)
    assert counts(engine, "is:planned") == (2, 0)


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("actor:=kenya", [0, 1]),
        ("actor:kenya", [0, 1, 2]),
        ("actor:=KENYA", [0, 1]),
        ('actor:="kenya police"', [2]),
        ("actor:=moise", [3]),
        ('actor:="jovenel moise"', [3]),
        ("actor:=jovenel", []),
        ("actor:=kenya,=moise", [0, 1, 3]),
        ("-actor:=kenya", [2, 3]),
        ("place:=kenya", []),
        ('title:="a force"', [0]),
        ("title:=force", []),
        ("title:force", [0, 1]),
        ("id:=a", [0]),
        ("id:a", [0, 1]),
        ('id:="a b"', [1]),
    ],
)
def test_a_whole_value_is_not_the_beginning_of_another(text: str, found: list[int]) -> None:
    """Kenya is not the Kenya Police, and a title is met from its first word to its last."""
    engine = EmbeddedEngine(
        [
            Event(id="a", title="A force", actors=["kenya"]),
            Event(id="a-b", title="A force lands", actors=[Actor(label="KENYA!")]),
            Event(id="c", title="C", actors=[Actor(label="Kenya police")]),
            Event(id="d", title="D", actors=["moise"]),
        ],
        HEADER,
    )
    assert engine.search(parse(text)).window(0, 9) == found


@settings(max_examples=150, deadline=None)
@given(
    claims=st.lists(st.tuples(*[st.none() | st.floats(allow_nan=False)] * 3), max_size=4),
    sign=st.sampled_from(list(SIGNS)),
    data=st.data(),
)
def test_figures_are_compared_to_the_last_digit(
    claims: list[tuple[float | None, ...]], sign: str, data: st.DataObject
) -> None:
    """Any number that an event file can hold, and the numbers next to it."""
    most = sys.float_info.max
    stored = [tuple(n if n is None else min(max(n, -most), most) for n in c) for c in claims]
    event = Event(
        id="x",
        title="x",
        claims=[Claim(about="freed", value=v, low=low, high=high) for v, low, high in stored],
    )
    numbers = [0.5, *(number for claim in stored for number in claim if number is not None)]
    number = data.draw(st.sampled_from(numbers))
    near = data.draw(st.sampled_from([number, nextafter(number, most), nextafter(number, -most)]))
    figure = Figure("freed", sign, f"{Decimal(repr(near)):f}")
    found = EmbeddedEngine([event], HEADER).search(Query(figure))
    assert found.certain == any(says(claim, figure) for claim in event.claims)


def test_a_number_between_two_ranges_is_in_neither() -> None:
    """Ranges of one event are told apart, however they overlap; names go by small letters."""
    ranges = [(20, 30), (1, 5), (4, 7), (22, 25), (40, 40)]
    claims = [Claim(about="Killed", low=low, high=high) for low, high in ranges]
    engine = EmbeddedEngine([Event(id="x", title="x", claims=claims)], HEADER)
    inside = {n for n in range(50) if engine.search(parse(f"killed={n}")).certain}
    assert inside == {*range(1, 8), *range(20, 31), 40}


def test_a_claim_of_more_than_a_number_can_hold_is_the_greatest() -> None:
    """It is found above every number that a query can name, and nothing breaks."""
    claim = Claim(about="freed", value=10**400)
    engine = EmbeddedEngine([Event(id="x", title="x", claims=[claim])], HEADER)
    assert engine.search(parse("freed>" + "9" * 100)).certain == 1


@pytest.mark.parametrize("about", ["", "né", "a b", "x" * 70_000, "\udcff", 'a":b', "a.least"])
def test_a_measure_of_any_name_is_indexed(about: str) -> None:
    """A name that no query can hold hinders none that one can."""
    claims = [Claim(about=about, value=5), Claim(about="a", value=7)]
    engine = EmbeddedEngine([Event(id="x", title="x", claims=claims)], HEADER)
    assert [engine.search(parse(f"a={n}")).certain for n in (5, 7)] == [0, 1]


@pytest.mark.parametrize("letter", ["a", "é", "日", "\U00010080", "न"])
def test_the_longest_part_of_a_word_is_found(letter: str) -> None:
    """Tantivy refuses long patterns in scripts whose letters take many bytes."""
    word = letter * LONGEST_INSIDE
    engine = EmbeddedEngine([Event(id="x", title=f"x{word}x")], HEADER)
    for text, certain in ((f"*{word}*", 1), (f"*{word}", 0), (f"*{word[1:]}x", 1)):
        query = parse(text)
        assert not query.notes
        assert engine.search(query).certain == certain


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
    assert (found.nearest(parse_date("2024")), engine.number("x"), engine.linking("x")) == (
        0,
        None,
        [],
    )


@pytest.mark.parametrize("word", WORDS)
def test_a_word_finds_itself(word: str) -> None:
    """However it is written, and whichever letters of it are typed first."""
    engine = EmbeddedEngine([Event(id="e", title=f"({word})")], Header())
    assert engine.search(parse(f'"{word}"')).certain == 1
