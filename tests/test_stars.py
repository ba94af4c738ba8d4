"""Stars and notes on the disk: whoever writes, and whoever is killed, nothing is lost."""

from __future__ import annotations

import datetime
import os
import random
import subprocess
import sys
from pathlib import Path

import msgspec
import pytest
from hypothesis import given
from hypothesis import strategies as st

from tui.notebook import News, Notebook, Reader, Remark, View, Visits
from tui.notebook.visits import MOST_VISITS
from tui.store import Sums

KILLS = 200


def about(event: str = "storming", store: str = "Haiti") -> Remark:
    """The event, as it is named to the notebook."""
    return Remark(event, store, f"What happened ({event})")


@pytest.fixture
def book(tmp_path: Path) -> Notebook:
    """A notebook that is not there yet."""
    return Notebook(tmp_path / "data" / "notebook.jsonl")


def test_a_star_and_a_note_share_a_line(book: Notebook) -> None:
    """Which says what they are about."""
    book.star(about(), True)
    book.note(about(), "Ask\nagain\n")
    assert book.path.read_text("utf-8") == (
        '{"event":"storming","store":"Haiti","title":"What happened (storming)",'
        '"star":true,"note":"Ask\\nagain"}\n'
    )
    assert book.remarks("Haiti")["storming"].note == "Ask\nagain"
    book.star(about(), False)
    assert book.remarks("Haiti")["storming"] == Remark(
        "storming", "Haiti", "What happened (storming)", note="Ask\nagain"
    )
    book.note(about(), " \n", before="Ask\nagain")
    assert book.path.read_text("utf-8") == ""


def test_two_stores_may_use_the_same_ids(book: Notebook) -> None:
    """A star belongs to the store of that title."""
    book.star(about(), True)
    book.note(about(store="Another"), "not that one")
    assert book.remarks("Haiti")["storming"].note == ""
    assert not book.remarks("Another")["storming"].star
    assert book.remarks("A third") == {}


def test_what_another_window_wrote_since_is_kept_as_well(book: Notebook) -> None:
    """But what the writer began with is replaced."""
    book.note(about(), "first")
    book.note(about(), "theirs", before="first")
    book.note(about(), "mine", before="first")
    assert book.remarks("Haiti")["storming"].note == "mine\n\ntheirs"
    book.note(about(), "both", before="mine\n\ntheirs")
    assert book.remarks("Haiti")["storming"].note == "both"


def test_two_notebooks_put_together_are_one(book: Notebook) -> None:
    """As with `cat`: stars are stars, and both notes are kept."""
    book.note(about(), "here")
    here = book.path.read_bytes()
    book.note(about(), "there", before="here")
    book.star(about(), True)
    book.path.write_bytes(here + book.path.read_bytes() + here)
    assert book.remarks("Haiti")["storming"] == Remark(
        "storming", "Haiti", "What happened (storming)", True, "here\n\nthere"
    )
    book.star(about(), False)
    assert len(book.path.read_bytes().splitlines()) == 1
    assert book.remarks("Haiti")["storming"].note == "here\n\nthere"


def test_what_a_later_version_keeps_of_an_event_stays(book: Notebook) -> None:
    """In its line, whatever this version changes there."""
    book.path.parent.mkdir()
    book.path.write_text('{"event":"a","store":"s","star":true,"colour":"red"}\n')
    book.note(Remark("a", "s", "T"), "x")
    book.star(Remark("a", "s", "T"), False)
    book.note(Remark("a", "s", "T"), "", before="x")
    line = msgspec.json.decode(book.path.read_bytes())
    assert line == {"event": "a", "store": "s", "title": "T", "colour": "red"}


@given(text=st.text())
def test_any_note_is_kept(text: str, tmp_path_factory: pytest.TempPathFactory) -> None:
    """As it was typed, but for space around it and halves of letters."""
    book = Notebook(tmp_path_factory.mktemp("book") / "notebook.jsonl")
    book.note(about(), text)
    kept = book.remarks("Haiti").get("storming", Remark("")).note
    assert kept == text.encode("utf-8", "replace").decode().strip()


WINDOWS = """
import os, random, select, signal, sys
from pathlib import Path
from tui.notebook import Notebook, Remark

book, kills, chance = Notebook(Path(sys.argv[1])), int(sys.argv[2]), random.Random(sys.argv[3])

def write(who, number, told):
    while True:
        number += 1
        about = Remark(f"{who}-{number % 5}", "Haiti", "T" * 300)
        before = book.remarks("Haiti").get(about.event, about).note
        book.note(about, f"{number} " + "x" * (number * 37 % 2_000), before)
        book.star(about, True)
        os.write(told, f"{about.event} {number}\\n".encode())

windows = {}
for kill in range(kills):
    for who in ("a", "b"):
        if who not in windows:
            heard, told = os.pipe()
            window = os.fork()  # a process each would take too long to start
            if not window:
                write(who, kill * 1_000_000, told)
            os.close(told)
            windows[who] = window, heard
    who = chance.choice("ab")
    window, heard = windows.pop(who)
    select.select([], [], [], chance.uniform(0, 0.02))
    os.kill(window, signal.SIGKILL)
    os.waitpid(window, 0)
    while said := os.read(heard, 65536):
        sys.stdout.write(said.decode())
    os.close(heard)
for window, _ in windows.values():
    os.kill(window, signal.SIGKILL)
"""
"""Two windows that write without end; one of them is killed at a random moment, again and again."""


