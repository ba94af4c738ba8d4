"""What is found is counted by value, stepped through and completed as plain Python would."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from typing import Any

import pytest
import tantivy
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.stores import FIELDS, HEADER, QUERIES, WORDS, events, passages
from tests.test_engine import (
    CERTAIN,
    FALSE,
    POSSIBLE,
    date_of,
    found_by,
    judge,
    labels,
    listed,
    stored_and_asked,
)
from tui.engine import FACETS, Found, Mark, Stretch, Tally
from tui.engine.embedded import EmbeddedEngine
from tui.engine.fields import VALUED
from tui.engine.found import IndexFound
from tui.event import Actor, Event, Header, Link, Place, Source
from tui.outcome import SETTLED
from tui.query import KINDS, OWN, And, Query, Term, Within, parse
from tui.query.edit import toggled, with_kind
from tui.text import edits, fold, harmless
from tui.when import DAY, FUTURE, PAST
from tui.when import parse as parse_date


def values(event: Event, field: str) -> set[str]:
    """The values that an event has of a facet which is no period, folded."""
    return {value for label in labels(event, field) if (value := fold(label))}


def counted(query: Query, stored: list[Event], field: str) -> dict[str, tuple[int, int]]:
    """The values of what a query finds, folded, each with its certain and possible events."""
    certain, possible = Counter[str](), Counter[str]()
    if field == "is":
        for kind in KINDS:
            truths = [judge(with_kind(query, kind).term, event, stored) for event in stored]
            certain[kind], possible[kind] = truths.count(CERTAIN), truths.count(POSSIBLE)
        return {kind: (certain[kind], possible[kind]) for kind in +certain | +possible}
    for event in stored:
        truth = judge(query.term, event, stored)
        counts = {CERTAIN: certain, POSSIBLE: possible, FALSE: Counter[str]()}[truth]
        counts.update(values(event, field))
    return {value: (certain[value], possible[value]) for value in certain | possible}


def periods(query: Query, stored: list[Event], field: str) -> list[Tally]:
    """The years or months that found events are listed under, and what `in:` finds of them."""
    dates = [
        date
        for event in stored
        if (date := date_of(event)) and judge(query.term, event, stored) != FALSE
    ]
    headings = {date.heading if field == "month" else (date.heading[0], 0) for date in dates}
    tallies = []
    for year, month in sorted((year, month) for year, month in headings if month is not None):
        name = f"-{-year:04}" if year < 0 else f"{year:04}"
        name += f"-{month:02}" if month else ""
        period = parse_date(name)
        within = Within("in", name, period.start_earliest, period.end_latest)
        both: Term = And((query.term, within))
        truths = Counter(judge(both, event, stored) for event in stored)
        if truths[CERTAIN] or truths[POSSIBLE]:
            tallies.append(Tally(name, truths[CERTAIN], truths[POSSIBLE]))
    return tallies


def facet(found: Found, field: str) -> list[Tally]:
    """The values of one field."""
    return found.facets([field])[0]


asked_for = st.one_of(st.just(""), QUERIES)


@pytest.mark.parametrize("field", [field for field in FACETS if field not in ("year", "month")])
@settings(max_examples=15, deadline=None)
@given(stored=events(), text=asked_for)
def test_each_value_of_a_field_is_counted(field: str, stored: list[Event], text: str) -> None:
    """However it is written, each value stands once, with how many events have it; most first."""
    query = parse(text)
    engine = EmbeddedEngine(stored, HEADER)
    tallies = facet(engine.search(query), field)
    found = {
        tally.value if field == "is" else fold(tally.value): (tally.certain, tally.possible)
        for tally in tallies
    }
    assert found == counted(query, stored, field)
    assert len(found) == len(tallies)
    sizes = [tally.certain + tally.possible for tally in tallies]
    assert sizes == sorted(sizes, reverse=True)
    assert tallies == facet(engine.search(query), field)
    if field != "is":
        written = {label for event in stored for label in labels(event, field)}
        assert written >= {tally.value for tally in tallies}


@pytest.mark.parametrize("field", ["year", "month"])
@settings(max_examples=40, deadline=None)
@given(stored=events(), text=asked_for)
def test_a_period_counts_what_may_have_been_in_it(
    field: str, stored: list[Event], text: str
) -> None:
    """Every event that certainly or possibly touches it counts, and they are in order of time."""
    query = parse(text)
    assert facet(EmbeddedEngine(stored, HEADER).search(query), field) == periods(
        query, stored, field
    )


@pytest.mark.parametrize("field", [field for field in FACETS if field != "is"])
@settings(max_examples=20, deadline=None)
@given(stored=events(), text=asked_for)
def test_a_value_finds_as_many_as_stand_beside_it(
    field: str, stored: list[Event], text: str
) -> None:
    """The number beside a value is what the list holds once that value is asked for too."""
    query = parse(text)
    engine = EmbeddedEngine(stored, HEADER)
    for tally in facet(engine.search(query), field):
        if fold(tally.value) in ids(field):
            continue
        narrowed = toggled(query, field, tally.value, False)
        if parts(narrowed) != parts(query) + 1:
            continue  # another value of the field is asked for already: it becomes either
        for asked in (narrowed, parse(str(narrowed))):
            found = engine.search(asked)
            assert (found.certain, found.possible) == (tally.certain, tally.possible), str(asked)


def ids(field: str) -> set[str]:
    """What names a part of the header by its id and is not its label."""
    named: dict[str, list[tuple[str, str]]] = {
        "measure": [(part.id, part.label) for part in HEADER.measures],
        "category": [(part.id, part.label) for part in HEADER.categories],
    }
    return {fold(name) for name, label in named.get(field, []) if fold(name) != fold(label)}


@pytest.mark.parametrize("kind", sorted({*KINDS} - {*OWN}))
def test_a_kind_finds_as_many_as_stand_beside_it(kind: str) -> None:
    """Like any other value."""
    stored = [
        Event(id="a", title="A", status="planned"),
        Event(id="b", title="B", status="disputed", date="2024-03~"),
        Event(id="c", title="C", status="cancelled"),
        *(Event(id=f"plan-{link}", title="P", status="planned") for link in SETTLED),
        *(
            Event(id=link, title="D", date="2024", links=[Link(type=link, event=f"plan-{link}")])
            for link in SETTLED
        ),
    ]
    engine = EmbeddedEngine(stored, HEADER)
    tallies = {tally.value: tally for tally in facet(engine.search(Query()), "is")}
    narrowed = toggled(Query(), "is", kind, False)
    assert not parse(str(narrowed)).notes
    assert engine.search(narrowed).certain == tallies[kind].certain >= 1


def parts(query: Query) -> int:
    """How many terms stand beside one another."""
    return len(query.term.terms) if isinstance(query.term, And) else 1


@settings(max_examples=40, deadline=None)
@given(stored=events())
def test_a_value_that_is_asked_for_is_highlighted(stored: list[Event]) -> None:
    """Each event that a value of a facet finds shows it in that field."""
    engine = EmbeddedEngine(stored, HEADER)
    for field in VALUED:
        for tally in facet(engine.search(Query()), field):
            query = toggled(Query(), field, tally.value, False)
            found = engine.search(query)
            for number in found.window(0, found.certain):
                shown = [one.text for one in passages(stored[number]) if one.field == field]
                assert any(query.spans(harmless(text), field) for text in shown)


def test_a_value_is_written_as_its_first_event_has_it() -> None:
    """Two spellings of one tag are one value, and so are an id and its label."""
    stored = [
        Event(id="later", title="Later", date="2025", tags=["MOÏSE", "moise"], actors=["kenya"]),
        Event(
            id="first", title="First", date="2024", tags=["Moïse"], actors=[Actor(label="KENYA")]
        ),
    ]
    found = EmbeddedEngine(stored, HEADER).search(Query())
    assert facet(found, "tag") == [Tally("Moïse", 2, 0)]
    assert facet(found, "actor") == [Tally("KENYA", 2, 0)]


def test_a_source_counts_by_its_outlet() -> None:
    """Two reports of one outlet are one value; without an outlet the title has to do, or the id."""
    sources: list[str | Source] = [
        "bbc",
        Source(title="Another", container_title="BBC"),
        Source(title="Diary"),
        "x-1",
    ]
    stored = [Event(id=f"e{number}", title="E", sources=[s]) for number, s in enumerate(sources)]
    found = EmbeddedEngine(stored, HEADER).search(Query())
    assert facet(found, "source") == [Tally("BBC", 2, 0), Tally("Diary", 1, 0), Tally("x-1", 1, 0)]


def test_a_doubtful_event_counts_in_each_of_its_months() -> None:
    """Some day from January to March is possibly in any of them, and certainly in the year."""
    stored = [
        Event(id="some", title="Some day", date="[2024-01-31..2024-03-01]"),
        Event(id="span", title="All along", date="2023-12/2024-02"),
        Event(id="march", title="One day", date="2024-03-05"),
        Event(id="far", title="Far off", date="Y17000"),
        Event(id="never", title="Some time"),
    ]
    found = EmbeddedEngine(stored, HEADER).search(Query())
    assert facet(found, "year") == [Tally("2023", 1, 0), Tally("2024", 3, 0)]
    assert facet(found, "month") == [
        Tally("2023-12", 1, 0),
        Tally("2024-01", 1, 1),
        Tally("2024-03", 1, 1),
    ]


def test_a_label_that_is_the_id_of_another_counts_alone() -> None:
    """What the panel says of a place named "Nord" holds, though another has the id `nord`."""
    header = Header(places=[Place(id="nord", label="North Department")])
    stored = [
        Event(id="a", title="A", places=["nord"]),
        Event(id="b", title="B", places=[Place(label="Nord")]),
    ]
    engine = EmbeddedEngine(stored, header)
    for tally in facet(engine.search(Query()), "place"):
        assert engine.search(toggled(Query(), "place", tally.value, False)).certain == tally.certain


class Narrow:
    """A searcher that counts the values of no more than one column at a time."""

    def __init__(self, searcher: tantivy.Searcher) -> None:
        self._searcher = searcher

    def __getattr__(self, name: str) -> object:
        return getattr(self._searcher, name)

    def aggregate(self, query: tantivy.Query, asked: dict[str, object]) -> object:
        """As Tantivy does where there are more values than it counts."""
        if len(asked) > 1:
            raise ValueError("bucket limit was exceeded")
        return self._searcher.aggregate(query, asked)


@pytest.mark.parametrize("is_narrow", [False, True])
@settings(max_examples=30, deadline=None)
@given(stored=events(), text=asked_for)
def test_facets_are_counted_together_as_one_by_one(
    is_narrow: bool, stored: list[Event], text: str
) -> None:
    """Also where they have too many values to be counted in one pass."""
    query = parse(text)
    index = EmbeddedEngine(stored, HEADER)._made()
    each = [facet(IndexFound(index, query), field) for field in FACETS]
    if is_narrow:
        index.searcher = Narrow(index.searcher)  # type: ignore[assignment]
    assert IndexFound(index, query).facets(FACETS) == each


def test_many_facets_take_one_search_of_each_part(monkeypatch: pytest.MonkeyPatch) -> None:
    """One of the certain events and one of the possible ones; asked again, none."""
    stored = [
        Event(id="a", title="A", date="2024-03-05"),
        Event(id="b", title="B", date="2024-03~"),
    ]
    index = EmbeddedEngine(stored, HEADER)._made()
    found = IndexFound(index, parse("in:2024-03-05"))
    taken: list[list[str]] = []
    buckets = index.buckets

    def told(query: tantivy.Query, columns: Sequence[str]) -> dict[str, Counter[Any]]:
        taken.append(list(columns))
        return buckets(query, columns)

    monkeypatch.setattr(index, "buckets", told)
    together = found.facets(["category", "status"])
    assert found.facets(["status"]) == together[1:] == [[Tally("occurred", 1, 1)]]
    assert taken == [["=category", "=status"]] * 2


@pytest.mark.parametrize("field", FACETS)
def test_nothing_has_no_values(field: str) -> None:
    """An empty store, and a query that finds nothing."""
    assert facet(EmbeddedEngine([], Header()).search(Query()), field) == []
    stored = [Event(id="x", title="X", date="2024", tags=["t"], category="prison")]
    assert facet(EmbeddedEngine(stored, HEADER).search(parse("nothing")), field) == []


@settings(max_examples=40, deadline=None)
@given(stored=events(), text=asked_for, at=st.integers(0, 12), length=st.integers(0, 12))
def test_neighbours_are_marked_as_they_were_found(
    stored: list[Event], text: str, at: int, length: int
) -> None:
    """A window of the list of all events shows which of them the query finds, and how surely."""
    query = parse(text)
    neighbours = listed(stored)[at : at + length]
    names: dict[int, Mark] = {CERTAIN: "certain", POSSIBLE: "possible", FALSE: ""}
    marks = [names[judge(query.term, stored[number], stored)] for number in neighbours]
    for asked in (query, parse(f"({text}) sort:relevance")):
        assert EmbeddedEngine(stored, HEADER).search(asked).marks(neighbours) == marks


@settings(max_examples=40, deadline=None)
@given(stored=events(8), text=asked_for)
def test_one_steps_from_any_event_to_the_next_that_was_found(
    stored: list[Event], text: str
) -> None:
    """Before and after it in the list of all events, certain or possible, whether found or not."""
    query = parse(text)
    found = EmbeddedEngine(stored, HEADER).search(query)
    order = listed(stored)
    hits = {n for value in (CERTAIN, POSSIBLE) for n in found_by(query, stored, value)}
    for place, number in enumerate(order):
        later = [n for n in order[place + 1 :] if n in hits]
        earlier = [n for n in order[:place] if n in hits]
        assert found.next(number) == (later[0] if later else None)
        assert found.previous(number) == (earlier[-1] if earlier else None)


def test_one_steps_over_certain_and_possible_events_alike() -> None:
    """In the order of time, as they stand in the list of all events, though not in that found."""
    dates = ["2024-01-01", "2024-02~", "2024-02-05", "2024-04", "2024-05-01~", "2024-06", ""]
    stored = [Event(id=f"e{number}", title="E", date=date) for number, date in enumerate(dates)]
    found = EmbeddedEngine(stored, Header()).search(parse("in:2024-02,2024-05 OR in:2024-06"))
    assert (found.certain, found.possible) == (2, 2)
    order = listed(stored)
    assert order == [0, 1, 2, 3, 4, 5, 6]
    assert [found.next(number) for number in order] == [1, 2, 4, 4, 5, None, None]
    assert [found.previous(number) for number in order] == [None, None, 1, 2, 2, 4, 5]
    assert found.marks([1, 2, 3, 4, 5]) == ["possible", "certain", "", "possible", "certain"]


def all_words(event: Event, field: str = "") -> set[str]:
    """The folded words of an event's texts, or of those in one field."""
    shown = [one.text for one in passages(event) if field in ("", one.field)]
    return {word for text in shown for word in fold(text).split()}


