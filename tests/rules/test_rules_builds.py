"""Rules in whole builds: repeated, parallel, printed, excepted."""

from __future__ import annotations

import io
import re
from typing import TYPE_CHECKING

import pytest
from sphinx.testing.util import SphinxTestApp

from briefbook import parallel, rules
from briefbook.findings import Severity
from briefbook.rules.book import Book, Printed
from briefbook.rules.registry import RULES
from briefbook.rules.run import Breach, look
from briefbook.rules.settings import read as read_settings
from briefbook.rules.text.record import Allowance
from briefbook.yardsticks import load
from rules.cases import CONF, assemble, read
from rules.test_rules_cases import find, write

if TYPE_CHECKING:
    from pathlib import Path

    from briefbook.findings import Finding
    from briefbook.register import BriefDomain

ANSI = re.compile(r"\x1b\[[0-9;]*m")


def bad(rule: str, number: int = 9) -> str:
    """Return a whole brief with the bad example of a rule."""
    case = read(rule)
    return assemble(case.slot, case.bad, number, rule)[0]


def good(number: int) -> str:
    """Return a whole brief without a fault."""
    return assemble("", "", number, f"good{number}")[0]


def rules_of(findings: list[Finding]) -> list[tuple[str, str]]:
    """Return path and rule of each finding."""
    return [(finding.path, finding.rule) for finding in findings]


def test_findings_stay_when_nothing_is_read_again(tmp_path: Path) -> None:
    root = write(tmp_path / "book", {"one": bad("long-sentence"), "two": good(2)})
    first = find(root, tmp_path / "out")
    assert rules_of(first) == [("briefs/one.md", "long-sentence")]
    assert find(root, tmp_path / "out") == first


def test_finding_goes_with_its_cause_and_with_its_brief(tmp_path: Path) -> None:
    root = write(tmp_path / "book", {"one": bad("long-sentence"), "two": bad("weasel-word", 2)})
    assert len(find(root, tmp_path / "out")) == 2
    write(root, {"one": good(9)})
    assert rules_of(find(root, tmp_path / "out")) == [("briefs/two.md", "weasel-word")]
    (root / "briefs" / "two.md").unlink()
    assert find(root, tmp_path / "out") == []


