"""Timeline and Results: all that the screen and the commands ask of events."""

from __future__ import annotations

import datetime
import os
import shlex
import shutil
from collections.abc import Callable, Collection, Iterator, Sequence
from dataclasses import replace
from itertools import compress
from typing import TYPE_CHECKING, Any, Final, NamedTuple, Protocol, TypeVar

from msgspec import structs

from tui import query as queries
from tui import when
from tui.check import Problem, Where
from tui.engine import FACETS, DamagedError, Engine, Found, Heading, Mark, Progress, Stretch, Tally
from tui.engine.embedded import EmbeddedEngine
from tui.event import INVERSE, ONWARD, Event, Header, LinkType
from tui.known import as_known, kept, later, published, publishing_days
from tui.outcome import Outcome, Step, outcome, settling
from tui.query import OWN, And, Is, Note, Query
from tui.query.edit import leaves
from tui.query.own import resolved
from tui.store import Store, Sums, built_in, is_installed, is_large, open_store
from tui.store.editable import NotEditableError, line
from tui.text import counted
from tui.when import Day, When, day_of

if TYPE_CHECKING:
    from tui.engine.disk import Building

__all__ = [
    "FACETS",
    "Heading",
    "Linked",
    "Mark",
    "NotEditableError",
    "Progress",
    "Query",
    "Results",
    "Stretch",
    "Tally",
    "Timeline",
]


_IN_MEMORY: Final = "indexed in memory, as no index can be kept"

_BROKEN: Final = "Saved, but an event cannot be read now: e opens it again."

Answer = TypeVar("Answer")


def _nothing(kind: str) -> Collection[str]:
    """What a reader keeps who keeps nothing."""
    return ()


class Ask(Protocol):
    """Asks an engine."""

    def __call__(self, ask: Callable[[Engine], Answer], /) -> Answer: ...


class Linked(NamedTuple):
    """A link seen from one of its ends; `inverse` where it is stored at the other."""

    type: LinkType
    inverse: bool
    event: Event | None
    id: str

    @property
    def word(self) -> str:
        """How the event that it is seen from says it: `led to`, `part of`, `fulfilled by`."""
        return INVERSE[self.type] if self.inverse else self.type.replace("-", " ")

    @property
    def is_onward(self) -> bool:
        """Whether it leads to what came of the event, or is a part of it; else to what it is of."""
        return (self.type in ONWARD) is not self.inverse


class Answered(NamedTuple):
    """A plan, what came of it, and the part of one event in that."""

    plan: Event
    outcome: Outcome
    step: Step


