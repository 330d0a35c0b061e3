"""What pages may load and do: the Content-Security-Policy and the other headers."""

from __future__ import annotations

import base64
import hashlib
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

THEME_SCRIPT = (
    'document.documentElement.classList.remove("no-js");'
    'try{document.body.dataset.theme=localStorage.getItem("theme")||"auto"}'
    'catch{document.body.dataset.theme="auto"}'
)
"""The one script in a page, before anything is drawn: what needs scripts, the reader's colours."""

COMPILE = "'wasm-unsafe-eval'"
"""What the search needs: it is WebAssembly.  It lets no text become a script."""

WHOLE_PAGE = ("frame-ancestors",)
"""What counts in a header only, and is an error in a page."""

_DIRECTIVES: dict[str, tuple[str, ...]] = {
    "default-src": ("'none'",),
    "script-src": ("'self'",),
    "style-src": ("'self'",),
    "img-src": ("'self'", "data:"),  # style sheets hold their small signs
    "font-src": ("'self'",),
    "connect-src": ("'self'",),  # the search fetches its index
    "worker-src": ("'self'",),
    "object-src": ("'self'",),  # browsers show a PDF as an object of its own address
    "manifest-src": ("'self'",),
    "form-action": ("'self'",),
    "base-uri": ("'none'",),
    "frame-ancestors": ("'none'",),
}
_OFF = ("camera", "display-capture", "geolocation", "microphone", "midi", "payment", "usb")
_OTHERS = {
    "Cross-Origin-Opener-Policy": "same-origin",
    "Permissions-Policy": ", ".join(f"{feature}=()" for feature in _OFF),
    "Referrer-Policy": "no-referrer",
    "X-Content-Type-Options": "nosniff",
}
_DAY = 86400
_KEPT = {"Cache-Control": f"public, max-age={_DAY}"}

Headers = dict[str, dict[str, str]]
"""Values of headers by name, by the paths that they are sent with, such as ``/*``."""


def directives() -> frozenset[str]:
    """Return the names of the directives that a book can add sources to."""
    return frozenset(_DIRECTIVES)


def script_hash(script: str) -> str:
    """Return the source that allows one script that stands in a page."""
    digest = base64.b64encode(hashlib.sha256(script.encode()).digest()).decode()
    return f"'sha256-{digest}'"


def content_policy(more: Mapping[str, Sequence[str]]) -> str:
    """Return the policy of a site; ``more`` adds sources to directives."""
    return "; ".join(_parts(more, (COMPILE,)))


def page_policy(more: Mapping[str, Sequence[str]], *, searches: bool) -> str:
    """Return the policy as it stands in a page: as tight as this page can have it."""
    parts = _parts(more, (COMPILE,) if searches else ())
    return "; ".join(part for part in parts if part.split()[0] not in WHOLE_PAGE)


def _parts(more: Mapping[str, Sequence[str]], scripts: Sequence[str]) -> list[str]:
    parts = []
    for name, sources in _DIRECTIVES.items():
        added = [*sources, *more.get(name, ())]
        if name == "script-src":
            added += [script_hash(THEME_SCRIPT), *scripts]
        if len(added) > 1:  # "none" stands alone
            added = [source for source in added if source != "'none'"]
        parts.append(f"{name} {' '.join(added)}")
    return parts


def site_headers(policy: str) -> Headers:
    """Return all headers of a site; an empty policy is none."""
    said = {"Content-Security-Policy": policy} if policy else {}
    return {"/*": {**said, **_OTHERS}, "/_static/*": dict(_KEPT)}
