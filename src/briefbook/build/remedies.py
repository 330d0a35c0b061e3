"""What to do about the warnings of Sphinx, docutils and MyST that an author may meet."""

from __future__ import annotations

import ast
import re
from dataclasses import replace
from typing import TYPE_CHECKING, NamedTuple

from docutils.parsers.rst import directives, roles

from briefbook.findings import Severity, nearest
from briefbook.register import register_of

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable
    from pathlib import Path

    from sphinx.application import Sphinx
    from sphinx.environment import BuildEnvironment

    from briefbook.findings import Finding


class Advice(NamedTuple):
    """How one kind of warning is put to an author.

    ``pattern`` finds the warning's text; its group ``word`` is what may have been meant for one of
    the ``known`` words (see `_known`).  ``message`` and ``remedy`` may name its groups.
    """

    rule: str
    pattern: str
    message: str
    remedy: str
    known: str = ""


ADVICE = (
    Advice(
        "image.not_readable",
        r"image file not readable: (?P<word>.*)",
        "the image '{word}' cannot be read",
        "correct the path, which counts from this document, or add the file",
    ),
    Advice(
        "myst.xref_missing",
        r"'myst' cross-reference target not found: '(?P<word>.*)'",
        "the book has nothing that is called '{word}'",
        "give the id of an element, a heading or a document",
        "targets",
    ),
    Advice(
        "ref.term",
        r"term not in glossary: '(?P<word>.*)'",
        "the glossary has no term '{word}'",
        "add it to the glossary",
        "terms",
    ),
    Advice(
        "ref.doc",
        r"unknown document: '(?P<word>.*)'",
        "the book has no document '{word}'",
        "correct the path",
        "documents",
    ),
    Advice(
        "ref.ref",
        r"undefined label: '(?P<word>.*)'",
        "the book has no label '{word}'",
        "correct it, or link with [text](#id)",
        "targets",
    ),
    Advice(
        "myst.directive_unknown",
        r"Unknown directive type: '(?P<word>.*)'",
        "there is no directive '{word}'",
        "correct the name",
        "directives",
    ),
    Advice(
        "myst.role_unknown",
        r'Unknown interpreted text role "(?P<word>.*)"\.',
        "there is no role '{word}'",
        "correct the name",
        "roles",
    ),
    Advice(
        "myst.directive_option",
        r"'(?P<directive>.*)': Unknown option key: '(?P<word>.*)' \(allowed: (?P<allowed>\[.*\])\)",
        "the directive '{directive}' has no option :{word}:",
        "it takes {allowed}",
        "allowed",
    ),
    Advice(
        "docutils",
        r"Directive '(?P<word>.*)': 1 argument\(s\) required, 0 supplied",
        "the directive '{word}' stands without the word that belongs after it",
        "add it; for an element it is the id, such as :::{{{word}}} an-id",
    ),
    Advice(
        "docutils",
        r'Content block expected for the "(?P<word>.*)" directive; none found\.',
        "the {word} has no text",
        "write it between the fences",
    ),
    Advice(
        "docutils",
        r"Directive \"include\": file not found: '(?P<word>.*)'",
        "the included file '{word}' does not exist",
        "correct the path, which counts from this document",
    ),
    Advice(
        "docutils",
        r'Directive "include": error reading file: (?P<word>\S+)\s.*',
        "the included file '{word}' cannot be read",
        "name a text file in UTF-8",
    ),
    Advice(
        "docutils",
        r"Include file '(?P<word>.*)' not found or reading it failed",
        "the included file '{word}' cannot be read",
        "correct the path, which counts from this document",
    ),
    Advice(
        "docutils",
        r'Unknown target name: "(?P<word>.*)"\.',
        "there is no footnote '{word}'",
        "add a line '[^{word}]: …', or correct the name",
    ),
    Advice(
        "ref.footnote",
        r"Footnote \[.*\] is not referenced\.",
        "no text refers to this footnote",
        "refer to it, or delete it",
    ),
    Advice(
        "ref.footnote",
        r"Duplicate footnote definition found for label: '(?P<word>.*)'",
        "the footnote '{word}' is defined twice",
        "keep one of the two",
    ),
    Advice(
        "myst.header",
        r"Document headings start at H(?P<word>\d), not H1",
        "the first heading is one of level {word}",
        "begin the text with a title, '# Title'",
    ),
    Advice(
        "myst.header",
        r"Non-consecutive header level increase; H(?P<above>\d) to H(?P<word>\d)",
        "a heading of level {word} follows one of level {above}",
        "leave no level out: take away a '#'",
    ),
    Advice(
        "toc.not_readable",
        r"toctree contains reference to non-?existing document '(?P<word>.*)'",
        "the toctree names '{word}', which is no other document of the book",
        "correct the path, or take the line out",
        "documents",
    ),
    Advice(
        "toc.no_title",
        r"toctree contains reference to document '(?P<word>.*)' that doesn't have a title.*",
        "the toctree names '{word}', which has no title",
        "begin that document with a line '# Title'",
    ),
    Advice(
        "toc.not_included",
        r"document isn't included in any toctree",
        "no toctree names this document, so that no reader finds it",
        "add it to one, such as that of the first page",
    ),
    Advice(
        r"toc\.empty_glob|empty_glob",
        r"toctree glob pattern '(?P<word>.*)' didn't match any documents",
        "the toctree's pattern '{word}' matches no document",
        "correct it, or take the line out",
    ),
    Advice(
        "sphinx",
        r"duplicate term description of (?P<word>.*), other instance in (?P<other>.*)",
        "the glossary has the term '{word}' already, in {other}",
        "keep one of the two",
    ),
    Advice(
        "sphinx",
        r"Ignored unreadable document '(?P<path>.*)'\.",
        "the file cannot be read",
        "make it readable, or delete it",
    ),
)
_COMPILED = [(re.compile(a.rule), re.compile(a.pattern, re.DOTALL), a) for a in ADVICE]


