"""The command line: data on stdout, talk on stderr, an exit code that says how it went."""

from __future__ import annotations

import csv
import io
import json
import os
import re
import subprocess
import sys
import unicodedata
from pathlib import Path
from typing import Any

import msgspec
import pytest
from markdown_it import MarkdownIt

import tui.cli
from tests.stores import write_store
from tui import __version__
from tui.cli import COMMANDS, Exit, main
from tui.cli.commands import app, run
from tui.event import Event, File
from tui.query import FIELDS, KINDS
from tui.store import built_in
from tui.text import harmless

ESCAPE: dict[str, Any] = {
    "id": "escape",
    "date": "2024-03-02/2024-03-03",
    "title": "Prison emptied",
    "summary": "About 3,700 people left.",
    "category": "prison-break",
    "places": ["pap"],
    "actors": ["gangs"],
    "tags": ["founding-report"],
    "sources": ["bbc", {"id": "bbc", "locator": "paragraph 2"}],
    "mood": "kept",
}
PLEDGE: dict[str, Any] = {
    "id": "pledge",
    "date": "2024-03~",
    "title": "A pledge, to be kept",
    "status": "planned",
    "links": [{"type": "follows-up", "event": "escape"}],
}
RUMOUR: dict[str, Any] = {"id": "rumour", "title": "A rumour"}
HEADER: dict[str, Any] = {
    "categories": [{"id": "prison-break", "label": "Prison breaks", "mark": "P"}],
    "places": [{"id": "pap", "label": "Port-au-Prince"}],
    "actors": [{"id": "gangs", "label": "Viv Ansanm"}],
    "sources": [{"id": "bbc", "title": "Haiti", "publisher": "BBC", "URL": "https://bbc.com/a_b"}],
}


@pytest.fixture
def store(tmp_path: Path) -> str:
    """A file with a certain, an approximate and an undated event."""
    return write_store(tmp_path / "tiny.json", ESCAPE, PLEDGE, RUMOUR, **HEADER)


Output = pytest.CaptureFixture[str]


def ran(capsys: Output, *arguments: str) -> tuple[int, str, str]:
    """The exit code, stdout and stderr of a command line."""
    code = run(arguments)
    out, err = capsys.readouterr()
    return code, out, err


def process(*arguments: str, stdin: bytes | None = None, **environment: str) -> Any:
    """A command line in a process of its own."""
    return subprocess.run(
        [sys.executable, "-m", "tui", *arguments],
        input=stdin,
        stdin=subprocess.DEVNULL if stdin is None else None,
        capture_output=True,
        check=False,
        env={**os.environ, **environment},
        cwd=Path(__file__).parent.parent,
    )


GOLDEN = {
    "text": """\
2-3 Mar 2024       Prison emptied  [escape]
possibly (1):
c. Mar 2024        A pledge, to be kept  [pledge]
""",
    "ids": "escape\npledge\n",
    "jsonl": (
        json.dumps({**ESCAPE, "match": "certain"})
        + "\n"
        + json.dumps({**PLEDGE, "match": "possible"})
        + "\n"
    ),
    "json": (
        '{"query": "in:2024-03", "counts": {"certain": 1, "possible": 1}, "events": [\n'
        + json.dumps({**ESCAPE, "match": "certain"})
        + ",\n"
        + json.dumps({**PLEDGE, "match": "possible"})
        + "]}\n"
    ),
    "csv": """\
id,date,title,category,status,places,actors,tags,summary,sources,match
escape,2024-03-02/2024-03-03,Prison emptied,prison-break,occurred,Port-au-Prince,Viv Ansanm,\
founding-report,"About 3,700 people left.",https://bbc.com/a_b; https://bbc.com/a_b,certain
pledge,2024-03~,"A pledge, to be kept",,planned,,,,,,possible
""",
    "md": """\
## 2024

### 2-3 Mar 2024: Prison emptied

About 3,700 people left.[^1][^2]

## Possibly (1)

### c. Mar 2024: A pledge, to be kept



[^1]: "Haiti", BBC, <https://bbc.com/a_b>.
[^2]: "Haiti", BBC, paragraph 2, <https://bbc.com/a_b>.
""",
}


