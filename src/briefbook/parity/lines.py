"""In which line of a source stands what a page says."""

from __future__ import annotations

from difflib import SequenceMatcher
from pathlib import Path
from typing import TYPE_CHECKING

from docutils import nodes

from briefbook.parity.words import NOTE, even

if TYPE_CHECKING:
    from sphinx.environment import BuildEnvironment

# So alike are the words of a page and those of the source that they came from, at least.
_ALIKE = 0.6
_COMPARED = 300


def line_of(env: BuildEnvironment, docname: str, words: str) -> tuple[str, int]:
    """Return path and line of the block that says ``words``, or that is most like it; 0: none."""
    path = env.doc2path(docname, base=False).as_posix()
    best, line = _ALIKE, 0
    wanted = words.replace(NOTE, "")[:_COMPARED]
    matcher = SequenceMatcher(autojunk=False)
    matcher.set_seq2(wanted)
    for node in env.get_doctree(docname).findall(nodes.TextElement):
        if node.line is None or not wanted or isinstance(node.parent, nodes.TextElement):
            continue
        matcher.set_seq1(" ".join(even(node.astext()).split())[:_COMPARED])
        if matcher.real_quick_ratio() > best and matcher.quick_ratio() > best:
            ratio = matcher.ratio()
            if ratio > best:
                best, line = ratio, node.line
                path = _path(env, node, path)
    return path, line


def _path(env: BuildEnvironment, node: nodes.Element, path: str) -> str:
    source = Path(str(node.source or ""))
    return source.relative_to(env.srcdir).as_posix() if source.is_relative_to(env.srcdir) else path
