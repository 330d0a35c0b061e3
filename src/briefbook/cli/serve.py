"""``briefbook serve``."""

from __future__ import annotations

import argparse
import sys
from typing import TYPE_CHECKING

from briefbook.cli import options
from briefbook.cli.printing import use_colour
from briefbook.reports import FORMATS, Report, summary

if TYPE_CHECKING:
    from collections.abc import Sequence

    from briefbook.findings import Finding


def add(commands: options.Subparsers) -> None:
    """Add the command."""
    parser = options.add_command(
        commands,
        "serve",
        "show the site in a browser, and build again on every save",
        "Build the site and serve it on this machine. When a file of the book is saved, its page "
        "and its handout are shown at once, and the rest of the book follows behind them. What "
        "is wrong is printed, and the last good pages stay.",
        """
        briefbook serve
        briefbook serve --port 8000 --html-only      pages alone, which is quicker
        """,
    )
    options.add_book(parser)
    parser.add_argument(
        "--host", default="127.0.0.1", metavar="NAME", help="host to serve on (default: 127.0.0.1)"
    )
    parser.add_argument(
        "--port", type=_port, default=8000, metavar="N", help="port (default: 8000; 0: any free)"
    )
    parser.add_argument("--html-only", action="store_true", help="build the site without its PDFs")
    parser.set_defaults(run=_run)


def _run(arguments: argparse.Namespace) -> int:
    from briefbook.build.progress import over  # noqa: PLC0415  # as below
    from briefbook.serving import Book, Voice, serve  # noqa: PLC0415  # --help need not load it

    source, out = options.source_and_out(arguments)

    def say(text: str) -> None:
        # The build of the whole book may show how far it is while a page is ready.
        print(over(sys.stdout) + text, flush=True)

    def show(findings: Sequence[Finding]) -> None:
        stream = sys.stderr
        name = "terminal" if stream.isatty() else "line"
        report = Report(findings, source, colour=use_colour("auto", stream))
        print(over(stream) + FORMATS[name](report), end="", file=stream)
        print(summary(report), file=stream, flush=True)

    book = Book(source, out, arguments.jobs, pdf=not arguments.html_only)
    serve(book, arguments.host, arguments.port, Voice(say, show))
    return options.CLEAN


def _port(text: str) -> int:
    if not text.isdigit() or int(text) > 65535:  # noqa: PLR2004  # the highest port there is
        raise argparse.ArgumentTypeError(f"'{text}' is no port, from 0 to 65535")
    return int(text)
