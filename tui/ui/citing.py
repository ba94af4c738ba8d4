"""Taking an event or its sources away: what is copied, how, and what the reader is told of it."""

from __future__ import annotations

import asyncio
import os
import shutil
import sys
from pathlib import Path
from typing import TYPE_CHECKING

from tui.cite import CiteFormat
from tui.cite.formats import FORMS, cite
from tui.text import counted
from tui.ui import clipboard
from tui.ui.chooser import Choice, ChooserScreen
from tui.ui.copied import CopiedScreen

if TYPE_CHECKING:
    from tui.event import Event
    from tui.ui.app import ExplorerApp

NO_EVENT = "There is no event to copy."


async def copy_event(app: ExplorerApp, event: Event | None, form: CiteFormat = "footnote") -> None:
    """Copy the event or its sources in that form."""
    if event is None:
        app.tell(NO_EVENT)
        return
    citation = cite(event, app.explorer.header, form, app.explorer.as_of)
    if not citation.text:
        app.tell(f"Nothing is copied: the event names {citation.said}.")
        return
    await copy(app, citation.text, citation.said, FORMS[form].suffix)


def choose_form(app: ExplorerApp, event: Event | None) -> None:
    """Ask in which form, beginning at the one that was chosen last, and copy that."""
    if event is None:
        app.tell(NO_EVENT)
        return
    forms = list(FORMS)
    header, as_of = app.explorer.header, app.explorer.as_of

    async def taken(index: int | None) -> None:
        if index is not None:
            app.form = forms[index]
            await copy_event(app, event, forms[index])

    def preview(index: int) -> str:
        citation = cite(event, header, forms[index], as_of)
        return citation.text or f"The event names {citation.said}."

    choices = [Choice(form.key, form.label, form.help) for form in FORMS.values()]
    app.push_screen(ChooserScreen("Copy", choices, preview, forms.index(app.form)), taken)


async def copy(app: ExplorerApp, text: str, said: str, suffix: str, is_shown: bool = False) -> None:
    """Copy the text and say so; show it where the clipboard may not have it, or when asked to."""
    ways = clipboard.ways(os.environ, sys.platform, shutil.which)
    pasted = text.rstrip("\n")  # a line end would send what is pasted into a shell or a chat
    took = await asyncio.to_thread(clipboard.given, pasted, ways.tools)
    sequence = clipboard.sequence(pasted, ways.wrapping)
    app.send(sequence, pasted)
    is_sure = took or (ways.is_able and bool(sequence))
    if not is_shown and (is_sure or (sequence and app.trusts_clipboard)):
        app.tell(f"Copied {said}.")
        return
    if is_sure:
        told = f"Copied {said}."
    elif sequence:
        told = (
            f"Sent {said} to the terminal's clipboard, which does not say whether it took it. "
            "If pasting gives something else, take the text from here"
        )
    else:
        why = "" if ways.wrapping == "none" else f": {counted(len(text), 'character')} are too many"
        told = f"This terminal has no clipboard for {said}{why}. Take the text from here"
    if not is_sure:
        told += _file(text, suffix)

    def closed(is_trusted: bool | None) -> None:
        app.trusts_clipboard = app.trusts_clipboard or bool(is_trusted)

    app.push_screen(CopiedScreen(text, told, bool(sequence) and not is_sure), closed)


def _file(text: str, suffix: str) -> str:
    """Where the text stands as a file, as the end of a sentence."""
    try:
        path = str(clipboard.kept(text, suffix))
    except OSError as error:
        return f"; no file could be written: {(error.strerror or 'unknown').lower()}."
    home = str(Path.home())
    return f" or from the file {path.replace(home, '~', 1) if path.startswith(home) else path}"
