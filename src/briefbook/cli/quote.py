"""``briefbook quote``."""

from __future__ import annotations

from typing import TYPE_CHECKING

from briefbook.build.errors import CannotRunError
from briefbook.cli import options

if TYPE_CHECKING:
    import argparse

    from briefbook.sources.fingerprint import Found


def add(commands: options.Subparsers) -> None:
    """Add the command."""
    parser = options.add_command(
        commands,
        "quote",
        "say which source a phrase comes from",
        "Look a phrase of five words or more up in all fingerprints of the book, and say where it "
        "stands. A source that has only a part of it is named with the first word that differs. "
        "A shorter phrase is found where it has been confirmed, or where the text is in .texts.",
        """
        briefbook quote "principles of the United Nations Charter"
        """,
    )
    parser.add_argument("phrase", metavar="PHRASE", help="the words, as they are to be quoted")
    options.add_source(parser)
    parser.set_defaults(run=_run)


def _run(arguments: argparse.Namespace) -> int:
    from briefbook.cli import texts  # noqa: PLC0415  # --help need not load pydantic
    from briefbook.sources.fingerprint import (  # noqa: PLC0415
        RUN,
        Quotation,
        QuotationError,
        find,
    )

    known = texts.shelf(arguments)
    try:
        found = find(arguments.phrase, known, texts.at_hand(arguments, known))
        short = any(len(part) < RUN for part in Quotation.parse(arguments.phrase).stretches)
    except QuotationError as error:
        raise CannotRunError(f"the phrase {error.message}; {error.remedy}") from None
    for one in found:
        print(_line(one))
    if found:
        return options.CLEAN if found[0].verdict.spans else options.FINDINGS
    if not known:
        print("The book has no fingerprints to look in; 'briefbook fingerprint' makes one.")
        return options.FINDINGS
    hint = f"; of fewer than {RUN} words, only those are known that were confirmed"
    print(f"None of {len(known)} fingerprints has it{hint if short else ''}.")
    return options.FINDINGS


def _line(found: Found) -> str:
    verdict, difference = found.verdict, found.verdict.first_difference
    place = f"{found.source}: paragraph {verdict.paragraph}"
    if verdict.spans:
        others = [str(number) for number in verdict.paragraphs if number != verdict.paragraph]
        also = f"; also in {', '.join(others)}" if others else ""
        return f"{place}, word {verdict.word}{also}"
    if difference is None:
        return f"{place} has a part: {verdict.reason}"
    return f"{place} has a part: word {difference.index}, '{difference.word}', differs"
