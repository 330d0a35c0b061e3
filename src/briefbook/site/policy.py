"""Pages that keep a strict policy: said in their heads, in a file for hosts, and looked after."""

from __future__ import annotations

import hashlib
import re
from html import escape
from pathlib import Path
from typing import TYPE_CHECKING

from sphinx.errors import ConfigError

from briefbook.files import write_whole
from briefbook.findings import did_you_mean, report
from briefbook.hosting import NAME, content_policy, page_policy, policy, site_headers, write
from briefbook.search import page as search_page
from briefbook.site import furo, inline, unbroken

if TYPE_CHECKING:
    from collections.abc import Callable
    from typing import Any

    from docutils import nodes
    from sphinx.application import Sphinx
    from sphinx.config import Config

SETTING = "briefbook_policy"
STYLES = "theme.css"
_TAG = re.compile(r"</?style>")


def is_kept(config: Config) -> bool:
    """Return whether the pages of a book keep the policy: those of its own theme do."""
    return config.html_theme == furo.THEME and config[SETTING] is not None


def _check(app: Sphinx, config: Config) -> None:
    """Stop where the setting adds to what there is not."""
    del app
    for name, sources in (config[SETTING] or {}).items():
        if name not in policy.directives():
            remedy = did_you_mean(str(name), sorted(policy.directives()))
            raise ConfigError(f"{SETTING} names '{name}'; {remedy}")
        if not isinstance(sources, list | tuple) or not all(_is_source(s) for s in sources):
            message = f"{SETTING}['{name}'] is no list of sources without spaces"
            raise ConfigError(f"{message}; write it as ['https://example.org']")


def _is_source(value: object) -> bool:
    return isinstance(value, str) and re.fullmatch(r"[^\s;,\"]+", value) is not None


def _add_to_page(
    app: Sphinx,
    pagename: str,
    templatename: str,
    context: dict[str, Any],
    doctree: nodes.document | None,
) -> None:
    """Put the policy before all else in the head, and mend what would break it in the body."""
    del templatename, doctree
    context["briefbook_repair"] = _repair(app, pagename)
    context["briefbook_theme"] = _styles(app, context)
    parts = ['<meta name="referrer" content="no-referrer">']
    if is_kept(app.config):
        said = page_policy(app.config[SETTING], searches=pagename == search_page.NAME)
        said = escape(said, quote=False)
        parts.insert(0, f'<meta http-equiv="Content-Security-Policy" content="{said}">')
    context["metatags"] = "\n".join(["", *parts, context.get("metatags") or ""])


def _repair(app: Sphinx, pagename: str) -> Callable[[str], str]:
    def repaired(html: str) -> str:
        mended, left = inline.in_classes(furo.repair(html))
        if left and is_kept(app.config):
            shown = ", ".join(f"'{style}'" for style in dict.fromkeys(left))
            message = f"the page has the styles {shown} in its tags, which its policy blocks"
            remedy = "name a class, and say in a style sheet how it looks"
            report("page-policy", message, remedy, location=pagename)
        return unbroken.keep_together(mended)

    return repaired


def _styles(app: Sphinx, context: dict[str, Any]) -> Callable[[str], str]:
    """Return what moves the theme's styles out of the page, into a file that all pages share."""

    def moved(styles: str) -> str:
        text = _TAG.sub("", styles).strip() + "\n" + inline.widths()
        path = Path(app.outdir) / "_static" / STYLES
        path.parent.mkdir(parents=True, exist_ok=True)
        if not path.is_file() or path.read_text(encoding="utf-8") != text:
            write_whole(path, text)
        digest = hashlib.sha256(text.encode()).hexdigest()[:8]
        address = escape(context["pathto"](f"_static/{STYLES}", resource=True))
        return f'<link rel="stylesheet" href="{address}?v={digest}">'

    return moved


def _write_headers(app: Sphinx, error: Exception | None) -> None:
    if error is not None or app.builder.format != "html":
        return
    said = content_policy(app.config[SETTING]) if is_kept(app.config) else ""
    write_whole(Path(app.outdir) / NAME, write(site_headers(said)))


def setup(app: Sphinx) -> None:
    """Say the policy in every page, and write the file for hosts."""
    app.add_config_value(SETTING, {}, "html", frozenset({dict, type(None)}))
    app.connect("config-inited", _check, priority=810)  # after the theme is settled
    app.connect("html-page-context", _add_to_page)
    app.connect("build-finished", _write_headers, priority=300)
