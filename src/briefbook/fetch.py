"""One page from the web, with a limit to its time and size, and to where it may lead.

Both the articles that are taken in and the pages that links lead to come through here.
"""

from __future__ import annotations

import http.client
import re
import socket
import ssl
import threading
import time
import zlib
from contextlib import suppress
from dataclasses import dataclass
from functools import partial
from ipaddress import IPv4Address, IPv6Address, IPv6Network, ip_address
from typing import TYPE_CHECKING, Any, Self
from urllib.error import HTTPError, URLError
from urllib.parse import quote, urlsplit, urlunsplit
from urllib.request import (
    HTTPHandler,
    HTTPRedirectHandler,
    HTTPSHandler,
    Request,
    build_opener,
    getproxies,
)

import idna

if TYPE_CHECKING:
    from collections.abc import Callable
    from urllib.request import OpenerDirector

_NAT64 = IPv6Network("64:ff9b::/96")
MOST_BYTES = 50 * 2**20
_AGENT = "briefbook"
_INSIDE = "it leads to an address inside the network, which is not followed"


TIMEOUT, BROKEN_OFF, BADLY_PACKED, UNASKED_PACKING = (
    "no answer in time",
    "the answer broke off",
    "its packed answer is broken",
    "its answer is packed in a way that was not asked for",
)


_WHY: tuple[tuple[type[Exception], str], ...] = (
    (socket.gaierror, "there is no network, or no such host"),
    (ssl.SSLCertVerificationError, "its certificate is not valid"),
    (TimeoutError, TIMEOUT),
    (http.client.IncompleteRead, BROKEN_OFF),
    (zlib.error, BADLY_PACKED),
)


class FetchError(Exception):
    """What could not be fetched or opened, and why, in one line.

    ``status`` is HTTP's, or 0; ``reason`` is the part that says why.
    """

    def __init__(self, message: str, status: int = 0, reason: str = "") -> None:
        super().__init__(message)
        self.status = status
        self.reason = reason


@dataclass(frozen=True)
class Limits:
    """What a fetch may cost: seconds for each step and for all, and bytes of the answer.

    Where ``whole`` is false, the answer is cut at ``most`` bytes.  Where ``private`` is false, no
    machine inside the network is spoken to, whatever its name; otherwise only a server outside
    may not lead to one inside.
    """

    step: float = 20.0
    total: float = 60.0
    most: int = MOST_BYTES
    whole: bool = True
    private: bool = True
    agent: str = _AGENT


@dataclass(frozen=True)
class Answer:
    """What an address answers with; ``cut`` is true where more would have come."""

    data: bytes
    address: str
    media_type: str
    charset: str
    cut: bool = False


def is_address(text: str) -> bool:
    """Return whether a text is an address of the web."""
    return re.match(r"https?://", text, re.IGNORECASE) is not None


def is_private(address: str) -> bool:
    """Return whether an address names this computer or one inside the network, by its number."""
    host = (urlsplit(address).hostname or "").lower().rstrip(".")
    try:
        return is_inside(host)
    except ValueError:
        return host == "localhost" or host.endswith((".localhost", ".local", ".internal"))


def is_inside(number: str) -> bool:
    """Return whether the number of a machine is one inside the network; ValueError if it is none.

    An address of IPv6 may be one of IPv4 in disguise.
    """
    found = ip_address(number.partition("%")[0])
    if isinstance(found, IPv6Address):
        hidden = found.ipv4_mapped or found.sixtofour
        if hidden is None and found in _NAT64:
            hidden = IPv4Address(int(found) & 0xFFFFFFFF)
        if hidden is not None:
            return not hidden.is_global
    return not found.is_global


def fetch(address: str, limits: Limits | None = None) -> Answer:
    """Return what an address answers with; raises `FetchError`, at once where no network is."""
    limits = limits or Limits()
    until = time.monotonic() + limits.total
    watch = _Watch(limits.total)
    try:
        request = Request(_ascii(address), headers=_headers(limits))  # noqa: S310  # is_address lets only http pass
        with watch, _opener(limits, watch).open(request, timeout=limits.step) as answer:
            data, cut = _read(answer, until, limits)
            headers, final = answer.headers, answer.url
            if watch.over:  # what was hung up on looks like an answer that has come to its end
                raise TimeoutError
    except HTTPError as error:
        reason = " ".join(str(error.reason).split())
        message = f"'{address}' answers {error.code} ({reason})"
        error.close()
        raise FetchError(message, error.code) from None
    except (URLError, OSError, http.client.HTTPException, ValueError, zlib.error) as error:
        why = TIMEOUT if watch.over else _why(error)
        raise FetchError(f"'{address}' cannot be fetched: {why}", reason=why) from None
    kind = str(headers.get_content_type()).lower()
    return Answer(data, final, kind, headers.get_content_charset() or "", cut)


def _headers(limits: Limits) -> dict[str, str]:
    return {
        "User-Agent": limits.agent,
        "Accept": "text/html,*/*",
        "Accept-Encoding": "identity",
    }


class _Watch:
    """Hangs up when the time for all is over, wherever the answer has come to by then.

    A server that sends a line of its head now and then would never run into the limit of a step.
    """

    def __init__(self, seconds: float) -> None:
        self.over = False
        self._socket: socket.socket | None = None
        self._timer = threading.Timer(seconds, self._hang_up)
        self._timer.daemon = True

    def __enter__(self) -> Self:
        self._timer.start()
        return self

    def __exit__(self, *_: object) -> None:
        self._timer.cancel()

    def take(self, opened: socket.socket) -> None:
        """Watch over a connection from now on."""
        self._socket = opened
        if self.over:
            self._hang_up()

    def _hang_up(self) -> None:
        self.over = True
        if self._socket is not None:
            with suppress(OSError):  # it may be closed already
                self._socket.shutdown(socket.SHUT_RDWR)


