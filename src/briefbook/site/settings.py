"""Settings of Sphinx that every book shares, where its own configuration says nothing else."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from briefbook.site import furo

if TYPE_CHECKING:
    from sphinx.application import Sphinx
    from sphinx.config import Config

HERE = Path(__file__).parent
DEFAULTS: dict[str, object] = {
    "html_theme": furo.THEME,
    "html_favicon": str(HERE / "favicon.svg"),
    "html_permalinks_icon": "#",
    # Readers of a book want its text, not its markup.
    "html_copy_source": False,
    "html_show_sourcelink": False,
    "html_show_sphinx": False,
}


def _set_defaults(app: Sphinx, config: Config) -> None:
    del app
    given = {*config._raw_config, *config.overrides}  # noqa: SLF001  # no other way to tell
    for name, value in DEFAULTS.items():
        if name not in given:
            config[name] = value
    config.html_static_path = [*config.html_static_path, str(HERE / "static")]
    if config.html_theme == furo.THEME:
        config.templates_path = [*config.templates_path, str(HERE / "templates")]


def setup(app: Sphinx) -> None:
    """Set the defaults, and add the style sheets, the script and the templates."""
    app.connect("config-inited", _set_defaults)
    app.add_css_file("briefbook.css", priority=700)  # after Furo's own (600)
    app.add_css_file("briefbook-elements.css", priority=701)
    app.add_css_file("briefbook-print.css", priority=702, media="print")
    app.add_js_file("briefbook.js", loading_method="defer")
