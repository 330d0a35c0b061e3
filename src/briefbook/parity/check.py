"""Comparing every handout of a site with its page."""

from __future__ import annotations

import hashlib
import json
from dataclasses import dataclass
from functools import partial
from itertools import islice
from pathlib import Path
from posixpath import join, normpath
from typing import TYPE_CHECKING
from urllib.parse import unquote

from briefbook.findings import Finding
from briefbook.links.pdf import TROUBLE
from briefbook.parallel import groups, shared
from briefbook.parity import book as books
from briefbook.parity import page as pages
from briefbook.parity import pdf as pdfs
from briefbook.parity.compare import Options, differences
from briefbook.parity.in_short import put_in_short
from briefbook.parity.lines import line_of
from briefbook.parity.spelt import spelt_as_in
from briefbook.parity.words import short

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from sphinx.application import Sphinx

    from briefbook.typst import PdfOutput

_REMEDY = "write this passage in a simpler way; the last good site stays as it was"
# So many paragraphs of the book are told; where there are more, they have one cause.
_MOST = 20
_PAIRS = 50  # that one process reads
_STALE = "build the book again, so that page and handout are of one edition"


@dataclass(frozen=True)
class Pair:
    """A page and one of its PDFs: paths below the site, and the document that both come from."""

    docname: str
    page: str
    pdf: str


def pairs(app: Sphinx, site: Path, outputs: Sequence[PdfOutput]) -> Iterator[Pair]:
    """Yield each handout that a run has made, with its page."""
    for output in outputs:
        if output.kind == "handout":
            name = output.path.relative_to(site).as_posix()
            yield Pair(output.docname, app.builder.get_target_uri(output.docname), name)


def check(app: Sphinx, site: Path, outputs: Sequence[PdfOutput]) -> list[Finding]:
    """Return in what the pages of a site and their PDFs differ, at the line of the source.

    PDFs that were like their pages, and of which nothing has changed, are not read again.
    """
    record = Path(app.doctreedir) / "parity.json"
    known = _read(record)
    handouts = {pair.pdf: pair for pair in pairs(app, site, outputs)}
    bound = {output.path.relative_to(site).as_posix(): output for output in _books(outputs)}
    alike = {name: _digest(site, pair, app) for name, pair in handouts.items()}
    alike |= {name: _digest_of_book(app, site, book) for name, book in bound.items()}
    unread = [name for name, digest in alike.items() if known.get(name) != digest]

    def compare(part: Sequence[str]) -> list[list[Finding]]:
        return [
            _book(app, site, bound[name]) if name in bound else _compare(app, site, handouts[name])
            for name in part
        ]

    # The book first: it takes longest.
    parts: list[Sequence[str]] = [[name] for name in unread if name in bound]
    parts += groups([name for name in unread if name not in bound], app.parallel, _PAIRS)
    if app.parallel > 1:
        answers = shared(compare, parts, app.parallel)
    else:
        answers = [compare(part) for part in parts]
    wrong = {
        name: findings
        for part, answer in zip(parts, answers, strict=True)
        for name, findings in zip(part, answer, strict=True)
        if findings
    }
    alike = {name: digest for name, digest in alike.items() if name not in wrong}
    record.write_text(json.dumps(alike, indent=1, sort_keys=True), encoding="utf-8")
    found = [finding for name in handouts for finding in wrong.get(name, ())]
    told = {finding.path for finding in found}
    return found + [f for name in bound for f in wrong.get(name, ()) if f.path not in told]


def _books(outputs: Sequence[PdfOutput]) -> list[PdfOutput]:
    """Return the book on its main paper, or its volumes."""
    books = [output for output in outputs if output.kind == "book"]
    return [output for output in books if output.paper == books[0].paper]


def _pages_of(app: Sphinx, site: Path, output: PdfOutput) -> dict[str, str]:
    """Return the pages of a site that a book has, by document."""
    names = {docname: app.builder.get_target_uri(docname) for docname in output.documents}
    return {docname: name for docname, name in names.items() if (site / name).is_file()}


def _digest_of_book(app: Sphinx, site: Path, output: PdfOutput) -> str:
    files = (site / name for name in _pages_of(app, site, output).values())
    return books.digest(files, output.path)


def _book(app: Sphinx, site: Path, output: PdfOutput) -> list[Finding]:
    """Compare a book, or a volume of it, with the pages of all documents in it."""
    pdf = output.path.relative_to(site).as_posix()
    source = app.env.doc2path(output.docname, base=False).as_posix()
    read = [
        (docname, pages.read(name, (site / name).read_text(encoding="utf-8")))
        for docname, name in _pages_of(app, site, output).items()
    ]
    try:
        missing = list(islice(books.missing(output.path, read), _MOST))
    except TROUBLE as error:
        return [Finding(source, 0, "pdf-parity", f"{pdf} cannot be read back ({error})", _REMEDY)]
    found = []
    for docname, text in missing:
        path, line = line_of(app.env, docname, text)
        what = f"{pdf}: the page says '{short(text)}', and the book does not"
        found.append(Finding(path, line, "pdf-parity", what, _REMEDY))
    return found


def _compare(app: Sphinx, site: Path, pair: Pair) -> list[Finding]:
    source = app.env.doc2path(pair.docname, base=False).as_posix()
    try:
        printed = pdfs.read(site / pair.pdf)
    except TROUBLE as error:
        what = f"{pair.pdf} cannot be read back ({error})"
        return [Finding(source, 0, "pdf-parity", what, _REMEDY)]
    html = (site / pair.page).read_text(encoding="utf-8")
    page = pages.read(pair.page, spelt_as_in(printed, html))
    put_in_short(page, app.env.get_doctree(pair.docname))
    if page.mark != printed.mark:
        what = f"{pair.pdf} has the content {printed.mark or 'of no page'}, its page {page.mark}"
        return [Finding(source, 0, "pdf-stale", what, _STALE)]
    folder, base = pair.pdf.rpartition("/")[0], str(app.config.html_baseurl)
    options = Options(partial(_path_of, folder=folder, base=base), series=_series(app))
    found = []
    for what, near in differences(page, printed, options):
        path, line = line_of(app.env, pair.docname, near)
        found.append(Finding(path, line, "pdf-parity", f"{pair.pdf}: {what}", _REMEDY))
    return found


def _path_of(uri: str, folder: str, base: str) -> str:
    """Return what a page has for an address in a PDF: a path below the site, or the address."""
    base = base.rstrip("/") + "/" if base else ""
    if base and uri.startswith(base):
        return unquote(uri.removeprefix(base))
    if ":" in uri.partition("/")[0] or uri.startswith("//"):
        return uri
    path, hash_sign, fragment = uri.partition("#")
    return normpath(join(folder, unquote(path))) + hash_sign + unquote(fragment)


def _series(app: Sphinx) -> str:
    return " ".join(str(app.config.briefbook_title or app.config.project).split())


def _digest(site: Path, pair: Pair, app: Sphinx) -> str:
    found = hashlib.sha256(f"{app.config.html_baseurl}\n{_series(app)}".encode())
    for name in (pair.page, pair.pdf):
        found.update(hashlib.sha256((site / name).read_bytes()).digest())
    return found.hexdigest()


def _read(path: Path) -> dict[str, str]:
    try:
        found = json.loads(path.read_text(encoding="utf-8"))
    except (OSError, ValueError):
        return {}
    return found if isinstance(found, dict) else {}
