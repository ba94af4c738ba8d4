"""Stars, notes and news on the screen: shown at once, kept on the disk, shared by windows."""

from __future__ import annotations

import json
import re
from pathlib import Path
from threading import Event as Signal

import pytest
from textual.widgets import TextArea

from tests.screens import STORE, Reader, drawing, event, explorer, hold_to, reading, settled
from tui.notebook import Notebook, NotebookError, Remark
from tui.query import OWN
from tui.ui.app import ExplorerApp
from tui.ui.note import NoteScreen
from tui.ui.timeline import TimelinePane

NAME = "A small chronology"


def starred() -> list[str]:
    """The ids of the starred events, as the disk has them."""
    return [one.event for one in Notebook().remarks(NAME).values() if one.star]


def note(of: str = "year") -> str:
    """A note, as the disk has it."""
    remark = Notebook().remarks(NAME).get(of)
    return remark.note if remark else ""


def shown(app: ExplorerApp) -> list[str]:
    """The ids of the events that the timeline lists."""
    rows = app.screen.query_one(TimelinePane).rows
    assert rows is not None
    return [found.event.id for at in range(rows.events) if (found := rows.at(at))]


async def test_m_stars_the_event_and_takes_the_star_away(tmp_path: Path) -> None:
    """In the list, in the event, and on the disk."""
    app = explorer(tmp_path)
    async with reading(app) as pilot:
        await pilot.press("j", "m")
        assert starred() == ["offer"]
        line = next(line for line in drawing(app).splitlines() if "Kenya offers" in line)
        assert line.rstrip().endswith("*")
        assert "\n * starred" in drawing(app)
        await pilot.press("m")
        assert starred() == []
        assert "*" not in drawing(app)


