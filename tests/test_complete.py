"""Completing what is typed: where the cursor stands in a query, and what accepting gives."""

from __future__ import annotations

import datetime

import pytest
from hypothesis import assume, example, given
from hypothesis import strategies as st

from tests.stores import FIELDS, QUERIES, WORDS, phrases
from tui.query import KINDS, NAMES, And, Exact, Field, Is, Text, Within, parse
from tui.query.complete import Completing, accepted, completing, fixed
from tui.query.edit import leaves
from tui.text import fold

TODAY = datetime.date(2024, 3, 14)


def at_bar(text: str) -> tuple[str, int]:
    """The text without its bar, which is the cursor, and where it stood."""
    before, _, after = text.partition("|")
    return before + after, len(before)


@pytest.mark.parametrize(
    ("text", "kind", "field", "prefix", "replaced", "rest"),
    [
        ("ken|", "word", "", "ken", "ken", ""),
        ("prison ken| in:2024", "word", "", "ken", "ken", "prison in:2024"),
        ("prison -ken|", "word", "", "ken", "ken", "prison"),
        ("NOT ken| prison", "word", "", "ken", "ken", "prison"),
        ("a NOT -ken| b", "word", "", "ken", "ken", "a b"),
        ("-a ken| b", "word", "", "ken", "ken", "-a b"),
        ("(ken|)", "word", "", "ken", "ken", "( )"),
        ("-(ken|) a", "word", "", "ken", "ken", "-( ) a"),
        ('"barrel bomb"ken|', "word", "", "ken", "ken", '"barrel bomb"'),
        ("as-|", "word", "", "as-", "as-", ""),
        ("actor:|", "value", "actor", "", "", ""),
        ("actor:ken|", "value", "actor", "ken", "ken", ""),
        ("ACTOR:=ken|", "value", "actor", "ken", "=ken", ""),
        ("a actor:kenya,ja| b", "value", "actor", "ja", "ja", "a b"),
        ("actor:kenya,|", "value", "actor", "", "", ""),
        ("a -actor:ken|", "value", "actor", "ken", "ken", "a"),
        ('actor:"Kenya Po|', "value", "actor", "Kenya Po", '"Kenya Po', ""),
        ('actor:="Kenya Po|', "value", "actor", "Kenya Po", '="Kenya Po', ""),
        ('actor:="a, b",ja|', "value", "actor", "ja", "ja", ""),
        ('actor:kenya,"|', "value", "actor", "", '"', ""),
        ("is:dis|", "is", "is", "dis", "dis", ""),
        ("is:|", "is", "is", "", "", ""),
        ("-is:open,dis|", "is", "is", "dis", "dis", ""),
        ("prison sort:|", "sort", "sort", "", "", "prison"),
        ("in:2024-|", "month", "in", "2024-", "2024-", ""),
        ("as-of:20|", "month", "as-of", "20", "20", ""),
        ("before:|", "month", "before", "", "", ""),
        ("in:2024-01..2024-|", "month", "in", "2024-", "2024-", ""),
        ("in:2024-01..|", "month", "in", "", "", ""),
        ("in:2023,2024-|", "month", "in", "2024-", "2024-", ""),
    ],
)
def test_the_end_of_a_term_is_completed(
    text: str, kind: str, field: str, prefix: str, replaced: str, rest: str
) -> None:
    """With what it stands among, so that each completion can be counted."""
    text, cursor = at_bar(text)
    found = completing(text, cursor)
    assert found is not None
    assert (found.kind, found.field, found.prefix) == (kind, field, prefix)
    assert text[found.start : found.end] == replaced
    assert found.end == cursor
    assert found.rest == rest


@pytest.mark.parametrize(
    "text",
    [
        "|",
        "|prison",
        "pri|son",
        "prison |",
        "-|",
        "(|",
        '"barrel bo|',
        '"barrel bomb"|',
        "actor:ken|,jamaica",
        'actor:"ken| prison "x"',
        'actor:"Kenya"|',
        'actor:a"b|',
        "actor:*ken|",
        "last:3|",
        "foo:ba|",
        "https://e|",
        "10:3|",
        "2024|",
        "freed>|",
        "freed>10|",
        "*fi|",
        "OR|",
        "a NOT|",
        "...|",
    ],
)
def test_elsewhere_nothing_is_completed(text: str) -> None:
    """Not inside a word or a phrase, nor where there is nothing to offer."""
    assert completing(*at_bar(text)) is None


