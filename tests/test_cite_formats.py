"""Sources in the formats of reference managers, read back by other people's readers."""

from __future__ import annotations

import json
import string
from collections.abc import Callable
from typing import Any

import pytest
import rispy
from bibtexparser.entrypoint import parse_string
from bibtexparser.middlewares import NormalizeFieldKeys, SeparateCoAuthors
from hypothesis import example, given
from hypothesis import strategies as st
from pylatexenc.latex2text import LatexNodes2Text

from tui.cite import CiteFormat
from tui.cite.bibtex import bibtex
from tui.cite.csl import csl
from tui.cite.dates import edtf
from tui.cite.formats import FORMS, LISTS, cite
from tui.cite.keys import key, keyed
from tui.cite.ris import ris
from tui.cite.sources import KINDS, cited, kind
from tui.event import Claim, Event, Header, Name, Source, SourceDate
from tui.search import Query, Timeline
from tui.text import harmless


def read_bibtex(text: str) -> list[dict[str, Any]]:
    """The entries as bibtexparser reads them; nothing in the text may be left over."""
    library = parse_string(text, append_middleware=[NormalizeFieldKeys(), SeparateCoAuthors()])
    assert len(library.blocks) == len(library.entries)
    return [
        {"type": entry.entry_type, "key": entry.key, **{f.key: f.value for f in entry.fields}}
        for entry in library.entries
    ]


def read_ris(text: str) -> list[dict[str, Any]]:
    """The references as rispy reads them, with no line that is no field."""
    found: list[dict[str, Any]] = rispy.loads(text)
    for reference in found:
        # The library knows neither this tag of the format, nor that Zotero divides no address.
        others = reference.pop("unknown_tag", {})
        reference.update({f"archive {n}": text for n, text in enumerate(others.pop("AV", ()))})
        assert not others
        if "urls" in reference:
            reference["url"] = ";".join(reference.pop("urls"))
    return found


READERS: dict[CiteFormat, Callable[[str], list[dict[str, Any]]]] = {
    "bibtex": read_bibtex,
    "ris": read_ris,
    "csl": json.loads,
}


def latex(text: str) -> str:
    """What LaTeX would print."""
    # The library prints \textasciicircum as the accent that looks like it.
    return str(LatexNodes2Text().latex_to_text(text)).replace("\u02c6", "^")


FULL = Source(
    id="herald",
    type="article-newspaper",
    title="Rubio & Haiti: 100% {un}certain_",
    author=[Name(family="Charles", given="Jacqueline"), Name(literal="Staff and Wires, Inc.")],
    container_title="Miami Herald",
    original_publisher="AFP",
    issued=SourceDate(date_parts=((2025, 1, 15),)),
    accessed=SourceDate(date_parts=((2025, 2, 1),)),
    URL="https://example.org/a_b?c=d&e=100%25#f",
    archive_location="https://archive.example/1_2",
    language="en",
    note="Read in print",
    locator="pp. 4-6",
)


def test_bibtex_says_all_that_is_known() -> None:
    """Names, dates, pages and addresses stand where BibTeX, biber and Zotero look for them."""
    (entry,) = read_bibtex(bibtex([FULL]))
    assert entry.pop("author") == ["Charles, Jacqueline", "{Staff and Wires, Inc.}"]
    assert latex(entry.pop("title")) == FULL.title
    assert latex(entry.pop("note")) == (
        "Read in print. Originally from AFP. Archived at https://archive.example/1_2"
    )
    assert entry == {
        "type": "article",
        "key": "herald",
        "journal": "Miami Herald",
        "year": "2025",
        "month": "jan",
        "date": "2025-01-15",
        "pages": "4--6",
        "language": "en",
        "url": FULL.URL,
        "urldate": "2025-02-01",
    }


def test_ris_says_all_that_is_known() -> None:
    """One field a line, with the tags that Zotero's importer has a place for."""
    assert read_ris(ris([FULL])) == [
        {
            "type_of_reference": "NEWS",
            "id": "herald",
            "authors": ["Charles, Jacqueline", "Staff and Wires, Inc."],
            "title": FULL.title,
            "secondary_title": "Miami Herald",
            "year": "2025",
            "date": "2025/01/15/",
            "start_page": "4",
            "end_page": "6",
            "language": "en",
            "url": FULL.URL,
            "archive 0": FULL.archive_location,
            "access_date": "2025/02/01/",
            "notes": ["Read in print", "Originally from AFP"],
        }
    ]


