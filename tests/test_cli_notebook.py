"""What the reader keeps, for the commands: asked for, printed with events, listed."""

from __future__ import annotations

import csv
import io
import json
from pathlib import Path

import pytest
from markdown_it import MarkdownIt

from tests.screens import STORE
from tui.cli import Exit
from tui.cli.commands import run
from tui.notebook import Notebook, Reader, Remark, View, Visits
from tui.search import Timeline

Output = pytest.CaptureFixture[str]
NAME = "A small chronology"


def ran(capsys: Output, *arguments: str) -> tuple[int, str, str]:
    """The exit code, stdout and stderr of a command line."""
    code = run(arguments)
    out, err = capsys.readouterr()
    return code, out, err


def remark(book: Notebook) -> None:
    """Keep a star, a note with both, and one about an event that is gone."""
    for event in ("offer", "storming"):
        book.star(Remark(event, NAME, "x"), True)
    book.note(Remark("storming", NAME, "x"), "=Ask *again*\n# whom?\x1b[31m")
    book.note(Remark("coup", NAME, "An event that was"), "why gone?")
    book.star(Remark("year", "Another chronology", "x"), True)


@pytest.fixture
def store(tmp_path: Path) -> str:
    """The small chronology, with stars and notes."""
    path = tmp_path / "events.json"
    path.write_text(json.dumps(STORE), "utf-8")
    remark(Notebook())
    return str(path)


@pytest.mark.parametrize(
    ("query", "found"),
    [
        ("is:starred", ["offer", "storming"]),
        ("is:noted", ["storming"]),
        ("is:starred -is:noted", ["offer"]),
        ("is:noted,starred prison", ["storming"]),
        ("-is:starred in:2023-07", ["year", "more"]),
    ],
)
def test_stars_and_notes_are_asked_for(
    capsys: Output, store: str, query: str, found: list[str]
) -> None:
    """With everything else that can be asked."""
    _, out, _ = ran(capsys, "search", query, store, "--format", "ids")
    assert out.split() == found
    assert ran(capsys, "search", query, store, "--count")[1].startswith(
        "0 certain, 2" if "year" in found else str(len(found))
    )


def test_stars_and_notes_are_counted(capsys: Output, store: str) -> None:
    """Beside what events say of themselves, and explained."""
    _, out, _ = ran(capsys, "facets", "is", "", store, "--format", "csv")
    assert {"starred,2,0", "noted,1,0"} <= set(out.split())
    _, out, _ = ran(capsys, "promises", "is:starred", store, "--format", "csv")
    assert len(out.splitlines()) == 2
    _, out, _ = ran(capsys, "search", "is:noted", store, "--explain")
    assert "means  events with a note of yours" in out
    assert "finds  1" in out


def test_notes_are_printed_with_events_when_asked(capsys: Output, store: str) -> None:
    """In every format; no note drives a terminal, a spreadsheet or a Markdown reader."""

    def asked(format: str) -> str:
        command = ("search", "kenya OR prison", store, "--with-notes", "--format", format)
        code, out, _ = ran(capsys, *command)
        assert code == Exit.OK
        assert "\x1b" not in out
        return out

    assert "stormed  [storming]\n" + " " * 19 + "* starred\n" + " " * 19 + "=Ask" in asked("text")
    events = {one["id"]: one for one in json.loads(asked("json"))["events"]}
    assert events["storming"]["notebook"]["note"].startswith("=Ask *again*\n# whom?")
    assert events["offer"]["notebook"] == {"star": True, "note": ""}
    assert "notebook" not in events["more"]
    assert [json.loads(line) for line in asked("jsonl").splitlines()] == list(events.values())
    rows = {row["id"]: row for row in csv.DictReader(io.StringIO(asked("csv")))}
    assert (rows["storming"]["star"], rows["more"]["star"]) == ("yes", "")
    assert rows["storming"]["your note"].startswith("'=Ask *again* # whom?")
    html = MarkdownIt().render(asked("md"))
    assert "<blockquote>\n<p>* starred</p>\n<p>=Ask *again*</p>\n<p># whom?" in html


