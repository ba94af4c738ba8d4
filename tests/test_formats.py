"""Whatever the layout, events read back as they were written, each with its line."""

from __future__ import annotations

import io
import json
from collections.abc import Callable
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tui.check import Problem
from tui.formats import Piece, detect, json_lines, native
from tui.formats.piece import DEEPEST, NotJSONError, decode, written_id

JSON = st.recursive(
    st.none()
    | st.booleans()
    | st.integers(-(10**20), 10**20)
    | st.floats(allow_nan=False, allow_infinity=False)
    | st.text(st.characters(codec="utf-8"), max_size=8),
    lambda inner: (
        st.lists(inner, max_size=3)
        | st.dictionaries(st.text(st.characters(codec="utf-8"), max_size=5), inner, max_size=3)
    ),
    max_leaves=6,
)

Raw = dict[str, Any]


@st.composite
def raw_events(draw: st.DrawFn, most: int = 5) -> list[Raw]:
    """Events with any further keys and values."""
    extras = draw(st.lists(st.dictionaries(st.text(max_size=5), JSON, max_size=3), max_size=most))
    return [
        {
            **{key: value for key, value in extra.items() if key.isprintable()},
            "id": f"e{number}",
            "title": "T",
            "date": "2024",
        }
        for number, extra in enumerate(extras)
    ]


def pieces(text: str) -> list[Piece]:
    """All that a text holds; a problem fails the test."""
    found = read(text)
    assert not [part for part in found if isinstance(part, Problem)]
    return [part for part in found if isinstance(part, Piece)]


def read(text: str) -> list[Piece | Problem]:
    """What the format of a text makes of it."""
    known = detect(text)
    assert known is not None
    return list(known.read(io.BytesIO(text.encode()), "store.json"))


def events(text: str) -> list[Raw]:
    """The raw events that can be read, whatever else is wrong."""
    return [
        part.value
        for part in read(text)
        if isinstance(part, Piece) and part.key == "events" and isinstance(part.value, dict)
    ]


def one_a_line(raw: list[Raw]) -> str:
    """The layout that this project writes."""
    lines = ",\n".join(json.dumps(event, ensure_ascii=False) for event in raw)
    places = '"places": [\n{"id": "p", "label": "P"},\n{"id": "q", "label": "Q"}\n]'
    return f'{{\n"title": "S",\n{places},\n"events": [\n{lines}\n]\n}}\n'


def bare_one_a_line(raw: list[Raw]) -> str:
    """A bare array, an event a line."""
    return "[\n" + ",\n".join(map(json.dumps, raw)) + "\n]"


def lines_of_json(raw: list[Raw]) -> str:
    """JSON Lines."""
    return "".join(json.dumps(event) + "\n" for event in raw)


LAYOUTS: dict[str, Callable[[list[Raw]], str]] = {
    "one a line": one_a_line,
    "bare, one a line": bare_one_a_line,
    "compact": lambda raw: json.dumps({"title": "S", "events": raw}, separators=(",", ":")),
    "bare, compact": json.dumps,
    "pretty": lambda raw: json.dumps({"title": "S", "events": raw}, indent=2),
    "pretty, no indentation": lambda raw: json.dumps({"events": raw, "title": "S"}, indent=0),
    "tabs": lambda raw: json.dumps(raw, indent="\t", ensure_ascii=False),
    "header after events": lambda raw: json.dumps({"events": raw, "places": []}, indent=1),
}


@pytest.mark.parametrize("chunk", [1, 7, 1 << 20])
@pytest.mark.parametrize("ending", ["\n", "\r\n"])
@pytest.mark.parametrize("layout", LAYOUTS)
@settings(max_examples=12, deadline=None)
@given(raw=raw_events())
def test_events_read_back_as_written(layout: str, ending: str, chunk: int, raw: list[Raw]) -> None:
    """In any layout, wherever the reader's chunks cut the text."""
    text = LAYOUTS[layout](raw).replace("\n", ending)
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(native, "CHUNK", chunk)
        found = [piece for piece in pieces(text) if piece.key == "events"]
    assert [piece.value for piece in found] == raw
    lines = text.split("\n")
    for piece in found:
        assert json.loads(piece.text) == piece.value
        assert piece.text.decode().split("\n")[0].rstrip("\r") in lines[piece.line - 1]


