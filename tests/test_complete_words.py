"""What may be meant: candidates from the language and from the store, with what they would find."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests import screens
from tests.stores import write_store
from tui.complete import Candidate, candidates
from tui.search import Timeline


@pytest.fixture
def timeline(tmp_path: Path) -> Timeline:
    """The small chronology of the screen's tests."""
    return screens.timeline(tmp_path)


def offered(timeline: Timeline, text: str, most: int = 9) -> list[Candidate]:
    """The candidates where the bar stands in the text, or at its end."""
    before, _, after = text.partition("|")
    return candidates(timeline, before + after, len(before), most)


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("mis", ["mission 2"]),
        ("MÍS", ["mission 2"]),
        ("kenya mis", ["mission 2"]),
        ("-kenya off", ["office 2"]),
        ("zebra mis", []),
        ("ac", ["actor: -"]),
        ("fr", ["freed> 1", "freed 1"]),
        ("in:2023 fr", ["freed> 0"]),
        ("actor:", ["Kenya 3"]),
        ("actor:KÉN", ["Kenya 3"]),
        ("actor:=ken", ["Kenya 3"]),
        ("actor:x", []),
        ("place:prince", ["Port-au-Prince 2"]),
        ("place:capital", ["Port-au-Prince 2"]),
        ("kenya place:", ["Port-au-Prince 1"]),
        ("in:2024-06 place:", ["Port-au-Prince 0+1"]),
        ("category:dep", ["Deployments 3"]),
        ("category:prison-b", ["Prison breaks 1"]),
        ("status:", ["occurred 5", "announced 1", "planned 1"]),
        ("measure:peo", ["People freed 1"]),
        (
            "is:",
            ["planned 2", "disputed 1", "undated 1", "uncertain 3", "open 2"]
            + [f"{kind} 0" for kind in ("cancelled", "kept", "partly-kept", "superseded")],
        ),
        ("is:dis", ["disputed 1"]),
        ("sort:", ["date -", "relevance -"]),
        ("sort:r", ["relevance -"]),
        ("in:", ["2023 2+1", "2024 3+1", "2025 0+1"]),
        ("in:202", ["2023 2+1", "2024 3+1", "2025 0+1"]),
        ("in:2024", ["2024-03 2+1", "2024-06 0+2"]),
        ("in:mar", ["2024-03 2+1"]),
        ("kenya in:2024", ["2024-06 0+2"]),
        ("before:20", ["2023 -", "2024 -", "2025 -"]),
        ("in:2023..20", ["2023 -", "2024 -", "2025 -"]),
        ("title:m", []),
        ("id:m", []),
        ("last:3", []),
        ("two pri|sons", []),
        ("saint-ma", []),
        ("", []),
    ],
)
def test_candidates_are_counted_with_the_rest_of_the_query(
    timeline: Timeline, text: str, found: list[str]
) -> None:
    """By any word of a label or by id; what is possible is counted apart."""

    def said(one: Candidate) -> str:
        possible = f"+{one.possible}" if one.possible else ""
        return f"{one.shown} {'-' if one.certain is None else one.certain}{possible}"

    assert sorted(map(said, offered(timeline, text))) == sorted(found)


def test_a_candidate_counts_what_it_finds(timeline: Timeline) -> None:
    """Once it is accepted."""
    for text in ("actor:", "kenya place:", "is:", "in:", "in:2024", "category:", "-x status:"):
        for one in offered(timeline, text):
            results = timeline.search(timeline.parse(one.text))
            assert (results.certain, results.possible) == (one.certain, one.possible), one


@pytest.mark.parametrize(
    ("text", "accepted", "is_whole"),
    [
        ("mis| kenya", "mission| kenya", True),
        ("act", "actor:|", False),
        ("fr", "freed>|", False),
        ("place:cap", "place:=Port-au-Prince|", True),
        ("-category:pri| armed", '-category:="Prison breaks"| armed', True),
        ("in:2024-0", "in:2024-03|", True),
    ],
)
def test_what_is_accepted_stands_in_the_text(
    timeline: Timeline, text: str, accepted: str, is_whole: bool
) -> None:
    """In the place of what was typed; after a field a value is still to come."""
    first = offered(timeline, text)[0]
    assert f"{first.text[: first.cursor]}|{first.text[first.cursor :]}" == accepted
    assert first.is_whole == is_whole


def test_what_is_typed_already_is_no_candidate(timeline: Timeline) -> None:
    """There is nothing to accept."""
    for text in ("mission", "MISSION", "actor:=Kenya", "in:2024-03", "sort:date", "is:disputed"):
        assert offered(timeline, text) == []


def test_a_candidate_says_what_it_stands_for(timeline: Timeline) -> None:
    """Where its letters do not."""
    meanings = {
        "act": "by \u2026",
        "befo": "a date",
        "las": "30d, 2w, 6m, 1y",
        "fre": "People freed",
        "place:": "capital",
        "actor:": "",
        "is:d": "in dispute",
        "sort:d": "the order of time",
        "in:2024-0": "Mar 2024",
    }
    for text, meaning in meanings.items():
        assert offered(timeline, text)[0].meaning == meaning, text


def test_there_are_no_more_than_wanted(timeline: Timeline) -> None:
    """Names of the language leave room for words; months are those with most events."""
    assert [one.shown for one in offered(timeline, "a", 4)][:3] == ["actor:", "after:", "as-of:"]
    assert len(offered(timeline, "a", 4)) == 4
    assert [one.shown for one in offered(timeline, "in:2024", 1)] == ["2024-03"]


def test_values_can_only_be_shown(tmp_path: Path) -> None:
    """They come from strangers."""
    tag = 'x\x1b[31m "a"\u202e'
    path = write_store(tmp_path / "x.json", {"id": "a", "title": "A", "tags": [tag]})
    timeline = Timeline.open([path])
    first = offered(timeline, "tag:")[0]
    assert first.shown == 'x\u241b[31m "a"'
    assert len(timeline.search(timeline.parse(first.text))) == 1
