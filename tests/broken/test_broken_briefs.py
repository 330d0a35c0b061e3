"""One mistake in a brief is one finding, at its line, with what to do, and nothing else."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from briefbook.elements.slips import mend
from broken.case import broken, good, read
from rules.test_rules_cases import find, write

if TYPE_CHECKING:
    from briefbook.findings import Finding
    from broken.case import Broken

CASES = [
    *read("front-matter"),
    *read("options"),
    *read("elements"),
    *read("prose"),
    *read("pasted"),
]


def name_of(index: int) -> str:
    """Return the name of a case's brief, with which its ids begin."""
    return f"case-{index}"


@pytest.fixture(scope="module")
def found(tmp_path_factory: pytest.TempPathFactory) -> dict[str, list[Finding]]:
    """The findings in a book of all cases, by file."""
    folder = tmp_path_factory.mktemp("broken")
    briefs = {"good": good("good-")}
    for index, case in enumerate(CASES):
        name = name_of(index)
        briefs[name] = broken(case, f"{name}-", 100 + index)
    by_file: dict[str, list[Finding]] = {}
    for finding in find(write(folder / "book", briefs), folder / "out"):
        by_file.setdefault(finding.path, []).append(finding)
    return by_file


def test_only_broken_briefs_are_reported(found: dict[str, list[Finding]]) -> None:
    assert set(found) == {f"briefs/{name_of(index)}.md" for index in range(len(CASES))}


@pytest.mark.parametrize("index", range(len(CASES)), ids=[case.name for case in CASES])
def test_one_mistake_is_one_finding(index: int, found: dict[str, list[Finding]]) -> None:
    case: Broken = CASES[index]
    name = name_of(index)
    findings = [
        (f.line, f"{f.message}; {f.remedy} [{f.rule}]".replace(f"{name}-", "").replace(name, "x"))
        for f in found[f"briefs/{name}.md"]
    ]
    assert findings == [(case.line, case.finding)]


def test_a_good_brief_is_left_as_it_is() -> None:
    page = mend(good())
    assert (page.slips, page.text) == ([], good())


@pytest.mark.parametrize("case", CASES, ids=lambda case: case.name)
def test_mending_moves_no_line(case: Broken) -> None:
    text = broken(case, "", 1)
    lines = mend(text).text.split("\n")
    assert len(lines) - len(text.split("\n")) in {0, 1}  # an end may be added below everything


@pytest.mark.parametrize("case", CASES, ids=lambda case: case.name)
def test_mending_brings_no_slip_of_its_own(case: Broken) -> None:
    first = mend(broken(case, "", 1))
    assert set(mend(first.text).slips) <= set(first.slips)
