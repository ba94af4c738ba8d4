"""The web addresses of sources that a browser may be sent to."""

from __future__ import annotations

from collections.abc import Iterable
from typing import NamedTuple
from urllib.parse import urlsplit

from tui.cite.words import headline
from tui.event import Source
from tui.text import harmless


class Address(NamedTuple):
    """Where a source, or the copy of it that an archive keeps, can be read."""

    url: str
    label: str
    is_archive: bool = False


def addresses(sources: Iterable[Source]) -> list[Address]:
    """Of each source its own and that of its archived copy, each once."""
    found: dict[str, Address] = {}
    for source in sources:
        label = harmless(headline(source))
        for url, is_archive in ((source.URL, False), (source.archive_location, True)):
            if url := web(url):
                found.setdefault(url, Address(url, label or site(url), is_archive))
    return list(found.values())


def web(url: str) -> str:
    """The address where it is one of http or https and nothing else is hidden in it, or nothing.

    A file or a script is no source, and what is opened is what can be seen.
    """
    url = url.strip()
    if harmless(url) != url or " " in url:
        return ""
    try:
        parts = urlsplit(url)
        has_host = bool(parts.hostname)
    except ValueError:
        return ""
    return url if has_host and parts.scheme in ("http", "https") else ""


def site(url: str) -> str:
    """Whose page it is: `bbc.co.uk`."""
    return (urlsplit(url).hostname or "").removeprefix("www.")
