"""The command line as a whole: every command in one list."""

from __future__ import annotations

import argparse
import shutil
from typing import TYPE_CHECKING

from briefbook import __version__
from briefbook.cli import (
    build,
    check,
    compare,
    completion,
    diff,
    export,
    fingerprint,
    headers,
    ingest,
    links,
    new,
    quote,
    schema,
    serve,
    status,
    terms,
)

if TYPE_CHECKING:
    from types import ModuleType

COMMANDS: tuple[ModuleType, ...] = (
    new,
    ingest,
    check,
    build,
    links,
    serve,
    status,
    terms,
    diff,
    fingerprint,
    headers,
    quote,
    compare,
    export,
    schema,
    completion,
)
"""In the order of ``--help``; each has ``add``, which adds its parser."""

EPILOG = """\
Examples:
  briefbook new "Ferries after 2030"    begin a brief
  briefbook check                       say what is wrong with the text
  briefbook build                       make the site and every PDF
  briefbook COMMAND --help              options and examples of one command

Every command ends with 0 when all is well, 1 with errors in the book, 2 when it could not run.
"""


class HelpFormatter(argparse.HelpFormatter):
    """Fills descriptions, and leaves examples as they are."""

    def __init__(self, prog: str) -> None:
        columns = shutil.get_terminal_size().columns
        super().__init__(prog, max_help_position=28, width=max(40, min(columns - 2, 98)))

    def _fill_text(self, text: str, width: int, indent: str) -> str:
        if text.startswith("Examples:"):
            return text
        return super()._fill_text(text, width, indent)


def make_parser() -> argparse.ArgumentParser:
    """Return the parser of the whole command line."""
    parser = argparse.ArgumentParser(
        prog="briefbook",
        description="Write, check and build a policy briefing book: a site, a printed book and a "
        "handout per brief.",
        epilog=EPILOG,
        formatter_class=HelpFormatter,
    )
    parser.add_argument("--version", action="version", version=f"briefbook {__version__}")
    commands = parser.add_subparsers(title="commands", metavar="COMMAND", required=True)
    for command in COMMANDS:
        command.add(commands)
    return parser