@pytest.mark.parametrize("format", GOLDEN)
def test_each_format_has_its_form(capsys: Output, store: str, format: str) -> None:
    """Certain events, then possible ones, on stdout; nothing on stderr."""
    code, out, err = ran(capsys, "search", "in:2024-03", store, "--format", format)
    assert (code, err) == (Exit.OK, "")
    assert out == GOLDEN[format]


def test_undated_events_stand_last_under_their_own_heading(capsys: Output, store: str) -> None:
    """In a list they say that they have no date."""
    _, text, _ = ran(capsys, "search", "", store)
    assert text.splitlines()[-1] == "no date            A rumour  [rumour]"
    _, markdown, _ = ran(capsys, "search", "", store, "--format", "md")
    assert "## No date\n\n### no date: A rumour\n" in markdown


@pytest.mark.parametrize(
    ("limit", "ids"),
    [("0", ""), ("1", "escape\n"), ("2", "escape\npledge\n"), (str(10**12), "escape\npledge\n")],
)
def test_a_limit_is_the_most_that_is_printed(
    capsys: Output, store: str, limit: str, ids: str
) -> None:
    """Found is found, however few are to be printed."""
    code, out, _ = ran(capsys, "search", "in:2024-03", store, "--format", "ids", "--limit", limit)
    assert (code, out) == (Exit.OK, ids)


def test_a_limit_counts_in_json_too(capsys: Output, store: str) -> None:
    """No event is still one whole object, with the counts of all that is found."""
    _, out, _ = ran(capsys, "search", "in:2024-03", store, "--format", "json", "--limit", "0")
    assert json.loads(out) == {
        "query": "in:2024-03",
        "counts": {"certain": 1, "possible": 1},
        "events": [],
    }


@pytest.mark.parametrize(
    ("query", "counted", "code"),
    [
        ("prison", "1", Exit.OK),
        ("in:2024-03", "1 certain, 1 possible", Exit.OK),
        ("in:2024-04", "0 certain, 1 possible", Exit.OK),
        ("belize", "0", Exit.NOTHING),
    ],
)
def test_a_count_says_what_is_certain_and_what_is_possible(
    capsys: Output, store: str, query: str, counted: str, code: int
) -> None:
    """A number alone where all of it is certain; found possibly is found."""
    assert ran(capsys, "search", query, store, "--count") == (code, f"{counted}\n", "")


def test_nothing_found_is_said(capsys: Output, store: str) -> None:
    """In words on stderr, with the term that nothing is found for, while stdout stays empty."""
    code, out, err = ran(capsys, "search", "belize -kenya", store)
    assert (code, out) == (Exit.NOTHING, "")
    assert err.splitlines() == [
        'nothing is found: events about "belize", not about "kenya"',
        "belize: no event",
    ]


@pytest.mark.parametrize("command", ["search", "-q"])
def test_what_is_doubtful_in_a_query_is_said(capsys: Output, store: str, command: str) -> None:
    """With its place; the rest of the query is asked."""
    code, out, err = ran(capsys, command, "prison in:2024-13", store)
    assert (code, out.count("\n")) == (Exit.OK, 1)
    assert err == 'query, character 8: in: "2024-13" is not a date; months run 01 to 12\n'


