"""Terms in real builds: where links are made, where they are not, and what is built again."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

import lxml.html
import pytest

from books import SMALL, brief
from briefbook.typst.compiler import Press

if TYPE_CHECKING:
    from collections.abc import Iterable

    from books import Built
    from briefbook.typst.compiler import Result
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


WITHOUT = {
    "heading": "### Soft power in a heading\n\nx",
    "link": "[soft power](https://example.org/)",
    "code": "`soft power`",
    "block of code": "```text\nsoft power\n```",
    "quotation marks": "“soft power”, ‘a soft power’s soft power’ and 'soft power'",
    "quoted": "{quoted}`soft power <report-2021>`",
    "quotation": "> Soft power in a quotation.",
    "epigraph": ":::{epigraph}\nSoft power.\n\n-- Soft power\n:::",
    "caption": ":::{figure} https://example.org/x.png\n:alt: A picture\nSoft power.\n:::",
    "caption of a table": ":::{table} Soft power\n| a |\n|---|\n| b |\n:::",
    "head of a table": "| soft power |\n|---|\n| b |",
    "name of a field": ":soft power: x",
    "term of a list": "Soft power\n: x",
    "title of a note": ":::{admonition} Soft power\nx\n:::",
    "title of a card": "::::{card} Soft power\nx\n::::",
    "head of a card": "::::{card}\n:::{card-header}\nSoft power\n:::\nx\n::::",
    "card that is a link": ":::{card}\n:link: https://example.org/\nSoft power.\n:::",
    "tab": "::::{tab-set}\n:::{tab-item} Soft power\nx\n:::\n::::",
    "dropdown": ":::{dropdown} Soft power\nx\n:::",
    "badge": "{bdg}`soft power`",
    "mathematics": "$F-16$ and $x$",
    "role": "{no-term}`Soft power` by the author's wish",
    "class": "[Soft power]{.no-term} by the author's wish",
    "block of that class": "{.no-term}\nSoft power by the author's wish.",
    "a link inside": "Soft [power](https://example.org/)",
    "code inside": "Soft `power`",
    "a note inside": "Soft[^n] power\n\n[^n]: x",
    "a dash": "Whoever is soft — power is hard; soft – power, soft - power",
}
"""Where no term is linked, each below a heading of its own."""

WITH = {
    "paragraph": ("Some soft power.", "soft power"),
    "line end": ("A soft\npower.", "soft\npower"),
    "hyphen at a line end": ("A soft-\npower.", "soft-\npower"),
    "soft hyphen": ("So\xadft pow\xader.", "So\xadft pow\xader"),
    "space that does not break": ("Soft\xa0power.", "Soft\xa0power"),
    "hyphen that does not break": ("Soft‑power.", "Soft‑power"),
    "possessive": ("Soft power's end.", "Soft power"),
    "cell": ("| a |\n|---|\n| soft power |", "soft power"),
    "nested list": ("- x\n  1. Soft power", "Soft power"),
    "definition": ("A\n: Soft power", "Soft power"),
    "field": (":a: Soft power", "Soft power"),
    "note": (":::{note}\nSoft power\n:::", "Soft power"),
    "card": (":::{card} A\nSoft power\n:::", "Soft power"),
    "grid": ("::::{grid} 2\n:::{grid-item-card} A\nSoft power\n:::\n::::", "Soft power"),
    "tab": ("::::{tab-set}\n:::{tab-item} A\nSoft power\n:::\n::::", "Soft power"),
    "dropdown": (":::{dropdown} A\nSoft power\n:::", "Soft power"),
    "emphasis": ("*Soft power*", "Soft power"),
    "emphasis on a part": ("**Soft** power", "Soft power"),
    "emphasis that ends in the term": ("*A soft* power", "soft power"),
    "emphasis that begins in the term": ("Soft *power and* more", "Soft power"),
    "emphasis in emphasis": ("*All **the soft** power* so", "soft power"),
    "two emphases": ("*a soft* **power b**", "soft power"),
    "right to left": ("یہ soft power ہے۔", "soft power"),
    "by hand": ("{term}`soft power`", "soft power"),
    "by hand with other words": ("{term}`the gentle way <soft power>`", "the gentle way"),
    "by hand in a quotation": ("> {term}`Soft power` in it.", "Soft power"),
    "by hand in the head of a table": ("| {term}`soft power` |\n|---|\n| b |", "soft power"),
}
"""Where a term is linked, and the words of the link, each below a heading of its own."""


def test_places_without_links(make_book: MakeBook, build: Build) -> None:
    parts = [f"## Part {n}\n\n{text}" for n, text in enumerate(WITHOUT.values())]
    glossary = GLOSSARY.replace("FMS\n", "FMS\nF-16\n")
    conf = SMALL["conf.py"]
    assert isinstance(conf, str)
    built = build(
        make_book(
            {
                "briefs/one.md": brief("\n\n".join(parts)),
                "docs/glossary.md": glossary,
                "conf.py": conf.replace('"deflist"', '"deflist", "dollarmath"'),
            }
        ),
        overrides={"suppress_warnings": ["image.not_readable"]},
    )
    assert built.warnings == ()
    assert linked_by_section(built, WITHOUT) == {name: [] for name in WITHOUT}


def test_places_with_links(make_book: MakeBook, build: Build) -> None:
    parts = [f"## Part {n}\n\n{text}" for n, (text, _) in enumerate(WITH.values())]
    built = made(make_book, build, "\n\n".join(parts))
    assert linked_by_section(built, WITH) == {name: [words] for name, (_, words) in WITH.items()}


def linked_by_section(built: Built, parts: Iterable[str]) -> dict[str, list[str]]:
    root = lxml.html.parse(str(built.html / "briefs/one.html")).getroot()
    found = {}
    for number, name in enumerate(parts):
        (section,) = root.xpath(f'//section[@id="part-{number}"]')
        links = section.xpath('.//a[contains(@class, "term-link")]')
        found[name] = [link.text_content() for link in links]
    return found


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("*All **the soft** power* so", "<em>All <strong>the </strong>|so"),
        ("a *b soft* power and power", "a <em>b </em>|and power"),
        ("power and power, soft *power*", "power and power, |"),
    ],
)
def test_what_stands_around_a_link_keeps_its_emphasis(
    text: str, expected: str, make_book: MakeBook, build: Build
) -> None:
    page = made(make_book, build, f"## Part\n\n{text}\n").page("briefs/one")
    paragraph = page.split('id="part"')[1].split("<p>")[1].split("</p>")[0]
    before, after = expected.split("|")
    assert paragraph.startswith(f"{before}<")
    assert re.sub("<[^>]+>", "", paragraph).endswith(after)


def test_terms_in_the_parts_of_elements(make_book: MakeBook, build: Build) -> None:
    body = """\
