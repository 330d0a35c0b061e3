"""What conf.py must not say, looked at before anything relies on it."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import babel
from sphinx.config import ENUM

from briefbook.conf_place import BadSettingError
from briefbook.findings import nearest

if TYPE_CHECKING:
    from collections.abc import Iterator

    from sphinx.application import Sphinx
    from sphinx.config import Config

_OWN = "briefbook_"
_NAMES: dict[type, str] = {
    str: "a text",
    int: "a number",
    float: "a number",
    bool: "True or False",
    list: "a list",
    tuple: "a list",
    dict: "a dictionary",
    type(None): "None",
}


def check_names(app: Sphinx, config: Config) -> None:
    """Raise BadSettingError for an unknown setting of ours or one of a wrong type.

    Sphinx itself passes over what it does not know, and tells of types after all have used them.
    """
    del app
    troubles = (*_unknown(config), *_mistyped(config), *_mixed(config), *_unspoken(config))
    for name, trouble in troubles:
        message, _, remedy = trouble.partition("; ")
        raise BadSettingError(name, message, remedy)


def check_extensions(app: Sphinx) -> None:
    """Raise BadSettingError where ``extensions`` is no list of names."""
    given: object = app.config.extensions
    if not isinstance(given, list) or not all(isinstance(name, str) for name in given):
        raise BadSettingError(
            "extensions", "'extensions' is no list of names", "write ['briefbook']"
        )


def _unknown(config: Config) -> Iterator[tuple[str, str]]:
    known = [name for name in config.values if name.startswith(_OWN)]
    for name in config._raw_config:  # noqa: SLF001  # no other way to tell what is given
        if name.startswith(_OWN) and name not in known:
            meant = nearest(name, known)
            remedy = f"did you mean '{meant}'?" if meant else "take it out"
            yield name, f"there is no setting '{name}'; {remedy}"


def _mistyped(config: Config) -> Iterator[tuple[str, str]]:
    for name, option in config.values.items():
        if name not in config._raw_config or isinstance(option.valid_types, ENUM):  # noqa: SLF001  # as above
            continue
        value = getattr(config, name)
        default = option.default(config) if callable(option.default) else option.default
        if default is None and not option.valid_types:
            continue
        wanted = {*option.valid_types, type(default)}
        if Any in wanted or any(_akin(type(value), kind) for kind in wanted):
            continue
        kinds = sorted({_NAMES.get(kind, kind.__name__) for kind in wanted - {type(None)}})
        given = _NAMES.get(type(value), f"of type {type(value).__name__}")
        yield name, f"{name} is {given}; give it {' or '.join(kinds)}"


def _unspoken(config: Config) -> Iterator[tuple[str, str]]:
    """Yield a language that is none: pages and PDFs would name it to every screen reader."""
    tag = config._raw_config.get("language")  # noqa: SLF001  # as above
    if not isinstance(tag, str):
        return  # said of its type
    try:
        babel.Locale.parse(tag.replace("_", "-"), sep="-")
    except (babel.UnknownLocaleError, ValueError):
        yield "language", f"language is '{tag}', which is no tag of one; write 'en', or 'en-GB'"


def _akin(given: type, wanted: type) -> bool:
    """Return whether two types have more in common than to be objects, as Sphinx asks too."""
    return bool({*given.__mro__} & {*wanted.__mro__} - {object})


def _mixed(config: Config) -> Iterator[tuple[str, str]]:
    """Yield the lists of ours that hold something else than texts."""
    for name, value in config._raw_config.items():  # noqa: SLF001  # as above
        texts = not isinstance(value, list | tuple) or all(isinstance(item, str) for item in value)
        if name.startswith(_OWN) and not texts:
            yield name, f"{name} holds something that is no text; give it a list of texts"
