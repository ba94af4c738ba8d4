"""`search --explain`, `--sort` and `--view`: what a query asks, and why it finds what it finds."""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest

from tests.stores import write_store
from tests.test_cli import HOSTILE, Output, Terminal, is_harmless, ran
from tests.test_imports import command
from tui.cli import Exit
from tui.cli.commands import run
from tui.notebook import Notebook, View

BREAK = {"id": "break", "title": "A prison is stormed", "date": "2024-03-02"}
VISIT = {"id": "visit", "title": "Kenya visits", "date": "2024-03~", "summary": "Also a prison."}
PLAN = {"id": "plan", "title": "A plan for prisons, prisons", "date": "2025-01-05"}


@pytest.fixture
def store(tmp_path: Path) -> str:
    """A storming, a visit at about that time, and a later plan."""
    return write_store(tmp_path / "three.json", BREAK, VISIT, PLAN)


def test_a_query_is_explained(capsys: Output, store: str) -> None:
    """As it is read, in words, with what it finds and each of its terms alone, on stdout."""
    code, out, err = ran(capsys, "search", "prison in:2024-03 -kenya", store, "--explain")
    assert (code, err) == (Exit.OK, "")
    assert (
        out
        == """\
query  prison in:2024-03 -kenya
means  events about "prison", in March 2024, not about "kenya"
finds  1
term   prison      finds 3
term   in:2024-03  finds 1 certain, 1 possible
term   -kenya      leaves out 1
"""
    )


def test_doubts_are_explained_with_their_place_and_cure(capsys: Output, store: str) -> None:
    """The cure is the whole query, to be copied."""
    _, out, err = ran(capsys, "search", "prison titel:plan in:2024-13", store, "--explain")
    assert err == ""
    assert out.splitlines()[2:5] == [
        "note   character 8: there is no field titel:, did you mean title:?",
        "write  prison title:plan in:2024-13",
        'note   character 19: in: "2024-13" is not a date; months run 01 to 12',
    ]


def test_words_that_were_meant_are_offered(capsys: Output, store: str) -> None:
    """With the events that have them; an empty result is an exit code of 1."""
    code, out, _ = ran(capsys, "search", "prision", store, "--explain")
    assert code == Exit.NOTHING
    assert out.splitlines()[-1] == "word   prision: did you mean prison (3)?"


def test_an_explanation_can_be_read_by_programs(capsys: Output, store: str) -> None:
    """One object with the same; places are offsets in what was typed."""
    asked = "titel:prision -in:2024-03"
    _, out, err = ran(capsys, "search", asked, store, "--explain", "--format", "json")
    assert err == ""
    said = json.loads(out)
    assert list(said) == ["query", "sentence", "counts", "notes", "terms", "instead"]
    assert said["counts"] == {"certain": 0, "possible": 0}
    (note,) = said["notes"]
    assert asked[note["start"] : note["end"]] == "titel:prision"
    assert note["cure"] == "title:prision"
    assert said["terms"] == [
        {"term": '"titel:prision"', "negated": False, "certain": 0, "possible": 0},
        {"term": "in:2024-03", "negated": True, "certain": 1, "possible": 1},
    ]
    assert {"word", "near", "events", "possible", "query"} == set(said["instead"][0])
    assert said["query"] == '"titel:prision" -in:2024-03'


def test_every_event_needs_no_explanation(capsys: Output, store: str) -> None:
    """There is no term."""
    _, out, _ = ran(capsys, "search", "", store, "--explain")
    assert out == "query\nmeans  all events\nfinds  3\n"


@pytest.mark.parametrize(
    ("query", "said"),
    [
        ("prision", ["prision: no event; did you mean prison (3)?"]),
        ("title:prision", ["title:prision: no event; did you mean prison (2)?"]),
        ("prison xylophone", ["xylophone: no event"]),
        ("prison -in:2024..", ["-in:2024..: no event"]),
        ('"is prison"', ['"is prison": no event']),
        (
            "plan in:2024-03",
            [
                "no event is found by all of its terms; "
                "alone they find: plan 1; in:2024-03 1 certain, 1 possible"
            ],
        ),
        (
            "plan (visits OR stormed)",
            [
                "no event is found by all of its terms; "
                "alone they find: plan 1; (visits OR stormed) 2"
            ],
        ),
    ],
)
def test_the_term_that_finds_nothing_is_named(
    capsys: Output, store: str, query: str, said: list[str]
) -> None:
    """On stderr, after the query in words; or that no term is to blame alone."""
    code, out, err = ran(capsys, "search", query, store)
    first, *reasons = err.splitlines()
    assert (code, out) == (Exit.NOTHING, "")
    assert first.startswith("nothing is found: events ")
    assert reasons == said


@pytest.mark.parametrize("text", HOSTILE.values(), ids=HOSTILE)
@pytest.mark.parametrize("options", [[], ["--explain"], ["--explain", "--format", "json"]])
def test_what_was_typed_is_said_harmlessly(
    capsys: Output, store: str, text: str, options: list[str]
) -> None:
    """A query may be pasted from anywhere."""
    _, out, err = ran(capsys, "search", f"x{text}", store, *options)
    assert is_harmless(out)
    assert is_harmless(err)


def ids(capsys: Output, *arguments: str) -> list[str]:
    """What a search finds, in its order."""
    return ran(capsys, "search", *arguments, "--format", "ids")[1].split()


def test_the_best_can_stand_first(capsys: Output, store: str) -> None:
    """As the query or the option asks; where they differ the option wins."""
    ranked, dated = ["break", "visit", "plan"], ["visit", "break", "plan"]
    assert ids(capsys, "prison", store) == dated
    best = ids(capsys, "prison", store, "--sort", "relevance")
    assert best == ids(capsys, "prison sort:relevance", store) == ranked
    assert ids(capsys, "prison sort:relevance", store, "--sort", "date") == dated


