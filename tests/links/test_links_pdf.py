from __future__ import annotations

from io import BytesIO
from typing import TYPE_CHECKING

import pikepdf
import pytest
from hypothesis import given
from hypothesis import strategies as st
from pikepdf import Array, Dictionary, Name, String

from briefbook.links import check_site
from briefbook.links.pdf import read_pdf

from .pdfs import (
    action,
    add_bookmark,
    add_link,
    make_pdf,
    name_destinations,
    show_text,
    to_page,
    uri,
)
from .sites import findings_of, write_site

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

PAGES = {"index.html": "<p id=one>", "sub/x.html": "<p id=two>"}


def lines_of(tmp_path: Path, pdf: bytes, *, base_url: str = "") -> list[str]:
    found = findings_of(tmp_path, {**PAGES, "pdf/book.pdf": pdf}, base_url=base_url)
    return [str(finding) for finding in found]


def drop_last_page(pdf: pikepdf.Pdf) -> None:
    destination = to_page(pdf, 1)
    del pdf.pages[1]
    add_link(pdf, Dest=destination, Contents=String("later"))


@pytest.mark.parametrize(
    "change",
    [
        lambda pdf: add_link(pdf, Dest=to_page(pdf, 1)),
        lambda pdf: add_link(pdf, Dest=Array([1, Name.Fit])),
        lambda pdf: add_link(pdf, A=action("/GoTo", D=to_page(pdf, 1))),
        lambda pdf: (name_destinations(pdf, a=to_page(pdf, 1)), add_link(pdf, Dest=String("a"))),
        lambda pdf: (
            name_destinations(pdf, a=Dictionary(D=to_page(pdf, 1))),
            add_link(pdf, A=action("/GoTo", D=String("a"))),
        ),
        lambda pdf: (
            pdf.Root.__setattr__("Dests", Dictionary(a=to_page(pdf, 1))),
            add_link(pdf, Dest=Name("/a")),
        ),
        lambda pdf: add_link(pdf, A=uri("../sub/x.html#two")),
        lambda pdf: add_link(pdf, A=uri("https://example.org/x")),
        lambda pdf: add_link(pdf, A=uri("mailto:a@example.org")),
        lambda pdf: add_link(pdf, A=uri("book.pdf#page=2")),
        lambda pdf: add_link(pdf, A=action("/Named", N=Name.NextPage)),
        lambda pdf: add_link(pdf, A=action("/GoToR", F=String("book.pdf"), D=Array([1, Name.Fit]))),
        lambda pdf: add_link(pdf, AA=Dictionary(U=action("/Named", N=Name.NextPage))),
        lambda pdf: add_bookmark(pdf, "One", Dest=to_page(pdf, 1)),
        lambda pdf: add_bookmark(pdf, "One"),
        lambda pdf: pdf.Root.__setattr__("OpenAction", to_page(pdf, 0)),
        lambda pdf: pdf.Root.__setattr__("OpenAction", action("/GoTo", D=to_page(pdf, 0))),
    ],
)
def test_links_that_lead_somewhere(tmp_path: Path, change: Callable[[pikepdf.Pdf], object]) -> None:
    assert lines_of(tmp_path, make_pdf(change)) == []


PLACE = "pdf/book.pdf: link on page 1"
AGAIN = "correct the target, or make the PDF again [link-pdf-destination]"