def test_lines_of_objects_are_json_lines_whoever_wrote_them() -> None:
    """Lines without ids are lines all the same, so that each is named by its own number."""
    foreign = '{"message": "a", "datetime": "2024-03-02"}\n{"message": "b"}\n'
    assert [piece.line for piece in pieces(foreign)] == [1, 2]


@settings(max_examples=40, deadline=None)
@given(raw=raw_events().filter(len))
def test_json_lines_read_back_as_written(raw: list[Raw]) -> None:
    """An event a line, with its number, blank lines between."""
    found = pieces(lines_of_json(raw).replace("\n", "\n\n"))
    assert [piece.value for piece in found] == raw
    assert [piece.line for piece in found] == [1 + 2 * number for number in range(len(raw))]


@pytest.mark.parametrize("quick", [True, False])
@pytest.mark.parametrize("ending", ["\r", "\n", "\r\n", "\r\n\r", " \n\n"])
def test_lines_end_as_on_any_machine(ending: str, quick: bool) -> None:
    """Also as on an old Macintosh: each event is found where its text begins."""
    text = "".join(json.dumps({"id": f"e{n}", "title": "é"}) + ending for n in range(3))
    stream = io.BytesIO(text.encode())
    found = [part for part in json_lines.read(stream, "s", quick) if isinstance(part, Piece)]
    step = len(ending.encode().splitlines())
    assert [piece.line for piece in found] == [1, 1 + step, 1 + 2 * step]
    for piece in found:
        assert text.encode()[piece.start :].startswith(piece.text)


PLAIN: list[Raw] = [
    {
        "id": f"e{number}",
        "date": f"2024-0{number}",
        "title": "A, [b] {c}",
        "places": ["p"],
        "claims": [{"about": "freed", "value": number}, {"about": "killed", "value": 0}],
        "sources": [{"id": "s", "title": "S"}],
    }
    for number in range(1, 6)
]

TROUBLE = st.sampled_from('{}[]",:\\\n\r\t\x00\u2028eE+-09.// ') | st.characters(codec="utf-8")
LINE_LAYOUTS = [one_a_line, bare_one_a_line, lines_of_json]


@pytest.mark.parametrize("chunk", [3, 1 << 20])
@pytest.mark.parametrize("layout", LINE_LAYOUTS)
@settings(max_examples=150, deadline=None)
@given(data=st.data())
def test_a_broken_line_costs_its_own_event_at_most(
    layout: Callable[[list[Raw]], str], chunk: int, data: st.DataObject
) -> None:
    """Whatever happens to one line, be it cut, overwritten or torn, the others are read."""
    hurt = data.draw(st.integers(1, len(PLAIN)), "event")
    lines = layout(PLAIN).split("\n")
    number = next(n for n, line in enumerate(lines) if f'"e{hurt}"' in line)
    start = data.draw(st.integers(0, len(lines[number])), "from")
    stop = start + data.draw(st.sampled_from([0, 1, 2, 9, 10_000]), "cut")
    lines[number] = (
        lines[number][:start] + data.draw(st.text(TROUBLE, max_size=3)) + (lines[number][stop:])
    )
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(native, "CHUNK", chunk)
        found = events("\n".join(lines))
    for event in PLAIN:
        assert event in found or event["id"] == f"e{hurt}"


def header_lines() -> list[str]:
    """The lines of a file before its events."""
    return one_a_line(PLAIN).partition('{"id": "e1"')[0].splitlines()


