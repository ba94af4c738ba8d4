"""Large stores are shown while they are indexed, and nothing that ends this does harm."""

from __future__ import annotations

import gzip
import json
import os
import random
import signal
import subprocess
import sys
import time
from collections.abc import Callable, Iterator, Sequence
from contextlib import suppress
from pathlib import Path
from typing import NamedTuple

import pytest

from tests import large
from tests.large import in_memory, kept_folder, known, left, lines, native, opened, plain, write
from tui.engine import build, cache
from tui.engine.disk import Building
from tui.engine.documents import AGAIN
from tui.engine.report import Report
from tui.query import Query
from tui.search import Timeline

SHOWN = 4_000
"""Events that are indexed when the first ones are shown."""

MANY = 9_000
BUILDER = [sys.executable, "-m", "tui.engine.build"]


@pytest.fixture(autouse=True)
def small_is_large(monkeypatch: pytest.MonkeyPatch) -> None:
    """Have every file indexed on disk."""
    large.as_large(monkeypatch)


@pytest.fixture
def path(tmp_path: Path) -> str:
    """A file of more events than are shown at first."""
    return write(tmp_path / "store.jsonl", lines(plain(MANY)))


class Stopped(NamedTuple):
    """A timeline that shows some events, and its builder, which makes no more until it may."""

    timeline: Timeline
    builder: int

    def end(self, sign: signal.Signals) -> None:
        """Have the builder end so, or go on."""
        with suppress(ProcessLookupError):
            os.kill(self.builder, sign)
            os.kill(self.builder, signal.SIGCONT)


@pytest.fixture
def stopped(path: str) -> Iterator[Stopped]:
    """A timeline of which some events are shown."""
    before = children(os.getpid())
    timeline = Timeline.open([path])
    (builder,) = set(children(os.getpid())) - set(before)
    os.kill(builder, signal.SIGSTOP)
    found = Stopped(timeline, builder)
    yield found
    found.end(signal.SIGTERM)


def children(pid: int) -> list[int]:
    """The processes that one has started."""
    try:
        return [
            int(child) for child in Path(f"/proc/{pid}/task/{pid}/children").read_text().split()
        ]
    except FileNotFoundError:
        pytest.skip("this system does not tell the children of a process")


def until(happened: Callable[[], object], seconds: float = 20) -> None:
    """Wait for something that another process does."""
    end = time.monotonic() + seconds
    while not happened():
        assert time.monotonic() < end
        time.sleep(0.005)


def is_right(timeline: Timeline, count: int) -> bool:
    """Whether all the plain events are there, and found."""
    events = timeline.search(Query()).window(0, MANY)
    odd = timeline.search(timeline.parse("odd"))
    is_found = len(odd) == sum("odd" in event.title for event in events)
    return is_found and [event.id for event in events] == [f"e{n}" for n in range(count)]


def test_the_first_events_are_shown_while_others_are_indexed(path: str) -> None:
    """They can be searched; in the end all of them can, and nothing is left to be done."""
    timeline = Timeline.open([path])
    counts = [len(timeline)]
    fractions = []
    assert counts == [SHOWN]
    assert len(timeline.search(timeline.parse("odd"))) == 2667
    assert timeline.search(Query()).window(0, 9) == in_memory(path).search(Query()).window(0, 9)
    while now := timeline.progress:
        fractions.append(now.fraction)
        assert now.events >= counts[-1]
        assert now.seconds_left >= 0
        assert now.rate > 0
        timeline.advance(0.02)
        counts.append(len(timeline))
    assert counts == sorted(counts)
    assert fractions == sorted(fractions)
    assert counts[-1] == MANY
    assert timeline.notice == ""
    assert not timeline.advance()
    assert known(timeline) == known(in_memory(path))


def test_what_is_shown_stays_as_it_is_until_it_is_advanced(path: str) -> None:
    """Events that were indexed since, or moved to their place, are not mixed in."""
    timeline = Timeline.open([path])
    until(lambda: left() == [cache.place([path]).name])
    results = timeline.search(Query())
    assert len(results) == len(timeline) == SHOWN
    assert results.window(0, MANY) == in_memory(path).search(Query()).window(0, SHOWN)
    assert len(timeline.search(timeline.parse("odd"))) == 2667
    assert timeline.advance(9)
    assert len(timeline) == MANY
    assert len(results) == SHOWN


def test_what_was_unpacked_stays_too(tmp_path: Path) -> None:
    """The texts of a compressed store are moved with its index, and can still be read."""
    path = tmp_path / "store.gz"
    path.write_bytes(gzip.compress(lines(plain(MANY)).encode()))
    timeline = Timeline.open([str(path)])
    until(lambda: left() == [cache.place([str(path)]).name])
    events = timeline.search(Query()).window(0, MANY)
    assert [event.id for event in events] == [f"e{number}" for number in range(SHOWN)]
    assert known(large.whole(timeline)) == known(in_memory(str(path)))


