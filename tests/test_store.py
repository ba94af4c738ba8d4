"""Stores open whatever they are given, keep what can be kept and say what cannot."""

from __future__ import annotations

import gzip
import json
import os
import sys
import threading
from pathlib import Path
from typing import Any

import msgspec
import pytest
import zstandard

from tui.store import MemoryStore, built_in

GOOD: dict[str, Any] = {"id": "good", "title": "Good", "date": "2024-03-02"}
LATER: dict[str, Any] = {"id": "later", "title": "Later", "date": "2024-03-03"}


def opened(tmp_path: Path, content: str | bytes, name: str = "store.json") -> MemoryStore:
    """A store of a file with this content."""
    path = tmp_path / name
    path.write_bytes(content.encode() if isinstance(content, str) else content)
    return MemoryStore([str(path)])


def said(store: MemoryStore) -> list[str]:
    """Its problems, with the name of the file only."""
    return [
        str(problem).removeprefix(os.path.dirname(problem.where.path)).removeprefix("/")
        for problem in store.problems
    ]


def ids(store: MemoryStore) -> list[str]:
    """The ids of its events."""
    return [event.id for event in store]


def among_good(bad: str) -> str:
    """A file with this in place of its second event, in line 4."""
    return "\n".join(['{"title": "S",', '"events": [', f"{json.dumps(GOOD)},", f"{bad},"]) + (
        f"\n{json.dumps(LATER)}\n]}}\n"
    )


def bad(**parts: Any) -> str:
    """An event that differs from a good one in these parts."""
    return json.dumps({"id": "bad", "title": "Bad", "date": "2024-03-02", **parts})


@pytest.mark.parametrize(
    ("line", "sentence"),
    [
        (
            '{"id": "bad", "title": oops}',
            "store.json:4:24: bad: not JSON: a value is missing before `oops},`; "
            "write text in quotes, a number or a list",
        ),
        (
            '{"id": "bad", "title": "Bad",}',
            "store.json:4:29: bad: not JSON: a comma divides nothing, see `,},`; delete the comma",
        ),
        (
            '{"id": "bad" "title": "Bad"}',
            "store.json:4:14: bad: not JSON: a comma or closing bracket is missing before "
            '`"title": "Bad"},`; add it',
        ),
        (
            '{"id": "bad", "title": "a\0b"}',
            "store.json:4:26: bad: not JSON: a text holds a line end or control character, at ",
        ),
        (
            r'{"id": "bad", "title": "\ud800"}',
            r'store.json:4:25: bad: not JSON: half a character stands in `\ud800"},`; ',
        ),
        (
            '{"id": "bad", "title": "B", "x": NaN}',
            "store.json:4:1: bad: not JSON: NaN is no number, in ",
        ),
        (
            '{"id": "bad", "title": "B", "x": 1e999}',
            "store.json:4:1: bad: not JSON: 1e999 is too large a number, in ",
        ),
        (
            '{"id": "bad", "title": "B", "x": ' + "9" * 5_000 + "}",
            "store.json:4:1: bad: not JSON: 99999999999999999999 is too large a number, in ",
        ),
        (
            '{"id": "bad", "title": ' + "[" * 100_000 + "}",
            "store.json:4:1: bad: not JSON: more than 100 brackets stand within each other in ",
        ),
        ("// a comment", "store.json:4:1: not JSON: `// a comment,` is a comment; delete it"),
        ("7", "store.json:4: 7 is not an event; write an object in { }"),
        (bad(title=7), "store.json:4: bad: title is 7; write text in quotes"),
        (bad(date="2024-13"), 'store.json:4: bad: "2024-13" is not a date; months run 01 to 12'),
        (bad(id="good"), 'store.json:4: good: the id "good" is taken by the event of line 3; '),
    ],
)
def test_a_bad_event_is_named_and_hides_no_good_one(
    tmp_path: Path, line: str, sentence: str
) -> None:
    """File, line, column where there is one, event, value and cure; and the others are there."""
    store = opened(tmp_path, among_good(line))
    assert ids(store) == ["good", "later"]
    assert len(said(store)) == 1
    assert said(store)[0].startswith(sentence)


