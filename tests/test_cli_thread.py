"""`thread` and `tours`: ways through the events, printed."""

from __future__ import annotations

import io
import json
import sys
from pathlib import Path
from typing import Any

import pytest

from tests.test_cli import HOSTILE, Output, is_harmless, ran
from tui.cli import Exit

EVENTS: list[dict[str, Any]] = [
    {"id": "plan", "date": "2023", "title": "A plan"},
    {
        "id": "vote",
        "date": "2023-10-02",
        "title": "A vote",
        "links": [
            {"type": "fulfils", "event": "plan"},
            {"type": "led-to", "event": "landing"},
            {"type": "led-to", "event": "gone"},
        ],
    },
    {"id": "landing", "date": "2024-06-25", "title": "A landing"},
]
TOUR: dict[str, Any] = {
    "id": "way",
    "title": "The way there",
    "description": "From a plan to a landing.",
    "stops": [{"event": "plan", "why": "It began."}, {"event": "landing"}],
}


@pytest.fixture
def store(tmp_path: Path) -> str:
    """A vote with what led to it and what came of it, and a tour."""
    return written(tmp_path, "Events")


def written(folder: Path, title: str) -> str:
    """The store, with one title everywhere where it is not `Events`."""
    events, tour = EVENTS, TOUR
    if title != "Events":
        events = [{**event, "title": title} for event in EVENTS]
        tour = {**TOUR, "title": title, "description": title}
    path = folder / "events.json"
    path.write_text(json.dumps({"tours": [tour], "events": events}), "utf-8")
    return str(path)


def test_a_thread_is_printed_as_a_tree(capsys: Output, store: str) -> None:
    """Causes above the event, consequences below, each with date, link, title and id."""
    code, out, _ = ran(capsys, "thread", "vote", store)
    assert code == Exit.OK
    assert (
        out
        == """\
2023               ┌ fulfils: A plan  [plan]
2 Oct 2023         * A vote  [vote]
25 Jun 2024        ├ led to: A landing  [landing]
                   └ led to: gone (not in this file)
"""
    )


def test_where_no_branch_can_be_drawn_others_stand(
    store: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    """In characters that every encoding has."""
    out = io.TextIOWrapper(io.BytesIO(), "ascii")
    monkeypatch.setattr(sys, "stdout", out)
    from tui.cli.commands import run

    assert run(["thread", "vote", store]) == Exit.OK
    out.seek(0)
    assert [line[19:21] for line in out.read().splitlines()] == ["/ ", "* ", "| ", "\\ "]


def test_a_thread_can_be_read_by_a_program(capsys: Output, store: str) -> None:
    """The same lines; what came before has steps below 0."""
    code, out, _ = ran(capsys, "thread", "vote", store, "--format", "json")
    assert code == Exit.OK
    thread = json.loads(out)
    assert thread["event"] == "vote"
    assert thread["thread"][0] == {
        "id": "plan",
        "date": "2023",
        "title": "A plan",
        "steps": -1,
        "link": "fulfils",
        "toward": "vote",
        "again": False,
    }
    assert [line["steps"] for line in thread["thread"]] == [-1, 0, 1, 1]
    assert thread["thread"][3]["title"] is None


@pytest.mark.parametrize("command", ["thread", "tours"])
def test_what_is_not_there_is_said(capsys: Output, store: str, command: str) -> None:
    """With where to look."""
    code, out, err = ran(capsys, command, "nobody", store)
    assert (code, out) == (Exit.NOTHING, "")
    assert "nobody" in err


def test_tours_are_listed_and_printed(capsys: Output, store: str) -> None:
    """The list names what to ask for; one of them with its stops and why they stand there."""
    code, out, _ = ran(capsys, "tours", "", store)
    assert (code, out) == (Exit.OK, "way  The way there, 2 stops\n")
    code, out, _ = ran(capsys, "tours", "way", store)
    assert code == Exit.OK
    assert (
        out
        == """\
The way there
From a plan to a landing.
1  2023, A plan  [plan]
   It began.
2  25 Jun 2024, A landing  [landing]
"""
    )
    assert ran(capsys, "tours")[1].startswith("prison-breaks ")


def test_a_misspelt_tour_is_guessed(capsys: Output, store: str) -> None:
    """As commands and fields are."""
    assert "did you mean way?" in ran(capsys, "tours", "wya", store)[2]


def test_a_store_without_tours_says_so(capsys: Output, tmp_path: Path) -> None:
    """Nothing is found."""
    path = tmp_path / "events.json"
    path.write_text(json.dumps({"events": EVENTS[:1]}))
    code, out, err = ran(capsys, "tours", "", str(path))
    assert (code, out) == (Exit.NOTHING, "")
    assert "no tours" in err


@pytest.mark.parametrize("text", HOSTILE.values(), ids=HOSTILE)
def test_text_from_strangers_is_printed_harmlessly(
    capsys: Output, tmp_path: Path, text: str
) -> None:
    """In every form."""
    path = written(tmp_path, text)
    for arguments in (["thread", "vote"], ["tours", ""], ["tours", "way"]):
        assert is_harmless(ran(capsys, *arguments, path)[1])
    assert is_harmless(ran(capsys, "thread", "vote", path, "--format", "json")[1])
