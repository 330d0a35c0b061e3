"""Files beside the pages: cards, icons, the sitemap, the page for what is missing, redirects."""

from __future__ import annotations

import struct
from typing import TYPE_CHECKING
from xml.etree import ElementTree as ET

import pytest

from books import BRIEF, write
from briefbook.web import cards, missing, redirects
from site_books import FURO

if TYPE_CHECKING:
    from conftest import Build, Command, MakeBook

BASE = {"html_baseurl": "https://example.org/book/"}
PNG = b"\x89PNG\r\n\x1a\n"


def size(png: bytes) -> tuple[int, ...]:
    """Return the width and height of a PNG."""
    assert png.startswith(PNG)
    return struct.unpack(">II", png[16:24])


def test_cards_have_their_size_and_are_drawn_again_only_after_a_change(
    make_book: MakeBook, build: Build, monkeypatch: pytest.MonkeyPatch
) -> None:
    drawn = []
    draw = cards._Studio._draw

    def count(studio: cards._Studio, template: str, inputs: dict[str, str]) -> bytes:
        drawn.append(template)
        return draw(studio, template, inputs)

    monkeypatch.setattr(cards._Studio, "_draw", count)
    root = make_book()
    first = build(root)
    one = (first.html / "cards/one.png").read_bytes()
    assert size(one) == (cards.WIDTH, cards.HEIGHT)
    assert size((first.html / "card.png").read_bytes()) == (cards.WIDTH, cards.HEIGHT)
    assert drawn == ["card.typ", "card.typ", "icon.typ", "icon.typ"]
    drawn.clear()
    build(root)
    assert drawn == []
    build(write(root, {"briefs/one.md": BRIEF.replace("# One thing", "# Another thing")}))
    assert drawn == ["card.typ"]
    assert (first.html / "cards/one.png").read_bytes() != one


def test_the_icon_is_drawn_for_those_that_ask_for_it_by_name(
    make_book: MakeBook, build: Build
) -> None:
    built = build(make_book({"conf.py": FURO}))
    assert size((built.html / "apple-touch-icon.png").read_bytes()) == (180, 180)
    icon = (built.html / "favicon.ico").read_bytes()
    assert struct.unpack("<HHH", icon[:6]) == (0, 1, 1)
    width, height, *_, length, start = struct.unpack("<BBBBHHII", icon[6:22])
    assert (width, height) == size(icon[start:]) == (32, 32)
    assert start + length == len(icon)
    assert 'rel="apple-touch-icon" href="../apple-touch-icon.png"' in built.page("briefs/one")


def test_an_icon_that_is_no_drawing_is_left_as_it_is(make_book: MakeBook, build: Build) -> None:
    conf = FURO + 'html_favicon = "own.png"\n'
    built = build(make_book({"conf.py": conf, "own.png": PNG}))
    assert not (built.html / "favicon.ico").exists()
    assert "apple-touch-icon" not in built.page("index")


def test_the_sitemap_has_every_page_after_any_build(make_book: MakeBook, build: Build) -> None:
    root = make_book()
    for _ in range(2):
        built = build(root, overrides=BASE)
        sitemap = ET.fromstring((built.html / "sitemap.xml").read_text(encoding="utf-8"))  # noqa: S314  # our own
        name = "{http://www.sitemaps.org/schemas/sitemap/0.9}"
        found = {
            url.findtext(f"{name}loc"): url.findtext(f"{name}lastmod")
            for url in sitemap.iter(f"{name}url")
        }
        assert found == {
            "https://example.org/book/briefs/one.html": "2026-01-02",
            "https://example.org/book/docs/glossary.html": None,
            "https://example.org/book/docs/sources.html": None,
            "https://example.org/book/index.html": None,
        }
        write(root, {"briefs/one.md": BRIEF.replace("Nobody has", "No one has")})


