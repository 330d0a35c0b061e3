"""The builder: what it makes, what it says, and what it leaves alone."""

from __future__ import annotations

import hashlib
import warnings
from pathlib import Path
from typing import TYPE_CHECKING

import page
import pikepdf
import pypdfium2
import pytest
from sphinx.errors import ConfigError

from briefbook.typst.compiler import Press, Result
from pdfkit import CONF, bookmarks, links, pages, run, squeezed, whole, write_root

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

PIXEL = (Path(__file__).parent.parent / "roots/pdf-sink/pixel.png").read_bytes()
BRIEF = """\
---
brief:
  number: {number}
  question: What is {name}?
  audience: [readers]
  status: published
  issued: 2026-01-02
  as-of: 2026-01-01
  review-by: 2026-07-02
  topics: [talk]
---
# Brief {name}

:::{{bottom-line}}
The line of {name}.
:::

## Judgements

:::{{judgement}} {name}-one
:likelihood: likely
:confidence: moderate
:basis: {name}-said
:would-change: A witness.
It is likely that {name} holds.
:::

:::{{claim}} {name}-said
:says: That {name} was said.
:source: paper
:paragraph: 1
:verdict: confirmed
:evidence: paper
It was said.
:::

See [the other]({other}.md) and [a judgement](#{other}-one).

:::{{option}} {name}-stay
:title: Stay
:status-quo:
:benefit: wordbenefit
:cost: wordcost
:risk: wordrisk
:who: wordwho
:when: wordwhen
Nothing changes.
:::
"""
SOURCES = """\
- id: paper
  type: article-newspaper
  title: A paper
  issued: "2026-01-01"
  accessed: "2026-01-02"
  URL: https://example.org/paper
  custom: {kind: press, read: page}
"""
FULL = CONF.replace('["myst_parser", "sphinx_design", "briefbook.typst"]', '["briefbook"]').replace(
    'include_patterns = ["**"]', 'include_patterns = ["index.md", "briefs/**", "docs/**"]'
)
BOOK: dict[str, str | bytes] = {
    "conf.py": FULL,
    "sources/sources.yaml": SOURCES,
    "index.md": "# Book\n\nwordroot\n\n```{toctree}\nbriefs/alpha\nbriefs/beta\ndocs/last\n```\n",
    "briefs/alpha.md": BRIEF.format(number=1, name="alpha", other="beta"),
    "briefs/beta.md": BRIEF.format(number=2, name="beta", other="alpha"),
    "docs/last.md": "# Last\n\nwordlast\n",
}
SMALL: dict[str, str | bytes] = {
    "index.md": "# Root\n\nwordroot\n\n```{toctree}\none\ntwo\n```\n",
    "one.md": "# One\n\n(here)=\n## Part\n\nwordone, see [](two.md).\n",
    "two.md": "# Two\n\nwordtwo, see {ref}`here`.\n",
}


@pytest.fixture
def small(tmp_path: Path) -> Callable[[Mapping[str, str | bytes]], Path]:
    def make(files: Mapping[str, str | bytes], name: str = "root") -> Path:
        return write_root(tmp_path / name, {**SMALL, **files})

    return make


Make = "Callable[[Mapping[str, str | bytes]], Path]"


def _digests(folder: Path) -> dict[str, str]:
    return {
        file.relative_to(folder).as_posix(): hashlib.sha256(file.read_bytes()).hexdigest()
        for file in sorted(folder.rglob("*.pdf"))
    }


# -- what is made ---------------------------------------------------------------------------------


def test_the_book_follows_the_tables_of_contents(small: Callable[..., Path]) -> None:
    made = run(small({}))
    assert made.warnings == []
    assert [output.path.name for output in made.pdfs] == ["briefing-book.pdf"]
    assert bookmarks(made.pdf()) == ["Root", "One", "Part", "Two"]
    text = whole(made.pdf())
    assert text.index("wordroot") < text.index("wordone") < text.index("wordtwo")


def test_pages_are_counted(small: Callable[..., Path]) -> None:
    made = run(small({}))
    assert made.pdfs[0].pages == len(pages(made.pdf())) == 5


def test_the_cover_carries_what_the_settings_say(small: Callable[..., Path]) -> None:
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


def test_what_is_excluded_stays_out_of_the_book(small: Callable[..., Path]) -> None:
    root = small({"guide/index.md": "# Guide\n\nwordguide\n",
                  "index.md": "# Root\n\n```{toctree}\none\ntwo\nguide/index\n```\n"})  # fmt: skip
    made = run(root, briefbook_book_exclude=["guide/**"])
    assert "wordguide" not in whole(made.pdf())
    assert "wordone" in whole(made.pdf())


def test_every_paper_gets_its_folder(small: Callable[..., Path]) -> None:
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
    small: Callable[..., Path], setting: str, value: object, said: str
) -> None:
    with pytest.raises(ConfigError, match=said):
        run(small({}), settings={setting: value})


# -- briefs ---------------------------------------------------------------------------------------


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
                  "likely (55–80%)", "moderate confidence", "That alpha was said", "confirmed",
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


