"""Old addresses that lead to new ones: small pages, and lines for servers that read them."""

from __future__ import annotations

from html import escape
from pathlib import Path
from posixpath import relpath
from typing import TYPE_CHECKING
from urllib.parse import unquote, urlsplit

from briefbook.exports import places
from briefbook.files import write_whole
from briefbook.findings import nearest, report

if TYPE_CHECKING:
    from collections.abc import Iterator

    from sphinx.application import Sphinx
    from sphinx.environment import BuildEnvironment

SETTING, RULE = "briefbook_redirects", "redirect"
LINES = "_redirects"
_MARK = '<meta name="generator" content="briefbook redirect">'


def _check(app: Sphinx, env: BuildEnvironment) -> None:
    """Report every redirect that would lead nowhere, or that no reader would ever follow."""
    pages = {f"{name}.html" for name in (*env.found_docs, "search", "genindex", "404")}
    redirects = app.config.briefbook_redirects
    for old, new in sorted(redirects.items()):
        for message, remedy in _troubles(old, new, pages, redirects):
            report(RULE, f"the redirect of '{old}': {message}", remedy, location="conf.py")


def _troubles(
    old: str, new: str, pages: set[str], redirects: dict[str, str]
) -> Iterator[tuple[str, str]]:
    for address in (old, new):
        if not _is_inside(address):
            yield f"'{address}' is no address below the site's root", "write briefs/name.html"
            return
    if not old.endswith(".html") or "#" in old:
        yield "no page had this address", "write that of a page, with .html at its end"
    if old in pages:
        yield "there is a page at this address", "take the redirect out, or rename the page"
    target = unquote(new.partition("#")[0])
    if target in redirects:
        yield f"'{target}' has moved too", f"lead it to '{redirects[target]}'"
    elif target.endswith(".html") and target not in pages:
        match = nearest(target, sorted(pages))
        remedy = f"did you mean '{match}'?" if match else "give the address of a page"
        yield f"there is no page '{target}'", remedy


def _is_inside(address: object) -> bool:
    """Return whether something is the address of a file below the site's root."""
    if not isinstance(address, str) or not address or address.startswith("/"):
        return False
    parts = urlsplit(address)
    return not (parts.scheme or parts.netloc) and ".." not in parts.path.split("/")


def _write(app: Sphinx, error: Exception | None) -> None:
    """Write a page for each old address, and the list."""
    config, out = app.config, Path(app.outdir)
    if error is not None or app.builder.format != "html" or not config.briefbook_redirects:
        return
    root = urlsplit(places.absolute("", config)).path or "/"
    lines = []
    for old, new in sorted(config.briefbook_redirects.items()):
        if not (_is_inside(old) and _is_inside(new)) or _is_taken(out / old):
            continue  # said before
        text = page(old, new, places.absolute(new, config), str(config.language or "en"))
        (out / old).parent.mkdir(parents=True, exist_ok=True)
        write_whole(out / old, text)
        lines.append(f"{root}{old} {root}{new} 301\n")
    write_whole(out / LINES, "".join(lines))


def _is_taken(path: Path) -> bool:
    """Return whether there is something else than an earlier redirect."""
    return path.exists() and _MARK not in path.read_text(encoding="utf-8", errors="replace")


def page(old: str, new: str, whole: str, language: str) -> str:
    """Return the page that stands at an old address; ``whole`` is the new one, where known."""
    there = escape(relpath(new, old.rpartition("/")[0] or "."))
    return f"""<!doctype html>
<html lang="{escape(language)}">
<head>
<meta charset="utf-8">
<title>This page has moved</title>
{_MARK}
<meta name="robots" content="noindex">
<meta name="viewport" content="width=device-width,initial-scale=1">
<meta http-equiv="refresh" content="0; url={there}">
<link rel="canonical" href="{escape(whole) or there}">
</head>
<body>
<main>
<h1>This page has moved</h1>
<p>It is now <a href="{there}">at another address</a>.</p>
</main>
</body>
</html>
"""


def setup(app: Sphinx) -> None:
    """Add the setting, its check, and what is written."""
    app.add_config_value(SETTING, default={}, rebuild="html", types=frozenset({dict}))
    app.connect("env-check-consistency", _check)
    app.connect("build-finished", _write, priority=350)