@pytest.mark.parametrize(
    "arguments",
    [["search", "-prison"], ["search", "--format", "text", "-prison"], ["-q", "-prison"]],
)
def test_a_query_may_begin_with_a_minus(capsys: Output, store: str, arguments: list[str]) -> None:
    """It is the minus of the language, not an option."""
    code, out, err = ran(capsys, *arguments, store)
    assert (code, err) == (Exit.OK, "")
    assert [line[-8:] for line in out.splitlines()] == ["[pledge]", "[rumour]"]


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (["search"], "QUERY requires an argument"),
        (["search", "x", "--format", "xml"], '"xml" for --format. Choose from: "text", "json"'),
        (["search", "x", "--limit", "few"], 'unable to convert "few" into int'),
        (["search", "x", "--limit", "-1"], "--limit -1 is below 0; name how many events to print"),
        (["search", "x", "--limt", "1"], "Did you mean --limit?"),
        (["search", "--limt", "1", "x"], 'Invalid value "--limt" for QUERY'),
        (["-q", "--at", "x"], 'Invalid value "--at" for'),
        (["show"], "EVENT_ID requires an argument"),
        (["search", "x", "--sort", "best"], 'Choose from: "date", "relevance"'),
        (["search", "x", "--explain", "--format", "md"], "--explain has no format md; write text"),
        (["search", "x", "--explain", "--count"], "leave --count and --limit out"),
        (["search", "x", "--explain", "--limit", "1"], "leave --count and --limit out"),
        (["facets"], "FIELD requires an argument"),
        (["facets", "actr"], 'there is no facet "actr"; did you mean actor?'),
        (["facets", "Months"], "did you mean month?"),
        (["facets", "x\x1b"], 'no facet "x␛"; it is one of category, actor, place, status, source'),
        (["facets", "tag", "--kenya"], 'Invalid value "--kenya" for QUERY'),
        (["facets", "tag", "--limit", "-1"], "--limit -1 is below 0; name how many values"),
        (["facets", "tag", "--format", "md"], 'Choose from: "text", "json", "csv"'),
        (["schema", "x"], "'x'"),
        (["--colour"], "Unknown option: --colour"),
        (["--\x1b[31m"], "Unknown option: --␛[31m"),
        (
            ["--at", "2024-13"],
            '--at names no event of this timeline, and "2024-13" is not a date; months run 01',
        ),
    ],
)
def test_a_wrong_command_line_is_explained(capsys: Output, arguments: list[str], said: str) -> None:
    """In a line or two on stderr, with exit code 2."""
    code, out, err = ran(capsys, *arguments)
    assert (code, out) == (Exit.USAGE, "")
    assert said in err
    assert len(err.splitlines()) <= 2


def test_a_word_that_is_like_a_command_is_a_slip(capsys: Output) -> None:
    """`haiti-timeline serch x` looks for files of these names, and then says what was meant."""
    code, out, err = ran(capsys, "serch", "x")
    assert (code, out) == (Exit.NOTHING, "")
    assert err.splitlines() == [
        "serch: there is no such file; check the name",
        "x: there is no such file; check the name",
        "Did you mean the command `search`?",
    ]


def test_problems_do_not_keep_the_good_events_back(capsys: Output, tmp_path: Path) -> None:
    """They are counted on stderr."""
    path = write_store(tmp_path / "half.json", {"id": "x", "title": "X"}, {"id": "y"})
    code, out, err = ran(capsys, "search", "", path, "--format", "ids")
    assert (code, out) == (Exit.OK, "x\n")
    assert err.startswith("1 event left out, 1 problem; `haiti-timeline check /")
    assert err.endswith("half.json` says more\n")


def test_every_command_is_known_before_arguments_are_parsed() -> None:
    """What is no command is a file to browse."""
    assert {name for name in app if not name.startswith("-")} == set(COMMANDS)


