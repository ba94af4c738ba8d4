"""Every problem names where, what and the cure, in words that anyone understands."""

from __future__ import annotations

import json
import unicodedata
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tui.check import Checker, Problem, Repeated, Where, shown, visible
from tui.check.faults import MOST_FAULTS
from tui.check.rules import MOST_REPEATS, TITLE_CELLS
from tui.event import Header

HEADER: dict[str, Any] = {
    "title": "S",
    "timezone": "America/Port-au-Prince",
    "categories": [{"id": "break", "label": "Prison breaks"}],
    "measures": [{"id": "freed", "label": "Freed"}, {"id": "killed", "label": "Killed"}],
    "places": [{"id": "pap", "label": "Port-au-Prince"}],
    "actors": [{"id": "kenya", "label": "Kenya"}],
    "sources": [{"id": "bbc", "title": "Two prisons"}],
}
"""A header as it should be, to be spoilt."""


def checked(*events: object, header: dict[str, Any] = HEADER) -> list[Problem]:
    """The problems of a file with these events, of which the first stands in line 10."""
    checker = Checker()
    checker.begin("store.json")
    for key, value in header.items():
        for part in value if isinstance(value, list) else [value]:
            checker.header_part(key, part, 2)
    for line, event in enumerate(events, 10):
        checker.event(event, line)
    checker.finish()
    return checker.problems


def event(**parts: Any) -> dict[str, Any]:
    """An event as it should be, with these parts in it."""
    return {"id": "a", "title": "A", "date": "2024-03-02", **parts}


def claim(**parts: Any) -> dict[str, Any]:
    """An event with one claim."""
    return event(claims=[{"about": "freed", "value": 3700, **parts}])


def said(*events: object, header: dict[str, Any] = HEADER) -> list[str]:
    """The problems as `haiti-timeline check` prints them."""
    return [str(problem) for problem in checked(*events, header=header)]


def test_a_good_file_has_no_problem() -> None:
    """Nothing is said where nothing is wrong."""
    good = claim(source="bbc", locator="p. 3", preferred=True, why="Counted.")
    good |= {"category": "break", "places": ["pap", {"label": "Jacmel"}], "actors": ["kenya"]}
    good |= {"sources": ["bbc", {"id": "bbc", "locator": "p. 4"}, {"URL": "https://x.org"}]}
    good |= {"links": [{"type": "led-to", "event": "b"}], "tags": ["t"], "summary": "S", "note": ""}
    assert said(good, event(id="b", date="2024-03-02/2024-03-03")) == []


