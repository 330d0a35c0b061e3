"""How pages are laid out: what repeats, what breaks, what stays on the page."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pypdfium2
import pytest

from pdfkit import bookmarks, left_edge, pages, run, squeezed, whole

if TYPE_CHECKING:
    from pathlib import Path

    from pdf_roots import Small


def test_a_long_table_repeats_its_head(small: Small) -> None:
    rows = "".join(f"| row{n} | {n} |\n" for n in range(200))
    made = run(
        small({"one.md": f"# One\n\n| wordhead | n |\n|---|--:|\n{rows}", "two.md": "# T\n"})
    )
    text = pages(made.pdf())
    with_rows = [
        page_text for page_text in text if "row" in page_text and "wordroot" not in page_text
    ]
    assert len(with_rows) >= 3
    assert all("wordhead" in page_text for page_text in with_rows)


def test_a_dense_table_has_more_rows_on_a_page(small: Small) -> None:
    rows = "".join(f"* - row{n}end\n  - {n}\n" for n in range(120))

    def most(option: str) -> int:
        source = f"# One\n\n```{{list-table}}\n{option}\n{rows}```\n"
        made = run(small({"one.md": source, "two.md": "# T\n"}, "dense" if option else "plain"))
        return max(text.count("row") for text in pages(made.pdf()))

    assert most(":class: dense") > most("")


def test_a_whole_table_is_not_parted(small: Small) -> None:
    fill = "Some words that fill a line of the page and go on a little further.\n\n"

    def parted(option: str) -> list[int]:
        source = "# One\n\n" + "".join(
            f"{fill * (3 + n % 5)}```{{list-table}}\n{option}\n"
            + "".join(f"* - word{n}row{row}end\n  - x\n" for row in range(9))
            + "```\n\n"
            for n in range(20)
        )
        made = run(small({"one.md": source, "two.md": "# T\n"}, "whole" if option else "plain"))
        text = pages(made.pdf())
        return [n for n in range(20) if sum(f"word{n}row" in page for page in text) > 1]

    assert parted(":class: whole") == []
    assert parted("") != []


def test_a_second_reference_to_a_note_is_the_same_note(small: Small) -> None:
    made = run(
        small({"one.md": "# One\n\nA[^n] and b[^n].\n\n[^n]: wordnote\n", "two.md": "# T\n"})
    )
    text = whole(made.pdf())
    assert text.count("wordnote") == 1
    assert "A1 and b1." in text


@pytest.mark.parametrize(
    ("first", "second", "printed"),
    [
        ("wordnote here.", "wordnote here.", 1),
        ("wordnote here.", "wordnote here. And a remark.", 1),
        ("wordnote here. And a remark.", "wordnote here.", 1),
        ("wordnote here", "wordnote here and there", 2),
    ],
)
def test_what_two_notes_say_is_printed_once(
    small: Small, first: str, second: str, printed: int
) -> None:
    source = f"# One\n\nA[^a], b[^b].\n\n[^a]: {first}\n[^b]: {second}\n"
    text = whole(run(small({"one.md": source, "two.md": "# T\n"})).pdf())
    assert text.count("wordnote") == printed
    assert text.count("And a remark") == (first + second).count("And a remark")
    assert f"A1, b{printed}." in text


def test_a_caption_stands_on_the_page_of_its_table(small: Small) -> None:
    fill = "Some words that fill a line of the page and go on a little further.\n\n"
    rows = "* - row\n  - x\n"
    source = "# One\n\n" + "".join(
        f"{fill * (3 + n % 5)}\n```{{list-table}} wordcap{n}end\n* - wordrow{n}end\n  - x\n"
        f"{rows * (6 + n % 4)}```\n\n"
        for n in range(40)
    )
    made = run(small({"one.md": source, "two.md": "# T\n"}))
    parted = [
        n
        for n in range(40)
        for page in pages(made.pdf())
        if f"wordcap{n}end" in page and f"wordrow{n}end" not in page
    ]
    assert parted == []


def test_an_address_is_printed_once(small: Small) -> None:
    uri = "https://example.org/a"
    source = f"# One\n\n[first]({uri}) and [second]({uri}) and <{uri}x>\n"
    text = whole(run(small({"one.md": source, "two.md": "# T\n"})).pdf())
    assert text.count("example.org/a ") + text.count("example.org/ax") == 2


def test_skipped_heading_levels_are_closed_up(small: Small) -> None:
    source = "# One\n\n### Three\n\n#\n\n## Two\n"
    made = run(small({"one.md": source, "two.md": "# T\n"}), suppress_warnings=["myst.header"])
    assert [line for line in made.findings() if "pdf-compile" in line] == []
    assert "Three" in bookmarks(made.pdf())


def test_a_note_in_a_note_is_not_lost(small: Small) -> None:
    notes = "[^a]: wordfirst[^b]\n\n[^b]: wordsecond[^a]\n"
    made = run(small({"one.md": f"# One\n\nText[^a].\n\n{notes}", "two.md": "# T\n"}))
    text = whole(made.pdf())
    assert text.count("wordfirst") == text.count("wordsecond") == 1


@pytest.mark.parametrize(
    "source",
    ["x" * 400, f"`{'x' * 400}`", f"```\n{'x' * 400}\n```", f"<https://example.org/{'x' * 400}>"],
    ids=["text", "literal", "code", "address"],
)
def test_an_endless_word_stays_on_the_page(small: Small, source: str) -> None:
    made = run(small({"one.md": f"# One\n\n{source}\n", "two.md": "# T\n"}))
    document = pypdfium2.PdfDocument(made.pdf())
    shown = document[4].get_textpage()
    width = document[4].get_width()
    edges = [shown.get_charbox(n)[2] for n in range(shown.count_chars())]
    assert "x" * 400 in squeezed(shown.get_text_range())
    assert max(edges) < width
    document.close()


def _right_edges(pdf: Path) -> list[tuple[str, float]]:
    """Return every letter with the distance of its right edge from that of its page."""
    document = pypdfium2.PdfDocument(pdf)
    try:
        return [
            (shown.get_text_range(n, 1), page.get_width() - shown.get_charbox(n)[2])
            for page in document
            for shown in [page.get_textpage()]
            for n in range(shown.count_chars())
        ]
    finally:
        document.close()


def _overlaps(pdf: Path, number: int) -> bool:
    """Tell whether two letters stand on one another on a page."""
    document = pypdfium2.PdfDocument(pdf)
    try:
        shown = document[number].get_textpage()
        boxes = [shown.get_charbox(n) for n in range(shown.count_chars())]
        letters = [b for n, b in enumerate(boxes) if shown.get_text_range(n, 1).strip()]
        middles = sorted(((b[1] + b[3]) / 2, b[0], b[2]) for b in letters)
        rows: dict[int, list[tuple[float, float]]] = {}
        for height, left, right in middles:
            rows.setdefault(round(height), []).append((left, right))
        return any(
            after[0] < before[1] - 1.0
            for row in rows.values()
            for before, after in zip(sorted(row), sorted(row)[1:], strict=False)
        )
    finally:
        document.close()


def test_long_words_in_narrow_cells_stay_in_them(small: Small) -> None:
    words = " | ".join(["x" * 200, f"`{'y' * 200}`", f"<https://example.org/{'z' * 150}>", "end"])
    table = f"| {words} |\n|---|---|---|---|\n| {words} |\n"
    made = run(small({"one.md": f"# One\n\n{table}", "two.md": "# T\n"}))
    assert not _overlaps(made.pdf(), 4)


def test_a_table_of_many_columns_is_printed_in_parts(small: Small) -> None:
    head = "|".join(f"h{n}" for n in range(40))
    body = "|".join(f"wordcell{n}x" for n in range(40))
    table = f"|{head}|\n{'|---' * 40}|\n|{body}|\n"
    made = run(small({"one.md": f"# One\n\n{table}", "two.md": "# T\n"}))
    text = squeezed(whole(made.pdf()))
    assert made.findings() == []
    assert [n for n in range(40) if f"wordcell{n}x" not in text] == []
    assert text.count("wordcell0x") == 4, "each part repeats the first column"
    assert not _overlaps(made.pdf(), 4)


@pytest.mark.parametrize(
    "source",
    [f"${'m + ' * 80}n$", f"$${'m + ' * 80}n$$", f"$${'m' * 200}$$", f"`{'a_' * 2000}`",
     f"```\n{'a=b;' * 4000}\n```"],
    ids=["formula", "formula-block", "formula-without-space", "literal", "code"],
)  # fmt: skip
def test_what_is_longer_than_a_line_goes_on_in_the_next(small: Small, source: str) -> None:
    made = run(small({"one.md": f"# One\n\n{source}\n", "two.md": "# T\n"}))
    assert made.findings() == []
    assert min(edge for _, edge in _right_edges(made.pdf())) > 0


@pytest.mark.parametrize(
    "source",
    [
        ":::{rst-class} source-register\n:::\n\n- wordwide\n- second\n",
        "::::{grid} 2\n:::{grid-item-card}\nwordwide\n:::\n:::{grid-item-card}\nx\n:::\n::::\n",
    ],
    ids=["register", "cards"],
)
def test_registers_and_cards_take_the_whole_page(small: Small, source: str) -> None:
    made = run(small({"one.md": f"# One\n\nwordtext\n\n{source}", "two.md": "# T\n"}))
    margin = left_edge(made.pdf(), 4, "wordtext")
    assert margin - left_edge(made.pdf(), 4, "wordwide") > 60


def _right_edge(path: Path) -> float:
    """Return how far to the right any sign of a PDF stands, in points."""
    document = pypdfium2.PdfDocument(path)
    try:
        texts = [sheet.get_textpage() for sheet in document]
        boxes = [t.get_charbox(n) for t in texts for n in range(t.count_chars())]
        return float(max(box[2] for box in boxes))
    finally:
        document.close()


def test_code_without_spaces_ends_at_the_margin(small: Small) -> None:
    drawing = "1.49-2.01.37-2.53-.49-2.69-.94-.09-.23-" * 6
    source = f'# One\n\n```python\n"""\n<path d="{drawing}">\n"""\n```\n'
    made = run(small({"one.md": source, "two.md": "# T\n"}))
    assert _right_edge(made.pdf()) < (210 - 12.7) / 25.4 * 72
    assert squeezed(drawing) in squeezed(whole(made.pdf()))


def test_bare_text_in_a_grid_stands_in_the_column_of_text(small: Small) -> None:
    grid = "::::{grid} 2\n:::{grid-item}\nworditem\n:::\n:::{grid-item}\nx\n:::\n::::\n"
    made = run(small({"one.md": f"# One\n\nwordtext\n\n{grid}", "two.md": "# T\n"}))
    number = next(n for n, text in enumerate(pages(made.pdf())) if "worditem" in text)
    edges = [left_edge(made.pdf(), number, word) for word in ("wordtext", "worditem")]
    assert edges[0] == pytest.approx(edges[1], abs=0.5)
