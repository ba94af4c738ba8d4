"""Editing the store: which editor is opened where, and what the screen shows afterwards."""

from __future__ import annotations

import gzip
import json
import shutil
import signal
import sys
import zlib
from array import array
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import pytest

from tests.screens import STORE, drawing, event, explorer, reading
from tui.event import Header
from tui.search import NotEditableError, Query, Timeline
from tui.store import DiskStore, built_in
from tui.store.disk import Place
from tui.store.editable import line
from tui.ui.app import ExplorerApp
from tui.ui.editor import NoEditorError, arguments

FILE = str(Path("/data/-events.json"))


def which(*installed: str) -> Callable[[str], str | None]:
    """As in `shutil`, where these are installed."""
    return lambda name: name if name in installed else None


@pytest.mark.parametrize(
    ("editor", "expected"),
    [
        ("vi", ["vi", "+41", FILE]),
        ("nano -w", ["nano", "-w", "+41", FILE]),
        ("emacsclient -t", ["emacsclient", "-t", "+41", FILE]),
        ("/usr/bin/vim.basic", ["/usr/bin/vim.basic", "+41", FILE]),
        ("kak", ["kak", "+41", FILE]),
        ("gvim", ["gvim", "--nofork", "+41", FILE]),
        ("hx", ["hx", f"{FILE}:41"]),
        ("zed", ["zed", "--wait", f"{FILE}:41"]),
        ("subl --wait", ["subl", "--wait", f"{FILE}:41"]),
        ("code", ["code", "--wait", "--goto", f"{FILE}:41"]),
        ("codium --wait", ["codium", "--wait", "--goto", f"{FILE}:41"]),
        ("'/opt/my editor/code'", ["/opt/my editor/code", "--wait", "--goto", f"{FILE}:41"]),
        ("kate", ["kate", "--block", "--line", "41", FILE]),
        ("ed", ["ed", FILE]),
    ],
)
def test_an_editor_is_told_the_line_as_it_wants_it(editor: str, expected: list[str]) -> None:
    """And those that open a window are told to wait; an unknown one gets the file alone."""
    assert arguments({"EDITOR": editor}, which(expected[0]), FILE, 41) == expected


@pytest.mark.parametrize(
    ("environ", "installed", "opened"),
    [
        ({"VISUAL": "hx", "EDITOR": "vi"}, "hx vi nano", "hx"),
        ({"VISUAL": " ", "EDITOR": "vi"}, "vi nano", "vi"),
        ({}, "vi nano vim", "nano"),
        ({}, "sensible-editor nano", "sensible-editor"),
        ({}, "vi", "vi"),
    ],
)
def test_the_editor_is_the_readers(environ: dict[str, str], installed: str, opened: str) -> None:
    """$VISUAL before $EDITOR, and without them one that is there."""
    assert arguments(environ, which(*installed.split()), FILE, 1)[0] == opened


@pytest.mark.parametrize(
    ("environ", "said"),
    [
        ({}, "There is no editor: set $EDITOR to the one you use."),
        ({"EDITOR": "gone -x"}, "$EDITOR names gone, which is not installed."),
        ({"VISUAL": "vi 'x"}, "$VISUAL lacks a quote: vi 'x"),
    ],
)
def test_a_missing_editor_is_explained(environ: dict[str, str], said: str) -> None:
    """In a sentence that says what to do."""
    with pytest.raises(NoEditorError) as error:
        arguments(environ, which(), FILE, 1)
    assert str(error.value) == said


def written(path: Path, text: str, encoding: str = "utf-8") -> str:
    """A file with that text."""
    path.write_bytes(text.encode(encoding))
    return str(path)


EVENTS = [{"id": "a", "title": "Évasion"}, {"id": "b", "title": "B"}, {"id": "c", "title": "C"}]


@pytest.mark.parametrize(
    ("text", "encoding", "lines"),
    [
        ("".join(f"{json.dumps(e, ensure_ascii=False)}\n" for e in EVENTS), "utf-8", [1, 2, 3]),
        (json.dumps({"title": "É", "events": EVENTS}, indent=1), "utf-8", [4, 8, 12]),
        (json.dumps(EVENTS, indent=1).replace("\n", "\r\n"), "utf-8-sig", [2, 6, 10]),
        (json.dumps(EVENTS), "utf-8", [1, 1, 1]),
    ],
)
def test_an_event_is_found_at_its_line(
    tmp_path: Path, text: str, encoding: str, lines: list[int]
) -> None:
    """As editors count lines, in every form that a store may have, also the second of two."""
    first = written(tmp_path / "first.json", json.dumps([{"id": "x", "title": "X"}]))
    path = written(tmp_path / "store.json", text, encoding)
    timeline = Timeline.open([first, path])
    events = timeline.search(timeline.parse("-id:x")).window(0, 3)
    places = [timeline.where(event) for event in events]
    assert [(where.path, where.line) for where in places] == [(path, line) for line in lines]