ERRORS: list[tuple[object, str]] = [
    (7, "store.json:10: 7 is not an event; write an object in { }"),
    ([], "store.json:10: [] is not an event; write an object in { }"),
    ({"title": "A"}, "store.json:10: the event has no id; add `id`"),
    ({"id": "a"}, "store.json:10: a: the event has no title; add `title`"),
    (event(title=5), "store.json:10: a: title is 5; write text in quotes"),
    (event(date=None), "store.json:10: a: date is null; write text in quotes, or leave it out"),
    (event(tags="x"), 'store.json:10: a: tags is "x"; write a list in [ ]'),
    (event(tags=["x", 1]), "store.json:10: a: tag 2 is 1; write text in quotes"),
    (
        event(places=[3]),
        "store.json:10: a: place 1 is 3; write text in quotes or an object in { }",
    ),
    (
        event(id="a b"),
        'store.json:10: a b: id is "a b"; use letters, digits, - . and _, at most 100, '
        "a letter or digit first",
    ),
    (
        event(status="occured"),
        'store.json:10: a: status is "occured"; did you mean occurred? it is one of occurred, '
        "ongoing, planned, announced, disputed, cancelled",
    ),
    (
        event(actors=[{"label": "R2", "kind": "robot"}]),
        'store.json:10: a: kind in actor 1 is "robot"; it is one of person, group, organisation, '
        "state, force",
    ),
    (
        event(links=[{"type": "leads to", "event": "a"}]),
        'store.json:10: a: type in link 1 is "leads to"; did you mean led-to? it is one of led-to, '
        "part-of, fulfils, partly-fulfils, supersedes, contradicts, follows-up",
    ),
    (
        event(links=[{"type": "led-to"}]),
        'store.json:10: a: link 1 has no event: {"type": "led-to"}; add `event`',
    ),
    (
        event(claims=[{"value": 3}]),
        'store.json:10: a: claim 1 has no about: {"value": 3}; add `about`',
    ),
    (
        claim(value=True),
        "store.json:10: a: value in claim 1 is true; write a number or text in quotes",
    ),
    (
        claim(preferred="yes"),
        'store.json:10: a: preferred in claim 1 is "yes"; write true or false',
    ),
    (
        event(places=[{"label": "X", "lat": 99}]),
        "store.json:10: a: lat in place 1 is 99; write degrees from -90 to 90",
    ),
    (
        event(places=[{"label": "X", "lon": "west"}]),
        'store.json:10: a: lon in place 1 is "west"; write a number',
    ),
    (
        event(places=[{"label": "X", "country": "Haiti"}]),
        'store.json:10: a: country in place 1 is "Haiti"; write two capital letters, as in HT',
    ),
    (
        event(sources=[{"title": "T", "issued": {"date-parts": [["2024"]]}}]),
        'store.json:10: a: date-parts in issued in source 1 is "2024"; write a whole number',
    ),
    (
        event(sources=[{"title": "T", "issued": {"date-parts": [[]]}}]),
        "store.json:10: a: date-parts in issued in source 1 is []; "
        "write [[year, month, day]], or less of it",
    ),
    (event(date="2024-13"), 'store.json:10: a: "2024-13" is not a date; months run 01 to 12'),
    (event(title=" "), 'store.json:10: a: the title is " "; write one'),
    (
        event(category="braek"),
        'store.json:10: a: "braek" is not in categories; did you mean break? or add it to '
        "categories",
    ),
    (event(places=["moon"]), 'store.json:10: a: "moon" is not in places; add it to places'),
    (
        event(actors=["kenia"]),
        'store.json:10: a: "kenia" is not in actors; did you mean kenya? or add it to actors',
    ),
    (event(sources=["cnn"]), 'store.json:10: a: "cnn" is not in sources; add it to sources'),
    (
        event(sources=[{"id": "cnn", "locator": "p. 3"}]),
        'store.json:10: a: "cnn" is not in sources; add it to sources',
    ),
    (
        event(sources=[{"locator": "p. 3"}]),
        "store.json:10: a: a source has no title and no URL; add one of them",
    ),
    (claim(source="cnn"), 'store.json:10: a: "cnn" is not in sources; add it to sources'),
    (
        claim(about="fred"),
        'store.json:10: a: "fred" is not in measures; did you mean freed? or add it to measures',
    ),
    (claim(about="place", value="pop"), 'store.json:10: a: "pop" is not in places; did you mean '),
    (
        claim(about="date", value="march"),
        'store.json:10: a: the claim about date: "march" is not a date; ',
    ),
    (claim(value="lots"), 'store.json:10: a: the claim about freed is "lots"; write a number'),
    (
        event(claims=[{"about": "freed"}]),
        "store.json:10: a: the claim about freed has no value; add `value`, or `low` and `high`",
    ),
    (
        event(claims=[{"about": "freed", "low": 5, "high": 3}]),
        "store.json:10: a: the claim about freed has low 5 above high 3; exchange them",
    ),
    (
        event(claims=[{"about": "freed", "value": n, "preferred": True} for n in (3700, 4600)]),
        "store.json:10: a: the claim about freed is preferred 2 times: 3700 and 4600; prefer one",
    ),
    (
        event(links=[{"type": "led-to", "event": "b"}]),
        'store.json:10: a: led-to names "b", which is no event; name the id of an event',
    ),
    (
        event(links=[{"type": "part-of", "event": "a"}]),
        "store.json:10: a: links run in a circle: a part-of a; take one of them out",
    ),
]

