"""Findings in every format, from the same few of them."""

from __future__ import annotations

import io
import json
import stat
from typing import TYPE_CHECKING, Any
from xml.etree import ElementTree as ET

import jsonschema
import pytest

from briefbook.cli.printing import use_colour
from briefbook.files import write_whole
from briefbook.findings import Finding, Severity
from briefbook.reports import FORMATS, Report, summary

if TYPE_CHECKING:
    from pathlib import Path

NASTY = "50% of\n<all>: a,b \x1b[31m\u202e]]>"
FINDINGS = (
    Finding("", 0, "sphinx", "nothing can be read"),
    Finding("briefs/a b.md", 0, "pages", "too long", "cut it", Severity.WARNING),
    Finding("briefs/a b.md", 2, "verdict", "has the verdict 'x'", "use one of: a, b"),
    Finding("briefs/ä.md", 1, "long-sentence", NASTY, "write less", Severity.HINT),
    Finding("briefs/ä.md", 99, "gone", "is past the end"),
)
TEXT = "# Title\n:verdict:\tx \x1b[2J\n"


@pytest.fixture
def root(tmp_path: Path) -> Path:
    (tmp_path / "briefs").mkdir()
    (tmp_path / "briefs/a b.md").write_text(TEXT, encoding="utf-8")
    (tmp_path / "briefs/ä.md").write_text("Æ.\n", encoding="utf-8")
    return tmp_path


def shown(name: str, root: Path, findings: tuple[Finding, ...] = FINDINGS, **more: Any) -> str:
    return FORMATS[name](Report(findings, root, **more))


def test_terminal_groups_by_file_and_quotes_the_line(root: Path) -> None:
    assert shown("terminal", root) == (
        "The book as a whole\n"
        "       error: nothing can be read  [sphinx]\n"
        "\n"
        "briefs/a b.md\n"
        "       warning: too long  [pages]\n"
        "       → cut it\n"
        "    2  error: has the verdict 'x'  [verdict]\n"
        "       | :verdict:   x [2J\n"
        "       → use one of: a, b\n"
        "\n"
        "briefs/ä.md\n"
        "    1  hint: 50% of <all>: a,b [31m]]>  [long-sentence]\n"
        "       | Æ.\n"
        "       → write less\n"
        "   99  error: is past the end  [gone]\n"
    )


def test_terminal_cuts_a_paragraph_on_one_line(root: Path) -> None:
    (root / "briefs/a b.md").write_text("word " * 200, encoding="utf-8")
    finding = Finding("briefs/a b.md", 1, "long", "is long")
    quoted = shown("terminal", root, (finding,)).splitlines()[2]
    assert quoted.endswith("…")
    assert len(quoted) < 120


def test_colours_change_nothing_but_the_colour(root: Path) -> None:
    coloured = shown("terminal", root, colour=True)
    assert "\x1b[31;1merror\x1b[0m" in coloured
    bare = coloured
    for code in ("1", "2", "31;1", "33;1", "36;1", "0"):
        bare = bare.replace(f"\x1b[{code}m", "")
    assert bare == shown("terminal", root)


def test_one_line_each_holds_everything(root: Path) -> None:
    lines = shown("line", root).splitlines()
    assert len(lines) == len(FINDINGS)
    assert lines[2] == "briefs/a b.md:2: has the verdict 'x'; use one of: a, b [verdict]"
    assert not any(ord(sign) < 32 for line in lines for sign in line)


def test_json_holds_everything_as_it_is(root: Path) -> None:
    value = json.loads(shown("json", root))
    assert value["version"] == 1
    assert value["counts"] == {"error": 3, "warning": 1, "hint": 1}
    read = [
        Finding(**{**item, "severity": Severity(item["severity"])}) for item in value["findings"]
    ]
    assert tuple(read) == FINDINGS


