"""`facets`: the values of a field, how many events have each, and when these were."""

from __future__ import annotations

import csv
import io
import json
import re
import sys
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.stores import HEADER, QUERIES, events, write_store
from tests.test_cli import HOSTILE, Output, Terminal, hostile_store, is_harmless, process, ran
from tests.test_imports import command, loaded
from tui.cli import Exit
from tui.cli.commands import run
from tui.cli.facets import ASCII_BARS, as_json, narrowed, text, time_of
from tui.engine import FACETS
from tui.engine.embedded import EmbeddedEngine
from tui.query import Query, parse
from tui.search import Results
from tui.spark import BLOCKS
from tui.text import cells

ACTORS = [{"id": "kenya", "label": "Kenya"}, {"id": "mss", "label": "MSS mission"}]


def dated(number: int, date: str, *actors: str) -> dict[str, Any]:
    """An event of that date by these actors."""
    return {"id": f"e{number}", "title": "A landing", "date": date, "actors": [*actors]}


@pytest.fixture
def store(tmp_path: Path) -> str:
    """Landings by two actors in 2024, of which one is approximate, and one without a date."""
    landings = [
        dated(1, "2024-01-05", "kenya"),
        dated(2, "2024-03-06", "kenya", "mss"),
        dated(3, "2024-03-07", "kenya"),
        dated(4, "2024-06~", "mss"),
        dated(5, "2024-06-08", "kenya"),
    ]
    undated = {"id": "e6", "title": "A landing", "actors": ["mss"]}
    return write_store(tmp_path / "landings.json", *landings, undated, actors=ACTORS)


def test_a_value_has_its_counts_and_its_time(capsys: Output, store: str) -> None:
    """The frequent first, a bar a month, possible events apart; talk stands on stderr."""
    code, out, err = ran(capsys, "facets", "actor", "in:2024", store)
    assert code == Exit.OK
    assert out == "Kenya        4  ▄ █  ▄\nMSS mission  2    ▄  ▄\n"
    assert err == "bars: Jan 2024 to Jun 2024, 1 month each\n"


def test_possible_events_are_counted_apart(capsys: Output, store: str) -> None:
    """A plus stands before them, in a column of their own."""
    _, out, _ = ran(capsys, "facets", "actor", "in:2024-06", store)
    assert out == "Kenya        1      █\nMSS mission  0  +1  █\n"
    _, out, _ = ran(capsys, "facets", "actor", "in:2024-06", store, "--format", "csv")
    assert out == "value,certain,possible\nKenya,1,0\nMSS mission,0,1\n"


def test_json_counts_by_month(capsys: Output, store: str) -> None:
    """Each event once, under the heading of its date; without a date it stands last."""
    _, out, err = ran(capsys, "facets", "actor", "kenya OR mss", store, "--format", "json")
    assert err == ""
    said = json.loads(out)
    assert list(said) == ["query", "field", "counts", "values"]
    assert (said["query"], said["field"]) == ("kenya OR mss", "actor")
    assert said["counts"] == {"certain": 6, "possible": 0}
    months = [("2024-01", 1), ("2024-03", 2), ("2024-06", 1)]
    assert said["values"][0] == {
        "value": "Kenya",
        "certain": 4,
        "possible": 0,
        "by_month": [{"month": month, "certain": n, "possible": 0} for month, n in months],
    }
    last = said["values"][1]["by_month"][-1]
    assert last == {"month": None, "certain": 1, "possible": 0}


def test_a_date_no_better_than_a_year_is_that_year(capsys: Output, tmp_path: Path) -> None:
    """In JSON; its bars are a twelfth as high as that of one day in each month."""
    path = write_store(tmp_path / "year.json", dated(1, "2024", "x"), dated(2, "-0044-03-15", "y"))
    _, out, _ = ran(capsys, "facets", "actor", "", path, "--format", "json")
    months = [value["by_month"][0]["month"] for value in json.loads(out)["values"]]
    assert months == ["2024", "-0044-03"]
    _, out, err = ran(capsys, "facets", "actor", "in:2024", path)
    assert out == f"x  1  {12 * BLOCKS[-1]}\n"
    _, _, err = ran(capsys, "facets", "actor", "", path)
    assert err.startswith("bars: Mar 45 BC to Dec 2024, ")


