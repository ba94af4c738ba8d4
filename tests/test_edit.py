"""Editing a query as a value: what a panel of facets shows, and what a key in it does."""

from __future__ import annotations

import datetime

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from tests.stores import FIELDS, QUERIES, WORDS, phrases
from tui.query import Exact, Field, Is, Query, Term, Text, Within, parse
from tui.query.edit import Choice, chosen, leaves, named, replaced, toggled, within, without
from tui.text import fold
from tui.when import BadDate, day_of

TODAY = datetime.date(2024, 3, 14)
SAINT_MARC = "Saint-Marc, Artibonite"


@pytest.mark.parametrize(
    ("text", "field", "value", "choice"),
    [
        ("", "actor", "kenya", ""),
        ("actor:=kenya", "actor", "kenya", "included"),
        ("actor:=KENYA", "actor", "kenya", "included"),
        ("actor:=kenya", "actor", "kenya-police", ""),
        ("actor:=kenya", "place", "kenya", ""),
        ("prison actor:=kenya,=jamaica in:2024", "actor", "jamaica", "included"),
        ("actor:kenya", "actor", "kenya", "included"),
        ("actor:*kenya*", "actor", "kenya", ""),
        ("-actor:=kenya", "actor", "kenya", "excluded"),
        ("-actor:=kenya,=jamaica", "actor", "jamaica", "excluded"),
        ("-actor:=kenya -actor:=jamaica", "actor", "jamaica", "excluded"),
        ("actor:=kenya -actor:=kenya", "actor", "kenya", "excluded"),
        ("actor:=kenya OR prison", "actor", "kenya", ""),
        ("-(actor:=kenya prison)", "actor", "kenya", ""),
        ("kenya", "actor", "kenya", ""),
        (f'place:="{SAINT_MARC}"', "place", SAINT_MARC, "included"),
        ("tag:=\"'a, b'\"", "tag", '"a, b"', "included"),
        ("in:2024", "year", "2024", "included"),
        ("in:2024", "month", "2024-03", ""),
        ("in:2023,2024", "year", "2024", "included"),
        ("-in:2023,2024", "year", "2024", "excluded"),
        ('in:"march 2024"', "month", "2024-03", "included"),
        ("in:2024-12", "month", "2024-12", "included"),
        ("in:2024-01..2024-12", "year", "2024", "included"),
        ("in:2024,2025-03", "month", "2025-03", "included"),
        ("since:2024", "year", "2024", ""),
        ("in:2023..2024", "year", "2024", ""),
        ("in:..", "year", "2024", ""),
        ("in:2024 OR prison", "year", "2024", ""),
        ("in:-0043", "year", "-0043", "included"),
    ],
)
def test_a_query_says_what_a_facet_has_chosen(
    text: str, field: str, value: str, choice: Choice
) -> None:
    """Only what stands for itself beside the other terms is a choice of a panel."""
    assert chosen(parse(text, TODAY), field, value) == choice


@pytest.mark.parametrize(
    ("text", "field", "value", "exclude", "then"),
    [
        ("", "actor", "kenya", False, "actor:=kenya"),
        ("", "actor", "kenya", True, "-actor:=kenya"),
        ("prison", "actor", "Kenya Police", False, 'prison actor:="Kenya Police"'),
        ("prison OR gang", "actor", "kenya", False, "(prison OR gang) actor:=kenya"),
        ("actor:=kenya x", "actor", "jamaica", False, "actor:=kenya,=jamaica x"),
        ("actor:=kenya,=jamaica x", "actor", "kenya", False, "actor:=jamaica x"),
        ("actor:=kenya x", "actor", "kenya", False, "x"),
        ("actor:=kenya", "actor", "kenya", False, ""),
        ("actor:=kenya x", "actor", "kenya", True, "x -actor:=kenya"),
        ("-actor:=kenya,=belize x", "actor", "kenya", False, "-actor:=belize x actor:=kenya"),
        ("-actor:=kenya x", "actor", "belize", True, "-actor:=kenya,=belize x"),
        ("-actor:=a -actor:=b", "actor", "b", True, "-actor:=a"),
        ("actor:ken", "actor", "kenya", False, "actor:ken,=kenya"),
        ("actor:kenya x", "actor", "kenya", False, "x"),
        ("actor:=kenya", "place", "kenya", False, "actor:=kenya place:=kenya"),
        ("", "place", SAINT_MARC, False, f'place:="{SAINT_MARC}"'),
        ("", "tag", ' say "so" ', False, "tag:=\"say 'so'\""),
        ("x", "tag", "...", False, "x"),
        ("x sort:relevance", "tag", "a", False, "x tag:=a sort:relevance"),
        ("", "year", "2024", False, "in:2024"),
        ("in:2024", "year", "2025", False, "in:2024,2025"),
        ("in:2024,2025", "year", "2024", False, "in:2025"),
        ("in:2024,2025 x", "year", "2024", True, "in:2025 x -in:2024"),
        ("in:2024", "month", "2024-03", False, "in:2024 in:2024-03"),
        ("in:2024 in:2024-03", "month", "2024-04", False, "in:2024 in:2024-03,2024-04"),
        ("-in:2024", "year", "2023", True, "-in:2024,2023"),
        ("since:2024", "year", "2024", False, "since:2024 in:2024"),
        ('in:"march 2024"', "month", "2024-03", False, ""),
    ],
)
def test_a_key_in_a_panel_edits_the_query(
    text: str, field: str, value: str, exclude: bool, then: str
) -> None:
    """What it does can be read in the query line, and typed there as well."""
    edited = toggled(parse(text, TODAY), field, value, exclude)
    assert str(edited) == then
    assert parse(then, TODAY) == edited


