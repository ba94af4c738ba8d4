"""What a reader does, as stories."""

from __future__ import annotations

from pathlib import Path

import pytest
from textual.widgets import Input, OptionList

from tests.screens import STORE, drawing, event, explorer, reading
from tui.ui.app import ExplorerApp
from tui.ui.detail import DetailPane
from tui.ui.screen import ExplorerScreen
from tui.ui.search_bar import QueryInput, SearchBar
from tui.ui.timeline import TimelinePane

TYPED = {" ": "space", ":": "colon", "-": "minus", '"': "quotation_mark", ".": "full_stop"}


def typed(text: str) -> list[str]:
    """The keys that type a text."""
    return [TYPED.get(char, char) for char in text]


def shown(app: ExplorerApp) -> str:
    """The id of the event in the detail pane."""
    found = event(app)
    return found.id if found else ""


async def test_the_first_screen_shows_the_first_event(tmp_path: Path) -> None:
    """Opening is enough to begin to read."""
    app = explorer(tmp_path)
    async with reading(app, (80, 24)):
        assert shown(app) == "year"
        assert "A year of talks" in drawing(app)
        assert isinstance(app.focused, TimelinePane)


async def test_every_event_is_reached_with_j(tmp_path: Path) -> None:
    """Going down line by line passes every event once, the undated one last."""
    app = explorer(tmp_path)
    async with reading(app, (80, 24)) as pilot:
        seen = [shown(app)]
        for _ in range(len(STORE["events"]) - 1):
            await pilot.press("j")
            seen.append(shown(app))
        assert seen == ["year", "offer", "storming", "emergency", "arrival", "more", "rumour"]
        await pilot.press("j")
        assert shown(app) == "rumour"


@pytest.mark.parametrize(
    ("keys", "id"),
    [
        (["G"], "rumour"),
        (["end"], "rumour"),
        (["G", "g"], "year"),
        (["down", "down", "up"], "offer"),
        (["pagedown", "space"], "rumour"),
        (["G", "b", "pageup"], "year"),
        (["ctrl+d", "ctrl+u", "ctrl+u"], "year"),
    ],
)
async def test_keys_move_the_cursor(tmp_path: Path, keys: list[str], id: str) -> None:
    """As in vi and in less, and with the arrows."""
    app = explorer(tmp_path)
    async with reading(app, (80, 24)) as pilot:
        await pilot.press(*keys)
        assert shown(app) == id


async def test_typing_narrows_the_timeline_at_every_key(tmp_path: Path) -> None:
    """The list, the counts and the sentence follow each letter."""
    app = explorer(tmp_path)
    async with reading(app, (80, 24)) as pilot:
        await pilot.press("slash", *typed("ken"))
        assert "3 of 7" in drawing(app)
        assert shown(app) == "offer"
        await pilot.press("x")
        assert "0 of 7" in drawing(app)
        assert "No event is found." in drawing(app)
        assert shown(app) == ""


async def test_a_search_says_what_is_certain_and_what_is_possible(tmp_path: Path) -> None:
    """An event of about June is possibly, not certainly, in June."""
    app = explorer(tmp_path)
    async with reading(app, (80, 24)) as pilot:
        await pilot.press("slash", *typed("in:2024-06"))
        assert "0 certainly, 2 possibly of 7" in drawing(app)
        assert "events in June 2024" in drawing(app)
        assert "Possibly: a date is known too loosely to be sure" in drawing(app)


async def test_a_doubtful_query_is_explained_while_it_is_typed(tmp_path: Path) -> None:
    """A wrong month gets a sentence, and the list stays."""
    app = explorer(tmp_path)
    async with reading(app, (120, 24)) as pilot:
        await pilot.press("slash", *typed("in:2024-13"))
        assert "months run 01 to 12" in drawing(app)
        assert shown(app) == "year"


