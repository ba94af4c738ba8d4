"""The candidates for what is being typed: a quiet list over the panes, under the query line."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final, NamedTuple

from textual import events
from textual.content import Content
from textual.message import Message
from textual.reactive import reactive
from textual.widget import Widget

from tui.text import cells, fit

if TYPE_CHECKING:
    from tui.complete import Candidate

MOST: Final = 6
"""Lines of the list."""

WIDEST: Final = 40
"""Cells of a candidate and of its meaning, before they are cut."""

NARROWEST: Final = 12
"""A meaning that would be cut to less is left out."""

KEY: Final = "Tab"


def found(candidate: Candidate) -> str:
    """How many events it finds: `9`, `9 +2` where two more are only possible."""
    if candidate.certain is None:
        return ""
    possible = f" +{candidate.possible:,}" if candidate.possible else ""
    return f"{candidate.certain:,}{possible}"


class Columns(NamedTuple):
    """The cells of a candidate, its meaning and its count."""

    shown: int
    meaning: int
    found: int


def columns(candidates: Sequence[Candidate], room: int) -> Columns:
    """The widths that show these candidates in so many cells; the counts in full."""
    count = max(cells(found(one)) for one in candidates)
    left = room - count - len(KEY) - 6  # the gaps, but for that before a meaning
    shown = min(max(cells(one.shown) for one in candidates), WIDEST, left)
    meaning = min(max(cells(one.meaning) for one in candidates), WIDEST, left - shown - 2)
    needed = meaning >= NARROWEST or all(cells(one.meaning) <= meaning for one in candidates)
    return Columns(shown, meaning if needed else 0, count)


class CandidateList(Widget):
    """Candidates, one of them selected; the mouse takes one, keys are the query line's."""

    DEFAULT_CSS = """
    CandidateList {
        overlay: screen; constrain: inside inside; position: absolute;
        background: $panel; color: $foreground; display: none;
    }
    """

    candidates: reactive[Sequence[Candidate]] = reactive(())
    """What is offered; nothing hides the list."""
    selected: reactive[int] = reactive(0)
    """The line that is taken by key."""

    @dataclass
    class Taken(Message):
        """The reader clicked a candidate."""

        candidate: Candidate

    def __init__(self) -> None:
        super().__init__()
        self._columns = Columns(0, 0, 0)
        self._width = 0

    def show(
        self, candidates: Sequence[Candidate], column: int, room: int, is_finished: bool = False
    ) -> None:
        """Offer these, from that column on as far as there is room.

        Where what is typed `is_finished`, none is selected: it need not go on.
        """
        self.selected = -1 if is_finished else 0
        was_shown = self.display
        self.display = bool(candidates)
        if candidates:
            self._columns = columns(candidates, room)
            # A list that changes its size at every key would have the screen laid out anew.
            before = self._width if was_shown and self.styles.offset.x.value == column else 0
            self._width = max(before, self._line(0, candidates[0]).cell_length)
            self.styles.offset = (column, 2)
            self.styles.width = self._width
            self.styles.height = len(candidates)
        self.candidates = candidates

    @property
    def current(self) -> Candidate | None:
        """The selected candidate."""
        return self.candidates[self.selected] if self.candidates and self.selected >= 0 else None

    def select_next(self) -> None:
        """Go one line down, and from the last to the first."""
        self.selected = (self.selected + 1) % max(1, len(self.candidates))

    def on_mouse_down(self, press: events.MouseDown) -> None:
        """Leave the focus where it is."""
        press.prevent_default()

    def on_click(self, click: events.Click) -> None:
        """Take that line."""
        click.stop()
        if click.y < len(self.candidates):
            self.post_message(self.Taken(self.candidates[click.y]))

    def render(self) -> Content:
        """One line a candidate, in columns."""
        lines = (self._line(at, one) for at, one in enumerate(self.candidates))
        return Content("\n").join(lines)

    def _line(self, at: int, candidate: Candidate) -> Content:
        widths = self._columns
        selected = at == self.selected
        meaning = f"  {_left(candidate.meaning, widths.meaning)}" if widths.meaning else ""
        line = Content.assemble(
            f" {_left(candidate.shown, widths.shown)}",
            (meaning, "$muted"),
            f"  {found(candidate):>{widths.found}} ",
            (f" {KEY if selected else '':<{len(KEY)}} ", "$muted"),
        )
        line = line.pad_right(max(0, self._width - line.cell_length))
        return line.stylize("on $cursor") if selected else line


def _left(text: str, width: int) -> str:
    shown = fit(text, width)
    return shown + " " * (width - cells(shown))
