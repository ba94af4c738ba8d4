"""Opening a timeline and showing it on the screen, which needs nothing of what prints."""

from __future__ import annotations

import gc
import os
import sys
from collections.abc import Sequence
from typing import TextIO

from tui import when
from tui.cli import COMMANDS, Exit, indexing, say
from tui.cli.asking import asked_of, saved_view
from tui.cli.keeping import Reading, notebook_at
from tui.event import Event
from tui.query import Query
from tui.search import Timeline
from tui.text import nearest
from tui.when import BadDate


def browse(
    stores: Sequence[str] = (),
    query: str = "",
    at: str = "",
    view: str | None = None,
    notebook: str | None = None,
) -> int:
    """Open the timeline on the screen; print it as a list where stdout is not a terminal."""
    is_screen = is_terminal(sys.stdout) and (is_terminal(sys.stdin) or "-" in stores)
    if is_screen:
        gc.disable()  # start-up: nothing it makes is garbage; the first frame turns it on again
    saved = saved_view(view, notebook)
    if isinstance(saved, Exit):
        return saved
    if (timeline := opened(stores, whole=not is_screen)) is None:
        return Exit.NOTHING
    try:
        start = _at(timeline, at) if at else None
    except BadDate as error:
        say(f"--at names no event of this timeline, and {error}")
        return Exit.USAGE
    if not is_screen or not _is_typed_to():
        from tui.cli.tasks import print_list  # start-up: the screen needs no lists

        Reading(timeline, notebook)
        return print_list(timeline, asked_of(timeline, query, saved), query)
    if saved:
        start = start or timeline.event(saved.event)
        query = str(asked_of(timeline, query, saved)) if query else saved.query
    # Textual paints at most so often a second, and a key's answer waits for the next time.
    os.environ.setdefault("TEXTUAL_FPS", "120")
    # Python's threads hand over after so many seconds: what is counted holds up what is painted.
    sys.setswitchinterval(0.001)
    from tui.ui.app import ExplorerApp  # start-up: the other commands need no screen

    own = notebook_at(notebook) if notebook else None
    app = ExplorerApp(timeline, query, start, own, saved)
    app.run()
    for trouble in app.finish():
        say(trouble)
    timeline.close()
    return app.return_code or Exit.OK


def is_terminal(stream: TextIO | None) -> bool:
    """Whether somebody looks at it, or types into it."""
    return stream is not None and stream.isatty()


def _is_typed_to() -> bool:
    """Whether stdin can be typed to; after a store was read from it, the terminal takes over."""
    if is_terminal(sys.stdin):
        return True
    try:
        os.dup2(os.open("/dev/tty", os.O_RDONLY), 0)
    except OSError:
        return False
    return True


def opened(stores: Sequence[str], whole: bool = True) -> Timeline | None:
    """The timeline, after saying what is wrong with its files; None where nothing can be read.

    A large store that is not indexed yet is waited for where the `whole` is needed.
    """
    timeline = Timeline.open(stores)
    if whole:
        indexing.wait(timeline)
    if timeline.notice:
        say(timeline.notice)
    if len(timeline):
        if timeline.trouble:
            say(timeline.trouble)
        return timeline
    if not timeline.problems:
        return timeline
    for problem in timeline.problems:
        say(str(problem))
    if stores and (near := nearest(stores[0], COMMANDS)):
        say(f"Did you mean the command `{near}`?")
    return None


def _at(timeline: Timeline, text: str) -> Event | None:
    """The event with that id, or the one listed next after that date. Raises BadDate."""
    if event := timeline.event(text):
        return event
    everything = timeline.search(Query())
    position = min(everything.nearest(when.read(text)), len(everything) - 1)
    return next(iter(everything.window(position, position + 1)), None)
