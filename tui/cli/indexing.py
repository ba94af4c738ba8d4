"""Waiting for a large store to be indexed, and looking after the indexes that are kept."""

from __future__ import annotations

import sys
import time
from typing import Final

from tui.cli import Exit, say
from tui.search import Timeline
from tui.text import counted, harmless

_EVERY: Final = 0.25
"""Seconds between looks at the progress."""


def wait(timeline: Timeline) -> None:
    """Wait until everything is indexed, and show on stderr how far it is."""
    timeline.verify()
    if timeline.progress is None:
        return
    try:
        if sys.stderr is not None and sys.stderr.isatty():
            _show(timeline)
        else:
            say("indexing, which takes a while the first time")
            while timeline.progress:
                timeline.advance(_EVERY)
    except BaseException:
        timeline.close()
        raise


def _show(timeline: Timeline) -> None:
    from rich.console import Console  # start-up: few stores are large
    from rich.progress import BarColumn, Progress, TaskProgressColumn, TextColumn

    columns = (
        TextColumn("indexing"),
        BarColumn(),
        TaskProgressColumn(),
        TextColumn("{task.fields[pace]}"),
    )
    with Progress(*columns, console=Console(stderr=True), transient=True) as shown:
        task = shown.add_task("", total=1.0, pace="")
        while now := timeline.progress:
            shown.update(task, completed=now.fraction, pace=pace(now.rate, now.seconds_left))
            timeline.advance(_EVERY)


def pace(rate: float, seconds_left: float) -> str:
    """How fast, and how long it will still take: `31,000 events a second, 12 s left`."""
    return f"{rate:,.0f} events a second, {seconds_left:,.0f} s left"


def cache(clear: bool) -> int:
    """List the indexes of large stores that are kept, or delete them."""
    from tui.engine import cache as kept  # start-up: few ask

    if clear:
        say(f"{_size(kept.clear())} freed in {harmless(str(kept.folder()))}")
        return Exit.OK
    found = kept.listed()
    for one in found:
        used = time.strftime("%d %b %Y", time.localtime(one.used))
        names = ", ".join(map(harmless, one.files))
        print(f"{_size(one.bytes):>8}  {counted(one.events, 'event')}, used {used}  {names}")
    size = _size(sum(one.bytes for one in found))
    say(
        f"{counted(len(found), 'index', 'indexes')}, {size} of at most {_size(kept.MOST_BYTES)}, "
        f"in {harmless(str(kept.folder()))}; --clear deletes them, which is always safe"
    )
    return Exit.OK


def _size(size: int) -> str:
    """Bytes as people say them."""
    return f"{size / 1e9:.1f} GB" if size >= 1e9 else f"{size / 1e6:.0f} MB"
