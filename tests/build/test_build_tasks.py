"""A process that the system ends while pages are read or written: told, and never waited for."""

from __future__ import annotations

import os
from typing import TYPE_CHECKING

import pytest

from books import CONF, Files, write

if TYPE_CHECKING:
    from conftest import Command, MakeBook

pytestmark = [
    pytest.mark.skipif(not hasattr(os, "fork"), reason="needs a system that forks"),
    pytest.mark.filterwarnings("ignore:.*fork.*:DeprecationWarning"),
]

PAGES: Files = {f"docs/page-{n:02}.md": f"# Page {n}\n\nWords.\n" for n in range(40)}
# A process ends as it would where the system takes it for its memory; or it fails by itself.
ENDING = """

def setup(app):
    import os
    begun = os.getpid()

    def end(app, name, *_):
        if name == "docs/page-{page}" and os.getpid() != begun:
            {how}

    app.connect("{event}", end)
"""
KILLED = "os.kill(os.getpid(), 9)"


@pytest.mark.parametrize("page", ["00", "39"])  # while others are still to begin, and at the end
@pytest.mark.parametrize("event", ["source-read", "html-page-context"])
def test_a_process_that_was_ended_is_one_finding(
    event: str, page: str, make_book: MakeBook, command: Command
) -> None:
    ending = ENDING.format(event=event, page=page, how=KILLED)
    root = make_book({**PAGES, "conf.py": CONF + ending})
    result = command("build", "--html-only", "--jobs", "2", "--source", root)
    assert result.status == 1
    (finding,) = result.findings
    assert "ended by the system" in finding
    assert "--jobs 1" in finding
    assert "Traceback" not in result.err
    assert not (root / "_build/html").exists()

    write(root, {"conf.py": CONF})
    assert command("build", "--html-only", "--jobs", "2", "--source", root).status == 0
    assert all((root / f"_build/html/{name[:-3]}.html").is_file() for name in PAGES)
