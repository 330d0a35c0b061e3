"""``briefbook build`` where the book's folder, its configuration or the disk is unusual."""

from __future__ import annotations

import os
import time
from pathlib import Path
from types import SimpleNamespace
from typing import TYPE_CHECKING

import pytest

from books import CONF, digests

if TYPE_CHECKING:
    from conftest import Command, MakeBook

LAST = CONF.count("\n")
CONFIGURATION = [
    ("syntax error", "project = 'x\n", "conf.py:1: this is not Python: unterminated string"),
    ("exception", "project = 'x'\n1 / 0\n", "conf.py:2: ZeroDivisionError: division by zero"),
    ("exit", "raise SystemExit(3)\n", "conf.py:1: SystemExit: 3"),
    ("unknown name", "project = nam\n", "conf.py:1: NameError: name 'nam' is not defined"),
    (
        "unknown extension",
        CONF.replace('["briefbook"]', '["briefbook", "no_such_extension"]'),
        "conf.py:5: Could not import extension no_such_extension",
    ),
    ("unknown theme", CONF.replace('"basic"', '"no-such-theme"'), "conf.py:12: "),
    (
        "no Briefbook",
        "project = 'x'\nextensions = ['myst_parser']\n",
        "conf.py:2: conf.py does not load Briefbook; write: extensions = ['briefbook']",
    ),
    (
        "unknown language",
        CONF.replace('"en-GB"', '"english"'),
        "conf.py:4: language is 'english', which is no tag of one; write 'en', or 'en-GB'",
    ),
    (
        "unknown scale",
        f'{CONF}briefbook_yardstick = "icd302"\n',
        f"conf.py:{LAST + 1}: briefbook_yardstick is 'icd302'; did you mean 'icd203'?",
    ),
    (
        "unknown style of citations",
        f'{CONF}briefbook_citation_style = "no-such-style"\n',
        f"conf.py:{LAST + 1}: briefbook_citation_style: 'no-such-style' is not a citation style",
    ),
    (
        "unknown paper",
        f'{CONF}briefbook_papers = ["a3"]\n',
        f"conf.py:{LAST + 1}: 'a3' in briefbook_papers is no paper; use one of: a4, us-letter",
    ),
    (
        "paper with a capital",
        f'{CONF}briefbook_papers = [\n    "a4",\n    "US-letter",\n]\n',
        f"conf.py:{LAST + 3}: 'US-letter' in briefbook_papers is no paper; did you mean 'us-letter",
    ),
    (
        "no paper",
        f"{CONF}briefbook_papers = []\n",
        f"conf.py:{LAST + 1}: briefbook_papers is empty; use one of: a4, us-letter",
    ),
    (
        "date in words",
        f'{CONF}briefbook_date = "22 November 2026"\n',
        f"conf.py:{LAST + 1}: briefbook_date is '22 November 2026'; write the edition's date as",
    ),
    (
        "date that is none",
        f'{CONF}briefbook_date = "2026-02-30"\n',
        f"conf.py:{LAST + 1}: briefbook_date is '2026-02-30', which is not in the calendar; write",
    ),
    (
        "date of a week",
        f'{CONF}briefbook_date = "2026-W10-1"\n',
        f"conf.py:{LAST + 1}: briefbook_date is '2026-W10-1'; write the edition's date as",
    ),
    (
        "unknown rule",
        (
            f'{CONF}briefbook_rules["long-title"] = "hint"\n'
            'briefbook_rules |= {\n    "long-sentance": "off",\n}\n'
        ),
        f"conf.py:{LAST + 3}: briefbook_rules: no rule 'long-sentance'; did you mean 'long-sent",
    ),
    (
        "limit that is a text",
        f'{CONF}briefbook_rules = {{\n  "long-sentence": {{\n    "words": "40",\n    }},\n}}\n',
        f"conf.py:{LAST + 3}: briefbook_rules: 'words' of 'long-sentence' is '40'; give a",
    ),
    (
        "key of a book's own of an unknown type",
        (
            f'{CONF}briefbook_front_matter = {{"extra": {{\n    "desk": {{\n'
            '        "type": "string",\n        "description": "d",\n    },\n}}\n'
        ),
        f"conf.py:{LAST + 3}: briefbook_front_matter: the type of 'extra.desk' is 'string'; use",
    ),
    (
        "needed key that is none",
        f'{CONF}briefbook_front_matter = {{\n    "required": ["audience",\n    "levl"],\n}}\n',
        f"conf.py:{LAST + 3}: briefbook_front_matter: 'levl' in 'required' is no key; use one of",
    ),
    (
        "folder of fonts that is none",
        f'{CONF}briefbook_pdf_fonts = [\n    "fonts",\n]\n',
        f"conf.py:{LAST + 2}: briefbook_pdf_fonts names 'fonts', which is no folder; correct the",
    ),
    (
        "misspelt setting",
        f'{CONF}briefbook_yardstik = "icd203"\n',
        f"conf.py:{LAST + 1}: there is no setting 'briefbook_yardstik'; did you mean 'briefbook_",
    ),
    (
        "setting that resembles none",
        f"briefbook_{'x' * 40} = 1\n{CONF}",
        f"conf.py:1: there is no setting 'briefbook_{'x' * 40}'; take it out",
    ),
    (
        "text in the place of a dictionary",
        f"{CONF}\nbriefbook_rules = 'strict'\n",
        f"conf.py:{LAST + 2}: briefbook_rules is a text; give it a dictionary",
    ),
    (
        "number in the place of a text",
        f"{CONF}briefbook_yardstick = 203\n",
        f"conf.py:{LAST + 1}: briefbook_yardstick is a number; give it a text",
    ),
    (
        "object in the place of a list",
        f"{CONF}briefbook_prose = object()\n",
        f"conf.py:{LAST + 1}: briefbook_prose is of type object; give it a list",
    ),
    (
        "numbers in the place of texts",
        f"{CONF}briefbook_prose = [1]\n",
        f"conf.py:{LAST + 1}: briefbook_prose holds something that is no text; give it a list of",
    ),
    (
        "number in the place of an address",
        f"{CONF}html_baseurl = 5\n",
        f"conf.py:{LAST + 1}: html_baseurl is a number; give it a text",
    ),
    (
        "extensions that are no names",
        CONF.replace('["briefbook"]', '["briefbook", 1]'),
        "conf.py:5: 'extensions' is no list of names; write ['briefbook']",
    ),
    (
        "extensions that are one name",
        CONF.replace('["briefbook"]', '"briefbook"'),
        "conf.py:5: 'extensions' is no list of names; write ['briefbook']",
    ),
    (
        "unknown colours of code",
        f"{CONF}pygments_style = 'nosuch'\n",
        f"conf.py:{LAST + 1}: ClassNotFound: Could not find style module 'pygments.styles.nosuch'",
    ),
    (
        "number in the place of the language",
        CONF.replace('"en-GB"', "5"),
        "conf.py: TypeError: ",
    ),
    (
        "setup that fails",
        f"{CONF}def setup(app):\n    1 / 0\n",
        f"conf.py:{LAST + 2}: ZeroDivisionError: division by zero",
    ),
]