def test_robots_are_told_of_the_sitemap_where_there_is_one(
    make_book: MakeBook, build: Build
) -> None:
    root = make_book()
    robots = build(root).html / "robots.txt"
    assert robots.read_text(encoding="utf-8") == "User-agent: *\nAllow: /\n"
    assert not (robots.parent / "sitemap.xml").exists()
    build(root, overrides=BASE)
    assert "Sitemap: https://example.org/book/sitemap.xml" in robots.read_text(encoding="utf-8")


def test_a_book_may_bring_its_own_word_to_robots(make_book: MakeBook, build: Build) -> None:
    root = make_book({"extra/robots.txt": "User-agent: *\nDisallow: /\n"})
    built = build(root, overrides={**BASE, "html_extra_path": ["extra"]})
    assert "Disallow" in (built.html / "robots.txt").read_text(encoding="utf-8")


def test_the_page_for_what_is_missing_works_in_any_folder(
    make_book: MakeBook, build: Build
) -> None:
    page = build(make_book({"conf.py": FURO}), overrides=BASE).page("404")
    assert "There is no page at this address" in page
    assert 'href="https://example.org/book/_static/briefbook.css' in page
    assert 'action="https://example.org/book/search.html"' in page
    assert 'data-content_root="https://example.org/book/./"' in page or (
        'data-content_root="https://example.org/book/"' in page
    )
    assert 'href="#furo-main-content"' in page


@pytest.mark.parametrize(
    ("before", "after"),
    [
        ('<a href="docs/x.html#y">', '<a href="https://e.org/b/docs/x.html#y">'),
        ('<a href="#y">', '<a href="#y">'),
        ('<a href="mailto:a@e.org">', '<a href="mailto:a@e.org">'),
        ('<img src="./_static/a.svg">', '<img src="https://e.org/b/_static/a.svg">'),
        ('<p title="src">', '<p title="src">'),
    ],
)
def test_addresses_are_made_whole(before: str, after: str) -> None:
    assert missing.whole(before, "https://e.org/b/") == after


def test_old_addresses_lead_to_new_ones(make_book: MakeBook, build: Build) -> None:
    moved = {"old/name.html": "briefs/one.html#one-said", "first.html": "index.html"}
    built = build(make_book(), overrides={**BASE, "briefbook_redirects": moved})
    assert built.warnings == ()
    page = built.page("old/name")
    assert '<meta http-equiv="refresh" content="0; url=../briefs/one.html#one-said">' in page
    whole = "https://example.org/book/briefs/one.html#one-said"
    assert f'<link rel="canonical" href="{whole}">' in page
    assert (built.html / redirects.LINES).read_text(encoding="utf-8").splitlines() == [
        "/book/first.html /book/index.html 301",
        "/book/old/name.html /book/briefs/one.html#one-said 301",
    ]


def test_a_page_that_has_come_back_is_not_written_over(make_book: MakeBook, build: Build) -> None:
    moved = {"briefs/one.html": "index.html"}
    built = build(make_book(), overrides={"briefbook_redirects": moved})
    assert "One thing" in built.page("briefs/one")
    assert any("there is a page at this address" in line for line in built.warnings)


@pytest.mark.parametrize(
    ("old", "new", "said"),
    [
        ("old.html", "briefs/on.html", "there is no page 'briefs/on.html'; did you mean"),
        ("old.html", "https://example.org/", "is no address below the site's root"),
        ("../old.html", "index.html", "is no address below the site's root"),
        ("/old.html", "index.html", "is no address below the site's root"),
        ("old", "index.html", "no page had this address"),
        ("old.html", "other.html", "'other.html' has moved too; lead it to 'index.html'"),
    ],
)
def test_a_redirect_that_leads_nowhere_is_a_finding(
    old: str, new: str, said: str, make_book: MakeBook, command: Command
) -> None:
    moved = {old: new, "other.html": "index.html"}
    conf = f"{FURO}briefbook_redirects = {moved}\n"
    result = command("check", "--source", make_book({"conf.py": conf}))
    assert result.status == 1
    (line,) = [line for line in result.out.splitlines() if line.endswith("[redirect]")]
    assert line.startswith("conf.py")
    assert said in line
