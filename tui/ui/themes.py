"""The themes: every text colour has a contrast of at least 4.5:1 to what it stands on."""

from __future__ import annotations

from typing import Final

from textual.theme import Theme

THEMES: Final[dict[str, Theme]] = {
    theme.name: theme
    for theme in (
        Theme(
            name="dark",
            primary="#7db6dd",
            secondary="#a9c1d1",
            accent="#f0bd6f",
            warning="#f0bd6f",
            error="#ff9a8d",
            success="#9fd6a2",
            foreground="#e7e5df",
            background="#15181d",
            surface="#1a1e24",
            panel="#2a323c",
            variables={"muted": "#9ea8b1", "rule": "#46505b", "cursor": "#2c3e50"},
        ),
        Theme(
            name="light",
            primary="#0a4f8f",
            secondary="#44566a",
            accent="#8a4500",
            warning="#8a4500",
            error="#a11c17",
            success="#1f6330",
            foreground="#1b1d20",
            background="#fbfaf6",
            surface="#f4f2ec",
            panel="#e3dfd4",
            dark=False,
            variables={"muted": "#565d65", "rule": "#b4afa3", "cursor": "#cfe0ee"},
        ),
        Theme(
            name="contrast",
            primary="#ffff66",
            secondary="#ffffff",
            accent="#66ffff",
            warning="#ffff66",
            error="#ff9999",
            success="#99ff99",
            foreground="#ffffff",
            background="#000000",
            surface="#000000",
            panel="#202020",
            variables={"muted": "#d0d0d0", "rule": "#a0a0a0", "cursor": "#003a8c"},
        ),
    )
}
"""By name, in the order that the key goes through them."""
