"""The screen under test: a small store, an app over it, and its drawing in plain text."""

from __future__ import annotations

import asyncio
import json
import os
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from pathlib import Path
from typing import Any

from textual.pilot import Pilot

from tui.event import Event
from tui.search import Timeline
from tui.ui.app import ExplorerApp
from tui.ui.detail import DetailPane
from tui.ui.screen import ExplorerScreen

DRAWINGS = Path(__file__).parent / "drawings"

STORE: dict[str, Any] = {
    "title": "A small chronology",
    "timezone": "America/Port-au-Prince",
    "categories": [
        {"id": "deployment", "label": "Deployments", "mark": "D"},
        {"id": "prison-break", "label": "Prison breaks", "mark": "P"},
    ],
    "measures": [{"id": "freed", "label": "People freed", "unit": "people", "kind": "flow"}],
    "places": [{"id": "capital", "label": "Port-au-Prince", "country": "HT"}],
    "actors": [{"id": "kenya", "label": "Kenya", "kind": "state"}],
    "sources": [
        {
            "id": "daily",
            "type": "article-newspaper",
            "container-title": "The Daily",
            "original-publisher": "Wire",
            "issued": {"date-parts": [[2024, 3, 4]]},
            "URL": "https://example.org/a",
        },
        {"id": "office", "type": "report", "publisher": "The Office", "issued": {"raw": "n.d."}},
    ],
    "events": [
        {"id": "year", "date": "2023", "title": "A year of talks", "sources": ["office"]},
        {
            "id": "offer",
            "date": "2023-07-29",
            "title": "Kenya offers to lead a mission",
            "category": "deployment",
            "status": "announced",
            "actors": ["kenya"],
            "sources": ["office"],
        },
        {
            "id": "storming",
            "date": "2024-03-02/2024-03-03",
            "title": "Two prisons are stormed",
            "summary": "Armed men opened the prisons in the night. Thousands left.",
            "category": "prison-break",
            "places": ["capital"],
            "tags": ["prison"],
            "claims": [
                {"about": "freed", "value": 3700, "qualifier": "about", "source": "daily"},
                {
                    "about": "freed",
                    "value": 4600,
                    "qualifier": "over",
                    "source": "office",
                    "locator": "p. 4",
                    "preferred": True,
                    "why": "it counts both prisons",
                },
            ],
            "sources": ["daily", "office"],
            "links": [{"type": "led-to", "event": "emergency"}],
        },
        {"id": "emergency", "date": "2024-03-03", "title": "Emergency declared in the capital"},
        {
            "id": "arrival",
            "date": "2024-06~",
            "title": "First officers of the mission arrive in the capital by air",
            "category": "deployment",
            "actors": ["kenya"],
            "places": ["capital"],
        },
        {
            "id": "more",
            "date": "[..2025-02]",
            "title": "Kenya plans to send more officers",
            "category": "deployment",
            "status": "planned",
            "actors": ["kenya"],
        },
        {"id": "rumour", "title": "A report that nobody could date", "note": "Kept as found."},
    ],
}


def timeline(folder: Path, store: object = STORE) -> Timeline:
    """The timeline of a store written to a folder."""
    path = folder / "events.json"
    path.write_text(json.dumps(store), "utf-8")
    return Timeline.open([str(path)])


def explorer(folder: Path, query: str = "", store: object = STORE) -> ExplorerApp:
    """The application over a store."""
    return ExplorerApp(timeline(folder, store), query)


class Reader(Pilot[None]):
    """Presses keys, each when all that the one before it asked for is painted."""

    async def press(self, *keys: str) -> None:
        """One key after another."""
        for key in keys:
            await super().press(key)
            await settled(self)


async def settled(pilot: Pilot[Any]) -> None:
    """Wait until everything that was asked is answered and painted."""
    screens = [screen for screen in pilot.app.screen_stack if isinstance(screen, ExplorerScreen)]
    while not all(screen.is_idle for screen in screens):
        await asyncio.sleep(0.001)
        if all(screen.is_idle for screen in screens):
            await pilot.pause()  # what is painted may ask for more


@asynccontextmanager
async def reading(app: ExplorerApp, size: tuple[int, int] = (80, 24)) -> AsyncIterator[Reader]:
    """A reader before the application, which has shown its first results."""
    async with app.run_test(size=size):
        reader = Reader(app)
        await reader.pause()
        await settled(reader)
        yield reader


def drawing(app: ExplorerApp) -> str:
    """What the screen shows, as lines of text without trailing space."""
    strips = app.screen._compositor.render_strips()
    return "\n".join(strip.text.rstrip() for strip in strips) + "\n"


def boxed(app: ExplorerApp) -> str:
    """What the box over the panes shows, without what is behind it."""
    region = app.screen.query_one("Vertical").region
    lines = drawing(app).splitlines()[region.y : region.bottom]
    return "".join(f"{line[region.x : region.right]}\n" for line in lines)


def hold_to(name: str, drawn: str) -> None:
    """Compare with the drawing kept in a file; REDRAW=1 keeps this one instead."""
    path = DRAWINGS / f"{name}.txt"
    if os.environ.get("REDRAW"):
        path.write_text(drawn, "utf-8")
    assert drawn == path.read_text("utf-8")


def event(app: ExplorerApp) -> Event | None:
    """The event that the detail pane shows."""
    return app.screen.query_one(DetailPane).event