def test_a_period_that_is_none_is_refused() -> None:
    """Facets give years and months; anything else is a mistake of the caller."""
    with pytest.raises(BadDate):
        chosen(Query(), "year", "kenya")


def test_an_edited_query_has_no_notes_of_the_old_text() -> None:
    """Their places are places in a text that is no more."""
    query = parse("in:2024-13 prison", TODAY)
    assert query.notes
    assert toggled(query, "actor", "kenya", False).notes == ()


VALUES = st.one_of(
    st.tuples(st.sampled_from(FIELDS), st.sampled_from([*WORDS, SAINT_MARC]) | phrases(3)),
    st.tuples(st.just("year"), st.sampled_from(["2023", "2024", "-0043"])),
    st.tuples(st.just("month"), st.sampled_from(["2023-12", "2024-03", "2024-04"])),
)
EDITS = st.lists(st.tuples(VALUES, st.booleans()), max_size=6)


@given(QUERIES, EDITS, VALUES, st.booleans())
@example("", [], ("tag", "\u200b a"), False)
@example("", [], ("tag", '"a", b\n'), False)
def test_a_choice_is_made_and_taken_back(
    text: str, edits: list[tuple[tuple[str, str], bool]], facet: tuple[str, str], exclude: bool
) -> None:
    """A key twice is as if it had not been pressed, and each query prints as it parses."""
    query = parse(text, TODAY)
    for (field, value), excluded in edits:
        query = toggled(query, field, value, excluded)
    wanted = "excluded" if exclude else "included"
    before = chosen(query, *facet)
    once = toggled(query, *facet, exclude)
    twice = toggled(once, *facet, exclude)
    assert all(parse(str(each), TODAY) == each for each in (once, twice))
    if fold(facet[1]):
        assert chosen(once, *facet) == ("" if before == wanted else wanted)
        assert chosen(twice, *facet) == (before if before in ("", wanted) else "")
    else:
        assert once == query


@pytest.mark.parametrize(
    ("text", "old", "new", "then"),
    [
        ("prision kenya", Text("prision"), "prison", "prison kenya"),
        ("Prision", Text("prision"), "prison", "prison"),
        (
            'a OR -(b "the Prision, gate")',
            Text("prision"),
            "prison",
            'a OR -(b "the prison, gate")',
        ),
        ('"port au prinse"', Text("port au prinse"), "port au prince", '"port au prince"'),
        ("a-a-a", Text("a a"), "b", '"a-b"'),
        ("actor:kenia,jamaica", Text("kenia", "actor"), "kenya", "actor:kenya,jamaica"),
        ("actor:kenia kenia", Text("kenia"), "kenya", "actor:kenia kenya"),
        ("actor:=kenia *kenia*", Text("kenia", "actor"), "kenya", "actor:=kenia *kenia*"),
        ("prisions", Text("prision"), "prison", "prisions"),
        ("prision", Text("prision"), "...", "prision"),
        ("prision", Text("prision"), '"OR"', "\"'OR'\""),
        ("prision sort:relevance", Text("prision"), "prison", "prison sort:relevance"),
    ],
)
def test_a_nearest_word_is_put_in_place(text: str, old: Text, new: str, then: str) -> None:
    """In every text of that field, and nowhere else."""
    query = replaced(parse(text, TODAY), old, new)
    assert query == parse(then, TODAY)


