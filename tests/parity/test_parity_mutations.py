"""Whatever is changed in a page, in its words, notes, links or order, is found."""

from __future__ import annotations

import re
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from briefbook.parity import pdf
from briefbook.parity.check import _path_of
from briefbook.parity.compare import Options, differences
from pdf_roots import BOOK
from pdfkit import read_page, run, write_root

if TYPE_CHECKING:
    from briefbook.parity.compare import Difference

EXTRA = """
:::{claim} alpha-more
:says: That the harbour paid 450 million.
:source: paper
:paragraph: 2
:verdict: corrected
:evidence: paper [p. 4]
The paper says 45 million {cite}`paper [p. 7]`.

It was a {term}`loan`, not a gift.
:::

Marks in a row {cite}`paper`, {cite}`paper [p. 8]`, {cite}`paper [p. 9]`, and more.
Behind [a place](https://example.org/place), {cite}`paper`, there is one, raised{sup}`,` too.

## What was paid

Some *stressed* words, see [the paper](https://example.org/other), then more.[^one]
A ship came.

[^one]: A note of the author's own, with [a link](https://example.org/note).

- First item
- Second item
  1. Inner item

:::{table} Payments, in millions
| Year | Sum | Kind |
| :--- | ---: | :--- |
| 2020 | 125 | Loan |
| 2021 | 450 | Gift |
:::

![A chart of payments](pixel.png)

:::{figure} pixel.png
:alt: Ships in the harbour

A caption of *its own*.
:::

:::{figure} pixel.png
A caption alone.
:::

### A smaller heading

> Quoted words that stand apart.

Term
: What it means.
"""
GLOSSARY = """
# Glossary

:::{glossary}
loan
  Money that has to be paid back. It costs interest.
:::
"""
PIXEL = (Path(__file__).parent.parent / "roots/pdf-sink/pixel.png").read_bytes()


class Pair:
    """A page and its handout, as one build has made them."""

    def __init__(self, folder: Path) -> None:
        self._made = run(write_root(folder, _book()), "html")
        self.html = (self._made.outdir / "briefs/alpha.html").read_text(encoding="utf-8")
        self.pdf = self._made.pdf("alpha")

    @property
    def parts(self) -> tuple[str, str]:
        """The page before its main part, whose head repeats some words, and from there on."""
        start = self.html.index('role="main"')
        return self.html[:start], self.html[start:]

    def compare(self, html: str) -> list[Difference]:
        path = partial(_path_of, folder="pdf", base="")
        there = read_page(self._made, "briefs/alpha", html)
        return differences(there, pdf.read(self.pdf), Options(path, series="Small"))


def _book() -> dict[str, str | bytes]:
    return {
        **BOOK,
        "index.md": str(BOOK["index.md"]).replace("docs/last", "docs/last\ndocs/glossary"),
        "docs/glossary.md": GLOSSARY,
        "briefs/alpha.md": str(BOOK["briefs/alpha.md"]) + EXTRA,
        "briefs/pixel.png": PIXEL,
    }


@pytest.fixture(scope="module")
def pair(tmp_path_factory: pytest.TempPathFactory) -> Pair:
    return Pair(tmp_path_factory.mktemp("parity"))


def test_an_unchanged_pair_is_alike(pair: Pair) -> None:
    assert pair.compare(pair.html) == []


