"""An earlier state of a book out of its repository, in a folder of its own."""

from __future__ import annotations

import posixpath
import subprocess
import tarfile
import tempfile
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING

from briefbook.build.errors import CannotRunError

if TYPE_CHECKING:
    from collections.abc import Iterator


@contextmanager
def tree_of(source: Path, revision: str) -> Iterator[tuple[Path, str]]:
    """Yield a folder with the book as it was at ``revision``, and the commit's short name.

    The book's own folder, its index and its branches are not touched.  Raises `CannotRunError`
    where there is no repository, no such revision, or no book in it.
    """
    if not source.is_dir():
        raise CannotRunError(f"there is no folder '{source}'")
    top = Path(_git(source, "rev-parse", "--show-toplevel", what="no repository").strip())
    if revision.startswith("-"):
        raise CannotRunError(f"'{revision}' is no revision")
    commit = _commit(source, revision)
    inside = source.resolve().relative_to(top.resolve()).as_posix()
    with tempfile.TemporaryDirectory(prefix="briefbook-") as name:
        # Git may put a name with a drive or a link before it; the book is compared by content.
        folder = Path(name).resolve() / "book"
        folder.mkdir()
        _unpack(top, commit, "" if inside == "." else inside, Path(name) / "tree.tar", folder)
        book = folder if inside == "." else folder / inside
        if not (book / "conf.py").is_file():
            raise CannotRunError(f"there was no book in '{inside}' at {revision}")
        yield book, _git(source, "rev-parse", "--short", commit, what="no commit").strip()


def _commit(source: Path, revision: str) -> str:
    try:
        return _git(
            source, "rev-parse", "--verify", "--quiet", f"{revision}^{{commit}}", what=""
        ).strip()
    except CannotRunError:
        message = f"the repository has no revision '{revision}'; 'git log --oneline' lists them"
        if _git(source, "rev-parse", "--is-shallow-repository", what="").strip() == "true":
            message += ", and 'git fetch --unshallow' gets those that this shallow clone lacks"
        raise CannotRunError(message) from None


def _unpack(top: Path, commit: str, inside: str, archive: Path, folder: Path) -> None:
    paths = [inside] if inside else []
    try:
        _git(top, "archive", "--format=tar", f"--output={archive}", commit, *paths, what="nothing")
    except CannotRunError:
        raise CannotRunError(f"there was no '{inside}' at that revision") from None
    try:
        with tarfile.open(archive) as tar:
            for member in tar.getmembers():
                _refuse_a_way_out(member)
            # As the standard library advises: the oldest releases of 3.11 have no filters.
            tar.extraction_filter = getattr(tarfile, "data_filter", lambda member, _: member)
            tar.extractall(folder)  # noqa: S202  # filtered, and out of the user's own repository
    except tarfile.TarError as error:
        raise CannotRunError(f"the book at that revision cannot be unpacked: {error}") from None
    archive.unlink()


def _refuse_a_way_out(member: tarfile.TarInfo) -> None:
    """Raise `tarfile.TarError` for a link, the one kind of entry of Git's that can lead out."""
    if not member.issym():
        return
    place = posixpath.normpath(posixpath.join(posixpath.dirname(member.name), member.linkname))
    if posixpath.isabs(place) or place.split("/")[0] == "..":
        raise tarfile.ExtractError(f"'{member.name}' is a link to '{member.linkname}'")


def _git(folder: Path, *arguments: str, what: str) -> str:
    try:
        done = subprocess.run(
            ["git", "-C", str(folder), *arguments],  # noqa: S607  # the user's own git
            capture_output=True,
            text=True,
            check=True,
        )
    except FileNotFoundError:
        raise CannotRunError("git is not installed; 'diff' needs it") from None
    except subprocess.CalledProcessError as error:
        if "not a git repository" in error.stderr:
            message = f"'{folder}' is in no git repository, so there is nothing to compare with"
            raise CannotRunError(message) from None
        raise CannotRunError(f"git found {what}: {' '.join(error.stderr.split())}") from None
    return done.stdout
