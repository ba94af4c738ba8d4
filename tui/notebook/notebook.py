"""The notebook: what a reader keeps, in a file that can be copied to another computer."""

from __future__ import annotations

from pathlib import Path

import msgspec

from tui.notebook.file import NotebookError, read, rewrite
from tui.text import harmless


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
        views = filter(None, map(_view, read(self.path)))
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

        rewrite(self.path, saved)

    def forget(self, name: str) -> None:
        """Keep that view no longer. Raises NotebookError."""
        name = _name(name)
        rewrite(self.path, lambda lines: [line for line in lines if not _named(line, name)])


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
