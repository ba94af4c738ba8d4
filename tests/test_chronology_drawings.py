"""What is shown of the built-in chronology, each thing at most three keys away."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.screens import drawing, hold_to, reading
from tui.search import Timeline
from tui.ui.app import ExplorerApp

STORMING = "prison-storming-2024"
PLANNED = "kenya-620-by-february"


@pytest.mark.parametrize("size", [(80, 24), (120, 40)], ids=lambda s: f"{s[0]}x{s[1]}")
@pytest.mark.parametrize(
    ("story", "at", "keys"),
    [
        ("axis", STORMING, ["z"]),
        ("when", STORMING, ["Z"]),
        ("go-to", STORMING, ["colon"]),
        ("claims", STORMING, ["enter", "pagedown"]),
        ("outcome", PLANNED, ["enter"]),
        ("thread", STORMING, ["T"]),
        ("tour", STORMING, ["V", "enter", "right_parenthesis"]),
        ("known", STORMING, ["A", "A"]),
        ("citing", STORMING, ["Y"]),
        ("star", STORMING, ["m"]),
        ("opening", STORMING, ["o"]),
    ],
)
async def test_what_no_other_tool_shows_is_drawn(
    tmp_path: Path, size: tuple[int, int], story: str, at: str, keys: list[str]
) -> None:
    """Time as it is known, claims, what came of promises, threads, citations, the reader's own."""
    timeline = Timeline.open()
    event = timeline.event(at)
    assert event is not None
    assert len(keys) <= 3
    app = ExplorerApp(timeline, at=event)
    async with reading(app, size) as reader:
        await reader.press(*keys)
        hold_to(f"haiti-{story}-{size[0]}x{size[1]}", drawing(app))
