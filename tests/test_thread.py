"""A thread: what led to an event and what came of it, each event once, nearest first."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from textwrap import dedent

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.stores import DATES, LINKS
from tui import when
from tui.event import Event, Link
from tui.search import Linked
from tui.thread import MOST_LINES, Strand, weave

Links = Callable[[Event], Sequence[Linked]]


def store(*events: Event) -> tuple[dict[str, Event], Links]:
    """Events by id, and the links of each seen from both ends."""
    known = {event.id: event for event in events}

    def links(event: Event) -> list[Linked]:
        out = [Linked(link.type, False, known.get(link.event), link.event) for link in event.links]
        return out + [
            Linked(link.type, True, other, other.id)
            for other in events
            for link in other.links
            if link.event == event.id
        ]

    return known, links


def told(text: str) -> tuple[dict[str, Event], Links]:
    """The store of lines such as `2024-03 a led-to b c, part-of d`; its title is A."""
    events = []
    for line in text.strip().splitlines():
        date, name, rest = (*line.split(maxsplit=2), "")[:3]
        links = []
        for said in filter(None, rest.split(", ")):
            kind, *targets = said.split()
            links += [Link(type=kind, event=target) for target in targets]  # type: ignore[arg-type]
        date = "" if date == "-" else date
        events.append(Event(id=name, title=name.upper(), date=date, links=links))
    return store(*events)


def thread(told: tuple[dict[str, Event], Links], id: str, *bounds: int) -> list[Strand]:
    """The thread of the event of that id."""
    *_, strands = weave(told[0][id], told[1], *bounds)
    assert strands is not None
    return strands


def drawn(strands: list[Strand]) -> list[str]:
    """As it is read."""
    return [
        f"{strand.branch}{strand.link}{strand.title}" if strand.branch else f"* {strand.title}"
        for strand in strands
    ]


@pytest.mark.parametrize(
    ("events", "lines"),
    [
        pytest.param("2024 m", "* M", id="alone"),
        pytest.param(
            """
            2021 a led-to b
            2022 b led-to m
            2024 m led-to c
            2025 c led-to d
            2026 d
            """,
            """
              ┌ result of: A
            ┌ result of: B
            * M
            └ led to: C
              └ led to: D
            """,
            id="a chain, causes before",
        ),
        pytest.param(
            """
            2026 c
            2024 m led-to c a b
            2023 a
            - b
            """,
            """
            * M
            ├ led to: A
            ├ led to: C
            └ led to: B
            """,
            id="siblings by date, the undated last",
        ),
        pytest.param(
            """
            2020 whole
            2020 m part-of whole, fulfils old
            2019 old
            2018 older led-to old
            2021 n follows-up m
            """,
            """
              ┌ result of: OLDER
            ┌ fulfils: OLD
            ├ part of: WHOLE
            * M
            └ followed up by: N
            """,
            id="links that are stored at the later event or at the part lead back",
        ),
        pytest.param(
            """
            2020 m led-to a b
            2021 a led-to c
            2022 b led-to c
            2023 c led-to d
            2024 d
            """,
            """
            * M
            ├ led to: A
            │ └ led to: C
            │   └ led to: D
            └ led to: B
              └ led to (see above): C
            """,
            id="a diamond has its end once",
        ),
        pytest.param(
            """
            2020 m led-to a
            2021 a led-to m
            """,
            """
              ┌ result of (see below): M
            ┌ result of: A
            * M
            └ led to (see above): A
              └ led to (see above): M
            """,
            id="a circle ends",
        ),
        pytest.param(
            "2020 m led-to m",
            """
            ┌ result of (see below): M
            * M
            └ led to (see above): M
            """,
            id="a link to itself",
        ),
        pytest.param(
            """
            2020 m led-to a
            2021 a follows-up m
            """,
            """
            * M
            └ led to, followed up by: A
            """,
            id="two links between two events are one line",
        ),
        pytest.param(
            "2020 m led-to gone",
            """
            * M
            └ led to: gone (not in this file)
            """,
            id="an event that is nowhere",
        ),
        pytest.param(
            """
            2020 z led-to x
            2021 x led-to y
            2022 y led-to w
            2023 w led-to m
            2024 m led-to x
            """,
            """
                  ┌ result of: Z
                  ├ result of (see below): M
                ┌ result of (see below): X
              ┌ result of: Y
            ┌ result of: W
            * M
            └ led to: X
              └ led to (see above): Y
                └ led to (see above): W
                  └ led to (see above): M
            """,
            id="what came before an event that also followed is not lost",
        ),
    ],
)
def test_a_thread_is_drawn(events: str, lines: str) -> None:
    """The event in the middle, marked; words read from the middle outwards."""
    assert drawn(thread(told(events), "m")) == dedent(lines).strip("\n").split("\n")


CHAIN = told("\n".join(f"{2000 + n} e{n} led-to e{n + 1}" for n in range(20)) + "\n2020 e20")
FAN = told("\n".join(f"{2000 + n} e{n} follows-up m" for n in range(20)) + "\n1999 m")
FUNNEL = told("\n".join(f"{2000 + n} e{n} led-to m" for n in range(20)) + "\n2030 m")


@pytest.mark.parametrize(
    ("events", "id", "bounds", "lines"),
    [
        pytest.param(
            CHAIN,
            "e9",
            (2,),
            """
                ┌ ... 1 more
              ┌ result of: E7
            ┌ result of: E8
            * E9
            └ led to: E10
              └ led to: E11
                └ ... 1 more
            """,
            id="far",
        ),
        pytest.param(
            FAN,
            "m",
            (8, 4),
            """
            * M
            ├ followed up by: E0
            ├ followed up by: E1
            ├ followed up by: E2
            └ ... 17 more
            """,
            id="wide after",
        ),
        pytest.param(
            FUNNEL,
            "m",
            (8, 4),
            """
            ┌ ... 17 more
            ├ result of: E17
            ├ result of: E18
            ├ result of: E19
            * M
            """,
            id="wide before",
        ),
    ],
)
def test_what_is_not_shown_is_counted(
    events: tuple[dict[str, Event], Links], id: str, bounds: tuple[int, ...], lines: str
) -> None:
    """What is nearest in links, then in time, is shown."""
    assert drawn(thread(events, id, *bounds)) == dedent(lines).strip("\n").split("\n")


def test_a_thread_of_thousands_asks_for_few_links() -> None:
    """No more than it has lines, so that it does not hang where all is linked with all."""
    asked = 0

    def links(event: Event) -> list[Linked]:
        nonlocal asked
        asked += 1
        first = int(event.id) * 10
        return [
            Linked("led-to", False, Event(id=str(n), title="T"), str(n))
            for n in range(first, first + 10)
        ]

    *_, strands = weave(Event(id="1", title="T"), links)
    assert strands is not None
    assert asked <= MOST_LINES + 1  # of the middle for both sides
    assert len(strands) <= 2 * MOST_LINES
    assert sum(not strand.more for strand in strands) == MOST_LINES


GRAPHS = st.lists(st.tuples(st.sampled_from([*DATES, ""]), LINKS), min_size=1, max_size=10).map(
    lambda drafts: store(
        *(
            Event(
                id=f"e{number}",
                title=f"E{number}",
                date=date,
                links=[Link(type=kind, event=f"e{to}") for kind, to in links],
            )
            for number, (date, links) in enumerate(drafts)
        )
    )
)
"""Events linked in any way, to themselves, in circles and to what is not there."""

ENDLESS = (100, 100_000)


def steps(told: tuple[dict[str, Event], Links], id: str, is_after: bool) -> dict[str, int]:
    """How many links each event is away that can be come to on one side, counted by rounds."""
    known, links = told
    found = {id: 0}
    for step in range(1, len(known) + 2):
        rim = [known[at] for at, far in found.items() if far == step - 1 and at in known]
        for link in (link for event in rim for link in links(event)):
            if link.is_onward is is_after:
                found.setdefault(link.id, step)
    return found


@given(GRAPHS)
def test_each_event_that_can_be_come_to_has_one_line(told: tuple[dict[str, Event], Links]) -> None:
    """As near as it is on the nearer side; every other line says truly where that one is."""
    strands = thread(told, "e0", *ENDLESS)
    sides = [steps(told, "e0", is_after) for is_after in (False, True)]
    own = [strand for strand in strands if not strand.see]
    assert sorted(strand.id for strand in own) == sorted(sides[0].keys() | sides[1].keys())
    for strand in own:
        assert abs(strand.steps) == min(side[strand.id] for side in sides if strand.id in side)
    place = {strand.id: at for at, strand in enumerate(strands) if not strand.see}
    for at, strand in enumerate(strands):
        if strand.see:
            assert (place[strand.id] < at) is (strand.see == "above")


@given(GRAPHS)
def test_every_link_between_its_events_is_said(told: tuple[dict[str, Event], Links]) -> None:
    """In the words of the event that is nearer the middle."""
    known, links = told
    strands = thread(told, "e0", *ENDLESS)
    for is_after, way in ((False, -1), (True, 1)):
        said = {
            (strand.toward, word, strand.id)
            for strand in strands
            if strand.steps * way > 0
            for word in strand.word.split(", ")
        }
        assert said == {
            (at, link.word, link.id)
            for at in steps(told, "e0", is_after)
            if at in known
            for link in links(known[at])
            if link.is_onward is is_after
        }


@given(GRAPHS)
def test_siblings_are_in_the_order_of_time(told: tuple[dict[str, Event], Links]) -> None:
    """Above the middle and below it, the undated last."""
    siblings: dict[tuple[str, int], list[Strand]] = {}
    for strand in thread(told, "e0", *ENDLESS):
        if strand.branch:
            siblings.setdefault((strand.toward, strand.steps), []).append(strand)
    for strands in siblings.values():
        dates = [strand.event.date for strand in strands if strand.event and strand.event.date]
        orders = [when.parse(date).order for date in dates]
        assert orders == sorted(orders)


@given(GRAPHS, st.integers(0, 3), st.integers(1, 12))
def test_what_is_near_is_shown_within_bounds(
    told: tuple[dict[str, Event], Links], most_steps: int, most_lines: int
) -> None:
    """Nothing farther, nothing beyond the lines that there are, and all of what has room."""
    strands = thread(told, "e0", most_steps, most_lines)
    lines = [strand for strand in strands if not strand.more]
    assert len(lines) <= most_lines
    own = {strand.id: abs(strand.steps) for strand in lines if not strand.see}
    assert all(far <= most_steps for far in own.values())
    near = {
        at: far
        for is_after in (True, False)
        for at, far in steps(told, "e0", is_after).items()
        if far <= most_steps
    }
    if len(lines) < most_lines:
        assert own.keys() == near.keys()
    elif own.keys() != near.keys():
        assert any(strand.more for strand in strands)
