"""CSL-JSON: an array of CSL items, as Zotero and pandoc read it."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

import msgspec

from tui.cite.dates import parts
from tui.cite.keys import keyed
from tui.cite.sources import date_in_words, kind
from tui.event import Name, Source, SourceDate
from tui.text import harmless


def csl(sources: Iterable[Source]) -> str:
    """An array with an item a source, each once."""
    items = [_item(key, source) for key, source in keyed(sources)]
    return msgspec.json.format(msgspec.json.encode(items), indent=2).decode() + "\n"


def _item(key: str, source: Source) -> dict[str, Any]:
    """By https://github.com/citation-style-language/schema, csl-data.json."""
    words = date_in_words(source)
    texts = {
        "title": source.title,
        "container-title": source.container_title,
        "publisher": source.publisher,
        "original-publisher": source.original_publisher,
        "URL": source.URL,
        "archive_location": source.archive_location,
        "language": source.language,
        "locator": source.locator,
        "note": source.note,
    }
    item: dict[str, Any] = {
        "id": key,
        "type": kind(source),
        "author": [name for name in map(_name, source.author) if name],
        "issued": _date(source.issued) or ({"literal": words} if words else {}),
        "accessed": _date(source.accessed),
        **{name: harmless(text).strip() for name, text in texts.items()},
    }
    return {name: value for name, value in item.items() if value}


def _name(name: Name) -> dict[str, str]:
    """An organisation stays in one piece; so does a person with one name only."""
    if name.literal or not (name.family and name.given):
        literal = harmless(name.literal or name.family or name.given)
        return {"literal": literal} if literal else {}
    return {"family": harmless(name.family), "given": harmless(name.given)}


def _date(date: SourceDate | None) -> dict[str, Any]:
    days = parts(date)
    if not days or date is None:
        return {}
    return {"date-parts": days, "circa": True} if date.circa else {"date-parts": days}
