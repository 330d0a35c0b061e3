"""What authors get wrong: one finding that says where, what and what to do, and no harm done."""

from __future__ import annotations

import os
import sys
from typing import TYPE_CHECKING, NamedTuple

import pytest

from books import (
    BOTTOM_LINE,
    BRIEF,
    CONF,
    FRONT,
    GLOSSARY,
    INDEX,
    SOURCES,
    Files,
    brief,
    digests,
    write,
)

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from conftest import Command, MakeBook

ONE = "briefs/one.md"
END = BRIEF.count("\n") + 2
"""The line of the first line that `after` adds."""


class Case(NamedTuple):
    """Files that make a book bad, and what is said of them."""

    name: str
    files: Files
    finding: str


def after(text: str) -> Files:
    """Return the brief with a further passage at its end."""
    return {ONE: f"{BRIEF}\n{text}"}


def changed(old: str, new: str) -> Files:
    """Return the brief with one passage of it changed."""
    assert BRIEF.count(old) == 1
    return {ONE: BRIEF.replace(old, new)}


def second(name: str) -> Files:
    """Return another good brief, under a name."""
    return {f"briefs/{name}.md": brief("Text.\n", number=2, title="Another thing")}


FRONT_MATTER = [
    Case(
        "front matter that is not YAML",
        changed("number: 1", "number: [1"),
        "briefs/one.md:3: the front matter: a bracket is opened and not closed; close it; a value "
        "that begins with a bracket or a quotation mark needs its end [front-matter]",
    ),
    Case(
        "unknown key",
        changed("  status:", "  author: me\n  status:"),
        "briefs/one.md:6: unknown key 'author'; use one of: number, question, ",
    ),
    Case(
        "misspelt key",
        changed("audience:", "audiense:"),
        "briefs/one.md:5: unknown key 'audiense'; did you mean 'audience'? [front-matter]",
    ),
    Case(
        "no front matter",
        {ONE: "# One thing\n\nText.\n"},
        "briefs/one.md:1: the brief has no front matter with the key 'brief'; begin the file with "
        "---, brief: and its keys, --- [front-matter]",
    ),
    Case(
        "front matter without its end",
        {ONE: FRONT.removesuffix("---\n")},
        "briefs/one.md:1: the front matter: it has no end; close it with a line of --- "
        "[front-matter]",
    ),
]
FILES = [
    Case(
        "not UTF-8",
        {ONE: BRIEF.encode() + b"caf\xe9\n"},
        f"briefs/one.md:{END - 1}: the file is not UTF-8: byte 0xE9 cannot be read; save it as "
        "UTF-8 [encoding]",
    ),
    Case(
        "UTF-16",
        {ONE: BRIEF.encode("utf-16")},
        "briefs/one.md:1: the file is not UTF-8: byte 0xFF cannot be read; save it as UTF-8 "
        "[encoding]",
    ),
    Case(
        "NUL",
        after("Nothing\0here.\n"),
        f"briefs/one.md:{END}: the file holds the control character U+0000; remove it [encoding]",
    ),
    Case(
        "escape sequence",
        after("Red \x1b[31malert.\n"),
        f"briefs/one.md:{END}: the file holds the control character U+001B; remove it [encoding]",
    ),
    Case(
        "control character of two bytes",
        after("Old \x9bcontrol.\n"),
        f"briefs/one.md:{END}: the file holds the control character U+009B; remove it [encoding]",
    ),
    Case(
        "empty file",
        {ONE: b"\n"},
        "briefs/one.md:1: the brief is empty; write it, or delete it [brief-empty]",
    ),
    Case(
        "white space alone",
        {ONE: " \n\n\t\n"},
        "briefs/one.md:1: the brief is empty; write it, or delete it [brief-empty]",
    ),
    Case(
        "front matter alone",
        {ONE: FRONT},
        "briefs/one.md:1: the brief is empty; write it, or delete it [brief-empty]",
    ),
    *(
        Case(
            f"file name {name!r}",
            second(name),
            f"briefs/{name}.md:1: the brief's file name '{name}' makes no plain web address; "
            "rename it with lower-case letters, digits and single hyphens [brief-file-name]",
        )
        for name in ("two words", "größe", "Two", "two--words", "two.words")
    ),
    *(
        Case(
            f"file name {name!r}",
            second(name),
            f"briefs/{name}.md:1: the brief's file name '{name}' is one that systems or the book "
            "need; give the file another name [brief-file-name]",
        )
        for name in ("con", "lpt1", "briefing-book")
    ),
    Case(
        "no first page",
        {"index.md": None},
        "index.md: the book has no first page; write it, with a toctree of the others [first-page]",
    ),
    Case(
        "page without a title",
        {"docs/notes.md": "Text.\n"},
        "index.md:6: the toctree names 'docs/notes', which has no title; begin that document with "
        "a line '# Title' [toc.no_title]",
    ),
    Case(
        "two files of one document",
        {"docs/notes.md": "# A\n\nText.\n", "docs/notes.rst": "A\n=\n\nText.\n"},
        "docs/notes.md: the document 'docs/notes' has another file, docs/notes.rst; keep one of "
        "the two [sphinx]",
    ),
    Case(
        "names that differ in capitals alone",
        {"docs/notes.md": "# A\n\nText.\n", "docs/Notes.md": "# B\n\nText.\n"},
        "docs/notes.md: the name differs from 'docs/Notes.md' in capitals alone, which many "
        "systems take for the same; rename one of the two [file-name]",
    ),
    Case(
        "name that turns the writing",
        {"docs/no\u202etes.md": "# A\n\nText.\n"},
        "docs/no\\u202etes.md: the file's name holds signs that cannot be printed; rename it "
        "[file-name]",
    ),
    Case(
        "name of a page of the site",
        {"search.md": "# A\n\nText.\n", "conf.py": CONF.replace('"docs/**"', '"*.md", "docs/*"')},
        "search.md: the site has a page of this name already; rename the file [file-name]",
    ),
    Case(
        "page with front matter that is not YAML",
        {"docs/notes.md": "---\na: [\n---\n# Notes\n\nText.\n"},
        "docs/notes.md:1: the front matter, between two lines of ---, is not YAML; write ",
    ),
]
STRUCTURE = [
    Case(
        "no bottom line",
        changed(BOTTOM_LINE, "Text.\n"),
        "briefs/one.md:12: the brief has no bottom line; begin with :::{bottom-line}, two or "
        "three sentences, at most sixty words [bottom-line-missing]",
    ),
    Case(
        "two bottom lines",
        after(BOTTOM_LINE),
        f"briefs/one.md:{END}: the brief has a bottom line already, in line 14; keep one "
        "[bottom-line-repeated]",
    ),
    Case(
        "id taken in the same file",
        after(":::{gap} one-said\nNot known.\n:::\n"),
        f"briefs/one.md:{END}: the id 'one-said' is taken already, in briefs/one.md:31; "
        "give this one another id [duplicate-id]",
    ),
    Case(
        "id taken in another file",
        {"briefs/two.md": brief(":::{gap} one-said\nNot known.\n:::\n", number=2)},
        "briefs/two.md:18: the id 'one-said' is taken already, in briefs/one.md:31; "
        "give this one another id [duplicate-id]",
    ),
    Case(
        "number taken",
        {"briefs/two.md": brief("Text.\n")},
        "briefs/two.md:3: the number 1 is taken already, by briefs/one.md; "
        "give the brief another number [duplicate-number]",
    ),
    Case(
        "no title",
        {ONE: f"{FRONT}\n{BOTTOM_LINE}"},
        "briefs/one.md:13: the brief has no title; begin its text with a line '# Title' "
        "[brief-title]",
    ),
    Case(
        "no title, but headings",
        changed("# One thing\n\n", "\n\n"),
        "briefs/one.md:14: the brief has no title; begin its text with a line '# Title' "
        "[brief-title]",
    ),
    Case(
        "title of the second level",
        changed("# One thing\n", "## One thing\n"),
        "briefs/one.md:12: the title is a heading of level 2; write '# One thing' [brief-title]",
    ),
    Case(
        "two titles",
        after("# Another\n\nText.\n"),
        f"briefs/one.md:{END}: the brief has a second title, 'Another'; write it with '##' "
        "[brief-title]",
    ),
    Case(
        "heading that leaves a level out",
        changed("## Judgements", "### Judgements"),
        "briefs/one.md:18: a heading of level 3 follows one of level 1; leave no level out: take "
        "away a '#' [myst.header]",
    ),
    Case(
        "circle of toctrees",
        {
            "docs/a.md": "# A\n\n:::{toctree}\n/docs/b\n:::\n",
            "docs/b.md": "# B\n\n:::{toctree}\n/docs/a\n:::\n",
        },
        "docs/b.md:3: the toctree names 'docs/a', which leads back to this document; take the "
        "line out [toctree-circle]",
    ),
    Case(
        "toctree of itself",
        {"docs/notes.md": "# Notes\n\n:::{toctree}\n/docs/notes\n:::\n"},
        "docs/notes.md:4: the toctree names 'docs/notes', which is no other document of the book; ",
    ),
    Case(
        "toctree of nothing",
        {"docs/notes.md": "# Notes\n\n:::{toctree}\n/docs/glosary\n:::\n"},
        "docs/notes.md:4: the toctree names 'docs/glosary', which is no other document of the "
        "book; did you mean 'docs/glossary'? [toc.not_readable]",
    ),
    Case(
        "pattern that matches nothing",
        {"docs/notes.md": "# Notes\n\n:::{toctree}\n:glob:\n\n/annexes/*\n:::\n"},
        "docs/notes.md:3: the toctree's pattern '/annexes/*' matches no document; correct it, or "
        "take the line out [empty_glob]",
    ),
    Case(
        "brief in no toctree",
        {"index.md": INDEX.replace("briefs/*\n", "")},
        "briefs/one.md: no toctree names this document, so that no reader finds it; add it to one, "
        "such as that of the first page [toc.not_included]",
    ),
]
MARKDOWN = [
    Case(
        "block of HTML",
        after("<script>alert(1)</script>\n"),
        f"briefs/one.md:{END}: the brief holds HTML, <script>alert(1)</script>, which cannot be "
        "printed; write it in Markdown; text in angle brackets goes between backticks [raw-html]",
    ),
    Case(
        "HTML in a line",
        after("Some <b>bold</b> words.\n"),
        f"briefs/one.md:{END}: the brief holds HTML, <b>, which cannot be printed; ",
    ),
    Case(
        "HTML in an element",
        after(":::{gap} one-gap\nFirst.\n\nSome <i>slanted</i> words.\n:::\n"),
        f"briefs/one.md:{END + 3}: the brief holds HTML, <i>, which cannot be printed; ",
    ),
    Case(
        "comment of HTML",
        after("<!-- to be checked -->\n"),
        f"briefs/one.md:{END}: the brief holds HTML, <!-- to be checked -->, which cannot be "
        "printed; delete it; a line that begins with '%' is a note to authors [raw-html]",
    ),
    Case(
        "raw directive",
        after("```{raw} html\n<b>bold</b>\n```\n"),
        f"briefs/one.md:{END}: the brief holds HTML, <b>bold</b>, which cannot be printed; ",
    ),
    Case(
        "fence of colons without its end",
        after(":::{gap} one-gap\nNot known.\n"),
        f"briefs/one.md:{END}: the fence ':::{{gap}} one-gap' is not closed, so that all below "
        "belongs to it; close it with a line of :::, at the margin [fence]",
    ),
    Case(
        "fence of backticks without its end",
        after("```\nText.\n"),
        f"briefs/one.md:{END}: the fence '```' is not closed, so that all below belongs to it; ",
    ),
    Case(
        "fence that ends with the next one",
        changed("and it holds.\n:::\n", "and it holds.\n"),
        "briefs/one.md:14: the fence ':::{bottom-line}' is not closed, so that all below ",
    ),
    Case(
        "unknown directive",
        after(":::{judgment} one-more\nText.\n:::\n"),
        f"briefs/one.md:{END}: there is no directive 'judgment'; did you mean 'judgement'? "
        "[element-name]",
    ),
    Case(
        "unknown role",
        after("The record {citee}`report-2021`.\n"),
        f"briefs/one.md:{END}: there is no role 'citee'; did you mean 'cite'? [myst.role_unknown]",
    ),
    Case(
        "include of nothing",
        after("```{include} notes.md\n```\n"),
        f"briefs/one.md:{END}: the included file 'briefs/notes.md' does not exist; correct the "
        "path, which counts from this document [docutils]",
    ),
    Case(
        "include of a folder",
        after("```{include} ../docs\n```\n"),
        f"briefs/one.md:{END}: the included file 'docs' cannot be read; name a text file in UTF-8 "
        "[docutils]",
    ),
    Case(
        "code of nothing",
        after("```{literalinclude} notes.py\n```\n"),
        f"briefs/one.md:{END}: the included file 'briefs/notes.py' cannot be read; ",
    ),
    Case(
        "missing image",
        after("![A chart](chart.png)\n"),
        f"briefs/one.md:{END}: the image 'briefs/chart.png' cannot be read; correct the path, "
        "which counts from this document, or add the file [image.not_readable]",
    ),
    Case(
        "missing image without a description",
        after("![](chart.png)\n"),
        f"briefs/one.md:{END}: the image 'briefs/chart.png' cannot be read; ",
    ),
    Case(
        "image without a description in an element",
        {
            **after(":::{gap} one-gap\nFirst and\n![](chart.png)\n:::\n"),
            "briefs/chart.png": b"an image",
        },
        f"briefs/one.md:{END + 2}: the image 'chart.png' has no alternative text; say between ",
    ),
    Case(
        "missing figure",
        after("```{figure} chart.png\n:alt: A chart\n\nThe chart.\n```\n"),
        f"briefs/one.md:{END}: the image 'briefs/chart.png' cannot be read; ",
    ),
    Case(
        "image that is a folder",
        after("![A chart](../docs)\n"),
        f"briefs/one.md:{END}: the image 'docs' is no file; name the file of an image [image-file]",
    ),
    Case(
        "image outside the book",
        after("![A chart](../../chart.png)\n"),
        f"briefs/one.md:{END}: the image '../chart.png' cannot be read; ",
    ),
    Case(
        "file to download that is missing",
        after("The {download}`data <data.csv>`.\n"),
        f"briefs/one.md:{END}: the file to download, 'briefs/data.csv', cannot be read; ",
    ),
    Case(
        "code in no known language",
        after("```nolang\nx\n```\n"),
        f"briefs/one.md:{END}: no language 'nolang' is known whose code could be coloured; ",
    ),
    Case(
        "code that is none",
        after("```json\n{not json}\n```\n"),
        f"briefs/one.md:{END}: the code is not what 'json' reads; correct the code, or name its ",
    ),
    Case(
        "table of a file that is missing",
        after("```{csv-table}\n:file: data.csv\n```\n"),
        f"briefs/one.md:{END}: the directive 'csv-table' names ",
    ),
    Case(
        "table that is no CSV",
        after('```{csv-table}\n:header: a,b\n\n"x\n```\n'),
        f"briefs/one.md:{END}: the table cannot be read as CSV: unexpected end of data; give ",
    ),
    Case(
        "table that is no list of lists",
        after("```{list-table}\n* - a\n  - b\n* - c\n```\n"),
        f"briefs/one.md:{END}: the content of the directive 'list-table' cannot be read: uniform ",
    ),
    Case(
        "object that a file of code lacks",
        {**after("```{literalinclude} a.py\n:pyobject: x\n```\n"), "briefs/a.py": "y = 1\n"},
        f"briefs/one.md:{END}: the included file 'briefs/a.py' has no object 'x'; ",
    ),
    Case(
        "code that is not UTF-8",
        {**after("```{literalinclude} a.py\n```\n"), "briefs/a.py": b"y = '\xe9'\n"},
        f"briefs/one.md:{END}: the included file 'briefs/a.py' is not UTF-8; ",
    ),
    Case(
        "value that an option does not take",
        {"docs/notes.md": "# N\n\n:::{toctree}\n:maxdepth: many\n\nglossary\n:::\n"},
        "docs/notes.md:4: the option :maxdepth: of the directive 'toctree' is 'many', which it ",
    ),
    Case(
        "toctree that names a document twice",
        {"docs/notes.md": "# N\n\n:::{toctree}\nglossary\nglossary\n:::\n"},
        "docs/notes.md:5: the toctree names 'docs/glossary' twice; ",
    ),
    Case(
        "name given twice",
        after("(aa)=\nText.\n\n(aa)=\nMore.\n"),
        f"briefs/one.md:{END + 3}: the name '(aa)=' is given twice in this document; ",
    ),
    Case(
        "name given in two documents",
        {**after("(aa)=\n## More\n\nText.\n"), "docs/n.md": "(aa)=\n# N\n\nText.\n"},
        "docs/n.md:2: the name 'aa' is given already, in briefs/one.md; ",
    ),
    Case(
        "rule below a heading",
        after("## More\n\n---\n\nText.\n"),
        f"briefs/one.md:{END + 2}: a line of --- stands above all text, or right after a heading; ",
    ),
    Case(
        "footnote without a text",
        after("It was said.[^x]\n"),
        f"briefs/one.md:{END}: there is no footnote 'x'; add a line '[^x]: …', or correct the "
        "name [docutils]",
    ),
    Case(
        "footnote without a use",
        after("It was said.\n\n[^x]: By one.\n"),
        f"briefs/one.md:{END + 2}: no text refers to this footnote; refer to it, or delete it "
        "[ref.footnote]",
    ),
    Case(
        "footnote defined twice",
        after("It was said.[^x]\n\n[^x]: By one.\n\n[^x]: By two.\n"),
        f"briefs/one.md:{END + 4}: the footnote 'x' is defined twice; keep one of the two "
        "[ref.footnote]",
    ),
]
REFERENCES = [
    Case(
        "link to no element",
        after("See [there](#one-sayd).\n"),
        f"briefs/one.md:{END}: the book has nothing that is called 'one-sayd'; did you mean "
        "'one-said'? [reference]",
    ),
    Case(
        "link to no document",
        after("See [there](../docs/nothing.md).\n"),
        f"briefs/one.md:{END}: the book has nothing that is called '../docs/nothing.md'; ",
    ),
    Case(
        "link to no part of a document",
        after("See [there](../docs/glossary.md#nothing).\n"),
        f"briefs/one.md:{END}: the document 'docs/glossary' has nothing that is called 'nothing'; ",
    ),
    Case(
        "reference to no figure",
        after("See {numref}`nothing`.\n"),
        f"briefs/one.md:{END}: the book has no numbered figure, table or code that is called ",
    ),
    Case(
        "reference to no equation",
        after("See {eq}`nothing`.\n"),
        f"briefs/one.md:{END}: the book has no equation that is called 'nothing'; ",
    ),
    Case(
        "reference to no document",
        after("See {doc}`/docs/glosary`.\n"),
        f"briefs/one.md:{END}: the book has no document '/docs/glosary'; did you mean "
        "'docs/glossary'? [ref.doc]",
    ),
    Case(
        "term that the glossary lacks",
        after("A {term}`witnes` spoke.\n"),
        f"briefs/one.md:{END}: the glossary has no term 'witnes'; did you mean 'witness'? "
        "[ref.term]",
    ),
    Case(
        "term that resembles none",
        after("A {term}`quorum` met.\n"),
        f"briefs/one.md:{END}: the glossary has no term 'quorum'; add it to the glossary "
        "[ref.term]",
    ),
    Case(
        "no file of sources",
        {"sources/sources.yaml": None},
        "sources/sources.yaml: there is no file of sources; write it, or set briefbook_sources "
        "[source-file]",
    ),
    Case(
        "sources that are not YAML",
        {"sources/sources.yaml": "- id: [paper\n"},
        "sources/sources.yaml:1: the file of sources cannot be read: ",
    ),
    Case(
        "sources without an entry",
        {"sources/sources.yaml": "\n"},
        "sources/sources.yaml:1: the file of sources is empty; write a list of entries, each ",
    ),
    Case(
        "source with a bad entry",
        {"sources/sources.yaml": SOURCES.replace("type: report", "type: reprot")},
        "sources/sources.yaml:8: source 'report-2021': 'type' 'reprot' is not a CSL type; did you "
        "mean 'report'? [source-type]",
    ),
    Case(
        "term defined twice",
        {"docs/more.md": GLOSSARY.replace("# Glossary", "# More")},
        "docs/more.md:4: the glossary has the term 'witness' already, in docs/glossary; keep one "
        "of the two [term-ambiguous]",
    ),
]


