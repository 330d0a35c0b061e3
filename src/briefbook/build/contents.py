"""What the files of a book held when they were read, so that no change goes by unseen."""

from __future__ import annotations

import hashlib
import json
from typing import TYPE_CHECKING

from briefbook.files import write_whole

if TYPE_CHECKING:
    from pathlib import Path

    from sphinx.environment import BuildEnvironment


class Contents:
    """The digests of documents, each with the files that it depends on, kept in a file."""

    def __init__(self, path: Path) -> None:
        self._path = path

    def changed(self, env: BuildEnvironment) -> set[str]:
        """Return the documents whose files held something else when they were last read."""
        try:
            known = json.loads(self._path.read_text(encoding="utf-8"))
        except (OSError, ValueError):
            return set()  # the first run reads everything
        now = _digests(env)
        return {name for name in env.found_docs & now.keys() if known.get(name) != now[name]}

    def note(self, env: BuildEnvironment) -> None:
        """Keep what all documents hold now."""
        write_whole(self._path, json.dumps(_digests(env), sort_keys=True))


def _digests(env: BuildEnvironment) -> dict[str, str]:
    files: dict[Path, bytes] = {}
    found: dict[str, str] = {}
    for name in sorted(env.all_docs):
        digest = hashlib.sha256()
        beside = sorted(env.dependencies.get(name, ()))
        for path in (env.doc2path(name), *(env.srcdir / path for path in beside)):
            if path not in files:
                files[path] = _digest(path)
            digest.update(files[path])
        found[name] = digest.hexdigest()
    return found


def _digest(path: Path) -> bytes:
    return hashlib.sha256(path.read_bytes()).digest() if path.is_file() else b""