@pytest.mark.parametrize(
    ("change", "expected"),
    [
        (
            drop_last_page,
            (f"pdf/book.pdf: link 'later' on page 1: its page is not in the PDF; {AGAIN}"),
        ),
        (
            lambda pdf: add_link(pdf, Dest=Array([2, Name.Fit])),
            (f"{PLACE}: its page is not in the PDF; {AGAIN}"),
        ),
        (
            lambda pdf: add_link(pdf, Dest=Array([])),
            (f"{PLACE}: its page is not in the PDF; {AGAIN}"),
        ),
        (
            lambda pdf: (
                name_destinations(pdf, **{"crs-2024": to_page(pdf, 1)}),
                add_link(pdf, Dest=String("crs-2023")),
            ),
            (
                "pdf/book.pdf: link to 'crs-2023' on page 1: no such destination in pdf/book.pdf; "
                "nearest is 'crs-2024' [link-pdf-destination]"
            ),
        ),
        (
            lambda pdf: (
                name_destinations(pdf, a=Array([7, Name.Fit])),
                add_link(pdf, A=action("/GoTo", D=String("a"))),
            ),
            (
                "pdf/book.pdf: link to 'a' on page 1: this destination of pdf/book.pdf names a "
                f"page that is not in it; {AGAIN}"
            ),
        ),
        (
            lambda pdf: name_destinations(pdf, a=Array([7, Name.Fit])),
            (f"pdf/book.pdf: destination 'a': its page is not in the PDF; {AGAIN}"),
        ),
        (
            add_link,
            (f"{PLACE}: it leads nowhere; {AGAIN}"),
        ),
        (
            lambda pdf: add_link(pdf, A=String("what?")),
            (f"{PLACE}: its action cannot be read; {AGAIN}"),
        ),
        (
            lambda pdf: add_bookmark(pdf, "One", Dest=String("gone")),
            (
                "pdf/book.pdf: bookmark 'One' to 'gone': no such destination in pdf/book.pdf; "
                f"{AGAIN}"
            ),
        ),
        (
            lambda pdf: pdf.Root.__setattr__("OpenAction", String("gone")),
            (
                "pdf/book.pdf: link 'where the PDF opens' to 'gone': no such destination in "
                "pdf/book.pdf; correct the target, or make the PDF again [link-pdf-destination]"
            ),
        ),
        (
            lambda pdf: add_link(pdf, A=uri("../sub/x.html#to")),
            (
                "pdf/book.pdf: link to '../sub/x.html#to' on page 1: no such anchor in sub/x.html; "
                "nearest is 'two' [link-anchor]"
            ),
        ),
        (
            lambda pdf: add_link(pdf, A=uri("../sub/y.html")),
            (
                "pdf/book.pdf: link to '../sub/y.html' on page 1: no such file in the site; "
                "correct the address or add the file [link-file]"
            ),
        ),
        (
            lambda pdf: add_link(pdf, A=uri("../../y.html")),
            (
                "pdf/book.pdf: link to '../../y.html' on page 1: it leads out of the site; "
                "write the address relative to the page [link-outside]"
            ),
        ),
        (
            lambda pdf: add_link(pdf, A=uri("book.pdf#page=3")),
            (
                "pdf/book.pdf: link to 'book.pdf#page=3' on page 1: pdf/book.pdf has no page '3'; "
                "its pages are 1 to 2 [link-pdf-destination]"
            ),
        ),
        (
            lambda pdf: add_link(
                pdf, A=action("/GoToR", F=Dictionary(F=String("book.pdf")), D=String("gone"))
            ),
            (
                "pdf/book.pdf: link to 'book.pdf#nameddest=gone' on page 1: no such destination in "
                "pdf/book.pdf; correct the target, or make the PDF again [link-pdf-destination]"
            ),
        ),
        (
            lambda pdf: add_link(pdf, A=uri("http://localhost:8000/")),
            (
                "pdf/book.pdf: link to 'http://localhost:8000/' on page 1: it only works on the "
                "author's own machine or network; link to a public address [link-local-address]"
            ),
        ),
        (
            lambda pdf: add_link(pdf, A=action("/Launch", F=String("setup.exe"))),
            (
                "pdf/book.pdf: link to 'setup.exe' on page 1: it starts a file on the reader's own "
                "machine; link to a public address [link-local-address]"
            ),
        ),
        (
            lambda pdf: add_link(pdf, A=action("/JavaScript", JS=String("app.alert(1)"))),
            f"{PLACE}: it runs a script; link to an address, or use a button [link-script]",
        ),
        (
            lambda pdf: add_link(
                pdf, A=action("/Named", N=Name.NextPage, Next=Array([uri("gone.html")]))
            ),
            (
                "pdf/book.pdf: link to 'gone.html' on page 1: no such file in the site; "
                "correct the address or add the file [link-file]"
            ),
        ),
    ],
)
def test_links_that_fail(
    tmp_path: Path, change: Callable[[pikepdf.Pdf], object], expected: str
) -> None:
    assert lines_of(tmp_path, make_pdf(change)) == [expected]