@pytest.mark.parametrize("number", range(len(header_lines())))
@pytest.mark.parametrize("broken", ["", "oops", '"', "{", "}", "]", "[", ",", '"x": oops,', '{"x"'])
def test_a_broken_header_line_hides_no_event(number: int, broken: str) -> None:
    """Labels may be lost with it, events may not, save where the first one's own line is torn."""
    lines = one_a_line(PLAIN).splitlines()
    lines[number] = broken
    found = events("\n".join(lines))
    assert [event for event in PLAIN if event not in found] == []


@pytest.mark.parametrize("text", ['{"title": "S", "events": [%s]}', "[%s]"])
def test_a_broken_event_of_a_text_without_lines_hides_no_other(text: str) -> None:
    """A compact file is one line, and still one bad event costs only itself."""
    good = [json.dumps(event, separators=(",", ":")) for event in PLAIN]
    found = events(text % ",".join([*good[:2], '{"id":"bad","title":oops}', *good[2:]]))
    assert found == PLAIN


def test_a_broken_event_of_a_pretty_file_hides_no_other() -> None:
    """The next event is known by its indentation."""
    text = json.dumps({"title": "S", "events": PLAIN}, indent=2)
    assert events(text.replace('"e2",', '"e2"')) == [PLAIN[0], *PLAIN[2:]]


def test_an_event_that_is_not_closed_does_not_swallow_the_next() -> None:
    """A line cut within its claims would be whole JSON with all later events among its claims."""
    lines = one_a_line(PLAIN).splitlines()
    number = next(n for n, line in enumerate(lines) if '"e5"' in line)
    cut = '{"id": "cut", "date": "2024", "title": "T", "claims": [{"about": "freed", "value": 1},'
    text = "\n".join([*lines[:number], cut, lines[number], "]},", *lines[number:]])
    assert PLAIN[-1] in events(text)
    problem = next(part for part in read(text) if isinstance(part, Problem))
    assert (problem.where.line, problem.where.event) == (number + 2, "cut")
    assert "a bracket is not closed" in problem.what


def test_inline_parts_may_stand_on_lines_of_their_own() -> None:
    """Objects that begin a line like an event are no events for that."""
    text = '[\n{"id": "a", "title": "T", "sources": [\n{"id": "s", "title": "S"}\n]}\n]'
    assert events(text) == [{"id": "a", "title": "T", "sources": [{"id": "s", "title": "S"}]}]


@settings(max_examples=100, deadline=None)
@given(data=st.data(), layout=st.sampled_from(list(LAYOUTS)))
def test_no_text_is_too_broken_to_be_read(data: st.DataObject, layout: str) -> None:
    """Whatever a file holds, the reader ends and says something."""
    text = LAYOUTS[layout](PLAIN)
    start = data.draw(st.integers(0, len(text)))
    stop = data.draw(st.integers(start, len(text)))
    text = text[:start] + data.draw(st.text(TROUBLE, max_size=9)) + text[stop:]
    found = list(native.read(io.BytesIO(text.encode()), "s"))
    assert all(isinstance(part, Piece | Problem) for part in found)


@pytest.mark.parametrize("stop", range(1, 60, 7))
@pytest.mark.parametrize("layout", ["compact", "bare, compact", "pretty", "one a line"])
def test_a_file_that_was_cut_is_told(layout: str, stop: int) -> None:
    """The end of a download that broke off is no silence."""
    text = LAYOUTS[layout](PLAIN).rstrip()
    problems = [part for part in read(text[:-stop]) if isinstance(part, Problem)]
    assert problems