async def test_clearing_a_search_brings_the_chosen_event_back(tmp_path: Path) -> None:
    """A search that leads away does not lose the reader's place."""
    app = explorer(tmp_path)
    async with reading(app, (80, 24)) as pilot:
        await pilot.press("j", "j")
        assert shown(app) == "storming"
        await pilot.press("slash", *typed("kenya"))
        assert shown(app) == "arrival"
        await pilot.press("escape", "F")
        assert shown(app) == "storming"


async def test_a_search_keeps_the_event_that_it_finds(tmp_path: Path) -> None:
    """The cursor stays on its event when that is among the results."""
    app = explorer(tmp_path)
    async with reading(app, (80, 24)) as pilot:
        await pilot.press("j", "j", "slash", *typed("prison"))
        assert shown(app) == "storming"


@pytest.mark.parametrize("key", ["escape", "enter", "down"])
async def test_the_search_is_left_with_what_was_typed(tmp_path: Path, key: str) -> None:
    """The query stays, and the keys are the timeline's again."""
    app = explorer(tmp_path)
    async with reading(app, (80, 24)) as pilot:
        await pilot.press("slash", *typed("kenya"), key)
        assert isinstance(app.focused, TimelinePane)
        assert app.screen.query_one("#query", Input).value == "kenya"
        await pilot.press("j")
        assert shown(app) == "arrival"


@pytest.mark.parametrize("size", [(60, 15), (80, 24), (120, 40)])
async def test_an_event_is_read_in_full_by_keyboard(tmp_path: Path, size: tuple[int, int]) -> None:
    """Enter gives it the whole screen; scrolling ends at its last line; Esc goes back."""
    app = explorer(tmp_path)
    async with reading(app, size) as pilot:
        await pilot.press("j", "j", "enter")
        assert app.screen.query_one(DetailPane).size.width == size[0]
        seen = drawing(app)
        for _ in range(20):
            await pilot.press("j")
            seen += drawing(app)
        seen = " ".join(seen.split())
        for text in ("Armed men opened the prisons", "3,700", "4,600", "it counts both prisons"):
            assert text in seen
        assert "https://example.org/a" in seen
        assert "storming" in drawing(app)
        await pilot.press("escape")
        assert isinstance(app.focused, TimelinePane)


async def test_reading_goes_on_from_event_to_event(tmp_path: Path) -> None:
    """The arrow keys step through time without going back to the list."""
    app = explorer(tmp_path)
    async with reading(app, (80, 24)) as pilot:
        await pilot.press("enter", "right", "right")
        assert shown(app) == "storming"
        await pilot.press("left")
        assert shown(app) == "offer"
        assert isinstance(app.focused, DetailPane)


async def test_nothing_found_opens_nothing(tmp_path: Path) -> None:
    """Enter and y on an empty answer leave the panes as they are, and y says why."""
    app = explorer(tmp_path, query="zebra")
    async with reading(app, (80, 24)) as pilot:
        await pilot.press("enter", "y")
        await pilot.pause()
        assert isinstance(app.focused, TimelinePane)
        assert "No event is found." in drawing(app)
        assert [note.message for note in app._notifications] == ["There is no event to copy."]


async def test_ctrl_c_says_how_to_quit(tmp_path: Path) -> None:
    """It is pressed by habit, and must not lose anything."""
    app = explorer(tmp_path)
    async with reading(app, (80, 24)) as pilot:
        await pilot.press("ctrl+c")
        assert [note.message for note in app._notifications] == ["q quits."]
        assert app.is_running


async def test_f1_explains_while_a_query_is_typed(tmp_path: Path) -> None:
    """The characters / ? q t y F belong to the query then, F1 does not."""
    app = explorer(tmp_path)
    async with reading(app, (80, 24)) as pilot:
        await pilot.press("slash", *typed("q"), "question_mark", "t", "y", "F", "slash")
        assert app.screen.query_one("#query", Input).value == "q?tyF/"
        await pilot.press("f1")
        assert not isinstance(app.screen, ExplorerScreen)
        await pilot.press("q", "escape")
        assert app.is_running


