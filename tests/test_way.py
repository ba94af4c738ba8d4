"""Walking by links, threads and tours, and back."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
from textual.widgets import Input

from tests.screens import boxed, drawing, event, explorer, hold_to, reading
from tests.test_hostile import HOSTILE, is_harmless, lines
from tui.ui.app import ExplorerApp
from tui.ui.chooser import ChooserScreen
from tui.ui.screen import ExplorerScreen
from tui.ui.thread import ThreadPane
from tui.ui.way import WayLine

STORE: dict[str, Any] = {
    "title": "A mission",
    "tours": [
        {
            "id": "mandate",
            "title": "From mandate to landing",
            "description": "What stood between a vote and the first officers.",
            "stops": [
                {"event": "vote", "why": "It begins with a vote."},
                {
                    "event": "court",
                    "why": "A court stops what a council and a parliament had agreed on, and leaves"
                    " open only one way in which it might still be done.",
                },
                {"event": "landing"},
            ],
        },
    ],
    "events": [
        {
            "id": "request",
            "date": "2022-10-07",
            "title": "A government asks for a force",
            "links": [{"type": "led-to", "event": "vote"}],
        },
        {"id": "offer", "date": "2023-07-29", "title": "A state offers to lead it"},
        {
            "id": "vote",
            "date": "2023-10-02",
            "title": "A council votes for a mission",
            "links": [
                {"type": "follows-up", "event": "offer"},
                {"type": "led-to", "event": "court"},
                {"type": "led-to", "event": "landing"},
            ],
        },
        {
            "id": "court",
            "date": "2024-01-26",
            "title": "A court stops the mission",
            "links": [{"type": "led-to", "event": "treaty"}],
        },
        {
            "id": "treaty",
            "date": "2024-03-01",
            "title": "Two states sign a treaty",
            "links": [{"type": "led-to", "event": "landing"}],
        },
        {"id": "landing", "date": "2024-06~", "title": "The first officers land"},
        {"id": "storm", "date": "2024-07", "title": "A storm passes"},
    ],
}


LOOSE: dict[str, Any] = {
    "tours": [{"id": "lost", "title": "Lost", "stops": [{"event": "gone"}, {"event": "vote"}]}],
    "events": [{"id": "vote", "title": "V", "links": [{"type": "led-to", "event": "gone"}]}],
}
"""A tour and a link that lead nowhere."""


def opened(folder: Path, query: str = "", store: object = STORE) -> ExplorerApp:
    """The application over the mission."""
    return explorer(folder, query, store)


def at(app: ExplorerApp) -> str:
    """The id of the event that is shown."""
    shown = event(app)
    return shown.id if shown else ""


def way(app: ExplorerApp) -> str:
    """What the line says about the way."""
    line = app.screen.query_one(WayLine)
    return line.render().plain if line.size.height else ""


def asked(app: ExplorerApp) -> str:
    """The query."""
    return app.screen.query_one("#query", Input).value


def notes(app: ExplorerApp) -> list[str]:
    """What is said in passing."""
    return [str(note.message) for note in app._notifications]


TO_VOTE = ("j", "j")


async def test_one_link_is_followed_at_once(tmp_path: Path) -> None:
    """On with >, back with <, and the way is said."""
    app = opened(tmp_path)
    async with reading(app) as reader:
        await reader.press("greater_than_sign")
        assert at(app) == "vote"
        assert way(app).startswith("1 step back: A government asks for a force")
        await reader.press("G", "k", "less_than_sign", "2")
        assert at(app) == "treaty"
        await reader.press("less_than_sign")
        assert at(app) == "court"
        assert way(app).startswith("3 steps back: Two states sign a treaty < The first")


async def test_several_links_are_chosen_from(tmp_path: Path) -> None:
    """By number or by cursor; Esc goes nowhere."""
    app = opened(tmp_path)
    async with reading(app) as reader:
        await reader.press(*TO_VOTE, "greater_than_sign")
        assert isinstance(app.screen, ChooserScreen)
        assert "2  led to: c. Jun 2024, The first officers land" in boxed(app)
        await reader.press("escape")
        assert at(app) == "vote"
        await reader.press("greater_than_sign", "j", "enter")
        assert at(app) == "landing"
        await reader.press("backspace", "less_than_sign", "9", "2")
        assert at(app) == "request"


async def test_what_is_not_there_is_said(tmp_path: Path) -> None:
    """No link, no way back, no tour."""
    app = opened(tmp_path)
    async with reading(app) as reader:
        await reader.press("less_than_sign")
        assert notes(app)[-1].startswith("No link says what led to this event")
        await reader.press("G", "greater_than_sign")
        assert notes(app)[-1].startswith("No link says what came of this event")
        await reader.press("backspace")
        assert notes(app)[-1].startswith("No link was followed")
        await reader.press("right_parenthesis")
        assert notes(app)[-1] == "You are on no tour; V lists them."


async def test_the_way_back_brings_back_queries(tmp_path: Path) -> None:
    """A link out of what is found shows all events; Backspace shows what was found then."""
    app = opened(tmp_path, "council")
    async with reading(app) as reader:
        await reader.press("less_than_sign", "2")
        assert (at(app), asked(app)) == ("request", "council")
        assert "1 hit among all events" in drawing(app)
        assert "not among the hits" in notes(app)[-1]
        await reader.press("slash", *"treaty", "enter")
        assert at(app) == "treaty"
        await reader.press("less_than_sign")
        assert at(app) == "court"
        await reader.press("backspace")
        assert (at(app), asked(app)) == ("treaty", "treaty")
        await reader.press("backspace")
        assert (at(app), asked(app)) == ("vote", "council")
        assert "among all events" not in drawing(app)
        assert notes(app)[-1] == "The query is again: council"
        assert way(app) == ""


async def test_keys_of_the_way_can_be_typed(tmp_path: Path) -> None:
    """In a query they are characters."""
    app = opened(tmp_path)
    async with reading(app) as reader:
        await reader.press("slash", *"TV", "less_than_sign", "left_parenthesis", "backspace")
        assert asked(app) == "TV<"


async def test_a_thread_is_walked(tmp_path: Path) -> None:
    """The event follows the cursor; Enter goes there in the timeline, Backspace returns."""
    app = opened(tmp_path)
    async with reading(app) as reader:
        await reader.press(*TO_VOTE, "T")
        assert at(app) == "vote"
        await reader.press("j", "j")
        assert at(app) == "treaty"
        await reader.press("enter")
        assert at(app) == "treaty"
        assert not app.screen.query(ThreadPane)
        await reader.press("backspace")
        assert at(app) == "vote"


async def test_a_thread_goes_on_from_another_event(tmp_path: Path) -> None:
    """T shows the thread of the event at the cursor, and hides that of the event in the middle."""
    app = opened(tmp_path)
    async with reading(app) as reader:
        await reader.press(*TO_VOTE, "T", "j", "T")
        assert app.screen.query_one(ThreadPane).middle.id == "court"
        assert at(app) == "court"
        await reader.press("T")
        assert not app.screen.query(ThreadPane)
        assert at(app) == "vote"


async def test_esc_leaves_a_thread_where_it_was_opened(tmp_path: Path) -> None:
    """Only looked at, nothing was walked."""
    app = opened(tmp_path)
    async with reading(app) as reader:
        await reader.press(*TO_VOTE, "T", "k", "k", "escape")
        assert at(app) == "vote"
        assert way(app) == ""


async def test_what_a_thread_leaves_out_can_be_gone_to(tmp_path: Path) -> None:
    """Enter on the line that counts it shows the thread from there."""
    events = [
        {"id": f"e{n}", "title": f"E{n}", "links": [{"type": "led-to", "event": f"e{n + 1}"}]}
        for n in range(20)
    ]
    app = explorer(tmp_path, "", {"events": [*events, {"id": "e20", "title": "E20"}]})
    async with reading(app, (80, 40)) as reader:
        await reader.press("T", "G")
        assert "... 1 more" in drawing(app)
        await reader.press("enter")
        assert app.screen.query_one(ThreadPane).middle.id == "e8"


async def test_a_tour_is_walked(tmp_path: Path) -> None:
    """Stop by stop, saying which and why; away from it the line says so; the end leaves it."""
    app = opened(tmp_path, "storm")
    async with reading(app) as reader:
        await reader.press("V", "1")
        assert (at(app), asked(app)) == ("vote", "storm")
        assert "From mandate to landing 1 of 3" in way(app)
        assert "It begins with a vote." in way(app)
        await reader.press("j", "j")
        assert "It begins" not in way(app)
        assert "You left the tour's way" in way(app)
        await reader.press("right_parenthesis", "right_parenthesis", "left_parenthesis")
        assert at(app) == "court"
        assert "2 of 3" in way(app)
        await reader.press("right_parenthesis", "right_parenthesis")
        assert notes(app)[-1] == "That was the last stop: the tour is over."
        assert way(app).startswith("5 steps back: ")


async def test_esc_leaves_a_tour_and_then_forgets_the_way(tmp_path: Path) -> None:
    """One thing at a time."""
    app = opened(tmp_path)
    async with reading(app) as reader:
        await reader.press("V", "1", "left_parenthesis")
        assert notes(app)[-1] == "This is the first stop."
        await reader.press("right_parenthesis", "s", "escape")
        assert "2 of 3" in way(app)  # the range on the axis was left first
        await reader.press("escape")
        assert way(app).startswith("2 steps back: A council")
        assert at(app) == "court"
        await reader.press("escape")
        assert way(app) == ""
        assert at(app) == "court"


async def test_backspace_goes_back_on_a_tour(tmp_path: Path) -> None:
    """And out of it, to where the reader was before."""
    app = opened(tmp_path)
    async with reading(app) as reader:
        await reader.press("V", "1", "right_parenthesis", "backspace")
        assert at(app) == "vote"
        assert "1 of 3" in way(app)
        await reader.press("backspace")
        assert (at(app), way(app)) == ("request", "")


async def test_what_leads_nowhere_says_so(tmp_path: Path) -> None:
    """A link, and a stop of a tour, whose next one is a key away."""
    app = opened(tmp_path, store=LOOSE)
    async with reading(app) as reader:
        await reader.press("greater_than_sign")
        assert notes(app)[-1] == "gone is not in this file."
        await reader.press("V", "1")
        assert notes(app)[-1] == "gone is not in this file."
        await reader.press("right_parenthesis")
        assert at(app) == "vote"


async def test_a_store_without_tours_says_so(tmp_path: Path) -> None:
    """Nothing is opened."""
    app = explorer(tmp_path)
    async with reading(app) as reader:
        await reader.press("V")
        assert notes(app)[-1] == "There are no tours in this timeline."
        assert isinstance(app.screen, ExplorerScreen)


@pytest.mark.parametrize("size", [(60, 15), (80, 24), (120, 40)], ids=lambda s: f"{s[0]}x{s[1]}")
@pytest.mark.parametrize(
    ("story", "keys"),
    [
        ("links", [*TO_VOTE, "greater_than_sign"]),
        ("walked", ["greater_than_sign", "greater_than_sign", "1"]),
        ("thread", [*TO_VOTE, "T", "j"]),
        ("tours", ["V"]),
        ("tour", ["V", "1", "right_parenthesis"]),
    ],
    ids=lambda value: value if isinstance(value, str) else "",
)
async def test_the_way_looks_as_drawn(
    tmp_path: Path, size: tuple[int, int], story: str, keys: list[str]
) -> None:
    """The chooser, the line, the thread and a tour."""
    app = opened(tmp_path)
    async with reading(app, size) as reader:
        await reader.press(*keys)
        await reader.pause()
        drawn = boxed(app) if isinstance(app.screen, ChooserScreen) else drawing(app)
        hold_to(f"way-{story}-{size[0]}x{size[1]}", drawn)


async def test_nothing_later_than_the_day_is_walked_to(tmp_path: Path) -> None:
    """As known on a day, threads and tours hold what had been published by then."""
    app = opened(tmp_path, "as-of:2024-02-01")
    async with reading(app) as reader:
        await reader.press(*TO_VOTE, "T")
        assert "A court stops" in drawing(app)
        assert "Two states sign" not in drawing(app)
        await reader.press("escape", "V", "1", "right_parenthesis", "right_parenthesis")
        assert notes(app)[-1].startswith("The first officers land: of this nothing was published")
        assert at(app) == "court"
        assert "You left the tour's way" in way(app)


@pytest.mark.parametrize("kind", HOSTILE)
async def test_hostile_text_is_only_shown_on_the_way(tmp_path: Path, kind: str) -> None:
    """In choosers, in the thread and in the line."""
    text = HOSTILE[kind]
    events = [{**event, "title": text} for event in STORE["events"]]
    tours = [{**STORE["tours"][0], "title": text, "description": text}]
    for stop in (stops := [dict(stop) for stop in tours[0]["stops"]]):
        stop["why"] = text
    app = opened(tmp_path, store={"events": events, "tours": [{**tours[0], "stops": stops}]})
    async with reading(app) as reader:
        for keys in ([*TO_VOTE, "greater_than_sign"], ["1"], ["T"], ["escape", "V"], ["1"]):
            await reader.press(*keys)
            await reader.pause()
            assert is_harmless(drawing(app))
            assert {strip.cell_length for strip in lines(app)} == {80}
