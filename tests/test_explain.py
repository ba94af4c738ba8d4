"""Why a query finds nothing is said term by term, with words that may have been meant."""

from __future__ import annotations

import pytest

from tui.explain import MOST_WORDS, counted, instead
from tui.query import parse
from tui.search import Timeline


@pytest.fixture(scope="module")
def timeline() -> Timeline:
    """The built-in chronology."""
    return Timeline.open()


@pytest.mark.parametrize(
    ("text", "word", "near", "asked"),
    [
        ("prision", "prision", "prison", "prison"),
        ("prisno", "prisno", "prison", "prison"),
        ("PRISION", "prision", "prison", "prison"),
        ("kenya prision", "prision", "prison", "kenya prison"),
        ("(prision OR kenya) in:2024", "prision", "prison", "(prison OR kenya) in:2024"),
        ("prision sort:relevance", "prision", "prison", "prison sort:relevance"),
        ('"gangs atack"', "atack", "attack", '"gangs attack"'),
        ("Moïze", "moize", "moise", "moise"),
        ("actor:kenia", "kenia", "kenya", "actor:kenya"),
        ("title:prision in:2024", "prision", "prison", "title:prison in:2024"),
        ("actor:kenia,jamaica", "kenia", "kenya", "actor:kenya,jamaica"),
    ],
)
def test_a_word_that_may_have_been_meant_is_offered(
    timeline: Timeline, text: str, word: str, near: str, asked: str
) -> None:
    """With the whole query as it would be then, and how many events that finds."""
    first = instead(timeline, parse(text))[0]
    assert (first.word, first.near, str(first.query)) == (word, near, asked)
    results = timeline.search(first.query)
    assert (first.events, first.possible) == (results.certain, results.possible)
    assert first.events


@pytest.mark.parametrize("text", ["", "prison", "-prision", "in:2024", "zzzzzzzz", "*risonx*"])
def test_nothing_is_offered_for_what_is_known_or_like_nothing(
    timeline: Timeline, text: str
) -> None:
    """Nor for what is not wanted, nor for a part of a word."""
    assert instead(timeline, parse(text)) == []


def test_a_misspelt_measure_is_named_as_it_is_spelt(timeline: Timeline) -> None:
    """With how many events the query finds then; one that is known is left as it is."""
    (found,) = instead(timeline, parse("fred>1000 in:2024"))
    assert (found.near, str(found.query)) == ("freed>1000", "freed>1000 in:2024")
    results = timeline.search(found.query)
    assert (found.events, found.possible) == (results.certain, results.possible)
    assert found.events
    assert instead(timeline, parse("freed>100000000")) == []


def test_a_word_that_only_its_field_lacks_is_sought_there(timeline: Timeline) -> None:
    """What stands in other texts is no help to one who asks for a title."""
    for found in instead(timeline, parse("title:prision")):
        assert len(timeline.search(found.query)) >= found.events > 0


def test_no_more_is_offered_than_can_be_read_at_a_glance(timeline: Timeline) -> None:
    """The nearest first, and every one of them finds something."""
    offered = instead(timeline, parse("gan"))
    offered += instead(timeline, parse("haitx"))
    assert 0 < len(offered) <= 2 * MOST_WORDS
    assert all(len(timeline.search(found.query)) >= found.events > 0 for found in offered)


def test_the_term_that_finds_nothing_is_named(timeline: Timeline) -> None:
    """The others have their counts, so that a reader sees which of them to give up."""
    query = parse("kenya prision in:2024 -gang")
    assert len(timeline.search(query)) == 0
    terms = counted(timeline, query)
    assert [str(found.term) for found in terms] == ["kenya", "prision", "in:2024", "gang"]
    assert [found.negated for found in terms] == [False, False, False, True]
    assert [found.certain > 0 for found in terms] == [True, False, True, True]
    assert terms[1].possible == 0


def test_a_date_is_counted_with_what_is_possible(timeline: Timeline) -> None:
    """Each term finds alone what it would find as a query."""
    for found in counted(timeline, parse("in:2024-03 actor:kenya is:planned,disputed as-of:2024")):
        results = timeline.search(parse(str(found.term)))
        assert (found.certain, found.possible) == (results.certain, results.possible)
        assert results.certain > 0


def test_a_query_of_everything_has_no_terms(timeline: Timeline) -> None:
    """There is nothing to explain."""
    assert counted(timeline, parse("")) == []


def test_a_word_typed_twice_is_offered_once(timeline: Timeline) -> None:
    """One key mends both places."""
    offered = instead(timeline, parse("prision prision"))
    assert [(found.near, str(found.query)) for found in offered] == [("prison", "prison prison")]
