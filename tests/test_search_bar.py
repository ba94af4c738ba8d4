"""What a reader does in the search: completing, looking back, being corrected, saving views."""

from __future__ import annotations

import asyncio
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from textual import events
from textual.pilot import Pilot

from tests.screens import drawing, event, explorer, timeline
from tui.complete import Candidate
from tui.notebook import History, Notebook, View
from tui.ui.app import ExplorerApp
from tui.ui.candidates import CandidateList, columns
from tui.ui.recall import RecallScreen
from tui.ui.screen import ExplorerScreen
from tui.ui.search_bar import QueryInput
from tui.ui.timeline import TimelinePane
from tui.ui.views import NameScreen

TYPED = {
    " ": "space",
    ":": "colon",
    "-": "minus",
    '"': "quotation_mark",
    ".": "full_stop",
    "=": "equals_sign",
}
SIZE = (80, 24)


async def settle(app: ExplorerApp, pilot: Pilot[None]) -> None:
    """Wait until nothing more comes about what was typed."""
    for _ in range(500):
        await pilot.pause()
        if app._explorer.is_idle:
            break
        await asyncio.sleep(0.01)
    await pilot.pause()


async def type_in(app: ExplorerApp, pilot: Pilot[None], text: str) -> None:
    """Type a query from the beginning, and wait for what is offered."""
    await pilot.press("escape", "slash", *(TYPED.get(char, char) for char in text))
    await settle(app, pilot)


async def press(app: ExplorerApp, pilot: Pilot[None], *keys: str) -> None:
    """Press keys, and wait for what comes of them."""
    await pilot.press(*keys)
    await settle(app, pilot)


async def until(true: Callable[[], bool]) -> None:
    """Wait until something in another thread is done."""
    for _ in range(500):
        if true():
            return
        await asyncio.sleep(0.01)
    raise AssertionError("it never came")


def asked(app: ExplorerApp) -> str:
    """What stands in the query line."""
    return app._explorer.query_one(QueryInput).value


def offered(app: ExplorerApp) -> list[str]:
    """The candidates that are shown."""
    return [
        one.shown
        for shown in app._explorer.query(CandidateList)
        if shown.display
        for one in shown.candidates
    ]


def lists_all(app: ExplorerApp) -> bool:
    """Whether all events are listed, with the hits marked."""
    rows = app._explorer.query_one(TimelinePane).rows
    assert rows is not None
    return rows.is_among_all


def said(app: ExplorerApp) -> list[str]:
    """What was notified."""
    return [note.message for note in app._notifications]


# Completing


async def test_what_may_be_meant_is_listed_with_its_counts(tmp_path: Path) -> None:
    """Under the query line, over the timeline, which stays where it is."""
    app = explorer(tmp_path)
    async with app.run_test(size=SIZE) as pilot:
        before = app.screen.query_one(TimelinePane).region
        await type_in(app, pilot, "actor:ke")
        assert offered(app) == ["Kenya"]
        assert "Kenya  3  Tab" in drawing(app)
        assert "by" in drawing(app).splitlines()[1]
        assert app.screen.query_one(TimelinePane).region == before


async def test_tab_takes_the_first_candidate(tmp_path: Path) -> None:
    """Then there is nothing more to complete, and Tab goes to the next pane."""
    app = explorer(tmp_path)
    async with app.run_test(size=SIZE) as pilot:
        await type_in(app, pilot, "actor:ke")
        await press(app, pilot, "tab")
        assert asked(app) == "actor:=Kenya"
        assert offered(app) == []
        assert "3 of 7" in drawing(app)
        await press(app, pilot, "tab")
        assert isinstance(app.focused, TimelinePane)


async def test_a_whole_word_need_not_go_on(tmp_path: Path) -> None:
    """Tab after it goes to the next pane; Right and Ctrl+N still choose what is offered."""
    app = explorer(tmp_path)
    async with app.run_test(size=SIZE) as pilot:
        await press(app, pilot, "slash", *"prison")
        assert "prisons" in drawing(app)
        await press(app, pilot, "tab")
        assert asked(app) == "prison"
        assert not app.screen.query_one("#query", QueryInput).has_focus
        await press(app, pilot, "slash", "end", "backspace", "n", "right")
        assert asked(app) == "prisons"