def sarif_schema() -> dict[str, Any]:
    """Return what SARIF 2.1.0 says of the parts that are in use, and of no others."""

    def closed(required: str, **properties: Any) -> dict[str, Any]:
        return {
            "type": "object",
            "additionalProperties": False,
            "required": required.split(),
            "properties": properties,
        }

    text = {"type": "string", "minLength": 1}
    message = closed("text", text=text)
    artifact = closed(
        "uri", uri={"type": "string", "pattern": r"^[A-Za-z0-9._~/%:-]+$"}, uriBaseId=text
    )
    region = closed(
        "startLine", startLine={"type": "integer", "minimum": 1}, snippet=closed("text", text=text)
    )
    place = closed("artifactLocation", artifactLocation=artifact, region=region)
    result = closed(
        "ruleId ruleIndex level message partialFingerprints",
        ruleId=text,
        ruleIndex={"type": "integer", "minimum": 0},
        level={"enum": ["none", "note", "warning", "error"]},
        message=message,
        partialFingerprints={"type": "object", "additionalProperties": text},
        locations={
            "type": "array",
            "items": closed("physicalLocation", physicalLocation=place),
        },
    )
    driver = closed(
        "name",
        name=text,
        version=text,
        semanticVersion={"type": "string", "pattern": r"^\d+\.\d+\.\d+"},
        rules={
            "type": "array",
            "uniqueItems": True,
            "items": closed("id", id=text, shortDescription=message),
        },
    )
    base = {"type": "object", "additionalProperties": closed("", description=message)}
    run = closed(
        "tool results",
        tool=closed("driver", driver=driver),
        originalUriBaseIds=base,
        columnKind={"enum": ["utf16CodeUnits", "unicodeCodePoints"]},
        results={"type": "array", "items": result},
    )
    version = {"const": "2.1.0"}
    log = {"$schema": {"type": "string", "format": "uri"}, "version": version}
    return closed("version runs", **log, runs={"type": "array", "items": run})


@pytest.mark.parametrize("findings", [FINDINGS, ()])
def test_sarif_is_what_the_standard_says(root: Path, findings: tuple[Finding, ...]) -> None:
    jsonschema.validate(json.loads(shown("sarif", root, findings)), sarif_schema())


def test_sarif_names_rule_place_and_weight(root: Path) -> None:
    rules = {"verdict": "The verdict is unknown."}
    (run,) = json.loads(shown("sarif", root, rules=rules))["runs"]
    declared = run["tool"]["driver"]["rules"]
    assert [declared[r["ruleIndex"]]["id"] for r in run["results"]] == [f.rule for f in FINDINGS]
    assert [r["level"] for r in run["results"]] == ["error", "warning", "error", "note", "error"]
    assert "locations" not in run["results"][0]
    place = run["results"][2]["locations"][0]["physicalLocation"]
    assert place["artifactLocation"] == {"uri": "briefs/a%20b.md", "uriBaseId": "BOOK"}
    assert place["region"]["startLine"] == 2
    assert "shortDescription" not in declared[run["results"][0]["ruleIndex"]]
    described = declared[run["results"][2]["ruleIndex"]]
    assert described["shortDescription"] == {"text": "The verdict is unknown."}


def test_sarif_knows_a_finding_again_on_another_line(root: Path) -> None:
    def marks(*lines: int) -> list[str]:
        same = tuple(Finding("a.md", line, "rule", "is wrong") for line in lines)
        (run,) = json.loads(shown("sarif", root, same))["runs"]
        return [result["partialFingerprints"]["briefbook/v1"] for result in run["results"]]

    assert marks(3) == marks(7)
    assert len(set(marks(3, 7))) == 2


