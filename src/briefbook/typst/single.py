"""Some handouts by themselves, as a preview wants them, from an environment that is at hand."""

from __future__ import annotations

from typing import TYPE_CHECKING

from briefbook.register import register_of
from briefbook.typst.builder import in_place_of
from briefbook.typst.order import Place
from briefbook.typst.printing import Printing
from briefbook.typst.project import Project
from briefbook.typst.services import BuilderServices

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping
    from pathlib import Path

    from sphinx.application import Sphinx

    from briefbook.typst.compiler import Press
    from briefbook.typst.made import PdfOutput
    from briefbook.typst.settings import Settings

    MakePress = Callable[[Path, Settings, Mapping[str, str]], Press]


def make_handouts(
    app: Sphinx, marks: Mapping[str, str], work: Path, folder: Path, make_press: MakePress
) -> list[PdfOutput]:
    """Make the handouts of some briefs on the main paper, in ``folder``; problems are reported.

    ``marks`` gives the mark of the content of each brief's page, and ``work`` is the folder in
    which Typst works; what the book's own PDFs are made of is not touched.
    """
    briefs = [docname for docname in marks if docname in register_of(app.env).briefs]
    if not briefs:
        return []
    with in_place_of(app) as builder:
        services = BuilderServices(app.env, app.srcdir, builder.page_builder)
        project = Project(work, builder.settings, app.config.root_doc)
        translations = {}
        for docname in briefs:
            found = builder.translation(docname, services, {docname})
            if found is not None:
                found.mark = marks[docname] or found.mark
                translations[docname] = project.keep(found)
        project.write(translations, services.files)
        places = [Place(docname, 1) for docname in briefs]
        jobs = [
            job
            for job in project.jobs(places, translations)
            if job.kind == "handout" and job.paper == builder.settings.papers[0]
        ]
        press = make_press(work, builder.settings, builder.own_templates())
        results = Printing(project, press, folder).run(jobs)
        builder.report(results)
    return [output for output, _ in results if output is not None]