@settings(max_examples=50, deadline=None)
@given(
    stored=events(),
    text=asked_for,
    prefix=st.sampled_from(
        ["", *(fold(w).split()[0][:n] for w in WORDS for n in (1, 3) if fold(w))]
    ),
    most=st.integers(1, 8),
)
def test_words_that_begin_so_are_counted(
    stored: list[Event], text: str, prefix: str, most: int
) -> None:
    """In the events that the query certainly finds; the frequent first, then by the alphabet."""
    query = parse(text)
    counts = Counter(
        word
        for event in stored
        if judge(query.term, event, stored) == CERTAIN
        for word in all_words(event)
        if word.startswith(prefix)
    )
    ranked = sorted(counts.items(), key=lambda found: (-found[1], found[0]))
    assert EmbeddedEngine(stored, HEADER).words(prefix, query, most) == ranked[:most]


def slips(word: str) -> st.SearchStrategy[str]:
    """The word with a letter or two left out, added, changed or swapped."""

    def slipped(word: str, how: str, at: int, letter: str) -> str:
        at %= max(len(word), 1)
        one, rest = word[:at], word[at:]
        return {
            "drop": one + rest[1:],
            "add": one + letter + rest,
            "change": one + letter + rest[1:],
            "swap": one + rest[1:2] + rest[:1] + rest[2:],
        }[how] or word

    how = st.sampled_from(["drop", "add", "change", "swap"])
    once = st.builds(slipped, st.just(word), how, st.integers(0, 9), st.sampled_from("aeikx3"))
    return once | st.builds(slipped, once, how, st.integers(0, 9), st.sampled_from("aeikx3"))


