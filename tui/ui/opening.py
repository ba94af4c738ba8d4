"""Opening a source in the browser of whoever reads."""

from __future__ import annotations

import asyncio
import os
import shutil
import subprocess
import sys
from itertools import chain, repeat
from typing import TYPE_CHECKING

from textual.app import SuspendNotSupported

from tui.cite.addresses import Address, addresses, site
from tui.cite.sources import cited
from tui.ui.browser import Browser, browser, started
from tui.ui.chooser import KEYS, Choice, ChooserScreen
from tui.ui.citing import copy
from tui.ui.clipboard import is_remote

if TYPE_CHECKING:
    from tui.event import Event
    from tui.ui.app import ExplorerApp


async def open_source(app: ExplorerApp, event: Event | None) -> None:
    """Open the one source, or ask which; an archived copy counts as one more."""
    found = addresses(cited(event, app.explorer.header)) if event is not None else []
    if not found:
        app.tell("The event names no web address.")
    elif len(found) == 1:
        await _open(app, found[0])
    else:
        choices = [
            Choice(key, f"archived: {address.label}" if address.is_archive else address.label)
            for key, address in zip(chain(KEYS, repeat(" ")), found, strict=False)
        ]

        async def taken(index: int | None) -> None:
            if index is not None:
                await _open(app, found[index])

        app.push_screen(ChooserScreen("Open", choices, lambda index: found[index].url), taken)


async def _open(app: ExplorerApp, address: Address) -> None:
    """Open it here; where the browser is elsewhere or missing, show and copy the address."""
    chosen = browser(os.environ, sys.platform, shutil.which)
    if chosen is None or is_remote(os.environ):
        await copy(app, f"{address.url}\n", "the URL", ".txt", is_shown=True)
    elif chosen.in_terminal:
        _visit(app, chosen, address.url)
    else:
        app.tell(f"Opening {site(address.url)} in the browser.")
        app.run_worker(_start(app, chosen, address.url))


async def _start(app: ExplorerApp, chosen: Browser, url: str) -> None:
    why = await asyncio.to_thread(started, chosen, url)
    if why:
        app.tell(f"{why}; the URL is copied instead.")
        await copy(app, f"{url}\n", "the URL", ".txt", is_shown=True)


def _visit(app: ExplorerApp, chosen: Browser, url: str) -> None:
    """Leave the terminal to a browser that shows pages as text."""
    try:
        with app.away():
            subprocess.run(chosen.arguments(url), check=False)
    except (OSError, SuspendNotSupported):
        app.tell(f"{chosen.name} cannot be started here.")
