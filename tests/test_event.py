"""Events, claims and headers: what their values mean."""

from __future__ import annotations

from typing import get_args

import msgspec
import pytest

from tui.event import (
    INVERSE,
    Actor,
    Category,
    Claim,
    Event,
    Header,
    Link,
    LinkType,
    Measure,
    Place,
    Qualifier,
    Source,
    schema,
)


def freed(value: int, qualifier: Qualifier = "exact") -> Claim:
    """A claim of people freed."""
    return Claim(about="freed", value=value, qualifier=qualifier)


@pytest.mark.parametrize(
    ("claims", "disputed"),
    [
        ([], set()),
        ([freed(3700)], set()),
        ([freed(3700), freed(3700, "about")], set()),
        ([freed(3700), freed(4600)], {"freed"}),
        ([freed(400, "over"), freed(400, "nearly")], {"freed"}),
        ([freed(400, "over"), freed(400, "at-least")], set()),
        ([freed(400, "over"), freed(400)], set()),
        ([freed(3700), Claim(about="killed", value=12)], set()),
        ([Claim(about="killed", low=3, high=5), Claim(about="killed", low=3, high=6)], {"killed"}),
        ([Claim(about="date", value="2024-03"), Claim(about="date", value="2024-04")], {"date"}),
    ],
)
def test_claims_are_disputed_where_they_cannot_all_be_so(
    claims: list[Claim], disputed: set[str]
) -> None:
    """Other numbers differ, and so do over 400 and nearly 400; about 400 and 400 do not."""
    event = Event(id="a", title="A", claims=claims)
    assert event.disputed == disputed
    assert event.is_disputed == bool(disputed)


def test_an_event_may_be_disputed_without_claims() -> None:
    """Whether it happened at all can be in question."""
    assert Event(id="a", title="A", status="disputed").is_disputed


def test_ids_stand_for_what_the_header_says() -> None:
    """An event names a place by its id, and the reader sees its label."""
    header = Header(
        categories=[Category(id="break", label="Prison breaks")],
        measures=[Measure(id="freed", label="People freed")],
        places=[Place(id="pap", label="Port-au-Prince")],
        actors=[Actor(id="kenya", label="Kenya")],
        sources=[Source(id="bbc", title="Two prisons")],
    )
    assert header.category("break").label == "Prison breaks"
    assert header.measure("freed").label == "People freed"
    assert header.place("pap").label == "Port-au-Prince"
    assert header.actor("kenya").label == "Kenya"
    assert header.source("bbc").title == "Two prisons"


def test_an_unknown_id_stands_for_itself() -> None:
    """A file without header shows the names that it uses."""
    header = Header()
    assert header.category("break") == Category(id="break", label="break")
    assert header.measure("freed") == Measure(id="freed", label="freed")
    assert header.place("Jacmel").label == "Jacmel"
    assert header.actor("Kenya").label == "Kenya"
    assert header.source("BBC").title == "BBC"


def test_what_is_written_inline_needs_no_header() -> None:
    """A place, an actor or a source may stand in the one event that names it."""
    header = Header()
    for place in (Place(label="Jacmel"), Place(label="Jacmel", id="jacmel")):
        assert header.place(place) is place
    assert header.actor(Actor(label="Kenya")).label == "Kenya"
    assert header.source(Source(title="Two prisons")).title == "Two prisons"


def test_a_citation_adds_its_locator_to_the_known_source() -> None:
    """An event cites a paragraph of a source that the header describes."""
    header = Header(sources=[Source(id="bbc", title="Two prisons")])
    cited = header.source(Source(id="bbc", locator="paragraph 4"))
    assert (cited.title, cited.locator) == ("Two prisons", "paragraph 4")


def test_every_link_reads_from_its_other_end() -> None:
    """A link is stored once, and both events show it."""
    assert set(INVERSE) == set(get_args(LinkType))


def test_what_is_not_said_is_not_written() -> None:
    """An event file stays short: defaults are left out."""
    event = Event(id="a", title="A", links=[Link(type="led-to", event="b")])
    written = b'{"id":"a","title":"A","links":[{"type":"led-to","event":"b"}]}'
    assert msgspec.json.encode(event) == written


def test_the_schema_says_what_an_event_file_is() -> None:
    """`haiti-timeline schema` prints what an editor needs to complete and check a file."""
    printed = schema()
    assert printed["$schema"] == "https://json-schema.org/draft/2020-12/schema"
    assert set(printed["$defs"]["Event"]["required"]) == {"id", "title"}
    assert "container-title" in printed["$defs"]["Source"]["properties"]
    assert "cancelled" in printed["$defs"]["Event"]["properties"]["status"]["enum"]
