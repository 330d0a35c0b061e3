"""YAML as authors write it: every scalar is text, every node has a line, nothing is repeated."""

from __future__ import annotations

import re

import yaml

from briefbook.conflicts import MARK, REMEDY

MAX_DEPTH = 12  # front matter and data files are shallow; deeper text is a slip or an attack
_NOT_CLOSED = ("while parsing a flow", "while scanning a quoted scalar")
# Beside what YAML forbids: what it takes for the end of a line and editors do not.
_FORBIDDEN = re.compile(f"{yaml.reader.Reader.NON_PRINTABLE.pattern}|[\r\x85\u2028\u2029]")
# What cannot be told from a space, where a space has a meaning.
_SPACE = re.compile(r"^(?: *|[ ]*[\w-]+:)([\u00a0\u2000-\u200b\u202f\u3000\ufeff])", re.MULTILINE)
_PLAIN = "quote a value that holds ': ', '#' or '[', and indent with spaces"

_COLON = "write the key, a colon, a space and the value"
_QUOTE = "put the value between quotation marks"
_PROBLEMS = (
    (
        "mapping values are not allowed",
        "a second ': ' stands in one line, or a line is indented",
        _PLAIN,
    ),
    (r"found character '(.)' that cannot start", "a value cannot begin with {0}", _QUOTE),
    (r"expected alphabetic or numeric", "a value cannot begin with '&' or '*' and a space", _QUOTE),
    (
        r"expected <block end>, but found '<scalar>'",
        "text stands after the quotation mark that ends the value",
        "write the mark twice where it is part of the text, or use the other kind around it",
    ),
    (
        r"expected <block end>, but found '<block",
        "the line is not indented as those around it",
        "begin it below the one above",
    ),
    (r"but found another document", "a line of --- begins a second text", "take the line out"),
    ("expected the node content", "a value is missing", "write it, or take the '-' or comma out"),
    (r"expected <block end>, but found '-'", "a '-' stands where a key belongs", "take it away"),
)


class YamlError(Exception):
    """A text that cannot be read: what is wrong, what to do, and the line, from 1."""

    def __init__(self, message: str, remedy: str, line: int) -> None:
        super().__init__(message)
        self.message = message
        self.remedy = remedy
        self.line = line


class _Loader(yaml.BaseLoader):
    depth = 0
    text = ""

    def compose_node(self, parent: yaml.Node | None, index: int) -> yaml.Node | None:
        """Compose one node; an alias could repeat a node for ever, so there are none."""
        if self.check_event(yaml.AliasEvent):
            raise self._refusal(
                "aliases (*name) are not read here",
                "write it out; a text that begins with '*' stands between quotation marks",
            )
        self._refuse_signs()
        self.depth += 1
        if self.depth > MAX_DEPTH:
            raise self._refusal("it is nested too deeply", "close the brackets")
        node = super().compose_node(parent, index)
        self.depth -= 1
        return node

    def _refuse_signs(self) -> None:
        """Refuse what YAML takes for a sign of its own and leaves out of the value."""
        event: yaml.Event = self.peek_event()  # type: ignore[no-untyped-call]  # its stub has none
        for sign, name in (("&", "anchor"), ("!", "tag")):
            word = getattr(event, name, None)
            if word is not None and f"*{word}" not in self.text:  # an alias is refused itself
                shown = word if word.startswith(sign) else f"{sign}{word}"
                shown = re.sub(r"^!tag:yaml\.org,2002:", "!!", shown)
                message = f"'{shown}' begins a value, which YAML does not take for a part of it"
                raise self._refusal(
                    message, f"put the value between quotation marks, or drop {sign}"
                )

    def _refusal(self, message: str, remedy: str) -> YamlError:
        event: yaml.Event = self.peek_event()  # type: ignore[no-untyped-call]  # its stub has none
        return YamlError(message, remedy, line_of(event))


def line_of(node: yaml.Node | yaml.Event) -> int:
    """Return the line on which a node begins, from 1."""
    return node.start_mark.line + 1 if node.start_mark else 1


