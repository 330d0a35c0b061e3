"""Every rule finds its bad example at the right line, and nothing in its good one."""

from __future__ import annotations

import shutil
from typing import TYPE_CHECKING

import pytest

from briefbook.build.sphinx_run import RunOptions, SphinxRun
from briefbook.build.workspace import Workspace
from briefbook.findings import Finding, Severity
from briefbook.rules.registry import RULES
from rules.cases import CASES, CONF, Case, assemble, names, read

if TYPE_CHECKING:
    from pathlib import Path

IN_A_BRIEF = [rule for rule in names() if read(rule).slot not in {"pages", "sources"}]


def write(root: Path, briefs: dict[str, str], conf: str = CONF) -> Path:
    """Write a book of briefs."""
    (root / "briefs").mkdir(parents=True, exist_ok=True)
    (root / "sources").mkdir(exist_ok=True)
    (root / "conf.py").write_text(conf, encoding="utf-8")
    (root / "index.md").write_text(
        "# Harbour\n\n```{toctree}\n:glob:\n\nbriefs/*\n```\n", encoding="utf-8"
    )
    # Those that the briefs name: one that nobody cites is a finding of its own.
    entries = (CASES / "sources.yaml").read_text(encoding="utf-8").split("- id: ")[1:]
    whole = "".join(briefs.values())
    sources = "".join(f"- id: {entry}" for entry in entries if entry.split("\n")[0] in whole)
    (root / "sources" / "sources.yaml").write_text(sources, encoding="utf-8")
    shutil.copytree(CASES / "fingerprints", root / "sources" / "fingerprints", dirs_exist_ok=True)
    for name, text in briefs.items():
        (root / "briefs" / f"{name}.md").write_text(text, encoding="utf-8")
    return root


def find(root: Path, out: Path, jobs: int = 1) -> list[Finding]:
    """Return the findings of one run, no page written."""
    workspace = Workspace(out, "html")
    with workspace.claimed():
        return SphinxRun(root, workspace, RunOptions("dummy", jobs, {})).build()


def name_of(case: Case, *, bad: bool) -> str:
    """Return the file name for one side of a case."""
    text = case.bad if bad else case.good
    return text.strip() if case.slot == "file-name" else f"{case.rule}-{'bad' if bad else 'good'}"


@pytest.fixture(scope="module")
def found(tmp_path_factory: pytest.TempPathFactory) -> dict[str, list[Finding]]:
    """The findings in a book of all cases, by file."""
    briefs = {"base": assemble("", "", 1, "base")[0]}
    for index, rule in enumerate(IN_A_BRIEF):
        case = read(rule)
        for bad in (True, False):
            prefix = f"{rule}-{'bad' if bad else 'good'}"
            text = case.bad if bad else case.good
            number = 100 + 2 * index + bad
            briefs[name_of(case, bad=bad)] = assemble(case.slot, text, number, prefix)[0]
    folder = tmp_path_factory.mktemp("cases")
    findings = find(write(folder / "book", briefs), folder / "out")
    by_file: dict[str, list[Finding]] = {}
    for finding in findings:
        by_file.setdefault(finding.path, []).append(finding)
    return by_file


def test_whole_brief_of_the_cases_is_good(found: dict[str, list[Finding]]) -> None:
    assert "briefs/base.md" not in found
    assert set(found) == {f"briefs/{name_of(read(rule), bad=True)}.md" for rule in IN_A_BRIEF}


@pytest.mark.parametrize("rule", IN_A_BRIEF)
def test_bad_example_gives_its_finding_and_no_other(
    rule: str, found: dict[str, list[Finding]]
) -> None:
    case = read(rule)
    _, place, title = assemble(case.slot, case.bad, 1, "x")
    line = title if case.line == "title" else max(1, place - 1 + int(case.line))
    findings = found[f"briefs/{name_of(case, bad=True)}.md"]
    assert [(f.rule, f.line) for f in findings] == [(rule, line)], findings


@pytest.mark.parametrize("rule", IN_A_BRIEF)
def test_good_example_gives_none(rule: str, found: dict[str, list[Finding]]) -> None:
    assert found.get(f"briefs/{name_of(read(rule), bad=False)}.md", []) == []


@pytest.mark.parametrize("rule", IN_A_BRIEF)
def test_finding_says_what_is_wrong_and_what_to_do(
    rule: str, found: dict[str, list[Finding]]
) -> None:
    finding = found[f"briefs/{name_of(read(rule), bad=True)}.md"][0]
    assert finding.message
    assert finding.remedy
    assert finding.severity in {RULES[rule].severity, Severity.WARNING}
