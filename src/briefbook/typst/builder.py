"""The Sphinx builder: from the resolved doctrees to a book and one handout per brief."""

from __future__ import annotations

import logging as python_logging
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, ClassVar

from sphinx.builders import Builder
from sphinx.errors import ExtensionError
from sphinx.util import logging
from sphinx.util.display import progress_message
from sphinx.util.tags import Tags

from briefbook import findings
from briefbook.conf_place import BadSettingError
from briefbook.parallel import groups, shared
from briefbook.parity.mark import mark_of, mark_on_page
from briefbook.register import register_of
from briefbook.typst import made, settings
from briefbook.typst.backmatter import terms_of_index
from briefbook.typst.compiler import Press
from briefbook.typst.order import book_order, matches, with_front
from briefbook.typst.printing import Printing
from briefbook.typst.project import Project
from briefbook.typst.services import BuilderServices, target_uri
from briefbook.typst.translate import Translation, Translator

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence
    from collections.abc import Set as AbstractSet

    from docutils import nodes
    from sphinx.application import Sphinx

    from briefbook.typst.diagnosis import Problem
    from briefbook.typst.order import Place

logger = logging.getLogger(__name__)

# Documents that are translated sooner than shared out, and how many one process takes.
_FEW, _MOST = 12, 50


