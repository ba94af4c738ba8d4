"""The memory of a program and of the processes that it started, as Linux tells it."""

from __future__ import annotations

import re
import threading
import time
from pathlib import Path
from types import TracebackType
from typing import NamedTuple, Self

_PROC = Path("/proc")
_PARENT = re.compile(r"\) \S (\d+) ")
_SIZES = re.compile(r"^(Pss|Pss_Anon|Rss|Anonymous): +(\d+) kB", re.MULTILINE)


class Memory(NamedTuple):
    """Bytes; pages that several processes share are divided between them."""

    total: int
    """What is in memory, with the pages of files that are mapped."""
    own: int
    """What no file holds, so that nobody can take it back while the program runs."""


NOTHING = Memory(0, 0)
"""Where the system does not tell, or the program has ended."""


def processes(pid: int) -> list[int]:
    """The process and all that descend from it."""
    children: dict[int, list[int]] = {}
    for stat in _PROC.glob("[0-9]*/stat"):
        try:
            found = _PARENT.search(stat.read_text())
        except OSError:  # it has ended since
            continue
        if found:
            children.setdefault(int(found[1]), []).append(int(stat.parent.name))
    tree = [pid]
    for process in tree:  # it grows as it is gone through
        tree += children.get(process, [])
    return tree


def memory(pid: int) -> Memory:
    """The memory of a process and all that descend from it."""
    parts = [_memory(process) for process in processes(pid)]
    return Memory(sum(part.total for part in parts), sum(part.own for part in parts))


def _memory(pid: int) -> Memory:
    try:
        told = (_PROC / str(pid) / "smaps_rollup").read_text()
    except OSError:
        return NOTHING
    sizes = {name: int(size) * 1024 for name, size in _SIZES.findall(told)}
    total = sizes.get("Pss", sizes.get("Rss", 0))
    return Memory(total, sizes.get("Pss_Anon", sizes.get("Anonymous", 0)))


class Peak:
    """Looks at a program's memory while the `with` block runs; `most` is the highest seen."""

    def __init__(self, pid: int) -> None:
        self.most = NOTHING
        self._pid = pid
        self._ended = threading.Event()
        self._thread = threading.Thread(target=self._look, daemon=True)

    def __enter__(self) -> Self:
        self._thread.start()
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        self._ended.set()
        self._thread.join()

    def _look(self) -> None:
        while True:
            start = time.perf_counter()
            self.most = max(self.most, memory(self._pid))
            # A look takes longer where much is in memory, and must not slow what it looks at.
            if self._ended.wait(max(0.02, 20 * (time.perf_counter() - start))):
                return
