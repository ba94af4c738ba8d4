"""The keys that each part of an event file may have, and those that it has too often."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from typing import Any

import msgspec

from tui.event import (
    Actor,
    Category,
    Claim,
    Coverage,
    Event,
    File,
    Link,
    Measure,
    Place,
    Source,
    Stop,
    Target,
    Tour,
)


class Repeated(dict[str, Any]):
    """A JSON object in which a key stands more than once; the last value counts, as is usual."""

    def __init__(self, pairs: Iterable[tuple[str, Any]]) -> None:
        pairs = list(pairs)
        super().__init__(pairs)
        counts = Counter(key for key, _ in pairs)
        self.keys_repeated = [key for key, count in counts.items() if count > 1]


def _keys(struct: type[msgspec.Struct]) -> frozenset[str]:
    return frozenset(struct.__struct_encode_fields__)


# The variables of CSL 1.0.2 (citation-style-language/schema, csl-data.json).
_CSL = frozenset(
    """abstract accessed annote archive archive-place archive_collection archive_location author
    authority available-date call-number categories chair chapter-number citation-key
    citation-label citation-number collection-editor collection-number collection-title compiler
    composer container-author container-title container-title-short contributor curator custom
    dimensions director division DOI edition editor editor-translator editorial-director event
    event-date event-place event-title executive-producer first-reference-note-number genre guest
    host id illustrator interviewer ISBN ISSN issue issued journalAbbreviation jurisdiction
    keyword language license locator medium narrator note number number-of-pages
    number-of-volumes organizer original-author original-date original-publisher
    original-publisher-place original-title page page-first part-number part-title performer
    PMCID PMID printing-number producer publisher publisher-place recipient references
    reviewed-author reviewed-genre reviewed-title scale script-writer section series-creator
    shortTitle source standard status submitted supplement-number title title-short translator
    type URL version volume volume-title volume-title-short year-suffix""".split()
)

KEYS: dict[type[msgspec.Struct], frozenset[str]] = {
    struct: _keys(struct)
    for struct in (
        *(Category, Place, Actor, Target, Measure, Claim, Link, Coverage, Event, Stop, Tour, File),
    )
} | {Source: _CSL}

NESTED: dict[type[msgspec.Struct], dict[str, type[msgspec.Struct]]] = {
    Event: {
        "claims": Claim,
        "links": Link,
        "places": Place,
        "actors": Actor,
        "sources": Source,
    },
    Measure: {"target": Target},
    Tour: {"stops": Stop},
}
"""Where unknown keys are looked for; CSL's own parts have keys that nobody else knows."""

HEADER_PARTS: dict[str, type[msgspec.Struct]] = {
    "coverage": Coverage,
    "categories": Category,
    "measures": Measure,
    "places": Place,
    "actors": Actor,
    "sources": Source,
    "tours": Tour,
}
