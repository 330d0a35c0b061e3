"""What a build knows of web addresses: settings, the ledger's findings, copies on the page."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

from docutils import nodes

from briefbook.conf_place import BadSettingError
from briefbook.findings import report
from briefbook.links.outside import ledger as ledgers
from briefbook.links.outside import shown
from briefbook.links.outside.settings import (
    IGNORE,
    LEDGER,
    NAME,
    SettingError,
    read_ignores,
    read_settings,
)

if TYPE_CHECKING:
    from sphinx.application import Sphinx
    from sphinx.config import Config

_EXAMPLES = r"https?://(?:[^/]*\.)?example(?:\.(?:com|net|org))?(?::\d+)?(?:/.*)?$"


def _read(app: Sphinx, config: Config) -> None:
    """Look at the settings, and hand them on to Sphinx's own linkcheck."""
    del app
    try:
        settings = read_settings(config[NAME])
        ignores = read_ignores(config[IGNORE])
    except SettingError as error:
        message, _, remedy = str(error).partition("; ")
        raise BadSettingError(error.name, message, remedy) from None
    # Only linkcheck reads this, and only it may ask what day it is.
    today = date.today()  # noqa: DTZ011  # as in the settings, the author's day
    left_out = [
        f"{regex}$" for ignore in ignores if ignore.until >= today for regex in ignore.regexes
    ]
    config["linkcheck_ignore"] = [*config.linkcheck_ignore, *left_out, _EXAMPLES]
    given = {*config._raw_config, *config.overrides}  # noqa: SLF001  # no other way to tell
    same: dict[str, object] = {
        "linkcheck_timeout": settings.timeout,
        "linkcheck_retries": settings.retries + 1,
        "linkcheck_rate_limit_timeout": settings.deadline,
        "user_agent": settings.agent,
    }
    for name, value in same.items():
        if name not in given:
            config[name] = value


def _phones(app: Sphinx, config: Config) -> None:
    """Let a link dial: MyST takes other schemes than the web's and mail's for names of pages."""
    del app
    if "myst_url_schemes" not in {*config._raw_config, *config.overrides}:  # noqa: SLF001  # as above
        config["myst_url_schemes"] = {**config.myst_url_schemes, "tel": None}


def _report(app: Sphinx) -> None:
    """Report a ledger that cannot be read: pages would lack their copies without a word."""
    path = shown.ledger_file(app.env)
    try:
        ledgers.load(path, str(app.config[LEDGER]))
    except ledgers.LedgerError as error:
        found = error.finding
        where = f"{path}:{found.line}"
        report(found.rule, found.message, found.remedy, location=where)


def setup(app: Sphinx) -> None:
    """Add the settings, and what a build does with the ledger."""
    app.add_config_value(NAME, {}, "", frozenset({dict}))
    app.add_config_value(IGNORE, {}, "", frozenset({dict}))
    app.add_config_value(LEDGER, "sources/links.toml", "env", frozenset({str}))
    app.connect("config-inited", _read)
    app.connect("config-inited", _phones)
    app.connect("builder-inited", _report)
    app.connect("doctree-resolved", shown.show_copies)
    app.add_node(
        nodes.reference,
        override=True,
        html=(shown.visit_reference, shown.depart_reference),
    )