@pytest.mark.parametrize(
    "line",
    [
        bad(title="x" * 100_000),
        bad(title="a\x00\x1b[31m\u202e"),
        bad(summary="\ud83d\ude00 " + "y" * 100_000),
        bad(extra=10**300),
        bad(zzz={"a": [[[]]]}),
        '{"id": "bad", "title": "Bad", "title": "Worse"}',
        bad(claims=[{"about": "date", "value": 2024}]),
    ],
)
def test_an_odd_event_is_kept(tmp_path: Path, line: str) -> None:
    """What can be saved is saved, as it stands in the file."""
    store = opened(tmp_path, among_good(line))
    assert ids(store) == ["good", "bad", "later"]
    assert store.raw(1) == json.loads(line)
    assert all(problem.severity == "warning" for problem in store.problems)


def test_a_byte_that_is_not_utf8_costs_one_event(tmp_path: Path) -> None:
    """A line that came from a Latin-1 file is named with the byte."""
    content = among_good('{"id": "bad", "title": "Moïse"}')
    store = opened(tmp_path, content.encode().replace("ï".encode(), b"\xef"))
    assert ids(store) == ["good", "later"]
    assert said(store) == [
        r'store.json:4:27: bad: not UTF-8: byte 0xEF in `\xefse"},`; save the file as UTF-8'
    ]


def test_unknown_keys_are_kept(tmp_path: Path) -> None:
    """They are warned of, and exported again."""
    store = opened(tmp_path, f"[{bad(colour='red', sources=[{'title': 'T', 'genre': 'g'}])}]")
    assert store.raw(0)["colour"] == "red"
    assert store.raw(0)["sources"] == [{"title": "T", "genre": "g"}]
    assert said(store) == [
        'store.json:1: bad: warning: unknown key "colour"; it is kept, but nothing shows it'
    ]


@pytest.mark.parametrize(
    ("content", "sentence"),
    [
        (b"", "store.json: is empty; name a file with events"),
        (b" \r\n\t", "store.json: is empty; name a file with events"),
        (b"\xef\xbb\xbf", "store.json: is empty; name a file with events"),
        (
            b'"text"',
            r'store.json: holds no events: it begins "\"text\""; name a JSON or JSON Lines file',
        ),
        (
            b"id,title\n",
            r'store.json: holds no events: it begins "id,title\n"; name a JSON or JSON Lines file',
        ),
        (b"[]", "store.json: warning: holds no events; add some to `events`"),
        (b"{}", "store.json: warning: holds no events; add some to `events`"),
        (b'{"events": []}', "store.json: warning: holds no events; add some to `events`"),
        (b'{"events": 5}', "store.json:1: events is 5; write a list of events in [ ]"),
        (
            b'{"events": {"id": "a"}}',
            'store.json:1: events is {"id": "a"}; write a list of events in [ ]',
        ),
        (b"[" * 100_000, "store.json:1:2: not JSON: more than 100 brackets stand within each "),
        (b'{"title": "S"', "store.json:1:14: not JSON: it ends in the middle; is it whole, "),
        (
            '{"id": "a"}'.encode("utf-16"),
            "store.json: is not UTF-8 but, it seems, UTF-16; save it as UTF-8",
        ),
        (
            '{"id": "a"}'.encode("utf-16-be"),
            "store.json: is not UTF-8 but, it seems, UTF-16; save it as UTF-8",
        ),
        (
            b"\x1f\x8b" + b"garbage" * 9,
            "store.json: the compressed file is damaged; fetch it again",
        ),
        (
            gzip.compress(b"x", mtime=0)[:10] + b"\xff" * 50,
            "store.json: the compressed file is damaged; fetch it again",
        ),
        (b"\x28\xb5\x2f\xfdgarbage", "store.json: the compressed file is damaged; fetch it again"),
        (b"\x89PNG\r\n\x1a\n", r'store.json: holds no events: it begins "\x89PNG\r\n\u001a\n"'),
    ],
)
def test_a_file_without_events_says_why(tmp_path: Path, content: bytes, sentence: str) -> None:
    """One sentence, and no traceback."""
    store = opened(tmp_path, content)
    assert len(store) == 0
    assert said(store)[0].startswith(sentence)


