"""The glossary for other programs, written and read back with their own libraries."""

from __future__ import annotations

import csv
import io
import json
from urllib.parse import quote

import jsonschema
import rdflib
from hypothesis import given
from hypothesis import strategies as st
from lxml import etree
from rdflib.namespace import DCTERMS, FOAF, RDF, SKOS

from briefbook.exports.model import Book, Place, Source, Term, Yardstick
from briefbook.terms.formats import record
from briefbook.terms.formats.cells import guarded, joined, parted, unguarded
from briefbook.terms.formats.concept import concepts
from briefbook.terms.formats.exchange import to_skos, to_tbx
from briefbook.terms.formats.files import NAMES, SCHEMA, glossary_files
from briefbook.terms.formats.tables import COLUMNS, to_csv

TBX = "{urn:iso:std:iso:30042:ed-2}"
XML_ID = "{http://www.w3.org/XML/1998/namespace}"
ANY = st.text(max_size=30)
NAME = ANY.filter(lambda text: bool(text.strip()))
FORMULAS = ("=", "+", "-", "@", "\t", "\r", "\n")


def book(*terms: Term, base: str | None = None, title: str = "A book") -> Book:
    source = Source(
        id="report-2021",
        kind="press",
        read="page",
        citation="A report, 2021",
        csl={"accessed": "2026-01-02", "URL": "https://example.org/r"},
        uses=(),
    )
    return Book(
        format="1.1",
        generator="briefbook",
        title=title,
        subtitle="",
        publisher="",
        language="en-GB",
        date=None,
        base=base,
        yardstick=Yardstick(name="icd203", title="ICD 203"),
        briefs=(),
        sources=(source,),
        quotations=(),
        terms=terms,
    )


FMS = Term(
    names=("Foreign Military Sales", "FMS", "Sales by government"),
    definition='A way to buy "arms"; with\\ a line,\nand more.',
    address="docs/glossary.html#term-Foreign-Military-Sales",
    kind="programme",
    abbreviations=("FMS",),
    expansion="Foreign Military Sales",
    see_also=("Soft power",),
    sources=("report-2021",),
    used_in=(
        Place(
            title="One", address="briefs/one.html", brief=1, uses=2, sections=("briefs/one.html#a",)
        ),
    ),
)
SOFT = Term(
    names=("Soft power",), definition="Liking.", address="docs/glossary.html#term-Soft-power"
)


@st.composite
def books(draw: st.DrawFn) -> Book:
    names = draw(st.lists(NAME, min_size=1, max_size=6, unique_by=lambda name: name))
    terms = [
        Term(
            names=(name, *draw(st.lists(NAME, max_size=2))),
            definition=draw(ANY),
            address=f"docs/glossary.html#{number}-{quote(draw(ANY))}",
            kind=draw(ANY),
            see_also=tuple(draw(st.lists(st.sampled_from(names), max_size=2))),
            sources=draw(st.sampled_from([(), ("report-2021",)])),
        )
        for number, name in enumerate(names)
    ]
    base = draw(st.sampled_from([None, "https://example.org/b/"]))
    return book(*terms, base=base, title=draw(ANY))


def graph(text: str) -> rdflib.Graph:
    return rdflib.Graph().parse(data=text, format="turtle")


def test_a_book_without_glossary_has_no_files() -> None:
    assert glossary_files(book()) == {}
    assert set(glossary_files(book(FMS))) == {*NAMES.values(), SCHEMA}


def test_json_says_all_and_keeps_to_its_schema() -> None:
    files = glossary_files(book(FMS, SOFT))
    value, schema = json.loads(files["glossary.json"]), json.loads(files[SCHEMA])
    jsonschema.Draft202012Validator.check_schema(schema)
    jsonschema.Draft202012Validator(schema).validate(value)
    assert value["format"] == record.FORMAT
    first = value["terms"][0]
    assert first["expansion"] == "Foreign Military Sales"
    assert first["see-also"] == [value["terms"][1]["id"]]
    assert first["sources"][0]["accessed"] == "2026-01-02"
    assert first["used-in"][0]["sections"] == ["briefs/one.html#a"]


@given(books())
def test_json_of_any_book_is_read_back(given_book: Book) -> None:
    text = record.to_json(given_book)
    found = record.Glossary.model_validate_json(text)
    assert [term.definition for term in found.terms] == [t.definition for t in given_book.terms]
    assert len({term.id for term in found.terms}) == len(found.terms)
    assert len({term.uri for term in found.terms}) == len(found.terms)


def test_skos_says_what_the_glossary_says() -> None:
    found = graph(to_skos(book(FMS, SOFT, base="https://example.org/b/")))
    (scheme,) = found.subjects(RDF.type, SKOS.ConceptScheme)
    concept = rdflib.URIRef("https://example.org/b/docs/glossary.html#term-Foreign-Military-Sales")
    soft = rdflib.URIRef("https://example.org/b/docs/glossary.html#term-Soft-power")
    assert set(found.subjects(SKOS.inScheme, scheme)) == {concept, soft}
    assert found.value(concept, SKOS.prefLabel) == rdflib.Literal(FMS.names[0], "en-GB")
    assert {str(name) for name in found.objects(concept, SKOS.altLabel)} == set(FMS.names[1:])
    assert str(found.value(concept, SKOS.definition)) == FMS.definition
    assert found.value(concept, SKOS.related) == soft
    assert str(found.value(concept, DCTERMS.type)) == "programme"
    assert "(accessed 2026-01-02)" in str(found.value(concept, DCTERMS.source))
    assert found.value(concept, FOAF.page) == concept