async def test_a_field_is_followed_by_its_values(tmp_path: Path) -> None:
    """Two letters and two keys ask for an actor."""
    app = explorer(tmp_path)
    async with app.run_test(size=SIZE) as pilot:
        await type_in(app, pilot, "act")
        assert offered(app)[0] == "actor:"
        await press(app, pilot, "tab")
        assert (asked(app), offered(app)) == ("actor:", ["Kenya"])
        await press(app, pilot, "right")
        assert asked(app) == "actor:=Kenya"


async def test_another_candidate_is_selected_first(tmp_path: Path) -> None:
    """From the last to the first again."""
    app = explorer(tmp_path)
    async with app.run_test(size=SIZE) as pilot:
        await type_in(app, pilot, "is:un")
        assert offered(app) == ["uncertain", "undated"]
        await press(app, pilot, "ctrl+n", "tab")
        assert asked(app) == "is:undated"
        await type_in(app, pilot, "is:un")
        await press(app, pilot, "ctrl+n", "ctrl+n", "tab")
        assert asked(app) == "is:uncertain"


@pytest.mark.parametrize("key", ["enter", "escape", "down"])
async def test_nothing_is_taken_unasked(tmp_path: Path, key: str) -> None:
    """Leaving leaves what was typed, and no list behind."""
    app = explorer(tmp_path)
    async with app.run_test(size=SIZE) as pilot:
        await type_in(app, pilot, "actor:ke")
        await press(app, pilot, key)
        assert isinstance(app.focused, TimelinePane)
        assert asked(app) == "actor:ke"
        assert offered(app) == []


async def test_tab_typed_at_once_waits_for_the_candidates(tmp_path: Path) -> None:
    """It takes what a slower typist would have seen; with nothing to see it goes on."""
    app = explorer(tmp_path)
    async with app.run_test(size=SIZE) as pilot:
        await press(app, pilot, "slash", *"actor", "colon", "k", "e", "tab")
        assert asked(app) == "actor:=Kenya"
        await press(app, pilot, "escape", "slash", *"zzz", "tab")
        assert asked(app) == "zzz"
        assert isinstance(app.focused, TimelinePane)


async def test_keys_that_arrive_together_complete_one_after_another(tmp_path: Path) -> None:
    """As from a script or over a slow line: no letter becomes a command."""
    app = explorer(tmp_path)
    async with app.run_test(size=SIZE):
        for key, char in (("slash", "/"), *((c, c) for c in "act"), ("tab", "\t"), ("k", "k")):
            app.post_message(events.Key(key, char))
        app.post_message(events.Key("tab", "\t"))
        app.post_message(events.Key("q", "q"))
        await until(lambda: asked(app).endswith("q"))
        assert asked(app) == "actor:=Kenyaq"
        assert app.is_running


async def test_moving_the_cursor_closes_the_list(tmp_path: Path) -> None:
    """Right takes nothing within what was typed; the next letter opens it again."""
    app = explorer(tmp_path)
    async with app.run_test(size=SIZE) as pilot:
        await type_in(app, pilot, "actor:ke")
        await press(app, pilot, "left")
        assert offered(app) == []
        await press(app, pilot, "right")
        assert asked(app) == "actor:ke"
        await press(app, pilot, "n")
        assert offered(app) == ["Kenya"]
        await press(app, pilot, "shift+left", "tab")
        assert asked(app) == "actor:ken"


async def test_a_term_is_completed_within_a_query(tmp_path: Path) -> None:
    """The rest stands, and the cursor is after what was completed."""
    app = explorer(tmp_path, "officers")
    async with app.run_test(size=SIZE) as pilot:
        await press(app, pilot, "slash", "home", *"plac", "space", "left")
        assert offered(app) == []
        await press(app, pilot, "backspace", "c")
        assert offered(app) == ["place:"]
        await press(app, pilot, "tab")
        assert asked(app) == "place: officers"
        await press(app, pilot, "tab", "x")
        assert asked(app).startswith("place:=Port-au-Princex")


