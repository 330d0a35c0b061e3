"""A small book as a dict of files, and what tests do with books."""

from __future__ import annotations

import hashlib
from dataclasses import dataclass
from textwrap import dedent
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Mapping
    from pathlib import Path

    from sphinx.environment import BuildEnvironment

Files = dict[str, "str | bytes | None"]

CONF = """\
project = "Small book"
author = "The authors"
copyright = "2026, The authors"
language = "en-GB"
extensions = ["briefbook"]
include_patterns = ["index.md", "briefs/**", "docs/**"]
exclude_patterns = ["_build"]
nitpicky = True
myst_enable_extensions = ["attrs_block", "attrs_inline", "colon_fence", "deflist", "fieldlist"]
myst_heading_anchors = 3
myst_footnote_transition = False
html_theme = "basic"
html_copy_source = False
html_show_sourcelink = False
html_show_sphinx = False
# The house rules have tests of their own, with whole briefs; here stand those on what is broken.
briefbook_rules = {"*": "off"} | dict.fromkeys(
    ["duplicate-id", "duplicate-number", "brief-file-name", "unknown-element", "wrong-kind",
     "bottom-line-missing", "bottom-line-repeated"], "error"
)
"""

INDEX = """\
# Small book

:::{brief-cards}
:::

:::{toctree}
:glob:

briefs/*
docs/*
:::
"""

FRONT = """\
---
brief:
  number: 1
  question: What was said?
  audience: [readers]
  status: published
  issued: 2026-01-02
  as-of: 2026-01-01
  review-by: 2026-07-02
  topics: [talk]
---
"""

BOTTOM_LINE = """\
:::{bottom-line}
One thing was said, and it holds.
:::
"""

BRIEF = f"""\
{FRONT}# One thing

{BOTTOM_LINE}
## Judgements

:::{{judgement}} one-holds
:likelihood: likely
:confidence: moderate
:basis: one-said
:would-change: A second witness.
It is likely that the thing holds.
Nobody has denied it.
:::

## Claims

:::{{claim}} one-said
:says: One thing was said.
:source: paper-2020
:paragraph: 8
:verdict: confirmed
:evidence: report-2021 [p. 4]
The report says so on its fourth page.
:::

The words stand in the record {{cite}}`report-2021 [p. 4]`.
"""

OPINION_CLAIM = """
:::{claim} one-more
:says: A word in the heading.
:source: paper-2020
:paragraph: 0, 9
:verdict: opinion
:evidence: paper-2020
It is an opinion.
:::
"""

SOURCES = """\
- id: paper-2020
  type: article-newspaper
  title: One thing
  container-title: The Paper
  issued: "2020-05-06"
  custom: {kind: press, read: page}
- id: report-2021
  type: report
  title: A report on one thing
  author:
    - {literal: The Office}
  issued: "2021"
  custom: {kind: official, read: page}
"""

GLOSSARY = """\
# Glossary

:::{glossary}
witness
  Somebody who was there.
:::
"""

SOURCES_PAGE = """\
# Sources

:::{source-register}
:::
"""

SMALL: Files = {
    "conf.py": CONF,
    "index.md": INDEX,
    "briefs/one.md": BRIEF,
    "docs/glossary.md": GLOSSARY,
    "docs/sources.md": SOURCES_PAGE,
    "sources/sources.yaml": SOURCES,
}
"""The smallest book that has everything; it builds without a finding."""


def write(root: Path, files: Mapping[str, str | bytes | None]) -> Path:
    """Write files below ``root``; None takes a file away."""
    for name, content in files.items():
        path = root / name
        if content is None:
            path.unlink()
            continue
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(content if isinstance(content, bytes) else content.encode())
    return root


def brief(body: str, *, number: int = 1, title: str = "One thing") -> str:
    """Return a brief with a bottom line, ending with ``body``, whose first line is line 18."""
    front = FRONT.replace("number: 1", f"number: {number}")
    return f"{front}# {title}\n\n{BOTTOM_LINE}\n{dedent(body)}"


BODY_LINE = 18
"""The line on which the body of `brief` begins."""


@dataclass(frozen=True)
class Built:
    """What came of one run of Sphinx; ``warnings`` holds one a line, colours taken away."""

    root: Path
    html: Path
    env: BuildEnvironment
    warnings: tuple[str, ...]
    status: str

    def page(self, docname: str) -> str:
        """Return the HTML of one document."""
        return (self.html / f"{docname}.html").read_text(encoding="utf-8")

    @property
    def written(self) -> set[str]:
        """The documents that the run wrote anew, as its status output names them."""
        return {
            line.rsplit("%] ", 1)[1].split("\x1b", 1)[0].strip()
            for line in self.status.replace("\r", "\n").splitlines()
            if "writing output" in line and "%] " in line
        }


def digests(folder: Path) -> dict[str, str]:
    """Return the SHA-256 of every file below ``folder``, by its path."""
    return {
        path.relative_to(folder).as_posix(): hashlib.sha256(path.read_bytes()).hexdigest()
        for path in sorted(folder.rglob("*"))
        if path.is_file()
    }
