"""The entries of a glossary, as the register keeps them."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING

from docutils import nodes
from sphinx import addnodes

from briefbook.elements.citation import SEPARATOR as CITED_BY
from briefbook.terms.details import KIND
from briefbook.terms.words import is_abbreviation, tokens

if TYPE_CHECKING:
    from collections.abc import Iterator


@dataclass(frozen=True)
class Alias:
    """One name of an entry, with its anchor and its line."""

    text: str
    anchor: str
    line: int


@dataclass(frozen=True)
class Entry:
    """One definition with all its names, the first of which is its headword.

    ``definition`` is its plain text, without notes and without what it says to see as well, whose
    names are ``see_also``.  ``sources`` are the ids of the sources that it cites.
    """

    docname: str
    aliases: tuple[Alias, ...]
    definition: str
    kind: str = ""
    see_also: tuple[str, ...] = ()
    sources: tuple[str, ...] = ()

    @property
    def headword(self) -> str:
        """The name under which it stands."""
        return self.aliases[0].text

    @property
    def anchor(self) -> str:
        """The anchor of its headword."""
        return self.aliases[0].anchor

    @cached_property  # asked for on every page, of every entry
    def key(self) -> str:
        """What identifies it in the book."""
        return f"{self.docname}#{self.anchor}"

    @property
    def abbreviations(self) -> dict[str, str]:
        """The abbreviations among its names, each with the name that it stands for."""
        short = [alias.text for alias in self.aliases if is_abbreviation(alias.text)]
        found = {name: self.expansion_of(name) for name in short}
        return {name: expansion for name, expansion in found.items() if expansion}

    def expansion_of(self, abbreviation: str) -> str:
        """Return the name that an abbreviation of this entry stands for, or an empty string.

        ``FMS`` stands for ``Foreign Military Sales`` because its letters begin the words of it;
        ``F-16`` stands beside ``F-16 Block 52`` and abbreviates nothing.
        """
        for alias in self.aliases:
            if not is_abbreviation(alias.text) and _abbreviates(abbreviation, alias.text):
                return alias.text
        return ""


def _abbreviates(short: str, long: str) -> bool:
    """Return whether the letters of ``short`` occur in ``long`` in their order.

    The first letter must begin a word, and at least half of the letters must, which keeps
    chance matches out (after Schwartz and Hearst, 2003).
    """
    letters = [letter for letter in short.casefold() if letter.isalnum()]
    if not letters or short.casefold() in long.casefold():
        return False
    place, begun, text = 0, 0, long.casefold()
    for number, letter in enumerate(letters):
        found = _next_letter(text, letter, place)
        if found is None or (number == 0 and not _begins_word(text, found)):
            return False
        begun += _begins_word(text, found)
        place = found + 1
    return begun * 2 >= len(letters)


def _next_letter(text: str, letter: str, place: int) -> int | None:
    """Return where ``letter`` comes next, rather at the beginning of a word than inside one."""
    start = re.search(rf"(?<![^\W_]){re.escape(letter)}", text[place:])
    if start:
        return place + start.start()
    found = text.find(letter, place)
    return found if found >= 0 else None


def _begins_word(text: str, place: int) -> bool:
    return place == 0 or not text[place - 1].isalnum()


def entries_of(doctree: nodes.document, docname: str) -> Iterator[Entry]:
    """Yield the entries of all glossaries in a document."""
    for glossary in doctree.findall(addnodes.glossary):
        for item in glossary.findall(nodes.definition_list_item):
            if item.parent is None or item.parent.parent is not glossary:
                continue
            aliases = tuple(
                Alias(term.astext(), str(term["ids"][0]), term.line or 0)
                for term in item.findall(nodes.term)
                if term["ids"] and tokens(term.astext())
            )
            definition = next(item.findall(nodes.definition), None)
            if aliases:
                yield _entry(docname, aliases, definition)


def _entry(docname: str, aliases: tuple[Alias, ...], definition: nodes.definition | None) -> Entry:
    if definition is None:
        return Entry(docname, aliases, "")
    own = [node for node in definition.findall(nodes.TextElement) if _is_own(node)]
    others = [node for node in definition.findall(nodes.paragraph) if _is_see_also(node)]
    texts = (" ".join(_words(node).split()) for node in own if not _is_see_also(node))
    return Entry(
        docname,
        aliases,
        " ".join(filter(None, texts)),
        str(definition.get(KIND, "")),
        tuple(dict.fromkeys(name for node in others for name in _terms_in(node))),
        tuple(dict.fromkeys(_sources_in(definition))),
    )


def _is_own(node: nodes.TextElement) -> bool:
    """Return whether a node is a block of text: a paragraph, code or a formula."""
    return isinstance(node, nodes.paragraph | nodes.FixedTextElement)


def _is_see_also(node: nodes.TextElement) -> bool:
    return _words(node).lower().startswith("see also")


def _terms_in(node: nodes.TextElement) -> Iterator[str]:
    for reference in node.findall(addnodes.pending_xref):
        if reference.get("reftype") == "term":
            yield " ".join(str(reference["reftarget"]).split())


def _sources_in(definition: nodes.definition) -> Iterator[str]:
    for reference in definition.findall(nodes.footnote_reference):
        if not reference.rawsource.startswith("["):  # a note of the author's own
            yield from filter(None, reference.rawsource.split(CITED_BY))


def _words(node: nodes.TextElement) -> str:
    return "".join(
        str(text)
        for text in node.findall(nodes.Text)
        if not isinstance(text.parent, nodes.footnote_reference)
    )
