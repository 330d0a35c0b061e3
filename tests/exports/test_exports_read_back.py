"""The exports of this book, read back by what their formats demand."""

from __future__ import annotations

import json
import re
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Any
from urllib.parse import urlsplit
from xml.etree import ElementTree as ET

import jsonschema
import pytest

from briefbook.cli import main
from briefbook.exports import citation, feed, jsonld, model
from briefbook.exports.model import Book

if TYPE_CHECKING:
    from collections.abc import Iterator

ROOT = Path(__file__).parents[2]
ATOM = "{http://www.w3.org/2005/Atom}"
BASE = "https://example.org/book/"
ODD = "Ümläut's {brace} { & 100% of $5_a #1 ~ ^ \\ <b> “quoted\" — é,; =@"
TEX = {
    r"\textbackslash{}": "\\",
    r"\textasciitilde{}": "~",
    r"\textasciicircum{}": "^",
    r"\textbraceleft{}": "{",
    r"\textbraceright{}": "}",
    **{f"\\{sign}": sign for sign in "&%$#_"},
}


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The exports of the book of this repository."""
    out = tmp_path_factory.mktemp("exports")
    assert main(["export", "--source", str(ROOT), "--out", str(out / "b"), "--to", str(out)]) == 0
    return out


@pytest.fixture(scope="module")
def books(folder: Path) -> list[Book]:
    """The book as it is, with an address, and with titles that every format must escape."""
    book = Book.model_validate_json((folder / "briefs.json").read_text(encoding="utf-8"))
    odd = tuple(
        brief.model_copy(update={"title": f"{ODD} {brief.number}", "topics": (ODD, "b; c")})
        for brief in book.briefs
    )
    plain = book.model_copy(update={"base": None})
    known = book.model_copy(update={"base": BASE})
    return [plain, known, known.model_copy(update={"briefs": odd, "publisher": ODD, "title": ODD})]


def test_briefs_json_of_this_book_keeps_to_its_schema(folder: Path) -> None:
    value = json.loads((folder / "briefs.json").read_text(encoding="utf-8"))
    schema = json.loads((folder / "briefs.schema.json").read_text(encoding="utf-8"))
    checker = jsonschema.Draft202012Validator.FORMAT_CHECKER
    jsonschema.Draft202012Validator(schema, format_checker=checker).validate(value)
    assert len(value["briefs"]) >= 6
    assert value["format"] == model.FORMAT


def test_every_link_in_briefs_json_leads_to_something_in_it(books: list[Book]) -> None:
    book = books[0]
    elements = {element.id for brief in book.briefs for element in brief.elements}
    sources = {source.id for source in book.sources}
    for brief in book.briefs:
        for element in brief.elements:
            assert {link.id for link in (*element.links, *element.used_by)} <= elements
            assert {item.source for item in element.evidence} <= sources


def atom_faults(text: str) -> Iterator[str]:
    """Yield what RFC 4287 forbids in a feed, of the parts that are in use."""
    root = ET.fromstring(text)  # noqa: S314  # ours
    ids = [item.text or "" for item in root.iter(f"{ATOM}id")]
    yield from (f"the id '{item}' is no address" for item in ids if not urlsplit(item).scheme)
    yield from (f"the id '{item}' stands twice" for item in set(ids) if ids.count(item) > 1)
    for part in [root, *root.iter(f"{ATOM}entry")]:
        for name in ("id", "title", "updated"):
            if len(part.findall(f"{ATOM}{name}")) != 1:
                yield f"a {part.tag} has no one {name}"
        relations = [str(link.get("rel")) for link in part.findall(f"{ATOM}link")]
        if relations.count("alternate") != 1:
            yield f"a {part.tag} has no one page"
    if not (root.findtext(f"{ATOM}author/{ATOM}name") or "").strip():
        yield "nobody wrote it"
    yield from _value_faults(root)


def _value_faults(root: ET.Element) -> Iterator[str]:
    for name in ("updated", "published"):
        for moment in root.iter(f"{ATOM}{name}"):
            if not re.fullmatch(r"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\dZ", moment.text or ""):
                yield f"'{moment.text}' is no moment"
    for link in root.iter(f"{ATOM}link"):
        if re.search(r"[\s<>\"{}|\\^`]", str(link.get("href"))):
            yield f"'{link.get('href')}' is no address"


@pytest.mark.parametrize("index", range(3))
def test_feed_is_valid_atom(books: list[Book], index: int) -> None:
    assert list(atom_faults(feed.feed(books[index]))) == []


def test_feed_keeps_what_xml_cannot_hold_out(books: list[Book]) -> None:
    brief = books[1].briefs[0].model_copy(update={"title": "a\x0bb\x00c", "file": "briefs/ä ö.md"})
    text = feed.feed(books[1].model_copy(update={"briefs": (brief,)}))
    assert list(atom_faults(text)) == []
    root = ET.fromstring(text)  # noqa: S314  # ours
    assert root.findtext(f"{ATOM}entry/{ATOM}title") == f"Brief {brief.number}: abc"
    assert (root.findtext(f"{ATOM}entry/{ATOM}id") or "").endswith("briefs/%C3%A4%20%C3%B6")


def nodes_in(value: Any) -> Iterator[Any]:
    """Yield every value in JSON data, at any depth."""
    yield value
    children = value.values() if isinstance(value, dict) else value
    if isinstance(value, dict | list):
        for child in children:
            yield from nodes_in(child)


THING = {"type": "object", "required": ["@type", "name"]}
ADDRESS = {"type": "string", "pattern": "^https?://"}
DAY = {"type": "string", "pattern": r"^\d{4}(-\d\d(-\d\d)?)?$"}
WORK = {
    **THING,
    "properties": {
        "@type": {"const": "CreativeWork"},
        "url": ADDRESS,
        "datePublished": DAY,
        "publisher": THING,
        "isPartOf": THING,
        "author": {"type": "array", "items": THING},
    },
    "additionalProperties": {"type": "string"},
}
REPORT = {
    "type": "object",
    "required": ["name", "datePublished", "dateModified", "author", "publisher", "isPartOf"],
    "properties": {
        "@type": {"const": "Report"},
        "@id": ADDRESS,
        "url": ADDRESS,
        "datePublished": DAY,
        "dateModified": DAY,
        "expires": DAY,
        "author": THING,
        "publisher": THING,
        "isPartOf": {**THING, "properties": {"url": ADDRESS}},
        "citation": {"type": "array", "items": WORK},
        "audience": {"items": {"required": ["@type", "audienceType"]}},
        "encoding": {"items": {"properties": {"contentUrl": ADDRESS}, "required": ["contentUrl"]}},
    },
}
REVIEW = {
    "type": "object",
    "required": ["claimReviewed", "reviewRating", "author", "datePublished", "itemReviewed"],
    "properties": {
        "@type": {"const": "ClaimReview"},
        "url": ADDRESS,
        "datePublished": DAY,
        "author": THING,
        "reviewRating": {
            "required": ["alternateName"],
            "properties": {"alternateName": {"enum": list(jsonld.CHECKED)}},
        },
        "itemReviewed": {**THING, "properties": {"@type": {"const": "Claim"}, "appearance": WORK}},
    },
}
GRAPH = {
    "type": "object",
    "required": ["@context", "@graph"],
    "properties": {
        "@graph": {
            "items": {
                "if": {"properties": {"@type": {"const": "Report"}}},
                "then": REPORT,
                "else": REVIEW,
            }
        }
    },
}


@pytest.mark.parametrize("index", range(3))
def test_structured_data_has_the_shapes_of_schema_org(books: list[Book], index: int) -> None:
    book = books[index]
    for brief in book.briefs:
        data = jsonld.report(book, brief)
        jsonschema.validate(data, GRAPH)
        assert not any(item is None or item in ("", [], {}) for item in nodes_in(data))
        checked = [e for e in brief.elements if e.kind == "claim" and e.verdict != "opinion"]
        assert len(data["@graph"]) == 1 + len(checked)


@pytest.mark.parametrize("index", range(2))
def test_glossary_data_has_the_shape_of_schema_org(books: list[Book], index: int) -> None:
    data = jsonld.term_set(books[index], books[index].terms, "Glossary", "docs/glossary.html")
    assert not any(item is None or item in ("", [], {}) for item in nodes_in(data))
    assert len(data["hasDefinedTerm"]) == len(books[index].terms) > 0
    for term in data["hasDefinedTerm"]:
        assert term["@type"] == "DefinedTerm"
        assert term["name"]
        assert term["description"]


def test_a_date_that_only_edtf_can_say_is_left_out(books: list[Book]) -> None:
    book = books[1]
    issued = ("2022~", "2020/2021", "2022-09")
    sources = tuple(
        source.model_copy(update={"csl": {**source.csl, "issued": day}})
        for source, day in zip(book.sources, issued, strict=False)
    )
    uses = tuple(
        s.model_copy(update={"uses": (model.Use(address=book.briefs[0].address, locator=""),)})
        for s in sources
    )
    report = jsonld.report(book.model_copy(update={"sources": uses}), book.briefs[0])["@graph"][0]
    assert [work.get("datePublished") for work in report["citation"]] == [None, None, "2022-09"]


def read_bibtex(text: str) -> dict[str, str]:
    """Return the fields of one entry, escapes undone; raise where it is not well formed."""
    match = re.fullmatch(r"@techreport\{([a-z0-9-]+),\n(.*)\n\}\n", text, re.DOTALL)
    assert match, text
    fields = {"key": match[1]}
    for line in match[2].split("\n"):
        field = re.fullmatch(r"  ([a-z]+) = (\{.*\}|[a-z]{3}),", line)
        assert field, line
        fields[field[1]] = _plain(field[2])
    return fields


def _plain(value: str) -> str:
    depth, found, place = 0, [], 0
    while place < len(value):
        escape = next((e for e in TEX if value.startswith(e, place)), None)
        if escape:
            found.append(TEX[escape])
            place += len(escape)
            continue
        sign = value[place]
        depth += {"{": 1, "}": -1}.get(sign, 0)
        assert depth >= 0, value
        if sign not in "{}":
            assert sign not in "\\%$&#" or value.startswith("{http"), value
            found.append(sign)
        place += 1
    assert depth == 0, value
    return "".join(found)


@pytest.mark.parametrize("index", range(3))
def test_bibtex_says_the_same_when_it_is_read_back(books: list[Book], index: int) -> None:
    book = books[index]
    for brief in book.briefs:
        fields = read_bibtex(citation.bibtex(book, brief))
        day = date.fromisoformat(citation.edition(brief))
        assert fields["title"] == brief.title
        assert fields["author"] == fields["institution"] == book.publisher
        assert (fields["year"], fields["month"]) == (str(day.year), f"{day:%b}".lower())
        assert fields["number"] == str(brief.number)
        assert fields.get("url", "") == (f"{book.base}{brief.address}" if book.base else "")
    keys = [read_bibtex(citation.bibtex(book, brief))["key"] for brief in book.briefs]
    assert len(set(keys)) == len(keys)


def read_ris(text: str) -> dict[str, list[str]]:
    """Return the values of one record by tag; raise where it is not well formed."""
    lines = text.split("\r\n")
    assert lines.pop() == ""
    assert lines[0].startswith("TY  - ")
    assert lines[-1] == "ER  - "
    found: dict[str, list[str]] = {}
    for line in lines[:-1]:
        match = re.fullmatch(r"([A-Z][A-Z0-9])  - (\S.*)", line)
        assert match, line
        found.setdefault(match[1], []).append(match[2])
    return found


@pytest.mark.parametrize("index", range(3))
def test_ris_says_the_same_when_it_is_read_back(books: list[Book], index: int) -> None:
    book = books[index]
    for brief in book.briefs:
        record = read_ris(citation.ris(book, brief))
        assert record["TY"] == ["RPRT"]
        assert record["TI"] == [brief.title]
        assert record["AU"] == [book.publisher]
        assert record["KW"] == list(brief.topics)
        assert record["PY"] == [citation.edition(brief)[:4]]
        assert record["DA"] == [citation.edition(brief).replace("-", "/")]
