"""The command ``briefbook``: it reads the command line, calls the rooms, and prints."""

from __future__ import annotations

import argparse
import os
import sys
from pathlib import Path
from typing import TYPE_CHECKING

from briefbook import __version__

if TYPE_CHECKING:
    from collections.abc import Sequence

    from briefbook.build.book import BookBuild, Output
    from briefbook.findings import Finding
    from briefbook.links.check import LinkReport

CLEAN, FINDINGS, CANNOT_RUN, STOPPED = 0, 1, 2, 130


def main(argv: Sequence[str] | None = None) -> int:
    """Run the command; return 0 when all is well, 1 with findings, 2 when it could not run."""
    arguments = _parser().parse_args(argv)
    try:
        return int(arguments.run(arguments))
    except KeyboardInterrupt:
        print("\nStopped; what was published before is as it was.", file=sys.stderr)
        return STOPPED
    except BrokenPipeError:
        sys.stderr.close()  # whoever read our output has gone; there is nobody to tell
        return CANNOT_RUN


def main_and_exit() -> None:
    """Run the command as a program."""
    raise SystemExit(main())


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(
        prog="briefbook",
        description="Build a policy briefing book: a site, a printed book and a handout per brief.",
    )
    parser.add_argument("--version", action="version", version=f"briefbook {__version__}")
    commands = parser.add_subparsers(title="commands", metavar="COMMAND", required=True)
    build = commands.add_parser(
        "build",
        help="build the site and every PDF, and check all links inside",
        description="Build the site and every PDF, check all links inside, and publish the result "
        "if nothing is wrong. What was published before stays until then.",
    )
    _add_book_arguments(build)
    parts = build.add_mutually_exclusive_group()
    parts.add_argument("--html-only", action="store_true", help="build the site without its PDFs")
    parts.add_argument("--pdf-only", action="store_true", help="build the PDFs alone, in OUT/pdf")
    build.add_argument(
        "--paper",
        action="append",
        metavar="NAME",
        help="a4 or us-letter; may be given twice (default: as conf.py says)",
    )
    build.set_defaults(run=_build)
    links = commands.add_parser(
        "links",
        help="check every link inside the site and the PDFs",
        description="Bring the book up to date and check every link, anchor, image and PDF "
        "destination in it, without a network.",
    )
    _add_book_arguments(links)
    links.set_defaults(run=_links)
    return parser


def _add_book_arguments(parser: argparse.ArgumentParser) -> None:
    parser.add_argument(
        "--source", type=Path, default=Path(), metavar="DIR", help="the book's folder (default: .)"
    )
    parser.add_argument(
        "--out", type=Path, metavar="DIR", help="where to build (default: SOURCE/_build)"
    )
    parser.add_argument(
        "--jobs",
        "-j",
        type=_positive,
        default=os.cpu_count() or 1,
        metavar="N",
        help="how many processes read and write (default: one per core)",
    )


def _positive(text: str) -> int:
    if not text.isdigit() or int(text) < 1:
        raise argparse.ArgumentTypeError(f"'{text}' is no whole number above zero")
    return int(text)


def _build(arguments: argparse.Namespace) -> int:
    overrides: dict[str, object] = {}
    if arguments.html_only:
        overrides["briefbook_pdf"] = False
    if arguments.paper:
        overrides["briefbook_papers"] = arguments.paper
    builder = "typst" if arguments.pdf_only else "html"
    result = _run_build(arguments, builder, overrides)
    if result is None:
        return CANNOT_RUN
    _print_findings(result.findings)
    if result.failed:
        return _fail(result)
    _print_outputs(result)
    return CLEAN


def _links(arguments: argparse.Namespace) -> int:
    result = _run_build(arguments, "html", {})
    if result is None:
        return CANNOT_RUN
    _print_findings(result.findings)
    if result.failed:
        return _fail(result)
    if result.links is not None:
        print(f"Links: {_counts(result.links)}; none is broken.")
    return CLEAN


def _run_build(
    arguments: argparse.Namespace, builder: str, overrides: dict[str, object]
) -> BookBuild | None:
    from briefbook.build.book import build_book  # noqa: PLC0415  # --help need not load Sphinx
    from briefbook.build.progress import ProgressLine  # noqa: PLC0415
    from briefbook.build.sphinx_run import CannotRunError, RunOptions  # noqa: PLC0415
    from briefbook.build.workspace import BusyError  # noqa: PLC0415

    source = arguments.source.resolve()
    out = (arguments.out or source / "_build").resolve()
    # On stdout, as the summary is: tox hands two streams on without keeping their order.
    progress = ProgressLine(sys.stdout) if sys.stdout.isatty() else None
    try:
        return build_book(source, out, RunOptions(builder, arguments.jobs, overrides), progress)
    except (CannotRunError, BusyError) as error:
        print(f"briefbook: {error}", file=sys.stderr)
        return None
    except OSError as error:
        print(f"briefbook: {error.strerror}: '{error.filename}'", file=sys.stderr)
        return None
    finally:
        if progress:
            progress.clear()


def _fail(result: BookBuild) -> int:
    if result.published.exists():
        print(f"Not published; '{_shown(result.published)}' is as it was.", file=sys.stderr)
    return FINDINGS


def _print_findings(findings: list[Finding]) -> None:
    for finding in findings:
        print(finding, file=sys.stderr)
    if findings:
        count = len(findings)
        print(f"{count} finding{'s' if count > 1 else ''}.", file=sys.stderr)


def _print_outputs(result: BookBuild) -> None:
    rows = [_row(output) for output in result.outputs]
    widths = [max(len(row[column]) for row in rows) for column in range(5)]
    for path, what, pages, size, seconds in rows:
        print(
            f"{path:<{widths[0]}}  {what:<{widths[1]}}  {pages:>{widths[2]}}"
            f"  {size:>{widths[3]}}  {seconds:>{widths[4]}}"
        )
    if result.links is not None:
        print(f"Links: {_counts(result.links)}; none is broken.")
    print(f"Done in {result.seconds:.1f} s. Open {_shown(result.outputs[0].path)}")


def _counts(report: LinkReport) -> str:
    counts = report.counts
    return (
        f"{counts.links} links to {counts.anchors} anchors on {counts.pages} pages,"
        f" {counts.destinations} destinations in {counts.pdfs} PDFs"
    )


def _row(output: Output) -> tuple[str, str, str, str, str]:
    pages = f"{output.pages} page{'s' if output.pages != 1 else ''}"
    return (
        _shown(output.path),
        output.what,
        pages,
        _size(output.size),
        f"{output.seconds:.1f} s",
    )


def _size(count: int) -> str:
    kilobyte = 1000
    if count < kilobyte**2:
        return f"{max(1, round(count / kilobyte))} kB"
    return f"{count / kilobyte**2:.1f} MB"


def _shown(path: Path) -> str:
    """Return a path as short as it can be from where the reader stands."""
    try:
        return str(path.relative_to(Path.cwd()))
    except ValueError:
        return str(path)
