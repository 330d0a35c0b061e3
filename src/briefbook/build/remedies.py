"""What to do about the warnings of Sphinx, docutils and MyST that an author may meet."""

from __future__ import annotations

import ast
import posixpath
import re
from dataclasses import replace
from typing import TYPE_CHECKING

from docutils.parsers.rst import directives, roles

from briefbook.build.advice import ADVICE
from briefbook.conf_place import line_with
from briefbook.findings import Severity, nearest
from briefbook.register import register_of

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable
    from pathlib import Path

    from sphinx.application import Sphinx
    from sphinx.environment import BuildEnvironment

    from briefbook.findings import Finding
    from briefbook.places import Places


_COMPILED = [(re.compile(a.rule), re.compile(a.pattern, re.DOTALL), a) for a in ADVICE]


def advise(
    finding: Finding, app: Sphinx | None, root: Path, places: Places | None = None
) -> Finding | None:
    """Return a warning as an author understands it, with what to do about it.

    ``root`` is the book's folder; ``app`` is asked what the author may have meant, and
    ``places`` where in a block it stands.  None stands for a warning that only follows from what
    has been reported.
    """
    for rule, pattern, advice in _COMPILED:
        match = pattern.fullmatch(finding.message) if rule.fullmatch(finding.rule) else None
        if match:
            groups = match.groupdict()
            known = _known(advice.known, groups, app)
            word = groups.get("word", "")
            meant = nearest(word, [other for other in known if other != word])
            remedy = f"did you mean '{meant}'?" if meant else advice.remedy.format(**groups)
            if advice.known == "targets":
                remedy = _way(word, finding.path, app, known) or remedy
            found = replace(finding, message=advice.message.format(**groups), remedy=remedy)
            found = replace(
                found, path=groups.get("path", found.path), rule=advice.own or found.rule
            )
            if found.rule == "reference" and _is_explained(found, word, app, root):
                return None
            if not found.path:
                return _in_conf(found, root)
            if not found.line or found.rule.startswith("toc."):
                return replace(found, line=_find(root, found, groups))
            if advice.written and places:
                needle = advice.written.format(**{k: re.escape(v) for k, v in groups.items()})
                line = places.line(root / found.path, found.line, needle)
                return replace(found, line=line)
            return found
    finding = replace(finding, message=" ".join(finding.message.split()))
    return finding if finding.path else _in_conf(finding, root)


def _in_conf(finding: Finding, root: Path) -> Finding:
    """Return a finding of no file at the line of conf.py that gives what it speaks of, if any."""
    line = line_with(root / "conf.py", finding.message)
    return replace(finding, path="conf.py", line=line) if line else finding


def _is_explained(finding: Finding, target: str, app: Sphinx | None, root: Path) -> bool:
    """Return whether what was reported of an element says why a link leads nowhere."""
    env: BuildEnvironment | None = getattr(app, "env", None)
    if env is None:
        return False
    docname = env.path2doc(root / finding.path) or ""
    return register_of(env).explains(docname, target)


def _way(word: str, path: str, app: Sphinx | None, known: list[str]) -> str:
    """Return what to do about a link to a web address, a document or a known id, or nothing."""
    if re.match(r"www\.|\w+:/", word):
        return "write a web address whole, beginning with https://"
    if word in known:  # written with a role that asks for labels
        return f"write [](#{word})"
    plain = word.replace("\\", "/")
    if not re.search(r"/|\.(?:html?|md)$", plain) or app is None:
        return ""
    # The folders are the same for most, and would make any two look alike.
    by_name = {posixpath.basename(docname): docname for docname in sorted(app.env.found_docs)}
    meant = nearest(re.sub(r"\.\w+$", "", posixpath.basename(plain)), by_name)
    if meant is None:
        return ""
    return f"did you mean '{posixpath.relpath(by_name[meant], posixpath.dirname(path))}.md'?"


def _find(root: Path, finding: Finding, groups: dict[str, str]) -> int:
    """Return the line that speaks of what a warning without a line is about, or 0."""
    word = groups.get("word", "").rsplit("/", 1)[-1]
    path = root / finding.path
    if not word or not path.is_file():
        return 0
    lines = path.read_text(encoding="utf-8", errors="replace").split("\n")
    named = [number for number, line in enumerate(lines, 1) if word in line]
    below = [number for number in named if number >= finding.line]
    # The last one is the second of two, where the warning is about that.
    return next(iter(below[::-1] if finding.rule == "toc.duplicate_entry" else below), finding.line)


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
_SAY_ALL |= {"design.grid", "design.tab"}
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
    unwritten = {(f.path, f.line) for f in ordered if f.rule == "role-syntax"}
    said: set[str] = set()
    causes = any(f.severity is Severity.ERROR and f.rule != "pdf-compile" for f in ordered)
    kept = []
    for finding in ordered:
        if finding.path in unread and not _is_unread(finding):
            continue
        follows = finding.rule in {"markup-unread", "raw-html"}  # of a mark that is not closed
        if follows and (finding.path, finding.line) in unwritten:
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
