"""``briefbook terms``."""

from __future__ import annotations

import json
import shutil
import sys
from pathlib import Path
from typing import TYPE_CHECKING

from briefbook.cli import options
from briefbook.files import write_whole
from briefbook.findings import count_of

if TYPE_CHECKING:
    import argparse

    from briefbook.build.check import Check
    from briefbook.exports.model import Book

EXCHANGE = ("csv", "skos", "tbx", "glossary")
"""Formats of the glossary itself; ``glossary`` is its JSON."""


def add(commands: options.Subparsers) -> None:
    """Add the command."""
    parser = options.add_command(
        commands,
        "terms",
        "show how the glossary is used, export it, take a table in",
        "Show how often the book uses each entry of its glossary, which it does not use, and "
        "which abbreviations nothing explains. With --format csv, skos, tbx or glossary (JSON), "
        "print the glossary itself; with --import, take the entries of a CSV table into it.",
        """
        briefbook terms
        briefbook terms --unused
        briefbook terms --format skos --output glossary.ttl
        briefbook terms --import terms.csv --dry-run
        """,
    )
    options.add_book(parser)
    parser.add_argument(
        "--format",
        choices=("terminal", "json", *EXCHANGE),
        default="terminal",
        help="terminal or json: how terms are used; the others: the glossary (default: terminal)",
    )
    parser.add_argument("--unused", action="store_true", help="only entries that nothing uses")
    parser.add_argument(
        "--import",
        dest="table",
        type=Path,
        metavar="FILE",
        help="add the entries of a CSV table, and to known ones what they lack",
    )
    parser.add_argument(
        "--into",
        metavar="FILE",
        default="docs/glossary.md",
        help="the file that new entries go into (default: docs/glossary.md)",
    )
    parser.add_argument(
        "--overwrite",
        action="store_true",
        help="with --import: take the table's definition and kind where the glossary has others",
    )
    parser.add_argument(
        "--dry-run", action="store_true", help="with --import: say what would change, and stop"
    )
    options.add_output(parser)
    parser.set_defaults(run=_run)


def _run(arguments: argparse.Namespace) -> int:
    from briefbook.cli.reading import read_with_check  # noqa: PLC0415  # --help needs none
    from briefbook.exports.model import Book  # noqa: PLC0415

    source, _ = options.source_and_out(arguments)
    given, result = read_with_check(arguments)
    book = Book.model_validate(given)
    if arguments.table is not None:
        return _import(arguments, source, book)
    text = _text(arguments, book, result)
    if arguments.output:
        write_whole(arguments.output, text)
    else:
        print(text, end="")
    return options.CLEAN


def _text(arguments: argparse.Namespace, book: Book, result: Check) -> str:
    if arguments.format in EXCHANGE:
        from briefbook.terms.formats.files import WRITERS  # noqa: PLC0415  # of use here alone

        name = "json" if arguments.format == "glossary" else arguments.format
        return WRITERS[name](book)
    from briefbook.terms import summary  # noqa: PLC0415  # it loads Sphinx

    rows, missing = summary.by_use(book.terms), summary.undefined(result.findings)
    if arguments.unused:
        rows = [row for row in rows if not row.uses]
    if arguments.format == "json":
        data = summary.as_data(rows, missing)
        return json.dumps(data, ensure_ascii=False, indent=2) + "\n"
    return summary.as_text(rows, missing, shutil.get_terminal_size().columns)


def _import(arguments: argparse.Namespace, source: Path, book: Book) -> int:
    from briefbook.terms.formats.taking import Table, take_in  # noqa: PLC0415  # of use here alone

    table = Table(arguments.table, arguments.into, arguments.overwrite)
    result = take_in(table, source, book)
    for finding in result.findings:
        print(finding)
    if result.findings:
        print("Nothing was changed.", file=sys.stderr)
        return options.FINDINGS
    for line in result.changes:
        print(line)
    if not arguments.dry_run:
        for path, text in result.files.items():
            write_whole(path, text)
    count = len(result.changes)
    verb = "would be" if arguments.dry_run else ("was" if count == 1 else "were")
    entries = count_of(count, "entry", "entries")
    print(f"{entries} {verb} added or completed.", file=sys.stderr)
    return options.CLEAN
