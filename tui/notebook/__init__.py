"""The reader's own: saved views, stars and notes, what was asked before, and the last visit.

file      a file that several windows write at once, and that no crash can tear
notebook  notebook.jsonl in the user's data folder: one thing a line; what another version
          wrote, or a slip of an editor broke, is kept as it is
history   history in the user's state folder: one query a line, the newest last
visits    visits/ in the user's state folder: what a store held when the reader last quit
reader    all of it that concerns one store, as the screen and the commands ask for it
"""

from tui.notebook.file import NotebookError
from tui.notebook.history import LONGEST_ASKED, MOST_ASKED, History, Walk
from tui.notebook.notebook import Notebook, Remark, View
from tui.notebook.reader import Reader
from tui.notebook.visits import News, Visit, Visits

__all__ = [
    "LONGEST_ASKED",
    "MOST_ASKED",
    "History",
    "News",
    "Notebook",
    "NotebookError",
    "Reader",
    "Remark",
    "View",
    "Visit",
    "Visits",
    "Walk",
]
