"""Pages and handouts of saved documents, from an environment that is kept in memory."""

from __future__ import annotations

import shutil
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING

from docutils import nodes
from sphinx.environment.collectors.toctree import TocTreeCollector
from sphinx.util.docutils import docutils_namespace, patch_docutils

from briefbook import rules
from briefbook.build.remedies import settle
from briefbook.build.sphinx_run import SphinxRun
from briefbook.exports.book import remember_part
from briefbook.findings import Severity
from briefbook.library import source_file
from briefbook.parity.mark import mark_in
from briefbook.register import register_of
from briefbook.site import navigation
from briefbook.terms.collect import work_out
from briefbook.typst.single import make_handouts

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from sphinx.application import Sphinx
    from sphinx.builders.html import StandaloneHTMLBuilder

    from briefbook.findings import Finding
    from briefbook.serving.press import PressRoom

_Numbers = dict[str, dict[str, tuple[int, ...]]]

_MOST = 3
"""Documents that are made at once; where more have changed, the whole book follows soon enough."""


@dataclass
class Made:
    """What came of a save: findings, and files by their paths in the site where none is an error.

    ``paths`` are those of the documents that the saved files belong to; where there are none,
    or too many, nothing was made, and only a build of the whole book can tell.
    """

    paths: list[str] = field(default_factory=list)
    findings: list[Finding] = field(default_factory=list)
    files: dict[str, Path] = field(default_factory=dict)


