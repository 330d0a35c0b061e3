"""A run of Sphinx that writes nothing and forgets nothing that it found."""

from __future__ import annotations

from collections import defaultdict
from typing import TYPE_CHECKING, Any

from briefbook.build.sphinx_run import RunOptions, SphinxRun
from briefbook.exports.book import describe
from briefbook.rules.registry import RULES

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable
    from pathlib import Path

    from sphinx.application import Sphinx
    from sphinx.environment import BuildEnvironment

    from briefbook.build.check import How
    from briefbook.build.memory import Memory
    from briefbook.build.workspace import Workspace
    from briefbook.findings import Finding


class CheckRun(SphinxRun):
    """Reads what has changed, resolves every document, and adds what was found before.

    After `build`, ``read`` holds what was found in reading each document, ``watched`` the files
    outside the book that it includes, and ``book`` what the register holds.
    """

    def __init__(
        self,
        source: Path,
        workspace: Workspace,
        known: Memory,
        how: How,
    ) -> None:
        # Sphinx's own builder that resolves every document and writes none.
        overrides = {"briefbook_today": how.today.isoformat()} if how.today else {}
        super().__init__(source, workspace, RunOptions("dummy", how.jobs, overrides), how.progress)
        self.read = dict(known.read)
        self.watched = list(known.watched)
        self.book: dict[str, Any] | None = None
        self._before: set[Finding] = set()
        self._to_read: list[str] = []
        self._noted = False

    def _run(self, app: Sphinx, after: Callable[[Sphinx], list[Finding]]) -> list[Finding]:
        app.connect("env-before-read-docs", self._note_plan, priority=0)
        app.connect("env-updated", _check_always)
        app.connect("env-check-consistency", self._note_read, priority=0)
        app.connect("build-finished", self._note_book)
        found = super()._run(app, after)
        # What could not be read is not what it was when something was found in it.
        unread = set() if self._noted else set(self._to_read)
        before = (self.read[docname] for docname in self.read if docname not in unread)
        return [*found, *(finding for findings in before for finding in findings)]

    def _remember(self, found: list[Finding]) -> None:
        """Keep nothing here: what was found in reading is kept per document."""

    def _read_again(
        self, app: Sphinx, env: BuildEnvironment, added: set[str], changed: set[str], gone: set[str]
    ) -> list[str]:
        """Return the documents that changed; all where something was found that belongs to none."""
        del app, added, changed
        for docname in gone:
            self.read.pop(docname, None)
        return sorted(env.found_docs if self.read.pop("", None) else self._contents.changed(env))

    def _note_plan(self, app: Sphinx, env: BuildEnvironment, docnames: list[str]) -> None:
        del app, env
        self._to_read = list(docnames)
        self._before = set(self._catcher.findings)

    def _note_read(self, app: Sphinx, env: BuildEnvironment) -> None:
        """Sort what was found in reading by document; Sphinx has let it out just now."""
        self._noted = True
        for docname in self._to_read:
            self.read.pop(docname, None)
        found: defaultdict[str, list[Finding]] = defaultdict(list)
        for finding in self._catcher.findings:
            # What the rules find they find in the register, and find again every time.
            if finding not in self._before and finding.rule not in RULES:
                for docname in _documents(finding.path, self._to_read, app, env):
                    found[docname].append(finding)
        self.read.update(found)
        inside = {path for paths in env.dependencies.values() for path in paths}
        self.watched = sorted(str(app.srcdir / path) for path in inside)

    def _note_book(self, app: Sphinx, error: Exception | None) -> None:
        if error is None:
            self.book = describe(app)


def _check_always(app: Sphinx, env: BuildEnvironment) -> list[str]:
    """Have Sphinx check how documents hang together even where it has read none."""
    del app
    return [str(env.config.root_doc)]


def _documents(
    path: str, candidates: Iterable[str], app: Sphinx, env: BuildEnvironment
) -> list[str]:
    """Return the documents that a finding comes from: that file, or those which include it."""
    if not path:
        return [""]
    file = app.srcdir / path
    if (docname := str(env.path2doc(file))) in env.found_docs:
        return [docname]
    found = []
    for candidate in candidates:
        included = {(app.srcdir / name).resolve() for name in env.dependencies.get(candidate, ())}
        if file.resolve() in included:
            found.append(candidate)
    return found or [""]
