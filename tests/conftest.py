"""Every test starts from the same terminal and its own home."""

from __future__ import annotations

import datetime
import os
from pathlib import Path

import pytest
from hypothesis import HealthCheck, settings

from tui.search import Timeline

TODAY = datetime.date(2026, 11, 23)

# A busy machine says nothing of the code: no test fails by the clock.
settings.register_profile(
    "any-machine", deadline=None, suppress_health_check=[HealthCheck.too_slow]
)
settings.load_profile("any-machine")


@pytest.hookimpl(optionalhook=True)
def pytest_xdist_auto_num_workers() -> int:
    """One worker more than there are cores: screens wait for more than half of their time."""
    return (os.cpu_count() or 1) + 1


ELSEWHERE = (
    "DISPLAY WAYLAND_DISPLAY WSL_DISTRO_NAME SSH_CONNECTION SSH_TTY SSH_CLIENT TMUX STY "
    "TERM_PROGRAM WT_SESSION"
)
"""What tells where a terminal is, and so which clipboard and browser are the reader's."""


@pytest.fixture(autouse=True)
def same_terminal(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    """No colour settings, sizes or user folders of whoever runs the tests."""
    for name in ("NO_COLOR", "COLUMNS", "LINES", "TEXTUAL_THEME", "TEXTUAL_ANIMATIONS"):
        monkeypatch.delenv(name, raising=False)
    for name in (*ELSEWHERE.split(), "BROWSER", "EDITOR", "VISUAL"):
        monkeypatch.delenv(name, raising=False)
    monkeypatch.setenv("TERM", "xterm-256color")
    monkeypatch.setenv("COLORTERM", "truecolor")
    monkeypatch.setenv("HOME", str(tmp_path))
    for name in ("DATA", "STATE", "CACHE", "CONFIG"):
        monkeypatch.setenv(f"XDG_{name}_HOME", str(tmp_path / "home" / name.lower()))


@pytest.fixture(autouse=True)
def same_day(monkeypatch: pytest.MonkeyPatch) -> None:
    """The screen draws today's place; a drawing is the same on every day."""
    monkeypatch.setattr(Timeline, "today", TODAY)
