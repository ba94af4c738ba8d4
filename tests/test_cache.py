"""What is kept of large stores can be deleted, damaged or out of date, and never misleads."""

from __future__ import annotations

import errno
import gzip
import json
import os
import random
import shutil
import time
from collections.abc import Callable
from pathlib import Path
from threading import Event, Thread

import pytest

from tests import large
from tests.large import age, in_memory, kept_folder, known, left, lines, opened, plain, write
from tui.cli.indexing import wait
from tui.engine import DamagedError, build, cache
from tui.engine.disk import DiskEngine, kept
from tui.engine.report import Report
from tui.query import Query
from tui.search import Timeline


@pytest.fixture(autouse=True)
def small_is_large(monkeypatch: pytest.MonkeyPatch) -> None:
    """Have every file indexed on disk."""
    large.as_large(monkeypatch)


@pytest.fixture
def path(tmp_path: Path) -> str:
    """A file of 300 events."""
    return write(tmp_path / "store.jsonl", lines(plain(300)))


@pytest.fixture
def packed(tmp_path: Path) -> str:
    """A compressed file of 300 events."""
    path = tmp_path / "store.jsonl.gz"
    path.write_bytes(gzip.compress(lines(plain(300)).encode()))
    return str(path)


def made_here(path: str) -> None:
    """Index a file in this process."""
    build.build([path], Report(), lambda _: None)


def test_what_is_kept_is_opened_at_once(path: str) -> None:
    """No process is started, nothing is read but the columns."""
    opened(path)
    again = Timeline.open([path])
    assert again.progress is None
    assert known(again) == known(in_memory(path))


def test_a_file_is_known_by_any_of_its_names(path: str, monkeypatch: pytest.MonkeyPatch) -> None:
    """Relative or absolute; and a store of the same name elsewhere is another."""
    opened(path)
    folder = Path(path).parent
    monkeypatch.chdir(folder)
    assert cache.find(["store.jsonl"]) == cache.find([path])
    (folder / "other").mkdir()
    other = write(folder / "other" / "store.jsonl", lines(plain(20)))
    assert cache.find([other]) is None
    assert len(opened(other)) == 20
    assert len(Timeline.open([path])) == 300


# Damage.


def cut(file: Path, rng: random.Random) -> None:
    """Lose the end, from some byte on."""
    os.truncate(file, rng.randrange(file.stat().st_size))


def turned(file: Path, rng: random.Random) -> None:
    """Turn a bit of some byte."""
    content = bytearray(file.read_bytes())
    content[rng.randrange(len(content))] ^= 1 << rng.randrange(8)
    file.write_bytes(content)


def zeroed(file: Path, rng: random.Random) -> None:
    """Lose a page, as a disk does; the size stays."""
    content = bytearray(file.read_bytes())
    start = rng.randrange(len(content))
    content[start : start + 512] = bytes(len(content[start : start + 512]))
    file.write_bytes(content)


def deleted(file: Path, _: random.Random) -> None:
    """Lose it all."""
    file.unlink()


def grown(file: Path, rng: random.Random) -> None:
    """Have something behind the end."""
    with file.open("ab") as end:
        end.write(rng.randbytes(9))


DAMAGE = [cut, turned, turned, zeroed, deleted, grown]


def damaged(folder: Path, rng: random.Random) -> str:
    """Damage some file of a folder; what was done."""
    file = rng.choice(sorted(file for file in folder.rglob("*") if _has_bytes(file)))
    damage = rng.choice(DAMAGE)
    damage(file, rng)
    return f"{damage.__name__} {file.relative_to(folder)}"


def _has_bytes(file: Path) -> bool:
    return file.is_file() and file.stat().st_size > 0


@pytest.mark.parametrize("name", ["path", "packed"])
def test_damage_is_noticed_or_does_no_harm(name: str, request: pytest.FixtureRequest) -> None:
    """At a random byte of a random file: nothing is opened, or it answers as before."""
    path = request.getfixturevalue(name)
    before = known(opened(path))
    folder = kept_folder()
    sound = folder.with_name("sound")
    shutil.copytree(folder, sound)
    rng = random.Random(name)
    noticed = 0
    for _ in range(80):
        large.copied(sound, folder)
        done = damaged(folder, rng)
        engine = kept([path])
        try:
            if engine:
                engine.prepare()
                assert known(Timeline(engine.store, engine, [path])) == before, done
                continue
        except DamagedError:
            pass
        noticed += 1
    assert noticed > 60


@pytest.mark.parametrize("seed", range(6))
def test_after_damage_the_index_is_made_anew(path: str, seed: int) -> None:
    """Whatever is asked first, the answers are right; and what is kept then is sound."""
    before = known(opened(path))
    damaged(kept_folder(), random.Random(seed))
    again = opened(path)
    again.prepare()
    assert known(large.whole(again)) == before
    engine = kept([path])
    assert engine is not None
    engine.prepare()


def damaged_index(path: str) -> Timeline:
    """A timeline that was opened at once, with an index that then proves to be damaged."""
    opened(path)
    (file,) = (kept_folder() / "index").glob("*.term")
    turned(file, random.Random(0))
    timeline = Timeline.open([path])
    assert timeline.progress is None
    return timeline


