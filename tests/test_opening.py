"""Opening sources: which addresses are safe, which browser is the reader's, what is said."""

from __future__ import annotations

import sys
from pathlib import Path

import pytest

from tests.screens import STORE, boxed, drawing, explorer, hold_to, reading, settled
from tui.cite.addresses import Address, addresses, site, web
from tui.event import Source
from tui.ui.browser import Browser, browser, started
from tui.ui.chooser import ChooserScreen
from tui.ui.copied import CopiedScreen


@pytest.mark.parametrize(
    ("url", "opened"),
    [
        ("https://example.org/a?b=c#d", True),
        ("http://example.org", True),
        ("HTTPS://example.org", True),
        (" https://example.org ", True),
        ("https://münchen.example/é", True),
        ("file:///etc/passwd", False),
        ("javascript:alert(1)", False),
        ("ftp://example.org", False),
        ("https://", False),
        ("https:/example.org", False),
        ("//example.org", False),
        ("example.org", False),
        ("-https://example.org", False),
        ("https://example.org/\x1b]0;x\x07", False),
        ("https://example.org/a b", False),
        ("https://example.org/\u202emoc", False),
        ("https://[::1", False),
        ("", False),
    ],
)
def test_only_addresses_of_the_web_are_opened(url: str, opened: bool) -> None:
    """A file or a script is no source, and what is opened is what can be seen."""
    assert web(url) == (url.strip() if opened else "")


def test_an_archived_copy_is_an_address_of_its_own() -> None:
    """Each is offered once, under the name of its source."""
    sources = [
        Source(title="A", URL="https://www.a.example/1", archive_location="https://arch.example/1"),
        Source(title="B", URL="https://www.a.example/1"),
        Source(title="C", URL="mailto:c@example.org", archive_location="box 5, shelf 3"),
        Source(URL="https://www.d.example/"),
    ]
    assert addresses(sources) == [
        Address("https://www.a.example/1", '"A"'),
        Address("https://arch.example/1", '"A"', is_archive=True),
        Address("https://www.d.example/", "d.example"),
    ]
    assert site("https://www.bbc.co.uk/news") == "bbc.co.uk"


SCREEN = {"DISPLAY": ":0"}


@pytest.mark.parametrize(
    ("environ", "platform", "installed", "expected"),
    [
        ({}, "linux", "xdg-open firefox", None),
        (SCREEN, "linux", "", None),
        (SCREEN, "linux", "firefox xdg-open", Browser(("xdg-open",))),
        ({"WAYLAND_DISPLAY": "w"}, "linux", "firefox", Browser(("firefox",))),
        ({"BROWSER": "qutebrowser --x"}, "linux", "qutebrowser", Browser(("qutebrowser", "--x"))),
        ({"BROWSER": "gone:w3m"}, "linux", "w3m", Browser(("w3m",), in_terminal=True)),
        ({"BROWSER": "gone", **SCREEN}, "linux", "xdg-open", Browser(("xdg-open",))),
        ({"BROWSER": "'", **SCREEN}, "linux", "xdg-open", Browser(("xdg-open",))),
        ({}, "darwin", "", Browser(("open",))),
        ({}, "win32", "", Browser(("rundll32", "url.dll,FileProtocolHandler"))),
        ({"WSL_DISTRO_NAME": "x"}, "linux", "wslview", Browser(("wslview",))),
    ],
)
def test_the_browser_is_the_readers(
    environ: dict[str, str], platform: str, installed: str, expected: Browser | None
) -> None:
    """$BROWSER before all others; none where no screen would show it."""
    found = browser(environ, platform, lambda name: name if name in installed.split() else None)
    assert found == expected


def test_an_address_is_one_argument() -> None:
    """No shell reads it."""
    url = "https://example.org/?a=1&b=$(rm)%s"
    assert Browser(("b", "-n")).arguments(url) == ["b", "-n", url]
    assert Browser(("b", "%s", "-n")).arguments(url) == ["b", url, "-n"]


def test_a_browser_that_fails_says_so(tmp_path: Path) -> None:
    """In words, for the reader has to take the address elsewhere."""
    assert started(Browser((sys.executable, "-c", "pass")), "https://example.org") == ""
    failing = Browser((sys.executable, "-c", "raise SystemExit(3)"))
    assert started(failing, "https://example.org").endswith(" ended with 3")
    assert "cannot be started: no such file" in started(Browser((str(tmp_path / "x"),)), "u")


