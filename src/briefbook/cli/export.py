"""``briefbook export``."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import TYPE_CHECKING

from briefbook.cli import options
from briefbook.cli.reading import read_book
from briefbook.files import write_whole

if TYPE_CHECKING:
    import argparse


def add(commands: options.Subparsers) -> None:
    """Add the command."""
    parser = options.add_command(
        commands,
        "export",
        "write the briefs as data: JSON, a feed, citations",
        "Print everything that the book holds as JSON, or write all exports to a folder: "
        "briefs.json with its schema, the schema of front matter, the Atom feed, and BibTeX and "
        "RIS for every brief. A build puts the same files on the site.",
        """
        briefbook export > briefs.json
        briefbook export --to public/data
        briefbook export | jq '.briefs[].title'
        """,
    )
    options.add_book(parser)
    parser.add_argument(
        "--to", type=Path, metavar="DIR", help="write all files to DIR (default: print briefs.json)"
    )
    parser.set_defaults(run=_run)


def _run(arguments: argparse.Namespace) -> int:
    book = read_book(arguments)
    if arguments.to is None:
        import json  # noqa: PLC0415  # of use here alone

        print(json.dumps(book, ensure_ascii=False, indent=2))
        return options.CLEAN
    from briefbook.build.settings import book_keys  # noqa: PLC0415  # it loads Sphinx
    from briefbook.exports.model import Book  # noqa: PLC0415
    from briefbook.exports.outputs import exported  # noqa: PLC0415
    from briefbook.frontmatter.schema import front_matter_schema  # noqa: PLC0415

    schema = front_matter_schema(book_keys(arguments.source.resolve()))
    files = exported(Book.model_validate(book), schema)
    for name, text in files.items():
        path = arguments.to / name
        path.parent.mkdir(parents=True, exist_ok=True)
        write_whole(path, text)
    print(f"Wrote {len(files)} files to '{arguments.to}'.", file=sys.stderr)
    return options.CLEAN
