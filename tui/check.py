"""Rules over raw events: what is wrong with a file, where, and what cures it."""

from __future__ import annotations

import difflib
import json
import math
import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from typing import Any, Literal, get_args, get_type_hints

import msgspec

from tui import when
from tui.event import (
    Actor,
    Category,
    Claim,
    Coverage,
    Event,
    File,
    Header,
    Link,
    LinkType,
    Measure,
    Place,
    Qualifier,
    Source,
    Status,
    Target,
)
from tui.text import cells, harmless

TITLE_CELLS = 120
"""A longer title does not fit one line of a wide terminal."""

NO_CYCLE: tuple[LinkType, ...] = ("part-of", "led-to", "fulfils", "partly-fulfils", "supersedes")
"""Links that cannot run in a circle."""


@dataclass(frozen=True, slots=True)
class Where:
    """A place in a file: line and column count from 1, 0 where there is none to name."""

    path: str
    line: int = 0
    column: int = 0
    event: str = ""

    def __str__(self) -> str:
        """As compilers write it, `events.json:41:7: the-event`."""
        place = ":".join([self.path, *(str(n) for n in (self.line, self.column) if n)])
        return f"{place}: {harmless(self.event)}" if self.event else place


@dataclass(frozen=True, slots=True)
class Problem:
    """A finding: where, what (with the offending value), and what cures it.

    An `error` is to be mended, a `warning` may be meant. `left_out` says that the event could not
    be taken in at all.
    """

    where: Where
    what: str
    cure: str
    severity: Literal["error", "warning"] = "error"
    left_out: bool = False

    def __str__(self) -> str:
        """One line that a terminal can only show."""
        warning = "warning: " if self.severity == "warning" else ""
        return harmless(f"{self.where}: {warning}{self.what}; {self.cure}")


def shown(value: object, longest: int = 60) -> str:
    """A value as it stands in the file, short enough for a sentence."""
    text = harmless(json.dumps(value, ensure_ascii=False, default=str))
    return text if len(text) <= longest else f"{text[: longest - 4]}...{text[-1]}"


def nearest(word: str, known: Iterable[str]) -> str:
    """The known word most like this one, or nothing."""
    found = difflib.get_close_matches(word, list(known), n=1, cutoff=0.6)
    return found[0] if found else ""


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

_KEYS: dict[type[msgspec.Struct], frozenset[str]] = {
    struct: _keys(struct)
    for struct in (Category, Place, Actor, Target, Measure, Claim, Link, Coverage, Event, File)
} | {Source: _CSL}

_NESTED: dict[str, type[msgspec.Struct]] = {
    "claims": Claim,
    "links": Link,
    "places": Place,
    "actors": Actor,
    "sources": Source,
}

_HEADER_PARTS: dict[str, type[msgspec.Struct]] = {
    "coverage": Coverage,
    "categories": Category,
    "measures": Measure,
    "places": Place,
    "actors": Actor,
    "sources": Source,
}

_EVENT_TYPES: dict[str, Any] = get_type_hints(Event, include_extras=True)

_ALLOWED: dict[str, tuple[str, ...]] = {
    "status": get_args(Status),
    "qualifier": get_args(Qualifier),
    "type": get_args(LinkType),
}

_WORDS = {
    "str": "text in quotes",
    "int": "a whole number",
    "int | float": "a number",
    "float": "a number",
    "bool": "true or false",
    "array": "a list in [ ]",
    "object": "an object in { }",
    "null": "null",
}


