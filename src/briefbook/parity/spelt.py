"""Letters that no font of the PDFs has: there is a finding about them, and one is enough."""

from __future__ import annotations

from typing import TYPE_CHECKING

from briefbook.typst.diagnosis import spelt

if TYPE_CHECKING:
    from briefbook.parity.pdf import Print


def spelt_as_in(printed: Print, html: str) -> str:
    """Return a page with those letters as its PDF prints them: by their names or codes."""
    said = "".join([printed.text, *(note.text for note in printed.notes.values())])
    for letter in sorted(letter for letter in set(html) if not letter.isascii()):
        name = spelt(letter)
        if name and f"[{name}]" in said:
            html = html.replace(letter, f"[{name}]")
    return html


def spelt_without(said: str, text: str) -> str:
    """Return some words with those letters that are said nowhere as a PDF prints them."""
    return "".join(
        letter if letter.isascii() or letter.casefold() in said else f"[{spelt(letter)}]"
        for letter in text
    )
