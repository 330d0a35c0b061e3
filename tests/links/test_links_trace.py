from __future__ import annotations

import warnings
from io import StringIO
from typing import TYPE_CHECKING

import pytest
from sphinx.testing.util import SphinxTestApp

from briefbook.links import Link, Place, SourceTracer, check_site
from briefbook.links.needles import likeness

from .pdfs import add_link, make_pdf, uri
from .sites import findings_of, write_site

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

INDEX = """\
# Book

```{toctree}
briefs/f16
docs/sources
```
"""
F16 = """\
# F-16

The first line says nothing,
the second has <a href="../docs/sources.html#crs-2023">a link</a> in it.

Read [it](../docs/sources.md) or [that](../docs/sources.md#crs-2023).

![A map](map.png)

<div>
<a href="raw.html">raw</a>
</div>

Some <a href="inline.html">inline</a> HTML.

See [outside](https://example.org/) and `crs-2023`.

(here)=
## A heading

```{include} ../part.txt
```
"""
PART = "A part.\n\nIt has <a href='../docs/gone.html'>a link</a>.\n"
SOURCES = "# Sources\n\n(crs-2024)=\n## One\n"
CONF = """\
extensions = ["myst_parser"]
exclude_patterns = ["_build", "part.txt"]
suppress_warnings = ["image.not_readable", "myst.xref_missing"]
html_theme = "basic"
"""


@pytest.fixture(scope="module")
def book(tmp_path_factory: pytest.TempPathFactory) -> Iterator[SphinxTestApp]:
    source = write_site(
        tmp_path_factory.mktemp("book"),
        {
            "conf.py": CONF,
            "index.md": INDEX,
            "briefs/f16.md": F16,
            "docs/sources.md": SOURCES,
            "part.txt": PART,
        },
    )
    app = SphinxTestApp("html", srcdir=source, status=StringIO(), warning=StringIO())
    with warnings.catch_warnings():
        # MyST-Parser still asks the environment for its application.
        warnings.filterwarnings("ignore", r".*\.app' is deprecated", PendingDeprecationWarning)
        app.build()
    yield app
    app.cleanup()


def place_of(app: SphinxTestApp, *, with_env: bool, target: str, tag: str = "a") -> list[Place]:
    tracer = SourceTracer(app.srcdir, env=app.env if with_env else None)
    return list(tracer.trace(Link("briefs/f16.html", target, tag)))


@pytest.mark.parametrize("with_env", [True, False])
@pytest.mark.parametrize(
    ("target", "tag", "lines"),
    [
        ("../docs/sources.html#crs-2023", "a", [4, 6]),
        ("raw.html", "a", [11]),
        ("inline.html", "a", [14]),
        ("../_images/map.png", "img", [8]),
        ("https://example.org/", "a", [16]),
        ("_static/theme.css", "link", []),
        ("nowhere.html", "a", []),
        ("#", "a", []),
    ],
)
def test_a_link_is_found_at_its_line(
    book: SphinxTestApp, with_env: bool, target: str, tag: str, lines: list[int]
) -> None:
    found = place_of(book, with_env=with_env, target=target, tag=tag)
    assert found == [Place("briefs/f16.md", line) for line in lines]


def test_a_link_in_an_included_file_is_found_there(book: SphinxTestApp) -> None:
    assert place_of(book, with_env=True, target="../docs/gone.html") == [Place("part.txt", 3)]


def test_the_whole_way_from_site_to_source(book: SphinxTestApp) -> None:
    report = check_site(book.outdir, trace=SourceTracer(book.srcdir, env=book.env))
    lines = [str(finding) for finding in report.findings]
    anchor = (
        "link to '../docs/sources.html#crs-2023' on page briefs/f16.html: "
        "no such anchor in docs/sources.html; nearest is 'crs-2024' [link-anchor]"
    )
    assert f"briefs/f16.md:4: {anchor}" in lines
    assert f"briefs/f16.md:6: {anchor}" in lines
    assert any(line.startswith("briefs/f16.md:11: link to 'raw.html' on page") for line in lines)
    assert any(line.startswith("part.txt:3: link to '../docs/gone.html' on page") for line in lines)
    assert len(lines) == 6, lines


