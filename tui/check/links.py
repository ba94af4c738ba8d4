"""The links of all events, kept small until all are known, and the circles among them."""

from __future__ import annotations

from array import array
from collections.abc import Iterator, Mapping
from typing import Final, get_args

import msgspec

from tui.event import LinkType

NO_CYCLE: Final[tuple[LinkType, ...]] = (
    "part-of",
    "led-to",
    "fulfils",
    "partly-fulfils",
    "supersedes",
)
"""Links that cannot run in a circle."""

_TYPES: Final[tuple[LinkType, ...]] = get_args(LinkType)


class Linked(msgspec.Struct, frozen=True, array_like=True, gc=False):
    """An event that links to another one, and where it stands."""

    file: int
    line: int
    event: str
    target: str
    type: LinkType


_ENCODER: Final = msgspec.msgpack.Encoder()
_DECODER: Final = msgspec.msgpack.Decoder(Linked)


class Links:
    """Links in the order in which they were met; each takes some 60 bytes."""

    def __init__(self) -> None:
        self._packed = bytearray()
        self._lengths = array("I")
        self._types = array("B")

    def add(self, link: Linked) -> None:
        """Take one in."""
        packed = _ENCODER.encode(link)
        self._packed += packed
        self._lengths.append(len(packed))
        self._types.append(_TYPES.index(link.type))

    def __iter__(self) -> Iterator[Linked]:
        return self._of(*_TYPES)

    def _of(self, *types: LinkType) -> Iterator[Linked]:
        wanted = set(map(_TYPES.index, types))
        packed = memoryview(self._packed)
        start = 0
        for type_, length in zip(self._types, self._lengths, strict=True):
            if type_ in wanted:
                yield _DECODER.decode(packed[start : start + length])
            start += length

    def circles(self) -> Iterator[tuple[Linked, list[str]]]:
        """The ids of events in a circle that links should not run in, and one of the links."""
        for type_ in NO_CYCLE:
            begins = {hash(link.event) for link in self._of(type_)}
            edges: dict[str, list[str]] = {}
            first: dict[str, Linked] = {}
            for link in self._of(type_):
                if hash(link.target) in begins:  # to others leads no circle
                    edges.setdefault(link.event, []).append(link.target)
                    first.setdefault(link.event, link)
            for circle in circles(edges):
                yield first[circle[0]], circle


def circles(edges: Mapping[str, list[str]]) -> Iterator[list[str]]:
    """A circle for each edge that closes one on a walk, depth first; it may be of any length."""
    done: set[str] = set()
    for start in edges:
        path = {start: iter(edges[start])} if start not in done else {}
        while path:
            here = next(reversed(path))
            target = next(path[here], None)
            if target is None:
                path.popitem()
                done.add(here)
            elif target in path:
                nodes = list(path)
                yield nodes[nodes.index(target) :]
            elif target in edges and target not in done:
                path[target] = iter(edges[target])
