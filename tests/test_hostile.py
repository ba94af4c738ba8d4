"""Text from strangers in every field and every pane: shown, never obeyed, no column broken."""

from __future__ import annotations

import unicodedata
from pathlib import Path
from typing import Any

import pytest
from rich.cells import cell_len
from textual.strip import Strip

from tests.screens import drawing, explorer
from tui.ui.app import ExplorerApp
from tui.ui.timeline import DIFFERS

HOSTILE = {
    "escape": "\x1b[31mred\x1b[0m \x1b]0;title\x07 \x9b31m",
    "markup": "[red]red[/red] [/] [@click=app.quit]x[/] [bold",
    "bidi": "\u202egnp.exe\u202c \u2066\u200f",
    "nul": "a\x00b\x7f\x08\r\n\tc",
    "long": "long " * 20_000,
    "unbroken": "x" * 100_000,
    "marks": "Z\u0351\u036b\u0343\u036a\u0302A\u0301\u0301\u0301\u0301\u0301LGO \u0301start",
    "wide": "\u6d77\u5730\u76d1\u72f1 \uff28\uff41\uff49\uff54\uff49 \U0001f1ed\U0001f1f9",
    "joined": "\U0001f469\u200d\U0001f692 \U0001f44d\U0001f3fd \u2764\ufe0f",
    "jamo": "\u1112\u1161\u11ab\u1161 \u3164 \uffa0 \u2630 \u4dc0",
    "hidden": "a\u200bb\ufeffc\u00add\u2060e\U000e0041",
    "unassigned": "\ue000 \U0010ffff \ufffe",
}


def store(title: str) -> dict[str, Any]:
    """A store with the text in every place where text may stand; in full length as a title."""
    text = title[:5_000]
    source = {"id": "s", "title": text, "container-title": text, "URL": f"https://x/{text[:99]}"}
    claims = [
        {"about": "m", "value": value, "source": "s", "locator": text, "note": text, "why": text}
        for value in (1, 2)
    ]
    return {
        "title": text,
        "description": text,
        "categories": [{"id": "c", "label": text, "mark": text[:1]}],
        "measures": [{"id": "m", "label": text, "unit": text}],
        "places": [{"id": "p", "label": text}],
        "actors": [{"id": "a", "label": text}],
        "sources": [source],
        "events": [
            {"id": "before", "date": "2024-03-01", "title": "Before"},
            {
                "id": "hostile",
                "date": "2024-03-02",
                "title": title,
                "summary": text,
                "category": "c",
                "places": ["p", {"label": text}],
                "actors": ["a", {"label": text}],
                "tags": [text],
                "claims": claims,
                "sources": ["s", {"title": text}],
                "links": [{"type": "led-to", "event": "after"}, {"type": "led-to", "event": text}],
                "note": text,
            },
            {"id": "after", "date": "2024-03-03", "title": "After"},
        ],
    }


def lines(app: ExplorerApp) -> list[Strip]:
    """The screen as the compositor draws it."""
    return list(app.screen._compositor.render_strips())


def is_harmless(text: str) -> bool:
    """No character that a terminal obeys, that reorders, or that is invisible."""
    return all(
        char == "\n" or unicodedata.category(char) not in ("Cc", "Cf", "Cs", "Cn", "Zl", "Zp")
        for char in text
    )


@pytest.mark.parametrize("size", [(60, 15), (80, 24), (120, 40)], ids=lambda s: f"{s[0]}x{s[1]}")
@pytest.mark.parametrize("kind", HOSTILE)
async def test_hostile_text_is_only_shown(tmp_path: Path, kind: str, size: tuple[int, int]) -> None:
    """In the list, in the event from top to end, and as a query."""
    app = explorer(tmp_path, store=store(HOSTILE[kind]))
    async with app.run_test(size=size) as pilot:
        for keys in (["j"], ["enter"], ["pagedown"], ["G"], ["escape"], ["y"], ["escape"]):
            await pilot.press(*keys)
            await pilot.pause()
            assert is_harmless(drawing(app))
            assert {strip.cell_length for strip in lines(app)} == {size[0]}
        await pilot.press("G", "g")
        assert "Before" in drawing(app)


@pytest.mark.parametrize("kind", HOSTILE)
async def test_a_hostile_title_moves_no_column(tmp_path: Path, kind: str) -> None:
    """The signs at the end of its line stand where they stand on other lines."""
    app = explorer(tmp_path, store=store(HOSTILE[kind]))
    async with app.run_test(size=(120, 40)) as pilot:
        await pilot.pause()
        ends = []
        for strip in lines(app):
            left = strip.crop(0, 66).text
            if "Mar 2024" in left and left.count(DIFFERS) == 1:
                ends.append(cell_len(left[: left.rindex(DIFFERS)]))
        assert ends == [63]


@pytest.mark.parametrize("kind", HOSTILE)
async def test_a_hostile_query_is_only_shown(tmp_path: Path, kind: str) -> None:
    """A query pasted from elsewhere neither drives the terminal nor breaks the search line."""
    app = explorer(tmp_path, query=HOSTILE[kind])
    async with app.run_test(size=(80, 24)) as pilot:
        await pilot.pause()
        assert is_harmless(drawing(app))
        assert {strip.cell_length for strip in lines(app)} == {80}
