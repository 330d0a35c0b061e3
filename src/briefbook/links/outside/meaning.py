"""What a reply of lychee means for an address."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING
from urllib.parse import urlsplit

from briefbook.fetch import is_private
from briefbook.links.outside.fresh import bare
from briefbook.links.outside.records import MOVED, Found, Outcome

if TYPE_CHECKING:
    from briefbook.links.outside.lychee import Reply
    from briefbook.links.outside.settings import Settings

_GONE = (404, 410)
_GOOD = range(200, 300)
_PERMANENT = (301, 308)
_REDIRECTS = range(300, 400)
_ERROR_PAGE = re.compile(
    r"/(?:error|errors|404|not-?found|page-?not-?found)(?:/|\.\w+)?$", re.IGNORECASE
)
_STATUSES = {
    401: "it asks for a password",
    403: "it refuses programs",
    405: "it refuses programs",
    407: "a proxy asks for a password",
    429: "it asks for patience",
    451: "it is closed by law where this was asked",
    999: "it refuses programs",
}
_TEXTS = (
    ("certificate", "tls", "its certificate is not valid"),
    ("ssl", "tls", "its certificate is not valid"),
    ("refused", "refused", "its server takes no connection"),
    ("parse", "malformed", "it is no valid address"),
)


def classify(reply: Reply, settings: Settings) -> Found:
    """Return what lychee's reply means for an address."""
    target = reply.hops[-1].address if reply.hops else ""
    if target and is_private(target) and not settings.private:
        why = "it leads to an address inside a network"
        return Found(Outcome.UNKNOWN, "private", why=why)
    if reply.status:
        return _answered(reply, target)
    return _unanswered(reply)


def _answered(reply: Reply, target: str) -> Found:
    status = reply.status
    if reply.kind == "success" and status in _GOOD:
        return _good(reply, target)
    if status in _GONE:
        return Found(Outcome.GONE, str(status), target, why=f"its server says {status}: not there")
    if status in _REDIRECTS and reply.hops:
        return Found(Outcome.UNKNOWN, "loop", why="its redirects do not come to an end")
    if status in _REDIRECTS:
        why = f"its server says {status}, and not where it leads"
        return Found(Outcome.UNKNOWN, str(status), why=why)
    why = _STATUSES.get(status, f"its server says {status}")
    return Found(Outcome.UNKNOWN, str(status), target, why=why)


def _unanswered(reply: Reply) -> Found:
    if reply.kind == "timeout":
        return Found(Outcome.UNKNOWN, "timeout", why="it does not answer in time")
    said = reply.text.lower()
    for word, name, why in _TEXTS:
        if word in said:
            outcome = Outcome.GONE if name == "malformed" else Outcome.UNKNOWN
            return Found(outcome, name, why=why)
    return Found(Outcome.UNKNOWN, "no-answer", why="the connection fails")


def _good(reply: Reply, target: str) -> Found:
    status = str(reply.status)
    if not target or _same(target, reply.address):
        return Found(Outcome.GOOD, status)
    asked, final = urlsplit(reply.address), urlsplit(target)
    deep = asked.path.strip("/") or asked.query
    if deep and not final.path.strip("/") and not final.query:
        why = "it leads to a front page and no longer to the page itself"
        return Found(Outcome.FLAWED, "soft-404", target, why=why)
    if _ERROR_PAGE.search(final.path):
        why = "it leads to a page that says that it is not there"
        return Found(Outcome.FLAWED, "soft-404", target, why=why)
    permanent = all(hop.status in _PERMANENT for hop in reply.hops)
    return Found(Outcome.MOVED, status, target, why=MOVED if permanent else "")


def _same(one: str, other: str) -> bool:
    """Return whether two addresses differ in no more than a reader's browser adds by itself."""
    return bare(one).rstrip("/") == bare(other).rstrip("/")