SOURCES = [
    {
        "id": "daily",
        "type": "article-newspaper",
        "title": "Two prisons stormed in one night",
        "container-title": "The Daily",
        "issued": {"date-parts": [[2024, 3, 4]]},
        "URL": "https://example.org/news/2024/03/04/two-prisons-stormed-in-one-night",
        "archive_location": "https://archive.example/20240304/https://example.org/news",
    },
    {
        "id": "office",
        "type": "report",
        "publisher": "The Office",
        "issued": {"raw": "n.d."},
        "URL": "https://office.example/report.pdf",
    },
]
STORY = {**STORE, "sources": SOURCES}


@pytest.fixture
def opened(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """What $BROWSER was given, a line each."""
    out = tmp_path / "opened"
    script = tmp_path / "browse"
    script.write_text(f'#!/bin/sh\nprintf "%s\\n" "$@" >> {out}\n')
    script.chmod(0o755)
    monkeypatch.setenv("BROWSER", str(script))
    return out


async def test_one_source_is_opened_at_once(tmp_path: Path, opened: Path) -> None:
    """And the screen says whose page it is."""
    app = explorer(tmp_path)
    async with reading(app) as pilot:
        await pilot.press("j", "j", "o")
        assert [note.message for note in app._notifications] == [
            "Opening example.org in the browser."
        ]
        await app.workers.wait_for_complete()
    assert opened.read_text() == "https://example.org/a\n"


async def test_of_several_sources_one_is_chosen_by_its_number(tmp_path: Path, opened: Path) -> None:
    """The archived copy is one of them."""
    app = explorer(tmp_path, store=STORY)
    async with reading(app) as pilot:
        await pilot.press("j", "j", "o", "2")
        await app.workers.wait_for_complete()
        await pilot.press("o", "j", "j", "enter")
        await app.workers.wait_for_complete()
    assert opened.read_text().splitlines() == [
        "https://archive.example/20240304/https://example.org/news",
        "https://office.example/report.pdf",
    ]


async def test_over_ssh_the_address_is_shown_and_copied(
    tmp_path: Path, opened: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The browser of the other computer is nobody's."""
    monkeypatch.setenv("SSH_CONNECTION", "10.0.0.1 1 10.0.0.2 22")
    monkeypatch.setenv("TERM", "xterm-kitty")
    app = explorer(tmp_path)
    async with reading(app) as pilot:
        await pilot.press("j", "j", "o")
        assert isinstance(app.screen, CopiedScreen)
        assert app.clipboard == "https://example.org/a"
        assert drawing(app).splitlines()[:2] == [" Copied the URL.", "https://example.org/a"]
        await pilot.press("escape")
        assert len(app.screen_stack) == 1
    assert not opened.exists()


async def test_a_browser_that_fails_leaves_the_address(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """It is shown and copied instead."""
    monkeypatch.setenv("BROWSER", "false")
    app = explorer(tmp_path)
    async with reading(app) as pilot:
        await pilot.press("j", "j", "o")
        await app.workers.wait_for_complete()
        await pilot.pause()
        assert isinstance(app.screen, CopiedScreen)
        assert app.clipboard == "https://example.org/a"


async def test_an_event_without_an_address_says_so(tmp_path: Path) -> None:
    """Nothing opens."""
    app = explorer(tmp_path)
    async with reading(app) as pilot:
        await pilot.press("o")
        assert [note.message for note in app._notifications] == ["The event names no web address."]


@pytest.mark.parametrize("size", [(80, 24), (120, 40)], ids=lambda s: f"{s[0]}x{s[1]}")
async def test_the_chooser_looks_as_drawn(tmp_path: Path, size: tuple[int, int]) -> None:
    """Each address on a number, with the whole of it below."""
    app = explorer(tmp_path, store=STORY)
    async with reading(app, size) as pilot:
        await pilot.press("j", "j", "o", "j")
        assert isinstance(app.screen, ChooserScreen)
        await settled(pilot)
        hold_to(f"opening-{size[0]}x{size[1]}", boxed(app))
