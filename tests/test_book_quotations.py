"""The quotations of this book: each stands in its source, and none does with a word changed."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from briefbook.sources.cite import parse_cites
from briefbook.sources.fingerprint import Quotation, Status, load_shelf, words

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


VERIFIABLE = [(source, text) for source, text in quotations() if source in SHELF]


def test_there_are_fingerprints_and_quotations_to_look_at() -> None:
    assert SHELF.findings == ()
    assert len(VERIFIABLE) >= 9


@pytest.mark.parametrize(("source", "text"), VERIFIABLE)
def test_every_quotation_stands_in_its_source(source: str, text: str) -> None:
    assert SHELF[source].verify(text).status is Status.VERIFIED


@pytest.mark.parametrize(("source", "text"), VERIFIABLE)
def test_no_quotation_stands_there_with_a_word_changed(source: str, text: str) -> None:
    (stretch, *_) = Quotation.parse(text).stretches
    for place, word in enumerate(stretch):
        changed = [*stretch[:place], f"{word}s", *stretch[place + 1 :]]
        assert SHELF[source].verify(" ".join(changed)).status is not Status.VERIFIED, changed


@pytest.mark.parametrize(("source", "text"), VERIFIABLE)
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