async def test_a_click_takes_a_candidate(tmp_path: Path) -> None:
    """And the query goes on being typed."""
    app = explorer(tmp_path)
    async with app.run_test(size=SIZE) as pilot:
        await type_in(app, pilot, "is:un")
        await pilot.click(CandidateList, offset=(3, 1))
        await settle(app, pilot)
        assert asked(app) == "is:undated"
        assert isinstance(app.focused, QueryInput)


async def test_candidates_can_only_be_shown(tmp_path: Path) -> None:
    """A tag from a stranger neither drives the terminal nor is markup."""
    tag = "[red]x\x1b[31m"
    store = {"events": [{"id": "a", "title": "A", "tags": [tag]}]}
    app = explorer(tmp_path, store=store)
    async with app.run_test(size=SIZE) as pilot:
        await type_in(app, pilot, "tag:")
        assert "[red]x\u241b[31m" in drawing(app)
        await press(app, pilot, "tab")
        assert "1 of 1" in drawing(app)


@pytest.mark.parametrize("size", [(40, 10), (60, 15), (80, 24), (120, 40)])
async def test_the_list_stays_on_the_screen(tmp_path: Path, size: tuple[int, int]) -> None:
    """Wherever the cursor is."""
    app = explorer(tmp_path, f"-{'x' * (size[0] - 20)} actor:")
    async with app.run_test(size=size) as pilot:
        await press(app, pilot, "slash", "end", "k", "e")
        region = app.screen.query_one(CandidateList).region
        assert app.screen.region.contains_region(region)
        assert "Kenya" in drawing(app)


@pytest.mark.parametrize(
    ("room", "widths"),
    [(80, (25, 40, 4)), (60, (25, 20, 4)), (48, (25, 0, 4)), (40, (25, 0, 4)), (30, (17, 0, 4))],
)
def test_a_narrow_list_leaves_out_meanings_first(room: int, widths: tuple[int, ...]) -> None:
    """Counts are never cut."""
    one = Candidate("x" * 25, "y" * 60, 9, 2, "", 0, 0)
    assert columns([one, replace(one, shown="z")], room) == widths


async def test_typing_is_never_waited_for(tmp_path: Path, monkeypatch: Any) -> None:
    """While candidates are sought the query goes on; only the newest are shown."""
    seen: list[str] = []

    def slow(timeline: object, text: str, cursor: int, most: int) -> list[object]:
        import time

        seen.append(text)
        time.sleep(0.6)
        return []

    monkeypatch.setattr("tui.complete.candidates", slow)
    app = explorer(tmp_path)
    async with app.run_test(size=SIZE) as pilot:
        await pilot.press("slash", *"prison")
        assert asked(app) == "prison"
        assert "1 of 7" in drawing(app)
        await pilot.press("tab", "x")
        await settle(app, pilot)
        assert asked(app) == "prisonx"
        assert isinstance(app.focused, QueryInput)
        assert seen[-1] == "prisonx"
        assert len(seen) < len("prison")


# Looking back


async def test_up_and_down_go_through_what_was_asked(tmp_path: Path) -> None:
    """From an empty line, the newest first; past the newest it is empty again."""
    for query in ("kenya", "prison", "in:2024"):
        History().remember(query)
    app = explorer(tmp_path)
    async with app.run_test(size=SIZE) as pilot:
        seen = []
        for key in ("slash", "up", "up", "up", "up", "down", "down", "down"):
            await press(app, pilot, key)
            seen.append(asked(app))
        assert seen == ["", "in:2024", "prison", "kenya", "kenya", "prison", "in:2024", ""]
        assert offered(app) == []
        assert isinstance(app.focused, QueryInput)
        await press(app, pilot, "down")
        assert isinstance(app.focused, TimelinePane)


async def test_up_loses_nothing_that_was_typed(tmp_path: Path) -> None:
    """Only an empty line, or one that is selected as by /, gives way."""
    History().remember("kenya")
    app = explorer(tmp_path)
    async with app.run_test(size=SIZE) as pilot:
        await type_in(app, pilot, "pri")
        await press(app, pilot, "up")
        assert asked(app) == "pri"
        await press(app, pilot, "escape", "slash", "up")
        assert asked(app) in ("kenya", "pri")
        await press(app, pilot, "x", "up", "down")
        assert asked(app).endswith("x")
        assert isinstance(app.focused, TimelinePane)


