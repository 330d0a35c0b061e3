from __future__ import annotations

import subprocess
import tomllib
from pathlib import Path

import pytest
from packaging.requirements import Requirement

import lock_requirements
from lock_requirements import check_agreement, check_lock, read_groups, read_pins

ROOT = Path(__file__).parents[2]
HASH = "sha256:" + "0" * 64
LOCK = f"""\
--require-hashes
alpha==1.2 \\
    --hash={HASH} \\
    --hash={HASH}
    # via briefbook (pyproject.toml)
beta-two==3.0 ; sys_platform == 'win32' \\
    --hash={HASH}
    # via alpha
gamma==0.1 \\
    --hash={HASH}
    # via alpha, briefbook (pyproject.toml:test)
"""
WANTED = [Requirement("Alpha>=1"), Requirement("gamma")]
PROJECT = """\
[build-system]
requires = ["builder==1"]

[project]
dependencies = ["alpha>=1"]

[project.optional-dependencies]
serve = ["zeta"]

[dependency-groups]
test = ["gamma"]
browser = [{ include-group = "test" }, "delta"]
lint = ["epsilon"]
"""


def test_the_locks_of_this_project_are_in_step() -> None:
    assert lock_requirements.main(["--check"]) == 0


def test_groups_include_each_other_and_the_package() -> None:
    groups = read_groups(tomllib.loads(PROJECT))
    assert {name: [str(one) for one in wanted] for name, wanted in groups.items()} == {
        "book": ["alpha>=1"],
        "browser": ["gamma", "delta", "alpha>=1"],
        "build": ["builder==1"],
        "lint": ["epsilon"],
        "serve": ["zeta", "alpha>=1"],
        "test": ["gamma", "alpha>=1"],
    }


def test_pins_are_read_with_their_hashes_and_origin() -> None:
    pins = read_pins(LOCK)
    assert {name: (pin.version, len(pin.hashes), pin.direct) for name, pin in pins.items()} == {
        "alpha": ("1.2", 2, True),
        "beta-two": ("3.0", 1, False),
        "gamma": ("0.1", 1, True),
    }


def test_a_lock_in_step_has_no_problem() -> None:
    assert list(check_lock("test", WANTED, LOCK)) == []


@pytest.mark.parametrize(
    ("wanted", "text", "problem"),
    [
        ([*WANTED, Requirement("omega")], LOCK, "omega is missing"),
        ([Requirement("alpha<1"), WANTED[1]], LOCK, "alpha is 1.2, but alpha<1 is asked for"),
        ([WANTED[0]], LOCK, "gamma is no longer asked for"),
        (
            WANTED,
            LOCK.replace(f"--hash={HASH}\n    # via alpha\n", "# via alpha\n"),
            "beta-two has no",
        ),
        (WANTED, LOCK.replace("--require-hashes\n", ""), "does not begin with"),
        (WANTED, LOCK + "# see https://notes.invalid\n", "holds an address"),
    ],
)
def test_a_lock_out_of_step_is_reported(wanted: list[Requirement], text: str, problem: str) -> None:
    problems = list(check_lock("test", wanted, text))
    assert len(problems) == 1
    assert problem in problems[0]


def test_two_versions_of_one_package_are_reported() -> None:
    other = LOCK.replace("beta-two==3.0", "beta-two==2.9")
    assert list(check_agreement({"book": LOCK, "test": other, "lint": other})) == [
        "test.txt: beta-two is 2.9, but 3.0 in book.txt"
    ]


def test_check_reports_missing_and_stray_locks(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    (tmp_path / "pyproject.toml").write_text(PROJECT, encoding="utf-8")
    (tmp_path / "requirements").mkdir()
    (tmp_path / "requirements" / "old.txt").write_text("", encoding="utf-8")
    assert lock_requirements.main(["--check", "--root", str(tmp_path)]) == 1
    lines = capsys.readouterr().out.splitlines()
    assert "requirements/book.txt: is missing" in lines
    assert "requirements/old.txt: belongs to no group" in lines
    assert "make lock" in lines[-1]


@pytest.mark.parametrize("content", [None, "[project\n"])
def test_an_unreadable_project_is_wrong_use(tmp_path: Path, content: str | None) -> None:
    if content is not None:
        (tmp_path / "pyproject.toml").write_text(content, encoding="utf-8")
    assert lock_requirements.main(["--check", "--root", str(tmp_path)]) == 2


def test_writing_asks_uv_once_for_each_lock(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "pyproject.toml").write_text(PROJECT, encoding="utf-8")
    names = {"alpha": "via briefbook (pyproject.toml)"}
    asked: dict[str, tuple[list[str], str | None]] = {}

    def resolve(
        command: list[str], *, cwd: Path, **options: object
    ) -> subprocess.CompletedProcess[str]:
        output = Path(command[-1].removeprefix("--output-file="))
        text = options["input"]
        assert text is None or isinstance(text, str)
        asked[output.stem] = (command, text)
        wanted = read_groups(tomllib.loads(PROJECT))[output.stem]
        (cwd / output).write_text(
            "".join(
                f"{one.name}==1 \\\n    --hash={HASH}\n    # {names.get(one.name, '')}\n"
                for one in wanted
            ),
            encoding="utf-8",
        )
        return subprocess.CompletedProcess(command, 0)

    monkeypatch.setattr("shutil.which", lambda _: "uv")
    monkeypatch.setattr("subprocess.run", resolve)
    assert lock_requirements.main(["--upgrade", "--root", str(tmp_path)]) == 0
    assert sorted(asked) == ["book", "browser", "build", "lint", "serve", "test"]
    assert all("--generate-hashes" in command for command, _ in asked.values())
    assert all("--upgrade" in command for command, _ in asked.values())
    assert asked["build"][1] == "builder==1"
    assert "--group=lint" in asked["lint"][0]
    assert "pyproject.toml" not in asked["lint"][0]
    assert {"pyproject.toml", "--extra=serve"} <= set(asked["serve"][0])
    assert "pyproject.toml" in asked["book"][0]
    text = (tmp_path / "requirements" / "lint.txt").read_text(encoding="utf-8")
    assert text.startswith("--require-hashes\nepsilon==1")


def test_without_uv_writing_says_what_brings_it(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    (tmp_path / "pyproject.toml").write_text(PROJECT, encoding="utf-8")
    monkeypatch.setattr("shutil.which", lambda _: None)
    assert lock_requirements.main(["--root", str(tmp_path)]) == 2
    assert "make lock" in capsys.readouterr().err
