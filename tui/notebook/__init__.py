"""The reader's own: saved views, and what was asked before.

file      a file of lines that several windows write at once
notebook  notebook.jsonl in the user's data folder: one thing a line, `{"view": NAME, ...}`;
          what another version wrote, or a slip of an editor broke, is kept as it is
history   history in the user's state folder: one query a line, the newest last
"""

from tui.notebook.file import NotebookError
from tui.notebook.history import LONGEST_ASKED, MOST_ASKED, History, Walk
from tui.notebook.notebook import Notebook, View

__all__ = [
    "LONGEST_ASKED",
    "MOST_ASKED",
    "History",
    "Notebook",
    "NotebookError",
    "View",
    "Walk",
]
