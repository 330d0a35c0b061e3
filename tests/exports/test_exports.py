"""What other programs read: shape, content, escapes, and the same bytes every time."""

from __future__ import annotations

import json
import re
from typing import TYPE_CHECKING, Any
from xml.etree import ElementTree as ET

import jsonschema
import pytest
from lxml import html as lxml_html

from books import BRIEF, CONF, digests
from briefbook.exports import citation, feed, jsonld, model, outputs
from briefbook.exports.model import Book

if TYPE_CHECKING:
    from pathlib import Path

    from conftest import Build, MakeBook

BASE = "https://example.org/book/"
KNOWN = f'{CONF}html_baseurl = "{BASE}"\nbriefbook_date = "2026-03-01"\n'
TITLE = "One </script> & 100% of {it}_$"
NASTY = BRIEF.replace("# One thing", r"# One \</script> & 100% of {it}\_$").replace(
    "topics: [talk]", "topics: [talk, 'a & b']"
)
CHANGES = """\
  changes:
    - {date: 2026-01-02, note: First.}
    - {date: 2026-02-03, note: Second.}
"""
ATOM = "{http://www.w3.org/2005/Atom}"


@pytest.fixture
def made(make_book: MakeBook, build: Build) -> Path:
    brief = NASTY.replace("  topics:", f"{CHANGES}  topics:")
    built = build(make_book({"conf.py": KNOWN, "briefs/one.md": brief}))
    assert built.warnings == ()
    return built.html


def book_in(folder: Path) -> Book:
    return Book.model_validate_json((folder / "briefs.json").read_text(encoding="utf-8"))


def page_in(folder: Path, page: str) -> Any:
    """Return a page's tree; the stubs of lxml know no more than that XPath returns something."""
    return lxml_html.fromstring((folder / page).read_text(encoding="utf-8"))


def data_in(folder: Path, page: str) -> dict[str, Any]:
    (script,) = page_in(folder, page).xpath('//script[@type="application/ld+json"]')
    found: dict[str, Any] = json.loads(script.text)
    return found


def test_briefs_json_is_what_its_schema_says(made: Path) -> None:
    value = json.loads((made / "briefs.json").read_text(encoding="utf-8"))
    schema = json.loads((made / "briefs.schema.json").read_text(encoding="utf-8"))
    jsonschema.Draft202012Validator.check_schema(schema)
    jsonschema.Draft202012Validator(schema).validate(value)
    assert schema == json.loads(json.dumps(model.schema()))
    assert value["format"] == "1.1"
    del value["briefs"][0]["elements"][0]["id"]
    with pytest.raises(jsonschema.ValidationError):
        jsonschema.Draft202012Validator(schema).validate(value)


def test_briefs_json_holds_the_register_with_addresses(made: Path) -> None:
    book = book_in(made)
    assert (book.base, book.date, book.yardstick.name) == (BASE, "2026-03-01", "icd203")
    (brief,) = book.briefs
    assert (brief.title, brief.address, brief.file) == (TITLE, "briefs/one.html", "briefs/one.md")
    assert [change.note for change in brief.changes] == ["First.", "Second."]
    kinds = [element.kind for element in brief.elements]
    assert kinds == ["bottom-line", "judgement", "claim"]
    judgement, claim = brief.elements[1:]
    assert judgement.likelihood == model.Likelihood(word="likely", low=55, high=80)
    assert judgement.confidence == "moderate"
    assert judgement.links == (model.Link(relation="basis", id="one-said"),)
    assert claim.used_by == (model.Link(relation="basis", id="one-holds"),)
    assert (claim.verdict, claim.paragraphs) == ("confirmed", (8,))
    assert claim.evidence == (model.Evidence(source="report-2021", locator="p. 4"),)
    assert [source.id for source in book.sources] == ["paper-2020", "report-2021"]
    assert [term.names for term in book.terms] == [("witness",)]
    assert book.terms[0].definition == "Somebody who was there."