def test_junit_counts_errors_as_failures(root: Path) -> None:
    suites = ET.fromstring(shown("junit", root))  # noqa: S314  # written a line above
    assert (suites.get("tests"), suites.get("failures")) == ("5", "3")
    counted = [(s.get("name"), s.get("tests"), s.get("failures")) for s in suites]
    assert counted == [("book", "1", "1"), ("briefs/a b.md", "2", "1"), ("briefs/ä.md", "2", "1")]
    cases = list(suites.iter("testcase"))
    assert len({case.get("name") for case in cases}) == len(cases)
    failure = cases[2].find("failure")
    assert failure is not None
    assert failure.get("type") == "verdict"
    assert "use one of" in (failure.text or "")
    assert cases[3].find("failure") is None


def test_junit_of_a_clean_book_is_a_test_that_passed(root: Path) -> None:
    suites = ET.fromstring(shown("junit", root, ()))  # noqa: S314  # as above
    (case,) = suites.iter("testcase")
    assert len(case) == 0
    assert (suites.get("tests"), suites.get("failures")) == ("1", "0")


def test_github_escapes_what_would_end_a_command(root: Path) -> None:
    lines = shown("github", root).splitlines()
    assert len(lines) == len(FINDINGS)
    assert lines[0] == "::error title=sphinx::nothing can be read"
    assert lines[2].startswith("::error file=briefs/a b.md,line=2,title=verdict::has the verdict")
    assert lines[3].startswith("::notice file=briefs/ä.md,line=1,title=long-sentence::50%25 of%0A")
    odd = Finding("a,b:c%.md", 3, "rule", "is wrong")
    assert shown("github", root, (odd,)) == (
        "::error file=a%2Cb%3Ac%25.md,line=3,title=rule::is wrong\n"
    )


@pytest.mark.parametrize("name", ["terminal", "line", "github"])
def test_nothing_is_said_of_a_clean_book(root: Path, name: str) -> None:
    assert shown(name, root, ()) == ""


@pytest.mark.parametrize(
    ("chosen", "words"),
    [
        ((), ""),
        ((0,), "1 finding."),
        ((0, 2), "2 findings."),
        ((1,), "1 finding: 1 warning."),
        ((0, 1, 2, 3), "4 findings: 2 errors, 1 warning, 1 hint."),
    ],
)
def test_summary_says_how_grave_they_are(root: Path, chosen: tuple[int, ...], words: str) -> None:
    assert summary(Report([FINDINGS[index] for index in chosen], root)) == words


class Terminal(io.StringIO):
    def isatty(self) -> bool:
        return True


@pytest.mark.parametrize(
    ("wanted", "environment", "terminal", "colour"),
    [
        ("auto", {}, True, True),
        ("auto", {}, False, False),
        ("auto", {"TERM": "dumb"}, True, False),
        ("auto", {"NO_COLOR": "1"}, True, False),
        ("auto", {"NO_COLOR": ""}, True, True),
        ("auto", {"FORCE_COLOR": "1"}, False, True),
        ("auto", {"NO_COLOR": "1", "FORCE_COLOR": "1"}, True, False),
        ("always", {"NO_COLOR": "1"}, False, True),
        ("never", {"FORCE_COLOR": "1"}, True, False),
    ],
)
def test_colours_follow_option_and_environment(
    monkeypatch: pytest.MonkeyPatch,
    wanted: str,
    environment: dict[str, str],
    terminal: bool,
    colour: bool,
) -> None:
    for name in ("NO_COLOR", "FORCE_COLOR", "TERM"):
        monkeypatch.delenv(name, raising=False)
    for name, value in environment.items():
        monkeypatch.setenv(name, value)
    assert use_colour(wanted, Terminal() if terminal else io.StringIO()) is colour


def test_a_file_is_written_whole_or_not_at_all(tmp_path: Path) -> None:
    path = tmp_path / "findings.json"
    write_whole(path, "old\n")
    with pytest.raises(UnicodeEncodeError):
        write_whole(path, "new \ud800")
    assert path.read_text(encoding="utf-8") == "old\n"
    assert [item.name for item in tmp_path.iterdir()] == ["findings.json"]
    assert stat.S_IMODE(path.stat().st_mode) == 0o644