def test_periods_are_in_the_order_of_time(capsys: Output, store: str) -> None:
    """Not the frequent first."""
    _, out, _ = ran(capsys, "facets", "month", "in:2024", store)
    assert [line[:7] for line in out.splitlines()] == ["2024-01", "2024-03", "2024-06"]


def test_the_query_stands_before_the_files(capsys: Output, store: str) -> None:
    """It may be empty; without a file it may be left out."""
    code, out, _ = ran(capsys, "facets", "actor", "-mss", store, "--format", "csv")
    assert (code, out) == (Exit.OK, "value,certain,possible\nKenya,3,0\n")
    code, out, _ = ran(capsys, "facets", "actor", "", store, "--format", "csv")
    assert (code, out.count("\n")) == (Exit.OK, 3)
    code, out, _ = ran(capsys, "facets", "year", "--format", "csv")
    assert code == Exit.OK
    assert "\n2024," in out


@pytest.mark.parametrize("command", [["facets", "actor"], ["search"]])
def test_a_file_in_the_place_of_the_query_is_a_slip(
    capsys: Output, store: str, command: list[str]
) -> None:
    """Nothing is found for its name, and the cure is said."""
    code, out, err = ran(capsys, *command, store)
    assert (code, out) == (Exit.NOTHING, "")
    assert err.endswith(f'"{store}" is a file; write a query before it, "" for every event\n')


def test_events_may_have_no_value(capsys: Output, store: str) -> None:
    """Then nothing is found, which is said of the values or of the events."""
    code, out, err = ran(capsys, "facets", "tag", "landing", store)
    assert (code, out) == (Exit.NOTHING, "")
    assert err == 'nothing is found: no tag in events about "landing"\n'
    code, out, err = ran(capsys, "facets", "tag", "landign", store, "--format", "csv")
    assert (code, out) == (Exit.NOTHING, "value,certain,possible\n")
    assert err.splitlines()[-1] == "landign: no event; did you mean landing (6)?"


def test_events_may_have_no_date(capsys: Output, store: str) -> None:
    """Then there is no time to draw."""
    code, out, err = ran(capsys, "facets", "actor", "is:undated", store)
    assert (code, out, err) == (Exit.OK, "MSS mission  1\n", "")


def test_a_limit_says_what_it_leaves_out(capsys: Output, store: str) -> None:
    """On stderr, with the cure."""
    code, out, err = ran(capsys, "facets", "actor", "", store, "--limit", "1", "--format", "csv")
    assert (code, out) == (Exit.OK, "value,certain,possible\nKenya,4,0\n")
    assert err == "1 value left out; --limit 2 prints all\n"


def test_a_terminal_gets_the_most_frequent_values(
    capsys: Output, monkeypatch: pytest.MonkeyPatch
) -> None:
    """20 of them, in lines that fit, with columns that stand below one another; a pipe gets all."""
    terminal = Terminal()
    with monkeypatch.context() as patch:
        patch.setattr(sys, "stdout", terminal)
        patch.setenv("COLUMNS", "60")
        run(["facets", "source"])
    assert "left out; --limit" in capsys.readouterr().err
    lines = terminal.getvalue().splitlines()
    assert len(lines) == 20
    assert all(cells(line) <= 60 for line in lines)
    assert any("\u2026" in line for line in lines)
    counts = [found.end() for line in lines if (found := re.search(r"  +\d+(?=  )", line))]
    assert counts == counts[:1] * 20
    _, out, err = ran(capsys, "facets", "source")
    assert out.count("\n") > 20
    assert "left out" not in err
    assert "\u2026" not in out


