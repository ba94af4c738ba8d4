"""When to words: the short label of a list, and the sentence of the detail pane."""

from __future__ import annotations

from typing import Final, Literal, NamedTuple

from tui.when.days import Day, civil
from tui.when.written import MONTHS, OPEN_END, OPEN_START, UNKNOWN, Date, Member, Shape

_SEASONS: Final = {
    **dict(enumerate(("spring", "summer", "autumn", "winter"), 21)),
    **dict(enumerate(("spring", "summer", "autumn", "winter"), 25)),
    **dict(enumerate(("southern spring", "southern summer"), 29)),
    **dict(enumerate(("southern autumn", "southern winter"), 31)),
    **dict(enumerate(("Q1", "Q2", "Q3", "Q4"), 33)),
    **dict(enumerate(("1st third of", "2nd third of", "3rd third of"), 37)),
    **dict(enumerate(("H1", "H2"), 40)),
}
_TURNING: Final = (24, 28, 30)
"""The seasons that end in the next year."""


class _Style(NamedTuple):
    """How months, ranges, decades and doubts are written."""

    months: tuple[str, ...]
    to: str
    decade: str
    doubts: dict[str, str]


_SHORT: Final = _Style(
    tuple(name[:3] for name in MONTHS),
    "-",
    "{}s",
    {"": "{}", "~": "c. {}", "?": "{}?", "%": "c. {}?"},
)
_LONG: Final = _Style(
    MONTHS,
    " to ",
    "the {}s",
    {"": "{}", "~": "about {}", "?": "perhaps {}", "%": "perhaps about {}"},
)


def label(shape: Shape, members: tuple[Member, ...], zone: str | None) -> str:
    """Write a When as a person would: "2-3 Mar 2024", "c. Jun 2024", "by Feb 2025"."""
    first, last = members[0]
    if shape == "date":
        return _name(first, _SHORT, zone)
    if shape == "one of":
        return _name_choice(members, _SHORT, zone)
    if shape == "all of":
        return _name_list(members, _SHORT, zone, "and")
    if last is OPEN_END:
        return f"from {_name(first, _SHORT, zone)}"
    if first is OPEN_START:
        return f"until {_name(last, _SHORT, zone)}"
    if last is UNKNOWN:
        return f"{_name(first, _SHORT, zone)}-?"
    if first is UNKNOWN:
        return f"? to {_name(last, _SHORT, zone)}"  # "?-2000" is EDTF for a year
    return _name_stretch(first, last, _SHORT, zone)


def explain(shape: Shape, members: tuple[Member, ...], zone: str | None) -> str:
    """Say a When in a fragment of a sentence: "some day in March 2024"."""
    first, last = members[0]
    if shape == "date":
        return _explain_date(first, zone)
    if shape == "one of":
        return _explain_choice(members, zone)
    if shape == "all of" and not (len(members) == 1 and first is OPEN_START):
        return f"all of {_name_list(members, _LONG, zone, 'and')}"
    if last is OPEN_END:
        return f"from {_name(first, _LONG, zone)}, still going on"
    if last is UNKNOWN:
        return f"from {_name(first, _LONG, zone)} to an unknown end"
    if first is OPEN_START:
        return f"until {_name(last, _LONG, zone)}, from an open start"
    if first is UNKNOWN:
        return f"from an unknown start to {_name(last, _LONG, zone)}"
    return f"from {_name_stretch(first, last, _LONG, zone)}"


def _explain_date(date: Date, zone: str | None) -> str:
    name = _name(date, _LONG, zone)
    if _is_wide(date):
        return f"some day {name}"
    if date.mark:
        return f"{name} ({_name_days(date.earliest, date.latest)})"
    if date.seconds >= 0:
        time, *day = _words(date, _LONG, zone)
        return f"at {time} on {' '.join(day)}"
    if date.precision == "day":
        return f"on {name}"
    return f"some day {'from' if ' to ' in name else 'in'} {name}"


def _explain_choice(members: tuple[Member, ...], zone: str | None) -> str:
    first, last = members[0]
    if len(members) > 1:
        return f"either {_name_choice(members, _LONG, zone)}"
    if first is last:
        return _explain_date(first, zone)
    if first is OPEN_START:
        end = "the end of " if last.first < last.last else ""
        return f"some day up to {end}{_name(last, _LONG, zone)}"
    if last is OPEN_END:
        start = "the start of " if first.first < first.last else ""
        return f"some day from {start}{_name(first, _LONG, zone)} on"
    return f"some day {_name_choice(members, _LONG, zone)}"


def _name(date: Date, style: _Style, zone: str | None) -> str:
    if _is_wide(date):
        return _between(*_spell_days(date.earliest, date.latest, style))
    return style.doubts[date.mark].format(" ".join(_words(date, style, zone)))


def _is_wide(date: Date) -> bool:
    """Whether no usual name says the date without claiming more than its bounds."""
    if date.precision == "years":
        return date.mark != "" and not _is_decade(date)
    return date.mark == "partly" or date.precision == "pattern"


def _name_stretch(first: Date, last: Date, style: _Style, zone: str | None) -> str:
    if first == last:
        return _name(first, style, zone)
    if first.mark or last.mark or _is_wide(first) or _is_wide(last):
        return f"{_name(first, style, zone)} to {_name(last, style, zone)}"
    return _join(_words(first, style, zone), _words(last, style, zone), style.to)