def test_a_header_behind_the_events_is_theirs_in_the_end(tmp_path: Path) -> None:
    """The file is read again; what was shown before is not taken back."""
    events = [{**event, "actors": ["moise"]} for event in plain(SHOWN + 500)]
    path = write(tmp_path / "store.json", native(events, header_last=True))
    timeline = Timeline.open([path])
    counts = [len(timeline)]
    while timeline.progress:
        timeline.advance(0.02)
        counts.append(len(timeline))
    assert counts == sorted(counts)
    assert counts[0] == SHOWN
    assert counts[-1] == SHOWN + 500
    memory = in_memory(path)
    assert timeline.header == memory.header
    found, same = (one.search(one.parse('actor:="jovenel moise"')) for one in (timeline, memory))
    assert found.window(0, MANY) == same.window(0, MANY)
    assert found.facet("actor") == same.facet("actor")
    assert len(left()) == 1


@pytest.mark.parametrize("count", [SHOWN - 1, SHOWN, SHOWN + 1])
def test_the_last_events_may_be_the_first_shown(tmp_path: Path, count: int) -> None:
    """Where the end comes at once, there is no moment at which nothing can be seen."""
    path = write(tmp_path / "store.jsonl", lines(plain(count)))
    timeline = Timeline.open([path])
    assert timeline.notice == ""
    assert len(large.whole(timeline)) == count


def test_a_builder_tells_how_far_it_is(path: str) -> None:
    """Counts only grow, from the first events to all of them."""
    building = Building([path])
    seen = []
    while not building.is_over:
        building.wait(building.seen, 0.05)
        seen.append((building.progress.events, building.seen, building.progress.fraction))
    assert seen == sorted(seen)
    assert seen[-1] == (MANY, MANY, 1.0)
    assert building.progress.seconds_left == 0.0
    assert building.failed == ""


PROBLEMS = [
    '{"id": "good", "title": "Good", "date": "2024-03-02"}',
    '{"id": "bad", "title": oops}',
    '{"id": "caf\udce9", "title": "Not UTF-8"}',
    '{"id": "good", "title": "Twice"}',
    '{"id": "worse", "title": 7}',
    '{"id": "wrong", "title": "W", "date": "2024-13"}',
    '{"id": "linked", "title": "L", "links": [{"type": "led-to", "event": "nowhere"}]}',
    '{"id": "early", "title": "Early", "date": "2023-01-01"}',
    "[1, 2]",
]


def test_problems_are_those_that_are_found_in_memory(tmp_path: Path) -> None:
    """Each with its place and cure, now and when it is opened again."""
    path = tmp_path / "store.jsonl"
    path.write_bytes("\n".join(PROBLEMS).encode("utf-8", "surrogateescape"))
    found = list(map(str, in_memory(str(path)).problems))
    assert len(found) == 8
    for timeline in (opened(str(path)), Timeline.open([str(path)])):
        assert timeline.notice == ""
        assert list(map(str, timeline.problems)) == found
        assert timeline.trouble == in_memory(str(path)).trouble


