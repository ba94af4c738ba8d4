"""Citation keys: a source has the same one in every copy, and no two in one copy share one."""

from __future__ import annotations

import re
import zlib
from collections.abc import Iterable
from typing import Final

import msgspec
from msgspec.structs import replace

from tui.cite.dates import parts
from tui.cite.sources import once
from tui.event import Source
from tui.text import fold

LONGEST: Final = 60
"""Characters of a key that is made from words."""

_SAFE = re.compile(r"[A-Za-z0-9][A-Za-z0-9._-]{0,99}")
"""What BibTeX, RIS, CSL and a Markdown footnote all take; also what an id in a store is."""


def key(source: Source) -> str:
    """Its id; without one that can serve, words of it and a digest of all that it says."""
    if _SAFE.fullmatch(source.id):
        return source.id
    author = next((name.family or name.literal for name in source.author), "")
    whose = source.id or author or source.container_title or source.publisher
    year = str(parts(source.issued)[0][0]) if parts(source.issued) else ""
    words = re.findall("[a-z0-9]+", fold(f"{whose} {year} {'' if source.id else source.title}"))
    stem = "-".join(words)[:LONGEST].strip("-") or "source"
    return f"{stem}-{_digest(source)}"


def keyed(sources: Iterable[Source]) -> list[tuple[str, Source]]:
    """Each source once, under its key. BibTeX takes `bbc` and `BBC` for one, so they are."""
    taken: set[str] = set()
    named = []
    for source in once(sources):
        name = key(source)
        if name.casefold() in taken:
            name = f"{name}-{_digest(source)}"
        taken.add(name.casefold())
        named.append((name, source))
    return named


def _digest(source: Source) -> str:
    said = msgspec.json.encode(replace(source, locator=""))
    return f"{zlib.crc32(said):08x}"
