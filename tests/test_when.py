"""An event's date: what its source says, what is certain, how it is ordered, written and read."""

from __future__ import annotations

import datetime
import pickle
import random
import subprocess
import sys
from collections.abc import Callable

import pytest
from hypothesis import assume, example, given
from hypothesis import strategies as st

from tui.when import FUTURE, PAST, BadDate, Day, When, civil, day_of, elapsed, parse, read

TODAY = datetime.date(2024, 3, 14)  # a Thursday


def day(text: str) -> Day:
    """Give the day of an ISO date of any year, "past" or "future"."""
    if text in ("past", "future"):
        return PAST if text == "past" else FUTURE
    year, month, of_month = text.rsplit("-", 2)
    shifted = int(year) % 400 + 2000  # the calendar repeats every 400 years, of 146,097 days
    cycles = (int(year) - shifted) // 400
    return day_of(datetime.date(shifted, int(month), int(of_month))) + 146_097 * cycles


def bounds(when: When) -> tuple[Day, Day, Day, Day]:
    """Give the four bounds of a date."""
    return when.start_earliest, when.start_latest, when.end_earliest, when.end_latest


# One unknown day: the text, and the first and last day it may be.
SINGLE = [
    # Level 0
    ("1985-04-12", "1985-04-12", "1985-04-12"),
    ("1985-04", "1985-04-01", "1985-04-30"),
    ("1985", "1985-01-01", "1985-12-31"),
    ("1985-04-12T23:20:30", "1985-04-12", "1985-04-12"),
    ("1985-04-12T23:20:30Z", "1985-04-12", "1985-04-12"),
    ("1985-04-12T23:20:30-04", "1985-04-12", "1985-04-12"),
    ("1985-04-12T23:20:30+04:30", "1985-04-12", "1985-04-12"),
    ("1985-04-12T23:20", "1985-04-12", "1985-04-12"),
    ("0000-02-29", "0-02-29", "0-02-29"),
    # Level 1
    ("Y170000002", "170000002-01-01", "170000002-12-31"),
    ("Y-170000002", "-170000002-01-01", "-170000002-12-31"),
    ("2001-21", "2001-03-01", "2001-05-31"),
    ("2001-22", "2001-06-01", "2001-08-31"),
    ("2001-23", "2001-09-01", "2001-11-30"),
    ("2001-24", "2001-12-01", "2002-02-28"),
    ("1984?", "1983-01-01", "1985-12-31"),
    ("2004-06~", "2004-05-01", "2004-07-31"),
    ("2004-06-11%", "2004-06-09", "2004-06-13"),
    ("2004-06-11T10:00Z~", "2004-06-10", "2004-06-12"),
    ("2001-21~", "2000-12-01", "2001-08-31"),
    ("201X", "2010-01-01", "2019-12-31"),
    ("201X~", "2000-01-01", "2029-12-31"),
    ("20XX", "2000-01-01", "2099-12-31"),
    ("2004-XX", "2004-01-01", "2004-12-31"),
    ("1985-04-XX", "1985-04-01", "1985-04-30"),
    ("1985-04-XX~", "1985-03-01", "1985-05-31"),
    ("1985-XX-XX", "1985-01-01", "1985-12-31"),
    ("-1985", "-1985-01-01", "-1985-12-31"),
    ("-0044-03-15", "-44-03-15", "-44-03-15"),
    # Level 2
    ("Y-17E7", "-170000000-01-01", "-170000000-12-31"),
    ("1950S2", "1900-01-01", "1999-12-31"),
    ("Y171010000S3", "171000000-01-01", "171999999-12-31"),
    ("Y3388E2S3", "338000-01-01", "338999-12-31"),
    ("2001-25", "2001-03-01", "2001-05-31"),
    ("2001-28", "2001-12-01", "2002-02-28"),
    ("2001-29", "2001-09-01", "2001-11-30"),
    ("2001-30", "2001-12-01", "2002-02-28"),
    ("2001-32", "2001-06-01", "2001-08-31"),
    ("2001-34", "2001-04-01", "2001-06-30"),
    ("2001-39", "2001-09-01", "2001-12-31"),
    ("2001-41", "2001-07-01", "2001-12-31"),
    ("2004-06~-11", "2004-05-11", "2004-07-11"),
    ("2004?-06-11", "2003-06-11", "2005-06-11"),
    ("2004-06-~11", "2004-06-10", "2004-06-12"),
    ("?2004-06-~11", "2003-06-10", "2005-06-12"),
    ("2004-%06-11", "2004-04-11", "2004-08-11"),
    ("2004~-02-29", "2003-02-28", "2005-02-28"),
    ("156X-12-25", "1560-12-25", "1569-12-25"),
    ("15XX-12-25", "1500-12-25", "1599-12-25"),
    ("15XX-12-XX", "1500-12-01", "1599-12-31"),
    ("XXXX-12-XX", "0-12-01", "9999-12-31"),
    ("1XXX-XX", "1000-01-01", "1999-12-31"),
    ("1XXX-12", "1000-12-01", "1999-12-31"),
    ("1984-1X", "1984-10-01", "1984-12-31"),
    ("1560-XX-25", "1560-01-25", "1560-12-25"),
    ("2024-XX-31", "2024-01-31", "2024-12-31"),
    ("201X-02-29", "2012-02-29", "2016-02-29"),
    ("-004X", "-49-01-01", "-40-12-31"),
    ("[1667,1668,1670..1672]", "1667-01-01", "1672-12-31"),
    ("[1667, 1668, 1670..1672]", "1667-01-01", "1672-12-31"),
    ("[..1760-12-03]", "past", "1760-12-03"),
    ("[1760-12..]", "1760-12-01", "future"),
    ("[1760-01,1760-02,1760-12..]", "1760-01-01", "future"),
    ("[1667,1760-12]", "1667-01-01", "1760-12-31"),
    ("[..2025-02]", "past", "2025-02-28"),
    ("[1984~,2004-XX]", "1983-01-01", "2004-12-31"),
    # The draft of 2012
    ("199u", "1990-01-01", "1999-12-31"),
    ("196x", "1960-01-01", "1969-12-31"),
    ("2004-uu", "2004-01-01", "2004-12-31"),
    ("y17000", "17000-01-01", "17000-12-31"),
    ("1984?~", "1982-01-01", "1986-12-31"),
]

