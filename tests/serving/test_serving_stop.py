"""A build that is stopped while PDFs are made keeps what it has done, and nothing outlives it."""

from __future__ import annotations

import signal
import subprocess
import sys
import time
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from books import BRIEF, digests, write
from briefbook.build.book import build_book
from briefbook.build.sphinx_run import RunOptions
from briefbook.build.stopping import Stop, StoppedError
from preview_kit import LONGEST, wait

if TYPE_CHECKING:
    from conftest import Command, MakeBook


class Overtaken(Stop):
    """Stops a build as soon as that is allowed."""

    def allow(self) -> None:
        raise StoppedError


def doctrees(root: Path) -> dict[str, int]:
    folder = root / "_build/.work/html-doctrees"
    return {path.name: path.stat().st_mtime_ns for path in sorted(folder.rglob("*.doctree"))}


def test_a_build_that_is_stopped_keeps_what_it_has_read_and_publishes_nothing(
    make_book: MakeBook, command: Command
) -> None:
    root = make_book()
    with pytest.raises(StoppedError):
        build_book(root, root / "_build", RunOptions("html", 1, {}, Overtaken()))
    assert not (root / "_build/html").exists()
    read = doctrees(root)
    assert "one.doctree" in read
    assert command("build", "--source", root).status == 0
    assert doctrees(root) == read
    assert command("build", "--source", root, "--out", root / "_again").status == 0
    assert digests(root / "_build/html") == digests(root / "_again/html")


def test_what_was_wrong_before_a_stop_is_said_again_by_the_next_build(
    make_book: MakeBook, command: Command
) -> None:
    root = make_book()
    index = (root / "index.md").read_text(encoding="utf-8")
    write(root, {"index.md": f"{index}\n:::{{no-such-directive}}\n:::\n"})
    with pytest.raises(StoppedError):
        build_book(root, root / "_build", RunOptions("html", 1, {}, Overtaken()))
    again = command("build", "--source", root)
    fresh = command("build", "--source", root, "--out", root / "_again")
    assert again.findings == fresh.findings != []


def test_a_stop_that_is_asked_for_too_early_waits(monkeypatch: pytest.MonkeyPatch) -> None:
    heard: dict[int, object] = {}
    monkeypatch.setattr("signal.signal", heard.__setitem__)
    monkeypatch.setattr("os.register_at_fork", lambda **_: None)
    told: list[str] = []
    stop = Stop(lambda: told.append("allowed"))
    stop.listen()
    hear = heard[signal.SIGTERM]
    assert callable(hear)
    hear(signal.SIGTERM, None)
    with pytest.raises(StoppedError):
        stop.allow()
    assert told == ["allowed"]
    with pytest.raises(StoppedError):
        hear(signal.SIGTERM, None)
    stop.forbid()
    hear(signal.SIGTERM, None)


def below(process: int) -> set[int]:
    """Return the processes that a process has started, and those that they have."""
    found: set[int] = set()
    for tasks in Path(f"/proc/{process}/task").glob("*/children"):
        for child in map(int, tasks.read_text(encoding="ascii").split()):
            found |= {child} | below(child)
    return found


def there(process: int) -> bool:
    """Return whether a process is there and does something."""
    try:
        state = Path(f"/proc/{process}/stat").read_text(encoding="utf-8").rpartition(")")[2]
    except OSError:
        return False
    return state.split()[0] != "Z"


@pytest.mark.skipif(sys.platform != "linux", reason="processes are looked for in /proc")
@pytest.mark.parametrize("number", [signal.SIGINT, signal.SIGKILL, signal.SIGTERM])
def test_no_process_outlives_a_preview(
    make_book: MakeBook, tmp_path: Path, number: signal.Signals
) -> None:
    root, log = make_book(), tmp_path / "log"
    with log.open("wb") as file:
        process = subprocess.Popen(
            [sys.executable, "-m", "briefbook", "serve", "--port", "0"],
            cwd=root,
            stdout=file,
            stderr=subprocess.STDOUT,
        )
        try:
            wait(lambda: b"Serving http://" in log.read_bytes())
            time.sleep(0.5)  # the watcher looks at files that change from now on
            write(root, {"briefs/one.md": BRIEF.replace("it holds", "it stands")})
            wait(lambda: b"one.md: page and handout" in log.read_bytes())
            # The resident, what typesets for it, and often a build of the whole book.
            wait(lambda: len(below(process.pid)) > 1)
            helpers = below(process.pid)
            process.send_signal(number)
            process.wait(LONGEST)
        finally:
            process.kill()
            process.wait()
    wait(lambda: not any(there(helper) for helper in helpers))
