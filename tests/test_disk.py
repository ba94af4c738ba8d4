"""A large store answers as one in memory does, from its files and never from what they were."""

from __future__ import annotations

import gzip
import json
import os
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
import zstandard
from hypothesis import example, given, settings

from tests import large
from tests.large import answer, in_memory, known, lines, made, native, opened, plain, write
from tests.stores import QUERIES, write_store
from tests.stores import kept as remarked
from tui.check.ids import FEW
from tui.engine import cache
from tui.engine.disk import kept
from tui.query import Query
from tui.search import Timeline
from tui.store.disk import Place


@pytest.fixture(autouse=True)
def small_is_large(monkeypatch: pytest.MonkeyPatch) -> None:
    """Have every file indexed on disk."""
    large.as_large(monkeypatch)


Both = tuple[Timeline, Timeline]


@pytest.fixture(scope="module")
def both(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Both]:
    """The same store in memory and on disk, as it is opened again."""
    folder = tmp_path_factory.mktemp("both")
    path = write(folder / "store.json", native(made(400)))
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("XDG_CACHE_HOME", str(folder / "cache"))
        large.as_large(patch)
        opened(path)
        again = Timeline.open([path])
        assert again.progress is None
        memory = in_memory(path)
        memory.own = again.own = remarked(memory.search(Query()).window(0, 400))
        yield memory, again


@settings(max_examples=60, deadline=None)
@given(text=QUERIES)
@example(text="")
@example(text="sort:relevance prison OR kenya")
@example(text="-in:2024-03 is:open")
def test_a_query_is_answered_as_in_memory(both: Both, text: str) -> None:
    """Counts, windows, headings, facets, positions, steps, marks and raw events are the same."""
    memory, disk = both
    assert answer(disk, text) == answer(memory, text)


def test_a_large_store_cannot_tell_which_events_are_new(both: Both) -> None:
    """And says so, where it is asked; whether any are, it can tell."""
    memory, disk = both
    assert not memory.parse("is:new").notes
    (note,) = disk.parse("prison -is:planned,new").notes
    assert (note.start, note.end) == (19, 22)
    assert "compared as a whole" in note.text
    sums = disk.sums()
    assert sums is not None
    assert (sums.events, sums.each) == (400, {})


def test_an_event_and_its_links_are_met_as_in_memory(both: Both) -> None:
    """By id, which is met whole, from either end of a link, with its label."""
    memory, disk = both
    events = memory.search(Query()).window(0, 400)
    for event in events:
        assert disk.event(event.id) == event
        assert disk.links(event) == memory.links(event)
        assert disk.label(event) == memory.label(event)
    assert disk.event("prison") is memory.event("prison") is None


def test_words_are_offered_as_in_memory(both: Both) -> None:
    """Those that begin so, of all events or of a query's, and those that are spelt alike."""
    memory, disk = both
    for prefix in ("", "p", "kenya", "3", "é", "nothing"):
        for query in map(memory.parse, ("", "is:planned", "in:2024")):
            assert disk.words(prefix, query) == memory.words(prefix, query)
    for word, field in (("prisom", ""), ("kenia", "title"), ("moice", "actor"), ("bcb", "source")):
        assert disk.near(word, field) == memory.near(word, field)


def test_a_large_store_is_what_its_file_is(both: Both) -> None:
    """Its length, header and problems too."""
    memory, disk = both
    assert len(disk) == len(memory) == 400
    assert disk.header == memory.header
    assert disk.problems == memory.problems
    assert disk.trouble == memory.trouble


EVENTS = made(150, "forms")
FORMS: dict[str, Callable[[], bytes]] = {
    "lines": lambda: lines(EVENTS).encode(),
    "lines-windows": lambda: lines(EVENTS, "\r\n").encode(),
    "lines-marked": lambda: ("\ufeff" + lines(EVENTS)).encode(),
    "lines-apart": lambda: ("\n \n" + lines(EVENTS, " \n\n\t")).encode(),
    "lines-unended": lambda: lines(EVENTS).rstrip().encode(),
    "native": lambda: native(EVENTS).encode(),
    "native-windows": lambda: ("\ufeff" + native(EVENTS).replace("\n", "\r\n")).encode(),
    "native-indented": lambda: native(EVENTS, indent=2).encode(),
    "native-one-line": lambda: native(EVENTS, indent=0).replace("\n", "").encode(),
    "native-header-last": lambda: native(EVENTS, header_last=True).encode(),
    "list": lambda: json.dumps(EVENTS, ensure_ascii=False, indent=1).encode(),
    "gzip": lambda: gzip.compress(("\ufeff" + native(EVENTS)).encode()),
    "zstd": lambda: zstandard.compress(native(EVENTS, header_last=True).encode()),
}