def test_a_compressed_file_that_was_cut_keeps_what_came_before(tmp_path: Path) -> None:
    """With the problem that memory has with it."""
    path = tmp_path / "store.gz"
    rng = random.Random(0)
    events = [{**event, "note": rng.randbytes(50).hex()} for event in plain(3_000)]
    packed = gzip.compress(lines(events).encode())
    path.write_bytes(packed[: len(packed) // 2])
    timeline = opened(str(path))
    assert len(timeline) == len(in_memory(str(path))) > 1_000
    assert timeline.problems == in_memory(str(path)).problems


# Ends of all kinds.


def test_closing_stops_the_builder_and_leaves_nothing(path: str, stopped: Stopped) -> None:
    """What was whole before stays; the next opening begins anew."""
    other = write(Path(path).with_name("other"), lines(plain(9)))
    opened(other)
    stopped.timeline.close()
    stopped.end(signal.SIGCONT)
    until(lambda: stopped.builder not in children(os.getpid()))
    assert left() == [cache.place([other]).name]
    assert known(opened(path)) == known(in_memory(path))


def test_reading_again_begins_anew(path: str, stopped: Stopped) -> None:
    """The file may have been changed meanwhile."""
    write(Path(path), lines(plain(50)))
    stopped.timeline.reload()
    again = large.whole(stopped.timeline)
    assert known(again) == known(in_memory(path))


def test_a_builder_that_was_killed_leaves_what_could_be_seen(path: str, stopped: Stopped) -> None:
    """And a word says that this is not all."""
    before = stopped.timeline.search(Query()).window(0, MANY)
    stopped.end(signal.SIGKILL)
    timeline = large.whole(stopped.timeline)
    assert timeline.notice == "indexing was stopped; not all events are here"
    assert timeline.search(Query()).window(0, MANY) == before
    assert len(before) == SHOWN
    assert known(opened(path)) == known(in_memory(path))


def test_a_file_that_is_changed_while_it_is_indexed_is_not_kept(
    path: str, stopped: Stopped
) -> None:
    """What was read of two states of it would be of none."""
    with Path(path).open("a") as file:
        file.write('{"id": "more", "title": "odd"}\n')
    stopped.end(signal.SIGCONT)
    timeline = large.whole(stopped.timeline)
    if timeline.notice:  # it may have been read to its end before
        assert timeline.notice.endswith("; not all events are here")
    assert len(opened(path)) == MANY + 1
    assert known(opened(path)) == known(in_memory(path))


KILLS = ["builder", "reader", "all"]


@pytest.mark.parametrize("whom", KILLS)
@pytest.mark.parametrize("seed", range(3))
def test_a_kill_at_any_moment_leaves_the_next_open_right(
    tmp_path: Path, whom: str, seed: int
) -> None:
    """Of the builder, of its reader, of both at once."""
    path = write(tmp_path / "store.jsonl", lines(plain(SHOWN + 500)))
    builder = subprocess.Popen([*BUILDER, path], stdout=subprocess.DEVNULL, start_new_session=True)
    time.sleep(random.Random(f"{whom}{seed}").uniform(0.05, 0.9))
    with suppress(ProcessLookupError):
        if whom == "all":
            os.killpg(builder.pid, signal.SIGKILL)
        else:
            for pid in [builder.pid] if whom == "builder" else children(builder.pid):
                os.kill(pid, signal.SIGKILL)
    builder.wait()
    timeline = opened(path)
    assert timeline.notice == ""
    assert is_right(timeline, SHOWN + 500)
    assert cache.place([path]).name in left()
    for name in left():
        large.age(cache.folder() / name, cache.STALE + 10)
    cache.tidy(cache.place([path]))
    assert kept_folder() == cache.place([path])


def test_a_builder_without_its_reader_says_so(path: str) -> None:
    """It gives up, and what it made is deleted."""
    builder = subprocess.Popen([*BUILDER, path], stdout=subprocess.PIPE, text=True)
    assert builder.stdout
    builder.stdout.readline()
    for pid in children(builder.pid):
        os.kill(pid, signal.SIGKILL)
    *_, last = builder.communicate()[0].splitlines()
    assert json.loads(last)["failed"] == "reading was stopped"
    assert left() == []


def test_a_builder_that_nobody_listens_to_ends(path: str) -> None:
    """The program that started it was killed."""
    builder = subprocess.Popen([*BUILDER, path], stdout=subprocess.PIPE, stderr=subprocess.PIPE)
    assert builder.stdout
    assert builder.stderr
    builder.stdout.close()
    assert builder.wait(20) == 0
    assert builder.stderr.read() == b""
    builder.stderr.close()
    assert [name for name in left() if name.endswith(cache.PART)] == []
    assert known(opened(path)) == known(in_memory(path))


def test_two_processes_index_the_same_file(path: str) -> None:
    """Each shows all of it, and one index is kept."""
    timelines = [Timeline.open([path]) for _ in range(2)]
    for timeline in timelines:
        assert is_right(large.whole(timeline), MANY)
        assert timeline.notice == ""
    assert kept_folder() == cache.place([path])
    assert Timeline.open([path]).progress is None


def test_modules_that_lie_about_are_not_imported(
    path: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The folder in which the program is started may hold anything."""
    for name in ("msgspec", "array", "tantivy"):
        (tmp_path / f"{name}.py").write_text("raise SystemExit('not this one')")
    monkeypatch.chdir(tmp_path)
    timeline = opened(path)
    assert timeline.notice == ""
    assert len(timeline) == MANY


def test_a_builder_that_cannot_be_started_is_no_hindrance(
    path: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Memory serves, and a word says so."""
    monkeypatch.setattr(sys, "executable", "/nowhere/python")
    timeline = Timeline.open([path])
    assert "indexed in memory" in timeline.notice
    assert known(timeline) == known(in_memory(path))


def test_files_are_read_as_often_as_the_reader_asks(
    path: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A file may be changed between two readings: what was read in part is never kept as whole."""
    index, told = build._index, []

    def twice_again(
        files: Sequence[str], part: Path, report: Report, tell: build.Tell
    ) -> bytes | None:
        told.append((part / AGAIN).read_bytes() if (part / AGAIN).exists() else b"")
        index(files, part, report, tell)
        return b'{"header": {}, "knows_ids": true}' if len(told) < 3 else None

    monkeypatch.setattr(build, "_index", twice_again)
    report = Report()
    build.build([path], report, lambda _: None)
    assert [bool(again) for again in told] == [False, True, True]
    assert (report.whole, report.events) == (True, MANY)
    assert known(Timeline.open([path])) == known(in_memory(path))