def test_the_sites_own_address_counts_as_inside(tmp_path: Path) -> None:
    pdf = make_pdf(lambda pdf: add_link(pdf, A=uri("https://example.org/book/gone.html")))
    assert lines_of(tmp_path, pdf) == []
    (line,) = lines_of(tmp_path, pdf, base_url="https://example.org/book/")
    assert line.endswith(
        "no such file in the site; correct the address or add the file [link-file]"
    )


def test_a_base_in_the_pdf_is_honoured(tmp_path: Path) -> None:
    def change(pdf: pikepdf.Pdf) -> None:
        pdf.Root.URI = Dictionary(Base=String("../sub/"))
        add_link(pdf, A=uri("x.html#two"))

    assert lines_of(tmp_path, make_pdf(change)) == []


@pytest.mark.parametrize(
    ("html", "rules"),
    [
        ("<a href=b.pdf#page=2>x</a>", []),
        ("<a href='b.pdf#page=2&zoom=50'>x</a>", []),
        ("<a href=b.pdf#nameddest=a>x</a>", []),
        ("<a href=b.pdf#a>x</a>", []),
        ("<a href=b.pdf#page=3>x</a>", ["link-pdf-destination"]),
        ("<a href=b.pdf#page=x>x</a>", ["link-pdf-destination"]),
        ("<a href=b.pdf#b>x</a>", ["link-pdf-destination"]),
    ],
)
def test_a_page_can_link_into_a_pdf(tmp_path: Path, html: str, rules: list[str]) -> None:
    pdf = make_pdf(lambda pdf: name_destinations(pdf, a=to_page(pdf, 1)))
    found = findings_of(tmp_path, {"index.html": html, "b.pdf": pdf})
    assert [finding.rule for finding in found] == rules


def test_pdfs_without_their_site_are_checked_inside(tmp_path: Path) -> None:
    def change(pdf: pikepdf.Pdf) -> None:
        add_link(pdf, A=uri("../briefs/x.html"))
        add_link(pdf, A=uri("file:///x"))
        add_link(pdf, Dest=String("gone"))

    report = check_site(write_site(tmp_path, {"book.pdf": make_pdf(change)}))
    assert [f.rule for f in report.findings] == ["link-local-address", "link-pdf-destination"]


def test_a_circle_of_bookmarks_and_names_ends() -> None:
    def change(pdf: pikepdf.Pdf) -> None:
        add_bookmark(pdf, "One", Dest=to_page(pdf, 0))
        pdf.Root.Outlines.First.Next = pdf.Root.Outlines.First
        name_destinations(pdf, a=to_page(pdf, 0))
        pdf.Root.Names.Dests.Kids.append(pdf.Root.Names.Dests)

    found = read_pdf("x.pdf", make_pdf(change))
    assert (found.faults, found.trouble, found.names) == ((), "", {"a": True})


def test_an_encrypted_pdf_is_a_finding(tmp_path: Path) -> None:
    out = BytesIO()
    with pikepdf.new() as pdf:
        pdf.add_blank_page()
        pdf.save(out, encryption=pikepdf.Encryption(user="u", owner="o"))
    assert lines_of(tmp_path, out.getvalue()) == [
        (
            "pdf/book.pdf: it is encrypted and asks for a password; make the PDF again "
            "[link-pdf-broken]"
        )
    ]


