"""One of everything that MyST, Sphinx and sphinx-design can write."""

project = "Kitchen sink"
extensions = ["myst_parser", "sphinx_design", "sphinx.ext.todo", "briefbook.typst"]
exclude_patterns = ["_build"]
myst_enable_extensions = [
    "amsmath", "attrs_block", "attrs_inline", "colon_fence", "deflist", "dollarmath", "fieldlist",
    "html_admonition", "html_image", "replacements", "smartquotes", "strikethrough",
    "substitution", "tasklist",
]  # fmt: skip
myst_substitutions = {"subst": "wordsubst *worditalic*"}
myst_footnote_transition = False
myst_heading_anchors = 3
suppress_warnings = ["myst.strikethrough"]
numfig = True
todo_include_todos = True
html_theme = "basic"
briefbook_papers = ["a4"]
briefbook_date = "2026-01-02"
