"""Resolve the dependencies of pyproject.toml into requirements/*.txt, or check that they agree."""

from __future__ import annotations

import argparse
import re
import shutil
import subprocess
import sys
import tomllib
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

from packaging.requirements import Requirement
from packaging.utils import canonicalize_name

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping, Sequence

OLDEST_PYTHON = "3.11"
# These locks hold what the package itself needs as well; the others are tools on their own.
WITH_PACKAGE = frozenset(
    {"bench", "book", "browser", "conformance", "ingest", "links", "lychee"}
    | {"serve", "test", "types"}
)
COMPILE = (
    "pip",
    "compile",
    "--quiet",
    "--universal",
    f"--python-version={OLDEST_PYTHON}",
    "--fork-strategy=fewest",
    "--generate-hashes",
    "--no-header",
    "--annotation-style=line",
    # Building a source distribution would run code that no hash covers.
    "--no-build",
)

_PIN = re.compile(r"^(?P<name>[A-Za-z0-9._-]+)(?:\[[^]]*\])?==(?P<version>[^\s;\\]+)")
_DIRECT = re.compile(r"\(pyproject\.toml(?::[\w-]+)?\)")


@dataclass(frozen=True)
class Pin:
    """One package in a lock; ``direct`` when the project itself asks for it."""

    name: str
    version: str
    hashes: tuple[str, ...]
    direct: bool


def read_groups(project: Mapping[str, Any]) -> dict[str, list[Requirement]]:
    """Return what pyproject.toml asks for, by name of lock: a group, an extra, book or build."""
    groups = {name: _group(project, name) for name in project.get("dependency-groups", {})}
    for name, texts in _extras(project).items():
        groups[name] = [Requirement(text) for text in texts]
    groups["book"] = []
    groups["build"] = [Requirement(text) for text in project["build-system"]["requires"]]
    package = [Requirement(text) for text in project["project"].get("dependencies", ())]
    return {
        name: wanted + (package if name in WITH_PACKAGE else [])
        for name, wanted in sorted(groups.items())
    }


def _extras(project: Mapping[str, Any]) -> Mapping[str, Sequence[str]]:
    extras: Mapping[str, Sequence[str]] = project["project"].get("optional-dependencies", {})
    return extras


def _group(project: Mapping[str, Any], name: str) -> list[Requirement]:
    wanted: list[Requirement] = []
    for entry in project["dependency-groups"][name]:
        if isinstance(entry, str):
            wanted.append(Requirement(entry))
        else:
            wanted += _group(project, entry["include-group"])
    return wanted


def read_pins(text: str) -> dict[str, Pin]:
    """Return the packages that the text of a lock pins, by normalised name."""
    pins: dict[str, Pin] = {}
    # A package begins at the margin; its hashes and the reason for it are indented below it.
    for block in re.split(r"\n(?=\S)", text):
        match = _PIN.match(block)
        if match is None:
            continue
        reason = "".join(re.findall(r"^ +# via (.*)$", block, flags=re.MULTILINE))
        name = canonicalize_name(match["name"])
        pins[name] = Pin(
            name=name,
            version=match["version"],
            hashes=tuple(re.findall(r"--hash=(sha256:[0-9a-f]{64})", block)),
            direct=not reason or _DIRECT.search(reason) is not None,
        )
    return pins


def check_lock(name: str, wanted: Sequence[Requirement], text: str) -> Iterator[str]:
    """Yield what is wrong with one lock, given what pyproject.toml asks of it."""
    if not text.startswith("--require-hashes\n"):
        yield f"{name}.txt: does not begin with --require-hashes"
    if "://" in text:
        yield f"{name}.txt: holds an address; a lock is to work with any package index"
    pins = read_pins(text)
    for pin in pins.values():
        if not pin.hashes:
            yield f"{name}.txt: {pin.name} has no hash"
    asked = {canonicalize_name(requirement.name) for requirement in wanted}
    for extra in sorted(pin.name for pin in pins.values() if pin.direct and pin.name not in asked):
        yield f"{name}.txt: {extra} is no longer asked for"
    for requirement in wanted:
        found = pins.get(canonicalize_name(requirement.name))
        if found is None:
            yield f"{name}.txt: {requirement.name} is missing"
        elif not requirement.specifier.contains(found.version, prereleases=True):
            yield f"{name}.txt: {found.name} is {found.version}, but {requirement} is asked for"