@settings(max_examples=50, deadline=None)
@given(
    stored=events(),
    word=st.sampled_from([w for word in WORDS for w in fold(word).split()]).flatmap(slips),
    field=st.sampled_from(["", "", *FIELDS]),
    most=st.integers(1, 4),
)
def test_words_that_are_spelt_alike_are_counted(
    stored: list[Event], word: str, field: str, most: int
) -> None:
    """The nearest first; one letter may differ of more than two, and two of more than four."""
    counts = Counter(known for event in stored for known in all_words(event, field))
    near = EmbeddedEngine(stored, HEADER).near(word, field, most)
    alike: list[str] = []
    for distance in (1, 2)[: (len(word) > 2) + (len(word) > 4)]:
        alike = [known for known in counts if edits(word, known) <= distance]
        if alike:
            break
    assert len(near) == min(most, len(alike))
    assert all(known in alike and events == counts[known] for known, events in near)
    assert near == sorted(near, key=lambda found: (edits(word, found[0]), -found[1], found[0]))
    assert near == EmbeddedEngine(stored, HEADER).near(word, field, most)


@pytest.mark.parametrize(
    ("word", "near"),
    [
        ("prision", [("prison", 12)]),
        ("prisno", [("prison", 12)]),
        ("prizom", [("prison", 12)]),
        ("przm", []),
        ("kenia", [("kenya", 1)]),
        ("kneya", [("kenya", 1)]),
        ("hati", [("haiti", 12)]),
        ("gnag", [("gang", 1)]),
        ("xyz", []),
    ],
)
def test_a_slip_of_the_finger_is_met(word: str, near: list[tuple[str, int]]) -> None:
    """One letter more, one fewer, another, two exchanged; and two slips in a longer word."""
    stored = [Event(id=f"e{number}", title="Haiti prison") for number in range(11)]
    stored.append(Event(id="last", title="Haiti: Kenya's prison gang"))
    assert EmbeddedEngine(stored, HEADER).near(word, "", 3) == near


