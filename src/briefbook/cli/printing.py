"""Findings on their way out: format, colours, file or stream."""

from __future__ import annotations

import os
import sys
from pathlib import Path
from typing import TYPE_CHECKING

from briefbook.cli.options import add_colour
from briefbook.files import write_whole
from briefbook.reports import FOR_PEOPLE, FORMATS, Report, summary

if TYPE_CHECKING:
    import argparse
    from collections.abc import Sequence
    from typing import TextIO

    from briefbook.findings import Finding


def add_report(parser: argparse.ArgumentParser) -> None:
    """Add how findings are shown, and where they go."""
    parser.add_argument(
        "--format",
        choices=tuple(FORMATS),
        help="how to show findings (default: terminal on a terminal, elsewhere line)",
    )
    parser.add_argument(
        "--output",
        type=Path,
        metavar="FILE",
        help="write the findings to FILE, whole or not at all",
    )
    parser.add_argument(
        "--quiet", "-q", action="store_true", help="say nothing but the findings, and no progress"
    )
    add_colour(parser)
    parser.set_defaults(findings=True)


def print_findings(
    arguments: argparse.Namespace,
    findings: Sequence[Finding],
    source: Path,
    people: TextIO,
) -> None:
    """Show the findings as the options say; ``people`` is the stream of what people read."""
    stream = None if arguments.output else people
    name = arguments.format or ("terminal" if stream and stream.isatty() else "line")
    colour = stream is not None and use_colour(arguments.color, stream)
    report = Report(findings, source, colour=colour, rules=_sentences(name))
    text = FORMATS[name](report)
    if arguments.output:
        write_whole(arguments.output, text)
    else:
        print(text, end="", file=people if name in FOR_PEOPLE else sys.stdout)
    if findings and not arguments.quiet and (arguments.output or name in FOR_PEOPLE):
        print(summary(report), file=sys.stderr if arguments.output else people)


def print_for_programs(arguments: argparse.Namespace, findings: Sequence[Finding]) -> None:
    """Print findings where the options ask for a format that people do not read."""
    if getattr(arguments, "findings", False) and arguments.format not in {None, *FOR_PEOPLE}:
        print_findings(arguments, findings, arguments.source.resolve(), sys.stdout)


def prose_stream(arguments: argparse.Namespace) -> TextIO:
    """Return where other words go: never between the findings that another program reads."""
    machine = arguments.format not in {None, *FOR_PEOPLE} and not arguments.output
    return sys.stderr if machine else sys.stdout


def use_colour(wanted: str, stream: TextIO) -> bool:
    """Return whether to print in colour: the option counts most, then NO_COLOR, then the rest."""
    if wanted != "auto":
        return wanted == "always"
    if os.environ.get("NO_COLOR"):
        return False
    if os.environ.get("FORCE_COLOR"):
        return True
    return stream.isatty() and os.environ.get("TERM") != "dumb"


def shown(path: Path) -> str:
    """Return a path as short as it can be from where the reader stands."""
    try:
        return str(path.relative_to(Path.cwd()))
    except ValueError:
        return str(path)


def _sentences(name: str) -> dict[str, str]:
    """Return what each rule says, where the format prints it."""
    if name != "sarif":
        return {}
    from briefbook.rules.registry import RULES  # noqa: PLC0415  # loading all rules loads Sphinx

    return {name: rule.summary for name, rule in RULES.items()}
