"""Report: what the process that indexes tells the one that shows."""

from __future__ import annotations

import msgspec


class Report(msgspec.Struct, omit_defaults=True):
    """How far the builder is."""

    path: str = ""
    """The folder where something can be seen."""
    events: int = 0
    """Read so far."""
    seen: int = 0
    """Of these, how many a reader of the folder can see."""
    bytes: int = 0
    total: int = 0
    whole: bool = False
    failed: str = ""
    """Why it gave up."""
