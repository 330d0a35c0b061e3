"""Has a later run of Sphinx write what a first run would have written, and no page in vain.

Sphinx writes anew only what was read anew.  But pages show parts of one another: titles in the
navigation, judgements that rest on a claim, registers, the definition of a term.
"""

from __future__ import annotations

import json
from pathlib import Path
from typing import TYPE_CHECKING

from briefbook.afresh.surroundings import digests, is_filled
from briefbook.files import write_whole
from briefbook.register import register_of

if TYPE_CHECKING:
    from docutils import nodes
    from sphinx.application import Sphinx
    from sphinx.environment import BuildEnvironment


class _Stale:
    """Knows what each page showed of the others when it was written last."""

    def __init__(self) -> None:
        self._shown: dict[str, str] = {}

    def find(self, app: Sphinx, env: BuildEnvironment) -> list[str]:
        """Return the documents whose pages would show something else of the others by now."""
        domain = register_of(env)
        if app.builder.format != "html":
            domain.everything = domain.changed
            return sorted(env.found_docs) if domain.changed else []
        # Until all is written nobody can say what the pages show, should this run break off.
        before, self._shown = _take(_kept(app)), digests(app)
        stale = {name for name, shown in self._shown.items() if before.get(name) != shown}
        domain.everything = len(stale) == len(self._shown)
        if domain.changed:
            stale |= domain.filled
        return sorted(stale)

    def keep(self, app: Sphinx, error: Exception | None) -> None:
        """Keep what the pages show now."""
        if error is None and app.builder.format == "html":
            write_whole(_kept(app), json.dumps(self._shown, indent=0, sort_keys=True))


def _kept(app: Sphinx) -> Path:
    return Path(app.doctreedir) / "shown.json"


def _take(path: Path) -> dict[str, str]:
    if not path.is_file():
        return {}
    kept: dict[str, str] = json.loads(path.read_text(encoding="utf-8"))
    path.unlink()
    return kept


def _purged(app: Sphinx, env: BuildEnvironment, docname: str) -> None:
    """Note that a document has gone or is read anew."""
    del app, docname
    register_of(env).changed = True


def _note_filled(app: Sphinx, doctree: nodes.document) -> None:
    if is_filled(doctree):
        register_of(app.env).note_filled(app.env.current_document.docname)


def setup(app: Sphinx) -> None:
    """Watch what is read, and say before writing what is to be written with it."""
    stale = _Stale()
    app.connect("env-purge-doc", _purged)
    app.connect("doctree-read", _note_filled)
    app.connect("env-updated", stale.find)
    app.connect("build-finished", stale.keep, priority=0)
