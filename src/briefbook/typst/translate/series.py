"""Names of several elements in a row: "Claims 1.1, 1.4" for "Claim 1.1, Claim 1.4"."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from docutils import nodes

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

_NAME = re.compile(r"(\w+) (\d+(?:\.\d+)*)")
_BETWEEN = ", "


def in_series(children: Sequence[nodes.Node]) -> list[nodes.Node]:
    """Return nodes in which links to elements of one kind, one after the other, name it once.

    The nodes given stay as they are.
    """
    found: list[nodes.Node] = []
    for run in _runs(children):
        kind = _kind(run[0])
        if not kind or len(run) == 1:
            found += run
            continue
        found.append(_renamed(run[0], f"{kind}s {_number(run[0])}"))
        for link in run[1:]:
            found += [nodes.Text(_BETWEEN), _renamed(link, _number(link))]
    return found


def _runs(children: Sequence[nodes.Node]) -> Iterator[list[nodes.Node]]:
    """Yield links to one kind that stand in a row, and everything else by itself."""
    at = 0
    while at < len(children):
        kind, end = _kind(children[at]), at + 1
        while kind and end + 1 < len(children) and _goes_on(children[end : end + 2], kind):
            end += 2
        yield list(children[at:end:2]) if kind else [children[at]]
        at = end


def _goes_on(pair: Sequence[nodes.Node], kind: str) -> bool:
    return isinstance(pair[0], nodes.Text) and str(pair[0]) == _BETWEEN and _kind(pair[1]) == kind


def _match(node: nodes.Node) -> re.Match[str] | None:
    is_link = isinstance(node, nodes.reference) and len(list(node.findall(nodes.Text))) == 1
    return _NAME.fullmatch(node.astext()) if is_link else None


def _kind(node: nodes.Node) -> str:
    found = _match(node)
    return found[1] if found else ""


def _number(node: nodes.Node) -> str:
    found = _match(node)
    return found[2] if found else ""


def _renamed(link: nodes.Node, words: str) -> nodes.Node:
    made = link.deepcopy()
    made.parent = link.parent  # what asks where a link stands finds its place
    text = next(iter(made.findall(nodes.Text)))
    text.parent.replace(text, nodes.Text(words))
    return made
