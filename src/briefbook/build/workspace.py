"""The folder that a build works in, and how its result replaces the last good one."""

from __future__ import annotations

import filecmp
import hashlib
import os
import shutil
import sys
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator

PACKAGE = Path(__file__).parent.parent


class BusyError(Exception):
    """Another build works in the same folder."""


class Workspace:
    """The folders of a book's build below ``out``, such as ``_build``.

    ``published`` is what readers see; it changes only in `publish`.  Everything that a build
    writes before it is known to be good lies in ``work``.  ``name`` is ``html`` for the site with
    its PDFs, ``pdf`` for the PDFs alone; both share what Sphinx has read.
    """

    def __init__(self, out: Path, name: str = "html") -> None:
        self.out = out
        self.published = out / name
        self.work = out / ".work"
        self.fresh = self.work / name
        self.doctrees = self.work / "doctrees"
        self.findings = self.work / "findings.json"
        self._stamp = self.work / "stamp"
        self._running = self.work / "running"

    @contextmanager
    def claimed(self) -> Iterator[None]:
        """Hold the folder for one build; raise `BusyError` where another holds it.

        A build that was cut off leaves its mark, and one by another version of the tool leaves
        another stamp: either way what is there cannot be trusted, so the work starts afresh.
        """
        self.out.mkdir(parents=True, exist_ok=True)
        with _lock(self.out / ".lock"):
            stamp = _tool_stamp()
            known = self._stamp.read_text() if self._stamp.is_file() else ""
            if self._running.exists() or known != stamp:
                shutil.rmtree(self.work, ignore_errors=True)
            self.work.mkdir(parents=True, exist_ok=True)
            self._stamp.write_text(stamp)
            self._running.touch()
            yield
            self._running.unlink(missing_ok=True)

    def publish(self) -> None:
        """Replace what readers see by what was built: whole, in one rename, or not at all."""
        name = self.published.name
        new, old = self.out / f".{name}.new", self.out / f".{name}.old"
        for leftover in (new, old):
            shutil.rmtree(leftover, ignore_errors=True)
        self._copy(new)
        if self.published.exists():
            self.published.rename(old)
        new.rename(self.published)
        shutil.rmtree(old, ignore_errors=True)

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
                if published.is_file() and filecmp.cmp(fresh, published, shallow=False):
                    os.link(published, target)
                else:
                    shutil.copy2(fresh, target)


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


def _tool_stamp() -> str:
    """Return what identifies the tool: its own files, so that a changed checkout counts."""
    digest = hashlib.sha256(sys.version.encode())
    for path in sorted(PACKAGE.rglob("*")):
        if path.is_file() and "__pycache__" not in path.parts:
            digest.update(path.relative_to(PACKAGE).as_posix().encode())
            digest.update(path.read_bytes())
    return digest.hexdigest()
