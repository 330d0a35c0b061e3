"""An article from the web, or from a file."""

from __future__ import annotations

import http.client
import re
import socket
import ssl
import time
import zlib
from dataclasses import dataclass
from ipaddress import ip_address
from typing import TYPE_CHECKING
from urllib.error import HTTPError, URLError
from urllib.parse import quote, urlsplit, urlunsplit
from urllib.request import HTTPRedirectHandler, Request, build_opener

from briefbook.ingest.sniff import MOST_BYTES

if TYPE_CHECKING:
    from pathlib import Path

_TIMEOUT = 20.0
_HEADERS = {"User-Agent": "briefbook", "Accept": "text/html,*/*", "Accept-Encoding": "identity"}
_SAVE = "save the page in a browser and give the file"

_WHY: tuple[tuple[type[Exception], str], ...] = (
    (socket.gaierror, "there is no network, or no such host"),
    (ssl.SSLCertVerificationError, "its certificate is not valid"),
    (TimeoutError, "no answer in time"),
    (http.client.IncompleteRead, "the answer broke off"),
    (zlib.error, "its packed answer is broken"),
)


class FetchError(Exception):
    """What could not be fetched or opened, and why, in one line."""


@dataclass(frozen=True)
class Fetched:
    """The bytes of an article, its name without a suffix, and what a server said of it."""

    data: bytes
    name: str
    stem: str
    address: str = ""
    media_type: str = ""
    charset: str = ""


def is_address(text: str) -> bool:
    """Return whether a text is an address of the web."""
    return re.match(r"https?://", text, re.IGNORECASE) is not None


def from_file(path: Path) -> Fetched:
    """Return a file's bytes; raises `FetchError`."""
    try:
        if path.is_file() and path.stat().st_size > 4 * MOST_BYTES:
            raise FetchError(f"'{path}' is far too large for an article")
        return Fetched(path.read_bytes(), path.name, path.stem)
    except (OSError, ValueError) as error:
        reason = getattr(error, "strerror", None) or "it cannot be opened"
        raise FetchError(f"'{path}' cannot be read: {reason.lower()}") from None


def from_web(address: str, timeout: float = _TIMEOUT) -> Fetched:
    """Return what an address answers with; raises `FetchError` at once where there is no network.

    ``timeout`` is in seconds, for every step of the way; three times as much is left for them all.
    """
    try:
        request = Request(_ascii(address), headers=_HEADERS)  # noqa: S310  # is_address lets only http pass
        with build_opener(_Redirects).open(request, timeout=timeout) as answer:
            data = _read(answer, time.monotonic() + 3 * timeout)
            headers = answer.headers
            final = answer.url
    except HTTPError as error:
        reason = " ".join(str(error.reason).split())
        message = f"'{address}' answers {error.code} ({reason}); {_SAVE}"
        error.close()
        raise FetchError(message) from None
    except (URLError, OSError, http.client.HTTPException, ValueError, zlib.error) as error:
        raise FetchError(f"'{address}' cannot be fetched: {_why(error)}; {_SAVE}") from None
    path = urlsplit(final).path.rstrip("/").rsplit("/", 1)[-1]
    return Fetched(
        data,
        path,
        path.rsplit(".", 1)[0],
        final,
        str(headers.get_content_type()).lower(),
        headers.get_content_charset() or "",
    )


class _Redirects(HTTPRedirectHandler):
    """Follows a server to another address of the web, and from a public one to no private one."""

    def redirect_request(self, req, fp, code, msg, headers, newurl):  # type: ignore[no-untyped-def]  # noqa: ANN001, ANN202, PLR0913, PLR0917  # as the library has it
        """Return the next request; raises URLError for an address that is not followed."""
        why = ""
        if not is_address(newurl):
            why = f"it leads to '{newurl}', which is no web address"
        elif is_private(newurl) and not is_private(req.full_url):
            why = "it leads to an address inside the network, which is not followed"
        if why:
            fp.close()
            raise URLError(why)
        return super().redirect_request(req, fp, code, msg, headers, newurl)


def is_private(address: str) -> bool:
    """Return whether an address names this computer or one inside the network, by its number."""
    host = (urlsplit(address).hostname or "").lower()
    try:
        return not ip_address(host).is_global
    except ValueError:
        return host == "localhost" or host.endswith((".localhost", ".local", ".internal"))


def _ascii(address: str) -> str:
    """Return an address as it is sent: other letters than those of ASCII are encoded."""
    parts = urlsplit(address)
    if not parts.hostname:
        raise ValueError("it names no server")
    host = parts.netloc if parts.netloc.isascii() else parts.netloc.encode("idna").decode()
    path, query = (quote(part, safe="/%:=&?~+!$,;'@()*[]") for part in (parts.path, parts.query))
    return urlunsplit((parts.scheme, host, path, query, ""))


def _read(answer: http.client.HTTPResponse, until: float) -> bytes:
    """Return the body, unpacked; raises TimeoutError where it does not come to an end in time."""
    data = bytearray()
    while len(data) <= MOST_BYTES and (chunk := answer.read1(2**16)):
        data += chunk
        if time.monotonic() > until:
            raise TimeoutError
    promised = answer.headers.get("Content-Length", "")
    if promised.isdecimal() and len(data) < min(int(promised), MOST_BYTES):
        raise http.client.IncompleteRead(b"")
    if answer.headers.get("Content-Encoding", "").lower() in {"gzip", "x-gzip"}:
        return zlib.decompressobj(zlib.MAX_WBITS | 16).decompress(bytes(data), MOST_BYTES + 1)
    return bytes(data)


def _why(error: Exception) -> str:
    reason = getattr(error, "reason", error)
    known = next((words for kind, words in _WHY if isinstance(reason, kind)), "")
    if known:
        return known
    if isinstance(reason, OSError) and reason.strerror:
        return reason.strerror.lower()
    return " ".join(str(reason).split()) or "the connection failed"