def test_without_being_asked_no_note_is_printed(capsys: Output, store: str) -> None:
    """They are nobody else's business."""
    for kind in ("text", "json", "jsonl", "csv", "md"):
        assert "Ask" not in ran(capsys, "search", "", store, "--format", kind)[1]
    for more in (["--count"], ["--explain"], ["--format", "ids"], ["--format", "ris"]):
        code, _, err = ran(capsys, "search", "", store, "--with-notes", *more)
        assert (code, err) == (Exit.USAGE, "--with-notes has no events to print them with\n")


def test_the_notebook_is_listed_with_what_is_gone(capsys: Output, store: str) -> None:
    """No note is lost because its event was renamed; where the file is is said."""
    code, out, err = ran(capsys, "notebook", store)
    assert (code, err) == (Exit.OK, f"notebook: {Notebook().path}\n")
    assert out.replace("\u241b", "") == (
        "* 29 Jul 2023  Kenya offers to lead a mission  [offer]\n"
        "* 2-3 Mar 2024  Two prisons are stormed  [storming]\n"
        "    =Ask *again*\n    # whom?[31m\n"
        "gone from the store (1):\n"
        "  An event that was  [coup]\n"
        "    why gone?\n"
    )


def test_another_notebook_can_be_named(capsys: Output, store: str, tmp_path: Path) -> None:
    """As one that was copied from another computer; its views as well."""
    path = tmp_path / "copied.jsonl"
    path.write_bytes(Notebook().path.read_bytes())
    Notebook().path.unlink()
    Notebook(path).save(View("mine", "is:starred"))
    elsewhere = ("--notebook", str(path))
    assert ran(capsys, "search", "is:noted", store, "--count")[1] == "0\n"
    assert ran(capsys, "search", "is:noted", store, "--count", *elsewhere)[1] == "1\n"
    assert ran(capsys, "search", store, "--view", "mine", "--count", *elsewhere)[1]
    assert "* starred" in ran(capsys, "show", "offer", store, *elsewhere)[1]
    assert "* starred" not in ran(capsys, "show", "offer", store)[1]
    code, out, _ = ran(capsys, "notebook", store)
    assert (code, out) == (Exit.NOTHING, "")
    assert ran(capsys, store, "-q", "is:noted", *elsewhere)[1].endswith("[storming]\n")


def test_a_notebook_that_cannot_be_read_is_said_once(
    capsys: Output, store: str, tmp_path: Path
) -> None:
    """And then keeps nothing."""
    code, out, err = ran(capsys, "search", "is:starred,noted", store, "--notebook", str(tmp_path))
    assert (code, out) == (Exit.NOTHING, "")
    assert err.count("Cannot read") == 1


def test_what_is_new_can_be_asked_for_in_a_pipe(capsys: Output, store: str) -> None:
    """Since a window was last closed; to ask makes nothing known."""
    assert ran(capsys, "search", "is:new", store, "--count")[1] == "0\n"
    timeline = Timeline.open([store])
    reader = Reader(timeline.name, timeline.place, timeline.sums, Notebook(), Visits())
    reader.compare()
    reader.close()
    first = STORE["events"][0]
    changed = {**STORE, "events": [{**first, "title": "Another"}, *STORE["events"][1:]]}
    Path(store).write_text(json.dumps(changed, indent=3), "utf-8")
    for _ in range(2):
        assert ran(capsys, "search", "is:new", store, "--format", "ids")[1] == "year\n"
    assert "changed since your last visit" in ran(capsys, "show", "year", store)[1]


def test_a_store_is_known_by_its_title_or_its_file(tmp_path: Path) -> None:
    """Wherever that lies; two files without a title are told apart on one computer."""
    named, other = tmp_path / "a" / "x.json", tmp_path / "b" / "x.json"
    for path, title in ((named, NAME), (other, "")):
        path.parent.mkdir()
        path.write_text(json.dumps({**STORE, "title": title}), "utf-8")
    titled, untitled = Timeline.open([str(named)]), Timeline.open([str(other)])
    assert (titled.name, titled.place) == (NAME, NAME)
    assert (untitled.name, untitled.place) == ("x.json", str(other))
    assert Timeline.open([]).name.startswith("Haiti")
