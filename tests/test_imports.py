"""What a command does not need it does not load, and what lies below knows nothing above."""

from __future__ import annotations

import os
import subprocess
import sys

import pytest

HEAVY = ["textual", "rich", "edtf", "dateutil", "tantivy", "msgspec", "cyclopts"]


def loaded(statement: str) -> set[str]:
    """The packages that are loaded once a statement has run in a fresh Python."""
    report = "import sys; print(*sorted({name.partition('.')[0] for name in sys.modules}))"
    program = f"{statement}\n{report}"
    out = subprocess.run(
        [sys.executable, "-c", program],
        capture_output=True,
        text=True,
        check=True,
        env={**os.environ, "PYTHONPATH": os.pathsep.join(sys.path)},
    )
    return set(out.stdout.splitlines()[-1].split())


def command(*arguments: str) -> str:
    """A statement that runs a command as `haiti-timeline` does."""
    return f"""
import sys
from tui.cli import main
sys.argv = ["haiti-timeline", *{arguments!r}]
try:
    main()
except SystemExit as stop:
    print(stop.code)
"""


@pytest.mark.parametrize(
    ("arguments", "unwanted"),
    [
        (["--version"], HEAVY),
        (
            ["search", "prison in:2024-03", "--format", "text"],
            ["textual", "rich", "edtf", "dateutil"],
        ),
        (["search", "prison", "--format", "json"], ["textual", "rich", "edtf", "dateutil"]),
        (["check"], ["textual", "rich", "edtf", "dateutil"]),
        (["schema"], ["textual", "rich", "edtf", "dateutil"]),
        (["--query", "prison"], ["textual", "rich", "edtf", "dateutil"]),
        (["show", "prison-storming-2024"], ["textual", "edtf", "dateutil"]),
    ],
    ids=lambda value: " ".join(value),
)
def test_a_command_loads_what_it_needs(arguments: list[str], unwanted: list[str]) -> None:
    """No screen for a list, no styles for a pipe, no parser of rare dates for common ones."""
    assert loaded(command(*arguments)).isdisjoint(unwanted)


@pytest.mark.parametrize(
    ("module", "unwanted"),
    [
        ("tui", HEAVY),
        ("tui.text", HEAVY),
        ("tui.when", HEAVY),
        ("tui.query", [name for name in HEAVY if name != "msgspec"]),
        ("tui.describe", ["textual", "rich", "edtf", "dateutil", "cyclopts"]),
    ],
)
def test_a_module_loads_what_it_needs(module: str, unwanted: list[str]) -> None:
    """The lower a module lies, the less it takes to import it."""
    assert loaded(f"import {module}").isdisjoint(unwanted)


def test_the_layers_hold() -> None:
    """Imports run one way down, as pyproject.toml draws it."""
    out = subprocess.run(
        [sys.executable, "-c", "from importlinter.cli import lint_imports_command as c; c()"],
        capture_output=True,
        text=True,
        check=False,
        cwd=os.path.dirname(os.path.dirname(__file__)),
    )
    assert out.returncode == 0, out.stdout + out.stderr


def test_files_alone_take_no_parser_of_arguments() -> None:
    """They are what is opened again and again, and cyclopts takes a fifth of the time."""
    assert "cyclopts" not in loaded(command("events.json"))


def test_no_key_waits_for_what_reads_dates() -> None:
    """A timeline that is ready to search has loaded all that the first typed date takes."""
    ready = "from tui.search import Timeline; t = Timeline.open([]); t.prepare()"
    typed = ["in:2", "in:march", 'in:"last week"', "last:30d", "as-of:2024-03"]
    asked = "\n".join(f"t.search(t.parse({text!r})).window(0, 9)" for text in typed)
    assert loaded(f"{ready}\n{asked}") == loaded(ready)
