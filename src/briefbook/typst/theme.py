"""A book's own look: a file, or a dictionary in conf.py, with some of the values of theme.yaml."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING, Any

import yaml

from briefbook.conf_place import BadFileError, BadSettingError
from briefbook.findings import did_you_mean, nearest
from briefbook.papers import PAPERS
from briefbook.plain_yaml import YamlError, compose, line_of
from briefbook.typst.typefaces import fonts_of

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

NAME = "briefbook_pdf_theme"
DEFAULTS: Mapping[str, Any] = yaml.safe_load(
    (Path(__file__).parent / "templates" / "theme.yaml").read_text(encoding="utf-8")
)
_COLOUR = re.compile(r"#(?:[0-9a-fA-F]{3}){1,2}")
_NUMBER = re.compile(r"\d+(?:\.\d+)?")
_PICTURES = {".svg", ".png", ".jpg", ".jpeg", ".webp"}
_TYPE = {"size", "handout-size", "small", "tiny", "title"}
# From the smallest type that is read with ease, or that a printer leaves room for, to what still
# leaves room for text.
_RANGES = {
    "size": (9, 14), "handout-size": (9, 14), "small": (7.5, 12), "tiny": (7.5, 11),
    "title": (12, 48), "column-gap": (2, 20), "margin": (5, 40), "labels": (0, 60),
    "binding": (0, 30), "logo-height": (3, 60),
}  # fmt: skip


@dataclass(frozen=True)
class Theme:
    """The values that a book sets, by key, and the picture that ``logo`` names."""

    values: Mapping[str, Any] = field(default_factory=dict)
    logo: Path | None = None
    papers: tuple[str, ...] = ()
    sides: int = 1


class _WrongError(Exception):
    """A value that makes no sense: what is wrong, what to do."""

    def __init__(self, message: str, remedy: str) -> None:
        super().__init__(message)
        self.message, self.remedy = message, remedy


def read_theme(setting: object, srcdir: Path, fonts: Sequence[Path] = ()) -> Theme:
    """Return the look that conf.py names or holds; ``fonts`` are the book's own folders of fonts.

    Raises `BadSettingError` for what is wrong in conf.py, `BadFileError` for what is wrong in the
    file that it names.
    """
    if isinstance(setting, dict):
        return _from_conf(setting, srcdir, fonts)
    if not setting:
        return Theme()
    path = srcdir / str(setting)
    if not path.is_file():
        message = f"{NAME} names '{setting}', which is no file"
        raise BadSettingError(NAME, message, "correct the path", str(setting))
    return _from_file(path, srcdir, fonts)


def _from_conf(setting: dict[Any, Any], srcdir: Path, fonts: Sequence[Path]) -> Theme:
    values = {}
    for key, value in setting.items():
        try:
            values[_key(str(key))] = _value(_key(str(key)), value, srcdir, fonts)
        except _WrongError as error:
            message = f"{NAME}: {error.message}"
            raise BadSettingError(NAME, message, error.remedy, str(key)) from None
    return _theme(values, srcdir)


def _from_file(path: Path, srcdir: Path, fonts: Sequence[Path]) -> Theme:
    shown = path.relative_to(srcdir).as_posix() if path.is_relative_to(srcdir) else path.name
    values = {}
    try:
        root = compose(path.read_text(encoding="utf-8"))
    except UnicodeDecodeError:
        raise BadFileError(shown, 1, "it is not UTF-8", "save it as UTF-8") from None
    except YamlError as error:
        raise BadFileError(shown, error.line, error.message, error.remedy) from None
    for key, node in _pairs(root, shown):
        try:
            values[_key(key)] = _value(_key(key), _plain(node), srcdir, fonts)
        except _WrongError as error:
            raise BadFileError(shown, line_of(node), error.message, error.remedy) from None
    return _theme(values, srcdir)


def _pairs(root: yaml.Node | None, shown: str) -> Iterator[tuple[str, yaml.Node]]:
    if root is None:
        return
    if not isinstance(root, yaml.MappingNode):
        raise BadFileError(shown, line_of(root), "this is no list of values",
                           "write one 'key: value' a line")  # fmt: skip
    for key, node in root.value:
        yield str(key.value), node


def _plain(node: yaml.Node) -> object:
    if isinstance(node, yaml.ScalarNode):
        return str(node.value)
    if isinstance(node, yaml.SequenceNode):
        return [_plain(item) for item in node.value]
    return {}


def _key(key: str) -> str:
    if key not in DEFAULTS:
        raise _WrongError(f"'{key}' is no value of a theme", did_you_mean(key, sorted(DEFAULTS)))
    return key


def _value(key: str, value: object, srcdir: Path, fonts: Sequence[Path]) -> object:
    default = DEFAULTS[key]
    if key == "papers":
        return _papers(value)
    if isinstance(default, list):
        return _fonts(key, value, fonts)
    if isinstance(default, int | float):
        return _number(key, value)
    if str(default).startswith("#"):
        if not _COLOUR.fullmatch(str(value)):
            raise _WrongError(f"'{value}' is no colour for '{key}'", 'write it as "#1b365d"')
    elif not isinstance(value, str):
        raise _WrongError(f"'{key}' is no text", "write words")
    if key == "logo" and value:
        _check_logo(str(value), srcdir)
    return str(value)


def _fonts(key: str, value: object, folders: Sequence[Path]) -> list[str]:
    """Return the names that are given, and behind them those that the PDFs carry."""
    names = [value] if isinstance(value, str) else value
    if not isinstance(names, list | tuple) or not all(isinstance(n, str) and n for n in names):
        raise _WrongError(f"'{key}' holds no names of fonts", "write [First choice, Second choice]")
    families = {family.lower(): family for family in fonts_of(folders).families()}
    for name in names:
        if name.lower() not in families:  # as Typst compares them
            near = nearest(name.lower(), list(families))
            instead = f"write '{families[near]}', or " if near else ""
            message = f"no font '{name}' is at hand for '{key}'"
            remedy = f"{instead}name the folder that holds it in briefbook_pdf_fonts"
            raise _WrongError(message, remedy)
    return [*dict.fromkeys([*names, *DEFAULTS[key]])]


def _papers(value: object) -> list[str]:
    """Return the names of papers; one alone may stand without brackets."""
    names = [value] if isinstance(value, str) else value
    known = ", ".join(PAPERS)
    if not isinstance(names, list | tuple) or not names:
        raise _WrongError("'papers' names no paper", f"write some of: {known}")
    for name in names:
        if name not in PAPERS:
            raise _WrongError(f"'{name}' is no paper", did_you_mean(str(name).lower(), PAPERS))
    return [*dict.fromkeys(names)]


def _number(key: str, value: object) -> float:
    text = str(value)
    if not _NUMBER.fullmatch(text):
        raise _WrongError(f"'{value}' is no number for '{key}'", "write a number such as 9.5")
    number = float(text)
    if key == "columns" and number not in {1, 2}:
        raise _WrongError(f"a handout has no {text} columns", "write 1 or 2")
    if key == "sides" and number not in {1, 2}:
        raise _WrongError(f"a leaf has no {text} sides", "write 1, or 2 for double-sided printing")
    least, most = _RANGES.get(key, (0, 2))
    if number < least:
        small = f"type of {text} points is too small to read on paper"
        message = small if key in _TYPE else f"'{key}' is {text}, which is too little"
        raise _WrongError(message, f"use {least} or more")
    if number > most:
        message = f"'{key}' is {text}, which leaves no room for text"
        raise _WrongError(message, f"use {most} or less")
    return int(number) if number.is_integer() else number


def _check_logo(name: str, srcdir: Path) -> None:
    path = srcdir / name
    if path.suffix.lower() not in _PICTURES:
        kinds = ", ".join(sorted(_PICTURES))
        raise _WrongError(f"'{name}' is no picture that can be printed", f"use one of {kinds}")
    if not path.is_file():
        raise _WrongError(f"there is no file '{name}' in the book", "correct the path")


def _theme(values: dict[str, Any], srcdir: Path) -> Theme:
    logo = srcdir / values["logo"] if values.get("logo") else None
    if logo is not None and not values.get("logo-alt"):
        values["logo-alt"] = "Logo"
    # How many PDFs there are, and how their pages lie: not for the templates to decide.
    papers, sides = tuple(values.pop("papers", ())), values.pop("sides", 1)
    return Theme(values, logo, papers, sides)
