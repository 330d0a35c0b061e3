"""What conf.py says, for commands that need no build."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from briefbook.build.errors import CannotRunError

if TYPE_CHECKING:
    from pathlib import Path

    from briefbook.frontmatter.keys import Keys


def book_settings(source: Path) -> dict[str, Any]:
    """Return the names that conf.py sets; raise `CannotRunError` where it is not usable."""
    from sphinx.config import eval_config_file  # noqa: PLC0415  # it loads much
    from sphinx.errors import SphinxError  # noqa: PLC0415
    from sphinx.util.tags import Tags  # noqa: PLC0415

    from briefbook.build.configuration import config_trouble  # noqa: PLC0415

    conf = source / "conf.py"
    if not conf.is_file():
        raise CannotRunError(f"there is no conf.py in '{source}'")
    try:
        return eval_config_file(conf, Tags())
    except SphinxError as error:
        raise CannotRunError(config_trouble(error, conf)) from error


def book_keys(source: Path) -> Keys:
    """Return which keys the book's briefs need and add."""
    from briefbook.build.configuration import RULE  # noqa: PLC0415
    from briefbook.conf_place import line_of  # noqa: PLC0415
    from briefbook.findings import Finding  # noqa: PLC0415
    from briefbook.frontmatter.keys import Keys, SettingError, read_setting  # noqa: PLC0415
    from briefbook.frontmatter.setting import NAME  # noqa: PLC0415
    from briefbook.metadata import meanings  # noqa: PLC0415

    try:
        return read_setting(book_settings(source).get(NAME, {}), [*meanings(Keys())])
    except SettingError as error:
        line = line_of(source / "conf.py", NAME, *error.keys)
        message = f"{NAME}: {error.message}"
        raise CannotRunError(Finding("conf.py", line, RULE, message, error.remedy)) from None
