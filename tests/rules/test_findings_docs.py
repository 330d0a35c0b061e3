"""Every id that a finding can have is documented, once, with what it means and what to do."""

from __future__ import annotations

import ast
import re
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from briefbook.build.advice import ADVICE
from briefbook.links.outside.report import Rule as OutsideRule
from briefbook.links.rules import Rule
from briefbook.rules.registry import RULES

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

ROOT = Path(__file__).parents[2]
SOURCE = ROOT / "src" / "briefbook"
PAGE = ROOT / "docs" / "guide" / "reference" / "findings.md"
ENTRY = re.compile(r"^`(?P<id>[a-z][\w.-]*)`\n: (?P<text>.+(?:\n  .+)*)$", re.MULTILINE)
# Where a call names the id of a finding: the place among its arguments.
CALLS = {"report": 0, "problem": 0, "Finding": 2, "note": 1, "_none": 2, "Problem": 2}
ID = re.compile(r"[a-z]+(?:-[a-z]+)*")


def entries() -> dict[str, str]:
    """Return what the page says of each id."""
    return {m["id"]: m["text"] for m in ENTRY.finditer(PAGE.read_text(encoding="utf-8"))}


def named_in(tree: ast.Module, calls: Mapping[str, int] = CALLS) -> Iterator[str]:
    """Yield the ids that the calls of a module give to findings."""
    names = dict(assigned_in(tree))
    for node in ast.walk(tree):
        if not isinstance(node, ast.Call):
            continue
        function = node.func.attr if isinstance(node.func, ast.Attribute) else node.func
        place = calls.get(function.id if isinstance(function, ast.Name) else str(function))
        given = [word.value for word in node.keywords if word.arg == "rule"]
        if place is not None:
            given += node.args[place : place + 1]
        for value in given:
            known = names.get(value.id, value) if isinstance(value, ast.Name) else value
            if isinstance(known, ast.Constant) and isinstance(known.value, str):
                yield known.value


def assigned_in(tree: ast.Module) -> Iterator[tuple[str, ast.expr]]:
    """Yield the names of a module with what is given to them."""
    for node in ast.walk(tree):
        if not isinstance(node, ast.Assign):
            continue
        for target in node.targets:
            pairs = [(target, node.value)]
            if isinstance(target, ast.Tuple) and isinstance(node.value, ast.Tuple):
                pairs = list(zip(target.elts, node.value.elts, strict=False))
            yield from ((name.id, value) for name, value in pairs if isinstance(name, ast.Name))


def tuples_in(path: Path, place: int) -> set[str]:
    """Return the words at one place of the tuples that a module yields or lists."""
    tree = ast.parse(path.read_text(encoding="utf-8"))
    found = [node.elts for node in ast.walk(tree) if isinstance(node, ast.Tuple)]
    words = [e[place] for e in found if len(e) > place]
    return {w.value for w in words if isinstance(w, ast.Constant) and isinstance(w.value, str)}


def reported() -> set[str]:
    """Return every id that the program reports and that is no rule with a page of its own."""
    found: set[str] = {*Rule, *OutsideRule}
    for path in SOURCE.rglob("*.py"):
        if path.parent.name != "rules":
            found |= set(named_in(ast.parse(path.read_text(encoding="utf-8"))))
    found |= {w for w in tuples_in(SOURCE / "typst" / "compiler.py", 1) if w.startswith("pdf-")}
    found |= {
        f"article-{w}" for w in tuples_in(SOURCE / "ingest" / "form.py", 0) if ID.fullmatch(w)
    }
    model = ast.parse((SOURCE / "sources" / "model.py").read_text(encoding="utf-8"))
    codes = set(named_in(model, {"_error": 0})) - {"value", "name"}
    found |= {f"source-{code}" for code in codes}
    found |= {"toc.empty_glob" if "empty_glob" in a.rule else a.own or a.rule for a in ADVICE}
    return found - RULES.keys()


def test_every_id_that_is_reported_is_on_the_page() -> None:
    assert reported() - entries().keys() == set()


def test_every_id_on_the_page_is_reported() -> None:
    assert entries().keys() - reported() == set()


def test_ids_are_looked_for_where_they_are_given() -> None:
    found = reported()
    assert {"element-option", "cite-syntax", "front-matter", "blank", "timeline-data"} <= found
    assert {"pdf-image", "pdf-missing-glyph", "link-anchor", "source-value", "ref.term"} <= found
    assert len(found) > 80


@pytest.mark.parametrize(("name", "text"), sorted(entries().items()))
def test_an_entry_says_what_it_means_and_what_to_do(name: str, text: str) -> None:
    sentences = [line.strip() for line in text.split("\n")]
    assert len(sentences) >= 2, name
    assert all(sentence.endswith(".") for sentence in sentences), name
