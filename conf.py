"""The book's Sphinx configuration: it names things and holds no logic."""

from os import environ

project = "Pakistan–US military cooperation: a marriage of convenience?"
author = "Briefbook contributors"
copyright = "2026, Briefbook contributors"
language = "en-GB"
release = "First edition"

extensions = ["briefbook"]
include_patterns = ["index.md", "briefs/**", "docs/**"]
exclude_patterns = ["_build", ".git", ".tox", ".venv", "**/.*"]
needs_sphinx = "9.0"
nitpicky = True
numfig = True
numfig_format = {"figure": "Figure %s", "table": "Table %s", "code-block": "Listing %s"}

myst_enable_extensions = ["attrs_block", "attrs_inline", "colon_fence", "deflist", "fieldlist"]
myst_heading_anchors = 3
myst_footnote_transition = False
myst_links_external_new_tab = False

html_theme = "furo"
html_title = "Pakistan–US military cooperation"
html_baseurl = environ.get("READTHEDOCS_CANONICAL_URL", "")
html_copy_source = False
html_show_sourcelink = False
html_show_sphinx = False

briefbook_search_lists = {"docs/actors": "Actor", "docs/questions": "Question"}
briefbook_prose = ["index", "docs/*"]
briefbook_rules = {
    "unexplained-abbreviation": {"also": ["MIT"]},
}
briefbook_title = "Pakistan–US military cooperation: a marriage of convenience?"
briefbook_subtitle = "Policy briefs on one article, with every claim checked"
briefbook_date = "2026-11-22"
# A page for a circle of readers leads about the site; on paper it would be a few lines alone.
briefbook_book_exclude = ["docs/guide/**", "docs/readers/**"]
briefbook_marking = "PUBLIC"
briefbook_publisher = "Briefbook contributors"
briefbook_licence = "CC BY 4.0 (creativecommons.org/licenses/by/4.0)"
