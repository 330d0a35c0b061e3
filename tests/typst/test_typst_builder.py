"""What the builder makes of a project, and what its settings change."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pikepdf
import pytest
from sphinx.errors import ConfigError

from pdfkit import bookmarks, pages, run, whole

if TYPE_CHECKING:
    from pdf_roots import Small


def test_the_book_follows_the_tables_of_contents(small: Small) -> None:
    made = run(small({}))
    assert made.warnings == []
    assert [output.path.name for output in made.pdfs] == ["briefing-book.pdf"]
    assert bookmarks(made.pdf()) == ["Imprint", "Root", "One", "Part", "Two"]
    text = whole(made.pdf())
    assert text.index("wordroot") < text.index("wordone") < text.index("wordtwo")


def test_pages_are_counted(small: Small) -> None:
    made = run(small({}))
    assert made.pdfs[0].pages == len(pages(made.pdf())) == 6


def test_the_cover_carries_what_the_settings_say(small: Small) -> None:
    made = run(
        small({}),
        briefbook_title="The title",
        briefbook_subtitle="The subtitle",
        briefbook_marking="PUBLIC",
        briefbook_publisher="The publisher",
        briefbook_date="2026-11-22",
    )
    cover = pages(made.pdf())[0]
    for shown in ("The title", "The subtitle", "PUBLIC", "THE PUBLISHER", "22 November 2026"):
        assert shown in " ".join(cover.split())
    with pikepdf.open(made.pdf()) as document, document.open_metadata() as metadata:
        assert metadata["dc:title"] == "The title"
        assert str(metadata["xmp:CreateDate"]).startswith("2026-11-22")


def test_what_is_excluded_stays_out_of_the_book(small: Small) -> None:
    root = small({"guide/index.md": "# Guide\n\nwordguide\n",
                  "index.md": "# Root\n\n```{toctree}\none\ntwo\nguide/index\n```\n"})  # fmt: skip
    made = run(root, briefbook_book_exclude=["guide/**"])
    assert "wordguide" not in whole(made.pdf())
    assert "wordone" in whole(made.pdf())


def test_every_paper_gets_its_folder(small: Small) -> None:
    made = run(small({}), briefbook_papers=["a4", "us-letter"])
    sizes = {}
    for output in made.pdfs:
        with pikepdf.open(output.path) as document:
            sizes[output.path.relative_to(made.outdir).as_posix()] = [
                round(float(edge)) for edge in document.pages[0].mediabox[2:]
            ]
    assert sizes == {"briefing-book.pdf": [595, 842], "us-letter/briefing-book.pdf": [612, 792]}


@pytest.mark.parametrize(
    ("setting", "value", "said"),
    [
        ("briefbook_papers", ["a5"], "'a5' in briefbook_papers is no paper"),
        ("briefbook_papers", [], "briefbook_papers is empty"),
        ("briefbook_date", "tomorrow", "briefbook_date is 'tomorrow'"),
        ("briefbook_pdf_fonts", ["nowhere"], "briefbook_pdf_fonts names 'nowhere'"),
    ],
)
def test_a_wrong_setting_stops_the_build(
    small: Small, setting: str, value: object, said: str
) -> None:
    with pytest.raises(ConfigError, match=said):
        run(small({}), settings={setting: value})


@pytest.mark.parametrize(
    ("language", "told"), [("en-GB", "en-GB"), ("pt_BR", "pt-BR"), ("en", "en")]
)
def test_the_file_says_its_language(small: Small, language: str, told: str) -> None:
    made = run(small({}), language=language, suppress_warnings=["*"])
    with pikepdf.open(made.pdf()) as document:
        assert str(document.Root.Lang) == told
