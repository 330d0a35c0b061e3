"""Texts and fingerprints as a command line names them: by a source's id, or by a file."""

from __future__ import annotations

from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING

from briefbook.build.errors import CannotRunError
from briefbook.build.settings import book_settings
from briefbook.cli import options
from briefbook.cli.printing import shown
from briefbook.findings import nearest
from briefbook.sources.fingerprint import (
    Fingerprint,
    FingerprintError,
    Shelf,
    Text,
    file_of,
    load_shelf,
)
from briefbook.sources.fingerprint.text import split

if TYPE_CHECKING:
    import argparse
    from collections.abc import Iterator

    from briefbook.sources.fingerprint import Tell


@contextmanager
def telling(what: str) -> Iterator[Tell | None]:
    """Show on a terminal how far the slow step of a fingerprint has come."""
    with options.progress() as line:

        def tell(done: int, total: int) -> None:
            if line:
                line.show(f"{what} {100 * done // total:>3}%  {done} of {total} runs of words")

        yield tell if line else None


def folder(arguments: argparse.Namespace) -> Path:
    """Return where the book keeps its fingerprints."""
    source: Path = arguments.source.resolve()
    settings = book_settings(source)
    return source / str(settings.get("briefbook_fingerprints", "sources/fingerprints"))


def text_file(arguments: argparse.Namespace, source_id: str) -> Path:
    """Return where the text of a source would be."""
    source: Path = arguments.source.resolve()
    texts = source / str(book_settings(source).get("briefbook_texts", ".texts"))
    return file_of(texts, source_id).with_suffix(".txt")


def shelf(arguments: argparse.Namespace) -> Shelf:
    """Return the fingerprints of the book; raise `CannotRunError` for one that is broken."""
    found = load_shelf(folder(arguments))
    for finding in found.findings:
        message = f"'{shown(Path(finding.path))}': {finding.message}; {finding.remedy}"
        raise CannotRunError(message)
    return found


def read_text(path: Path) -> str:
    """Return the text of a file; raise `CannotRunError` where it is none."""
    try:
        return path.read_bytes().decode("utf-8")
    except FileNotFoundError:
        raise CannotRunError(f"there is no file '{shown(path)}'") from None
    except UnicodeDecodeError:
        raise CannotRunError(f"'{shown(path)}' is no text in UTF-8") from None


def either(arguments: argparse.Namespace, name: str) -> Text | Fingerprint:
    """Return the text in a file, or the fingerprint that a file or an id names."""
    path = Path(name)
    if path.is_file():
        if path.suffix == ".json":
            try:
                return Fingerprint.load(path)
            except FingerprintError as error:
                message = f"'{shown(path)}' {error.message}; {error.remedy}"
                raise CannotRunError(message) from None
        return Text.of(*split(read_text(path)))
    known = shelf(arguments)
    if name in known:
        return known[name]
    match = nearest(name, known)
    hint = f"did you mean '{match}'?" if match else "give a file, or the id of a source with one"
    raise CannotRunError(f"'{name}' is no file and has no fingerprint; {hint}")
