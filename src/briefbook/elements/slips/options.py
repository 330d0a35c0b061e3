"""The options of an element: one a line, right below the line that opens it."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from briefbook.elements.slips.form import Line, Spec, read_line, spec_of
from briefbook.elements.slips.openings import opening
from briefbook.elements.slips.page import FENCE, NEUTRAL, end_of
from briefbook.elements.slips.values import mend_value
from briefbook.elements.slips.yaml_block import unfold
from briefbook.findings import did_you_mean, nearest

if TYPE_CHECKING:
    from briefbook.elements.slips.page import Page

RULE = "element-option"
_ANY = re.compile(r"\s*:([\w-]+):(?:\s.*)?")
# What may go on after a comma: ids, each with a place in brackets.
_IDS = re.compile(r"\s*[\w-]+(?:\s*\[[^\]]*\])?(?:\s*,\s*[\w-]+(?:\s*\[[^\]]*\])?)*\s*,?\s*")
_ENDED = re.compile(r".*[.!?…:;]['\"”’)\]]*\s*")


def mend_options(page: Page) -> None:
    """Report and mend the options of every element."""
    for first, end in sorted(page.ends.items()):
        found = opening(page.lines[first])
        spec = spec_of(found.kind) if found else None
        if spec is None:
            _refuse(page, first + 1)
            continue
        unfold(page, first, end)
        _Options(page, first, end, spec).mend()


def _refuse(page: Page, index: int) -> None:
    """Report options of an element that has none, the bottom line."""
    match = _ANY.fullmatch(page.lines[index])
    if match:
        message = f"the bottom line takes no options, such as :{match[1]}:"
        page.note(index, RULE, message, "take the line out")
        page.lines[index] = ""


class _Options:
    """The options of one element, from the line ``first`` that opens it to ``end``."""

    def __init__(self, page: Page, first: int, end: int, spec: Spec) -> None:
        self.page, self.first, self.end, self.spec = page, first, end, spec
        self.given: dict[str, int] = {}

    def mend(self) -> None:
        """Go through the lines as long as there are options."""
        index = self.first + 1
        while index < self.end:
            following = self._read(index)
            if following is None:
                break
            index = following
        self._gather(index)

    def _read(self, index: int) -> int | None:
        """Read one line and return the next, or None where the text of the element begins."""
        page = self.page
        if page.lines[index].strip() == NEUTRAL:
            return index + 1
        if page.is_blank(index):
            return self._close_gap(index)
        if read_line(page.lines[index], self.spec) is None:
            return None
        following = self._join(index)
        line = read_line(page.lines[index], self.spec)
        if line is not None:
            self._take(index, line)
        return following

    def _join(self, index: int) -> int:
        """Add the further lines of an option to its first, and return the line after them."""
        page, following = self.page, index + 1
        while following < self.end and self._goes_on(index, following):
            line = read_line(page.lines[index], self.spec)
            name = line.name if line else ""
            if following == index + 1:
                message = f"the option :{name}: goes on in a second line, which it cannot"
                page.note(following, RULE, message, "write it on one line")
            above, more = page.lines[index].rstrip(), page.lines[following].strip()
            joint = "," if more.startswith("- ") and not above.endswith(":") else ""
            page.lines[index] = f"{above}{joint} {more.removeprefix('- ')}"
            page.lines[following] = NEUTRAL
            following += 1
        return following

    def _close_gap(self, index: int) -> int | None:
        """Close a gap of blank lines between options."""
        page = self.page
        after = next((i for i in range(index, self.end) if not page.is_blank(i)), self.end)
        line = read_line(page.lines[after], self.spec) if after < self.end else None
        if line is None or (line.name not in self.spec.names and not line.meant):
            return None
        message = f"an empty line parts the option :{line.name}: from the line that it belongs to"
        page.note(index, RULE, message, "take the empty line out")
        for blank in range(index, after):
            page.lines[blank] = NEUTRAL
        return after

    def _take(self, index: int, line: Line) -> None:
        """Report what is wrong with an option, and write it as it was meant."""
        page, name = self.page, line.meant or line.name
        if line.wrong:
            page.note(
                index, RULE, line.wrong, f"write ':{name}: {line.value}'".replace(": '", ":'")
            )
        elif line.name not in self.spec.names:
            meant = nearest(line.name, self.spec.names)
            message = f"the directive '{self.spec.kind}' has no option :{line.name}:"
            remedy = did_you_mean(line.name, self.spec.names)
            page.note(index, RULE, message, remedy)
            name = meant if meant and meant not in self.given else ""
        if name not in self.spec.names:
            page.lines[index] = NEUTRAL
            return
        if name in self.given:
            message = f"the option :{name}: stands twice, first in line {self.given[name] + 1}"
            page.note(index, RULE, message, "keep one of the two")
            page.lines[index] = NEUTRAL
            return
        self.given[name] = index
        value = mend_value(page, index, self.first, self.spec, name, line.value)
        page.lines[index] = f":{name}: {value}".rstrip() if value is not None else NEUTRAL

    def _goes_on(self, index: int, following: int) -> bool:
        """Return whether a line belongs to the option in the line ``index``."""
        above, line = self.page.lines[index].rstrip(), self.page.lines[following]
        option = read_line(above, self.spec)
        if option is None or option.name in self.spec.flags or not line.strip():
            return False
        if read_line(line, self.spec) or line.strip() == NEUTRAL or FENCE.fullmatch(line):
            return False
        if line[0].isspace() or (above.endswith(",") and _IDS.fullmatch(line)):
            return True
        if not option.value or line.startswith("- "):
            return option.name in self.spec.relations and line.startswith("- ")
        open_end = option.name in self.spec.sentences and not _ENDED.fullmatch(above)
        below = self.page.lines[following + 1] if following + 1 < self.end else ""
        return open_end and (line[0].islower() or read_line(below, self.spec) is not None)

    def _gather(self, start: int) -> None:
        """Bring options that stand below the text to where they are read."""
        page = self.page
        lost = [index for index in self._text(start) if self._is_lost(index)]
        if not lost:
            return
        line = read_line(page.lines[lost[0]], self.spec)
        name = line.name if line else ""
        message = f"the option :{name}: stands below text of the element, where it is not read"
        remedy = "move it up, right below the line that opens the element"
        page.note(lost[0], RULE, message, remedy)
        rest = [index for index in range(start, self.end) if index not in lost]
        page.lines[start : self.end] = [page.lines[index] for index in (*lost, *rest)]
        for index in range(start, start + len(lost)):
            found = read_line(page.lines[index], self.spec)
            if found is not None and found.name not in self.given:
                self._take(index, found)
            else:
                page.lines[index] = NEUTRAL

    def _text(self, start: int) -> list[int]:
        """Return the lines of the element's own text, without what stands in other fences."""
        found = []
        index = start
        while index < self.end:
            match = FENCE.fullmatch(self.page.lines[index])
            last = end_of(self.page, index, match["mark"]) if match else None
            if index not in self.page.code and last is None:
                found.append(index)
            index = index + 1 if last is None else last + 1
        return found

    def _is_lost(self, index: int) -> bool:
        line = read_line(self.page.lines[index], self.spec)
        written = self.page.lines[index].lstrip().startswith(":")
        return line is not None and written and line.name in self.spec.names and not line.wrong
