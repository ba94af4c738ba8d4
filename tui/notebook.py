"""The reader's own: saved views, and what was asked before.

    notebook.jsonl  in the user's data folder: one thing a line, `{"view": NAME, ...}`; what
                    another version wrote, or a slip of an editor broke, is kept as it is
    history         in the user's state folder: one query a line, the newest last

A file is written whole, under a lock and from what stands in it then, so that neither a crash nor
a second window loses anything.
"""

from __future__ import annotations

import os
import stat
import sys
import time
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager, suppress
from pathlib import Path
from threading import Lock
from typing import AnyStr, Final

import msgspec

from tui.text import harmless

MOST_ASKED: Final = 500
"""Queries remembered."""

LONGEST_ASKED: Final = 1_000
"""Longer queries, as a paste may make, are not remembered."""

PATIENCE: Final = 2.0
"""Seconds to wait for another window to finish writing."""


class NotebookError(Exception):
    """The notebook or the history cannot be read or written; says why, in a sentence."""


class View(msgspec.Struct, frozen=True):
    """A query under a name, with the event that the cursor was on."""

    name: str = msgspec.field(name="view")
    query: str = ""
    event: str = ""
    """The id of that event; empty where there was none."""
    panel: bool = False
    """Whether the facets were shown."""


class Notebook:
    """What a reader keeps, in a file that can be copied to another computer."""

    def __init__(self, path: Path | None = None) -> None:
        self._path = path

    @property
    def path(self) -> Path:
        """The file, whether it is there or not."""
        if self._path is None:
            from platformdirs import user_data_path  # start-up: nobody has asked for it yet

            self._path = user_data_path("haiti-timeline", appauthor=False) / "notebook.jsonl"
        return self._path

    def views(self) -> list[View]:
        """The saved views, in the order in which they were first saved. Raises NotebookError."""
        views = filter(None, map(_view, _lines(self.path)))
        return list({view.name: view for view in views}.values())

    def view(self, name: str) -> View | None:
        """The view of that name. Raises NotebookError."""
        named = (view for view in self.views() if view.name == _name(name))
        return next(named, None)

    def save(self, view: View) -> None:
        """Keep a view, in the place of one with the same name. Raises NotebookError."""
        name = _name(view.name)
        if not name:
            raise NotebookError("A view needs a name.")
        kept = View(name, harmless(view.query), view.event, view.panel)
        line = msgspec.json.encode(kept)

        def saved(lines: list[bytes]) -> list[bytes]:
            places = [at for at, old in enumerate(lines) if _named(old, name)]
            if not places:
                return [*lines, line]
            lines[places[0]] = line
            return [old for at, old in enumerate(lines) if at not in places[1:]]

        _rewrite(self.path, saved)

    def forget(self, name: str) -> None:
        """Keep that view no longer. Raises NotebookError."""
        name = _name(name)
        _rewrite(self.path, lambda lines: [line for line in lines if not _named(line, name)])


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
            kept = [harmless(line.decode(errors="replace")) for line in _lines(self.path)]
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
        if _lines(self.path)[-1:] != [line]:
            _rewrite(self.path, lambda lines: _newest_last(lines, [line]))


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


def _name(text: str) -> str:
    return " ".join(harmless(text).split())


def _view(line: bytes) -> View | None:
    """The view that a line holds; None for anything else."""
    try:
        view = msgspec.json.decode(line, type=View)
    except (msgspec.DecodeError, UnicodeDecodeError, RecursionError):
        return None
    name = _name(view.name)
    return View(name, harmless(view.query), view.event, view.panel) if name else None


def _named(line: bytes, name: str) -> bool:
    view = _view(line)
    return view is not None and view.name == name


def _lines(path: Path) -> list[bytes]:
    """The lines of a file that have something in them; none where there is no file."""
    try:
        return [line for line in path.read_bytes().split(b"\n") if line.strip()]
    except FileNotFoundError:
        return []
    except OSError as error:
        raise NotebookError(f"Cannot read {harmless(str(path))}: {error.strerror}.") from None


def _rewrite(path: Path, change: Callable[[list[bytes]], list[bytes]]) -> None:
    """Write the file anew from what stands in it now; a crash leaves the old one."""
    path = Path(os.path.realpath(path))  # a link to a synchronised folder stays one
    draft = path.with_name(f"{path.name}.new")  # one writer at a time: the lock is held
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        with _locked(path):
            lines = change(_lines(path))
            mode = stat.S_IMODE(path.stat().st_mode) if path.exists() else 0o600
            with open(os.open(draft, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600), "wb") as file:
                file.writelines(line + b"\n" for line in lines)
                file.flush()
                os.fsync(file.fileno())
            draft.chmod(mode)
            os.replace(draft, path)
    except OSError as error:
        why = error.strerror or "it does not answer"
        raise NotebookError(f"Cannot write {harmless(str(path))}: {why}.") from None


@contextmanager
def _locked(path: Path) -> Iterator[None]:
    """Hold a lock beside the file, which ends with the process that holds it."""
    with path.with_name(f"{path.name}.lock").open("ab") as lock:
        end = time.monotonic() + PATIENCE
        while not _lock(lock.fileno()):
            if time.monotonic() > end:
                raise TimeoutError(0, "another window has been writing it for too long")
            time.sleep(0.01)
        yield


def _lock(file: int) -> bool:
    """Lock the file if nobody else does."""
    try:
        if sys.platform == "win32":
            import msvcrt

            msvcrt.locking(file, msvcrt.LK_NBLCK, 1)
        else:
            import fcntl

            fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except (BlockingIOError, PermissionError):
        return False
    return True
