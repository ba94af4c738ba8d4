"""What holds the panes: their places are `layout.arrange`'s, and change without a whole layout."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

from textual.geometry import NULL_OFFSET, Region, Size, Spacing
from textual.layout import ArrangeResult, Layout, WidgetPlacement
from textual.widget import Widget

from tui.ui.layout import Main, Pane, Rect, arrange, axis_rows

if TYPE_CHECKING:
    from tui.ui.emptiness import Explanation


class _PaneLayout(Layout):
    """Puts each child where `arrange` has its id; a child without a place is not shown."""

    name = "panes"

    def __init__(self) -> None:
        self.focus: Pane = "timeline"
        self.full = False
        self.facets = False
        self.main: Main = "timeline"
        self.banner = False
        self.axis: bool | None = None
        self.way: Callable[[int], int] = lambda width: 0
        self.drawn: dict[str, Rect] = {}

    def rects(self, size: Size) -> dict[str, Rect]:
        """Where each child stands, by id."""
        rects = arrange(
            size.width,
            size.height,
            focus=self.focus,
            full=self.full,
            facets=self.facets,
            main=self.main,
            banner=self.banner,
            axis=axis_rows(size.height, self.axis),
            way=self.way(size.width),
        )
        if "timeline" in rects:
            x, y, across, down = rects["timeline"]
            rects["emptiness"] = Rect(x, y + 1, across, down - 1)  # under its title
        return rects

    def arrange(
        self, parent: Widget, children: list[Widget], size: Size, greedy: bool = True
    ) -> ArrangeResult:
        rects = self.drawn = self.rects(size)
        return [
            WidgetPlacement(Region(*rects[child.id]), NULL_OFFSET, Spacing(), child)
            for child in children
            if child.id in rects
        ]


class Panes(Widget):
    """Holds the panes; their places are a pure function of its size."""

    DEFAULT_CSS = """
    Panes { width: 1fr; height: 1fr; background: $background; }
    """

    def __init__(self, *children: Widget) -> None:
        super().__init__(*children)
        self._arrangement = _PaneLayout()

    @property
    def layout(self) -> Layout:
        """The panes' own layout."""
        return self._arrangement

    def explain(self, explanation: Explanation | None) -> None:
        """Say over the timeline why nothing is found; nothing where something is."""
        from tui.ui.emptiness import Emptiness  # start-up: something was found

        for emptiness in self.query(Emptiness):
            emptiness.display = explanation is not None
            if explanation is not None:
                emptiness.explanation = explanation
            return
        if explanation is not None:
            self.mount(Emptiness(explanation, id="emptiness"), after="#timeline")

    @property
    def shows_axis(self) -> bool:
        """Whether the time axis is seen while no event has the whole screen."""
        return axis_rows(self.size.height, self._arrangement.axis) > 0

    def show_axis(self, shown: bool) -> None:
        """Show or hide the time axis, however high the terminal is."""
        self._arrangement.axis = shown
        self._lay_out()

    def _lay_out(self) -> None:
        for child in self.children:  # a child's layout makes its parent arrange again
            child.refresh(layout=True)

    def place(
        self,
        focus: Pane,
        full: bool,
        facets: bool,
        main: Main,
        banner: bool,
        way: Callable[[int], int],
    ) -> None:
        """Lay the panes out anew, where that changes anything.

        `way` says how many rows its line takes at a width.
        """
        now = self._arrangement
        now.focus, now.full, now.facets, now.main, now.banner = focus, full, facets, main, banner
        now.way = way
        if now.rects(self.size) != now.drawn:
            self._lay_out()