async def test_q_goes_back_before_it_quits(tmp_path: Path) -> None:
    """From the whole-screen event to the panes, and only then out."""
    app = explorer(tmp_path)
    async with reading(app, (80, 24)) as pilot:
        await pilot.press("enter", "q")
        assert app.is_running
        assert isinstance(app.focused, TimelinePane)
        await pilot.press("q")
        assert not app.is_running
        assert app.return_code == 0


async def test_escape_never_quits(tmp_path: Path) -> None:
    """However often it is pressed, wherever."""
    app = explorer(tmp_path)
    async with reading(app, (80, 24)) as pilot:
        await pilot.press("escape", "escape", "slash", "escape", "tab", "escape", "escape")
        assert app.is_running


async def test_tab_goes_round_the_panes(tmp_path: Path) -> None:
    """Timeline, event, search, and timeline again; Shift+Tab the other way."""
    app = explorer(tmp_path)
    async with reading(app, (80, 24)) as pilot:
        kinds = []
        for _ in range(3):
            await pilot.press("tab")
            kinds.append(type(app.focused))
        assert kinds == [DetailPane, QueryInput, TimelinePane]
        await pilot.press("shift+tab")
        assert isinstance(app.focused, Input)


async def test_a_narrow_terminal_shows_the_pane_that_tab_goes_to(tmp_path: Path) -> None:
    """One pane at a time, none of them lost."""
    app = explorer(tmp_path)
    async with reading(app, (60, 15)) as pilot:
        await pilot.press("j", "j")
        assert "Armed men" not in drawing(app)
        await pilot.press("tab")
        assert "Armed men" in drawing(app)
        await pilot.press("escape")
        assert "Emergency declared" in drawing(app)


async def test_resizing_keeps_query_and_event(tmp_path: Path) -> None:
    """From the smallest to the largest terminal and back."""
    app = explorer(tmp_path)
    async with reading(app, (80, 24)) as pilot:
        await pilot.press("slash", *typed("kenya"), "enter", "j")
        for size in ((60, 15), (250, 70), (39, 9), (120, 40), (80, 24)):
            await pilot.resize_terminal(*size)
            await pilot.pause()
            assert shown(app) == "arrival"
            assert "needed" in drawing(app) or "First officers" in drawing(app)
        assert app.screen.query_one("#query", Input).value == "kenya"


async def test_resizing_while_typing_goes_on_typing(tmp_path: Path) -> None:
    """A terminal that is too small for a moment takes no letter for a command."""
    app = explorer(tmp_path)
    async with reading(app, (80, 24)) as pilot:
        await pilot.press("slash", *typed("ken"))
        for size in ((39, 9), (60, 15), (80, 24)):
            await pilot.resize_terminal(*size)
            await pilot.pause()
        await pilot.press("q")
        assert app.screen.query_one("#query", Input).value == "kenq"


async def test_a_terminal_too_small_says_what_it_needs(tmp_path: Path) -> None:
    """Below 40x10 a plain sentence stands in for the panes."""
    app = explorer(tmp_path)
    async with reading(app, (39, 9)):
        assert "40 columns and 10 rows" in " ".join(drawing(app).split())