# A stretch: the text, and its four bounds.
STRETCHES = [
    ("1964/2008", "1964-01-01", "1964-12-31", "2008-01-01", "2008-12-31"),
    ("2004-06/2006-08", "2004-06-01", "2004-06-30", "2006-08-01", "2006-08-31"),
    ("2024-02/2024-04", "2024-02-01", "2024-02-29", "2024-04-01", "2024-04-30"),
    ("2004-02-01/2005-02", "2004-02-01", "2004-02-01", "2005-02-01", "2005-02-28"),
    ("2023-10-02/..", "2023-10-02", "2023-10-02", "future", "future"),
    ("2023-10/..", "2023-10-01", "2023-10-31", "future", "future"),
    ("2023-10-02/", "2023-10-02", "2023-10-02", "2023-10-02", "future"),
    ("../1985-04-12", "past", "past", "1985-04-12", "1985-04-12"),
    ("../2025-02", "past", "past", "2025-02-01", "2025-02-28"),
    ("/2025-02", "past", "2025-02-28", "2025-02-01", "2025-02-28"),
    ("1984~/2004-06", "1983-01-01", "1985-12-31", "2004-06-01", "2004-06-30"),
    ("2004-06-~01/2004-06-~20", "2004-05-31", "2004-06-02", "2004-06-19", "2004-06-21"),
    ("2004-06-XX/2004-07-03", "2004-06-01", "2004-06-30", "2004-07-03", "2004-07-03"),
    ("2024/2024-03", "2024-01-01", "2024-03-31", "2024-03-01", "2024-03-31"),
    ("2024-06~/2024-06-02", "2024-05-01", "2024-06-02", "2024-06-02", "2024-06-02"),
    ("2024-03-02T10:00/2024-03-03", "2024-03-02", "2024-03-02", "2024-03-03", "2024-03-03"),
    ("{1667,1668,1670..1672}", "1667-01-01", "1667-12-31", "1672-01-01", "1672-12-31"),
    ("{1960,1961-12}", "1960-01-01", "1960-12-31", "1961-12-01", "1961-12-31"),
    ("{1961-12,1960}", "1960-01-01", "1960-12-31", "1961-12-01", "1961-12-31"),
    ("{..1984}", "past", "past", "1984-01-01", "1984-12-31"),
    ("unknown/2006", "past", "2006-12-31", "2006-01-01", "2006-12-31"),
    ("2004-01-01/open", "2004-01-01", "2004-01-01", "future", "future"),
    ("1984-06?/2004-08?", "1984-05-01", "1984-07-31", "2004-07-01", "2004-09-30"),
]

VALID = [text for text, *_ in SINGLE] + [text for text, *_ in STRETCHES]


@pytest.mark.parametrize(("text", "first", "last"), SINGLE)
def test_a_date_is_one_unknown_day_within_its_precision(text: str, first: str, last: str) -> None:
    """Start and end share their bounds, which marks widen by a unit of precision."""
    assert bounds(parse(text)) == (day(first), day(last)) * 2


@pytest.mark.parametrize(("text", "four"), [(text, four) for text, *four in STRETCHES])
def test_a_span_starts_within_its_first_date_and_ends_within_its_last(
    text: str, four: list[str]
) -> None:
    """Each end of a stretch has the bounds of its own date, or none where it is open."""
    assert bounds(parse(text)) == tuple(day(bound) for bound in four)


@pytest.mark.parametrize("text", VALID)
def test_the_text_stays_as_written(text: str) -> None:
    """A date in the draft's notation is not rewritten either."""
    assert parse(text).text == text