WORDS = [
    ("The line of alpha.", "The line alpha."),
    ("The line of alpha.", "The line of of alpha."),
    ("The line of alpha.", "The line alpha of."),
    ("The line of alpha.", "The line of alpha. More."),
    ("The line of alpha.", "The Line of alpha."),
    ("The line of alpha.", "The line of alpha"),
    ("The line of alpha.", ""),
    ("It is likely that alpha holds.", "It is unlikely that alpha holds."),
    ("likely (55–80%)", "likely (55–85%)"),
    ("<p>moderate</p>", "<p>high</p>"),
    ("A witness.", "A witness"),
    ("wordbenefit", "wordcost"),
    ("<p>wordcost</p>", "<p>wordrisk</p>"),
    ("Judgement 1.1<", "Judgement 1.2<"),
    ("Status quo", "Status"),
    (">corrected<", ">confirmed<"),
    ("paragraph 2 of the article", "paragraph 3 of the article"),
    ("450 million", "451 million"),
    ("45 million", "45 billion"),
    ("not a gift", "a gift"),
    ("What was paid", "What was not paid"),
    ("<h2>What was paid", "<h3>What was paid"),
    ("<h3>A smaller heading", "<h2>A smaller heading"),
    ("Some <em>stressed</em> words", "Some words"),
    ("there is one,", "there is one"),
    ("and more.", "and, more."),
    ("more.<a", "more. <b>Extra</b><a"),
    ("A ship came.", "came A ship."),
    ("First item", "First"),
    ("<li><p>First item</p></li>", ""),
    ("Inner item", "Outer item"),
    ('<ol class="arabic simple">', '<ol class="arabic simple" start="2">'),
    ("Payments, in millions</span>", "Payments, in thousands</span>"),
    ("<p>125</p>", "<p>126</p>"),
    ("<p>2020</p>", "<p>2021</p>"),
    ("<p>Year</p>", "<p>Month</p>"),
    ('alt="A chart of payments"', 'alt="A chart"'),
    ('alt="A chart of payments"', 'alt=""'),
    ('alt="Ships in the harbour"', 'alt="Boats in the harbour"'),
    ("A caption of <em>its own</em>.", "A caption of <em>its</em>."),
    ("Quoted words that stand apart.", "Quoted words stand apart."),
    ("What it means.", "What it is."),
    ("A note of the author’s own", "A note of the author’s"),
    ("2 January 2026", "3 January 2026"),
    ("What is alpha?", "What is beta?"),
    (">Published<", ">Draft<"),
    ("Money that has to be paid back.", "Money to be paid back."),
    ('href="https://example.org/other"', 'href="https://example.org/others"'),
    ('href="https://example.org/note"', 'href="https://example.org/other"'),
    ('href="https://example.org/paper"', 'href="https://example.org/papers"'),
    ('href="beta.html#beta-one"', 'href="beta.html"'),
    ('href="beta.html">', 'href="../docs/last.html">'),
    ('href="../docs/glossary.html#term-loan"', 'href="../docs/last.html"'),
    ('<a class="reference internal" href="#alpha-said"', '<a href="#alpha-more"'),
]
ALPHA = [
    ("The line of alpha.", "The line alpha."),
    ("wordrisk", "wordworse"),
    ("| 2021 | 450 | Gift |\n", ""),
    ("- Second item\n", "- Third item\n"),
    ("https://example.org/other", "https://example.org/else"),
    ("A note of the author's own", "No note"),
    ("## What was paid", "### What was paid"),
]
PATTERNS = [
    (r'<tr class="row-odd"><td.*?</tr>', "", "a row"),
    (r'(<tr class="row-even">.*?</tr>)\s*(<tr class="row-odd"><td.*?</tr>)', r"\2\1", "two rows"),
    (r"<td[^>]*><p>Gift</p></td>", "", "a cell"),
    (r'<section id="what-was-paid">.*?</h2>', '<section id="what-was-paid">', "a heading"),
    (r'<a class="footnote-reference[^>]*>.*?</a>', "", "a reference to a note"),
    (r"(<li><p>First item</p></li>)\s*(<li>.*?</li>\s*</ol>\s*</li>)", r"\2\1", "two items"),
    (r'<div class="detail detail-risk">.*?</dd></div>', "", "a fact"),
    (r'<a class="reference external" href="https://example.org/other">(.*?)</a>', r"\1", "a link"),
    (r"<blockquote>.*?</blockquote>", "", "a quotation"),
    (r'(<div aria-labelledby="alpha-said-label".*?)(<div aria-labelledby="alpha-stay-label")',
     r"\2", "an element"),
]  # fmt: skip


@pytest.mark.parametrize(("old", "new"), WORDS)
def test_a_change_of_words_is_found(pair: Pair, old: str, new: str) -> None:
    before, main = pair.parts
    assert old in main
    assert pair.compare(before + main.replace(old, new, 1)) != []


@pytest.mark.parametrize(("old", "new", "what"), PATTERNS, ids=[what for *_, what in PATTERNS])
def test_a_change_of_parts_is_found(pair: Pair, old: str, new: str, what: str) -> None:
    del what
    changed = re.sub(old, new, pair.html, count=1, flags=re.DOTALL)
    assert changed != pair.html
    assert pair.compare(changed) != []


def test_there_are_enough_changes() -> None:
    assert len(WORDS) + len(PATTERNS) > 50


@pytest.mark.parametrize(
    ("name", "old", "new"),
    [
        ("sources/sources.yaml", "A paper", "A newspaper"),
        ("sources/sources.yaml", "https://example.org/paper", "https://example.org/papers"),
        *(("briefs/alpha.md", *pair) for pair in ALPHA),
    ],
)
def test_a_pdf_that_says_something_else_is_found(
    pair: Pair, tmp_path: Path, name: str, old: str, new: str
) -> None:
    book = _book()
    assert old in str(book[name])
    book[name] = str(book[name]).replace(old, new)
    other = run(write_root(tmp_path / "book", book), "html").pdf("alpha")
    good, pair.pdf = pair.pdf, other
    try:
        assert pair.compare(pair.html) != []
    finally:
        pair.pdf = good


def test_a_difference_says_what_stands_where(pair: Pair) -> None:
    found = pair.compare(pair.html.replace("45 million", "45 billion"))
    assert [d.what for d in found] == ["the page says 'billion.' where the PDF says 'million.'"]
    assert found[0].near.startswith("The paper says 45 billion.")
