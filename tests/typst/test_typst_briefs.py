"""Book and handouts out of a site with briefs: facts, references, standards."""

from __future__ import annotations

from typing import TYPE_CHECKING

import page
import pypdfium2
import pypdfium2.raw
import pytest

from pdf_roots import BOOK
from pdfkit import left_edge, links, pages, run, squeezed, whole, write_root

if TYPE_CHECKING:
    from pathlib import Path

    from pdf_roots import Small


def test_a_site_brings_book_and_handouts(tmp_path: Path) -> None:
    made = run(write_root(tmp_path / "book", BOOK), "html")
    assert made.findings() == []
    names = [o.path.relative_to(made.outdir).as_posix() for o in made.pdfs]
    assert names == ["pdf/briefing-book.pdf", "pdf/alpha.pdf", "pdf/beta.pdf"]
    assert [(o.kind, o.docname) for o in made.pdfs][1:] == [
        ("handout", "briefs/alpha"),
        ("handout", "briefs/beta"),
    ]


def test_a_handout_shows_every_fact_of_its_brief(tmp_path: Path) -> None:
    made = run(write_root(tmp_path / "book", BOOK), "html")
    text = whole(made.pdf("alpha"))
    for shown in ("What is alpha?", "2 January 2026", "2 July 2026", "The line of alpha",
                  "likely (55–80%)", "Confidence: moderate", "That alpha was said", "confirmed",
                  "wordbenefit", "wordcost", "wordrisk", "wordwho", "1 of"):  # fmt: skip
        assert shown in text, shown
    assert "line of beta" not in text


def test_references_lead_to_pages_in_the_book_and_to_the_site_in_a_handout(
    tmp_path: Path,
) -> None:
    made = run(write_root(tmp_path / "book", BOOK), "html")
    assert "the other (p. " in whole(made.pdf())
    assert not [uri for uri in links(made.pdf()) if "beta" in uri]
    assert "(p." not in whole(made.pdf("alpha"))
    found = links(made.pdf("alpha"))
    assert "../briefs/beta.html" in found
    assert "../briefs/beta.html#beta-one" in found


def test_references_use_the_address_of_the_site_where_it_is_known(tmp_path: Path) -> None:
    root = write_root(tmp_path / "book", BOOK)
    made = run(root, "html", html_baseurl="https://example.org/book")
    assert "https://example.org/book/briefs/beta.html#beta-one" in links(made.pdf("alpha"))


def test_references_from_the_second_paper_climb_one_folder_more(tmp_path: Path) -> None:
    root = write_root(tmp_path / "book", BOOK)
    made = run(root, "html", briefbook_papers=["a4", "us-letter"])
    second = next(o.path for o in made.pdfs if o.paper == "us-letter" and o.path.stem == "alpha")
    assert "../../briefs/beta.html" in links(second)


def test_the_pdfs_can_be_switched_off(tmp_path: Path) -> None:
    made = run(write_root(tmp_path / "book", BOOK), "html", briefbook_pdf=False)
    assert made.pdfs == []
    assert not (made.outdir / "pdf").exists()


def test_what_is_only_for_one_output_is_only_there(small: Small) -> None:
    source = "# One\n\n:::{only} html\nwordhtml\n:::\n\n:::{only} typst\nwordpdf\n:::\n"
    made = run(small({"one.md": source, "two.md": "# Two\n"}), "html")
    text = whole(made.pdf())
    assert "wordpdf" in text
    assert "wordhtml" not in text
    site = (made.outdir / "one.html").read_text(encoding="utf-8")
    assert "wordhtml" in site
    assert "wordpdf" not in site


def test_a_warning_about_a_reference_is_given_once(small: Small) -> None:
    made = run(small({"two.md": "# Two\n\n{ref}`nowhere`\n"}), "html")
    assert len([line for line in made.warnings if "nowhere" in line]) == 1


@pytest.mark.parametrize("name", ["briefing-book", "alpha", "beta"])
@pytest.mark.parametrize("profile", ["ua1", "2a"])
def test_every_pdf_conforms(tmp_path: Path, name: str, profile: str) -> None:
    made = run(write_root(tmp_path / "book", BOOK), "html")
    report = page.validate_pdf(made.pdf(name), profile=profile)
    # This validator misreads a stream whose data end in a carriage return.
    wrong = [f for f in report.failures if "STREAM-LENGTH-001" not in str(f)]
    assert wrong == []


