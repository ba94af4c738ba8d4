"""Queries: every string parses, prints as it parses, is said back, and marks what it finds."""

from __future__ import annotations

import datetime
from itertools import pairwise

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from tests.stores import LEAVES, QUERIES, WORDS, phrases
from tui.query import (
    DATES,
    DEEPEST,
    FIELDS,
    KINDS,
    MOST_INSIDE,
    MOST_TERMS,
    SIGNS,
    SYNTAX,
    And,
    Field,
    Figure,
    Inside,
    Is,
    Not,
    Or,
    Query,
    Term,
    Text,
    Within,
    parse,
)
from tui.text import fold, harmless
from tui.when import FUTURE, PAST, day_of

TODAY = datetime.date(2024, 3, 14)  # a Thursday


def within(name: str, text: str, first: str = "", last: str = "") -> Within:
    """A date term between two ISO days; an empty one is open."""
    start = day_of(datetime.date.fromisoformat(first)) if first else PAST
    end = day_of(datetime.date.fromisoformat(last)) if last else FUTURE
    return Within(name, text, start, end)


def field(name: str, *values: str) -> Field:
    """A term held to a field."""
    return Field(name, tuple(Text(value, name) for value in values))


LATER = ("starred", "noted", "new", "open")
PRISON, KENYA, BELIZE = Text("prison"), Text("kenya"), Text("belize")