@pytest.mark.parametrize("key", ["enter", "escape", "down", "shift+tab"])
async def test_a_query_is_remembered_when_it_is_left(tmp_path: Path, key: str) -> None:
    """Once, not at each letter, and for the next run."""
    app = explorer(tmp_path)
    async with app.run_test(size=SIZE) as pilot:
        await type_in(app, pilot, "prison")
        assert History().queries() == []
        await press(app, pilot, key)
        await until(lambda: History().queries() == ["prison"])
        await press(app, pilot, "F", "slash", *"kenya", key)
        await until(lambda: History().queries() == ["prison", "kenya"])


async def test_a_query_is_remembered_by_whoever_quits(tmp_path: Path) -> None:
    """As when the terminal is closed."""
    app = explorer(tmp_path)
    async with app.run_test(size=SIZE) as pilot:
        await type_in(app, pilot, "prison")
    await until(lambda: History().queries() == ["prison"])


async def test_what_was_asked_is_searched(tmp_path: Path) -> None:
    """Typing narrows, Ctrl+R goes on to older ones, Enter takes, Esc does not."""
    for query in ("kenya police", "prison", "kenya in:2024", "[b]x"):
        History().remember(query)
    app = explorer(tmp_path, "kenya")
    async with app.run_test(size=SIZE) as pilot:
        await press(app, pilot, "slash", "ctrl+r")
        assert isinstance(app.screen, RecallScreen)
        assert "[b]x" in drawing(app)
        await press(app, pilot, *"ken")
        assert "prison" not in drawing(app)
        await press(app, pilot, "ctrl+r", "enter")
        assert asked(app) == "kenya police"
        await press(app, pilot, "ctrl+r", *"zzz", "enter")
        assert isinstance(app.screen, RecallScreen)
        await press(app, pilot, "escape")
        assert isinstance(app.screen, ExplorerScreen)
        assert asked(app) == "kenya police"


async def test_nothing_was_asked_yet(tmp_path: Path) -> None:
    """Looking back finds nothing, and breaks nothing."""
    app = explorer(tmp_path)
    async with app.run_test(size=SIZE) as pilot:
        await press(app, pilot, "slash", "up", "ctrl+r", "enter", "ctrl+r", "escape")
        assert asked(app) == ""
        assert isinstance(app.focused, QueryInput)


async def test_a_history_that_cannot_be_kept_is_said_once(tmp_path: Path, monkeypatch: Any) -> None:
    """And lasts as long as the window."""
    (tmp_path / "state").write_text("a file where the folder should be")
    monkeypatch.setenv("XDG_STATE_HOME", str(tmp_path / "state"))
    app = explorer(tmp_path)
    async with app.run_test(size=SIZE) as pilot:
        await type_in(app, pilot, "prison")
        await press(app, pilot, "enter")
        await until(lambda: len(said(app)) == 1)
        assert "Cannot" in said(app)[0]
        await press(app, pilot, "F", "slash", *"kenya", "enter", "F", "slash", "up", "up")
        assert asked(app) == "prison"
        assert len(said(app)) == 1


# Being corrected


async def test_nothing_found_is_explained(tmp_path: Path) -> None:
    """Which term finds nothing, and what may have been meant, taken by one key."""
    app = explorer(tmp_path)
    async with app.run_test(size=SIZE) as pilot:
        await type_in(app, pilot, "kenya missoin")
        screen = drawing(app)
        assert "No event is found." in screen
        assert "3 events  kenya" in screen
        assert "no event  missoin" in screen
        assert "mission  " in screen
        await press(app, pilot, "ctrl+y")
        assert asked(app) == "kenya mission"
        assert "2 of 7" in drawing(app)
        assert "No event" not in drawing(app)


async def test_an_explanation_is_of_the_query_that_is_asked(tmp_path: Path) -> None:
    """Candidates do not end it, and what was explained before is gone."""
    app = explorer(tmp_path)
    async with app.run_test(size=SIZE) as pilot:
        await type_in(app, pilot, "prision kenay in:2024")
        assert "no event  prision" in drawing(app)
        await press(app, pilot, "ctrl+u")
        await type_in(app, pilot, "-kenya ofer")
        screen = drawing(app)
        assert "without ofer" in screen
        assert "prision" not in screen


