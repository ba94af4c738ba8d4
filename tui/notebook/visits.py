"""Visits: what a store held when the reader last quit, and what is new, changed or gone since.

A visit is closed by quitting and not by opening, so that a window that was killed shows the same
news again. It is kept in the user's state folder and not in the notebook: it is of this computer.
"""

from __future__ import annotations

import datetime
from contextlib import suppress
from dataclasses import dataclass
from hashlib import blake2b
from pathlib import Path
from typing import TYPE_CHECKING, Final

import msgspec

from tui.notebook.file import read, rewrite
from tui.text import counted
from tui.when import MONTHS

if TYPE_CHECKING:
    from tui.store import Sums

MOST_VISITS: Final = 100
"""Stores whose last visit is remembered; those that were not opened for longest go first."""


class Visit(msgspec.Struct, frozen=True):
    """What a store held when the reader quit."""

    store: str
    closed: datetime.datetime
    """In the time of the place where that was."""
    events: int
    whole: int
    """Another number for other events."""
    each: dict[str, int] = {}
    """Likewise of each event, by id; empty of a large store."""


@dataclass(frozen=True, slots=True)
class News:
    """What became of a store's events since the last visit."""

    since: datetime.datetime | None = None
    """When that visit was closed; None where there was none."""
    new: frozenset[str] = frozenset()
    changed: frozenset[str] = frozenset()
    gone: tuple[str, ...] = ()
    more: int | None = None
    """Of a large store that is another than it was: how many events more it has."""

    def said(self, now: datetime.datetime) -> str:
        """The news in a line: `Since 3 Nov: 4 new, 2 changed, 1 gone`; or nothing."""
        if self.since is None:
            return ""
        if self.more is not None:
            count = f", {counted(abs(self.more), 'event')} {'more' if self.more > 0 else 'fewer'}"
            return f"Since {self._day(now)}: the file was changed{count if self.more else ''}"
        counts = {"new": len(self.new), "changed": len(self.changed), "gone": len(self.gone)}
        said = ", ".join(f"{count:,} {word}" for word, count in counts.items() if count)
        return f"Since {self._day(now)}: {said}" if said else ""

    def _day(self, now: datetime.datetime) -> str:
        since = self.since or now
        if since.date() == now.date():
            return f"{since:%H:%M}"
        year = f" {since.year}" if since.year != now.year else ""
        return f"{since.day} {MONTHS[since.month - 1][:3]}{year}"


def news(visit: Visit | None, now: Sums) -> News:
    """What the store holds now against what it held then; nothing is new at a first visit."""
    if visit is None:
        return News()
    if not visit.each or not now.each:
        same = (visit.events, visit.whole) == (now.events, now.whole)
        return News(visit.closed, more=None if same else now.events - visit.events)
    both = visit.each.keys() & now.each.keys()
    return News(
        visit.closed,
        new=frozenset(now.each.keys() - both),
        changed=frozenset(one for one in both if visit.each[one] != now.each[one]),
        gone=tuple(one for one in visit.each if one not in both),
    )


class Visits:
    """The last visit of each store."""

    def __init__(self, folder: Path | None = None) -> None:
        self._folder = folder

    @property
    def folder(self) -> Path:
        """Where they are kept, whether it is there or not."""
        if self._folder is None:
            from platformdirs import user_state_path  # start-up: nobody has asked for it yet

            self._folder = user_state_path("haiti-timeline", appauthor=False) / "visits"
        return self._folder

    def last(self, store: str) -> Visit | None:
        """The last visit of a store; None where there was none. Raises NotebookError."""
        with suppress(msgspec.MsgspecError, UnicodeDecodeError, IndexError):
            visit = msgspec.json.decode(read(self._path(store))[0], type=Visit)
            return visit if visit.store == store else None
        return None

    def close(self, store: str, now: Sums) -> None:
        """Remember what the store holds. Raises NotebookError."""
        at = datetime.datetime.now().astimezone()
        visit = Visit(store, at, now.events, now.whole, now.each)
        line = msgspec.json.encode(visit)
        rewrite(self._path(store), lambda _: [line])
        self._tidy()

    def _path(self, store: str) -> Path:
        digest = blake2b(store.encode("utf-8", "surrogateescape"), digest_size=8).hexdigest()
        return self.folder / f"{digest}.json"

    def _tidy(self) -> None:
        with suppress(OSError):  # another window tidies too
            kept = sorted(self.folder.glob("*.json"), key=lambda path: path.stat().st_mtime)
            for path in kept[:-MOST_VISITS]:
                path.unlink()
                path.with_name(f"{path.name}.lock").unlink()
