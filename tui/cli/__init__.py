"""The command line: the only package that prints or exits. stdout is data, stderr is talk."""

from __future__ import annotations

import os
import sys
from enum import IntEnum
from typing import NoReturn

from tui import __version__


class Exit(IntEnum):
    """What the exit code says."""

    OK = 0
    """Found, or clean."""
    NOTHING = 1
    """Nothing found, or problems."""
    USAGE = 2
    INTERRUPTED = 130


def _run(arguments: list[str]) -> int:
    # start-up: --version needs none of this, and the plain command no parser of arguments
    if not arguments:
        from tui.cli.tasks import browse

        return browse()
    from tui.cli.commands import run

    return run(arguments)


def main() -> NoReturn:
    """Run the command that was typed, and exit."""
    if sys.argv[1:] == ["--version"]:
        print(f"haiti-timeline {__version__}")
        sys.exit(Exit.OK)
    # A character that the terminal's encoding lacks is shown as a question mark.
    for stream in (sys.stdout, sys.stderr):
        if hasattr(stream, "reconfigure"):
            stream.reconfigure(errors="replace")
    try:
        code = _run(sys.argv[1:])
        sys.stdout.flush()
    except KeyboardInterrupt:
        code = Exit.INTERRUPTED
    except BrokenPipeError:
        # The reader, such as `head`, has seen enough. Python would complain once more at exit.
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        code = Exit.OK
    sys.exit(code)