ONLY_HERE = [
    *("2001-24", "2001-28", "2001-30"),  # edtf ends them in December
    *("2023-10-02/", "/2025-02"),  # edtf gives an unknown end ten years
    "201X-02-29",  # edtf takes the years 2010 and 2019, which have no such day
    "{1961-12,1960}",  # edtf takes a set to be sorted
    "1984-1X",  # edtf fails
]


@pytest.mark.parametrize(
    "text", [text for text in VALID if text not in ONLY_HERE and not set(text) & set("~?%Suxynop")]
)
def test_a_second_reader_of_edtf_agrees(text: str) -> None:
    """The `edtf` package gives the same outer bounds to every unmarked date that it reads."""
    edtf = pytest.importorskip("edtf")
    second = edtf.parse_edtf(text, fail_silently=True)
    if second is None:
        pytest.skip("edtf reads no times without seconds, and no spans of times")
    when = parse(text)
    for bound, strict in (
        (when.start_earliest, second.lower_strict()),
        (when.end_latest, second.upper_strict()),
    ):
        if isinstance(strict, float):
            assert bound == (PAST if strict < 0 else FUTURE)
        else:
            assert civil(bound) == tuple(strict[:3])


def test_an_approximate_month_is_possibly_in_it_and_certainly_in_its_year() -> None:
    """What was about June 2024 may have been in May or July."""
    about_june = parse("2024-06~")
    june = day("2024-06-01"), day("2024-06-30")
    year = day("2024-01-01"), day("2024-12-31")
    assert about_june.possibly_in(*june)
    assert not about_june.certainly_in(*june)
    assert about_june.certainly_in(*year)


def test_an_open_span_is_certainly_in_every_later_year() -> None:
    """What goes on without end touches any interval after its start."""
    assert parse("2023-10-02/..").certainly_in(day("2090-01-01"), day("2090-12-31"))


def test_an_unknown_end_makes_later_years_possible_only() -> None:
    """What ended on an unknown day may have ended at once."""
    when = parse("2023-10-02/")
    later = day("2024-01-01"), day("2024-12-31")
    assert when.possibly_in(*later)
    assert not when.certainly_in(*later)


@pytest.mark.parametrize(
    ("text", "exact", "uncertain"),
    [
        ("2024-03-02", True, False),
        ("2025-01-15T10:00:00-05:00", True, False),
        ("2024-03-02/2024-03-05", False, False),
        ("2023-10-02/..", False, False),
        ("2023-10-02/", False, True),
        ("2024-03", False, True),
        ("2024-03-02~", False, True),
        ("[2024-03-02,2024-03-05]", False, True),
        ("[..2025-02]", False, True),
        ("2024-02/2024-04", False, True),
    ],
)
def test_a_date_knows_whether_its_days_are_certain(text: str, exact: bool, uncertain: bool) -> None:
    """A span of exact days is certain, and so is an open end; a month alone is not."""
    when = parse(text)
    assert (when.is_exact, when.is_uncertain) == (exact, uncertain)


CHRONOLOGY = [
    "-0044-03-15",
    "202X",
    "2023-10-02/..",
    "2024-24",
    "2024",
    "2024/2025",
    "2024-02-29",
    "2024-03",
    "2024-03~",
    "2024-03/2024-05",
    "2024-03-02",
    "2024-03-02T09:00:00+01:00",
    "2024-03-02T08:30:00Z",
    "2024-03-02T07:00:00-05:00",
    "2024-03-02~",
    "2024-03-02/2024-03-03",
    "2024-03-02/2024-03-05",
    "2024-03-02/..",
    "2024-03-03",
    "[..2024-03]",
    "2024-04-01",
    "2024-06~",
    "2024-06-01",
]


def test_a_shuffled_chronology_sorts_as_a_person_would_list_it() -> None:
    """Vague before precise, a day before its instants, shorter before longer, "by" at the end."""
    shuffled = CHRONOLOGY[:]
    random.Random(7).shuffle(shuffled)
    assert sorted(shuffled, key=lambda text: parse(text).order) == CHRONOLOGY


@pytest.mark.parametrize(
    ("text", "heading"),
    [
        ("2024-03-02", (2024, 3)),
        ("2024-06~", (2024, 6)),
        ("2024", (2024, None)),
        ("2024-21", (2024, None)),
        ("202X", (2020, None)),
        ("1950S2", (1950, None)),
        ("156X-12-25", (1560, None)),
        ("2024-02/2024-04", (2024, 2)),
        ("2024/2024-04", (2024, None)),
        ("[..2025-02]", (2025, 2)),
        ("../2025", (2025, 12)),
        ("[2024-05,2024-03]", (2024, 3)),
    ],
)
def test_a_date_is_listed_under_its_nominal_start(
    text: str, heading: tuple[int, int | None]
) -> None:
    """Doubt does not move it, and what has no start is listed under its end."""
    assert parse(text).heading == heading


