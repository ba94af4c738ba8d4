"""What people type to When: "2 march 2024", "c. june 2024", "by feb 2025", "last week".

Each kind of phrase becomes EDTF, which `parse` then reads; what is in doubt is no date.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from datetime import date
from typing import Final

from tui.when.bounds import When
from tui.when.days import Day, civil, day_of, month_start
from tui.when.grammar import LONGEST, parse
from tui.when.written import BadDate, Date, no_date, readings


def read(text: str, today: date | None = None) -> When:
    """Read EDTF or words, case ignored; the When's `text` is the EDTF. Raise BadDate."""
    try:
        return parse(text.strip())
    except BadDate:
        if len(text) > LONGEST:
            raise
        words = " ".join(re.sub("[–—‑]", "-", text).lower().split())  # noqa: RUF001
        edtf = _phrase(words, day_of(today or date.today()))
        if edtf is None:
            raise
    return parse(edtf)


def _phrase(words: str, today: Day) -> str | None:
    """Give the EDTF of a date, a span or a bound in words; None if it is none of these."""
    if edtf := _date(words, today):
        return edtf
    for pattern, write in _PAIRS:
        if found := pattern(words):
            pair = _pair(found[1], found[2], today)
            if pair:
                return write(*pair)
    for pattern, write_one in _BOUNDS:
        if (found := pattern(words)) and (edtf := _date(found[1], today)):
            return write_one(edtf)
    return None


_PAIRS: Final[list[tuple[Callable[[str], re.Match[str] | None], Callable[[str, str], str]]]] = [
    (re.compile(r"between (.+) and (.+)").fullmatch, "[{}..{}]".format),
    (re.compile(r"(?:from )?(.+?) (?:to|until|-) (.+)").fullmatch, "{}/{}".format),
    (re.compile(r"([^-]+)-([^-?]+)").fullmatch, "{}/{}".format),
    (re.compile(r"(?:either )?(.+) or (.+)").fullmatch, "[{},{}]".format),
]


def _pair(first: str, last: str, today: Day) -> tuple[str, str] | None:
    """Read two dates; the first may leave to the second what both share: 2-3 Mar 2024."""
    words = last.split()
    tails = (" ".join(words[at:]) for at in range(len(words) - 1, 0, -1))
    wholes = (first, *(f"{first} {tail}" for tail in tails))
    start = next(filter(None, (_date(whole, today) for whole in wholes)), None)
    end = _date(last, today)
    return (start, end) if start and end and "/" not in start + end else None


def _before(edtf: str) -> str:
    return f"[..{_neighbour(edtf, -1)}]"


def _after(edtf: str) -> str:
    return f"[{_neighbour(edtf, 1)}..]"


def _neighbour(edtf: str, step: int) -> str:
    """Give the day, month or year before or after a date, as precise as the date itself."""
    when = parse(edtf)
    ((date, _),) = when.members
    if when.shape != "date" or date.mark:
        raise no_date(edtf)
    return _write(date.first - 1 if step < 0 else date.last + 1, date)


def _write(day: Day, like: Date | None = None) -> str:
    year, month, of_month = civil(day)
    years = f"{year:04}" if year >= 0 else f"-{-year:04}"
    if like and like.precision == "year":
        return years if -10_000 < year < 10_000 else f"Y{year}"
    if like and like.precision == "month":
        return f"{years}-{month:02}"
    return f"{years}-{month:02}-{of_month:02}"


_BOUNDS: Final[list[tuple[Callable[[str], re.Match[str] | None], Callable[[str], str]]]] = [
    (re.compile(r"by (.+)").fullmatch, "[..{}]".format),
    (re.compile(r"(.+) or earlier").fullmatch, "[..{}]".format),
    (re.compile(r"(.+) or (?:later|after)").fullmatch, "[{}..]".format),
    (re.compile(r"before (.+)").fullmatch, _before),
    (re.compile(r"after (.+)").fullmatch, _after),
    (re.compile(r"(?:from|since) (.+)").fullmatch, "{}/..".format),
    (re.compile(r"(?:until|till|up to) (.+)").fullmatch, "../{}".format),
    (re.compile(r"(.+)-\?").fullmatch, "{}/".format),
    (re.compile(r"\? to (.+)").fullmatch, "/{}".format),
]

_ABOUT: Final = re.compile(r"(?:about|around|approximately|circa|ca?\.?) (.+)").fullmatch


def _date(words: str, today: Day) -> str | None:
    """Give the EDTF of one date, with "about" and "?" as its marks."""
    for little in ("on ", "in ", "the "):
        words = words.removeprefix(little)
    about = _ABOUT(words)
    plain = about[1] if about else words
    doubtful = plain.endswith("?")
    mark = {(True, True): "%", (True, False): "~", (False, True): "?"}.get(
        (about is not None, doubtful), ""
    )
    edtf = _calendar(plain.removesuffix("?"), today)
    if edtf and mark and "/" in edtf:
        return None  # "about last week" has no EDTF
    return edtf and edtf + mark


def _calendar(words: str, today: Day) -> str | None:
    for written in (words.upper(), words.upper().replace(" ", "T", 1)):
        try:
            if parse(written).shape == "date":
                return written
        except BadDate:
            continue
    for reader in (_relative, _season, _numbers, _named):
        if edtf := reader(words, today):
            return edtf
    return None


_RELATIVE: Final = {"last": -1, "this": 0, "next": 1}