@pytest.mark.parametrize(
    "case",
    [*FRONT_MATTER, *FILES, *STRUCTURE, *MARKDOWN, *REFERENCES],
    ids=lambda case: case.name.replace(" ", "-"),
)
def test_one_cause_is_one_finding(case: Case, make_book: MakeBook, command: Command) -> None:
    root = make_book(case.files)
    write(root, {"_build/html/index.html": "published before", "_build/.lock": ""})
    before = digests(root / "_build/html")

    result = command("build", "--html-only", "--jobs", "1", "--source", root)

    assert result.findings == [result.findings[0]], result.err
    assert result.findings[0].startswith(case.finding)
    assert (result.status, result.out) == (1, "")
    assert result.err.splitlines()[1:] == [
        "1 finding.",
        f"Not published; '{root}/_build/html' is as it was.",
    ]
    assert digests(root / "_build/html") == before


def _link_to_itself(path: Path) -> None:
    path.symlink_to(path.name)


def _outside(path: Path) -> None:
    path.symlink_to(path.parents[2] / "chart.png")
    path.resolve().write_bytes(b"an image")


@pytest.mark.parametrize(
    ("make", "said"),
    [
        (os.mkfifo, "is no file; name the file of an image"),
        (_link_to_itself, "is a link that leads nowhere; put the image itself in its place"),
        (_outside, "lies outside the book's folder; copy it into the book"),
    ],
    ids=["pipe", "circle", "outside"],
)
def test_an_image_that_is_no_file_of_the_book(
    make: Callable[[Path], None], said: str, make_book: MakeBook, command: Command
) -> None:
    root = make_book(after("![A chart](chart.png)\n"))
    make(root / "briefs/chart.png")
    result = command("build", "--html-only", "--jobs", "1", "--source", root)
    assert result.status == 1
    (finding,) = result.findings
    assert finding.startswith(f"briefs/one.md:{END}: the image '")
    assert finding.endswith(f" {said} [image-file]")


