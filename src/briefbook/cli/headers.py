"""``briefbook headers``."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from briefbook.build.errors import CannotRunError
from briefbook.cli import options
from briefbook.hosting import FORMS, HostingError, read

if TYPE_CHECKING:
    import argparse


def add(commands: options.Subparsers) -> None:
    """Add the command."""
    parser = options.add_command(
        commands,
        "headers",
        "print what a web server sends with the pages, in its own language",
        "Print the headers that the site needs, as the last build wrote them, in the form that a "
        "web server reads: its policy against foreign content, and what else keeps readers safe.",
        """
        briefbook headers --for nginx > default.conf
        briefbook headers --for caddy > Caddyfile
        """,
    )
    options.add_source(parser)
    parser.add_argument(
        "--out", type=Path, metavar="DIR", help="where it was built (default: SOURCE/_build)"
    )
    parser.add_argument(
        "--for", dest="server", choices=FORMS, default="netlify", help="server (default: netlify)"
    )
    parser.set_defaults(run=_run)


def _run(arguments: argparse.Namespace) -> int:
    _, out = options.source_and_out(arguments)
    try:
        print(FORMS[arguments.server](read(out / "html")), end="")
    except HostingError as error:
        raise CannotRunError(str(error)) from None
    return options.CLEAN