WARNINGS: list[tuple[object, str]] = [
    (event(titel="A"), 'store.json:10: a: warning: unknown key "titel"; did you mean title?'),
    (
        event(colour="red"),
        'store.json:10: a: warning: unknown key "colour"; it is kept, but nothing shows it',
    ),
    (
        claim(sorce="bbc"),
        'store.json:10: a: warning: unknown key "sorce" in claims; did you mean source?',
    ),
    (
        event(title="x" * 121),
        f'store.json:10: a: warning: the title takes 121 cells: "{"x" * 55}..."; '
        "keep it to 120 and use the summary",
    ),
    (
        claim(preferred=True),
        "store.json:10: a: warning: the claim about freed, 3700, is preferred without a reason; "
        "say it in `why`",
    ),
    (
        Repeated([*event().items(), ("title", "B")]),
        'store.json:10: a: warning: the key "title" stands twice, and the last one counts; '
        "delete one",
    ),
]


@pytest.mark.parametrize(("raw", "sentence"), ERRORS + WARNINGS)
def test_a_problem_is_said_in_a_sentence(raw: object, sentence: str) -> None:
    """Place, event, value and cure, for each kind of problem that one event can have."""
    problems = said(raw)
    assert len(problems) == 1
    assert problems[0].startswith(sentence)


@pytest.mark.parametrize("raw", [raw for raw, _ in WARNINGS])
def test_a_warning_takes_nothing_away(raw: object) -> None:
    """What may be meant is no error, and the event is there."""
    [problem] = checked(raw)
    assert problem.severity == "warning"
    assert not problem.left_out


@pytest.mark.parametrize(
    ("header", "sentence"),
    [
        ({"titel": "S"}, 'store.json:2: warning: unknown key "titel"; did you mean title?'),
        ({"title": 5}, "store.json:2: title is 5; write text in quotes"),
        ({"places": [5]}, "store.json:2: places is 5; write an object in { }"),
        (
            {"places": [{"id": "p"}]},
            'store.json:2: places has no label: {"id": "p"}; add `label`',
        ),
        (
            {"places": [{"label": "P"}]},
            'store.json:2: one of places has no id: {"label": "P"}; add `id`',
        ),
        (
            {"actors": [{"id": "k", "label": "K"}, {"id": "k", "label": "Kenya"}]},
            'store.json:2: actors has "k" twice, first in line 2; rename or delete one',
        ),
        (
            {"coverage": [{"date": "2024-13", "researched": True}]},
            'store.json:2: coverage date: "2024-13" is not a date; months run 01 to 12',
        ),
        (
            {"timezone": "America/Port-au-Prinz"},
            'store.json:2: timezone "America/Port-au-Prinz" does not exist; '
            "did you mean America/Port-au-Prince?",
        ),
        (
            {"timezone": "Haiti"},
            'store.json:2: timezone "Haiti" does not exist; write an IANA name such as '
            "Europe/Paris",
        ),
        (
            {"categories": [{"id": "c", "label": "C", "mark": "CC"}]},
            'store.json:2: mark in categories is "CC"; write one character',
        ),
        (
            {"measures": [{"id": "m", "label": "M", "kind": "flood"}]},
            'store.json:2: kind in measures is "flood"; did you mean flow? it is one of stock, '
            "flow",
        ),
        (
            {"measures": [{"id": "m", "label": "M", "target": {"value": 3, "source": "cnn"}}]},
            'store.json:2: "cnn" is not in sources; add it to sources',
        ),
        (
            {"measures": [{"id": "m", "label": "M", "target": {"value": 3, "notes": "x"}}]},
            'store.json:2: warning: unknown key "notes" in target; did you mean note?',
        ),
    ],
)
def test_a_header_is_checked_too(header: dict[str, Any], sentence: str) -> None:
    """What ids stand for must itself be right."""
    assert said(header=header) == [sentence]