async def test_a_star_is_seen_before_a_slow_disk_has_it(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """But said to be on its way; quitting waits for it."""
    written = Signal()
    save = Notebook.star

    def slow(self: Notebook, about: Remark, star: bool) -> None:
        written.wait()
        save(self, about, star)

    monkeypatch.setattr(Notebook, "star", slow)
    app = explorer(tmp_path)
    async with reading(app) as pilot:
        await super(Reader, pilot).press("m")
        assert "* starred, being saved" in drawing(app)
        assert starred() == []
        written.set()
        await settled(pilot)
        assert "being saved" not in drawing(app)
        written.clear()
        await super(Reader, pilot).press("m", "j", "m")
    written.set()
    assert app.finish() == []
    assert starred() == ["offer"]


async def test_a_star_that_cannot_be_kept_is_taken_back(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """With the reason; after quitting, in the terminal."""

    def full(self: Notebook, about: Remark, star: bool) -> None:
        raise NotebookError("Cannot write the notebook: the disk is full.")

    monkeypatch.setattr(Notebook, "star", full)
    app = explorer(tmp_path)
    async with reading(app) as pilot:
        await pilot.press("m")
        assert "starred" not in drawing(app)
        assert [said.message for said in app._notifications] == [
            "Cannot write the notebook: the disk is full."
        ]


async def test_u_goes_from_star_to_star(tmp_path: Path) -> None:
    """Among what is listed, in the order of the list, possible events too; ends are said."""
    app = explorer(tmp_path)
    async with reading(app) as pilot:
        await pilot.press("m", "j", "j", "m", "G", "m", "g", "j")
        visited = []
        for key in ("u", "u", "u", "U", "U", "U"):
            await pilot.press(key)
            found = event(app)
            visited.append(found.id if found else "")
        assert visited == ["storming", "rumour", "rumour", "storming", "year", "year"]
        assert [said.message for said in app._notifications] == [
            "No star is before this event; m sets one."
        ]
        await pilot.press("slash", *"in:2024-03", "enter", "u")
        assert event(app) is not None
        await pilot.press("U")
        assert [one.id for one in [event(app)] if one] == ["storming"]


async def test_what_is_starred_can_be_asked_for(tmp_path: Path) -> None:
    """The results follow the stars; so do the counts beside them."""
    app = explorer(tmp_path)
    async with reading(app, (200, 40)) as pilot:
        await pilot.press("m", "j", "m", "slash", *"is:starred", "enter")
        assert shown(app) == ["year", "offer"]
        await pilot.press("m")
        assert len(shown(app)) == 1
        await pilot.press("F", "G", "a", *"why", "escape", "slash", *"is:noted,starred", "enter")
        assert len(shown(app)) == 2
        await pilot.press("equals_sign")
        assert len(shown(app)) == len(STORE["events"])
        assert "2 hits among all events" in drawing(app)
        await pilot.press("equals_sign", "F")
        results = app._explorer.results
        assert results is not None
        own = [tally for tally in results.facet("is") if tally.value in OWN]
        assert own == [("noted", 1, 0), ("starred", 1, 0)]


async def test_a_note_is_written_in_lines_and_read_with_the_event(tmp_path: Path) -> None:
    """Ctrl+S saves it and goes on."""
    app = explorer(tmp_path)
    async with reading(app) as pilot:
        await pilot.press("a", *"Ask", "enter", *"again", "ctrl+s")
        assert note() == "Ask\nagain"
        assert "Saved." in drawing(app)
        assert isinstance(app.screen, NoteScreen)
        await pilot.press(*" q?", "escape")
        assert note() == "Ask\nagain q?"
        assert "Your note Ask\n           again q?" in drawing(app)
        await pilot.press("a", *["backspace"] * 20, "escape")
        assert note() == ""
        assert "Your note" not in drawing(app)


async def test_a_note_that_cannot_be_saved_is_not_lost(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Esc says why and stays; once more it leaves, and the text is there the next time."""
    app = explorer(tmp_path)
    async with reading(app, (120, 40)) as pilot:
        with monkeypatch.context() as patched:

            def full(self: Notebook, about: Remark, text: str, before: str) -> None:
                raise NotebookError("Cannot write it: the disk is full.")

            patched.setattr(Notebook, "note", full)
            await pilot.press("a", *"long", "escape")
            assert "the disk is full. Esc closes" in drawing(app)
            await pilot.press("escape")
            assert not isinstance(app.screen, NoteScreen)
        await pilot.press("a")
        assert app.screen.query_one(TextArea).text == "long"
        await pilot.press("escape")
        assert note() == "long"


async def test_a_note_is_saved_when_the_terminal_is_closed(tmp_path: Path) -> None:
    """While it is being typed."""
    app = explorer(tmp_path)
    async with reading(app) as pilot:
        await pilot.press("a", *"half a th")
    assert app.finish() == []
    assert note() == "half a th"


async def test_what_another_window_wrote_is_shown(tmp_path: Path) -> None:
    """When this one is come back to, or searches."""
    app = explorer(tmp_path)
    async with reading(app) as pilot:
        Notebook().star(Remark("year", NAME, "x"), True)
        app._explorer.keeping.look()
        await settled(pilot)
        assert "* starred" in drawing(app)
        Notebook().note(Remark("year", NAME, "x"), "from the other")
        await pilot.press("slash", *"y", "enter")
        assert "Your note from the other" in drawing(app)


async def test_two_windows_write_notes_about_one_event(tmp_path: Path) -> None:
    """Both are kept, one under the other."""
    app = explorer(tmp_path)
    async with reading(app) as pilot:
        await pilot.press("a", *"mine")
        Notebook().note(Remark("year", NAME, "x"), "theirs")
        await pilot.press("escape")
        assert note() == "mine\n\ntheirs"


def visit(folder: Path, *changes: tuple[str, str]) -> dict[str, object]:
    """The store with other titles for some events, and without those of no title."""
    titles = dict(changes)
    events = [{**one, "title": titles.get(one["id"], one["title"])} for one in STORE["events"]]
    fresh = [
        {"id": name, "title": title, "date": "2025-01-01"}
        for name, title in changes
        if title and name not in {one["id"] for one in events}
    ]
    return {**STORE, "events": [one for one in events if one["title"]] + fresh}


async def closed(app: ExplorerApp) -> None:
    """Open the timeline and quit."""
    async with reading(app):
        pass
    assert app.finish() == []


async def test_news_since_the_last_visit_are_counted_and_marked(tmp_path: Path) -> None:
    """A first visit has none; the next one knows these."""
    await closed(explorer(tmp_path))
    other = visit(tmp_path, ("offer", "Kenya offers"), ("emergency", ""), ("fresh", "Something"))
    app = explorer(tmp_path, store=other)
    async with reading(app) as pilot:
        assert ": 1 new, 1 changed, 1 gone - A small chronology" in drawing(app)
        await pilot.press("slash", *"is:new", "enter")
        assert shown(app) == ["offer", "fresh"]
        lines = [line.rstrip() for line in drawing(app).splitlines()]
        assert any("Kenya offers" in line and line.endswith("changed") for line in lines)
        assert any("Something" in line and line.endswith("new") for line in lines)
        assert "changed since your last visit" in drawing(app)
    assert app.finish() == []
    app = explorer(tmp_path, "is:new", store=other)
    async with reading(app):
        assert shown(app) == []
        assert "Since" not in drawing(app)


async def test_a_first_visit_marks_nothing(tmp_path: Path) -> None:
    """Nor one after a window that was killed before anything was known."""
    app = explorer(tmp_path, "is:new")
    async with reading(app):
        assert shown(app) == []


async def test_files_that_were_read_again_are_compared_again(tmp_path: Path) -> None:
    """With what was there when the reader last quit."""
    await closed(explorer(tmp_path))
    app = explorer(tmp_path)
    async with reading(app) as pilot:
        changed = visit(tmp_path, ("fresh", "Something"))
        (tmp_path / "events.json").write_text(json.dumps(changed), "utf-8")
        await pilot.press("r")
        while "1 new" not in drawing(app):
            await pilot.pause()


async def test_the_notebook_is_a_list_to_walk_through(tmp_path: Path) -> None:
    """With the whole notes, and those whose events are gone; Enter goes to the event."""
    Notebook().note(Remark("coup", NAME, "An event that was"), "why gone? " * 20)
    app = explorer(tmp_path)
    async with reading(app) as pilot:
        await pilot.press("j", "j", "m", "a", *"Ask them.", "escape", "g", "S")
        drawn = drawing(app)
        assert "> * 2-3 Mar 2024  Two prisons are stormed" in drawn
        assert "About events that are gone from the store: 1" in drawn
        assert "An event that was  [coup]" in drawn
        assert drawn.count("why gone?") == 20
        assert event(app) is not None
        await pilot.press("m")
        assert "* 2-3" not in drawing(app)
        await pilot.press("enter")
        assert [one.id for one in [event(app)] if one] == ["storming"]
        await pilot.press("S", "S")
        assert "2-3 Mar 2024       =" in drawing(app)


async def test_an_empty_notebook_says_how_to_begin(tmp_path: Path) -> None:
    """By which keys."""
    app = explorer(tmp_path)
    async with reading(app) as pilot:
        await pilot.press("S")
        assert "Nothing is kept yet: m stars an event, a writes a note" in drawing(app)
        await pilot.press("escape", "m", "S")
        assert "A year of talks" in drawing(app)


@pytest.mark.parametrize("size", [(80, 24), (120, 40)], ids=lambda s: f"{s[0]}x{s[1]}")
@pytest.mark.parametrize("story", ["kept", "note", "notebook"])
async def test_the_notebook_looks_as_drawn(
    tmp_path: Path, size: tuple[int, int], story: str
) -> None:
    """Stars, a note and news in the list and in the event; a note that is written."""
    await closed(explorer(tmp_path))
    other = visit(tmp_path, ("year", "A year of meetings"), ("fresh", "Something"))
    app = explorer(tmp_path, store=other)
    async with reading(app, size) as pilot:
        await pilot.press("m", "j", "j", "m", "a", *"Ask the prison service.", "enter", *"By May?")
        if story != "note":
            await pilot.press("escape")
        if story == "notebook":
            Notebook().star(Remark("coup", NAME, "An event that was"), True)
            app._explorer.keeping.look()
            await pilot.press("S")
        drawn = drawing(app)
        drawn = re.sub(r"Since \d\d:\d\d", "Since 10:42", drawn)
        hold_to(f"{story}-{size[0]}x{size[1]}", drawn)
