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
from briefbook.sources.fingerprint.text import join, split

if TYPE_CHECKING:
    import argparse
    from collections.abc import Iterable, Iterator

    from briefbook.sources.fingerprint import Tell

_ARTICLES = {".html", ".htm", ".pdf", ".docx"}


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


def at_hand(arguments: argparse.Namespace, ids: Iterable[str]) -> dict[str, list[str]]:
    """Return the paragraphs of the sources whose text is on this machine."""
    files = {source_id: text_file(arguments, source_id) for source_id in ids}
    return {name: split(read_text(path))[0] for name, path in files.items() if path.is_file()}


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
        return Text.of(*split(article_text(path)))
    known = shelf(arguments)
    if name in known:
        return known[name]
    match = nearest(name, known)
    hint = f"did you mean '{match}'?" if match else "give a file, or the id of a source with one"
    raise CannotRunError(f"'{name}' is no file and has no fingerprint; {hint}")


def article_text(path: Path) -> str:
    """Return the text of a file; of a page, a PDF or a Word file that of the article in it.

    Its paragraphs are then numbered as by ingest.  Raises `CannotRunError`.
    """
    if path.suffix.lower() not in _ARTICLES or not path.is_file():
        return read_text(path)
    from briefbook.ingest.article import UnreadableError  # noqa: PLC0415  # only for such files
    from briefbook.ingest.extra import MissingLibraryError  # noqa: PLC0415  # as above
    from briefbook.ingest.read import read  # noqa: PLC0415  # as above

    try:
        _, paragraphs = read(path.read_bytes(), path.name)
    except UnreadableError as error:
        raise CannotRunError(f"'{shown(path)}' {error.message}; {error.remedy}") from None
    except MissingLibraryError as error:
        raise CannotRunError(str(error)) from None
    return join([p.whole for p in paragraphs], [p.number for p in paragraphs])
