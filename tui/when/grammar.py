"""EDTF text to When: a date, a span A/B, or a set [one of] or {all of}.

    A/B   A/.. and ../B (open)   A/ and /B (unknown)
    [A,B,C..D]  [..A]  [A..]     one unknown day of these
    {A,B,C..D}                   all of these

The `edtf` package is held against this grammar in the tests and not used here: it costs 120 ms
at start and 3 ms a date (370 ms for a set of 200 characters), prints to stdout on such valid
dates as `1984-1X`, and refuses others (`2024-21~`, `[1984~,2004-XX]`).
"""

from __future__ import annotations

from contextlib import suppress
from functools import lru_cache
from typing import Final

from tui.when.bounds import When
from tui.when.written import (
    OPEN_END,
    OPEN_START,
    UNKNOWN,
    BadDate,
    Date,
    Member,
    Shape,
    no_date,
    read_date,
)

LONGEST: Final = 200
"""The most characters of a date: a set of 18 days fits."""

_DRAFT_ENDS: Final = {"unknown": "", "open": ".."}
_DRAFT_SIGNS: Final = (
    *(("?~", "%"), ("~?", "%"), ("u", "X"), ("x", "X")),
    *(("y", "Y"), ("e", "E"), ("p", "S")),
)
"""How the EDTF draft of 2012 wrote what the standard of 2019 writes otherwise."""


@lru_cache(maxsize=1 << 14)  # some 10 MB at most; dates repeat within a store
def parse(text: str) -> When:
    """Read EDTF; raise BadDate for anything else."""
    if len(text) > LONGEST:
        raise BadDate(text, f"a date has at most {LONGEST} characters")
    try:
        return _parse(text, text)
    except BadDate:
        modern = "/".join(_DRAFT_ENDS.get(end, end) for end in text.split("/"))
        for old, new in _DRAFT_SIGNS:
            modern = modern.replace(old, new)
        if modern != text:
            with suppress(BadDate):  # the error about the text as written says more
                return _parse(modern, text)
        raise


def _parse(edtf: str, text: str) -> When:
    if "/" in edtf:
        return _bounded(text, "span", (_span(edtf),))
    if edtf.startswith("[") and edtf.endswith("]"):
        return _bounded(text, "one of", tuple(map(_member, edtf[1:-1].split(","))))
    if edtf.startswith("{") and edtf.endswith("}"):
        return _bounded(text, "all of", tuple(map(_member, edtf[1:-1].split(","))))
    date = read_date(edtf)
    earliest, latest = date.earliest, date.latest
    return When(text, earliest, latest, earliest, latest, "date", ((date, date),))


def _span(text: str) -> Member:
    head, _, tail = text.partition("/")
    if "/" in tail or (head in ("", "..") and tail in ("", "..")):
        raise no_date(text)
    return _stretch(text, _end(head, OPEN_START), _end(tail, OPEN_END))


def _end(text: str, open_end: Date) -> Date:
    if text == "..":
        return open_end
    return read_date(text) if text else UNKNOWN


def _member(text: str) -> Member:
    text = text.strip()  # EDTF's own examples write "1668, 1670..1672"
    head, dots, tail = text.partition("..")
    if not dots:
        date = read_date(text)
        return date, date
    if not head and not tail:
        raise no_date(text)
    first = read_date(head) if head else OPEN_START
    last = read_date(tail) if tail else OPEN_END
    return _stretch(text, first, last)


def _stretch(text: str, first: Date, last: Date) -> Member:
    backwards = first.earliest > last.latest
    if first.first == last.first and first.seconds >= 0 and last.seconds >= 0:
        backwards = first.seconds - (first.offset or 0) > last.seconds - (last.offset or 0)
    if backwards:
        raise BadDate(text, "it ends before it starts")
    return first, last


def _bounded(text: str, shape: Shape, members: tuple[Member, ...]) -> When:
    """Give the bounds of a span or a set: a set of one is one unknown day, any other a stretch."""
    earliest = min(first.earliest for first, _ in members)
    latest = max(last.latest for _, last in members)
    if shape == "one of":
        return When(text, earliest, latest, earliest, latest, shape, members)
    start_latest = min(min(first.latest, last.latest) for first, last in members)
    end_earliest = max(max(first.earliest, last.earliest) for first, last in members)
    return When(text, earliest, start_latest, end_earliest, latest, shape, members)