LANGUAGE: list[tuple[str, Term]] = [
    ("", And()),
    ("  ", And()),
    ("prison", PRISON),
    ("prison kenya", And((PRISON, KENYA))),
    ("prison AND kenya", And((PRISON, KENYA))),
    ('"barrel bomb"', Text("barrel bomb")),
    ('"barrel bomb', Text("barrel bomb")),
    ("*fire*", Inside("fire")),
    ("**fire**", Inside("fire")),
    ("*fire", Inside("fire", ends=True)),
    ("fire*", Text("fire")),
    ("OR*", Text("OR")),
    ("*OR*", Inside("OR")),
    ('"*fire*"', Text("*fire*")),
    ("*3,700*", Inside("3,700")),
    ("-*fire*", Not(Inside("fire"))),
    ("title:*fire*", Field("title", (Inside("fire", field="title"),))),
    ("title:*fire,gang*", Field("title", (Inside("fire", True, "title"), Text("gang", "title")))),
    ('title:"*fire*"', field("title", "*fire*")),
    ("actor:kenya", field("actor", "kenya")),
    ("ACTOR:kenya", field("actor", "kenya")),
    ("actor:kenya,jamaica", field("actor", "kenya", "jamaica")),
    ('place:"cap haïtien",jacmel', field("place", "cap haïtien", "jacmel")),
    ("actor:kenya,", field("actor", "kenya")),
    *((f"{name}:x", field(name, "x")) for name in FIELDS),
    ("in:2024-03-02", within("in", "2024-03-02", "2024-03-02", "2024-03-02")),
    ("in:2024-03", within("in", "2024-03", "2024-03-01", "2024-03-31")),
    ("in:2024-02..2024-03", within("in", "2024-02..2024-03", "2024-02-01", "2024-03-31")),
    ("in:2024-02/2024-03", within("in", "2024-02/2024-03", "2024-02-01", "2024-03-31")),
    ("in:2024..", within("in", "2024..", "2024-01-01")),
    ("in:..2024", within("in", "..2024", last="2024-12-31")),
    ("in:..", within("in", "..")),
    ("in:[..2024-03]", within("in", "[..2024-03]", last="2024-03-31")),
    ("in:2024-06~", within("in", "2024-06~", "2024-05-01", "2024-07-31")),
    ('in:"march 2024"', within("in", "march 2024", "2024-03-01", "2024-03-31")),
    (
        'in:"march 2024..may 2024"',
        within("in", "march 2024..may 2024", "2024-03-01", "2024-05-31"),
    ),
    ("in:yesterday", within("in", "yesterday", "2024-03-13", "2024-03-13")),
    ('in:"last week"', within("in", "last week", "2024-03-04", "2024-03-10")),
    ("last:30d", within("last", "30d", "2024-02-13", "2024-03-14")),
    ("last:2w", within("last", "2w", "2024-02-29", "2024-03-14")),
    ("last:1m", within("last", "1m", "2024-02-14", "2024-03-14")),
    ("LAST:4Y", within("last", "4Y", "2020-03-14", "2024-03-14")),
    (
        "last:1d,1w",
        Or(
            (
                within("last", "1d", "2024-03-13", "2024-03-14"),
                within("last", "1w", "2024-03-07", "2024-03-14"),
            )
        ),
    ),
    ("before:2024-03", within("before", "2024-03", last="2024-02-29")),
    ("after:2024-03", within("after", "2024-03", "2024-04-01")),
    ("since:2024-03", within("since", "2024-03", "2024-03-01")),
    ("until:2024-03", within("until", "2024-03", last="2024-03-31")),
    (
        "in:2023,2024",
        Or(
            (
                within("in", "2023", "2023-01-01", "2023-12-31"),
                within("in", "2024", "2024-01-01", "2024-12-31"),
            )
        ),
    ),
    *((f"freed{sign}1000", Figure("freed", sign, "1000")) for sign in SIGNS),
    ("us-funding.2>=-1_000.50", Figure("us-funding.2", ">=", "-1000.50")),
    ("-freed>5", Not(Figure("freed", ">", "5"))),
    ('"freed>1000"', Text("freed>1000")),
    ("title:freed>1000", field("title", "freed>1000")),
    *((f"is:{kind}", Is(kind)) for kind in KINDS),
    ("is:Planned", Is("planned")),
    ("is:planned,disputed", Or((Is("planned"), Is("disputed")))),
    ("-kenya", Not(KENYA)),
    ("NOT kenya", Not(KENYA)),
    ("--kenya", KENYA),
    ("NOT -kenya", KENYA),
    ('-"barrel bomb"', Not(Text("barrel bomb"))),
    ("-actor:kenya", Not(field("actor", "kenya"))),
    ("-is:planned,disputed", Not(Or((Is("planned"), Is("disputed"))))),
    ("kenya OR belize", Or((KENYA, BELIZE))),
    ("OR kenya OR OR belize OR", Or((KENYA, BELIZE))),
    ("prison kenya OR belize", Or((And((PRISON, KENYA)), BELIZE))),
    ("prison (kenya OR belize)", And((PRISON, Or((KENYA, BELIZE))))),
    ("prison(kenya)", And((PRISON, KENYA))),
    ("(prison (kenya))", And((PRISON, KENYA))),
    ("-(kenya OR belize)", Not(Or((KENYA, BELIZE)))),
    ("-(kenya belize)", Not(And((KENYA, BELIZE)))),
    ("() kenya ( ( ) )", KENYA),
    ("kenya or belize", And((KENYA, Text("or"), BELIZE))),
    ("well-known", Text("well-known")),
    ("10:30", Text("10:30")),
    ("https://example.org/a", Text("https://example.org/a")),
]


@pytest.mark.parametrize(("text", "term"), LANGUAGE)
def test_the_language(text: str, term: Term) -> None:
    """What is typed becomes these terms, with no doubt about any."""
    query = parse(text, TODAY)
    assert query.term == term
    assert query.notes == ()


def test_the_language_is_taught_as_it_is() -> None:
    """Every example of the help parses without a note, and all names are in it."""
    taught = " ".join(written + " " + meaning for written, meaning in SYNTAX)
    for name in (*FIELDS, *DATES):
        assert f"{name}:" in taught
    for kind in KINDS:
        assert f"is:{kind}" in taught
    for written, _ in SYNTAX:
        notes = parse(written, TODAY).notes
        assert all("needs a value right after it" in note.text for note in notes)


