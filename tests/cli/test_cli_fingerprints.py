"""``fingerprint``, ``quote`` and ``compare`` from the outside."""

from __future__ import annotations

from contextlib import nullcontext
from types import SimpleNamespace
from typing import TYPE_CHECKING

import pytest

from books import brief
from briefbook.sources.fingerprint import Cost, Key, fingerprint, load_shelf
from briefbook.sources.fingerprint.file import dump

if TYPE_CHECKING:
    from pathlib import Path

    from conftest import Command, MakeBook

KEY = Key(b"a key for tests.", Cost(2, 1, 1))
TEXT = "The Office counted seven grey herons on the old stone pier.\n\n¶ 5 Again in May.\n"
OTHER = "Others say it counted seven grey herons on the new pier.\n"
QUOTING = brief(
    "It {quoted}`counted seven grey herons on the <report-2021>` {quoted}`in May <report-2021>`.\n",
    number=2,
)
PRINTS = "sources/fingerprints"


def marks(source: str, text: str) -> str:
    return dump(fingerprint([text], source_id=source, key=KEY))


@pytest.fixture
def root(make_book: MakeBook) -> Path:
    return make_book(
        {
            "briefs/two.md": QUOTING,
            "report.txt": TEXT,
            "other.txt": OTHER,
            f"{PRINTS}/paper-2020.json": marks("paper-2020", OTHER),
        }
    )


def test_fingerprint_writes_the_file_and_looks_at_the_quotations(
    root: Path, command: Command
) -> None:
    result = command("fingerprint", "report-2021", root / "report.txt", "--source", root)
    assert (result.status, result.err) == (0, "")
    first, second = result.out.splitlines()
    assert first.endswith(f"{PRINTS}/report-2021.json: 14 words in 2 paragraphs.")
    assert second == "2 of 2 quotations stand in it word for word."
    made = load_shelf(root / PRINTS)["report-2021"]
    assert made.key == KEY
    assert made.verify("in May").paragraph == 5


def test_fingerprint_finds_the_text_that_git_ignores(root: Path, command: Command) -> None:
    (root / ".texts").mkdir()
    (root / ".texts" / "report-2021.txt").write_text(TEXT, encoding="utf-8")
    note = ["--partial", "--note", "the summary"]
    assert command("fingerprint", "report-2021", "--source", root, *note).status == 0
    made = load_shelf(root / PRINTS)["report-2021"]
    assert (made.partial, made.note) == (True, "the summary")


def test_without_the_text_what_the_book_quotes_is_noted(root: Path, command: Command) -> None:
    text = TEXT.split("\n", maxsplit=1)[0]
    (root / PRINTS / "report-2021.json").write_text(marks("report-2021", text), "utf-8")
    wrong = "counted seven grey cranes on the"
    assert load_shelf(root / PRINTS)["report-2021"].verify(wrong).paragraph is None
    result = command("fingerprint", "report-2021", "--source", root)
    assert result.status == 1
    first, short, last = result.out.splitlines()
    assert "without the text, only what the book quotes was noted" in first
    assert short == "Too short to say without the text: 'in May'."
    assert last == "1 of 2 quotations stand in it word for word."
    verdict = load_shelf(root / PRINTS)["report-2021"].verify(wrong)
    assert (verdict.status, verdict.paragraph) == ("refused", 1)
    assert verdict.first_difference is not None
    assert verdict.first_difference.word == "cranes"


def test_fingerprint_names_the_quotations_that_do_not_stand_there(
    root: Path, command: Command
) -> None:
    result = command("fingerprint", "report-2021", root / "other.txt", "--source", root)
    assert result.status == 1
    assert result.out.splitlines()[1:] == [
        "Not in the text: 'in May'.",
        "1 of 2 quotations stand in it word for word.",
    ]


@pytest.mark.parametrize(
    ("arguments", "words"),
    [
        (["fingerprint", "report-2021", "none.txt"], "there is no file"),
        (["fingerprint", "report-2021"], "there is no file"),
        (["compare", "report-2021", "paper-2020"], "'report-2021' is no file and has no"),
        (["compare", "paper-2002", "paper-2020"], "did you mean 'paper-2020'?"),
        (["compare", "paper-2020", "paper-2020", "--words=3"], "have 5 words at least"),
        (["quote", "seven … pier"], "the phrase has the single word 'seven' beside a cut"),
        (["quote", "…"], "the phrase has no words of the source"),
    ],
)
def test_what_cannot_be_done_is_said(
    arguments: list[str], words: str, root: Path, command: Command
) -> None:
    result = command(*arguments, "--source", root)
    assert result.status == 2
    assert words in result.err
    assert len(result.err.splitlines()) == 1


