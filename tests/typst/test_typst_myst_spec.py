"""Every example of the MyST specification compiles, and the PDF says what its page says."""

from __future__ import annotations

import json
import re
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from briefbook.parity import page, pdf
from pdfkit import CONF, run, write_root

if TYPE_CHECKING:
    from collections.abc import Iterator

EXAMPLES: list[dict[str, str]] = json.loads(
    (Path(__file__).parent / "data/myst-spec.json").read_text(encoding="utf-8")
)
# What the PDF leaves out with a finding.
REFUSED = {"CommonMark HTML": ["some", "text"]}
NAMES = [f"example{number}" for number in range(len(EXAMPLES))]
# What the specification has and MyST-Parser does not know is reported, and shown as it is written.
SETTINGS = {"suppress_warnings": ["*"], "numfig": True, "html_theme": "basic"}


@pytest.fixture(scope="module")
def made(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, str]:
    """Return the folder of the pages, and the text of the book."""
    index = "# Examples\n\n```{toctree}\n" + "\n".join(NAMES) + "\n```\n"
    files: dict[str, str | bytes] = {"conf.py": CONF, "index.md": index}
    for name, example in zip(NAMES, EXAMPLES, strict=True):
        files[f"{name}.md"] = f"# START{name}START\n\n{example['myst']}\n"
    result = run(write_root(tmp_path_factory.mktemp("spec"), files), "html", settings=SETTINGS)
    assert result.pdfs, result.findings()
    return result.outdir, pdf.read(result.pdf()).text


def _words(text: str) -> list[str]:
    return re.findall(r"[^\W_]+", text)


def _lost(wanted: list[str], text: str) -> Iterator[str]:
    """Yield the words that a text does not have, in their order."""
    at = 0
    for word in wanted:
        found = text.find(word, at)
        if found < 0:
            yield word
        else:
            at = found + len(word)


def test_there_are_all_examples() -> None:
    assert len(EXAMPLES) == 91
    assert len({example["file"] for example in EXAMPLES}) == 29


@pytest.mark.parametrize("number", range(len(EXAMPLES)))
def test_an_example_keeps_its_text_in_order(made: tuple[Path, str], number: int) -> None:
    folder, book = made
    name = NAMES[number]
    start = book.rindex(f"START{name}START")
    following = book.find("START", start + len(f"START{name}START"))
    here = re.sub(r"\s|\ue001", "", book[start : following if following > 0 else len(book)])
    there = page.read(f"{name}.html", (folder / f"{name}.html").read_text(encoding="utf-8"))
    # Where an image has no description, a page gives its file's name for one.
    said = [piece.text for unit in there.units for piece in unit.pieces if piece.kind != "figure"]
    lost = list(_lost(_words(" ".join(said)), here))
    assert lost == REFUSED.get(EXAMPLES[number]["title"], [])