def test_exceptions_are_exported_with_their_reasons(make_book: MakeBook, build: Build) -> None:
    allow = "  allow: [{rule: judgement-count, reason: One thing was said.}]\n"
    part = ":::{allow} long-sentence\n:reason: It is quoted.\n\nWords.\n:::\n"
    brief = BRIEF.replace("  topics:", f"{allow}  topics:") + part
    built = build(make_book({"briefs/one.md": brief}))
    (found,) = book_in(built.html).briefs
    assert [(item.rule, item.line) for item in found.exceptions] == [
        ("judgement-count", 10),
        ("long-sentence", brief[: brief.index(part)].count("\n") + 1),
    ]


def test_every_address_leads_to_an_anchor(made: Path) -> None:
    book = book_in(made)
    places = [element.address for brief in book.briefs for element in brief.elements]
    places += [use.address for source in book.sources for use in source.uses]
    places += [term.address for term in book.terms]
    assert len(places) > 5
    for place in places:
        page, _, anchor = place.partition("#")
        tree = page_in(made, page)
        assert not anchor or tree.xpath("//*[@id=$anchor]", anchor=anchor), place


def test_page_of_a_brief_is_a_report_with_its_reviews(made: Path) -> None:
    report, review = data_in(made, "briefs/one.html")["@graph"]
    assert report["@type"] == "Report"
    assert report["name"] == TITLE
    assert report["url"] == f"{BASE}briefs/one.html"
    assert (report["datePublished"], report["dateModified"]) == ("2026-01-02", "2026-02-03")
    assert report["description"] == "One thing was said, and it holds."
    assert [work["name"] for work in report["citation"]] == ["A report on one thing"]
    assert review["@type"] == "ClaimReview"
    assert review["claimReviewed"] == "One thing was said."
    assert review["reviewRating"] == {"@type": "Rating", "alternateName": "confirmed"}
    assert review["itemReviewed"]["appearance"]["name"] == "One thing"
    assert review["url"] == f"{BASE}briefs/one.html#one-said"


def test_an_opinion_is_not_reviewed(made: Path) -> None:
    book = book_in(made)
    (brief,) = book.briefs
    elements = [e.model_copy(update={"verdict": "opinion"}) for e in brief.elements]
    graph = jsonld.report(book, brief.model_copy(update={"elements": tuple(elements)}))["@graph"]
    assert [node["@type"] for node in graph] == ["Report"]


def test_nothing_in_the_data_ends_its_script() -> None:
    script = jsonld.script({"name": "</script><b>&amp;", "other": "\u2028"})
    inner = script.removeprefix('<script type="application/ld+json">').removesuffix("</script>")
    assert "<" not in inner
    assert json.loads(inner) == {"name": "</script><b>&amp;", "other": "\u2028"}


def test_glossary_is_a_set_of_terms(made: Path) -> None:
    data = data_in(made, "docs/glossary.html")
    assert data["@type"] == "DefinedTermSet"
    (term,) = data["hasDefinedTerm"]
    assert (term["name"], term["description"]) == ("witness", "Somebody who was there.")
    assert term["@id"].startswith(f"{BASE}docs/glossary.html#")


def test_head_of_a_brief_has_tags_for_reference_managers(made: Path) -> None:
    tree = page_in(made, "briefs/one.html")
    tags = {
        str(tag.get("name")): tag.get("content")
        for tag in tree.xpath('//meta[starts-with(@name, "citation_")]')
    }
    assert tags["citation_title"] == TITLE
    assert tags["citation_publication_date"] == "2026/02/03"
    assert tags["citation_public_url"] == f"{BASE}briefs/one.html"
    assert tags["citation_technical_report_number"] == "1"


def test_feed_has_an_entry_for_each_edition(made: Path) -> None:
    root = ET.fromstring((made / "feed.xml").read_text(encoding="utf-8"))  # noqa: S314  # ours
    assert root.tag == f"{ATOM}feed"
    for name in ("id", "title", "updated"):
        assert len(root.findall(f"{ATOM}{name}")) == 1
    entries = root.findall(f"{ATOM}entry")
    summaries = [entry.findtext(f"{ATOM}summary") for entry in entries]
    assert summaries == ["Second.", "First."]
    ids = [entry.findtext(f"{ATOM}id") for entry in entries]
    assert ids == ["tag:example.org,2026-02-03:briefs/one", "tag:example.org,2026-01-02:briefs/one"]
    for entry in entries:
        assert re.fullmatch(r"\d{4}-\d{2}-\d{2}T00:00:00Z", entry.findtext(f"{ATOM}updated") or "")
        link = entry.find(f"{ATOM}link")
        assert link is not None
        assert link.get("href") == f"{BASE}briefs/one.html"
    assert root.findtext(f"{ATOM}updated") == "2026-02-03T00:00:00Z"


