"""What would break the policy of a page: mended where it can be, and else found at its line."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from briefbook.site.inline import in_classes
from briefbook.site.unbroken import keep_together
from site_books import FURO, one, parse

if TYPE_CHECKING:
    from books import Files
    from conftest import Build, MakeBook
    from site_books import BuildFuro


@pytest.mark.parametrize(
    ("before", "after"),
    [
        ('<col style="width: 22.0%" />', '<col class="width-22" />'),
        ('<col style="width: 0.2%">', '<col class="width-1">'),
        (
            '<table class="a" style="width: 50%" id="b">',
            '<table class="a width-50" id="b">',
        ),
        ('<img src="a.png" style="width: 3in; height: 10px;" />',
         '<img src="a.png" width="288" height="10" />'),
        ('<g style="opacity: 50%">', '<g opacity="0.5">'),
        ('<path style="fill: red; stroke-width: 2px"/>', '<path fill="red" stroke-width="2px"/>'),
        ('<dl style="--field-indent: 4em">', "<dl>"),
        ('<svg style="display: none;">', '<svg class="not-shown">'),
        ('<td style="width: 33%; vertical-align: top;">', '<td class="width-33 at-top">'),
        ('<p>&lt;p style="x: y"&gt;</p>', '<p>&lt;p style="x: y"&gt;</p>'),
    ],
)  # fmt: skip
def test_a_style_becomes_a_class_or_an_attribute(before: str, after: str) -> None:
    assert in_classes(before) == (after, [])


@pytest.mark.parametrize(
    ("before", "after"),
    [
        ("the F-16s, jets", 'the <span class="unbroken">F-16s</span>, jets'),
        ("<b>AIM-120C-5</b>", '<b><span class="unbroken">AIM-120C-5</span></b>'),
        ("COVID-19-like, UN-2, x-16", None),
        ('<a href="F-16.html" title="F-16">it</a>', None),
        ("<code>F-16</code> <pre>\n<b>F-16</b></pre> <svg><text>F-16</text></svg>", None),
        ("https://a.example/F-16 and ABCDE-1234-5678-90", None),
    ],
)
def test_a_designation_stays_on_one_line(before: str, after: str | None) -> None:
    expected = after or before.replace("UN-2", '<span class="unbroken">UN-2</span>')
    assert keep_together(before) == expected


def test_the_previous_page_comes_before_the_next(build_furo: BuildFuro) -> None:
    page = "# Page\n\nText.\n"
    root = parse(build_furo({"docs/a.md": page, "docs/b.md": page}), "docs/b")
    assert [link["class"] for link in root.select(".related-pages a")] == [
        ["prev-page"],
        ["next-page"],
    ]


def test_what_is_neither_is_left_and_named() -> None:
    html = '<p style="color: red; width: 5%">'
    assert in_classes(html) == ('<p style="color: red" class="width-5">', ["color: red"])


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ('<p style="color: red">x</p>', "holds a style"),
        ("<style>p {color: red}</style>", "holds a style"),
        ("<script>alert(1)</script>", "holds a script"),
        ("<p onclick='x()'>x</p>", "holds an action in a tag"),
        ('<iframe src="a.html"></iframe>', "holds a frame"),
        ('<img alt="x" src="//a.example/x.png">', "holds something from another host"),
        (":::{div}\n:style: color: red\n\nx\n:::", "a style stands here"),
        (":::{figure} x.svg\n:figwidth: 9em\n:alt: x\n\nx\n:::", "the width '9em' is a style"),
    ],
)
def test_what_an_author_puts_in_is_found_at_its_line(
    text: str, said: str, make_book: MakeBook, build: Build
) -> None:
    svg = '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 1 1"/>'
    files: Files = {"conf.py": FURO, "docs/page.md": f"# Page\n\nA.\n\n{text}\n", "docs/x.svg": svg}
    found = build(make_book(files)).warnings
    (line,) = [line for line in found if "[briefbook.page-policy]" in line and "5: " in line]
    assert line.startswith("docs/page.md:5: ")
    assert said in line


def test_an_image_from_elsewhere_is_found_unless_the_book_allows_it(
    make_book: MakeBook, build: Build
) -> None:
    page = "# Page\n\n![A picture](https://a.example/x.png)\n"
    found = build(make_book({"conf.py": FURO, "docs/page.md": page})).warnings
    (line,) = found
    assert line.startswith("docs/page.md:3: ")
    assert "the image is fetched from https://a.example/x.png, which the policy" in line
    conf = FURO + 'briefbook_policy = {"img-src": ["https://a.example/"]}\n'
    allowed = build(make_book({"conf.py": conf, "docs/page.md": page}, name="allowed"))
    assert allowed.warnings == ()


def test_data_in_a_page_is_no_script(build_furo: BuildFuro) -> None:
    text = '# Page\n\n<script type="application/ld+json">{}</script>\n'
    assert "ld+json" in build_furo({"docs/page.md": text}).page("docs/page")


def test_formulas_need_no_script(build_furo: BuildFuro) -> None:
    text = "# Page\n\nA {math}`a^2`.\n\n```{math}\n\\frac{a}{b}\n```\n"
    root = parse(build_furo({"docs/page.md": text}), "docs/page")
    assert len(root.select("article p > math msup")) == 1
    assert one(root, "article .formula[tabindex='0'] math")["display"] == "block"
    assert "mathjax" not in str(root).lower()


def test_a_formula_that_is_none_is_found_at_its_line(make_book: MakeBook, build: Build) -> None:
    text = "# Page\n\nA {math}`\\nonsense{a}`.\n"
    (line,) = build(make_book({"conf.py": FURO, "docs/page.md": text})).warnings
    assert line.startswith("docs/page.md:3: ")
    assert "a formula cannot be shown" in line


def test_a_page_names_the_files_that_it_needs(build_furo: BuildFuro) -> None:
    code = "# Page\n\n```python\nrain = 4\n```\n"
    tabs = "# Tabs\n\n::::{tab-set}\n:::{tab-item} One\nText.\n:::\n::::\n"
    built = build_furo(
        {"docs/code.md": code, "docs/tabs.md": tabs, "docs/text.md": "# Text\n\nA.\n"}
    )
    found = {name: built.page(f"docs/{name}") for name in ("code", "tabs", "text")}
    assert [name for name, page in found.items() if "pygments.css" in page] == ["code"]
    assert [name for name, page in found.items() if "sphinx-design.min.css" in page] == ["tabs"]
    assert [name for name, page in found.items() if "design-tabs.js" in page] == ["tabs"]
    assert not [name for name, page in found.items() if "doctools.js" in page]
    assert all("scripts/furo.js" in page for page in found.values())


def test_a_script_of_somebody_else_has_what_sphinx_gives_it(build_furo: BuildFuro) -> None:
    conf = FURO + 'html_static_path = ["own"]\nhtml_js_files = ["own.js"]\n'
    page = build_furo({"conf.py": conf, "own/own.js": "// own\n"}).page("index")
    assert "own.js" in page
    assert "documentation_options.js" in page
