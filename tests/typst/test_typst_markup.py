"""Text can never become Typst code, whatever it holds."""

from __future__ import annotations

import json
import tempfile
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, example, given, settings
from hypothesis import strategies as st

import typst
from briefbook.typst import markup
from briefbook.typst.typefaces import fonts_of
from pdfkit import pages, squeezed

# What starts something in Typst's markup, code or mathematics.
DANGEROUS = [
    "#", "\\", "$", "*", "_", "`", "```", "<", ">", "@", "=", "==", "-", "--", "---", "-?", "+",
    "/", "//", "/*", "*/", "~", "[", "]", "(", ")", "{", "}", '"', "'", "...", "1.", "1)", "a)",
    ":", ";", ",", ".", "!", "&", "%", "^", "|", "#let x = 1", '#include "/x"', "#panic()",
    "https://example.org/a", "<label>", "@ref", "\\u{41}", "/ term: x", "\n", "\n\n", "\r\n", "\t",
    " ", "  ", "\u00a0", "\u00ad", "\u200b", "\u2028", "\u2029", "\x85", "\x0b", "\ufeff", "-1",
]  # fmt: skip
ANY_TEXT = st.lists(
    st.one_of(
        st.sampled_from(DANGEROUS),
        st.text(st.characters(exclude_categories=["Cs"]), max_size=4),
        st.text("abc 123", max_size=4),
    ),
    max_size=12,
).map("".join)
# Letters that the fonts of the PDFs have, so that they can be read back from a page.
SHOWN = st.lists(
    st.one_of(
        st.sampled_from([piece for piece in DANGEROUS if piece.isascii()]),
        st.text("abcXYZ 0123456789 éßñœ Ωλж Я “”‘’–—…", max_size=5),
    ),
    min_size=1,
    max_size=12,
).map("".join)
BATCHES = settings(
    max_examples=12,
    deadline=None,
    suppress_health_check=[HealthCheck.too_slow, HealthCheck.data_too_large],
)


@pytest.fixture(scope="module")
def compiler() -> typst.Compiler:
    fonts = fonts_of([])
    return typst.Compiler(root=tempfile.gettempdir(), font_paths=fonts, ignore_system_fonts=True)


def _shown(node: Any) -> str:
    """Return the text of a piece of content; fail on anything that is not text."""
    if node["func"] == "space":
        return " "
    if node["func"] == "emph":  # what the probes put between two texts
        return ""
    if node["func"] == "sequence":
        return "".join(_shown(child) for child in node["children"])
    assert node["func"] in {"text", "symbol"}, node
    return str(node["text"])


def _query(source: str) -> list[Any]:
    with tempfile.TemporaryDirectory() as folder:
        file = Path(folder) / "probe.typ"
        file.write_text(source, encoding="utf-8")
        found = typst.query(str(file), "<probe>", field="value", ignore_system_fonts=True)
    return list(json.loads(found))


def _expected(sample: str) -> str:
    return markup._SPACES.sub(" ", markup.printable(markup._SPACES.sub(" ", sample)))


@BATCHES
@example(samples=DANGEROUS)
@example(samples=["".join(DANGEROUS), "#" * 50, "[" * 50, "\\" * 7])
@given(samples=st.lists(ANY_TEXT, min_size=1, max_size=40))
def test_any_text_is_text_to_typst(samples: list[str]) -> None:
    probes = [f"#metadata([x{markup.text(s)}x])<probe>" for s in samples]
    found = _query("\n".join(probes))
    assert [_shown(node) for node in found] == [f"x{_expected(s)}x" for s in samples]


@BATCHES
@example(samples=[(a, b) for a in DANGEROUS for b in DANGEROUS if len(a + b) < 4])
@given(samples=st.lists(st.tuples(ANY_TEXT, ANY_TEXT), min_size=1, max_size=40))
def test_texts_make_nothing_together_nor_after_a_call(samples: list[tuple[str, str]]) -> None:
    between = markup.call("emph", body=markup.EMPTY)
    parts = [(markup.text(a), markup.text(b)) for a, b in samples]
    probes = [f"#metadata([{a}{b}{between}{a}{b}])<probe>" for a, b in parts]
    found = _query("\n".join(probes))
    expected = [f"{_expected(a)}{_expected(b)}" * 2 for a, b in samples]
    assert [squeezed(_shown(node)) for node in found] == [squeezed(text) for text in expected]


@BATCHES
@example(samples=DANGEROUS)
@given(samples=st.lists(ANY_TEXT, min_size=1, max_size=40))
def test_any_text_survives_a_string_literal(samples: list[str]) -> None:
    found = _query("\n".join(f"#metadata({markup.string(s)})<probe>" for s in samples))
    assert found == [markup.printable(s.replace("\x85", "\n")) for s in samples]


@BATCHES
@given(samples=st.lists(SHOWN, min_size=1, max_size=30))
def test_text_is_read_back_from_the_page(compiler: typst.Compiler, samples: list[str]) -> None:
    head = '#set page(width: 60cm)\n#set text(font: "Source Serif 4", hyphenate: false)\n'
    body = "\n#pagebreak();\n".join(f"a{markup.text(sample)}z" for sample in samples)
    pdf = compiler.compile((head + body).encode(), format="pdf")
    assert isinstance(pdf, bytes)
    assert [squeezed(page) for page in pages(pdf)] == [
        squeezed(f"a{_expected(sample)}z") for sample in samples
    ]


@pytest.mark.parametrize(
    ("item", "code"),
    [
        (None, "none"),
        (True, "true"),
        (3, "3"),
        ('say "x" \\ y', '"say \\"x\\" \\\\ y"'),
        (markup.Content("a"), "[a]"),
        (markup.Code("1fr"), "1fr"),
        (["a"], '("a", )'),
        ([], "()"),
        ({}, "(:)"),
        ({"k": 1}, '("k": 1, )'),
    ],
)
def test_values(item: markup.Value, code: str) -> None:
    assert markup.value(item) == code


def test_a_call_ends_so_that_nothing_binds_to_it() -> None:
    called = markup.call("f", "a", body=markup.text("(b)"), left_out=None, two_words=1)
    assert called == '#f("a", two-words: 1)[(b)];'


def test_what_no_page_can_show_is_left_out() -> None:
    assert markup.text("a\x00\x1b\x9f\ufffe\ud800b") == "ab"
