"""How one line of options is written, and what was meant where it is written otherwise."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, NamedTuple

from briefbook.elements.bottom_line import BottomLine
from briefbook.elements.claim import Claim
from briefbook.elements.course import Option, Recommendation
from briefbook.elements.judgement import Judgement
from briefbook.elements.outlook import Alternative, Gap, Indicator
from briefbook.elements.quotation import QuotationElement

if TYPE_CHECKING:
    from briefbook.elements.base import ElementDirective

_DIRECTIVES: dict[str, type[ElementDirective]] = {
    directive.kind: directive
    for directive in (
        BottomLine,
        Judgement,
        Claim,
        QuotationElement,
        Alternative,
        Option,
        Recommendation,
        Indicator,
        Gap,
    )
}

_WIDE = str.maketrans({"\N{FULLWIDTH COLON}": ":", "\N{RATIO}": ":", "\N{SOFT HYPHEN}": ""})
_FULL = re.compile(r"\s*(?P<first>::?)(?!:)(?P<gap>\s*)(?P<name>[^\s:][^:]*?)\s*:(?P<after>.*)")
_HALF = re.compile(r"\s*:(?!:)(?P<name>[\w-]+)(?:\s+(?P<value>.*))?")
_BARE = re.compile(r"(?P<name>[a-z][a-z-]*):(?:\s+(?P<value>.*))?")
_OTHER = re.compile(r"[\s:*_#%-]*(?P<name>[a-z][a-z-]*)[*_\s]*[:=]+[*_]*(?:\s+(?P<value>.*))?")


class Spec(NamedTuple):
    """What an element's options are: their names, and what stands in them."""

    kind: str
    names: tuple[str, ...]
    relations: frozenset[str]
    single: frozenset[str]
    sentences: frozenset[str]
    flags: frozenset[str]


class Line(NamedTuple):
    """An option as it was written: its name and value, and what is wrong with how it is written.

    ``meant`` is the name that was meant where another character hid it, or empty.
    """

    name: str
    value: str
    wrong: str = ""
    meant: str = ""


def spec_of(kind: str) -> Spec | None:
    """Return what the options of a kind of element are, or None for a kind without any."""
    found = _DIRECTIVES[kind]
    if not found.option_spec:
        return None
    return Spec(
        kind=kind,
        names=tuple(found.option_spec),
        relations=frozenset(found.relations),
        single=found.single,
        sentences=frozenset({*found.texts, "title"}),
        flags=frozenset({"status-quo"} & set(found.option_spec)),
    )


def read_line(line: str, spec: Spec) -> Line | None:
    """Return the option that a line holds, or None where it is text."""
    plain = line.translate(_WIDE)
    match = _FULL.fullmatch(plain)
    if match:
        return _full(line, plain, match, spec)
    match = _HALF.fullmatch(plain)
    if match and "=" not in line[: line.find(" ")]:
        wrong = f"'{line.strip()}' is no option: a colon is missing after its name"
        meant = match["name"] if match["name"] in spec.names else ""
        return Line(match["name"], (match["value"] or "").strip(), wrong, meant)
    match = _BARE.fullmatch(plain)
    if match and match["name"] in spec.names:
        wrong = f"'{line.strip()}' is no option: a colon is missing before its name"
        return Line(match["name"], (match["value"] or "").strip(), wrong, match["name"])
    match = _OTHER.fullmatch(plain)
    if match and match["name"] in spec.names and not line[0].isalnum():
        wrong = f"'{line.strip()}' is no option"
        return Line(match["name"], (match["value"] or "").strip(), wrong, match["name"])
    return None


def _full(line: str, plain: str, match: re.Match[str], spec: Spec) -> Line:
    name, after = match["name"], match["after"]
    value, known = after.strip(), name if name in spec.names else ""
    wrong = ""
    if plain != line:
        wrong = f"'{line.strip()}' is no option: it holds a character that is no plain colon"
    elif match["first"] == "::" or after.startswith(":"):
        wrong = f"'{line.strip()}' is no option: it has a colon too many"
        value = value.lstrip(": ")
    elif match["gap"]:
        wrong = f"'{line.strip()}' is no option: a space parts the first colon from the name"
    elif after and after[0] != " ":
        code = "" if after[0].isprintable() else f", but U+{ord(after[0]):04X}"
        wrong = f"'{line.strip()}' is no option: no space follows the second colon{code}"
    return Line(name, value, wrong if known else "", known)
