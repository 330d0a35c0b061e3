"""``briefbook build``."""

from __future__ import annotations

import sys
from typing import TYPE_CHECKING

from briefbook.cli import options
from briefbook.cli.printing import add_report, print_findings, prose_stream, shown
from briefbook.papers import PAPERS

if TYPE_CHECKING:
    import argparse

    from briefbook.build.result import BookBuild, Output
    from briefbook.links.check import LinkReport


def add(commands: options.Subparsers) -> None:
    """Add the command."""
    parser = options.add_command(
        commands,
        "build",
        "build the site and every PDF, and check all links inside",
        "Build the site and every PDF, check all links inside, and publish the result "
        "if nothing is wrong. What was published before stays until then.",
        """
        briefbook build
        briefbook build --html-only                  the site without its PDFs
        briefbook build --pdf-only --paper us-letter
        briefbook build --brief 3 --paper us-letter   one handout, in OUT/handout
        briefbook build --format json --output findings.json
        briefbook build --quiet                      nothing but findings
        """,
    )
    options.add_book(parser)
    parts = parser.add_mutually_exclusive_group()
    parts.add_argument("--html-only", action="store_true", help="build the site without its PDFs")
    parts.add_argument("--pdf-only", action="store_true", help="build the PDFs alone, in OUT/pdf")
    parts.add_argument(
        "--brief",
        type=options.positive,
        metavar="N",
        help="make the handout of brief N alone, in OUT/handout",
    )
    parser.add_argument(
        "--paper",
        action="append",
        choices=PAPERS,
        help="may be given twice (default: as conf.py says)",
    )
    add_report(parser)
    parser.set_defaults(run=_run)


def _run(arguments: argparse.Namespace) -> int:
    overrides: dict[str, object] = {}
    if arguments.html_only:
        overrides["briefbook_pdf"] = False
    if arguments.paper:
        overrides["briefbook_papers"] = arguments.paper
    if arguments.brief:
        result = _handout(arguments, overrides)
    else:
        result = run_build(arguments, "typst" if arguments.pdf_only else "html", overrides)
    if result.failed:
        return options.FINDINGS
    if not arguments.quiet:
        _print_outputs(result, arguments)
    return options.CLEAN


def _handout(arguments: argparse.Namespace, overrides: dict[str, object]) -> BookBuild:
    from briefbook.build.handout import ONLY, build_handout  # noqa: PLC0415  # --help needs none

    source, out = options.source_and_out(arguments)
    with options.progress(quiet=arguments.quiet) as line:
        result = build_handout(source, out, {**overrides, ONLY: arguments.brief}, line)
    print_findings(arguments, result.findings, source, sys.stderr)
    return result


def run_build(
    arguments: argparse.Namespace, builder: str, overrides: dict[str, object]
) -> BookBuild:
    """Build the book, print what was found, and say so where nothing was published."""
    from briefbook.build.book import build_book  # noqa: PLC0415  # --help need not load Sphinx
    from briefbook.build.sphinx_run import RunOptions  # noqa: PLC0415

    source, out = options.source_and_out(arguments)
    with options.progress(quiet=arguments.quiet) as line:
        result = build_book(source, out, RunOptions(builder, arguments.jobs, overrides), line)
    print_findings(arguments, result.findings, source, sys.stderr)
    if result.failed and result.published.exists():
        print(f"Not published; '{shown(result.published)}' is as it was.", file=sys.stderr)
    return result


def link_counts(report: LinkReport) -> str:
    """Return how much was looked at, in words."""
    counts = report.counts
    return (
        f"{counts.links} links to {counts.anchors} anchors on {counts.pages} pages,"
        f" {counts.destinations} destinations in {counts.pdfs} PDFs"
    )


def _print_outputs(result: BookBuild, arguments: argparse.Namespace) -> None:
    stream = prose_stream(arguments)
    rows = [_row(output) for output in result.outputs]
    widths = [max(len(row[column]) for row in rows) for column in range(5)]
    for path, what, pages, size, seconds in rows:
        print(
            f"{path:<{widths[0]}}  {what:<{widths[1]}}  {pages:>{widths[2]}}"
            f"  {size:>{widths[3]}}  {seconds:>{widths[4]}}",
            file=stream,
        )
    if result.links is not None:
        print(f"Links: {link_counts(result.links)}; none is broken.", file=stream)
    print(f"Done in {result.seconds:.1f} s. Open {shown(result.outputs[0].path)}", file=stream)


def _row(output: Output) -> tuple[str, str, str, str, str]:
    pages = f"{output.pages} page{'s' if output.pages != 1 else ''}"
    seconds = f"{output.seconds:.1f} s"
    return (shown(output.path), output.what, pages, _size(output.size), seconds)


def _size(count: int) -> str:
    kilobyte = 1000
    if count < kilobyte**2:
        return f"{max(1, round(count / kilobyte))} kB"
    return f"{count / kilobyte**2:.1f} MB"
