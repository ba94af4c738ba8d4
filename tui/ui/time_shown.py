"""The time that the axis and the figures show: zoomed, panned, or following the event read."""

from __future__ import annotations

from collections.abc import Callable
from typing import Final

from tui.ui.survey import Whole
from tui.when import Minute, When
from tui.zoom import Zoom

PAN: Final = 1 / 4
"""How much of the time that is shown a key moves it by."""


class TimeShown:
    """A zoom within the time that is known of any event."""

    def __init__(self, changed: Callable[[Zoom | None], None]) -> None:
        """`changed` is told another zoom; None while it is not known when events are."""
        self._changed = changed
        self.zoom: Zoom | None = None
        self.whole: Whole | None = None
        """All events that there are; None where that is to be found out anew."""
        self._before: Zoom | None = None

    @property
    def is_all(self) -> bool:
        """Whether all the time there is is shown."""
        return self.zoom == self._extent

    @property
    def _extent(self) -> Zoom | None:
        return self.whole.extent if self.whole is not None else None

    def forget(self) -> None:
        """There may be other events now."""
        self._before, self.whole = self._extent or self._before, None

    def take(self, whole: Whole) -> None:
        """Take in when events are; the zoom stays as it was, unless it showed all of them."""
        before, self.whole = self._extent or self._before, whole
        if self.zoom is None or whole.extent is None or self.zoom == before:
            self._become(whole.extent)
        else:
            self._become(self.zoom.fitted(whole.extent))

    def fit(self) -> None:
        """Show all the time that there is."""
        self._show(self._extent)

    def zoom_by(self, times: float, around: Minute | None) -> None:
        """Show so many times the time, around a minute."""
        if self.zoom is not None and around is not None:
            self._show(self.zoom.zoomed(times, around))

    def pan(self, by: int) -> None:
        """Show later times, or earlier ones."""
        if self.zoom is not None:
            self._show(self.zoom.panned(by * PAN))

    def follow(self, date: When) -> None:
        """Move on to a date that is out of sight."""
        if self.zoom is not None:
            self._show(self.zoom.onto(date.listed_at))

    def _show(self, zoom: Zoom | None) -> None:
        if zoom is not None and self._extent is not None:
            self._become(zoom.fitted(self._extent))

    def _become(self, zoom: Zoom | None) -> None:
        if zoom != self.zoom:
            self.zoom = zoom
            self._changed(zoom)
