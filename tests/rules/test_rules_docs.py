"""Every rule has its page, its case and its row, and they say what the registry says."""

from __future__ import annotations

from pathlib import Path

import pytest

from briefbook.rules.registry import RULES
from rules.cases import names, read

PAGES = Path(__file__).parents[2] / "docs" / "guide" / "reference" / "rules"


def test_rules_pages_and_cases_are_the_same() -> None:
    pages = {path.stem for path in PAGES.glob("*.md")} - {"index"}
    assert pages == set(RULES) == set(names())


@pytest.mark.parametrize("name", sorted(RULES))
def test_page_says_what_the_registry_says(name: str) -> None:
    rule = RULES[name]
    text = (PAGES / f"{name}.md").read_text(encoding="utf-8")
    assert text.startswith(f"# {name}\n\n{rule.summary}\n\nSeverity\n: {rule.severity}\n")
    for setting, value in rule.settings.items():
        assert f"`{setting}`" in text
        if isinstance(value, int):
            assert f"`{setting}` ({value})" in text
    assert f"/tests/cases/{name}.md" in text


@pytest.mark.parametrize("name", sorted(RULES))
def test_index_has_every_rule_with_its_severity(name: str) -> None:
    text = (PAGES / "index.md").read_text(encoding="utf-8")
    rule = RULES[name]
    assert f"* - [{name}]({name}.md)\n  - {rule.severity}\n  - {rule.summary}\n" in text
    assert f"\n{name}\n" in text  # in the toctree


@pytest.mark.parametrize("name", sorted(RULES))
def test_examples_differ(name: str) -> None:
    case = read(name)
    assert case.bad.strip() != case.good.strip()


def test_summary_is_one_sentence() -> None:
    for rule in RULES.values():
        assert rule.summary.endswith("."), rule.id
        assert ". " not in rule.summary, rule.id
