"""A book's own look: theme, templates, sides, and what a handout ends with."""

from __future__ import annotations

import re
from pathlib import Path
from typing import TYPE_CHECKING

import pikepdf
import pypdfium2
import pytest
import zxingcpp

from briefbook.conf_place import BadFileError, BadSettingError
from briefbook.typst.code import code_for
from briefbook.typst.project import TEMPLATES
from briefbook.typst.theme import DEFAULTS, read_theme
from briefbook.typst.typefaces import FONTS
from pdf_roots import BOOK
from pdfkit import left_edge, pages, run, whole, write_root

if TYPE_CHECKING:
    from pdf_roots import Small

GUIDE = Path(__file__).parents[2] / "docs/guide/paper.md"
LOGO = '<svg xmlns="http://www.w3.org/2000/svg" width="9" height="9"><path d="M0 0h9v9z"/></svg>'


def _fonts(pdf: Path) -> set[str]:
    with pikepdf.open(pdf) as document:
        names: set[str] = set()
        for page in document.pages:
            fonts = dict(page.resources.get("/Font", pikepdf.Dictionary()).items())
            names |= {str(font.BaseFont).split("+")[-1] for font in fonts.values()}
        return names


def test_every_key_of_a_theme_is_in_the_guide() -> None:
    table = GUIDE.read_text(encoding="utf-8").split("Keys of a theme")[1].split("## Templates")[0]
    rows = " ".join(line for line in table.splitlines() if line.startswith("* - "))
    assert set(re.findall(r"`([\w-]+)`", rows)) == set(DEFAULTS)


def test_a_theme_of_the_book_is_taken(tmp_path: Path) -> None:
    theme = "serif: Libertinus Serif\nmarking: OFFICIAL\nlogo: arms.svg\n"
    files = {**BOOK, "paper/theme.yaml": theme, "arms.svg": LOGO}
    made = run(write_root(tmp_path / "a", files), "html", briefbook_pdf_theme="paper/theme.yaml")
    assert made.findings() == []
    assert "OFFICIAL" in pages(made.pdf("alpha"))[0]
    assert any("Libertinus" in name for name in _fonts(made.pdf("alpha")))
    assert not any("SourceSerif" in name for name in _fonts(made.pdf("alpha")))


@pytest.mark.parametrize(
    ("text", "line", "said"),
    [
        ("ink: '#000'\nacent: '#123456'\n", 2, "'acent' is no value of a theme"),
        ("accent: blue\n", 1, "'blue' is no colour"),
        ("\nhandout-size: 7\n", 2, "too small to read"),
        ("columns: 3\n", 1, "no 3 columns"),
        ("size: 40\n", 1, "leaves no room for text"),
        ("margin: 1\n", 1, "too little"),
        ("papers: [a4, a3]\n", 1, "'a3' is no paper"),
        ("papers: []\n", 1, "names no paper"),
        ("sides: 3\n", 1, "no 3 sides"),
        ("size: large\n", 1, "'large' is no number"),
        ("logo: none.svg\n", 1, "there is no file 'none.svg'"),
        ("logo: theme.yaml\n", 1, "no picture"),
        ("ink: a: b\n", 1, "second"),
        ("- a\n", 1, "no list of values"),
        ("serif: {a: b}\n", 1, "no names of fonts"),
    ],
)
def test_what_is_wrong_in_a_theme_has_its_line(
    tmp_path: Path, text: str, line: int, said: str
) -> None:
    (tmp_path / "theme.yaml").write_text(text, encoding="utf-8")
    with pytest.raises(BadFileError, match=re.escape(said)) as caught:
        read_theme("theme.yaml", tmp_path)
    assert (caught.value.path, caught.value.line) == ("theme.yaml", line)


def test_a_theme_in_conf_is_checked_as_well(tmp_path: Path) -> None:
    with pytest.raises(BadSettingError, match="'pink' is no colour") as caught:
        read_theme({"accent": "pink"}, tmp_path)
    assert caught.value.keys == ("accent",)
    with pytest.raises(BadSettingError, match="which is no file"):
        read_theme("nowhere.yaml", tmp_path)
    assert read_theme({"tiny": 8}, tmp_path).values == {"tiny": 8}


def test_a_font_of_a_theme_that_is_not_there_is_named_with_its_line(small: Small) -> None:
    root = small({"theme.yaml": "ink: '#000'\nserif: [Libertinus Serif, Source Serf 4]\n"})
    with pytest.raises(BadFileError, match="no font 'Source Serf 4' is at hand") as caught:
        run(root, briefbook_pdf_theme="theme.yaml")
    assert (caught.value.path, caught.value.line) == ("theme.yaml", 2)
    assert "write 'Source Serif 4', or" in caught.value.remedy
    with pytest.raises(BadSettingError, match="no font 'Nowhere' is at hand for 'sans'") as conf:
        read_theme({"sans": "Nowhere"}, root)
    assert conf.value.keys == ("sans",)
    assert read_theme({"sans": "source SANS 3"}, root).values["sans"][0] == "source SANS 3"


