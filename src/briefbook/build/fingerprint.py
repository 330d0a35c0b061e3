"""What a book's findings depend on, as two digests that can be taken without Sphinx."""

from __future__ import annotations

import hashlib
import os
import sys
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

_TOOLS = {".git", ".hg", ".tox", ".nox", ".venv", "__pycache__", "node_modules"}
_CACHES = {".mypy_cache", ".ruff_cache", ".pytest_cache", ".hypothesis", ".idea", ".vscode"}
# Shells set these anew in every session; a conf.py has no reason to read them.
_PASSING = {"_", "PWD", "OLDPWD", "SHLVL", "COLUMNS", "LINES", "TERM", "COLORTERM", "WINDOWID"}
_PASSING |= {"NO_COLOR", "FORCE_COLOR", "TERM_PROGRAM", "TERM_SESSION_ID", "HISTFILE", "PS1"}


def of_book(source: Path, out: Path) -> str:
    """Return the digest of every file of the book, and of the environment that conf.py sees.

    Files count by size and by the times of their last change, which Sphinx goes by as well.
    """
    lines = [_state(path) for path in _files(source, out)]
    variables = sorted((k, v) for k, v in os.environ.items() if k not in _PASSING)
    lines += [sys.version, sys.executable, *map(repr, variables)]
    return _digest(lines)


def of_files(paths: Iterable[str]) -> str:
    """Return the digest of files outside the book: modules of Python, included files."""
    return _digest(_state(Path(path)) for path in paths)


def modules() -> list[str]:
    """Return the files of all modules that this process has loaded."""
    files = (getattr(module, "__file__", None) for module in list(sys.modules.values()))
    return sorted({file for file in files if file})


def _files(source: Path, out: Path) -> Iterator[Path]:
    for folder, names, files in os.walk(source):
        here = Path(folder)
        names[:] = sorted(name for name in names if not _passed_over(here / name, out))
        yield from (here / name for name in sorted(files))


def _passed_over(folder: Path, out: Path) -> bool:
    if folder.name in _TOOLS or folder.name in _CACHES or folder == out:
        return True
    # A Python's own folder, or one in which this program builds: what is made there follows.
    return (folder / "pyvenv.cfg").is_file() or any(
        (folder / name).is_dir() for name in (".check", ".work")
    )


def _state(path: Path) -> str:
    try:
        stat = path.stat()
    except OSError:
        return f"{path} is not there"
    return f"{path} {stat.st_size} {stat.st_mtime_ns} {stat.st_ctime_ns}"


def _digest(lines: Iterable[str]) -> str:
    return hashlib.sha256("\n".join(lines).encode("utf-8", "surrogateescape")).hexdigest()