def _cure(message: str, path: str) -> str:
    """What cures a msgspec message, in words."""
    if match := re.match(r"Expected `([^`]+)`, got `", message):
        kinds = [kind for kind in match[1].split(" | ") if kind != "null"]
        return "write " + " or ".join(dict.fromkeys(_WORDS.get(kind, kind) for kind in kinds))
    if match := re.match(r"Object missing required field `([^`]+)`", message):
        return f"add `{match[1]}`"
    if match := re.match(r"Invalid enum value (.+?) - at", message + " - at"):
        allowed = _ALLOWED.get(path.rpartition(".")[2], ())
        near = nearest(match[1].strip("'"), allowed)
        hint = f"did you mean {near}? " if near else ""
        return f"{hint}it is one of {', '.join(allowed)}" if allowed else "see the schema"
    if "matching regex" in message and path.rpartition(".")[2] == "id":
        return "letters, digits, - . and _ make an id"
    return f"{message[0].lower()}{message[1:]}"


def _at(value: object, path: str) -> object:
    """The part of a value that a msgspec path such as `[0].about` names."""
    for key, index in re.findall(r"\.([^.\[]+)|\[(\d+)\]", path):
        try:
            value = value[int(index)] if index else value[key]  # type: ignore[index]
        except (KeyError, IndexError, TypeError):
            return value
    return value


