"""Good briefs with one thing changed, and the one finding that each must give."""

from __future__ import annotations

import re
from pathlib import Path
from typing import NamedTuple

from rules.cases import assemble

_CASE = re.compile(
    r"^% case: (?P<name>.*)\n% line: (?P<line>\d+)\n% finding: (?P<finding>.*)\n"
    r"% old\n(?P<old>(?:.*\n)*?)% new\n(?P<new>(?:.*\n)*?)% end\n",
    re.MULTILINE,
)
_MARK = "mark"


class Broken(NamedTuple):
    """Lines of the good brief and what stands in their place.

    ``line`` is that of the only finding, in the changed brief; ``finding`` is what it says.
    """

    name: str
    old: str
    new: str
    line: int
    finding: str


def read(name: str) -> list[Broken]:
    """Return the cases of a file beside this one; ⟨U+00A0⟩ in it stands for that character."""
    text = Path(__file__).with_name(f"{name}.md").read_text(encoding="utf-8")
    text = re.sub(r"⟨U\+([0-9A-F]+)⟩", lambda match: chr(int(match[1], 16)), text)
    found = [
        Broken(case["name"], case["old"], case["new"], int(case["line"]), case["finding"])
        for case in _CASE.finditer(text)
    ]
    assert len(found) == text.count("% case: "), f"{name}.md is not well formed"
    return found


def good(prefix: str = "") -> str:
    """Return the brief that all cases are made from; the ids in it begin with ``prefix``."""
    text = assemble("", "", 1, _MARK)[0]
    return text.replace(f"{_MARK}-ferry-", f"{prefix}ferry-")


def broken(case: Broken, prefix: str, number: int) -> str:
    """Return the brief of a case."""
    text = good()
    assert case.old in text, case.name
    changed = text.replace(case.old, case.new, 1).replace("ferry-", f"{prefix}ferry-")
    return changed.replace("  number: 1\n", f"  number: {number}\n")
