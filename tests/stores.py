"""Small stores for tests: events to draw from, queries to ask of them, files to open."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path
from typing import Any, get_args
from zlib import crc32

from hypothesis import strategies as st
from msgspec.structs import replace

from tui.engine.fields import Fields, Passage
from tui.event import (
    Actor,
    Category,
    Claim,
    Event,
    Header,
    Link,
    LinkType,
    Measure,
    Place,
    Source,
    SourceDate,
)

HEADER = Header(
    timezone="America/Port-au-Prince",
    categories=[Category(id="prison", label="Prison breaks"), Category(id="mission", label="Work")],
    measures=[Measure(id="freed", label="People freed")],
    places=[Place(id="saint-marc", label="Saint-Marc")],
    actors=[Actor(id="kenya", label="Kenya"), Actor(id="moise", label="Jovenel Moïse")],
    sources=[
        Source(id="bbc", title="Two prisons", container_title="BBC", publisher="Straße"),
        Source(
            id="afp-7",
            title="Moïse, 3,700",
            publisher="Le Nouvelliste",
            original_publisher="AFP",
            issued=SourceDate(date_parts=((2024, 3, 2),)),
        ),
        Source(id="un-2024", title="A panel", issued=SourceDate(date_parts=((2024, 3),))),
    ],
)

WORDS = """prison prisons Prisonbreak Moïse MOISE 3,700 3700 the a-b l'hôpital Straße STRASSE
    kenya KENYA'S x xx 日本 \uff21\uff22 ﬁre fire İstanbul e\u0301meute émeute
    नमस्ते 12 1,2345 no_one ½ Ⅻ""".split()

DATES = """2024-03-02 2024-03-02 2024-03-02T10:00:00-05:00 2024-03-02T10:00:00Z 2024-03 2024
    2024-03~ 2024? 2024-02-29% 2024-02-28/2024-03-04 2024-02~/2024-03 [..2024-03] [2024-02..]
    {2024-01,2024-03} [2024-01-31,2024-03-01] ../2024-02 2024-03-05/.. 2024-03-05/ /2024-01 202X
    2024-21 2023-12-31 2025-01-01 -0044-03-15 0000 0999-12 2024-XX-02""".split()

PERIODS = """2024-03-02 2024-03 2024 2024-02..2024-03 ..2024-02 2024-04.. .. 2023~ 0000 -0044
    -0044..0999 2024-02/2024-03 2024-03,2025 [2024-01,2024-03]""".split()

DAYS = """2024-03-01 2024-03-02 2024-03-03 2024-03-31 2024-02-29 2024-02 2024-03 2024-06 2023 2024
    1804 1803-12-31 -0044-03-14 -0044-03-15 0000 2024-03~ ../2024-03-04 2024-02-28,2025""".split()
"""Days of which it is asked what was known then."""


def phrases(most: int = 4) -> st.SearchStrategy[str]:
    """Texts of a few words that other texts have too, with punctuation between them."""
    word = st.sampled_from(WORDS) | st.text(max_size=3)
    return st.lists(
        st.tuples(word, st.sampled_from([" ", " ", ", ", "-", "\u200b"])), max_size=most
    ).map(lambda pairs: "".join(word + gap for word, gap in pairs))


NUMBERS = [3700, 4600, 3700.0, 0, -0.0, 0.1, -2.5, 10**20]
ISSUED = st.sampled_from(
    [
        None,
        SourceDate(raw="n.d."),
        SourceDate(date_parts=((2024,),)),
        SourceDate(date_parts=((2024, 2),)),
        SourceDate(date_parts=((2024, 3, 2),)),
        SourceDate(date_parts=((2024, 3),), circa=True),
        SourceDate(date_parts=((2024, 3, 1), (2024, 3, 4))),
        SourceDate(date_parts=((2024, 2, 30),)),
        SourceDate(date_parts=((1804, 1, 1),)),
    ]
)
"""When a source was published: to the day, the month or the year, or nobody knows."""

SOURCES = st.one_of(
    st.sampled_from(["bbc", "afp", "afp-7", "un-2024", Source(id="un-2024", locator="page 3")]),
    st.builds(
        Source,
        title=st.sampled_from(["", "Émeute, 3,700", "Prison"]),
        container_title=st.sampled_from(["", "", "BBC", "Straße, the"]),
        issued=ISSUED,
    ),
)

CLAIMS = st.builds(
    Claim,
    about=st.sampled_from(["freed", "Freed", "us-funding.2", "date", "place"]),
    value=st.sampled_from([*NUMBERS, *NUMBERS, None, "3700"]),
    low=st.none() | st.sampled_from(NUMBERS),
    high=st.none() | st.sampled_from(NUMBERS),
    note=phrases(2),
    why=phrases(2),
)
DRAFTS = st.builds(
    Event,
    id=st.sampled_from(["prison", "kenya-2024", "x"]),
    title=phrases(),
    summary=phrases(),
    note=phrases(2),
    date=st.sampled_from([*DATES, *DATES, "", ""]),
    category=st.sampled_from(["", "prison", "mission", "unheard-of"]),
    status=st.sampled_from(["occurred", "planned", "announced", "disputed", "cancelled"]),
    places=st.lists(
        st.sampled_from(["saint-marc", "Jacmel", Place(label="Prison yard")]), max_size=2
    ),
    actors=st.lists(st.sampled_from(["kenya", "moise", Actor(label="No one")]), max_size=2),
    tags=st.lists(phrases(1), max_size=2),
    claims=st.lists(CLAIMS, max_size=4),
    sources=st.lists(SOURCES, max_size=3),
)
LINKS = st.lists(
    st.tuples(st.sampled_from(get_args(LinkType)), st.integers(0, 11)),
    max_size=2,
)
"""Links of an event: their types, and which of the events before it they lead to."""


def events(most: int = 12) -> st.SearchStrategy[list[Event]]:
    """Events in any order, each with an id of its own, some linked to one before them."""

    def numbered(drafts: list[tuple[Event, list[tuple[LinkType, int]]]]) -> list[Event]:
        ids = [f"{draft.id}-{number}" for number, (draft, _) in enumerate(drafts)]
        return [
            replace(
                draft,
                id=ids[number],
                links=[Link(type=kind, event=ids[at % number]) for kind, at in links if number],
            )
            for number, (draft, links) in enumerate(drafts)
        ]

    return st.lists(st.tuples(DRAFTS, LINKS), max_size=most).map(numbered)


FIELDS = "category actor place source tag status title id measure".split()
NAMES = [
    *WORDS,
    *"planned dis occ saint marc bbc afp freed prison-1 kenya-2024 one yard hop b of".split(),
]

PARTS = st.builds(
    lambda word, first, last, end: f"*{word[first:last]}{end}",
    st.sampled_from([name for name in NAMES if "," not in name]),
    st.integers(0, 3),
    st.integers(3, 9),
    st.sampled_from(["*", ""]),
)
"""Parts of words as they are asked for with stars."""

LABELS = [
    *"Kenya moise Jacmel saint-marc prison mission work freed date planned announced bbc".split(),
    *"Jovenel Prison-breaks unheard_of People-freed Two-prisons Émeute-3700 afp afp-7".split(),
    *"un-2024 prison-0 kenya-2024-1 x-0 No".split(),
    *("Jovenel Moïse", "NO ONE", "Saint Marc", "Prison yard", "Le Nouvelliste", "a panel"),
    "Straße: the",
]
"""Whole values, by label and by id, and some that are only the beginning of one."""


def exact(fields: list[str]) -> st.SearchStrategy[str]:
    """Texts of queries that ask for whole values of these fields."""
    value = st.sampled_from([*LABELS, *LABELS, *WORDS])
    return st.builds(
        lambda field, values: f"{field}:{','.join(values)}",
        st.sampled_from(fields),
        st.lists(value.map('="{}"'.format), min_size=1, max_size=2),
    )


TEXTS = st.one_of(
    st.sampled_from(WORDS),
    st.lists(st.sampled_from(WORDS), min_size=1, max_size=3).map(lambda w: f'"{" ".join(w)}"'),
    st.builds(
        lambda field, values: f"{field}:{','.join(values)}",
        st.sampled_from(FIELDS),
        st.lists(st.sampled_from(NAMES).map('"{}"'.format), min_size=1, max_size=2),
    ),
    st.builds("{}{}".format, st.sampled_from(["", *(f"{name}:" for name in FIELDS)]), PARTS),
    exact(["title", "id"]),
)
"""Texts of queries that ask for words."""

LEAVES = st.one_of(
    TEXTS,
    st.builds(
        "{}:{}".format,
        st.sampled_from("in before after since until".split()),
        st.sampled_from(PERIODS),
    ),
    st.builds("as-of:{}".format, st.sampled_from(DAYS)),
    exact(FIELDS),
    st.builds(
        "{}{}{}".format,
        st.sampled_from("freed FREED us-funding.2 date killed".split()),
        st.sampled_from("> >= < <= =".split()),
        st.sampled_from("3700 4600 4000 3700.5 0 0.1 -2.5 -3 100000000000000000000".split()),
    ),
    st.sampled_from(["last:30d", "last:2w", "last:6m", "last:150y"]),
    st.sampled_from(
        (
            "is:disputed is:planned is:open is:open is:kept is:partly-kept is:superseded "
            "is:cancelled is:uncertain is:undated is:planned,undated "
            "is:starred is:noted is:new,starred"
        ).split()
    ),
)

QUERIES = st.recursive(
    LEAVES,
    lambda inner: st.one_of(
        st.builds("{} {}".format, inner, inner),
        st.builds("{} OR {}".format, inner, inner),
        st.builds("({}) ({})".format, inner, inner),
        st.builds("({}) OR ({})".format, inner, inner),
        st.builds("-({})".format, inner),
        st.builds("NOT {}".format, inner),
    ),
    max_leaves=6,
)
"""Texts of queries of every kind that the language has."""


def passages(event: Event) -> list[Passage]:
    """What words find of an event."""
    return Fields(HEADER).texts(event)


def kept(stored: list[Event]) -> Callable[[str], set[str]]:
    """What some reader keeps: about half of the events in each kind."""

    def ids(kind: str) -> set[str]:
        return {event.id for event in stored if crc32(f"{kind} {event.id}".encode()) & 1}

    return ids


def write_store(path: Path, *found: dict[str, Any], **header: Any) -> str:
    """Write an event file, one event a line; the path, for a command line."""
    lines = ",\n".join(json.dumps(event) for event in found)
    head = "".join(f"{json.dumps(key)}: {json.dumps(value)},\n" for key, value in header.items())
    path.write_text(f'{{\n{head}"events": [\n{lines}\n]\n}}\n', encoding="utf-8")
    return str(path)
