"""Reading the file of sources: every problem becomes a finding at its line."""

from __future__ import annotations

from pathlib import Path, PurePosixPath
from typing import TYPE_CHECKING

from pydantic import ValidationError

from briefbook.findings import Finding, did_you_mean
from briefbook.plain_yaml import YamlError
from briefbook.sources import nodes
from briefbook.sources.model import KEYS, Bibliography, Custom, Person, Source, closest, suggest

if TYPE_CHECKING:
    from pydantic_core import ErrorDetails

_EXAMPLE = "write a list of entries, each beginning with '- id: …'"
_KEYS_OF = {
    "author": tuple(info.alias or name for name, info in Person.model_fields.items()),
    "editor": tuple(info.alias or name for name, info in Person.model_fields.items()),
    "translator": tuple(info.alias or name for name, info in Person.model_fields.items()),
    "custom": tuple(Custom.model_fields),
}
_MEANING = {
    "id": "the name that citations use",
    "type": "its CSL type, such as report or article-newspaper",
    "title": "its title, as printed there",
    "custom": "{kind: …, read: …}: what it is and how much of it was read",
    "kind": "what it is: primary, official, scholarly, reference, press, opinion or blog",
    "read": "how much of it was read: page, copy, opening or not-seen",
}


def load(path: Path, shown: str | None = None) -> tuple[Bibliography, list[Finding]]:
    """Return the sources in ``path`` that are sound, and a finding for whatever is not.

    ``shown`` is the file's name in findings, in POSIX form; by default its path.  Never raises
    for the content of the file, nor when it cannot be read.
    """
    name = PurePosixPath(shown or path.as_posix())
    try:
        text = _bytes(path).decode("utf-8")
        tree = nodes.read(text)
    except OSError as error:
        reason = (error.strerror or "unknown error").lower()
        return _none(name, 0, "source-file", f"cannot be read: {reason}", "check the path")
    except UnicodeDecodeError as error:
        line = error.object.count(b"\n", 0, error.start) + 1
        return _none(name, line, "source-file", "is not UTF-8", "save the file as UTF-8")
    except YamlError as error:
        message = f"cannot be read: {error.message.removeprefix('it cannot be read: ')}"
        return _none(name, error.line, "source-file", message, error.remedy)
    if tree.value is None:
        return _none(name, 1, "source-file", "is empty", _EXAMPLE)
    if not isinstance(tree.value, list):
        return _none(name, 1, "source-file", "is not a list of sources", _EXAMPLE)
    return _Reader(name, tree).read(tree.value)


def _bytes(path: Path) -> bytes:
    if path.exists() and not path.is_file():  # to read a pipe would be to wait for ever
        raise OSError(0, "it holds no text")
    return path.read_bytes()


def _none(
    name: PurePosixPath, line: int, rule: str, message: str, remedy: str
) -> tuple[Bibliography, list[Finding]]:
    finding = Finding(str(name), line, rule, f"the file of sources {message}", remedy)
    return Bibliography(path=name), [finding]


class _Reader:
    """Turns one file's entries into sources, collecting findings on the way."""

    def __init__(self, name: PurePosixPath, tree: nodes.Tree) -> None:
        self.name = name
        self.tree = tree
        self.findings: list[Finding] = []
        self.sources: dict[str, Source] = {}
        self.lines: dict[str, int] = {}
        self.rejected: set[str] = set()
        self.nameless = False

    def read(self, entries: list[object]) -> tuple[Bibliography, list[Finding]]:
        for again in self.tree.repeated:
            message = f"key '{again.key}' is already given on line {again.first_line}"
            self.note(again.line, "source-key", message, "keep one of them")
        for number, entry in enumerate(entries):
            self.entry(number, entry)
        bibliography = Bibliography(
            self.sources,
            self.lines,
            frozenset(self.rejected - self.sources.keys()),
            self.name,
            nameless=self.nameless,
        )
        return bibliography, sorted(self.findings)

    def note(self, line: int, rule: str, message: str, remedy: str) -> None:
        self.findings.append(Finding(str(self.name), line, rule, message, remedy))

    def entry(self, number: int, entry: object) -> None:
        line = self.tree.lines[(number,)]
        if not isinstance(entry, dict):
            self.nameless = True
            self.note(line, "source-entry", f"entry {number + 1} is not a record", _EXAMPLE)
            return
        given = entry.get("id")
        source_id = given if isinstance(given, str) and given else None
        self.nameless |= source_id is None
        called = f"source '{source_id}'" if source_id else f"entry {number + 1}"
        if source_id is not None and source_id in self.lines:
            message = f"{called} is already defined on line {self.lines[source_id]}"
            self.note(line, "source-duplicate", message, "give one of them another id")
            return
        if source_id is not None:
            self.lines[source_id] = line
        # A key without a value is a key not given.
        filled = {key: value for key, value in entry.items() if value not in (None, "")}
        try:
            source = Source.model_validate(filled)
        except ValidationError as error:
            for detail in _causes(error.errors(include_url=False)):
                self.problem(number, called, detail)
            self.rejected.update([source_id] if source_id else [])
        else:
            self.sources[source.id] = source

    def problem(self, number: int, called: str, detail: ErrorDetails) -> None:
        where = detail["loc"]
        key = str(where[-1]) if where else ""
        line = self.line((number, *where))
        context = detail.get("ctx", {})
        match detail["type"]:
            case "missing":
                remedy = f"add {_MEANING.get(key, 'it')}"
                self.note(line, "source-missing", f"{called} has no '{key}'", remedy)
            case "extra_forbidden":
                known = _KEYS_OF.get(str(where[0]), KEYS) if len(where) > 1 else KEYS
                message = f"{called} has an unknown key '{key}'"
                remedy = suggest(key, known) or did_you_mean(key, known)
                self.note(line, "source-key", message, remedy)
            case code if "remedy" in context:
                rule = "source-value" if code in {"value", "name"} else f"source-{code}"
                message = f"{called}: {_dotted(where)} {context['text']}"
                self.note(line, rule, message, str(context["remedy"]))
            case code:
                remedy = f"write {_wanted(code)}"
                self.note(line, "source-value", f"{called}: {_dotted(where)} is unusable", remedy)

    def line(self, path: nodes.Path) -> int:
        """Return the line of ``path``, or of the nearest thing around it that has one."""
        while path and path not in self.tree.lines:
            path = path[:-1]
        return self.tree.lines.get(path, 1)


def _causes(details: list[ErrorDetails]) -> list[ErrorDetails]:
    """Return the errors without the keys that are missing only because one is misspelt."""
    missing = {d["loc"] for d in details if d["type"] == "missing"}
    meant = set()
    for detail in details:
        if detail["type"] == "extra_forbidden":
            *above, key = detail["loc"]
            near = [str(place[-1]) for place in missing if [*place[:-1]] == above]
            meant.add((*above, closest(str(key), near)))
    return [d for d in details if d["type"] != "missing" or d["loc"] not in meant]


def _dotted(where: tuple[int | str, ...]) -> str:
    words = [f"no. {part + 1}" if isinstance(part, int) else f"'{part}'" for part in where]
    return " ".join(words) or "the entry"


def _wanted(code: str) -> str:
    if code.startswith("string"):
        return "plain text"
    if code.startswith(("tuple", "list")):
        return "a list of names, each {family: …, given: …} or {literal: …}"
    return "a record, such as {key: value}"