@pytest.mark.parametrize("text", VALID)
def test_the_rank_fits_eighteen_bits(text: str) -> None:
    """An index packs the order into one integer."""
    assert 0 <= parse(text).order[3] < 2**18


LABELS = [
    ("2024-03-02", "2 Mar 2024", "on 2 March 2024"),
    ("2024-03", "Mar 2024", "some day in March 2024"),
    ("2024", "2024", "some day in 2024"),
    ("2024-21", "spring 2024", "some day in spring 2024"),
    ("2024-24", "winter 2024-25", "some day in winter 2024-25"),
    ("1999-24", "winter 1999-2000", "some day in winter 1999-2000"),
    ("2024-33", "Q1 2024", "some day in Q1 2024"),
    ("202X", "2020s", "some day in the 2020s"),
    ("190X", "1900-1909", "some day from 1900 to 1909"),
    ("19XX", "1900-1999", "some day from 1900 to 1999"),
    ("2024-06~", "c. Jun 2024", "about June 2024 (May to July 2024)"),
    ("2024-06?", "Jun 2024?", "perhaps June 2024 (May to July 2024)"),
    ("2024-06%", "c. Jun 2024?", "perhaps about June 2024 (April to August 2024)"),
    ("2024-03-02~", "c. 2 Mar 2024", "about 2 March 2024 (1 to 3 March 2024)"),
    (
        "2004?-06-11",
        "between 11 Jun 2003 and 11 Jun 2005",
        "some day between 11 June 2003 and 11 June 2005",
    ),
    (
        "1560-XX-25",
        "between 25 Jan and 25 Dec 1560",
        "some day between 25 January and 25 December 1560",
    ),
    ("1950S2", "between 1900 and 1999", "some day between 1900 and 1999"),
    ("20XX~", "between 1900 and 2199", "some day between 1900 and 2199"),
    ("2024-03-02/2024-03-03", "2-3 Mar 2024", "from 2 to 3 March 2024"),
    ("2024-02-29/2024-03-01", "29 Feb-1 Mar 2024", "from 29 February to 1 March 2024"),
    (
        "2024-12-30/2025-01-02",
        "30 Dec 2024-2 Jan 2025",
        "from 30 December 2024 to 2 January 2025",
    ),
    ("2024-02/2024-04", "Feb-Apr 2024", "from February to April 2024"),
    ("2024-09/2025-01", "Sep 2024-Jan 2025", "from September 2024 to January 2025"),
    ("2021/2024", "2021-2024", "from 2021 to 2024"),
    ("2024-03-02/2024-03-02", "2 Mar 2024", "from 2 March 2024"),
    ("2024-06~/2024-09", "c. Jun 2024 to Sep 2024", "from about June 2024 to September 2024"),
    ("2023-10-02/..", "from 2 Oct 2023", "from 2 October 2023, still going on"),
    ("2023-10-02/", "2 Oct 2023-?", "from 2 October 2023 to an unknown end"),
    ("../2025-02", "until Feb 2025", "until February 2025, from an open start"),
    ("/2025-02", "? to Feb 2025", "from an unknown start to February 2025"),
    ("[..2025-02]", "by Feb 2025", "some day up to the end of February 2025"),
    ("[..2025-02-03]", "by 3 Feb 2025", "some day up to 3 February 2025"),
    ("[2025-02..]", "Feb 2025 or later", "some day from the start of February 2025 on"),
    ("[2024-03-03,2024-03-05]", "3 or 5 Mar 2024", "either 3 or 5 March 2024"),
    (
        "[2024-03-03..2024-03-05]",
        "between 3 and 5 Mar 2024",
        "some day between 3 and 5 March 2024",
    ),
    (
        "[1667,1668,1670..1672]",
        "1667, 1668 or 1670-1672",
        "either 1667, 1668 or 1670 to 1672",
    ),
    (
        "{2024-03-03,2024-03-05,2024-03-09}",
        "3, 5 and 9 Mar 2024",
        "all of 3, 5 and 9 March 2024",
    ),
    ("{..1984}", "until 1984", "until 1984, from an open start"),
    ("-0043-03-15", "15 Mar 44 BC", "on 15 March 44 BC"),
    ("0000", "1 BC", "some day in 1 BC"),
    ("0044", "AD 44", "some day in AD 44"),
    ("Y17000", "17000", "some day in 17000"),
]


@pytest.mark.parametrize(("text", "label", "sentence"), LABELS)
def test_a_date_is_written_as_a_person_would(text: str, label: str, sentence: str) -> None:
    """Short in the list, in plain words beside it."""
    assert (parse(text).label(), parse(text).explain()) == (label, sentence)


