"""The folder that a build works in, and how its result replaces the last good one."""

from __future__ import annotations

import filecmp
import hashlib
import os
import shutil
import sys
from contextlib import contextmanager
from importlib import metadata
from pathlib import Path
from typing import TYPE_CHECKING

from briefbook.build.errors import BusyError, CannotRunError
from briefbook.build.stopping import StoppedError

if TYPE_CHECKING:
    from collections.abc import Iterator

PACKAGE = Path(__file__).parent.parent
LIBRARIES = (
    "docutils",
    "furo",
    "myst-parser",
    "pagefind",
    "pydantic",
    "sphinx",
    "sphinx-design",
    "typst",
)


class Workspace:
    """The folders of a book's build below ``out``, such as ``_build``.

    ``published`` is what readers see; it changes only in `publish`.  Everything that a build
    writes before it is known to be good lies in ``work``.  ``name`` is ``html`` for the site with
    its PDFs, ``pdf`` for the PDFs alone; each has read the sources for itself, because Sphinx
    tells only the builder of that run what has changed.
    """

    def __init__(self, out: Path, name: str = "html") -> None:
        self.out = out
        self.published = out / name
        self.work = out / ".work"
        self.fresh = self.work / name
        self.doctrees = self.work / f"{name}-doctrees"
        self.findings = self.work / f"{name}-findings.json"
        self.contents = self.work / f"{name}-contents.json"
        self._settings = self.work / f"{name}-settings"
        self._new, self._old = out / f".{name}.new", out / f".{name}.old"
        self._stamp = self.work / "stamp"
        self._running = self.work / "running"

    @contextmanager
    def claimed(self, settings: str = "") -> Iterator[None]:
        """Hold the folder for one build; raise `BusyError` where another holds it.

        Raises `CannotRunError` where what would be replaced was not made by a build.

        A build that was cut off leaves its mark, and one by another version of the tool leaves
        another stamp: either way what is there cannot be trusted, so the work starts afresh.
        ``settings`` stands for what decides which files there are: pages made under others go.
        """
        self._check_owned()
        self.out.mkdir(parents=True, exist_ok=True)
        with _lock(self.out / ".lock"):
            self._recover()
            stamp = tool_stamp()
            if self._running.exists() or _text(self._stamp) != stamp:
                shutil.rmtree(self.work, ignore_errors=True)
            self.work.mkdir(parents=True, exist_ok=True)
            if _text(self._settings) != settings:
                shutil.rmtree(self.fresh, ignore_errors=True)
                self._settings.write_text(settings, encoding="utf-8")
            self._stamp.write_text(stamp, encoding="utf-8")
            self._running.touch()
            try:
                yield
            except StoppedError:  # what has been done up to there is whole
                self._running.unlink(missing_ok=True)
                raise
            self._running.unlink(missing_ok=True)

    def _check_owned(self) -> None:
        """Raise `CannotRunError` where a folder that no build made would be replaced.

        Every build leaves its lock beside what it publishes, and Sphinx itself a note in it.
        """
        marks = (self.out / ".lock", self.published / ".buildinfo")
        if any(mark.exists() for mark in marks) or not self.published.exists():
            return
        if not self.published.is_dir() or any(self.published.iterdir()):
            message = f"'{self.published}' was not made by a build, and would be replaced"
            raise CannotRunError(f"{message}; move it away, or choose another folder with --out")

    def publish(self) -> None:
        """Replace what readers see by what was built: whole, or not at all."""
        self._recover()
        try:
            self._copy(self._new)
            if self.published.exists():
                self.published.rename(self._old)
            self._new.rename(self.published)
        finally:
            self._recover()

    def _recover(self) -> None:
        """Put back what a publication that was cut off had moved aside, and tidy up after it."""
        if self._old.exists() and not self.published.exists():
            self._old.rename(self.published)
        for leftover in (self._new, self._old):
            shutil.rmtree(leftover, ignore_errors=True)

    def _copy(self, new: Path) -> None:
        """Copy the work to ``new``; a file that readers have already is linked, not copied.

        The work itself is never linked: the next build writes into its files.
        """
        for folder, _, names in os.walk(self.fresh):
            relative = Path(folder).relative_to(self.fresh)
            (new / relative).mkdir(parents=True, exist_ok=True)
            for name in names:
                if name in {".buildinfo", ".buildinfo.bak"}:
                    continue
                fresh, published = Path(folder) / name, self.published / relative / name
                target = new / relative / name
                same = published.is_file() and filecmp.cmp(fresh, published, shallow=False)
                if not same or not _linked(published, target):
                    shutil.copy2(fresh, target)


def _text(path: Path) -> str:
    return path.read_text(encoding="utf-8") if path.is_file() else ""


def _linked(published: Path, target: Path) -> bool:
    """Return whether a second name could be given to a file; some file systems know none."""
    try:
        os.link(published, target)
    except OSError:
        return False
    return True


@contextmanager
def _lock(path: Path) -> Iterator[None]:
    with path.open("a") as handle:
        if sys.platform != "win32":
            import fcntl  # noqa: PLC0415  # not on Windows, where builds are not locked

            try:
                fcntl.flock(handle, fcntl.LOCK_EX | fcntl.LOCK_NB)
            except OSError as error:
                raise BusyError(f"another build is at work in '{path.parent}'") from error
        yield


def tool_stamp() -> str:
    """Return what identifies the tool: its own files, so that a changed checkout counts.

    The versions of what it builds with count as well.
    """
    digest = hashlib.sha256(sys.version.encode())
    for name in LIBRARIES:
        digest.update(f"{name} {metadata.version(name)}".encode())
    for path in sorted(PACKAGE.rglob("*")):
        if path.is_file() and "__pycache__" not in path.parts:
            digest.update(path.relative_to(PACKAGE).as_posix().encode())
            digest.update(path.read_bytes())
    return digest.hexdigest()
