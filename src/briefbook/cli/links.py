"""``briefbook links``."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import TYPE_CHECKING

from briefbook.build.errors import CannotRunError
from briefbook.cli import options
from briefbook.cli.build import link_counts, run_build
from briefbook.cli.printing import add_report, print_findings, prose_stream

if TYPE_CHECKING:
    import argparse
    from collections.abc import Callable, Iterator
    from contextlib import AbstractContextManager

    from briefbook.links.outside.run import Book, Result

OFFLINE = "there is no network: none of the book's servers can be reached; nothing was changed"


def add(commands: options.Subparsers) -> None:
    """Add the command."""
    parser = options.add_command(
        commands,
        "links",
        "check every link inside the site and the PDFs, or the web addresses",
        "Bring the book up to date and check every link, anchor, image and PDF "
        "destination in it, without a network. With --external, ask the web addresses of the book "
        "that have not been asked lately, and remember the answers in the book's ledger.",
        """
        briefbook links
        briefbook links --format junit --output links.xml
        briefbook links --external
        briefbook links --suggest                    look for archived copies
        """,
    )
    options.add_book(parser)
    parser.add_argument(
        "--external", action="store_true", help="ask the web addresses that are due"
    )
    parser.add_argument(
        "--suggest",
        action="store_true",
        help="ask the Wayback Machine for copies of addresses that have none",
    )
    parser.add_argument(
        "--today",
        type=options.day,
        metavar="YYYY-MM-DD",
        help="the day of the answers, with --external (default: today)",
    )
    parser.add_argument(
        "--private",
        action="store_true",
        help="ask machines inside the network as well, with --external",
    )
    parser.add_argument(
        "--learn",
        type=Path,
        metavar="FILE",
        help="take over first what another state of the ledger knows, with --external",
    )
    add_report(parser)
    parser.set_defaults(run=_run)


def _run(arguments: argparse.Namespace) -> int:
    if arguments.external or arguments.suggest:
        return _outside(arguments)
    result = run_build(arguments, "html", {})
    if result.failed:
        return options.FINDINGS
    if result.links is not None and not arguments.quiet:
        stream = prose_stream(arguments)
        print(f"Links: {link_counts(result.links)}; none is broken.", file=stream)
    return options.CLEAN


def _outside(arguments: argparse.Namespace) -> int:
    """Ask the web; without a network, say so before anything slow is loaded."""
    from briefbook.links.outside import ledger  # noqa: PLC0415  # --help needs none
    from briefbook.links.outside.offline import is_offline, reaches_none  # noqa: PLC0415  # as above

    source, _ = options.source_and_out(arguments)
    if not (source / "conf.py").is_file():
        raise CannotRunError(f"there is no conf.py in '{source}'")
    if is_offline(source, private=arguments.private):
        raise CannotRunError(OFFLINE)
    try:
        book = _book(arguments)
        # Addresses may come from elsewhere than the files that were looked at.
        if reaches_none(book.uses, private=book.settings.private):
            raise CannotRunError(OFFLINE)
        if arguments.learn:
            ledger.learn(book.ledger, book.shown, arguments.learn)
        status = _ask(arguments, book, source) if arguments.external else options.CLEAN
        if arguments.suggest:
            _suggest(arguments, book, source)
    except ledger.LedgerError as error:
        print_findings(arguments, [error.finding], source, sys.stdout)
        return options.FINDINGS
    return status


def _book(arguments: argparse.Namespace) -> Book:
    from dataclasses import replace  # noqa: PLC0415  # as above

    from briefbook.cli.reading import read_book  # noqa: PLC0415  # as above
    from briefbook.links.outside import book, ledger  # noqa: PLC0415
    from briefbook.links.outside.settings import LEDGER  # noqa: PLC0415

    source, out = options.source_and_out(arguments)
    given, settings, _ = book.settings_of(source)
    if arguments.private:
        settings = replace(settings, private=True)
    # What is wrong with the ledger is said before the book is read, which takes longer.
    shown = str(given.get(LEDGER, book.DEFAULT))
    ledger.load(source / shown, shown)
    return book.book_of(source, out, read_book(arguments), settings)


def _ask(arguments: argparse.Namespace, book: Book, source: Path) -> int:
    from briefbook.links.outside.run import check  # noqa: PLC0415  # as above

    with _telling("Asking", arguments) as tell:
        result = check(book, arguments.today or options.today(), tell)
    print_findings(arguments, result.findings, source, sys.stdout)
    if not arguments.quiet:
        print(_summary(result), file=prose_stream(arguments))
    return options.FINDINGS if result.failed else options.CLEAN


def _summary(result: Result) -> str:
    parts = [f"{result.fresh} known well enough"]
    if result.left:
        parts.append(f"{result.left} left for another run, to spare their hosts")
    if result.ignored:
        parts.append(f"{result.ignored} left out by conf.py")
    return f"Asked {_addresses(result.asked)}; {', '.join(parts)}."


def _addresses(count: int) -> str:
    return f"{count} address{'' if count == 1 else 'es'}"


def _suggest(arguments: argparse.Namespace, book: Book, source: Path) -> None:
    from briefbook.links.outside import archive  # noqa: PLC0415  # as above
    from briefbook.links.outside.book import read_on  # noqa: PLC0415

    wanted = read_on(source, book.uses)
    with _telling("Looking for copies", arguments) as tell:
        found = archive.suggest(book.ledger, book.shown, wanted, book.settings, tell)
    stream = prose_stream(arguments)
    for line in archive.lines(found.copies):
        print(line, file=stream)
    copies = "1 copy" if len(found.copies) == 1 else f"{len(found.copies)} copies"
    print(f"Found {copies} for {_addresses(found.asked)}.", file=stream)
    if found.trouble:
        raise CannotRunError(f"stopped early: {found.trouble}")


def _telling(
    what: str, arguments: argparse.Namespace
) -> AbstractContextManager[Callable[[int, int], None]]:
    """Show on a terminal how many answers there are."""
    from contextlib import contextmanager  # noqa: PLC0415  # as above

    @contextmanager
    def telling() -> Iterator[Callable[[int, int], None]]:
        with options.progress(quiet=arguments.quiet) as line:

            def tell(done: int, total: int) -> None:
                if line:
                    line.show(f"{what} {done} of {total}")

            yield tell

    return telling()
