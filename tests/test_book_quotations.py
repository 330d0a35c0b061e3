"""The quotations of this book: each stands in its source, and none does with a word changed."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from briefbook.sources.cite import parse_cites
from briefbook.sources.fingerprint import RUN, Quotation, Status, load_shelf, trace, words

ROOT = Path(__file__).parents[1]
SHELF = load_shelf(ROOT / "sources" / "fingerprints")
ROLE = re.compile(r"\{quoted\}`([^`<]+)<([^>`]+)>`")
BLOCK = re.compile(
    r"^:::\{quotation\}.*\n:source: *(?P<source>\S+)\n(?:^:.*\n)*(?P<text>[^:]+)^:::", re.MULTILINE
)


def quotations() -> list[tuple[str, str]]:
    """Return source and words of every quotation in the briefs and the other documents."""
    found = []
    for path in [*sorted(ROOT.glob("briefs/*.md")), *sorted(ROOT.glob("docs/*.md"))]:
        text = path.read_text(encoding="utf-8")
        found += [
            (parse_cites(match[2])[0].source_id, " ".join(match[1].split()))
            for match in ROLE.finditer(text)
        ]
        found += [(match["source"], match["text"]) for match in BLOCK.finditer(text)]
    return found


QUOTATIONS = quotations()


def test_every_quotation_has_a_fingerprint_to_be_compared_with() -> None:
    assert SHELF.findings == ()
    assert len(QUOTATIONS) >= 9
    assert {source for source, _ in QUOTATIONS} <= set(SHELF)


def test_no_quotation_is_overlooked() -> None:
    pages = [*ROOT.glob("briefs/*.md"), *ROOT.glob("docs/*.md")]
    text = "".join(path.read_text(encoding="utf-8") for path in pages)
    assert len(QUOTATIONS) == text.count("{quoted}`") + text.count(":::{quotation}")


@pytest.mark.parametrize(("source", "text"), QUOTATIONS)
def test_every_quotation_stands_in_its_source(source: str, text: str) -> None:
    assert SHELF[source].verify(text).status is Status.VERIFIED


@pytest.mark.parametrize(("source", "text"), QUOTATIONS)
def test_no_quotation_stands_there_with_a_word_changed(source: str, text: str) -> None:
    stretches = [list(stretch) for stretch in Quotation.parse(text).stretches]
    for stretch in stretches:
        for place, word in enumerate(stretch):
            stretch[place] = f"{word}s"
            changed = " … ".join(" ".join(part) for part in stretches)
            assert SHELF[source].verify(changed).status is not Status.VERIFIED, changed
            stretch[place] = word


def unbroken() -> list[tuple[str, str]]:
    """Return source and words of the quotations without a cut that need no confirmation."""
    parsed = [(source, text, Quotation.parse(text).stretches) for source, text in QUOTATIONS]
    return [(s, text) for s, text, parts in parsed if len(parts) == 1 and len(parts[0]) >= RUN]


@pytest.mark.parametrize(("source", "text"), unbroken())
def test_a_word_changed_in_the_middle_is_located(source: str, text: str) -> None:
    (stretch,) = Quotation.parse(text).stretches
    marks, place = trace(SHELF[source], [text]), len(stretch) // 2
    verdict = marks.verify(" ".join([*stretch[:place], "heronry", *stretch[place + 1 :]]))
    assert verdict.paragraph in marks.verify(text).paragraphs
    assert verdict.first_difference is not None
    assert (verdict.first_difference.index, verdict.first_difference.word) == (place + 1, "heronry")


@pytest.mark.parametrize(("source", "text"), QUOTATIONS)
def test_no_quotation_stands_there_with_a_word_more_or_less(source: str, text: str) -> None:
    stretch = words(text)
    middle = len(stretch) // 2
    for changed in (
        [*stretch[:middle], "not", *stretch[middle:]],
        [*stretch[:middle], *stretch[middle + 1 :]],
        stretch[::-1],
    ):
        verdict = SHELF[source].verify(" ".join(changed))
        assert verdict.status is not Status.VERIFIED, changed
