"""Every example of the CommonMark specification compiles and keeps its text."""

from __future__ import annotations

import json
import re
import warnings
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest
from docutils import nodes
from docutils.core import publish_doctree
from myst_parser.parsers.docutils_ import Parser

from briefbook.typst import markup
from briefbook.typst.compiler import Press
from briefbook.typst.translate import Translator
from pdfkit import pages, squeezed, typst_project

if TYPE_CHECKING:
    from collections.abc import Iterator

EXAMPLES: list[dict[str, Any]] = json.loads(
    (Path(__file__).parent / "data/commonmark.json").read_text(encoding="utf-8")
)


class Alone:
    """Services of a document that stands alone."""

    def image_file(self, node: nodes.image) -> str | None:
        del node
        return None

    def inline_svg(self, svg: str) -> str:
        return svg

    def source_place(self, node: nodes.Node) -> str:
        del node
        return ""

    def web_path(self, docname: str) -> str:
        return f"{docname}.html"

    def download_path(self, node: nodes.Element) -> str:
        del node
        return ""

    def target(self, uri: str) -> tuple[str, str] | None:
        del uri
        return None

    def section_number(self, docname: str, anchor: str) -> str:
        del docname, anchor
        return ""

    def equation_number(self, docname: str, node: nodes.Element) -> str:
        del docname, node
        return ""

    def figure_number(self, docname: str, node: nodes.Element) -> str:
        del docname, node
        return ""


def _doctree(source: str) -> nodes.document:
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        return publish_doctree(
            source,
            parser=Parser(),
            settings_overrides={"report_level": 5, "halt_level": 6, "myst_suppress_warnings": ["*"],
                                "doctitle_xform": False, "_disable_config": True},
        )  # fmt: skip


def _visible(node: nodes.Node) -> Iterator[str]:
    """Yield the text that a page of this document must show."""
    if isinstance(node, nodes.Text):
        yield node.astext()
    elif isinstance(node, nodes.image):
        yield str(node.get("alt", ""))
    elif not isinstance(node, nodes.raw | nodes.system_message | nodes.comment):
        for child in node.children:
            yield from _visible(child)


def _shown(word: str, text: str) -> bool:
    """Tell whether a page shows a word; letters that no font has stand there as their codes."""
    return word in text or all(c in text or f"U+{ord(c):04X}" in text for c in word)


@pytest.fixture(scope="module")
def book(tmp_path_factory: pytest.TempPathFactory) -> list[str]:
    """Return the text of every example, each from its own page of one PDF."""
    folder = tmp_path_factory.mktemp("commonmark")
    parts = []
    for index, item in enumerate(EXAMPLES):
        content = Translator(f"e{index}", Alone()).translate(_doctree(item["markdown"])).content
        parts.append(
            f"\n#[{content}\n];\n{markup.call('para', body=markup.text(f'END{index}END'))}"
        )
    # Headings start at any level in the examples, which a real page's never do.
    data = typst_project(folder, "#show heading: it => block(it.body)\n" + "".join(parts))
    result = Press(folder, [], 0).compile("templates/book.typ", {"data": data}, ["x"])
    assert result.pdf is not None, result.problems
    return pages(result.pdf)


def test_there_are_all_examples() -> None:
    assert [item["example"] for item in EXAMPLES] == list(range(1, 653))


def test_every_example_keeps_its_text(book: list[str]) -> None:
    text = squeezed("".join(book))
    lost = []
    start = 0
    for index, item in enumerate(EXAMPLES):
        end = text.index(f"END{index}END")
        here = text[start:end]
        words = re.findall(r"[^\W_]+", " ".join(_visible(_doctree(item["markdown"]))))
        lost += [(item["example"], word) for word in words if not _shown(word, here)]
        start = end
    assert lost == []