def test_every_event_of_the_chronology_is_found_at_its_line() -> None:
    """The line that is opened begins with the event's id."""
    timeline = Timeline.open([str(built_in())])
    lines = built_in().read_text("utf-8").splitlines()
    for one in timeline.search(Query()).window(0, len(timeline)):
        assert lines[timeline.where(one).line - 1].startswith(f'{{"id": "{one.id}"')


def test_an_event_of_a_large_store_is_found_where_it_was_indexed(tmp_path: Path) -> None:
    """Such a store knows the places of its events and not their texts."""
    path = written(tmp_path / "store.jsonl", "".join(f"{json.dumps(e)}\n" for e in EVENTS))
    text = json.dumps(EVENTS[1]).encode()
    start = (tmp_path / "store.jsonl").read_bytes().index(text)
    place = Place(0, start, len(text), zlib.crc32(text))
    store = DiskStore([path], memoryview(array("Q", place.packed())), Header(), [], 0)
    assert store[0].id == "b"
    assert store.place(0) == (path, start)
    assert line(path, start) == 2


def test_a_compressed_file_cannot_be_edited(tmp_path: Path) -> None:
    """It says what to do; so does a file that is gone."""
    packed = tmp_path / "events.json.gz"
    packed.write_bytes(gzip.compress(json.dumps(STORE).encode()))
    timeline = Timeline.open([str(packed)])
    offer = timeline.event("offer")
    assert offer
    with pytest.raises(NotEditableError, match="is compressed: unpack it, and open that"):
        timeline.where(offer)
    packed.unlink()
    with pytest.raises(NotEditableError, match="cannot be read: no such file"):
        timeline.where(offer)


