"""What a run has made: the list that the command prints and the link check reads."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING
from weakref import WeakKeyDictionary

if TYPE_CHECKING:
    from pathlib import Path

    from sphinx.application import Sphinx


@dataclass(frozen=True, order=True)
class PdfOutput:
    """One PDF: where it is, ``book`` or ``handout``, its paper, and how many pages it has.

    ``docname`` is the brief's document, or the root document for the book, and ``documents`` are
    all that it prints; ``seconds`` is what it took this time, next to nothing where nothing had
    changed.
    """

    path: Path
    kind: str
    paper: str
    pages: int
    docname: str = ""
    seconds: float = field(default=0.0, compare=False)
    documents: tuple[str, ...] = field(default=(), compare=False, repr=False)


_OUTPUTS: WeakKeyDictionary[Sphinx, list[PdfOutput]] = WeakKeyDictionary()


def outputs(app: Sphinx) -> list[PdfOutput]:
    """Return the PDFs that the last run of this application made, the book first."""
    return list(_OUTPUTS.get(app, []))


def remember(app: Sphinx, made: list[PdfOutput]) -> None:
    """Note what a run has made."""
    _OUTPUTS[app] = made