def compose(text: str) -> yaml.Node | None:
    """Return the root node of ``text``, or None for an empty text; raise `YamlError`."""
    text = text.replace("\r\n", "\n")
    if bad := _FORBIDDEN.search(text):
        line = text.count("\n", 0, bad.start()) + 1
        shown = f"U+{ord(bad.group()):04X}"
        raise YamlError(f"it holds a character that has no place in it, {shown}", "remove it", line)
    if bad := _SPACE.search(text):
        line = text.count("\n", 0, bad.start()) + 1
        message = f"a character stands there that looks like a space, U+{ord(bad[1]):04X}"
        raise YamlError(message, "type a space in its place", line)
    if left := re.search(rf"^{MARK.pattern}", text, re.MULTILINE):
        line = text.count("\n", 0, left.start()) + 1
        raise YamlError("git has left two versions of a passage here", REMEDY, line)
    loader = _Loader(text)
    loader.text = text
    try:
        return loader.get_single_node()
    except yaml.MarkedYAMLError as error:
        raise _unreadable(error, text) from None
    except (yaml.YAMLError, ValueError, OverflowError, RecursionError) as error:
        # PyYAML turns escapes into characters without checking them.
        message = f"it cannot be read: {' '.join(str(error).split())}"
        raise YamlError(message, "write plain text", loader.get_mark().line + 1) from None
    finally:
        loader.dispose()


def _unreadable(error: yaml.MarkedYAMLError, text: str) -> YamlError:
    start, place = error.context_mark, error.problem_mark
    problem = error.problem or error.context or "it cannot be read"
    if start and (error.context or "").startswith(_NOT_CLOSED):
        return _not_closed(error, start.line + 1, text.split("\n"))
    if problem.startswith("could not find expected ':'") and start:
        return YamlError("the line is no 'key: value'", _COLON, start.line + 1)
    line = (place or start).line + 1 if place or start else 1  # type: ignore[union-attr]  # either
    if "'\\t'" in problem:
        return YamlError("a tab stands where spaces belong", "indent with spaces", line)
    if (odd := _odd_indent(text, line)) is not None:
        what = "the line is not indented as those around it"
        return YamlError(what, "begin it below the one above", odd)
    for words, message, remedy in _PROBLEMS:
        if match := re.search(words, problem):
            return YamlError(message.format(*match.groups()), remedy, line)
    return YamlError(problem, _PLAIN, line)


def _not_closed(error: yaml.MarkedYAMLError, first: int, lines: list[str]) -> YamlError:
    """Return what hinders the end of what was opened in the line ``first``."""
    line = error.problem_mark.line + 1 if error.problem_mark else first
    # A line that stands no deeper is the next key, and the end is missing before it.
    goes_on = line == first or _depth(lines[line - 1]) > _depth(lines[first - 1])
    if "got '?'" in (error.problem or "") and goes_on:
        what = "a '?' stands between brackets, where YAML gives it a meaning"
        return YamlError(what, _QUOTE, line)
    if "got ','" in (error.problem or ""):
        return YamlError("a comma stands where a value belongs", "take it out", line)
    what = "quotation mark" if "quoted" in (error.context or "") else "bracket"
    remedy = "close it; a value that begins with a bracket or a quotation mark needs its end"
    return YamlError(f"a {what} is opened and not closed", remedy, first)


def _depth(row: str) -> int:
    return len(row) - len(row.lstrip(" "))


def _odd_indent(text: str, line: int) -> int | None:
    """Return which of a line and the one above stands alone with its indentation, or None."""
    lines = [part for part in enumerate(text.split("\n"), 1) if part[1].strip()]
    places = [number for number, _ in lines]
    depths = [_depth(part) for _, part in lines]
    for number in (line - 1, line):
        if number not in places:
            continue
        at = places.index(number)
        if not _is_key(lines[at][1]) or not 0 < at < len(lines) - 1:
            continue
        above, here, below = depths[at - 1 : at + 2]
        # A first key may stand deeper than what holds it, which ends with its colon.
        if above == below != here and not lines[at - 1][1].rstrip().endswith(":"):
            return number
    return None


def _is_key(line: str) -> bool:
    return re.match(r" *[\w-]+:(?: |$)", line) is not None
