"""What stands in an option: a plain text, a list of ids, or nothing."""

from __future__ import annotations

import re
import unicodedata
from typing import TYPE_CHECKING

from myst_parser.parsers.options import TokenizeError, options_to_tokens

if TYPE_CHECKING:
    from briefbook.elements.slips.form import Spec
    from briefbook.elements.slips.page import Page

RULE = "element-option"
_NO = {"no", "false", "off", "0", "none"}
_JOINTS = re.compile(r"[,;\s]+|\s+(?:and|&)\s+")
_LINKED = re.compile(r"\(#([\w-]+)\)|`([\w-]+)`")
_LINE_ENDS = re.compile("[\x85\u2028\u2029]")
_AROUND = "#[](){}\"'“”‘’`"


def mend_value(  # noqa: PLR0913, PLR0917  # an option is made of these
    page: Page, index: int, first: int, spec: Spec, name: str, value: str
) -> str | None:
    """Report what is wrong with the value of an option, and return it as it was meant.

    None stands for an option that was not meant to be there.
    """
    if name in spec.flags:
        return _flag(page, index, name, value)
    if not value:
        message, remedy = f"the option :{name}: is empty", "write its value, or take the line out"
        page.note(index, RULE, message, remedy, later=True)
        page.fault(first, name)
        return None
    value = _on_one_line(page, index, name, value)
    value = _without_unseen(page, index, spec, name, value)
    if name in spec.relations:
        return _ids(page, index, spec, name, value)
    if value[0] in "|>" and value[1:].strip():
        message = f"the option :{name}: begins with a '{value[0]}', as if more lines followed"
        page.note(index, RULE, message, f"take the '{value[0]}' out")
        value = value[1:].strip()
    if wrong := _unreadable(name, value):
        page.note(index, RULE, f"the option :{name}: {wrong}", f"write {_quoted(value)}")
        return _quoted(value)
    return value


def _flag(page: Page, index: int, name: str, value: str) -> str | None:
    if value:
        remedy = f"write ':{name}:' alone, or take the line out"
        page.note(index, RULE, f"the option :{name}: takes no value, such as '{value}'", remedy)
    others = any(line.strip() == f":{name}:" for line in page.lines)
    return None if value.lower() in _NO and others else ""


def _on_one_line(page: Page, index: int, name: str, value: str) -> str:
    """Report what ends a line for YAML, where an option ends, and for no editor."""
    ends = _LINE_ENDS.findall(value)
    if ends:
        what = f"the option :{name}: holds a line's end that cannot be seen, U+{ord(ends[0]):04X}"
        page.note(index, RULE, what, "type a space in its place")
    return " ".join(_LINE_ENDS.sub(" ", value).split()) if ends else value


def _without_unseen(page: Page, index: int, spec: Spec, name: str, value: str) -> str:
    """Report characters that cannot be seen in an option that is compared with others."""
    unseen = [char for char in value if unicodedata.category(char) == "Cf"]
    if not unseen or name in spec.sentences:
        return value
    message = f"the option :{name}: holds a character that cannot be seen, U+{ord(unseen[0]):04X}"
    page.note(index, RULE, message, "type it anew")
    return "".join(char for char in value if char not in unseen)


def _ids(page: Page, index: int, spec: Spec, name: str, value: str) -> str:
    linked: list[str] = [either[0] or either[1] for either in _LINKED.findall(value)]
    parts: list[str] = linked or [part.strip(_AROUND) for part in _JOINTS.split(value)]
    found = [part for part in parts if part and part not in {"and", "&"}]
    plain = ", ".join(found)
    if name in spec.single and len(found) > 1:
        message = f"the option :{name}: takes one id, and has {len(found)}: '{value}'"
        page.note(index, RULE, message, f"write ':{name}: {found[0]}', or another of them")
        return found[0]
    if re.sub(r"\s*,\s*", ", ", value) == plain:
        return value
    message = f"the option :{name}: is no list of ids with commas between them: '{value}'"
    page.note(index, RULE, message, f"write ':{name}: {plain}'")
    return plain


def _unreadable(name: str, value: str) -> str:
    """Return why MyST cannot read a value as it stands, or an empty text."""
    try:
        tokens, state = options_to_tokens(f"{name}: {value}")
    except TokenizeError:
        tokens, state = [], None
    if state is None or len(tokens) != 1:
        return f"begins with a '{value[0]}', which is read as more than a character"
    if state.has_comments:
        return "holds a '#' that begins a comment, so that what follows is not read"
    return ""


def _quoted(value: str) -> str:
    doubled = value.replace("'", "''")
    return f"'{doubled}'"
