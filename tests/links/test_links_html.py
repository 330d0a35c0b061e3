from __future__ import annotations

import pytest

from briefbook.links.html import locate, read_page, read_style


def targets(html: str) -> list[str]:
    page = read_page("page.html", html.encode())
    return sorted([*page.hrefs, *(link.target for link in page.links)])


@pytest.mark.parametrize(
    ("html", "expected"),
    [
        ("<a href='x.html'>x</a>", ["x.html"]),
        ("<map name=m><area href=x.html></map>", ["x.html"]),
        ("<link rel=stylesheet href=x.css>", ["x.css"]),
        ("<link rel=preconnect href=https://example.org>", []),
        ("<img src=x.png alt=x>", ["x.png"]),
        ("<img src=x.png usemap='#m'>", ["#m", "x.png"]),
        ("<script src=x.js></script>", ["x.js"]),
        ("<iframe src=x.html></iframe>", ["x.html"]),
        ("<embed src=x.svg>", ["x.svg"]),
        ("<audio src=x.ogg></audio>", ["x.ogg"]),
        ("<video src=x.webm poster=y.png></video>", ["x.webm", "y.png"]),
        ("<video><source src=x.webm><track src=y.vtt></video>", ["x.webm", "y.vtt"]),
        ("<object data=x.svg></object>", ["x.svg"]),
        ("<form action=x.html><button formaction=y.html></form>", ["x.html", "y.html"]),
        ("<svg><use href='#a'/><use xlink:href='#b'/></svg>", ["#a", "#b"]),
        ("<svg><a xlink:href='x.html'><text>x</text></a></svg>", ["x.html"]),
        ("<svg><image href=x.png /></svg>", ["x.png"]),
        ("<svg><linearGradient href='#g'/></svg>", ["#g"]),
        ("<svg><path fill='url(#g)' clip-path='url(\"#c\")'/></svg>", ["#c", "#g"]),
        ("<p style='background: url(x.png)'>", ["x.png"]),
        ("<p title='url(x.png)'>", []),
        ("<style>@import 'x.css'; p { background: url( \"y.png\" ) }</style>", ["x.css", "y.png"]),
        ("<meta http-equiv=refresh content='0; url=x.html'>", ["x.html"]),
        ("<meta http-equiv=Refresh content=\"5;URL='x.html'\">", ["x.html"]),
        ("<meta http-equiv=refresh content=30>", []),
        ("<meta property='og:image' content=x.png>", ["x.png"]),
        ("<meta name=description content=x.png>", []),
        ("<!-- <a href=x.html>x</a> -->", []),
        ("<script>document.write('<a href=x.html>')</script>", []),
        ("<noscript><img src=x.png></noscript>", ["x.png"]),
        ("<a>no address</a>", []),
        ("<a href=''>same page</a>", [""]),
    ],
)
def test_every_kind_of_link_is_collected(html: str, expected: list[str]) -> None:
    assert targets(html) == expected


@pytest.mark.parametrize(
    ("srcset", "expected"),
    [
        ("a.png", ["a.png"]),
        ("a.png 1x, b.png 2x", ["a.png", "b.png"]),
        ("a.png 100w,b.png 200w", ["a.png", "b.png"]),
        ("a.png, b.png", ["a.png", "b.png"]),
        ("a,b.png 1x", ["a,b.png"]),
        ("data:image/png;base64,AAAA 1x, b.png 2x", ["b.png", "data:image/png;base64,AAAA"]),
        (" , a.png (x, y) , b.png", ["a.png", "b.png"]),
        ("", []),
    ],
)
def test_image_sets_are_split_as_browsers_split_them(srcset: str, expected: list[str]) -> None:
    assert targets(f"<img srcset='{srcset}'>") == expected
    assert targets(f"<picture><source srcset='{srcset}'></picture>") == expected


def test_a_very_long_image_set_is_read_at_once() -> None:
    assert targets(f"<img srcset='{',' * 50_000}'>") == []


def test_ids_and_names_are_anchors() -> None:
    page = read_page("p", b"<p id=a><a name=b></a><map name=c></map><input name=d><p id=''>")
    assert page.anchors == {"a", "b", "c"}


def test_a_repeated_id_is_told_with_both_lines() -> None:
    page = read_page("p", b"<p id=a>\n<p id=b>\n<p id=a>\n<p id=a>")
    assert [tuple(repeat) for repeat in page.repeats] == [("a", 1, 3), ("a", 1, 4)]


def test_an_image_and_the_link_around_it_may_share_an_id() -> None:
    assert read_page("p", b"<a id=a href=x><img id=a src=x></a>").repeats == ()


def test_words_and_line_of_a_link_are_found_when_wanted() -> None:
    data = b"<p>\n<a href=x>one\n <b>two</b></a><a href=y>no</a>\n<a href=x>three</a>"
    found = [(link.text, link.html_line) for link in locate("p", data, {"x"})]
    assert found == [("one two", 2), ("three", 4)]


def test_the_first_base_counts() -> None:
    assert read_page("p", b"<base target=_top><base href=a/><base href=b/>").base == "a/"


@pytest.mark.parametrize(
    "data",
    [
        "<meta charset=latin-1><p id=caf\xe9>".encode("latin-1"),
        "<p id=caf\xe9>".encode("cp1252"),
        "<p id=caf\xe9>".encode("utf-16"),
        "\ufeff<p id=caf\xe9>".encode(),
        "<p id=caf\xe9>".encode(),
    ],
)
def test_encodings_are_recognised(data: bytes) -> None:
    assert read_page("p", data).anchors == {"caf\xe9"}


@pytest.mark.parametrize("data", [b"", b"   ", b"\0", b"<!-- -->", b"<", b"\xff\xfe\xff"])
def test_a_page_without_content_is_empty(data: bytes) -> None:
    page = read_page("p", data)
    assert (page.links, page.hrefs, page.anchors) == ((), (), frozenset())
    assert locate("p", data, {"x"}) == []


def test_errors_in_the_html_hide_nothing() -> None:
    html = (
        "<div><p><a href=x.html>un<b>closed<table><a href='y.html'></p></div></x><<a href=z.html>"
    )
    assert targets(html) == ["x.html", "y.html", "z.html"]


@pytest.mark.parametrize(
    ("css", "expected"),
    [
        ("a { background: url(x.png) }", [("x.png", 1)]),
        ("a {\n b: url( 'x y.png' ), URL(z.png) }", [("x y.png", 2), ("z.png", 2)]),
        ('@import url(a.css);\n@import "b.css" print;', [("a.css", 1), ("b.css", 2)]),
        ("/* url(x.png) */ a { content: 'url(y.png)' }", []),
        ("@namespace svg url(http://www.w3.org/2000/svg);", []),
        ("a { fill: url(#own) }", []),
        (r"a { b: url(x\ y\28 1\29.png) }", [("x y(1).png", 1)]),
        (r"a { b: url('\d800 \110000 .png') }", [("\ufffd\ufffd.png", 1)]),
        ("/* open url(x.png)", []),
        ("a { b: url() }", []),
        ("a { b: url('x.png }\n c { d: url(y.png) }", [("y.png", 2)]),
    ],
)
def test_style_sheets(css: str, expected: list[tuple[str, int]]) -> None:
    page = read_style("s.css", css.encode())
    assert [(link.target, link.html_line) for link in page.links] == expected


def test_a_style_in_a_page_knows_its_line() -> None:
    page = read_page("p", b"<p>\n<style>\na { b: url(x.png) }</style>")
    assert [(link.target, link.html_line) for link in page.links] == [("x.png", 3)]
