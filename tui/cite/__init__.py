"""Citations: what an event's sources are, in words and for reference managers.

dates     when a source was published
words     a source as a footnote, an event as sentences
sources   the sources that an event names, each once
keys      names for sources that stay the same from one copy to the next
footnotes an event with its sources below it, as plain text
markdown  the same with nothing in it that Markdown would obey
bibtex    for LaTeX and reference managers
ris       for reference managers
csl       CSL-JSON, for Zotero and pandoc
formats   the table of them all: what `Y` and `--format` offer
"""

from typing import Literal

from tui.cite.dates import issued, issued_days
from tui.cite.words import footnote, headline, outlet

__all__ = ["CiteFormat", "footnote", "headline", "issued", "issued_days", "outlet"]

CiteFormat = Literal["footnote", "markdown", "bibtex", "ris", "csl", "url"]
"""What `formats` has a way to write."""