@pytest.mark.parametrize("form", FORMS)
def test_a_file_of_any_form_is_read_from_its_places(tmp_path: Path, form: str) -> None:
    """Whatever the line ends, marks, letters and packing, each event is read where it stands."""
    path = tmp_path / "store"
    path.write_bytes(FORMS[form]())
    memory, disk = in_memory(str(path)), opened(str(path))
    assert disk.notice == ""
    assert len(disk) == 150
    for text in ("", "actor:moise", "prison -in:2024-03"):
        assert answer(disk, text) == answer(memory, text)
    assert list(disk.search(Query()).raw(0, 150)) == list(memory.search(Query()).raw(0, 150))
    assert (disk.header, disk.problems) == (memory.header, memory.problems)
    assert known(Timeline.open([str(path)])) == known(memory)


def test_each_file_says_what_its_ids_stand_for(tmp_path: Path) -> None:
    """Also the second one, whose header is read when events of the first are indexed."""
    paths = [
        write_store(
            tmp_path / f"{name}.json",
            *({"id": f"{name}{n}", "title": "x", "category": name} for n in range(60)),
            categories=[{"id": name, "label": f"Events of {name}"}],
        )
        for name in ("first", "second")
    ]
    memory, disk = in_memory(*paths), opened(*paths)
    for name in ("first", "second"):
        asked = f'category:="events of {name}"'
        assert answer(disk, asked) == answer(memory, asked)
        assert len(disk.search(disk.parse(asked))) == 60


def test_files_of_several_forms_are_one_store(tmp_path: Path) -> None:
    """Also where one of them is compressed; their order is that of the command line."""
    packed = tmp_path / "a.jsonl.gz"
    packed.write_bytes(gzip.compress(lines(EVENTS[:50]).encode()))
    paths = [
        str(packed),
        write(tmp_path / "b.json", native(EVENTS[50:100])),
        write(tmp_path / "c.jsonl", lines(EVENTS[75:])),
    ]
    memory, disk = in_memory(*paths), opened(*paths)
    assert len(disk) == 150
    assert answer(disk, "kenya") == answer(memory, "kenya")
    assert answer(disk, "") == answer(memory, "")
    assert (disk.header, disk.problems) == (memory.header, memory.problems)
    assert disk.trouble.startswith("25 events left out")
    assert kept(paths[::-1]) is None