async def test_an_offer_is_named_among_all_events_too(tmp_path: Path) -> None:
    """Where all events are listed there is no room for the explanation, but for what helps."""
    app = explorer(tmp_path)
    async with app.run_test(size=SIZE) as pilot:
        await press(app, pilot, "slash", *"kenya", "enter", "equals_sign")
        await press(app, pilot, "slash", *"kenia", "enter")
        assert "Ctrl+Y asks kenya" in drawing(app)
        await press(app, pilot, "ctrl+y")
        assert asked(app) == "kenya"


async def test_terms_that_are_never_found_together_are_named(tmp_path: Path) -> None:
    """Each finds something; the query without one of them does."""
    app = explorer(tmp_path)
    async with app.run_test(size=SIZE) as pilot:
        await type_in(app, pilot, "kenya prison")
        screen = drawing(app)
        assert "none that the others find" in screen
        assert "without prison" in screen
        await press(app, pilot, "escape", "ctrl+y")
        assert "0 of 7" not in drawing(app)
        assert isinstance(app.focused, TimelinePane)


async def test_an_offer_is_clicked(tmp_path: Path) -> None:
    """Any of them."""
    app = explorer(tmp_path)
    async with app.run_test(size=SIZE) as pilot:
        await type_in(app, pilot, "kenya prison")
        row = next(
            y for y, line in enumerate(drawing(app).splitlines()) if "without prison" in line
        )
        await pilot.click(offset=(8, row))
        await settle(app, pilot)
        assert asked(app) == "kenya"
        assert "3 of 7" in drawing(app)


@pytest.mark.parametrize(
    ("typed", "corrected"),
    [
        ("actr:kenya", "actor:kenya"),
        ("is:disputd", "is:disputed"),
        ("prison is:disputd", "prison is:disputed"),
    ],
)
async def test_what_is_doubtful_is_corrected_by_one_key(
    tmp_path: Path, typed: str, corrected: str
) -> None:
    """Whether something is found all the same or not; the line says which key."""
    app = explorer(tmp_path)
    async with app.run_test(size=SIZE) as pilot:
        await type_in(app, pilot, typed)
        assert "Ctrl+Y" in drawing(app).splitlines()[1]
        await press(app, pilot, "ctrl+y")
        assert asked(app) == corrected
        assert "Ctrl+Y" not in drawing(app)
        await press(app, pilot, "ctrl+y")
        assert asked(app) == corrected


@pytest.mark.parametrize("size", [(40, 10), (60, 15), (120, 40)])
async def test_an_explanation_fits_the_pane(tmp_path: Path, size: tuple[int, int]) -> None:
    """It is cut, and never lies over another pane."""
    app = explorer(tmp_path, "missoin " + "x" * 200)
    async with app.run_test(size=size) as pilot:
        await settle(app, pilot)
        pane, emptiness = app.screen.query_one(TimelinePane), app.screen.query_one("#emptiness")
        assert pane.region.contains_region(emptiness.region)
        assert "mission  " in drawing(app)


# Saving views


async def test_a_view_is_saved_and_opened_again(tmp_path: Path) -> None:
    """With its query and its event, in another run."""
    app = explorer(tmp_path)
    async with app.run_test(size=SIZE) as pilot:
        await type_in(app, pilot, "kenya")
        await press(app, pilot, "enter", "j", "v")
        assert isinstance(app.screen, NameScreen)
        await press(app, pilot, *"Police", "enter")
        assert said(app) == ['Saved as "Police"; Ctrl+P lists the views.']
    assert Notebook().views() == [View("Police", "kenya", "arrival")]
    app = explorer(tmp_path)
    async with app.run_test(size=SIZE) as pilot:
        await press(app, pilot, "ctrl+p", *"viewpolice")
        await pilot.pause(0.3)
        assert "View: Police" in drawing(app)
        await press(app, pilot, "enter")
        await pilot.pause(0.3)
        await settle(app, pilot)
        found = event(app)
        assert asked(app) == "kenya"
        assert found is not None
        assert found.id == "arrival"
        assert offered(app) == []


