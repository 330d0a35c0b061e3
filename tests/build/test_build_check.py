"""A check finds what a build finds, forgets nothing, and answers from memory."""

from __future__ import annotations

import os
import sys
from datetime import date
from typing import TYPE_CHECKING, Any

import pytest

from books import BRIEF, CONF, SMALL, brief, write
from briefbook.build import check as check_module
from briefbook.build.check import Check, check_book
from briefbook.build.errors import CannotRunError

if TYPE_CHECKING:
    from pathlib import Path

    from books import Files
    from briefbook.build.memory import Memory
    from conftest import MakeBook

BROKEN_READ = brief("```{nonsense}\n```\n", number=2, title="Second thing")
BROKEN_RESOLVE = brief("See [this](#nowhere-at-all).\n", number=3, title="Third thing")
BROKEN_RULE = BRIEF.replace(":basis: one-said", ":basis: two-said")


@pytest.fixture
def broken(make_book: MakeBook) -> Path:
    files: Files = {
        "briefs/one.md": BROKEN_RULE,
        "briefs/two.md": BROKEN_READ,
        "briefs/three.md": BROKEN_RESOLVE,
        "docs/part.md": "# Part\n\n```{include} ../part.txt\n```\n",
        "part.txt": "{nosuchrole}`x`\n",
    }
    return make_book(files)


def check(root: Path) -> Check:
    return check_book(root, root / "_build")


def said(result: Check) -> set[tuple[str, str]]:
    return {(finding.path, finding.rule) for finding in result.findings}


def test_a_change_with_an_old_time_is_seen(make_book: MakeBook) -> None:
    root = make_book()
    assert said(check(root)) == set()
    (root / "briefs/one.md").write_text(BROKEN_RULE, encoding="utf-8")
    os.utime(root / "briefs/one.md", (946_684_800, 946_684_800))
    assert ("briefs/one.md", "unknown-element") in said(check(root))


def test_findings_are_those_of_a_build(broken: Path) -> None:
    found = said(check(broken))
    assert ("briefs/one.md", "unknown-element") in found
    assert ("briefs/two.md", "myst.directive_unknown") in found
    assert ("briefs/three.md", "reference") in found
    assert ("docs/part.md", "myst.role_unknown") in found


def test_a_file_that_cannot_be_read_is_not_what_it_was(make_book: MakeBook) -> None:
    unknown = BRIEF + "\n:::{figur} x\n:::\n"
    root = make_book({"briefs/one.md": unknown, "docs/other.md": "# Other\n\n:::{figur} x\n:::\n"})
    everything = {("briefs/one.md", "myst.directive_unknown"),
                  ("docs/other.md", "myst.directive_unknown")}  # fmt: skip
    assert said(check(root)) == everything
    (root / "briefs/one.md").write_bytes(unknown.encode() + b"\x00\n")
    assert said(check(root)) == {
        ("briefs/one.md", "encoding"),
        ("docs/other.md", "myst.directive_unknown"),
    }
    (root / "briefs/one.md").write_text(unknown, encoding="utf-8")
    assert said(check(root)) == everything


def test_what_another_document_mends_is_forgotten(make_book: MakeBook) -> None:
    claim = (
        ":::{claim} two-said\n:source: paper-2020\n:paragraph: 1\n:verdict: confirmed\n"
        ":evidence: report-2021\nIt is.\n:::\n"
    )
    two = brief(claim, number=2, title="Second thing")
    root = make_book({"briefs/one.md": BROKEN_RULE, "briefs/two.md": two})
    assert said(check(root)) == set()
    write(root, {"briefs/two.md": two.replace("two-said", "two-sad")})
    assert said(check(root)) == {("briefs/one.md", "unknown-element")}
    write(root, {"briefs/two.md": two})
    assert said(check(root)) == set()


def test_a_review_is_overdue_on_the_day_that_is_named(make_book: MakeBook) -> None:
    conf = CONF + 'briefbook_rules["review-overdue"] = "warning"\n'
    root = make_book({**SMALL, "conf.py": conf})
    due = "the review was due on 2 July 2026"
    assert "review-by: 2026-07-02" in BRIEF

    def told(today: date | None) -> list[str]:
        result = check_book(root, root / "_build", today=today)
        return [f.message for f in result.findings if f.rule == "review-overdue"]

    assert told(None) == []
    assert told(date(2026, 7, 2)) == []
    assert told(date(2026, 7, 3)) == [due]
    assert told(date(2026, 7, 3)) == [due]  # out of memory
    assert told(None) == []


