"""An article from the web, or from a file."""

from __future__ import annotations

import http.client
import re
import socket
from dataclasses import dataclass
from typing import TYPE_CHECKING
from urllib.error import HTTPError, URLError
from urllib.parse import urlsplit
from urllib.request import Request, urlopen

from briefbook.ingest.sniff import MOST_BYTES

if TYPE_CHECKING:
    from pathlib import Path

_TIMEOUT = 20.0
_SAVE = "save the page in a browser and give the file"


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

    ``timeout`` is in seconds, for every step of the way.
    """
    try:
        host = urlsplit(address).hostname
        if not host:
            raise FetchError(f"'{address}' is no web address")
        request = Request(address, headers={"User-Agent": "briefbook", "Accept": "text/html,*/*"})  # noqa: S310  # is_address lets only http pass
        with urlopen(request, timeout=timeout) as answer:  # noqa: S310  # as above
            data = answer.read(MOST_BYTES + 1)
            media_type = str(answer.headers.get("Content-Type", "")).lower()
            final = answer.url
    except HTTPError as error:
        message = f"'{address}' answers {error.code} ({error.reason}); {_SAVE}"
        error.close()
        raise FetchError(message) from None
    except (URLError, OSError, http.client.HTTPException, ValueError) as error:
        raise FetchError(f"'{address}' cannot be fetched: {_why(error)}; {_SAVE}") from None
    path = urlsplit(final).path.rstrip("/").rsplit("/", 1)[-1]
    return Fetched(data, path, path.rsplit(".", 1)[0], final, media_type)


def _why(error: Exception) -> str:
    reason = getattr(error, "reason", error)
    if isinstance(reason, socket.gaierror):
        return "there is no network, or no such host"
    if isinstance(reason, TimeoutError):
        return "no answer in time"
    if isinstance(reason, OSError) and reason.strerror:
        return reason.strerror.lower()
    return " ".join(str(reason).split()) or "the connection failed"
