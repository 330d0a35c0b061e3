"""The line that opens an element: its name, its braces, its id."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, NamedTuple

from docutils.parsers.rst import directives

from briefbook.elements.record import KINDS
from briefbook.elements.slips.indents import LIST_ITEM, take_out
from briefbook.elements.slips.page import FENCE, end_of
from briefbook.findings import nearest

if TYPE_CHECKING:
    from briefbook.elements.slips.page import Page

_BRACED = re.compile(
    r"(?P<indent> {0,3})(?P<mark>:{2,}|`{3,}|~{3,})[ \t]*[{(\[][ \t]*"
    r"(?P<name>[A-Za-z][\w -]*?)[ \t]*[})\]][ \t]*(?P<rest>.*)"
)
_BARE = re.compile(
    r"(?P<indent> {0,3})(?P<mark>:{2,})[ \t]*\{?(?P<name>[A-Za-z][\w-]*)\}?(?:[ \t]+(?P<rest>.*))?"
)
_STRANGE = (
    re.compile(
        r"[\s:;>.\N{FULLWIDTH COLON}]*[{(\[]+\s*(?P<name>[\w-]+)\s*[})\]]+"
        r"(?:\s+(?P<rest>[\w-]+))?\s*"
    ),
    re.compile(r"\s*\.\.\s+(?P<name>[\w-]+)::\s*(?P<rest>[\w-]*)\s*"),
    re.compile(r".*\S\s+:{2,}\{(?P<name>[\w-]+)\}\s*(?P<rest>[\w-]*)\s*"),
)
_SOLE_ID = re.compile(r"(?P<id>[a-z0-9]+(?:-[a-z0-9]+)*)\s+(?P<more>[:{\[(].*)")
_OPTION = re.compile(r":(?P<name>[\w-]+):")


class Opening(NamedTuple):
    """The line that opens an element, as it ought to be written."""

    mark: str
    kind: str
    rest: str

    def __str__(self) -> str:
        """Return the line."""
        return f"{self.mark}{{{self.kind}}} {self.rest}".rstrip()


def opening(line: str) -> Opening | None:
    """Return the opening of an element that a well written line holds."""
    match = _BRACED.fullmatch(line)
    kind = match["name"] if match else ""
    return Opening(match["mark"], kind, match["rest"].strip()) if match and kind in KINDS else None


def mend_openings(page: Page) -> None:
    """Report and mend the lines that open elements, and note what is code."""
    index = 0
    while index < len(page.lines):
        take_out(page, index, _meant)
        found = _meant(page.lines[index]) or _strange(page, index)
        if found is not None:
            _mend(page, index, found)
        elif (last := _end_of_code(page, index)) is not None:
            page.code.update(range(index, last + 1))
            index = last
        index += 1


def _end_of_code(page: Page, index: int) -> int | None:
    """Return the last line of the code that begins in a line; report code that has no end."""
    match = FENCE.fullmatch(page.lines[index])
    if match is None or match["mark"][0] == ":":
        return None
    end = end_of(page, index, match["mark"])
    if end is not None:
        return end
    following = range(index + 2, len(page.lines))
    stop = next((i for i in following if _begins_part(page.lines[i]) and page.is_blank(i - 1)), 0)
    if not stop:
        return None  # nothing follows that it could swallow
    if not match["info"].strip() and _is_in_fence(page, index):
        return None  # the end of an element or a box, written with other marks
    shown = page.lines[index].strip()
    message = f"the fence '{shown}' is not closed, so that all below belongs to it"
    page.note(index, "fence", message, f"close it with a line of {match['mark']}")
    page.lines[stop - 1] = match["mark"]
    return stop - 1


def _is_in_fence(page: Page, index: int) -> bool:
    """Return whether the fence above a line is that of a directive, and open."""
    for line in reversed(page.lines[:index]):
        if _meant(line) is not None:
            return True
        if match := FENCE.fullmatch(line):
            return match["mark"][0] == ":" and match["info"].startswith("{")
    return False


def _begins_part(line: str) -> bool:
    return bool(re.match(r"#{1,6} ", line)) or _meant(line) is not None


def _meant(line: str) -> tuple[Opening, str] | None:
    """Return the opening that a line holds or was meant to hold, with the name as written."""
    match = _BRACED.fullmatch(line)
    if match and (kind := _kind(match["name"])):
        return Opening(match["mark"], kind, match["rest"].strip()), match["name"]
    match = _BARE.fullmatch(line)
    if match and match["name"] in KINDS and (match["rest"] or "{" in line or "}" in line):
        return Opening(match["mark"], match["name"], (match["rest"] or "").strip()), match["name"]
    return None


def _strange(page: Page, index: int) -> tuple[Opening, str] | None:
    """Return the opening that a line with other signs was meant to hold."""
    line = page.lines[index]
    following = page.lines[index + 1] if index + 1 < len(page.lines) else ""
    if line.lstrip().startswith(">") and following.lstrip().startswith(">"):
        return None  # all of it stands in a quotation, which is said elsewhere
    if LIST_ITEM.match(line):
        return None  # and so is this
    for pattern in _STRANGE:
        match = pattern.fullmatch(line)
        if match and match["name"] in KINDS and (match["rest"] or match["name"] == "bottom-line"):
            return Opening(":::", match["name"], match["rest"] or ""), match["name"]
    return None


def _kind(name: str) -> str:
    """Return the kind of element that a name stands for, or an empty text."""
    plain = re.sub(r"[\s_]+", "-", name.lower())
    if plain in KINDS:
        return plain
    # docutils has no public way to ask which directives there are.
    others = {*directives._directive_registry, *directives._directives}  # type: ignore[attr-defined]  # noqa: SLF001
    if plain in others:
        return ""
    known = nearest(plain, [*KINDS, *sorted(others)]) or ""
    return known if known in KINDS else ""


def _mend(page: Page, index: int, found: tuple[Opening, str]) -> None:
    meant, name = found
    line = page.lines[index]
    if len(meant.mark) < 3:  # noqa: PLR2004  # marks of a fence
        meant = meant._replace(mark=meant.mark[0] * 3)
    if name.lower() != meant.kind:
        remedy = f"did you mean '{meant.kind}'?"
        page.note(index, "element-name", f"there is no directive '{name}'", remedy)
    elif not re.match(r" {0,3}(?::{3,}|`{3,}|~{3,})[ \t]*\{[\w-]+\}(?:\s|$)", line):
        message = f"'{line.strip()}' opens no element"
        page.note(index, "fence", message, f"write '{_with_id(meant)}'")
    page.lines[index] = str(_identified(page, index, meant))


def _with_id(meant: Opening) -> Opening:
    return meant if meant.rest or meant.kind == "bottom-line" else meant._replace(rest="an-id")


def _identified(page: Page, index: int, meant: Opening) -> Opening:
    """Return an opening with an id if its kind has one, and without if not."""
    if meant.kind == "bottom-line":
        if meant.rest:
            message = f"the bottom line takes neither an id nor a title: '{meant.rest}'"
            page.note(index, "element-id", message, "begin its text on the next line")
        return meant._replace(rest="")
    if match := _SOLE_ID.fullmatch(meant.rest):
        message = f"'{match['more']}' stands behind the id '{match['id']}'"
        page.note(index, "element-id", message, "give it a line of its own, or take it away")
        if option := _OPTION.match(match["more"]):
            page.fault(index, option["name"])
        return meant._replace(rest=match["id"])
    if meant.rest:
        return meant
    article = "an" if meant.kind[0] in "aeiou" else "a"
    message = f"{article} {meant.kind} without an id"
    remedy = f"write one after the name, such as {_with_id(meant)}"
    page.note(index, "element-id", message, remedy)
    return meant._replace(rest=f"{meant.kind}-in-line-{index + 1}")