def test_what_is_no_file_is_told(tmp_path: Path) -> None:
    """A folder, a missing file, a circle of symbolic links, a name too long."""
    loop = tmp_path / "loop"
    loop.symlink_to(loop)
    names = [str(tmp_path), str(tmp_path / "none"), str(loop), "x" * 5_000, os.devnull]
    problems = MemoryStore(names).problems
    assert [(problem.what, problem.cure) for problem in problems] == [
        ("is a folder", "name a file in it"),
        ("there is no such file", "check the name"),
        ("cannot be read: too many levels of symbolic links", "check the file"),
        ("cannot be read: file name too long", "check the file"),
        ("is empty", "name a file with events"),
    ]


@pytest.mark.skipif(os.geteuid() == 0, reason="root may read everything")
def test_a_forbidden_file_is_told(tmp_path: Path) -> None:
    """Permissions are named as the reason."""
    (tmp_path / "store.json").touch(mode=0)
    assert said(MemoryStore([str(tmp_path / "store.json")])) == [
        "store.json: may not be read; check its permissions"
    ]


def test_a_pipe_is_read_to_its_end(tmp_path: Path) -> None:
    """A shell's process substitution is a file too, however slowly it is written."""
    path = tmp_path / "pipe"
    os.mkfifo(path)

    def write() -> None:
        with path.open("w") as pipe:
            for part in ('{"id": "good",', ' "title": "G"}\n{"id": "la', 'ter", "title": "L"}\n'):
                pipe.write(part)
                pipe.flush()

    writer = threading.Thread(target=write)
    writer.start()
    store = MemoryStore([str(path)])
    writer.join()
    assert (ids(store), said(store)) == (["good", "later"], [])


PACKED = json.dumps({"events": [GOOD, LATER]}).encode()


@pytest.mark.parametrize(
    "packed",
    [
        gzip.compress(PACKED),
        gzip.compress(PACKED[:9]) + gzip.compress(PACKED[9:]),
        zstandard.compress(PACKED),
        zstandard.compress(PACKED[:9]) + zstandard.compress(PACKED[9:]),
        zstandard.ZstdCompressor(write_content_size=False).compress(PACKED),
    ],
    ids=["gzip", "gzip-parts", "zstd", "zstd-parts", "zstd-unsized"],
)
def test_compressed_files_are_read(tmp_path: Path, packed: bytes) -> None:
    """Known by their first bytes and not by their names, also in several frames."""
    store = opened(tmp_path, packed, "store")
    assert (ids(store), said(store)) == (["good", "later"], [])


