"""The claims of this book: all of the article, each with evidence, none in the article's words."""

from __future__ import annotations

import re
from dataclasses import dataclass
from pathlib import Path

import pytest

from briefbook.sources.cite import parse_cites
from briefbook.sources.fingerprint import RUN, load_shelf, words
from briefbook.sources.load import load

ROOT = Path(__file__).parents[1]
ARTICLE = "gvs-marriage"
SHELF = load_shelf(ROOT / "sources" / "fingerprints")
VERDICTS = {"confirmed", "corrected", "contested", "unverifiable", "opinion"}
CLAIM = re.compile(r"^:::\{claim\} (?P<id>\S+)\n(?P<body>.*?)^:::$", re.MULTILINE | re.DOTALL)
OPTION = re.compile(r"^:(?P<name>[\w-]+):(?P<value>.*)$", re.MULTILINE)
# Short quotations are checked as quotations; what stands between them is the book's own.
QUOTED = re.compile(r"“[^”]*”|\"[^\"]*\"")


@dataclass(frozen=True)
class Claim:
    """A claim as its brief has it."""

    id: str
    options: dict[str, str]
    text: str

    @property
    def paragraphs(self) -> set[int]:
        return {int(number) for number in re.findall(r"\d+", self.options.get("paragraph", ""))}


def claims() -> list[Claim]:
    """Return the claims of every brief."""
    found = []
    for path in sorted(ROOT.glob("briefs/*.md")):
        for match in CLAIM.finditer(path.read_text(encoding="utf-8")):
            body = match["body"]
            options = {m["name"]: m["value"].strip() for m in OPTION.finditer(body)}
            found.append(Claim(match["id"], options, OPTION.sub("", body).strip()))
    return found


CLAIMS = claims()
SOURCES, _ = load(ROOT / "sources" / "sources.yaml")
EACH = pytest.mark.parametrize("claim", CLAIMS, ids=lambda claim: claim.id)


def shared(text: str) -> list[str]:
    """Return the runs of a text's words that the article has too."""
    stretches = [words(part) for part in QUOTED.split(text)]
    runs = [
        " ".join(stretch[start : start + RUN])
        for stretch in stretches
        for start in range(len(stretch) - RUN + 1)
    ]
    return [run for run in runs if SHELF[ARTICLE].places(run.split())]


def test_the_article_is_known_as_a_whole() -> None:
    assert SHELF.findings == ()
    assert not SHELF[ARTICLE].partial
    assert len(CLAIMS) >= 29


def test_every_paragraph_is_dealt_with() -> None:
    numbers = {paragraph.number for paragraph in SHELF[ARTICLE].paragraphs}
    dealt = set().union(*(claim.paragraphs for claim in CLAIMS))
    assert numbers - dealt == set()
    assert dealt - numbers == set()


def test_no_statement_is_put_twice() -> None:
    says = [" ".join(words(claim.options["says"])) for claim in CLAIMS]
    assert len(set(says)) == len(says)


@EACH
def test_a_claim_has_verdict_place_and_evidence_that_was_read(claim: Claim) -> None:
    assert claim.options["source"] == ARTICLE
    assert claim.options["verdict"] in VERDICTS
    assert claim.paragraphs
    assert claim.text
    evidence = [cite.source_id for cite in parse_cites(claim.options["evidence"])]
    assert evidence
    for name in evidence:
        assert SOURCES[name].read != "not-seen", name


@EACH
def test_a_claim_says_it_in_other_words_than_the_article(claim: Claim) -> None:
    assert shared(claim.options["says"]) == []


def test_the_articles_own_words_are_found_where_they_are_used() -> None:
    quoted = "only motivated by mutual advantages"
    assert shared(f"Realists see {quoted} at work.") == [quoted]
    assert shared(f'Realists see "{quoted}" at work.') == []
