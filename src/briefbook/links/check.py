"""The inside check: every link of a built site leads to a file, anchor or destination in it."""

from __future__ import annotations

from dataclasses import dataclass
from itertools import groupby
from pathlib import PurePosixPath
from typing import TYPE_CHECKING, NamedTuple

from briefbook.findings import Finding, Severity
from briefbook.links.address import Base, Kind
from briefbook.links.html import read_page, read_style
from briefbook.links.judge import Judge
from briefbook.links.pdf import read_pdf
from briefbook.links.records import Fault, Link, LinkCounts, Page, PdfFile
from briefbook.links.rules import Rule
from briefbook.links.site import SiteFiles
from briefbook.links.words import describe, plain

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping
    from pathlib import Path

    from briefbook.links.trace import Place, Tracer

# Which reader opens a file; another kind of file that holds addresses is one more row.
READERS = {
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


class _Site(NamedTuple):
    files: SiteFiles
    pages: Mapping[str, Page]
    pdfs: Mapping[str, PdfFile]
    unreadable: tuple[Finding, ...]


def check_site(site: Path, *, base_url: str = "", trace: Tracer | None = None) -> LinkReport:
    """Check every link inside the built site in the folder ``site``, without a network.

    ``base_url`` is the public address of the site (Sphinx's ``html_baseurl``), or just the path
    where it is published: addresses that start with it count as inside.  ``trace`` finds the
    line of source behind a link; without it findings name the page.
    Raises `ValueError` when ``base_url`` is not an address.
    """
    base = Base.of(base_url)
    read = _read(SiteFiles(site))
    findings = list(read.unreadable)
    if not any(name.endswith(_PAGES) for name in read.pages):
        findings.append(Finding("", 0, Rule.FILE, f"there is no HTML page in {plain(str(site))}"))
    anchors = {name: page.anchors for name, page in read.pages.items() if not _is_style(name)}
    judge = Judge(read.files, base, anchors, read.pdfs)
    faults: list[tuple[Link, Fault]] = []
    external: list[Link] = []
    reached: set[tuple[str, str]] = set()
    for link, page_base in _all_links(read):
        verdict = judge.judge(link, page_base)
        if verdict.fault:
            faults.append((link, verdict.fault))
        elif verdict.reached:
            reached.add(verdict.reached)
        elif verdict.kind is Kind.EXTERNAL:
            external.append(link)
    for pdf in read.pdfs.values():
        faults.extend(pdf.faults)
    findings.extend(_link_findings(faults, trace))
    findings.extend(_repeat_findings(read.pages.values(), reached, trace))
    findings.extend(_pdf_findings(read.pdfs.values()))
    return LinkReport(tuple(sorted(set(findings))), _counts(read, len(external)), tuple(external))


def _read(files: SiteFiles) -> _Site:
    pages: dict[str, Page] = {}
    pdfs: dict[str, PdfFile] = {}
    unreadable: list[Finding] = []
    for name in files.names:
        suffix = PurePosixPath(name).suffix.lower()
        if suffix != ".pdf" and suffix not in READERS:
            continue
        try:
            data = (files.root / name).read_bytes()
        except OSError as error:
            what = f"the file cannot be read ({error.strerror})"
            unreadable.append(Finding(plain(name), 0, Rule.FILE, what, "make it readable"))
            continue
        if suffix == ".pdf":
            pdfs[name] = read_pdf(name, data)
        else:
            pages[name] = READERS[suffix](name, data)
    return _Site(files, pages, pdfs, tuple(unreadable))


def _is_style(name: str) -> bool:
    return name.lower().endswith(".css")


def _all_links(read: _Site) -> Iterator[tuple[Link, str | None]]:
    """Yield every link with the ``<base>`` of its page."""
    for file in (*read.pages.values(), *read.pdfs.values()):
        # Sphinx themes put the templates of their own build among the static files.
        static = file.name.startswith("_static/")
        for link in file.links:
            if not (static and "{{" in link.target):
                yield link, file.base


def _link_findings(faults: Iterable[tuple[Link, Fault]], trace: Tracer | None) -> Iterator[Finding]:
    ordered = sorted(faults, key=lambda pair: pair[0][:6])
    for _, group in groupby(ordered, key=lambda pair: (pair[0].page, pair[0].target)):
        same = list(group)
        places = trace.trace(same[0][0]) if trace else ()
        for number, (link, fault) in enumerate(same):
            # More links than places: the rest come from where the last one does.
            place = places[min(number, len(places) - 1)] if places else None
            yield _finding(link, fault, place)


def _finding(link: Link, fault: Fault, place: Place | None) -> Finding:
    what = f"{describe(link, on_page=place is not None)}: {fault.what}"
    if place:
        return Finding(place.path, place.line, fault.rule, what, fault.remedy)
    return Finding(plain(link.page), link.html_line, fault.rule, what, fault.remedy)


def _repeat_findings(
    pages: Iterable[Page], reached: set[tuple[str, str]], trace: Tracer | None
) -> Iterator[Finding]:
    for page in pages:
        for repeat in page.repeats:
            link = Link(page.name, f"#{repeat.anchor}", "id", "", repeat.again)
            places = trace.trace(link) if trace else ()
            on_page = f" of page {plain(page.name)}" if places else ""
            what = f"id '{plain(repeat.anchor)}' is on line {repeat.first} already{on_page}"
            is_used = (page.name, repeat.anchor) in reached
            yield Finding(
                places[-1].path if places else plain(page.name),
                places[-1].line if places else repeat.again,
                Rule.DUPLICATE_ID,
                what,
                Rule.DUPLICATE_ID.remedy,
                # Without a link to it nobody is led astray, though the HTML is not valid.
                Severity.ERROR if is_used else Severity.WARNING,
            )


def _pdf_findings(pdfs: Iterable[PdfFile]) -> Iterator[Finding]:
    for pdf in pdfs:
        if pdf.trouble:
            path = plain(pdf.name)
            yield Finding(path, 0, Rule.PDF_BROKEN, pdf.trouble, Rule.PDF_BROKEN.remedy)


def _counts(read: _Site, external: int) -> LinkCounts:
    pages = [page for name, page in read.pages.items() if name.lower().endswith(_PAGES)]
    return LinkCounts(
        pages=len(pages),
        links=sum(1 for _ in _all_links(read)),
        anchors=sum(len(page.anchors) for page in pages),
        external=external,
        pdfs=len(read.pdfs),
        destinations=sum(pdf.destinations for pdf in read.pdfs.values()),
    )
