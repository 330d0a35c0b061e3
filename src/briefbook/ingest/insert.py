"""An entry set into the file of sources, or changed there; every other byte stays as it is."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any

import yaml

from briefbook.ingest.record import as_yaml, scalar

if TYPE_CHECKING:
    from collections.abc import Mapping

_BY_HAND = "write the entry by hand"
_HEAD = (
    "# The sources of the book, as CSL data (https://citationstyles.org), sorted by id.\n"
    "# `custom.kind` says what a source is, `custom.read` how much of it was seen.\n"
)


class InsertError(Exception):
    """A file of sources in which no entry can be written: why, and what to do."""

    def __init__(self, message: str, remedy: str = _BY_HAND) -> None:
        super().__init__(f"{message}; {remedy}")


def ids(text: str) -> list[str]:
    """Return the ids in a file of sources in their order; raises `InsertError`."""
    return [_id(node) for node in _entries(text)]


def insert(text: str, fields: Mapping[str, Any]) -> str:
    """Return the text with a new entry at its place by id, or at the end of an unsorted list."""
    if not text.strip():
        return (text or _HEAD) + as_yaml(dict(fields))
    entries = _entries(text)
    names = [_id(node) for node in entries]
    newline = "\r\n" if "\r\n" in text else "\n"
    if not entries:
        head = text if text.endswith("\n") else text + newline
        return _verified(text, head + as_yaml(dict(fields), newline=newline), fields)
    new = str(fields["id"])
    after = [index for index, name in enumerate(names) if name > new]
    indent = " " * _dash_column(text, entries[0])
    entry = as_yaml(dict(fields), indent, newline)
    if names == sorted(names) and after:
        place = _start(text, entries, after[0])
    else:
        place = _end(text, entries[-1])
        if not text[:place].endswith("\n"):
            entry = newline + entry.removesuffix(newline)
    return _verified(text, text[:place] + entry + text[place:], fields)


def update(text: str, source: str, sha256: str, accessed: str, archive: str = "") -> str:
    """Return the text with another sum, day of access and archived copy in one entry.

    Nothing else changes, and nothing at all where sum and archived copy are those on record.
    """
    node = next(node for node in _entries(text) if _id(node) == source)
    keys = {key.value: value for key, value in node.value}
    custom = keys.get("custom")
    if not isinstance(custom, yaml.MappingNode) or not custom.value:
        raise InsertError(f"source '{source}' has no 'custom'", "add it by hand")
    known = {key.value: value for key, value in custom.value}
    edits: list[tuple[int, int, str]] = []
    if "sha256" not in known:
        edits.append(_added_sum(custom, sha256))
    elif known["sha256"].value != sha256:
        edits.append(_replaced(known["sha256"], sha256))
    if edits and "accessed" in keys:
        edits.append(_replaced(keys["accessed"], accessed))
    if archive and "archive" in keys:
        edits.append(_replaced(keys["archive"], archive))
    elif archive:
        first = node.value[-1][0].start_mark
        pad = " " * first.column
        edits.append((first.index, first.index, f"archive: {scalar(archive)}\n{pad}"))
    for begin, end, new in sorted(edits, reverse=True):
        text = text[:begin] + new + text[end:]
    return text


def _replaced(node: yaml.Node, value: str) -> tuple[int, int, str]:
    return node.start_mark.index, node.end_mark.index, scalar(value)


def _added_sum(custom: yaml.MappingNode, sha256: str) -> tuple[int, int, str]:
    if custom.flow_style:
        last = custom.value[-1][1].end_mark.index
        return last, last, f", sha256: {scalar(sha256)}"
    first = custom.value[0][0].start_mark
    return first.index, first.index, f"sha256: {scalar(sha256)}\n{' ' * first.column}"


def _entries(text: str) -> list[yaml.MappingNode]:
    try:
        root = yaml.compose(text, Loader=yaml.BaseLoader)
    except (yaml.YAMLError, ValueError, RecursionError):
        raise InsertError("the file of sources is not YAML", "mend it first") from None
    if root is None:
        return []
    if not isinstance(root, yaml.SequenceNode) or root.flow_style:
        raise InsertError("the file of sources is no list with one entry below the other")
    found = [node for node in root.value if isinstance(node, yaml.MappingNode)]
    if len(found) != len(root.value) or any(node.flow_style for node in found):
        raise InsertError("an entry of the file of sources is not written in lines")
    return found


def _id(node: yaml.MappingNode) -> str:
    return next((str(value.value) for key, value in node.value if key.value == "id"), "")


def _dash(text: str, node: yaml.MappingNode) -> int:
    """Return where the dash before an entry stands."""
    return text.rindex("-", 0, node.start_mark.index)


def _dash_column(text: str, node: yaml.MappingNode) -> int:
    dash = _dash(text, node)
    return dash - (text.rfind("\n", 0, dash) + 1)


def _start(text: str, entries: list[yaml.MappingNode], index: int) -> int:
    """Return where an entry begins, with the remarks right above it.

    What stands above the first entry is about the file, and stays there.
    """
    dash = _dash(text, entries[index])
    place = text.rfind("\n", 0, dash) + 1
    while index:
        above = text.rfind("\n", 0, place - 1) + 1
        if not re.match(r"[^\S\n]*#", text[above:place]):
            break
        place = above
    return place


def _end(text: str, node: yaml.MappingNode) -> int:
    """Return where the last entry ends: after its line, before what follows the list."""
    last = node.value[-1][1] if node.value else node
    while isinstance(last, yaml.CollectionNode) and last.value and not last.flow_style:
        value = last.value[-1]
        last = value[1] if isinstance(value, tuple) else value
    place = text.find("\n", last.end_mark.index)
    if isinstance(last, yaml.ScalarNode) and last.style in {"|", ">"}:
        place = last.end_mark.index - 1
    return len(text) if place < 0 else place + 1


def _verified(before: str, after: str, fields: Mapping[str, Any]) -> str:
    """Return the new text, having read it again: it holds what it held, and one entry more."""
    fault = "the file of sources has a form that cannot be added to"
    try:
        old, new = yaml.load(before, yaml.BaseLoader) or [], yaml.load(after, yaml.BaseLoader)  # noqa: S506  # it makes text only
    except yaml.YAMLError:
        raise InsertError(fault) from None
    added = [item for item in new if item.get("id") == fields["id"]]
    rest = [item for item in new if item.get("id") != fields["id"]]
    if added != [fields] or rest != old:
        raise InsertError(fault)
    return after
