from __future__ import annotations

from typing import TYPE_CHECKING

import attack_fingerprint
from attack_fingerprint import CHEAP, Model, measure
from briefbook.sources.fingerprint import fingerprint, words

if TYPE_CHECKING:
    from pathlib import Path

    import pytest

KNOWN = words("the ferry left the old stone pier at noon and the old ferry came back at night")
TEXT = "the ferry left the old stone pier at night and a heron came back at noon"


def test_a_model_guesses_what_it_has_seen_most_first_and_each_word_once() -> None:
    model = Model([words("a b a b a c")], 2)
    assert [word for _, word in model.guesses(("a",))] == ["b", "c", "a"]
    assert [word for _, word in model.guesses(("unseen",))] == ["a", "b", "c"]
    scores = [score for score, _ in model.guesses(("a",))]
    assert scores == sorted(scores, reverse=True)


def test_an_attack_recovers_what_its_texts_lead_to_and_no_more() -> None:
    victim = fingerprint([TEXT], source_id="x", key=CHEAP)
    (none, some) = measure(victim, [KNOWN], 3, [0, 1000])
    assert (none.guesses, none.known) == (0, 0)
    assert some.known == 10  # up to "night and": "a heron" is nowhere in what it knows
    assert some.guesses < 1000


def test_a_published_quotation_starts_another_chain() -> None:
    victim = fingerprint([TEXT], source_id="x", key=CHEAP)
    (found,) = measure(victim, [KNOWN], 3, [1000], ["a heron came back at"])
    assert found.known == victim.words


def test_the_program_prints_a_table(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (tmp_path / "victim.txt").write_text(TEXT, encoding="utf-8")
    (tmp_path / "known.txt").write_text(" ".join(KNOWN), encoding="utf-8")
    arguments = [str(tmp_path / "victim.txt"), str(tmp_path / "known.txt"), "--budget", "1000"]
    assert attack_fingerprint.main(arguments) == 0
    printed = capsys.readouterr()
    assert "16 words in 1 paragraphs" in printed.err
    assert "knows 1 texts, 17 words, a dictionary of 12, in which 88%" in printed.err
    head, row = printed.out.splitlines()
    assert head.split() == ["quotations", "guesses", "words", "known", "share", "hours"]
    assert int(row.split()[2]) > 0


def test_lines_and_quotations_are_taken_from_the_text(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    lines = ["A head.", " ".join(f"w{n}" for n in range(20)), " ".join(f"v{n}" for n in range(20))]
    text = "\n".join([*lines, "A foot."])
    assert attack_fingerprint.paragraphs_of(text, "2-3") == lines[1:]
    assert attack_fingerprint.quotations(lines[1:], 2)[1] == " ".join(f"v{n}" for n in range(6, 16))
    assert attack_fingerprint.quotations(lines[1:], 0) == []
    (tmp_path / "victim.txt").write_bytes(text.encode() + "\nZürich".encode("cp1252"))
    (tmp_path / "known.txt").write_text("other words", encoding="utf-8")
    arguments = [str(tmp_path / "victim.txt"), str(tmp_path / "known.txt"), "--lines", "2-3"]
    assert attack_fingerprint.main([*arguments, "--budget", "9", "--quotations", "0", "1"]) == 0
    none, one = capsys.readouterr().out.splitlines()[1:]
    assert [none.split()[2], one.split()[2]] == ["0", "10"]
