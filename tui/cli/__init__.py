"""The command line: the only package that prints or exits. stdout is data, stderr is talk."""

from __future__ import annotations

import os
import sys
from contextlib import suppress
from enum import IntEnum
from typing import Final, NoReturn

from tui import __version__

COMMANDS: Final = (
    "search",
    "show",
    "facets",
    "figures",
    "promises",
    "thread",
    "tours",
    "notebook",
    "check",
    "cache",
    "schema",
)
"""What the first argument may be; without one of them, stores are browsed."""


class Exit(IntEnum):
    """What the exit code says."""

    OK = 0
    """Found, or clean."""
    NOTHING = 1
    """Nothing found, or problems."""
    USAGE = 2
    INTERRUPTED = 130


def say(text: str) -> None:
    """Talk to the reader, on stderr."""
    print(text, file=sys.stderr)


def _run(arguments: list[str]) -> int:
    # start-up: --version needs none of this, and files alone no parser of arguments
    if arguments == ["--version"]:
        print(f"haiti-timeline {__version__}")
        return Exit.OK
    if _are_stores(arguments):
        from tui.cli.browsing import browse

        return browse(arguments)
    from tui.cli.commands import run

    return run(arguments)


def _are_stores(arguments: list[str]) -> bool:
    """Whether there are files to browse and nothing else, or nothing at all."""
    is_command = arguments[:1] and arguments[0] in COMMANDS
    return not is_command and all(
        not argument.startswith("-") and os.path.exists(argument) for argument in arguments
    )


def main() -> NoReturn:
    """Run the command that was typed, and exit."""
    # A character that the terminal's encoding lacks is shown as a question mark.
    for stream in (sys.stdout, sys.stderr):
        if hasattr(stream, "reconfigure"):
            stream.reconfigure(errors="replace")
    try:
        code = _run(sys.argv[1:])
        if sys.stdout is not None:  # as after `>&-`
            sys.stdout.flush()
    except KeyboardInterrupt:
        code = Exit.INTERRUPTED
    except OSError as error:
        # Of a reader such as `head`, that has seen enough, nothing need be said.
        gone = isinstance(error, BrokenPipeError)
        code = Exit.OK if gone else Exit.NOTHING
        if not gone and sys.stderr is not None:
            print(f"cannot write: {error.strerror}", file=sys.stderr)
        _silence_stdout()
    sys.exit(code)


def _silence_stdout() -> None:
    """Keep Python from complaining once more when it closes stdout at exit."""
    with suppress(OSError, ValueError):
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
