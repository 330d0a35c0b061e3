"""``briefbook_front_matter`` in conf.py."""

from __future__ import annotations

from functools import lru_cache
from typing import TYPE_CHECKING

from briefbook.conf_place import BadSettingError
from briefbook.frontmatter.keys import Keys, SettingError, read_setting
from briefbook.metadata import meanings

if TYPE_CHECKING:
    from sphinx.application import Sphinx
    from sphinx.config import Config

NAME = "briefbook_front_matter"


def keys_of(config: Config) -> Keys:
    """Return which keys the book's briefs need and add."""
    return _read(repr(config[NAME]), config)


@lru_cache(maxsize=4)
def _read(shown: str, config: Config) -> Keys:
    del shown  # part of the key: a changed setting is another one
    return read_setting(config[NAME], [*meanings(Keys())])


def _check(app: Sphinx, config: Config) -> None:
    del app
    try:
        keys_of(config)
    except SettingError as error:
        message = f"{NAME}: {error.message}"
        raise BadSettingError(NAME, message, error.remedy, *error.keys) from None


def setup(app: Sphinx) -> None:
    """Register the setting, and refuse one that makes no sense."""
    app.add_config_value(NAME, {}, "env", frozenset({dict}))
    app.connect("config-inited", _check)
