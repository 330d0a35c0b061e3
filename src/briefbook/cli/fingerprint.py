"""``briefbook fingerprint``."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import TYPE_CHECKING

from briefbook.build.errors import CannotRunError
from briefbook.cli import options
from briefbook.cli.printing import shown

if TYPE_CHECKING:
    import argparse

    from briefbook.sources.fingerprint import Fingerprint


def add(commands: options.Subparsers) -> None:
    """Add the command."""
    parser = options.add_command(
        commands,
        "fingerprint",
        "keep what verifies quotations from a text, and not the text",
        "Write the fingerprint of a source from its text, and compare with it what the book quotes "
        "of the source. Those of fewer than five words are confirmed in the text and recorded. "
        "Blank lines part paragraphs; one may begin with its number, as in '¶ 8'. A page, a PDF or "
        "a Word file is read as by 'ingest'. Where the text is gone, only what the book quotes by "
        "now is noted, so that a quotation that is changed later can be located.",
        """
        briefbook fingerprint harbour-news-2025 article.txt
        briefbook fingerprint harbour-news-2025
        briefbook fingerprint port-accounts-2025 lines.txt --partial --note "the summary"
        """,
    )
    parser.add_argument("id", metavar="ID", help="the source's id")
    parser.add_argument(
        "file", nargs="?", type=Path, metavar="FILE", help="its text (default: .texts/ID.txt)"
    )
    parser.add_argument(
        "--partial", action="store_true", help="the file holds passages, not the whole text"
    )
    parser.add_argument(
        "--note", default="", metavar="TEXT", help="what was compared, as the book is to say it"
    )
    options.add_book(parser)
    parser.set_defaults(run=_run)


def _run(arguments: argparse.Namespace) -> int:
    from briefbook.cli import texts  # noqa: PLC0415  # --help need not load pydantic
    from briefbook.sources.fingerprint import FingerprintError, keep  # noqa: PLC0415

    if arguments.file is None and not texts.text_file(arguments, arguments.id).is_file():
        return _trace(arguments)
    text = texts.article_text(arguments.file or texts.text_file(arguments, arguments.id))
    quoted = _quoted(arguments)
    try:
        with texts.telling("Fingerprint") as tell:
            made, path = keep(
                texts.folder(arguments),
                arguments.id,
                text,
                partial=arguments.partial,
                note=arguments.note,
                phrases=quoted,
                tell=tell,
            )
    except FingerprintError as error:
        raise CannotRunError(f"the text: {error.message}; {error.remedy}") from None
    print(f"Wrote {shown(path)}: {made.words} words in {len(made.paragraphs)} paragraphs.")
    return _compare(made, text, quoted)


def _trace(arguments: argparse.Namespace) -> int:
    """Note in a fingerprint what the book quotes by now; that needs no text."""
    from briefbook.cli import texts  # noqa: PLC0415  # as above
    from briefbook.sources.fingerprint import file_of, trace  # noqa: PLC0415

    known = texts.shelf(arguments)
    if arguments.id not in known:
        texts.read_text(texts.text_file(arguments, arguments.id))
    quoted = _quoted(arguments)
    made = trace(known[arguments.id], quoted)
    path = file_of(texts.folder(arguments), arguments.id)
    made.save(path)
    print(f"Wrote {shown(path)}: without the text, only what the book quotes was noted.")
    return _compare(made, None, quoted)


def _quoted(arguments: argparse.Namespace) -> list[str]:
    """Return what the book quotes of the source, as far as it can be read."""
    from briefbook.cli.reading import read_book  # noqa: PLC0415  # as above
    from briefbook.sources.fingerprint import Quotation, QuotationError  # noqa: PLC0415

    try:
        book = read_book(arguments)
    except CannotRunError as error:
        print(f"briefbook: its quotations are not looked at: {error}", file=sys.stderr)
        return []
    found = []
    for quotation in book["quotations"]:
        if quotation["source"] == arguments.id:
            try:
                Quotation.parse(quotation["text"])
            except QuotationError:
                continue  # 'check' reports it
            found.append(str(quotation["text"]))
    return found


def _compare(made: Fingerprint, text: str | None, quoted: list[str]) -> int:
    from briefbook.sources.fingerprint import Status  # noqa: PLC0415  # as above
    from briefbook.sources.fingerprint.text import split  # noqa: PLC0415

    paragraphs = split(text)[0] if text is not None else None
    wrong = 0
    for quotation in quoted:
        verdict = made.verify(quotation, paragraphs)
        if verdict.status is Status.SHORT:
            wrong += 1
            print(f"Too short to say without the text: '{quotation}'.")
        elif verdict.status is not Status.VERIFIED:
            wrong += 1
            difference = verdict.first_difference
            word = f" at '{difference.word}'" if difference and difference.word else ""
            print(f"Not in the text: '{quotation}'{word}.")
    if quoted:
        print(f"{len(quoted) - wrong} of {len(quoted)} quotations stand in it word for word.")
    return options.FINDINGS if wrong else options.CLEAN
