"""The preview: served, rebuilt on save, reloaded, and kept as it was when a build fails."""

from __future__ import annotations

import sys
import time
from typing import TYPE_CHECKING

import pytest
from websockets.sync.client import connect

from books import BRIEF, Files, brief, digests, write
from pdfkit import whole
from preview_kit import LONGEST, fetched, previewed, wait

if TYPE_CHECKING:
    from pathlib import Path

    from conftest import Command, MakeBook


EDITED: Files = {
    "briefs/two.md": brief("See [](#one-holds), a witness.\n", number=2, title="Another thing")
}
EDITS = (
    ("briefs/one.md", BRIEF.replace("it holds", "it stands")),
    ("briefs/two.md", brief("See [](one.md).\n", number=2, title="The other thing")),
    ("briefs/one.md", BRIEF.replace("# One thing", "# Some thing")),
    ("docs/notes.md", "# Notes\n\nA witness.\n"),
    ("docs/glossary.md", "# Glossary\n\n:::{glossary}\nwitness\n  Who was there.\n:::\n"),
    ("briefs/two.md", brief("See [](#one-said).\n", number=2, title="The third thing")),
)
"""Saves one after the other, of which the last ones leave a whole book."""


def page(where: str) -> str:
    return fetched(where).decode()


def test_a_save_builds_page_and_handout_again_and_reloads(
    make_book: MakeBook, tmp_path: Path
) -> None:
    root, log = make_book(), tmp_path / "log"
    with previewed(root, log) as where:
        assert "One thing was said" in page(where)
        handout = fetched(where, "pdf/one.pdf")
        assert "it holds" in whole(handout)
        with connect(f"ws://{where}/websocket-reload") as socket:
            time.sleep(0.5)  # the watcher looks at files that change from now on
            write(root, {"briefs/one.md": BRIEF.replace("it holds", "it stands")})
            assert socket.recv(timeout=LONGEST) == "refresh"
            assert "it stands" in page(where)
            assert "it stands" in whole(fetched(where, "pdf/one.pdf"))
            assert fetched(where, "-/findings") == b""
    assert "one.md: page and handout in" in log.read_text(encoding="utf-8")


def test_what_is_published_after_some_saves_is_what_a_first_build_publishes(
    make_book: MakeBook, command: Command, tmp_path: Path
) -> None:
    root, log = make_book(EDITED), tmp_path / "log"
    with previewed(root, log):
        time.sleep(0.5)  # as above
        for name, text in EDITS:
            write(root, {name: text})
            time.sleep(0.2)  # so that some of them overtake a build and others do not
        built = log.read_text(encoding="utf-8").count("The whole book")
        wait(lambda: log.read_text(encoding="utf-8").count("The whole book") > built)
    assert command("build", "--source", root, "--out", root / "_again").status == 0
    assert digests(root / "_build/html") == digests(root / "_again/html")


def test_a_save_that_is_wrong_keeps_the_last_good_site_and_shows_what_is_wrong(
    make_book: MakeBook, tmp_path: Path
) -> None:
    root, log = make_book(), tmp_path / "log"
    with (
        previewed(root, log, "--html-only") as where,
        connect(f"ws://{where}/websocket-reload") as socket,
    ):
        time.sleep(0.5)  # as above
        write(root, {"briefs/one.md": BRIEF.replace("moderate", "modrate")})
        assert socket.recv(timeout=LONGEST) == "refresh"
        assert "One thing was said" in page(where)
        found = fetched(where, "-/findings").decode()
        assert "briefs/one.md:" in found
        assert "has the confidence 'modrate'" in found
        write(root, {"briefs/one.md": BRIEF})
        assert socket.recv(timeout=LONGEST) == "refresh"
        assert fetched(where, "-/findings") == b""
    assert "has the confidence 'modrate'" in log.read_text(encoding="utf-8")


def test_without_a_server_it_is_said_what_to_install(
    make_book: MakeBook, command: Command, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setitem(sys.modules, "uvicorn", None)
    result = command("serve", "--source", make_book())
    assert result.status == 2
    assert "pip install 'briefbook[serve]'" in result.err


@pytest.mark.parametrize("port", ["x", "-1", "65536"])
def test_a_port_that_is_none_is_refused(command: Command, port: str) -> None:
    result = command("serve", f"--port={port}")
    assert result.status == 2
    assert "is no port" in result.err
