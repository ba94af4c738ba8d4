"""What one store costs: to index it, to open it, to search it key by key, and in memory."""

from __future__ import annotations

import gc
import os
import statistics
import subprocess
import tempfile
import time
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Sequence
from pathlib import Path
from typing import NamedTuple, TypeVar

from tests.bench import fzf
from tests.bench.keystrokes import (
    CLEAR,
    EMPTY,
    LETTERS,
    Asked,
    Painted,
    Typed,
    ask,
    corpus,
    is_answer,
    paint,
    zoom,
)
from tests.bench.memory import NOTHING, Memory, Peak, memory
from tests.bench.start import EMPTY_FRAME, PROGRAM, first_frame
from tests.bench.stopwatch import Stopwatch, cached_in, list_below_candidates
from tests.bench.table import megabytes, middle_and_worst, milliseconds, seconds, table
from tui.search import Timeline
from tui.text import harmless

T = TypeVar("T", Asked, Painted)

BRIEF = ("growing word",)
"""The kinds of query that are typed on a screen where time is short."""

LONGEST = 1_800
"""Seconds that an answer of a large store is waited for."""
ROUNDS = 6
"""How often the keys of the axis are gone through."""

LONGEST_BRIEF = 60
"""Seconds that one is waited for where time is short."""

OPENINGS = 9
"""How often the screen is opened again, for the median."""

TITLE = 16
"""Letters of a title that every screen has room for."""


ALL = "all keys"


class Search(NamedTuple):
    """A search from the shell: its seconds, and the most memory that it took."""

    seconds: float
    peak: Memory


class Asking(NamedTuple):
    """A timeline opened in this process, and what it was asked."""

    events: int
    title: str
    """How the first event begins, by which it is known on a screen."""
    opened: float
    prepared: float
    """Seconds from before it was opened until it could be searched."""
    queries: list[Typed]
    asked: list[list[Asked]]


def report(path: Path, brief: bool) -> Iterator[str]:
    """Lines that say what the store costs; `brief` types less and compares with nothing."""
    size = path.stat().st_size
    with tempfile.TemporaryDirectory(ignore_cleanup_errors=True) as folder:
        cache = Path(folder)
        # With nothing kept from before, a search must read and index the whole store.
        first = search(path, cache)
        kept = sum(file.stat().st_size for file in cache.rglob("*") if file.is_file())
        again = search(path, cache)
        asking = asked_here(path, cache, variants=1 if brief else 3)
        yield f"{path.name}: {asking.events:,} events, {megabytes(size)}"
        rate = f"{asking.events / first.seconds:,.0f} events/s"
        yield from table(
            [
                ("first search from the shell, with the index", seconds(first.seconds), rate),
                ("  memory at the most", *_sizes(first.peak)),
                ("  index kept", megabytes(kept), f"{kept / size:.2f} of the file"),
                ("the same search again", seconds(again.seconds), ""),
                ("  memory at the most", *_sizes(again.peak)),
                ("opened again in this process", seconds(asking.opened), ""),
                ("  ready to search", seconds(asking.prepared), ""),
            ]
        )
        if not brief:
            yield from first_opening(path, asking)
        yield ""
        yield from browse(path, cache, asking, brief)
    if not brief:
        yield ""
        yield from compare(path, asking)


def search(path: Path, cache: Path) -> Search:
    """A search that finds nothing, so that printing takes no time."""
    command = cached_in(cache, [*PROGRAM, "search", "qxzqxz", str(path), "--count"])
    start = time.perf_counter()
    process = subprocess.Popen(command, stdout=subprocess.PIPE, text=True)
    with Peak(process.pid) as peak:
        said, _ = process.communicate()
        taken = time.perf_counter() - start
    if said.strip() != "0":
        raise RuntimeError(f"{command} printed {said!r}")
    return Search(taken, peak.most)


def asked_here(path: Path, cache: Path, variants: int) -> Asking:
    """Open the store in this process and ask it everything; its memory is free again after."""
    os.environ["XDG_CACHE_HOME"] = str(cache)
    start = time.perf_counter()
    timeline = Timeline.open([str(path)])
    opened = time.perf_counter() - start
    timeline.prepare()
    prepared = time.perf_counter() - start
    first = timeline.search(timeline.parse("")).window(0, 1)[0]
    title = harmless(first.title)[:TITLE].rstrip()
    events = len(timeline)
    queries = corpus(timeline, variants)
    asked = ask(timeline, queries)
    del timeline
    gc.collect()
    return Asking(events, title, opened, prepared, queries, asked)


def first_opening(path: Path, asking: Asking) -> Iterator[str]:
    """Open the screen with nothing kept from before, and type a query until it is answered."""
    with tempfile.TemporaryDirectory(ignore_cleanup_errors=True) as folder:
        start = time.perf_counter()
        screen = Stopwatch(cached_in(Path(folder), [*PROGRAM, str(path)]), seconds=LONGEST)
        try:
            with Peak(screen.pid) as peak:
                shown = screen.press("", lambda text: asking.title in text).last
                query = asking.asked[0][-1]
                screen.press("/", lambda _: True)
                screen.press(query.text, lambda text: is_answer(text, query))
                answered = time.perf_counter() - start
        finally:
            screen.close()
    rate = f"{asking.events / answered:,.0f} events/s"
    yield from table(
        [
            ("first opening of the screen, with events", seconds(shown), ""),
            ("  first query answered", seconds(answered), rate),
            ("  memory at the most", *_sizes(peak.most)),
        ]
    )