anything = st.one_of(
    st.text(),
    QUERIES,
    st.lists(
        LEAVES
        | st.sampled_from([*'()"-:, *<>=', "OR", "NOT", "in:", "is:x", "last:", "freed>", "*ab"])
    ).map("".join),
)


@settings(max_examples=1_000)
@given(anything)
@example("a\x1cOR\x1cb")
@example('in:"\x1c2024"')
@example('title:"a\nb","OR"')
@example("(" * DEEPEST + "in:2023,2024")
@example(" ".join(["in:2023,2024"] * MOST_TERMS))
@example("-(" * 2 * DEEPEST + "a OR b" + ")" * DEEPEST + "c OR d")
@example("before:..2024")
@example("in:Y2000000000~ before:Y-2000000000")
def test_every_string_is_a_query_that_prints_as_it_parses(text: str) -> None:
    """Nothing raises, notes lie inside the text, and the printed query is the same query."""
    query = parse(text, TODAY)
    assert parse(str(query), TODAY) == query
    assert query.explain().startswith(("events ", "all events"))
    assert query.explain() == harmless(query.explain())
    for note in query.notes:
        assert 0 <= note.start < note.end <= len(text)
        assert note.text


@given(QUERIES)
def test_a_query_parses_at_every_letter(text: str) -> None:
    """A person is still typing: each beginning of a query is a query."""
    for end in range(len(text)):
        query = parse(text[:end], TODAY)
        assert parse(str(query), TODAY) == query


@pytest.mark.parametrize(
    "text",
    ["(" * 500, ")" * 500, "(" * 500 + "a" + ")" * 500, "-(" * 500 + "a", "a " * 5_000]
    + [character * 10_000 for character in 'a":,-(.*>9']
    + ["*a" * 5_000, "a>" * 5_000, "a>" + "9" * 10_000, "last:" + "9" * 10_000 + "d"],
)
def test_a_query_beyond_all_measure_is_still_one(text: str) -> None:
    """Nobody types it, but somebody pastes it."""
    query = parse(text, TODAY)
    assert parse(str(query), TODAY) == query