def test_csl_says_all_that_is_known() -> None:
    """A CSL item is nearly what the store holds."""
    assert json.loads(csl([FULL])) == [
        {
            "id": "herald",
            "type": "article-newspaper",
            "title": FULL.title,
            "author": [
                {"family": "Charles", "given": "Jacqueline"},
                {"literal": "Staff and Wires, Inc."},
            ],
            "container-title": "Miami Herald",
            "original-publisher": "AFP",
            "issued": {"date-parts": [[2025, 1, 15]]},
            "accessed": {"date-parts": [[2025, 2, 1]]},
            "URL": FULL.URL,
            "archive_location": FULL.archive_location,
            "language": "en",
            "locator": "pp. 4-6",
            "note": "Read in print",
        }
    ]


@pytest.mark.parametrize(
    ("issued", "in_bibtex", "in_ris", "in_csl"),
    [
        (None, {}, {}, None),
        (SourceDate(raw="n.d."), {}, {}, None),
        (
            SourceDate(raw="Spring 2024"),
            {"note": "Dated Spring 2024"},
            {"notes": ["Dated Spring 2024"]},
            {"literal": "Spring 2024"},
        ),
        (
            SourceDate(date_parts=((2024,),)),
            {"year": "2024", "date": "2024"},
            {"year": "2024", "date": "2024///"},
            {"date-parts": [[2024]]},
        ),
        (
            SourceDate(date_parts=((2024, 12),)),
            {"year": "2024", "month": "dec", "date": "2024-12"},
            {"year": "2024", "date": "2024/12//"},
            {"date-parts": [[2024, 12]]},
        ),
        (
            SourceDate(date_parts=((2024, 3, 4),), raw="n.d. (c. 4 March)", circa=True),
            {"year": "2024", "month": "mar", "date": "2024-03-04~"},
            {"year": "2024", "date": "2024/03/04/c. 4 Mar 2024"},
            {"date-parts": [[2024, 3, 4]], "circa": True},
        ),
        (
            SourceDate(date_parts=((2024, 3, 2), (2024, 3, 3))),
            {"year": "2024", "month": "mar", "date": "2024-03-02/2024-03-03"},
            {"year": "2024", "date": "2024/03/02/2-3 Mar 2024"},
            {"date-parts": [[2024, 3, 2], [2024, 3, 3]]},
        ),
        (
            SourceDate(date_parts=((2024, 13),)),
            {"note": "Dated 2024-13"},
            {"notes": ["Dated 2024-13"]},
            {"literal": "2024-13"},
        ),
    ],
)
def test_a_date_says_no_more_than_is_known(
    issued: SourceDate | None, in_bibtex: object, in_ris: object, in_csl: object
) -> None:
    """Months stay months, `about` stays, and what is no date is a note or left out."""
    source = Source(id="a", title="T", issued=issued)
    (entry,) = read_bibtex(bibtex([source]))
    assert {k: v for k, v in entry.items() if k in ("year", "month", "date", "note")} == in_bibtex
    (reference,) = read_ris(ris([source]))
    assert {k: v for k, v in reference.items() if k in ("year", "date", "notes")} == in_ris
    assert json.loads(csl([source]))[0].get("issued") == in_csl


@pytest.mark.parametrize(
    ("locator", "pages", "note"),
    [
        ("p. 4", ("4", None), None),
        ("Page 12", ("12", None), None),
        ("pp. 4\u20136", ("4", "6"), None),
        ("paragraph 16", (None, None), "Cited: paragraph 16"),
        ("p. 4, note 2", (None, None), "Cited: p. 4, note 2"),
    ],
)
def test_a_locator_is_a_page_or_a_note(
    locator: str, pages: tuple[str | None, str | None], note: str | None
) -> None:
    """Pages have a field; what else says where in a source is not lost."""
    source = Source(id="a", locator=locator)
    (reference,) = read_ris(ris([source]))
    assert (reference.get("start_page"), reference.get("end_page")) == pages
    assert reference.get("notes") == ([note] if note else None)
    (entry,) = read_bibtex(bibtex([source]))
    assert entry.get("note") == note
    assert entry.get("pages") == ("--".join(filter(None, pages)) or None)
    assert json.loads(csl([source]))[0]["locator"] == locator


@pytest.mark.parametrize(
    ("name", "in_bibtex", "in_ris", "in_csl"),
    [
        (
            Name(family="Kipchumba", given="Élie"),
            "Kipchumba, Élie",
            "Kipchumba, Élie",
            {"family": "Kipchumba", "given": "Élie"},
        ),
        (Name(literal="BINUH"), "{BINUH}", "BINUH", {"literal": "BINUH"}),
        (Name(family="Pelé"), "{Pelé}", "Pelé", {"literal": "Pelé"}),
        (Name(given="Guy"), "{Guy}", "Guy", {"literal": "Guy"}),
        (
            Name(family="Smith and Sons", given="A"),
            "{Smith and Sons}, A",
            "Smith and Sons, A",
            {"family": "Smith and Sons", "given": "A"},
        ),
    ],
)
def test_a_name_stays_in_one_piece(
    name: Name, in_bibtex: str, in_ris: str, in_csl: dict[str, str]
) -> None:
    """An organisation has no family name, whatever its words are."""
    source = Source(id="a", author=[name])
    assert read_bibtex(bibtex([source]))[0]["author"] == [in_bibtex]
    assert read_ris(ris([source]))[0]["authors"] == [in_ris]
    assert json.loads(csl([source]))[0]["author"] == [in_csl]


