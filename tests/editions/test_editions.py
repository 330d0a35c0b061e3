"""What moved between two states of a book, and how git's refusals are put."""

from __future__ import annotations

import json
import os
import subprocess
from typing import TYPE_CHECKING

import pytest

from books import BRIEF, brief, digests, write

if TYPE_CHECKING:
    from pathlib import Path

    from conftest import Command, MakeBook


def git(root: Path, *arguments: str) -> str:
    """Run git as nobody in particular, whatever this machine's settings are."""
    names = {"GIT_AUTHOR_NAME": "A", "GIT_COMMITTER_NAME": "A"}
    mails = {"GIT_AUTHOR_EMAIL": "a@example.org", "GIT_COMMITTER_EMAIL": "a@example.org"}
    nowhere = {"GIT_CONFIG_GLOBAL": os.devnull, "GIT_CONFIG_SYSTEM": os.devnull}
    done = subprocess.run(
        ["git", "-C", str(root), "-c", "init.defaultBranch=main", *arguments],  # noqa: S607  # git
        env={**os.environ, **names, **mails, **nowhere},
        check=True,
        capture_output=True,
        text=True,
    )
    return done.stdout


@pytest.fixture
def repository(make_book: MakeBook) -> Path:
    root = make_book({".gitignore": "_build\n", "briefs/two.md": brief("More.\n", number=2)})
    git(root, "init", "--quiet")
    git(root, "add", ".")
    git(root, "commit", "--quiet", "-m", "First")
    return root


NEW = (
    BRIEF.replace("status: published", "status: in-review")
    .replace(":likelihood: likely", ":likelihood: very likely")
    .replace("It is likely that", "It is very likely that")
    .replace(":confidence: moderate", ":confidence: low")
    .replace(":verdict: confirmed", ":verdict: contested")
    .replace("report-2021 [p. 4]\nThe", "report-2021 [p. 5]\nThe")
    .replace("One thing was said, and it holds.", "One thing was said.")
    + "\n:::{gap} one-gap\nWhen it was said.\n:::\n"
)


def test_what_moved_is_told_by_brief_and_element(repository: Path, command: Command) -> None:
    write(repository, {"briefs/one.md": NEW, "briefs/two.md": None})
    write(repository, {"briefs/three.md": brief("New.\n", number=3, title="Third thing")})
    result = command("diff", "HEAD", "--source", repository)
    assert result.status == 0
    assert result.out == (
        "Brief 1: One thing\n"
        "    status: published → in-review\n"
        "  ~ Bottom line 1\n"
        "      wording: One thing was [-said, and it holds.-] {+said.+}\n"
        "  ~ Judgement 1.1 'one-holds'\n"
        "      wording: It is {+very+} likely that the thing holds. Nobody has denied it.\n"
        "      likelihood: likely (55–80%) → very likely (80–95%)\n"
        "      confidence: moderate → low\n"
        "  ~ Claim 1.1 'one-said'\n"
        "      verdict: confirmed → contested\n"
        "      evidence: report-2021 [p. 4] → report-2021 [p. 5]\n"
        "  + Gap 1.1 'one-gap' is new: When it was said.\n"
        "\n"
        "Brief 2: One thing (gone)\n"
        "\n"
        "Brief 3: Third thing (new)\n"
    )


def test_the_same_as_data(repository: Path, command: Command, tmp_path: Path) -> None:
    write(repository, {"briefs/one.md": NEW})
    file = tmp_path / "changes.json"
    result = command("diff", "HEAD", "--source", repository, "--format", "json", "--output", file)
    assert (result.status, result.out) == (0, "")
    value = json.loads(file.read_text(encoding="utf-8"))
    assert value["version"] == 1
    assert value["before"] == git(repository, "rev-parse", "--short", "HEAD").strip()
    (changed,) = value["briefs"]
    assert changed["file"] == "briefs/one.md"
    judgement = next(e for e in changed["elements"] if e["kind"] == "judgement")
    assert {"what": "confidence", "before": "moderate", "now": "low"} in judgement["changes"]


def test_a_changed_id_is_one_gone_and_one_new(repository: Path, command: Command) -> None:
    write(repository, {"briefs/one.md": BRIEF.replace("one-holds", "one-stands")})
    out = command("diff", "HEAD", "--source", repository).out
    assert "+ Judgement 1.1 'one-stands' is new" in out
    assert "- Judgement 1.1 'one-holds' is gone" in out


def test_a_brief_whose_file_is_renamed_is_the_same(repository: Path, command: Command) -> None:
    renamed = brief("Much more.\n", number=2)
    write(repository, {"briefs/two.md": None, "briefs/deux.md": renamed})
    assert command("diff", "HEAD", "--source", repository).out == (
        "Brief 2: One thing\n    file: briefs/two.md → briefs/deux.md\n"
    )


def test_a_number_that_moves_is_told(repository: Path, command: Command) -> None:
    write(repository, {"briefs/two.md": brief("More.\n", number=7)})
    out = command("diff", "HEAD", "--source", repository).out
    assert out == "Brief 7: One thing\n    number: 2 → 7\n"


def test_a_brief_that_cannot_be_read_is_not_taken_for_gone(
    repository: Path, command: Command
) -> None:
    write(repository, {"briefs/one.md": BRIEF.replace("number: 1", "number: [")})
    result = command("diff", "HEAD", "--source", repository)
    assert (result.status, result.out) == (2, "")
    assert "the book in its folder does not build: briefs/one.md:3:" in result.err


