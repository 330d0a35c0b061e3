"""Code, mathematics and other text that keeps its spaces."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from docutils import nodes
from sphinx import addnodes

from briefbook.typst import markup
from briefbook.typst.markup import EMPTY
from briefbook.typst.translate.core import Translator, handles

if TYPE_CHECKING:
    from briefbook.typst.markup import Content

# Languages that Typst knows under another name than Pygments.
_LANGUAGES = {
    "default": "python", "python3": "python", "pycon": "python", "ipython": "python",
    "ipython3": "python", "console": "", "shell": "bash", "shell-session": "", "text": "",
    "none": "", "md": "markdown", "myst": "markdown", "rest": "rst", "restructuredtext": "rst",
}  # fmt: skip


@handles(nodes.literal_block)
def _literal_block(t: Translator, node: nodes.literal_block) -> Content:
    if any(isinstance(part, nodes.reference) for part in node.findall()):
        # A parsed literal keeps its links, and its line ends.
        return markup.call("code-content", body=_parsed(t, node))
    language = str(node.get("language", "")).lower()
    options: dict[str, Any] = node.get("highlight_args", {}) or {}
    numbers = bool(node.get("linenos"))
    return markup.join(
        [
            t.anchors(node),
            markup.call(
                "code",
                node.astext(),
                lang=_LANGUAGES.get(language, language) or None,
                numbers=int(options.get("linenostart", 1)) if numbers else None,
                marked=[int(line) for line in options.get("hl_lines", ())] or None,
            ),
        ]
    )


def _parsed(t: Translator, node: nodes.Element) -> Content:
    parts: list[str] = [t.anchors(node)]
    for child in node.children:
        if isinstance(child, nodes.Text):
            lines = child.astext().split("\n")
            parts.append(str(markup.call("br")).join(_kept(line) for line in lines))
        elif isinstance(child, addnodes.production):
            parts.append(_parsed(t, child))
        else:
            parts.append(t.node(child))
    return markup.join(parts)


def _kept(line: str) -> Content:
    """Return text whose runs of spaces stay as they are."""
    return markup.call("kept", line) if line else EMPTY


@handles(nodes.doctest_block)
def _doctest(t: Translator, node: nodes.doctest_block) -> Content:
    return markup.join([t.anchors(node), markup.call("code", node.astext(), lang="python")])


@handles(nodes.math)
def _math(t: Translator, node: nodes.math) -> Content:
    """Print the source of a formula: there is no TeX here, and nothing may be lost."""
    source = node.astext().strip()
    return markup.join([t.anchors(node), markup.call("formula", source) if source else EMPTY])


@handles(nodes.math_block)
def _math_block(t: Translator, node: nodes.math_block) -> Content:
    number = t.services.equation_number(t.docname, node)
    if not node.astext().strip():
        return t.anchors(node)
    return markup.join(
        [
            t.anchors(node),
            markup.call(
                "formula-block",
                node.astext().strip(),
                number=f"({number})" if number else None,
            ),
        ]
    )


@handles(addnodes.productionlist)
def _productions(t: Translator, node: addnodes.productionlist) -> Content:
    return markup.call("code-content", body=_parsed(t, node))


@handles(addnodes.production)
def _production(t: Translator, node: addnodes.production) -> Content:
    return markup.join([t.anchors(node), t.inline(node.children)])
