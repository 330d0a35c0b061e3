"""``briefbook schema``."""

from __future__ import annotations

from typing import TYPE_CHECKING

from briefbook.cli import options
from briefbook.files import write_whole

if TYPE_CHECKING:
    import argparse


def add(commands: options.Subparsers) -> None:
    """Add the command."""
    parser = options.add_command(
        commands,
        "schema",
        "print the JSON Schema of front matter, or of briefs.json",
        "Print the JSON Schema by which an editor checks and completes front matter while it is "
        "typed, with the keys that conf.py adds; or the one of briefs.json.",
        """
        briefbook schema --output front-matter.schema.json
        briefbook schema briefs
        """,
    )
    parser.add_argument(
        "what",
        nargs="?",
        choices=("front-matter", "briefs"),
        default="front-matter",
        help="which schema (default: front-matter)",
    )
    options.add_source(parser)
    options.add_output(parser)
    parser.set_defaults(run=_run)


def _run(arguments: argparse.Namespace) -> int:
    from briefbook.exports import model, outputs  # noqa: PLC0415  # --help need not load Sphinx

    schema = model.schema() if arguments.what == "briefs" else _front_matter(arguments)
    text = outputs.as_json(schema)
    if arguments.output:
        write_whole(arguments.output, text)
    else:
        print(text, end="")
    return options.CLEAN


def _front_matter(arguments: argparse.Namespace) -> dict[str, object]:
    from briefbook.build.settings import book_keys  # noqa: PLC0415  # it loads Sphinx
    from briefbook.frontmatter.schema import front_matter_schema  # noqa: PLC0415

    return front_matter_schema(book_keys(arguments.source.resolve()))