class Checker:
    """Turns the raw parts of one file into a Header and Events, and gathers what is wrong.

    Call `header_part` for what stands outside `events`, `event` for each event in file order, and
    `finish` at the end for what only the whole file shows. Problems gather in `problems`.
    """

    def __init__(self, path: str, *, bare: bool = False) -> None:
        """`bare` files have no header: there an id stands for itself and cannot dangle."""
        self.path = path
        self.bare = bare
        self.problems: list[Problem] = []
        self._header: dict[str, Any] = {}
        self._header_ids: dict[str, set[str]] = {part: set() for part in _HEADER_PARTS}
        self._lines: dict[str, int] = {}
        self._links: list[tuple[Where, str, Link]] = []
        self._latest: tuple[tuple[int, ...], str] | None = None
        self._references: list[tuple[Where, str, str]] = []

    def _add(
        self,
        where: Where,
        what: str,
        cure: str,
        severity: Literal["error", "warning"] = "error",
        left_out: bool = False,
    ) -> None:
        self.problems.append(Problem(where, what, cure, severity, left_out))

    def header_part(self, key: str, value: object, line: int) -> None:
        """Take in one header value, or one element of a header list."""
        where = Where(self.path, line)
        struct = _HEADER_PARTS.get(key)
        if struct is None:
            if key not in _KEYS[File]:
                self._unknown_key(where, key, "", _KEYS[File])
            elif not isinstance(value, str):
                self._add(where, f"{key} is {shown(value)}", "write text in quotes")
            else:
                self._header[key] = value
                self._timezone(where, key, value)
            return
        if (part := self._convert(where, value, struct, key)) is None:
            return
        self._unknown_keys(where, value, struct, key)
        ref = getattr(part, "id", "")
        if not ref and struct in (Place, Actor, Source):
            self._add(where, f"one of {key} has no id: {shown(value)}", "add `id`")
        elif ref and ref in self._header_ids[key]:
            self._add(where, f"{key} has {shown(ref)} twice", "rename or delete one")
        else:
            self._header_ids[key].add(ref)
            self._header.setdefault(key, []).append(part)
            if isinstance(part, Coverage):
                self._date(where, f"{key} date", part.date)
            if isinstance(part, Measure) and part.target and part.target.source:
                self._references.append((where, "sources", part.target.source))

    def header(self) -> Header:
        """The header of all parts taken in so far."""
        return Header(**self._header)

    def event(self, raw: object, line: int) -> Event | None:
        """The event, or None where it must be left out; then `problems` says why."""
        where = Where(self.path, line)
        if not isinstance(raw, dict):
            self._leave_out(where, f"{shown(raw)} is not an event", "write an object in { }")
            return None
        ref = raw.get("id")
        where = replace(where, event=ref if isinstance(ref, str) else "")
        event = self._convert_event(where, raw)
        if event is None:
            return None
        if event.id in self._lines:
            first = self._lines[event.id]
            self._leave_out(
                where,
                f"the id {shown(event.id)} is taken by the event of line {first}",
                "give this one another id",
            )
            return None
        order: tuple[int, ...] | None = None
        if event.date:
            try:
                order = when.parse(event.date).order
            except when.BadDate as error:
                self._leave_out(where, str(error).removesuffix(f"; {error.cure}"), error.cure)
                return None
        self._lines[event.id] = line
        self._unknown_keys(where, raw, Event, "")
        self._rules(where, event)
        if order is not None:
            self._in_order(where, event, order)
        return event

    def finish(self) -> None:
        """Find what only the whole file shows: dangling ids and circles of links."""
        if not self.bare:
            for where, part, ref in self._references:
                if ref not in self._header_ids[part]:
                    near = nearest(ref, self._header_ids[part])
                    hint = f"did you mean {near}? else " if near else ""
                    self._add(where, f"{shown(ref)} is not in {part}", f"{hint}add it to {part}")
        self._references.clear()
        for where, _, link in self._links:
            if link.event not in self._lines:
                near = nearest(link.event, self._lines) if len(self._lines) < 10_000 else ""
                cure = f"did you mean {near}?" if near else "name an event of this file"
                self._add(where, f"{link.type} names {shown(link.event)}, which is no event", cure)
        self._cycles()

    def _leave_out(self, where: Where, what: str, cure: str) -> None:
        self._add(where, what, cure, left_out=True)

    def _convert_event(self, where: Where, raw: dict[str, Any]) -> Event | None:
        try:
            return msgspec.convert(raw, Event)
        except msgspec.ValidationError:
            pass
        # Field by field, so that one run names every wrong field and not only the first.
        for key, kind in _EVENT_TYPES.items():
            if key in raw:
                self._convert(where, raw[key], kind, key, left_out=True)
            elif key in ("id", "title"):
                self._leave_out(where, f"the event has no {key}", f"add `{key}`")
        return None

    def _convert(
        self, where: Where, value: object, kind: Any, name: str, left_out: bool = False
    ) -> Any:
        try:
            return msgspec.convert(value, kind)
        except msgspec.ValidationError as error:
            message, _, path = str(error).partition(" - at `$")
            path = path.rstrip("`")
            full = f"{name}{path}"
            what = f"{full} is {shown(_at(value, path))}"
            self._add(where, what, _cure(message, full), left_out=left_out)
            return None

    def _unknown_key(self, where: Where, key: str, path: str, known: frozenset[str]) -> None:
        near = nearest(key, known)
        hint = f"did you mean {near}?" if near else "it is kept, but nothing shows it"
        at = f" in {path}" if path else ""
        self._add(where, f"unknown key {shown(key)}{at}", hint, "warning")

    def _unknown_keys(
        self, where: Where, raw: object, struct: type[msgspec.Struct], path: str
    ) -> None:
        if not isinstance(raw, dict):
            return
        for key, value in raw.items():
            if key not in _KEYS[struct]:
                self._unknown_key(where, key, path, _KEYS[struct])
            elif struct is Event and key in _NESTED and isinstance(value, list):
                for part in value:
                    self._unknown_keys(where, part, _NESTED[key], key)

    def _timezone(self, where: Where, key: str, value: str) -> None:
        if key != "timezone" or not value:
            return
        import zoneinfo  # start-up: most files that are read again and again are already right

        if value not in zoneinfo.available_timezones():
            near = nearest(value, zoneinfo.available_timezones())
            cure = f"did you mean {near}?" if near else "write an IANA name such as Europe/Paris"
            self._add(where, f"timezone {shown(value)} does not exist", cure)

    def _date(self, where: Where, name: str, text: str) -> None:
        try:
            when.parse(text)
        except when.BadDate as error:
            self._add(where, f"{name}: {str(error).removesuffix(f'; {error.cure}')}", error.cure)

    def _rules(self, where: Where, event: Event) -> None:
        if (width := cells(harmless(event.title))) > TITLE_CELLS:
            what = f"the title takes {width} cells"
            self._add(where, what, f"keep it to {TITLE_CELLS} and use the summary", "warning")
        if not event.title.strip():
            self._add(where, "the title is empty", "write one")
        if event.category:
            self._references.append((where, "categories", event.category))
        for part, refs in (
            ("places", event.places),
            ("actors", event.actors),
            ("sources", event.sources),
        ):
            for ref in refs:
                self._reference(where, part, ref)
        for claim in event.claims:
            self._claim(where, claim)
        for about in {claim.about for claim in event.claims if claim.preferred}:
            preferred = [c for c in event.claims if c.about == about and c.preferred]
            if len(preferred) > 1:
                values = " and ".join(shown(c.value) for c in preferred)
                self._add(where, f"{about} has two preferred claims, {values}", "keep one")
        self._links.extend((where, event.id, link) for link in event.links)

    def _reference(self, where: Where, part: str, ref: str | Place | Actor | Source) -> None:
        if isinstance(ref, str):
            self._references.append((where, part, ref))
        elif isinstance(ref, Source) and not (ref.title or ref.URL):
            if ref.id:
                self._references.append((where, part, ref.id))
            else:
                self._add(where, "a source has no title and no URL", "add one of them")

    def _claim(self, where: Where, claim: Claim) -> None:
        name = f"the claim about {claim.about}"
        if claim.about not in ("date", "place"):
            self._references.append((where, "measures", claim.about))
            if isinstance(claim.value, str):
                self._add(where, f"{name} is {shown(claim.value)}", "write a number")
        elif claim.about == "date":
            self._date(where, name, str(claim.value or ""))
        if claim.source:
            self._references.append((where, "sources", claim.source))
        if claim.value is None and claim.low is None and claim.high is None:
            self._add(where, f"{name} has no value", "add `value`, or `low` and `high`")
        for number in (claim.value, claim.low, claim.high):
            if isinstance(number, float) and not math.isfinite(number):
                self._add(where, f"{name} is {number}", "write a finite number")
        if claim.low is not None and claim.high is not None and claim.low > claim.high:
            what = f"{name} has low {claim.low} above high {claim.high}"
            self._add(where, what, "exchange them")

    def _in_order(self, where: Where, event: Event, order: tuple[int, ...]) -> None:
        if self._latest and order < self._latest[0]:
            what = f"{shown(event.date)} stands after {self._latest[1]}, which is later"
            self._add(where, what, "move the event up, so that the file reads in order", "warning")
        else:
            self._latest = (order, event.id)

    def _cycles(self) -> None:
        for kind in NO_CYCLE:
            edges: dict[str, list[str]] = {}
            wheres: dict[str, Where] = {}
            for where, event, link in self._links:
                if link.type == kind:
                    edges.setdefault(event, []).append(link.event)
                    wheres.setdefault(event, where)
            for circle in _circles(edges):
                path = f" {kind} ".join([*circle, circle[0]])
                self._add(wheres[circle[0]], f"links run in a circle: {path}", "take one out")


def _circles(edges: Mapping[str, list[str]]) -> Iterator[list[str]]:
    """A circle for each that a depth-first walk closes; no recursion, as chains can be long."""
    done: set[str] = set()
    for root in edges:
        path: list[str] = []
        on_path: set[str] = set()
        stack: list[tuple[str, Iterator[str]]] = []
        if root in done:
            continue
        stack.append((root, iter(edges.get(root, ()))))
        path.append(root)
        on_path.add(root)
        while stack:
            node, targets = stack[-1]
            target = next(targets, None)
            if target is None:
                stack.pop()
                path.pop()
                on_path.discard(node)
                done.add(node)
            elif target in on_path:
                yield path[path.index(target) :]
            elif target not in done:
                stack.append((target, iter(edges.get(target, ()))))
                path.append(target)
                on_path.add(target)
