"""The search pane: what is typed, what may be meant by it, and the line that answers."""

from __future__ import annotations

import asyncio
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, replace
from time import monotonic
from typing import TYPE_CHECKING, ClassVar, Final, NamedTuple

from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.geometry import Size
from textual.message import Message
from textual.reactive import Reactive, reactive
from textual.timer import Timer
from textual.widget import Widget
from textual.widgets import Input, Static

from tui.search import Results, Timeline
from tui.text import cells, harmless
from tui.ui.answer import Answer
from tui.ui.commands import bindings
from tui.ui.searching import BREATH, Answered, Searching, Urgency

if TYPE_CHECKING:  # start-up: nobody has typed yet
    from tui.complete import Candidate
    from tui.notebook import Walk
    from tui.ui.candidates import CandidateList
    from tui.ui.emptiness import Explanation, Offer

PATIENCE: Final = 0.2
"""Seconds that a key waits for the candidates that it is about."""


class QueryInput(Input):
    """An input that a paste cannot make drive the terminal, and whose keys keep their order."""

    BINDINGS: ClassVar[list[BindingType]] = [
        replace(binding, priority=True)
        for binding in Input.BINDINGS
        if isinstance(binding, Binding)
    ]

    virtual_size: Reactive[Size] = Reactive(Size(0, 0))
    """How long the text is: one line as wide as its place, so that no layout follows from it."""

    @dataclass
    class CursorMoved(Message):
        """The cursor was moved, perhaps by typing."""

    @dataclass
    class AtEnd(Message):
        """The reader wants to go on to the right of the last letter."""

    def validate_value(self, value: str) -> str:
        """Keep what can only be shown; the query means the same."""
        return harmless(value)

    def watch_selection(self) -> None:
        """Tell it."""
        self.post_message(self.CursorMoved())

    def action_cursor_right(self, select: bool = False) -> None:
        """Go right; past the end there may be a candidate."""
        if self.cursor_at_end and self.selection.is_empty and not select:
            self.post_message(self.AtEnd())
        super().action_cursor_right(select)

    def put(self, value: str, cursor: int | None = None) -> None:
        """Put a text there as if it had been typed."""
        self.value = value
        self.cursor_position = len(self.value) if cursor is None else cursor

    @property
    def is_open(self) -> bool:
        """Whether a query could be put there without losing one: empty, or all selected."""
        return self.selected_text == self.value


class _Completed(NamedTuple):
    """The candidates for a text, with the cursor at that place."""

    text: str
    cursor: int
    candidates: Sequence[Candidate]
    is_finished: bool
    """Whether what is typed need not go on."""


def _complete(timeline: Timeline, text: str, cursor: int) -> Iterator[_Completed]:
    from tui.complete import candidates, is_finished  # start-up: nobody has typed yet
    from tui.ui.candidates import MOST

    found = candidates(timeline, text, cursor, MOST)
    yield _Completed(text, cursor, found, is_finished(timeline, text, cursor))