def test_all_months_stand_on_a_terminal(monkeypatch: pytest.MonkeyPatch) -> None:
    """The first of them are not the most frequent."""
    terminal = Terminal()
    monkeypatch.setattr(sys, "stdout", terminal)
    run(["facets", "month"])
    assert terminal.getvalue().count("\n") > 20


def test_an_encoding_without_blocks_has_other_bars(store: str) -> None:
    """Signs that every terminal has, from low to high."""
    done = process("facets", "actor", "in:2024", store, PYTHONIOENCODING="ascii")
    assert done.stdout.decode() == "Kenya        4  = @  =\nMSS mission  2    =  =\n"
    assert len(ASCII_BARS) == len(BLOCKS)
    done = process("facets", "actor", "in:2024", store, PYTHONIOENCODING="utf-8")
    assert BLOCKS[-1] in done.stdout.decode()


@pytest.mark.parametrize("format", ["text", "json", "csv"])
@pytest.mark.parametrize("hostile", HOSTILE.values(), ids=HOSTILE)
def test_a_value_is_shown_and_never_obeyed(
    capsys: Output, tmp_path: Path, hostile: str, format: str
) -> None:
    """Whatever a stranger wrote as a tag."""
    path, event = hostile_store(tmp_path, hostile)
    _, out, err = ran(capsys, "facets", "tag", "", path, "--format", format)
    assert is_harmless(out)
    assert is_harmless(err)
    if format == "json":
        assert [value["value"] for value in json.loads(out)["values"]] in ([], event["tags"][:1])
    if format == "csv":
        csv.field_size_limit(10**7)
        found = [line[0] for line in csv.reader(io.StringIO(out))]
        assert not any(value.strip()[:1] in tuple("=+-@") for value in found if value)


def test_a_query_that_has_values_of_the_field_is_narrowed_further(
    capsys: Output, store: str
) -> None:
    """Each line counts events that the query finds, never those of another value beside it."""
    _, out, _ = ran(capsys, "facets", "actor", "actor:mss", store, "--format", "json")
    values = {value["value"]: value for value in json.loads(out)["values"]}
    assert [month["month"] for month in values["Kenya"]["by_month"]] == ["2024-03"]
    assert sum(month["certain"] for month in values["MSS mission"]["by_month"]) == 3


class Listed(list[Any]):
    """Events in a list, with what their ids stand for."""

    header = HEADER


class Made:
    """Events in memory that can be searched, as a timeline does it."""

    def __init__(self, found: list[Any]) -> None:
        self._events: Any = Listed(found)
        self._engine = EmbeddedEngine(found, HEADER)

    def search(self, query: Query) -> Results:
        """What the query finds."""
        found = self._engine.search(query)
        return Results(
            self._events, found, query, lambda ask: ask(self._engine), lambda asked: asked
        )


@given(events(), QUERIES, st.sampled_from(FACETS))
def test_months_add_up_to_the_value(found: list[Any], asked: str, field: str) -> None:
    """And what a value counts is what its query finds, whatever is asked of whatever events."""
    timeline: Any = Made(found)
    query = parse(asked)
    values = timeline.search(query).facet(field)
    said = json.loads("\n".join(as_json(timeline, query, field, values)))
    for value, tally in zip(said["values"], values, strict=True):
        narrow = timeline.search(narrowed(query, field, tally.value))
        assert (narrow.certain, narrow.possible) == tally[1:]
        for count in ("certain", "possible"):
            assert sum(month[count] for month in value["by_month"]) == value[count]
    lines = list(text(timeline, query, field, values, time_of(timeline, query)))
    assert len(lines) == len(values)


def test_no_screen_is_loaded_to_count() -> None:
    """Nor what lays out text, nor the parsers of rare dates."""
    unwanted = {"textual", "rich", "edtf", "dateutil"}
    assert loaded(command("facets", "actor", "in:2024")).isdisjoint(unwanted)
    assert loaded(command("search", "prision", "--explain")).isdisjoint(unwanted)