@pytest.mark.parametrize(
    ("head", "known"),
    [
        ('{"id": "a", "title": "T"}', json_lines),
        ('\n {"id": "a"}\n{"id": "b"}\n', json_lines),
        ('{"id": "a", oops\n{"id": "b"}\n{"id": "c"}', json_lines),
        ('oops\n{"id": "b"}\n{"id": "c"}', json_lines),
        ('{"id": "a"}\r\n{"id": "b"}\r\n', json_lines),
        ('{"id": "a", "title": "' + "x" * 70_000, json_lines),
        ("{", native),
        ("[]", native),
        ('{"title": "S"}', native),
        ('{"id": "a", "events": []}', native),
        ('{"title": "S", "events": [\n{"id": "a"},\n{"id": "b"}\n]}', native),
        ('[\n{"id": "a"}\n]', native),
        ('{\n"events": [\n{"id": "a"}\n{"id": "b"}\n]\n}', native),
        ('// events\n{\n"events": [\n{"id": "a"}\n]\n}', native),
        ("", None),
        ("hello", None),
        ('"text"', None),
        ("id,title\na,T", None),
        ("\x89PNG\r\n", None),
    ],
)
def test_a_format_is_known_by_its_head(head: str, known: object) -> None:
    """No file name is needed, and one broken line does not mislead."""
    assert detect(head) is known


@pytest.mark.parametrize(
    ("text", "position", "what"),
    [
        ('{"a": oops}', 6, "a value is missing before"),
        ('{"a" 1}', 5, "a colon is missing before"),
        ('{"a": 1 "b": 2}', 8, "a comma or closing bracket is missing before"),
        ("[1 2]", 3, "a comma or closing bracket is missing before"),
        ("[1, \n]", 2, "a comma divides nothing, see"),
        ('{"a": [1,]}', 8, "a comma divides nothing, see"),
        ('{"a": 1 , }', 8, "a comma divides nothing, see"),
        ("{a: 1}", 1, "a key in quotes is missing before"),
        ('["a]', 4, "a quote is missing after"),
        ('["a\n"]', 3, "a text holds a line end or control character, at"),
        (r'["\q"]', 2, "a backslash begins no character at"),
        (r'["\u12"]', 3, "a backslash begins no character at"),
        ("[NaN]", 0, "NaN is no number, in"),
        ("[-Infinity]", 0, "-Infinity is no number, in"),
        ("[1e999]", 0, "1e999 is too large a number, in"),
        ("9" * 5_000, 0, "9" * 20 + " is too large a number, in"),
        ("[" * 100_000, 0, "more than 100 brackets stand within each other in"),
        ("[" * 101 + "]" * 101, 0, "more than 100 brackets stand within each other in"),
        (r'["\ud800"]', 2, "half a character stands in"),
        (r'["\ud83d\ude00 \udc00"]', 15, "half a character stands in"),
        ('["caf\udce9"]', 5, "not UTF-8: byte 0xE9 in"),
    ],
)
def test_what_is_wrong_is_said_in_plain_words(text: str, position: int, what: str) -> None:
    """Nobody needs to know what a decoder, a delimiter or a surrogate is."""
    with pytest.raises(NotJSONError) as caught:
        decode(text)
    assert (caught.value.position, caught.value.what) == (position, what)
    assert caught.value.cure


@settings(max_examples=100)
@given(JSON, st.text(max_size=3))
def test_a_value_is_decoded_as_everywhere(value: object, before: str) -> None:
    """What other programs write is read as they mean it."""
    text = json.dumps(value)
    assert decode(before + text, len(before)) == (value, len(before + text))


def test_brackets_may_be_nested_far_enough() -> None:
    """The limit is beyond what an event needs."""
    text = '{"a":' * DEEPEST + "1" + "}" * DEEPEST
    assert decode(text)[1] == len(text)
    assert decode("[[],[]," + "[]," * 1_000 + "1]")


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ('{"id": "a-1", oops', "a-1"),
        ('{ "id" :\n"a"', "a"),
        ('{"title": "T", "id": "a"', ""),
        ('{"id": "' + "x" * 1_000 + '"', ""),
        ("", ""),
    ],
)
def test_a_broken_event_is_named_by_its_id(text: str, found: str) -> None:
    """Where the id comes first, as it should, a problem can name the event."""
    assert written_id(text) == found