@pytest.mark.parametrize(
    ("text", "marked", "note"),
    [
        ("in:2024-13", "in:2024-13", 'in: "2024-13" is not a date; months run 01 to 12'),
        ("a in:1/2/2024", "in:1/2/2024", 'in: "1/2/2024" is not a date; it can be read two ways'),
        ("in:", "in:", "in: needs a value right after it, without a space"),
        ("actor: kenya", "actor:", "actor: needs a value right after it, without a space"),
        ("actor:...", "actor:...", "actor: needs a value with letters or digits"),
        ("actors:x", "actors:x", "there is no field actors:, did you mean actor:?"),
        ("is:disputd", "is:disputd", "is:disputd is not known; did you mean is:disputed?"),
        ("a lst:30d", "lst:30d", "there is no field lst:, did you mean last:?"),
        ("as-of:2025-01-17", "as-of:2025-01-17", "as-of: is not known yet"),
        *((f"is:{kind}", f"is:{kind}", f"is:{kind} is not known yet") for kind in LATER),
        (
            "last:12h",
            "last:12h",
            "last:12h is not a length of time; write a number and d, w, m or y, such as last:30d",
        ),
        ("last:0d", "last:0d", "last:0d is not a length of time"),
        ("last:99999y", "last:99999y", "last:99999y begins before the year 1; write until:today"),
        (
            "*a*",
            "*a*",
            '"*a*" needs two letters or more; it is read as the beginning of a word',
        ),
        ("x title:*a", "title:*a", '"*a" needs two letters or more'),
        ("*a-b*", "*a-b*", '"*a-b*": a star stands before one word, not several'),
        ("fi*re", "fi*re", '"fi*re": a star stands before or after a word'),
        (f"*{'a' * 51}*", f"*{'a' * 51}*", f'"*{"a" * 51}*" has more than 50 letters'),
        ("*", "*", '"*" is left out: it has no letter or digit'),
        ("freed>", "freed>", "freed> needs a plain number, such as freed>1000"),
        ("freed>1,000", "freed>1,000", "freed> needs a plain number, such as freed>1000"),
        ("freed==5", "freed==5", "freed= needs a plain number, such as freed=1000"),
        ("freed>" + "9" * 101, "freed>" + "9" * 101, "freed> needs a plain number"),
        ("Title>3", "Title>3", "title is not a measure; write title: and a value"),
        ("last>3", "last>3", "last is not a measure; write last: and a value"),
        (
            "is:old",
            "is:old",
            "is:old is not known; it is one of disputed, planned, uncertain, undated",
        ),
        ("a (b", "(", "( is not closed; add )"),
        ("a) b", ")", ") has no ( before it; take it out"),
        ("a ...", "...", '"..." is left out: it has no letter or digit'),
        (
            "in:2024..2023",
            "in:2024..2023",
            'in: "2024..2023" is not a date; it ends before it starts; exchange the two',
        ),
        (
            "before:..2024",
            "before:..2024",
            'before: "..2024" is not a date; nothing comes before an open start; use until:',
        ),
        (
            "after:2024..",
            "after:2024..",
            'after: "2024.." is not a date; nothing comes after an open end; use since:',
        ),
        (" ".join("ab" for _ in range(MOST_TERMS)) + " cd ef", "cd", "only the first 64 terms"),
        ("(" * (DEEPEST + 1) + "a" + ")" * (DEEPEST + 1), "(", "brackets deeper than 20"),
    ],
)
def test_what_is_doubtful_is_a_note_with_its_place(text: str, marked: str, note: str) -> None:
    """A sentence says what is wrong and what cures it, and where it stands."""
    (found,) = parse(text, TODAY).notes
    assert text[found.start : found.end] == marked
    assert found.text.startswith(note)


def test_what_is_doubtful_is_left_out_and_the_rest_is_asked() -> None:
    """One wrong date does not spoil the query, nor does the minus before it stay."""
    assert parse("prison -in:2024-13 kenya", TODAY).term == And((PRISON, KENYA))
    assert parse("in:2024-13,2024", TODAY).term == parse("in:2024", TODAY).term
    assert parse("NOT ... kenya", TODAY).term == KENYA


def test_only_so_many_stars_are_asked() -> None:
    """Each goes through every word of the store; the others are read as words."""
    query = parse(" ".join(f"*w{number}*" for number in range(MOST_INSIDE + 2)), TODAY)
    assert isinstance(query.term, And)
    assert [type(term) for term in query.term.terms] == [Inside] * MOST_INSIDE + [Text] * 2
    assert len(query.notes) == 2
    assert query.notes[0].text == '"*w8*" is read as a word; only 8 can have a star before them'


def test_what_is_doubtful_about_stars_and_figures_is_read_as_words() -> None:
    """Such text may have been pasted, and can be found as it stands."""
    assert parse("*a*", TODAY).term == Text("a")
    assert parse("*well-known", TODAY).term == Text("well-known")
    assert parse("fi*re", TODAY).term == Text("fi*re")
    assert parse("a=b", TODAY).term == Text("a=b")
    assert parse("title>3", TODAY).term == Text("title>3")
    assert parse("freed > 1000", TODAY).term == And((Text("freed"), Text("1000")))


@pytest.mark.parametrize(
    ("text", "today", "first"),
    [
        ("last:1m", "2024-03-31", "2024-02-29"),
        ("last:12m", "2024-02-29", "2023-02-28"),
        ("last:1y", "2024-02-29", "2023-02-28"),
        ("last:1d", "2024-03-01", "2024-02-29"),
    ],
)
def test_months_and_years_are_counted_by_the_calendar(text: str, today: str, first: str) -> None:
    """A day that the month does not have is its last one; today is always in."""
    term = parse(text, datetime.date.fromisoformat(today)).term
    assert term == within("last", text.removeprefix("last:"), first, today)


