"""The one screen: what is shown, and the keys to go on from there."""

from __future__ import annotations

from typing import ClassVar

from textual.binding import BindingType

from tui.ui.commands import bindings
from tui.ui.time_keys import TimeKeys
from tui.ui.walking import Walking


class ExplorerScreen(TimeKeys, Walking):
    """Timeline, detail and search over one Timeline."""

    BINDINGS: ClassVar[list[BindingType]] = bindings("screen")
