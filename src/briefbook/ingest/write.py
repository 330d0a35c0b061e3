"""Several files written as one step: all of them, or none."""

from __future__ import annotations

import contextlib
from typing import TYPE_CHECKING

from briefbook.files import write_whole

if TYPE_CHECKING:
    from collections.abc import Mapping
    from pathlib import Path


def write_all(files: Mapping[Path, str]) -> None:
    """Write every file, or put back what was there; raises OSError.

    Each is written whole; where one cannot be, those before it become what they were.
    """
    before = {path: path.read_bytes() if path.is_file() else None for path in files}
    made: list[Path] = []
    done: list[Path] = []
    try:
        for path, text in files.items():
            made += _make_folder(path.parent)
            done.append(path)
            write_whole(path, text)
    except BaseException:
        for path in reversed(done):
            _restore(path, before[path])
        for folder in reversed(made):
            with contextlib.suppress(OSError):
                folder.rmdir()
        raise


def _make_folder(folder: Path) -> list[Path]:
    """Make a folder and those above it; return the new ones, from the outermost."""
    missing = [path for path in (folder, *folder.parents) if not path.exists()]
    folder.mkdir(parents=True, exist_ok=True)
    return missing[::-1]


def _restore(path: Path, data: bytes | None) -> None:
    with contextlib.suppress(OSError):
        if data is None:
            path.unlink(missing_ok=True)
        elif path.read_bytes() != data:
            path.write_bytes(data)