def test_all_that_is_wrong_with_an_event_is_named_at_once() -> None:
    """One run of `check` is enough to mend an event."""
    bad = {
        "id": 5,
        "status": "done",
        "tags": [1, "x", 2],
        "claims": [{"value": []}, {"about": "freed", "low": "x", "qualifier": "circa"}],
        "links": [{"type": "led-to"}, {"type": "follows", "event": 1}],
    }
    problems = [problem.what.partition(" is ")[0] for problem in checked(bad)]
    assert problems == [
        "id",
        "the event has no title",
        "status",
        "tag 1",
        "tag 3",
        'claim 1 has no about: {"value": []}',
        "value in claim 1",
        "low in claim 2",
        "qualifier in claim 2",
        'link 1 has no event: {"type": "led-to"}',
        "type in link 2",
        "event in link 2",
    ]
    assert sum(problem.left_out for problem in checked(bad)) == 1


TOUR = {"id": "breaks", "title": "Breaks", "stops": [{"event": "a", "why": "It is first."}]}


def test_a_good_tour_has_no_problem() -> None:
    """Its events may come before it or after it."""
    assert said(event(), header={**HEADER, "tours": [TOUR]}) == []


@pytest.mark.parametrize(
    ("tour", "problems"),
    [
        (
            {**TOUR, "stops": [{"event": "b"}, {"event": "elsewhere"}]},
            [
                'stop 1 of tour breaks is "b", no event; name the id of an event',
                'stop 2 of tour breaks is "elsewhere", no event; name the id of an event',
            ],
        ),
        (
            {**TOUR, "stops": [{"event": "a"}, {"event": "a"}]},
            ['stop 2 of tour breaks is "a", as is stop 1; take one of them out'],
        ),
        (
            {"id": "breaks", "title": " "},
            [
                'the title of tour breaks is " "; write one',
                "the tour breaks has no stops; add `stops`, or delete the tour",
            ],
        ),
        ({"title": "T"}, ['tours has no id: {"title": "T"}; add `id`']),
        (
            {**TOUR, "stops": ["a", {"why": "W"}]},
            [
                'stop 1 in tours is "a"; write an object in { }',
                'stop 2 in tours has no event: {"why": "W"}; add `event`',
            ],
        ),
        (
            {**TOUR, "stops": [{"event": "a", "wy": "W"}]},
            ['warning: unknown key "wy" in stops; did you mean why?'],
        ),
    ],
)
def test_what_is_wrong_with_a_tour_is_said(tour: object, problems: list[str]) -> None:
    """With the stop, its value and the cure."""
    lines = said(event(), header={**HEADER, "tours": [tour]})
    assert lines == [f"store.json:2: {problem}" for problem in problems]


def test_an_event_that_a_tour_misspells_is_guessed() -> None:
    """As everywhere."""
    header = {**HEADER, "tours": [{**TOUR, "stops": [{"event": "prison-brake"}]}]}
    [line] = said(event(id="prison-break"), header=header)
    assert line.endswith("; did you mean prison-break? or name the id of an event")


def test_two_tours_of_one_id_are_told_apart() -> None:
    """As other parts of a file."""
    [line] = said(event(), header={**HEADER, "tours": [TOUR, TOUR]})
    assert line == 'store.json:2: tours has "breaks" twice, first in line 2; rename or delete one'


def test_rules_that_an_event_breaks_are_all_named() -> None:
    """An event that is taken in may still dangle in many ways."""
    bad = event(
        title="x" * 200,
        category="c",
        places=["p"],
        actors=["q"],
        sources=["s"],
        claims=[{"about": "m", "low": 3, "high": 2, "source": "t"}],
        links=[{"type": "led-to", "event": "z"}],
        extra=1,
    )
    assert len(checked(bad)) == 10


def test_a_million_wrong_parts_are_not_all_listed() -> None:
    """A list of numbers where text should be is said often enough."""
    assert len(checked(event(tags=list(range(5_000))))) == MOST_FAULTS


def test_one_bad_event_never_hides_the_good_ones() -> None:
    """What is left out is counted, and all else is taken in."""
    checker = Checker()
    checker.begin("store.json")
    taken = [
        checker.event(raw, line)
        for line, raw in enumerate(
            [event(id="a"), event(id="b", date="soon"), 5, event(id="c"), event(id="c")]
        )
    ]
    assert [kept.id for kept in taken if kept] == ["a", "c"]
    assert [problem.left_out for problem in checker.problems] == [True] * 3


