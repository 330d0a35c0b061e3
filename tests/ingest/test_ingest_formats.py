"""One article gives the same paragraphs in every format, and what is no article is said so."""

from __future__ import annotations

import io
import zipfile
from typing import TYPE_CHECKING

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from briefbook.ingest.article import UnreadableError
from briefbook.ingest.formats import plain
from briefbook.ingest.paragraphs import number
from briefbook.ingest.read import MOST_WORDS, read
from briefbook.ingest.sniff import form_of
from ingest.articles import HTML, MARKDOWN, PARAGRAPHS, TEXT, TITLE, make_docx, make_pdf

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from briefbook.ingest.article import Paragraph

FORMATS: dict[str, Callable[[Path], bytes]] = {
    "plain text": lambda _: TEXT.encode(),
    "Markdown": lambda _: MARKDOWN.encode(),
    "HTML": lambda _: HTML.encode(),
    "DOCX": lambda _: make_docx(),
    "PDF": make_pdf,
}


def running(paragraphs: list[Paragraph]) -> list[str]:
    assert [p.number for p in paragraphs if p.number] == list(
        range(1, 1 + sum(p.number > 0 for p in paragraphs))
    )
    return [paragraph.whole for paragraph in paragraphs if paragraph.number]


@pytest.mark.parametrize("form", FORMATS)
def test_every_format_gives_the_same_paragraphs(form: str, tmp_path: Path) -> None:
    article, paragraphs = read(FORMATS[form](tmp_path))
    assert article.form == form
    assert article.title == TITLE
    assert running(paragraphs) == PARAGRAPHS


@pytest.mark.parametrize("form", FORMATS)
def test_links_and_headings_have_no_number(form: str, tmp_path: Path) -> None:
    _, paragraphs = read(FORMATS[form](tmp_path))
    outside = {paragraph.text: paragraph.kind for paragraph in paragraphs if not paragraph.number}
    assert outside["Another matter"] == "heading"
    assert outside["Read more: Why the bridge was closed for 12 days"] == "related"


@pytest.mark.parametrize("form", ["Markdown", "HTML", "DOCX"])
def test_author_is_read(form: str, tmp_path: Path) -> None:
    assert read(FORMATS[form](tmp_path))[0].authors == ("Tom Ray",)


@pytest.mark.parametrize("form", ["Markdown", "HTML"])
def test_date_of_publication_is_read(form: str, tmp_path: Path) -> None:
    assert read(FORMATS[form](tmp_path))[0].date == "2026-02-03"


@pytest.mark.parametrize("form", ["plain text", "HTML"])
def test_date_above_the_text_is_kept_apart(form: str, tmp_path: Path) -> None:
    assert read(FORMATS[form](tmp_path))[0].dates == ("2026-06-01",)


@pytest.mark.parametrize("name", ["article.txt", "article.pdf", "article.html", "article", ""])
def test_content_and_not_the_name_tells_the_format(name: str, tmp_path: Path) -> None:
    assert form_of(make_docx(), name) == "docx"
    assert form_of(make_pdf(tmp_path), name) == "pdf"
    assert form_of(HTML.encode(), name) == "html"


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "utf-16-le", "utf-16-be"])
def test_encodings_of_unicode(encoding: str) -> None:
    article, paragraphs = read(TEXT.encode(encoding))
    assert running(paragraphs) == PARAGRAPHS
    assert bool(article.remarks) == encoding.startswith("utf-16-")


def test_western_encoding_is_guessed_and_said() -> None:
    article, paragraphs = read(TEXT.encode("cp1252"))
    assert running(paragraphs) == PARAGRAPHS
    assert article.remarks == ("the file is not UTF-8 and was read as cp1252",)


def test_encoding_can_be_given() -> None:
    text = "Паром города перевёз двадцать тысяч человек, сказал мэр в понедельник утром."
    article, paragraphs = read(text.encode("koi8-r"), encoding="koi8-r")
    assert running(paragraphs) == [text]
    assert not article.remarks


def zipped(**members: bytes) -> bytes:
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w") as archive:
        for name, data in members.items():
            archive.writestr(name.replace("__", "/").replace("_xml", ".xml"), data)
    return buffer.getvalue()


PICTURE = b"%PDF-1.4\n1 0 obj<</Type/Catalog/Pages 2 0 R>>endobj 2 0 obj<</Type/Pages/Kids[3 0 R]"
PICTURE += b"/Count 1>>endobj 3 0 obj<</Type/Page/Parent 2 0 R/MediaBox[0 0 9 9]>>endobj\n"
PICTURE += b"trailer<</Root 1 0 R>>\n"