def test_names_of_concepts_stay_where_no_address_is_known() -> None:
    first = concepts(book(FMS, SOFT))
    again = concepts(book(SOFT, FMS.model_copy(update={"definition": "Another."})))
    assert {item.uri for item in first} == {item.uri for item in again}
    assert all(item.uri.startswith("urn:uuid:") for item in first)
    assert concepts(book(FMS, title="Another"))[0].uri != first[0].uri


@given(books())
def test_skos_of_any_book_is_sound(given_book: Book) -> None:
    found = graph(to_skos(given_book))
    said = set(found.subjects(RDF.type, SKOS.Concept))
    assert len(said) == len({item.uri for item in concepts(given_book)})
    for concept in said:
        preferred = set(found.objects(concept, SKOS.prefLabel))
        assert len(preferred) == 1
        assert not preferred & set(found.objects(concept, SKOS.altLabel))
        assert concept not in set(found.objects(concept, SKOS.related))
    written = {str(text) for text in found.objects(None, SKOS.definition)}
    assert written == {term.definition for term in given_book.terms if term.definition}


LEVELS = {
    "conceptEntry": ["descrip", "admin", "note", "ref", "xref", "langSec"],
    "langSec": ["termSec"],
    "termSec": ["term", "termNote"],
}
VALUES = {
    "descrip": {"definition"},
    "admin": {"source"},
    "ref": {"crossReference"},
    "xref": {"externalCrossReference"},
    "termNote": {"administrativeStatus", "termType"},
}
PICKED = {"preferredTerm-admn-sts", "admittedTerm-admn-sts", "fullForm", "abbreviation"}


def check_tbx(text: str) -> etree._Element:
    """Hold a file against the rules of TBX-Basic for what it uses."""
    root = etree.fromstring(text.encode())
    assert root.tag == f"{TBX}tbx"
    assert (root.get("style"), root.get("type")) == ("dca", "TBX-Basic")
    assert [child.tag for child in root] == [f"{TBX}tbxHeader", f"{TBX}text"]
    ids = [entry.get("id") for entry in root.iter(f"{TBX}conceptEntry")]
    assert len(set(ids)) == len(ids)
    for parent, allowed in LEVELS.items():
        for element in root.iter(f"{TBX}{parent}"):
            places = [allowed.index(child.tag.removeprefix(TBX)) for child in element]
            assert places == sorted(places)
    for name, types in VALUES.items():
        assert {element.get("type") for element in root.iter(f"{TBX}{name}")} <= types
    assert {note.text for note in root.iter(f"{TBX}termNote")} <= PICKED
    assert {ref.get("target") for ref in root.iter(f"{TBX}ref")} <= set(ids)
    assert all(str(x.get("target")).startswith("https://") for x in root.iter(f"{TBX}xref"))
    return root


def test_tbx_says_what_the_glossary_says() -> None:
    root = check_tbx(to_tbx(book(FMS, SOFT, base="https://example.org/b/")))
    entry = root.find(f".//{TBX}conceptEntry")
    assert entry is not None
    assert [term.text for term in entry.iter(f"{TBX}term")] == list(FMS.names)
    assert entry.findtext(f"{TBX}descrip") == FMS.definition
    assert [n.text for n in entry.iter(f"{TBX}termNote") if n.get("type") == "termType"] == [
        "fullForm",
        "abbreviation",
        "fullForm",
    ]


def test_tbx_of_a_book_without_address_has_no_addresses() -> None:
    assert not list(check_tbx(to_tbx(book(FMS))).iter(f"{TBX}xref"))


@given(books())
def test_tbx_of_any_book_is_sound(given_book: Book) -> None:
    root = check_tbx(to_tbx(given_book))
    assert len(list(root.iter(f"{TBX}conceptEntry"))) == len(given_book.terms)


@given(books())
def test_csv_of_any_book_is_read_back_and_runs_nothing(given_book: Book) -> None:
    header, *rows = csv.reader(io.StringIO(to_csv(given_book), newline=""), strict=True)
    assert tuple(header) == COLUMNS
    assert not [cell for row in rows for cell in row if cell.startswith(FORMULAS)]
    written = [dict(zip(header, map(unguarded, row), strict=True)) for row in rows]
    assert [row["term"] for row in written] == [term.names[0] for term in given_book.terms]
    assert [row["definition"] for row in written] == [t.definition for t in given_book.terms]


@given(ANY)
def test_guard_is_taken_off_as_it_was_put_on(cell: str) -> None:
    assert unguarded(guarded(cell)) == cell
    assert not guarded(cell).startswith(FORMULAS)


@given(st.lists(ANY.map(str.strip).filter(bool)))
def test_names_in_one_cell_come_apart_again(names: list[str]) -> None:
    assert parted(joined(names)) == names
