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
    SORTS,
    SYNTAX,
    And,
    AsOf,
    Exact,
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


def exact(name: str, *values: str) -> Field:
    """A term held to whole ids or labels of a field."""
    return Field(name, tuple(Exact(value, name) for value in values))


def as_of(text: str, day: str) -> AsOf:
    """What was published by the end of an ISO day."""
    return AsOf(text, day_of(datetime.date.fromisoformat(day)))


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
    *((f"{name}:=x", exact(name, "x")) for name in FIELDS),
    ("actor:=kenya,=jamaica", exact("actor", "kenya", "jamaica")),
    ('actor:="Kenya Police"', exact("actor", "Kenya Police")),
    ('actor:="Kenya Police', exact("actor", "Kenya Police")),
    ('place:="Saint-Marc, Artibonite",=jacmel', exact("place", "Saint-Marc, Artibonite", "jacmel")),
    (
        'actor:=kenya,jam,"=x",*ice*',
        Field(
            "actor",
            (
                Exact("kenya", "actor"),
                Text("jam", "actor"),
                Text("=x", "actor"),
                Inside("ice", field="actor"),
            ),
        ),
    ),
    ("title:a=b", field("title", "a=b")),
    ("-actor:=kenya", Not(exact("actor", "kenya"))),
    ("=kenya", Text("=kenya")),
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
    ("as-of:2025-01-17", as_of("2025-01-17", "2025-01-17")),
    ("As-Of:2025-01", as_of("2025-01", "2025-01-31")),
    ("as-of:2025-01~", as_of("2025-01~", "2025-02-28")),
    ("as-of:..2024", as_of("..2024", "2024-12-31")),
    ("as-of:today", as_of("today", "2024-03-14")),
    ('as-of:"march 2024"', as_of("march 2024", "2024-03-31")),
    ("-as-of:2024", Not(as_of("2024", "2024-12-31"))),
    (
        "(prison OR kenya) as-of:2024",
        And((Or((Text("prison"), Text("kenya"))), as_of("2024", "2024-12-31"))),
    ),
    (
        "(as-of:2024 prison) kenya",
        And((as_of("2024", "2024-12-31"), Text("prison"), Text("kenya"))),
    ),
    ("-(as-of:2024 prison)", Not(And((as_of("2024", "2024-12-31"), Text("prison"))))),
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
    ("file://a", Text("file://a")),
    ("prison sort:date", PRISON),
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
    for sort in SORTS:
        assert f"sort:{sort}" in taught
    for written, _ in SYNTAX:
        notes = parse(written, TODAY).notes
        assert all("needs a value right after it" in note.text for note in notes)


NEWER = st.one_of(
    st.builds(
        "as-of:{}".format, st.sampled_from("2024 2024-03-02 2024-03~ today 2024,2025".split())
    ),
    st.builds(
        "{}:{}".format,
        st.sampled_from(list(FIELDS)),
        st.lists(
            st.builds("{}{}".format, st.sampled_from(["", "="]), st.sampled_from(WORDS)),
            min_size=1,
            max_size=3,
        ).map(",".join),
    ),
    st.builds('actor:="{}"'.format, phrases(2).map(lambda text: text.replace('"', ""))),
    st.sampled_from("is:open in:2023,2024 -in:2024,2025 foo:bar actr:kenya is:opn".split()),
)
ASKED = st.builds(
    "{}{}".format,
    st.lists(NEWER | QUERIES | QUERIES.map("({})".format), min_size=1, max_size=4).flatmap(
        lambda parts: st.sampled_from([" ", " OR ", " -"]).map(lambda between: between.join(parts))
    ),
    st.sampled_from(["", "", " sort:relevance", " sort:date"]),
)
"""Queries of every kind, an order asked for after some."""

JUNK = [*'()"-:, *<>=', "OR", "NOT", "in:", "is:x", "last:", "freed>", "*ab", ":=", ' ="', "sort:"]
anything = st.one_of(
    st.text(),
    ASKED,
    st.lists(LEAVES | NEWER | st.sampled_from([*JUNK, "as-of:", "..", "sort:relevance"])).map(
        "".join
    ),
)


@settings(max_examples=1_000)
@given(anything)
@example("(" * DEEPEST + "in:2023 OR in:2024")
@example("-(a OR " * (DEEPEST - 1) + "-(in:2023 OR in:2024")
@example("is:open OR is:planned sort:relevance")
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
        assert (note.cured(text) == text) == (note.cure in ("", text[note.start : note.end]))


