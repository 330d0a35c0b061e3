"""The files of a built site, by their exact names."""

from __future__ import annotations

import os
from functools import cached_property
from posixpath import basename, dirname, splitext
from typing import TYPE_CHECKING
from unicodedata import normalize

from briefbook.findings import nearest

if TYPE_CHECKING:
    from collections.abc import Iterable
    from pathlib import Path

# Comparing a word with every name takes milliseconds; past this many, advice is not worth it.
_MOST_ADVICE = 60


class SiteFiles:
    """Every file below ``root``, found by exact name whatever the file system thinks of case."""

    def __init__(self, root: Path) -> None:
        self.root = root
        self.names = tuple(sorted(_walk(str(root))))
        self._known = frozenset(self.names)
        self._folders = frozenset(_folders(self.names))
        self._advice: dict[str, str] = {}

    def __contains__(self, name: str) -> bool:
        return name in self._known

    def find(self, path: str) -> str | None:
        """Return the file that a web server sends for ``path``, or None."""
        if path in self._known:
            return path
        folder = path.rstrip("/")
        index = f"{folder}/index.html" if folder else "index.html"
        return index if index in self._known else None

    def why_missing(self, path: str) -> str:
        """Return what is wrong with a ``path`` that `find` does not find."""
        bare = path.rstrip("/")
        if bare in self._folders or not bare:
            return f"the folder {bare or 'of the site'} has no index.html"
        if bare in self._known:
            return f"{bare} is a file, not a folder"
        return "no such file in the site"

    def advice(self, path: str) -> str:
        """Return the file that ``path`` was probably meant to be, as a remedy, or nothing."""
        bare = path.rstrip("/")
        if bare not in self._advice:
            spent = len(self._advice) >= _MOST_ADVICE
            self._advice[bare] = "" if spent else self._find_advice(bare)
        return self._advice[bare]

    def _find_advice(self, bare: str) -> str:
        folder, wanted = dirname(bare), basename(bare)
        called = self._by_folded.get(_folded(bare))
        if called:
            return f"the file is called '{called}'; capitals and accents count"
        for candidate in (f"{bare}.html", f"{bare.removesuffix('.html')}/index.html"):
            if candidate in self._known:
                return f"the page is '{candidate}'"
        elsewhere = self._by_basename.get(wanted, [])
        if len(elsewhere) == 1:
            return f"there is one at '{elsewhere[0]}'"
        beside = [name for name in self.names if dirname(name) == folder]
        match = _most_like(wanted, beside) or _most_like(wanted, self.names)
        return f"nearest is '{match}'" if match else ""

    @cached_property
    def _by_folded(self) -> dict[str, str]:
        return {_folded(name): name for name in reversed(self.names)}

    @cached_property
    def _by_basename(self) -> dict[str, list[str]]:
        named: dict[str, list[str]] = {}
        for name in self.names:
            named.setdefault(basename(name), []).append(name)
        return named


def _most_like(wanted: str, names: Iterable[str]) -> str | None:
    """Return the file whose name without its ending is most like that of ``wanted``."""
    stem, suffix = splitext(wanted)
    stems: dict[str, str] = {}
    for name in names:
        other, other_suffix = splitext(basename(name))
        # Every page ends in ".html": that two names share it makes them no more alike.
        if other_suffix == suffix or other == stem:
            stems.setdefault(other, name)
    match = nearest(stem, stems)
    return stems[match] if match else None


def _folded(name: str) -> str:
    return normalize("NFC", name).casefold()


def _folders(names: Iterable[str]) -> Iterable[str]:
    for name in names:
        folder = dirname(name)
        while folder:
            yield folder
            folder = dirname(folder)


def _walk(root: str, below: str = "", above: frozenset[str] = frozenset()) -> Iterable[str]:
    """Yield every file as a path below ``root``; links are followed, but never in a circle."""
    here = os.path.realpath(os.path.join(root, below))  # noqa: PTH118  # names may not be UTF-8
    if here in above:
        return
    try:
        entries = list(os.scandir(here))
    except OSError:
        return
    for entry in entries:
        name = f"{below}/{entry.name}" if below else entry.name
        try:
            if entry.is_dir():
                yield from _walk(root, name, above | {here})
            elif entry.is_file():
                yield name
        except OSError:
            continue
