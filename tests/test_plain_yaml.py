"""YAML with lines: what is refused, and where."""

from __future__ import annotations

import pytest
import yaml
from hypothesis import given
from hypothesis import strategies as st

from briefbook.plain_yaml import MAX_DEPTH, YamlError, compose, line_of


@pytest.mark.parametrize(
    ("text", "line", "message"),
    [
        ("a: [1\nb: 2\n", 1, "a bracket is opened and not closed"),
        ("a: {x: 1\n", 1, "a bracket is opened and not closed"),
        ("a: 1\nb: 'two\nc: 3\n", 2, "a quotation mark is opened and not closed"),
        ('a: 1\nb: "two\nc: 3\n', 2, "a quotation mark is opened and not closed"),
        ("a: 1\n\tb: 2\n", 2, "a tab stands where spaces belong"),
        ("a: b: c\n", 1, "a second ': ' stands in one line"),
        ("a: 1\n  b: 2\n", 2, "a second ': ' stands in one line, or a line is indented"),
        ("a: &x 1\nb: *x\n", 2, "aliases (*name) are not read here"),
        ("a: &x [*x]\n", 1, "aliases (*name) are not read here"),
        ("a: 1\nb: \x07\n", 2, "it holds a character that has no place in it, U+0007"),
        ("a: 1\nb: x\u2028y\n", 2, "it holds a character that has no place in it, U+2028"),
        ("a: x\ry\n", 1, "it holds a character that has no place in it, U+000D"),
        ("a: 1\nb: " + "[" * 40, 2, "it is nested too deeply"),
        ('a: "\\UFFFFFFFF"\n', 1, "it cannot be read"),
        ("a: @home\n", 1, "a value cannot begin with @"),
    ],
)
def test_what_cannot_be_read_is_named_with_its_line(text: str, line: int, message: str) -> None:
    with pytest.raises(YamlError) as caught:
        compose(text)
    assert caught.value.line == line
    assert caught.value.message.startswith(message)
    assert caught.value.remedy


def test_every_scalar_is_the_text_that_was_written() -> None:
    root = compose("- 2026-02-30\n- yes\n- 0x1\n- ~\n")
    assert isinstance(root, yaml.SequenceNode)
    assert [node.value for node in root.value] == ["2026-02-30", "yes", "0x1", "~"]
    assert [line_of(node) for node in root.value] == [1, 2, 3, 4]


def test_lines_are_the_same_with_either_line_end() -> None:
    root = compose("a: 1\r\n\r\nb: 2\r\n")
    assert isinstance(root, yaml.MappingNode)
    assert [line_of(key) for key, _ in root.value] == [1, 3]


def test_what_is_nested_as_deeply_as_allowed_is_read() -> None:
    deepest = MAX_DEPTH - 1  # the scalar inside is one more level
    assert compose("[" * deepest + "x" + "]" * deepest) is not None


@pytest.mark.parametrize("text", ["", "\n\n", "# only a comment\n"])
def test_nothing_is_none(text: str) -> None:
    assert compose(text) is None


@given(st.text())
def test_any_text_is_read_or_refused(text: str) -> None:
    try:
        root = compose(text)
    except YamlError as error:
        assert 1 <= error.line <= text.count("\n") + 1  # noqa: PT017  # either way is right
    else:
        assert root is None or line_of(root) <= text.count("\n") + 1