@pytest.mark.parametrize("name", ["two words.png", "größe.png", "it's.png", "a%20b.png"])
def test_an_image_may_have_any_name(name: str, make_book: MakeBook, command: Command) -> None:
    root = make_book({**after(f"![A chart](<{name}>)\n"), f"briefs/{name}": b"an image"})
    result = command("build", "--html-only", "--jobs", "1", "--source", root)
    assert (result.status, result.findings) == (0, [])
    assert [path.name for path in (root / "_build/html/_images").iterdir()] == [name]


@pytest.mark.parametrize("target", [".", "..", "../docs"])
def test_a_folder_that_leads_back_is_one_finding(
    target: str, make_book: MakeBook, command: Command
) -> None:
    root = make_book()
    (root / "docs/loop").symlink_to(target)
    result = command("build", "--html-only", "--jobs", "1", "--source", root)
    lead = "docs/loop: this link leads to a folder above it; remove it [file-kind]"
    assert (result.status, result.findings) == (1, [lead])


def test_a_pipe_is_not_waited_for(make_book: MakeBook, command: Command) -> None:
    root = make_book()
    os.mkfifo(root / "briefs/two.md")
    result = command("build", "--html-only", "--jobs", "1", "--source", root)
    lead = "briefs/two.md: this is no file with a text; remove it [file-kind]"
    assert (result.status, result.findings) == (1, [lead])


