"""What came of a plan: kept, partly kept, superseded, cancelled or open, how much and how late."""

from __future__ import annotations

from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from msgspec.structs import replace

from tests.stores import HEADER, events
from tui.event import Claim, Event, Header, Link, LinkType, Measure, Source, SourceDate
from tui.known import published
from tui.outcome import Amount, Days, Outcome, date_of, outcome
from tui.search import Timeline
from tui.when import Day, parse

MEASURES = [
    Measure(id="arrivals", label="Arrivals", unit="people", kind="flow"),
    Measure(id="pledged", label="Pledged", unit="people", kind="flow"),
    Measure(id="level", label="In the country", unit="people", kind="stock"),
    Measure(id="money", label="Money", unit="USD", kind="flow"),
]
MARCH = SourceDate(date_parts=((2025, 3, 1),))
HEAD = Header(
    measures=MEASURES,
    sources=[Source(id="early", title="E"), Source(id="march", title="M", issued=MARCH)],
)
TODAY = parse("2025-06-01").start_earliest


def claim(about: str, value: Any, **more: Any) -> Claim:
    """One source's value."""
    return Claim(about=about, value=value, **more)


def plan(*claims: Claim, date: str = "[..2025-02]", **more: Any) -> Event:
    """Something that was promised."""
    return Event(
        **{"id": "plan", "title": "P", "date": date, "status": "planned", "claims": [*claims]}
        | more
    )


def answer(
    id: str, date: str, *claims: Claim, link: LinkType = "partly-fulfils", **more: Any
) -> Event:
    """Something that answers it."""
    return Event(
        **{
            "id": id,
            "title": id,
            "date": date,
            "claims": [*claims],
            "links": [Link(type=link, event="plan")],
        }
        | more
    )


def came(made: Event, *others: Event, as_of: str = "") -> Outcome:
    """What came of it."""
    day = parse(as_of).start_earliest if as_of else None
    found = outcome(made, others, HEAD, TODAY, day)
    assert found is not None
    return found


PROMISED = claim("arrivals", 620, qualifier="over")
FIRST = answer("first", "2025-01-18", claim("arrivals", 217))
SECOND = answer(
    "second",
    "2025-02-06",
    claim("arrivals", 200),
    claim("arrivals", 144, preferred=True),
)


@pytest.mark.parametrize(
    ("made", "others", "sentence"),
    [
        (plan(), [], "Open: no outcome is recorded; 93 days after the day named"),
        (plan(date="2025-06-01"), [], "Open: no outcome is recorded; 0 days left"),
        (plan(date="2025-06"), [], "Open: no outcome is recorded; 29 days left"),
        (plan(date=""), [], "Open: no outcome is recorded"),
        (
            plan(date="2025-05-30", status="announced"),
            [],
            "Open: no outcome is recorded; 2 days after it was announced, no day was named",
        ),
        (
            plan(date="2025-05~", status="announced"),
            [],
            "Open: no outcome is recorded",
        ),
        (
            plan(claim("due", "2025-03"), date="2024-10-11"),
            [],
            "Open: no outcome is recorded; 62 days after the day named",
        ),
        (
            plan(PROMISED),
            [FIRST, SECOND],
            "Partly kept: 361 of over 620 people (other counts: 361 to 417); "
            "the rest is open, 93 days after the day named",
        ),
        (plan(), [FIRST], "Partly kept; the rest is open, 93 days after the day named"),
        (
            plan(claim("arrivals", 217)),
            [answer("all", "2025-02-28", claim("arrivals", 217), link="fulfils")],
            "Kept: 217 of 217 people; by the day named",
        ),
        (
            plan(),
            [answer("all", "2025-03", link="fulfils")],
            "Kept; 1 to 31 days late",
        ),
        (
            plan(),
            [answer("all", "2025-02-20/2025-03-10", link="fulfils")],
            "Kept; perhaps late, by 10 days at most",
        ),
        (plan(), [answer("all", "2025-03-02/..", link="fulfils")], "Kept; 2 days late"),
        (plan(), [answer("all", "", link="fulfils")], "Kept"),
        (plan(), [answer("all", "[2025-03-02..]", link="fulfils")], "Kept; 2 or more days late"),
        (plan(), [answer("all", "[2025-02-02..]", link="fulfils")], "Kept; perhaps late"),
        (
            plan(date="2025-01-01", status="announced"),
            [answer("all", "2025-01-11", link="fulfils")],
            "Kept; 10 days after it was announced",
        ),
        (plan(), [answer("new", "2025-01-01", link="supersedes", status="planned")], "Superseded"),
        (plan(PROMISED, status="cancelled"), [], "Cancelled"),
        (
            plan(PROMISED, status="cancelled"),
            [FIRST],
            "Cancelled: 217 of over 620 people",
        ),
    ],
)
def test_an_outcome_is_a_sentence(made: Event, others: list[Event], sentence: str) -> None:
    """In neutral words, with how much of how much, and how late."""
    assert came(made, *others).sentence == sentence