def everything(timeline: Timeline) -> list[object]:
    """What is asked of the list of all events, which an index is not needed for at first."""
    results = timeline.search(Query())
    event = results.window(0, 1)[0]
    return [results.position(event.id), results.marks([event]), results.next(event.id)]


FIRST: dict[str, Callable[[Timeline], object]] = {
    "prepare": Timeline.prepare,
    "search": lambda timeline: len(timeline.search(timeline.parse("odd"))),
    "event": lambda timeline: timeline.event("e7"),
    "words": lambda timeline: timeline.words("od", Query()),
    "near": lambda timeline: timeline.near("ofd"),
    "links": lambda timeline: timeline.links(timeline.search(Query()).window(0, 1)[0]),
    "everything": everything,
    "facet": lambda timeline: timeline.search(Query()).facet("year"),
}


@pytest.mark.parametrize("first", FIRST)
def test_whatever_is_asked_first_of_a_damaged_index_is_answered(path: str, first: str) -> None:
    """The index is opened when it is needed, and mended then."""
    timeline = damaged_index(path)
    assert FIRST[first](timeline) == FIRST[first](in_memory(path))
    assert known(large.whole(timeline)) == known(in_memory(path))


ASKED: dict[str, Callable[[DiskEngine], object]] = {
    "verify": DiskEngine.verify,
    "prepare": DiskEngine.prepare,
    "search": lambda engine: engine.search(Query()),
}


@pytest.mark.parametrize("asked", ASKED)
@pytest.mark.parametrize("file", ["keys", "order", "places", "texts"])
def test_nothing_is_told_by_a_damaged_column(packed: str, file: str, asked: str) -> None:
    """The list stands on it at once, before the index is looked at."""
    before = known(opened(packed))
    turned(kept_folder() / file, random.Random(file))
    engine = kept([packed])
    assert engine is not None
    with pytest.raises(DamagedError):
        ASKED[asked](engine)
    assert known(opened(packed)) == before
    assert kept([packed]) is not None


def test_what_has_a_damaged_stamp_is_made_anew(packed: str) -> None:
    """The stamp says what all else has to be."""
    before = known(opened(packed))
    turned(kept_folder() / cache.STAMP, random.Random(0))
    assert kept([packed]) is None
    assert known(opened(packed)) == before


@pytest.mark.parametrize("file", ["keys", "index"])
def test_a_command_waits_for_what_is_made_anew(path: str, file: str) -> None:
    """What was damaged is found before anything is printed."""
    opened(path)
    at = kept_folder() / file
    turned(next(at.glob("*.term")) if at.is_dir() else at, random.Random(0))
    timeline = Timeline.open([path])
    wait(timeline)
    assert timeline.progress is None
    assert known(timeline) == known(in_memory(path))