def test_without_an_address_ids_stay_and_links_are_relative(made: Path) -> None:
    book = book_in(made).model_copy(update={"base": None})
    root = ET.fromstring(feed.feed(book))  # noqa: S314  # ours
    ids = [item.text or "" for item in root.iter(f"{ATOM}id")]
    assert len(set(ids)) == 3
    assert all(item.startswith("urn:uuid:") for item in ids)
    assert ids == [item.text for item in ET.fromstring(feed.feed(book)).iter(f"{ATOM}id")]  # noqa: S314
    links = [str(item.get("href")) for item in root.iter(f"{ATOM}link")]
    assert links == ["feed.xml", "index.html", "briefs/one.html", "briefs/one.html"]
    report = jsonld.report(book, book.briefs[0])["@graph"][0]
    assert "url" not in report
    assert "citation_public_url" not in dict(citation.meta_tags(book, book.briefs[0]))


def test_a_draft_is_no_edition(made: Path) -> None:
    book = book_in(made)
    draft = book.briefs[0].model_copy(update={"status": "draft"})
    root = ET.fromstring(feed.feed(book.model_copy(update={"briefs": (draft,)})))  # noqa: S314  # ours
    assert root.findall(f"{ATOM}entry") == []
    assert root.findtext(f"{ATOM}updated") == "2026-03-01T00:00:00Z"


def test_bibtex_escapes_what_tex_would_read(made: Path) -> None:
    text = (made / "cite/one.bib").read_text(encoding="utf-8")
    assert text.startswith("@techreport{one-2026,\n")
    assert r"title = {{One </script> \& 100\% of \textbraceleft{}it\textbraceright{}\_\$}}" in text
    assert "  month = feb,\n" in text
    assert f"  url = {{{BASE}briefs/one.html}},\n" in text
    assert text.count("{") == text.count("}")


def test_ris_ends_every_line_as_it_must(made: Path) -> None:
    text = (made / "cite/one.ris").read_bytes().decode()
    lines = text.split("\r\n")
    assert "\n" not in text.replace("\r\n", "")
    assert lines[0] == "TY  - RPRT"
    assert lines[-2:] == ["ER  - ", ""]
    assert all(re.match(r"[A-Z][A-Z0-9]  - ", line) for line in lines[:-1])
    assert f"TI  - {TITLE}" in lines
    assert [line for line in lines if line.startswith("KW")] == ["KW  - talk", "KW  - a & b"]


def test_page_says_how_to_cite_it_and_what_changed(made: Path) -> None:
    tree = page_in(made, "briefs/one.html")
    (block,) = tree.find_class("brief-citation")
    assert "Brief 1, Small book, 3 February 2026." in block.text_content()
    links = [link.get("href") for link in block.iter("a")]
    assert links == ["../cite/one.bib", "../cite/one.ris"]
    (changes,) = tree.find_class("brief-changes")
    items = [item.text_content().strip() for item in changes.iter("li")]
    assert items == ["3 February 2026: Second.", "2 January 2026: First."]


def test_same_book_same_bytes(make_book: MakeBook, build: Build) -> None:
    first = build(make_book({"conf.py": KNOWN}, name="one"))
    second = build(make_book({"conf.py": KNOWN}, name="two"), parallel=2)
    names = set(outputs.exported(book_in(first.html), {}))
    made = [digests(built.html) for built in (first, second)]
    assert names <= made[0].keys()
    assert {n: made[0][n] for n in names} == {n: made[1][n] for n in names}
    assert first.page("briefs/one") == second.page("briefs/one")


def test_front_matter_schema_is_on_the_site(made: Path) -> None:
    schema = json.loads((made / "front-matter.schema.json").read_text(encoding="utf-8"))
    jsonschema.Draft7Validator.check_schema(schema)
    assert "audience" in schema["properties"]["brief"]["required"]
