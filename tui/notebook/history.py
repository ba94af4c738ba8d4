"""What was asked before, a query a line, the newest last; and the way back through it."""

from __future__ import annotations

from collections.abc import Sequence
from contextlib import suppress
from pathlib import Path
from threading import Lock
from typing import AnyStr, Final

from tui.notebook.file import NotebookError, read, rewrite
from tui.text import harmless

MOST_ASKED: Final = 500
"""Queries remembered."""

LONGEST_ASKED: Final = 1_000
"""Longer queries, as a paste may make, are not remembered."""


class History:
    """What was asked before; what this window asked it knows even where nothing can be written."""

    def __init__(self, path: Path | None = None) -> None:
        self._path = path
        self._asked: list[str] = []
        self._asking = Lock()

    @property
    def path(self) -> Path:
        """The file, whether it is there or not."""
        if self._path is None:
            from platformdirs import user_state_path  # start-up: nobody has asked for it yet

            self._path = user_state_path("haiti-timeline", appauthor=False) / "history"
        return self._path

    def queries(self) -> list[str]:
        """The queries that were asked, in any window, each once, the newest last."""
        with suppress(NotebookError):
            kept = [harmless(line.decode(errors="replace")) for line in read(self.path)]
            return _newest_last(kept, self._asked)
        return list(self._asked)

    def remember(self, query: str) -> None:
        """Remember a query that was asked; may be called from any thread.

        Raises NotebookError where only this window will remember it.
        """
        query = harmless(query).strip()
        if not query or len(query) > LONGEST_ASKED:
            return
        with self._asking:
            self._asked = _newest_last(self._asked, [query])
        line = query.encode()
        if read(self.path)[-1:] != [line]:
            rewrite(self.path, lambda lines: _newest_last(lines, [line]))


class Walk:
    """Steps through what was asked before, beginning after the newest: at what is typed."""

    def __init__(self, queries: Sequence[str], typed: str = "") -> None:
        self._queries = [*queries, typed]
        self._at = len(queries)

    @property
    def current(self) -> str:
        """The query that was come to; after the newest, what was typed."""
        return self._queries[self._at]

    def step(self, by: int) -> str:
        """Go on to a newer query, or back to an older one; not past the last."""
        self._at = max(0, min(self._at + by, len(self._queries) - 1))
        return self.current


def _newest_last(before: Sequence[AnyStr], newer: Sequence[AnyStr]) -> list[AnyStr]:
    known = [one for one in before if one not in newer]
    known.extend(newer)
    return known[-MOST_ASKED:]
