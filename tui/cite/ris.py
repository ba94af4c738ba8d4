"""RIS, a field a line, as Zotero, EndNote and Mendeley read it."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import Final

from tui.cite.dates import issued, parts
from tui.cite.keys import keyed
from tui.cite.sources import kind, notes, pages
from tui.event import Name, Source, SourceDate
from tui.text import harmless

_TYPES: Final = {
    "article-journal": "JOUR",
    "article-magazine": "MGZN",
    "article-newspaper": "NEWS",
    "bill": "BILL",
    "book": "BOOK",
    "broadcast": "VIDEO",
    "chapter": "CHAP",
    "dataset": "DATA",
    "hearing": "HEAR",
    "interview": "PCOMM",
    "legal_case": "CASE",
    "legislation": "STAT",
    "manuscript": "MANSCPT",
    "map": "MAP",
    "motion_picture": "MPCT",
    "paper-conference": "CONF",
    "patent": "PAT",
    "personal_communication": "PCOMM",
    "post": "ELEC",
    "post-weblog": "BLOG",
    "report": "RPRT",
    "software": "COMP",
    "speech": "SLIDE",
    "standard": "STAND",
    "thesis": "THES",
    "webpage": "ELEC",
}
"""CSL type -> RIS type; the others are GEN."""


def ris(sources: Iterable[Source]) -> str:
    """A block of lines a source, each once."""
    blocks = []
    for key, source in keyed(sources):
        fields = [("TY", _TYPES.get(kind(source), "GEN")), ("ID", key), *_fields(source)]
        lines = [f"{tag}  - {text}" for tag, value in fields if (text := _line(value))]
        blocks.append("\n".join([*lines, "ER  - ", ""]))
    return "\n".join(blocks)


def _line(value: str) -> str:
    return " ".join(harmless(value).split())


def _fields(source: Source) -> Iterator[tuple[str, str]]:
    first, last = pages(source) or ("", "")
    day = next(iter(parts(source.issued)), ())
    yield from (("AU", _name(name)) for name in source.author)
    yield "TI", source.title
    yield "T2", source.container_title
    yield "PB", source.publisher
    yield "PY", f"{day[0]:04}" if day else ""
    yield "DA", _date(source.issued)
    yield "SP", first
    yield "EP", last
    yield "LA", source.language
    yield "UR", source.URL
    yield "AV", source.archive_location
    yield "Y2", _date(source.accessed)
    yield from (("N1", note) for note in notes(source))


def _name(name: Name) -> str:
    return name.literal or ", ".join(filter(None, (name.family, name.given)))


def _date(date: SourceDate | None) -> str:
    """`YYYY/MM/DD/words`; the words say what the numbers cannot, `c. Oct 2022`."""
    days = parts(date)
    if not days or date is None:
        return ""
    year, month, day = (*days[0], 0, 0)[:3]
    words = issued(date) if date.circa or len(days) > 1 else ""
    return f"{year:04}/{f'{month:02}' if month else ''}/{f'{day:02}' if day else ''}/{words}"
