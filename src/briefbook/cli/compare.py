"""``briefbook compare``."""

from __future__ import annotations

from typing import TYPE_CHECKING

from briefbook.build.errors import CannotRunError
from briefbook.cli import options

if TYPE_CHECKING:
    import argparse

    from briefbook.sources.fingerprint import Match


def add(commands: options.Subparsers) -> None:
    """Add the command."""
    parser = options.add_command(
        commands,
        "compare",
        "show the runs of words that two texts share",
        "Show where two texts have five words or more in common. Each is an article in a file, or "
        "a source by its id or the file of its fingerprint. Where one is a text, the places "
        "are exact to the word and the words are shown; two fingerprints tell paragraphs and "
        "length.",
        """
        briefbook compare article.txt speech.txt
        briefbook compare article.txt harbour-news-2025 --words 8
        briefbook compare harbour-news-2025 port-accounts-2025
        """,
    )
    parser.add_argument("one", metavar="A", help="a file, or the id of a source")
    parser.add_argument("other", metavar="B", help="a file, or the id of a source")
    parser.add_argument(
        "--words", type=int, default=5, metavar="N", help="leave shorter runs out (default: 5)"
    )
    options.add_source(parser)
    parser.set_defaults(run=_run)


def _run(arguments: argparse.Namespace) -> int:
    from briefbook.cli import texts  # noqa: PLC0415  # --help need not load pydantic
    from briefbook.sources.fingerprint import RUN, FingerprintError, compare  # noqa: PLC0415

    if arguments.words < RUN:
        raise CannotRunError(f"--words: shared runs have {RUN} words at least")
    one, other = (texts.either(arguments, name) for name in (arguments.one, arguments.other))
    try:
        with texts.telling("Comparing") as tell:
            found = compare(one, other, arguments.words, tell)
    except FingerprintError as error:
        raise CannotRunError(f"'{arguments.other}' {error.message}; {error.remedy}") from None
    for match in found:
        print(_line(match))
    print(f"{len(found)} run{'' if len(found) == 1 else 's'} of words in common.")
    return options.CLEAN


def _line(match: Match) -> str:
    if match.first_word is None:
        places = f"paragraph {match.first} and paragraph {match.second}"
        return f"{places}: about {match.length} words"
    first = f"paragraph {match.first}, word {match.first_word}"
    second = f"paragraph {match.second}, word {match.second_word}"
    return f"{first} and {second}: {match.length} words: {match.text}"
