"""A thread: what led to an event and what came of it, as a tree with the event in its middle.

Pure: lines in the order that they are read, and what is drawn before each. How they look is the
screen's or the command line's business.
"""

from __future__ import annotations

from collections import deque
from collections.abc import Callable, Generator, Iterable, Iterator
from dataclasses import dataclass, field
from typing import Final, Literal, NamedTuple

from tui import when
from tui.event import Event
from tui.search import Linked

MOST_STEPS: Final = 8
"""Links between the event and the farthest that are shown; each takes two cells of every line."""

MOST_LINES: Final = 500
"""Lines that are shown; nobody reads more, and each of them asks for the links of its event."""

BREATH: Final = 100
"""Links that are read before there is a place to be left at."""

_FIRST: Final = "\u250c "
_AMID: Final = "\u251c "
_LAST: Final = "\u2514 "
_DOWN: Final = "\u2502 "
_PAST: Final = "  "

PLAIN: Final = str.maketrans("\u250c\u251c\u2514\u2502", "/|\\|")
"""The branches where an encoding has no lines to draw with."""


class Strand(NamedTuple):
    """A line of a thread: an event, and how it is linked to the event nearer the middle."""

    id: str
    event: Event | None
    """None where the file has no event of that id."""
    steps: int = 0
    """Links from the event in the middle; below 0 for what came before it."""
    word: str = ""
    """How the event nearer the middle says the link: `led to`; two links with a comma between."""
    toward: str = ""
    """The id of the event nearer the middle."""
    branch: str = ""
    """What is drawn before it."""
    see: Literal["", "above", "below"] = ""
    """Where the event's own line is, where this is another: it is linked in several ways."""
    more: int = 0
    """That many events on are not shown; then `id` and `event` are the one that links to them."""

    @property
    def title(self) -> str:
        """What is said of the event."""
        if self.more:
            return f"... {self.more:,} more"
        return self.event.title if self.event else f"{self.id} (not in this file)"

    @property
    def link(self) -> str:
        """What stands before the title: the link, and where the event's own line is."""
        see = f" (see {self.see})" if self.see else ""
        return f"{self.word}{see}: " if self.word else ""


@dataclass(slots=True)
class _Knot:
    """An event in the tree, with those that are linked on from it."""

    id: str
    event: Event | None
    steps: int = 0
    word: str = ""
    is_again: bool = False
    on: list[_Knot] = field(default_factory=list)
    more: int = 0


def weave(
    event: Event,
    links: Callable[[Event], Iterable[Linked]],
    most_steps: int = MOST_STEPS,
    most_lines: int = MOST_LINES,
) -> Iterator[list[Strand] | None]:
    """The thread of an event, at last; before that None, often, as a place to be left at.

    From the middle outwards, so that what is near is shown before what is far. Every event has one
    line, at its nearest; where other ways lead to it they say so, which ends circles too.
    """
    before, after = _Knot(event.id, event), _Knot(event.id, event)
    known = {event.id}
    walked = {(event.id, False), (event.id, True)}
    waiting = deque([(before, False), (after, True)])
    lines = 1
    while waiting:
        knot, is_after = waiting.popleft()
        assert knot.event is not None  # who is not in the file does not wait
        nearest = yield from _onward(links(knot.event), is_after)
        for linked in nearest:
            is_far = linked.id not in known and abs(knot.steps) >= most_steps
            if is_far or lines >= most_lines:
                knot.more += 1
                continue
            linked.steps = knot.steps + (1 if is_after else -1)
            linked.is_again = linked.id in known
            known.add(linked.id)
            knot.on.append(linked)
            lines += 1
            is_new = (linked.id, is_after) not in walked
            if is_new and linked.event is not None and abs(linked.steps) <= most_steps:
                walked.add((linked.id, is_after))
                waiting.append((linked, is_after))
    middle = Strand(event.id, event)
    strands = [*_before(before, ""), middle, *_after(after, "")]
    own = {strand.id: at for at, strand in enumerate(strands) if not (strand.see or strand.more)}
    yield [
        strand._replace(see="above") if strand.see and own[strand.id] < at else strand
        for at, strand in enumerate(strands)
    ]


def _onward(
    links: Iterable[Linked], is_after: bool
) -> Generator[list[Strand] | None, None, list[_Knot]]:
    """The events that links lead to on one side of theirs, the nearest in time first."""
    found: dict[str, _Knot] = {}
    for number, link in enumerate(links):
        if number % BREATH == 0:
            yield None
        if link.is_onward is is_after:
            knot = found.setdefault(link.id, _Knot(link.id, link.event))
            knot.word = ", ".join(dict.fromkeys(filter(None, [knot.word, link.word])))
    in_time = sorted(found.values(), key=_order)
    return in_time if is_after else in_time[::-1]


def _order(knot: _Knot) -> tuple[int, ...]:
    """Sorts by date; what has none comes last."""
    return when.parse(knot.event.date).order if knot.event and knot.event.date else _UNDATED


_UNDATED: Final = (1 << 40,)


def _after(knot: _Knot, indent: str) -> Iterator[Strand]:
    """What followed, each above what followed from it."""
    last = len(knot.on) if knot.more else len(knot.on) - 1
    for at, on in enumerate(knot.on):
        yield _strand(on, knot, indent + (_LAST if at == last else _AMID))
        yield from _after(on, indent + (_PAST if at == last else _DOWN))
    if knot.more:
        yield _more(knot, indent + _LAST, 1)


def _before(knot: _Knot, indent: str) -> Iterator[Strand]:
    """What came before, each below what came before that."""
    first = len(knot.on) if knot.more else len(knot.on) - 1
    if knot.more:
        yield _more(knot, indent + _FIRST, -1)
    for at in reversed(range(len(knot.on))):
        yield from _before(knot.on[at], indent + (_PAST if at == first else _DOWN))
        yield _strand(knot.on[at], knot, indent + (_FIRST if at == first else _AMID))


def _strand(knot: _Knot, toward: _Knot, branch: str) -> Strand:
    see: Literal["", "below"] = "below" if knot.is_again else ""
    return Strand(knot.id, knot.event, knot.steps, knot.word, toward.id, branch, see)


def _more(knot: _Knot, branch: str, step: int) -> Strand:
    return Strand(
        knot.id, knot.event, knot.steps + step, toward=knot.id, branch=branch, more=knot.more
    )
