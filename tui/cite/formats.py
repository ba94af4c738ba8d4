"""The forms in which an event's sources can be taken away: what `Y` and `--format` offer."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from typing import Final, NamedTuple

from tui.cite import CiteFormat, footnotes, markdown
from tui.cite.bibtex import bibtex
from tui.cite.csl import csl
from tui.cite.ris import ris
from tui.cite.sources import cited
from tui.event import Event, Header, Source
from tui.text import counted, harmless
from tui.when import Day


class Citation(NamedTuple):
    """What is taken away, and what it is in words: `the RIS of 3 sources`."""

    text: str
    """Empty where there is nothing to take; then `said` is what the event does not name."""
    said: str


class Form(NamedTuple):
    """A way to write an event or its sources."""

    key: str
    """Chooses it."""
    label: str
    help: str
    suffix: str
    """Of a file that holds it."""


FORMS: Final[dict[CiteFormat, Form]] = {
    "footnote": Form("f", "Footnote", "the event as a sentence, its sources below", ".txt"),
    "markdown": Form("m", "Markdown", "the same with Markdown's footnotes", ".md"),
    "bibtex": Form("b", "BibTeX", "its sources for LaTeX and Zotero", ".bib"),
    "ris": Form("r", "RIS", "its sources for Zotero, EndNote, Mendeley", ".ris"),
    "csl": Form("c", "CSL-JSON", "its sources for Zotero and pandoc", ".json"),
    "url": Form("u", "URL", "the addresses of its sources, one a line", ".txt"),
}

LISTS: Final[dict[CiteFormat, Callable[[Iterable[Source]], str]]] = {
    "bibtex": bibtex,
    "ris": ris,
    "csl": csl,
}
"""Those that can hold any number of sources without an event."""


def cite(event: Event, header: Header, form: CiteFormat, as_of: Day | None = None) -> Citation:
    """The event or its sources in that form, as known on a day."""
    sources = cited(event, header)
    of_sources = counted(len(sources), "source")
    if form in LISTS:
        if not sources:
            return Citation("", "no source")
        return Citation(LISTS[form](sources), f"the {FORMS[form].label} of {of_sources}")
    if form == "url":
        urls = list(dict.fromkeys(harmless(s.URL).strip() for s in sources if s.URL.strip()))
        said = f"the {counted(len(urls), 'URL')} of its sources" if urls else "no URL"
        return Citation("".join(f"{url}\n" for url in urls), said)
    written = markdown if form == "markdown" else footnotes
    said = f"the event with {of_sources}{' as Markdown' * (form == 'markdown')}"
    return Citation(written.quoted(event, header, as_of), said if sources else "the event")
