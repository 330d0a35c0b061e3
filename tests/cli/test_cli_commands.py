"""Every command from the outside: what it prints, where, and with which status."""

from __future__ import annotations

import json
import os
import re
import shutil
import subprocess
import sys
from contextlib import suppress
from pathlib import Path
from typing import TYPE_CHECKING

import jsonschema
import pytest

from books import BRIEF, CONF, brief, digests
from briefbook.cli.parser import COMMANDS, make_parser
from briefbook.overview import Row, as_text
from briefbook.reports import FORMATS
from briefbook.shells import commands_of

if TYPE_CHECKING:
    from conftest import Command, MakeBook

ZSH, FISH = shutil.which("zsh"), shutil.which("fish")

BROKEN = BRIEF.replace(":confidence: moderate", ":confidence: modrate")
DOCUMENTED = Path(__file__).parents[2] / "docs/guide/reference/commands.md"


def test_every_command_and_option_is_documented() -> None:
    text = DOCUMENTED.read_text(encoding="utf-8")
    commands = commands_of(make_parser())
    assert len(commands) == len(COMMANDS)
    for command in commands:
        assert f"briefbook {command.name}" in text, command.name
        for option in command.options:
            names = [name for name in option.names if name.startswith("--")]
            documented = {f"`{name}`" in text for name in names if name != "--help"}
            assert False not in documented, (command.name, names)


