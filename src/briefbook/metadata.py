"""Front matter of a brief: from YAML text to a validated `Brief`, each problem at its line."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date
from typing import Annotated, Literal

import yaml
from pydantic import BaseModel, BeforeValidator, ConfigDict, Field, ValidationError

from briefbook.findings import Finding, did_you_mean

Status = Literal["draft", "in-review", "published", "superseded"]


def _iso_date(value: object) -> date:
    """Return the date of a ``YYYY-MM-DD`` string; pydantic would take timestamps too."""
    if isinstance(value, str) and re.fullmatch(r"\d{4}-\d{2}-\d{2}", value.strip()):
        return date.fromisoformat(value.strip())
    raise ValueError("not a date")


IsoDate = Annotated[date, BeforeValidator(_iso_date)]
Text = Annotated[str, Field(min_length=1)]


class Change(BaseModel):
    """One line of a brief's history."""

    model_config = ConfigDict(extra="forbid", frozen=True, str_strip_whitespace=True)

    date: IsoDate = Field(description="day of the edition, as YYYY-MM-DD")
    note: Text = Field(description="what changed, for the reader")


class Brief(BaseModel):
    """What the front matter of a brief says, under its key ``brief``."""

    model_config = ConfigDict(extra="forbid", frozen=True, str_strip_whitespace=True)

    number: int = Field(ge=1, le=9999, description="number of the brief, unique in the book")
    question: Text = Field(description="the question that the brief answers")
    audience: tuple[Text, ...] = Field(min_length=1, description="list of those it is written for")
    status: Status = Field(description="draft, in-review, published or superseded")
    issued: IsoDate = Field(description="day of issue, as YYYY-MM-DD")
    as_of: IsoDate = Field(alias="as-of", description="information cut-off, as YYYY-MM-DD")
    review_by: IsoDate = Field(alias="review-by", description="day of the next review, YYYY-MM-DD")
    topics: tuple[Text, ...] = Field(min_length=1, description="list of subjects")
    changes: tuple[Change, ...] = Field(
        default=(), description="list of editions, each with a date and a note"
    )


@dataclass(frozen=True)
class FrontMatter:
    """A source file cut in two.

    ``body`` is the whole text with the lines of the key ``brief`` emptied, so that MyST sees only
    its own keys and every later line keeps its number.  ``lines`` maps a dotted key, such as
    ``changes.0.date``, to its line in the file.
    """

    values: object
    lines: dict[str, int]
    body: str
    present: bool


class FrontMatterError(Exception):
    """Front matter that cannot be read at all; carries its one finding."""

    def __init__(self, finding: Finding) -> None:
        super().__init__(str(finding))
        self.finding = finding


_FENCE = re.compile(r"^(---|\.\.\.)\s*$")
RULE = "front-matter"


def split(text: str, path: str) -> FrontMatter:
    """Cut the front matter off ``text``; raise `FrontMatterError` where YAML cannot read it."""
    lines = text.splitlines(keepends=True)
    if not lines or not re.match(r"^---\s*$", lines[0]):
        return FrontMatter(None, {}, text, present=False)
    end = next((i for i, line in enumerate(lines[1:], 1) if _FENCE.match(line)), None)
    if end is None:
        raise FrontMatterError(
            Finding(path, 1, RULE, "the front matter has no end", "close it with a line of ---")
        )
    root = _compose("".join(lines[1:end]), path)
    return _brief_key(root, lines, end, path)


def _compose(text: str, path: str) -> yaml.Node | None:
    try:
        return yaml.compose(text, Loader=yaml.BaseLoader)
    except yaml.MarkedYAMLError as error:
        mark = error.problem_mark or error.context_mark
        line = mark.line + 2 if mark else 1
        problem = error.problem or "it cannot be read"
        remedy = "quote a value that holds ': ', '#' or '[', and indent with spaces"
        message = f"the front matter is not YAML: {problem}"
        raise FrontMatterError(Finding(path, line, RULE, message, remedy)) from error
    except (yaml.YAMLError, RecursionError, ValueError) as error:
        message = f"the front matter is not YAML: {str(error).splitlines()[0]}"
        raise FrontMatterError(
            Finding(path, 1, RULE, message, "write plain 'key: value' lines")
        ) from error


