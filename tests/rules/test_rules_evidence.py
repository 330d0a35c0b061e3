"""Rules on sources, in a book whose claims and notes are known."""

from __future__ import annotations

from typing import TYPE_CHECKING

from rules.cases import CONF, assemble, read
from rules.test_rules_cases import find, write

if TYPE_CHECKING:
    from pathlib import Path

    from briefbook.findings import Finding


PLAN = """\
- id: port-plan-2026
  type: report
  title: Plan of the port
  custom: {kind: official, read: not-seen}
"""


def named(findings: list[Finding], rule: str) -> list[Finding]:
    return [finding for finding in findings if finding.rule == rule]


def book(tmp_path: Path, added: str = "", text: str = "") -> Path:
    root = write(tmp_path / "book", {"base": assemble("", "", 1, "base")[0] + text})
    path = root / "sources" / "sources.yaml"
    known = path.read_text("utf-8").split("- id: pier-memo-2024")[0]
    path.write_text(known + PLAN + added, "utf-8")
    return root


def test_unused_sources_are_one_hint_at_the_first_of_them(tmp_path: Path) -> None:
    root = book(
        tmp_path,
        "".join(
            f"\n- id: x{n}\n  type: document\n  title: T\n  custom: {{kind: press, read: page}}\n"
            for n in range(4)
        ),
    )
    (found,) = named(find(root, tmp_path / "out"), "source-unused")
    before, _ = (root / "sources/sources.yaml").read_text("utf-8").split("- id: port-plan")
    first = 1 + before.count("\n")
    assert (found.path, found.line) == ("sources/sources.yaml", first)
    assert (
        "5 of 7 sources are cited nowhere: 'port-plan-2026', 'x0', 'x1' and 2 more" in found.message
    )


def test_used_sources_are_no_hint(tmp_path: Path) -> None:
    case = read("source-unused")
    root = book(tmp_path)
    path = root / "sources" / "sources.yaml"
    text = path.read_text("utf-8").split("- id: port-plan")[0]
    path.write_text(text, "utf-8")
    assert named(find(root, tmp_path / "out"), "source-unused") == []
    path.write_text(text + case.bad, "utf-8")
    (found,) = named(find(root, tmp_path / "again"), "source-unused")
    assert found.line == 1 + text.count("\n")


def test_source_not_seen_is_said_once_a_document(tmp_path: Path) -> None:
    root = book(
        tmp_path, text="\nIt is planned {cite}`port-plan-2026`.\n\nAnd so {cite}`port-plan-2026`.\n"
    )
    found = named(find(root, tmp_path / "out"), "source-not-seen")
    assert [finding.path for finding in found] == ["briefs/base.md"]


def claim(verdict: str, evidence: str) -> str:
    return (
        "\n:::{claim} base-strike\n:says: The crew was on strike.\n:source: harbour-news-2025\n"
        f":paragraph: 5\n:verdict: {verdict}\n:evidence: {evidence}\nIt is said.\n:::\n"
    )


def test_one_press_source_suffices_where_nothing_is_settled(tmp_path: Path) -> None:
    for number, (verdict, evidence, count) in enumerate(
        [
            ("confirmed", "harbour-news-2025", 1),
            ("corrected", "harbour-news-2025 [p. 1], harbour-news-2025 [p. 2]", 1),
            ("contested", "harbour-news-2025", 0),
            ("opinion", "harbour-news-2025", 0),
            ("confirmed", "port-accounts-2025", 0),
            ("confirmed", "harbour-news-2025, port-accounts-2025", 0),
        ]
    ):
        folder = tmp_path / str(number)
        folder.mkdir()
        root = book(folder, text=claim(verdict, evidence))
        found = named(find(root, folder / "out"), "single-press-source")
        assert len(found) == count, (verdict, evidence)


def test_settings_of_kinds(tmp_path: Path) -> None:
    root = book(tmp_path, text=claim("confirmed", "port-accounts-2025"))
    conf = CONF + 'briefbook_rules = {"single-press-source": {"kinds": ["official"]}}\n'
    (root / "conf.py").write_text(conf, "utf-8")
    found = named(find(root, tmp_path / "out"), "single-press-source")
    assert {"base-strike"} <= {finding.message.split("'")[1] for finding in found}