@given(ASKED)
def test_a_query_parses_at_every_letter(text: str) -> None:
    """A person is still typing: each beginning of a query is a query."""
    for end in range(len(text)):
        query = parse(text[:end], TODAY)
        assert parse(str(query), TODAY) == query


@pytest.mark.parametrize(
    "text",
    ["(" * 500, ")" * 500, "(" * 500 + "a" + ")" * 500, "-(" * 500 + "a", "a " * 5_000]
    + [character * 10_000 for character in 'a":,-(.*>9']
    + ["actor:=" + '="a",' * 2_000, "sort:" * 2_000, "as-of:2024 " * 1_000, "foo:bar " * 1_200]
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
        (
            "as-of:2025-13",
            "as-of:2025-13",
            'as-of: "2025-13" is not a date; months run 01 to 12',
        ),
        (
            "- kenya",
            "-",
            "- stands alone; write it right before what is not wanted",
        ),
        (
            "kenya OR as-of:2024",
            "as-of",
            "as-of: is for the whole query, not for one alternative",
        ),
        ("a foo:bar", "foo:bar", "there is no field foo:; it is read as words"),
        ("sort:", "sort:", "sort: needs a value right after it, without a space"),
        ("a sort:best", "sort:best", "sort:best is not known; write sort:date or sort:relevance"),
        ("a -sort:date", "sort:date", "sort: has no opposite; write sort:date or sort:relevance"),
        (
            "(a sort:date)",
            "sort:date",
            "sort: is for the whole query; write it after the brackets",
        ),
        ("sort:relevance", "sort:relevance", "there is nothing to rank; type a word"),
        ("-a sort:relevance in:2024", "sort:relevance", "there is nothing to rank; type a word"),
        ("actor:=", "actor:=", "actor: needs a value with letters or digits"),
        ("in:=2024", "in:=2024", 'in: "=2024" is not a date'),
        ("sort>3", "sort>3", "sort is not a measure; write sort: and a value"),
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
            "is:old is not known; it is one of "
            "disputed, open, partly-kept, kept, superseded, cancelled, planned, uncertain, undated",
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


@pytest.mark.parametrize(
    ("text", "cured"),
    [
        ("prison actr:kenya in:2024", "prison actor:kenya in:2024"),
        ('-plce:"cap haïtien",jacmel', '-place:"cap haïtien",jacmel'),
        ("actors:", "actor:"),
        ("asof:2024", "as-of:2024"),
        ("is:planned,disputd", "is:planned,disputed"),
        ('is:"disputd",planned', "is:disputed,planned"),
        ("prison sort:relevanc", "prison sort:relevance"),
        ("as-of:2024..", "as-of:today"),
        ("as-of:2023,[2024..]", "as-of:2023,today"),
        ("foo:bar", '"foo:bar"'),
        ('foo:"a b"', '"foo:a b"'),
        ("freed>1,000", "freed>1000"),
        ("actor=kenya", "actor:kenya"),
        ("in:2024-13", "in:2024-13"),
        ("is:old", "is:old"),
        ("freed>many", "freed>many"),
        ("freed>" + "9" * 101, "freed>" + "9" * 101),
    ],
)
def test_a_note_brings_its_cure(text: str, cured: str) -> None:
    """One key puts it in place, and the doubt is gone; where only the reader knows nothing is."""
    (note, *_) = parse(text, TODAY).notes
    assert note.cured(text) == cured
    if cured != text:
        assert note.text not in [left.text for left in parse(cured, TODAY).notes]


def test_what_has_no_end_is_never_known() -> None:
    """An open end is not a day by which something was published."""
    (note,) = parse("prison as-of:2024..", TODAY).notes
    assert note.text == 'as-of: "2024.." has no end; write the last day, such as as-of:today'
    assert parse("prison as-of:2024..", TODAY).term == PRISON


@pytest.mark.parametrize(
    ("text", "printed"),
    [
        ("prison sort:relevance", "prison sort:relevance"),
        ("sort:relevance prison OR kenya", "prison OR kenya sort:relevance"),
        ("SORT:Relevance prison", "prison sort:relevance"),
        ("prison sort:relevance sort:date", "prison"),
        ("-(prison sort:relevance) kenya", "-prison kenya sort:relevance"),
        ("-sort:relevance prison", "prison"),
        ("sort:relevance", "sort:relevance"),
        ("prison sort:worst", "prison"),
    ],
)
def test_the_order_belongs_to_the_whole_query(text: str, printed: str) -> None:
    """Wherever it is asked for it is no term, and is printed last; the last one counts."""
    query = parse(text, TODAY)
    assert str(query) == printed
    assert query.sort == ("relevance" if "sort" in printed else "date")
    assert query.is_everything == (printed == "sort:relevance")
    assert query != parse(f"{text} sort:{'relevance' if query.sort == 'date' else 'date'}", TODAY)


@pytest.mark.parametrize(
    ("text", "printed"),
    [
        ("in:2024 OR in:2025", "in:2024,2025"),
        ("-(in:2024 OR in:2025) kenya", "-in:2024,2025 kenya"),
        ('in:2024,"march 2025" OR kenya', 'in:2024,"march 2025" OR kenya'),
        ("is:open OR is:planned", "is:open,planned"),
        ("last:1d,1w", "last:1d,1w"),
        ("in:2024 OR since:2025", "in:2024 OR since:2025"),
        ("in:2024 OR is:open", "in:2024 OR is:open"),
        ("in:2024 OR -in:2025", "in:2024 OR -in:2025"),
        ("actor:=kenya,='x'", "actor:=kenya,='x'"),
        ('actor:="OR"', 'actor:="OR"'),
        ("actor:==a", 'actor:="=a"'),
    ],
)
def test_alternatives_are_printed_as_one_term(text: str, printed: str) -> None:
    """As they would be typed."""
    assert str(parse(text, TODAY)) == printed


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
        ("as-of:2025-01-17", "events as known on 17 January 2025"),
        ("as-of:2025", "events as known on 31 December 2025"),
        ("as-of:Y17000", "events as known on 17000"),
        ("prison -as-of:2024-03", 'events about "prison", not as known on 31 March 2024'),
        ("actor:=kenya", 'events by exactly "kenya"'),
        ('actor:ken,="Cap, x"', 'events by "ken" or exactly "Cap, x"'),
        ("title:=a,*bc*", 'events with exactly "a" or a word containing "bc" in the title'),
        ("is:open", "events planned and without an outcome"),
        ("prison sort:relevance", 'events about "prison", best first'),
        ("sort:relevance", "all events, best first"),
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
        ("actor:=kenya", "Kenya", "actor", ["Kenya"]),
        ("actor:=kenya", "Kenya Police", "actor", []),
        ("actor:=kenya", "Kenya", "", []),
        ("-actor:=kenya", "Kenya", "actor", []),
        ('actor:="jovenel moise"', "“Jovenel Moïse”.", "actor", ["Jovenel Moïse"]),
        ("actor:=x", "", "actor", []),
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


@pytest.mark.parametrize(
    ("text", "first", "last"),
    [
        ("in:2", "2000-01-01", "2999-12-31"),
        ("in:201", "2010-01-01", "2019-12-31"),
        ("in:2024-", "2024-01-01", "2024-12-31"),
        ("in:2024-0", "2024-01-01", "2024-09-30"),
        ("in:2024-02-", "2024-02-01", "2024-02-29"),
        ("in:2024-12-0", "2024-12-01", "2024-12-09"),
        ("in:2018-03..201", "2018-03-01", "2019-12-31"),
        ("in:2018-03..2019-0", "2018-03-01", "2019-09-30"),
    ],
)
def test_a_date_that_is_being_typed_asks_what_it_may_become(
    text: str, first: str, last: str
) -> None:
    """So the list does not show all events between two keys; a note says that more is to come."""
    query = parse(text, TODAY)
    assert query.term == within("in", text.removeprefix("in:"), first, last)
    assert "is not a whole date" in query.notes[0].text


@given(
    st.dates(datetime.date(1, 1, 1), datetime.date(9999, 12, 31)), st.sampled_from([1, 2, 3, 5, 6])
)
def test_each_key_of_a_date_asks_a_part_of_what_was_asked_before(
    day: datetime.date, most: int
) -> None:
    """Until the date is whole, no key brings back what another one ruled out."""
    written = day.isoformat()
    asked = [parse(f"in:{written[:count]}", TODAY).term for count in (most, 10)]
    before, whole = (term for term in asked if isinstance(term, Within))
    assert before.first <= whole.first
    assert whole.last <= before.last or written[:most][-1] == "1"
