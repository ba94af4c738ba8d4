"""The installed command in a real terminal."""

from __future__ import annotations

import shutil
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

pytest.importorskip("pty", reason="a pseudo-terminal is needed")

from tests.terminal import Terminal

COMMAND = shutil.which("haiti-timeline", path=str(Path(sys.executable).parent)) or ""

pytestmark = pytest.mark.skipif(not COMMAND, reason="haiti-timeline is not installed")


@pytest.fixture
def terminal() -> Iterator[Terminal]:
    """The command on the built-in chronology, 80x24."""
    started = Terminal([COMMAND])
    yield started
    started.close()


def test_a_reader_searches_opens_an_event_and_quits(terminal: Terminal) -> None:
    """From the first screen to exit code 0, by keyboard alone."""
    assert terminal.wait_for("Mass escape from Croix-des-Bouquets prison"), terminal.text
    terminal.type("/")
    assert terminal.wait_for("to the timeline"), terminal.text
    terminal.type("storm prisons")
    assert terminal.wait_for(r"\d+ of \d{3}"), terminal.text
    assert terminal.wait_for('"prisons"'), terminal.text
    terminal.type("\r")
    assert terminal.wait_for("Enter read"), terminal.text
    terminal.type("\r")
    assert terminal.wait_for("3,700"), terminal.text
    terminal.type("q")
    assert terminal.wait_for("Enter read"), terminal.text
    terminal.type("q")
    assert terminal.exit_code() == 0


def test_keys_that_arrive_together_are_carried_out_one_after_another(terminal: Terminal) -> None:
    """A paste, or a fast typist on a slow line: what follows / is a query, not commands."""
    assert terminal.wait_for("Mass escape from Croix-des-Bouquets prison"), terminal.text
    terminal.type("j/quit\x7f\x7f\x7f\x7fprison")
    assert terminal.wait_for('about "prison"'), terminal.text
    terminal.type("\rq")
    assert terminal.exit_code() == 0
