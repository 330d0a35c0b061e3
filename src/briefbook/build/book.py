"""The whole build: site, printed book and handouts, links, and then the move into place."""

from __future__ import annotations

import time
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from briefbook.build.sphinx_run import SphinxRun
from briefbook.build.workspace import Workspace
from briefbook.links.check import check_site
from briefbook.links.trace import SourceTracer
from briefbook.typst.outputs import outputs

if TYPE_CHECKING:
    from collections.abc import Mapping
    from pathlib import Path

    from sphinx.application import Sphinx

    from briefbook.build.progress import ProgressLine
    from briefbook.findings import Finding
    from briefbook.links.check import LinkReport


@dataclass(frozen=True)
class Output:
    """One thing that a build made; ``pages`` counts HTML or PDF pages, ``size`` is in bytes."""

    path: Path
    what: str
    pages: int
    size: int
    seconds: float


@dataclass
class BookBuild:
    """What came of a build; ``outputs`` is empty where there are findings."""

    site: Path
    findings: list[Finding] = field(default_factory=list)
    outputs: list[Output] = field(default_factory=list)
    links: LinkReport | None = None
    seconds: float = 0.0


def build_book(
    source: Path,
    out: Path,
    *,
    jobs: int = 1,
    overrides: Mapping[str, object] | None = None,
    progress: ProgressLine | None = None,
) -> BookBuild:
    """Build the book in ``source`` and publish it in ``out``/html if nothing is wrong with it.

    Raises `BusyError` while another build works in ``out``, and `CannotRunError` where ``source``
    holds no book.
    """
    workspace = Workspace(out)
    result = BookBuild(workspace.site)
    begin = time.perf_counter()
    run = SphinxRun(source, workspace, jobs=jobs, overrides=overrides, progress=progress)

    def after(app: Sphinx) -> list[Finding]:
        if progress:
            progress.show("Checking links")
        trace = SourceTracer(source, env=app.env)
        base_url = str(app.config.html_baseurl)
        result.links = check_site(workspace.html, base_url=base_url, trace=trace)
        pdf_seconds = sum(output.seconds for output in outputs(app))
        site_seconds = time.perf_counter() - begin - pdf_seconds
        result.outputs = _outputs(app, workspace, site_seconds)
        return list(result.links.findings)

    with workspace.claimed():
        result.findings = run.build(after)
        if result.findings:
            result.outputs = []
        else:
            workspace.publish()
    result.seconds = time.perf_counter() - begin
    return result


def _outputs(app: Sphinx, workspace: Workspace, seconds: float) -> list[Output]:
    pages = [path for path in workspace.html.rglob("*.html") if "_static" not in path.parts]
    files = [path for path in workspace.html.rglob("*") if path.is_file()]
    size = sum(path.stat().st_size for path in files if path.suffix != ".pdf")
    found = [Output(workspace.site / "index.html", "site", len(pages), size, seconds)]
    for pdf in outputs(app):
        published = workspace.site / pdf.path.relative_to(workspace.html)
        size = pdf.path.stat().st_size
        found.append(Output(published, f"{pdf.kind}, {pdf.paper}", pdf.pages, size, pdf.seconds))
    return found
