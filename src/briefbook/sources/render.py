"""Notes, entries and short labels of sources, as spans that any writer can print."""

from __future__ import annotations

from functools import cached_property
from typing import TYPE_CHECKING

from briefbook.sources import labels, markup
from briefbook.sources.csl import Processor, StyleError
from briefbook.sources.in_short import in_short
from briefbook.sources.markup import Span

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from briefbook.sources.cite import Cite
    from briefbook.sources.model import Source

__all__ = ["DEFAULT_STYLE", "Renderer", "Span", "StyleError"]

# The newer editions print "Edition" after newspapers and authors' initials only, and most note
# styles print the title of an unsigned piece twice: this one suits every type that is in use.
DEFAULT_STYLE = "chicago-notes-bibliography-16th-edition"


class Renderer:
    """Renders the sources of one bibliography in one style.

    ``style`` names a CSL style, ``locale`` the language of dates and words.  ``entries`` are those
    that are known already, and takes those that are rendered.  Raises ``StyleError`` for a style
    that does not exist.
    """

    def __init__(
        self,
        bibliography: Mapping[str, Source],
        style: str = DEFAULT_STYLE,
        locale: str = "en-GB",
        entries: dict[str, list[Span]] | None = None,
    ) -> None:
        self.bibliography = bibliography
        self.style = style
        self._processor = Processor(bibliography, style, locale)
        self._entries = {} if entries is None else entries
        self._addresses = [source.address or "" for source in bibliography.values()]

    def note(self, cites: Sequence[Cite]) -> list[Span]:
        """Return the full text of one note; raises ``KeyError`` for an unknown source."""
        if not cites:
            return []
        marked = self._processor.note(cites)
        return self._spans(_without_stand_in(marked, self.bibliography[cites[0].source_id]))

    def note_in_short(self, cites: Sequence[Cite]) -> list[Span]:
        """Return one note as paper has it; raises ``KeyError`` for an unknown source."""
        found: list[Span] = []
        for cite in cites:
            if found:
                found.append(Span("; "))
            found += in_short(cite, self.bibliography[cite.source_id], self.short(cite.source_id))
        return found

    def entry(self, source_id: str) -> list[Span]:
        """Return the source as it stands in a list of sources; raises ``KeyError``."""
        source = self.bibliography[source_id]
        if source_id not in self._entries:  # a style takes some ten milliseconds an entry
            marked = self._processor.entry(source_id)
            self._entries[source_id] = self._spans(_without_stand_in(marked, source))
        return list(self._entries[source_id])

    def short(self, source_id: str) -> str:
        """Return a short name for running text, such as ``Dawn, 21 Oct. 2022``; unlike any other.

        Raises ``KeyError`` for an unknown source.
        """
        return self._labels[source_id]

    @cached_property
    def _labels(self) -> dict[str, str]:
        return labels.unique({key: labels.short(s) for key, s in self.bibliography.items()})

    def _spans(self, marked: str) -> list[Span]:
        return markup.spans(markup.tidy(marked), self._addresses)


def _without_stand_in(marked: str, source: Source) -> str:
    """Drop what a style puts in the place of a missing author when it then says it again.

    citeproc does not notice that a stand-in (the newspaper, the title) has been printed.
    """
    if source.author or source.editor:
        return marked
    container = source.container_title and markup.typographic(source.container_title)
    return markup.drop_stand_in(marked, container, markup.typographic(source.title))
