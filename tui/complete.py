"""What may be meant by what is being typed: candidates for completion, the frequent first."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property
from typing import Final, NamedTuple

from tui.query import DATES, FIELDS, KINDS, And, Is, Query
from tui.query.complete import Completing, accepted, completing, fixed
from tui.search import FACETS, Results, Tally, Timeline
from tui.text import fold, harmless
from tui.when import parse as parse_date

MOST_NAMES: Final = 3
"""Names of fields offered before words."""

MOST_LIKE: Final = 200
"""Words looked through for the one that is typed."""

SHORTEST: Final = 3
"""Letters of a word that may be all that is meant."""

_ORDERS: Final = {"date": "the order of time", "relevance": "the best first"}


@dataclass(frozen=True, slots=True)
class Candidate:
    """Something that may be meant, and the query once it is accepted."""

    shown: str
    meaning: str
    """What it stands for, where its letters do not say so."""
    certain: int | None
    """How many events it finds with the rest of the query; None where that is no question."""
    possible: int
    text: str
    cursor: int
    start: int
    """Where in the text it stands."""

    @property
    def is_whole(self) -> bool:
        """Whether nothing need follow it, as a value follows a field."""
        return self.text[self.cursor - 1] not in ":>"


class _Found(NamedTuple):
    """A completion before it is put into the text."""

    value: str
    meaning: str = ""
    certain: int | None = None
    possible: int = 0


def candidates(timeline: Timeline, text: str, cursor: int, most: int) -> list[Candidate]:
    """What may be meant at the cursor; nothing where what is typed is all there is."""
    at = completing(text, cursor)
    if at is None:
        return []
    offered = []
    until = text[: at.start].rstrip().endswith("..")
    for found in _Completion(timeline, at, until).found(most):
        put, end = accepted(text, at, found.value)
        if put[at.start : end].lower() != text[at.start : at.end].lower():
            shown, meaning = harmless(found.value), harmless(found.meaning)
            counts = found.certain, found.possible
            offered.append(Candidate(shown, meaning, *counts, put, end, at.start))
    return offered[:most]


def is_finished(timeline: Timeline, text: str, cursor: int) -> bool:
    """Whether what is typed is a whole word of some event, and need not go on."""
    at = completing(text, cursor)
    if at is None or at.kind != "word":
        return False
    prefix = fold(at.prefix)
    return len(prefix) >= SHORTEST and any(
        word == prefix for word, _ in timeline.words(prefix, Query(), MOST_LIKE)
    )


class _Completion:
    """One completion of one query; `until` where it is the end of a period."""

    def __init__(self, timeline: Timeline, at: Completing, until: bool) -> None:
        self._timeline = timeline
        self._at = at
        self._is_counted = at.field == "in" and not until
        self._prefix = fold(at.prefix)

    @cached_property
    def _rest(self) -> Query:
        return self._timeline.parse(self._at.rest)

    @cached_property
    def _results(self) -> Results:
        return self._timeline.search(self._rest)

    def found(self, most: int) -> list[_Found]:
        """The completions of its kind, at least one more than wanted where there are so many."""
        match self._at.kind:
            case "word":
                words = self._words(most + 1)
                names = [*self._names()][:MOST_NAMES]
                found = [*self._measures(), *words]
                return [*names, *sorted(found, key=lambda one: -(one.certain or 0) - one.possible)]
            case "value":
                return self._values()
            case "is":
                return self._kinds()
            case "sort":
                return [_Found(order, _ORDERS[order]) for order in fixed(self._at)]
            case "month":
                return self._periods(most)

    def _names(self) -> Iterator[_Found]:
        for name in fixed(self._at):
            yield _Found(name, _said(name.rstrip(":")))

    def _measures(self) -> Iterator[_Found]:
        known = [one for one in self._timeline.header.measures if self._begins(one.id)]
        counts = {tally.value: tally for tally in self._facet("measure")} if known else {}
        for measure in known:
            tally = counts.get(measure.label, Tally("", 0, 0))
            yield _Found(f"{measure.id}>", measure.label, tally.certain, tally.possible)

    def _words(self, most: int) -> list[_Found]:
        if not self._prefix or " " in self._prefix:
            return []  # the index has single words
        words = self._timeline.words(self._prefix, self._rest, most)
        return [_Found(word, "", events) for word, events in words]

    def _values(self) -> list[_Found]:
        field = self._at.field
        if field not in FACETS:
            return []  # titles and ids: each event has its own
        ids = self._ids(field)
        return [
            _Found(tally.value, ids.get(tally.value, ""), tally.certain, tally.possible)
            for tally in self._facet(field)
            if self._begins(tally.value) or self._begins(ids.get(tally.value, ""))
        ]

    def _ids(self, field: str) -> dict[str, str]:
        """The ids of a field's labels that are not the same words."""
        parts = self._timeline.header.parts(field)
        return {part.label: part.id for part in parts if fold(part.label) != fold(part.id)}

    def _kinds(self) -> list[_Found]:
        found = []
        for kind in fixed(self._at):
            asked = Query(And((self._rest.term, Is(kind))))
            results = self._timeline.search(asked)
            found.append(_Found(kind, KINDS[kind], results.certain, results.possible))
        return sorted(found, key=lambda kind: -(kind.certain or 0) - kind.possible)

    def _periods(self, most: int) -> list[_Found]:
        """Years until one is typed, then its months, in the order of time."""
        typed = self._at.prefix.strip()
        years = [tally for tally in self._facet("year") if tally.value.startswith(typed)]
        if len(typed) < 4 and years:
            return [self._period(tally, "") for tally in years[-most:]]
        months = [
            (tally, label)
            for tally in self._facet("month")
            if (label := parse_date(tally.value).label())
            and (tally.value.startswith(typed) or self._begins(label))
        ]
        return [self._period(*month) for month in months[: most + 1]]

    def _period(self, tally: Tally, label: str) -> _Found:
        # Only `in:` finds what is counted; `before:` finds all that lies before.
        if self._is_counted:
            return _Found(tally.value, label, tally.certain, tally.possible)
        return _Found(tally.value, label)

    def _facet(self, field: str) -> list[Tally]:
        return self._results.facet(field)

    def _begins(self, text: str) -> bool:
        """Whether what was typed is the beginning of the text from one of its words on."""
        return f" {self._prefix}" in f" {fold(text)}" if text else False


def _said(name: str) -> str:
    """What can follow a name and its colon."""
    if name in FIELDS:
        return FIELDS[name].format("\u2026")
    match name:
        case "is":
            return ", ".join(KINDS)
        case "sort":
            return ", ".join(_ORDERS)
        case "last":
            return "30d, 2w, 6m, 1y"
        case "as-of":
            return "what was published by a date"
        case _:
            return "a date" if name in DATES else ""