def check_agreement(locks: Mapping[str, str]) -> Iterator[str]:
    """Yield every package that two locks of the package's own environments pin differently."""
    seen: dict[str, tuple[str, str]] = {}
    for name in sorted(WITH_PACKAGE & locks.keys()):
        for pin in read_pins(locks[name]).values():
            first, version = seen.setdefault(pin.name, (name, pin.version))
            if version != pin.version:
                yield f"{name}.txt: {pin.name} is {pin.version}, but {version} in {first}.txt"


def check(folder: Path, groups: Mapping[str, Sequence[Requirement]]) -> list[str]:
    """Return what is wrong with the locks in ``folder``; nothing when all agree."""
    locks = {path.stem: path.read_text(encoding="utf-8") for path in sorted(folder.glob("*.txt"))}
    problems = [f"{name}.txt: is missing" for name in groups if name not in locks]
    problems += [f"{name}.txt: belongs to no group" for name in locks if name not in groups]
    for name, wanted in groups.items():
        if name in locks:
            problems += check_lock(name, wanted, locks[name])
    return problems + list(check_agreement(locks))


def write_locks(
    root: Path,
    groups: Mapping[str, Sequence[Requirement]],
    extras: Iterable[str],
    upgrade: Sequence[str],
) -> None:
    """Resolve every group with uv and write its lock.

    Versions that a lock already holds are kept, unless ``upgrade`` says otherwise.  Raises
    :exc:`subprocess.CalledProcessError` when uv finds no set of versions.
    """
    uv = shutil.which("uv")
    if uv is None:
        message = "uv is not installed; 'make lock' brings it"
        raise FileNotFoundError(message)
    (root / "requirements").mkdir(exist_ok=True)
    kinds = dict.fromkeys(extras, "extra")
    for name, wanted in groups.items():
        lock = Path("requirements", f"{name}.txt")
        source = ["-"] if name == "build" else ["pyproject.toml"] if name in WITH_PACKAGE else []
        part = [] if name in {"book", "build"} else [f"--{kinds.get(name, 'group')}={name}"]
        subprocess.run(
            [uv, *COMPILE, *upgrade, *source, *part, f"--output-file={lock}"],
            cwd=root,
            input="\n".join(map(str, wanted)) if name == "build" else None,
            text=True,
            check=True,
        )
        text = (root / lock).read_text(encoding="utf-8")
        (root / lock).write_text(f"--require-hashes\n{text}", encoding="utf-8")


def main(argv: Sequence[str] | None = None) -> int:
    """Write the locks, or with ``--check`` compare them; 0 done or in step, 1 not, 2 could not."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument(
        "--check", action="store_true", help="only say whether they agree (offline)"
    )
    parser.add_argument("--upgrade", action="store_true", help="take the newest versions allowed")
    parser.add_argument("--root", type=Path, default=Path(__file__).parents[1], help="the project")
    options = parser.parse_args(argv)
    try:
        project = tomllib.loads((options.root / "pyproject.toml").read_text(encoding="utf-8"))
        groups = read_groups(project)
        if not options.check:
            upgrade = ["--upgrade"] if options.upgrade else []
            write_locks(options.root, groups, _extras(project), upgrade)
    except (OSError, tomllib.TOMLDecodeError, subprocess.CalledProcessError) as error:
        print(f"lock_requirements: {error}", file=sys.stderr)
        return 2
    problems = check(options.root / "requirements", groups)
    for problem in problems:
        print(f"requirements/{problem}")
    if problems and options.check:
        print("Run 'make lock', and read the difference before you commit it.")
    return 1 if problems else 0


if __name__ == "__main__":
    raise SystemExit(main())
