"""A file of lines that several windows and programs may write: locked, and written whole.

Whoever writes takes the lock beside the file, changes the lines that stand in it then, writes all
of them beside it and puts the new file in its place, so that neither a crash nor another writer
loses anything.
"""

from __future__ import annotations

import os
import stat
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import Final

from tui.text import harmless

PATIENCE: Final = 2.0
"""Seconds to wait for another window to finish writing."""


State = tuple[int, ...]
"""Size, inode and times of change of a file: another one is another file, even within a second."""


class NotebookError(Exception):
    """The notebook or the history cannot be read or written; says why, in a sentence."""


def read(path: Path) -> list[bytes]:
    """The lines of a file that have something in them; none where there is no file.

    Raises NotebookError.
    """
    try:
        return [line for line in path.read_bytes().split(b"\n") if line.strip()]
    except FileNotFoundError:
        return []
    except OSError as error:
        raise NotebookError(f"Cannot read {harmless(str(path))}: {error.strerror}.") from None


def state(path: Path) -> State:
    """What tells that the file is another than before; it takes no reading."""
    try:
        found = path.stat()
    except OSError:  # nobody has written it yet, or reading it will say why not
        return ()
    return found.st_size, found.st_ino, found.st_mtime_ns, found.st_ctime_ns


def rewrite(path: Path, change: Callable[[list[bytes]], list[bytes]]) -> None:
    """Write the file anew from what stands in it now; a crash leaves the old one.

    When it returns, the new one is on the disk. Raises NotebookError.
    """
    path = Path(os.path.realpath(path))  # a link to a synchronised folder stays one
    draft = path.with_name(f"{path.name}.new")  # one writer at a time: the lock is held
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        with locked(path):
            lines = change(read(path))
            mode = stat.S_IMODE(path.stat().st_mode) if path.exists() else 0o600
            with open(os.open(draft, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600), "wb") as file:
                file.writelines(line + b"\n" for line in lines)
                file.flush()
                os.fsync(file.fileno())
            draft.chmod(mode)
            os.replace(draft, path)
            _settle(path.parent)
    except OSError as error:
        why = error.strerror or "it does not answer"
        raise NotebookError(f"Cannot write {harmless(str(path))}: {why}.") from None


def _settle(folder: Path) -> None:
    """Have the file's new name on the disk too, where the system can be asked for that."""
    if sys.platform != "win32":
        with suppress(OSError):  # some network folders refuse
            number = os.open(folder, os.O_RDONLY)
            try:
                os.fsync(number)
            finally:
                os.close(number)


@contextmanager
def locked(path: Path) -> Iterator[None]:
    """Hold a lock beside the file, which ends with the process that holds it."""
    with path.with_name(f"{path.name}.lock").open("ab") as lock:
        end = time.monotonic() + PATIENCE
        while not _lock(lock.fileno()):
            if time.monotonic() > end:
                raise TimeoutError(0, "another window has been writing it for too long")
            time.sleep(0.01)
        yield


def _lock(file: int) -> bool:
    """Lock the file if nobody else does."""
    try:
        if sys.platform == "win32":
            import msvcrt

            msvcrt.locking(file, msvcrt.LK_NBLCK, 1)
        else:
            import fcntl

            fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except (BlockingIOError, PermissionError):
        return False
    return True