@pytest.mark.parametrize(
    ("type_", "url", "expected"),
    [
        ("report", "", ("report", "techreport", "RPRT")),
        ("webpage", "", ("webpage", "online", "ELEC")),
        ("post", "https://x.example", ("post", "online", "ELEC")),
        ("hearing", "", ("hearing", "misc", "HEAR")),
        ("speech", "", ("speech", "misc", "SLIDE")),
        ("legislation", "", ("legislation", "misc", "STAT")),
        ("a blog", "https://x.example", ("webpage", "online", "ELEC")),
        ("", "", ("document", "misc", "GEN")),
    ],
)
def test_a_type_is_one_that_importers_know(
    type_: str, url: str, expected: tuple[str, str, str]
) -> None:
    """Zotero drops a BibTeX entry of a type that it does not know."""
    source = Source(id="a", type=type_, URL=url, title="T")
    assert json.loads(csl([source]))[0]["type"] == expected[0]
    assert read_bibtex(bibtex([source]))[0]["type"] == expected[1]
    assert read_ris(ris([source]))[0]["type_of_reference"] == expected[2]


def test_the_publisher_stands_where_the_type_has_a_place_for_it() -> None:
    """A report's publisher is its institution, a page's its organisation."""
    report = Source(id="a", type="report", publisher="United Nations")
    page = Source(id="b", type="webpage", container_title="ReliefWeb")
    assert read_bibtex(bibtex([report]))[0]["institution"] == "United Nations"
    assert read_bibtex(bibtex([page]))[0]["organization"] == "ReliefWeb"


TITLES = st.text(max_size=60).map(lambda text: " ".join(harmless(text).split()))
URLS = st.text(
    string.ascii_letters + string.digits + "-._:/?#[]@!$&'()*+,;=%é", min_size=1, max_size=60
).map("https://example.org/".__add__)
DATES = st.dates().flatmap(
    lambda day: st.sampled_from([(day.year,), (day.year, day.month), tuple(day.timetuple()[:3])])
)


@given(title=TITLES, url=URLS, day=DATES, circa=st.booleans())
@example("a -- b ``c'' d\\e {f} ~g^ ?` %$#_&", "https://example.org/", (1,), False)
def test_what_goes_in_comes_out(title: str, url: str, day: tuple[int, ...], circa: bool) -> None:
    """Title, address and date survive each format, as other programs read it."""
    source = Source(id="a", title=title, URL=url, issued=SourceDate(date_parts=(day,), circa=circa))
    (entry,) = read_bibtex(bibtex([source]))
    assert latex(entry.get("title", "")) == title
    assert (entry["url"], entry["date"]) == (url, edtf(source.issued))
    (reference,) = read_ris(ris([source]))
    assert (reference.get("title", ""), reference["url"]) == (title, url)
    parts = [int(part) for part in reference["date"].split("/")[:3] if part]
    assert tuple(parts) == day
    (item,) = json.loads(csl([source]))
    assert (item.get("title", ""), item["URL"]) == (title, url)
    assert item["issued"]["date-parts"] == [[*day]]
    assert item["issued"].get("circa", False) is circa


@pytest.mark.parametrize("sign", ["{", "}", "\\", "~", "^", " "])
def test_an_address_cannot_end_its_field(sign: str) -> None:
    """What BibTeX or its readers would take for something else is written in percent."""
    (entry,) = read_bibtex(bibtex([Source(id="a", URL=f"https://example.org/{sign}x")]))
    assert entry["url"] == f"https://example.org/%{ord(sign):02X}x"


@pytest.mark.parametrize("form", LISTS)
def test_no_line_end_or_escape_can_start_a_field(form: CiteFormat) -> None:
    """A title is one line of text, also for the terminal that it is pasted into."""
    title = "A\nER  - \nTY  - BOOK\x1b[201~\r}\n@book{x,"
    text = LISTS[form]([Source(id="a", title=title)])
    assert "\x1b" not in text
    assert len(READERS[form](text)) == 1


def test_a_source_without_an_id_has_a_key_of_its_words() -> None:
    """The key can be read, and is the same tomorrow and in another copy."""
    source = Source(
        title="Deux prisons attaquées",
        container_title="Le Nouvelliste",
        issued=SourceDate(date_parts=((2024, 3, 3),)),
    )
    assert key(source) == "le-nouvelliste-2024-deux-prisons-attaquees-a27c54c4"
    assert key(Source(title="Другой")).startswith("source-")


