"""Cutting the front matter off a file: from YAML text to plain values, each with its line."""

from __future__ import annotations

import re
from dataclasses import dataclass

import yaml

from briefbook.findings import Finding, nearest
from briefbook.plain_yaml import YamlError, compose, line_of


@dataclass(frozen=True)
class FrontMatter:
    """A source file cut in two.

    ``body`` is the whole text with the lines of the key ``brief`` emptied, so that MyST sees only
    its own keys and every later line keeps its number.  ``lines`` maps a dotted key, such as
    ``changes.0.date``, to its line in the file.  ``problems`` are findings that did not hinder
    the reading of the rest.
    """

    values: object
    lines: dict[str, int]
    body: str
    present: bool
    problems: tuple[Finding, ...] = ()


class FrontMatterError(Exception):
    """Front matter that cannot be read at all; carries its one finding."""

    def __init__(self, finding: Finding) -> None:
        super().__init__(str(finding))
        self.finding = finding


_FENCE = re.compile(r"---\s*\Z")
_END = re.compile(r"(---|\.\.\.)\s*\Z")
_KEY_LINE = re.compile(r"\s|[\w-]+:")
_NEAR_END = re.compile(r"\s*[-—–=_~]{2,}\s*\Z")
RULE = "front-matter"


def split(text: str, path: str) -> FrontMatter:
    """Cut the front matter off ``text``; raise `FrontMatterError` where YAML cannot read it."""
    text = text.removeprefix("\ufeff")
    lines = re.findall(r"[^\n]*\n|[^\n]+", text)  # splitlines() would split at more than newlines
    if not lines or not _FENCE.match(lines[0]):
        return FrontMatter(None, {}, text, present=False)
    end = next((i for i, line in enumerate(lines[1:], 1) if _END.match(line)), None)
    if end is None:
        near = next((i for i, line in enumerate(lines[1:], 1) if _NEAR_END.match(line)), None)
        if near is not None:
            what = f"'{lines[near].rstrip()}' does not end it"
            raise _unreadable(path, near + 1, what, "close it with a line of --- at the margin")
        raise _unreadable(path, 1, "it has no end", "close it with a line of ---")
    further = next((line for line in lines[end + 1 :] if not _KEY_LINE.match(line)), "")
    if lines[end].startswith(".") and end + 1 < len(lines) and _FENCE.match(further):
        raise _unreadable(path, end + 1, "a line of '...' ends it here", "take the line out")
    try:
        root = compose("".join(lines[1:end]))
    except YamlError as error:
        raise _unreadable(path, error.line + 1, error.message, error.remedy) from None
    if root is None:
        return FrontMatter(None, {}, text, present=False)
    if not isinstance(root, yaml.MappingNode):
        raise _unreadable(path, 2, "it is no list of keys", "begin it with 'brief:'")
    return _brief_key(root, lines, end, path)


def _unreadable(path: str, line: int, what: str, remedy: str) -> FrontMatterError:
    return FrontMatterError(Finding(path, line, RULE, f"the front matter: {what}", remedy))


def _brief_key(root: yaml.MappingNode, lines: list[str], end: int, path: str) -> FrontMatter:
    problems: list[Finding] = []
    places = [index for index, (key, _) in enumerate(root.value) if key.value == "brief"]
    if not places:
        places = [i for i, (key, _) in enumerate(root.value) if _is_meant(key)][:1]
        problems = [_misspelt(root.value[i][0], path) for i in places]
    if not places:
        return FrontMatter(None, {}, "".join(lines), present=False)
    key, value = root.value[places[0]]
    if len(places) > 1:
        again = line_of(root.value[places[1]][0]) + 1
        raise _unreadable(path, again, "the key 'brief' stands twice", "keep one of the two")
    if root.flow_style:
        raise _unreadable(path, 2, "'brief' stands inside braces", "write one key a line")
    following = root.value[places[0] + 1 :]
    first, last = line_of(key), line_of(following[0][0]) if following else end
    marks: dict[str, int] = {"": first + 1}
    values = _values(value, "", marks, path, problems)
    problems += _cut_short(value, path, lines)
    blank = ["\n"]
    kept = lines[:first] + blank * (last - first) + lines[last:end] + ["---\n"] + lines[end + 1 :]
    if len(root.value) == 1:  # nothing is left for MyST, which takes empty YAML for an error
        kept = blank * (end + 1) + lines[end + 1 :]
    return FrontMatter(values, marks, "".join(kept), present=True, problems=tuple(problems))


def _cut_short(node: yaml.Node, path: str, lines: list[str]) -> list[Finding]:
    """Return a finding where a "#" in a question, as in "#2", cuts off the rest of it."""
    pairs = node.value if isinstance(node, yaml.MappingNode) else []
    found = []
    for key, value in pairs:
        line = line_of(key) + 1
        plain = isinstance(value, yaml.ScalarNode) and value.style is None
        if key.value == "question" and plain and re.search(r"\s#\w", lines[line - 1]):
            message = "the question holds a '#', at which it ends"
            found.append(Finding(path, line, RULE, message, "put it between quotation marks"))
    return found


def _is_meant(key: yaml.Node) -> bool:
    """Return whether a key was meant to be ``brief``."""
    return isinstance(key, yaml.ScalarNode) and nearest(key.value.lower(), ["brief"]) is not None


def _misspelt(key: yaml.Node, path: str) -> Finding:
    message = f"unknown key '{key.value}'"
    return Finding(path, line_of(key) + 1, RULE, message, "did you mean 'brief'?")


def _values(
    node: yaml.Node, place: str, marks: dict[str, int], path: str, problems: list[Finding]
) -> object:
    """Return plain values, every scalar as the text that was written, and note each key's line."""
    prefix = f"{place}." if place else ""
    if isinstance(node, yaml.MappingNode):
        found: dict[str, object] = {}
        for key, value in node.value:
            line = line_of(key) + 1
            if not isinstance(key, yaml.ScalarNode):
                raise _unreadable(path, line, "a key is not a word", "write 'key: value'")
            name = str(key.value)
            if name in found:
                what = f"the key '{name}' stands twice, first in line {marks[prefix + name]}"
                problems.append(Finding(path, line, RULE, what, "keep one of the two"))
                continue
            marks[prefix + name] = line
            found[name] = _values(value, prefix + name, marks, path, problems)
        return found
    if isinstance(node, yaml.SequenceNode):
        items = []
        for index, value in enumerate(node.value):
            marks[f"{prefix}{index}"] = line_of(value) + 1
            items.append(_values(value, f"{prefix}{index}", marks, path, problems))
        return items
    return node.value