class TypstBuilder(Builder):
    """Writes ``briefing-book.pdf`` and a handout per brief, on every paper asked for."""

    name = "typst"
    format = "typst"
    epilog = "The PDFs are in %(outdir)s."
    allow_parallel = True
    supported_image_types: ClassVar[list[str]] = [
        "image/svg+xml",
        "image/png",
        "image/jpeg",
        "image/gif",
        "image/webp",
    ]
    # An image on the web is never fetched: a build needs no network.
    supported_remote_images = True
    supported_data_uri_images = False

    # The builder of the pages that the PDFs link to, where the same run has made them.
    page_builder: Builder | None = None
    outputs: list[made.PdfOutput]

    def init(self) -> None:
        """Read the settings."""
        self.outputs = []
        self.settings = settings.read(self.config, Path(self.srcdir))

    def get_outdated_docs(self) -> str:
        """Return what a run writes; the project knows itself what need not be compiled again."""
        return "the book and its handouts"

    def get_target_uri(self, docname: str, typ: str | None = None) -> str:
        """Return an address that the translator recognises."""
        del typ
        return target_uri(docname)

    def get_relative_uri(self, from_: str, to: str, typ: str | None = None) -> str:
        """Return the same address wherever the reference stands."""
        del from_
        return self.get_target_uri(to, typ)

    def prepare_writing(self, docnames: AbstractSet[str]) -> None:
        """Do nothing: everything is prepared when it is written."""

    def write_documents(self, _docnames: AbstractSet[str]) -> None:
        """Write every PDF: any document may stand in the book."""
        self.make(Path(self.outdir))

    def make(self, folder: Path) -> None:
        """Translate all documents and put the PDFs into ``folder``; problems become findings."""
        services = BuilderServices(self.env, Path(self.srcdir), self.page_builder)
        includes = self.env.toctree_includes
        places = book_order(self.config.root_doc, includes, self.settings.exclude)
        places = with_front(places, self.settings.front)
        project = Project(Path(self.doctreedir) / "typst", self.settings, self.config.root_doc)
        with progress_message("writing the pages for print"):
            translations = self._translate(services, project, self._wanted(places))
        project.index = terms_of_index(self.env)
        project.write(translations, services.files)
        own = {**self._own_logo(project.logo), **self.own_templates()}
        press = Press(project.root, self.settings.fonts, self.settings.timestamp, own)
        jobs = project.jobs(places, translations)
        if self.config.briefbook_only_brief:
            jobs = [job for job in jobs if job.kind == "handout"]
        with progress_message(f"typesetting {len(jobs)} PDF files"):
            printing = Printing(project, press, folder, self._app.parallel, self._tell)
            results = printing.run(jobs)
        self.outputs = [output for output, _ in results if output is not None]
        made.remember(self._app, self.outputs)
        self.report(results)

    @staticmethod
    def _tell(made: int, of: int) -> None:
        """Say how far the work has come, in the way in which Sphinx does."""
        logger.info("typesetting... [%3d%%] %d of %d PDF files", 100 * made // of, made, of)

    def own_templates(self) -> dict[str, str]:
        """Return the book's own templates: where Typst reads each, and its path in the book."""
        folder = self.settings.templates
        if folder is None:
            return {}
        inside = folder.relative_to(self.srcdir) if folder.is_relative_to(self.srcdir) else folder
        return {
            f"templates/{path.relative_to(folder).as_posix()}": (
                inside / path.relative_to(folder)
            ).as_posix()
            for path in sorted(folder.rglob("*"))
            if path.is_file()
        }

    def _own_logo(self, copy: str) -> dict[str, str]:
        """Return where Typst may find fault with the book's logo, and the logo's path."""
        logo = self.settings.theme.logo
        if logo is None:
            return {}
        inside = logo.relative_to(self.srcdir) if logo.is_relative_to(self.srcdir) else logo
        return dict.fromkeys(("templates/theme.typ", copy), inside.as_posix())

    def _wanted(self, places: Sequence[Place]) -> set[str]:
        """Return the documents to translate: those of the book, or the one brief asked for."""
        number = self.config.briefbook_only_brief
        if not number:
            return {place.docname for place in places}
        briefs = register_of(self.env).briefs
        found = {name for name, brief in briefs.items() if brief.metadata.number == number}
        if not found:
            known = ", ".join(str(n) for n in sorted(b.metadata.number for b in briefs.values()))
            message = f"there is no brief {number}"
            raise BadSettingError("briefbook_only_brief", message, f"the book has {known}")
        return found

    def _translate(
        self, services: BuilderServices, project: Project, in_book: AbstractSet[str]
    ) -> dict[str, Translation]:
        """Translate the book's documents, and briefs outside the book, into the project's files."""
        alone = bool(self.config.briefbook_only_brief)
        docnames = [
            docname
            for docname in sorted(in_book if alone else self.env.found_docs)
            if docname in in_book or not self._is_excluded(docname)
        ]

        def translate(names: Sequence[str]) -> tuple[list[Translation], dict[str, bytes]]:
            made = (self.translation(name, services, in_book) for name in names)
            return [project.keep(found) for found in made if found is not None], services.files

        processes = self._app.parallel
        if processes > 1 and len(docnames) > _FEW:
            # Documents of another kind may show something of every brief, and take longest.
            briefs = register_of(self.env).briefs
            others = [[name] for name in docnames if name not in briefs]
            rest = [name for name in docnames if name in briefs]
            parts = [*others, *groups(rest, processes, _MOST)]
            answers = shared(translate, parts, processes)
        else:
            answers = [translate(docnames)]
        for _, files in answers:
            services.files.update(files)
        made = [translation for translations, _ in answers for translation in translations]
        return {translation.docname: translation for translation in made}

    def _is_excluded(self, docname: str) -> bool:
        return any(matches(docname, pattern) for pattern in self.settings.exclude)

    def translation(
        self, docname: str, services: BuilderServices, in_book: AbstractSet[str]
    ) -> Translation | None:
        """Return a document's translation, or None where it is neither in the book nor a brief."""
        doctree = self._resolved(docname)
        if docname not in in_book and not _is_brief(doctree):
            return None
        self.post_process_images(doctree)
        translator = Translator(docname, services)
        translator.root_doc = docname == self.config.root_doc
        found = translator.translate(doctree)
        found.web = services.web_path(docname)
        found.source = Path(self.env.doc2path(docname, base=False)).as_posix()
        found.mark = mark_on_page(self.page_builder, docname) or mark_of(doctree)
        return found

    def _resolved(self, docname: str) -> nodes.document:
        if self.page_builder is None:
            return self.env.get_and_resolve_doctree(docname, self, tags=self.tags)
        with _quiet():  # what is wrong in resolving was said when the pages were written
            return self.env.get_and_resolve_doctree(docname, self, tags=self.tags)

    def report(self, results: Sequence[tuple[made.PdfOutput | None, list[Problem]]]) -> None:
        """Report each problem once, though book and handouts may all have met it."""
        problems: dict[Problem, None] = {}
        for _, found in results:
            problems.update(dict.fromkeys(found))
        for problem in sorted(problems):
            path = Path(self.srcdir) / problem.path
            place = f"{path}:{problem.line or 1}" if problem.path else None
            findings.report(problem.rule, problem.message, problem.remedy, location=place)


def _is_brief(doctree: nodes.document) -> bool:
    from briefbook.elements.nodes import brief_masthead  # noqa: PLC0415

    return doctree.next_node(brief_masthead) is not None


@contextmanager
def _quiet() -> Iterator[None]:
    """Keep warnings out of the log for a while, and out of Sphinx's count of them."""

    def silence(record: python_logging.LogRecord) -> bool:
        return record.levelno < python_logging.WARNING

    handlers = python_logging.getLogger(logging.NAMESPACE).handlers
    for handler in handlers:
        handler.filters.insert(0, silence)
    try:
        yield
    finally:
        for handler in handlers:
            handler.filters.remove(silence)


@contextmanager
def in_place_of(app: Sphinx) -> Iterator[TypstBuilder]:
    """Put a PDF builder in the place of the application's builder for a while.

    Transforms, ``only`` directives and extensions ask the application for its builder and tags.
    """
    pages, tags = app.builder, app.tags
    of_pages = {pages.format, pages.name, f"format_{pages.format}", f"builder_{pages.name}"}
    # Other tags, not other contents of the same: tags remember what a condition came to.
    app.tags = Tags(set(tags) - of_pages)
    try:
        builder = app.registry.create_builder(app, TypstBuilder.name, env=app.env)
        if not isinstance(builder, TypstBuilder):
            raise ExtensionError("another extension has registered a builder named 'typst'")
        builder.page_builder = pages
        builder.init()
        app.builder = builder
        # Transforms "for HTML only" look here; Sphinx has no public door to it.
        app.env._builder_cls = TypstBuilder  # noqa: SLF001
        yield builder
    finally:
        app.builder, app.tags = pages, tags
        app.env._builder_cls = type(pages)  # noqa: SLF001


def _after_pages(app: Sphinx, exception: Exception | None) -> None:
    """Make the PDFs out of the environment that has just made the site."""
    if exception is not None or app.builder.format != "html" or not app.config.briefbook_pdf:
        return
    with in_place_of(app) as builder:
        builder.make(Path(app.outdir) / "pdf")


def setup(app: Sphinx) -> None:
    """Register the builder, and its run after every build of the site."""
    app.add_builder(TypstBuilder)
    app.connect("build-finished", _after_pages)