def test_the_shown_count_is_said_and_the_others_give_the_range() -> None:
    """Of each step, and of their sum."""
    found = came(plan(PROMISED, claim("arrivals", 600)), SECOND, FIRST)
    assert [step.event.id for step in found.steps] == ["first", "second"]
    assert found.steps[1].amount == Amount(144, 144, 200)
    assert found.delivered == Amount(361, 361, 417)
    assert found.promised == Amount(620, 600, 620, "over ")
    assert [step.late for step in found.steps] == [Days(-41, -41), Days(-22, -22)]


@pytest.mark.parametrize(
    ("promised", "given", "delivered"),
    [
        ("level", [[("level", 200)], [("level", 400)]], 400),
        ("level", [[("level", 200)], [("arrivals", 200)]], 200),
        ("arrivals", [[("arrivals", 200), ("level", 200)], [("arrivals", 200)]], 400),
        ("pledged", [[("arrivals", 200)], [("arrivals", 150), ("money", 5)]], 350),
        ("pledged", [[("arrivals", 200), ("pledged", 7)]], 7),
        ("money", [[("arrivals", 200)]], None),
        ("unheard-of", [[("another", 3)]], None),
    ],
)
def test_only_like_is_added_to_like(
    promised: str, given: list[list[tuple[str, int]]], delivered: int | None
) -> None:
    """The same measure or the only one of its unit; levels of a stock are not added."""
    others = [
        answer(f"a{number}", f"2025-01-0{number + 1}", *(claim(*pair) for pair in pairs))
        for number, pairs in enumerate(given)
    ]
    found = came(plan(claim(promised, 1000)), *others).delivered
    assert (found.shown if found else None) == delivered


def test_what_was_there_before_is_not_what_was_promised() -> None:
    """Of several numbers of a plan, the one that the answers give too; a flow before a stock."""
    made = plan(claim("level", 430), claim("pledged", 2900), claim("arrivals", 600))
    second = answer("second", "2025-01-18", claim("arrivals", 217), claim("level", 800))
    assert came(made, second).sentence.startswith("Partly kept: 217 of 600 people")


def test_a_part_is_counted_once() -> None:
    """Where the whole that it is part of answers the plan too."""
    part_of = [Link(type="partly-fulfils", event="plan"), Link(type="part-of", event="whole")]
    part = answer("part", "2025-01-01", claim("arrivals", 100), links=part_of)
    whole = answer("whole", "2025-01-02", claim("arrivals", 300))
    assert came(plan(PROMISED), part, whole).delivered == Amount(300, 300, 300)


def test_what_is_only_planned_or_was_cancelled_keeps_nothing() -> None:
    """Though a new plan supersedes an old one."""
    for status in ("planned", "announced", "cancelled"):
        assert came(plan(), answer("new", "2025-01", link="fulfils", status=status)).kind == "open"
    superseding = answer("new", "2025-01", link="supersedes", status="cancelled")
    assert came(plan(), superseding).kind == "open"


def test_a_contradiction_is_told_and_settles_nothing() -> None:
    """It is one more step."""
    found = came(plan(), answer("no", "2025-01", link="contradicts"))
    assert (found.kind, [step.type for step in found.steps]) == ("open", ["contradicts"])


def test_what_is_no_plan_has_no_outcome() -> None:
    """An approval happened, though something fulfils it; so did a ruling that was superseded."""
    made = plan(status="occurred")
    assert outcome(made, [answer("all", "2025-01", link="fulfils")], HEAD, TODAY) is None
    assert outcome(made, [answer("new", "2025-01", link="supersedes")], HEAD, TODAY) is None
    assert outcome(made, [], HEAD, TODAY) is None


def test_only_what_was_published_by_the_day_counts() -> None:
    """Events and claims alike; what has no date counts from the event's end."""
    late = answer("late", "2025-01-18", claim("arrivals", 5), sources=["march"])
    assert came(plan(), late, as_of="2025-02-28").kind == "open"
    assert came(plan(), late, as_of="2025-03-01").kind == "partly kept"
    counts = answer(
        "counts",
        "2025-01-18",
        claim("arrivals", 5, source="march", preferred=True),
        claim("arrivals", 4, source="early"),
        sources=["early"],
    )
    assert came(plan(PROMISED), counts, as_of="2025-02-01").delivered == Amount(4, 4, 4)
    assert came(plan(PROMISED), counts, as_of="2025-03-01").delivered == Amount(5, 4, 5)


stored = given(stored=events(), at=st.integers(0, 11), day=st.integers(19_000, 21_000))


def drawn(stored: list[Event], at: int) -> Event:
    """One of the events, as a plan."""
    return replace(stored[at % len(stored)], status="planned")


@settings(max_examples=150, deadline=None)
@stored
def test_an_outcome_uses_nothing_published_later(stored: list[Event], at: int, day: Day) -> None:
    """Taking it out of the file changes nothing."""
    if stored:
        made = drawn(stored, at)
        found = outcome(made, stored, HEADER, day, day)
        before = [other for other in stored if published(other, HEADER, date_of(other))[1] <= day]
        assert found is not None
        assert found == outcome(made, before, HEADER, day, day)
        assert {step.event.id for step in found.steps} <= {other.id for other in before}


