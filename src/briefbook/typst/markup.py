"""Turns Python values into Typst source in which text can never become code.

Every character of a document reaches Typst through `text` or `string`; everything else that the
translator writes is a `call` of a function of the templates.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import TYPE_CHECKING, TypeAlias

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

# The line and paragraph separators count as line ends in Typst's markup; in running text a line
# end is a space.
_SPACES = re.compile("[ \t\n\r\x0b\x0c\x85\u2028\u2029]+")
# What no font shows and PDF/UA refuses: controls, surrogates without a partner, noncharacters, and
# the mark of byte order that pasted text may hold in its midst.
_UNPRINTABLE = re.compile(
    "[\x00-\x08\x0e-\x1f\x7f-\x84\x86-\x9f\ud800-\udfff\ufdd0-\ufdef\ufeff\ufffe\uffff]"
)
# What is special nowhere in markup stays as it is, and so does a full stop that is no part of an
# ellipsis and follows no number of a list, and a hyphen between letters: each escape is one more
# node for Typst to carry along.
_PUNCTUATION = re.compile(
    r"""[\\\["\]#$'*+/:<=>@_`~]|\.(?=\.)|(?<![^\d.])\.|(?<![^\W\d_])-|-(?![^\W\d_])"""
)
_IN_STRING = {"\\": "\\\\", '"': '\\"', "\n": "\\n", "\r": "\\r", "\t": "\\t"}
_STRING_SPECIAL = re.compile(r'[\\"\n\r\t]')


class Content(str):
    """Typst markup made by this module; goes between square brackets as it is."""

    __slots__ = ()


class Code(str):
    """A Typst expression written by the translator itself, such as a length; never user text."""

    __slots__ = ()


Value: TypeAlias = "str | int | float | bool | Sequence[Value] | Mapping[str, Value] | None"


def printable(value: str) -> str:
    """Return ``value`` without characters that no page can show."""
    return _UNPRINTABLE.sub("", value)


def text(value: str) -> Content:
    """Return markup that shows exactly ``value``, runs of white space shown as one space.

    All that is special anywhere is escaped, not only what is special at its place: that depends on
    the neighbours, which may be written by someone else.
    """
    spaced = _SPACES.sub(" ", value)
    return Content(_PUNCTUATION.sub(r"\\\g<0>", printable(spaced)))


def string(value: str) -> Code:
    """Return a Typst string literal that stands for exactly ``value``."""
    clean = printable(value.replace("\x85", "\n"))
    return Code('"' + _STRING_SPECIAL.sub(lambda m: _IN_STRING[m[0]], clean) + '"')


def value(item: Value) -> str:  # noqa: PLR0911  # one return per kind of value reads best
    """Return the Typst expression for a Python value; a plain ``str`` becomes a string literal."""
    if item is None:
        return "none"
    if isinstance(item, bool):
        return "true" if item else "false"
    if isinstance(item, Content):
        return f"[{item}]"
    if isinstance(item, Code):
        return str(item)
    if isinstance(item, str):
        return string(item)
    if isinstance(item, int | float):
        return repr(item)
    if isinstance(item, Mapping):
        return "(" + (_pairs(item) or ":") + ")"
    return "(" + "".join(f"{value(part)}, " for part in item) + ")"


def _pairs(items: Mapping[str, Value]) -> str:
    return "".join(f"{string(key)}: {value(part)}, " for key, part in items.items())


def call(name: str, *args: Value, body: Content | None = None, **named: Value) -> Content:
    """Return ``#name(args)[body];``: a call closed so that nothing after it can bind to it.

    Named arguments that are None are left out; underscores in their names become hyphens.
    """
    parts = [value(arg) for arg in args]
    parts += [f"{key.replace('_', '-')}: {value(v)}" for key, v in named.items() if v is not None]
    brackets = f"({', '.join(parts)})" if parts or body is None else ""
    return Content(f"#{name}{brackets}{'' if body is None else f'[{body}]'};")


def join(parts: Iterable[str]) -> Content:
    """Return several pieces of markup, made by this module, as one."""
    return Content("".join(parts))


EMPTY = Content("")
