"""SKOS in Turtle, and TBX-Basic."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING
from urllib.parse import quote

from lxml import etree

from briefbook.terms.formats.concept import concepts, scheme_uri

if TYPE_CHECKING:
    from collections.abc import Iterator

    from briefbook.exports.model import Book
    from briefbook.terms.formats.concept import Concept

_PREFIXES = """\
@prefix dct: <http://purl.org/dc/terms/> .
@prefix foaf: <http://xmlns.com/foaf/0.1/> .
@prefix skos: <http://www.w3.org/2004/02/skos/core#> .
"""
# Turtle takes any sign in a string but these; control characters are written by number.
_ESCAPES = {"\\": "\\\\", '"': '\\"', "\n": "\\n", "\r": "\\r", "\t": "\\t"}
_NOT_IN_STRING = re.compile('[\\\\"\x00-\x1f\x7f\u2028\u2029]')
_LONE = re.compile("[\ud800-\udfff]")
_NOT_IN_XML = re.compile("[^\t\n\r\u0020-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")
_LANGUAGE = re.compile(r"[A-Za-z]{1,8}(?:-[A-Za-z0-9]{1,8})*")
_WEB = ("http://", "https://")
_TBX = "urn:iso:std:iso:30042:ed-2"
_XML = "http://www.w3.org/XML/1998/namespace"


def to_skos(book: Book) -> str:
    """Return a concept scheme in Turtle."""
    scheme, found = f"<{_iri(scheme_uri(book))}>", concepts(book)
    uris = {concept.id: concept.uri for concept in found}
    title = _literal(book.title, book.language)
    head = [f"{scheme} a skos:ConceptScheme", f"dct:title {title}"]
    head += [f"skos:hasTopConcept <{_iri(concept.uri)}>" for concept in found]
    blocks = [_PREFIXES, _block(head)]
    for concept in found:
        head = [f"<{_iri(concept.uri)}> a skos:Concept", f"skos:inScheme {scheme}"]
        said = _statements(concept, book, uris)
        blocks.append(_block([*head, f"skos:topConceptOf {scheme}", *said]))
    return "\n".join(blocks)


def _statements(concept: Concept, book: Book, uris: dict[str, str]) -> Iterator[str]:
    """Yield what is said of a concept; no label is said twice, as SKOS demands."""
    yield f"skos:prefLabel {_literal(concept.term, book.language)}"
    others = {_label(name): name for name in concept.names if _label(name) != _label(concept.term)}
    yield from (f"skos:altLabel {_literal(name, book.language)}" for name in others.values())
    yield f"skos:notation {_plain(concept.id)}"
    if concept.definition:
        yield f"skos:definition {_literal(concept.definition, book.language)}"
    if concept.kind:
        yield f"dct:type {_plain(concept.kind)}"
    related = [other for other in concept.related if other != concept.id]
    yield from (f"skos:related <{_iri(uris[other])}>" for other in related)
    for source in concept.sources:
        read = f" (accessed {source.accessed})" if source.accessed else ""
        yield f"dct:source {_literal(source.citation + read, book.language)}"
    if book.base:
        yield f"foaf:page <{_iri(concept.address)}>"


def _label(name: str) -> str:
    return _LONE.sub("\N{REPLACEMENT CHARACTER}", name)


def _block(statements: list[str]) -> str:
    return " ;\n    ".join(statements) + " .\n"


def _iri(text: str) -> str:
    return quote(text, safe=":/#?&=@!$'()*+,;~-._%")


def _plain(text: str) -> str:
    def escape(match: re.Match[str]) -> str:
        return _ESCAPES.get(match[0], f"\\u{ord(match[0]):04X}")

    return f'"{_NOT_IN_STRING.sub(escape, _label(text))}"'


def _literal(text: str, language: str) -> str:
    tag = _tag(language)
    return f"{_plain(text)}@{tag}" if tag else _plain(text)


def _tag(language: str) -> str:
    """Return a language as a tag, or an empty string where it is none."""
    tag = language.replace("_", "-")
    return tag if _LANGUAGE.fullmatch(tag) else ""


def to_tbx(book: Book) -> str:
    """Return TBX-Basic in the "data category as attribute" style of ISO 30042:2019."""
    language = {f"{{{_XML}}}lang": _tag(book.language) or "und"}
    root = etree.Element(
        f"{{{_TBX}}}tbx",
        {"style": "dca", "type": "TBX-Basic", **language},
        nsmap={None: _TBX},  # type: ignore[dict-item]  # None is the default namespace
    )
    description = _child(_child(root, "tbxHeader"), "fileDesc")
    _child(_child(description, "titleStmt"), "title", book.title)
    _child(_child(description, "sourceDesc"), "p", f"Glossary of {book.title}")
    body = _child(_child(root, "text"), "body")
    for concept in concepts(book):
        _entry(body, concept, language)
    etree.indent(root)
    text = etree.tostring(root, xml_declaration=True, encoding="UTF-8", pretty_print=True)
    return str(text.decode("utf-8"))


def _entry(body: etree._Element, concept: Concept, language: dict[str, str]) -> None:
    entry = _child(body, "conceptEntry", id=concept.id)
    if concept.definition:
        _child(entry, "descrip", concept.definition, type="definition")
    for source in concept.sources:
        read = f" (accessed {source.accessed})" if source.accessed else ""
        _child(entry, "admin", source.citation + read, type="source")
    if concept.kind:
        _child(entry, "note", f"Kind: {concept.kind}")
    for other in concept.related:
        _child(entry, "ref", other, type="crossReference", target=other)
    if concept.address.startswith(_WEB):  # TBX knows no addresses below a site's root
        attributes = {"type": "externalCrossReference", "target": _iri(concept.address)}
        _child(entry, "xref", concept.term, **attributes)
    section = _child(entry, "langSec", **language)
    full = "abbreviation" if concept.term in _short(concept) else "fullForm"
    _term(section, concept.term, "preferredTerm-admn-sts", full)
    for name in concept.abbreviations:
        _term(section, name, "admittedTerm-admn-sts", "abbreviation")
    for name in concept.synonyms:
        _term(section, name, "admittedTerm-admn-sts", "fullForm")


def _short(concept: Concept) -> tuple[str, ...]:
    return (concept.term,) if concept.expansion and concept.expansion != concept.term else ()


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