def test_an_id_taken_names_the_event_that_has_it() -> None:
    """The line of the first is there to look at."""
    assert said(event(), event(title="B")) == [
        'store.json:11: a: the id "a" is taken by the event of line 10; give this one another id'
    ]


def test_events_out_of_order_are_named_with_what_they_follow() -> None:
    """The one too late in the file is named, not all that follow it."""
    found = checked(
        event(id="a", date="2024-05"), event(id="b", date="2024-03"), event(id="c", date="2024-06")
    )
    assert [str(problem) for problem in found] == [
        'store.json:11: b: warning: "2024-03" stands after a, which is later; '
        "move the event up, so that the file reads in order"
    ]


def test_events_without_date_may_stand_anywhere() -> None:
    """Order is asked only of what has one."""
    assert said(event(id="a"), {"id": "b", "title": "B"}, event(id="c")) == []


def links(**targets: str) -> list[dict[str, Any]]:
    """Events linked so, all part of the next."""
    return [
        event(id=source, links=[{"type": "part-of", "event": target}])
        for source, target in targets.items()
    ]


def test_a_circle_of_parts_is_told_once() -> None:
    """Nothing can be part of its own part."""
    assert said(*links(a="b", b="c", c="a", d="a")) == [
        "store.json:10: a: links run in a circle: a part-of b part-of c part-of a; "
        "take one of them out"
    ]


def test_a_long_circle_is_told_in_a_short_sentence() -> None:
    """A chain of thousands exhausts neither the stack nor the reader."""
    chain = links(**{f"e{n}": f"e{(n + 1) % 3_000}" for n in range(3_000)})
    [problem] = said(*chain)
    assert "e4 part-of ... part-of e0; take one" in problem


def test_events_may_contradict_each_other() -> None:
    """Links whose circles make sense are left alone."""
    pair = [
        event(id=one, links=[{"type": "contradicts", "event": other}])
        for one, other in ("ab", "ba")
    ]
    assert said(*pair) == []


def test_files_opened_together_share_ids() -> None:
    """Links and ids lead from file to file, and so an event's own id must be its alone."""
    checker = Checker()
    checker.begin("a.json")
    checker.header_part("places", {"id": "pap", "label": "Port-au-Prince"}, 2)
    checker.event(event(id="a", links=[{"type": "led-to", "event": "b"}]), 3)
    checker.begin("b.json")
    checker.header_part("title", "B", 1)
    checker.event(event(id="a", date="2020"), 2)
    checker.event(event(id="b", date="2020", places=["pap"]), 3)
    checker.finish()
    assert [str(problem) for problem in checker.problems] == [
        'b.json:2: a: the id "a" is taken by the event of a.json:3; give this one another id'
    ]


def test_a_header_is_what_was_taken_in_so_far() -> None:
    """What comes later does not change it, so that one can tell that something came."""
    checker = Checker()
    checker.begin("a.json")
    checker.header_part("places", {"id": "pap", "label": "Port-au-Prince"}, 2)
    before = checker.header()
    checker.header_part("places", {"id": "nord", "label": "Nord"}, 3)
    assert [place.id for place in before.places] == ["pap"]
    assert [place.id for place in checker.header().places] == ["pap", "nord"]


def test_headers_of_files_opened_together_merge() -> None:
    """Where two agree nothing is said, where they differ the first counts."""
    checker = Checker()
    for path, label in (("a.json", "Kenya"), ("b.json", "Kenya"), ("c.json", "Republic of Kenya")):
        checker.begin(path)
        checker.header_part("title", path, 1)
        checker.header_part("actors", {"id": "kenya", "label": label}, 2)
    checker.header_part("actors", {"id": "haiti", "label": "Haiti"}, 3)
    header = checker.header()
    assert header.title == "a.json"
    assert [actor.label for actor in header.actors] == ["Kenya", "Haiti"]
    assert [str(problem) for problem in checker.problems] == [
        'c.json:2: warning: actors has "kenya" otherwise than a.json:2, which counts; '
        "make both alike, or rename one"
    ]


