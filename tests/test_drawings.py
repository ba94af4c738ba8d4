"""The screen drawn in plain text, at the three layouts' sizes."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.screens import drawing, explorer, hold_to, reading


@pytest.mark.parametrize("size", [(60, 15), (80, 24), (120, 40)], ids=lambda s: f"{s[0]}x{s[1]}")
@pytest.mark.parametrize(
    ("story", "query", "keys"),
    [
        ("opened", "", ["j", "j"]),
        ("possible", "in:2024-06", ["G"]),
        ("reading", "prison", ["enter"]),
        ("hits", "kenya in:2023..2024-06", ["equals_sign", "j"]),
        ("best", "kenya sort:relevance", []),
    ],
    ids=lambda value: value if isinstance(value, str) and value.isalpha() else "",
)
async def test_the_screen_looks_as_drawn(
    tmp_path: Path, size: tuple[int, int], story: str, query: str, keys: list[str]
) -> None:
    """Opened, searched for a month, and an event on the whole screen."""
    app = explorer(tmp_path, query)
    async with reading(app, size) as pilot:
        await pilot.press(*keys)
        await pilot.pause()
        hold_to(f"{story}-{size[0]}x{size[1]}", drawing(app))
