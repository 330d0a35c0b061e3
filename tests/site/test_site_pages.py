"""What the pages around the elements are made of: headings, notes, tables, the theme's repairs."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from books import digests
from briefbook.site import furo
from site_books import FURO, one, parse, words

if TYPE_CHECKING:
    from bs4 import BeautifulSoup

    from site_books import BuildFuro, Page


def headings(root: BeautifulSoup) -> list[tuple[str, str]]:
    found = root.select("article h1, article h2, article h3")
    return [(heading.name, words(heading).removesuffix("#")) for heading in found]


def test_notes_have_a_heading_and_end_the_page(page: Page) -> None:
    root = page()
    section = one(root, "article > section > section.notes:last-child")
    assert section["id"] == "notes"
    assert headings(root)[-1] == ("h2", "Notes")
    notes = root.select("aside[role=doc-footnote]")
    assert notes == section.select("aside[role=doc-footnote]")
    targets = {link["href"] for link in root.select("a[role=doc-noteref]")}
    assert targets == {f"#{note['id']}" for note in notes}


def test_the_notes_take_no_id_of_the_text(build_furo: BuildFuro) -> None:
    text = "# Page\n\n## Notes\n\nSaid {cite}`report-2021`.\n"
    root = parse(build_furo({"docs/page.md": text}), "docs/page")
    assert [section["id"] for section in root.select("article section section")] == [
        "notes",
        "notes-2",
    ]


def test_a_page_without_notes_has_no_heading_for_them(page: Page) -> None:
    assert ("h2", "Notes") not in headings(page("index"))


def test_generated_parts_have_headings(page: Page) -> None:
    assert ("h2", "2020s") in headings(page("docs/timeline"))
    assert ("h2", "Press") in headings(page("docs/sources"))
    assert headings(page("index")) == [("h1", "Small book"), ("h2", "One thing")]


def test_a_card_is_one_link_to_its_brief(page: Page) -> None:
    card = one(page("index"), ".brief-cards .sd-card")
    assert [link["href"] for link in card.select("a")] == ["briefs/one.html"]
    assert "One thing was said, and it holds." in words(card)


def test_tables_scroll_in_boxes_with_names_of_their_own(page: Page) -> None:
    boxes = page().select("article [role=region][tabindex='0']:has(> table)")
    assert [box["aria-label"] for box in boxes] == [
        "Rain by month",
        "Table: One thing",
        "Table: One thing (2)",
    ]


def test_the_widths_of_a_register_are_left_to_the_style(page: Page) -> None:
    table = one(page("docs/claims"), "table.claim-register")
    assert not table.select("[style], col")


def test_cells_of_a_register_have_the_name_of_their_column_unless_they_speak(page: Page) -> None:
    rows = one(page("docs/claims"), "table.claim-register").select("tbody tr")
    labels = [[label["data-name"] for label in row.select("td > p > .cell-label")] for row in rows]
    assert labels == [["What the article says", "Place", "Verdict"]] * 2


def test_code_scrolls_by_keyboard(page: Page) -> None:
    assert len(page().select("article pre[tabindex='0']")) == 1


def test_every_piece_of_the_theme_that_is_mended_is_one_it_still_writes(
    monkeypatch: pytest.MonkeyPatch, build_furo: BuildFuro
) -> None:
    index = "# Book\n\n:::{toctree}\n:caption: Part\n:glob:\n\nbriefs/*\ndocs/*\n:::\n"
    mended = build_furo({"index.md": index}).page("index")
    monkeypatch.setattr(furo, "repair", lambda html: html)
    written = build_furo({"index.md": index}, name="as-written").page("index")
    assert [old for old in furo.PIECES if old not in written] == []
    assert [old for old in furo.PIECES if old in mended] == []


@pytest.mark.parametrize(
    ("before", "after"),
    [
        ("<pre>", '<pre tabindex="0">'),
        ('<pre class="literal-block">', '<pre tabindex="0" class="literal-block">'),
        ('<pre tabindex="0">', '<pre tabindex="0">'),
        ("&lt;pre&gt; <preview>", "&lt;pre&gt; <preview>"),
        (
            '<div class="content"><table class="register terms">',
            '<div class="content with-register"><table class="register terms">',
        ),
        (
            '<div class="content"><div class="sd brief-cards docutils">',
            '<div class="content with-cards"><div class="sd brief-cards docutils">',
        ),
        (
            '<div class="content"><ul class="register">',
            '<div class="content"><ul class="register">',
        ),
        (
            '<input class="task-list-item-checkbox" checked="checked" disabled>',
            '<input class="task-list-item-checkbox" checked="checked" aria-label="Done" disabled>',
        ),
        (
            '<input class="task-list-item-checkbox" disabled="disabled">',
            '<input class="task-list-item-checkbox" aria-label="To do" disabled="disabled">',
        ),
    ],
)
def test_repairs(before: str, after: str) -> None:
    assert furo.repair(before) == after


def test_the_page_of_search_has_a_heading_a_field_and_words_for_no_script(page: Page) -> None:
    root = page("search")
    assert headings(root)[0] == ("h1", "Search")
    field = one(root, "article form input[name=q]")
    assert words(one(root, f"article label[for={field['id']}]")) == "Words to look for"
    assert "JavaScript" in words(one(root, "article noscript"))
    assert root.select("#without-searching a[href='genindex.html']")


def test_every_book_has_the_theme_the_icon_and_the_styles(page: Page) -> None:
    root = page()
    assert one(root, "html")["lang"] == "en-GB"
    assert one(root, "link[rel~=icon]")["href"] == "../_static/favicon.svg"
    styles = [str(link["href"]).split("?")[0] for link in root.select("link[rel=stylesheet]")]
    ours = [
        f"../_static/{name}.css" for name in ("briefbook", "briefbook-elements", "briefbook-print")
    ]
    assert styles[-4:-1] == ours  # after the theme's, whose rules they replace
    assert styles[-1] == "../_static/theme.css"  # what conf.py says of the theme's colours
    assert one(root, "script[src*='briefbook.js']").has_attr("defer")
    assert one(root, "h1 .headerlink").string == "#"


def test_a_book_may_choose_another_icon(build_furo: BuildFuro) -> None:
    conf = FURO + 'html_favicon = "own.svg"\nhtml_permalinks_icon = "¶"\n'
    root = parse(build_furo({"conf.py": conf, "own.svg": "<svg/>"}), "index")
    assert one(root, "link[rel~=icon]")["href"] == "_static/own.svg"
    assert one(root, "h1 .headerlink").string == "¶"


@pytest.mark.parametrize("docname", ["index", "briefs/one", "docs/claims", "docs/timeline"])
def test_nothing_of_ours_stands_inline_or_comes_from_elsewhere(docname: str, page: Page) -> None:
    root = page(docname)
    assert not root.select("article [style], article script, article style")
    fetched = root.select("script[src], img[src], link[rel=stylesheet]")
    addresses = [str(tag.get("src") or tag.get("href")) for tag in fetched]
    assert addresses
    assert not [address for address in addresses if "//" in address]


def test_pages_are_the_same_wherever_they_are_built(build_furo: BuildFuro) -> None:
    first = digests(build_furo(name="here").html)
    second = digests(build_furo(name="deeper/there").html)
    changes = {name for name in first | second if first.get(name) != second.get(name)}
    # Sphinx keeps a digest of its settings in .buildinfo, which is not published.
    assert changes <= {".buildinfo"}
