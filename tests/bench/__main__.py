"""`python -m tests.bench` prints what a reader waits for, as medians of one run."""

from __future__ import annotations

import argparse
import statistics

from tests.bench.start import COMMANDS, FIRST_FRAMES, first_frame, whole


def main() -> None:
    """Measure the starts in turn, so that a busy moment hits all of them."""
    parser = argparse.ArgumentParser(prog="python -m tests.bench")
    parser.add_argument("--runs", type=int, default=15)
    runs: int = parser.parse_args().runs
    times: dict[str, list[float]] = {name: [] for name in (*FIRST_FRAMES, *COMMANDS)}
    for _ in range(runs):
        for name, (command, mark) in FIRST_FRAMES.items():
            times[name].append(first_frame(command, mark))
        for name, command in COMMANDS.items():
            times[name].append(whole(command))
    for name, taken in times.items():
        print(f"{name:<40} {statistics.median(taken) * 1e3:6.0f} ms")
    # Each pair ran side by side, so that the machine's mood falls out.
    pairs = zip(*(times[name] for name in FIRST_FRAMES), strict=True)
    ratio = statistics.median(ours / app for app, ours in pairs)
    print(f"{'first frame, times the empty app':<40} {ratio:6.2f}")


if __name__ == "__main__":
    main()
