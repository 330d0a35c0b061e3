"""An article from the web, or from a file."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING
from urllib.parse import urlsplit

from briefbook.fetch import FetchError, Limits, fetch, is_address, is_private
from briefbook.ingest.sniff import MOST_BYTES

if TYPE_CHECKING:
    from pathlib import Path

__all__ = ["FetchError", "Fetched", "from_file", "from_web", "is_address", "is_private"]

_TIMEOUT = 20.0
_SAVE = "save the page in a browser and give the file"


@dataclass(frozen=True)
class Fetched:
    """The bytes of an article, its name without a suffix, and what a server said of it."""

    data: bytes
    name: str
    stem: str
    address: str = ""
    media_type: str = ""
    charset: str = ""


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
        answer = fetch(address, Limits(step=timeout, total=3 * timeout, most=MOST_BYTES))
    except FetchError as error:
        raise FetchError(f"{error}; {_SAVE}", error.status) from None
    path = urlsplit(answer.address).path.rstrip("/").rsplit("/", 1)[-1]
    stem = path.rsplit(".", 1)[0]
    return Fetched(answer.data, path, stem, answer.address, answer.media_type, answer.charset)
