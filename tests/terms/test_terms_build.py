"""Terms in real builds: where links are made, where they are not, and what is built again."""

from __future__ import annotations

from typing import TYPE_CHECKING

import lxml.html

from books import brief

if TYPE_CHECKING:
    from books import Built
    from conftest import Build, MakeBook

GLOSSARY = """\
# Glossary

:::{glossary}
Foreign Military Sales
FMS
  A way to buy arms.

Soft power
  Getting what you want because others like you.
:::
"""


def terms(built: Built, page: str = "briefs/one") -> list[str]:
    root = lxml.html.parse(str(built.html / f"{page}.html")).getroot()
    return [link.text_content() for link in root.xpath('//a[contains(@class, "term-link")]')]


def made(make_book: MakeBook, build: Build, body: str) -> Built:
    built = build(make_book({"briefs/one.md": brief(body), "docs/glossary.md": GLOSSARY}))
    assert not built.warnings
    return built


def test_term_and_abbreviation_are_linked(make_book: MakeBook, build: Build) -> None:
    built = made(make_book, build, "An FMS brings soft power, and FMS again.\n")
    assert terms(built) == ["Foreign Military Sales (FMS)", "soft power"]
    page = (built.html / "briefs/one.html").read_text(encoding="utf-8")
    assert "A <a" in page
    assert ", and FMS again." in page


def test_places_without_links(make_book: MakeBook, build: Build) -> None:
    body = """\
## Soft power in a heading

[soft power](https://example.org/) and `soft power` and “soft power”.

> Soft power in a quotation.

```text
soft power
```

:::{figure} https://example.org/x.png
:alt: A picture
Soft power in a caption.
:::

{no-term}`Soft power` by the author's wish.
"""
    built = build(
        make_book({"briefs/one.md": brief(body), "docs/glossary.md": GLOSSARY}),
        overrides={"suppress_warnings": ["image.not_readable"]},
    )
    assert terms(built) == []


def test_tables_notes_lists_and_emphasis(make_book: MakeBook, build: Build) -> None:
    body = """\
| a | b |
|---|---|
| soft power | x |

## Second

- Soft *power* in a list.

## Third

Foreign **Military Sales**, *soft power and more*.

## Fourth

A note.[^n]

[^n]: On soft power.
"""
    built = made(make_book, build, body)
    assert terms(built) == [
        "soft power", "Soft power", "Foreign Military Sales", "soft power", "soft power",
    ]  # fmt: skip


def test_term_across_a_line_end_and_in_other_scripts(make_book: MakeBook, build: Build) -> None:
    built = made(make_book, build, "یہ soft\npower ہے۔\n")
    assert terms(built) == ["soft\npower"]


def test_page_can_do_without_links(make_book: MakeBook, build: Build) -> None:
    root = make_book(
        {"docs/plain.md": "---\nterms: off\n---\n\n# Plain\n\nSoft power.\n",
         "docs/glossary.md": GLOSSARY}
    )  # fmt: skip
    built = build(root)
    assert terms(built, "docs/plain") == []


def test_entry_says_where_it_is_used(make_book: MakeBook, build: Build) -> None:
    built = made(make_book, build, "## Means\n\nSoft power.\n")
    page = lxml.html.parse(str(built.html / "docs/glossary.html")).getroot()
    (line,) = page.xpath('//p[@class="used-in"]')
    assert line.text_content() == "Used in Brief 1 (Means)."
    assert [link.get("href") for link in line.xpath(".//a")] == [
        "../briefs/one.html", "../briefs/one.html#means",
    ]  # fmt: skip


def test_changed_definition_reads_no_brief_again(make_book: MakeBook, build: Build) -> None:
    root = make_book(
        {
            "briefs/one.md": brief("Soft power.\n"),
            "briefs/two.md": brief("Nothing of the kind.\n", number=2, title="Two"),
            "docs/glossary.md": GLOSSARY,
        }
    )
    build(root)
    (root / "docs/glossary.md").write_text(GLOSSARY.replace("like you", "admire you"))
    again = build(root)
    assert reading(again) == ["docs/glossary"]
    assert "briefs/one" in again.written


def test_new_term_is_linked_in_pages_that_were_not_read_again(
    make_book: MakeBook, build: Build
) -> None:
    root = make_book({"briefs/one.md": brief("Hard power.\n"), "docs/glossary.md": GLOSSARY})
    assert terms(build(root)) == []
    (root / "docs/glossary.md").write_text(
        GLOSSARY.replace("Soft power\n", "Hard power\n  Force.\n\nSoft power\n")
    )
    again = build(root)
    assert reading(again) == ["docs/glossary"]
    assert terms(again) == ["Hard power"]


def test_parallel_equals_serial(make_book: MakeBook, build: Build) -> None:
    files = {
        f"briefs/b{number}.md": brief(f"Soft power and FMS, {number}.\n", number=number + 1)
        for number in range(1, 12)
    }
    serial = build(make_book({**files, "docs/glossary.md": GLOSSARY}, name="serial"))
    parallel = build(
        make_book({**files, "docs/glossary.md": GLOSSARY}, name="parallel"), parallel=2
    )
    assert uses(serial) == uses(parallel)
    page = "docs/glossary.html"
    assert (serial.html / page).read_bytes() == (parallel.html / page).read_bytes()


def test_deleted_brief_leaves_no_use(make_book: MakeBook, build: Build) -> None:
    root = make_book(
        {
            "briefs/two.md": brief("Soft power.\n", number=2, title="Two"),
            "docs/glossary.md": GLOSSARY,
        }
    )
    build(root)
    (root / "briefs/two.md").unlink()
    again = build(root)
    assert "Brief 2" not in (again.html / "docs/glossary.html").read_text(encoding="utf-8")
    assert "briefs/two" not in uses(again)


def test_name_of_two_entries_is_a_finding(make_book: MakeBook, build: Build) -> None:
    clash = GLOSSARY.replace("Soft power\n", "Soft power\nForeign military sale\n")
    built = build(make_book({"docs/glossary.md": clash}))
    (warning,) = built.warnings
    assert "docs/glossary.md:" in warning
    assert "'Foreign military sale' is also a name of 'Foreign Military Sales'" in warning


def uses(built: Built) -> dict[str, object]:
    return dict(built.env.domains["brief"].uses)  # type: ignore[attr-defined]


def reading(built: Built) -> list[str]:
    lines = built.status.replace("\r", "\n").splitlines()
    found = [line for line in lines if "reading sources" in line and "%] " in line]
    return [line.rsplit("%] ", 1)[1].split("\x1b", 1)[0].strip() for line in found]