def test_keys_are_unique_also_where_case_does_not_count() -> None:
    """BibTeX takes `BBC` and `bbc` for one key."""
    sources = [Source(id="bbc", title="A"), Source(id="BBC", title="B"), Source(id="a b")]
    keys = [name for name, _ in keyed(sources)]
    assert len({name.casefold() for name in keys}) == len(keys)
    assert keys[0] == "bbc"
    assert [entry["key"] for entry in read_bibtex(bibtex(sources))] == keys


HEADER = Header(sources=[Source(id="daily", title="D"), Source(id="office", title="O")])


def test_an_event_cites_what_its_claims_name_and_where() -> None:
    """A source is cited once, with every place in it that is relied on."""
    event = Event(
        id="e",
        title="E",
        sources=["daily", Source(title="Inline", locator="p. 1")],
        claims=[
            Claim(about="freed", value=1, source="daily", locator="paragraph 7"),
            Claim(about="killed", value=1, source="daily", locator="paragraph 9"),
            Claim(about="killed", value=2, source="office"),
            Claim(about="killed", value=3),
        ],
    )
    assert [(source.title, source.locator) for source in cited(event, HEADER)] == [
        ("D", "paragraph 7; paragraph 9"),
        ("Inline", "p. 1"),
        ("O", ""),
    ]


def test_the_same_source_twice_is_one_footnote() -> None:
    """Two places in it stand in one note."""
    twice: list[str | Source] = [Source(id="daily", locator=f"p. {page}") for page in (1, 2)]
    (source,) = cited(Event(id="e", title="E", sources=[*twice, "daily"]), HEADER)
    assert source.locator == "p. 1; p. 2"


@pytest.mark.parametrize(
    ("form", "said"),
    [
        ("footnote", "the event with 2 sources"),
        ("markdown", "the event with 2 sources as Markdown"),
        ("bibtex", "the BibTeX of 2 sources"),
        ("ris", "the RIS of 2 sources"),
        ("csl", "the CSL-JSON of 2 sources"),
        ("url", "the 1 URL of its sources"),
    ],
)
def test_a_citation_says_what_it_is(form: CiteFormat, said: str) -> None:
    """A reader is told what was copied."""
    event = Event(id="e", title="E", sources=["daily", Source(URL="https://example.org")])
    assert cite(event, HEADER, form).said == said


def test_an_event_without_sources_has_nothing_to_list() -> None:
    """The sentence is still worth copying; an empty bibliography is not."""
    bare = Event(id="e", title="E", date="2024")
    assert cite(bare, HEADER, "footnote") == ("2024: E.\n", "the event")
    assert cite(bare, HEADER, "markdown") == ("2024: E.\n", "the event")
    for form in LISTS:
        assert cite(bare, HEADER, form) == ("", "no source")
    assert cite(bare, HEADER, "url") == ("", "no URL")


def test_markdown_footnotes_are_named_and_nothing_is_obeyed() -> None:
    """Several events pasted into one text keep their footnotes apart."""
    event = Event(
        id="e",
        title="A *bold* [claim](https://evil.example)",
        date="2024",
        note="1. not a list",
        sources=["daily", Source(id="u", URL="https://example.org/a_b")],
    )
    assert cite(event, HEADER, "markdown").text == (
        "2024: A \\*bold\\* \\[claim\\](https://evil.example).[^daily][^u]\n\n"
        "Note: 1. not a list\n\n"
        '[^daily]: "D".\n'
        "[^u]: <https://example.org/a_b>.\n"
    )


@pytest.fixture(scope="module")
def chronology() -> Timeline:
    """The built-in one."""
    return Timeline.open()


def test_every_source_of_the_chronology_can_be_imported(chronology: Timeline) -> None:
    """All of them, read back: as many as there are, each under its own key and address."""
    events = chronology.search(Query()).window(0, len(chronology))
    sources = [source for event in events for source in cited(event, chronology.header)]
    named = keyed(sources)
    keys = [name for name, _ in named]
    urls = [source.URL for _, source in named]
    entries = read_bibtex(bibtex(sources))
    assert [entry["key"] for entry in entries] == keys
    assert [entry.get("url", "") for entry in entries] == urls
    references = read_ris(ris(sources))
    assert [reference["id"] for reference in references] == keys
    items = json.loads(csl(sources))
    assert [(item["id"], item.get("URL", "")) for item in items] == list(
        zip(keys, urls, strict=True)
    )
    assert all(item["type"] in KINDS for item in items)
    assert all(source.type == kind(source) for source in chronology.header.sources)


def test_each_form_is_on_a_key_of_its_own() -> None:
    """The chooser has no two lines under one key."""
    assert len({form.key for form in FORMS.values()}) == len(FORMS)
