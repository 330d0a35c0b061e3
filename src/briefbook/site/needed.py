"""Style sheets and scripts of others, named only in the pages that have a use for them."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from briefbook.site.furo import THEME

if TYPE_CHECKING:
    from docutils import nodes
    from sphinx.application import Sphinx

_FOR = {
    "briefbook-charts.css": '<figure class="chart',
    "pygments.css": 'class="highlight',
    "sphinx-design.min.css": "sd-",
    "design-tabs.js": "sd-tab-set",
}
"""What is in a page that needs the file."""
# They mark the words of Sphinx's own search, which this book does not have.
_OF_SEARCH = frozenset(("doctools.js", "documentation_options.js", "sphinx_highlight.js"))
_OURS = frozenset(("furo.js", "briefbook.js", "term-cards.js", "design-tabs.js", "search.js"))


def _leave_out(
    app: Sphinx,
    pagename: str,
    templatename: str,
    context: dict[str, Any],
    doctree: nodes.document | None,
) -> None:
    del pagename, templatename, doctree
    if app.config.html_theme != THEME:
        return
    body = context.get("body") or ""
    for kind in ("css_files", "script_files"):
        context[kind] = [file for file in context[kind] if _FOR.get(_name(file), "") in body]
    # A script of somebody else may build on those of Sphinx.
    if {_name(file) for file in context["script_files"]} <= _OURS | _OF_SEARCH:
        context["script_files"] = [
            file for file in context["script_files"] if _name(file) not in _OF_SEARCH
        ]


def _name(file: Any) -> str:  # noqa: ANN401  # Sphinx hands on texts and records with a name
    return str(getattr(file, "filename", file)).rsplit("/", 1)[-1]


def setup(app: Sphinx) -> None:
    """Look at every page after all others have named their files."""
    app.connect("html-page-context", _leave_out, priority=900)
