"""Small stores for tests: events to draw from, queries to ask of them, files to open."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

from hypothesis import strategies as st
from msgspec.structs import replace

from tui.event import Actor, Category, Claim, Event, Header, Link, Measure, Place, Source

HEADER = Header(
    timezone="America/Port-au-Prince",
    categories=[Category(id="prison", label="Prison breaks"), Category(id="mission", label="Work")],
    measures=[Measure(id="freed", label="People freed")],
    places=[Place(id="saint-marc", label="Saint-Marc")],
    actors=[Actor(id="kenya", label="Kenya"), Actor(id="moise", label="Jovenel Moïse")],
    sources=[Source(id="bbc", title="Two prisons", container_title="BBC", publisher="Straße")],
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


def phrases(most: int = 4) -> st.SearchStrategy[str]:
    """Texts of a few words that other texts have too, with punctuation between them."""
    word = st.sampled_from(WORDS) | st.text(max_size=3)
    return st.lists(
        st.tuples(word, st.sampled_from([" ", " ", ", ", "-", "\u200b"])), max_size=most
    ).map(lambda pairs: "".join(word + gap for word, gap in pairs))


NUMBERS = [3700, 4600, 3700.0, 0, -0.0, 0.1, -2.5, 10**20]
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
    status=st.sampled_from(["occurred", "planned", "announced", "disputed"]),
    places=st.lists(
        st.sampled_from(["saint-marc", "Jacmel", Place(label="Prison yard")]), max_size=2
    ),
    actors=st.lists(st.sampled_from(["kenya", "moise", Actor(label="No one")]), max_size=2),
    tags=st.lists(phrases(1), max_size=2),
    claims=st.lists(CLAIMS, max_size=4),
    sources=st.lists(st.sampled_from(["bbc", "afp", Source(title="Émeute, 3,700")]), max_size=2),
)


def events(most: int = 12) -> st.SearchStrategy[list[Event]]:
    """Events in any order, each with an id of its own, some linked to one before them."""

    def numbered(drafts: list[Event]) -> list[Event]:
        ids = [f"{draft.id}-{number}" for number, draft in enumerate(drafts)]
        links = [
            [Link(type="led-to", event=ids[number // 2])] if number % 3 else []
            for number in range(len(ids))
        ]
        return [
            replace(draft, id=own, links=linked)
            for draft, own, linked in zip(drafts, ids, links, strict=True)
        ]

    return st.lists(DRAFTS, max_size=most).map(numbered)


FIELDS = "category actor place source tag status title id measure".split()
NAMES = [*WORDS, *"planned dis occ saint bbc afp freed prison-1 kenya-2024".split()]

PARTS = st.builds(
    lambda word, first, last, end: f"*{word[first:last]}{end}",
    st.sampled_from([name for name in NAMES if "," not in name]),
    st.integers(0, 3),
    st.integers(3, 9),
    st.sampled_from(["*", ""]),
)
"""Parts of words as they are asked for with stars."""

TEXTS = st.one_of(
    st.sampled_from(WORDS),
    st.lists(st.sampled_from(WORDS), min_size=1, max_size=3).map(lambda w: f'"{" ".join(w)}"'),
    st.builds(
        lambda field, values: f"{field}:{','.join(values)}",
        st.sampled_from(FIELDS),
        st.lists(st.sampled_from(NAMES).map('"{}"'.format), min_size=1, max_size=2),
    ),
    st.builds("{}{}".format, st.sampled_from(["", *(f"{name}:" for name in FIELDS)]), PARTS),
)
"""Texts of queries that ask for words."""

LEAVES = st.one_of(
    TEXTS,
    st.builds(
        "{}:{}".format,
        st.sampled_from("in before after since until".split()),
        st.sampled_from(PERIODS),
    ),
    st.builds(
        "{}{}{}".format,
        st.sampled_from("freed FREED us-funding.2 date killed".split()),
        st.sampled_from("> >= < <= =".split()),
        st.sampled_from("3700 4600 4000 3700.5 0 0.1 -2.5 -3 100000000000000000000".split()),
    ),
    st.sampled_from(["last:30d", "last:2w", "last:6m", "last:150y"]),
    st.sampled_from("is:disputed is:planned is:uncertain is:undated is:planned,undated".split()),
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


def write_store(path: Path, *found: dict[str, Any], **header: Any) -> str:
    """Write an event file, one event a line; the path, for a command line."""
    lines = ",\n".join(json.dumps(event) for event in found)
    head = "".join(f"{json.dumps(key)}: {json.dumps(value)},\n" for key, value in header.items())
    path.write_text(f'{{\n{head}"events": [\n{lines}\n]\n}}\n', encoding="utf-8")
    return str(path)