@pytest.mark.skipif(sys.platform == "win32", reason="there is no kill -9")
def test_two_hundred_kills_lose_nothing_that_was_acknowledged(book: Notebook) -> None:
    """No line is torn, and no lock is left; the other window goes on writing meanwhile."""
    book.save(View("kept"))
    out = subprocess.run(
        [sys.executable, "-c", WINDOWS, str(book.path), str(KILLS), str(random.random())],
        capture_output=True,
        text=True,
        check=True,
    )
    acknowledged: dict[str, int] = {}
    for line in out.stdout.splitlines():
        event, number = line.split()
        acknowledged[event] = max(int(number), acknowledged.get(event, 0))
    assert len(acknowledged) == 10
    assert len(out.stdout.splitlines()) > KILLS // 4
    assert [view.name for view in book.views()] == ["kept"]
    lines = [msgspec.json.decode(line) for line in book.path.read_bytes().splitlines()]
    assert len(lines) == len({line.get("event") for line in lines})
    remarks = book.remarks("Haiti")
    for event, last in acknowledged.items():
        assert int(remarks[event].note.split()[0]) >= last
    assert all(remark.star for remark in remarks.values() if acknowledged.get(remark.event))
    book.star(about(), True)
    assert book.remarks("Haiti")["storming"].star


class Held:
    """A store that holds other events at each visit."""

    def __init__(self, **each: int) -> None:
        self.sums: Sums | None = Sums(len(each), sum(each.values()), each)

    def take(self) -> Sums | None:
        """What tells them from others."""
        return self.sums


def news_of(tmp_path: Path, held: Held, place: str = "Haiti") -> tuple[Reader, str]:
    """A reader who compares, and the news in a line without its time."""
    reader = Reader("Haiti", place, held.take, Notebook(tmp_path / "n"), Visits(tmp_path))
    reader.compare()
    said = reader.news.said(datetime.datetime.now().astimezone())
    return reader, said.partition(": ")[2]


def test_a_visit_is_closed_by_quitting(tmp_path: Path) -> None:
    """A window that was killed, or another store, makes nothing known."""
    assert news_of(tmp_path, Held(a=1))[1] == ""
    reader, said = news_of(tmp_path, Held(a=1, b=2))
    assert said == ""
    reader.close()
    _, said = news_of(tmp_path, Held(a=1, b=3, c=4))
    assert said == "1 new, 1 changed"
    other, said = news_of(tmp_path, Held(x=1), "Another")
    other.close()
    assert said == ""
    reader, said = news_of(tmp_path, Held(b=2))
    assert said == "1 gone"
    assert reader.news.gone == ("a",)
    assert set(reader.ids("new")) == set()


def test_a_large_store_is_compared_as_a_whole(tmp_path: Path) -> None:
    """It has no sums of single events, and says so."""
    held = Held()
    for sums, wanted in (
        (Sums(1_000_000, 5, {}), ""),
        (Sums(1_000_000, 5, {}), ""),
        (Sums(1_000_000, 6, {}), "the file was changed"),
        (Sums(1_001_200, 7, {}), "the file was changed, 1,200 events more"),
        (Sums(1_001_199, 7, {}), "the file was changed, 1 event fewer"),
    ):
        held.sums = sums
        reader, said = news_of(tmp_path, held)
        assert said == wanted
        assert reader.ids("new") == frozenset()
        reader.close()


def test_what_is_not_wholly_indexed_is_not_compared(tmp_path: Path) -> None:
    """Nor does quitting then close the visit."""
    held = Held(a=1)
    news_of(tmp_path, held)[0].close()
    held.sums = None
    reader, said = news_of(tmp_path, held)
    assert said == ""
    reader.close()
    assert news_of(tmp_path, Held(a=2))[1] == "1 changed"


def test_a_pipe_without_a_title_is_met_once(tmp_path: Path) -> None:
    """Nothing would tell it from another."""
    news_of(tmp_path, Held(a=1), "")[0].close()
    assert news_of(tmp_path, Held(b=1), "")[1] == ""


@pytest.mark.parametrize("text", ["", "{", '{"store":"Haiti"}', "[]", "\x00"])
def test_a_visit_that_cannot_be_understood_is_none(tmp_path: Path, text: str) -> None:
    """As one that another version wrote."""
    news_of(tmp_path, Held(a=1))[0].close()
    (path,) = tmp_path.glob("*.json")
    path.write_text(text)
    assert news_of(tmp_path, Held(b=1))[1] == ""


def test_only_so_many_visits_are_remembered(tmp_path: Path) -> None:
    """The newest."""
    visits = Visits(tmp_path)
    for number in range(MOST_VISITS + 3):
        visits.close(str(number), Sums(0, 0, {}))
        os.utime(visits._path(str(number)), (number, number))
    visits.close("last", Sums(0, 0, {}))
    assert visits.last("0") is None
    assert visits.last("last") is not None
    assert len(list(tmp_path.glob("*.json"))) == MOST_VISITS


@pytest.mark.parametrize(
    ("days", "said"), [(0, "Since 10:42"), (3, "Since 28 Feb"), (400, "Since 27 Jan 2023")]
)
def test_the_last_visit_is_named_as_shortly_as_can_be(days: int, said: str) -> None:
    """By its time, its day or its date."""
    now = datetime.datetime(2024, 3, 2, 10, 42)
    news = News(now - datetime.timedelta(days), changed=frozenset("a"))
    assert news.said(now) == f"{said}: 1 changed"
