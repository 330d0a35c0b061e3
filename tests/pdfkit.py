"""What the tests of the PDFs share: compile a snippet, build a small root, read a PDF back."""

from __future__ import annotations

import io
import json
import pickle
import re
import warnings
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

import pikepdf
import pypdfium2
from sphinx.deprecation import RemovedInSphinx11Warning
from sphinx.testing.util import SphinxTestApp

from briefbook import parity
from briefbook.parity import page
from briefbook.parity.in_short import put_in_short
from briefbook.typst import outputs
from briefbook.typst.project import TEMPLATES
from briefbook.typst.written import write_if_changed

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from briefbook.findings import Finding
    from briefbook.parity.page import Page
    from briefbook.typst.made import PdfOutput

_ANSI = re.compile(r"\x1b\[[0-9;]*m")
# Where pdfium puts a line break inside a hyphenated word.
_HYPHENATED = re.compile("[\ufffe\u00ad\x02]\\s*|-\\s*\r?\n")

CONF = """\
project = "Small"
extensions = ["myst_parser", "sphinx_design", "briefbook.typst"]
include_patterns = ["**"]
exclude_patterns = ["_build"]
myst_enable_extensions = ["colon_fence", "deflist", "fieldlist", "tasklist", "dollarmath",
    "amsmath", "attrs_block", "attrs_inline", "html_image", "html_admonition", "substitution",
    "strikethrough", "smartquotes", "replacements"]
myst_footnote_transition = False
myst_heading_anchors = 3
suppress_warnings = ["myst.strikethrough"]
html_theme = "basic"
briefbook_papers = ["a4"]
briefbook_date = "2026-01-02"
"""


@dataclass(frozen=True)
class Run:
    """What came of one run of Sphinx over a root."""

    outdir: Path
    pdfs: list[PdfOutput]
    warnings: list[str]
    doctreedir: Path

    def findings(self) -> list[str]:
        """The warnings that the PDF side gave."""
        return [line for line in self.warnings if "[briefbook.pdf" in line]

    def pdf(self, name: str = "briefing-book") -> Path:
        """The path of a PDF by its name."""
        return next(made.path for made in self.pdfs if made.path.stem == name)


def write_root(folder: Path, files: Mapping[str, str | bytes]) -> Path:
    """Write a small Sphinx project; ``conf.py`` comes with it unless given."""
    for name, content in {"conf.py": CONF, **files}.items():
        path = folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(content if isinstance(content, bytes) else content.encode())
    return folder


def run(
    root: Path,
    builder: str = "typst",
    *,
    parallel: int = 1,
    settings: Mapping[str, object] | None = None,
    **more: object,
) -> Run:
    """Build a root with some settings changed and return what came of it."""
    warning = io.StringIO()
    app = SphinxTestApp(
        builder,
        srcdir=root,
        confoverrides={**(settings or {}), **more},
        status=io.StringIO(),
        warning=warning,
        parallel=parallel,
    )
    try:
        with warnings.catch_warnings():
            # MyST still asks the environment and its transforms for the application.
            message = "'(sphinx.environment|myst_parser)"
            warnings.filterwarnings("ignore", message, RemovedInSphinx11Warning)
            app.build()
        lines = _ANSI.sub("", warning.getvalue()).replace(f"{root}/", "").splitlines()
        return Run(app.outdir, outputs(app), lines, app.doctreedir)
    finally:
        app.cleanup()


def pages(pdf: Path | bytes) -> list[str]:
    """Return the text of every page, hyphenated words put together again."""
    document = pypdfium2.PdfDocument(pdf)
    try:
        return [_HYPHENATED.sub("", page.get_textpage().get_text_range()) for page in document]
    finally:
        document.close()


def read_page(made: Run, docname: str, html: str = "") -> Page:
    """Return what a page says, or would with other HTML, its notes as its handout has them."""
    name = f"{docname}.html"
    read = page.read(name, html or (made.outdir / name).read_text(encoding="utf-8"))
    tree = (made.doctreedir / f"{docname}.doctree").read_bytes()
    put_in_short(read, pickle.loads(tree))  # noqa: S301  # made by the build before
    return read


def squeezed(text: str) -> str:
    """Return text without white space, for comparisons that line breaks must not disturb."""
    return re.sub(r"\s+", "", text)


def whole(pdf: Path | bytes) -> str:
    """Return the text of a PDF on one line."""
    return " ".join(" ".join(pages(pdf)).split())


def links(pdf: Path) -> list[str]:
    """Return the addresses that a PDF links to, in order, each once."""
    found: dict[str, None] = {}
    with pikepdf.open(pdf) as document:
        for page in document.pages:
            for note in page.get("/Annots", []):
                action = note.get("/A")
                if action is not None and "/URI" in action:
                    found[str(action["/URI"])] = None
    return list(found)


def bookmarks(pdf: Path) -> list[str]:
    """Return the titles of the bookmarks, nested ones after their parents."""
    with pikepdf.open(pdf) as document, document.open_outline() as outline:
        return list(_titles(outline.root))


def _titles(items: list[pikepdf.OutlineItem]) -> list[str]:
    found: list[str] = []
    for item in items:
        found += [item.title, *_titles(item.children)]
    return found


def typst_project(folder: Path, content: str, *, kind: str = "book") -> str:
    """Write a Typst project around some translated content; return the JSON file's path."""
    for file in sorted(TEMPLATES.iterdir()):
        write_if_changed(folder / "templates" / file.name, file.read_bytes())
    head = '#import "/templates/lib.typ": *\n'
    write_if_changed(folder / "content/x.typ", (head + content).encode())
    data = {
        "kind": kind, "paper": "a4", "title": "T", "subtitle": "", "date": "", "marking": "",
        "publisher": "", "language": "en", "web": "../", "theme": {}, "docs": ["x"], "briefs": 0,
        "chapters": [
            {"doc": "x", "title": "X", "path": "/content/x.typ", "offset": 0, "brief": False}
        ],
    }  # fmt: skip
    write_if_changed(folder / "data/x.json", json.dumps(data).encode())
    return "/data/x.json"


def left_edge(pdf: Path, number: int, words: str) -> float:
    """Return how far from the left edge of page ``number`` (from 0) ``words`` begin, in points."""
    document = pypdfium2.PdfDocument(pdf)
    try:
        shown = document[number].get_textpage()
        return float(shown.get_charbox(shown.get_text_range().index(words))[0])
    finally:
        document.close()


@contextmanager
def built_app(root: Path) -> Iterator[SphinxTestApp]:
    """Build the pages and PDFs of ``root``, and give the application they were built with."""
    made = SphinxTestApp("html", srcdir=root, status=io.StringIO(), warning=io.StringIO())
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        made.build()
        yield made
        made.cleanup()


def compared(app: SphinxTestApp) -> list[Finding]:
    """Return where the pages of ``app`` and its PDFs differ."""
    return parity.check(app, Path(app.outdir), outputs(app))