def browse(path: Path, cache: Path, asking: Asking, brief: bool) -> Iterator[str]:
    """Type on the screen what was asked in this process; both times by kind of query."""
    command = cached_in(cache, [*PROGRAM, str(path)])
    longest = LONGEST_BRIEF if brief else LONGEST
    # In turn, so that a busy moment hits both.
    openings = [
        (first_frame(command, asking.title.encode(), longest), first_frame(*EMPTY_FRAME))
        for _ in range(1 if brief else OPENINGS)
    ]
    screen = Stopwatch(command, seconds=longest, window=list_below_candidates())
    before = NOTHING
    painted: list[Painted] = []
    zoomed: list[Painted] = []
    trouble: list[str] = []
    try:
        screen.press("", lambda text: asking.title in text)
        before = memory(screen.pid)
        firsts = [asking.asked[place] for place in _firsts(asking.queries, BRIEF)]
        for one in paint(screen, firsts if brief else asking.asked):
            painted.append(one)  # noqa: PERF402 - what came before an error counts
        screen.press(CLEAR, lambda text: "all events" in text)
        zoomed += zoom(screen, 1 if brief else ROUNDS)
    except OSError as error:  # no answer in time, or the program has ended
        trouble = [f"the screen: {error}"]
    finally:
        after = memory(screen.pid)
        screen.close()
    yield from _keystrokes([one for asked in asking.asked for one in asked], painted)
    yield ""
    yield from table(
        [
            ["on the axis", "keys", "frame", "99%"],
            *(
                [kind, str(len(times)), *middle_and_worst(times)]
                for kind, times in _by_kind(zoomed, lambda one: one.times.last).items()
            ),
        ]
    )
    yield ""
    yield from table(
        [
            ("ms to the first frame, opened again", *_openings(openings)),
            ("memory before the first key", *_sizes(before)),
            ("memory after the last key", *_sizes(after)),
        ]
    )
    yield from trouble


def compare(path: Path, asking: Asking) -> Iterator[str]:
    """The same queries typed to fzf, where it is there."""
    if not fzf.is_there():
        yield "fzf is not installed, so nothing is compared with it."
        return
    queries = [asking.queries[place] for place in _firsts(asking.queries, fzf.KINDS)]
    try:
        compared = fzf.browse(path, queries)
    except OSError as error:
        yield f"fzf: {error}"
        return
    yield from table(
        [
            ["fzf --exact", "keys", "frame", "99%"],
            *(
                [kind, str(len(times)), *middle_and_worst(times)]
                for kind, times in _by_kind(compared.painted, lambda one: one.times.last).items()
            ),
        ]
    )
    yield from table(
        [
            ("all lines read", seconds(compared.read), ""),
            ("memory after the last key", *_sizes(compared.memory)),
        ]
    )


def _firsts(queries: Sequence[Typed], kinds: Sequence[str]) -> list[int]:
    """The places of the first queries of these kinds; five single letters."""
    most = {"one letter": LETTERS}
    count: Counter[str] = Counter()
    places = []
    for place, query in enumerate(queries):
        count[query.kind] += 1
        if count[query.kind] <= most.get(query.kind, 1) and query.kind in kinds:
            places.append(place)
    return places


def _keystrokes(asked: Sequence[Asked], painted: Sequence[Painted]) -> Iterator[str]:
    """Median and 99th percentile of what each key takes, by kind of query."""
    parts: list[tuple[str, dict[str, list[float]]]] = [
        ("window", _by_kind(asked, lambda one: one.window)),
        ("counts", _by_kind(asked, lambda one: one.counts)),
        ("headings", _by_kind(asked, lambda one: one.headings)),
        ("facets", _by_kind(asked, lambda one: one.facets)),
    ]
    frames = [
        _by_kind(painted, lambda one: one.times.window),
        _by_kind(painted, lambda one: one.times.last),
    ]
    lines = [["ms a key", "asked", *(head for name, _ in parts for head in (name, "99%"))]]
    lines[0] += ["typed", "list painted", "99%", "last byte", "99%"]
    for kind, times in parts[0][1].items():
        line = [kind, str(len(times))]
        for _, part in parts:
            line += middle_and_worst(part.get(kind, ()))
        line.append(str(len(frames[0].get(kind, ()))))
        for frame in frames:
            line += middle_and_worst(frame.get(kind, ()))
        lines.append(line)
    yield from table(lines)


def _by_kind(measured: Iterable[T], taken: Callable[[T], float | None]) -> dict[str, list[float]]:
    """The times of each kind of query, the empty one and all together last."""
    times: dict[str, list[float]] = {}
    for one in measured:
        if (seconds := taken(one)) is not None:
            times.setdefault(one.kind, []).append(seconds)
    if EMPTY in times:
        times[EMPTY] = times.pop(EMPTY)
    return {**times, ALL: [seconds for part in times.values() for seconds in part]}


def _openings(openings: Sequence[tuple[float, float]]) -> tuple[str, str]:
    """The median, and how many times that of an empty app beside it."""
    ours = statistics.median(our for our, _ in openings)
    ratio = statistics.median(our / empty for our, empty in openings)
    return milliseconds(ours), f"{ratio:.2f} x an empty app"


def _sizes(size: Memory) -> tuple[str, str]:
    return megabytes(size.total), f"{megabytes(size.own)} its own"