def test_quote_names_source_paragraph_and_word(root: Path, command: Command) -> None:
    assert command("fingerprint", "report-2021", root / "report.txt", "--source", root).status == 0
    result = command("quote", "seven grey herons on the old stone", "--source", root)
    assert result.status == 0
    assert result.out.splitlines() == [
        "report-2021: paragraph 1, word 4",
        "paper-2020: paragraph 1 has a part: word 6, 'old', differs",
    ]
    result = command("quote", "words that nobody has said", "--source", root)
    assert (result.status, result.out) == (1, "None of 2 fingerprints has it.\n")
    result = command("quote", "grey herons", "--source", root)
    assert result.status == 1
    assert "fewer than 5 words" in result.out
    (root / ".texts").mkdir()
    (root / ".texts" / "report-2021.txt").write_text(TEXT, "utf-8")
    result = command("quote", "grey herons", "--source", root)
    assert (result.status, result.out) == (0, "report-2021: paragraph 1, word 5\n")
    assert command("quote", "grey cranes", "--source", root).status == 1
    for path in (root / PRINTS).glob("*.json"):
        path.unlink()
    result = command("quote", "seven grey herons on the old stone", "--source", root)
    assert (result.status, "no fingerprints" in result.out) == (1, True)


def test_compare_shows_places_and_words(root: Path, command: Command) -> None:
    one, other = root / "report.txt", root / "other.txt"
    shared = "counted seven grey herons on the"
    line = f"paragraph 1, word 3 and paragraph 1, word 4: 6 words: {shared}"
    for second in (other, "paper-2020", root / PRINTS / "paper-2020.json"):
        result = command("compare", one, second, "--source", root)
        assert result.status == 0
        assert result.out.splitlines() == [line, "1 run of words in common."]
    result = command("compare", one, other, "--words", "7", "--source", root)
    assert result.out == "0 runs of words in common.\n"


def test_compare_reads_pages_as_ingest_does(root: Path, command: Command) -> None:
    menu = "<nav><ul><li>It counted seven grey herons on the menu.</li></ul></nav>"
    more = (
        "<p>" + "Of the other birds nothing was written down in that year or since. " * 5 + "</p>"
    )
    page = f"<html><body>{menu}<article><p>{OTHER}</p>{more}</article></body></html>"
    (root / "other.html").write_text(page, "utf-8")
    result = command("compare", root / "report.txt", root / "other.html", "--source", root)
    assert result.out.splitlines() == [
        "paragraph 1, word 3 and paragraph 1, word 4: 6 words: counted seven grey herons on the",
        "1 run of words in common.",
    ]
    made = command("fingerprint", "report-2021", root / "other.html", "--source", root)
    assert "paragraphs" in made.out
    marks_of_page = load_shelf(root / PRINTS)["report-2021"]
    assert marks_of_page.verify("grey herons on the new pier").status == "verified"
    assert marks_of_page.verify("grey herons on the menu").status == "refused"
    (root / "empty.pdf").write_bytes(b"%PDF-1.4 broken")
    result = command("compare", root / "report.txt", root / "empty.pdf", "--source", root)
    assert (result.status, "is a broken PDF" in result.err) == (2, True)


def test_compare_needs_no_text(root: Path, command: Command) -> None:
    assert command("fingerprint", "report-2021", root / "report.txt", "--source", root).status == 0
    result = command("compare", "report-2021", "paper-2020", "--source", root)
    assert result.out.splitlines()[0] == "paragraph 1 and paragraph 1: about 6 words"


def test_how_far_the_slow_step_has_come_is_shown_on_a_terminal(
    root: Path, command: Command, monkeypatch: pytest.MonkeyPatch
) -> None:
    shown: list[str] = []
    line = SimpleNamespace(show=shown.append)
    monkeypatch.setattr("briefbook.cli.options.progress", lambda **_: nullcontext(line))
    text = root / "report.txt"
    assert command("fingerprint", "report-2021", text, "--source", root).status == 0
    assert shown[0] == "Fingerprint  14%  1 of 7 runs of words"
    assert shown[-1] == "Fingerprint 100%  7 of 7 runs of words"
    command("compare", text, "paper-2020", "--source", root)
    assert shown[-1] == "Comparing 100%  7 of 7 runs of words"


def test_status_prints_how_much_is_quoted(root: Path, command: Command) -> None:
    assert command("fingerprint", "report-2021", root / "report.txt", "--source", root).status == 0
    result = command("status", "--source", root, "--today", "2026-07-01")
    head, row = result.out.splitlines()[-2:]
    assert head.split()[:2] == ["Quoted", "source"]
    assert row.split() == ["report-2021", "2", "2", "8", "57.1", "%", "of", "14"]