@pytest.mark.parametrize(
    ("text", "zone", "label"),
    [
        ("2025-01-15T10:00:00-05:00", "America/New_York", "10:00 EST 15 Jan 2025"),
        ("2025-07-15T10:00:00-04:00", "America/New_York", "10:00 EDT 15 Jul 2025"),
        ("2025-07-15T10:00:00-05:00", "America/New_York", "10:00 UTC-05:00 15 Jul 2025"),
        ("2025-01-15T10:00:00-05:00", None, "10:00 UTC-05:00 15 Jan 2025"),
        ("2025-01-15T10:00:00-05:00", "No/Such_Zone", "10:00 UTC-05:00 15 Jan 2025"),
        ("2025-01-15T10:00:00-05:00", "../../etc", "10:00 UTC-05:00 15 Jan 2025"),
        ("2025-01-15T10:00:00-03:00", "America/Sao_Paulo", "10:00 UTC-03:00 15 Jan 2025"),
        ("2025-01-15T10:00:00Z", "America/New_York", "10:00 UTC 15 Jan 2025"),
        ("2025-01-15T10:00:30", "America/New_York", "10:00:30 local 15 Jan 2025"),
        ("-0044-03-15T10:00:00+01:00", "Europe/Rome", "10:00 UTC+01:00 15 Mar 45 BC"),
        (
            "2025-01-15T10:00-05:00/2025-01-15T12:00-05:00",
            "America/New_York",
            "10:00 EST to 12:00 EST 15 Jan 2025",
        ),
        (
            "2025-01-15T10:00Z/2025-01-16T12:00Z",
            None,
            "10:00 UTC 15 Jan to 12:00 UTC 16 Jan 2025",
        ),
    ],
)
def test_a_time_always_shows_its_zone(text: str, zone: str | None, label: str) -> None:
    """By the store's name for it where that is true, else by its offset."""
    assert parse(text).label(zone) == label


def test_an_instant_is_explained_with_its_zone() -> None:
    """The sentence takes the store's zone as the label does."""
    when = parse("2025-01-15T10:00:00-05:00")
    assert when.explain("America/New_York") == "at 10:00 EST on 15 January 2025"


@pytest.mark.parametrize(
    ("words", "edtf"),
    [
        ("2 march 2024", "2024-03-02"),
        ("2nd of March, 2024", "2024-03-02"),
        ("Saturday 2 March 2024", "2024-03-02"),
        ("12 JAN 2025", "2025-01-12"),
        ("jan 12, 2025", "2025-01-12"),
        ("  march   2024 ", "2024-03"),
        ("sept 2024", "2024-09"),
        ("2024", "2024"),
        ("2024-03-02", "2024-03-02"),
        ("2024-3-2", "2024-03-02"),
        ("2024/03/02", "2024-03-02"),
        ("25/12/2024", "2024-12-25"),
        ("2/2/2024", "2024-02-02"),
        ("spring 2024", "2024-21"),
        ("fall 2024", "2024-23"),
        ("winter 2024-25", "2024-24"),
        ("southern winter 2024", "2024-32"),
        ("Q3 2024", "2024-35"),
        ("H2 2024", "2024-41"),
        ("2020s", "202X"),
        ("in the 2020s", "202X"),
        ("today", "2024-03-14"),
        ("yesterday", "2024-03-13"),
        ("tomorrow", "2024-03-15"),
        ("thursday", "2024-03-14"),
        ("Friday", "2024-03-08"),
        ("last week", "2024-03-04/2024-03-10"),
        ("this week", "2024-03-11/2024-03-17"),
        ("next week", "2024-03-18/2024-03-24"),
        ("last month", "2024-02"),
        ("this year", "2024"),
        ("next year", "2025"),
        ("about june 2024", "2024-06~"),
        ("c. june 2024", "2024-06~"),
        ("circa 2020?", "2020%"),
        ("june 2024?", "2024-06?"),
        ("before march 2024", "[..2024-02]"),
        ("before 1 march 2024", "[..2024-02-29]"),
        ("before 2024", "[..2023]"),
        ("by feb 2025", "[..2025-02]"),
        ("after 2020", "[2021..]"),
        ("after 31 dec 2024", "[2025-01-01..]"),
        ("feb 2025 or later", "[2025-02..]"),
        ("feb 2025 or earlier", "[..2025-02]"),
        ("since 2020", "2020/.."),
        ("until feb 2025", "../2025-02"),
        ("from 2 mar 2024 to 5 apr 2024", "2024-03-02/2024-04-05"),
        ("2-3 march 2024", "2024-03-02/2024-03-03"),
        ("2020 – 2024", "2020/2024"),  # noqa: RUF001
        ("2021-2024", "2021/2024"),
        ("between 2 and 5 march 2024", "[2024-03-02..2024-03-05]"),
        ("3 or 5 march 2024", "[2024-03-03,2024-03-05]"),
        ("20 jan 2025 10:00", "2025-01-20T10:00:00"),
        ("20 jan 2025 at 12:30 am", "2025-01-20T00:30:00"),
        ("20 jan 2025 10pm utc", "2025-01-20T22:00:00Z"),
        ("2025-01-20 10:00", "2025-01-20T10:00"),
    ],
)
def test_what_people_type_is_read(words: str, edtf: str) -> None:
    """In any case, and as precise as it was said."""
    assert read(words, TODAY).text == edtf