def _name_choice(members: tuple[Member, ...], style: _Style, zone: str | None) -> str:
    first, last = members[0]
    if len(members) > 1 or first is last or OPEN_START is first or OPEN_END is last:
        return _name_list(members, style, zone, "or")
    if first.mark or last.mark or _is_wide(first) or _is_wide(last):
        return _between([_name(first, style, zone)], [_name(last, style, zone)])
    return _between(_words(first, style, zone), _words(last, style, zone))


def _name_list(
    members: tuple[Member, ...], style: _Style, zone: str | None, word: Literal["and", "or"]
) -> str:
    names = [_name_member(first, last, style, zone, word) for first, last in members]
    if all(first is last and not first.mark and not _is_wide(first) for first, last in members):
        words = [_words(date, style, zone) for date, _ in members]
        if len(words[0]) > 1 and all(other[1:] == words[0][1:] for other in words):
            names = [*(other[0] for other in words[:-1]), " ".join(words[-1])]
    *most, last_name = names
    return f"{', '.join(most)} {word} {last_name}" if most else last_name


def _name_member(first: Date, last: Date, style: _Style, zone: str | None, word: str) -> str:
    if first is OPEN_START:
        return f"{'by' if word == 'or' else 'until'} {_name(last, style, zone)}"
    if last is OPEN_END:
        return f"{_name(first, style, zone)} {word} later"
    return _name_stretch(first, last, style, zone)


def _name_days(first: Day, last: Day) -> str:
    start, end = _spell_days(first, last, _LONG)
    return " ".join(start) if start == end else _join(start, end, _LONG.to)


def _join(first: list[str], last: list[str], to: str) -> str:
    """Write a range, saying once at its end what both dates share: 2-3 Mar 2024."""
    if any("-" in word or ":" in word for word in (*first, *last)):
        to = " to "
    return f"{_unshared(first, last)}{to}{' '.join(last)}"


def _between(first: list[str], last: list[str]) -> str:
    return f"between {_unshared(first, last)} and {' '.join(last)}"


def _unshared(first: list[str], last: list[str]) -> str:
    size = len(first)
    if size == len(last) and first != last:
        while first[size - 1] == last[size - 1]:
            size -= 1
        if size == 2 and ":" in first[0]:  # "10:00 UTC 2" alone is no date
            size = 3
    return " ".join(first[:size])


def _words(date: Date, style: _Style, zone: str | None) -> list[str]:
    """Give the words of a date without its mark, the widest unit last: 2, Mar, 2024."""
    if date.precision == "season":
        turns = date.season in _TURNING
        return [_SEASONS[date.season], _winter(date.year) if turns else _year(date.year)]
    if date.precision == "years":
        return [_years(date, style)]
    words = _spell((date.year, date.month, date.day), style)
    return [f"{_clock(date.seconds)} {_zone(date, zone)}", *words] if date.seconds >= 0 else words


def _spell(civil: tuple[int, int, int], style: _Style) -> list[str]:
    year, month, day = civil
    words = [str(day)] if day else []
    if month:
        words.append(style.months[month - 1])
    return [*words, _year(year)]


def _spell_days(first: Day, last: Day, style: _Style) -> tuple[list[str], list[str]]:
    """Give the words of two days, as years or months where they bound whole ones."""
    (year, month, day), (last_year, last_month, last_day) = civil(first), civil(last)
    morrow = civil(last + 1)
    if day == 1 and morrow[2] == 1:
        day = last_day = 0
        if month == 1 and morrow[1] == 1:
            month = last_month = 0
    return _spell((year, month, day), style), _spell((last_year, last_month, last_day), style)


def _year(year: int) -> str:
    if year <= 0:
        return f"{1 - year} BC"  # astronomical year 0 is 1 BC
    return str(year) if year > 999 else f"AD {year}"


def _winter(year: int) -> str:
    """Name the two years of a winter: 2024-25."""
    if year > 999 and year % 100 != 99:
        return f"{year}-{(year + 1) % 100:02}"
    return f"{_year(year)}-{_year(year + 1)}"


def _years(date: Date, style: _Style) -> str:
    if _is_decade(date):
        return style.decade.format(date.year)
    return f"{_year(date.year)}{style.to}{_year(civil(date.last)[0])}"


def _is_decade(date: Date) -> bool:
    """Whether it can be called "2020s"; "1900s" would read as a century."""
    last_year = civil(date.last)[0]
    return last_year - date.year == 9 and date.year % 100 != 0 and date.year > 999


def _clock(seconds: int) -> str:
    minutes, second = divmod(seconds, 60)
    return f"{minutes // 60:02}:{minutes % 60:02}" + (f":{second:02}" if second else "")


def _zone(date: Date, zone: str | None) -> str:
    """Name the offset as the zone does at that instant, else by number: EST, UTC-05:00."""
    if not date.offset:
        return "local" if date.offset is None else "UTC"
    name = _zone_name(date, date.offset, zone) if zone and 1 < date.year < 9999 else None
    if name and name.isalpha():  # a zone without a name of its own says "-03"
        return name
    hours, minutes = divmod(abs(date.offset) // 60, 60)
    return f"UTC{'-' if date.offset < 0 else '+'}{hours:02}:{minutes:02}"


def _zone_name(date: Date, offset: int, zone: str) -> str | None:
    from datetime import datetime, timedelta, timezone
    from zoneinfo import ZoneInfo  # here, for start-up: few dates have a time with an offset

    midnight = datetime(date.year, date.month, date.day, tzinfo=timezone(timedelta(seconds=offset)))
    written = midnight + timedelta(seconds=date.seconds)
    try:
        there = written.astimezone(ZoneInfo(zone))
    except (KeyError, ValueError, OSError):  # no such zone, or no zone data on this machine
        return None
    return there.tzname() if there.utcoffset() == written.utcoffset() else None