class Resident(SphinxRun):
    """An application with its environment, from which one page after the other is made.

    What `make` does to the environment stays in it: so it is called in a copy of the process.
    """

    app: Sphinx

    @contextmanager
    def at_hand(self) -> Iterator[bool]:
        """Load the environment of the last build; tell whether there is a usable one."""
        with patch_docutils(self._source), docutils_namespace():
            self.app = self._application()
            self.app.env.find_files(self.app.config, self.app.builder)
            yield bool(self.app.env.all_docs)

    def warm(self, folder: Path) -> None:
        """Write a page in vain, so that templates and the navigation are at hand as well."""
        briefs = list(register_of(self.app.env).briefs)
        if briefs:
            self._write(briefs[:1], folder)

    def documents(self, changed: Sequence[Path]) -> list[str]:
        """Return the documents that saved files belong to; none where one concerns more of all."""
        env, found = self.app.env, set[str]()
        for path in changed:
            docname = env.path2doc(path)
            if docname in env.found_docs and path.is_file():
                found.add(str(docname))
                continue
            users = {
                name
                for name, beside in env.dependencies.items()
                if any(Path(self.app.srcdir, one).resolve() == path for one in beside)
            }
            known = users or docname in env.found_docs
            if not known and not path.exists():
                continue  # what an editor makes and takes away around a save
            if not users or not path.is_file() or path == source_file(env):
                return []
            found |= users
        return sorted(found) if len(found) <= _MOST else []

    def make(self, changed: Sequence[Path], folder: Path, press: PressRoom | None) -> Made:
        """Make the pages of the documents that files belong to, and handouts if there is a press.

        ``folder`` is empty, and takes everything that is written.
        """
        made = Made()
        docnames = self.documents(changed)
        if not docnames:
            return made
        self._catcher.findings.clear()
        self._read(docnames, folder)
        if not self._catcher.errors:
            made.files.update(self._write(docnames, folder))
            if press is not None and not self._catcher.errors:
                made.files.update(self._print(docnames, folder, press))
        env = self.app.env
        made.paths = [env.doc2path(name, base=False).as_posix() for name in docnames]
        found = settle(list(self._catcher.findings))
        # What is less than an error elsewhere is for the build of the whole book to say.
        made.findings = [
            one for one in found if one.path in made.paths or one.severity is Severity.ERROR
        ]
        if self._catcher.errors:
            made.files = {}
        return made

    def _read(self, docnames: list[str], folder: Path) -> None:
        app, env, builder = self.app, self.app.env, self.app.builder
        before = {name: _chrome(app, name) for name in docnames}
        numbers = {name: env.toc_fignumbers.get(name, {}) for name in docnames}
        # What is read here is for here: the next build reads the file for itself.
        builder.doctreedir = folder / ".doctrees"
        builder.doctreedir.mkdir(parents=True, exist_ok=True)
        app.events.emit("env-before-read-docs", env, docnames)
        for name in docnames:
            app.events.emit("env-purge-doc", env, name)
            env.clear_doc(name)
            builder.read_doc(name)
            # Page and handout both begin with it.
            env._write_doc_doctree_cache.pop(name, None)  # noqa: SLF001  # nothing else leads there
            read = (builder.doctreedir / f"{name}.doctree").read_bytes()
            env._pickled_doctree_cache[name] = read  # noqa: SLF001  # as above
        self._number(docnames, numbers)
        work_out(app, env)
        if any(_chrome(app, name) != before[name] for name in docnames):
            navigation.forget(app)
        rules.look_at(app, set(docnames))
        app.events.emit("env-check-consistency", env)

    def _number(self, docnames: list[str], before: dict[str, _Numbers]) -> None:
        """Give numbers to sections, and to figures if they changed: Sphinx loads every document."""
        app, env = self.app, self.app.env
        collector = TocTreeCollector()
        collector.assign_section_numbers(env)
        if not app.config.numfig:
            return
        same = all(
            {ident for ids in before[name].values() for ident in ids} == _numbered(app, name)
            for name in docnames
        )
        if same:
            env.toc_fignumbers.update({name: found for name, found in before.items() if found})
        else:
            collector.assign_figure_numbers(env)

    def _write(self, docnames: Sequence[str], folder: Path) -> dict[str, Path]:
        app, env = self.app, self.app.env
        builder: StandaloneHTMLBuilder = app.builder  # type: ignore[assignment]  # we chose it
        remember_part(app, set(docnames))
        builder.prepare_writing(set(docnames))
        builder.copysource = False

        builder.images.clear()

        def place(pagename: str) -> Path:
            return folder / f"{pagename}.html"

        # The folder of the site itself must stay: digests of styles are taken there.
        vars(builder)["get_output_path"] = place
        found: dict[str, Path] = {}
        for name in docnames:
            doctree = env.get_and_resolve_doctree(name, builder, tags=builder.tags)
            builder.write_doc_serialized(name, doctree)
            builder.write_doc(name, doctree)
            found[f"{name}.html"] = place(name)
        for image, name in builder.images.items():
            target = folder / builder.imagedir / name
            target.parent.mkdir(parents=True, exist_ok=True)
            shutil.copyfile(builder.srcdir / image, target)
            found[f"{builder.imagedir}/{name}"] = target
        return found

    def _print(self, docnames: Sequence[str], folder: Path, press: PressRoom) -> dict[str, Path]:
        marks = {name: mark_in((folder / f"{name}.html").read_text("utf-8")) for name in docnames}
        work = folder.parent / "typst"
        made = make_handouts(self.app, marks, work, folder / "pdf", press.press)
        return {pdf.path.relative_to(folder).as_posix(): pdf.path for pdf in made}


def _chrome(app: Sphinx, docname: str) -> tuple[str, list[str]]:
    """Return what the navigation shows of a document."""
    title = app.env.titles.get(docname, nodes.title())
    return title.astext(), app.env.toctree_includes.get(docname, [])


def _numbered(app: Sphinx, docname: str) -> set[str]:
    """Return the ids of what Sphinx numbers in a document: of figures and the like with a title."""
    standard = app.env.domains.standard_domain
    return {
        node["ids"][0]
        for node in app.env.get_doctree(docname).findall(nodes.Element)
        if node["ids"]
        and any(domain.get_enumerable_node_type(node) for domain in app.env.domains.sorted())
        and (not standard.get_enumerable_node_type(node) or standard.get_numfig_title(node))
    }