:::{indicator} one-ind
:raises: one-j
:where: Where FMS is told.
Soft power grows.
:::

:::{judgement} one-j
:likelihood: likely
:confidence: low
:would-change: Less soft power.
It is likely that FMS stays.
:::
"""
    registers = "# Registers\n\n:::{judgement-register}\n:::\n\n:::{indicator-register}\n:::\n"
    root = make_book(
        {
            "briefs/one.md": brief(body, title="Soft power and FMS"),
            "docs/glossary.md": GLOSSARY,
            "docs/registers.md": registers,
        }
    )
    built = build(root)
    assert built.warnings == ()
    assert terms(built) == ["Soft power", "Foreign Military Sales (FMS)"]
    assert terms(built, "docs/registers") == []
    assert terms(built, "index") == []


def test_a_link_by_hand_has_its_card_wherever_it_stands(make_book: MakeBook, build: Build) -> None:
    text = "---\nterms: off\n---\n\n# Of {term}`soft power`\n\nFMS and soft power.\n"
    built = build(make_book({"docs/plain.md": text, "docs/glossary.md": GLOSSARY}))
    assert built.warnings == ()
    assert terms(built, "docs/plain") == ["soft power"]
    assert 'class="term-card"' in built.page("docs/plain")
    assert "Of soft power" in built.page("docs/glossary")


def test_abbreviation_with_a_part_of_its_term_emphasised_is_spelt_out(
    make_book: MakeBook, build: Build
) -> None:
    glossary = GLOSSARY.replace("Soft power\n", "FMS case\n  A case.\n\nSoft power\n")
    root = make_book({"briefs/one.md": brief("An *FMS* case.\n"), "docs/glossary.md": glossary})
    page = build(root).page("briefs/one")
    assert "A <a" in page
    assert "<em>Foreign Military Sales (FMS)</em> case</span></a>." in page


@pytest.mark.parametrize(
    ("first", "then"),
    [
        ("## Of FMS", "Foreign Military Sales (FMS)"),
        ("[FMS](https://example.org/)", "Foreign Military Sales (FMS)"),
        ("> FMS", "Foreign Military Sales (FMS)"),
        ("“FMS”", "Foreign Military Sales (FMS)"),
        ("{no-term}`FMS`", "Foreign Military Sales (FMS)"),
        ("[Foreign Military Sales (FMS)](https://example.org/)", "FMS"),
        ("{term}`Foreign Military Sales` (FMS)", "FMS"),
        ("{term}`FMS`", "FMS"),
        ("| a |\n|---|\n| FMS |", "FMS"),
        ("FMS’s end", "FMS"),
    ],
)
def test_where_an_abbreviation_is_spelt_out(
    first: str, then: str, make_book: MakeBook, build: Build
) -> None:
    built = made(make_book, build, f"{first}\n\n## Then\n\nAbout FMS.\n")
    page = lxml.html.parse(str(built.html / "briefs/one.html")).getroot()
    (section,) = page.xpath('//section[@id="then"]')
    assert section.xpath("string(./p)") == f"About {then}."


def test_bottom_line_comes_first(make_book: MakeBook, build: Build) -> None:
    text = brief("Then FMS.\n").replace("One thing was said, and", "One FMS was said, and")
    built = build(make_book({"briefs/one.md": text, "docs/glossary.md": GLOSSARY}))
    page = built.page("briefs/one")
    assert page.count("Foreign Military Sales (FMS)</span></a> was said") == 1
    assert "Then FMS." in page


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


def test_changed_definition_prints_again_what_has_it(
    make_book: MakeBook, build: Build, monkeypatch: pytest.MonkeyPatch
) -> None:
    root = make_book(
        {
            "briefs/one.md": brief("Soft power.\n"),
            "briefs/two.md": brief("FMS alone.\n", number=2, title="Two"),
            "docs/glossary.md": GLOSSARY,
        }
    )
    build(root, overrides={"briefbook_pdf": True})
    compiled: list[str] = []
    compile_ = Press.compile

    def noting(press: Press, main: str, inputs: dict[str, str], names: tuple[str, ...]) -> Result:
        compiled.append(inputs["data"])
        return compile_(press, main, inputs, names)

    monkeypatch.setattr(Press, "compile", noting)
    (root / "docs/glossary.md").write_text(GLOSSARY.replace("like you", "admire you"))
    build(root, overrides={"briefbook_pdf": True})
    assert {name.split("/")[-1] for name in compiled} == {"briefing-book.json", "one.json"}


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


@pytest.mark.parametrize("options", ["", ":sorted:\n", ":sorted:\n\n"])
def test_findings_name_the_line_in_the_glossary(
    options: str, make_book: MakeBook, build: Build
) -> None:
    entries = (
        "May\n  A month {cite}`nobody`.\n\nSoft power\nsoft powers\n  Good.\n\n  Bad {cite}`him`.\n"
    )
    text = f"# Glossary\n\nText.\n\n:::{{glossary}}\n{options}{entries}:::\n"
    built = build(make_book({"docs/glossary.md": text}))
    lines = text.splitlines()
    expected = [
        f"docs/glossary.md:{lines.index(line) + 1}"
        for line in ("May", "  A month {cite}`nobody`.", "  Bad {cite}`him`.")
    ]
    found = {warning.split(": WARNING")[0] for warning in built.warnings if "WARN" in warning}
    assert found == set(expected)


def test_name_that_is_an_everyday_word_is_a_finding(make_book: MakeBook, build: Build) -> None:
    glossary = GLOSSARY.replace("Soft power\n", "May\nMAY\n  A month.\n\nSoft power\n")
    root = make_book(
        {"briefs/one.md": brief("It may be May {term}`May`.\n"), "docs/glossary.md": glossary}
    )
    (warning,) = build(root).warnings
    assert "docs/glossary.md:8" in warning
    assert "'May' would be linked wherever that everyday word stands" in warning
    conf = f'{SMALL["conf.py"]!s}briefbook_terms_manual = ["May"]\n'
    (root / "conf.py").write_text(conf)
    built = build(root)
    assert built.warnings == ()
    assert terms(built) == ["May"]


def uses(built: Built) -> dict[str, object]:
    return dict(built.env.domains["brief"].uses)  # type: ignore[attr-defined]


def reading(built: Built) -> list[str]:
    lines = built.status.replace("\r", "\n").splitlines()
    found = [line for line in lines if "reading sources" in line and "%] " in line]
    return [line.rsplit("%] ", 1)[1].split("\x1b", 1)[0].strip() for line in found]
