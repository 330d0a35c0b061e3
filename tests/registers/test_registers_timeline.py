"""The timeline: events in their order, and each fault of the data at its line."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

import pytest

from books import CONF

if TYPE_CHECKING:
    from books import Files
    from conftest import Build, Command, MakeBook

PAGE = "# Timeline\n\n:::{timeline} timeline.yaml\n:::\n"
GOOD = """\
- date: 2020-05-06
  text: It was said.
  sources: [paper-2020]
- date: "1998"
  text: It began.
  sources: [report-2021 [p. 4], paper-2020]
- date: 2020-05
  text: It was near.
  sources: [report-2021]
"""


def test_events_stand_in_order_by_decade(make_book: MakeBook, build: Build) -> None:
    text = GOOD.replace("[report-2021 [p. 4], paper-2020]", '["report-2021 [p. 4]", paper-2020]')
    built = build(make_book({"docs/timeline.md": PAGE, "docs/timeline.yaml": text}))
    assert built.warnings == ()
    page = built.page("docs/timeline")
    found = re.findall(r"1990s</h2>|2020s</h2>|<dt>[^<]*</dt>", page)
    assert found == [
        "1990s</h2>",
        "<dt>1998</dt>",
        "2020s</h2>",
        "<dt>May 2020</dt>",
        "<dt>6 May 2020</dt>",
    ]
    assert "p. 4" in page


@pytest.mark.parametrize(
    ("data", "line", "words"),
    [
        ("- date: soon\n  text: x\n  sources: [paper-2020]\n", 1, "'date' of the event is 'soon'"),
        ("- text: x\n  date: 2020-13\n  sources: [paper-2020]\n", 2, "'date' of the event is"),
        ("- date: 2020-02-30\n  text: x\n  sources: [paper-2020]\n", 1, "'date' of the event is"),
        ("- date: 2020\n  sources: [paper-2020]\n", 1, "the event has no 'text'; write what"),
        ("- date: 2020\n  text: x\n  sources: []\n", 3, "'sources' of the event is not what it"),
        ("- date: 2020\n  text: x\n  sources: paper-2020\n", 3, "'sources' of the event is 'paper"),
        ("- date: 2020\n  text: x\n  source: [paper-2020]\n", 3, "the event has an unknown key"),
        (
            "- date: 2020\n  text: x\n  text: y\n  sources: [paper-2020]\n",
            3,
            "the event has the key",
        ),
        ("# A list\n- one\n", 2, "the event is no record"),
        ("- date: 2020\n  text: x\n  sources: [paper-2002]\n", 1, "no source 'paper-2002'; did"),
        ('- date: 2020\n  text: x\n  sources: ["paper-2020 ["]\n', 1, "the bracket is not closed"),
        ("date: 2020\n", 1, "holds no list; begin each event with '- date:'"),
        ("- date: [2020\n", 1, "'docs/timeline.yaml': a bracket is opened and not closed"),
        ("- &a {date: 2020, text: x, sources: [s]}\n- *a\n", 2, "aliases (*name) are not read"),
        ("- date: 2020\n\ttext: x\n", 2, "a tab stands where spaces belong"),
        (b"- date: 2020\n  text: caf\xe9\n", 2, "is not UTF-8; save it as UTF-8"),
        ("", 1, "holds no list; begin each event with '- date:'"),
    ],
)
def test_a_fault_of_the_data_is_found_at_its_line(
    data: str | bytes, line: int, words: str, make_book: MakeBook, build: Build
) -> None:
    built = build(make_book({"docs/timeline.md": PAGE, "docs/timeline.yaml": data or b"\n"}))
    (warning,) = built.warnings
    assert warning.startswith(f"docs/timeline.yaml:{line}: ")
    assert words in warning


def test_a_timeline_without_its_data(make_book: MakeBook, build: Build) -> None:
    (warning,) = build(make_book({"docs/timeline.md": PAGE})).warnings
    assert warning.startswith("docs/timeline.md:3: ")
    assert "the timeline's file 'docs/timeline.yaml' does not exist" in warning


def test_an_exception_around_a_timeline_covers_its_data(
    make_book: MakeBook, command: Command
) -> None:
    long = " ".join(["It was said again and again"] * 7)
    data = f"- date: 2020\n  text: {long}.\n  sources: [paper-2020]\n"
    page = (
        "# Timeline\n\nOne\n\n::::{allow} long-sentence\n:reason: It was long.\n"
        ":::{timeline} timeline.yaml\n:::\n::::\n"
    )
    conf = CONF.replace('"duplicate-id",', '"duplicate-id", "long-sentence", "exception-unused",')
    conf += 'briefbook_prose = ["docs/*"]\n'
    files: Files = {"conf.py": conf, "docs/timeline.md": page, "docs/timeline.yaml": data}
    assert command("check", "--source", make_book(files)).out == "No findings.\n"
    bare: Files = {**files, "docs/timeline.md": PAGE}
    result = command("check", "--source", make_book(bare, name="bare"))
    assert result.out.startswith("docs/timeline.yaml:1: the sentence has 42 words")


def test_rules_speak_of_the_line_of_the_data(make_book: MakeBook, command: Command) -> None:
    long = "  text: It was " + "very " * 40 + "near.\n"
    conf = CONF.replace('"off"}', '"off", "long-sentence": "error"}')
    conf += 'briefbook_prose = ["docs/*"]\n'
    data = GOOD.replace("  text: It was near.\n", long).replace("report-2021 [p. 4], ", "")
    root = make_book({"conf.py": conf, "docs/timeline.md": PAGE, "docs/timeline.yaml": data})
    result = command("check", "--source", root)
    (finding, _) = (result.out + result.err).splitlines()
    assert finding.startswith("docs/timeline.yaml:7: the sentence has 43 words; make two of it")
