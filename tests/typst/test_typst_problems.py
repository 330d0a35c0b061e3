"""What goes wrong is said at its line, and the rest is printed all the same."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from pdfkit import run, whole

if TYPE_CHECKING:
    from pdf_roots import Small


PIXEL = (Path(__file__).parent.parent / "roots/pdf-sink/pixel.png").read_bytes()


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
    small: Small, source: str, rule: str, line: int, said: str
) -> None:
    made = run(small({"one.md": source, "two.md": "# Two\n", "pixel.png": PIXEL}))
    found = [text for text in made.findings() if f"[briefbook.{rule}]" in text]
    assert found, made.warnings
    assert f"one.md:{line}: " in found[0]
    assert said in found[0]
    assert made.pdfs, "the PDF is made all the same"


def test_a_missing_image_is_reported_by_sphinx_alone(small: Small) -> None:
    made = run(small({"one.md": "# One\n\n![wordalt](gone.png)\n", "two.md": "# Two\n"}))
    assert made.findings() == []
    assert len(made.warnings) == 1
    assert "wordalt" in whole(made.pdf())


def test_a_page_that_fails_leaves_the_last_good_file(small: Small) -> None:
    files = {"one.md": "# One\n\n![x](pixel.png)\n", "two.md": "# Two\n", "pixel.png": PIXEL}
    good = run(small(files))
    before = good.pdf().read_bytes()
    bad = run(small({**files, "one.md": "# One\n\nwordnew\n\n![x](pixel.png)\n",
                     "pixel.png": b"no image"}))  # fmt: skip
    assert [line for line in bad.findings() if "one.md:5: " in line and "pdf-image]" in line]
    assert bad.pdfs == []
    assert good.pdf().read_bytes() == before


PICTURE = "# One\n\nwordnew\n\n![x](x.{})\n"
BROKEN = {
    "an image that is none": ({"one.md": PICTURE.format("png"), "x.png": b"no image"}, 5),
    "an image that ends early": ({"one.md": PICTURE.format("png"), "x.png": PIXEL[:40]}, 5),
    "a drawing that is no XML": ({"one.md": PICTURE.format("svg"), "x.svg": "<svg><g></svg>"}, 5),
    "an image in a later paragraph": (
        {"one.md": f"# One\n\n{'word ' * 300}\n\n{PICTURE.format('jpeg')[7:]}", "x.jpeg": b"\xff"},
        7,
    ),
    "an image in a list": (
        {"one.md": "# One\n\n- word\n- item\n\n  ![x](x.gif)\n", "x.gif": b"GIF89a"}, 6
    ),
    "an image in a table": (
        # MyST knows the line of a table, not those of its cells.
        {"one.md": "# One\n\n| a |\n| - |\n| ![x](x.webp) |\n", "x.webp": b"RIFF"}, 3
    ),
}  # fmt: skip


@pytest.mark.parametrize(("files", "line"), BROKEN.values(), ids=list(BROKEN))
def test_whatever_fails_names_its_line_and_leaves_the_last_good_file(
    small: Small, files: dict[str, str | bytes], line: int
) -> None:
    good = run(small({}))
    before = good.pdf().read_bytes()
    bad = run(small(files))
    assert [text for text in bad.findings() if text.startswith(f"one.md:{line}: ")], bad.warnings
    assert not [text for text in bad.findings() if text.startswith("two.md")]
    assert bad.pdfs == []
    assert good.pdf().read_bytes() == before


def test_a_template_that_fails_is_named_and_leaves_the_last_good_file(small: Small) -> None:
    good = run(small({}))
    before = good.pdf().read_bytes()
    root = small({"templates/book.typ": "#nothing-of-this-name()\n"})
    bad = run(root, briefbook_pdf_templates="templates")
    assert "unknown variable: nothing-of-this-name" in " ".join(bad.findings())
    assert bad.pdfs == []
    assert good.pdf().read_bytes() == before


def test_a_problem_is_told_again_although_nothing_is_compiled(small: Small) -> None:
    root = small({"one.md": "# One\n\nA 漢 here.\n", "two.md": "# Two\n"})
    first = run(root)
    assert first.findings() == run(root).findings() != []


def test_a_letter_without_a_glyph_is_printed_as_its_code(small: Small) -> None:
    made = run(small({"one.md": "# One\n\nA 漢 and \U0001f41b.\n", "two.md": "# Two\n"}))
    assert "A [U+6F22] and [bug]." in whole(made.pdf())


def test_what_stands_too_deep_is_printed_flat(small: Small) -> None:
    fences = "".join(":" * (60 - n) + "{note}\n" for n in range(40))
    ends = "".join(":" * (60 - n) + "\n" for n in reversed(range(40)))
    made = run(small({"one.md": f"# One\n\n{fences}wordinner\n{ends}", "two.md": "# T\n"}))
    found = [line for line in made.findings() if "pdf-nesting" in line]
    assert [line.startswith("one.md:") for line in found] == [True]
    assert "wordinner" in whole(made.pdf())


def test_a_failure_without_a_place_names_its_file(
    small: Small, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("briefbook.typst.translate.core._DEEPEST", 10_000)
    deep = "".join(":" * (90 - n) + "{note}\n" for n in range(80))
    ends = "".join(":" * (90 - n) + "\n" for n in reversed(range(80)))
    made = run(small({"one.md": f"# One\n\n{deep}x\n{ends}", "two.md": "# T\n"}))
    assert [line for line in made.findings() if line.startswith("one.md:1: ")]
    assert not [line for line in made.findings() if "two.md" in line]


def test_a_place_has_one_finding_for_all_its_missing_letters(small: Small) -> None:
    made = run(
        small({"one.md": "# One 漢\n\nA 漢 and `字` and\n\U0001f41b, 漢.\n", "two.md": "# T\n"})
    )
    found = sorted(line.split(";")[0] for line in made.findings())
    assert found == [
        "one.md:1: WARNING: no font of the PDF has U+6F22 '漢'",
        "one.md:3: WARNING: no font of the PDF has U+5B57 '字', U+6F22 '漢', U+1F41B '\U0001f41b'",
    ]


def test_a_letter_that_only_the_settings_have_is_said_to_be_there(small: Small) -> None:
    made = run(small({}), briefbook_title="漢")
    assert [line.split(";")[0] for line in made.findings()] == [
        "WARNING: no font of the PDF has U+6F22 '漢' (in a setting of conf.py, or in a drawing)"
    ]


@pytest.mark.parametrize(
    ("letters", "shown"),
    [
        ("a\ufeffb", "wordab"),  # the mark of byte order, pasted with a text
        # A flag of four parts, of which no font has one.
        (" \U0001f3f3\ufe0f\u200d\U0001f308", "word [waving white flag][rainbow]"),
        ("\U000e0100", "word"),
        ("\ue000", "word[U+E000]"),  # for private use: no archive may hold it
    ],
    ids=ascii,
)
def test_characters_that_the_standards_refuse_do_not_stop_the_page(
    small: Small, letters: str, shown: str
) -> None:
    made = run(small({"one.md": f"# One\n\nA word{letters} here.\n", "two.md": "# T\n"}))
    assert [line for line in made.findings() if "pdf-compile" in line] == []
    assert f"A {shown} here." in whole(made.pdf())


def test_a_long_text_in_another_script_is_spelt_out(small: Small) -> None:
    made = run(small({"one.md": f"# One\n\n{'漢字, ' * 700}end\n", "two.md": "# T\n"}))
    assert [line for line in made.findings() if "pdf-compile" in line] == []
    assert whole(made.pdf()).count("[U+6F22]") == 700


def test_an_image_that_cannot_be_read_is_named_at_its_line(small: Small) -> None:
    drawing = (
        '<svg xmlns="http://www.w3.org/2000/svg"><image href="https://example.org/x.png"/></svg>'
    )
    made = run(
        small({"one.md": "# One\n\ntext\n\n![x](x.svg)\n", "two.md": "# T\n", "x.svg": drawing})
    )
    assert [line for line in made.findings() if "one.md:5: " in line and "pdf-image]" in line]
    assert "take the picture in the drawing out" in made.findings()[0]


def test_a_table_too_wide_for_a_page_is_reported_where_its_cells_are_joined(small: Small) -> None:
    edge = "+----" * 20 + "+"
    joined = "+---------" + "+----" * 18 + "+"
    table = f"{edge}\n{'| a  ' * 20}|\n{joined}\n| word    {'| b  ' * 18}|\n{joined}\n"
    made = run(small({"one.md": f"# One\n\n```{{eval-rst}}\n{table}\n```\n", "two.md": "# T\n"}))
    assert [line.split(";")[0] for line in made.findings()] == [
        "one.md:5: WARNING: a table of 20 columns with joined cells is too wide for a page"
    ]
