"""The time that is shown, within all the time that there is."""

from __future__ import annotations

from tui.query import Query
from tui.ui.survey import Whole
from tui.ui.time_shown import TimeShown
from tui.when import DAY, parse
from tui.zoom import Zoom


def days(first: int, end: int) -> Zoom:
    """From one day to before another."""
    return Zoom(first * DAY, end * DAY)


def whole(extent: Zoom | None) -> Whole:
    """All events, which are in that time."""
    return Whole(Query(), 1, extent, [], None, [])


def shown(extent: Zoom | None) -> tuple[TimeShown, list[Zoom | None]]:
    """The time shown of events in that time, and what is told of it from now on."""
    told: list[Zoom | None] = []
    time = TimeShown(told.append)
    time.take(whole(extent))
    return time, told


def test_at_first_all_time_is_shown() -> None:
    """And that is told."""
    time, told = shown(days(0, 100))
    assert time.is_all
    assert told == [days(0, 100)]


def test_all_time_is_still_shown_when_there_is_more_of_it() -> None:
    """A store that is still being indexed grows; only what the reader zoomed to stays."""
    time, told = shown(days(0, 100))
    time.forget()
    time.take(whole(days(0, 900)))
    assert (time.is_all, told[-1]) == (True, days(0, 900))
    time.zoom_by(1 / 2, 0)
    near = time.zoom
    time.forget()
    time.forget()
    time.take(whole(days(0, 2_000)))
    assert (time.is_all, time.zoom) == (False, near)


def test_nothing_can_be_zoomed_where_nothing_has_a_date() -> None:
    """No key does anything."""
    time, told = shown(None)
    time.zoom_by(1 / 2, 0)
    time.pan(1)
    time.fit()
    time.follow(parse("2024"))
    assert (time.zoom, told) == (None, [])


def test_one_zooms_and_pans_within_all_time() -> None:
    """As far as its ends, and back to all of it."""
    time, told = shown(days(0, 100))
    time.zoom_by(1 / 2, 0)
    time.pan(1)
    assert told[1:] == [days(0, 50), Zoom(round(12.5 * DAY), round(62.5 * DAY))]
    for _ in range(9):
        time.pan(1)
    assert time.zoom == days(50, 100)
    assert not time.is_all
    time.fit()
    assert time.is_all


def test_what_changes_nothing_is_not_told() -> None:
    """Nobody has to draw anew."""
    time, told = shown(days(0, 100))
    time.fit()
    time.pan(1)
    time.follow(parse("1970-02"))
    assert told == [days(0, 100)]


def test_the_time_shown_follows_a_date_out_of_sight() -> None:
    """With that in its middle."""
    time, _ = shown(days(0, 10_000))
    time.zoom_by(1 / 10, 0)
    date = parse("1980-01-01")
    time.follow(date)
    assert time.zoom == days(date.start_earliest - 500, date.start_earliest + 500)


def test_a_zoom_outlives_other_events_and_all_time_becomes_all_of_theirs() -> None:
    """A reload, or a day as known on, changes what there is."""
    time, _ = shown(days(0, 100))
    time.take(whole(days(0, 200)))
    assert time.zoom == days(0, 200)
    time.zoom_by(1 / 2, 100 * DAY)
    time.take(whole(days(0, 400)))
    assert time.zoom == days(50, 150)
    time.take(whole(days(0, 120)))
    assert time.zoom == days(20, 120)
