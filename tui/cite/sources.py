"""The sources that events name, each once, and what reference managers want to know of them."""

from __future__ import annotations

import re
from collections.abc import Iterable
from typing import Final

import msgspec
from msgspec.structs import replace

from tui.cite.dates import issued, parts
from tui.cite.words import outlet
from tui.event import Event, Header, Source
from tui.text import harmless

KINDS: Final = frozenset(
    (
        "article article-journal article-magazine article-newspaper bill book broadcast chapter "
        "classic collection dataset document entry entry-dictionary entry-encyclopedia event "
        "figure graphic hearing interview legal_case legislation manuscript map motion_picture "
        "musical_score pamphlet paper-conference patent performance periodical "
        "personal_communication post post-weblog regulation report review review-book software "
        "song speech standard thesis treaty webpage"
    ).split()
)
"""The types of CSL 1.0.2 (https://docs.citationstyles.org, appendix III)."""


def cited(event: Event, header: Header) -> list[Source]:
    """The sources that an event names, then those that only its claims name.

    Where the event does not say where in a source, its claims may.
    """
    sources = [header.source(ref) for ref in event.sources]
    places: dict[str, list[str]] = {}
    for claim in event.claims:
        if claim.source:
            locators = places.setdefault(claim.source, [])
            if claim.locator and claim.locator not in locators:
                locators.append(claim.locator)
    known = {source.id for source in sources}
    sources += [header.source(ref) for ref in places if ref not in known]
    return once(
        source if source.locator else replace(source, locator="; ".join(places.get(source.id, ())))
        for source in sources
    )


def once(sources: Iterable[Source]) -> list[Source]:
    """Each source once, with every place in it that is cited."""
    found: dict[bytes, tuple[Source, list[str]]] = {}
    for source in sources:
        work = replace(source, locator="")
        _, locators = found.setdefault(msgspec.json.encode(work), (work, []))
        if source.locator and source.locator not in locators:
            locators.append(source.locator)
    return [replace(work, locator="; ".join(locators)) for work, locators in found.values()]


def kind(source: Source) -> str:
    """Its CSL type; a web page where it says none, or a document where it has no address."""
    if source.type in KINDS:
        return source.type
    return "webpage" if source.URL else "document"


_PAGES = re.compile(r"(?:pp?\.?|pages?) *(\d+)(?: *(?:-|--|\u2013) *(\d+))?", re.IGNORECASE)


def pages(source: Source) -> tuple[str, str] | None:
    """The first and the last page that its locator names; the last is empty where it is one."""
    found = _PAGES.fullmatch(source.locator.strip())
    return (found[1], found[2] or "") if found else None


_UNDATED = frozenset(("n.d.", "n.d", "nd", "no date", "s.d.", "s.f.", "undated"))


def date_in_words(source: Source) -> str:
    """Its date where it has no parts to give and yet says something: `Spring 2024`."""
    said = "" if parts(source.issued) else issued(source.issued).strip()
    return "" if said.lower() in _UNDATED else harmless(said)


def notes(source: Source) -> list[str]:
    """What is known of it and no field of a reference manager would hold."""
    desk = source.original_publisher
    given = (
        source.note,
        f"Originally from {desk}" if desk and outlet(source) not in (desk, _name(source)) else "",
        f"Dated {date_in_words(source)}" if date_in_words(source) else "",
        f"Cited: {source.locator}" if source.locator and not pages(source) else "",
    )
    return [said for text in given if (said := harmless(text).strip())]


def _name(source: Source) -> str:
    return source.container_title or source.publisher
