"""The inside check: every link of a built site leads to a file, anchor or destination in it."""

from __future__ import annotations

from dataclasses import dataclass, field
from pathlib import PurePosixPath
from typing import TYPE_CHECKING

from briefbook.findings import Finding
from briefbook.links import report
from briefbook.links.address import Base, Kind
from briefbook.links.html import locate, read_page, read_style
from briefbook.links.judge import Judge
from briefbook.links.pdf import read_pdf
from briefbook.links.records import Fault, Link, LinkCounts, Page, PdfFile
from briefbook.links.rules import Rule
from briefbook.links.site import SiteFiles
from briefbook.links.words import plain

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from briefbook.links.judge import Verdict
    from briefbook.links.trace import Tracer

# Which reader opens a file; another kind of file that holds addresses is one more row.
READERS: dict[str, Callable[[str, bytes], Page]] = {
    ".css": read_style,
    ".htm": read_page,
    ".html": read_page,
    ".svg": read_page,
    ".xhtml": read_page,
}
_PAGES = (".htm", ".html", ".xhtml")


@dataclass(frozen=True)
class LinkReport:
    """What the check found, in stable order.

    ``external`` are the links to other sites, which were collected and not requested.
    """

    findings: tuple[Finding, ...]
    counts: LinkCounts
    external: tuple[Link, ...] = ()


@dataclass
class _Site:
    """What was read from the site."""

    files: SiteFiles
    pages: dict[str, Page] = field(default_factory=dict)
    pdfs: dict[str, PdfFile] = field(default_factory=dict)
    unreadable: list[Finding] = field(default_factory=list)

    @property
    def has_pages(self) -> bool:
        return any(name.lower().endswith(_PAGES) for name in self.pages)


@dataclass
class _Outcome:
    """What was learnt from judging every link."""

    faults: list[tuple[Link, Fault]] = field(default_factory=list)
    external: list[Link] = field(default_factory=list)
    reached: set[tuple[str, str]] = field(default_factory=set)

    def note(self, link: Link, verdict: Verdict) -> None:
        if verdict.fault:
            self.faults.append((link, verdict.fault))
        elif verdict.reached:
            self.reached.add(verdict.reached)
        elif verdict.kind is Kind.EXTERNAL:
            self.external.append(link)


def check_site(
    site: Path, *, base_url: str = "", trace: Tracer | None = None, private: bool = False
) -> LinkReport:
    """Check every link inside the built site in the folder ``site``, without a network.

    ``base_url`` is the public address of the site (Sphinx's ``html_baseurl``), or just the path
    where it is published: addresses that start with it count as inside.  ``trace`` finds the
    line of source behind a link; without it findings name the page.  ``private`` says that the
    readers are inside the network, so that links may lead to its machines.
    In a folder of PDFs without any page, links to the site that is not there are passed over.
    """
    read = _read(SiteFiles(site))
    findings = list(read.unreadable)
    try:
        base = Base.of(base_url, private=private)
    except ValueError as error:
        findings.append(Finding("", 0, Rule.FILE, plain(str(error)), "write https://host/folder/"))
        base = Base(private=private)
    if not read.has_pages and not read.pdfs:
        what = f"there is no HTML page in {plain(str(site))}"
        findings.append(Finding("", 0, Rule.FILE, what, "build the site first"))
    outcome = _judge_all(read, base)
    for pdf in read.pdfs.values():
        outcome.faults.extend(pdf.faults)
    faults = report.with_words(outcome.faults, site)
    findings.extend(report.link_findings(faults, trace))
    findings.extend(report.repeat_findings(read.pages.values(), outcome.reached, trace))
    findings.extend(report.pdf_findings(read.pdfs.values()))
    counts = _counts(read, len(outcome.external))
    return LinkReport(tuple(sorted(set(findings))), counts, tuple(outcome.external))


def _read(files: SiteFiles) -> _Site:
    read = _Site(files)
    for name in files.names:
        suffix = PurePosixPath(name).suffix.lower()
        if suffix != ".pdf" and suffix not in READERS:
            continue
        try:
            data = (files.root / name).read_bytes()
        except OSError as error:
            what = f"the file cannot be read ({error.strerror})"
            read.unreadable.append(Finding(plain(name), 0, Rule.FILE, what, "make it readable"))
            continue
        if suffix == ".pdf":
            read.pdfs[name] = read_pdf(name, data)
        else:
            page = READERS[suffix](name, data)
            if not _is_template(page):
                read.pages[name] = page
    return read


def _is_template(page: Page) -> bool:
    """Whether this is a template of a theme's own build, which Sphinx copies with its styles."""
    static = page.name.startswith("_static/") or "/_static/" in page.name
    return static and any("{{" in link.target for link in page.links)


def _judge_all(read: _Site, base: Base) -> _Outcome:
    anchors = {
        name: page.anchors for name, page in read.pages.items() if not name.lower().endswith(".css")
    }
    judge = Judge(read.files, base, anchors, read.pdfs)
    outcome = _Outcome()
    for page in read.pages.values():
        _judge_hrefs(page, judge, outcome, read.files.root)
    files: list[Page | PdfFile] = [*read.pages.values(), *read.pdfs.values()]
    for file in files:
        for link in file.links:
            verdict = judge.judge(file.name, link.target, link.tag, file.base)
            # PDFs made without their site lead to pages that are somewhere else.
            if read.has_pages or verdict.kind not in {Kind.INSIDE, Kind.OUTSIDE}:
                outcome.note(link, verdict)
    return outcome


def _judge_hrefs(page: Page, judge: Judge, outcome: _Outcome, root: Path) -> None:
    """Judge the ``<a>`` of a page, and read it again for the place of those that fail."""
    faults: dict[str, Fault] = {}
    for target in page.hrefs:
        verdict = judge.judge(page.name, target, "a", page.base)
        if verdict.fault:
            faults[target] = verdict.fault
        elif verdict.reached or verdict.kind is Kind.EXTERNAL:
            outcome.note(Link(page.name, target, "a"), verdict)
    if faults:
        data = (root / page.name).read_bytes()
        outcome.faults += [(link, faults[link.target]) for link in locate(page.name, data, faults)]


def _counts(read: _Site, external: int) -> LinkCounts:
    pages = [page for name, page in read.pages.items() if name.lower().endswith(_PAGES)]
    files: list[Page | PdfFile] = [*read.pages.values(), *read.pdfs.values()]
    return LinkCounts(
        pages=len(pages),
        links=sum(len(file.links) for file in files)
        + sum(len(page.hrefs) for page in read.pages.values()),
        anchors=sum(len(page.anchors) for page in pages),
        external=external,
        pdfs=len(read.pdfs),
        destinations=sum(pdf.destinations for pdf in read.pdfs.values()),
    )
