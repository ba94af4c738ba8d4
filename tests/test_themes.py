"""Colours can be read by everyone, and say nothing alone."""

from __future__ import annotations

from itertools import product

import pytest
from textual.color import Color

from tui.ui.themes import THEMES

TEXTS = ("foreground", "primary", "secondary", "accent", "warning", "error", "muted")
GROUNDS = ("background", "surface", "panel", "cursor")


def luminance(color: Color) -> float:
    """Relative luminance (https://www.w3.org/TR/WCAG21/#dfn-relative-luminance)."""
    parts = [part / 255 for part in (color.r, color.g, color.b)]
    r, g, b = (p / 12.92 if p <= 0.03928 else ((p + 0.055) / 1.055) ** 2.4 for p in parts)
    return 0.2126 * r + 0.7152 * g + 0.0722 * b


def contrast(one: Color, two: Color) -> float:
    """Contrast ratio, 1 to 21 (https://www.w3.org/TR/WCAG21/#dfn-contrast-ratio)."""
    low, high = sorted((luminance(one), luminance(two)))
    return (high + 0.05) / (low + 0.05)


@pytest.mark.parametrize(("name", "text", "ground"), list(product(THEMES, TEXTS, GROUNDS)))
def test_text_stands_out_from_its_ground(name: str, text: str, ground: str) -> None:
    """At least 4.5:1, on the cursor's line too."""
    theme = THEMES[name]
    colors = {**theme.variables, **{key: getattr(theme, key, "") for key in (*TEXTS, *GROUNDS)}}
    colors |= theme.variables
    assert contrast(Color.parse(colors[text]), Color.parse(colors[ground])) >= 4.5
