"""What a build does with the ledger and the settings: copies on the page, and what it reports."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any

import pytest
from lxml import html

import pdfkit
from books import BRIEF, SOURCES, digests

if TYPE_CHECKING:
    from pathlib import Path

    from books import Built, Files
    from conftest import Build, Command, MakeBook

ADDRESS = "https://a.gov/report"
COPY = "https://web.archive.org/web/20240305101500/https://a.gov/report"
SOURCED = SOURCES.replace(
    'issued: "2021"', f'issued: "2021"\n  URL: {ADDRESS}\n  accessed: "2026-01-01"'
)
LINKED = f"{BRIEF}\nMore is [in the report]({ADDRESS}).\n"


def ledger(verdict: str, *, copy: bool = True) -> str:
    lines = ["version = 1", f'["{ADDRESS}"]', f'verdict = "{verdict}"', 'status = "404"']
    return "\n".join([*lines, *([f'archive = "{COPY}"'] if copy else [])]) + "\n"


def book(known: str = "", **more: str) -> Files:
    files: Files = {"sources/sources.yaml": SOURCED, "briefs/one.md": LINKED}
    if known:
        files["sources/links.toml"] = known
    return files | dict(more.items())


def page(built: Built, docname: str) -> Any:
    return html.fromstring(built.page(docname))


def links(built: Built, docname: str = "briefs/one") -> list[tuple[str, str, dict[str, str]]]:
    """Return the links that lead out of a page: words, address, attributes of Robust Links."""
    return [
        (
            link.text_content(),
            link.get("href"),
            {k: v for k, v in link.attrib.items() if k.startswith("data-")},
        )
        for link in page(built, docname).xpath("//a[starts-with(@href, 'https:')]")
    ]


def text(built: Built, docname: str = "briefs/one") -> str:
    return " ".join(page(built, docname).text_content().split())


def test_a_link_says_when_its_source_was_read(make_book: MakeBook, build: Build) -> None:
    built = build(make_book(book()))
    expected = {"data-originalurl": ADDRESS, "data-versiondate": "2026-01-01"}
    assert built.warnings == ()
    assert ("in the report", ADDRESS, expected) in links(built)
    assert (ADDRESS, ADDRESS, expected) in links(built)


def test_a_copy_stands_beside_its_original(make_book: MakeBook, build: Build) -> None:
    built = build(make_book(book(ledger("ok"))))
    robust = {
        "data-originalurl": ADDRESS,
        "data-versionurl": COPY,
        "data-versiondate": "2024-03-05",
    }
    found = links(built)
    at = found.index(("in the report", ADDRESS, robust))
    assert found[at + 1] == ("archived copy", COPY, robust)
    assert "in the report (archived copy)." in text(built)
    assert f"{ADDRESS} (archived copy)" in text(built, "docs/sources")


def test_the_copy_comes_first_where_the_original_is_gone(make_book: MakeBook, build: Build) -> None:
    built = build(make_book(book(ledger("dead"))))
    told = "archived copy of 5 March 2024 (the original is gone: in the report)"
    assert told in text(built)
    targets = [target for _, target, _ in links(built)]
    assert targets.index(COPY) < targets.index(ADDRESS)
    assert built.warnings == ()


def test_paper_leads_to_the_copy_and_says_so(make_book: MakeBook, command: Command) -> None:
    body = BRIEF + "\nMore is in the record {cite}`report-2021`.\n"
    root = make_book(book(ledger("dead")) | {"briefs/one.md": body})
    result = command("build", "--source", root, "--pdf-only", "--paper", "a4")
    assert (result.status, result.err) == (0, "")
    handout = pdfkit.whole(root / "_build" / "pdf" / "one.pdf")
    # A handout names the site of a long address, but a copy is found by its whole one only.
    whole = f"archived copy of 5 March 2024 ({COPY.removeprefix('https://')})"
    assert pdfkit.squeezed(whole) in pdfkit.squeezed(handout)
    assert pdfkit.squeezed("(the original is gone: a.gov/report)") in pdfkit.squeezed(handout)
    printed = pdfkit.squeezed(pdfkit.whole(root / "_build" / "pdf" / "briefing-book.pdf"))
    assert pdfkit.squeezed(f"({COPY.removeprefix('https://')})") in printed


def test_a_dead_original_without_a_copy_stays_as_it_is(make_book: MakeBook, build: Build) -> None:
    built = build(make_book(book(ledger("dead", copy=False))))
    assert [target for _, target, _ in links(built)].count(ADDRESS) == 2
    assert "archived" not in text(built)


def test_a_source_may_name_its_copy(make_book: MakeBook, build: Build) -> None:
    copied = SOURCED.replace("  accessed:", f"  archive: {COPY}\n  accessed:")
    files = book(ledger("dead", copy=False)) | {"sources/sources.yaml": copied}
    built = build(make_book(files))
    assert "archived copy of 5 March 2024 (the original is gone" in text(built)


def test_a_new_copy_reaches_pages_that_are_built_again(make_book: MakeBook, build: Build) -> None:
    root = make_book(book(ledger("ok", copy=False)))
    build(root)
    (root / "sources" / "links.toml").write_text(ledger("dead"), encoding="utf-8")
    again = build(root)
    fresh = build(make_book(book(ledger("dead")), name="fresh"))
    assert again.page("briefs/one") == fresh.page("briefs/one")
    assert "archived copy of 5 March 2024" in text(again)


def test_what_no_page_shows_writes_no_page_anew(make_book: MakeBook, build: Build) -> None:
    root = make_book(book(ledger("ok")))
    first = build(root)
    before = digests(first.html)
    later = ledger("ok") + "last-good = 2026-02-01\n"
    (root / "sources" / "links.toml").write_text(later, encoding="utf-8")
    again = build(root)
    assert "briefs/one" not in again.written
    assert digests(again.html) == before


def test_a_broken_ledger_is_a_finding_of_the_build(make_book: MakeBook, command: Command) -> None:
    root = make_book(book('version = 1\n["https://a.gov"]\nverdict = dead\n'))
    result = command("build", "--source", root, "--html-only")
    assert result.status == 1
    assert result.err.startswith("sources/links.toml:3: the ledger is not TOML: ")
    assert "[link-ledger]" in result.err


@pytest.mark.parametrize(
    ("setting", "said"),
    [
        ("briefbook_links = {'age': 3}", "there is no key 'age'; did you mean"),
        ("briefbook_links = {'age-days': '30'}", "'age-days' is '30'; give it a number"),
        ("briefbook_links = {'age-days': 5}", "'jitter-days' is not less than 'age-days'"),
        ("briefbook_links = {'private': 1}", "'private' is 1; give it True or False"),
        ("briefbook_links = {'agent': 'a\\nb'}", "give it a text on one line"),
        ("briefbook_links = {'timeout': True}", "'timeout' is True; give it a number"),
        ("briefbook_links_ignore = {'a.gov': {}}", "'a.gov' is no address"),
        ("briefbook_links_ignore = {'https://*': {}}", "'https://*' is no address"),
        ("briefbook_links_ignore = {'https://a.gov': 'no'}", "needs a reason and a day"),
        (
            "briefbook_links_ignore = {'https://a.gov': {'reason': ' ', 'until': '2026-01-01'}}",
            "has no reason",
        ),
        (
            "briefbook_links_ignore = {'https://a.gov': {'reason': 'x', 'until': '2026-02-30'}}",
            "ends on '2026-02-30', which is no day",
        ),
    ],
)
@pytest.mark.parametrize("option", ["--html-only", "--external"])
def test_a_wrong_setting_is_named_with_its_line(
    make_book: MakeBook, command: Command, setting: str, said: str, option: str
) -> None:
    root = make_book()
    conf = root / "conf.py"
    text = conf.read_text(encoding="utf-8") + f"{setting}\n"
    conf.write_text(text, encoding="utf-8")
    line = text.count("\n")
    result = command("build" if "html" in option else "links", "--source", root, option)
    assert result.status == 2
    assert re.match(rf"briefbook: conf\.py:{line}: briefbook_links\w*: ", result.err)
    assert said in result.err


def test_linkcheck_goes_by_the_same_settings(make_book: MakeBook, build: Build) -> None:
    ended = "'https://a.gov/re*': {'reason': 'behind a wall', 'until': '2020-01-01'}"
    ignore = (
        f"{{'https://A.gov:443/*': {{'reason': 'behind a wall', 'until': '9999-12-31'}}, {ended}}}"
    )
    root = make_book(book())
    conf = root / "conf.py"
    more = f"briefbook_links_ignore = {ignore}\nbriefbook_links = {{'timeout': 3}}\n"
    conf.write_text(conf.read_text(encoding="utf-8") + more, encoding="utf-8")
    more = LINKED + "\n[Example](https://www.example.org/x) and [myself](#one-said).\n"
    (root / "briefs" / "one.md").write_text(more, encoding="utf-8")
    built = build(root, builder="linkcheck")
    assert built.env.config.linkcheck_timeout == 3
    assert not any("re.*" in pattern for pattern in built.env.config.linkcheck_ignore)
    told = (built.html / "output.txt").read_text(encoding="utf-8")
    assert told == ""
    assert built.status.count("-ignored-") == 2


def test_a_link_may_dial(make_book: MakeBook, build: Build) -> None:
    text = LINKED + "\nCall [the desk](tel:+44-20-7946-0000).\n"
    built = build(make_book(book() | {"briefs/one.md": text}))
    assert 'href="tel:+44-20-7946-0000"' in built.page("briefs/one")


def test_where_linkcheck_has_its_own_settings_they_count(make_book: MakeBook, build: Build) -> None:
    own: dict[str, object] = {"linkcheck_timeout": 7, "linkcheck_ignore": ["^https://b"]}
    built = build(make_book(book()), builder="dummy", overrides=own)
    assert built.env.config.linkcheck_timeout == 7
    assert built.env.config.linkcheck_ignore[0] == "^https://b"


def _addresses(root: Path) -> dict[str, list[tuple[str, int]]]:
    from briefbook.build.check import check_book  # noqa: PLC0415  # for this test alone
    from briefbook.build.workspace import Workspace  # noqa: PLC0415  # as above
    from briefbook.links.outside.addresses import addresses  # noqa: PLC0415

    check_book(root, root / "_build")
    doctrees = Workspace(root / "_build" / ".check", "pages").doctrees
    found = addresses(root, doctrees, root / "sources" / "sources.yaml")
    return {address: [(use.path, use.line) for use in uses] for address, uses in found.items()}


def test_every_use_of_an_address_has_its_file_and_line(make_book: MakeBook) -> None:
    glossary = """\
# Glossary

:::{glossary}
witness
  Somebody who was there,
  as <https://b.gov/term> says.
:::

<p>See
<a href="https://c.gov/raw">there</a> and <img src="https://d.gov/i.png" alt="x"></p>

Twice [one](https://e.gov/x#a) and
[two](https://e.gov/x#b), `https://f.gov/code`.

```
https://g.gov/block
```
"""
    root = make_book(book(**{"docs/glossary.md": glossary}))
    found = _addresses(root)
    source = SOURCED.splitlines().index(f"  URL: {ADDRESS}") + 1
    more = LINKED.splitlines()
    line = next(n for n, row in enumerate(more, 1) if ADDRESS in row)
    assert found.pop(ADDRESS)[0] == ("sources/sources.yaml", source)
    assert ("briefs/one.md", line) in _addresses(root)[ADDRESS]
    assert found == {
        "https://b.gov/term": [("docs/glossary.md", 6)],
        "https://c.gov/raw": [("docs/glossary.md", 10)],
        "https://d.gov/i.png": [("docs/glossary.md", 10)],
        "https://e.gov/x#a": [("docs/glossary.md", 12)],
        "https://e.gov/x#b": [("docs/glossary.md", 13)],
    }