@pytest.mark.parametrize(
    ("conf", "words"), [row[1:] for row in CONFIGURATION], ids=[row[0] for row in CONFIGURATION]
)
def test_a_configuration_that_cannot_be_used_is_one_line(
    conf: str, words: str, make_book: MakeBook, command: Command
) -> None:
    root = make_book({"conf.py": conf})
    parts = () if "papers" in conf else ("--html-only",)
    result = command("build", *parts, "--jobs", "1", "--source", root)
    (line,) = result.err.splitlines()
    assert line.startswith(f"briefbook: {words}")
    assert (result.status, result.out) == (2, "")


def test_a_folder_without_a_configuration(tmp_path: Path, command: Command) -> None:
    result = command("build", "--jobs", "1", "--source", tmp_path)
    assert result.status == 2
    assert result.err == f"briefbook: there is no conf.py in '{tmp_path}'\n"


def test_a_folder_that_does_not_exist(tmp_path: Path, command: Command) -> None:
    result = command("build", "--jobs", "1", "--source", tmp_path / "none")
    assert result.status == 2
    assert len(result.err.splitlines()) == 1
    assert not (tmp_path / "none").exists()


@pytest.mark.parametrize("name", ["with spaces", "größe-日本", "quote'd", "per%20cent", "a#b"])
def test_the_name_of_the_folder_does_not_matter(
    name: str, make_book: MakeBook, command: Command
) -> None:
    plain, odd = make_book(name="plain"), make_book(name=name)
    for root in (plain, odd):
        result = command("build", "--html-only", "--jobs", "1", "--source", root)
        assert (result.status, result.err) == (0, "")
    assert digests(odd / "_build/html") == digests(plain / "_build/html")


def test_a_link_to_the_folder_will_do(make_book: MakeBook, command: Command) -> None:
    root = make_book()
    link = root.parent / "link"
    link.symlink_to(root, target_is_directory=True)
    assert command("build", "--html-only", "--jobs", "1", "--source", link).status == 0
    assert (root / "_build/html/index.html").is_file()