@pytest.mark.filterwarnings("ignore:.*fork.*:DeprecationWarning")
def test_parallel_reading_finds_the_same(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    names = ["long-sentence", "weasel-word", "exception-unused", "review-overdue", "gap-missing"]
    briefs = {f"b{number}": bad(rule, number) for number, rule in enumerate(names, 1)}
    briefs |= {f"g{number}": good(number) for number in range(10, 13)}
    root = write(tmp_path / "book", briefs)
    serial = find(root, tmp_path / "serial")
    assert [finding.rule for finding in serial] == names
    assert find(root, tmp_path / "parallel", jobs=2) == serial
    # In a large book another process looks at the text.
    monkeypatch.setattr(rules, "_MANY", 0)
    monkeypatch.setattr(parallel, "_stays", [])
    assert find(root, tmp_path / "apart", jobs=2) == serial


def test_severity_of_the_book_reaches_the_finding(tmp_path: Path) -> None:
    conf = CONF + 'briefbook_rules = {"long-sentence": "error", "gap-missing": "off"}\n'
    briefs = {"one": bad("long-sentence"), "two": bad("gap-missing", 2)}
    findings = find(write(tmp_path / "book", briefs, conf), tmp_path / "out")
    assert [(f.rule, f.severity) for f in findings] == [("long-sentence", Severity.ERROR)]


def test_other_documents_are_checked_when_they_are_named(tmp_path: Path) -> None:
    root = write(tmp_path / "book", {"one": good(1)})
    index = root / "index.md"
    text = "One.\nTwo.\nThree.\nFour.\n"
    index.write_text(index.read_text(encoding="utf-8") + "\n" + text, encoding="utf-8")
    assert find(root, tmp_path / "out") == []
    (root / "conf.py").write_text(CONF + 'briefbook_prose = ["index"]\n', encoding="utf-8")
    assert rules_of(find(root, tmp_path / "out")) == [("index.md", "long-paragraph")]


def test_front_matter_excepts_the_whole_brief(tmp_path: Path) -> None:
    text = bad("gap-missing")
    line = "  allow: [{rule: gap-missing, reason: Everything is known.}]\n"
    allowed = text.replace("  topics:", line + "  topics:", 1)
    assert find(write(tmp_path / "book", {"one": allowed}), tmp_path / "out") == []


def test_exception_of_the_front_matter_that_is_not_needed_has_its_line(tmp_path: Path) -> None:
    line = "  allow: [{rule: gap-missing, reason: Everything is known.}]\n"
    text = good(9).replace("  topics:", line + "  topics:", 1)
    findings = find(write(tmp_path / "book", {"one": text}), tmp_path / "out")
    place = text.split("\n").index(line.rstrip("\n")) + 1
    assert [(f.rule, f.line) for f in findings] == [("exception-unused", place)]


def test_exception_from_a_rule_that_is_off_is_left_alone(tmp_path: Path) -> None:
    conf = CONF + 'briefbook_rules = {"long-paragraph": "off"}\n'
    root = write(tmp_path / "book", {"one": bad("exception-unused")}, conf)
    assert find(root, tmp_path / "out") == []


def test_register_lists_exceptions_with_reasons(tmp_path: Path) -> None:
    case = read("exception-unexplained")
    text = assemble(case.slot, case.good, 9, "x")[0]
    root = write(tmp_path / "book", {"one": text})
    index = root / "index.md"
    index.write_text(
        index.read_text(encoding="utf-8") + "\n```{exception-register}\n```\n", encoding="utf-8"
    )
    app = SphinxTestApp(
        "html",
        srcdir=root,
        confoverrides={"briefbook_pdf": False},
        status=io.StringIO(),
        warning=io.StringIO(),
    )
    try:
        app.build()
        page = (app.outdir / "index.html").read_text(encoding="utf-8")
        assert "Four short sentences that belong together." in page
        assert "long-paragraph" in page
        assert app.warning.getvalue() == ""
    finally:
        app.cleanup()


def test_plain_sphinx_prints_warnings_and_takes_hints_for_information(tmp_path: Path) -> None:
    briefs = {"one": bad("long-sentence"), "two": bad("gap-missing", 2)}
    root = write(tmp_path / "book", briefs)
    status, warning = io.StringIO(), io.StringIO()
    app = SphinxTestApp("dummy", srcdir=root, status=status, warning=warning)
    try:
        app.build()
    finally:
        app.cleanup()
    assert "[briefbook.long-sentence]" in warning.getvalue()
    assert "gap" not in ANSI.sub("", warning.getvalue())
    assert re.search(r"two\.md:\d+: hint: the brief names no gap", ANSI.sub("", status.getvalue()))


@pytest.fixture(scope="module")
def register(tmp_path_factory: pytest.TempPathFactory) -> BriefDomain:
    folder = tmp_path_factory.mktemp("register")
    root = write(folder / "book", {"one": good(1)})
    app = SphinxTestApp("dummy", srcdir=root, status=io.StringIO(), warning=io.StringIO())
    try:
        app.build()
        domain: BriefDomain = app.env.domains["brief"]  # type: ignore[assignment]  # by its name
        return domain
    finally:
        app.cleanup()


def printed(
    register: BriefDomain, *handouts: Printed, allowances: tuple[Allowance, ...] = ()
) -> list[Breach]:
    """Return what the rules on printed handouts find."""
    book = Book(register, (), (), frozenset(), load("icd203"), None, handouts, allowances)
    return look(book, read_settings({}, RULES), printed=True)


@pytest.mark.parametrize(
    ("pages", "severity"),
    [(1, None), (2, None), (3, Severity.HINT), (4, Severity.HINT), (5, Severity.ERROR)],
)
def test_pages_of_a_handout(register: BriefDomain, pages: int, severity: Severity | None) -> None:
    found = printed(register, Printed("briefs/one", "a4", pages))
    assert [breach.severity for breach in found] == ([severity] if severity else [])


def test_case_of_the_handout_says_its_pages(register: BriefDomain) -> None:
    case = read("handout-pages")
    for text, wanted in ((case.bad, ["handout-pages"]), (case.good, [])):
        pages = int(text.split()[0])
        found = printed(register, Printed("briefs/one", "a4", pages))
        assert [breach.rule for breach in found] == wanted
        assert all(breach.problem.line == 1 for breach in found)


def test_longest_paper_counts_once(register: BriefDomain) -> None:
    found = printed(register, Printed("briefs/one", "a4", 4), Printed("briefs/one", "us-letter", 5))
    assert ["5 pages on us-letter" in breach.problem.message for breach in found] == [True]


def test_long_handout_may_be_excepted(register: BriefDomain) -> None:
    allowance = Allowance("briefs/one", 3, "handout-pages", "The annex is the brief.")
    five, two = Printed("briefs/one", "a4", 5), Printed("briefs/one", "a4", 2)
    assert printed(register, five, allowances=(allowance,)) == []
    found = printed(register, two, allowances=(allowance,))
    assert [breach.rule for breach in found] == ["exception-unused"]
    assert printed(register, allowances=(allowance,)) == []


def test_pages_are_counted_in_the_pdf_that_was_made(tmp_path: Path) -> None:
    conf = CONF + 'briefbook_rules = {"handout-pages": {"wanted": 0, "most": 0}}\n'
    root = write(tmp_path / "book", {"one": good(1)}, conf)
    warning = io.StringIO()
    overrides = {"briefbook_papers": ["a4"]}
    app = SphinxTestApp(
        "html", srcdir=root, confoverrides=overrides, status=io.StringIO(), warning=warning
    )
    try:
        app.build()
    finally:
        app.cleanup()
    lines = ANSI.sub("", warning.getvalue()).strip().splitlines()
    assert len(lines) == 1
    assert re.search(r"briefs/one\.md:1: WARNING: the handout has [1-9] pages? on a4;", lines[0])
