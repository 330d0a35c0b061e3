from __future__ import annotations

import subprocess
from typing import TYPE_CHECKING

import pytest
from hypothesis import given
from hypothesis import strategies as st

import check_text_reuse
from check_text_reuse import RUN, find_reuse, index_references, read_titles, split_words

if TYPE_CHECKING:
    from pathlib import Path

REFERENCE = (
    "The harbour master counted seven grey herons on the old stone pier before the morning "
    "ferry left for the northern islands."
)
INDEX = index_references({"herons.txt": REFERENCE})
COPY = "seven grey herons on the old stone pier before the morning ferry"


def found(text: str, path: str = "page.md") -> list[tuple[int, int, str]]:
    return [(reuse.line, reuse.length, reuse.beginning) for reuse in find_reuse(path, text, INDEX)]


def test_a_copied_run_is_found_with_its_line_and_length() -> None:
    assert found(f"First line.\n\nThen {COPY} sailed.\n") == [(3, 12, "seven grey herons on")]


def test_line_breaks_case_markup_and_punctuation_do_not_hide_a_copy() -> None:
    text = COPY.upper().replace(" OLD ", " *old*,\n").replace("PIER ", "pier — ")
    assert found(text) == [(1, 12, "seven grey herons on")]


def test_eight_words_are_a_common_phrase_and_nine_are_not() -> None:
    words = COPY.split()
    assert found(" ".join(words[: RUN - 1])) == []
    assert len(found(" ".join(words[:RUN]))) == 1


def test_two_copies_in_one_file_are_two_findings() -> None:
    assert [line for line, _, _ in found(f"{COPY}.\n\nAgain {COPY}.\n")] == [1, 3]


@pytest.mark.parametrize(
    "quoted",
    [
        f'"{COPY}"',
        f"“{COPY}”",
        f'"{COPY.replace(" on ", chr(10))}"',
        f"{{quoted}}`{COPY} <herons-2020>`",
    ],
)
def test_a_short_quotation_is_allowed(quoted: str) -> None:
    assert found(f"The report says {quoted} in its first part.") == []


def test_a_long_quotation_is_a_reprint() -> None:
    assert len(REFERENCE.split()) > check_text_reuse.QUOTED
    assert len(found(f"“{REFERENCE}”")) == 1


def test_quotation_marks_round_something_else_excuse_nothing() -> None:
    assert len(found(f'A "word", then {COPY}, and another "word".')) == 1


def test_quotation_marks_of_two_paragraphs_are_not_a_pair() -> None:
    assert len(found(f'Six inches (6").\n\nThen {COPY}, 4" long.')) == 1


def test_straight_marks_in_code_are_no_quotation() -> None:
    assert found(f'EXAMPLE = "{COPY}"\n', "module.py") == [(1, 12, "seven grey herons on")]


def test_a_title_may_be_named_anywhere() -> None:
    title = "Counting seven grey herons on the old stone pier"
    index = index_references({"a.txt": f"{title}\n\n{REFERENCE}"}, [title])
    assert list(find_reuse("page.md", f"See {title}.", index)) == []
    assert len(list(find_reuse("page.md", COPY, index))) == 1


def test_titles_are_read_from_source_records() -> None:
    records = (
        "- id: one\n  title: A plain title\n  container-title: A paper\n"
        '- title: "A quoted\n    title"\n  id: two\n'
    )
    assert [" ".join(title.split()) for title in read_titles(records)] == [
        "A plain title",
        '"A quoted title"',
    ]


@given(st.text(alphabet="ab \"“”\n'’.", max_size=60))
def test_every_word_outside_short_quotations_is_kept_in_order(text: str) -> None:
    quotes = [check_text_reuse._CURLY, check_text_reuse._STRAIGHT]
    kept = [word for stretch in split_words(text, quotes) for word in stretch]
    everything = iter(split_words(text)[0])
    assert all(word in everything for word in kept)
    if '"' not in text and "“" not in text:
        assert kept == split_words(text)[0]


@pytest.fixture
def project(tmp_path: Path) -> Path:
    (tmp_path / "texts").mkdir()
    (tmp_path / "texts" / "herons.txt").write_text(REFERENCE, encoding="utf-8")
    root = tmp_path / "project"
    root.mkdir()
    (root / "good.md").write_text("Nothing of the kind.\n", encoding="utf-8")
    (root / "picture.png").write_bytes(b"\x89PNG\xff\xfe")
    return root


def run(project: Path) -> int:
    return check_text_reuse.main([str(project.parent / "texts"), "--root", str(project)])


def test_the_program_is_silent_about_a_clean_project(
    project: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert run(project) == 0
    assert capsys.readouterr() == ("", "")


@pytest.mark.parametrize("with_git", [True, False])
def test_the_program_names_the_file_and_skips_what_is_ignored(
    project: Path, capsys: pytest.CaptureFixture[str], *, with_git: bool
) -> None:
    for name in ("bad page.md", "_build/made.md"):
        path = project / name
        path.parent.mkdir(exist_ok=True)
        path.write_text(f"\n{COPY}\n", encoding="utf-8")
    if with_git:
        (project / ".gitignore").write_text("_build\n", encoding="utf-8")
        subprocess.run(["git", "init", "-q", str(project)], check=True)  # noqa: S607
    assert run(project) == 1
    lines = capsys.readouterr().out.splitlines()
    assert len(lines) == 1
    assert lines[0].startswith("bad page.md:2: 12 words in a row as in herons.txt")


def test_a_title_in_the_source_records_is_no_finding(project: Path) -> None:
    (project / "sources").mkdir()
    record = f"- id: herons\n  title: {COPY}\n"
    (project / "sources" / "sources.yaml").write_text(record, encoding="utf-8")
    assert run(project) == 0


def test_without_a_reference_text_the_program_says_so(
    project: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert check_text_reuse.main([str(project), "--root", str(project)]) == 2
    assert "no reference text" in capsys.readouterr().err