@settings(max_examples=100, deadline=None)
@given(stored=events(), at=st.integers(0, 11), chance=st.randoms())
def test_an_outcome_does_not_depend_on_the_order(stored: list[Event], at: int, chance: Any) -> None:
    """Of the events in the file."""
    if stored:
        mixed = [*stored]
        chance.shuffle(mixed)
        made = drawn(stored, at)
        assert outcome(made, stored, HEADER, 20_000) == outcome(made, mixed, HEADER, 20_000)


NUMBERS = st.lists(st.integers(0, 1000), min_size=1, max_size=3)


@settings(max_examples=100, deadline=None)
@given(
    steps=st.lists(st.tuples(NUMBERS, st.sampled_from(["", "s0", "s1"])), max_size=5),
    measure=st.sampled_from(["arrivals", "level"]),
)
def test_no_more_is_delivered_than_the_steps_sum_up_to(
    steps: list[tuple[list[int], str]], measure: str
) -> None:
    """The lowest, the shown and the highest counts alike."""
    others = [
        answer(
            f"s{number}",
            f"2025-01-0{number + 1}",
            *(claim(measure, value) for value in values),
            links=[
                Link(type="partly-fulfils", event="plan"),
                *([Link(type="part-of", event=whole)] if whole else []),
            ],
        )
        for number, (values, whole) in enumerate(steps)
    ]
    found = came(plan(claim(measure, 500)), *others).delivered
    if found is not None:
        assert found.low <= found.shown <= found.high
        assert found.low <= sum(min(values) for values, _ in steps)
        assert found.shown <= sum(values[0] for values, _ in steps)
        assert found.high <= sum(max(values) for values, _ in steps)


@pytest.fixture(scope="module")
def chronology() -> Timeline:
    """The built-in one."""
    return Timeline.open()


def told(chronology: Timeline, id: str, as_of: str = "2025-04-01") -> Outcome:
    """What came of an event of the chronology, as known on a day."""
    event = chronology.event(id)
    assert event is not None
    found = chronology.outcome(event, parse(as_of).start_earliest)
    assert found is not None
    return found


@pytest.mark.parametrize(
    ("id", "sentence"),
    [
        (
            "kenya-620-by-february",
            "Partly kept: 361 of over 620 people (other counts: 361 to 417; promised: 600 to 620); "
            "the rest is open, 32 days after the day named",
        ),
        (
            "ruto-pledges-600",
            "Partly kept: 361 of 600 people (other counts: 361 to 417); "
            "the rest is open, 122 days after the day named",
        ),
        (
            "guatemala-pledge-150",
            "Kept: 150 of 150 people; 102 days after it was announced",
        ),
        ("henry-resignation-announced", "Kept; 44 to 45 days after it was announced"),
        ("us-pledge-100m", "Superseded"),
        ("henry-election-date", "Superseded"),
        (
            "kenya-offers-to-lead",
            "Partly kept: 761 of 1,000 people (other counts: 761 to 1,017); the rest is open, "
            "612 days after it was announced, no day was named",
        ),
        (
            "mss-plans-new-fobs",
            "Partly kept; the rest is open, 81 days after it was announced, no day was named",
        ),
    ],
)
def test_the_promises_of_the_chronology(chronology: Timeline, id: str, sentence: str) -> None:
    """As they stood when its research ended."""
    assert told(chronology, id).sentence.startswith(sentence)


def test_the_promise_of_620_shows_each_group_and_the_other_count(chronology: Timeline) -> None:
    """217 on 18 January, 144 on 6 February, which another source counts as 200."""
    steps = told(chronology, "kenya-620-by-february").steps
    assert [(step.event.date, step.amount and step.amount.shown) for step in steps] == [
        ("2025-01-18", 217),
        ("2025-02-06", 144),
    ]
    assert 200 in {counted.value for counted in steps[1].claims}


def test_the_promise_of_620_is_open_until_the_first_group_lands(chronology: Timeline) -> None:
    """As known the day before it was reported."""
    assert told(chronology, "kenya-620-by-february", "2025-01-18").kind == "open"
    assert told(chronology, "kenya-620-by-february", "2025-01-19").kind == "partly kept"


@pytest.mark.parametrize("as_of", ["", "as-of:2024-06-30", "as-of:2025-01-18", "as-of:2025-02-07"])
def test_the_index_agrees_on_every_plan(chronology: Timeline, as_of: str) -> None:
    """Each is found under what came of it and under nothing else."""
    asked = chronology.parse(as_of)
    for kind in ("open", "partly-kept", "kept", "superseded"):
        found = chronology.search(chronology.parse(f"{as_of} is:{kind}"))
        for event in found.window(0, len(found)):
            made = chronology.outcome(event, asked.as_of)
            assert made is not None
            assert made.kind == kind.replace("-", " ")
