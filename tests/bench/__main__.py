"""`python -m tests.bench` prints what a reader waits for, and what that takes."""

from __future__ import annotations

import argparse
import statistics
import tempfile
from collections.abc import Iterator
from pathlib import Path

from tests.bench.generate import number_of, write
from tests.bench.parsing import parsing
from tests.bench.start import COMMANDS, FIRST_FRAMES, first_frame, whole
from tests.bench.store import report
from tests.bench.table import milliseconds, percentile, table

BRIEF = 10_000
"""Events of the store that is looked at, briefly, where none is asked for."""


def main() -> None:
    """Measure starts and parser, then the stores that were asked for or one of 10,000 events."""
    parser = argparse.ArgumentParser(prog="python -m tests.bench", description=__doc__)
    parser.add_argument("--runs", type=int, default=15, help="how often each start is timed")
    parser.add_argument(
        "--store", type=Path, action="append", default=[], help="an event file to measure with"
    )
    parser.add_argument(
        "--sizes",
        type=lambda text: [number_of(size) for size in text.split(",")],
        default=[],
        help="made stores to measure with, such as 10k,100k,1m",
    )
    asked = parser.parse_args()
    for line in starts(asked.runs):
        print(line, flush=True)
    print()
    for line in parsing():
        print(line, flush=True)
    sizes: list[int] = asked.sizes
    stores: list[Path] = asked.store
    is_brief = not (sizes or stores)
    for path in stores:
        _print_report(path, is_brief)
    for size in [BRIEF] if is_brief else sizes:
        with tempfile.TemporaryDirectory() as folder:
            path = Path(folder) / f"{size}-events.jsonl"
            write(path, size)
            _print_report(path, is_brief)


def _print_report(path: Path, is_brief: bool) -> None:
    print()
    for line in report(path, is_brief):
        print(line, flush=True)


def starts(runs: int) -> Iterator[str]:
    """Measure the starts in turn, so that a busy moment hits all of them."""
    times: dict[str, list[float]] = {name: [] for name in (*FIRST_FRAMES, *COMMANDS)}
    for _ in range(runs):
        for name, (command, mark) in FIRST_FRAMES.items():
            times[name].append(first_frame(command, mark))
        for name, command in COMMANDS.items():
            times[name].append(whole(command))
    if not runs:
        return
    lines = [["ms from the command", "median", "99%"]]
    for name, taken in times.items():
        lines.append([name, *(milliseconds(percentile(taken, share)) for share in (0.5, 0.99))])
    yield from table(lines)
    # Each pair ran side by side, so that the machine's mood falls out.
    pairs = zip(*(times[name] for name in FIRST_FRAMES), strict=True)
    ratio = statistics.median(ours / app for app, ours in pairs)
    yield f"first frame, times the empty app: {ratio:.2f}"


if __name__ == "__main__":
    main()
