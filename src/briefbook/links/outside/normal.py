"""One spelling for an address, so that the ledger does not know one page by two names.

What RFC 3986 (6.2.2, 6.2.3) and RFC 3987 call equivalent; nothing that a server could tell apart.
"""

from __future__ import annotations

import re
from urllib.parse import quote, urlsplit, urlunsplit

from briefbook.fetch import ascii_host

_PORTS = {"http": 80, "https": 443}
_ESCAPE = re.compile(r"%[0-9A-Fa-f]{2}")
_UNRESERVED = re.compile(r"[A-Za-z0-9._~-]")
# All that may stand in a path or a query as it is, and the sign of what is encoded already.
_LEFT = "%:/?#[]@!$&'()*+,;="


def normal(address: str) -> str:
    """Return the one spelling of an address: no white space around it, no empty fragment.

    An address that cannot be taken apart stays as it is.
    """
    written = address.strip().removesuffix("#")
    try:
        parts = urlsplit(written)
        port = parts.port
    except ValueError:
        return written
    if not parts.hostname:
        return written
    scheme = parts.scheme.lower()
    host = _host(parts.hostname.rstrip("."))
    if port is not None and port != _PORTS.get(scheme):
        host = f"{host}:{port}"
    user, at, _ = parts.netloc.rpartition("@")
    path = _dotless(_encoded(parts.path)) or "/"
    query, fragment = _encoded(parts.query), _encoded(parts.fragment)
    return urlunsplit((scheme, f"{user}{at}{host}", path, query, fragment))


def _host(name: str) -> str:
    if ":" in name:
        return f"[{name}]"
    try:
        return ascii_host(name)
    except UnicodeError:
        return name


def _encoded(text: str) -> str:
    """Return a part of an address with what must be encoded, and nothing else."""
    return _ESCAPE.sub(_plain, quote(text, safe=_LEFT, errors="surrogatepass"))


def _plain(escape: re.Match[str]) -> str:
    letter = chr(int(escape[0][1:], 16))
    return letter if _UNRESERVED.fullmatch(letter) else escape[0].upper()


def _dotless(path: str) -> str:
    """Return a path without the steps "." and ".." (RFC 3986, 5.2.4)."""
    if "/." not in path:
        return path
    kept: list[str] = []
    steps = path.split("/")[1:]
    for step in steps:
        if step == "..":
            kept = kept[:-1]
        elif step != ".":
            kept.append(step)
    if steps[-1] in {".", ".."}:
        kept.append("")
    return "/" + "/".join(kept)
