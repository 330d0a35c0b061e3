"""Every node that MyST, docutils, Sphinx and sphinx-design can produce has a translation."""

from __future__ import annotations

import inspect
from pathlib import Path
from typing import TYPE_CHECKING

import pikepdf
import pytest
from docutils import nodes
from sphinx import addnodes
from sphinx_design import accordion, aside, badges_buttons, dropdown, icons, shared, steps, tabs

from briefbook.elements import nodes as brief_nodes
from briefbook.typst.translate.core import _TOO_GENERAL, HANDLERS
from pdfkit import Run, bookmarks, links, run, squeezed, whole

if TYPE_CHECKING:
    from types import ModuleType

SINK = Path(__file__).parent.parent / "roots/pdf-sink"
MODULES = [nodes, addnodes, brief_nodes, accordion, aside, badges_buttons, dropdown, icons, shared,
           steps, tabs]  # fmt: skip
# Nodes that never reach a builder: bases, parts that their parent reads, and HTML's own.
NEVER = {
    "Node", "Element", "TextElement", "FixedTextElement", "PureTextElement", "option",
    "option_group", "option_string", "option_argument", "option_list_item", "field_name",
    "field_body", "line", "production", "_desc_classes_injector", "sd_tab_input", "sd_tab_label",
    "dropdown_main", "dropdown_title", "aside_main", "translatable", "not_smartquotable",
    "desc_sig_element",
}  # fmt: skip
# In the sources of the sink, but nothing that a page shows.
UNSEEN = {"wordtarget", "wordsubdef", "wordlatexnever", "wordnever"}
ALTERNATIVE = {"wordcardalt", "wordfigalt", "wordimagealt", "wordhtmlalt", "wordalt", "wordinline"}


def _classes(module: ModuleType) -> list[type[nodes.Node]]:
    return [
        item
        for _, item in inspect.getmembers(module, inspect.isclass)
        if issubclass(item, nodes.Node) and item.__module__ == module.__name__
    ]


@pytest.mark.parametrize("module", MODULES, ids=lambda module: module.__name__)
def test_every_node_class_has_a_handler(module: ModuleType) -> None:
    def known(cls: type[nodes.Node]) -> bool:
        bases = [base for base in cls.__mro__ if base in HANDLERS or base in _TOO_GENERAL]
        return bool(bases) and bases[0] in HANDLERS

    unknown = {cls.__name__ for cls in _classes(module) if not known(cls)}
    assert unknown - NEVER == set()


@pytest.fixture(scope="module", params=["typst", "html"])
def sink(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Run:
    """Build the sink as PDF alone, and after the site in the same run."""
    out = tmp_path_factory.mktemp("sink")
    root = out / "root"
    root.mkdir()
    for file in SINK.rglob("*"):
        if file.is_file():
            target = root / file.relative_to(SINK)
            target.parent.mkdir(parents=True, exist_ok=True)
            target.write_bytes(file.read_bytes())
    return run(root, request.param)


def test_nothing_in_the_sink_is_reported(sink: Run) -> None:
    assert sink.warnings == []


def test_every_word_of_the_sink_is_printed(sink: Run) -> None:
    import re  # noqa: PLC0415

    text = squeezed(whole(sink.pdf()))
    sources = [f for f in sorted(SINK.rglob("*")) if f.suffix in {".md", ".rst", ".txt"}]
    words = {w for f in sources for w in re.findall(r"\bword\w+", f.read_text(encoding="utf-8"))}
    assert {word for word in words if word not in text} == UNSEEN | ALTERNATIVE


def test_alternative_texts_are_in_the_structure(sink: Run) -> None:
    with pikepdf.open(sink.pdf()) as document:
        found = {
            str(item["/Alt"])
            for item in document.objects
            if isinstance(item, pikepdf.Dictionary) and "/Alt" in item
        }
    assert found >= ALTERNATIVE


def test_numbers_are_those_of_the_site(sink: Run) -> None:
    text = whole(sink.pdf())
    for shown in ("1.1 Second wordheading", "Fig. 2.1", "Table 2.1", "Listing 2.1"):
        assert shown in text


def test_notes_stay_out_of_bookmarks(sink: Run) -> None:
    assert "1.1 Second wordheading wordcodehead" in bookmarks(sink.pdf())


def test_addresses_are_links_and_are_printed_once(sink: Run) -> None:
    assert "https://example.org/path" in links(sink.pdf())
    assert whole(sink.pdf()).count("example.org/path") == 1
