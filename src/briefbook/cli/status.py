"""``briefbook status``."""

from __future__ import annotations

import json
import shutil
import sys
from typing import TYPE_CHECKING

from briefbook import overview, quoted
from briefbook.cli import options
from briefbook.cli.reading import read_book
from briefbook.files import write_whole

if TYPE_CHECKING:
    import argparse
    from pathlib import Path


def add(commands: options.Subparsers) -> None:
    """Add the command."""
    parser = options.add_command(
        commands,
        "status",
        "show the state of every brief in a table",
        "Show each brief with its length, the pages of its handout as it was last built, its "
        "judgements, its claims by verdict, and the days until its review.",
        """
        briefbook status
        briefbook status --today 2027-05-01
        briefbook status --format json
        """,
    )
    options.add_book(parser)
    parser.add_argument(
        "--today",
        type=options.day,
        metavar="YYYY-MM-DD",
        help="the day from which days are counted (default: today)",
    )
    parser.add_argument(
        "--format",
        choices=("terminal", "json"),
        default="terminal",
        help="how to show the table (default: terminal)",
    )
    options.add_output(parser)
    parser.set_defaults(run=_run)


def _run(arguments: argparse.Namespace) -> int:
    book = read_book(arguments)
    _, out = options.source_and_out(arguments)
    today = arguments.today or options.today()
    found = overview.rows(book, _pages(out, [brief["slug"] for brief in book["briefs"]]), today)
    if arguments.format == "json":
        data = {**overview.as_data(found, today), "quoted": quoted.as_data(book)}
        text = json.dumps(data, ensure_ascii=False, indent=2) + "\n"
    else:
        text = overview.as_text(found, _width(arguments)) + quoted.as_text(book)
    if arguments.output:
        write_whole(arguments.output, text)
    else:
        print(text, end="")
    return options.CLEAN


def _width(arguments: argparse.Namespace) -> int:
    """Return the width of the terminal that the table goes to, or 0."""
    return 0 if arguments.output or not sys.stdout.isatty() else shutil.get_terminal_size().columns


def _pages(out: Path, slugs: list[str]) -> dict[str, int]:
    """Return the pages of the handouts that were published last."""
    found = {}
    for slug in slugs:
        path = out / "html" / "pdf" / f"{slug}.pdf"
        if path.is_file():
            import pikepdf  # noqa: PLC0415  # only wanted where there is a PDF

            with pikepdf.open(path) as pdf:
                found[slug] = len(pdf.pages)
    return found
