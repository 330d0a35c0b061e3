"""Where a setting stands in conf.py, so that what is wrong with it has a line."""

from __future__ import annotations

import ast
from typing import TYPE_CHECKING

from sphinx.errors import ConfigError

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path


class BadSettingError(ConfigError):
    """A setting that makes no sense: its name, what is wrong, what to do, and the way to the value.

    ``keys`` lead to it through dictionaries and lists, as far as they go: ``"required", "levl"``.
    """

    def __init__(self, name: str, message: str, remedy: str, *keys: object) -> None:
        super().__init__(f"{message}; {remedy}")
        self.name, self.message, self.remedy, self.keys = name, message, remedy, keys


class BadFileError(ConfigError):
    """Something wrong in a file that conf.py names: its path, the line, what, and what to do."""

    def __init__(self, path: str, line: int, message: str, remedy: str) -> None:
        super().__init__(f"{path}:{line}: {message}; {remedy}")
        self.path, self.line, self.message, self.remedy = path, line, message, remedy


def line_of(conf: Path, name: str, *keys: object) -> int:
    """Return the line in which a setting is given, or of what the keys lead to in it, or 0."""
    found = list(_given(_tree(conf), name))
    if not found:
        return 0
    line, scope = max(found, key=lambda item: item[0])  # the last one counts
    for key in keys:
        inner = list(_under(scope, key))
        if not inner:
            break
        line, scope = inner[-1]
    return line


def line_with(conf: Path, text: str) -> int:
    """Return the line of the longest string of conf.py that ``text`` speaks of, or 0."""
    found = [
        (len(node.value), node.lineno)
        for node in ast.walk(_tree(conf))
        if isinstance(node, ast.Constant) and isinstance(node.value, str)
        if len(node.value) > 2 and node.value in text  # noqa: PLR2004  # "en" is in anything
    ]
    return max(found, default=(0, 0))[1]


def _tree(conf: Path) -> ast.Module:
    try:
        return ast.parse(conf.read_text(encoding="utf-8", errors="replace"))
    except (OSError, SyntaxError, ValueError, RecursionError):
        return ast.Module(body=[], type_ignores=[])


def _given(tree: ast.Module, name: str) -> Iterator[tuple[int, ast.AST]]:
    """Yield the line and the value of each statement that gives a setting, or a part of it."""
    for node in ast.walk(tree):
        if isinstance(node, ast.Assign | ast.AnnAssign | ast.AugAssign):
            targets = node.targets if isinstance(node, ast.Assign) else [node.target]
            if any(_names(target, name) for target in targets):
                yield node.lineno, node
        elif isinstance(node, ast.Call) and _names(node.func, name):
            yield node.lineno, node


def _names(target: ast.AST, name: str) -> bool:
    return any(isinstance(node, ast.Name) and node.id == name for node in ast.walk(target))


def _under(scope: ast.AST, key: object) -> Iterator[tuple[int, ast.AST]]:
    """Yield what stands under a key of a dictionary, or else the key as an item."""
    named = [
        (found.lineno, value)
        for node in ast.walk(scope)
        if isinstance(node, ast.Dict)
        for found, value in zip(node.keys, node.values, strict=True)
        if isinstance(found, ast.Constant) and found.value == key
    ]
    yield from named or (
        (node.lineno, node)
        for node in ast.walk(scope)
        if isinstance(node, ast.Constant) and node.value == key
    )
