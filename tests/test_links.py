"""Links of events: kept small, and looked through for circles."""

from __future__ import annotations

from typing import get_args

from hypothesis import given, settings
from hypothesis import strategies as st

from tui.check.links import NO_CYCLE, Linked, Links, circles
from tui.event import LinkType

NODES = st.sampled_from("abcdef")
LINKS = st.lists(
    st.builds(
        Linked,
        st.integers(0, 3),
        st.integers(1, 10**12),
        NODES | st.text(),
        NODES | st.text(),
        st.sampled_from(get_args(LinkType)),
    )
)


def packed(links: list[Linked]) -> Links:
    """The links, taken in one after the other."""
    found = Links()
    for link in links:
        found.add(link)
    return found


@given(LINKS)
def test_links_come_back_as_they_were_taken_in(links: list[Linked]) -> None:
    """In their order, whatever the ids, and as often as they are asked for."""
    found = packed(links)
    assert list(found) == list(found) == links


@given(LINKS)
def test_each_kind_of_link_has_circles_of_its_own(links: list[Linked]) -> None:
    """A kind has some where its links alone have, and each is told with one of them."""
    found = list(packed(links).circles())
    assert all(link in links and link.event == circle[0] for link, circle in found)
    for kind in get_args(LinkType):
        edges: dict[str, list[str]] = {}
        for link in links:
            if link.type == kind:
                edges.setdefault(link.event, []).append(link.target)
        told = [circle for link, circle in found if link.type == kind]
        assert bool(told) == (kind in NO_CYCLE and bool(list(circles(edges))))
        for circle in told:
            for source, target in zip(circle, [*circle[1:], circle[0]], strict=True):
                assert target in edges[source]


@settings(max_examples=200)
@given(st.dictionaries(st.sampled_from("abcdef"), st.lists(st.sampled_from("abcdef"), max_size=3)))
def test_a_circle_is_found_where_there_is_one(edges: dict[str, list[str]]) -> None:
    """Every circle told is one, and where none is told there is none."""
    found = list(circles(edges))
    for circle in found:
        for source, target in zip(circle, [*circle[1:], circle[0]], strict=True):
            assert target in edges[source]
    left = {node: set(targets) for node, targets in edges.items()}
    while ends := [node for node, targets in left.items() if not targets & left.keys()]:
        for node in ends:
            del left[node]
    assert bool(found) == bool(left)
