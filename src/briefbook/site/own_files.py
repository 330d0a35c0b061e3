"""Styles and scripts that conf.py names: each must be in a folder that it names as well."""

from __future__ import annotations

from typing import TYPE_CHECKING

from briefbook.conf_place import line_of
from briefbook.findings import report

if TYPE_CHECKING:
    from collections.abc import Iterator

    from sphinx.application import Sphinx
    from sphinx.config import Config

_SETTINGS = ("html_css_files", "html_js_files")


def _check(app: Sphinx, config: Config) -> None:
    """Report a file that is missing once, and not on every page that would ask for it."""
    folders = [app.confdir / str(folder) for folder in config.html_static_path]
    if not all(folder.exists() for folder in folders):
        return  # that is reported, and says why
    conf = app.confdir / "conf.py"
    for setting in _SETTINGS:
        for name in _named(config[setting]):
            local = "://" not in name and not name.startswith("//")
            if not local or any((folder / name).is_file() for folder in folders):
                continue
            message = f"{setting} names '{name}', which no folder of html_static_path holds"
            remedy = "correct the name, or add the file"
            place = f"{conf}:{line_of(conf, setting, name)}"
            report("config", message, remedy, location=place)


def _named(entries: object) -> Iterator[str]:
    """Yield the names of files, which may stand beside attributes."""
    for entry in entries if isinstance(entries, list | tuple) else ():
        name = entry[0] if isinstance(entry, list | tuple) and entry else entry
        if isinstance(name, str):
            yield name


def setup(app: Sphinx) -> None:
    """Look once our own folder is among the others, and before Sphinx leaves missing ones out."""
    app.connect("config-inited", _check, priority=600)
