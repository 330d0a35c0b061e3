"""The command ``briefbook``: it reads the command line, calls the rooms, and prints."""

from __future__ import annotations

import io
import os
import sys
import tempfile
import traceback
from pathlib import Path
from typing import TYPE_CHECKING

from briefbook.build.errors import CannotRunError
from briefbook.cli.options import CANNOT_RUN
from briefbook.cli.parser import make_parser

if TYPE_CHECKING:
    from argparse import Namespace
    from collections.abc import Sequence
    from typing import TextIO


def main(argv: Sequence[str] | None = None) -> int:
    """Run the command; return 0 when all is well, 1 with findings, 2 when it could not run."""
    _open_closed()
    for stream in (sys.stdout, sys.stderr):
        _make_safe(stream)
    arguments = make_parser().parse_args(argv)
    try:
        return _run(arguments)
    except BrokenPipeError:
        # Whoever read our output has gone; what is left of it goes nowhere, without a word.
        os.dup2(os.open(os.devnull, os.O_WRONLY), 1)
        return CANNOT_RUN
    except CannotRunError as error:
        print(f"briefbook: {error}", file=sys.stderr)
        _report(arguments, error)
        return CANNOT_RUN
    except OSError as error:
        what = error.strerror or str(error)
        where = f": '{error.filename}'" if error.filename else ""
        print(f"briefbook: {what}{where}", file=sys.stderr)
        return CANNOT_RUN
    except Exception as error:  # noqa: BLE001  # whatever it is, a reader gets one line
        print(
            f"briefbook: a fault of the program: {type(error).__name__}: {error}; "
            f"report it with '{_keep_details()}'",
            file=sys.stderr,
        )
        return CANNOT_RUN


def _report(arguments: Namespace, error: CannotRunError) -> None:
    """Give a program that waits for findings a document, with the one that says why it is all."""
    from briefbook.cli.printing import print_for_programs  # noqa: PLC0415  # seldom wanted

    print_for_programs(arguments, [error.finding])


def _keep_details() -> str:
    """Write the details of the exception at hand to a file of its own, and return its path."""
    with tempfile.NamedTemporaryFile(
        "w", prefix="briefbook-", suffix=".log", delete=False, encoding="utf-8"
    ) as log:
        log.write(traceback.format_exc())
    return log.name


def _run(arguments: Namespace) -> int:
    status = int(arguments.run(arguments))
    # What is still in the buffer would fail after main(), where nobody catches it.
    sys.stdout.flush()
    return status


def _open_closed() -> None:
    """Give a stream that was closed before us a place to go; Python has None in its stead.

    The first file that is opened would get its number, and what children print would go there.
    """
    for name in ("stdout", "stderr"):
        if getattr(sys, name) is None:
            setattr(sys, name, Path(os.devnull).open("w", encoding="utf-8"))  # noqa: SIM115  # for good


def _make_safe(stream: TextIO) -> None:
    """Let a stream take every character: a terminal shows what it can, a pipe gets UTF-8."""
    if isinstance(stream, io.TextIOWrapper):
        if stream.isatty():
            stream.reconfigure(errors="replace")
        else:
            stream.reconfigure(encoding="utf-8", errors="backslashreplace")