def test_the_output_may_lie_elsewhere(
    make_book: MakeBook, command: Command, tmp_path: Path
) -> None:
    root = make_book()
    before = digests(root)
    arguments = ("build", "--html-only", "--jobs", "1", "--source", root)
    assert command(*arguments, "--out", tmp_path / "else where").status == 0
    assert (tmp_path / "else where/html/index.html").is_file()
    assert digests(root) == before


def test_a_file_in_the_place_of_the_output(
    make_book: MakeBook, command: Command, tmp_path: Path
) -> None:
    (tmp_path / "file").write_text("kept", encoding="utf-8")
    arguments = ("build", "--html-only", "--jobs", "1", "--source", make_book())
    result = command(*arguments, "--out", tmp_path / "file")
    assert result.status == 2
    assert len(result.err.splitlines()) == 1
    assert (tmp_path / "file").read_text(encoding="utf-8") == "kept"


def test_a_disk_that_cannot_be_written(
    make_book: MakeBook, command: Command, monkeypatch: pytest.MonkeyPatch
) -> None:
    root = make_book()

    def refuse(path: Path, *_arguments: object, **_options: object) -> None:
        raise PermissionError(13, "Permission denied", str(path))

    with monkeypatch.context() as patch:
        patch.setattr(Path, "mkdir", refuse)
        result = command("build", "--html-only", "--jobs", "1", "--source", root)
    assert result.status == 2
    assert result.err == f"briefbook: Permission denied: '{root}/_build'\n"


def test_everything_is_made_and_listed(make_book: MakeBook, command: Command) -> None:
    root = make_book()
    result = command("build", "--jobs", "1", "--source", root)
    assert (result.status, result.err) == (0, "")
    pdfs = ("briefing-book", "one", "us-letter/briefing-book", "us-letter/one")
    for name in ("index.html", *(f"pdf/{pdf}.pdf" for pdf in pdfs)):
        assert f"_build/html/{name}" in result.out
        assert (root / "_build/html" / name).stat().st_size > 1000
    assert "none is broken" in result.out


def test_the_year_of_the_copyright_is_the_books_own(
    make_book: MakeBook, command: Command, monkeypatch: pytest.MonkeyPatch
) -> None:
    this_year = SimpleNamespace(localtime=lambda: time.gmtime(1_780_000_000), gmtime=time.gmtime)
    monkeypatch.setattr("sphinx.config.time", this_year)  # a day of 2026, as in the book
    monkeypatch.setenv("SOURCE_DATE_EPOCH", "86400")
    root = make_book()
    assert command("build", "--html-only", "--jobs", "1", "--source", root).status == 0
    page = (root / "_build/html/index.html").read_text(encoding="utf-8")
    assert "2026, The authors" in page
    assert "1970, The authors" not in page


@pytest.mark.parametrize("name", ["briefs/one.md", "sources/sources.yaml", "docs/part.txt"])
def test_a_change_with_an_old_time_is_seen(
    name: str, make_book: MakeBook, command: Command
) -> None:
    include = "# Notes\n\n```{include} part.txt\n```\n"
    root = make_book({"docs/notes.md": include, "docs/part.txt": "A report on one thing holds."})
    arguments = ("build", "--html-only", "--jobs", "1", "--source", root)
    assert command(*arguments).status == 0
    path = root / name
    text = path.read_text(encoding="utf-8").replace("holds", "stays").replace("A report", "A zebra")
    path.write_text(text, encoding="utf-8")
    os.utime(path, (946_684_800, 946_684_800))  # as a copy keeps them, or a clock set back
    assert command(*arguments).status == 0
    rebuilt = digests(root / "_build/html")
    assert command(*arguments, "--out", root / "_build/afresh").status == 0
    assert rebuilt == digests(root / "_build/afresh/html")


def test_parts_can_be_made_in_turn(make_book: MakeBook, command: Command) -> None:
    root = make_book()
    arguments = ("build", "--jobs", "1", "--source", root)
    assert command(*arguments).status == 0
    whole = digests(root / "_build/html")
    assert command(*arguments, "--html-only").status == 0
    assert [name for name in digests(root / "_build/html") if name.endswith(".pdf")] == []
    assert command(*arguments, "--pdf-only").status == 0
    assert "one.pdf" in digests(root / "_build/pdf")
    assert command(*arguments).status == 0
    assert digests(root / "_build/html") == whole
