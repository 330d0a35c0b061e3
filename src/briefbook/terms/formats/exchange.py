"""SKOS in Turtle, and TBX-Basic."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING
from urllib.parse import quote

from lxml import etree

if TYPE_CHECKING:
    from collections.abc import Iterable

    from briefbook.terms.formats.concept import Concept

_PREFIXES = """\
@prefix skos: <http://www.w3.org/2004/02/skos/core#> .
@prefix dct: <http://purl.org/dc/terms/> .
"""
# Turtle takes any sign in a string but these; control characters are written by number.
_ESCAPES = {"\\": "\\\\", '"': '\\"', "\n": "\\n", "\r": "\\r", "\t": "\\t"}
_NOT_IN_STRING = re.compile(r'[\\"\x00-\x1f\x7f]')
_NOT_IN_XML = re.compile("[^\t\n\r\u0020-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")
_TBX = "urn:iso:std:iso:30042:ed-2"
_XML = "http://www.w3.org/XML/1998/namespace"


def to_skos(concepts: Iterable[Concept], language: str, base: str) -> str:
    """Return a concept scheme; the addresses of the entries are the names of the concepts.

    Without a base address they are relative, to be read against where the file stands.
    """
    scheme = f"<{_iri(base)}#glossary>"
    found = [_PREFIXES, f"{scheme} a skos:ConceptScheme ."]
    for concept in concepts:
        lines = [
            f"<{_iri(base + concept.address)}> a skos:Concept",
            f"skos:inScheme {scheme}",
            f"skos:prefLabel {_literal(concept.term, language)}",
            *(f"skos:altLabel {_literal(name, language)}" for name in _others(concept)),
            f"skos:definition {_literal(concept.definition, language)}",
        ]
        found.append(" ;\n    ".join(lines) + " .")
    return "\n\n".join(found) + "\n"


def _others(concept: Concept) -> tuple[str, ...]:
    return (*concept.abbreviations, *concept.synonyms)


def _iri(text: str) -> str:
    return quote(text, safe=":/#?&=@!$'()*+,;~-._%")


def _literal(text: str, language: str) -> str:
    def escape(match: re.Match[str]) -> str:
        return _ESCAPES.get(match[0], f"\\u{ord(match[0]):04X}")

    return f'"{_NOT_IN_STRING.sub(escape, text)}"@{language.replace("_", "-")}'


def to_tbx(concepts: Iterable[Concept], language: str, base: str) -> str:
    """Return TBX-Basic in the "data category as attribute" style of ISO 30042:2019."""
    root = etree.Element(
        f"{{{_TBX}}}tbx",
        {"style": "dca", "type": "TBX-Basic", f"{{{_XML}}}lang": language.replace("_", "-")},
        nsmap={None: _TBX},  # type: ignore[dict-item]  # None is the default namespace
    )
    header = _child(_child(root, "tbxHeader"), "fileDesc")
    _child(_child(header, "sourceDesc"), "p", "Glossary of a briefing book")
    body = _child(_child(root, "text"), "body")
    for concept in concepts:
        entry = _child(body, "conceptEntry", id=concept.id)
        _child(entry, "descrip", concept.definition, type="definition")
        _child(
            entry,
            "xref",
            concept.term,
            type="externalCrossReference",
            target=base + concept.address,
        )
        section = _child(entry, "langSec")
        section.set(f"{{{_XML}}}lang", language.replace("_", "-"))
        _term(section, concept.term, "preferredTerm-admn-sts", "fullForm")
        for name in concept.abbreviations:
            _term(section, name, "admittedTerm-admn-sts", "abbreviation")
        for name in concept.synonyms:
            _term(section, name, "admittedTerm-admn-sts", "fullForm")
    etree.indent(root)
    text = etree.tostring(root, xml_declaration=True, encoding="UTF-8", pretty_print=True)
    return str(text.decode("utf-8"))


def _term(section: etree._Element, name: str, status: str, kind: str) -> None:
    term = _child(section, "termSec")
    _child(term, "term", name)
    _child(term, "termNote", status, type="administrativeStatus")
    _child(term, "termNote", kind, type="termType")


def _child(parent: etree._Element, name: str, text: str = "", **attributes: str) -> etree._Element:
    child = etree.SubElement(parent, f"{{{_TBX}}}{name}", attributes)
    if text:
        child.text = _NOT_IN_XML.sub("\N{REPLACEMENT CHARACTER}", text)
    return child
