"""The book as data, for commands that only look at it."""

from __future__ import annotations

import sys
from typing import TYPE_CHECKING, Any

from briefbook.build.check import check_book
from briefbook.build.errors import CannotRunError
from briefbook.cli import options

if TYPE_CHECKING:
    import argparse

    from briefbook.build.check import Check


def read_book(arguments: argparse.Namespace) -> dict[str, Any]:
    """Return what the book holds, in the form of briefs.json; say where that is not all.

    Raises `CannotRunError` where it cannot be read at all.
    """
    book, _ = read_with_check(arguments)
    return book


def read_with_check(arguments: argparse.Namespace) -> tuple[dict[str, Any], Check]:
    """Return what the book holds as `read_book` does, and the check that has read it."""
    source, out = options.source_and_out(arguments)
    with options.progress(quiet=getattr(arguments, "quiet", False)) as line:
        result = check_book(source, out, arguments.jobs, line)
    if result.book is None:
        raise CannotRunError("the book cannot be read; 'briefbook check' says why")
    if result.failed:
        hint = "the book has errors, so this may not be all of it; see 'briefbook check'"
        print(f"briefbook: {hint}", file=sys.stderr)
    return result.book, result