async def test_copying_an_event_takes_its_sources_along(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A sentence with numbered sources goes to the clipboard, and the screen says so."""
    monkeypatch.setenv("TERM", "xterm-kitty")
    app = explorer(tmp_path)
    async with reading(app, (80, 24)) as pilot:
        await pilot.press("j", "j", "y")
        await pilot.pause()
        assert app.clipboard == (
            "2-3 Mar 2024: Two prisons are stormed. Armed men opened the prisons in the night. "
            "Thousands left.[1][2]\n"
            "Sources differ on: People freed.\n"
            "[1] The Daily (Wire), 4 Mar 2024, https://example.org/a.\n"
            "[2] The Office, n.d., p. 4."
        )
        assert [note.message for note in app._notifications] == ["Copied the event with 2 sources."]


async def test_help_finds_a_key_and_runs_it(tmp_path: Path) -> None:
    """? lists the keys, typing narrows them, Enter does what the line says."""
    app = explorer(tmp_path)
    async with reading(app, (80, 24)) as pilot:
        await pilot.press("question_mark", "pagedown")
        assert app.screen.query_one(OptionList).highlighted
        await pilot.press("pageup")
        assert app.screen.query_one(OptionList).highlighted == 0
        await pilot.press("escape", "question_mark", *typed("last event"))
        assert "last event" in drawing(app)
        await pilot.press("enter")
        await pilot.pause()
        assert isinstance(app.screen, ExplorerScreen)
        assert shown(app) == "rumour"


async def test_help_lists_what_a_key_does_before_where(tmp_path: Path) -> None:
    """The word search finds the search first, and Down the line below it."""
    app = explorer(tmp_path)
    async with reading(app, (80, 24)) as pilot:
        await pilot.press("question_mark", *typed("search"), "enter")
        await pilot.pause()
        assert isinstance(app.focused, QueryInput)
        await pilot.press("escape", "question_mark", *typed("event"), "down", "enter")
        await pilot.pause()
        assert isinstance(app.screen, ExplorerScreen)


async def test_help_explains_the_query_language(tmp_path: Path) -> None:
    """The same lines as in the README."""
    app = explorer(tmp_path)
    async with reading(app, (100, 40)) as pilot:
        await pilot.press("f1", *typed("phrase"))
        assert '"barrel bomb"' in drawing(app)
        await pilot.press("enter", "escape")
        assert isinstance(app.screen, ExplorerScreen)


async def test_the_palette_carries_commands_out(tmp_path: Path) -> None:
    """Ctrl+P, a few letters, Enter."""
    app = explorer(tmp_path)
    async with reading(app, (80, 24)) as pilot:
        await pilot.press("ctrl+p", *typed("next hit"))
        await pilot.pause(0.3)
        await pilot.press("enter")
        await pilot.pause(0.3)
        assert shown(app) == "offer"


async def test_t_changes_the_theme(tmp_path: Path) -> None:
    """Dark, light, high contrast, and round again."""
    app = explorer(tmp_path)
    async with reading(app, (80, 24)) as pilot:
        names = [app.theme]
        for _ in range(3):
            await pilot.press("t")
            names.append(app.theme)
        assert names == ["dark", "light", "contrast", "dark"]


async def test_a_file_with_problems_says_so_and_still_opens(tmp_path: Path) -> None:
    """What was left out is counted above the panes."""
    store = {"events": [*STORE["events"], {"id": "bad", "title": "x", "date": "2024-13"}]}
    app = explorer(tmp_path, store=store)
    async with reading(app, (80, 24)):
        first = drawing(app).splitlines()[0]
        assert "1 event left out" in first
        assert "haiti-timeline check" in first


async def test_a_query_can_be_given_at_the_start(tmp_path: Path) -> None:
    """As typed, in the input and in the results."""
    app = explorer(tmp_path, query="kenya")
    async with reading(app, (80, 24)):
        assert app.screen.query_one("#query", Input).value == "kenya"
        assert "3 of 7" in drawing(app)


async def test_the_mouse_wheel_scrolls_and_a_click_selects(tmp_path: Path) -> None:
    """The mouse is optional, and does what it does everywhere."""
    app = explorer(tmp_path)
    async with reading(app, (80, 24)) as pilot:
        await pilot.click(TimelinePane, offset=(20, 4))
        assert shown(app) == "offer"
        await pilot.click(SearchBar, offset=(10, 0))
        assert isinstance(app.focused, Input)


async def test_all_events_can_be_listed_with_the_hits_marked(tmp_path: Path) -> None:
    """The cursor stays on its event; n and N go from hit to hit; the title says how it is."""
    app = explorer(tmp_path, query="kenya in:2023..2024-06")
    async with reading(app, (80, 24)) as pilot:
        await pilot.press("j", "equals_sign")
        assert shown(app) == "arrival"
        assert "3 hits among all events" in drawing(app)
        assert "Event 5 / 7" in drawing(app)
        lines = drawing(app)
        assert " \u202229 Jul 2023" in lines
        assert ">\u25e6c. Jun 2024" in lines
        assert "  2-3 Mar 2024" in lines
        await pilot.press("N")
        assert shown(app) == "offer"
        await pilot.press("j", "n", "n")
        assert shown(app) == "more"
        await pilot.press("n")
        assert shown(app) == "more"
        assert [note.message for note in app._notifications] == ["No hit is after this event."]
        await pilot.press("equals_sign")
        assert shown(app) == "more"
        assert "3 hits among" not in drawing(app)
        await pilot.press("N", "n", "N")
        assert shown(app) == "arrival"


async def test_the_hits_follow_what_is_typed_among_all_events(tmp_path: Path) -> None:
    """The list stays as it is, the marks change; without a query nothing is marked."""
    app = explorer(tmp_path)
    async with reading(app, (80, 24)) as pilot:
        await pilot.press("equals_sign")
        assert [note.message for note in app._notifications] == [
            "Nothing is searched for: all events are listed."
        ]
        await pilot.press("j", "j", "slash", *typed("ken"), "escape", "equals_sign")
        assert shown(app) == "arrival"
        await pilot.press("slash", *typed("prison"), "escape")
        assert "1 hit among all events" in drawing(app)
        assert shown(app) == "arrival"
        await pilot.press("N")
        assert shown(app) == "storming"
        await pilot.press("F")
        assert "among all" not in drawing(app)
        assert shown(app) == "storming"


async def test_what_is_not_found_is_not_highlighted_among_all_events(tmp_path: Path) -> None:
    """A word of the query in an event that it does not find is no hit."""
    app = explorer(tmp_path, query="kenya mission")
    async with reading(app, (80, 40)) as pilot:
        await pilot.press("equals_sign")
        pane = app.screen.query_one(TimelinePane)
        style = pane.get_component_rich_style("timeline--hit", partial=True)
        hits = {
            segment.text
            for y in range(pane.size.height)
            for segment in pane.render_line(y)
            if segment.style is not None and segment.style.underline == style.underline
        }
        assert hits == {"Kenya", "mission"}
        more = next(line for line in drawing(app).splitlines() if "send more" in line)
        assert more.startswith("  by Feb")


async def test_a_possible_hit_says_why_it_is_only_possible(tmp_path: Path) -> None:
    """Beside its date."""
    app = explorer(tmp_path, query="in:2024-06")
    async with reading(app, (120, 24)):
        assert "Possibly: dated c. Jun 2024, which may lie" in drawing(app)


async def test_the_best_first_stand_under_one_heading(tmp_path: Path) -> None:
    """And the cursor on the best."""
    app = explorer(tmp_path, query="kenya sort:relevance")
    async with reading(app, (80, 24)) as pilot:
        assert "Best first" in drawing(app)
        assert "\n2024 \u2500" not in drawing(app)
        await pilot.press("G")
        assert "Event 3 / 3" in drawing(app)


async def test_nothing_typed_is_lost_on_the_way(tmp_path: Path) -> None:
    """From pane to pane and size to size the query stays, and the event while it is found."""
    app = explorer(tmp_path)
    async with reading(app, (120, 40)) as pilot:
        await pilot.press("slash", *typed("kenya"), "enter", "j")
        for key in ("tab", "f", "tab", "tab", "tab", "shift+tab", "escape", "enter", "escape", "f"):
            await pilot.press(key)
            assert shown(app) == "arrival"
            assert app.screen.query_one("#query", Input).value == "kenya"
        for size in ((60, 15), (200, 50), (39, 9), (80, 24)):
            await pilot.resize_terminal(*size)
            await pilot.pause()
            assert shown(app) == "arrival"
            assert app.screen.query_one("#query", Input).value == "kenya"
        await pilot.press("equals_sign", "equals_sign", "escape")
        assert shown(app) == "arrival"
