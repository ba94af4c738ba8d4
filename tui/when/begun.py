"""A date that is still being typed: all the days of which it may yet become one."""

from __future__ import annotations

import re
from typing import Final

from tui.when.days import Day, day_number, month_start

_BEGUN: Final = re.compile(
    r"(?P<digits>[0-9]{1,3})|(?P<year>[0-9]{4})-(?P<rest>0|(?:[0-9]{2}-0?)?)"
)


def begun(text: str) -> tuple[Day, Day] | None:
    """The first and the last day of the dates that begin so: `20`, `2024-`, `2024-0`, `2024-03-`.

    None where the text is no such beginning; `2024-1` is none, for it is read as a whole date.
    """
    found = _BEGUN.fullmatch(text.strip())
    if found is None:
        return None
    if digits := found["digits"]:
        years = 10 ** (4 - len(digits))
        first = int(digits) * years
        return month_start(first, 1), month_start(first + years, 1) - 1
    year, rest = int(found["year"]), found["rest"]
    if len(rest) < 2:
        return month_start(year, 1), month_start(year, 10 if rest else 13) - 1
    month = int(rest[:2])
    if not 1 <= month <= 12:
        return None
    last = day_number(year, month, 9) if rest.endswith("-0") else month_start(year, month + 1) - 1
    return month_start(year, month), last
