"""YAML read with its lines: plain values, and the place of every entry and key."""

from __future__ import annotations

from dataclasses import dataclass, field

import yaml

from briefbook.plain_yaml import YamlError, compose, line_of

Path = tuple[str | int, ...]
"""The way to a value: places in lists, keys in records."""
_NOTHING = frozenset({"", "~", "null", "Null", "NULL"})
"""What stands for no value where it is not between quotation marks."""


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


def read(text: str) -> Tree:
    """Return the values and places in ``text``; raises `YamlError`."""
    root = compose(text.removeprefix("\ufeff"))
    tree = Tree()
    if root is not None:
        tree.value = _plain(root, (), tree)
    return tree


def _plain(node: yaml.Node, path: Path, tree: Tree) -> object:
    tree.lines[path] = line_of(node)
    if isinstance(node, yaml.SequenceNode):
        return [_plain(child, (*path, number), tree) for number, child in enumerate(node.value)]
    if isinstance(node, yaml.MappingNode):
        return _record(node, path, tree)
    value = str(node.value)
    plain = isinstance(node, yaml.ScalarNode) and node.style is None
    return None if plain and value in _NOTHING else value.rstrip()


def _record(node: yaml.MappingNode, path: Path, tree: Tree) -> dict[str, object]:
    record: dict[str, object] = {}
    for key_node, value_node in node.value:
        line = line_of(key_node)
        if not isinstance(key_node, yaml.ScalarNode):
            raise YamlError("a key is not a word", "write 'key: value'", line)
        key = str(key_node.value)
        if key in record:
            tree.repeated.append(Repeated(key, line, tree.lines[*path, key]))
            continue
        record[key] = _plain(value_node, (*path, key), tree)
        tree.lines[*path, key] = line
    return record
