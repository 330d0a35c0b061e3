"""One PDF of all Markdown files below the folder 'text', by pandoc and Typst."""

from __future__ import annotations

from pathlib import Path

import pypandoc

import typst

out, text = Path("_build"), Path("text")
out.mkdir(exist_ok=True)
files = [text / "index.md", *sorted(text.glob("briefs/*.md")), text / "docs" / "glossary.md"]
# Notes have the same names in every file, so each is read by itself.
made = pypandoc.convert_file(
    [str(file) for file in files], "typst", format="markdown",
    extra_args=["--standalone", "--file-scope", "--resource-path=text/briefs:."],
)  # fmt: skip
made = made.replace('image("../figures/', 'image("/text/figures/')
source = out / "book.typ"
source.write_text(made, encoding="utf-8")
typst.compile(str(source), output=str(out / "book.pdf"), root=".")