@pytest.mark.parametrize("command", commands_of(make_parser()), ids=lambda command: command.name)
def test_every_help_has_examples_that_can_be_parsed(
    command: object, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("COLUMNS", "100")
    parser = make_parser()
    name = str(getattr(command, "name", ""))
    with pytest.raises(SystemExit) as stop:
        parser.parse_args([name, "--help"])
    assert stop.value.code == 0
    text = capsys.readouterr().out
    examples = re.findall(
        r"^  (?:source <\()?briefbook (.*)$", text.split("Examples:")[1], re.MULTILINE
    )
    assert examples
    for example in examples:
        words = re.split(r"\s{3,}|[|>)]", example)[0]
        parser.parse_args(re.findall(r'"[^"]*"|\S+', words))
    assert max(len(line) for line in text.splitlines()) <= 100


def test_a_clean_book_is_clean(make_book: MakeBook, command: Command) -> None:
    result = command("check", "--source", make_book())
    assert (result.status, result.out, result.err) == (0, "No findings.\n", "")


@pytest.mark.parametrize("name", FORMATS)
def test_check_writes_every_format_to_stream_and_file(
    make_book: MakeBook, command: Command, tmp_path: Path, name: str
) -> None:
    root, file = make_book({"briefs/one.md": BROKEN}), tmp_path / "findings"
    printed = command("check", "--source", root, "--format", name)
    assert printed.status == 1
    assert "modrate" in printed.out
    assert printed.err == ""
    written = command("check", "--source", root, "--format", name, "--output", file)
    assert (written.status, written.out) == (1, "")
    assert written.err == "1 finding.\n"
    assert printed.out.removesuffix("1 finding.\n") == file.read_text(encoding="utf-8")


def test_sarif_says_what_a_rule_is_about(make_book: MakeBook, command: Command) -> None:
    wrong = BRIEF.replace(":basis: one-said", ":basis: no-such-claim")
    result = command("check", "--format", "sarif", "--source", make_book({"briefs/one.md": wrong}))
    (run,) = json.loads(result.out)["runs"]
    described = {r["id"]: r["shortDescription"]["text"] for r in run["tool"]["driver"]["rules"]}
    assert described["unknown-element"].startswith("An element that names an id")


@pytest.mark.parametrize("command_name", ["check", "build"])
@pytest.mark.parametrize("name", ["json", "sarif", "junit", "github"])
def test_a_fault_of_the_settings_is_a_finding_for_programs(
    make_book: MakeBook, command: Command, name: str, command_name: str
) -> None:
    root = make_book({"conf.py": f'{CONF}briefbook_yardstick = "icd302"\n'})
    line = CONF.count("\n") + 1
    result = command(command_name, "--format", name, "--source", root)
    assert result.status == 2
    said = "briefbook_yardstick is 'icd302'"
    assert result.err == f"briefbook: conf.py:{line}: {said}; did you mean 'icd203'?\n"
    if name == "json":
        (found,) = json.loads(result.out)["findings"]
        assert (found["path"], found["line"], found["rule"]) == ("conf.py", line, "config")
        assert (found["message"], found["remedy"]) == (said, "did you mean 'icd203'?")
    elif name == "sarif":
        (run,) = json.loads(result.out)["runs"]
        (place,) = run["results"][0]["locations"]
        assert place["physicalLocation"]["region"]["startLine"] == line
        assert run["results"][0]["ruleId"] == "config"
    elif name == "junit":
        assert f'name="config (conf.py:{line})"' in result.out
        assert 'tests="1" failures="1"' in result.out
    else:
        assert result.out.startswith(f"::error file=conf.py,line={line},title=config::{said}")


@pytest.mark.parametrize("name", ["check", "build", "links"])
def test_who_wants_quiet_reads_findings_alone(
    make_book: MakeBook, command: Command, name: str
) -> None:
    result = command(name, "--quiet", "--source", make_book(name="clean"))
    assert (result.status, result.out, result.err) == (0, "", "")
    result = command(name, "-q", "--source", make_book({"briefs/one.md": BROKEN}, name="broken"))
    assert result.status == 1
    (line,) = (result.out + result.err).splitlines()
    assert line.startswith("briefs/one.md:")


@pytest.mark.parametrize(("option", "shown"), [((), True), (("--quiet",), False)])
def test_a_terminal_shows_how_far_a_check_has_come_unless_it_is_quiet(
    make_book: MakeBook, option: tuple[str, ...], shown: bool
) -> None:
    here, there = os.openpty()
    run = [sys.executable, "-P", "-m", "briefbook", "check", *option, "--source", str(make_book())]
    subprocess.run(run, stdout=there, stderr=there, check=True, env={**os.environ, "TERM": "xterm"})
    os.close(there)
    said = b""
    with suppress(OSError):  # as Linux says that the other end is closed
        while piece := os.read(here, 4096):
            said += piece
    os.close(here)
    assert (b"\r\x1b[K" in said) == shown
    assert (b"No findings." in said) == shown


def test_what_keeps_a_check_from_running_is_written_to_the_file(
    command: Command, tmp_path: Path
) -> None:
    file = tmp_path / "findings.json"
    (tmp_path / "empty").mkdir()
    arguments = ("--format", "json", "--output", file, "--source", tmp_path / "empty")
    result = command("check", *arguments)
    assert (result.status, result.out) == (2, "")
    (found,) = json.loads(file.read_text(encoding="utf-8"))["findings"]
    assert (found["path"], found["rule"]) == ("", "cannot-run")
    assert found["message"].startswith("there is no conf.py in ")


def test_a_build_keeps_the_findings_that_a_program_reads_apart(
    make_book: MakeBook, command: Command
) -> None:
    arguments = ("--html-only", "--format", "json", "--source")
    result = command("build", *arguments, make_book(name="clean"))
    assert result.status == 0
    assert json.loads(result.out)["findings"] == []
    assert "Done in" in result.err
    result = command("build", *arguments, make_book({"briefs/one.md": BROKEN}, name="broken"))
    assert result.status == 1
    assert json.loads(result.out)["counts"]["error"] == 1


def test_a_file_that_cannot_be_written_is_said(
    make_book: MakeBook, command: Command, tmp_path: Path
) -> None:
    file = tmp_path / "nowhere/findings.json"
    result = command("check", "--source", make_book(), "--format", "json", "--output", file)
    assert result.status == 2
    assert result.err.startswith("briefbook: No such file or directory: '")


def test_status_counts_from_the_day_that_is_given(make_book: MakeBook, command: Command) -> None:
    second = brief("Text.\n", number=2, title="Second thing").replace("published", "draft")
    root = make_book({"briefs/two.md": second})
    result = command("status", "--source", root, "--today", "2026-07-03")
    assert result.status == 0
    rows = [re.split(r"\s{2,}", line.strip()) for line in result.out.splitlines()]
    assert rows[0] == [
        "Brief",
        "Status",
        "Words",
        "Pages",
        "Judgements",
        "Claims",
        "Quotations",
        "Review",
    ]
    assert rows[1][0:3] == ["1", "one", "published"]
    assert rows[1][4:] == ["–", "1", "1: 1 conf.", "0", "1 day overdue"]
    assert rows[2][2] == "draft"
    assert rows[2][5:] == ["0", "0", "0", "1 day overdue"]
    result = command("status", "--source", root, "--today", "2026-07-01", "--format", "json")
    value = json.loads(result.out)
    assert value["today"] == "2026-07-01"
    assert [(row["number"], row["days"]) for row in value["briefs"]] == [(1, 1), (2, 1)]
    assert value["briefs"][0]["claims"] == {"confirmed": 1}


def test_status_is_a_list_where_a_table_has_no_room() -> None:
    claims = {"confirmed": 1, "corrected": 2}
    facts = ("published", 1200, 2, 4, claims, 3, 3, "2026-07-02", 9)
    found = [Row(1, "One", "briefs/one.md", *facts), Row(2, "Two", "briefs/two-and-two.md", *facts)]
    table = as_text(found)
    widest = max(map(len, table.splitlines()))
    assert as_text(found, widest) == table
    assert as_text(found, widest - 1) == (
        "1  one\n"
        "   Status      published\n"
        "   Words       1200\n"
        "   Pages       2\n"
        "   Judgements  4\n"
        "   Claims      3: 1 conf., 2 corr.\n"
        "   Quotations  3 of 3 verified\n"
        "   Review      in 9 days\n"
        "\n"
    ) + as_text(found[1:], 20)


@pytest.mark.skipif(ZSH is None, reason="zsh is not installed")
def test_zsh_reads_its_script(command: Command, tmp_path: Path) -> None:
    (tmp_path / "_briefbook").write_text(command("completion", "zsh").out, encoding="utf-8")
    script = (
        f"fpath=({tmp_path} $fpath); autoload -Uz compinit; compinit -D -u;"
        " autoload +X _briefbook; print $_comps[briefbook]"
    )
    done = subprocess.run(
        [str(ZSH), "-f", "-c", script], capture_output=True, text=True, check=False
    )
    assert (done.stdout, done.stderr) == ("_briefbook\n", "")


@pytest.mark.skipif(FISH is None, reason="fish is not installed")
def test_fish_completes(command: Command, tmp_path: Path) -> None:
    script = tmp_path / "briefbook.fish"
    script.write_text(command("completion", "fish").out, encoding="utf-8")

    def complete(line: str) -> list[str]:
        done = subprocess.run(
            [str(FISH), "--no-config", "-c", f"source {script}; complete -C '{line}'"],
            capture_output=True,
            text=True,
            check=True,
            env={**os.environ, "HOME": str(tmp_path)},
        )
        return [line.split("\t")[0] for line in done.stdout.splitlines()]

    assert complete("briefbook che") == ["check"]
    assert sorted(complete("briefbook check --format ")) == sorted(FORMATS)
    assert "--today" in complete("briefbook check --to")


def test_status_knows_the_pages_of_what_was_built(make_book: MakeBook, command: Command) -> None:
    root = make_book()
    assert command("build", "--source", root, "--paper", "a4").status == 0
    value = json.loads(command("status", "--source", root, "--format", "json").out)
    assert value["briefs"][0]["pages"] == 1


@pytest.mark.parametrize("text", ["2026-13-01", "tomorrow", "1"])
def test_a_day_that_is_none_is_refused(command: Command, text: str) -> None:
    result = command("status", "--today", text)
    assert result.status == 2
    assert f"'{text}' is no day; write YYYY-MM-DD" in result.err


def test_export_prints_what_a_build_puts_on_the_site(
    make_book: MakeBook, command: Command, tmp_path: Path
) -> None:
    root, folder = make_book(), tmp_path / "data"
    printed = command("export", "--source", root)
    assert command("export", "--source", root, "--to", folder).status == 0
    assert command("build", "--source", root, "--paper", "a4").status == 0
    site = digests(root / "_build/html")
    exported = digests(folder)
    assert sorted(exported) == [
        "briefs.json",
        "briefs.schema.json",
        "cite/one.bib",
        "cite/one.ris",
        "feed.xml",
        "front-matter.schema.json",
        "glossary.csv",
        "glossary.json",
        "glossary.schema.json",
        "glossary.tbx",
        "glossary.ttl",
    ]
    changed = {name for name in exported if site[name] != exported[name]}
    assert changed == {"briefs.json"}  # the build was told of one paper
    assert printed.out == (folder / "briefs.json").read_text(encoding="utf-8")


def test_a_book_that_cannot_be_read_is_not_exported(make_book: MakeBook, command: Command) -> None:
    result = command("export", "--source", make_book({"briefs/one.md": b"\xff\xfe\xfa"}))
    assert result.status == 2
    assert result.err == "briefbook: the book cannot be read; 'briefbook check' says why\n"


def test_what_has_errors_is_exported_with_a_word(make_book: MakeBook, command: Command) -> None:
    result = command("export", "--source", make_book({"briefs/one.md": BROKEN}))
    assert result.status == 0
    assert "the book has errors" in result.err
    (found,) = json.loads(result.out)["briefs"]
    assert found["elements"][1]["confidence"] == "modrate"


def test_schemas_are_printed(make_book: MakeBook, command: Command, tmp_path: Path) -> None:
    root = make_book()
    jsonschema.Draft7Validator.check_schema(json.loads(command("schema", "--source", root).out))
    file = tmp_path / "schema.json"
    assert command("schema", "briefs", "--output", file).status == 0
    jsonschema.Draft202012Validator.check_schema(json.loads(file.read_text(encoding="utf-8")))


@pytest.mark.parametrize("name", ["check", "status", "export", "schema", "links", "build"])
def test_no_book_is_said_by_every_command(tmp_path: Path, command: Command, name: str) -> None:
    result = command(name, "--source", tmp_path / "nowhere")
    assert result.status == 2
    assert "there is no" in result.err
    assert "Traceback" not in result.err


@pytest.mark.skipif(sys.platform == "win32", reason="folders are not locked there")
def test_a_check_beside_another_is_refused(make_book: MakeBook, command: Command) -> None:
    import fcntl  # noqa: PLC0415  # not on Windows

    root = make_book()
    (root / "_build/.check").mkdir(parents=True)
    with (root / "_build/.check/.lock").open("a") as handle:
        fcntl.flock(handle, fcntl.LOCK_EX | fcntl.LOCK_NB)
        result = command("check", "--source", root)
    assert result.status == 2
    assert "another build is at work" in result.err


def complete(script: Path, *words: str) -> list[str]:
    """Return what bash offers for the last of ``words``."""
    line = " ".join(f"'{word}'" for word in words)
    program = (
        f"source '{script}'; COMP_WORDS=({line}); COMP_CWORD={len(words) - 1}; "
        'COMPREPLY=(); _briefbook; printf "%s\\n" "${COMPREPLY[@]}"'
    )
    done = subprocess.run(
        ["bash", "-c", program],  # noqa: S607  # the user's own shell
        capture_output=True,
        text=True,
        check=True,
        env={"PATH": os.environ["PATH"]},
    )
    assert done.stderr == ""
    return done.stdout.split()


@pytest.mark.skipif(sys.platform == "win32", reason="bash is no shell of that system")
def test_bash_completes_commands_options_and_values(command: Command, tmp_path: Path) -> None:
    script = tmp_path / "completion"
    script.write_text(command("completion", "bash").out, encoding="utf-8")
    assert complete(script, "briefbook", "che") == ["check"]
    assert set(complete(script, "briefbook", "")) >= {c.name for c in commands_of(make_parser())}
    assert complete(script, "briefbook", "check", "--form") == ["--format"]
    assert complete(script, "briefbook", "check", "--format", "") == [*FORMATS]
    assert complete(script, "briefbook", "check", "--format", "s") == ["sarif"]
    assert complete(script, "briefbook", "build", "--html") == ["--html-only"]
    assert complete(script, "briefbook", "check", "--format", "=", "s") == ["sarif"]
    assert complete(script, "briefbook", "check", "--format", "=") == [*FORMATS]
    assert complete(script, "briefbook", "check", "--output", "x") == []
    assert complete(script, "briefbook", "schema", "br") == ["briefs"]
    assert complete(script, "briefbook", "nonsense", "--x") == []


@pytest.mark.parametrize("shell", ["bash", "zsh", "fish"])
def test_every_option_is_in_every_script(command: Command, shell: str) -> None:
    script = command("completion", shell).out
    for known in commands_of(make_parser()):
        assert known.name in script
        for option in known.options:
            for name in option.names:
                written = f"-{'s' if len(name) == 2 else 'l'} {name.lstrip('-')}"
                assert (written if shell == "fish" else name) in script


def test_what_is_piped_is_utf_8_whatever_the_locale(make_book: MakeBook) -> None:
    root = make_book({"briefs/one.md": BROKEN.replace("modrate", "mödrate")})
    command = [sys.executable, "-m", "briefbook", "check", "--source", str(root)]
    environment = {**os.environ, "PYTHONIOENCODING": "ascii"}
    done = subprocess.run(command, capture_output=True, check=False, env=environment)
    assert (done.returncode, done.stderr) == (1, b"")
    assert "has the confidence 'mödrate'" in done.stdout.decode()


def test_a_reader_that_goes_away_leaves_no_traceback(make_book: MakeBook) -> None:
    command = [sys.executable, "-m", "briefbook", "export", "--source", str(make_book())]
    with subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.PIPE) as process:
        assert process.stdout is not None
        assert process.stderr is not None
        process.stdout.close()
        assert process.stderr.read() == b""


def test_help_needs_no_sphinx() -> None:
    program = (
        "import sys; from briefbook.cli.parser import make_parser; make_parser().format_help();"
        "print(sorted({'sphinx', 'docutils', 'pydantic', 'yaml'} & set(sys.modules)))"
    )
    done = subprocess.run(
        [sys.executable, "-c", program], capture_output=True, text=True, check=True
    )
    assert done.stdout.strip() == "[]"