def advise(finding: Finding, app: Sphinx | None, root: Path) -> Finding:
    """Return a warning as an author understands it, with what to do about it.

    ``root`` is the book's folder; ``app`` is asked what the author may have meant.
    """
    for rule, pattern, advice in _COMPILED:
        match = pattern.fullmatch(finding.message) if rule.fullmatch(finding.rule) else None
        if match:
            groups = match.groupdict()
            known = _known(advice.known, groups, app)
            word = groups.get("word", "")
            meant = nearest(word, [other for other in known if other != word])
            remedy = f"did you mean '{meant}'?" if meant else advice.remedy.format(**groups)
            found = replace(finding, message=advice.message.format(**groups), remedy=remedy)
            found = replace(found, path=groups.get("path", found.path))
            return found if found.line else replace(found, line=_find(root, found, groups))
    return replace(finding, message=" ".join(finding.message.split()))


def _find(root: Path, finding: Finding, groups: dict[str, str]) -> int:
    """Return the line that speaks of what a warning without a line is about, or 0."""
    word = groups.get("word", "").rsplit("/", 1)[-1]
    path = root / finding.path
    if not word or not path.is_file():
        return 0
    lines = path.read_text(encoding="utf-8", errors="replace").split("\n")
    return next((number for number, line in enumerate(lines, 1) if word in line), 0)


def _known(kind: str, groups: dict[str, str], app: Sphinx | None) -> list[str]:
    """Return the words that an author may have meant."""
    if kind == "allowed":
        found: list[str] = ast.literal_eval(groups["allowed"])
        groups["allowed"] = ", ".join(f":{name}:" for name in found) or "none"
        return found
    if kind in _REGISTERED:
        return sorted(_REGISTERED[kind]())
    env = getattr(app, "env", None)
    return sorted(_IN_BOOK[kind](env)) if kind in _IN_BOOK and env is not None else []


# docutils keeps what it brings and what extensions add apart, and has no way to ask for either.
_REGISTERED: dict[str, Callable[[], set[str]]] = {
    "directives": lambda: {*directives._directive_registry, *directives._directives},  # type: ignore[attr-defined]  # noqa: SLF001
    "roles": lambda: {*roles._role_registry, *roles._roles, "term", "ref", "doc"},  # type: ignore[attr-defined]  # noqa: SLF001
}
_IN_BOOK: dict[str, Callable[[BuildEnvironment], set[str]]] = {
    "documents": lambda env: set(env.found_docs),
    "terms": lambda env: {
        name for kind, name in env.domains.standard_domain.objects if kind == "term"
    },
    "targets": lambda env: {
        *register_of(env).elements,
        *env.domains.standard_domain.labels,
        *(f"{name}.md" for name in env.found_docs),
    },
}


_SAY_ALL = {"blank", "element-empty", "element-nested", "element-name", "fence"}
"""Findings beside which nothing else need be said of their line."""
_UNREAD = ("the front matter: ", "the brief has no front matter")
"""How findings begin that leave nothing to be said of the rest of their file."""
_UNTITLED = "the first heading is one of level"


def settle(findings: Iterable[Finding]) -> list[Finding]:
    """Return the findings in order, without those that only follow from another."""
    ordered = sorted(set(findings))
    lost_notes = {f.path for f in ordered if f.message.startswith("there is no footnote")}
    untitled = {f.path for f in ordered if f.message.startswith(_UNTITLED)}
    causes_of_all = {(f.path, f.line): f.rule for f in ordered if f.rule in _SAY_ALL}
    unread = {f.path for f in ordered if _is_unread(f)}
    said: set[str] = set()
    causes = any(f.severity is Severity.ERROR and f.rule != "pdf-compile" for f in ordered)
    kept = []
    for finding in ordered:
        if finding.path in unread and not _is_unread(finding):
            continue
        cause = causes_of_all.get((finding.path, finding.line), finding.rule)
        if cause != finding.rule:
            continue  # whatever else is wrong there goes with what was wrong first
        if finding.message.startswith("Too many autonumbered") and finding.path in lost_notes:
            continue
        if finding.rule == "pdf-compile" and causes and not finding.path:
            continue  # the typesetter stops at what was reported before, and knows no place
        if finding.path in untitled and finding.rule in {"myst.header", "brief-title"}:
            if finding.path in said:  # MyST says it again at every heading
                continue
            said.add(finding.path)
        kept.append(finding)
    return kept


def _is_unread(finding: Finding) -> bool:
    return finding.rule == "front-matter" and finding.message.startswith(_UNREAD)
