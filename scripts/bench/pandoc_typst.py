"""One PDF of all Markdown files below the current folder, by pandoc and Typst."""

from __future__ import annotations

from pathlib import Path

import pypandoc

import typst

out = Path("_build")
out.mkdir(exist_ok=True)
files = ["index.md", *sorted(str(path) for path in Path("briefs").glob("*.md"))]
# Notes have the same names in every file, so each is read by itself.
text = pypandoc.convert_file(
    [*files, "docs/glossary.md"], "typst", format="markdown",
    extra_args=["--standalone", "--file-scope", "--resource-path=briefs:."],
)  # fmt: skip
text = text.replace('image("../figures/', 'image("/figures/')
source = out / "book.typ"
source.write_text(text, encoding="utf-8")
typst.compile(str(source), output=str(out / "book.pdf"), root=".")