@pytest.mark.parametrize(
    ("data", "message"),
    [
        (b"", "is empty"),
        (b" \n\t ", "is empty"),
        (b"%PDF-1.7 and then nothing", "is a broken PDF"),
        (PICTURE, "holds no text, only pictures of pages"),
        (b"PK\x03\x04 and then nothing", "is a broken DOCX file or archive"),
        (zipped(word__document_xml=b"<broken"), "is a broken DOCX file"),
        (zipped(notes=b"a"), "is an archive, no article"),
        (zipped(mimetype=b"application/epub+zip"), "is an OpenDocument or e-book file"),
        (b"{\\rtf1 hello}", "is a rich text (RTF) file"),
        (b"\xd0\xcf\x11\xe0" + bytes(600), "is a file of an old office program"),
        (b"\x89PNG\r\n\x1a\n" + bytes(600), "is a picture"),
        (bytes(range(256)) * 4, "is not text"),
        (b"\x00\x01\x02" * 300, "is not text"),
        (b"<html><body><nav><a href='/'>Home</a></nav></body></html>", "holds no article text"),
        (b"<html></html>", "holds no article text"),
        (b"<!DOCTYPE html>", "holds no article text"),
        (b"A heading\n\nAnother", "holds no running text"),
        (b"A word or two. " * MOST_WORDS, f"has {4 * MOST_WORDS:,} words"),
    ],
)
def test_what_is_no_article_is_said_so(data: bytes, message: str) -> None:
    with pytest.raises(UnreadableError) as caught:
        read(data)
    assert caught.value.message.startswith(message)
    assert caught.value.remedy


def test_too_large_a_file_is_refused() -> None:
    with pytest.raises(UnreadableError, match="too many for an article"):
        form_of(b"a" * (51 * 2**20))


def remedy_for(data: bytes) -> str | None:
    """Return what is said to do about a file, or None where it was read."""
    try:
        read(data)
    except UnreadableError as error:
        return error.remedy
    return None


@pytest.mark.parametrize("maker", ["docx", "pdf"])
def test_file_cut_off_anywhere_is_refused_with_a_remedy(maker: str, tmp_path: Path) -> None:
    whole = make_docx() if maker == "docx" else make_pdf(tmp_path)
    remedies = [remedy_for(whole[: len(whole) * part // 12]) for part in range(1, 12)]
    # A PDF without its last part can be read in part; a Word file cannot.
    assert all(remedies) or maker == "pdf"
    assert "" not in remedies
    assert remedies[0]


@settings(max_examples=150, deadline=None)
@given(st.binary(max_size=400))
def test_no_bytes_end_in_another_error(data: bytes) -> None:
    try:
        _, paragraphs = read(data)
    except UnreadableError:
        return
    assert any(paragraph.number for paragraph in paragraphs)


WORDS = st.text(st.characters(codec="utf-8", exclude_categories=["Cs", "Cc"]), max_size=60)


@settings(max_examples=200, deadline=None)
@given(st.lists(WORDS, max_size=12), st.sampled_from(["\n\n", "\n", "\r\n\r\n", "\n \n"]))
def test_no_text_is_lost_in_paragraphs(parts: list[str], gap: str) -> None:
    text = gap.join(parts)
    paragraphs = number(plain.read(text).blocks)
    kept = "".join("".join(paragraph.whole.split()) for paragraph in paragraphs)
    # Only the marks of lists go; what is left keeps its order.
    letters = [sign for sign in "".join(text.split()) if sign.isalpha() and sign != "\u00ad"]
    marks = sum(len(row.split()) > 1 for row in text.splitlines())
    assert len([sign for sign in kept if sign.isalpha()]) >= len(letters) - marks
    numbers = [paragraph.number for paragraph in paragraphs if paragraph.number]
    assert numbers == list(range(1, len(numbers) + 1))


def test_lines_that_the_sender_broke_are_joined() -> None:
    text = "The ferry sails\nat nine o'clock\nand comes back.\n\nNobody waits for it at night."
    assert [p.whole for p in number(plain.read(text).blocks)] == [
        "The ferry sails at nine o'clock and comes back.",
        "Nobody waits for it at night.",
    ]


def test_paragraphs_on_lines_of_their_own_are_parted() -> None:
    rows = [f"The {word} ferry sails at nine o'clock and comes back " * 5 + "." for word in "ab"]
    found = [p.whole for p in number(plain.read("\n".join(rows)).blocks)]
    assert found == [" ".join(row.split()) for row in rows]
