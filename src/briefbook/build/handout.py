"""One handout by itself, made again only where something in the book has changed."""

from __future__ import annotations

import hashlib
import json
import time
from dataclasses import asdict
from pathlib import Path
from typing import TYPE_CHECKING, Any

from briefbook.build import fingerprint, memory
from briefbook.build.result import BookBuild, Output
from briefbook.build.workspace import Workspace, tool_stamp
from briefbook.files import write_whole

if TYPE_CHECKING:
    from collections.abc import Mapping

    from sphinx.application import Sphinx

    from briefbook.build.progress import ProgressLine
    from briefbook.findings import Finding

_NAME = "handout"
ONLY = "briefbook_only_brief"


def build_handout(
    source: Path,
    out: Path,
    overrides: Mapping[str, object],
    progress: ProgressLine | None = None,
) -> BookBuild:
    """Make the handout of the brief whose number ``overrides`` give, in ``handout`` below ``out``.

    Sphinx is started only where a file of the book, the program or a setting has changed.
    """
    begin = time.perf_counter()
    workspace = Workspace(out, _NAME)
    result = BookBuild(workspace.published)
    kept = workspace.work / "handout-memory.json"
    made = workspace.work / "handout-outputs.json"
    before = memory.load(kept)
    state = _state(source, out, overrides)
    outputs = _read(made)
    if before.holds(state) and outputs and all(o.path.is_file() for o in outputs):
        result.findings, result.outputs = before.findings, outputs
    else:
        _run(source, workspace, result, overrides, progress)
        if not result.failed:
            after = memory.Memory(findings=result.findings)
            after.watch(state, fingerprint.modules())
            after.save(kept)
            shown = [{**asdict(o), "path": str(o.path), "seconds": 0.0} for o in result.outputs]
            write_whole(made, json.dumps(shown))
    result.seconds = time.perf_counter() - begin
    return result


def _run(
    source: Path,
    workspace: Workspace,
    result: BookBuild,
    overrides: Mapping[str, object],
    progress: ProgressLine | None,
) -> None:
    from briefbook.build.book import pdfs_of  # noqa: PLC0415  # they load Sphinx
    from briefbook.build.sphinx_run import RunOptions, SphinxRun  # noqa: PLC0415

    options = RunOptions("typst", 1, overrides)  # to start other processes takes longer
    run = SphinxRun(source, workspace, options, progress)

    def after(app: Sphinx) -> list[Finding]:
        result.outputs = pdfs_of(app, workspace)
        return []

    run.publish(result, after)


def _state(source: Path, out: Path, overrides: Mapping[str, object]) -> str:
    parts = (fingerprint.of_book(source, out), tool_stamp(), repr(sorted(overrides.items())))
    return hashlib.sha256("\n".join(parts).encode()).hexdigest()


def _read(path: Path) -> list[Output]:
    try:
        items: list[dict[str, Any]] = json.loads(path.read_text(encoding="utf-8"))
        return [Output(**{**item, "path": Path(item["path"])}) for item in items]
    except (OSError, ValueError, TypeError, KeyError):
        return []