def test_a_masthead_without_readers_has_no_line_for_them(tmp_path: Path) -> None:
    source = str(BOOK["briefs/alpha.md"])
    files = {**BOOK, "briefs/alpha.md": source.replace("  audience: [readers]\n", "")}
    made = run(write_root(tmp_path / "book", files), "html")
    head = pages(made.pdf("alpha"))[0].split("BOTTOM LINE")[0]
    assert "FOR" in pages(made.pdf("beta"))[0].split("BOTTOM LINE")[0].split()
    assert "STATUS" in head
    assert "FOR" not in head.split()


def test_the_facts_of_an_element_go_on_in_its_last_lines(tmp_path: Path) -> None:
    made = run(write_root(tmp_path / "book", BOOK), "html")
    lines = pages(made.pdf("alpha"))[0].splitlines()
    assert [
        line for line in lines if line.startswith("It is likely that alpha") and "Would" in line
    ]


@pytest.mark.parametrize(("words", "points"), [("It is likely", 9.0), ("A paper", 7.5)])
def test_body_and_notes_are_large_enough_to_read(tmp_path: Path, words: str, points: float) -> None:
    made = run(write_root(tmp_path / "book", BOOK), "html")
    document = pypdfium2.PdfDocument(made.pdf("alpha"))
    shown = document[0].get_textpage()
    at = shown.get_text_range().index(words)
    assert pypdfium2.raw.FPDFText_GetFontSize(shown.raw, at) >= points - 0.01
    document.close()


LONG = "www.example.org/a/very/long/address/that/nobody/would/type/from/paper"


@pytest.mark.parametrize("scheme", ["https://", "http://"])
def test_a_handout_names_a_source_in_short_and_the_book_in_full(
    tmp_path: Path, scheme: str
) -> None:
    address = scheme + LONG
    sources = str(BOOK["sources/sources.yaml"]).replace("https://example.org/paper", address)
    long = "A paper that says in its title all that there is to say of a harbour and of its ships"
    files = {
        **BOOK,
        "sources/sources.yaml": sources.replace(
            "A paper", f"{long}\n  container-title: Harbour News"
        ),
    }
    made = run(write_root(tmp_path / "book", files), "html")
    handout = whole(made.pdf("alpha"))
    assert "Harbour News, 1 Jan. 2026: \u201cA paper that says in its title\u2026\u201d" in handout
    assert "Sources in short" in handout
    assert "of its ships" not in handout
    assert "example.org/" not in handout
    assert address in links(made.pdf("alpha"))
    assert squeezed("of a harbour and of its ships") in squeezed(whole(made.pdf()))
    assert squeezed(LONG) in squeezed(whole(made.pdf()))


def test_a_handout_keeps_the_notes_of_an_author(tmp_path: Path) -> None:
    alpha = (
        str(BOOK["briefs/alpha.md"])
        .replace("{cite}`paper`", "[^own]")
        .replace("It was said.", "It was said.[^own]")
    )
    alpha += "\n[^own]: A note of the author's own, about ships.\n"
    made = run(write_root(tmp_path / "book", {**BOOK, "briefs/alpha.md": alpha}), "html")
    assert "A note of the author\u2019s own, about ships." in whole(made.pdf("alpha"))


def test_the_board_has_numbers_alone_in_the_middle_of_their_fields(tmp_path: Path) -> None:
    board = "# Board\n\n:::{judgement-board}\n:::\n\nwordafter [](#alpha-one).\n"
    made = run(write_root(tmp_path / "a", {**BOOK, "docs/last.md": board}), "html")
    number, text = next(
        (n, page) for n, page in enumerate(pages(made.pdf())) if "wordafter" in page
    )
    on_board, after = text.split("wordafter")
    assert "1.1 2.1" in " ".join(on_board.split())
    assert "(p." not in on_board
    assert "(p." in after
    edges = [left_edge(made.pdf(), number, words) for words in ("Moderate", "1.1")]
    assert edges[1] > edges[0] + 5