@pytest.mark.parametrize(
    ("text", "offered"),
    [
        ("a|", ["actor:", "after:", "as-of:"]),
        ("AS-|", ["as-of:"]),
        ("s|", ["source:", "status:", "since:", "sort:"]),
        ("x|", []),
        ("is:|", list(KINDS)),
        ("is:U|", ["uncertain", "undated"]),
        ("sort:|", ["date", "relevance"]),
        ("sort:r|", ["relevance"]),
        ("actor:|", []),
        ("in:2024|", []),
    ],
)
def test_the_language_offers_its_own_words(text: str, offered: list[str]) -> None:
    """Whatever the store holds."""
    found = completing(*at_bar(text))
    assert found is not None
    assert fixed(found) == offered


@pytest.mark.parametrize(
    ("text", "value", "then"),
    [
        ("ac|", "actor:", "actor:|"),
        ("prison -ac| b", "actor:", "prison -actor:| b"),
        ("fr|", "freed>", "freed>|"),
        ("pri| b", "prison", "prison| b"),
        ("actor:ken|", "kenya", "actor:=kenya|"),
        ("actor:ken| b", "Kenya Police", 'actor:="Kenya Police"| b'),
        ("actor:kenya,ja|", "jamaica", "actor:kenya,=jamaica|"),
        ('(place:"sain|', "Saint-Marc, Artibonite", '(place:="Saint-Marc, Artibonite"|'),
        ("tag:=s|", 'say "so"', "tag:=\"say 'so'\"|"),
        ("is:open,d|", "disputed", "is:open,disputed|"),
        ("a sort:| b", "relevance", "a sort:relevance| b"),
        ("in:2024| b", "2024-03", "in:2024-03| b"),
        ("in:2024-01..2024-|", "2024-03", "in:2024-01..2024-03|"),
        ('in:"2024-01..2024- |', "2024-03", 'in:"2024-01..2024-03|'),
    ],
)
def test_an_accepted_completion_stands_in_the_text(text: str, value: str, then: str) -> None:
    """In the place of what was typed, in quotation marks where it needs them."""
    text, cursor = at_bar(text)
    found = completing(text, cursor)
    assert found is not None
    assert accepted(text, found, value) == at_bar(then)


PIECES = st.lists(
    st.sampled_from([*'()"-:, =', "OR ", "NOT ", "actor:", "is:", "in:", "x", " "])
    | st.sampled_from(WORDS)
    | st.text(max_size=3)
).map("".join)


@given(QUERIES | PIECES, st.integers(0, 200))
@example("(" * 500 + "actor:x", 507)
@example("a:" * 5_000, 10_000)
def test_every_place_in_every_text_has_an_answer(text: str, cursor: int) -> None:
    """Nothing raises, and what is replaced ends at the cursor."""
    found = completing(text, cursor)
    if found is not None:
        assert 0 <= found.start <= found.end == cursor <= len(text)
        assert len(found.rest) <= len(text)
        for offered in fixed(found):
            completed, at = accepted(text, found, offered)
            assert completed[found.start : at] == offered
            assert completed[at:] == text[cursor:]


def complete(text: str) -> Completing:
    """What is completed at the end of a text."""
    found = completing(text, len(text))
    assert found is not None
    return found


@given(QUERIES, st.sampled_from(FIELDS), phrases(3), st.sampled_from(["", "x", '"', '="a b', "a,"]))
def test_an_accepted_value_is_asked_for(text: str, field: str, value: str, typed: str) -> None:
    """Whatever its letters are, and whatever stands before it."""
    assume(fold(value))
    text = f"({text}) -{field}:{typed}"
    completed, at = accepted(text, complete(text), value)
    assert at == len(completed)
    term, negated = leaves(parse(completed, TODAY))[-1]
    assert negated
    assert isinstance(term, Field)
    assert isinstance(term.values[-1], Exact)
    assert term.values[-1].folded == fold(value)


def test_the_rest_is_asked_as_if_the_term_were_not_there() -> None:
    """So that what is left finds what the completion narrows."""
    text, cursor = at_bar("prison NOT actor:ken| -(belize) is:open")
    found = completing(text, cursor)
    assert found is not None
    assert parse(found.rest, TODAY) == parse("prison -belize is:open", TODAY)


def test_each_name_can_be_completed_and_gone_on_with() -> None:
    """From its first letter to its values; a length of time has no list to choose from."""
    for name in NAMES:
        text, _ = accepted(name[0], complete(name[0]), f"{name}:")
        assert text == f"{name}:"
        assert (completing(text, len(text)) is None) == (name == "last")


def test_a_month_and_a_kind_are_terms_once_accepted() -> None:
    """As they would have been typed."""
    for text, value, kind in (
        ("in:20", "2024-03", Within),
        ("is:", "open", Is),
        ("pri", "prison", Text),
        ("a", "is:", And),
    ):
        completed, _ = accepted(text, complete(text), value)
        assert isinstance(parse(completed, TODAY).term, kind)
