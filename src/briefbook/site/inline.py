"""Styles that stand in the tags of a page, which its policy blocks, said in classes instead."""

from __future__ import annotations

import re

_STYLED = re.compile(
    r'<(?P<tag>[A-Za-z][\w:-]*)(?P<before>(?:\s[^<>]*?)?)\sstyle="(?P<style>[^"]*)"'
    r"(?P<after>[^<>]*)>"
)
_CLASS = re.compile(r'(?P<open>\sclass=")(?P<names>[^"]*)"')
_PERCENT = re.compile(r"(?P<number>\d+(?:\.\d+)?)%")
_PIXELS = re.compile(r"(?P<number>\d+(?:\.\d+)?)(?P<unit>px|pt|in|cm|mm|r?em)")
_IN_PIXELS = {"px": 1, "pt": 4 / 3, "in": 96, "cm": 37.795, "mm": 3.7795, "em": 16, "rem": 16}
_DRAWN = frozenset(
    ("circle", "ellipse", "g", "line", "path", "polygon", "polyline", "rect", "stop", "symbol",
     "text", "tspan", "use")
)  # fmt: skip
_CLASSES = {("display", "none"): "not-shown", ("vertical-align", "top"): "at-top"}
_NEEDLESS = frozenset(("--field-indent",))  # a width that only docutils' own style sheet reads

WIDTHS = range(1, 101)
"""In per cent of the box around."""


def in_classes(html: str) -> tuple[str, list[str]]:
    """Return a page with its styles as classes and attributes, and those that are neither."""
    left: list[str] = []

    def settled(match: re.Match[str]) -> str:
        attributes, classes, rest = _said(match["tag"].lower(), match["style"])
        left.extend(rest)
        tag = f"<{match['tag']}{match['before']}"
        if rest:
            tag += f' style="{"; ".join(rest)}"'
        tag += "".join(f' {name}="{value}"' for name, value in attributes.items())
        return _with_classes(f"{tag}{match['after']}>", classes)

    return _STYLED.sub(settled, html), left


def _said(tag: str, style: str) -> tuple[dict[str, str], list[str], list[str]]:
    """Return what a style is as attributes, as classes, and as neither."""
    attributes: dict[str, str] = {}
    classes: list[str] = []
    rest: list[str] = []
    for part in filter(None, (part.strip() for part in style.split(";"))):
        name, _, value = (piece.strip() for piece in part.partition(":"))
        percent, pixels = _PERCENT.fullmatch(value), _PIXELS.fullmatch(value)
        if (name, value) in _CLASSES:
            classes.append(_CLASSES[name, value])
        elif tag in _DRAWN:
            number = f"{float(percent['number']) / 100:g}" if percent else value
            attributes[name] = number if name == "opacity" else value
        elif name == "width" and percent:
            classes.append(f"width-{_whole(float(percent['number']))}")
        elif tag in {"img", "svg"} and name in {"width", "height"} and pixels:
            size = float(pixels["number"]) * _IN_PIXELS[pixels["unit"]]
            attributes[name] = str(round(size))
        elif name not in _NEEDLESS:
            rest.append(part)
    return attributes, classes, rest


def _whole(percent: float) -> int:
    return max(WIDTHS[0], min(WIDTHS[-1], round(percent)))


def _with_classes(tag: str, classes: list[str]) -> str:
    if not classes:
        return tag
    names = " ".join(classes)
    if _CLASS.search(tag):
        return _CLASS.sub(rf'\g<open>\g<names> {names}"', tag, count=1)
    end = " />" if tag.endswith("/>") else ">"
    return f'{tag.removesuffix(">").removesuffix("/").rstrip()} class="{names}"{end}'


def widths() -> str:
    """Return the style sheet of the widths."""
    return "".join(f".width-{number}{{width:{number}%}}\n" for number in WIDTHS)