def test_a_font_of_a_theme_may_be_one_of_the_book(tmp_path: Path) -> None:
    ours, theirs = (name.encode("utf-16-be") for name in ("Source Sans 3", "Source Sans 9"))
    font = (FONTS / "SourceSans3-Regular.otf").read_bytes().replace(ours, theirs)
    (tmp_path / "own.otf").write_bytes(font)
    theme = {"sans": "Source Sans 9"}
    assert read_theme(theme, tmp_path, [tmp_path]).values["sans"][0] == "Source Sans 9"
    with pytest.raises(BadSettingError, match="'Source Sans 9' is at hand"):
        read_theme(theme, tmp_path)


def test_a_font_of_a_template_that_is_not_there_is_a_finding(tmp_path: Path) -> None:
    own = (
        '#import "lib.typ": *\n#set document(title: "T")\n#show: look\n'
        '#set text(font: ("Nowhere", "Source Sans 3"))\n#include data.path\n'
    )
    root = write_root(tmp_path / "a", {**BOOK, "paper/handout.typ": own})
    made = run(root, "html", briefbook_pdf_templates="paper")
    (found,) = made.findings()
    assert "paper/handout.typ:4" in found
    assert "no font 'nowhere' is at hand" in found


def test_a_template_of_the_book_takes_the_place_of_ours(tmp_path: Path) -> None:
    own = (
        '#import "lib.typ": *\n#set document(title: "T")\n#show: look\n'
        "wordown\n#include data.path\n"
    )
    root = write_root(tmp_path / "a", {**BOOK, "paper/handout.typ": own})
    made = run(root, "html", briefbook_pdf_templates="paper")
    assert made.findings() == []
    assert "wordown" in whole(made.pdf("alpha"))
    assert "wordown" not in whole(made.pdf())


def test_an_error_in_a_template_of_the_book_is_one_finding_at_its_line(tmp_path: Path) -> None:
    own = '#import "lib.typ": *\n#set document(title: "T")\n#nonsense()\n'
    root = write_root(tmp_path / "a", {**BOOK, "paper/handout.typ": own})
    made = run(root, "html", briefbook_pdf_templates="paper")
    assert len(made.findings()) == 1
    assert "paper/handout.typ:3" in made.findings()[0]
    assert "nonsense" in made.findings()[0]


def test_a_handout_has_a_code_only_where_the_site_is_known(tmp_path: Path) -> None:
    root = write_root(tmp_path / "a", BOOK)
    text = whole(run(root, "html").pdf("alpha"))
    assert "newest edition" not in text
    known = run(root, "html", html_baseurl="https://example.org/book").pdf("alpha")
    assert "example.org/book/briefs/alpha.html" in whole(known)
    with pikepdf.open(known) as document:
        alternatives = [
            str(item.Alt) for item in document.objects if isinstance(item, pikepdf.Dictionary)
            and item.get("/S") == "/Figure" and "/Alt" in item
        ]  # fmt: skip
    assert [alt for alt in alternatives if "https://example.org/book/briefs/alpha.html" in alt]


def test_a_printed_code_is_read_back(tmp_path: Path) -> None:
    root = write_root(tmp_path / "a", BOOK)
    made = run(root, "html", html_baseurl="https://example.org/book/")
    document = pypdfium2.PdfDocument(made.pdf("alpha"))
    try:
        shown = document[len(document) - 1].render(scale=3, grayscale=True)
        image = memoryview(bytes(shown.buffer)).cast("B", (shown.height, shown.stride))
        assert [code.text for code in zxingcpp.read_barcodes(image)] == [
            "https://example.org/book/briefs/alpha.html"
        ]
    finally:
        document.close()


def test_a_relative_address_has_no_code() -> None:
    assert code_for("../briefs/alpha.html") is None


@pytest.mark.parametrize(
    "settings",
    [{"briefbook_sides": 2}, {"briefbook_sides": "2"}, {"briefbook_pdf_theme": {"sides": 2}}],
    ids=["setting", "command line", "theme"],
)
def test_a_double_sided_book_has_mirrored_margins(
    small: Small, settings: dict[str, object]
) -> None:
    files = {"one.md": f"# One\n\nwordone\n{'text ' * 2400}\n\nwordlast\n", "two.md": "# Two\n"}
    made = run(small(files), settings=settings)
    assert made.findings() == []
    text = pages(made.pdf())
    places = {
        number % 2: left_edge(made.pdf(), number, word)
        for number, shown in enumerate(text)
        for word in ("wordone", "wordlast") if f"\n{word}" in shown
    }  # fmt: skip
    # Counted from nought: even numbers are right-hand pages.
    assert places[0] - places[1] == pytest.approx(6 / 25.4 * 72, abs=0.5)
    assert text[-1].split()[-1] == str(len(text))  # outside, and so last, on a right-hand page


