"""The names of the facets over the values of the one that is shown."""

from __future__ import annotations

from textual.content import Content
from textual.geometry import Size
from textual.reactive import reactive
from textual.widget import Widget

from tui.query import Query
from tui.query.edit import named
from tui.text import cells, fit
from tui.ui.facet_values import FIELDS


class Head(Widget):
    """The facets there are, and what stands in the columns below."""

    DEFAULT_CSS = """
    Head { height: auto; color: $muted; padding-left: 1; }
    """

    fields: reactive[tuple[str, ...]] = reactive(FIELDS[:1])
    """The facets that can be gone to."""
    field: reactive[str] = reactive(FIELDS[0])
    """The one that is shown."""
    asked: reactive[Query] = reactive(Query)
    """What is chosen."""
    summary: reactive[tuple[str, str]] = reactive(("", ""))
    """How many values there are, and which years their sparklines span."""

    def get_content_height(self, container: Size, viewport: Size, width: int) -> int:
        """As many lines as the names take, and one."""
        return len(self._names(width)) + 1

    def render(self) -> Content:
        """The names, the shown one between the keys that leave it."""
        width = self.content_size.width
        left, right = self.summary
        left = fit(f" {left}", width)
        pad = " " * max(1, width - cells(left) - cells(right) - 1)
        return Content("\n").join([*self._names(width), Content(f"{left}{pad}{right}"[:width])])

    def _names(self, width: int) -> list[Content]:
        """Each facet keeps its line, whether or not it and the others can be gone to.

        Between two names are two cells, for the second one's sign and a bracket or a space.
        """
        lines = [Content()]
        end = 0
        for field in FIELDS:
            end += len(field) + 2
            if end >= width and len(lines[-1]):
                lines.append(Content())
                end = len(field) + 2
            sign = "\u2022" if shown_in(self.asked, field) else " "
            if field == self.field:
                lines[-1] += Content.styled(f"{sign}[{field}]", "bold $primary")
            elif field in self.fields:
                gap = "" if lines[-1].plain.endswith("]") else " "
                lines[-1] += Content(f"{gap}{sign}{field}")
        return lines


def shown_in(query: Query, field: str) -> bool:
    """Whether a query chooses values of the facet by name."""
    return bool(named(query, field))