def test_a_field_that_is_not_known_is_text() -> None:
    """`acto:kenya` is searched for as it stands, so that addresses and times can be."""
    assert parse("acto:kenya", TODAY).term == Text("acto:kenya")


def test_only_so_many_terms_are_asked() -> None:
    """The first ones, however they are put."""
    query = parse(" OR ".join(f"w{number}" for number in range(100)), TODAY)
    assert query.term == Or(tuple(Text(f"w{number}") for number in range(MOST_TERMS)))


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("", "all events"),
        ("prison", 'events about "prison"'),
        ("prison kenya", 'events about "prison" and "kenya"'),
        ("a b c", 'events about "a", "b" and "c"'),
        (
            'prison actor:kenya in:"march 2024"',
            'events about "prison", by "kenya", in March 2024',
        ),
        ("category:a,b,c", 'events in category "a", "b" or "c"'),
        ("place:jacmel source:bbc tag:x", 'events at "jacmel", citing "bbc", tagged "x"'),
        ("status:planned", 'events of status "planned"'),
        ("title:a id:b", 'events with "a" in the title, with the id "b"'),
        ("measure:freed", 'events with a figure for "freed"'),
        ("*fire*", 'events with a word containing "fire"'),
        ("prison -*fire", 'events about "prison", not with a word ending in "fire"'),
        (
            "title:*fire*,gang",
            'events with "gang" or a word containing "fire" in the title',
        ),
        ("last:30d", "events in the last 30 days"),
        ("last:1m", "events in the last month"),
        ("last:2W -last:1Y", "events in the last 2 weeks, not in the last year"),
        ("freed>1000", "events with a figure for freed above 1,000"),
        ("personnel>=400", "events with a figure for personnel of at least 400"),
        ("a<1234567.50", "events with a figure for a below 1,234,567.50"),
        ("a<=-0.5", "events with a figure for a of at most -0.5"),
        ("killed=25", "events with a figure for killed of 25"),
        ("in:2024", "events in 2024"),
        ("in:2024-03-02", "events on 2 March 2024"),
        ("in:2024-03..2024-06", "events from March to June 2024"),
        ("in:2024-03-02..2024-03-03", "events from 2 to 3 March 2024"),
        ('in:"c. june 2024"', "events from May to July 2024"),
        ("in:2024..", "events since 1 January 2024"),
        ("in:..2024", "events until 31 December 2024"),
        ("in:..", "events with a date"),
        ("in:-0043", "events in 44 BC"),
        ("in:Y17000", "events in 17000"),
        ("since:Y17000", "events since 17000"),
        ("in:2023,2024", "events either in 2023 or in 2024"),
        ("before:2024-03", "events before 1 March 2024"),
        ("after:2024-03", "events after 31 March 2024"),
        ("since:2024-03-02", "events since 2 March 2024"),
        ("until:2024", "events until 31 December 2024"),
        ('in:"last week"', "events from 4 to 10 March 2024"),
        ("is:disputed -is:planned", "events in dispute, not planned or announced"),
        ("is:uncertain OR is:undated", "events either of uncertain date or without a date"),
        ("-kenya", 'events not about "kenya"'),
        ("prison -actor:kenya", 'events about "prison", not by "kenya"'),
        ("kenya OR belize", 'events about "kenya" or "belize"'),
        ("kenya OR actor:belize", 'events either about "kenya" or by "belize"'),
        ("a (b OR actor:c)", 'events about "a", either about "b" or by "c"'),
        ("a b OR c", 'events either about "c" or (about "a" and "b")'),
        ("-(kenya OR belize)", 'events not about "kenya" or "belize"'),
        ("-(kenya OR actor:belize)", 'events neither about "kenya" nor by "belize"'),
        ("-(kenya actor:belize)", 'events not (about "kenya" and by "belize")'),
        ("\x1b[31m", 'events about "␛[31m"'),
    ],
)
def test_a_query_is_said_back_in_words(text: str, said: str) -> None:
    """As a person would put it, with periods as the days that they ask for."""
    assert parse(text, TODAY).explain() == said


