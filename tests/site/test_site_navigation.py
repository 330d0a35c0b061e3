"""The contents beside a page are what the theme itself would have written."""

from __future__ import annotations

from typing import TYPE_CHECKING

from hypothesis import given
from hypothesis import strategies as st

from books import brief
from briefbook.site import navigation
from briefbook.site.navigation import read_contents
from site_books import parse, words

if TYPE_CHECKING:
    import pytest

    from books import Files
    from site_books import BuildFuro

NESTED: Files = {
    "index.md": (
        "# Book\n\n:::{toctree}\n:hidden:\n:caption: Briefs & more\n\n"
        "self\nbriefs/one\ndocs/parts/index\nElsewhere <https://example.org/?a=1&b=2>\n:::\n\n"
        ":::{toctree}\n:hidden:\n:caption: “More”\n\ndocs/a\ndocs/glossary\ndocs/sources\n:::\n"
    ),
    "briefs/one.md": brief(""),
    "docs/parts/index.md": "# Parts < all\n\n:::{toctree}\ninner/index\nlast\n:::\n",
    "docs/parts/last.md": "# The *last* part\n\n## Inside\n",
    "docs/parts/inner/index.md": "# Inner\n\n:::{toctree}\n:hidden:\n\ndeep\n:::\n",
    "docs/parts/inner/deep.md": "# Deep\n",
    "docs/a.md": "# A\n",
    "docs/alone.md": "---\norphan: true\n---\n\n# In no list\n",
}


def test_every_page_has_the_contents_that_the_theme_would_give_it(
    build_furo: BuildFuro, monkeypatch: pytest.MonkeyPatch
) -> None:
    ours = build_furo(NESTED, name="ours")
    monkeypatch.setattr(navigation, "_is_ours", lambda _: False)
    theirs = build_furo(NESTED, name="theirs")
    pages = sorted(path.relative_to(theirs.html) for path in theirs.html.rglob("*.html"))
    assert len(pages) > len(NESTED)  # the search has the contents as well
    for path in pages:
        assert (ours.html / path).read_bytes() == (theirs.html / path).read_bytes(), path


def test_the_page_itself_is_marked_and_all_above_it_is_open(build_furo: BuildFuro) -> None:
    root = parse(build_furo(NESTED), "docs/parts/inner/deep")
    marked = root.select(".sidebar-tree li.current-page")
    assert [words(entry) for entry in marked] == ["Deep"]
    boxes = root.select(".sidebar-tree li.current > input")
    assert len(boxes) == 2
    assert all(box.has_attr("checked") for box in boxes)


def test_a_book_without_contents_has_none(build_furo: BuildFuro) -> None:
    alone = "---\norphan: true\n---\n\n# Sources\n\n:::{source-register}\n:::\n"
    built = build_furo(
        {
            "index.md": "# Book\n",
            "briefs/one.md": None,
            "docs/glossary.md": None,
            "docs/sources.md": alone,
        }
    )
    assert not parse(built, "docs/sources").select(".sidebar-tree li")


@given(st.lists(st.sampled_from(["a.html", "b/c.html", "b/d/e.html"]), max_size=4))
def test_from_nowhere_the_contents_are_what_was_read(targets: list[str]) -> None:
    entries = "".join(
        f'<li class="toctree-l1"><a class="reference internal" href="{target}">T</a></li>'
        for target in targets
    )
    html = f"<p>Caption</p><ul>{entries}</ul>"
    assert read_contents(html).for_page("nowhere.html") == html