@pytest.mark.parametrize("compress", [gzip.compress, zstandard.compress])
def test_a_compressed_file_that_was_cut_is_told(tmp_path: Path, compress: Any) -> None:
    """What came before the end is kept where it can be unpacked."""
    lines = "".join(
        json.dumps({**GOOD, "id": f"e{n}", "note": os.urandom(99).hex()}) + "\n"
        for n in range(9_999)
    )
    packed = compress(lines.encode())
    store = opened(tmp_path, packed[: len(packed) // 2])
    assert len(store) > 100
    assert said(store)[-1] == "store.json: the compressed file ends too early; fetch it again"


def test_without_the_extra_zstd_is_told(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """The cure names what to install."""
    monkeypatch.setitem(sys.modules, "zstandard", None)
    assert said(opened(tmp_path, zstandard.compress(PACKED))) == [
        "store.json: is zstd-compressed; install haiti-timeline[zstd], or unpack it with zstd -d"
    ]


@pytest.mark.parametrize("start", ["", "\ufeff", "\n\n"])
@pytest.mark.parametrize("ending", ["\n", "\r\n"])
def test_lines_are_counted_from_the_top(tmp_path: Path, start: str, ending: str) -> None:
    """With a byte order mark, blank lines or Windows line ends, as an editor counts them."""
    lines = ['{"id": "a", "title": "A"}', "", '{"id": "b", "title": "B"}', "oops"]
    store = opened(tmp_path, start + ending.join(lines))
    skipped = start.count("\n")
    assert ids(store) == ["a", "b"]
    assert (
        f"store.json:{4 + skipped}:1: not JSON: a value is missing before `oops`" in said(store)[0]
    )


def test_a_long_first_line_does_not_mislead(tmp_path: Path) -> None:
    """JSON Lines are known as such though the first line is longer than what is looked at."""
    lines = [bad(summary="x" * 100_000), json.dumps(LATER)]
    assert ids(opened(tmp_path, "\n".join(lines))) == ["bad", "later"]


def test_an_event_is_decoded_as_it_was_checked(tmp_path: Path) -> None:
    """What the checker accepts can be shown: both read numbers and repeated keys alike."""
    values = [1, -1, 0.5, 1e300, 10**40, 2**64, -(2**63) - 1, 1e-320]
    claims = [{"about": "freed", "value": value} for value in values]
    store = opened(tmp_path, f"[{bad(claims=claims)}]")
    assert [claim.value for claim in store[0].claims] == values
    assert msgspec.json.encode(store[0])


def test_files_opened_together_are_one_store(tmp_path: Path) -> None:
    """Headers merge, links reach across, and an id taken names the other file."""
    one = {"title": "One", "places": [{"id": "p", "label": "P"}], "events": [GOOD]}
    linked = {**LATER, "places": ["p"], "links": [{"type": "follows-up", "event": "good"}]}
    two = {"title": "Two", "places": [{"id": "q", "label": "Q"}], "events": [linked, GOOD]}
    for name, content in (("one.json", one), ("two.json", two)):
        (tmp_path / name).write_text(json.dumps(content))
    store = MemoryStore([str(tmp_path / "one.json"), str(tmp_path / "two.json")])
    assert (store.header.title, [place.id for place in store.header.places]) == ("One", ["p", "q"])
    assert ids(store) == ["good", "later"]
    assert [problem.what for problem in store.problems] == [
        f'the id "good" is taken by the event of {tmp_path / "one.json"}:1',
    ]
    assert store.left_out == 1


def test_one_missing_file_does_not_hide_the_others(tmp_path: Path) -> None:
    """What can be opened is opened."""
    path = tmp_path / "store.json"
    path.write_text(json.dumps([GOOD]))
    store = MemoryStore([str(tmp_path / "none.json"), str(path)])
    assert ids(store) == ["good"]
    assert said(store) == ["none.json: there is no such file; check the name"]


def test_an_event_with_many_faults_is_left_out_once(tmp_path: Path) -> None:
    """The count of what is missing is one of events, not of problems."""
    store = opened(tmp_path, among_good('{"id": 1, "title": 2, "tags": 3}'))
    assert (len(store.problems), store.left_out) == (3, 1)


def test_the_built_in_chronology_is_there() -> None:
    """Without a file named, it is opened; in a checkout it lies beside the package."""
    assert built_in().name == "events.json"
    assert len(MemoryStore([str(built_in())])) == len(MemoryStore([str(built_in())])) > 100


def test_more_events_than_can_be_numbered_are_refused(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Those before are there, and a problem says where the others begin."""
    monkeypatch.setattr("tui.store.reading.MOST_EVENTS", 2)
    path = tmp_path / "many.jsonl"
    path.write_text("".join(f'{{"id": "e{n}", "title": "E"}}\n' for n in range(4)), "utf-8")
    store = MemoryStore([str(path)])
    assert [event.id for event in store] == ["e0", "e1"]
    assert [str(problem) for problem in store.problems] == [
        f"{path}:3: more than 2 events; split the file"
    ]