def test_a_query_asks_for_everything_or_not() -> None:
    """Only the empty one does; notes do not count."""
    assert Query().is_everything
    assert parse("in:2024-13", TODAY).is_everything
    assert not parse("-a", TODAY).is_everything


@pytest.mark.parametrize(
    ("query", "text", "field", "marked"),
    [
        ("prison", "A prison, two prisons", "", ["prison", "prisons"]),
        ("moise", "Jovenel MOÏSE", "title", ["MOÏSE"]),
        ('"prison br"', "prison breaks, prison, breaks", "", ["prison breaks", "prison, breaks"]),
        ("a-b", "a b a-bc", "", ["a b", "a-bc"]),
        ("3700", "3,700 freed", "", ["3,700"]),
        ('"very very"', "very very very", "", ["very very very"]),
        ("*fire*", "Ceasefires, fire; on fires", "", ["fire", "fire", "fire"]),
        ("*fire", "Ceasefires, Ceasefire", "", ["fire"]),
        ("*oïs*", "Moi\u0308se, MOÏSE", "", ["oi\u0308s", "OÏS"]),
        ("*oi*", "Moi\u0308se", "", ["oi\u0308"]),
        ("*as*", "Straße", "", ["aß"]),
        ("*370*", "13,700 3,701", "", ["3,70", "3,70"]),
        ("*aa*", "baaab aabaa", "", ["aaa", "aa", "aa"]),
        ("title:*fire*", "ceasefire", "title", ["fire"]),
        ("title:*fire*", "ceasefire", "", []),
        ("-*fire*", "ceasefire", "", []),
        ("freed>1000", "freed 2000", "", []),
        ("-prison kenya", "Kenya prison", "", ["Kenya"]),
        ("-(prison kenya)", "Kenya prison", "", []),
        ("prison (kenya OR NOT belize)", "Kenya prison Belize", "", ["Kenya", "prison"]),
        ("title:prison", "prison", "title", ["prison"]),
        ("title:prison", "prison", "", []),
        ("title:prison,kenya", "prison kenya", "title", ["prison", "kenya"]),
        ("in:2024 is:planned", "2024 planned", "", []),
        ("", "prison", "", []),
        ("prison", "", "", []),
    ],
)
def test_what_a_query_finds_is_marked(query: str, text: str, field: str, marked: list[str]) -> None:
    """Words and phrases where they stand, in the fields they were asked of; never a negated one."""
    spans = parse(query, TODAY).spans(text, field)
    assert [text[start:end] for start, end in spans] == marked


@settings(max_examples=500)
@given(text=phrases(8).map(harmless), query=st.sampled_from(WORDS) | phrases(3))
def test_marks_are_the_words_asked_for(text: str, query: str) -> None:
    """Marks are in order and apart, each holds the words, and none is missing."""
    parsed = parse('"{}"'.format(query.replace('"', "")), TODAY)
    spans = parsed.spans(text)
    assert all(end < start for (_, end), (start, _) in pairwise(spans))
    if isinstance(parsed.term, Text):
        wanted = fold(parsed.term.text)
        assert all(f" {wanted}" in f" {fold(text[start:end])}" for start, end in spans)
        assert bool(spans) == (f" {wanted}" in f" {fold(text)}")


@pytest.mark.parametrize("field", ["actor:a", "in:2024", "is:planned"])
def test_a_field_takes_no_more_values_than_a_query_terms(field: str) -> None:
    """A paste of thousands of values gets an answer and a note, not a frozen screen."""
    name, value = field.split(":")
    query = parse(f"{name}:" + ",".join([value] * 50_000))
    assert len(str(query)) < 2_000
    assert any("only the first 64 values" in note.text for note in query.notes)