@pytest.mark.parametrize(
    "words",
    [
        *("march 24", "5 march", "may", "2 march 24", "10:00", "10 2024", "march march 2024"),
        *("12/01/2025", "1900s", "30 february 2024", "friday 2 march 2024", "tuesday 2024"),
        *("last", "last tuesday", "about last week", "between 2024", "winter 2024-26", "foo"),
        *(
            "from 5 to 2 march 2024",
            "10:00 EST 15 jan 2025",
            "20 jan 2025 25:00",
            "13pm 2 may 2024",
        ),
        *("", "?", "-", "c.", "by", "from to", "unknown", "before c. 2020", "spring 2024-25"),
    ],
)
def test_words_in_doubt_are_no_date(words: str) -> None:
    """Never a guess."""
    with pytest.raises(BadDate):
        read(words, TODAY)


@pytest.mark.parametrize(
    ("text", "cure"),
    [
        ("2024-13", "months run 01 to 12"),
        ("2024-00-01", "months run 01 to 12"),
        ("2024-21-01", "months run 01 to 12"),
        ("2023-02-29", "February 2023 has 28 days"),
        ("1900-02-29", "February 1900 has 28 days"),
        ("2024-04-31", "April 2024 has 30 days"),
        ("2024-04-00", "April 2024 has 30 days"),
        ("2024-02-3X", "no day has these digits"),
        ("2024-03-02T25:00", "hours run 00 to 23"),
        ("2024-03-02T10:60", "minutes run 00 to 59"),
        ("2024-03-02T10:00:60", "seconds run 00 to 59"),
        ("2024-03-02T10:00:00+15:00", "offsets from UTC run -14:00 to +14:00"),
        ("2024-03/2024-02", "it ends before it starts"),
        ("2024-03-02T12:00/2024-03-02T10:00", "it ends before it starts"),
        ("[2024..2023]", "it ends before it starts"),
        ("12/01/2025", "it can be read two ways; write 2025-01-12 or 2025-12-01"),
        ("25/12/2024", "write 2024-12-25"),
        ("2024-3-2", "write 2024-03-02"),
        ("-0000", "the year 0 is written 0000"),
        ("Y9E9", "years run -2000000000 to 2000000000"),
        ("1950S0", "at least one significant digit"),
        ("", "give one such as 2024-03-02"),
        (" ", "give one such as 2024-03-02"),
        ("soon", "write it as 2024-03-02"),
        ("2024-03-02/2024-13", "months run 01 to 12"),
        ("2024" * 60, "a date has at most 200 characters"),
    ],
)
def test_a_bad_date_names_its_cure(text: str, cure: str) -> None:
    """The error is a sentence with the value and what to do about it."""
    with pytest.raises(BadDate) as error:
        parse(text)
    assert cure in str(error.value)
    assert error.value.cure in str(error.value)


def test_a_bad_date_is_one_sentence() -> None:
    """Store errors print it after the place of the event."""
    with pytest.raises(BadDate) as error:
        parse("2024-13")
    assert str(error.value) == '"2024-13" is not a date; months run 01 to 12'
    assert (error.value.text, error.value.cure) == ("2024-13", "months run 01 to 12")


@pytest.mark.parametrize(
    "text",
    [
        *(
            "1" * 100_000,
            "[" * 199,
            "[[2024]]",
            "[" * 10_000,
            "{[2024]}",
            "2024\x00",
            "\x1b[31m2024",
        ),
        *("٢٠٢٤", "٢٠٢٤-٠٣", "2024-03-0٢", "²024", "\ud800", "‮2024", "Y1E999"),
        *("Y" + "9" * 190, "/", "//", "../..", "/..", "[..]", "[]", "{}", "[,]", "2024/..2025"),
        *(
            "2024//2025",
            "[2024..2025..2026]",
            "XXX1-02-29",
            "XXXX-02-30",
            "-",
            "T10:00",
            "~",
            "2024~~",
        ),
        *(
            "2024-03-02T",
            "Y",
            "YE",
            "Y0",
            "Y2024",
            "S2",
            "[2024",
            "2024]",
            "{2024]",
            "....",
            "unknown-2000",
            "2000unknown",
            "2024-W10",
        ),
    ],
)
def test_hostile_text_is_no_date(text: str) -> None:
    """Only ASCII digits count, nothing nests, and the error stays short and printable."""
    with pytest.raises(BadDate) as error:
        parse(text)
    shown = str(error.value).split('" is not a date; ')[0]
    assert len(shown) <= 61
    assert shown.isprintable()
    with pytest.raises(BadDate):
        read(text, TODAY)


def test_only_a_reader_of_words_forgives_white_space() -> None:
    """EDTF has none at its ends."""
    assert read(" 2024\n").text == "2024"
    with pytest.raises(BadDate):
        parse("2024\n")


