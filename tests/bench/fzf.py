"""fzf (https://github.com/junegunn/fzf) over the lines of the same store, as a measure of speed.

It looks for parts of words in whole lines and knows nothing of dates or fields, so only queries for
words are typed to both.
"""

from __future__ import annotations

import re
import shutil
from collections.abc import Iterable
from pathlib import Path
from typing import NamedTuple

from tests.bench.keystrokes import CLEAR, EMPTY, Painted, Typed
from tests.bench.memory import Memory, memory
from tests.bench.stopwatch import Stopwatch

KINDS = ("one letter", "growing word", "two words", "nowhere")
"""The queries that mean the same to it, but for where in a word they begin."""

QUIET = 0.35
"""Seconds; it says that it is still searching only after 0.2."""

_COUNTS = re.compile(r"^\s*\d+/(\d+)(?! *\(\d?\d%\)(?<!99%\)))", re.MULTILINE)
"""Not while it searches; but it may leave its last 99 % standing when it has ended."""


def is_there() -> bool:
    """Whether fzf can be run."""
    return shutil.which("fzf") is not None


class Fzf(NamedTuple):
    """What fzf took."""

    read: float
    """Seconds until it had read all lines."""
    painted: list[Painted]
    memory: Memory


def browse(path: Path, queries: Iterable[Typed]) -> Fzf:
    """Type those of the queries that it can be asked."""
    with path.open("rb") as file:
        lines = sum(1 for _ in file)

    def is_answer(screen: str) -> bool:
        found = _COUNTS.search(screen)
        return found is not None and int(found[1]) == lines

    fzf = Stopwatch(["sh", "-c", 'exec fzf --exact < "$1"', "sh", str(path)], QUIET)
    try:
        read = fzf.press("", is_answer).last
        painted: list[Painted] = []
        for query in queries:
            if query.kind not in KINDS:
                continue
            painted += (
                Painted(query.kind, part, fzf.press(part[-1], is_answer)) for part in query.prefixes
            )
            painted.append(Painted(EMPTY, "", fzf.press(CLEAR, is_answer)))
        return Fzf(read, painted, memory(fzf.pid))
    finally:
        fzf.close()