def test_frequent_words_hide_no_rare_ones() -> None:
    """A word that many events have stands before one that few have, and both are there."""
    stored = [Event(id=f"e{number}", title="A gang, gangs") for number in range(30)]
    stored += [Event(id="f", title="Kenyan"), Event(id="g", title="Gansu: a fan, a gangster")]
    stored += [Event(id="h", title="gann"), Event(id="i", title="gann")]
    near = EmbeddedEngine(stored, Header()).near("gan", "", 3)
    assert near == [("gang", 30), ("gann", 2), ("fan", 1)]


def test_a_word_that_is_spelt_alike_is_met_in_its_field_only() -> None:
    """A short word as well, and among many events that hold none."""
    stored = [Event(id=f"e{number}", title="Nothing", tags=["kenya"]) for number in range(20)]
    stored.append(Event(id="abc", title="ABC"))
    engine = EmbeddedEngine(stored, HEADER)
    assert engine.near("kenia", "title", 3) == []
    assert engine.near("kenia", "tag", 3) == [("kenya", 20)]
    assert engine.near("dbe", "title", 3) == []
    assert engine.near("acc", "title", 3) == [("abc", 1)]


def test_one_or_two_letters_are_like_no_other_word() -> None:
    """Half of them would be wrong, and every store has many such words."""
    stored = [Event(id="ab", title="AB, a bc")]
    engine = EmbeddedEngine(stored, HEADER)
    assert engine.near("ac", "", 3) == engine.near("b", "", 3) == []