@given(QUERIES, st.sampled_from(WORDS), phrases(2))
def test_a_query_with_other_words_prints_as_it_parses(text: str, old: str, new: str) -> None:
    """Whatever the words are."""
    query = replaced(parse(text, TODAY), Text(old), new)
    assert parse(str(query), TODAY) == query


def test_a_query_is_told_term_by_term() -> None:
    """In the order of the text, each with its sign."""
    kenya = Field("actor", (Exact("kenya", "actor"), Text("jam", "actor")))
    expected: list[tuple[Term, bool]] = [
        (Text("prison"), False),
        (kenya, True),
        (Text("a"), True),
        (Text("b"), False),
        (Is("open"), False),
    ]
    query = parse("prison -actor:=kenya,jam -(a OR -b) is:open", TODAY)
    assert leaves(query) == expected
    assert leaves(Query()) == []
    assert [type(term) for term, _ in leaves(parse("in:2023,2024", TODAY))] == [Within, Within]


@pytest.mark.parametrize(
    ("text", "field", "rest", "names"),
    [
        ("", "actor", "", []),
        ("prison", "actor", "prison", []),
        ("actor:=kenya", "actor", "", ["kenya"]),
        ("prison actor:=kenya,=jamaica", "actor", "prison", ["kenya", "jamaica"]),
        ("prison -actor:=kenya actor:=haiti x", "actor", "prison x", ["kenya", "haiti"]),
        ("actor:ken,=haiti", "actor", "", ["haiti"]),
        ("actor:kenya place:=jacmel", "place", "actor:kenya", ["jacmel"]),
        ("actor:=kenya OR prison", "actor", "actor:=kenya OR prison", []),
        ("in:2024 prison", "year", "prison", ["2024"]),
        ("in:2024 prison", "month", "in:2024 prison", []),
        ('-in:"march 2024"', "month", "", ["2024-03"]),
        ("in:2024,2025-03", "month", "", ["2025-03"]),
        ("in:-0043", "year", "", ["-0043"]),
        ("prison actor:=kenya sort:relevance", "actor", "prison sort:relevance", ["kenya"]),
    ],
)
def test_a_facet_can_be_left_aside(text: str, field: str, rest: str, names: list[str]) -> None:
    """What there is to choose from, and what is chosen by its whole name."""
    query = parse(text, TODAY)
    assert str(without(query, field)) == rest
    assert named(query, field) == names


@given(st.one_of(QUERIES), st.sampled_from(FIELDS), st.sampled_from(WORDS))
def test_a_choice_is_named_and_can_be_left_aside(text: str, field: str, value: str) -> None:
    """Whatever else the query asks."""
    rest = without(parse(text, TODAY), field)
    assert without(rest, field) == rest
    edited = toggled(rest, field, value, exclude=False)
    if edited != rest:
        assert without(edited, field) == rest
        assert list(map(fold, named(edited, field))) == [fold(value)]


@pytest.mark.parametrize(
    ("text", "first", "last", "edited"),
    [
        ("", "2024-03-01", "2024-03-31", "in:2024-03"),
        ("prison", "2023-01-01", "2024-12-31", "prison in:2023..2024"),
        ("prison", "2024-01-01", "2024-06-30", "prison in:2024-01..2024-06"),
        ("prison", "2024-03-02", "2024-03-09", "prison in:2024-03-02..2024-03-09"),
        ("prison", "2024-03-02", "2024-03-02", "prison in:2024-03-02"),
        ("in:2023 prison", "2024-01-01", "2024-12-31", "prison in:2024"),
        ("in:2023,2024-03 prison", "2024-01-01", "2024-12-31", "prison in:2024"),
        ("-in:2023 since:2022", "2024-01-01", "2024-12-31", "-in:2023 since:2022 in:2024"),
        ("in:2023 OR prison", "2024-01-01", "2024-12-31", "(in:2023 OR prison) in:2024"),
    ],
)
def test_a_range_of_days_takes_the_place_of_another(
    text: str, first: str, last: str, edited: str
) -> None:
    """In whole years or months where it is made of them; what else is asked stays."""
    days = [day_of(datetime.date.fromisoformat(day)) for day in (first, last)]
    query = within(parse(text, TODAY), days[0], days[1])
    assert str(query) == edited
    assert parse(edited, TODAY) == query