def test_a_pipe_of_sources_is_not_waited_for(make_book: MakeBook, command: Command) -> None:
    root = make_book({"sources/sources.yaml": None})
    (root / "sources").mkdir()
    os.mkfifo(root / "sources/sources.yaml")
    result = command("build", "--html-only", "--jobs", "1", "--source", root)
    assert result.status == 1
    (finding,) = result.findings
    assert finding.startswith("sources/sources.yaml: there is no file of sources; ")


def test_a_link_to_no_fingerprint(make_book: MakeBook, command: Command) -> None:
    root = make_book()
    (root / "sources/fingerprints").mkdir()
    (root / "sources/fingerprints/paper-2020.json").symlink_to("nowhere")
    result = command("build", "--html-only", "--jobs", "1", "--source", root)
    lead = "sources/fingerprints/paper-2020.json: the fingerprint cannot be read: no such file or "
    assert result.status == 1
    (finding,) = result.findings
    assert finding.startswith(lead)


@pytest.mark.skipif(sys.platform != "linux", reason="other systems take names in Unicode alone")
def test_a_name_in_bytes_that_are_no_utf_8(make_book: MakeBook, command: Command) -> None:
    root = make_book()
    (root / os.fsdecode(b"docs/caf\xe9.md")).write_text("# A\n\nText.\n", encoding="utf-8")
    result = command("build", "--html-only", "--jobs", "1", "--source", root)
    lead = "docs/caf\\udce9.md: the file's name holds signs that cannot be printed; rename it "
    assert (result.status, result.findings) == (1, [f"{lead}[file-name]"])


