"""The folder of a build: what readers see is whole at every moment, whatever goes wrong."""

from __future__ import annotations

import os
import shutil
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from books import digests, write
from briefbook.build.errors import BusyError, CannotRunError
from briefbook.build.workspace import Workspace

if TYPE_CHECKING:
    from collections.abc import Callable

GOOD = {"index.html": "good", "_static/a.css": "a", "pdf/one.pdf": "pdf"}
FRESH = {"index.html": "fresh", "_static/a.css": "a", "briefs/two.html": "two"}


class BrokenDiskError(OSError):
    """What a step of a publication raises in these tests."""


@pytest.fixture
def workspace(tmp_path: Path) -> Workspace:
    """Return a workspace with a published site and another one ready to follow it."""
    found = Workspace(tmp_path / "_build")
    write(found.published, GOOD)
    write(found.fresh, FRESH)
    write(found.out, {".lock": ""})
    return found


def contents(folder: Path) -> dict[str, str]:
    return {name: (folder / name).read_text(encoding="utf-8") for name in digests(folder)}


def test_publishing_replaces_everything(workspace: Workspace) -> None:
    workspace.publish()
    assert contents(workspace.published) == FRESH
    assert contents(workspace.fresh) == FRESH
    assert sorted(path.name for path in workspace.out.iterdir()) == [".lock", ".work", "html"]


def test_what_is_published_first_needs_nothing_before_it(tmp_path: Path) -> None:
    workspace = Workspace(tmp_path / "_build")
    write(workspace.fresh, FRESH)
    workspace.publish()
    assert contents(workspace.published) == FRESH


def test_sphinx_own_notes_are_not_published(workspace: Workspace) -> None:
    write(workspace.fresh, {".buildinfo": "x", ".nojekyll": ""})
    workspace.publish()
    assert {name for name in digests(workspace.published) if name.startswith(".")} == {".nojekyll"}


def test_the_work_is_never_the_same_file_as_what_is_published(workspace: Workspace) -> None:
    workspace.publish()
    workspace.publish()
    write(workspace.fresh, {"_static/a.css": "changed by the next build"})
    assert contents(workspace.published) == FRESH


def test_what_did_not_change_keeps_its_time(workspace: Workspace) -> None:
    before = (workspace.published / "_static/a.css").stat()
    workspace.publish()
    assert (workspace.published / "_static/a.css").stat().st_mtime_ns == before.st_mtime_ns


def test_a_disk_without_hard_links_will_do(
    workspace: Workspace, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(os, "link", _fail)
    workspace.publish()
    assert contents(workspace.published) == FRESH


def _fail(*_arguments: object, **_options: object) -> None:
    raise BrokenDiskError


def _fail_at(call: int, function: Callable[..., object]) -> Callable[..., object]:
    """Return ``function``, which fails when it is called for the ``call``-th time."""
    count = 0

    def run(*arguments: object, **options: object) -> object:
        nonlocal count
        count += 1
        if count == call:
            raise BrokenDiskError
        return function(*arguments, **options)

    return run


@pytest.mark.parametrize(
    ("owner", "name", "call"),
    [
        (shutil, "copy2", 1),
        (shutil, "copy2", 2),
        (Path, "mkdir", 1),
        (Path, "rename", 1),  # what is published steps aside
        (Path, "rename", 2),  # what was built takes its place
    ],
)
def test_a_failure_in_any_step_leaves_the_site_whole(
    owner: object, name: str, call: int, workspace: Workspace, monkeypatch: pytest.MonkeyPatch
) -> None:
    with monkeypatch.context() as patch:
        patch.setattr(owner, name, _fail_at(call, getattr(owner, name)))
        with pytest.raises(BrokenDiskError):
            workspace.publish()
    assert contents(workspace.published) == GOOD
    assert sorted(path.name for path in workspace.out.iterdir()) == [".lock", ".work", "html"]
    workspace.publish()
    assert contents(workspace.published) == FRESH


def test_a_machine_that_stops_between_two_steps_loses_nothing(workspace: Workspace) -> None:
    workspace.published.rename(workspace.out / ".html.old")
    write(workspace.out / ".html.new", {"index.html": "half"})
    with workspace.claimed():
        assert contents(workspace.published) == GOOD
    assert not (workspace.out / ".html.new").exists()


@pytest.mark.parametrize("name", ["html", "pdf"])
def test_what_no_build_made_is_not_replaced(name: str, tmp_path: Path) -> None:
    workspace = Workspace(tmp_path, name)
    write(workspace.published, {"mine.txt": "kept"})
    with pytest.raises(CannotRunError, match="was not made by a build"), workspace.claimed():
        pytest.fail("the folder was claimed")
    assert digests(tmp_path).keys() == {f"{name}/mine.txt"}


def test_what_sphinx_made_may_be_replaced(tmp_path: Path) -> None:
    workspace = Workspace(tmp_path)
    write(workspace.published, {".buildinfo": ""})
    with workspace.claimed():
        assert workspace.work.is_dir()


def test_two_builds_in_one_folder_are_one_too_many(workspace: Workspace) -> None:
    with (
        workspace.claimed(),
        pytest.raises(BusyError, match="another build is at work in"),
        Workspace(workspace.out).claimed(),
    ):
        pytest.fail("the folder was given twice")
    with workspace.claimed():
        assert workspace.work.is_dir()


def test_the_work_of_a_good_build_is_kept(workspace: Workspace) -> None:
    with workspace.claimed():
        write(workspace.fresh, FRESH)
    with workspace.claimed():
        assert contents(workspace.fresh) == FRESH


def test_the_work_of_a_build_that_was_cut_off_is_not_trusted(workspace: Workspace) -> None:
    def cut_off() -> None:
        with workspace.claimed():
            write(workspace.fresh, FRESH)
            raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        cut_off()
    with workspace.claimed():
        assert not workspace.fresh.exists()
    assert contents(workspace.published) == GOOD


def test_the_work_of_another_version_is_not_trusted(
    workspace: Workspace, monkeypatch: pytest.MonkeyPatch
) -> None:
    with workspace.claimed():
        write(workspace.fresh, FRESH)
    monkeypatch.setattr("briefbook.build.workspace.tool_stamp", lambda: "of another version")
    with workspace.claimed():
        assert not workspace.fresh.exists()
    assert contents(workspace.published) == GOOD
