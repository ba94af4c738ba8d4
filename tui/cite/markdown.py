"""Events and sources as Markdown, with nothing of theirs in it that Markdown would obey."""

from __future__ import annotations

import re

from tui.cite.keys import keyed
from tui.cite.sources import cited
from tui.cite.words import headline, sentences
from tui.event import Event, Header, Source
from tui.text import harmless
from tui.when import Day

_URL = re.compile(r"https?://[^\s<>\\]+")
_MARKS = re.compile(r"[\\`*_\[\]<>#|&~$]|^[-+=]")
_NUMBERED = re.compile(r"^(\d+)([.)])")


def quoted(event: Event, header: Header, as_of: Day | None = None) -> str:
    """The event as a paragraph, with footnotes whose labels other events' do not share."""
    sources = keyed(cited(event, header))
    first, *rest = map(escaped, sentences(event, header, as_of))
    marks = "".join(f"[^{key}]" for key, _ in sources)
    notes = "\n".join(f"[^{key}]: {noted(source)}" for key, source in sources)
    return "\n\n".join(filter(None, [first + marks, *rest, notes])) + "\n"


def noted(source: Source) -> str:
    """The source in one sentence; its address, in angle brackets, can be followed and copied."""
    url = harmless(source.URL)
    link = f"<{url}>" if _URL.fullmatch(url) else escaped(url)
    return ", ".join(part for part in (escaped(headline(source)), link) if part) + "."


def escaped(text: str) -> str:
    """The text with everything escaped that Markdown would read as more than text."""
    return _NUMBERED.sub(r"\1\\\2", _MARKS.sub(r"\\\g<0>", harmless(text).strip()))