def test_a_ranked_list_has_no_headings(capsys: Output, store: str) -> None:
    """Years would come and go; what is only possible still stands apart."""
    arguments = ("prison in:2024-03", store, "--sort", "relevance")
    _, out, _ = ran(capsys, "search", *arguments, "--format", "md")
    assert [line for line in out.splitlines() if line.startswith("## ")] == ["## Possibly (1)"]
    _, out, _ = ran(capsys, "search", *arguments)
    assert out.splitlines()[1] == "possibly (1):"


def test_there_may_be_nothing_to_rank(capsys: Output, store: str) -> None:
    """Which is said once, and the order is that of time."""
    for arguments in (["in:2024"], ["in:2024 sort:relevance"]):
        code, _, err = ran(capsys, "search", *arguments, store, "--sort", "relevance")
        assert code == Exit.OK
        assert err.count("\n") == err.count("there is nothing to rank; type a word") == 1


@pytest.fixture
def view() -> View:
    """A saved view of what is about prisons."""
    view = View("prisons", "prison OR jail", "visit")
    Notebook().save(view)
    return view


@pytest.mark.usefixtures("view")
def test_a_view_is_asked_by_its_name(capsys: Output, store: str) -> None:
    """Alone, or together with a query; its alternatives stay in brackets."""
    assert ids(capsys, "", store, "--view", "prisons") == ["visit", "break", "plan"]
    assert ids(capsys, "-in:2024", store, "--view", "prisons") == ["plan"]
    _, out, _ = ran(capsys, "search", "in:2025", store, "--view", "prisons", "--format", "json")
    assert json.loads(out)["query"] == "(prison OR jail) in:2025"
    code, out, _ = ran(capsys, "search", "--view", "prisons", "--count")
    assert (code, int(out) > 0) == (Exit.OK, True)
    assert ran(capsys, store, "--view", "prisons")[1].count("\n") == 3


def test_a_view_may_ask_for_the_best_first(capsys: Output, store: str) -> None:
    """Unless the option says otherwise; its doubts are said under its name."""
    Notebook().save(View("best", "prison sort:relevance in:soonish"))
    code, out, err = ran(capsys, "search", "", store, "--view", "best", "--format", "ids")
    assert (code, out.split()[0]) == (Exit.OK, "break")
    assert err.startswith('view "best", character 23: in: "soonish"')
    assert ids(capsys, "", store, "--view", "best", "--sort", "date")[0] == "visit"


@pytest.mark.parametrize("command", [["search", "x"], ["search"], []])
def test_an_unknown_view_is_a_slip(capsys: Output, command: list[str]) -> None:
    """The known ones are named."""
    asked = [*command, "--view", "prision\x1b"]
    assert ran(capsys, *asked) == (
        Exit.USAGE,
        "",
        'there is no view "prision␛"; none is saved yet\n',
    )
    Notebook().save(View("prisons", "prison"))
    Notebook().save(View("kenya", "kenya"))
    code, _, err = ran(capsys, *asked)
    assert (code, err) == (
        Exit.USAGE,
        'there is no view "prision␛"; there are: prisons, kenya\n',
    )


def test_a_notebook_may_be_unreadable(capsys: Output, store: str) -> None:
    """Which is said in a sentence."""
    Notebook().path.mkdir(parents=True)
    code, out, err = ran(capsys, "search", "", store, "--view", "prisons")
    assert (code, out) == (Exit.NOTHING, "")
    assert err.startswith("Cannot read ")


class Opened:
    """A screen that only remembers what it was opened with."""

    with_what: tuple[str, str] = ("", "")
    view: View | None = None
    return_code = 0

    def __init__(self, timeline: Any, query: str, at: Any, notebook: Any, view: Any) -> None:
        Opened.with_what = (query, at.id if at else "")
        Opened.view = view

    def finish(self) -> list[str]:
        """Nothing was left to be written."""
        return []

    def run(self) -> None:
        """Nothing is shown."""


@pytest.mark.usefixtures("view")
@pytest.mark.parametrize(
    ("arguments", "opened"),
    [
        (["--view", "prisons"], ("prison OR jail", "visit")),
        (["--view", "prisons", "-q", "in:2024"], ("(prison OR jail) in:2024", "visit")),
        (["--view", "prisons", "--at", "plan"], ("prison OR jail", "plan")),
        (["-q", "in:2024 "], ("in:2024 ", "")),
    ],
)
def test_the_screen_opens_at_a_view(
    store: str, monkeypatch: pytest.MonkeyPatch, arguments: list[str], opened: tuple[str, str]
) -> None:
    """As it was looked at, with its query and its event, unless another event is asked for."""
    monkeypatch.setattr(sys, "stdout", Terminal())
    monkeypatch.setattr(sys, "stdin", Terminal())
    monkeypatch.setattr("tui.ui.app.ExplorerApp", Opened)
    monkeypatch.setattr("gc.disable", lambda: None)
    assert run([store, *arguments]) == Exit.OK
    assert Opened.with_what == opened
    assert Opened.view == (Notebook().view("prisons") if "--view" in arguments else None)


def test_no_notebook_is_read_that_nobody_asks_for() -> None:
    """Nor are reasons made ready where something is found: a list starts without them."""
    search = command("search", "prison", "--limit", "1")
    names = ["tui.notebook", "tui.explain", "tui.query.complete"]
    program = f"{search}\nprint([name for name in {names} if name in sys.modules])"
    done = subprocess.run([sys.executable, "-c", program], capture_output=True, text=True)
    assert done.stdout.splitlines()[-1] == "[]"
