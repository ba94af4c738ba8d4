"""Writing a note about an event; what was typed is saved however the reader leaves."""

from __future__ import annotations

from dataclasses import dataclass
from typing import ClassVar

from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Vertical
from textual.content import Content
from textual.message import Message
from textual.screen import ModalScreen
from textual.widgets import Static, TextArea

from tui.event import Event
from tui.text import harmless
from tui.ui.keeping import Keeping

HINT = "Ctrl+S saves   Esc saves and closes   an empty note is deleted"


class NoteScreen(ModalScreen[None]):
    """A text about an event, of as many lines as it takes."""

    DEFAULT_CSS = """
    NoteScreen {
        align: center middle;
        background: $background 60%;
        Vertical {
            width: 76; max-width: 100%; height: 18; max-height: 100%;
            background: $surface; border: solid $primary; padding: 0 1;
        }
        TextArea, TextArea:focus {
            height: 1fr; border: none; padding: 0; background: $panel; color: $foreground;
            scrollbar-size-vertical: 1;
            .text-area--cursor { background: $foreground; color: $background; }
            .text-area--cursor-line { background: $panel; }
            .text-area--selection { background: $cursor; }
        }
        Static { color: $muted; height: 1; text-wrap: nowrap; text-overflow: ellipsis; }
        #said { color: $muted; &.-trouble { color: $warning; height: auto; text-wrap: wrap; } }
    }
    """
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("ctrl+s", "save", show=False, priority=True),
        Binding("escape", "leave", show=False, priority=True),
    ]

    @dataclass
    class Saved(Message):
        """The note is on the disk, or the trouble that it met."""

        text: str
        trouble: str

    def __init__(self, event: Event, keeping: Keeping) -> None:
        super().__init__()
        self._event = event
        self._keeping = keeping
        self._saved = keeping.about(event).note
        self._text = keeping.drafts.get(event.id, self._saved)
        self._is_leaving = False
        self._failed: str | None = None  # a text that could not be saved

    def compose(self) -> ComposeResult:
        """What the note is about, the note, and what came of saving it."""
        with Vertical() as box:
            box.border_title = "Your note"
            yield Static(Content(harmless(self._event.title)))
            yield TextArea(self._text)
            yield Static(HINT, id="said", markup=False)

    def on_mount(self) -> None:
        """Write on at the end; a blinking cursor would send bytes while nothing changes."""
        area = self.query_one(TextArea)
        area.cursor_blink = False
        area.move_cursor(area.document.end)

    def action_save(self) -> None:
        """Save what is typed, and go on."""
        text = self._text

        def done(trouble: str) -> None:
            self.post_message(self.Saved(text, trouble))

        self._keeping.note(self._event, text, self._saved, done)

    def action_leave(self) -> None:
        """Save what is not saved, and close; where that failed before, close with a draft."""
        text = self._text
        if text.strip() == self._saved.strip() or text == self._failed:
            self.dismiss()
        else:
            self._is_leaving = True
            self.action_save()

    def on_note_screen_saved(self, saved: Saved) -> None:
        """Say what came of it."""
        said = self.query_one("#said", Static)
        said.set_class(bool(saved.trouble), "-trouble")
        if saved.trouble:
            self._failed = saved.text
            self._is_leaving = False
            said.update(f"{saved.trouble} Esc closes; the text is kept until you quit.")
            return
        self._saved, self._failed = saved.text, None
        said.update("Saved.")
        if self._is_leaving:
            self.dismiss()

    def on_text_area_changed(self, changed: TextArea.Changed) -> None:
        """What was said is about another text."""
        if changed.text_area.text == self._text:
            return
        self._text = changed.text_area.text
        said = self.query_one("#said", Static)
        said.set_class(False, "-trouble")
        said.update(HINT)

    def on_unmount(self) -> None:
        """Save what is typed when the terminal was closed."""
        if self._text.strip() != self._saved.strip() and self._text != self._failed:
            self._keeping.note(self._event, self._text, self._saved)
