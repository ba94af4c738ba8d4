"""Checker: the rules of an event file, over the parts as they are read."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Collection, Iterable, Iterator, Sequence
from itertools import islice
from typing import Any, Literal

import msgspec

from tui import when
from tui.check.faults import MOST_FAULTS, faults
from tui.check.ids import FEW, Ids, ManyIds
from tui.check.keys import HEADER_PARTS, KEYS, NESTED, Repeated
from tui.check.links import Linked, Links
from tui.check.problem import Problem, Where, clipped, shown, visible
from tui.event import (
    UNMEASURED,
    Actor,
    Claim,
    Coverage,
    Event,
    File,
    Header,
    Measure,
    Place,
    Tour,
)
from tui.text import cells, harmless, nearest

TITLE_CELLS = 120
"""A longer title does not fit one line of a wide terminal."""

MOST_REPEATS = 20
"""Problems named of one unknown key or id in one file; that many are mended by one replacement."""

MOST_HINTS = 200
"""Ids that the nearest known one is looked for; it takes milliseconds where thousands are known."""

_LINE_BITS = 40
"""Of the place of an event its line; which file it is in stands above."""


class Checker:
    """Turns the raw parts of files into one Header and Events, and gathers what is wrong.

    For each file call `begin`, then `header_part` for what stands outside `events` and `event` for
    each event in file order; at last `finish`, for what only all files together show. Problems
    gather in `problems`. In a file without header an id stands for itself and cannot dangle.
    """

    def __init__(self, many: bool = False) -> None:
        """`many` events take less memory, but then one whose id is taken is not left out.

        Whether there may be any such, `is_unsure` tells at last.
        """
        self.problems: list[Problem] = []
        self.is_unsure = False
        self._path = ""
        self._with_header: set[str] = set()
        self._latest: tuple[tuple[int, ...], str] | None = None
        self._header: dict[str, Any] = {}
        self._parts: dict[str, dict[str, tuple[Where, object]]] = {p: {} for p in HEADER_PARTS}
        self._ids = ManyIds() if many else Ids()
        self._paths = [""]
        self._links = Links()
        self._tours: list[tuple[Where, Tour]] = []
        self._references: dict[tuple[str, str, str], list[Where]] = {}
        self._settled: defaultdict[str, set[str]] = defaultdict(set)
        """By part what this file may name again without being noted."""
        self._unknown: Counter[tuple[str, str, str]] = Counter()
        self._hints = 0

    def begin(self, path: str) -> None:
        """What comes now is of this file."""
        self._path = path
        self._paths.append(path)
        self._settled.clear()
        self._latest = None

    def header_part(self, key: str, value: object, line: int) -> None:
        """Take in one header value, or one element of a header list."""
        where = Where(self._path, line)
        self._with_header.add(self._path)
        struct = HEADER_PARTS.get(key)
        if struct is None:
            if key not in KEYS[File]:
                self._unknown_key(where, key, "", KEYS[File])
            elif not isinstance(value, str):
                self._add(where, f"{key} is {shown(value)}", "write text in quotes")
            else:
                self._header.setdefault(key, value)
                self._timezone(where, key, value)
            return
        if found := list(islice(faults(value, struct, (key,)), MOST_FAULTS)):
            for what, cure in found:
                self._add(where, what, cure)
            return
        part = msgspec.convert(value, struct)
        self._odd_keys(where, value, struct, key)
        ref = getattr(part, "id", "")
        if not ref and struct is not Coverage:
            self._add(where, f"one of {key} has no id: {shown(value)}", "add `id`")
        elif ref in self._parts[key]:
            self._twice(where, key, ref, value)
        else:
            if ref:
                self._parts[key][ref] = (where, value)
            self._header.setdefault(key, []).append(part)
            if isinstance(part, Coverage):
                self._date(where, f"{key} date", part.date)
            if isinstance(part, Measure) and part.target and part.target.source:
                self._reference(where, "sources", part.target.source)
            if isinstance(part, Tour):
                self._tour(where, part)

    def header(self) -> Header:
        """The header of all parts taken in so far; of two that disagree, the first."""
        # What is taken in later is no part of this one.
        lists = {key: parts[:] for key, parts in self._header.items() if isinstance(parts, list)}
        return Header(**{**self._header, **lists})

    def event(self, raw: object, line: int) -> Event | None:
        """The event, or None where it must be left out; then `problems` says why.

        Of one that comes decoded the keys are not looked at.
        """
        if isinstance(raw, Event):
            return self._take(Where(self._path, line, event=raw.id), raw)
        if not isinstance(raw, dict):
            what = f"{shown(raw)} is not an event"
            self._add(Where(self._path, line), what, "write an object in { }", left_out=True)
            return None
        ref = raw.get("id")
        where = Where(self._path, line, event=ref if isinstance(ref, str) else "")
        try:
            event = msgspec.convert(raw, Event)
        except msgspec.ValidationError:
            self._leave_out(where, islice(faults(raw, Event, ()), MOST_FAULTS))
            return None
        taken = self._take(where, event)
        if taken is not None:
            self._odd_keys(where, raw, Event, "")
        return taken

    def _take(self, where: Where, event: Event) -> Event | None:
        order: tuple[int, ...] | None = None
        if event.date:
            try:
                order = when.parse(event.date).order
            except when.BadDate as error:
                self._leave_out(where, [(_what(error), error.cure)])
                return None
        place = len(self._paths) - 1 << _LINE_BITS | where.line
        if (first := self._ids.add(event.id, place)) is not None:
            what = f"the id {shown(event.id)} is taken by the event of {self._said(first)}"
            self._leave_out(where, [(what, "give this one another id")])
            return None
        self._rules(where, event)
        if order is not None:
            self._in_order(where, event, order)
        return event

    def finish(self) -> None:
        """Find what only all files together show: dangling ids and circles of links."""
        for (path, part, ref), wheres in self._references.items():
            if path in self._with_header and ref not in self._parts[part]:
                cure = f"{self._hint(ref, self._parts[part], ' or ')}add it to {part}"
                for where in wheres:
                    self._add(where, f"{shown(ref)} is not in {part}", cure)
        self.is_unsure = self._ids.are_unsure
        missing = self._ids.missing(self._named)
        for link in self._links:
            if link.target in missing:
                hint = self._hint(link.target, self._ids.known, " or ")
                what = f"{link.type} names {shown(link.target)}, which is no event"
                self._add(self._where(link), what, f"{hint}name the id of an event")
        for where, tour in self._tours:
            for number, stop in enumerate(tour.stops, 1):
                if stop.event in missing:
                    hint = self._hint(stop.event, self._ids.known, " or ")
                    what = f"stop {number} of tour {tour.id} is {shown(stop.event)}, no event"
                    self._add(where, what, f"{hint}name the id of an event")
        for link, circle in self._links.circles():
            ends = [*circle[:5], *["..."] * (len(circle) > 5), circle[0]]
            what = f"links run in a circle: {f' {link.type} '.join(ends)}"
            self._add(self._where(link), what, "take one of them out")

    def _named(self) -> Iterator[str]:
        """The ids of events that links and tours name."""
        for link in self._links:
            yield link.target
        for _, tour in self._tours:
            for stop in tour.stops:
                yield stop.event

    def _where(self, link: Linked) -> Where:
        return Where(self._paths[link.file], link.line, event=link.event)

    def _add(
        self,
        where: Where,
        what: str,
        cure: str,
        severity: Literal["error", "warning"] = "error",
        left_out: bool = False,
    ) -> None:
        self.problems.append(Problem(where, what, cure, severity, left_out))

    def _leave_out(self, where: Where, found: Iterable[tuple[str, str]]) -> None:
        for index, (what, cure) in enumerate(found):
            self._add(where, what, cure, left_out=index == 0)

    def _said(self, place: int) -> str:
        file, line = divmod(place, 1 << _LINE_BITS)
        path = self._paths[file]
        return f"line {line}" if path == self._path else f"{path}:{line}"

    def _twice(self, where: Where, key: str, ref: str, value: object) -> None:
        """An id of the header again: an error in one file, in another only if it differs."""
        first, known = self._parts[key][ref]
        if first.path == where.path:
            what = f"{key} has {shown(ref)} twice, first in line {first.line}"
            self._add(where, what, "rename or delete one")
        elif value != known:
            what = f"{key} has {shown(ref)} otherwise than {first}, which counts"
            self._add(where, what, "make both alike, or rename one", "warning")

    def _hint(self, word: str, known: Collection[str], then: str) -> str:
        self._hints += 1
        near = nearest(word, known) if self._hints <= MOST_HINTS and len(known) < FEW else ""
        return f"did you mean {near}?{then}" if near else ""

    def _odd_keys(self, where: Where, raw: object, struct: type[msgspec.Struct], path: str) -> None:
        """Warn of keys that are unknown or stand twice, in a value and the parts of it."""
        if not isinstance(raw, dict):
            return
        if isinstance(raw, Repeated):
            for key in raw.keys_repeated:
                what = f"the key {shown(key)}{_in(path)} stands twice, and the last one counts"
                self._add(where, what, "delete one", "warning")
        for key in sorted(raw.keys() - KEYS[struct]):
            self._unknown_key(where, key, path, KEYS[struct])
        for key, inner in NESTED.get(struct, {}).items():
            value = raw.get(key)
            for part in value if isinstance(value, list) else (value,):
                if isinstance(part, dict):
                    self._odd_keys(where, part, inner, key)

    def _unknown_key(self, where: Where, key: str, path: str, known: frozenset[str]) -> None:
        place = (where.path, _in(path), key)
        self._unknown[place] += 1
        if self._unknown[place] <= MOST_REPEATS:
            near = nearest(key, known)
            cure = f"did you mean {near}?" if near else "it is kept, but nothing shows it"
            self._add(where, f"unknown key {shown(key)}{_in(path)}", cure, "warning")

    def _timezone(self, where: Where, key: str, value: str) -> None:
        if key != "timezone" or not value:
            return
        import zoneinfo  # start-up: a file without times needs no zones

        try:
            zoneinfo.ZoneInfo(value)
        except (KeyError, ValueError, OSError):  # unknown, a path, a folder
            near = nearest(value, zoneinfo.available_timezones())
            cure = f"did you mean {near}?" if near else "write an IANA name such as Europe/Paris"
            self._add(where, f"timezone {shown(value)} does not exist", cure)

    def _date(self, where: Where, name: str, text: str) -> None:
        try:
            when.parse(text)
        except when.BadDate as error:
            self._add(where, f"{name}: {_what(error)}", error.cure)

    def _rules(self, where: Where, event: Event) -> None:
        is_long = 2 * len(event.title) >= TITLE_CELLS  # no letter takes more than two
        if is_long and (width := cells(harmless(event.title))) > TITLE_CELLS:
            what = f"the title takes {width:,} cells: {shown(event.title)}"
            self._add(where, what, f"keep it to {TITLE_CELLS} and use the summary", "warning")
        if not event.title.strip():
            self._add(where, f"the title is {shown(event.title)}", "write one")
        if event.category:
            self._reference(where, "categories", event.category)
        named: tuple[tuple[str, Sequence[str | Place | Actor]], ...] = (
            ("places", event.places),
            ("actors", event.actors),
        )
        for part, refs in named:
            if not self._settled[part].issuperset(refs):
                for ref in refs:
                    if isinstance(ref, str):
                        self._reference(where, part, ref)
        for source in event.sources:
            if isinstance(source, str):
                self._reference(where, "sources", source)
            elif not (source.title or source.URL):
                if not source.id:
                    self._add(where, "a source has no title and no URL", "add one of them")
                self._reference(where, "sources", source.id)
        if event.claims:
            for claim in event.claims:
                self._claim(where, claim)
            self._preferences(where, event)
        for link in event.links:
            place = len(self._paths) - 1, where.line
            self._links.add(Linked(*place, event.id, link.event, link.type))

    def _tour(self, where: Where, tour: Tour) -> None:
        """What a tour shows of itself; whether its events are there is seen at the end."""
        self._tours.append((where, tour))
        if not tour.title.strip():
            self._add(where, f"the title of tour {tour.id} is {shown(tour.title)}", "write one")
        if not tour.stops:
            self._add(where, f"the tour {tour.id} has no stops", "add `stops`, or delete the tour")
        first: dict[str, int] = {}
        for number, stop in enumerate(tour.stops, 1):
            if (before := first.setdefault(stop.event, number)) != number:
                what = (
                    f"stop {number} of tour {tour.id} is {shown(stop.event)}, as is stop {before}"
                )
                self._add(where, what, "take one of them out")

    def _reference(self, where: Where, part: str, ref: str) -> None:
        """Note that an id is named, unless it is known, or was noted often."""
        settled = self._settled[part]
        if not ref or ref in settled:
            return
        if ref not in self._parts[part]:
            wheres = self._references.setdefault((where.path, part, ref), [])
            wheres.append(where)
            if len(wheres) < MOST_REPEATS:
                return
        settled.add(ref)

    def _claim(self, where: Where, claim: Claim) -> None:
        name = f"the claim about {clipped(visible(claim.about))}"
        if claim.value is None and claim.low is None and claim.high is None:
            self._add(where, f"{name} has no value", "add `value`, or `low` and `high`")
        elif claim.about in ("date", "due"):
            self._date(where, name, str(claim.value))
        elif claim.about == "place":
            self._reference(where, "places", str(claim.value))
        elif isinstance(claim.value, str):
            self._add(where, f"{name} is {shown(claim.value)}", "write a number")
        if claim.about not in UNMEASURED:
            self._reference(where, "measures", claim.about)
        self._reference(where, "sources", claim.source)
        if claim.low is not None and claim.high is not None and claim.low > claim.high:
            what = f"{name} has low {claim.low} above high {claim.high}"
            self._add(where, what, "exchange them")

    def _preferences(self, where: Where, event: Event) -> None:
        preferred: dict[str, list[Claim]] = {}
        for claim in event.claims:
            if claim.preferred:
                preferred.setdefault(claim.about, []).append(claim)
        for about, claims in preferred.items():
            name = f"the claim about {clipped(visible(about))}"
            if len(claims) > 1:
                values = " and ".join(shown(claim.value) for claim in claims[:5])
                self._add(where, f"{name} is preferred {len(claims)} times: {values}", "prefer one")
            elif not claims[0].why:
                what = f"{name}, {shown(claims[0].value)}, is preferred without a reason"
                self._add(where, what, "say it in `why`", "warning")

    def _in_order(self, where: Where, event: Event, order: tuple[int, ...]) -> None:
        if self._latest and order < self._latest[0]:
            what = f"{shown(event.date)} stands after {self._latest[1]}, which is later"
            self._add(where, what, "move the event up, so that the file reads in order", "warning")
        else:
            self._latest = (order, event.id)


def _what(error: when.BadDate) -> str:
    return str(error).removesuffix(f"; {error.cure}")


def _in(path: str) -> str:
    return f" in {path}" if path else ""