def test_double_sided_chapters_begin_on_a_right_hand_page(small: Small) -> None:
    files = {"one.md": "# One\n\nwordone\n", "two.md": "# Two\n\nwordtwo\n"}
    text = pages(run(small(files), briefbook_sides=2, briefbook_marking="PUBLIC").pdf())
    begins = [n for n, page in enumerate(text) for word in ("root", "one", "two")
              if f"\nword{word}" in page]  # fmt: skip
    assert [number % 2 for number in begins] == [0, 0, 0]
    assert [text[number - 1].strip() for number in begins] == ["", "", ""]
    assert begins[-1] == len(text) - 1  # no index, and no empty page for it


def test_a_theme_says_the_papers_where_conf_does_not(tmp_path: Path) -> None:
    root = write_root(tmp_path / "a", {**BOOK, "theme.yaml": "papers: us-letter\n"})
    conf = (root / "conf.py").read_text(encoding="utf-8")
    without = conf.replace('briefbook_papers = ["a4"]\n', "")
    (root / "conf.py").write_text(without, encoding="utf-8")
    made = run(root, "html", briefbook_pdf_theme="theme.yaml")
    assert made.findings() == []
    assert {output.paper for output in made.pdfs} == {"us-letter"}
    page = (made.outdir / "briefs/alpha.html").read_text(encoding="utf-8")
    assert "pdf/us-letter/" not in page  # the first paper has the short address
    both = run(root, "html", briefbook_pdf_theme="theme.yaml", briefbook_papers="a4,us-letter")
    assert {output.paper for output in both.pdfs} == {"a4", "us-letter"}


def test_a_theme_may_stand_beside_the_templates(tmp_path: Path) -> None:
    files = {**BOOK, "paper/theme.yaml": "marking: OFFICIAL\n"}
    for theme in ("", "paper/theme.yaml"):
        root = write_root(tmp_path / f"a{len(theme)}", files)
        settings = {"briefbook_pdf_templates": "paper", "briefbook_pdf_theme": theme}
        made = run(root, "html", settings=settings)
        assert made.findings() == []
        assert "OFFICIAL" in pages(made.pdf("alpha"))[0]


@pytest.mark.parametrize(
    ("files", "settings", "place", "said"),
    [
        ({"x/a.ttf": "junk"}, {"briefbook_pdf_fonts": ["x"]}, "x/a.ttf", "no font"),
        ({"x/a.woff2": "wOF2"}, {"briefbook_pdf_fonts": ["x"]}, "x/a.woff2", "no font"),
        ({"x/lib.typ": b"\xff\xfe"}, {"briefbook_pdf_templates": "x"}, "x/lib.typ", "UTF-8"),
    ],
)
def test_a_file_of_the_look_that_cannot_be_read_is_named(
    small: Small, files: dict[str, str | bytes], settings: dict[str, object], place: str, said: str
) -> None:
    with pytest.raises(BadFileError, match=said) as caught:
        run(small(files), settings=settings)
    assert (caught.value.path, caught.value.line) == (place, 1)


@pytest.mark.parametrize("name", ["arms.png", "arms.svg"])
def test_a_logo_that_cannot_be_read_is_one_finding(small: Small, name: str) -> None:
    made = run(small({name: "<svg><g></svg>"}), briefbook_pdf_theme={"logo": name})
    assert len(made.findings()) == 1
    assert made.findings()[0].startswith(f"{name}:1: WARNING: the image cannot be read")


def test_an_open_bracket_in_a_template_is_one_finding(small: Small) -> None:
    ours = (TEMPLATES / "lib.typ").read_text(encoding="utf-8")
    broken = ours.replace("#let br() = linebreak()", "#let br() = linebreak(")
    made = run(small({"paper/lib.typ": broken}), briefbook_pdf_templates="paper")
    line = broken[: broken.index("linebreak(")].count("\n") + 1
    assert len(made.findings()) == 1
    assert f"paper/lib.typ:{line}: " in made.findings()[0]
    assert "correct the line, or take the file away" in made.findings()[0]


def test_a_note_of_the_bottom_line_is_not_lost(tmp_path: Path) -> None:
    source = str(BOOK["briefs/alpha.md"]).replace("The line of alpha", "The line[^z] of alpha")
    source += "\n[^z]: wordnote of the line\n"
    made = run(write_root(tmp_path / "a", {**BOOK, "briefs/alpha.md": source}), "html")
    assert whole(made.pdf("alpha")).count("wordnote of the line") == 1


def test_a_number_stays_with_its_letters(small: Small) -> None:
    filler = "word " * 3
    lines = "".join(f"{'x' * n} {filler}and an F-16 jet then more.\n\n" for n in range(30, 62))
    text = whole(run(small({"one.md": f"# One\n\n{lines}"})).pdf())
    assert text.count("F-16") == 32
