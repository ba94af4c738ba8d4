"""Sources read as footnotes, and an event as a sentence that can be quoted."""

from __future__ import annotations

import pytest

from tui.cite import CiteFormat, footnote, headline, issued, issued_days, outlet
from tui.cite.footnotes import quoted
from tui.cite.formats import cite
from tui.event import Event, Header, Name, Source, SourceDate
from tui.when import civil, parse


@pytest.mark.parametrize(
    ("date", "written"),
    [
        (None, ""),
        (SourceDate(), ""),
        (SourceDate(raw="n.d."), "n.d."),
        (SourceDate(date_parts=((2021,),)), "2021"),
        (SourceDate(date_parts=((2021, 2),)), "Feb 2021"),
        (SourceDate(date_parts=((2021, 2, 26),)), "26 Feb 2021"),
        (SourceDate(date_parts=((2022, 10),), circa=True), "c. Oct 2022"),
        (SourceDate(date_parts=((2024, 3, 2), (2024, 3, 3))), "2-3 Mar 2024"),
        (SourceDate(date_parts=((2024, 13),)), "2024-13"),
        (SourceDate(date_parts=((2024, 2, 30),), raw="end of February"), "end of February"),
    ],
)
def test_a_source_is_dated_as_people_write_it(date: SourceDate | None, written: str) -> None:
    """A CSL date reads like the dates of events; one that is no date is shown as it is."""
    assert issued(date) == written


@pytest.mark.parametrize(
    ("date", "first", "last"),
    [
        (SourceDate(date_parts=((2021,),)), (2021, 1, 1), (2021, 12, 31)),
        (SourceDate(date_parts=((2024, 2),)), (2024, 2, 1), (2024, 2, 29)),
        (SourceDate(date_parts=((2023, 2),)), (2023, 2, 1), (2023, 2, 28)),
        (SourceDate(date_parts=((2021, 2, 26),)), (2021, 2, 26), (2021, 2, 26)),
        (SourceDate(date_parts=((2021, 2, 26),), raw="n.d."), (2021, 2, 26), (2021, 2, 26)),
        (SourceDate(date_parts=((2024, 3, 2), (2024, 3, 4))), (2024, 3, 2), (2024, 3, 4)),
        (SourceDate(date_parts=((2023, 12), (2024, 2))), (2023, 12, 1), (2024, 2, 29)),
        (SourceDate(date_parts=((1804, 1, 1),)), (1804, 1, 1), (1804, 1, 1)),
    ],
)
def test_a_source_was_published_within_days(
    date: SourceDate, first: tuple[int, int, int], last: tuple[int, int, int]
) -> None:
    """A month or a year is all of its days, of which nobody knows which it was."""
    days = issued_days(date)
    assert days is not None
    assert (civil(days[0]), civil(days[1])) == (first, last)


@pytest.mark.parametrize(
    "date",
    [
        None,
        SourceDate(),
        SourceDate(raw="26 Feb 2021"),
        SourceDate(date_parts=((2024, 2, 30),)),
        SourceDate(date_parts=((2024, 13),)),
        SourceDate(date_parts=((2024, 0),)),
        SourceDate(date_parts=((2024, 3, 4), (2024, 3, 2))),
        SourceDate(date_parts=((2024, 3, 4), (2024, 3, 5), (2024, 3, 6))),
        SourceDate(date_parts=((99_999_999_999_999_999_999,),)),
        SourceDate(date_parts=((2024, -3),)),
    ],
)
def test_what_is_no_date_is_no_day(date: SourceDate | None) -> None:
    """Nothing is guessed from words, and a date that cannot be stops no search."""
    assert issued_days(date) is None


@pytest.mark.parametrize("parts", [(2022,), (2022, 10), (2022, 10, 5)])
def test_about_a_day_reaches_further_than_the_day(parts: tuple[int, ...]) -> None:
    """`circa` widens the days on both sides, as it does for an event."""
    sure, about = (issued_days(SourceDate(date_parts=(parts,), circa=c)) for c in (False, True))
    assert sure is not None
    assert about is not None
    assert about[0] < sure[0] <= sure[1] < about[1]


