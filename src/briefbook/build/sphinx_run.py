"""One run of Sphinx, with every warning caught as a finding."""

from __future__ import annotations

import io
import json
import logging
import re
import shutil
import time
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING

from docutils.utils import SystemMessage
from sphinx.application import Sphinx
from sphinx.errors import ConfigError, SphinxError
from sphinx.util.docutils import docutils_namespace, patch_docutils
from sphinx.util.logging import WarningLogRecordTranslator, WarningSuppressor

from briefbook.build import collector
from briefbook.build.conf_check import check_extensions, check_names
from briefbook.build.configuration import blame, config_trouble
from briefbook.build.contents import Contents
from briefbook.build.errors import CannotRunError
from briefbook.build.remedies import advise, settle
from briefbook.build.stopping import Stop, StoppedError
from briefbook.build.tasks import watched_tasks
from briefbook.conf_place import line_of
from briefbook.findings import Finding, Severity, from_log
from briefbook.places import Places
from briefbook.reading import UnreadableSourceError
from briefbook.register import register_of
from briefbook.rules.registry import RULES

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from sphinx.environment import BuildEnvironment

    from briefbook.build.progress import ProgressLine
    from briefbook.build.result import BookBuild
    from briefbook.build.workspace import Workspace

_PACKAGE = Path(__file__).parent.parent
_TYPE_SUFFIX = re.compile(r"( \[[a-z_]+(\.[a-z_-]+)?\])+$")


class _Catcher(logging.Handler):
    """Turns what Sphinx would print as warnings into findings."""

    def __init__(self, root: Path) -> None:
        super().__init__(logging.INFO)
        self._root = root
        self._app: Sphinx | None = None
        self._places = Places()
        self.findings: dict[Finding, None] = {}

    @property
    def errors(self) -> list[Finding]:
        """What must not be published."""
        return [finding for finding in self.findings if finding.severity is Severity.ERROR]

    def watch(self, app: Sphinx) -> None:
        """Take the place beside Sphinx's own handler, behind the same filters."""
        self._app = app
        self.addFilter(_is_problem)
        self.addFilter(WarningSuppressor(app))
        self.addFilter(WarningLogRecordTranslator(app))
        logging.getLogger("sphinx").addHandler(self)

    def emit(self, record: logging.LogRecord) -> None:
        """Take one warning, error or hint."""
        location = str(getattr(record, "location", None) or "")
        kind, subtype = getattr(record, "type", None), getattr(record, "subtype", None)
        own = kind == "briefbook" and subtype
        rule = str(subtype) if own else ".".join(str(p) for p in (kind, subtype) if p) or "sphinx"
        message = _TYPE_SUFFIX.sub("", logging.LogRecord.getMessage(record).strip())
        remedy, severity = "", Severity.ERROR
        if own and hasattr(record, "finding"):
            message, remedy, severity = record.finding
        found = from_log(location, message, rule, self._root, remedy=remedy, severity=severity)
        heard = found if own else advise(found, self._app, self._root, self._places)
        if heard is not None:
            self.findings[heard] = None


def _is_problem(record: logging.LogRecord) -> bool:
    """Return whether a record is a warning, or a hint, which Sphinx takes for information."""
    return record.levelno >= logging.WARNING or hasattr(record, "finding")


class _WatchedSphinx(Sphinx):
    """An application whose warnings are caught from its first extension on."""

    catcher: _Catcher
    _watched = False

    def setup_extension(self, extname: str) -> None:
        """Begin to watch as soon as logging is set up, which is before any extension."""
        if not self._watched:
            self._watched = True
            self.catcher.watch(self)
            check_extensions(self)
            self.connect("config-inited", check_names, priority=-1000)  # before anything uses them
        super().setup_extension(extname)


@dataclass(frozen=True)
class RunOptions:
    """How to run Sphinx: its builder, how many processes, and settings in place of conf.py's.

    ``stop`` is what may stop the run while PDFs are made.
    """

    builder: str = "html"
    jobs: int = 1
    overrides: Mapping[str, object] = field(default_factory=dict)
    stop: Stop = field(default_factory=Stop)