class SearchBar(Widget):
    """The query line with its candidates, and under it the answer."""

    DEFAULT_CSS = """
    SearchBar {
        height: 2;
        background: $panel;
        #line { height: 1; layout: horizontal; }
        #prompt { width: 2; color: $muted; }
        &:focus-within #prompt { color: $accent; text-style: bold; }
        QueryInput, QueryInput:focus {
            width: 1fr;
            border: none; height: 1; padding: 0; background: $panel; color: $foreground;
        }
        QueryInput > .input--placeholder { color: $muted; }
    }
    """
    BINDINGS: ClassVar[list[BindingType]] = bindings("search")

    results: reactive[Results | None] = reactive(None, repaint=False)
    """What the query found."""

    @dataclass
    class QueryChanged(Message):
        """The reader typed another query."""

        text: str

        def can_replace(self, message: Message) -> bool:
            """A newer query replaces one that was not yet asked."""
            return isinstance(message, SearchBar.QueryChanged)

    @dataclass
    class Left(Message):
        """The reader goes from the query line to its results, or on to the next pane."""

        to_next_pane: bool = False

    @dataclass
    class Explained(Message):
        """Why nothing is found; None where something is."""

        explanation: Explanation | None

    def __init__(
        self,
        timeline: Timeline,
        text: str = "",
        asked: Callable[[], list[str]] = list,
        id: str | None = None,
    ) -> None:
        """`asked` gives what was asked before, the newest last."""
        super().__init__(id=id)
        self._timeline = timeline
        self._answer = Answer()
        self.say_progress()
        self._input = QueryInput(
            text,
            placeholder='search: prison, "barrel bomb", actor:kenya, in:2024-03',
            select_on_focus=False,
            id="query",
        )
        self._asked = asked
        self._walk: Walk | None = None
        self._searching = Searching(self.post_message)
        self._list: CandidateList | None = None
        self._completed: _Completed | None = None
        self._is_completing = False
        self._waiting: Timer | None = None
        self._put = text
        """What was not typed, and is not completed."""
        self._seen = harmless(text)
        """What the query line held when it was last heard of."""
        self._takes = False
        """Whether a candidate is to be taken as soon as there is one, if nothing more is typed."""
        self._offers: list[Offer] = []
        self._is_explained = False

    def compose(self) -> ComposeResult:
        """A prompt, the input and the line that answers."""
        with Widget(id="line"):
            yield Static("/", id="prompt")
            yield self._input
        yield self._answer

    def on_mount(self) -> None:
        """A blinking cursor would send bytes while nothing changes."""
        self._input.cursor_blink = False

    @property
    def is_idle(self) -> bool:
        """Whether there is nothing more to come about what was typed."""
        return self._waiting is None and self._searching.is_idle

    def say_progress(self) -> None:
        """Say how many events there are, and how far the indexing of more is."""
        self._answer.total = len(self._timeline)
        self._answer.progress = self._timeline.progress

    def say_late(self, is_late: bool) -> None:
        """Say that the answer to what was typed is still to come, or no longer."""
        self._answer.is_late = is_late

    def clear(self) -> None:
        """Ask for everything."""
        self.ask("")

    def ask(self, text: str, cursor: int | None = None) -> None:
        """Ask something that was not typed."""
        self._put = harmless(text)
        self._input.put(text, cursor)

    # What was typed, and what may be meant by it.

    def on_input_changed(self, changed: Input.Changed) -> None:
        """Ask at every keystroke, and for candidates where it was typed."""
        changed.stop()
        self._seen = text = changed.value
        self._takes = False
        self.post_message(self.QueryChanged(text))
        if text != self._input.value:
            return  # a newer one is on its way
        if text == self._put or not text or not self._input.has_focus:
            self._close()
        else:
            self._is_completing = True
        self._put = ""

    def on_query_input_cursor_moved(self, moved: QueryInput.CursorMoved) -> None:
        """Offer nothing at a place where nothing was typed."""
        moved.stop()
        completed = self._completed
        if completed and completed.text == self._input.value and not self._is_current(completed):
            self._close()

    def on_resize(self) -> None:
        """Offer the same where it has a place now."""
        if self._completed is not None and self._is_current(self._completed):
            self._show(self._completed)
        else:
            self._close()

    def on_descendant_blur(self) -> None:
        """Offer nothing to whoever has left."""
        self._close()

    def on_answered(self, answered: Answered) -> None:
        """Show the candidates, or why nothing is found."""
        answered.stop()
        answer = self._searching.take(answered)
        if isinstance(answer, _Completed):
            self._offer(answer)
        elif answer is not None:
            self._explained(answer)  # type: ignore[arg-type]

    def _is_current(self, completed: _Completed) -> bool:
        line = self._input
        at = line.cursor_position
        return line.selection.is_empty and (line.value, at) == (completed.text, completed.cursor)

    def _offer(self, completed: _Completed) -> None:
        if not self._is_current(completed) or not self._input.has_focus:
            return
        self._is_completing = False
        self._completed = completed
        self._show(completed)
        if self._takes:
            self._take_current()

    def _show(self, completed: _Completed) -> None:
        candidates = completed.candidates
        if self._list is None:
            if not candidates:
                return
            from tui.ui.candidates import CandidateList  # start-up: nobody has typed yet

            self._list = CandidateList()
            self.mount(self._list)
        typed = candidates[0].start if candidates else 0
        before = cells(self._input.value[:typed]) - int(self._input.scroll_x)
        column = max(0, before) + 1
        self._list.show(candidates, column, self.size.width, completed.is_finished)

    def _close(self) -> None:
        self._completed = None
        self._is_completing = self._takes = False
        if self._list is not None and self._list.display:
            self._list.show((), 0, 0)

    @property
    def _current(self) -> Candidate | None:
        """The candidate that a key takes now."""
        is_shown = self._list is not None and self._completed and self._is_current(self._completed)
        return self._list.current if self._list is not None and is_shown else None

    async def action_take_candidate(self) -> None:
        """Put the selected candidate in the place of what was typed; without one go on."""
        # Whoever types fast means what will be offered; keys that follow wait meanwhile.
        end = monotonic() + PATIENCE
        while self._is_behind and monotonic() < end:
            await asyncio.sleep(0.005)
        if self._is_behind:
            self._takes = True
        else:
            self._take_current()

    @property
    def _is_behind(self) -> bool:
        return self._is_completing or self._seen != self._input.value

    def _take_current(self) -> None:
        self._takes = False
        candidate = self._current
        if candidate is not None:
            self._take(candidate)
        else:
            self.post_message(self.Left(to_next_pane=True))

    def action_next_candidate(self) -> None:
        """Select the next candidate."""
        if self._list is not None:
            self._list.select_next()

    def on_query_input_at_end(self, reached: QueryInput.AtEnd) -> None:
        """Right of the last letter is the candidate."""
        reached.stop()
        if self._list is not None and self._list.display and self._list.selected < 0:
            self._list.select_next()
        if (candidate := self._current) is not None:
            self._take(candidate)

    def on_candidate_list_taken(self, taken: CandidateList.Taken) -> None:
        """Put what was clicked."""
        taken.stop()
        self._take(taken.candidate)

    def _take(self, candidate: Candidate) -> None:
        self._close()
        if candidate.is_whole:
            self.ask(candidate.text, candidate.cursor)
        else:  # after a field comes its value
            self._input.put(candidate.text, candidate.cursor)

    # What was asked before.

    def action_older_query(self) -> None:
        """Go back in what was asked before, where that loses nothing."""
        if self._is_walking or self._input.is_open:
            self._step(-1)

    def action_newer_query(self) -> None:
        """Go on in what was asked before, or to the results."""
        if self._is_walking:
            self._step(1)
        else:
            self.post_message(self.Left())

    @property
    def _is_walking(self) -> bool:
        value = self._input.value
        return self._walk is not None and bool(value) and value == self._walk.current

    def _step(self, by: int) -> None:
        if self._walk is None or not self._is_walking:
            from tui.notebook import Walk  # start-up: nobody looks back yet

            typed = self._input.value
            self._walk = Walk([text for text in self._asked() if text != typed], typed)
        text = self._walk.step(by)
        if text != self._input.value:
            self.ask(text)
        elif by > 0:  # nothing is newer
            self.post_message(self.Left())

    # What is doubtful, or finds nothing.

    def watch_results(self, results: Results | None) -> None:
        """Answer; where nothing is found find out why."""
        self._answer.results = results
        if results is None:
            return
        if self._is_completing:  # what may be meant comes when what is found is painted
            if self._waiting is not None:
                self._waiting.stop()
            self._waiting = self.set_timer(BREATH, self._ask_candidates)
        self._offers = []
        self._answer.offer = ""
        self._searching.drop(Urgency.COUNTS)  # why another query found nothing
        if self._is_explained:
            self._is_explained = False
            self.post_message(self.Explained(None))
        text = self._input.value
        query = self._timeline.parse(text)
        if query != results.query:
            return  # typed further: other results are on their way
        if not len(results):
            from tui.ui.emptiness import explain  # start-up: something was found

            self._searching.ask(Urgency.COUNTS, explain(self._timeline, query, text))
        elif any(note.cure for note in query.notes):
            from tui.ui.emptiness import cures  # start-up: nothing was doubtful

            self._offers = cures(query, text)

    def _ask_candidates(self) -> None:
        self._waiting = None
        if self._is_completing:  # nothing was put there meanwhile
            line = self._input
            question = _complete(self._timeline, line.value, line.cursor_position)
            self._searching.ask(Urgency.LIST, question)

    def _explained(self, explanation: Explanation) -> None:
        if self.results is not None and not len(self.results):
            self._offers = explanation.offers
            self._answer.offer = explanation.offers[0].shown if explanation.offers else ""
            self._is_explained = True
            self.post_message(self.Explained(explanation))

    def take_offer(self) -> None:
        """Ask the query that is offered, if there is one."""
        if self._offers:
            self.ask(self._offers[0].text)