def test_a_bad_date_crosses_processes() -> None:
    """A large store is read in a child process, whose errors must come back whole."""
    error = pickle.loads(pickle.dumps(BadDate("2024-13", "months run 01 to 12")))
    assert str(error) == '"2024-13" is not a date; months run 01 to 12'
    assert pickle.loads(pickle.dumps(parse("2024-06~"))) == parse("2024-06~")


def test_dates_cost_no_heavy_import() -> None:
    """Start-up pays for neither `edtf` nor `dateutil`."""
    code = """
import sys
from tui.when import parse, read
for text in ("2024-03-02", "2024-03~", "2024?", "2025-01-15T10:00:00-05:00", "2024-02/2024-04",
             "2023-10-02/..", "../2025", "[..2025-02]", "[2025-02..]", "202X", "20XX", "2024-21"):
    parse(text).label()
    read(text).order
print([name for name in sys.modules if name.split(".")[0] in ("edtf", "dateutil", "zoneinfo")])
"""
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout.strip() == "[]"


@pytest.mark.parametrize(
    ("first", "last", "said"),
    [
        ("2024-03-02", "2024-03-02", "0 days"),
        ("2024-03-02", "2024-03-03", "1 day"),
        ("2024-03-03", "2024-03-02", "1 day"),
        ("2024-01-01", "2024-02-29", "59 days"),
        ("2024-07-01", "2024-08-30", "2 mo"),
        ("2024-03-02", "2024-06-24", "3 mo"),
        ("2024-03-14", "2025-03-14", "1 yr"),
        ("2024-03-14", "2025-05-20", "1 yr 2 mo"),
        ("2012-03-14", "2024-05-20", "12 yr"),
        ("-44-03-15", "2024-03-14", "2067 yr"),
    ],
)
def test_elapsed_time_is_said_in_round_units(first: str, last: str, said: str) -> None:
    """Days up to two months, then months, then years."""
    assert elapsed(day(first), day(last)) == said


@given(st.dates())
def test_days_agree_with_the_standard_library(date: datetime.date) -> None:
    """Where `datetime` reaches, the calendar is the same."""
    assert civil(day_of(date)) == (date.year, date.month, date.day)
    assert parse(date.isoformat()).start_earliest == day_of(date)


@given(st.integers(-(10**12), 10**12))
def test_the_calendar_repeats_every_four_centuries(number: Day) -> None:
    """And so holds for any year."""
    year, month, of_month = civil(number)
    assert civil(number + 146_097) == (year + 400, month, of_month)


MARKS = st.sampled_from(["", "", "~", "?", "%"])
DAYS = st.dates(datetime.date(1000, 1, 1), datetime.date(9000, 12, 31)).map(str)
NEAR_DAYS = st.dates(datetime.date(2023, 12, 1), datetime.date(2024, 3, 31)).map(str)
MONTHS = DAYS.map(lambda text: text[:7])
YEARS = DAYS.map(lambda text: text[:4])
DECADES = st.builds("{}{}X".format, st.integers(10, 89), st.integers(1, 9))
SEASONS = st.builds("{}-{}".format, YEARS, st.integers(21, 36))
TIMES = st.builds(
    "{}T{:02}:{:02}{}".format,
    DAYS,
    st.integers(0, 23),
    st.integers(0, 59),
    st.sampled_from(["", "Z", "-05:00", "+14:00", "-14:00"]),
)
PLAIN = DAYS | MONTHS | YEARS | DECADES | SEASONS
ORDINARY = st.builds("{}{}".format, PLAIN, MARKS)
DETAILED = st.builds(
    "{0[0]}{1}-{0[1]}{2}-{3}{0[2]}".format, DAYS.map(lambda t: t.split("-")), MARKS, MARKS, MARKS
)
MASKED = st.builds(
    lambda text, hidden: "".join(
        "X" if n in hidden and c != "-" else c for n, c in enumerate(text)
    ),
    DAYS,
    st.sets(st.integers(0, 9), max_size=4),
)
DATES = ORDINARY | TIMES | DETAILED | MASKED
ENDS = DATES | st.sampled_from(["..", ""])
TEXTS = st.one_of(
    DATES,
    st.builds("{}/{}".format, ENDS, ENDS),
    st.builds("[..{}]".format, DATES),
    st.builds("[{}..]".format, DATES),
    st.builds("[{}]".format, st.lists(DATES, min_size=1, max_size=4).map(",".join)),
    st.builds("{{{}}}".format, st.lists(DATES, min_size=1, max_size=4).map(",".join)),
)


def parsed(text: str) -> When:
    """Parse what a strategy made, passing over what is no date, such as a reversed span."""
    try:
        return parse(text)
    except BadDate:
        assume(False)
        raise