def test_no_page_is_written(broken: Path) -> None:
    check(broken)
    assert not list((broken / "_build").rglob("*.html"))
    assert sorted(path.name for path in (broken / "_build").iterdir()) == [".check"]


@pytest.mark.parametrize(
    "touched", ["briefs/one.md", "docs/glossary.md", "conf.py", "part.txt", ""]
)
def test_nothing_is_lost_when_something_else_is_read(broken: Path, touched: str) -> None:
    first = check(broken)
    if touched:
        path = broken / touched
        path.write_text(path.read_text(encoding="utf-8") + "\n", encoding="utf-8")
    assert check(broken).findings == first.findings


def test_a_repaired_document_is_clean_and_the_others_stay(broken: Path) -> None:
    first = check(broken)
    write(broken, {"briefs/two.md": brief("Words.\n", number=2, title="Second thing")})
    second = check(broken)
    assert said(first) - said(second) == {("briefs/two.md", "myst.directive_unknown")}
    write(broken, {"briefs/three.md": None})
    assert not any(path == "briefs/three.md" for path, _ in said(check(broken)))


def test_a_page_that_loses_its_target_is_reported_unread(make_book: MakeBook) -> None:
    root = make_book({"docs/links.md": "# Links\n\n[](#one-said)\n"})
    assert check(root).findings == []
    changed = BRIEF.replace("{claim} one-said", "{claim} one-was-said")
    write(root, {"briefs/one.md": changed.replace(":basis: one-said", ":basis: one-was-said")})
    assert ("docs/links.md", "reference") in said(check(root))


def test_an_unchanged_book_is_answered_without_a_run(
    broken: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    first = check(broken)

    def stop(*_: object) -> None:
        raise AssertionError("the book was read again")

    monkeypatch.setattr(check_module, "_run", stop)
    again = check(broken)
    assert again == first
    assert again.book is not None
    assert [item["number"] for item in again.book["briefs"]] == [1, 2, 3]


@pytest.mark.parametrize("change", ["edit", "new", "gone", "environment", "module", "memory"])
def test_whatever_may_matter_leads_to_a_run(
    make_book: MakeBook, monkeypatch: pytest.MonkeyPatch, change: str
) -> None:
    root = make_book({"conf.py": f"import extra_words_of_a_book\n{CONF}"})
    module = root / "extra_words_of_a_book.py"
    module.write_text("WORD = 1\n", encoding="utf-8")
    monkeypatch.syspath_prepend(str(root))
    monkeypatch.setattr(sys, "dont_write_bytecode", True)
    check(root)
    ran = []
    run = check_module._run

    def watched(*given: Any) -> Memory:
        ran.append(1)
        return run(*given)

    monkeypatch.setattr(check_module, "_run", watched)
    check(root)
    assert not ran
    match change:
        case "edit":
            write(root, {"briefs/one.md": BRIEF + "\nMore.\n"})
        case "new":
            write(root, {"docs/new.md": "# New\n"})
        case "gone":
            write(root, {"docs/glossary.md": None})
        case "environment":
            monkeypatch.setenv("READTHEDOCS_CANONICAL_URL", "https://example.org/")
        case "module":
            os.utime(module, (1, 1))
        case _:
            (root / "_build/.check/.work/memory.json").write_text("{", encoding="utf-8")
    check(root)
    assert ran
    monkeypatch.delitem(sys.modules, "extra_words_of_a_book")


def test_a_book_that_cannot_be_read_has_no_data(make_book: MakeBook) -> None:
    root = make_book()
    assert check(root).book is not None
    (root / "briefs/one.md").write_bytes(b"\xff\xfe\xfa")
    result = check(root)
    assert result.failed
    assert result.book is None
    assert [finding.rule for finding in result.findings] == ["encoding"]
    write(root, {"briefs/one.md": BRIEF})
    assert check(root).findings == []


def test_no_book_cannot_be_checked(tmp_path: Path) -> None:
    with pytest.raises(CannotRunError, match="there is no"):
        check(tmp_path)


def test_serial_and_parallel_find_the_same(make_book: MakeBook) -> None:
    more: Files = {f"docs/page-{n}.md": f"# Page {n}\n\n{{nosuchrole}}`{n}`\n" for n in range(12)}
    serial = check_book(make_book(more, name="a"), make_book(more, name="a") / "_build", 1)
    parallel = check_book(make_book(more, name="b"), make_book(more, name="b") / "_build", 2)
    assert len(serial.findings) == 12
    assert serial == parallel


def test_small_book_is_clean(make_book: MakeBook) -> None:
    result = check(make_book(dict(SMALL)))
    assert not result.failed