def test_a_command_goes_before_a_file_of_its_name(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A folder may hold a file that is called `check`; `./check` opens it."""
    monkeypatch.chdir(tmp_path)
    Path("check").write_text("{}", encoding="utf-8")
    asked: list[list[str]] = []
    monkeypatch.setattr("tui.cli.commands.run", lambda arguments: asked.append(arguments))
    for argument in ("check", "./check"):
        monkeypatch.setattr("sys.argv", ["haiti-timeline", argument])
        with pytest.raises(SystemExit):
            main()
    assert asked == [["check"]]


def test_browse_prints_a_list_where_there_is_no_terminal(capsys: Output, store: str) -> None:
    """The same lines as `search`."""
    _, browsed, _ = ran(capsys, store, "-q", "in:2024-03")
    _, searched, _ = ran(capsys, "search", "in:2024-03", store)
    assert browsed == searched == GOLDEN["text"]


@pytest.mark.parametrize("at", ["pledge", "2024-03-02", "march 2024", "1900", "2100"])
def test_a_list_can_be_asked_for_at_an_event_or_a_date(capsys: Output, store: str, at: str) -> None:
    """Where there is no screen it makes no difference."""
    code, out, err = ran(capsys, store, "--at", at)
    assert (code, out.count("\n"), err) == (Exit.OK, 3, "")


def test_a_store_may_have_no_event(capsys: Output, tmp_path: Path) -> None:
    """Then nothing is found, whatever is asked, and no event is at any date."""
    path = write_store(tmp_path / "none.json")
    assert ran(capsys, path)[:2] == (Exit.NOTHING, "")
    assert ran(capsys, path, "--at", "2024")[0] == Exit.NOTHING
    assert ran(capsys, "show", "x", path)[0] == Exit.NOTHING
    assert ran(capsys, "check", path)[0] == Exit.OK


def test_show_prints_one_event(capsys: Output, store: str, monkeypatch: pytest.MonkeyPatch) -> None:
    """All of it, in lines of 80 cells where it goes into a pipe, without spaces at their ends."""
    code, out, err = ran(capsys, "show", "escape", store)
    assert (code, err) == (Exit.OK, "")
    assert out.startswith("Prison emptied\nFrom 2 to 3 March 2024")
    assert "Where     Port-au-Prince\n" in out
    assert "pledge" in out
    assert all(len(line) <= 80 and line == line.rstrip() for line in out.splitlines())


def test_show_never_breaks_an_address(capsys: Output, tmp_path: Path) -> None:
    """A URL that is wider than the terminal can still be copied whole; other text wraps."""
    url = f"https://example.org/{'a-b/' * 50}end"
    event = {**RUMOUR, "summary": "so it was " * 50, "sources": [{"title": "Long", "URL": url}]}
    _, out, _ = ran(capsys, "show", "rumour", write_store(tmp_path / "long.json", event))
    assert f"  {url}\n" in out
    assert max(len(line) for line in out.splitlines() if url not in line) <= 80
    assert all(line == line.rstrip() for line in out.splitlines())


@pytest.mark.parametrize(
    ("format", "begins"),
    [
        ("footnote", '2-3 Mar 2024: Prison emptied. About 3,700 people left.[1]\n[1] "Haiti", BBC'),
        ("markdown", "2-3 Mar 2024: Prison emptied. About 3,700 people left.[^bbc]\n\n[^bbc]: "),
        ("bibtex", "@online{bbc,\n  title = {Haiti},\n  organization = {BBC},\n"),
        ("ris", "TY  - ELEC\nID  - bbc\nTI  - Haiti\nPB  - BBC\nUR  - https://bbc.com/a_b\n"),
        ("csl", '[\n  {\n    "id": "bbc",\n    "type": "webpage",\n'),
        ("url", "https://bbc.com/a_b\n"),
    ],
)
def test_show_cites_an_event(capsys: Output, store: str, format: str, begins: str) -> None:
    """Ready for a text or a reference manager, with nothing else on stdout."""
    code, out, err = ran(capsys, "show", "escape", store, "--format", format)
    assert (code, err) == (Exit.OK, "")
    assert out.startswith(begins)
    assert out.endswith("\n")
    assert not out.endswith("\n\n")


def test_show_says_that_there_is_nothing_to_cite(capsys: Output, store: str) -> None:
    """An empty bibliography is no result."""
    code, out, err = ran(capsys, "show", "rumour", store, "--format", "ris")
    assert (code, out) == (Exit.NOTHING, "")
    assert err == "there is nothing to print: the event names no source\n"


def test_a_search_lists_each_source_once(capsys: Output, tmp_path: Path) -> None:
    """Of all that is found: two events of one source give one reference, without a place in it."""
    more = {**ESCAPE, "id": "more", "sources": [{"id": "bbc", "locator": "page 3"}, "un"]}
    path = write_store(tmp_path / "two.json", ESCAPE, more, **HEADER)
    code, out, _ = ran(capsys, "search", "", path, "--format", "csl")
    assert code == Exit.OK
    assert [(item["id"], item.get("locator")) for item in json.loads(out)] == [
        ("bbc", None),
        ("un", None),
    ]
    assert ran(capsys, "search", "", path, "--format", "ris")[1].count("TY  - ") == 2
    assert ran(capsys, "search", "", path, "--format", "bibtex")[1].count("@") == 2
    code, out, _ = ran(capsys, "search", "nowhere", path, "--format", "csl")
    assert (code, out) == (Exit.NOTHING, "[]\n")


@pytest.mark.parametrize("event_id", ["nobody", "", "\udcff", "a\x1b[31m"])
def test_show_of_an_unknown_event(capsys: Output, store: str, event_id: str) -> None:
    """Is said, harmlessly."""
    code, out, err = ran(capsys, "show", event_id, store)
    assert (code, out) == (Exit.NOTHING, "")
    assert err.startswith("there is no event ")
    assert err.rstrip("\n").isprintable()


def test_check_lists_problems(capsys: Output, tmp_path: Path) -> None:
    """A line each on stdout, the counts on stderr; clean is 0."""
    path = write_store(tmp_path / "bad.json", {"id": "x", "title": "X", "date": "2024-13"})
    code, out, err = ran(capsys, "check", path)
    assert code == Exit.NOTHING
    assert "months run 01 to 12" in out
    assert out.count("\n") == 1
    assert ", 1 left out: 1 problem, 0 warnings\n" in err
    code, out, err = ran(capsys, "check")
    assert (code, out) == (Exit.OK, "")
    assert err.endswith("0 problems, 0 warnings\n")


def test_the_schema_describes_the_built_in_chronology(capsys: Output) -> None:
    """It is JSON Schema 2020-12, its references resolve, and the chronology is of its type."""
    code, out, _ = ran(capsys, "schema")
    assert code == Exit.OK
    schema = json.loads(out)
    assert schema["$schema"] == "https://json-schema.org/draft/2020-12/schema"
    references = set(re.findall(r'"\$ref": "#/\$defs/(\w+)"', out))
    assert references == set(schema["$defs"])
    assert set(schema["$defs"]["File"]["properties"]) == set(File.__struct_encode_fields__)
    stored = json.loads(built_in().read_text(encoding="utf-8"))
    file = msgspec.convert(stored, File, strict=True)
    assert len(file.events) == len(stored["events"])
    assert set(stored) <= set(schema["$defs"]["File"]["properties"])
    required = schema["$defs"]["Event"]["required"]
    assert all(set(required) <= set(event) for event in stored["events"])


def test_the_version_is_printed(capsys: Output, monkeypatch: pytest.MonkeyPatch) -> None:
    """By the short way round that loads nothing, and by the long one."""
    monkeypatch.setattr(sys, "argv", ["haiti-timeline", "--version"])
    with pytest.raises(SystemExit) as stop:
        tui.cli.main()
    assert stop.value.code == Exit.OK
    assert capsys.readouterr().out == f"haiti-timeline {__version__}\n"
    assert ran(capsys, "--version")[1].strip() == __version__


@pytest.mark.parametrize("name", ["", "search", "facets", "show", "check", "schema"])
def test_help_says_what_everything_is(capsys: Output, name: str) -> None:
    """Every command, argument and option has a sentence, in plain text no wider than the screen."""
    code, out, err = ran(capsys, *name.split(), "--help")
    assert (code, err) == (Exit.OK, "")
    assert out.startswith("Usage: haiti-timeline")
    assert out.isascii()
    assert all(len(line) <= 80 for line in out.splitlines())
    command = app[name] if name else app
    assert command.help.strip().splitlines()[0] in " ".join(out.split())
    section = re.compile(r"^(?:Commands|Arguments|Parameters|Options)\n((?:  .*\n| *\n)+)", re.M)
    lines = [line for part in section.findall(out) for line in part.splitlines() if line.strip()]
    assert all(re.match(r"  \S.*?  +[A-Z\"]|   {6,}\S", line) for line in lines)


def test_help_teaches_the_language_of_queries(capsys: Output) -> None:
    """All fields and all that `is:` can ask are in the help of `search`."""
    _, out, _ = ran(capsys, "search", "--help")
    assert all(f"{word}:" in out for word in FIELDS)
    assert all(f"is:{kind}" in out for kind in KINDS)


def test_an_interrupt_ends_with_130(monkeypatch: pytest.MonkeyPatch) -> None:
    """As shells expect, without a traceback."""

    def interrupted(*_: object) -> None:
        raise KeyboardInterrupt

    monkeypatch.setattr("tui.cli.tasks.open_store", interrupted)
    monkeypatch.setattr(sys, "argv", ["haiti-timeline", "check"])
    with pytest.raises(SystemExit) as stop:
        tui.cli.main()
    assert stop.value.code == Exit.INTERRUPTED


def test_a_reader_may_leave_early(tmp_path: Path) -> None:
    """`| head -1` gets its line; there is no traceback after it."""
    many = ({"id": f"e{number}", "title": "x" * 100} for number in range(5_000))
    path = write_store(tmp_path / "many.json", *many)
    writer = subprocess.Popen(
        [sys.executable, "-m", "tui", "search", "", path],
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        cwd=Path(__file__).parent.parent,
    )
    assert writer.stdout is not None
    assert writer.stderr is not None
    assert writer.stdout.readline().endswith(b"[e0]\n")
    writer.stdout.close()
    assert writer.stderr.read() == b""
    writer.stderr.close()
    assert writer.wait() == Exit.OK


@pytest.mark.parametrize(
    ("arguments", "out"),
    [
        (["search", "prison", "-", "--format", "ids"], b"escape\n"),
        (["-q", "prison", "-"], b"2-3 Mar 2024       Prison emptied  [escape]\n"),
    ],
)
def test_a_store_may_come_from_stdin(store: str, arguments: list[str], out: bytes) -> None:
    """Its name is `-`."""
    done = process(*arguments, stdin=Path(store).read_bytes())
    assert (done.returncode, done.stdout, done.stderr) == (Exit.OK, out, b"")


def test_an_encoding_without_the_letter_shows_a_question_mark(tmp_path: Path) -> None:
    """Old terminals exist."""
    path = write_store(tmp_path / "e.json", {"id": "e", "title": "Moïse"})
    done = process("search", "moise", path, PYTHONIOENCODING="ascii")
    assert (done.returncode, done.stderr) == (Exit.OK, b"")
    assert b"Mo?se" in done.stdout


def test_bytes_that_are_no_text_are_searched_for_in_vain() -> None:
    """A shell can hand over anything."""
    done = process("search", os.fsdecode(b"\xff\xfe"), "--format", "json", "--limit", "0")
    assert json.loads(done.stdout)["query"] == ""
    assert done.returncode == Exit.OK
    assert b"Traceback" not in done.stderr


@pytest.mark.parametrize(("options", "code"), [(["--count"], Exit.OK), (["--limt"], Exit.USAGE)])
def test_the_exit_code_reaches_the_shell(store: str, options: list[str], code: int) -> None:
    """What `run` returns is what the process ends with."""
    assert process("search", "prison", store, *options).returncode == code


HOSTILE = {
    "escapes": "\x1b[31mred\x1b]0;title\x07 \x9b2J \x1bP+q\x1b\\",
    "bidi": "\u202egnp.exe\u202c \u2066\u2069\u200f\u061c",
    "controls": "a\x00b\x7f\x08\r\n\tc\u2028d\u2029e\x85f",
    "formula": '=HYPERLINK("http://evil","x")',
    "formulas": " +1-1",
    "markup": "[bold]x[/bold] [@click=app.quit]y[/] :smile:",
    "markdown": "# *a* _b_ `c` [d](http://e) <b>f</b> ~~g~~ $h$ &lt; | ![i](j)",
    "list": "- a",
    "numbered": "1. a",
    "rule": "---",
    "marks": "e" + "\u0301" * 1_000,
    "long": "x" * 100_000,
    "surrogates": "\U0001f469\u200d\U0001f692 \U0001f1ed\U0001f1f9",
    "quotes": "\"a', \\b",
}


def hostile_store(tmp_path: Path, text: str) -> tuple[str, dict[str, Any]]:
    """A file with one event that has the text wherever text may stand."""
    event = {
        "id": "hostile",
        "title": text,
        "date": "2024-03-02",
        "summary": text,
        "category": text,
        "places": [text, {"label": text}],
        "actors": [text],
        "tags": [text],
        "sources": [{"title": text, "publisher": text, "URL": text, "locator": text}],
        "note": text,
        "own": {text: text},
    }
    return write_store(tmp_path / "hostile.json", event), event


def is_harmless(out: str) -> bool:
    """Whether a terminal could only show it."""
    categories = {unicodedata.category(char) for char in out if char != "\n"}
    bidi = set("\u061c\u200e\u200f\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069")
    return categories.isdisjoint({"Cc", "Cs", "Zl", "Zp"}) and bidi.isdisjoint(out)


@pytest.mark.parametrize("text", HOSTILE.values(), ids=HOSTILE)
@pytest.mark.parametrize("command", ["text", "json", "jsonl", "csv", "md", "ids", "show", "check"])
def test_text_from_strangers_is_shown_and_never_obeyed(
    capsys: Output, tmp_path: Path, command: str, text: str
) -> None:
    """No control character but the line end, and nothing that reorders text, reaches stdout."""
    path, _ = hostile_store(tmp_path, text)
    commands = {"show": ["show", "hostile", path], "check": ["check", path]}
    _, out, err = ran(capsys, *commands.get(command, ["search", "", path, "--format", command]))
    assert is_harmless(out)
    assert is_harmless(err)
    if command in ("text", "jsonl", "ids"):
        assert out.count("\n") == 1


@pytest.mark.parametrize("text", HOSTILE.values(), ids=HOSTILE)
def test_json_gives_back_what_is_stored(capsys: Output, tmp_path: Path, text: str) -> None:
    """Every character of it, unknown keys too, plus how it matches."""
    path, event = hostile_store(tmp_path, text)
    _, out, _ = ran(capsys, "search", "", path, "--format", "jsonl")
    assert json.loads(out) == {**event, "match": "certain"}
    _, out, _ = ran(capsys, "search", "", path, "--format", "json")
    assert json.loads(out)["events"] == [{**event, "match": "certain"}]


@pytest.mark.parametrize("text", HOSTILE.values(), ids=HOSTILE)
def test_a_spreadsheet_reads_text_as_text(capsys: Output, tmp_path: Path, text: str) -> None:
    """A row an event, each cell what it shows; none begins a formula."""
    path, _ = hostile_store(tmp_path, text)
    _, out, _ = ran(capsys, "search", "", path, "--format", "csv")
    csv.field_size_limit(10**7)
    _, row = csv.reader(io.StringIO(out))
    assert len(row) == 11
    assert row[2].removeprefix("'") == harmless(text)
    assert not any(cell.strip()[:1] in tuple("=+-@") for cell in row if cell)


@pytest.mark.parametrize("text", HOSTILE.values(), ids=HOSTILE)
def test_markdown_reads_text_as_text(capsys: Output, tmp_path: Path, text: str) -> None:
    """Title and summary come out as they were put in: one heading, one paragraph, no markup."""
    path, _ = hostile_store(tmp_path, text)
    _, out, _ = ran(capsys, "search", "", path, "--format", "md")
    body, _, _ = out.partition("\n[^1]: ")
    tokens = MarkdownIt("commonmark").enable(["strikethrough", "table"]).parse(body)
    assert [token.tag for token in tokens if token.nesting == 1] == ["h2", "h3", "p"]
    lines = [token for token in tokens if token.type == "inline"]
    for line in lines:
        assert {child.type for child in line.children or ()} <= {"text", "text_special"}
    shown = harmless(text).strip()
    said = ["".join(child.content for child in line.children or ()) for line in lines]
    assert said == ["2024", f"2 Mar 2024: {shown}", f"{shown}[^1]"]


def test_no_event_field_is_lost_in_a_spreadsheet() -> None:
    """Its columns are fields of an event; claims, links and the note do not fit a cell."""
    from tui.cli.listing import CSV_COLUMNS

    fields = set(Event.__struct_encode_fields__)
    assert set(CSV_COLUMNS) - {"match"} == fields - {"claims", "links", "note"}


class Terminal(io.StringIO):
    """A stdout that says it is a terminal."""

    def isatty(self) -> bool:
        """So that styles are used."""
        return True


@pytest.mark.parametrize(
    ("query", "marked"),
    [
        ("emptied", ["emptied"]),
        ("escape", ["escape"]),
        ("title:prison", ["Prison"]),
        ("id:esc", ["escape"]),
        ("mar", []),
        ("in:2024-03-02", []),
        ("2 tag:founding", []),
        ("-rumour prison", ["Prison"]),
        ("PRÍSON", ["Prison"]),
        ("pris", ["Prison"]),
        ('"prison emp"', ["Prison emptied"]),
        ("*ison*", ["ison"]),
        ("actor:=gangs", []),
        ("title:=prison", []),
    ],
)
def test_a_terminal_shows_what_the_query_found(
    capsys: Output, store: str, monkeypatch: pytest.MonkeyPatch, query: str, marked: list[str]
) -> None:
    """Underlined in title and id, where words are searched for; never in the date."""
    terminal = Terminal()
    monkeypatch.setattr(sys, "stdout", terminal)
    monkeypatch.setenv("COLUMNS", "20")
    run(["search", query, store, "--limit", "1"])
    shown = terminal.getvalue()
    assert re.findall(r"\x1b\[1;4m(.*?)\x1b\[0m", shown) == marked
    plain = re.sub(r"\x1b\[[0-9;]*m", "", shown)
    assert plain in ("", "2-3 Mar 2024       Prison emptied  [escape]\n")
