"""What the files of a book must not be, or be called, before any of them is read."""

from __future__ import annotations

from pathlib import PurePosixPath
from typing import TYPE_CHECKING

from briefbook.findings import Finding

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator
    from pathlib import Path

    from sphinx.application import Sphinx

_OF_THE_SITE = {"genindex", "search"}
"""Pages that every site has, beside those of the book."""


def troubles(app: Sphinx, docnames: Iterable[str]) -> list[Finding]:
    """Return what is wrong with the files of documents; those that lead in a circle first.

    Where a folder leads in a circle nothing else is said, because every document is there again
    and again.
    """
    files = {name: app.env.doc2path(name, base=False).as_posix() for name in sorted(docnames)}
    circles = list(_circles(app.srcdir, files.values()))
    return circles or [*_kinds(app.srcdir, files), *_names(files)]


def _circles(root: Path, files: Iterable[str]) -> Iterator[Finding]:
    """Yield a finding for every folder that is a link to one above it."""
    folders = {parent for file in files for parent in PurePosixPath(file).parents}
    for folder in sorted(folders, key=lambda folder: (len(folder.parts), folder)):
        here = root / folder
        inside = any((root / parent).is_symlink() for parent in folder.parents if parent.name)
        if inside or not here.is_symlink():  # what lies in a linked folder is told of with it
            continue
        above = here.parent.resolve()
        if here.resolve() in {above, *above.parents}:
            message, remedy = "this link leads to a folder above it", "remove it"
            yield Finding(str(folder), 0, "file-kind", message, remedy)


def _kinds(root: Path, files: dict[str, str]) -> Iterator[Finding]:
    """Yield a finding for every pipe or device, from which reading might never come back."""
    for file in files.values():
        path = root / file
        if path.exists() and not path.is_file():
            message, remedy = "this is no file with a text", "remove it"
            yield Finding(printable(file), 0, "file-kind", message, remedy)


def _names(files: dict[str, str]) -> Iterator[Finding]:
    """Yield a finding for every name that the site cannot have."""
    first: dict[str, str] = {}
    for docname, file in files.items():
        other = first.setdefault(docname.casefold(), file)
        if not docname.isprintable():  # as a name in bytes that are no UTF-8 is not
            message, remedy = "the file's name holds signs that cannot be printed", "rename it"
        elif docname in _OF_THE_SITE:
            message, remedy = "the site has a page of this name already", "rename the file"
        elif other != file:
            message = f"the name differs from '{other}' in capitals alone, which many systems"
            message, remedy = f"{message} take for the same", "rename one of the two"
        else:
            continue
        yield Finding(printable(file), 0, "file-name", message, remedy)


def printable(text: str) -> str:
    """Return a name as it can be printed, with what cannot be spelt out as in Python."""
    return "".join(sign if sign.isprintable() else ascii(sign)[1:-1] for sign in text)
