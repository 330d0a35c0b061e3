"""``briefbook diff``."""

from __future__ import annotations

import json
import sys
import tempfile
from pathlib import Path
from typing import TYPE_CHECKING, Any

from briefbook import editions
from briefbook.build.check import check_book
from briefbook.build.errors import CannotRunError
from briefbook.cli import options
from briefbook.cli.printing import use_colour
from briefbook.editions.git import tree_of
from briefbook.files import write_whole
from briefbook.findings import Severity

if TYPE_CHECKING:
    import argparse

    from briefbook.build.check import Check

UNREADABLE = {"brief-empty", "brief-folder", "encoding", "front-matter", "nesting", "sphinx"}
"""Findings on a brief of which nothing is known."""


def add(commands: options.Subparsers) -> None:
    """Add the command."""
    parser = options.add_command(
        commands,
        "diff",
        "say what changed in the briefs since a revision",
        "Compare the book as it is in its folder with a revision of its git repository: judgements "
        "whose wording, likelihood or confidence moved, claims whose verdict changed, and "
        "whatever is new or gone. The repository and its folder are not touched.",
        """
        briefbook diff HEAD                  since the last commit
        briefbook diff v1.0 --format json
        briefbook diff main --color always | less -R
        """,
    )
    parser.add_argument("revision", metavar="GIT-REV", help="a commit, tag or branch")
    options.add_book(parser)
    parser.add_argument(
        "--format",
        choices=("terminal", "json"),
        default="terminal",
        help="how to show the changes (default: terminal)",
    )
    options.add_output(parser)
    options.add_colour(parser)
    parser.set_defaults(run=_run)


def _run(arguments: argparse.Namespace) -> int:
    source, _ = options.source_and_out(arguments)
    with tree_of(source, arguments.revision) as (tree, commit):
        before = _read_old(tree, arguments)
    now = _read_now(arguments)
    changes = editions.compare(before, now)
    if arguments.format == "json":
        data = editions.as_data(changes, commit, "working tree")
        text = json.dumps(data, ensure_ascii=False, indent=2) + "\n"
    else:
        colour = not arguments.output and use_colour(arguments.color, sys.stdout)
        text = editions.as_text(changes, colour=colour)
        text = text or f"Nothing has changed in the briefs since {commit}.\n"
    if arguments.output:
        write_whole(arguments.output, text)
    else:
        print(text, end="")
    return options.CLEAN


def _read_now(arguments: argparse.Namespace) -> dict[str, Any]:
    source, out = options.source_and_out(arguments)
    with options.progress() as line:
        result = check_book(source, out, arguments.jobs, line)
    return _readable(result, "the book in its folder")


def _readable(result: Check, name: str) -> dict[str, Any]:
    """Return the book of a check; one brief that cannot be read would pass for one that is gone."""
    broken = [f for f in result.findings if f.rule in UNREADABLE]
    if result.book is None or broken:
        first = (broken or result.findings)[0]
        raise CannotRunError(f"{name} does not build: {first}")
    if result.failed:
        count = sum(finding.severity is Severity.ERROR for finding in result.findings)
        print(f"briefbook: {name} has {count} error{'s' * (count > 1)}", file=sys.stderr)
    return result.book


def _read_old(tree: Path, arguments: argparse.Namespace) -> dict[str, Any]:
    revision = arguments.revision
    with tempfile.TemporaryDirectory(prefix="briefbook-") as out, options.progress() as line:
        try:
            result = check_book(tree, Path(out), arguments.jobs, line)
        except CannotRunError as error:
            raise CannotRunError(f"the book at {revision} does not build: {error}") from None
    return _readable(result, f"the book at {revision}")
