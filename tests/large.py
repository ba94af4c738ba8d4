"""Small stores that are opened as large ones: events to write, and all that is asked of them."""

from __future__ import annotations

import json
import os
import random
import shutil
from collections.abc import Sequence
from pathlib import Path
from typing import Any

import msgspec
import pytest

from tests.stores import DATES, HEADER, WORDS
from tui.engine import cache
from tui.search import FACETS, Timeline
from tui.when import FUTURE, PAST

Json = dict[str, Any]

MOST = 10**6
"""More positions than any of these stores has."""


def made(count: int, seed: str = "") -> list[Json]:
    """Events of every kind, always the same ones."""
    rng = random.Random(seed)
    return [_event(rng, number) for number in range(count)]


def _event(rng: random.Random, number: int) -> Json:
    event: Json = {
        "id": f"{rng.choice(('prison', 'kenya-2024', 'x'))}-{number}",
        "title": " ".join(rng.choices(WORDS, k=rng.randint(1, 4))),
        "summary": " ".join(rng.choices(WORDS, k=rng.randint(0, 9))),
        "status": rng.choice(("occurred", "occurred", "planned", "announced", "disputed")),
        "category": rng.choice(("", "prison", "mission", "unheard-of")),
        "places": rng.sample(["saint-marc", "Jacmel", {"label": "Prison yard"}], rng.randint(0, 2)),
        "actors": rng.sample(["kenya", "moise", {"label": "No one"}], rng.randint(0, 2)),
        "tags": rng.sample(WORDS, rng.randint(0, 2)),
        "sources": rng.sample(["bbc", "afp-7", "un-2024"], rng.randint(0, 2)),
    }
    if rng.random() < 0.9:
        event["date"] = rng.choice(DATES)
    if rng.random() < 0.3:
        low = rng.choice((3700, 0.1, -2.5))
        event["claims"] = [{"about": "freed", "value": 3700}, {"about": "freed", "low": low}]
    if number and rng.random() < 0.2:
        kind = rng.choice(("follows-up", "fulfils", "contradicts"))
        event["links"] = [{"type": kind, "event": f"x-{rng.randrange(number)}"}]
    return event


def plain(count: int) -> list[Json]:
    """Many events that are quickly read; two in three have the word `odd`, one in three `even`."""
    words = ("odd one", "even", "odd")
    return [
        {"id": f"e{number}", "title": f"{words[number % 3]} {number}", "date": f"2024-{month:02}"}
        for number in range(count)
        for month in (number * 12 // count + 1,)
    ]


def lines(events: Sequence[Json], end: str = "\n") -> str:
    """Events as JSON Lines."""
    return "".join(json.dumps(event, ensure_ascii=False) + end for event in events)


def native(events: Sequence[Json], indent: int | None = None, header_last: bool = False) -> str:
    """Events as a native file with a header."""
    header = msgspec.to_builtins(HEADER)
    parts = [header, {"events": list(events)}]
    first, last = reversed(parts) if header_last else parts
    if indent is not None:
        return json.dumps({**first, **last}, ensure_ascii=False, indent=indent)
    members = [f"{json.dumps(key)}: {_listed(value)}" for key, value in {**first, **last}.items()]
    return "{\n" + ",\n".join(members) + "\n}\n"


def _listed(value: object) -> str:
    """A list with a line for each of its parts."""
    if not isinstance(value, list):
        return json.dumps(value)
    return "[\n" + ",\n".join(json.dumps(part, ensure_ascii=False) for part in value) + "\n]"


def write(path: Path, text: str) -> str:
    """Write a file exactly so; its name."""
    path.write_bytes(text.encode())
    return str(path)


def as_large(patch: pytest.MonkeyPatch) -> None:
    """Have every file indexed on disk."""
    patch.setattr("tui.store.LARGE", 1)


def whole(timeline: Timeline) -> Timeline:
    """The timeline with all of its events."""
    while timeline.progress:
        timeline.advance(1)
    return timeline


def opened(*paths: str) -> Timeline:
    """The timeline of large files, as soon as all is indexed."""
    return whole(Timeline.open(paths))


def in_memory(*paths: str) -> Timeline:
    """The timeline of the same files without anything kept."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr("tui.store.LARGE", 1 << 60)
        return Timeline.open(paths)


def answer(timeline: Timeline, text: str) -> dict[str, object]:
    """Everything that a query is asked for."""
    results = timeline.search(timeline.parse(text))
    found = results.window(0, MOST)
    some = found[:: max(len(found) // 5, 1)]
    return {
        "counts": (results.certain, results.possible, len(results)),
        "found": found,
        "windows": [results.window(at, at + 3) for at in (-1, 0, 7, results.certain - 1)],
        "headings": (results.headings(), results.headings(possible=True)),
        "facets": {field: results.facet(field) for field in FACETS},
        "stretches": [sorted(results.stretches(possible)) for possible in (False, True)],
        "in a category": sorted(results.stretches(category="Prison breaks")),
        "times": sorted(results.times(PAST, FUTURE)),
        "positions": [results.position(event.id) for event in some],
        "marks": results.marks(found[:9]),
        "steps": [(results.next(event.id), results.previous(event.id)) for event in some],
        "raw": list(results.raw(0, 5)),
    }


def known(timeline: Timeline) -> list[object]:
    """What tells one store from another: the list, a search, an event by its id."""
    everything = timeline.search(timeline.parse(""))
    found = timeline.search(timeline.parse("odd"))
    events = everything.window(0, MOST)
    return [
        events,
        found.window(0, MOST),
        [event and timeline.event(event.id) for event in events[:: max(len(events) // 9, 1)]],
        timeline.header,
    ]


def kept_folder() -> Path:
    """The only folder of the cache."""
    (folder,) = cache.folder().iterdir()
    return folder


def left() -> list[str]:
    """The names of what is in the cache."""
    return sorted(path.name for path in cache.folder().iterdir()) if cache.folder().exists() else []


def copied(folder: Path, to: Path) -> None:
    """Put back a folder as it was, with the times of its files."""
    shutil.rmtree(to, ignore_errors=True)
    shutil.copytree(folder, to)


def age(path: Path, seconds: float) -> None:
    """Have a folder not been used for that long."""
    then = path.stat().st_mtime - seconds
    os.utime(path, (then, then))
