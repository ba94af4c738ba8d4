"""An event in words: everything that is known, in the order that a reader asks."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.screens import timeline
from tui.describe import MOST_LINKS, Line, describe, since
from tui.describe.claims import strength
from tui.event import Event, Source
from tui.query import Query
from tui.search import Timeline


def said(opened: Timeline, id: str, query: str = "") -> list[Line]:
    """The lines about the event of that id, and how the query finds it."""
    event = opened.event(id)
    assert event is not None
    asked = opened.parse(query)
    [mark] = opened.search(asked).marks([event])
    return list(describe(event, opened, asked, mark))


def plain(lines: list[Line]) -> str:
    """The lines as text, labels in front."""
    return "\n".join(
        f"{line.label}: {text}" if line.label else text
        for line in lines
        if (text := "".join(span.text for span in (*line.lead, *line.spans)))
    )


def test_everything_known_of_an_event_is_said(tmp_path: Path) -> None:
    """Title, date, summary, facts, rival claims with the reason, links, sources, id."""
    assert plain(said(timeline(tmp_path), "storming")) == (
        "Two prisons are stormed\n"
        "From 2 to 3 March 2024  EDTF 2024-03-02/2024-03-03\n"
        "Armed men opened the prisons in the night. Thousands left.\n"
        "What: Prison breaks\n"
        "Status: occurred; sources differ on: People freed\n"
        "Strength: 2 independent sources\n"
        "Where: Port-au-Prince, HT\n"
        "Tags: prison\n"
        "Claims: People freed  sources differ\n"
        "* over 4,600 people   n.d.        The Office, p. 4\n"
        "  shown because: it counts both prisons\n"
        "- about 3,700 people  4 Mar 2024  The Daily (Wire)\n"
        "Links: > led to: 3 Mar 2024, Emergency declared in the capital\n"
        "Sources: 1 The Daily (Wire), 4 Mar 2024\n"
        "https://example.org/a\n"
        "2 The Office, n.d.\n"
        "Id: storming"
    )


def test_a_link_is_seen_from_its_other_end(tmp_path: Path) -> None:
    """Stored once, said in both events."""
    lines = plain(said(timeline(tmp_path), "emergency"))
    assert "< result of: 2-3 Mar 2024, Two prisons are stormed" in lines


def test_a_loose_date_is_explained(tmp_path: Path) -> None:
    """In words and as EDTF."""
    opened = timeline(tmp_path)
    assert "About June 2024 (May to July 2024)  EDTF 2024-06~" in plain(said(opened, "arrival"))
    assert "Some day up to the end of February 2025" in plain(said(opened, "more"))
    assert "No date is known" in plain(said(opened, "rumour"))


def test_what_was_searched_for_is_marked(tmp_path: Path) -> None:
    """In every text that the term searches, and nowhere else."""
    opened = timeline(tmp_path)

    def hits(query: str) -> list[str]:
        lines = said(opened, "storming", query)
        return [span.text for line in lines for span in line.spans if span.role == "hit"]

    assert hits("pris") == ["prisons", "prisons", "Prison", "prison", "prisons"]
    assert hits("title:prison") == ["prisons"]
    assert hits('"armed men"') == ["Armed men"]
    assert hits("source:daily") == ["Daily", "Daily"] or hits("source:daily") == ["Daily"]
    assert hits("-pris") == []


def test_a_link_to_an_unknown_event_is_kept(tmp_path: Path) -> None:
    """The id is shown, and that it leads nowhere."""
    event = {"id": "a", "title": "A", "links": [{"type": "led-to", "event": "gone"}]}
    opened = timeline(tmp_path, {"events": [event]})
    assert "Links: > led to: gone (not in this file)" in plain(said(opened, "a"))


def test_a_stock_is_measured_against_its_target(tmp_path: Path) -> None:
    """With the target as its source words it."""
    target = {"value": 2500, "note": "planned size"}
    measure = {"id": "p", "label": "Personnel", "unit": "people", "kind": "stock", "target": target}
    claims = [{"about": "p", "low": 390, "high": 400}, {"about": "date", "value": "2024-03"}]
    event = {"id": "a", "title": "A", "claims": claims}
    lines = plain(said(timeline(tmp_path, {"measures": [measure], "events": [event]}), "a"))
    assert "Personnel  against 2,500 people, planned size" in lines
    assert "- 390 to 400 people  no source is named" in lines
    assert "- Mar 2024  no source is named" in lines


PLAN = {"id": "plan", "title": "A plan", "status": "planned", "date": "[..2024-02]"}
PLANNED: dict[str, object] = {
    "coverage": [{"date": "2025/..", "researched": False}],
    "measures": [{"id": "sent", "label": "Sent", "unit": "people"}],
    "sources": [{"id": "daily", "publisher": "The Daily"}, {"id": "wire", "publisher": "Wire"}],
    "events": [
        {**PLAN, "claims": [{"about": "sent", "value": 620, "qualifier": "over"}]},
        {
            "id": "landing",
            "title": "Some land",
            "date": "2024-03-02",
            "claims": [
                {"about": "sent", "value": 200, "source": "wire"},
                {"about": "sent", "value": 144, "source": "daily", "preferred": True},
            ],
            "links": [{"type": "partly-fulfils", "event": "plan"}],
        },
    ],
}


def test_a_plan_says_what_came_of_it_near_the_top(tmp_path: Path) -> None:
    """How much, by whom, and that nobody looked for what came later."""
    lines = plain(said(timeline(tmp_path, PLANNED), "plan")).splitlines()
    assert lines[:6] == [
        "A plan",
        "Some day up to the end of February 2024  EDTF [..2024-02]",
        "Due: by Feb 2024",
        "Outcome: Partly kept: 144 of over 620 people (other counts: 144 to 200); "
        "the rest is open, 998 days after the day named",
        "- 2 Mar 2024, partly fulfilled by: 144 people [The Daily]; "
        "other counts: 200 people [Wire]; Some land",
        "Not researched: from 2025; what came of it then is not recorded here.",
    ]


def test_an_event_says_which_plan_it_answers(tmp_path: Path) -> None:
    """And how much of it, and how late."""
    lines = plain(said(timeline(tmp_path, PLANNED), "landing"))
    assert (
        "Answers: partly fulfils: A plan, 144 of over 620 people, 2 days late; "
        "other counts: 200 people [Wire]"
    ) in lines


def test_the_outcome_is_as_known_on_the_day(tmp_path: Path) -> None:
    """Before the landing nothing had come of it."""
    lines = plain(said(timeline(tmp_path, PLANNED), "plan", "as-of:2024-03-01"))
    assert "Outcome: Open: no outcome is recorded; 1 day after the day named" in lines


def test_the_empty_query_marks_nothing(tmp_path: Path) -> None:
    """Reading is quiet."""
    event = timeline(tmp_path).event("storming")
    assert event is not None
    lines = describe(event, timeline(tmp_path), Query())
    assert all(span.role != "hit" for line in lines for span in line.spans)


def test_a_phrase_is_found_where_it_is_shown(tmp_path: Path) -> None:
    """Not across a line end, where it could not be marked."""
    event = {"id": "a", "title": "A", "summary": "a barrel\nbomb here", "note": "barrel bombs"}
    opened = timeline(tmp_path, {"events": [event, {**event, "id": "b", "note": ""}]})
    found = opened.search(opened.parse('"barrel bomb"'))
    assert [event.id for event in found.window(0, 2)] == ["a"]
    hits = [s.text for line in said(opened, "a", '"barrel bomb"') for s in line.spans]
    assert "barrel bombs" in hits


def test_what_is_only_possible_says_why(tmp_path: Path) -> None:
    """By the date that is not known well enough, and by nothing that is sure."""
    opened = timeline(tmp_path)

    def doubts(id: str, query: str) -> list[str]:
        lines = said(opened, id, query)
        return [span.text for line in lines for span in line.spans if span.role == "doubt"]

    assert doubts("arrival", "kenya in:2024-06") == [
        "Possibly: dated c. Jun 2024, which may lie outside in:2024-06"
    ]
    assert doubts("arrival", "kenya -in:2024-06") == [
        "Possibly: dated c. Jun 2024, which may lie inside in:2024-06"
    ]
    assert doubts("more", "as-of:2024-01-17") == [
        "Possibly: not certainly as known on 17 January 2024, by the dates of its sources"
    ]
    assert doubts("arrival", "in:2024") == []
    assert doubts("arrival", "in:2024-03") == []
    assert doubts("arrival", "") == []


@pytest.mark.parametrize(
    ("date", "said"),
    [
        ("2024-03-03", "T+1 day"),
        ("2024-03-01", "T-1 day"),
        ("2024-06-24", "T+114 days (3 mo)"),
        ("2024-06", "T+91 to T+120 days"),
        ("2024-03", "T-1 to T+29 days"),
        ("../2024-06", "T+?"),
    ],
)
def test_time_is_counted_from_a_chosen_event(date: str, said: str) -> None:
    """In days between the starts, with the range that loose dates leave."""
    origin = Event(id="o", title="O", date="2024-03-02")
    assert since(Event(id="e", title="E", date=date), origin) == said


def test_copies_of_one_text_are_one_source() -> None:
    """Strength is a matter of desks, not of outlets that print the same."""
    papers = ("Daily", "Post")
    one = [Source(container_title=paper, original_publisher="Wire") for paper in papers]
    assert strength(one) == "2 sources, of which 1 independent"
    assert strength([*one, Source(publisher="The Office")]) == "3 sources, of which 2 independent"
    assert (
        strength([Source(publisher="wire"), Source(publisher="Office")]) == "2 independent sources"
    )
    assert strength([Source(title="Not signed")]) == "one source"


def test_as_known_on_a_day_says_what_is_left_out(tmp_path: Path) -> None:
    """Sources and claims that came later are not shown, and their number is said."""
    opened = timeline(tmp_path)
    lines = plain(said(opened, "storming", "as-of:2024-03-03"))
    assert "As known on 3 March 2024: 1 of 2 sources and 1 of 2 claims." in lines
    assert "The Daily" not in lines
    assert "sources differ" not in lines


def test_what_leads_back_stands_before_what_leads_on(tmp_path: Path) -> None:
    """Each with the sign of the key that follows it, wherever the link is stored."""
    events = [
        {"id": "plan", "title": "Plan"},
        {
            "id": "a",
            "title": "A",
            "links": [{"type": "led-to", "event": "end"}, {"type": "fulfils", "event": "plan"}],
        },
        {"id": "end", "title": "End"},
        {"id": "part", "title": "Part", "links": [{"type": "part-of", "event": "a"}]},
    ]
    lines = plain(said(timeline(tmp_path, {"events": events}), "a")).splitlines()
    assert lines[-4:-1] == ["Links: < fulfils: Plan", "> led to: End", "> includes: Part"]


def test_thousands_of_links_are_not_all_shown(tmp_path: Path) -> None:
    """The thread has more of them."""
    events = [{"id": "a", "title": "A"}] + [
        {"id": f"e{n}", "title": "E", "links": [{"type": "follows-up", "event": "a"}]}
        for n in range(3 * MOST_LINKS)
    ]
    text = plain(said(timeline(tmp_path, {"events": events}), "a"))
    assert text.count("followed up by") == MOST_LINKS
    assert "and more, which its thread shows" in text
