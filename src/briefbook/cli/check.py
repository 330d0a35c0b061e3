"""``briefbook check``."""

from __future__ import annotations

import sys
from typing import TYPE_CHECKING

from briefbook.build.check import check_book
from briefbook.cli import options
from briefbook.cli.printing import add_report, print_findings

if TYPE_CHECKING:
    import argparse


def add(commands: options.Subparsers) -> None:
    """Add the command."""
    parser = options.add_command(
        commands,
        "check",
        "say what is wrong with the text, without building anything",
        "Read what has changed and report every problem of the text, each with file, line and "
        "remedy. No page is written; links in the finished pages are the business of 'links'.",
        """
        briefbook check
        briefbook check --today                      as of today, reviews included
        briefbook check --format terminal | less
        briefbook check --format sarif --output findings.sarif
        briefbook check --format github              in a GitHub workflow
        """,
    )
    options.add_book(parser)
    parser.add_argument(
        "--today",
        type=options.day,
        nargs="?",
        const=options.today(),
        metavar="YYYY-MM-DD",
        help="look for reviews that are overdue on this day, or today where none is given "
        "(default: the date of the edition)",
    )
    add_report(parser)
    parser.set_defaults(run=_run)


def _run(arguments: argparse.Namespace) -> int:
    source, out = options.source_and_out(arguments)
    with options.progress(quiet=arguments.quiet) as line:
        result = check_book(source, out, arguments.jobs, line, arguments.today)
    print_findings(arguments, result.findings, source, sys.stdout)
    told = arguments.quiet or arguments.output or arguments.format is not None
    if not result.findings and not told:
        print("No findings.")
    return options.FINDINGS if result.failed else options.CLEAN