def test_what_is_only_for_one_output_is_only_there(small: Callable[..., Path]) -> None:
    source = "# One\n\n:::{only} html\nwordhtml\n:::\n\n:::{only} typst\nwordpdf\n:::\n"
    made = run(small({"one.md": source, "two.md": "# Two\n"}), "html")
    text = whole(made.pdf())
    assert "wordpdf" in text
    assert "wordhtml" not in text
    site = (made.outdir / "one.html").read_text(encoding="utf-8")
    assert "wordhtml" in site
    assert "wordpdf" not in site


def test_a_warning_about_a_reference_is_given_once(small: Callable[..., Path]) -> None:
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


# -- the same bytes -------------------------------------------------------------------------------


def test_two_builds_in_two_places_give_the_same_bytes(tmp_path: Path) -> None:
    first = run(write_root(tmp_path / "a", BOOK), "html")
    second = run(write_root(tmp_path / "other/place", BOOK), "html")
    assert _digests(first.outdir) == _digests(second.outdir)
    assert len(_digests(first.outdir)) == 3


def test_what_has_not_changed_is_not_compiled_again(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    root = write_root(tmp_path / "book", BOOK)
    first = _digests(run(root, "html").outdir)
    compiled: list[str] = []
    real = Press.compile

    def note(self: Press, main: str, inputs: dict[str, str]) -> Result:
        compiled.append(inputs["data"])
        return real(self, main, inputs)

    monkeypatch.setattr(Press, "compile", note)
    assert _digests(run(root, "html").outdir) == first
    assert compiled == []
    (root / "briefs/beta.md").write_text(
        str(BOOK["briefs/beta.md"]).replace("It was said.", "It was said twice."), encoding="utf-8"
    )
    changed = _digests(run(root, "html").outdir)
    assert sorted(compiled) == ["/data/a4/beta.json", "/data/a4/briefing-book.json"]
    assert {name for name in first if first[name] != changed[name]} == {
        "pdf/beta.pdf",
        "pdf/briefing-book.pdf",
    }


def test_a_removed_pdf_comes_back_without_compiling(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    root = write_root(tmp_path / "book", BOOK)
    made = run(root, "html")
    first = _digests(made.outdir)
    made.pdf("alpha").unlink()
    monkeypatch.setattr(Press, "compile", lambda *_: pytest.fail("compiled again"))
    assert _digests(run(root, "html").outdir) == first


# -- problems -------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("source", "rule", "line", "said"),
    [
        ("# One\n\n![](pixel.png)\n", "pdf-image-alt", 3, "has no alternative text"),
        ("# One\n\n![x](https://example.org/x.png)\n", "pdf-image", 3, "is on the web"),
        ("# One\n\nx\n\n<table><tr><td>x</td></tr></table>\n", "pdf-raw-html", 5, "raw HTML"),
        ("# One\n\nA <blink>tag</blink>.\n", "pdf-raw-html", 3, "raw HTML"),
        ("# One\n\nNot <b>closed.\n", "pdf-raw-html", 3, "not closed"),
        ("# One\n\n```{raw} typst\n#panic()\n```\n", "pdf-raw-typst", 3, "not passed on"),
        ("# One\n\n\nA 漢 here.\n", "pdf-missing-glyph", 4, "U+6F22"),
        (
            "# One\n\n```{eval-rst}\n`x <gopher://y>`_\n```\n",
            "pdf-link",
            4,
            "not printed as a link",
        ),
    ],
)
def test_a_problem_names_its_line(
    small: Callable[..., Path], source: str, rule: str, line: int, said: str
) -> None:
    made = run(small({"one.md": source, "two.md": "# Two\n", "pixel.png": PIXEL}))
    found = [text for text in made.findings() if f"[briefbook.{rule}]" in text]
    assert found, made.warnings
    assert f"one.md:{line}: " in found[0]
    assert said in found[0]
    assert made.pdfs, "the PDF is made all the same"


def test_a_missing_image_is_reported_by_sphinx_alone(small: Callable[..., Path]) -> None:
    made = run(small({"one.md": "# One\n\n![wordalt](gone.png)\n", "two.md": "# Two\n"}))
    assert made.findings() == []
    assert len(made.warnings) == 1
    assert "wordalt" in whole(made.pdf())


def test_a_page_that_fails_leaves_the_last_good_file(small: Callable[..., Path]) -> None:
    files = {"one.md": "# One\n\n![x](pixel.png)\n", "two.md": "# Two\n", "pixel.png": PIXEL}
    good = run(small(files))
    before = good.pdf().read_bytes()
    bad = run(small({**files, "one.md": "# One\n\nwordnew\n\n![x](pixel.png)\n",
                     "pixel.png": b"no image"}))  # fmt: skip
    assert [line for line in bad.findings() if "one.md:5: " in line and "pdf-image]" in line]
    assert bad.pdfs == []
    assert good.pdf().read_bytes() == before


def test_a_problem_is_told_again_although_nothing_is_compiled(small: Callable[..., Path]) -> None:
    root = small({"one.md": "# One\n\nA 漢 here.\n", "two.md": "# Two\n"})
    first = run(root)
    assert first.findings() == run(root).findings() != []


def test_a_letter_without_a_glyph_is_printed_as_its_code(small: Callable[..., Path]) -> None:
    made = run(small({"one.md": "# One\n\nA 漢 and \U0001f41b.\n", "two.md": "# Two\n"}))
    assert "A [U+6F22] and [bug]." in whole(made.pdf())


# -- layout ---------------------------------------------------------------------------------------


def test_a_long_table_repeats_its_head(small: Callable[..., Path]) -> None:
    rows = "".join(f"| row{n} | {n} |\n" for n in range(120))
    made = run(
        small({"one.md": f"# One\n\n| wordhead | n |\n|---|--:|\n{rows}", "two.md": "# T\n"})
    )
    text = pages(made.pdf())
    with_rows = [
        page_text for page_text in text if "row" in page_text and "wordroot" not in page_text
    ]
    assert len(with_rows) >= 3
    assert all("wordhead" in page_text for page_text in with_rows)


def test_a_second_reference_to_a_note_is_the_same_note(small: Callable[..., Path]) -> None:
    made = run(
        small({"one.md": "# One\n\nA[^n] and b[^n].\n\n[^n]: wordnote\n", "two.md": "# T\n"})
    )
    text = whole(made.pdf())
    assert text.count("wordnote") == 1
    assert "A1 and b1." in text


def test_an_address_is_printed_once(small: Callable[..., Path]) -> None:
    uri = "https://example.org/a"
    source = f"# One\n\n[first]({uri}) and [second]({uri}) and <{uri}x>\n"
    text = whole(run(small({"one.md": source, "two.md": "# T\n"})).pdf())
    assert text.count(f"{uri} ") + text.count(f"{uri}x") == 2


def test_skipped_heading_levels_are_closed_up(small: Callable[..., Path]) -> None:
    source = "# One\n\n### Three\n\n#\n\n## Two\n"
    made = run(small({"one.md": source, "two.md": "# T\n"}), suppress_warnings=["myst.header"])
    assert [line for line in made.findings() if "pdf-compile" in line] == []
    assert "Three" in bookmarks(made.pdf())


def test_a_note_in_a_note_is_not_lost(small: Callable[..., Path]) -> None:
    notes = "[^a]: wordfirst[^b]\n\n[^b]: wordsecond[^a]\n"
    made = run(small({"one.md": f"# One\n\nText[^a].\n\n{notes}", "two.md": "# T\n"}))
    text = whole(made.pdf())
    assert text.count("wordfirst") == text.count("wordsecond") == 1


@pytest.mark.parametrize(
    "source",
    ["x" * 400, f"`{'x' * 400}`", f"```\n{'x' * 400}\n```", f"<https://example.org/{'x' * 400}>"],
    ids=["text", "literal", "code", "address"],
)
def test_an_endless_word_stays_on_the_page(small: Callable[..., Path], source: str) -> None:
    made = run(small({"one.md": f"# One\n\n{source}\n", "two.md": "# T\n"}))
    document = pypdfium2.PdfDocument(made.pdf())
    shown = document[3].get_textpage()
    width = document[3].get_width()
    edges = [shown.get_charbox(n)[2] for n in range(shown.count_chars())]
    assert "x" * 400 in squeezed(shown.get_text_range())
    assert max(edges) < width
    document.close()


def test_what_stands_too_deep_is_printed_flat(small: Callable[..., Path]) -> None:
    fences = "".join(":" * (60 - n) + "{note}\n" for n in range(40))
    ends = "".join(":" * (60 - n) + "\n" for n in reversed(range(40)))
    made = run(small({"one.md": f"# One\n\n{fences}wordinner\n{ends}", "two.md": "# T\n"}))
    found = [line for line in made.findings() if "pdf-nesting" in line]
    assert [line.startswith("one.md:") for line in found] == [True]
    assert "wordinner" in whole(made.pdf())


def test_a_failure_without_a_place_names_its_file(
    small: Callable[..., Path], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("briefbook.typst.translate.core._DEEPEST", 10_000)
    deep = "".join(":" * (90 - n) + "{note}\n" for n in range(80))
    ends = "".join(":" * (90 - n) + "\n" for n in reversed(range(80)))
    made = run(small({"one.md": f"# One\n\n{deep}x\n{ends}", "two.md": "# T\n"}))
    assert [line for line in made.findings() if line.startswith("one.md:1: ")]
    assert not [line for line in made.findings() if "two.md" in line]


def test_a_parallel_build_gives_the_same_bytes(tmp_path: Path) -> None:
    serial = run(write_root(tmp_path / "a", BOOK), "html")
    with warnings.catch_warnings():
        # Python warns of forks beside threads, which the test runner starts.
        warnings.filterwarnings("ignore", ".*fork.*", DeprecationWarning)
        parallel = run(write_root(tmp_path / "b", BOOK), "html", parallel=2)
    assert _digests(serial.outdir) == _digests(parallel.outdir)
