"""``briefbook serve``."""

from __future__ import annotations

import argparse
import functools

from briefbook.cli import options


def add(commands: options.Subparsers) -> None:
    """Add the command."""
    parser = options.add_command(
        commands,
        "serve",
        "show the site in a browser, and build again on every save",
        "Build the site, serve it on this machine, and build again and reload the page whenever "
        "a file of the book is saved. What is wrong is printed, and the last good pages stay.",
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
    from briefbook.serving import serve  # noqa: PLC0415  # --help need not load a server

    source, out = options.source_and_out(arguments)
    extra = ["--html-only"] if arguments.html_only else []
    extra = ["--jobs", str(arguments.jobs), *extra]
    serve(source, out, arguments.host, arguments.port, extra, functools.partial(print, flush=True))
    return options.CLEAN


def _port(text: str) -> int:
    if not text.isdigit() or int(text) > 65535:  # noqa: PLR2004  # the highest port there is
        raise argparse.ArgumentTypeError(f"'{text}' is no port, from 0 to 65535")
    return int(text)
