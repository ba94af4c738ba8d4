"""How long a query takes to be read, whatever is typed: no store, no screen."""

from __future__ import annotations

import datetime
import random
import time
from collections.abc import Iterable, Iterator

from tests.bench.table import percentile, table
from tui.query import parse

STRINGS = 10_000
QUERIES = 1_000
LONGEST = 80
"""Characters of a random string."""

_CHARACTERS = "abcxyzéß中 0123456789-:.,/\"'()<>=*~?%^[]{}#\t\x00\u202e\U0001f600"

_TERMS = (
    "prison",
    '"barrel bomb"',
    "*fire*",
    "actor:kenya",
    "category:deployment,aid",
    'place:"port-au-prince"',
    "tag:=election",
    "in:2024-03..2024-06",
    'in:"march 2024"',
    "last:30d",
    "as-of:2025-01-17",
    "before:2024-13",
    "freed>1_000",
    "personnel<=2500.5",
    "is:disputed",
    "is:disputd",
    "actr:kenya",
    "sort:relevance",
    "-gang",
    "NOT",
    "OR",
    "(drones",
    ")",
)
"""What real queries are made of, slips included."""


def random_strings() -> Iterator[str]:
    """Strings of characters that mean something somewhere, always the same ones."""
    rng = random.Random("strings")
    for _ in range(STRINGS):
        yield "".join(rng.choices(_CHARACTERS, k=rng.randint(0, LONGEST)))


def prefixes() -> Iterator[str]:
    """What has been typed after each key of queries of one to six terms."""
    rng = random.Random("queries")
    for _ in range(QUERIES):
        query = " ".join(rng.choices(_TERMS, k=rng.randint(1, 6)))
        yield from (query[:count] for count in range(1, len(query) + 1))


def parsing() -> Iterator[str]:
    """Lines that say how long they take."""
    lines = [["ms a query is read", "texts", "median", "99%", "most"]]
    for name, texts in (("random strings", random_strings()), ("real prefixes", prefixes())):
        times = _times(texts)
        shares = (percentile(times, share) for share in (0.5, 0.99, 1.0))
        lines.append([name, f"{len(times):,}", *(f"{1e3 * taken:.3f}" for taken in shares)])
    yield from table(lines)


def _times(texts: Iterable[str]) -> list[float]:
    today = datetime.date(2025, 6, 1)
    parse("in:yesterday last:30d is:disputd in:2", today)  # what is imported once is no query's
    times = []
    for text in texts:
        start = time.thread_time()
        parse(text, today)
        times.append(time.thread_time() - start)
    return times
