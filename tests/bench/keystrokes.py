"""What a reader waits for at each key of a query: in this process, and on a screen."""

from __future__ import annotations

import random
import re
import time
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Sequence
from functools import partial
from itertools import pairwise
from typing import NamedTuple

from tests.bench.stopwatch import Stopwatch, Times
from tui.search import Timeline
from tui.text import fold

WINDOW = 50
"""More events than a screen has lines."""
FACETS = ("category", "actor", "place", "source", "year")
"""What is counted by value in one go, as a panel would show it."""

LETTERS = 5
"""How many single letters are asked."""

EMPTY = "empty query"
"""The kind of query that finds everything."""
CLEAR = "\x15"
"""Ctrl+U, which empties the query."""

ZOOMS = "zzlhzlhzzlhlhZZlh0"
"""Keys that show another time each: near and nearer, to and fro, and all of it again."""


class Typed(NamedTuple):
    """A query that is typed letter by letter, and the kind of query it is."""

    kind: str
    text: str

    @property
    def prefixes(self) -> list[str]:
        """What has been typed after each key."""
        return [self.text[:count] for count in range(1, len(self.text) + 1)]


class Asked(NamedTuple):
    """Seconds that one query took in this process, and how many events it found."""

    kind: str
    text: str
    window: float
    """Until the first events are there."""
    counts: float
    headings: float
    facets: float
    certain: int
    possible: int


class Painted(NamedTuple):
    """How long a key took to be answered on a screen."""

    kind: str
    text: str
    times: Times


def corpus(timeline: Timeline, variants: int) -> list[Typed]:
    """Queries of every kind in the words of this store, always the same ones.

    The first of each kind come first.
    """
    return list(
        dict.fromkeys(typed for way in range(variants) for typed in _queries(timeline, way))
    )


def _queries(timeline: Timeline, way: int) -> Iterator[Typed]:
    rng = random.Random(f"queries {way}")
    everything = timeline.search(timeline.parse(""))
    starts = [len(everything) * part // 20 for part in range(20)]
    events = [event for start in starts for event in everything.window(start, start + 25)]
    texts = [fold(event.title).split() for event in events]
    words = Counter(word for event in events for word in fold(event.summary).split())
    words.update(word for text in texts for word in text)
    written = [word for word, _ in words.most_common() if word.isalpha()]
    frequent = [word for word in written if len(word) > 3][:30] or written
    seldom = [word for word in written if len(word) > 5][30:] or written
    letters = sorted({word[0] for word in written[:100]})
    for letter in rng.sample(letters, min(LETTERS, len(letters))):
        yield Typed("one letter", letter)
    yield Typed("growing word", rng.choice(frequent))
    yield Typed("growing word", rng.choice(seldom))
    yield Typed("two words", f"{rng.choice(frequent)} {rng.choice(written[:30])}")
    yield Typed("two words", f"{rng.choice(seldom)} {rng.choice(frequent)}")
    long = [text for text in texts if len(text) > 3] or texts
    yield Typed("phrase", f'"{" ".join(rng.choice(long)[1:3])}"')
    header = timeline.header
    actors = Counter(
        name.split()[0]
        for event in events
        for actor in event.actors
        if (name := fold(header.actor(actor).label))
    )
    if actors:
        yield Typed("field", f"actor:{rng.choice([name for name, _ in actors.most_common(10)])}")
    dates = [timeline.when(event) for event in events]
    years = [date.order[0] for date in dates if date is not None]
    if years:
        year = rng.choice(years)
        yield Typed("dates", f"in:{year}-03..{year + 1}-02")
    yield Typed("negation", f"{rng.choice(frequent)} -{rng.choice(written[:30])}")
    measures = sorted({claim.about for event in events for claim in event.claims})
    if measures:
        yield Typed("figure", f"{rng.choice(measures)}>{rng.choice((10, 100, 1_000))}")
    yield Typed("nowhere", "qxz" + rng.choice("jkq"))


def ask(timeline: Timeline, queries: Iterable[Typed]) -> list[list[Asked]]:
    """Ask the empty query and then each query as it is typed: a list for each."""
    return [
        [_ask(timeline, EMPTY, ""), *(_ask(timeline, query.kind, part) for part in query.prefixes)]
        for query in queries
    ]


def _ask(timeline: Timeline, kind: str, text: str) -> Asked:
    start = time.perf_counter()
    results = timeline.search(timeline.parse(text))
    results.window(0, WINDOW)
    window = time.perf_counter() - start
    counts = _timed(lambda: (results.certain, results.possible))
    headings = _timed(results.headings)
    facets = _timed(lambda: results.facets(FACETS))
    return Asked(kind, text, window, counts, headings, facets, results.certain, results.possible)


def _timed(what: Callable[[], object]) -> float:
    start = time.perf_counter()
    what()
    return time.perf_counter() - start


def paint(screen: Stopwatch, asked: Iterable[Sequence[Asked]]) -> Iterator[Painted]:
    """Type on the timeline's screen what was asked, and time the frames that answer it.

    The first key is typed twice: the program may still be getting ready to search.
    """
    screen.press("/", lambda _: True)
    typed = ""
    for empty, *keys in asked:
        if not typed:
            _paint(screen, keys[0].text, keys[0])
            _paint(screen, CLEAR, empty)
        else:
            yield _paint(screen, CLEAR, empty)
        for key in keys:
            typed = key.text
            yield _paint(screen, typed[-1], key)


def _paint(screen: Stopwatch, key: str, asked: Asked) -> Painted:
    times = screen.press(key, lambda shown: is_answer(shown, asked))
    return Painted(asked.kind, asked.text, times)


def zoom(screen: Stopwatch, rounds: int) -> Iterator[Painted]:
    """Zoom and pan, and time the frames that show another stretch of time.

    First on the axis alone, then with the figures of a measure under it.
    """
    screen.press("\x1b", lambda shown: bool(_shown_time(shown)))
    for place, enter in (("", "0"), ("figures, ", "p")):
        screen.press(enter, lambda shown: bool(_shown_time(shown)))
        for key in ZOOMS * rounds:
            times = screen.press(key, partial(_is_other_time, _shown_time(screen.text)))
            yield Painted(place + ("pan" if key in "hl" else "zoom"), key, times)


def _is_other_time(before: str, screen: str) -> bool:
    return _shown_time(screen) != before


def _shown_time(screen: str) -> str:
    """What the axis says that it shows: `2005 to 2024, by quarter`."""
    return next((line for line in screen.splitlines() if ", by " in line), "")


def is_answer(screen: str, asked: Asked) -> bool:
    """Whether the screen shows that query, and on the next line how much it finds."""
    begins = f"/ {asked.text}".rstrip()
    found = [asked.certain + asked.possible]
    parts = [asked.certain, asked.possible] if asked.possible else found
    for line, below in pairwise(screen.splitlines()):
        if line.strip().startswith(begins):
            shown = {int(number.replace(",", "")) for number in re.findall(r"\d[\d,]*", below)}
            return shown.issuperset(found) or shown.issuperset(parts)
    return False