@given(TEXTS, st.integers(-400_000, 2_600_000), st.integers(0, 10_000))
def test_bounds_are_in_order_and_certain_implies_possible(
    text: str, first: Day, length: int
) -> None:
    """Whatever was written."""
    when = parsed(text)
    assert when.start_earliest <= when.start_latest <= when.end_latest
    assert when.start_earliest <= when.end_earliest <= when.end_latest
    assert when.possibly_in(first, first + length) or not when.certainly_in(first, first + length)
    assert 0 <= when.order[3] < 2**18
    assert when.heading == (when.order[0], when.order[1] or None)
    assert when.text == text


SMALL = st.builds("{}{}".format, NEAR_DAYS, MARKS) | NEAR_DAYS.map(lambda text: text[:7])


@given(SMALL, SMALL, st.booleans(), NEAR_DAYS, st.integers(0, 20))
def test_certain_and_possible_agree_with_every_way_it_may_have_been(
    first: str, last: str, is_span: bool, start: str, length: int
) -> None:
    """Certainly in is in whatever the days were; possibly in is in for some of them."""
    when = parsed(f"{first}/{last}" if is_span else first)
    a, b = parse(first), parse(last if is_span else first)
    ways = [
        (begin, end)
        for begin in range(a.start_earliest, a.start_latest + 1)
        for end in range(b.end_earliest, b.end_latest + 1)
        if (begin <= end if is_span else begin == end)
    ]
    low, high = day(start), day(start) + length
    touches = [begin <= high and end >= low for begin, end in ways]
    assert when.certainly_in(low, high) == all(touches)
    assert when.possibly_in(low, high) == any(touches)


PHRASES = st.one_of(
    ORDINARY,
    st.builds("[..{}]".format, ORDINARY),
    st.builds("[{}..]".format, ORDINARY),
    st.builds("{}/..".format, ORDINARY),
    st.builds("{}/".format, ORDINARY),
    st.builds("../{}".format, ORDINARY),
    st.builds("/{}".format, ORDINARY),
    st.builds("{}/{}".format, ORDINARY, ORDINARY),
    st.builds("{}/{}".format, NEAR_DAYS, NEAR_DAYS),
    st.builds("[{}..{}]".format, NEAR_DAYS, NEAR_DAYS),
    TIMES,
)


@given(PHRASES)
@example("2024-24/2025-21")
@example("2024-24/")
@example("[..1999-24~]")
def test_an_ordinary_label_reads_back(text: str) -> None:
    """The reader can type what the screen shows."""
    when = parsed(text)
    assert bounds(read(when.label(), TODAY)) == bounds(when)


@given(TEXTS)
def test_no_label_claims_more_than_the_bounds(text: str) -> None:
    """Where a label can be read back, it means the same days at the outside."""
    when = parsed(text)
    try:
        again = read(when.label(), TODAY)
    except BadDate:
        return
    assert (again.start_earliest, again.end_latest) == (when.start_earliest, when.end_latest)


@given(DAYS, DAYS)
def test_exact_days_are_ordered_as_they_start(first: str, last: str) -> None:
    """The order of the list is the order of time."""
    a, b = parse(first), parse(last)
    assert (a.order < b.order) == (a.start_earliest < b.start_earliest)


def outcome(reader: Callable[[str], When], text: str) -> When | BadDate:
    """Give what a reader makes of a text; any other error fails the test."""
    try:
        return reader(text)
    except BadDate as error:
        return error


def is_presentable(result: When | BadDate) -> bool:
    """Whether a date or an error can be shown."""
    if isinstance(result, BadDate):
        return bool(result.cure) and str(result).isprintable()
    return bool(result.label() and result.explain() and result.order)


@pytest.mark.parametrize("reader", [parse, read])
@given(text=st.text() | st.text("0123456789X-/.[]{},~?%TZYES:+ uxopen", max_size=24))
def test_any_text_is_a_date_or_a_bad_date(reader: Callable[[str], When], text: str) -> None:
    """Nothing else is raised."""
    assert is_presentable(outcome(reader, text))


@pytest.mark.parametrize("reader", [parse, read])
@given(text=TEXTS, at=st.integers(0, 40), cut=st.integers(0, 3), inserted=st.text(max_size=3))
def test_a_damaged_date_is_a_date_or_a_bad_date(
    reader: Callable[[str], When], text: str, at: int, cut: int, inserted: str
) -> None:
    """A person is still typing."""
    assert is_presentable(outcome(reader, text[:at] + inserted + text[at + cut :]))


VOCABULARY = [
    *("from", "to", "by", "before", "after", "between", "and", "or", "later", "about", "c.", "?"),
    *("-", "-?", "2", "31", "2024", "1900s", "feb", "march", "southern", "spring", "winter"),
    *("2024-25", "q1", "monday", "last", "next", "week", "month", "10:00", "am", "utc", "the"),
]
WORDS = st.lists(st.sampled_from(VOCABULARY), max_size=7)


@given(WORDS.map(" ".join))
def test_any_words_are_a_date_or_a_bad_date(words: str) -> None:
    """In whatever order they are typed."""
    assert is_presentable(outcome(lambda text: read(text, TODAY), words))