async def test_a_view_of_the_same_query_moves_the_cursor(tmp_path: Path) -> None:
    """To the event that it was saved with; one that is gone leaves the cursor."""
    app = explorer(tmp_path)
    async with app.run_test(size=SIZE) as pilot:
        for kept, there in (("arrival", "arrival"), ("gone", "arrival"), ("offer", "offer")):
            await app._explorer.open_view(View("x", "", kept))
            await settle(app, pilot)
            found = event(app)
            assert found is not None
            assert found.id == there


async def test_a_view_has_the_panel_that_it_was_saved_with(tmp_path: Path) -> None:
    """Shown or hidden, whatever is on the screen when it is opened."""
    app = explorer(tmp_path)
    async with app.run_test(size=SIZE) as pilot:
        await press(app, pilot, "f", "escape", "v", "x", "enter", "f", "f")
        assert not app.screen.query_one("#facets").display
        view = Notebook().view("x")
        assert view is not None
        assert view.panel
        for panel in (True, False, True):
            await app._explorer.open_view(View("x", "kenya", "offer", panel))
            await settle(app, pilot)
            assert app.screen.query_one("#facets").display == panel
            assert isinstance(app.focused, TimelinePane)


async def test_the_program_begins_with_the_panel_of_a_view(tmp_path: Path) -> None:
    """As `--view` has it."""
    app = ExplorerApp(timeline(tmp_path), "kenya", view=View("x", "kenya", panel=True))
    async with app.run_test(size=SIZE) as pilot:
        await settle(app, pilot)
        assert app.screen.query_one("#facets").display
        assert isinstance(app.focused, TimelinePane)


async def test_a_view_lists_all_events_or_only_the_hits(tmp_path: Path) -> None:
    """As it did when it was saved, whatever is on the screen when it is opened."""
    app = explorer(tmp_path)
    async with app.run_test(size=SIZE) as pilot:
        await type_in(app, pilot, "kenya")
        await press(app, pilot, "enter", "=", "v", "x", "enter")
        view = Notebook().view("x")
        assert view is not None
        assert view.among_all
        for among_all in (False, True, False):
            await app._explorer.open_view(View("x", "kenya", "arrival", among_all=among_all))
            await settle(app, pilot)
            assert lists_all(app) == among_all
    app = ExplorerApp(timeline(tmp_path), "kenya", view=view)
    async with app.run_test(size=SIZE) as pilot:
        await settle(app, pilot)
        assert lists_all(app)


async def test_a_view_is_forgotten_by_palette(tmp_path: Path) -> None:
    """That one, and it says so; markup in a name is a name."""
    for name in ("[b]one", "two"):
        Notebook().save(View(name, "in:[2024,2025]"))
    app = explorer(tmp_path)
    async with app.run_test(size=SIZE) as pilot:
        await press(app, pilot, "ctrl+p", *"forget")
        await pilot.pause(0.3)
        assert "Forget view: [b]one" in drawing(app)
        assert "in:[2024,2025]" in drawing(app)
        await press(app, pilot, "enter")
        await pilot.pause(0.3)
        assert said(app) == ['The view "[b]one" is forgotten.']
        assert [view.name for view in Notebook().views()] == ["two"]


@pytest.mark.parametrize("keys", [["escape"], ["enter", "space", "enter", "escape"]])
async def test_no_name_saves_nothing(tmp_path: Path, keys: list[str]) -> None:
    """The screen is as it was."""
    app = explorer(tmp_path)
    async with app.run_test(size=SIZE) as pilot:
        await press(app, pilot, "v", *keys)
        assert isinstance(app.screen, ExplorerScreen)
        assert Notebook().views() == []


async def test_a_notebook_that_cannot_be_written_is_said(tmp_path: Path, monkeypatch: Any) -> None:
    """In a sentence; the palette opens all the same."""
    (tmp_path / "data").write_text("a file where the folder should be")
    monkeypatch.setenv("XDG_DATA_HOME", str(tmp_path / "data"))
    app = explorer(tmp_path)
    async with app.run_test(size=SIZE) as pilot:
        await press(app, pilot, "v", "x", "enter")
        assert said(app)[0].startswith("Cannot ")
        await press(app, pilot, "ctrl+p")
        await pilot.pause(0.3)
        assert "Search for commands" in drawing(app)