@pytest.fixture
def edited(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Callable[[str, str], Path]:
    """Makes $EDITOR replace one text by another in the file, and write down how it was called.

    The terminal is left to it as far as a test without one can.
    """
    monkeypatch.setattr(ExplorerApp, "away", left_alone)

    def editor(old: str, new: str) -> Path:
        called = tmp_path / "called"
        script = tmp_path / "vi"
        script.write_text(
            f"#!{sys.executable}\nimport pathlib, sys\n"
            f"pathlib.Path({str(called)!r}).write_text(repr(sys.argv[1:]))\n"
            "path = pathlib.Path(sys.argv[2])\ntext = path.read_text()\n"
            f"new = text.replace({old!r}, {new!r})\n"
            "if new != text: path.write_text(new)\n"
        )
        script.chmod(0o755)
        monkeypatch.setenv("EDITOR", str(script))
        return called

    return editor


@contextmanager
def left_alone(app: ExplorerApp) -> Iterator[None]:
    """A terminal that nobody needs back."""
    yield


async def shown(pilot: Any, app: ExplorerApp, text: str) -> None:
    """Wait until the screen shows it."""
    for _ in range(500):
        if text in " ".join(drawing(app).split()):
            return
        await pilot.pause(0.02)
    raise AssertionError(drawing(app))


async def test_a_save_is_shown_with_the_cursor_where_it_was(
    tmp_path: Path, edited: Callable[[str, str], Path]
) -> None:
    """The event is edited at its line, and reads as it was saved."""
    called = edited("Emergency declared", "Curfew declared")
    app = explorer(tmp_path, "capital")
    async with reading(app) as pilot:
        await pilot.press("j")
        assert event(app) == app.explorer.event
        assert getattr(event(app), "id", "") == "emergency"
        await pilot.press("e")
        await shown(pilot, app, "Curfew declared in the capital")
        assert getattr(event(app), "id", "") == "emergency"
        assert called.read_text() == repr(["+1", str(tmp_path / "events.json")])


async def test_a_broken_save_leaves_the_last_good_state(
    tmp_path: Path, edited: Callable[[str, str], Path]
) -> None:
    """Under a banner with the line and the cure; e opens it again, and then all is well."""
    edited('"2024-03-03"', '"2024-13-03"')
    app = explorer(tmp_path, "capital")
    async with reading(app) as pilot:
        await pilot.press("j", "e")
        await shown(pilot, app, 'Not read: events.json:1: "2024-13-03" is not a date')
        assert "months run 01 to 12" in " ".join(drawing(app).split())
        assert getattr(event(app), "id", "") == "emergency"
        edited('"2024-13-03"', '"2024-03-05"')
        await pilot.press("e")
        await shown(pilot, app, "On 5 March 2024")
        assert "Not read:" not in drawing(app)
        assert getattr(event(app), "id", "") == "emergency"


async def test_what_is_lost_to_an_event_on_purpose_is_gone(
    tmp_path: Path, edited: Callable[[str, str], Path]
) -> None:
    """To delete an event is no slip."""
    app = explorer(tmp_path)
    async with reading(app) as pilot:
        edited(json.dumps(STORE["events"][-1]), json.dumps({"id": "x", "title": "Another"}))
        await pilot.press("G", "e")
        await shown(pilot, app, "Another")
        assert "nobody could date" not in drawing(app)


async def test_nothing_saved_is_nothing_read(
    tmp_path: Path, edited: Callable[[str, str], Path]
) -> None:
    """And it says so."""
    edited("never there", "x")
    app = explorer(tmp_path)
    async with reading(app) as pilot:
        await pilot.press("e")
        assert [note.message for note in app._notifications] == [
            "Nothing was saved. If you save later, r reads the file again."
        ]


async def test_an_editor_that_fails_is_named(
    tmp_path: Path, edited: Callable[[str, str], Path], monkeypatch: pytest.MonkeyPatch
) -> None:
    """With what it ended with; so is one that is not there."""
    app = explorer(tmp_path)
    async with reading(app) as pilot:
        for name, said in (
            ("false", "false ended with 1; nothing was changed."),
            ("nowhere", "$EDITOR names nowhere, which is not installed."),
        ):
            monkeypatch.setenv("EDITOR", name)
            await pilot.press("e")
            assert [note.message for note in app._notifications] == [said]


async def test_an_installed_chronology_is_edited_in_a_copy(
    tmp_path: Path, edited: Callable[[str, str], Path], monkeypatch: pytest.MonkeyPatch
) -> None:
    """Asked for first; the timeline goes on with the copy, and never writes over one."""
    installed = tmp_path / "tui" / "events.json"
    installed.parent.mkdir()
    installed.write_text(json.dumps(STORE), "utf-8")
    for module in ("tui.store", "tui.search"):
        monkeypatch.setattr(f"{module}.built_in", lambda: installed)
    work = tmp_path / "work"
    work.mkdir()
    monkeypatch.chdir(work)
    edited("A year of talks", "A year of calls")
    app = ExplorerApp(Timeline.open())
    async with reading(app) as pilot:
        await pilot.press("e")
        assert "The built-in chronology is not edited" in drawing(app)
        await pilot.press("escape")
        assert not list(work.iterdir())
        await pilot.press("e", "c")
        await shown(pilot, app, "A year of calls")
        assert [path.name for path in work.iterdir()] == ["events.json"]
        assert "calls" not in installed.read_text()
        edited("A year of calls", "A year of walks")
        await pilot.press("e")
        await shown(pilot, app, "A year of walks")
    app = ExplorerApp(Timeline.open())
    async with reading(app) as pilot:
        await pilot.press("e")
        assert "`haiti-timeline events.json` opens your copy" in " ".join(
            str(note.message) for note in app._notifications
        )


COMMAND = shutil.which("haiti-timeline", path=str(Path(sys.executable).parent)) or ""

EDITOR = """#!/bin/sh
trap 'printf "interrupted\\n"' INT
printf '\\033[2J\\033[Hin the editor at %s\\n' "$1"
until read answer; do :; done
sed "s/Emergency declared/Curfew declared/" "$2" > "$2.new" && mv "$2.new" "$2"
"""


@pytest.mark.skipif(not COMMAND, reason="haiti-timeline is not installed")
def test_the_editor_has_the_terminal_until_it_ends(tmp_path: Path) -> None:
    """Its keys are its own, Ctrl+C too; then the screen stands as before, with the change."""
    pytest.importorskip("pty", reason="a pseudo-terminal is needed")
    from tests.terminal import Terminal  # a pseudo-terminal is Unix's own

    script = tmp_path / "vi"
    script.write_text(EDITOR)
    script.chmod(0o755)
    store = written(tmp_path / "store.json", json.dumps(STORE, indent=1))
    terminal = Terminal([COMMAND, store, "-q", "emergency"], EDITOR=str(script))
    try:
        assert terminal.wait_for("Emergency declared"), terminal.text
        terminal.type("e")
        assert terminal.wait_for(r"in the editor at \+\d+"), terminal.text
        terminal.type("\x03")
        assert terminal.wait_for("interrupted"), terminal.text
        terminal.type("q\r")
        assert terminal.wait_for("Curfew declared in the capital"), terminal.text
        assert terminal.wait_for("Read again: 7 events"), terminal.text
        terminal.type("q")
        assert terminal.exit_code() == 0
    finally:
        terminal.close()


async def test_the_screen_cannot_be_left_everywhere(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Where it cannot, no editor is started and the screen says so."""
    monkeypatch.setenv("EDITOR", "true")
    app = explorer(tmp_path)
    async with reading(app) as pilot:
        before = signal.getsignal(signal.SIGINT)
        await pilot.press("e")
        assert [note.message for note in app._notifications] == [
            "The editor cannot be opened from here."
        ]
        await pilot.pause()
        assert signal.getsignal(signal.SIGINT) == before