def test_a_store_may_be_of_more_files_than_can_be_open(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A chronicle with a file a day."""
    monkeypatch.setattr("tui.store.disk._MOST_OPEN", 2)
    days = [[{"id": f"{day}-{n}", "title": "It"} for n in range(3)] for day in range(9)]
    paths = [write(tmp_path / f"{day}.jsonl", lines(events)) for day, events in enumerate(days)]
    assert known(opened(*paths)) == known(in_memory(*paths))


@pytest.mark.parametrize(
    ("text", "count"),
    [
        ('{"id": "a", "title": "odd"}\n', 1),
        ('{"id": "a"}\noops\n', 0),
        ("[]", 0),
        ("{}", 0),
        ('{"title": "Empty", "events": []}', 0),
        ("", 0),
        ("no events", 0),
    ],
)
def test_a_file_of_one_event_or_none_opens(tmp_path: Path, text: str, count: int) -> None:
    """With the problems that it has, and answers to all that is asked."""
    path = write(tmp_path / "store.json", text)
    for timeline in (opened(path), opened(path)):
        assert len(timeline) == count
        assert timeline.problems == in_memory(path).problems
        assert timeline.notice == ""
        assert known(timeline) == known(in_memory(path))
        assert answer(timeline, "odd") == answer(in_memory(path), "odd")


def test_what_hindered_may_be_mended_without_a_change_of_the_file(tmp_path: Path) -> None:
    """An index of no events is not kept to; a missing library may be there by now."""
    path = write(tmp_path / "store.json", "[]")
    opened(path)
    assert cache.find([path]) is None


# What follows changes files beneath.


def appended(path: Path) -> None:
    """One more event, at the end."""
    with path.open("a") as file:
        file.write('{"id": "more", "title": "odd"}\n')


def exchanged(path: Path) -> None:
    """One event against another, in as many bytes, at what seems the same time."""
    before = path.stat()
    found = path.read_bytes().splitlines(keepends=True)
    found[-40], found[-10] = found[-10], found[-40]
    with path.open("r+b") as file:
        file.write(b"".join(found))
    os.utime(path, ns=(before.st_atime_ns, before.st_mtime_ns))
    assert path.stat().st_size == before.st_size


def replaced(path: Path) -> None:
    """Another file in its place, with the size and the time of this one."""
    before = path.stat()
    new = path.with_name("new")
    new.write_bytes(path.read_bytes().replace(b"odd", b"Odd").replace(b"2024-01", b"2023-01"))
    os.utime(new, ns=(before.st_atime_ns, before.st_mtime_ns))
    new.replace(path)
    assert path.stat().st_size == before.st_size


def truncated(path: Path) -> None:
    """Cut within an event."""
    os.truncate(path, path.stat().st_size // 2 + 5)


def emptied(path: Path) -> None:
    """Nothing left."""
    os.truncate(path, 0)


def packed(path: Path) -> None:
    """Compressed in its place."""
    path.write_bytes(gzip.compress(path.read_bytes()))


CHANGES = [appended, exchanged, replaced, truncated, emptied, packed]
changes = pytest.mark.parametrize("change", CHANGES, ids=lambda change: change.__name__)


@changes
def test_a_file_that_was_changed_is_indexed_anew(
    tmp_path: Path, change: Callable[[Path], None]
) -> None:
    """Whatever was kept of it, the answers are those of the file as it is."""
    path = tmp_path / "store.jsonl"
    write(path, lines(plain(300)))
    before = opened(str(path))
    change(path)
    assert cache.find([str(path)]) is None
    before.reload()
    again = large.whole(before)
    assert known(again) == known(in_memory(str(path)))
    assert again.problems == in_memory(str(path)).problems


@changes
@pytest.mark.parametrize("form", [lines, native])
def test_a_file_that_is_changed_while_open_never_shows_another_event(
    tmp_path: Path, change: Callable[[Path], None], form: Callable[[list[large.Json]], str]
) -> None:
    """What was indexed is shown, or that it is no longer there."""
    path = tmp_path / "store.jsonl"
    write(path, form(plain(300)))
    timeline = opened(str(path))
    everything = timeline.search(Query())
    before = list(in_memory(str(path)).search(Query()).raw(0, 300))
    change(path)
    lost = 0
    for stored, raw, event in zip(
        before, everything.raw(0, 300), everything.window(0, 300), strict=True
    ):
        if raw["id"] == event.id == stored["id"]:
            assert raw == stored
            assert event.title == stored["title"]
        else:
            lost += 1
            assert raw["title"] == event.title == "The file was changed: read it again"
    assert bool(lost) == (change not in (appended, replaced))


def test_a_file_that_is_deleted_while_open_can_be_read_on(tmp_path: Path) -> None:
    """What is open stays, whether the file or what was unpacked of it goes."""
    events = plain(300)
    for name, content in (
        ("a", lines(events).encode()),
        ("b", gzip.compress(lines(events).encode())),
    ):
        path = tmp_path / name
        path.write_bytes(content)
        before = known(in_memory(str(path)))
        timeline = opened(str(path))
        timeline.prepare()
        path.unlink()
        cache.clear()
        assert known(timeline) == before


def test_a_place_is_two_numbers() -> None:
    """Each of its parts comes back, however great it is."""
    for place in (Place(0, 0, 0, 0), Place(65_535, (1 << 48) - 1, (1 << 32) - 1, (1 << 32) - 1)):
        assert Place.unpacked(*place.packed()) == place
        assert all(0 <= number < 1 << 64 for number in place.packed())


@pytest.mark.parametrize("late", [False, True])
def test_an_id_is_taken_once_among_many(tmp_path: Path, late: bool) -> None:
    """Of so many only hashes are known; what has the same is read again, and said as ever.

    So it is where the header stands behind the events, for which they are read again too.
    """
    events = plain(FEW + 2_000)
    events[FEW + 1_000]["id"] = events[5]["id"]
    events[FEW + 1_500]["links"] = [
        {"type": "follows-up", "event": events[7]["id"]},
        {"type": "follows-up", "event": "nothing"},
    ]
    path = write(tmp_path / "store", native(events, header_last=late))
    memory, disk = in_memory(path), opened(path)
    assert len(disk) == len(memory) == len(events) - 1
    assert disk.header == memory.header
    assert disk.problems == memory.problems
    [taken] = [problem for problem in disk.problems if problem.left_out]
    assert taken.what.startswith('the id "e5" is taken by the event of line ')
    for text in ("", "odd", "id:e5"):
        assert answer(disk, text) == answer(memory, text)