@pytest.mark.parametrize(
    ("name", "lead"),
    [("folder", "briefs/two.md: this is a folder, not a brief; rename or remove it [brief-folder]"),
     ("link", "briefs/two.md: the file cannot be read; make it readable, or delete it [sphinx]")],
)  # fmt: skip
def test_a_brief_that_is_no_file(
    name: str, lead: str, make_book: MakeBook, command: Command
) -> None:
    root = make_book()
    if name == "folder":
        (root / "briefs/two.md").mkdir()
    else:
        (root / "briefs/two.md").symlink_to("nowhere.md")
    result = command("build", "--html-only", "--jobs", "1", "--source", root)
    assert (result.status, result.findings) == (1, [lead])


@pytest.mark.parametrize(
    "text",
    [
        '#panic() #import "x.typ": * #{ let x = 1 } $x^2$ @ref \\<label\\> `<label>` [#sys] //',
        "x" * 100_000,
        "word " * 20_000,
        "\n".join(f"{'  ' * depth}- point" for depth in range(9)),
        ">" * 9 + " quoted",
        "[" * 2000,
        "*a **b " * 500,
        "Right to left: مرحبا שלום, a mark \u200f, a word\u00adbreak.",
        "Flags and families: 🇵🇰 👨\u200d👩\u200d👧.",
        "A line \u2028 and a paragraph \u2029 and a next line \x85 apart.",
        "&amp; &lt;b&gt; &nbsp; &#0; &#x1F600;",
        "| a | b |\n|---|---|\n| c |\n| d | e |",
        "# not a heading".replace("# ", "\\# "),
    ],
    ids=lambda text: ascii(text[:24]),
)
def test_odd_text_is_only_text(text: str, make_book: MakeBook, command: Command) -> None:
    root = make_book({ONE: f"{BRIEF}\n{text}\n"})
    result = command("build", "--html-only", "--jobs", "1", "--source", root)
    assert (result.status, result.err) == (0, "")
    page = (root / "_build/html/briefs/one.html").read_text(encoding="utf-8")
    assert page.count("<script") == page.count("</script>")


