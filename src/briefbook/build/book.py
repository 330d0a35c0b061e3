"""The whole build: site, printed book and handouts, links, and then the move into place."""

from __future__ import annotations

import time
from functools import partial
from itertools import chain
from typing import TYPE_CHECKING, Any

from briefbook import parity
from briefbook.build.result import BookBuild, Output
from briefbook.build.sphinx_run import RunOptions, SphinxRun
from briefbook.build.workspace import Workspace
from briefbook.links.check import check_site
from briefbook.links.trace import SourceTracer
from briefbook.parallel import shared
from briefbook.typst import outputs

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from sphinx.application import Sphinx

    from briefbook.build.progress import ProgressLine
    from briefbook.findings import Finding


def build_book(
    source: Path, out: Path, options: RunOptions, progress: ProgressLine | None = None
) -> BookBuild:
    """Build the book in ``source`` and publish it below ``out`` if there is no error in it.

    The builder ``html`` makes the site, with its PDFs, in ``html``; the builder ``typst`` makes
    the PDFs alone, in ``pdf``.  Raises `BusyError` while another build works in ``out``, and
    `CannotRunError` where ``source`` holds no book.
    """
    workspace = Workspace(out, "html" if options.builder == "html" else "pdf")
    result = BookBuild(workspace.published)
    begin = time.perf_counter()
    run = SphinxRun(source, workspace, options, progress)

    def after(app: Sphinx) -> list[Finding]:
        result.outputs = _outputs(app, workspace, run.pages_written - begin)
        is_site = app.builder.format == "html"
        if progress:
            compared = is_site and any(pdf.kind == "handout" for pdf in outputs(app))
            progress.show(f"Checking links{' and comparing pages with PDFs' if compared else ''}")
        private = app.config.briefbook_links.get("private", False)
        checks: list[Callable[[], Any]] = [
            partial(
                check_site,
                workspace.fresh,
                base_url=str(app.config.html_baseurl),
                trace=SourceTracer(source, env=app.env),
                private=private,
            )
        ]
        if is_site:
            checks.append(partial(parity.check, app, workspace.fresh, outputs(app)))
        # The links by one process, while others compare, which takes longer.
        result.links, *found = shared(lambda check: check(), checks, app.parallel)
        return [*result.links.findings, *chain.from_iterable(found)]

    run.publish(result, after)
    result.seconds = time.perf_counter() - begin
    return result


def _outputs(app: Sphinx, workspace: Workspace, seconds: float) -> list[Output]:
    site = [_site(workspace, seconds)] if app.builder.format == "html" else []
    return [*site, *pdfs_of(app, workspace)]


def pdfs_of(app: Sphinx, workspace: Workspace) -> list[Output]:
    """Return the PDFs that a run has made, at the places where readers will find them."""
    found = []
    for pdf in outputs(app):
        published = workspace.published / pdf.path.relative_to(workspace.fresh)
        size = pdf.path.stat().st_size
        found.append(Output(published, f"{pdf.kind}, {pdf.paper}", pdf.pages, size, pdf.seconds))
    return found


def _site(workspace: Workspace, seconds: float) -> Output:
    files = [path for path in workspace.fresh.rglob("*") if path.is_file()]
    pages = [path for path in files if path.suffix == ".html" and "_static" not in path.parts]
    size = sum(path.stat().st_size for path in files if path.suffix != ".pdf")
    return Output(workspace.published / "index.html", "site", len(pages), size, seconds)