class Timeline:
    """Events that can be searched: a store and its index."""

    def __init__(
        self, store: Store, engine: Engine, paths: Sequence[str] = (), notice: str = ""
    ) -> None:
        self._store = store
        self._engine = engine
        self._paths = paths
        self._building: Building | None = None
        self.own: Callable[[str], Collection[str]] = _nothing
        """The ids of the events of a kind that the reader keeps, one of `query.OWN`."""
        self.notice = notice
        """What a reader should know of how the files were opened; mostly nothing."""

    @classmethod
    def open(cls, paths: Sequence[str] = ()) -> Timeline:
        """The timeline of these files together, or of the built-in chronology.

        What is wrong with a file never raises: see `problems`. Large files are indexed by another
        process; what it has not come to yet is taken in by `advance`.
        """
        if not is_large(paths):
            return cls._in_memory(paths)
        from tui.engine.disk import Building, kept  # start-up: few stores are large

        if engine := kept(paths):
            return cls(engine.store, engine, paths)
        try:
            building = Building(paths)
        except OSError as error:
            why = (error.strerror or "unknown").lower()
            return cls._in_memory(paths, f"{_IN_MEMORY}: {why}")
        building.wait()
        if (engine := building.engine()) is None:
            building.stop()
            return cls._in_memory(paths, f"{_IN_MEMORY}: {building.failed.lower()}")
        timeline = cls(engine.store, engine, paths)
        timeline._building = building
        timeline.advance()
        return timeline

    @classmethod
    def _in_memory(cls, paths: Sequence[str], notice: str = "") -> Timeline:
        store = open_store(paths)
        return cls(store, EmbeddedEngine(store, store.header), paths, notice)

    @property
    def progress(self) -> Progress | None:
        """How far the indexing of large files is; None where nothing more is to come."""
        return self._building.progress if self._building else None

    def advance(self, seconds: float = 0.0) -> bool:
        """Take in what was indexed since, or is within some seconds; whether that is anything."""
        building = self._building
        if building is None:
            return False
        building.wait(len(self), seconds)
        is_over = building.is_over
        fresh = building.engine() if building.seen > len(self) or is_over else None
        if is_over:
            self._building = None
            self.notice = f"{building.failed}; not all events are here" if building.failed else ""
        if fresh is not None:
            self._store, self._engine = fresh.store, fresh
        return fresh is not None

    def close(self) -> None:
        """Stop what goes on in the background."""
        if self._building:
            self._building.stop()

    def reload(self, after_edit: bool = False) -> str:
        """Read the files again; says what came of it. Where that fails, nothing changes.

        After an edit it fails where more events are lost than before: the slip can be mended while
        the timeline stands as it was.
        """
        if "-" in self._paths:
            return "What came through a pipe cannot be read again."
        self.close()
        made = Timeline.open(self._paths)
        lost = made._store.left_out > self._store.left_out
        if (not len(made) or (after_edit and lost)) and made.problems and self._store.keeps_texts:
            self.notice = f"Not read: {_worst(made.problems)}"
            return "The files cannot be read now." if not after_edit else _BROKEN
        self._become(made)
        return "Indexing again." if self.progress else f"Read again: {counted(len(self), 'event')}."

    @property
    def is_installed(self) -> bool:
        """Whether this is the built-in chronology as it was installed, which nobody edits."""
        return not self._paths and is_installed()

    def take_copy(self, path: str) -> None:
        """Go on with a copy of the built-in chronology at that path. Raises OSError."""
        draft = f"{path}.new"
        shutil.copyfile(built_in(), draft)
        os.replace(draft, path)
        self._paths = [path]
        self._become(Timeline.open(self._paths))

    def where(self, event: Event) -> Where:
        """The file and the line at which the event can be edited. Raises NotEditableError."""
        number = self._ask(lambda engine: engine.number(event.id))
        if number is None:
            raise NotEditableError("The event is no longer among those that were read.")
        path, start = self._store.place(number)
        return Where(path, line(path, start), event=event.id)

    def _become(self, other: Timeline) -> None:
        self._store, self._engine = other._store, other._engine
        self._building, self.notice = other._building, other.notice

    def __len__(self) -> int:
        return len(self._store)

    @property
    def header(self) -> Header:
        """What the ids in events stand for."""
        return self._store.header

    @property
    def problems(self) -> list[Problem]:
        """What is wrong with the files."""
        return self._store.problems

    @property
    def trouble(self) -> str:
        """How much is wrong with the files, in words; empty where nothing is to be mended."""
        errors = sum(problem.severity == "error" for problem in self.problems)
        if not errors:
            return ""
        lost = self._store.left_out
        events = f"{counted(lost, 'event')} left out, " if lost else ""
        path = f" {shlex.quote(self._paths[0])}" if len(self._paths) == 1 else ""
        return f"{events}{counted(errors, 'problem')}; `haiti-timeline check{path}` says more"

    @property
    def name(self) -> str:
        """What a reader's notebook calls the store, wherever its files lie.

        Its title, or where it has none the names of its files.
        """
        return self.header.title or ", ".join(map(os.path.basename, self._paths))

    @property
    def place(self) -> str:
        """What tells the store from others on this computer; empty where nothing can."""
        if self.header.title or "-" in self._paths:
            return self.header.title
        return "\0".join(map(os.path.abspath, self._paths))

    def sums(self) -> Sums | None:
        """What tells other events from these; None while not all of them are indexed."""
        return None if self.progress else self._store.sums()

    def prepare(self) -> None:
        """Get ready to search; may be called from any thread, or not at all."""
        self._ask(lambda engine: engine.prepare())
        # What reads words such as month names is loaded now, and not at the first date's first key.
        self.parse("in:january")

    def verify(self) -> None:
        """Make sure that what is kept is sound; else `progress` tells how far a new one is."""
        self._ask(lambda engine: engine.verify())

    def search(self, query: Query) -> Results:
        """What the query finds, as a view."""
        asked = self._resolved(query)
        found, store = self._ask(lambda engine: (engine.search(asked), self._store))
        return Results(store, found, query, self._ask, self._resolved)

    def _resolved(self, query: Query) -> Query:
        return resolved(query, self.own)

    def _ask(self, ask: Callable[[Engine], Answer]) -> Answer:
        """The engine's answer; a damaged index is made anew first."""
        try:
            return ask(self._engine)
        except DamagedError:
            from tui.engine.disk import forget  # as in `open`

            forget(self._paths)
            self._become(Timeline.open(self._paths))
            return ask(self._engine)

    @property
    def today(self) -> datetime.date:
        """The day that relative dates count from."""
        return datetime.date.today()

    def parse(self, text: str) -> Query:
        """The query that a text asks today."""
        query = queries.parse(text, self.today)
        if self._store.keeps_texts or all(term != Is("new") for term, _ in leaves(query)):
            return query
        at = text.lower().rfind("new")
        note = Note(at, at + 3, "is:new finds nothing here: a large file is compared as a whole")
        return replace(query, notes=(*query.notes, note))

    def words(self, prefix: str, query: Query, most: int = 20) -> list[tuple[str, int]]:
        """Words that begin so, and in how many events of the query; the frequent first."""
        asked = self._resolved(query)
        return self._ask(lambda engine: engine.words(prefix, asked, most))

    def near(self, word: str, field: str = "", most: int = 3) -> list[tuple[str, int]]:
        """Words of the events that are spelt like this one, and in how many; the nearest first."""
        return self._ask(lambda engine: engine.near(word, field, most))

    def event(self, event_id: str) -> Event | None:
        """The event with exactly this id."""
        number = self._ask(lambda engine: engine.number(event_id))
        return None if number is None else self._store[number]

    def as_known(self, event: Event, day: Day) -> Event:
        """The event with only what was published by the end of that day."""
        return as_known(event, self.header, self.when(event), day)

    @property
    def publishing_days(self) -> list[Day]:
        """The days by which its sources were published, in order."""
        return publishing_days(self.header.sources)

    def is_known(self, event: Event, day: Day) -> bool:
        """Whether the event may have been published by the end of that day."""
        return published(event, self.header, self.when(event))[0] <= day

    def links(self, event: Event, as_of: Day | None = None) -> list[Linked]:
        """Its links, then those of other events to it; those to what was known by a day."""
        return list(self.linked(event, as_of))

    def linked(self, event: Event, as_of: Day | None = None) -> Iterator[Linked]:
        """The same one by one: an event may be linked to by thousands, each of which is read."""
        for link in self._linked(event):
            if as_of is None or link.event is None or self.is_known(link.event, as_of):
                yield link

    def _linked(self, event: Event) -> Iterator[Linked]:
        for link in event.links:
            yield Linked(link.type, False, self.event(link.event), link.event)
        numbers, store = self._ask(lambda engine: (engine.linking(event.id), self._store))
        for other in map(store.__getitem__, numbers):
            for link in other.links:
                if link.event == event.id:
                    yield Linked(link.type, True, other, other.id)

    def outcome(
        self, event: Event, as_of: Day | None = None, links: Sequence[Linked] | None = None
    ) -> Outcome | None:
        """What came of a plan by today, or as known on a day; None for what is no plan.

        `links` are its own, where they are at hand.
        """
        found = self.links(event) if links is None else links
        others = [link.event for link in found if link.inverse and link.event]
        return outcome(event, others, self.header, day_of(self.today), as_of)

    def answered(self, event: Event, as_of: Day | None = None) -> Iterator[Answered]:
        """The plans that the event says something came of, each with its outcome."""
        for link in settling(event):
            plan = self.event(link.event)
            found = self.outcome(plan, as_of) if plan is not None else None
            if plan is not None and found is not None:
                for step in found.steps:
                    if step.event.id == event.id:
                        yield Answered(plan, found, step)

    def when(self, event: Event) -> When | None:
        """The event's date, None where it has none."""
        return date_of(event)

    def label(self, event: Event) -> str:
        """The event's date as a person writes it, in the store's time zone; or `no date`."""
        date = self.when(event)
        return date.label(self.header.timezone or None) if date else "no date"