def test_typst_code_is_shown_as_it_is_written(make_book: MakeBook, command: Command) -> None:
    root = make_book(after("Call #panic() and #import at $x$, @ref and `<label>`.\n"))
    assert command("build", "--html-only", "--jobs", "1", "--source", root).status == 0
    page = (root / "_build/html/briefs/one.html").read_text(encoding="utf-8")
    assert "Call #panic() and #import at $x$, &#64;ref and <code" in page
    assert "&lt;label&gt;" in page


def test_nesting_beyond_measure_is_a_finding(make_book: MakeBook, command: Command) -> None:
    depth = 300
    text = "".join(f"{':' * (depth - n + 3)}{{note}}\n" for n in range(depth)) + "Text.\n"
    text += "".join(f"{':' * (n + 4)}\n" for n in range(depth))
    root = make_book(after(text))
    result = command("build", "--html-only", "--jobs", "1", "--source", root)
    assert result.status == 1
    (finding,) = result.findings
    assert finding.startswith("briefs/one.md: the text is nested too deeply; take some of its ")


@pytest.mark.parametrize(
    "text",
    ["<div>boxed</div>\n", "```{include} notes.md\n```\n", "A {term}`quorum` met.\n"],
    ids=["html", "include", "term"],
)
def test_the_printed_book_adds_no_second_finding(
    text: str, make_book: MakeBook, command: Command
) -> None:
    result = command("build", "--jobs", "1", "--source", make_book(after(text)))
    assert result.status == 1
    assert len(result.findings) == 1, result.err


