"""The ids of events: known by heart, or of many only a hash of eight bytes each."""

from __future__ import annotations

from array import array
from collections.abc import Callable, Collection, Iterable
from typing import Final

FEW: Final = 10_000
"""Ids that are known by heart in any case; beside more, none is looked for that may be meant."""

_LISTS: Final = 256
"""Parts that hashes are looked through in, so that few are in memory as Python's integers."""


class Ids:
    """Ids with the place where each was met first."""

    def __init__(self) -> None:
        self._places: dict[str, int] = {}

    def add(self, ref: str, place: int) -> int | None:
        """Take an id in, unless there is one; gives the place of that."""
        if ref in self._places:
            return self._places[ref]
        self._places[ref] = place
        return None

    def missing(self, refs: Callable[[], Iterable[str]]) -> set[str]:
        """Those that are no such id; they may be gone through more than once."""
        return {ref for ref in refs() if ref not in self._places}

    @property
    def known(self) -> Collection[str]:
        """Those that are known by heart."""
        return self._places.keys()

    @property
    def are_unsure(self) -> bool:
        """Whether one may have been taken in twice."""
        return False


class ManyIds(Ids):
    """Of more than a few only hashes: what was met twice is seen at the end, and not where."""

    def __init__(self) -> None:
        super().__init__()
        self._hashes = [array("q") for _ in range(_LISTS)]
        self._are_hashed = False

    def add(self, ref: str, place: int) -> int | None:
        """Take an id in; a few are known by heart, and gives the place of what was there."""
        if not self._are_hashed:
            if len(self._places) < FEW:
                return super().add(ref, place)
            self._are_hashed = True
            for known in self._places:
                self._add(known)
            self._places = {}
        self._add(ref)
        return None

    def _add(self, ref: str) -> None:
        hashed = hash(ref)
        self._hashes[hashed % _LISTS].append(hashed)

    def missing(self, refs: Callable[[], Iterable[str]]) -> set[str]:
        """Those that are no such id, unless they share 64 bits with one."""
        if not self._are_hashed:
            return super().missing(refs)
        asked = [array("q") for _ in range(_LISTS)]
        for hashed in map(hash, refs()):
            asked[hashed % _LISTS].append(hashed)
        missed: set[int] = set()
        for hashes, wanted in zip(self._hashes, asked, strict=True):
            if wanted:
                missed.update(set(wanted).difference(hashes))
        return {ref for ref in refs() if hash(ref) in missed} if missed else set()

    @property
    def are_unsure(self) -> bool:
        """Whether two are alike, or, which is rare, the hashes of two that are not."""
        return any(len(set(hashes)) < len(hashes) for hashes in self._hashes)