def date_of(event: Event) -> When | None:
    """The event's date, None where it has none."""
    return when.parse(event.date) if event.date else None


class Results:
    """What a query found: certain events in the order of time, then possible ones likewise.

    A view that fetches what it is asked for; never a list of all events.
    """

    def __init__(
        self,
        store: Store,
        found: Found,
        query: Query,
        ask: Ask,
        resolve: Callable[[Query], Query],
    ) -> None:
        """`ask` asks the engine that is at hand when it is called.

        `resolve` puts the events that the reader keeps into the terms about them.
        """
        self.query = query
        self._store = store
        self._found = found
        self._ask = ask
        self._resolve = resolve

    def __len__(self) -> int:
        return self.certain + self.possible

    @property
    def certain(self) -> int:
        """How many events the query certainly finds."""
        return self._found.certain

    @property
    def possible(self) -> int:
        """How many more it possibly finds, given how their dates are known."""
        return self._found.possible

    def window(self, start: int, stop: int) -> list[Event]:
        """The events at these positions."""
        return [self._event(number) for number in self._found.window(start, stop)]

    def raw(self, start: int, stop: int) -> Iterator[dict[str, Any]]:
        """The events at these positions as stored, plus `match`: certain or possible.

        As known on a day they lack what was published later.
        """
        numbers = self._found.window(start, stop)
        for position, number in enumerate(numbers, start):
            match = "certain" if position < self.certain else "possible"
            yield {**self._raw(number), "match": match}

    def _event(self, number: int) -> Event:
        event = self._store[number]
        if self.query.as_of is None:
            return event
        return as_known(event, self._store.header, date_of(event), self.query.as_of)

    def _raw(self, number: int) -> dict[str, Any]:
        raw = self._store.raw(number)
        if self.query.as_of is None:
            return raw
        event = self._store[number]
        known = kept(event, self._store.header, date_of(event), self.query.as_of)
        links = [self._is_known(link.event) for link in event.links]
        parts = {"sources": known.sources, "claims": known.claims, "links": links}
        lists = {name: list(compress(raw[name], part)) for name, part in parts.items() if part}
        return {**raw, **lists}

    def _is_known(self, event_id: str) -> bool:
        """Whether the event may have been published by the day as known on; or is nowhere."""
        number = self._number(event_id)
        if number is None or self.query.as_of is None:
            return True
        event = self._store[number]
        return published(event, self._store.header, date_of(event))[0] <= self.query.as_of

    def position(self, event_id: str) -> int | None:
        """Where the event stands, or None where it is not among the results."""
        number = self._number(event_id)
        return None if number is None else self._found.position(number)

    def nearest(self, date: When) -> int:
        """The position of the first certain event that is listed where that date would be."""
        return self._found.nearest(date)

    @property
    def is_ranked(self) -> bool:
        """Whether the best stand first; then nothing stands under headings."""
        return self.query.sort == "relevance" and not self.query.is_everything

    def marks(self, events: Sequence[Event]) -> list[Mark]:
        """How each of these neighbours in the list of all events was found, if it was."""
        numbers = (self._number(event.id) for event in events)
        return self._found.marks([number for number in numbers if number is not None])

    def next(self, event_id: str) -> Event | None:
        """The first event found that the list of all events has after that one."""
        return self._beside(event_id, self._found.next)

    def previous(self, event_id: str) -> Event | None:
        """The last event found that the list of all events has before that one."""
        return self._beside(event_id, self._found.previous)

    def _number(self, event_id: str) -> int | None:
        return self._ask(lambda engine: engine.number(event_id))

    def _beside(self, event_id: str, find: Callable[[int], int | None]) -> Event | None:
        number = self._number(event_id)
        found = None if number is None else find(number)
        return None if found is None else self._event(found)

    def facet(self, field: str) -> list[Tally]:
        """The values of one of `FACETS` among the results, the frequent first, periods in time.

        A value is asked for by `field:=value`, a year or month by `in:`.
        """
        return self.facets([field])[0]

    def facets(self, fields: Sequence[str]) -> list[list[Tally]]:
        """The same of several fields, in the time that one takes where much is gone through."""
        # Of all events the list takes no index, but this does, which may be damaged.
        asked = self._resolve(self.query)
        found = self._ask(lambda engine: engine.search(asked).facets(fields))
        return list(map(self._completed, fields, found))

    def _completed(self, field: str, tallies: list[Tally]) -> list[Tally]:
        """The values with what no engine knows of them."""
        if field == "source" and self.query.as_of is not None:
            unknown = later(self._store.header.sources, self.query.as_of)
            return [tally for tally in tallies if tally.value not in unknown]
        if field != "is":
            return tallies
        own = [tally for tally in map(self._own, OWN) if tally.certain + tally.possible]
        return sorted([*tallies, *own], key=lambda t: (-t.certain - t.possible, t.value))

    def _own(self, kind: str) -> Tally:
        """How many of the events are of a kind that no engine knows."""
        asked = self._resolve(Query(And((self.query.term, Is(kind)))))
        found = self._ask(lambda engine: engine.search(asked))
        return Tally(kind, found.certain, found.possible)

    def stretches(self, possible: bool = False, category: str = "") -> list[Stretch]:
        """When the certain or the possible events are, to the day; see `density`.

        Only those of a category, by its label, where one is given. Undated events are left out.
        """
        asked = self._resolve(self.query)
        return self._ask(lambda engine: engine.search(asked).stretches(possible, category))

    def times(self, first: Day, last: Day, possible: bool = False) -> list[Stretch]:
        """The minutes of those among them that have a time on these days."""
        asked = self._resolve(self.query)
        return self._ask(lambda engine: engine.search(asked).times(first, last, possible))

    def headings(self, possible: bool = False) -> list[Heading]:
        """The headings of the certain or of the possible events, in order."""
        return self._found.headings(possible)


def _worst(problems: Sequence[Problem]) -> Problem:
    """The first for which an event was lost, or the first of all, in few words for its place."""
    worst = next((problem for problem in problems if problem.left_out), problems[0])
    where = Where(os.path.basename(worst.where.path), worst.where.line)
    return structs.replace(worst, where=where)
