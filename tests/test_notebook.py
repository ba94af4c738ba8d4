"""The reader's own files: nothing is lost, whoever else writes them."""

from __future__ import annotations

import os
import stat
import subprocess
import sys
from pathlib import Path

import pytest

from tui.notebook import MOST_ASKED, History, Notebook, NotebookError, View, Walk, file

needs_permissions = pytest.mark.skipif(
    sys.platform == "win32" or os.geteuid() == 0, reason="whoever runs this may write anywhere"
)


@pytest.fixture
def path(tmp_path: Path) -> Path:
    """Where the notebook will be."""
    return tmp_path / "data" / "notebook.jsonl"


def test_a_view_is_kept_with_all_that_it_shows(path: Path) -> None:
    """By name, for the next run."""
    view = View("Prisons", 'prison actor:="Kenya Police"', "storming", panel=True, among_all=True)
    Notebook(path).save(view)
    assert Notebook(path).views() == [view]
    assert Notebook(path).view(" Prisons ") == view
    assert Notebook(path).view("prisons") is None
    assert path.read_text("utf-8") == (
        '{"view":"Prisons","query":"prison actor:=\\"Kenya Police\\"",'
        '"event":"storming","panel":true,"among_all":true}\n'
    )


def test_no_file_is_no_view(path: Path) -> None:
    """And asking makes none."""
    assert Notebook(path).views() == []
    assert Notebook(path).view("x") is None
    assert not path.parent.exists()


def test_a_view_of_the_same_name_takes_its_place(path: Path) -> None:
    """The order stays."""
    for name, query in (("a", "1"), ("b", "2"), ("a", "3")):
        Notebook(path).save(View(name, query))
    assert Notebook(path).views() == [View("a", "3"), View("b", "2")]


def test_a_view_is_forgotten(path: Path) -> None:
    """That one and no other; forgetting it twice is no error."""
    for name in "abc":
        Notebook(path).save(View(name))
    for _ in range(2):
        Notebook(path).forget("b")
    assert [view.name for view in Notebook(path).views()] == ["a", "c"]


@pytest.mark.parametrize("name", ["", " ", "\u200b", "\n"])
def test_a_view_needs_a_name(path: Path, name: str) -> None:
    """One that can be seen."""
    with pytest.raises(NotebookError, match="needs a name"):
        Notebook(path).save(View(name))


def test_a_name_can_only_be_shown(path: Path) -> None:
    """It may come from another's notebook."""
    Notebook(path).save(View("a\x1b[31m\n b", "q\x07"))
    assert Notebook(path).views() == [View("a\u241b[31m b", "q\u2407")]
    path.write_text('{"view": "x\\u0007", "query": "\\u001b"}\n')
    assert Notebook(path).views() == [View("x\u2407", "\u241b")]


STRANGE = [
    b'{"star":"storming"}',
    b'{"view":5}',
    b'{"view":""}',
    b'{"view":"cut sho',
    b"\xff\xfe\x00",
    b"[1, 2]",
    b"# a comment",
    b'{"view":"x","deep":' + b"[" * 100_000,
]


def test_other_lines_are_kept_as_they_are(path: Path) -> None:
    """Another version wrote them, or an editor broke them; each costs only itself."""
    path.parent.mkdir()
    path.write_bytes(b"\n".join([*STRANGE[:4], b'{"view":"a","new":1}\r', *STRANGE[4:]]))
    book = Notebook(path)
    assert book.views() == [View("a")]
    book.save(View("b"))
    book.save(View("a", "prison"))
    book.forget("b")
    assert book.views() == [View("a", "prison")]
    kept = path.read_bytes().split(b"\n")
    assert [line for line in kept if line in STRANGE] == STRANGE
    assert len(kept) == len(STRANGE) + 2


@pytest.mark.parametrize("after", ["write", "fsync"])
def test_a_crash_leaves_the_file_as_it_was(
    path: Path, monkeypatch: pytest.MonkeyPatch, after: str
) -> None:
    """Whenever it happens."""
    book = Notebook(path)
    book.save(View("a"))
    name = "replace" if after == "fsync" else "fsync"

    def crash(*_: object) -> None:
        raise OSError(28, "No space left on device")

    with monkeypatch.context() as patched:
        patched.setattr(os, name, crash)
        with pytest.raises(NotebookError, match=r"Cannot write .*notebook.jsonl: No space left"):
            book.save(View("b"))
    assert book.views() == [View("a")]
    book.save(View("c"))
    assert book.views() == [View("a"), View("c")]


WRITER = """
import sys
from pathlib import Path
from tui.notebook import History, Notebook, View
folder, who = Path(sys.argv[1]), sys.argv[2]
for number in range(20):
    Notebook(folder / "notebook.jsonl").save(View(f"{who}{number}"))
    Notebook(folder / "notebook.jsonl").save(View("shared", who))
    History(folder / "history").remember(f"{who}{number}")
"""