@pytest.mark.skipif(os.geteuid() == 0, reason="nothing is unreadable to root")
def test_a_file_without_permission(make_book: MakeBook, command: Command) -> None:
    root = make_book()
    (root / ONE).chmod(0)
    result = command("build", "--html-only", "--jobs", "1", "--source", root)
    assert result.status == 1
    assert result.findings == [("briefs/one.md: the file cannot be read; make it readable, or "
                               "delete it [sphinx]")]  # fmt: skip


def test_a_bad_file_does_not_hide_another(make_book: MakeBook, command: Command) -> None:
    root = make_book({**changed("number: 1", "number: one"), **after_second()})
    result = command("build", "--html-only", "--jobs", "1", "--source", root)
    assert [finding.split(";")[0] for finding in result.findings] == [
        "briefs/one.md:3: 'number' is 'one'",
        "briefs/two.md:18: there is no directive 'clam'",
    ]


def after_second() -> Files:
    """Return a second brief with a slip in it."""
    return {"briefs/two.md": brief(":::{clam} two\nText.\n:::\n", number=2)}


def test_parallel_processes_report_the_same(
    make_book: MakeBook, command: Command, tmp_path: Path
) -> None:
    pages: Files = {f"docs/page-{n}.md": f"# Page {n}\n\n[x](#nothing-{n})\n" for n in range(12)}
    root = make_book({**after_second(), **pages})
    found = [
        command("build", "--html-only", "--jobs", jobs, "--source", root, "--out", tmp_path / jobs)
        for jobs in ("1", "2")
    ]
    assert found[0].findings == found[1].findings
    assert len(found[0].findings) == 13
