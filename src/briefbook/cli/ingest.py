"""``briefbook ingest``."""

from __future__ import annotations

import json
import sys
from pathlib import Path
from typing import TYPE_CHECKING

from briefbook.build.errors import CannotRunError
from briefbook.cli import options
from briefbook.files import write_whole

if TYPE_CHECKING:
    import argparse

    from briefbook.ingest.book import Book
    from briefbook.ingest.report import Report
    from briefbook.ingest.run import Wish


def add(commands: options.Subparsers) -> None:
    """Add the command."""
    parser = options.add_command(
        commands,
        "ingest",
        "take an article into the book",
        "Read an article (plain text, Markdown, HTML, PDF or DOCX) and write its source record, "
        "its fingerprint, and the draft of a brief with a claim begun for every statement. Say "
        "what to check, what to explain, and what is odd about its form. The text itself stays in "
        "a folder that git ignores.",
        """
        briefbook ingest article.html --url https://www.example.org/article
        briefbook ingest article.pdf --id dawn-2022-10-21 --kind press
        briefbook ingest article.html --id dawn-2022-10-21 --update
        briefbook ingest article.docx --dry-run --format json
        """,
    )
    parser.add_argument("article", metavar="FILE|URL", help="the article, or where it is")
    options.add_source(parser)
    _add_record(parser)
    parser.add_argument(
        "--name", default="", metavar="NAME", help="name of the draft's file (default: from the id)"
    )
    parser.add_argument(
        "--folder",
        default=Path("briefs"),
        type=Path,
        metavar="DIR",
        help="folder of the draft (default: briefs)",
    )
    parser.add_argument("--encoding", default="", help="of a text that is not UTF-8")
    parser.add_argument(
        "--update",
        action="store_true",
        help="a new edition of a known source: say what changed, write no draft",
    )
    parser.add_argument("--dry-run", action="store_true", help="write nothing, only report")
    parser.add_argument(
        "--format",
        choices=("terminal", "json"),
        default="terminal",
        help="how to show the report (default: terminal)",
    )
    options.add_output(parser)
    parser.set_defaults(run=_run)


def _add_record(parser: argparse.ArgumentParser) -> None:
    """Add what the record may say that the file does not."""
    parser.add_argument(
        "--id", default="", metavar="ID", help="id of the source (default: from site, day or file)"
    )
    parser.add_argument("--title", default="", help="title of the article (default: as found)")
    parser.add_argument("--url", default="", metavar="URL", help="where the article is published")
    parser.add_argument("--archive", default="", metavar="URL", help="where an archived copy is")
    parser.add_argument(
        "--kind",
        choices=("primary", "official", "scholarly", "reference", "press", "opinion", "blog"),
        default="press",
        help="what kind of source it is (default: press)",
    )
    parser.add_argument(
        "--accessed",
        type=options.day,
        metavar="YYYY-MM-DD",
        help="day on which it was read (default: today)",
    )


def _run(arguments: argparse.Namespace) -> int:
    from briefbook.cli import texts  # noqa: PLC0415  # --help need not load the libraries
    from briefbook.ingest import fetch  # noqa: PLC0415  # as above
    from briefbook.ingest.article import UnreadableError  # noqa: PLC0415  # as above
    from briefbook.ingest.extra import MissingLibraryError  # noqa: PLC0415
    from briefbook.ingest.run import RefusedError, ingest  # noqa: PLC0415

    book = _book(arguments)
    given: str = arguments.article
    try:
        web = fetch.is_address(given)
        fetched = fetch.from_web(given) if web else fetch.from_file(Path(given))
        wish = _wish(arguments)
        with texts.telling("Fingerprint") as tell:
            report = ingest(fetched, book, wish, tell)
    except UnreadableError as error:
        print(f"{given}: {error.message}; {error.remedy} [article-file]", file=sys.stderr)
        return options.FINDINGS
    except (fetch.FetchError, RefusedError, MissingLibraryError) as error:
        raise CannotRunError(str(error)) from None
    _show(arguments, report)
    return options.CLEAN


def _wish(arguments: argparse.Namespace) -> Wish:
    from briefbook.ingest.record import is_address  # noqa: PLC0415  # as above
    from briefbook.ingest.run import Wish  # noqa: PLC0415

    for option in ("url", "archive"):
        value = getattr(arguments, option)
        if value and not is_address(value):
            raise CannotRunError(f"--{option}: '{value}' is no web address; begin with https://")
    return Wish(
        day=arguments.accessed or options.today(),
        source=arguments.id,
        title=arguments.title,
        name=arguments.name,
        kind=arguments.kind,
        archive=arguments.archive,
        address=arguments.url,
        encoding=arguments.encoding,
        update=arguments.update,
        dry=arguments.dry_run,
    )


def _book(arguments: argparse.Namespace) -> Book:
    from briefbook.build.settings import book_keys, book_settings  # noqa: PLC0415  # as above
    from briefbook.ingest.book import Book  # noqa: PLC0415

    source: Path = arguments.source.resolve()
    settings, keys = book_settings(source), book_keys(source)
    return Book(
        root=source,
        sources=source / settings.get("briefbook_sources", "sources/sources.yaml"),
        fingerprints=source / settings.get("briefbook_fingerprints", "sources/fingerprints"),
        texts=source / settings.get("briefbook_texts", ".texts"),
        briefs=source / arguments.folder,
        yardstick=settings.get("briefbook_yardstick", "icd203"),
        extra={name: key for name, key in keys.extra.items() if name in keys.required},
    )


def _show(arguments: argparse.Namespace, report: Report) -> None:
    from briefbook.ingest.report import as_data, as_text  # noqa: PLC0415  # as above

    for warning in report.warnings:
        print(warning, file=sys.stderr)
    if arguments.format == "json":
        text = json.dumps(as_data(report), ensure_ascii=False, indent=2) + "\n"
    else:
        text = as_text(report)
    if arguments.output:
        write_whole(arguments.output, text)
    else:
        print(text, end="")