def test_without_header_an_id_stands_for_itself() -> None:
    """JSON Lines have no place to say what `kenya` stands for, so it cannot dangle."""
    assert said(event(actors=["Kenya"], places=["Jacmel"], sources=["BBC"]), header={}) == []
    assert Checker().header() == Header()


def test_the_same_oversight_is_not_told_a_thousand_times() -> None:
    """A column that another program adds to every event does not bury the other problems."""
    raw = [event(id=f"e{number}", colour=1, places=["moon"]) for number in range(1_000)]
    assert len(checked(*raw)) == 2 * MOST_REPEATS


HOSTILE = ["\x1b]0;owned\x07", "a\u202eb", "\x00", "x" * 100_000, "\n\n", "\u0301" * 999]


@pytest.mark.parametrize("text", HOSTILE)
@pytest.mark.parametrize("key", ["id", "date", "status", "category", "extra"])
def test_no_problem_can_drive_the_terminal(key: str, text: str) -> None:
    """The offending value is shown harmless and short, wherever it stands."""
    raw = event(**{key: text, text: 1, "places": [text], "claims": [{"about": text, "value": 1}]})
    for problem in said(raw):
        assert len(problem) < 500
        assert not [c for c in problem if unicodedata.category(c) in ("Cc", "Cf", "Cs", "Zl")]


@settings(max_examples=150, deadline=None)
@given(
    st.recursive(
        st.none() | st.booleans() | st.integers() | st.floats(allow_nan=False) | st.text(),
        lambda inner: (
            st.lists(inner, max_size=3)
            | st.dictionaries(
                st.sampled_from(["id", "title", "date", "claims", "about", "label", "value"]), inner
            )
        ),
    )
)
def test_no_value_is_too_odd_to_be_checked(value: object) -> None:
    """Whatever is in a file, the answer is a problem or an event, never a traceback."""
    checker = Checker()
    for key in ("title", "places", "sources", "measures", "coverage", "zzz"):
        checker.header_part(key, value, 1)
    for raw in (value, event(claims=value), event(sources=[value]), event(links=value)):
        before = len(checker.problems)
        assert checker.event(raw, 2) or len(checker.problems) > before
    checker.finish()
    assert all(map(str, checker.problems))


@pytest.mark.parametrize(
    ("where", "written"),
    [
        (Where("a.json"), "a.json"),
        (Where("a.json", 41), "a.json:41"),
        (Where("a.json", 41, 7), "a.json:41:7"),
        (Where("a.json", 41, 7, "the-event"), "a.json:41:7: the-event"),
    ],
)
def test_a_place_reads_as_compilers_write_it(where: Where, written: str) -> None:
    """Editors jump to it."""
    assert str(where) == written


@pytest.mark.parametrize(
    ("value", "text"),
    [
        ("a\u202eb\x1b", r'"a\u202eb\u001b"'),
        ("Moïse", '"Moïse"'),
        ({"a": [1, None, True]}, '{"a": [1, null, true]}'),
        ("x" * 100, '"' + "x" * 55 + '..."'),
        (list(range(100)), "[0, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13, 14, 15, 16, ...]"),
    ],
)
def test_a_value_is_shown_as_in_the_file(value: object, text: str) -> None:
    """Short, and with escapes for what would not be seen."""
    assert shown(value)[:56] == text[:56]
    assert shown(value)[-4:] == text[-4:]
    assert len(shown(value)) <= 60


def test_what_cannot_be_seen_is_escaped() -> None:
    """An invisible character in a key is the very thing to be shown."""
    assert visible("ti\u200btle \udce9 \U000e0001") == r"ti\u200btle \xe9 \U000e0001"


def test_titles_are_measured_in_cells() -> None:
    """Wide characters take two, so half as many fit."""
    assert said(event(title="牢" * (TITLE_CELLS // 2))) == []
    assert "takes 122 cells" in said(event(title="牢" * (TITLE_CELLS // 2 + 1)))[0]


def test_a_problem_is_one_line() -> None:
    """Even where a path holds a line end."""
    problem = Problem(Where("a\nb.json", 3), "this", "that", "warning")
    assert str(problem) == "a b.json:3: warning: this; that"
    assert json.dumps(str(problem)).isascii()
