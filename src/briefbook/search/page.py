"""The page that searches, and what it offers where no script runs."""

from __future__ import annotations

from html import escape
from typing import TYPE_CHECKING, Any

from briefbook.search.entries import ASIDE, GROUPS

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from sphinx.application import Sphinx

NAME = "search"


def _page(app: Sphinx) -> Iterable[tuple[str, dict[str, Any], str]]:
    """Return the page; its own template would have to be written for every theme."""
    if app.builder.format == "html":
        yield NAME, {"title": "Search", "body": _body(app)}, "page.html"


def _body(app: Sphinx) -> str:
    groups = "".join(
        f'<label class="chip" hidden><input type="radio" name="group" value="{value}"'
        f"{'' if value else ' checked'}{' data-aside' if value in ASIDE else ''}>"
        f' <span>{escape(name)}</span> <span class="count"></span></label>'
        for value, name in {"": "The book", **GROUPS}.items()
    )
    return f"""<section id="search">
<h1>Search</h1>
<form class="search-form" role="search" aria-label="Search this page" method="get">
<label for="search-terms">Words to look for</label>
<span class="search-row"><input type="search" id="search-terms" name="q" autocomplete="off"\
 autocapitalize="off" spellcheck="false"> <button type="submit">Search</button></span>
<fieldset class="chips" id="search-groups" hidden><legend>Show</legend>{groups}</fieldset>
</form>
<noscript><p>Search needs JavaScript, which is off. What follows leads to every page and every\
 term.</p></noscript>
<p id="search-status" role="status"></p>
<ol id="search-results" class="search-results"></ol>
<p><button type="button" id="search-more" hidden>More results</button></p>
</section>
<section id="without-searching">
<h2>Without searching</h2>
<ul>
{"".join(_doors(app))}</ul>
</section>
"""


def _doors(app: Sphinx) -> Iterator[str]:
    """Yield links to every page that is no part of another, and to the index of terms."""
    env, builder = app.env, app.builder
    if app.config.html_use_index:
        address = builder.get_relative_uri(NAME, "genindex")
        yield f'<li><a href="{escape(address)}">Index of terms</a></li>\n'
    for docname in [app.config.root_doc, *env.toctree_includes.get(app.config.root_doc, [])]:
        if docname in env.titles:
            title = escape(env.titles[docname].astext())
            address = escape(builder.get_relative_uri(NAME, docname))
            yield f'<li><a href="{address}">{title}</a></li>\n'


def _add_script(
    app: Sphinx, pagename: str, templatename: str, context: dict[str, Any], doctree: object
) -> None:
    """Add the script that searches to the one page that uses it."""
    del templatename, context, doctree
    if pagename == NAME and app.builder.format == "html":
        app.add_js_file("search.js", type="module")


def _leave_own(app: Sphinx) -> None:
    """Have Sphinx make neither its page nor its index, which finds less."""
    if app.builder.format == "html":
        app.builder.search = False  # type: ignore[attr-defined]  # builders of HTML have it


def setup(app: Sphinx) -> None:
    """Add the page and its script."""
    app.connect("builder-inited", _leave_own)
    app.connect("html-collect-pages", _page)
    app.connect("html-page-context", _add_script)
