"""Ids of events, by heart and by their hashes."""

from collections.abc import Sequence

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from tui.check.ids import Ids, ManyIds


@pytest.fixture(params=[0, 3, 10_000])
def few(request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch) -> None:
    """How many ids are known by heart in any case."""
    monkeypatch.setattr("tui.check.ids.FEW", request.param)


repeatedly = settings(suppress_health_check=[HealthCheck.function_scoped_fixture])
NAMES = st.lists(st.text("ab-1", max_size=4))


@pytest.mark.usefixtures("few")
@repeatedly
@given(taken=NAMES, asked=NAMES)
@pytest.mark.parametrize("kind", [Ids, ManyIds])
def test_what_is_no_id_is_missing(kind: type[Ids], taken: Sequence[str], asked: list[str]) -> None:
    """Both kinds know each id that they took in, and no other."""
    ids = kind()
    for place, ref in enumerate(taken):
        ids.add(ref, place)
    assert ids.missing(lambda: asked) == set(asked) - set(taken)


@given(taken=NAMES)
def test_an_id_that_is_taken_says_where_it_was_met(taken: list[str]) -> None:
    """The first one counts; two that stand at one place are two."""
    ids = Ids()
    assert [ids.add(ref, 7) for ref in taken] == [
        7 if ref in taken[:at] else None for at, ref in enumerate(taken)
    ]
    assert not ids.are_unsure


@pytest.mark.usefixtures("few")
@repeatedly
@given(taken=NAMES)
def test_hashes_tell_that_some_id_was_taken_twice(taken: list[str]) -> None:
    """Not which, and not before all are there; the first few are known by heart."""
    ids = ManyIds()
    found = [ids.add(ref, place) for place, ref in enumerate(taken)]
    repeats = len(taken) - len(set(taken))
    assert len([place for place in found if place is not None]) == repeats or ids.are_unsure
    assert repeats or not ids.are_unsure
