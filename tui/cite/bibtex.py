"""BibTeX that BibTeX, biber and Zotero read alike."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from typing import Final

from tui.cite.dates import edtf, parts
from tui.cite.keys import keyed
from tui.cite.sources import kind, notes, pages
from tui.event import Name, Source
from tui.text import harmless

_TYPES: Final = {
    "article-journal": "article",
    "article-magazine": "article",
    "article-newspaper": "article",
    "book": "book",
    "chapter": "incollection",
    "paper-conference": "inproceedings",
    "post": "online",
    "post-weblog": "online",
    "report": "techreport",
    "thesis": "phdthesis",
    "webpage": "online",
}
"""CSL type -> an entry type that Zotero's importer knows; the others are `misc`."""

_OUTLETS: Final = {"article": "journal", "incollection": "booktitle", "inproceedings": "booktitle"}
"""Entry type -> the field for what it was published in; the others know a publisher only."""

_PUBLISHERS: Final = {"techreport": "institution", "phdthesis": "school", "online": "organization"}

_MONTHS: Final = ("jan feb mar apr may jun jul aug sep oct nov dec").split()

_ESCAPES: Final = {
    "\\": r"{\textbackslash}",
    # A brace alone would unbalance the field, whatever stands before it.
    "{": r"\{\vphantom{\}}",
    "}": r"\vphantom{\{}\}",
    "~": r"{\textasciitilde}",
    "^": r"{\textasciicircum}",
    **{sign: f"\\{sign}" for sign in "%&#$_"},
}
_LIGATURES = re.compile("(?<=-)(?=-)|(?<=`)(?=`)|(?<=')(?=')|(?<=[?!])(?=`)")
"""Between signs that LaTeX would join: `--` to a dash, `?` and a backquote to another sign."""


def bibtex(sources: Iterable[Source]) -> str:
    """An entry a source, each once."""
    return "\n".join(_entry(key, source) for key, source in keyed(sources))


def _entry(key: str, source: Source) -> str:
    type_ = _TYPES.get(kind(source), "misc")
    fields = "".join(
        f"  {name} = {value},\n"
        for name, value in _fields(type_, source)
        if value not in ("", "{}")
    )
    return f"@{type_}{{{key},\n{fields}}}\n"


def _fields(type_: str, source: Source) -> Iterator[tuple[str, str]]:
    day = next(iter(parts(source.issued)), ())
    first, last = pages(source) or ("", "")
    outlet, publisher = source.container_title, source.publisher
    if type_ not in _OUTLETS:
        outlet, publisher = "", publisher or outlet
    yield "author", f"{{{' and '.join(filter(None, map(_name, source.author)))}}}"
    yield "title", _braced(source.title)
    yield _OUTLETS.get(type_, "journal"), _braced(outlet)
    yield _PUBLISHERS.get(type_, "publisher"), _braced(publisher)
    yield "year", f"{{{day[0]}}}" if day else ""
    yield "month", _MONTHS[day[1] - 1] if day[1:] and 1 <= day[1] <= 12 else ""
    # Last: Zotero lets the last of them win, and only this one knows days, spans and `about`.
    yield "date", f"{{{edtf(source.issued)}}}"
    yield "pages", f"{{{first}{f'--{last}' if last else ''}}}"
    yield "language", _braced(source.language)
    yield "url", f"{{{_address(source.URL)}}}"
    yield "urldate", f"{{{edtf(source.accessed)}}}"
    archive = [f"Archived at {source.archive_location}"] if source.archive_location else []
    yield "note", _braced(". ".join(said.rstrip(".") for said in notes(source) + archive))


def _name(name: Name) -> str:
    """`Family, Given`; an organisation in braces of its own, which keep it in one piece."""
    if name.literal or not name.given:
        return f"{{{_escaped(name.literal or name.family)}}}" if name.literal or name.family else ""
    if not name.family:
        return f"{{{_escaped(name.given)}}}"
    return f"{_part(name.family)}, {_part(name.given)}"


def _part(name: str) -> str:
    """A part of a name, in braces where it holds what divides names."""
    escaped = _escaped(name)
    return f"{{{escaped}}}" if "," in name or " and " in f" {name.lower()} " else escaped


def _braced(text: str) -> str:
    return f"{{{_escaped(text)}}}"


def _escaped(text: str) -> str:
    parted = _LIGATURES.split(" ".join(harmless(text).split()))
    return "{}".join("".join(_ESCAPES.get(char, char) for char in part) for part in parted)


_UNSAFE = re.compile(r"[\s\\{}~^]")


def _address(url: str) -> str:
    """A URL stands as it is, but for signs that end a field or that importers would replace."""
    return _UNSAFE.sub(lambda sign: f"%{ord(sign[0]):02X}", harmless(url).strip())
