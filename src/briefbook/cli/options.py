"""What several commands have in common: options, exit statuses, the progress line."""

from __future__ import annotations

import argparse
import os
import sys
from contextlib import contextmanager, nullcontext
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, TypeAlias

if TYPE_CHECKING:
    from collections.abc import Iterator

    from briefbook.build.progress import ProgressLine

    Subparsers: TypeAlias = argparse._SubParsersAction[argparse.ArgumentParser]  # noqa: SLF001  # it has no other name

CLEAN, FINDINGS, CANNOT_RUN = 0, 1, 2


def add_command(
    commands: Subparsers, name: str, summary: str, description: str, examples: str
) -> argparse.ArgumentParser:
    """Return the parser of a new command; ``examples`` are lines for the end of its help."""
    from briefbook.cli.parser import HelpFormatter  # noqa: PLC0415  # it imports the commands

    lines = "\n".join(f"  {line.strip()}" for line in examples.strip().splitlines())
    return commands.add_parser(
        name,
        help=summary,
        description=description,
        epilog=f"Examples:\n{lines}\n",
        formatter_class=HelpFormatter,
    )


def add_book(parser: argparse.ArgumentParser) -> None:
    """Add where the book is, where it is built, and with how many processes."""
    add_source(parser)
    parser.add_argument(
        "--out", type=Path, metavar="DIR", help="where to build (default: SOURCE/_build)"
    )
    parser.add_argument(
        "--jobs",
        "-j",
        type=positive,
        default=os.cpu_count() or 1,
        metavar="N",
        help="how many processes read and write (default: one per core)",
    )


def add_source(parser: argparse.ArgumentParser) -> None:
    """Add where the book is."""
    parser.add_argument(
        "--source", type=Path, default=Path(), metavar="DIR", help="the book's folder (default: .)"
    )


def add_colour(parser: argparse.ArgumentParser) -> None:
    """Add whether to print in colour."""
    parser.add_argument(
        "--color",
        choices=("auto", "always", "never"),
        default="auto",
        help="colours: auto (on a terminal, unless NO_COLOR is set), always, never",
    )


def add_output(parser: argparse.ArgumentParser) -> None:
    """Add where the result goes."""
    parser.add_argument(
        "--output", type=Path, metavar="FILE", help="write it to FILE (default: print it)"
    )


def source_and_out(arguments: argparse.Namespace) -> tuple[Path, Path]:
    """Return the book's folder and where it is built, both as whole paths."""
    source = arguments.source.resolve()
    return source, (arguments.out or source / "_build").resolve()


@contextmanager
def progress(*, quiet: bool = False) -> Iterator[ProgressLine | None]:
    """Show on a terminal how far a run has come, unless it is to be quiet."""
    from briefbook.build.progress import shown_on  # noqa: PLC0415  # --help needs none

    # On stdout, as the summary is: tox hands two streams on without keeping their order.
    with nullcontext() if quiet else shown_on(sys.stdout) as line:
        yield line


def day(text: str) -> date:
    """Return the day of ``YYYY-MM-DD``, for argparse."""
    try:
        return date.fromisoformat(text)
    except ValueError:
        raise argparse.ArgumentTypeError(f"'{text}' is no day; write YYYY-MM-DD") from None


def today() -> date:
    """Return the day on which a person gives a command; nothing that is built depends on it."""
    return date.today()  # noqa: DTZ011  # the person's own calendar is meant


def positive(text: str) -> int:
    """Return a whole number above zero, for argparse."""
    if not text.isdigit() or int(text) < 1:
        raise argparse.ArgumentTypeError(f"'{text}' is no whole number above zero")
    return int(text)