def test_a_link_of_the_theme_names_the_page(tmp_path: Path) -> None:
    source = write_site(tmp_path / "source", {"index.md": "# Book\n\nNothing here.\n"})
    html = "\n<link rel=stylesheet href=x.css><a href=nav.html>next</a>"
    found = findings_of(tmp_path / "site", {"index.html": html}, trace=SourceTracer(source))
    assert [(finding.path, finding.line) for finding in found] == [("index.html", 2)] * 2


def test_a_link_of_a_pdf_is_searched_in_its_own_source_or_in_all(tmp_path: Path) -> None:
    source = write_site(
        tmp_path / "source",
        {"a.md": "x\n[b](../docs/gone.html)", "b.md": "[b](../docs/gone.html)", "_x/c.md": "gone"},
    )
    pdf = make_pdf(lambda pdf: add_link(pdf, A=uri("../docs/gone.html")))
    for name, place in (("b", "b.md:1"), ("book", "a.md:2")):
        site: dict[str, str | bytes] = {"index.html": "", f"pdf/{name}.pdf": pdf}
        (finding,) = findings_of(tmp_path / name, site, trace=SourceTracer(source))
        assert str(finding).startswith(
            f"{place}: link to '../docs/gone.html' on page 1 of pdf/{name}.pdf: no such file"
        )


def test_pages_in_folders_of_their_own_are_known(tmp_path: Path) -> None:
    source = write_site(
        tmp_path, {"docs/x.rst": "`a <gone.html>`_", "y/index.md": "[a](gone.html)"}
    )
    tracer = SourceTracer(source)
    assert tracer.trace(Link("docs/x/index.html", "gone.html", "a")) == (Place("docs/x.rst", 1),)
    assert tracer.trace(Link("y/index.html", "gone.html", "a")) == (Place("y/index.md", 1),)
    assert tracer.trace(Link("z/index.html", "gone.html", "a")) == ()


def test_a_repeated_id_is_found_at_its_second_place(tmp_path: Path) -> None:
    source = write_site(tmp_path / "source", {"index.md": '<p id="note-1">\n\n<p id="note-1">\n'})
    html = "<p id=note-1>\n<p id=note-1>"
    (finding,) = findings_of(tmp_path / "site", {"index.html": html}, trace=SourceTracer(source))
    assert (finding.path, finding.line) == ("index.md", 3)
    assert finding.message == "id 'note-1' is on line 1 of page index.html already"


def test_where_an_id_is_given_is_no_link_to_it(tmp_path: Path) -> None:
    given = "(far-off)=\n:::{note} far-off\n:name: far-off\n# H {#far-off}\n<p id='far-off'>\n"
    source = write_site(tmp_path, {"a.md": given, "b.md": given + ":basis: far-off\n"})
    tracer = SourceTracer(source)
    link = Link("pdf/book.pdf", "x.html#far-off", "pdf", pdf_page=1)
    assert tracer.trace(link) == (Place("b.md", 6),)
    # A handout holds its own brief, so that a use elsewhere is not what it shows.
    assert tracer.trace(link._replace(page="pdf/a.pdf")) == ()
    assert tracer.trace(Link("b.html", "#far-off", "a")) == (Place("b.md", 6),)
    again = tracer.trace(Link("a.html", "#far-off", "id"))
    assert [place.line for place in again] == [1, 2, 3, 4, 5]


@pytest.mark.parametrize(
    ("written", "target", "score"),
    [
        ("x.html#a", "x.html#a", 2),
        ("x.md#a", "x.html#a", 2),
        ("/docs/x", "../docs/x.html", 2),
        ("docs/x.md", "../x.html", 2),
        ("a", "x.html#a", 1),
        ("#a", "#a", 2),
        ("y.md#a", "x.html#a", 1),
        ("y.md", "x.html", 0),
        ("b", "x.html#a", 0),
        ("xx.md", "x.html", 0),
    ],
)
def test_how_alike_source_and_page_write_an_address(written: str, target: str, score: int) -> None:
    assert likeness(written, target) == score