def _brief_key(root: yaml.Node | None, lines: list[str], end: int, path: str) -> FrontMatter:
    if root is None:
        return FrontMatter(None, {}, "".join(lines), present=False)
    if not isinstance(root, yaml.MappingNode):
        raise FrontMatterError(
            Finding(path, 2, RULE, "the front matter is no list of keys", "write 'brief:' first")
        )
    for index, (key, value) in enumerate(root.value):
        if key.value != "brief":
            continue
        if root.flow_style:
            raise FrontMatterError(
                Finding(path, 2, RULE, "'brief' stands inside braces", "write one key a line")
            )
        first = key.start_mark.line + 1
        following = root.value[index + 1 :]
        last = following[0][0].start_mark.line + 1 if following else end
        marks: dict[str, int] = {"": first + 1}
        values = _values(value, "", marks, path)
        kept = lines[:first] + ["\n"] * (last - first) + lines[last:]
        if len(root.value) == 1:  # nothing is left for MyST, which takes empty YAML for an error
            kept = ["\n"] * (end + 1) + lines[end + 1 :]
        return FrontMatter(values, marks, "".join(kept), present=True)
    return FrontMatter(None, {}, "".join(lines), present=False)


def _values(node: yaml.Node, place: str, marks: dict[str, int], path: str) -> object:
    """Return plain values, scalars as the strings that were written; note each key's line."""
    prefix = f"{place}." if place else ""
    if isinstance(node, yaml.MappingNode):
        found: dict[str, object] = {}
        for key, value in node.value:
            name, line = str(key.value), key.start_mark.line + 2
            if name in found:
                message = f"the key '{name}' stands twice, first in line {marks[prefix + name]}"
                raise FrontMatterError(Finding(path, line, RULE, message, "keep one of the two"))
            marks[prefix + name] = line
            found[name] = _values(value, prefix + name, marks, path)
        return found
    if isinstance(node, yaml.SequenceNode):
        items = []
        for index, value in enumerate(node.value):
            marks[f"{prefix}{index}"] = value.start_mark.line + 2
            items.append(_values(value, f"{prefix}{index}", marks, path))
        return items
    return node.value


def validate(front: FrontMatter, path: str) -> tuple[Brief | None, list[Finding]]:
    """Return the brief, or None with one finding for each thing that is wrong with its keys."""
    if not isinstance(front.values, dict):
        message = "'brief' holds no keys"
        remedy = f"give it: {', '.join(_keys(Brief))}"
        return None, [Finding(path, front.lines.get("", 1), RULE, message, remedy)]
    try:
        return Brief.model_validate(front.values), []
    except ValidationError as error:
        found = {_finding(item, front, path) for item in error.errors(include_url=False)}
        return None, sorted(found)


def _keys(model: type[BaseModel]) -> dict[str, str]:
    """Return the keys of ``model`` as they are written, each with its meaning."""
    return {
        field.alias or name: field.description or "" for name, field in model.model_fields.items()
    }


def _finding(item: object, front: FrontMatter, path: str) -> Finding:
    assert isinstance(item, dict)  # noqa: S101  # pydantic's error records are dictionaries
    place = [str(part) for part in item["loc"]]
    name = place[-1] if place else "brief"
    keys = _keys(Change if len(place) > 2 else Brief)  # noqa: PLR2004  # changes.<index>.<key>
    meaning = keys.get(name, keys.get(place[0], ""))
    line = _line(place, front.lines)
    given = item.get("input")
    match item["type"]:
        case "missing":
            return Finding(path, line, RULE, f"the key '{name}' is missing", f"add it: {meaning}")
        case "extra_forbidden":
            return Finding(path, line, RULE, f"unknown key '{name}'", did_you_mean(name, [*keys]))
        case "literal_error":
            message = f"'{name}' is '{given}'"
            return Finding(path, line, RULE, message, did_you_mean(str(given), _statuses()))
        case "string_too_short" | "too_short":
            return Finding(path, line, RULE, f"'{name}' is empty", f"give it: {meaning}")
        case _:
            shown = f"'{given}'" if isinstance(given, str) else "something else"
            return Finding(path, line, RULE, f"'{name}' is {shown}", f"give it: {meaning}")


def _statuses() -> tuple[str, ...]:
    return ("draft", "in-review", "published", "superseded")


def _line(place: list[str], lines: dict[str, int]) -> int:
    """Return the line of the innermost key of ``place`` that was written."""
    for length in range(len(place), -1, -1):
        key = ".".join(place[:length])
        if key in lines:
            return lines[key]
    return 1
