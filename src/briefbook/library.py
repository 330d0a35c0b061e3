"""The register of sources as a build uses it: loaded once, its problems reported once."""

from __future__ import annotations

from functools import lru_cache
from pathlib import Path
from typing import TYPE_CHECKING

from docutils import nodes

from briefbook import library_file
from briefbook.conf_place import BadSettingError, line_of
from briefbook.findings import report
from briefbook.library_file import Kept
from briefbook.sources import DEFAULT_STYLE, Renderer, load

if TYPE_CHECKING:
    from collections.abc import Iterable

    from sphinx.application import Sphinx
    from sphinx.environment import BuildEnvironment

    from briefbook.sources import Span

SOURCES = "briefbook_sources"
STYLE = "briefbook_citation_style"


class Library:
    """A bibliography with what renders it; ``kept`` is what an earlier run knew of it."""

    def __init__(self, kept: Kept, style: str) -> None:
        self._kept = kept
        self._known = len(kept.entries)
        self.bibliography = kept.bibliography
        self.findings = kept.findings
        self.render = Renderer(kept.bibliography, style, entries=kept.entries)

    def reports(self, source_id: str) -> bool:
        """Return whether it is said already why the book lacks this source."""
        unreadable = any(finding.rule == "source-file" for finding in self.findings)
        return unreadable or source_id in self.bibliography.rejected

    def keep(self, folder: Path) -> None:
        """Write down what is known, if there is more than was written down before."""
        if not self._known or len(self._kept.entries) > self._known:
            self._kept.write(folder)
            self._known = len(self._kept.entries)


@lru_cache(maxsize=4)
def _load(path: Path, shown: str, stamp: int, style: str, folder: Path) -> Library:
    del stamp  # part of the key: a changed file is another library
    key = library_file.key_of(path, shown, style)
    kept = library_file.read(folder, key)
    if kept is None:
        bibliography, findings = load(path, shown)
        kept = Kept(key, bibliography, findings)
    return Library(kept, style)


def source_file(env: BuildEnvironment) -> Path:
    """Return where the sources are kept."""
    return Path(env.srcdir) / str(env.config.briefbook_sources)


def report_missing(env: BuildEnvironment) -> None:
    """Report that there is no file of sources: where it is looked for, or where it is named."""
    conf = Path(env.srcdir) / "conf.py"
    if line := line_of(conf, SOURCES):
        message = f"{SOURCES} names '{env.config.briefbook_sources}', which does not exist"
        report("source-file", message, "write it, or correct the path", location=f"{conf}:{line}")
        return
    place = f"{source_file(env)}:0"
    remedy = "write it, or set briefbook_sources"
    report("source-file", "there is no file of sources", remedy, location=place)


def library_of(env: BuildEnvironment) -> Library:
    """Return the sources of a build."""
    config = env.config
    path = source_file(env)
    stamp = path.stat().st_mtime_ns if path.is_file() else 0
    shown, style = str(config.briefbook_sources), str(config.briefbook_citation_style)
    return _load(path, shown, stamp, style, Path(env.doctreedir))


def spans_to_nodes(spans: Iterable[Span]) -> list[nodes.Node]:
    """Return docutils nodes for rendered text."""
    found: list[nodes.Node] = []
    for span in spans:
        node: nodes.Node = nodes.Text(span.text)
        if span.italic:
            node = nodes.emphasis("", "", node)
        elif span.bold:
            node = nodes.strong("", "", node)
        if span.url:
            node = nodes.reference("", "", node, refuri=span.url, internal=False)
        found.append(node)
    return found


def _report_findings(app: Sphinx) -> None:
    if not source_file(app.env).is_file():
        return
    try:
        library = library_of(app.env)
    except ValueError as error:
        message, _, remedy = str(error).partition("; ")
        message = f"{STYLE}: {message}"
        raise BadSettingError(STYLE, message, remedy or "take another") from error
    for finding in library.findings:
        place = f"{app.srcdir / finding.path}:{finding.line}"
        report(finding.rule, finding.message, finding.remedy, location=place)


def _keep(app: Sphinx, error: Exception | None) -> None:
    if error is None and source_file(app.env).is_file():
        library_of(app.env).keep(Path(app.doctreedir))


def setup(app: Sphinx) -> None:
    """Load the sources at the start of a build, and keep what was made of them at its end."""
    app.add_config_value(SOURCES, "sources/sources.yaml", "env", frozenset({str}))
    app.add_config_value(STYLE, DEFAULT_STYLE, "env", frozenset({str}))
    app.connect("builder-inited", _report_findings)
    # After the exports, which render them all, and before the PDFs, which may be broken off.
    app.connect("build-finished", _keep, priority=310)