def test_errors_of_either_state_are_said(repository: Path, command: Command) -> None:
    write(repository, {"briefs/one.md": BRIEF.replace(":basis: one-said", ":basis: one-sad")})
    git(repository, "commit", "--quiet", "-am", "Broken link")
    write(repository, {"briefs/one.md": BRIEF})
    result = command("diff", "HEAD", "--source", repository)
    assert "basis: one-sad → one-said" in result.out
    assert result.err == "briefbook: the book at HEAD has 1 error\n"


def test_a_shallow_clone_is_told_how_to_get_more(
    repository: Path, command: Command, tmp_path: Path
) -> None:
    git(repository, "commit", "--quiet", "--allow-empty", "-m", "Second")
    git(tmp_path, "clone", "--quiet", "--depth=1", repository.as_uri(), "shallow")
    result = command("diff", "HEAD~1", "--source", tmp_path / "shallow")
    assert result.status == 2
    assert "git fetch --unshallow" in result.err
    assert command("diff", "HEAD", "--source", tmp_path / "shallow").status == 0


def test_nothing_moved_is_said(repository: Path, command: Command) -> None:
    write(repository, {"docs/new.md": "# Not in a brief\n"})
    out = command("diff", "HEAD", "--source", repository).out
    assert out.startswith("Nothing has changed in the briefs since ")


def test_the_folder_and_its_repository_are_not_touched(repository: Path, command: Command) -> None:
    write(repository, {"briefs/one.md": NEW})
    git(repository, "add", "briefs/one.md")

    def state() -> tuple[dict[str, str], str, str]:
        files = {
            n: d for n, d in digests(repository).items() if not n.startswith(("_build", ".git/"))
        }
        return files, git(repository, "status", "--porcelain"), git(repository, "worktree", "list")

    before = state()
    assert command("diff", "HEAD", "--source", repository).status == 0
    assert state() == before


def test_a_book_below_the_top_of_its_repository(make_book: MakeBook, command: Command) -> None:
    root = make_book(name="repository/book")
    git(root.parent, "init", "--quiet")
    git(root.parent, "add", ".")
    git(root.parent, "commit", "--quiet", "-m", "First")
    write(root, {"briefs/one.md": NEW})
    assert "confidence: moderate → low" in command("diff", "HEAD", "--source", root).out


@pytest.mark.parametrize(
    ("revision", "words"),
    [
        ("nonsense", "the repository has no revision 'nonsense'"),
        ("HEAD~9", "the repository has no revision 'HEAD~9'"),
        ("HEAD:conf.py", "the repository has no revision 'HEAD:conf.py'"),
    ],
)
def test_an_unknown_revision_is_named(
    repository: Path, command: Command, revision: str, words: str
) -> None:
    result = command("diff", revision, "--source", repository)
    assert result.status == 2
    assert result.err.startswith(f"briefbook: {words}")


def test_no_repository_is_said(
    make_book: MakeBook, command: Command, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("GIT_CEILING_DIRECTORIES", str(tmp_path))
    result = command("diff", "HEAD", "--source", make_book())
    assert result.status == 2
    assert "is in no git repository" in result.err


def test_an_old_book_that_does_not_build_is_said(repository: Path, command: Command) -> None:
    write(repository, {"conf.py": "extensions = [\n"})
    git(repository, "commit", "--quiet", "-am", "Broken settings")
    write(repository, {"briefs/one.md": BRIEF.replace("number: 1", "number: x")})
    git(repository, "commit", "--quiet", "-am", "Broken brief")
    git(repository, "checkout", "--quiet", "HEAD~2", "--", ".")
    result = command("diff", "HEAD~1", "--source", repository)
    assert result.status == 2
    assert "the book at HEAD~1 does not build: conf.py:1:" in result.err
    git(repository, "checkout", "--quiet", "HEAD", "--", "briefs/one.md")
    git(repository, "commit", "--quiet", "-am", "Settings repaired")
    git(repository, "checkout", "--quiet", "HEAD~3", "--", "briefs/one.md")
    result = command("diff", "HEAD", "--source", repository)
    assert result.status == 2
    assert "the book at HEAD does not build: briefs/one.md:3: 'number' is 'x'" in result.err


def test_a_revision_without_a_book_is_said(make_book: MakeBook, command: Command) -> None:
    root = make_book(name="repository/book")
    git(root.parent, "init", "--quiet")
    git(root.parent, "commit", "--quiet", "--allow-empty", "-m", "Nothing")
    result = command("diff", "HEAD", "--source", root)
    assert result.status == 2
    assert "there was no 'book' at that revision" in result.err


@pytest.mark.parametrize("place", ["/etc", "../../etc", "briefs/../../etc"])
def test_a_link_that_leads_out_of_the_book_is_said(
    repository: Path, command: Command, place: str
) -> None:
    (repository / "outside").symlink_to(place)
    git(repository, "add", "outside")
    git(repository, "commit", "--quiet", "-m", "A link")
    result = command("diff", "HEAD", "--source", repository)
    assert result.status == 2
    message = f"the book at that revision cannot be unpacked: 'outside' is a link to '{place}'"
    assert message in result.err


def test_a_link_within_the_book_is_followed(repository: Path, command: Command) -> None:
    (repository / "briefs" / "again").symlink_to("../docs")
    git(repository, "add", "briefs/again")
    git(repository, "commit", "--quiet", "-m", "A link")
    assert command("diff", "HEAD", "--source", repository).status == 0