@pytest.mark.parametrize(
    ("source", "named"),
    [
        (Source(container_title="BBC News", publisher="BBC"), "BBC News"),
        (Source(publisher="UN Press"), "UN Press"),
        (Source(container_title="Inquirer", original_publisher="AFP"), "Inquirer (AFP)"),
        (Source(container_title="AFP Fact Check", original_publisher="AFP"), "AFP Fact Check"),
        (Source(original_publisher="AFP"), "AFP"),
        (Source(), ""),
    ],
)
def test_an_outlet_names_the_desk_that_wrote_the_text(source: Source, named: str) -> None:
    """Two copies of one agency report can be told for what they are."""
    assert outlet(source) == named


def test_a_footnote_says_all_that_is_known() -> None:
    """Author, title, outlet, date, locator and URL, in the order of a footnote."""
    source = Source(
        author=[Name(given="Jacqueline", family="Charles"), Name(literal="Miami Herald staff")],
        title="Rubio on Haiti",
        container_title="Miami Herald",
        issued=SourceDate(date_parts=((2025, 1, 15),)),
        locator="paragraph 4",
        URL="https://example.org/rubio",
    )
    assert footnote(source) == (
        'Jacqueline Charles, Miami Herald staff, "Rubio on Haiti", Miami Herald, 15 Jan 2025, '
        "paragraph 4, https://example.org/rubio."
    )
    assert headline(source) == footnote(source).removesuffix(", https://example.org/rubio.")


@pytest.mark.parametrize(
    ("source", "said"),
    [
        (Source(URL="https://example.org"), "https://example.org."),
        (Source(title="Two prisons"), '"Two prisons".'),
        (Source(id="bbc-2024"), "bbc-2024."),
        (Source(publisher="UN", issued=SourceDate(raw="n.d.")), "UN, n.d."),
    ],
)
def test_a_footnote_makes_do_with_little(source: Source, said: str) -> None:
    """No stray commas and no empty footnote where little is known."""
    assert footnote(source) == said


HEADER = Header(sources=[Source(id="bbc", title="Two prisons")], timezone="America/New_York")


def test_an_event_is_quoted_with_its_sources() -> None:
    """One key gives a paragraph for a text, with numbers that lead to the sources."""
    event = Event(
        id="a",
        title="Gangs storm prisons",
        date="2024-03-02/2024-03-03",
        summary="Thousands escaped.",
        sources=["bbc", Source(title="Report", locator="page 3")],
    )
    assert quoted(event, HEADER).splitlines() == [
        "2-3 Mar 2024: Gangs storm prisons. Thousands escaped.[1][2]",
        '[1] "Two prisons".',
        '[2] "Report", page 3.',
    ]


def test_a_time_is_quoted_with_its_zone() -> None:
    """The header's time zone names the zone of an event's time."""
    event = Event(id="a", title="Hearing opens", date="2025-01-15T10:00:00-05:00")
    assert quoted(event, HEADER) == "10:00 EST 15 Jan 2025: Hearing opens.\n"


def test_an_event_without_date_or_source_is_quoted_too() -> None:
    """Nothing is made up for what is not known."""
    assert quoted(Event(id="a", title="Something"), Header()) == "No date: Something.\n"


def test_a_citation_as_known_on_a_day_says_so() -> None:
    """What was published later is missing, and the texts: its sources may not say what they do."""
    event = Event(id="a", date="2024-03-02", title="Something", summary="Later.", note="Later.")
    day = parse("2025-01-17").end_latest
    assert quoted(event, Header(), day) == "2 Mar 2024: Something.\nAs known on 17 Jan 2025.\n"
    forms: tuple[CiteFormat, ...] = ("footnote", "markdown")
    for form in forms:
        assert cite(event, Header(), form, day).text.endswith("As known on 17 Jan 2025.\n")


def test_a_quote_cannot_drive_the_terminal_it_is_pasted_into() -> None:
    """A title that ends bracketed paste and types a command stays text."""
    event = Event(id="a", title="\x1b[201~rm -rf\r", date="2024", sources=["x\x1b]0;y\x07"])
    assert "\x1b" not in quoted(event, Header())
    assert "\r" not in quoted(event, Header())
