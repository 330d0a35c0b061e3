"""The cases of the rules: examples that the documentation shows, set into a whole brief."""

from __future__ import annotations

import re
from dataclasses import dataclass
from pathlib import Path

CASES = Path(__file__).parent.parent / "cases"
_SLOT = re.compile(
    r"^ *% slot: (?P<name>[\w-]+)\n(?P<text>.*?)^ *% end\n", re.MULTILINE | re.DOTALL
)
_CASE = re.compile(
    r"% slot: (?P<slot>[\w-]+)\n% line: (?P<line>\w+)\n% bad\n(?P<bad>.*)% good\n(?P<good>.*)",
    re.DOTALL,
)

CONF = """\
project = author = copyright = "Harbour"
extensions = ["briefbook"]
include_patterns = ["index.md", "briefs/*"]
myst_enable_extensions = ["colon_fence"]
nitpicky = True
html_theme = "basic"
briefbook_date = "2026-11-22"
"""


@dataclass(frozen=True)
class Case:
    """One rule's examples, the part of the brief that they replace, and where the breach is.

    ``line`` counts from the first line of the bad example; ``title`` stands for the brief's title
    and 0 for the first line of the file.
    """

    rule: str
    slot: str
    line: str
    bad: str
    good: str


def read(rule: str) -> Case:
    """Return the case of a rule."""
    match = _CASE.fullmatch((CASES / f"{rule}.md").read_text(encoding="utf-8"))
    assert match, f"tests/cases/{rule}.md is not well formed"
    return Case(rule, match["slot"], match["line"], match["bad"], match["good"])


def names() -> list[str]:
    """Return the rules that have a case."""
    return sorted(path.stem for path in CASES.glob("*.md") if path.stem != "base")


def assemble(slot: str, text: str, number: int, prefix: str) -> tuple[str, int, int]:
    """Return a brief with ``text`` in a slot, the line at which it begins, and the title's line."""
    source = (CASES / "base.md").read_text(encoding="utf-8")
    source = source.replace("  number: 1\n", f"  number: {number}\n")
    place = title = 0

    def fill(match: re.Match[str]) -> str:
        return f"@{match['name']}@{text if match['name'] == slot else match['text']}"

    lines = _SLOT.sub(fill, source).split("\n")
    for index, line in enumerate(lines):
        mark = re.match(r"@([\w-]+)@", line)
        if mark:
            lines[index] = line[mark.end() :]
            place = index + 1 if mark[1] == slot else place
            title = index + 1 if mark[1] == "title" else title
    return "\n".join(lines).replace("ferry-", f"{prefix}-ferry-"), place, title
