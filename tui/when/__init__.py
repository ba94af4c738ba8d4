"""When: an event's date as its source supports it, in EDTF, with what is certain and possible.

    days     the calendar in integers
    written  one date as written: its nominal days, and the days it may mean
    bounds   When: the four bounds, the order, certainly and possibly
    grammar  EDTF text to When: single dates, spans and sets
    begun    a date that is still being typed, to the days it may become
    words    what people type to When: "march 2024", "by feb 2025"
    label    When to what people read: "Mar 2024", "some day in March 2024"

EDTF is the Extended Date/Time Format of the Library of Congress, levels 0 to 2:
https://www.loc.gov/standards/datetime/
"""

from __future__ import annotations

import datetime

from tui.when.begun import begun
from tui.when.bounds import When
from tui.when.days import (
    DAY,
    FUTURE,
    PAST,
    Day,
    Minute,
    civil,
    day_of,
    elapsed,
    month_number,
    month_start,
    year_said,
)
from tui.when.grammar import parse
from tui.when.written import MONTHS, BadDate, edtf, period_edtf

__all__ = [
    "DAY",
    "FUTURE",
    "MONTHS",
    "PAST",
    "BadDate",
    "Day",
    "Minute",
    "When",
    "begun",
    "civil",
    "day_of",
    "edtf",
    "elapsed",
    "month_number",
    "month_start",
    "parse",
    "period_edtf",
    "read",
    "year_said",
]


def read(text: str, today: datetime.date | None = None) -> When:
    """What a person typed: EDTF, or words such as "march 2024" or "last week"; see `words`.

    `today` is what relative words count from. Raises BadDate.
    """
    from tui.when.words import read as read_words  # start-up: nobody has typed anything yet

    return read_words(text, today)
