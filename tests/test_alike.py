"""A key asks for the events that share the category or an actor with the one that is read."""

from __future__ import annotations

from pathlib import Path

from tests.screens import drawing, event, explorer, reading
from tui.ui.app import ExplorerApp

STORE = {
    "categories": [{"id": "aid", "label": "Aid"}],
    "actors": [{"id": "kenya", "label": "Kenya"}, {"id": "jdf", "label": "Jamaica Force"}],
    "events": [
        {"id": "one", "date": "2024-01-01", "title": "One", "category": "aid", "actors": ["kenya"]},
        {"id": "two", "date": "2024-01-02", "title": "Two", "actors": ["kenya", "jdf"]},
        {"id": "none", "date": "2024-01-03", "title": "None"},
    ],
}


def query(app: ExplorerApp) -> str:
    """What stands in the query line."""
    return drawing(app).splitlines()[0].removeprefix("/").strip()


async def test_a_category_is_asked_for_and_no_longer(tmp_path: Path) -> None:
    """The first press puts it into the query, and the second takes it out again."""
    app = explorer(tmp_path, store=STORE)
    async with reading(app) as reader:
        await reader.press("comma")
        assert query(app) == "category:=Aid"
        assert "1 of 3" in drawing(app)
        await reader.press("comma")
        assert "all events" in drawing(app)


async def test_of_several_actors_one_is_chosen(tmp_path: Path) -> None:
    """Each is on a key; what was asked before still holds, and the cursor stays."""
    app = explorer(tmp_path, "o", STORE)
    async with reading(app) as reader:
        await reader.press("G", "k")
        before = event(app)
        assert before is not None
        assert before.id == "two"
        await reader.press("full_stop")
        assert "Jamaica Force" in drawing(app)
        await reader.press("2")
        assert query(app) == 'o actor:="Jamaica Force"'
        assert event(app) == before


async def test_what_an_event_lacks_cannot_be_asked_for(tmp_path: Path) -> None:
    """Each key says so, and the query stays as it was."""
    app = explorer(tmp_path, store=STORE)
    async with reading(app) as reader:
        await reader.press("G")
        for key, said in (("comma", "has no category"), ("full_stop", "names no actor")):
            await reader.press(key)
            assert [note.message for note in app._notifications] == [f"This event {said}."]
        assert "all events" in drawing(app)