def test_windows_that_write_at_once_lose_nothing(tmp_path: Path) -> None:
    """The last one wins where both mean the same view."""
    windows = [
        subprocess.Popen([sys.executable, "-c", WRITER, str(tmp_path), who]) for who in "abc"
    ]
    assert [window.wait(60) for window in windows] == [0, 0, 0]
    wanted = {f"{who}{number}" for who in "abc" for number in range(20)}
    views = Notebook(tmp_path / "notebook.jsonl").views()
    assert {view.name for view in views} == {*wanted, "shared"}
    assert len(views) == len(wanted) + 1
    assert set(History(tmp_path / "history").queries()) == wanted


def test_a_window_that_never_ends_writing_is_said(
    path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """After a while, instead of waiting for ever."""
    monkeypatch.setattr(file, "PATIENCE", 0.05)
    Notebook(path).save(View("a"))
    with file.locked(path), pytest.raises(NotebookError, match="another window"):
        Notebook(path).save(View("b"))


def test_a_folder_that_cannot_be_made_is_said(tmp_path: Path) -> None:
    """In a sentence, with its path."""
    (tmp_path / "data").write_text("a file where the folder should be")
    with pytest.raises(NotebookError, match=r"^Cannot \w+ .*: .+\.$"):
        Notebook(tmp_path / "data" / "notebook.jsonl").save(View("a"))


@needs_permissions
def test_a_folder_that_cannot_be_written_is_said(path: Path) -> None:
    """And what is in it can be read."""
    Notebook(path).save(View("a"))
    path.parent.chmod(0o500)
    with pytest.raises(NotebookError, match="Permission denied"):
        Notebook(path).save(View("b"))
    assert Notebook(path).views() == [View("a")]


def test_a_link_stays_a_link(tmp_path: Path) -> None:
    """As to a folder that is synchronised."""
    there, here = tmp_path / "there.jsonl", tmp_path / "here.jsonl"
    there.write_text("")
    here.symlink_to(there)
    there.chmod(0o640)
    Notebook(here).save(View("a"))
    assert here.is_symlink()
    assert Notebook(there).views() == [View("a")]
    assert stat.S_IMODE(there.stat().st_mode) == 0o640


def test_the_files_lie_in_the_folders_of_the_user(monkeypatch: pytest.MonkeyPatch) -> None:
    """As the system has them."""
    monkeypatch.setenv("XDG_DATA_HOME", "/the/data")
    monkeypatch.setenv("XDG_STATE_HOME", "/the/state")
    assert Notebook().path == Path("/the/data/haiti-timeline/notebook.jsonl")
    assert History().path == Path("/the/state/haiti-timeline/history")


def test_what_was_asked_is_kept_between_runs(tmp_path: Path) -> None:
    """Each query once, where it was asked last; nobody else may read it."""
    path = tmp_path / "state" / "history"
    for query in ("prison", "kenya", " prison ", "", "in:2024\nx"):
        History(path).remember(query)
    assert History(path).queries() == ["kenya", "prison", "in:2024 x"]
    assert stat.S_IMODE(path.stat().st_mode) == 0o600


def test_only_so_much_is_remembered(tmp_path: Path) -> None:
    """The newest; a query that a paste made is not asked again."""
    path = tmp_path / "history"
    path.write_text("".join(f"{number}\n" for number in range(MOST_ASKED + 20)))
    History(path).remember("x" * 2_000)
    History(path).remember("newest")
    asked = History(path).queries()
    assert len(asked) == MOST_ASKED
    assert asked[-1] == "newest"
    assert asked[0] == "21"


def test_a_history_that_cannot_be_written_lasts_for_this_window(tmp_path: Path) -> None:
    """It says so once, and goes on."""
    (tmp_path / "state").write_text("a file where the folder should be")
    history = History(tmp_path / "state" / "history")
    with pytest.raises(NotebookError):
        history.remember("prison")
    assert history.queries() == ["prison"]


def test_a_history_with_strange_bytes_is_read(tmp_path: Path) -> None:
    """They can only be shown."""
    (tmp_path / "history").write_bytes(b"\xffa\n\x1b[31mb\n\n")
    assert History(tmp_path / "history").queries() == ["\ufffda", "\u241b[31mb"]


def test_a_walk_ends_where_it_began() -> None:
    """At what was typed; neither way past the end."""
    walk = Walk(["prison", "kenya"], "hai")
    assert [walk.step(-1) for _ in range(3)] == ["kenya", "prison", "prison"]
    assert [walk.step(1) for _ in range(3)] == ["kenya", "hai", "hai"]