def _opener(limits: Limits, watch: _Watch) -> OpenerDirector:
    # Behind a proxy it is the proxy that looks names up and connects.
    connect = socket.create_connection if limits.private or getproxies() else _public

    def opened(*arguments: Any, **named: Any) -> socket.socket:  # noqa: ANN401  # as the library calls it
        found = connect(*arguments, **named)
        watch.take(found)
        return found

    return build_opener(_Redirects(limits), _HTTP(opened), _HTTPS(opened))


class _Redirects(HTTPRedirectHandler):
    """Follows a server to another address of the web, and from a public one to no private one."""

    def __init__(self, limits: Limits) -> None:
        self._limits = limits

    def redirect_request(self, req, fp, code, msg, headers, newurl):  # type: ignore[no-untyped-def]  # noqa: ANN001, ANN202, PLR0913, PLR0917  # as the library has it
        """Return the next request; raises URLError for an address that is not followed."""
        why = ""
        if not is_address(newurl):
            why = f"it leads to '{newurl}', which is no web address"
        elif is_private(newurl) and not (self._limits.private and is_private(req.full_url)):
            why = _INSIDE
        if why:
            fp.close()
            raise URLError(why)
        return super().redirect_request(req, fp, code, msg, headers, _ascii(newurl))


def _public(
    address: tuple[str, int], timeout: float | None = None, source: tuple[str, int] | None = None
) -> socket.socket:
    """Connect, and hang up before a word is said where that is a machine inside the network.

    What the connection itself says counts: a name may be looked up twice with two answers.
    """
    found = socket.create_connection(address, timeout, source)
    if is_inside(str(found.getpeername()[0])):
        found.close()
        raise URLError(_INSIDE)
    return found


class _HTTP(HTTPHandler):
    def __init__(self, connect: Callable[..., socket.socket]) -> None:
        super().__init__()
        self._connect = connect

    def http_open(self, req: Request) -> http.client.HTTPResponse:
        """Open an address."""
        return self.do_open(partial(_made, http.client.HTTPConnection, self._connect), req)


class _HTTPS(HTTPSHandler):
    def __init__(self, connect: Callable[..., socket.socket]) -> None:
        super().__init__()
        self._connect = connect

    def https_open(self, req: Request) -> http.client.HTTPResponse:
        """Open an address."""
        return self.do_open(partial(_made, http.client.HTTPSConnection, self._connect), req)


def _made(
    kind: type[http.client.HTTPConnection],
    connect: Callable[..., socket.socket],
    host: str,
    **named: Any,  # noqa: ANN401  # as the library calls it
) -> http.client.HTTPConnection:
    made = kind(host, **named)
    made._create_connection = connect  # type: ignore[attr-defined]  # noqa: SLF001  # it has no other way
    return made


def ascii_host(host: str) -> str:
    """Return the name of a host as it is looked up, as browsers do (UTS 46).

    Raises UnicodeError where no name can be spelt so.
    """
    return host if host.isascii() else idna.encode(host, uts46=True).decode()


def _ascii(address: str) -> str:
    """Return an address as it is sent: other letters than those of ASCII are encoded."""
    parts = urlsplit(address)
    if not parts.hostname:
        raise ValueError("it names no server")
    host = parts.netloc
    if not host.isascii():
        host = ascii_host(parts.hostname) + (f":{parts.port}" if parts.port else "")
    path, query = (quote(part, safe="/%:=&?~+!$,;'@()*[]") for part in (parts.path, parts.query))
    return urlunsplit((parts.scheme, host, path, query, ""))


def _read(answer: http.client.HTTPResponse, until: float, limits: Limits) -> tuple[bytes, bool]:
    """Return the body, unpacked, and whether it was cut.

    Raises TimeoutError where it does not come to an end in time.
    """
    data = bytearray()
    try:
        while len(data) <= limits.most and (chunk := answer.read1(2**16)):
            data += chunk
            if time.monotonic() > until:
                raise TimeoutError
    except ConnectionError:  # before the first byte it would be no answer at all
        raise http.client.IncompleteRead(b"") from None
    promised = answer.headers.get("Content-Length", "")
    if promised.isdecimal() and len(data) < min(int(promised), limits.most):
        raise http.client.IncompleteRead(b"")
    cut = len(data) > limits.most
    packing = answer.headers.get("Content-Encoding", "").strip().lower()
    if packing not in {"", "identity", "gzip", "x-gzip"}:
        raise ValueError(UNASKED_PACKING)
    if packing in {"gzip", "x-gzip"} and data:
        unpacker = zlib.decompressobj(zlib.MAX_WBITS | 16)
        unpacked = unpacker.decompress(bytes(data), limits.most + 1)
        cut = cut or len(unpacked) > limits.most
        if not (cut or unpacker.eof):
            raise http.client.IncompleteRead(b"")
        data = bytearray(unpacked)
    return bytes(data if limits.whole else data[: limits.most]), cut


def _why(error: Exception) -> str:
    reason = getattr(error, "reason", error)
    known = next((words for kind, words in _WHY if isinstance(reason, kind)), "")
    if known:
        return known
    if isinstance(reason, OSError) and reason.strerror:
        return reason.strerror.lower()
    return " ".join(str(reason).split()) or "the connection failed"
