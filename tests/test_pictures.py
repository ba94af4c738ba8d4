"""A handful of pictures, for eyes: colours, highlights, the README's first impression."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
import textual
from textual.pilot import Pilot

from tests.screens import explorer, settled
from tui.search import Timeline
from tui.ui.app import ExplorerApp

DRAWN_WITH = "8.2"

pytestmark = pytest.mark.skipif(
    not textual.__version__.startswith(DRAWN_WITH),
    reason=f"the pictures were drawn with Textual {DRAWN_WITH}, which decides about the SVG",
)


async def opened(pilot: Pilot[Any]) -> None:
    """Wait for the first results."""
    await pilot.pause()
    await settled(pilot)


def test_readme(snap_compare: Any) -> None:
    """The built-in chronology, searched: the picture of the README."""
    app = ExplorerApp(Timeline.open(), "prison", Timeline.open().event("prison-storming-2024"))
    assert snap_compare(app, run_before=opened, terminal_size=(120, 34))


def test_light(snap_compare: Any, tmp_path: Path) -> None:
    """The light theme, with possible events dimmed in their own part."""
    app = explorer(tmp_path, "in:2024-06")
    assert snap_compare(app, run_before=opened, press=["t"], terminal_size=(100, 20))


def test_contrast(snap_compare: Any, tmp_path: Path) -> None:
    """The high-contrast theme, an event on the whole screen."""
    keys = ["t", "t", "j", "j", "enter"]
    app = explorer(tmp_path, "prison")
    assert snap_compare(app, run_before=opened, press=keys, terminal_size=(80, 24))


def test_help(snap_compare: Any, tmp_path: Path) -> None:
    """The help screen."""
    assert snap_compare(explorer(tmp_path), press=["question_mark"], terminal_size=(100, 30))
