"""The notebook: what a reader keeps, in a file that can be copied to another computer.

A line is `{"view": NAME, "query": ..., ...}` or, of a star, a note or both,
`{"event": ID, "store": STORE, "title": TITLE, "star": true, "note": TEXT}`. A store is known by
its title, or where it has none by the names of its files, so that a notebook holds wherever the
files lie; the title of the event is there to know it by when the store has it no longer.
"""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any, TypeVar, cast

import msgspec

from tui.notebook.file import NotebookError, read, rewrite
from tui.text import harmless

BETWEEN = "\n\n"
"""Stands between two notes about one event that were written at the same time."""


class View(msgspec.Struct, frozen=True):
    """A query under a name, with the event that the cursor was on."""

    name: str = msgspec.field(name="view")
    query: str = ""
    event: str = ""
    """The id of that event; empty where there was none."""
    panel: bool = False
    """Whether the facets were shown."""
    among_all: bool = False
    """Whether all events were listed, with the hits marked."""


class Remark(msgspec.Struct, frozen=True, omit_defaults=True):
    """What a reader keeps about an event of a store: a star, a note or both."""

    event: str
    """The id."""
    store: str = ""
    title: str = ""
    """Of the event, when it was last remarked on."""
    star: bool = False
    note: str = ""

    @property
    def is_empty(self) -> bool:
        """Whether there is nothing to keep."""
        return not self.star and not self.note


Line = TypeVar("Line", View, Remark)


class Notebook:
    """What a reader keeps."""

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
        line = msgspec.json.encode(_plain(view, name))
        rewrite(self.path, lambda lines: _put(lines, lambda old: _named(old, name), line))

    def forget(self, name: str) -> None:
        """Keep that view no longer. Raises NotebookError."""
        name = _name(name)
        rewrite(self.path, lambda lines: [line for line in lines if not _named(line, name)])

    def remarks(self, store: str) -> dict[str, Remark]:
        """The stars and notes about the events of a store, by id. Raises NotebookError."""
        found: dict[str, Remark] = {}
        for line in read(self.path):
            remark = _remark(line)
            if remark is not None and remark.store == store:
                found[remark.event] = _joined(found.get(remark.event), remark)
        return found

    def star(self, about: Remark, star: bool) -> None:
        """Set or take away the star of the event that `about` names. Raises NotebookError."""
        self._change(about, lambda kept: {"star": star})

    def note(self, about: Remark, text: str, before: str = "") -> None:
        """Keep a note about the event that `about` names. Raises NotebookError.

        `before` is the note that the writer began with: what another window has written in its
        place since is kept as well, after the new one.
        """
        text = text.encode("utf-8", "replace").decode().strip()  # a paste may hold half letters

        def noted(kept: Remark) -> dict[str, Any]:
            return {"note": text if kept.note == before else _both(text, kept.note)}

        self._change(about, noted)

    def _change(self, about: Remark, change: Callable[[Remark], dict[str, Any]]) -> None:
        def of_it(line: bytes) -> bool:
            remark = _remark(line)
            return remark is not None and (remark.event, remark.store) == (about.event, about.store)

        def changed(lines: list[bytes]) -> list[bytes]:
            old = [line for line in lines if of_it(line)]
            fields: dict[str, Any] = {}  # with what another version may have put there
            kept: Remark | None = None
            for line in old:
                fields |= cast("dict[str, Any]", msgspec.json.decode(line))
                kept = _joined(kept, cast("Remark", _remark(line)))
            kept = kept or about
            made = msgspec.structs.replace(kept, title=about.title, **change(kept))
            fields = {
                name: value
                for name, value in fields.items()
                if name not in Remark.__struct_fields__
            }
            if made.is_empty and not fields:
                return [line for line in lines if line not in old]
            line = msgspec.json.encode(msgspec.to_builtins(made) | fields)
            return _put(lines, of_it, line)

        rewrite(self.path, changed)


def _put(lines: list[bytes], is_old: Callable[[bytes], bool], line: bytes) -> list[bytes]:
    """The lines with this one in the place of the first old one, and without the others."""
    places = [at for at, old in enumerate(lines) if is_old(old)]
    if not places:
        return [*lines, line]
    return [
        line if at == places[0] else old for at, old in enumerate(lines) if at not in places[1:]
    ]


def _joined(one: Remark | None, other: Remark) -> Remark:
    """Two lines about one event, as where two notebooks were put together, as one."""
    if one is None:
        return other
    return Remark(
        one.event, one.store, other.title, one.star or other.star, _both(one.note, other.note)
    )


def _both(one: str, other: str) -> str:
    """Two notes as one, unless the one has the other in it."""
    within = f"{BETWEEN}{{}}{BETWEEN}".format
    if not one or within(one) in within(other):
        return other
    return one if not other or within(other) in within(one) else f"{one}{BETWEEN}{other}"


def _name(text: str) -> str:
    return " ".join(harmless(text).split())


def _view(line: bytes) -> View | None:
    """The view that a line holds; None for anything else."""
    view = _decoded(line, View)
    name = _name(view.name) if view else ""
    return _plain(view, name) if view and name else None


def _plain(view: View, name: str) -> View:
    return msgspec.structs.replace(view, name=name, query=harmless(view.query))


def _remark(line: bytes) -> Remark | None:
    """The star or note that a line holds; None for anything else."""
    remark = _decoded(line, Remark)
    return remark if remark and remark.event and not remark.is_empty else None


def _decoded(line: bytes, type_: type[Line]) -> Line | None:
    try:
        return msgspec.json.decode(line, type=type_)
    except (msgspec.DecodeError, UnicodeDecodeError, RecursionError):
        return None


def _named(line: bytes, name: str) -> bool:
    view = _view(line)
    return view is not None and view.name == name