def _relative(words: str, today: Day) -> str | None:
    """Read days, weeks, months and years counted from today; weeks start on Monday."""
    days = {"yesterday": -1, "today": 0, "tomorrow": 1}
    if words in days:
        return _write(today + days[words])
    match words.split():
        case [which, unit] if which in _RELATIVE:
            step = _RELATIVE[which]
        case _:
            return None
    year, month, _ = civil(today)
    if unit == "week":
        monday = today - _weekday(today) + 7 * step
        return f"{_write(monday)}/{_write(monday + 6)}"
    if unit == "month":
        return _write(month_start(year, month + step))[:-3]
    return f"{year + step:04}" if unit == "year" else None


def _weekday(day: Day) -> int:
    return (day + 3) % 7  # Monday is 0, and 1970-01-01 was a Thursday


_SEASON: Final = re.compile(
    r"(?:(southern )?(spring|summer|autumn|fall|winter)|(q[1-4])|(h[12])) (?:of )?"
    r"(\d{4})(?:-(\d\d|\d{4}))?",
    re.ASCII,
).fullmatch
_DECADE: Final = re.compile(r"(\d{3})0s", re.ASCII).fullmatch


def _season(words: str, today: Day) -> str | None:
    """Read seasons, quarters, halves and decades of years."""
    if decade := _DECADE(words):
        if decade[1].endswith("0"):
            start = decade[1]
            raise BadDate(
                words, f"it can be read two ways; write {start}X, or {start[:2]}XX for the century"
            )
        return f"{decade[1]}X"
    found = _SEASON(words)
    if found is None:
        return None
    southern, season, quarter, half, year, next_year = found.groups()
    if next_year and not f"{int(year) + 1:04}".endswith(next_year):
        return None
    if season:
        index = ("spring", "summer", "autumn", "winter").index(season.replace("fall", "autumn"))
        turning = 1 if southern else 3
        if next_year and index != turning:
            return None
        return f"{year}-{(29 if southern else 21) + index}"
    if next_year:
        return None
    return f"{year}-{32 + int(quarter[1])}" if quarter else f"{year}-{39 + int(half[1])}"


def _numbers(words: str, today: Day) -> str | None:
    """Read a date in numbers that has one reading, 25/12/2024; raise BadDate for two."""
    dates = readings(words)
    if len(dates) > 1:
        raise no_date(words)
    return dates[0] if dates else None


_YEAR: Final = re.compile(r"\d{4}", re.ASCII).fullmatch
_DAY: Final = re.compile(r"(\d{1,2})(?:st|nd|rd|th)?", re.ASCII).fullmatch
_TIME: Final = re.compile(r"(\d{1,2})(?::(\d\d))?(?::(\d\d))?([ap]m)?", re.ASCII).fullmatch
_ZONE: Final = re.compile(r"(?:utc|gmt|z)([+-]\d\d:\d\d)?", re.ASCII).fullmatch


def _named(words: str, today: Day) -> str | None:
    """Read a date that names its month, or a weekday alone: the latest such day up to today.

    `dateutil` knows the names; its parser is not asked, since it fills what is not there from
    a default date, and reads "march 24" as a day.
    """
    # Here, for start-up: it costs 20 ms.
    from dateutil.parser import parserinfo  # type: ignore[import-untyped,unused-ignore]

    names = parserinfo()
    tokens = re.sub(r"(?<=\d) (?=[ap]m\b)", "", words).replace(",", " ").split()
    if len(tokens) == 1 and (weekday := names.weekday(tokens[0])) is not None:
        return _write(today - (_weekday(today) - weekday) % 7)
    given: dict[str, str] = {}
    for token in tokens:
        if token in ("of", "at", "local"):
            continue
        part = _part(token, names.month(token), names.weekday(token))
        if part is None or part[0] in given:
            return None
        given[part[0]] = part[1]
    if not {"year", "month"} <= given.keys():
        return None
    edtf = f"{given['year']}-{given['month']}"
    if "day" not in given:
        return edtf if len(given) == 2 else None
    edtf = f"{edtf}-{given['day']}"
    if "zone" in given and "time" not in given:
        return None
    if "weekday" in given and _weekday(parse(edtf).start_earliest) != int(given["weekday"]):
        raise BadDate(words, f"that day is a {_WEEKDAYS[_weekday(parse(edtf).start_earliest)]}")
    return f"{edtf}T{given['time']}{given.get('zone', '')}" if "time" in given else edtf


_WEEKDAYS: Final = (
    *("Monday", "Tuesday", "Wednesday", "Thursday"),
    *("Friday", "Saturday", "Sunday"),
)


def _part(token: str, month: int | None, weekday: int | None) -> tuple[str, str] | None:
    """Tell what a word of a date gives, as EDTF writes it."""
    if month:
        return "month", f"{month:02}"
    if weekday is not None:
        return "weekday", str(weekday)
    if _YEAR(token):
        return "year", token
    if day := _DAY(token):
        return "day", f"{int(day[1]):02}"
    if zone := _ZONE(token):
        return "zone", (zone[1] or "Z").upper()
    if (time := _TIME(token)) and (time[2] or time[4]):
        hour = int(time[1])
        if time[4]:
            if not 1 <= hour <= 12:
                return None
            hour = hour % 12 + (12 if time[4] == "pm" else 0)
        return "time", f"{hour:02}:{time[2] or '00'}:{time[3] or '00'}"
    return None