@stored_and_asked
@settings(max_examples=10, deadline=None)
def test_questions_before_and_after_the_index_is_made(stored: list[Event], text: str) -> None:
    """Getting ready first changes no answer."""
    ready, unready = (EmbeddedEngine(stored, HEADER) for _ in range(2))
    ready.prepare()
    query = parse(text)
    assert ready.words("", query, 5) == unready.words("", query, 5)
    assert facet(ready.search(query), "is") == facet(unready.search(query), "is")


@settings(max_examples=60, deadline=None)
@given(stored=events(), text=asked_for, most=st.sampled_from([3, 65_000]))
def test_every_found_event_with_a_date_has_its_stretch(
    stored: list[Event], text: str, most: int
) -> None:
    """To the day, those with a time to the minute too, even where there are too many to count."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr("tui.engine.index._MOST_BUCKETS", most)
        query = parse(text)
        found = EmbeddedEngine(stored, HEADER).search(query)
        for truth in (CERTAIN, POSSIBLE):
            judged = [event for event in stored if judge(query.term, event, stored) == truth]
            assert counts(found.stretches(truth == POSSIBLE)) == stretched(judged)
            missions = [event for event in judged if event.category == "mission"]
            assert counts(found.stretches(truth == POSSIBLE, "Work")) == stretched(missions)
            for first, last in ((PAST, FUTURE), (19_784, 19_784), (19_785, FUTURE)):
                minutes = Counter(
                    minute
                    for event in judged
                    if (date := date_of(event)) and (minute := date.minute) is not None
                    if first * DAY <= minute < (last + 1) * DAY
                )
                times = counts(found.times(first, last, truth == POSSIBLE))
                assert times == {(minute, minute + 1): n for minute, n in minutes.items()}


def counts(stretches: list[Stretch]) -> dict[tuple[int, int], int]:
    """How many events are in each stretch, which is given once."""
    found = {(first, end): count for first, end, count in stretches}
    assert len(found) == len(stretches)
    return found


def stretched(found: list[Event]) -> Counter[tuple[int, int]]:
    """The days of events, by hand."""
    dates = [date for event in found if (date := date_of(event))]
    return Counter((date.start_earliest * DAY, (date.end_latest + 1) * DAY) for date in dates)


def test_a_time_is_the_one_written() -> None:
    """Ten o'clock is ten o'clock at the place; a span of hours has none, nor has a doubtful day."""
    assert parse_date("1970-01-02T10:05:59-05:00").minute == DAY + 605
    assert parse_date("1970-01-02T10:05Z").minute == DAY + 605
    for text in ("1970-01-02", "1970-01-02T10:00/1970-01-02T12:00", "1970-01-02T10:05~"):
        assert parse_date(text).minute is None