class SphinxRun:
    """A build of one book; `build` may be called once."""

    def __init__(
        self,
        source: Path,
        workspace: Workspace,
        options: RunOptions,
        progress: ProgressLine | None = None,
    ) -> None:
        if not (source / "conf.py").is_file():
            raise CannotRunError(f"there is no conf.py in '{source}'")
        self._source = source
        self._workspace = workspace
        self._options = options
        self._progress = progress
        self._catcher = _Catcher(source)
        self._contents = Contents(workspace.contents)
        self.pages_written = 0.0
        """When the pages were done and the PDFs began, on the clock of `time.perf_counter`."""

    def publish(self, result: BookBuild, after: Callable[[Sphinx], list[Finding]]) -> None:
        """Build into ``result``, and move what came into place if there is no error in it.

        Raises `BusyError` while another build works there, and what `build` raises.
        """
        with self._workspace.claimed(self._settings()):
            result.findings = self.build(after)
            self._options.stop.forbid()
            if result.failed:
                result.outputs = []
            else:
                self._workspace.publish()

    def _settings(self) -> str:
        """Return what stands for the settings of the build."""
        conf = (self._source / "conf.py").read_text(encoding="utf-8", errors="replace")
        return f"{sorted(self._options.overrides.items())}\n{conf}"

    def build(self, after: Callable[[Sphinx], list[Finding]] = lambda _: []) -> list[Finding]:
        """Build the book and return what is wrong with it, sorted.

        ``after`` is called with the application once everything is written and there is no error,
        and returns findings of its own.  Raises `CannotRunError` where there is no book.
        """
        try:
            with (
                patch_docutils(self._source),
                docutils_namespace(),
                watched_tasks(),
                collector.seldom(),
            ):
                found = self._run(self._application(), after)
        except StoppedError:
            self._remember(settle(list(self._catcher.findings)))
            raise
        finally:
            logging.getLogger("sphinx").removeHandler(self._catcher)
        found = settle([*self._catcher.findings, *found])
        self._remember(found)
        return found

    def _application(self) -> Sphinx:
        _WatchedSphinx.catcher = self._catcher
        try:
            app = _WatchedSphinx(
                srcdir=self._source,
                confdir=self._source,
                outdir=self._workspace.fresh,
                doctreedir=self._workspace.doctrees,
                buildername=self._options.builder,
                confoverrides=dict(self._options.overrides),
                status=self._progress,  # type: ignore[arg-type]  # a TextIOBase is written to
                warning=io.StringIO(),
                parallel=self._options.jobs,
            )
        except SphinxError as error:
            raise CannotRunError(config_trouble(error, self._source / "conf.py")) from error
        except Exception as error:
            if (trouble := blame(error, self._source / "conf.py", _PACKAGE)) is None:
                raise
            raise CannotRunError(trouble) from error
        if "briefbook" not in app.extensions:
            line = line_of(self._source / "conf.py", "extensions")
            message, remedy = "conf.py does not load Briefbook", "write: extensions = ['briefbook']"
            raise CannotRunError(Finding("conf.py", line, "config", message, remedy))
        return app

    def _run(self, app: Sphinx, after: Callable[[Sphinx], list[Finding]]) -> list[Finding]:
        app.connect("env-get-outdated", self._read_again)
        app.connect("env-updated", self._sweep)
        app.connect("env-check-consistency", self._note_contents)
        # After everybody has looked at what was read: a large book's garbage is of its pages.
        app.connect("env-check-consistency", _keep_what_was_read, priority=900)
        app.connect("build-finished", self._note_time, priority=0)
        app.connect("build-finished", _give_back, priority=0)
        # After what is written beside the pages, and before the PDFs, which are made at 500.
        app.connect("build-finished", self._allow_stop, priority=450)
        try:
            app.build()
        except UnreadableSourceError as error:
            return error.findings
        except ConfigError as error:
            raise CannotRunError(config_trouble(error, self._source / "conf.py")) from error
        except (SphinxError, SystemMessage, RecursionError) as error:
            # What was reported before Sphinx gave up says more than that it did.
            return [] if self._catcher.errors else [_fatal(error, app)]
        return [] if self._catcher.errors else after(app)

    @staticmethod
    def _sweep(app: Sphinx, env: BuildEnvironment) -> list[str]:
        """Empty the folder that pages are written to where every page is written anew.

        What belonged to a page, image or handout that has gone would stay otherwise; and where
        one has gone, every page is written anew.
        """
        if register_of(env).everything:
            shutil.rmtree(app.outdir, ignore_errors=True)
            app.outdir.mkdir(parents=True, exist_ok=True)
        return []

    def _note_contents(self, app: Sphinx, env: BuildEnvironment) -> None:
        del app
        self._contents.note(env)

    def _note_time(self, app: Sphinx, error: Exception | None) -> None:
        del app, error
        self.pages_written = time.perf_counter()

    def _allow_stop(self, app: Sphinx, error: Exception | None) -> None:
        del app
        if error is None:
            self._options.stop.allow()

    def _remember(self, found: list[Finding]) -> None:
        # What the rules find they find in the register, whether it was read now or before.
        paths = sorted({finding.path for finding in found if finding.rule not in RULES})
        self._workspace.findings.write_text(json.dumps(paths), encoding="utf-8")

    def _read_again(
        self, app: Sphinx, env: BuildEnvironment, added: set[str], changed: set[str], gone: set[str]
    ) -> list[str]:
        """Return the documents that changed, or in which the last run found something wrong.

        Sphinx keeps what it has read, and is silent about it the next time; and it goes by times,
        which a clock that was set back, or a copy with its old times, may turn round.
        """
        del added, changed, gone
        different = self._contents.changed(env)
        if not self._workspace.findings.is_file():
            return sorted(different)
        paths: list[str] = json.loads(self._workspace.findings.read_text(encoding="utf-8"))
        docnames = {str(env.path2doc(app.srcdir / path)) for path in paths} & env.found_docs
        if len(docnames) < len(paths):  # a file that documents include, or nobody knows where
            return sorted(env.found_docs)
        return sorted(docnames | different)


class _LastRead(dict[str, bytes]):
    """The documents that were read last from the disk, where all of them are."""

    _MOST = 50

    def __setitem__(self, docname: str, doctree: bytes) -> None:
        if len(self) >= self._MOST:
            del self[next(iter(self))]
        super().__setitem__(docname, doctree)


def _keep_what_was_read(app: Sphinx, env: BuildEnvironment) -> None:
    del app
    env._pickled_doctree_cache = _LastRead()  # noqa: SLF001  # else it keeps all of them
    collector.keep_for_good()


def _give_back(app: Sphinx, error: Exception | None) -> None:
    del app, error
    collector.give_back()  # the pages that show something of the whole book are the largest


def _fatal(error: Exception, app: Sphinx) -> Finding:
    if isinstance(error, RecursionError):
        path = app.env.doc2path(app.env.current_document.docname, base=False).as_posix()
        remedy = "take some of its lists, quotations or directives out of one another"
        return Finding(path, 0, "nesting", "the text is nested too deeply", remedy)
    text = " ".join(str(error).split())
    return Finding("", 0, "sphinx", text or type(error).__name__)
