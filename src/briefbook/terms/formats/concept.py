"""What every format says of an entry."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from briefbook.terms.used import sections_using
from briefbook.terms.words import is_abbreviation

if TYPE_CHECKING:
    from briefbook.register import BriefDomain


@dataclass(frozen=True)
class Concept:
    """One entry: its names apart by kind, its definition, its address, and the briefs that use it.

    ``address`` is the page below the site's root with the anchor; ``used_in`` holds docnames.
    """

    id: str
    term: str
    abbreviations: tuple[str, ...]
    synonyms: tuple[str, ...]
    definition: str
    address: str
    used_in: tuple[str, ...]


def concepts(domain: BriefDomain) -> list[Concept]:
    """Return the glossary in the order of its headwords."""
    using = sections_using(domain)
    found = []
    for entry in domain.entries:
        names = [alias.text for alias in entry.aliases]
        full = [name for name in names if not is_abbreviation(name)]
        term = full[0] if full else names[0]
        found.append(
            Concept(
                id=entry.anchor,
                term=term,
                abbreviations=tuple(n for n in names if is_abbreviation(n) and n != term),
                synonyms=tuple(name for name in full if name != term),
                definition=entry.definition,
                address=f"{entry.docname}.html#{entry.anchor}",
                used_in=tuple(using.get(entry.key, ())),
            )
        )
    return sorted(found, key=lambda concept: (concept.term.casefold(), concept.id))
