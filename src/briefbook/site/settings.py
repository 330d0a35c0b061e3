"""Settings of Sphinx that every book shares, where its own configuration says nothing else."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from briefbook.site import formulas, furo

if TYPE_CHECKING:
    from sphinx.application import Sphinx
    from sphinx.config import Config

HERE = Path(__file__).parent
DEFAULTS: dict[str, object] = {
    "html_theme": furo.THEME,
    "html_favicon": str(HERE / "favicon.svg"),
    "html_permalinks_icon": "#",
    "html_math_renderer": formulas.NAME,
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
    if "html_title" not in given:  # Sphinx's own calls every book a documentation
        config["html_title"] = config.briefbook_title or config.project
    config.html_static_path = [*config.html_static_path, str(HERE / "static")]
    if config.html_theme == furo.THEME:
        config.templates_path = [*config.templates_path, str(HERE / "templates")]


def _keep_year(app: Sphinx, config: Config) -> None:
    """Say the year that conf.py says, on any day.

    Where SOURCE_DATE_EPOCH is set, Sphinx puts its year in the place of the present one, so that
    the same book would get another line when the year is over.
    """
    del app
    given = config._raw_config.get("copyright")  # noqa: SLF001  # as above
    if given is not None and "%Y" not in str(given):
        config["copyright"] = given


def setup(app: Sphinx) -> None:
    """Set the defaults, and add the style sheets, the script and the templates."""
    app.connect("config-inited", _set_defaults)
    app.connect("config-inited", _keep_year, priority=801)  # right after Sphinx's own, at 800
    app.add_css_file("briefbook.css", priority=700)  # after Furo's own (600)
    app.add_css_file("briefbook-elements.css", priority=701)
    app.add_css_file("briefbook-print.css", priority=702, media="print")
    app.add_js_file("briefbook.js", loading_method="defer")
