"""The few raw HTML tags that have a meaning on paper; every other one is reported."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from docutils import nodes

from briefbook.typst import markup
from briefbook.typst.markup import EMPTY, Content
from briefbook.typst.translate.core import Translator, handles

if TYPE_CHECKING:
    from collections.abc import Sequence

_PAIRED = {
    "b": "strong", "strong": "strong", "i": "emph", "em": "emph", "cite": "emph", "var": "emph",
    "s": "strike", "del": "strike", "strike": "strike", "u": "underline", "ins": "underline",
    "sub": "sub", "sup": "super", "mark": "mark", "kbd": "kbd", "code": "lit-content",
    "samp": "lit-content", "small": "smaller", "span": "plain", "abbr": "plain",
}  # fmt: skip
_SINGLE = {"br": "br", "wbr": "soft-break", "hr": "transition"}
_TAG = re.compile(r"\s*<(?P<end>/?)(?P<name>[a-zA-Z][\w-]*)(?P<rest>[^<>]*?)/?>\s*\Z")
_COMMENT = re.compile(r"\s*(<!--.*?-->\s*)+\Z", re.DOTALL)
# Tags that show nothing themselves; they are there for their ids.
_ANCHOR = re.compile(
    r"</?(?:span|div|section|a)(?:\s+(?:id|name|class)=(?:\"[^\"]*\"|'[^']*'))*\s*/?>"
)
_ID = re.compile(r"\b(?:id|name)=[\"']([^\"']+)[\"']")
_VISIBLE = re.compile(r"\S")
_CHECKED = re.compile(r"\bchecked\b")


def inline_run(t: Translator, children: Sequence[nodes.Node]) -> Content:
    """Return running text in which ``<s>`` … ``</s>`` and the like enclose what is between."""
    # One frame per open tag: its name, its node, what it holds so far.
    frames: list[tuple[str, nodes.Node | None, list[str]]] = [("", None, [])]
    before: nodes.Node | None = None
    for child in _without_gaps(children):
        tag = _html_tag(child)
        if before is not None and _notes_touch(before, child):
            frames[-1][2].append(markup.call("note-comma"))
        before = child
        if tag and tag["name"].lower() in _PAIRED:
            _open_or_close(t, tag, child, frames)
        else:
            frames[-1][2].append(t.node(child))
    while len(frames) > 1:
        _, node, parts = frames.pop()
        if node is not None:
            _refuse(t, node, "a tag that is not closed in the same paragraph")
        frames[-1][2].extend(parts)
    return markup.join(frames[0][2])


def _without_gaps(children: Sequence[nodes.Node]) -> list[nodes.Node]:
    """Return the children without empty text, and without white space between two notes."""
    found: list[nodes.Node] = [c for c in children if not isinstance(c, nodes.Text) or c.astext()]
    return [
        child
        for index, child in enumerate(found)
        if not (
            isinstance(child, nodes.Text)
            and child.astext().isspace()
            and 0 < index < len(found) - 1
            and _notes_touch(found[index - 1], found[index + 1])
        )
    ]


def _notes_touch(before: nodes.Node, node: nodes.Node) -> bool:
    """Tell whether two note numbers would run together into one."""
    return isinstance(before, nodes.footnote_reference) and isinstance(
        node, nodes.footnote_reference
    )


def _open_or_close(
    t: Translator,
    tag: re.Match[str],
    node: nodes.Node,
    frames: list[tuple[str, nodes.Node | None, list[str]]],
) -> None:
    name = tag["name"].lower()
    if not tag["end"]:
        frames.append((name, node, []))
    elif frames[-1][0] == name:
        _, _, parts = frames.pop()
        frames[-1][2].append(markup.call(_PAIRED[name], body=markup.join(parts)))
    else:
        _refuse(t, node, "a closing tag without its opening tag")


def _html_tag(node: nodes.Node) -> re.Match[str] | None:
    if isinstance(node, nodes.raw) and "html" in node.get("format", "").split():
        return _TAG.match(node.astext())
    return None


@handles(nodes.raw)
def _raw(t: Translator, node: nodes.raw) -> Content:
    formats = node.get("format", "").split()
    if "typst" in formats:
        t.report(
            "pdf-raw-typst",
            "Typst code in a document is not passed on",
            "change the template instead, or write it in Markdown",
            node,
        )
        return EMPTY
    # What is written for another output alone, such as LaTeX, no page shows either.
    return _html(t, node) if "html" in formats else EMPTY


def _html(t: Translator, node: nodes.raw) -> Content:
    source = node.astext()
    if not source.strip() or _COMMENT.match(source):
        return EMPTY
    tag = _TAG.match(source)
    name = tag["name"].lower() if tag else ""
    if name in _SINGLE:
        return markup.call(_SINGLE[name])
    if tag and name == "input" and "checkbox" in tag["rest"]:
        return markup.call("checkbox", bool(_CHECKED.search(tag["rest"])))
    if not _VISIBLE.search(_ANCHOR.sub("", source)):
        return markup.join(t.anchor(ident) for ident in _ID.findall(source))
    _refuse(t, node, f"raw HTML ({_short(source)})")
    return EMPTY


def _refuse(t: Translator, node: nodes.Node, what: str) -> None:
    t.report(
        "pdf-raw-html",
        f"{what} cannot be printed",
        "write it in Markdown, or put it inside an 'only' directive for html",
        node,
    )


def _short(source: str) -> str:
    line = " ".join(source.split())
    return line if len(line) <= 40 else line[:39] + "…"  # noqa: PLR2004  # fits one log line
