"""What an author says of an entry in fields below its definition: of which kind it is."""

from __future__ import annotations

import hashlib
import re
from typing import TYPE_CHECKING

from docutils import nodes
from sphinx import addnodes

from briefbook.findings import did_you_mean, report
from briefbook.terms.formats.source import glossaries

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from sphinx.application import Sphinx

    IndexEntry = tuple[str, str, str, str, str | None]

KINDS = (
    "agreement",
    "award",
    "concept",
    "document",
    "equipment",
    "event",
    "institution",
    "law",
    "office",
    "person",
    "place",
    "procedure",
    "programme",
)
"""The kinds of entries, unless the book names its own."""
FIELDS = ("kind",)
KIND = "term_kind"
"""The attribute of a definition that holds its kind, and nothing where the author gives none."""
_COUNTED = re.compile(r"term-\d+")
# Where MyST does not know fields, they come as a paragraph.
_FIELD = re.compile(r":(?P<name>[\w-]+):[ \t]+(?P<value>\S.*)")


def _read_fields(app: Sphinx, doctree: nodes.document) -> None:
    """Take the fields out of every definition, and keep what they say."""
    kinds = tuple(app.config.briefbook_term_kinds)
    _place_terms(app, doctree)
    _settle_anchors(app, doctree)
    for glossary in doctree.findall(addnodes.glossary):
        for definition in glossary.findall(nodes.definition):
            for name, value, node in list(_fields(definition)):
                _take(definition, name, value, node, kinds)


def _place_terms(app: Sphinx, doctree: nodes.document) -> None:
    """Give each name its line in the file, which MyST counts from within the directive."""
    path = app.env.doc2path(app.env.current_document.docname)
    found = list(doctree.findall(addnodes.glossary))
    places = glossaries(path.read_text(encoding="utf-8-sig").split("\n")) if found else []
    if len(places) != len(found):
        return  # some of it comes from elsewhere
    for glossary, place in zip(found, places, strict=True):
        items = list(glossary.findall(nodes.definition_list_item))
        own = [item for item in items if item.parent.parent is glossary]
        if len(own) == len(place.entries):
            for item, entry in zip(own, place.entries, strict=True):
                terms = (child for child in item.children if isinstance(child, nodes.term))
                for number, term in enumerate(terms, entry.first + 1):
                    term.line = number


def _settle_anchors(app: Sphinx, doctree: nodes.document) -> None:
    """Name an anchor after its term where Sphinx has counted, as it does beyond Latin letters.

    A number would stand for another term once an entry is added before it.
    """
    standard, docname = app.env.domains.standard_domain, app.env.current_document.docname
    for glossary in doctree.findall(addnodes.glossary):
        for term in glossary.findall(nodes.term):
            old, name = str((term["ids"] or [""])[0]), term.astext()
            if not _COUNTED.fullmatch(old) or name.isascii():
                continue
            new = f"term-{hashlib.sha256(name.encode()).hexdigest()[:10]}"
            if new in doctree.ids or standard.objects.get(("term", name)) != (docname, old):
                continue
            term["ids"] = [new]
            doctree.ids[new] = doctree.ids.pop(old, term)
            standard.objects["term", name] = standard._terms[name.lower()] = (docname, new)  # noqa: SLF001  # Sphinx has no door for a new place
            for index in term.findall(addnodes.index):
                index["entries"] = _moved(index["entries"], old, new)
            entries = app.env.domains.index_domain.entries  # read from the page by now
            entries[docname] = _moved(entries.get(docname, []), old, new)


def _moved(entries: Iterable[IndexEntry], old: str, new: str) -> list[IndexEntry]:
    """Return entries of the index with another anchor in place of ``old``."""
    return [
        (kind, words, new if target == old else target, main, key)
        for kind, words, target, main, key in entries
    ]


def _fields(definition: nodes.definition) -> Iterator[tuple[str, str, nodes.Node]]:
    """Yield name, value and place of each field, and take them off the page."""
    for child in list(definition.children):
        if isinstance(child, nodes.field_list):
            for field in child.findall(nodes.field):
                yield field[0].astext(), field[1].astext(), _placed(field, child)
            definition.remove(child)
        elif isinstance(child, nodes.paragraph):
            found = [_FIELD.fullmatch(line.strip()) for line in child.astext().splitlines()]
            if any(found) and not all(found):
                _report_glued(child, next(n for n, match in enumerate(found) if match))
            elif found and all(found):
                yield from ((match["name"], match["value"], child) for match in found if match)
                definition.remove(child)


def _report_glued(paragraph: nodes.paragraph, number: int) -> None:
    """Report a field that stands right below text, and is read as a part of it."""
    field = paragraph.astext().splitlines()[number].strip()
    message = f"'{field}' belongs to the paragraph above it, and is no field"
    place = nodes.paragraph()
    place.source, place.line = paragraph.source, (paragraph.line or 1) + number
    report("term-field", message, "put an empty line above it", location=place)


def _placed(field: nodes.Node, around: nodes.Node) -> nodes.Node:
    return field if field.line else around


def _take(
    definition: nodes.definition, name: str, value: str, node: nodes.Node, kinds: tuple[str, ...]
) -> None:
    if name in FIELDS and KIND in definition:
        message = f"the field '{name}' stands twice below one definition"
        report("term-field", message, "keep one of the two", location=node)
    elif name not in FIELDS:
        report(
            "term-field",
            f"an entry of the glossary has no field '{name}'",
            did_you_mean(name, FIELDS),
            location=node,
        )
    elif " ".join(value.lower().split()) not in kinds:
        report(
            "term-kind",
            f"'{value}' is no kind of entry",
            did_you_mean(value.lower(), kinds),
            location=node,
        )
    else:
        definition[KIND] = " ".join(value.lower().split())


def setup(app: Sphinx) -> None:
    """Register the setting, and read the fields before anybody looks at the text."""
    app.add_config_value("briefbook_term_kinds", list(KINDS), "env", frozenset({list, tuple}))
    app.connect("doctree-read", _read_fields, priority=400)
