"""``briefbook links``."""

from __future__ import annotations

from typing import TYPE_CHECKING

from briefbook.cli import options
from briefbook.cli.build import link_counts, run_build
from briefbook.cli.printing import add_report, prose_stream

if TYPE_CHECKING:
    import argparse


def add(commands: options.Subparsers) -> None:
    """Add the command."""
    parser = options.add_command(
        commands,
        "links",
        "check every link inside the site and the PDFs",
        "Bring the book up to date and check every link, anchor, image and PDF "
        "destination in it, without a network.",
        """
        briefbook links
        briefbook links --format junit --output links.xml
        """,
    )
    options.add_book(parser)
    add_report(parser)
    parser.set_defaults(run=_run)


def _run(arguments: argparse.Namespace) -> int:
    result = run_build(arguments, "html", {})
    if result.failed:
        return options.FINDINGS
    if result.links is not None:
        stream = prose_stream(arguments)
        print(f"Links: {link_counts(result.links)}; none is broken.", file=stream)
    return options.CLEAN
