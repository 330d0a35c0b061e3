"""YAML read with its lines: plain values, and the place of every entry and key."""

from __future__ import annotations

import re
from dataclasses import dataclass, field

import yaml

MAX_DEPTH = 8  # sources are lists of records of lists of names; anything deeper is no source

Path = tuple[str | int, ...]
"""The way to a value: places in lists, keys in records."""


class UnreadableError(Exception):
    """A YAML text that cannot be read: why, what to do, and the line (0 when unknown)."""

    def __init__(self, message: str, remedy: str, line: int = 0) -> None:
        super().__init__(message)
        self.message = message
        self.remedy = remedy
        self.line = line


@dataclass(frozen=True)
class Repeated:
    """A key written twice in one record."""

    key: str
    line: int
    first_line: int


@dataclass
class Tree:
    """Plain values (lists, dicts, text or None) with the line of each by its path.

    Every scalar stays text: a year is not a number here, and no number can be too long.
    """

    value: object = None
    lines: dict[Path, int] = field(default_factory=dict)
    repeated: list[Repeated] = field(default_factory=list)


class _Loader(yaml.SafeLoader):
    depth = 0

    def compose_node(self, parent: yaml.Node | None, index: int) -> yaml.Node | None:
        """Compose one node; refuse what would make the tree endless."""
        if self.check_event(yaml.AliasEvent):
            raise self._refusal("holds an alias (*name), which is not read here", "write it out")
        self.depth += 1
        if self.depth > MAX_DEPTH:
            raise self._refusal("lists are nested too deeply", "close the brackets")
        node = super().compose_node(parent, index)
        self.depth -= 1
        return node

    def _refusal(self, message: str, remedy: str) -> UnreadableError:
        event: yaml.Event = self.peek_event()  # type: ignore[no-untyped-call]  # its stub has none
        mark = event.start_mark
        return UnreadableError(message, remedy, mark.line + 1 if mark else 0)


def read(text: str) -> Tree:
    """Return the values and places in ``text``; raises ``UnreadableError``."""
    text = text.removeprefix("\ufeff")
    if bad := yaml.reader.Reader.NON_PRINTABLE.search(text):
        message = f"holds a character that YAML forbids (U+{ord(bad.group()):04X})"
        raise UnreadableError(message, "remove it", text.count("\n", 0, bad.start()) + 1)
    loader = _Loader(text)
    try:
        root = loader.get_single_node()
    except yaml.MarkedYAMLError as error:
        raise _unreadable(error) from None
    except (yaml.YAMLError, ValueError, OverflowError) as error:
        # PyYAML turns digits and escapes into numbers and characters without checking them.
        message = f"is not YAML: {' '.join(str(error).split())}"
        line = loader.get_mark().line + 1
        raise UnreadableError(message, "correct the text near this line", line) from None
    finally:
        loader.dispose()
    tree = Tree()
    if root is not None:
        tree.value = _plain(root, (), tree)
    return tree


def _unreadable(error: yaml.MarkedYAMLError) -> UnreadableError:
    mark = error.problem_mark or error.context_mark
    line = mark.line + 1 if mark else 0
    problem = error.problem or error.context or "cannot be parsed"
    remedy = "check the indentation and the quotes around it"
    if "'\\t'" in problem:
        problem, remedy = "a tab stands where spaces belong", "indent with spaces"
    return UnreadableError(f"is not YAML: {problem}", remedy, line)


def _line(node: yaml.Node) -> int:
    return node.start_mark.line + 1 if node.start_mark else 0


def _plain(node: yaml.Node, path: Path, tree: Tree) -> object:
    tree.lines[path] = _line(node)
    if isinstance(node, yaml.SequenceNode):
        return [_plain(child, (*path, number), tree) for number, child in enumerate(node.value)]
    if isinstance(node, yaml.MappingNode):
        return _record(node, path, tree)
    return None if node.tag.endswith(":null") else re.sub(r"\s+\Z", "", str(node.value))


def _record(node: yaml.MappingNode, path: Path, tree: Tree) -> dict[str, object]:
    record: dict[str, object] = {}
    for key_node, value_node in node.value:
        line = _line(key_node)
        if not isinstance(key_node, yaml.ScalarNode):
            raise UnreadableError("has a key that is not a word", "write 'key: value'", line)
        key = str(key_node.value)
        if key in record:
            tree.repeated.append(Repeated(key, line, tree.lines[*path, key]))
            continue
        record[key] = _plain(value_node, (*path, key), tree)
        tree.lines[*path, key] = line
    return record