def test_an_index_of_another_version_is_made_anew(
    path: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    """What was written by another version of the program may mean something else."""
    opened(path)
    monkeypatch.setattr(cache, "VERSION", "0")
    assert cache.find([path]) is None
    assert cache.listed() == []
    cache.tidy(Path())
    assert left() == []


def test_a_stamp_that_is_none_is_no_stamp(tmp_path: Path) -> None:
    """Empty, without a sum, with a wrong one, of something else."""
    for content in (b"", b"\n", b"zz\n{}", b"00000000\n{}", b"ffffffff\n", b"a3830348\n{}"):
        (tmp_path / cache.STAMP).write_bytes(content)
        assert cache.stamp(tmp_path) is None
    assert cache.stamp(tmp_path / "none") is None


# Deleted beneath.


def test_the_cache_may_be_deleted_between(path: str) -> None:
    """The next opening makes it anew."""
    before = known(opened(path))
    shutil.rmtree(cache.folder())
    assert known(opened(path)) == before
    assert kept([path]) is not None


@pytest.mark.parametrize("name", ["path", "packed"])
def test_the_cache_may_be_deleted_while_open(name: str, request: pytest.FixtureRequest) -> None:
    """What is open goes on, also where the index was not needed yet."""
    path = request.getfixturevalue(name)
    before = known(opened(path))
    for is_prepared in (True, False):
        timeline = opened(path)
        if is_prepared:
            timeline.prepare()
        cache.clear()
        assert known(timeline) == before
        assert known(large.whole(timeline)) == before


@pytest.mark.parametrize("pause", [0.0, 0.1, 0.2, 0.3, 0.4])
def test_the_cache_may_be_deleted_while_it_is_written(path: str, pause: float) -> None:
    """At any moment; then memory serves, and a word says so."""
    over = Event()

    def delete() -> None:
        time.sleep(pause)
        while not over.is_set():
            cache.clear()

    deleting = Thread(target=delete)
    deleting.start()
    timeline = opened(path)
    over.set()
    deleting.join()
    assert known(timeline) == known(in_memory(path))
    if timeline.notice:
        assert timeline.notice.startswith("indexed in memory, as no index can be kept: ")
    assert known(opened(path)) == known(timeline)


# Nowhere to keep it.


@pytest.mark.parametrize("place", ["cache", "haiti-timeline", "indexes"])
def test_where_nothing_can_be_kept_memory_serves(
    path: str, place: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    """And a sentence says so."""
    folder = cache.folder()
    while folder.name != place:
        folder = folder.parent
    folder.parent.mkdir(parents=True, exist_ok=True)
    folder.write_text("a file stands in its place")
    timeline = Timeline.open([path])
    assert timeline.notice in (
        "indexed in memory, as no index can be kept: not a directory",
        "indexed in memory, as no index can be kept: file exists",
    )
    assert timeline.progress is None
    assert known(timeline) == known(in_memory(path))
    assert (cache.listed(), cache.clear()) == ([], 0)


def test_a_full_disk_is_told(
    path: str, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    """The builder says so at the end, and leaves nothing."""

    def full(*_: object) -> None:
        raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC))

    monkeypatch.setattr(cache, "sums", full)
    build.main([path])
    last = json.loads(capsys.readouterr().out.splitlines()[-1])
    assert last["failed"] == "No space left on device"
    assert last["events"] == 300
    assert "path" not in last
    assert left() == []


def test_a_file_whose_name_is_not_utf8_is_read_into_memory(tmp_path: Path) -> None:
    """Such a name cannot be written down; the store opens all the same."""
    path = os.fsdecode(os.fsencode(tmp_path) + b"/caf\xe9.jsonl")
    try:
        write(Path(path), lines(plain(9)))
    except OSError:
        pytest.skip("this file system has no such names")
    timeline = opened(path)
    assert len(timeline) == 9
    assert "the name of a file is not utf-8" in timeline.notice
    assert left() == []


# Kept within bounds.


def test_the_least_recently_used_goes_first(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """When there is too much; using one keeps it, and the newest always stays."""
    paths = [write(tmp_path / f"{name}.jsonl", lines(plain(50))) for name in "abcd"]
    for at, path in enumerate(paths[:3]):
        made_here(path)
        age(cache.place([path]), 1000 - at)
    assert [Path(one.files[0]).stem for one in cache.listed()] == ["c", "b", "a"]
    assert [one.events for one in cache.listed()] == [50, 50, 50]
    assert Timeline.open(paths[:1]).progress is None
    assert [Path(one.files[0]).stem for one in cache.listed()] == ["a", "c", "b"]
    most = sum(one.bytes for one in cache.listed()) + 100
    monkeypatch.setattr(cache, "MOST_BYTES", most)
    made_here(paths[3])
    assert sorted(Path(one.files[0]).stem for one in cache.listed()) == ["a", "c", "d"]
    monkeypatch.setattr(cache, "MOST_BYTES", 1)
    made_here(paths[1])
    assert [one.files for one in cache.listed()] == [[paths[1]]]
    assert len(left()) == 1


def test_what_is_kept_can_be_listed_and_cleared(path: str) -> None:
    """With its files, its size on disk and when it was used; then nothing is left."""
    assert cache.listed() == []
    opened(path)
    (one,) = cache.listed()
    files = [file for file in one.path.rglob("*") if file.is_file()]
    assert one.files == [path]
    assert one.events == 300
    assert 0 <= sum(file.stat().st_size for file in files) - one.bytes < 10_000
    assert abs(one.used - time.time()) < 60
    assert cache.clear() > one.bytes
    assert left() == []


def test_what_was_given_up_is_deleted(path: str) -> None:
    """Not what another process still works at, nor what is whole."""
    opened(path)
    alive, dead = cache.begin([path]), cache.begin([path])
    (dead / "keys").write_bytes(b"x")
    age(dead, cache.STALE + 10)
    whole, *_ = sorted(left(), key=len)
    stray = cache.folder() / "stray"
    stray.mkdir()
    (cache.folder() / "file").write_text("no folder")
    made_here(write(Path(path).with_name("other"), lines(plain(9))))
    assert alive.name in left()
    assert whole in left()
    assert dead.name not in left()
    assert stray.name not in left()


def test_what_was_given_up_makes_room_before_anything_is_written(path: str) -> None:
    """Or a disk that it fills would stay full."""
    dead = cache.begin([path])
    age(dead, cache.STALE + 10)
    alive = cache.begin([path])
    assert left() == [alive.name]


def test_of_two_that_are_whole_one_stays(path: str) -> None:
    """Processes that were quicker or slower are no matter, and nothing is left behind."""
    made_here(path)
    folder = kept_folder()
    parts = [cache.begin([path]) for _ in range(4)]
    for part in parts:
        shutil.rmtree(part)
        shutil.copytree(folder, part)
    threads = [Thread(target=cache.publish, args=(part, [path])) for part in parts]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert kept_folder() == cache.place([path])
    assert kept([path]) is not None


def test_an_index_that_vanishes_when_it_is_whole_is_missed(
    path: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Whoever made it must not say that it is there."""
    monkeypatch.setattr(cache, "tidy", lambda newest: shutil.rmtree(newest, ignore_errors=True))
    with pytest.raises(OSError, match="emptied"):
        made_here(path)
