"""Gives each handout the terms that its brief uses, because it is read without the glossary."""

from __future__ import annotations

from typing import TYPE_CHECKING

from sphinx.transforms.post_transforms import SphinxPostTransform

from briefbook.elements.base import SENTENCE_END
from briefbook.elements.nodes import term_extract
from briefbook.register import register_of
from briefbook.terms.words import is_abbreviation

if TYPE_CHECKING:
    from sphinx.application import Sphinx

    from briefbook.terms.entry import Entry


class AddExtract(SphinxPostTransform):
    """Adds the extract at the end of every brief that is printed."""

    default_priority = 7  # after the uses are settled (1)

    def run(self, **kwargs: object) -> None:
        """Add the extract, if the document is a brief and uses a term."""
        del kwargs
        # The application's builder of the moment: one run of Sphinx makes pages and print.
        printing = self.env._app.builder.format == "typst"  # noqa: SLF001  # as Sphinx's own do
        domain, docname = register_of(self.env), self.env.docname
        if not printing or docname not in domain.briefs:
            return
        used = {use.entry for use in domain.uses_of(docname)}
        entries = [entry for entry in domain.entries if entry.key in used]
        if entries:
            self.document += term_extract(terms=[row(entry) for entry in in_order(entries)])


def in_order(entries: list[Entry]) -> list[Entry]:
    """Return entries by their headwords, whatever their case."""
    return sorted(entries, key=lambda entry: (entry.headword.casefold(), entry.key))


def row(entry: Entry) -> dict[str, object]:
    """Return what an extract prints of an entry: its names, and what it is in one sentence."""
    names = [alias.text for alias in entry.aliases]
    short = [name for name in names[1:] if is_abbreviation(name)]
    return {
        "anchors": [f"{entry.docname}#{alias.anchor}" for alias in entry.aliases],
        "term": entry.headword,
        "short": ", ".join(short),
        "meaning": SENTENCE_END.split(entry.definition, maxsplit=1)[0],
    }


def setup(app: Sphinx) -> None:
    """Register the transform."""
    app.add_post_transform(AddExtract)