@pytest.mark.parametrize(
    ("spoil", "words"),
    [
        (lambda _: b"", "it cannot be read"),
        (lambda _: b"%PDF-1.7\nnothing more", "it cannot be read"),
        (lambda data: data.replace(b"startxref", b"startxxxx"), "it is damaged"),
        (lambda data: data[: len(data) // 2], "it "),
    ],
)
def test_a_damaged_pdf_is_a_finding(
    tmp_path: Path, spoil: Callable[[bytes], bytes], words: str
) -> None:
    data = make_pdf(lambda pdf: add_link(pdf, Dest=to_page(pdf, 1)))
    lines = lines_of(tmp_path, spoil(data))
    assert lines[0].startswith(f"pdf/book.pdf: {words}")
    assert lines[0].endswith("[link-pdf-broken]")
    assert "0x" not in lines[0]
    assert lines_of(tmp_path, spoil(data)) == lines


CMAP = b"""\
1 beginbfchar <01> <0041> endbfchar
2 beginbfrange <02> <04> <0062> <05> <06> [<00660069> <0020>] endbfrange
"""


@pytest.mark.parametrize(
    ("content", "text"),
    [
        (b"BT /F1 12 Tf 72 700 Td (Sources) Tj ET", "Sources"),
        (b"BT /F1 12 Tf 1 0 0 1 72 700 Tm [(Sour) -50 (ces) -300 (here)] TJ ET", "Sources here"),
        (b"q 1 0 0 1 2 0 cm BT /F1 12 Tf 70 700 Td (Sources) Tj ET Q", "Sources"),
        (b"q 2 0 0 2 0 0 cm Q BT 20 TL /F1 12 Tf 72 720 Td (No) Tj T* (Yes) Tj ET", "Yes"),
        (b"BT /F1 12 Tf 20 TL 72 720 Td (No) Tj (Yes) ' ET", "Yes"),
        (b"BT /F1 12 Tf 72 720 TD 0 -20 TD (Yes) Tj T* (No) Tj ET", "Yes"),
        (b"BT /F1 12 Tf 300 700 Td (elsewhere) Tj ET", "the note"),
        (b"BT /F1 12 Tf (broken", "the note"),
        (b"", "the note"),
    ],
)
def test_a_finding_quotes_the_words_under_the_link(
    tmp_path: Path, content: bytes, text: str
) -> None:
    def change(pdf: pikepdf.Pdf) -> None:
        show_text(pdf, content)
        add_link(pdf, Dest=String("gone"), Contents=String("the note"))

    (line,) = lines_of(tmp_path, make_pdf(change))
    assert f"link '{text}' to 'gone' on page 1" in line


def test_codes_become_characters_as_the_font_says(tmp_path: Path) -> None:
    def change(pdf: pikepdf.Pdf) -> None:
        show_text(
            pdf,
            b"BT /F1 12 Tf 72 700 Td <01020304060509> Tj ET",
            ToUnicode=pdf.make_stream(CMAP),
        )
        add_link(pdf, Dest=String("gone"))

    (line,) = lines_of(tmp_path, make_pdf(change))
    assert "link 'Abcd fi\ufffd' to" in line


@given(data=st.binary(max_size=300))
def test_any_bytes_are_a_pdf_or_a_trouble(data: bytes) -> None:
    assert read_pdf("x.pdf", data).trouble


@given(at=st.integers(min_value=0), new=st.binary(min_size=1, max_size=8))
def test_a_pdf_with_any_bytes_changed_is_read_or_told(at: int, new: bytes) -> None:
    whole = WHOLE
    at %= len(whole)
    found = read_pdf("x.pdf", whole[:at] + new + whole[at + len(new) :])
    assert found.trouble or found.pages >= 0


def _everything(pdf: pikepdf.Pdf) -> None:
    name_destinations(pdf, a=to_page(pdf, 1), b=Dictionary(D=to_page(pdf, 0)))
    add_link(pdf, Dest=String("a"))
    add_link(pdf, A=uri("../index.html"))
    add_link(pdf, A=action("/GoToR", F=Dictionary(UF=String("x.pdf")), D=String("a")))
    add_bookmark(pdf, "One", Dest=to_page(pdf, 1))


WHOLE = make_pdf(_everything)
