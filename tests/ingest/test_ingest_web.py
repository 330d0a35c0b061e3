"""An article from the web: from a server that behaves, and from ones that do not."""

from __future__ import annotations

import gzip
import threading
import time
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import TYPE_CHECKING

import pytest
import yaml

from briefbook.ingest import fetch
from briefbook.ingest.article import UnreadableError
from briefbook.ingest.read import read
from briefbook.ingest.sniff import MOST_BYTES
from ingest.articles import HTML, PARAGRAPHS, TEXT, cheap_key

if TYPE_CHECKING:
    from collections.abc import Iterator

    from conftest import Command, MakeBook


class Server(BaseHTTPRequestHandler):
    """Answers as its path asks."""

    def log_message(self, *arguments: object) -> None:
        """Say nothing."""

    def do_GET(self) -> None:
        """Answer."""
        try:
            getattr(self, f"{self.path.split('/')[1].split('?')[0]}_page", self.missing)()
        except (BrokenPipeError, ConnectionResetError):
            self.close_connection = True

    def answer(self, data: bytes, kind: str = "text/html", **headers: str) -> None:
        self.send_response(200)
        self.send_header("Content-Type", kind)
        for name, value in {"Content_Length": str(len(data)), **headers}.items():
            self.send_header(name.replace("_", "-"), value)
        self.end_headers()
        self.wfile.write(data)

    def lead(self, address: str) -> None:
        self.send_response(302)
        self.send_header("Location", address)
        self.send_header("Content-Length", "0")
        self.end_headers()

    def missing(self) -> None:
        self.send_error(404)

    def good_page(self) -> None:
        self.answer(HTML.encode())

    def moved_page(self) -> None:
        self.lead("/good/2026/ferry.html")

    def circle_page(self) -> None:
        self.lead("/circle")

    def away_page(self) -> None:
        self.lead("file:///etc/hostname")

    def files_page(self) -> None:
        self.lead("ftp://example.org/ferry.html")

    def plain_page(self) -> None:
        self.answer(TEXT.encode(), "application/octet-stream")

    def picture_page(self) -> None:
        self.answer(b"\x89PNG\r\n\x1a\n" + bytes(50), "text/html")

    def packed_page(self) -> None:
        self.answer(gzip.compress(HTML.encode()), Content_Encoding="gzip")

    def garbled_page(self) -> None:
        self.answer(b"no gzip at all", Content_Encoding="gzip")

    def western_page(self) -> None:
        page = HTML.replace("a storm?", "a storm near Zürich?")
        self.answer(page.encode("cp1252", "xmlcharrefreplace"), "text/html; charset=windows-1252")

    def lying_page(self) -> None:
        self.answer(HTML.encode(), "text/html; charset=iso-8859-1")

    def huge_page(self) -> None:
        self.answer(b"word " * (MOST_BYTES // 5 + 10), "text/plain")

    def cut_page(self) -> None:
        self.answer(HTML.encode()[:300], Content_Length=str(len(HTML)))

    def silent_page(self) -> None:
        time.sleep(1)

    def drip_page(self) -> None:
        self.send_response(200)
        self.end_headers()
        for _ in range(30):
            self.wfile.write(b"<p>drip</p>")
            self.wfile.flush()
            time.sleep(0.1)


@pytest.fixture(scope="module")
def site() -> Iterator[str]:
    server = ThreadingHTTPServer(("127.0.0.1", 0), Server)
    thread = threading.Thread(target=server.serve_forever, daemon=True)
    thread.start()
    yield f"http://127.0.0.1:{server.server_address[1]}"
    server.shutdown()
    server.server_close()
    thread.join()


def running(fetched: fetch.Fetched) -> list[str]:
    _, paragraphs = read(
        fetched.data, fetched.name, media_type=fetched.media_type, charset=fetched.charset
    )
    return [paragraph.whole for paragraph in paragraphs if paragraph.number]


@pytest.mark.parametrize("path", ["good", "moved", "plain", "packed", "lying", "good/ä b?q=ü"])
def test_an_article_is_read_as_from_a_file(path: str, site: str) -> None:
    assert running(fetch.from_web(f"{site}/{path}")) == PARAGRAPHS


def test_the_server_may_name_the_encoding(site: str) -> None:
    assert "near Zürich?" in running(fetch.from_web(f"{site}/western"))[3]


def test_the_last_address_is_that_of_the_article(site: str) -> None:
    assert fetch.from_web(f"{site}/moved").address == f"{site}/good/2026/ferry.html"


@pytest.mark.parametrize(
    ("path", "message"),
    [
        ("none", "answers 404 (Not Found)"),
        ("circle", "infinite loop"),
        ("away", "is not allowed"),
        ("files", "no web address"),
        ("garbled", "its packed answer is broken"),
        ("silent", "no answer in time"),
        ("drip", "no answer in time"),
        ("cut", "the answer broke off"),
    ],
)
def test_what_cannot_be_fetched_is_said_in_one_line(path: str, message: str, site: str) -> None:
    with pytest.raises(fetch.FetchError) as caught:
        fetch.from_web(f"{site}/{path}", timeout=0.3)
    assert message in str(caught.value)
    assert "\n" not in str(caught.value)


@pytest.mark.parametrize(("path", "message"), [("huge", "too many"), ("picture", "a picture")])
def test_what_is_no_article_is_said(path: str, message: str, site: str) -> None:
    fetched = fetch.from_web(f"{site}/{path}")
    assert len(fetched.data) <= MOST_BYTES + 2**16
    with pytest.raises(UnreadableError, match=message):
        running(fetched)


def test_a_public_address_leads_to_no_private_one() -> None:
    for address in (
        "http://localhost/a",
        "http://10.0.0.1/",
        "http://[::1]:80/",
        "http://x.local/",
    ):
        assert fetch.is_private(address)
    for address in ("https://example.org/a", "http://93.184.216.34/", "http://[2606:2800::1]/"):
        assert not fetch.is_private(address)


@pytest.mark.parametrize("address", ["http://", "https://[::1", "http://a b/"])
def test_an_address_of_no_server_is_said(address: str) -> None:
    with pytest.raises(fetch.FetchError, match="cannot be fetched"):
        fetch.from_web(address, timeout=1)


def test_the_command_records_where_the_article_was(
    site: str, make_book: MakeBook, command: Command
) -> None:
    book = make_book()
    cheap_key(book / "sources" / "fingerprints")
    result = command("ingest", f"{site}/moved", "--id=ferry", "--source", book)
    assert result.status == 0, result.err
    entry = yaml.safe_load((book / "sources" / "sources.yaml").read_text("utf-8"))[0]
    assert f"'{site}/good/2026/ferry.html' only works in your own network" in result.err
    assert "URL" not in entry
    result = command("ingest", f"{site}/none", "--source", book)
    assert (result.status, len(result.err.splitlines())) == (2, 1)
