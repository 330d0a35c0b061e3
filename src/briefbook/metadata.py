"""What the front matter of a brief may say, and where it says something else."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any, Literal, get_args

from pydantic import BaseModel, ConfigDict, Field, PrivateAttr, ValidationError

from briefbook.findings import Finding, did_you_mean, nearest
from briefbook.frontmatter.cut import RULE
from briefbook.frontmatter.keys import Keys
from briefbook.frontmatter.kinds import IsoDate, Number, Text  # noqa: TC001  # pydantic reads them

if TYPE_CHECKING:
    from pydantic_core import ErrorDetails

    from briefbook.frontmatter.cut import FrontMatter

Status = Literal["draft", "in-review", "published", "superseded"]


class Change(BaseModel):
    """One line of a brief's history."""

    model_config = ConfigDict(extra="forbid", frozen=True, str_strip_whitespace=True)

    date: IsoDate = Field(description="day of the edition, as YYYY-MM-DD")
    note: Text = Field(description="what changed, for the reader")


class Exemption(BaseModel):
    """One rule that a brief does not follow."""

    model_config = ConfigDict(extra="forbid", frozen=True, str_strip_whitespace=True)

    rule: Text = Field(description="id of the rule")
    reason: Text = Field(description="why the brief does not follow it, for the reader")


class Brief(BaseModel):
    """What the front matter of a brief says, under its key ``brief``."""

    model_config = ConfigDict(extra="forbid", frozen=True, str_strip_whitespace=True)

    number: Number = Field(ge=1, le=9999, description="number of the brief, from 1 to 9999")
    question: Text = Field(description="the question that the brief answers")
    audience: tuple[Text, ...] = Field(
        default=(), min_length=1, description="list of those it is written for"
    )
    status: Status = Field(description="one of draft, in-review, published, superseded")
    issued: IsoDate = Field(description="day of issue, as YYYY-MM-DD")
    as_of: IsoDate = Field(alias="as-of", description="information cut-off, as YYYY-MM-DD")
    review_by: IsoDate = Field(alias="review-by", description="day of the next review, YYYY-MM-DD")
    topics: tuple[Text, ...] = Field(default=(), min_length=1, description="list of subjects")
    changes: tuple[Change, ...] = Field(
        default=(), description="list of editions, each with a date and a note"
    )
    superseded_by: Number = Field(
        default=0,
        alias="superseded-by",
        ge=1,
        le=9999,
        description="number of the brief that has taken its place",
    )
    allow: tuple[Exemption, ...] = Field(
        default=(), description="list of rules not followed, each with a rule and a reason"
    )
    _extra: dict[str, Any] = PrivateAttr(default_factory=dict)
    _faults: frozenset[str] = PrivateAttr(default=frozenset())

    @property
    def faults(self) -> frozenset[str]:
        """The keys that were reported and hold a stopgap, from which nothing follows."""
        return self._faults

    def with_faults(self, faults: frozenset[str]) -> Brief:
        """Return the brief with the keys that were reported."""
        found = self.model_copy()
        found._faults = faults  # noqa: SLF001  # of the same class
        return found

    def extra_values(self) -> dict[str, Any]:
        """Return the values of the keys that the book has added."""
        return dict(self._extra)

    def with_extra(self, values: dict[str, Any]) -> Brief:
        """Return the brief with values for the keys that the book has added."""
        found = self.model_copy()
        found._extra = dict(values)  # noqa: SLF001  # of the same class
        return found


SHOWN = 60
_CURLY = re.compile("\\s*[“„‘«][^“”„‘’«»]*[”“’»]\\s*")


def validate(
    front: FrontMatter, path: str, keys: Keys | None = None
) -> tuple[Brief | None, list[Finding]]:
    """Return the brief, or None with one finding for each thing that is wrong with its keys.

    ``keys`` says which keys the book needs and adds.
    """
    keys = keys or Keys()
    if not isinstance(front.values, dict):
        message = "'brief' holds no keys"
        remedy = f"give it: {', '.join(needed(keys))}"
        return None, [Finding(path, front.lines.get("", 1), RULE, message, remedy)]
    values, problems = keys.read(front.values)
    problems += keys.missing(front.values)
    brief = None
    try:
        own = {name: value for name, value in front.values.items() if name not in keys.extra}
        brief = Brief.model_validate(own).with_extra(values)
    except ValidationError as error:
        problems += error.errors(include_url=False)
    problems += _slips(front.values, {item["loc"] for item in problems})
    if not problems and not front.problems:
        return brief, []
    items = _causes(problems, keys)
    found = {_finding(item, front, path, keys) for item in items}
    return None, sorted({*found, *front.problems})


def _slips(values: dict[str, object], known: set[tuple[int | str, ...]]) -> list[ErrorDetails]:
    """Return what is wrong with values that are well formed one by one."""
    found: list[ErrorDetails] = []
    names = [nearest(name, ["superseded-by"]) for name in values]
    if str(values.get("status")).strip() == "superseded" and "superseded-by" not in names:
        found.append({"type": "superseded", "loc": ("status",), "msg": "", "input": ""})
    for name, value in values.items():
        if (name,) not in known and isinstance(value, list):
            words = [" ".join(item.split()).casefold() for item in value if isinstance(item, str)]
            found += [
                {"type": "repeated", "loc": (name, index), "msg": "", "input": value[index]}
                for index, word in enumerate(words)
                if word in words[:index]
            ]
        if (name,) not in known and isinstance(value, str) and _CURLY.fullmatch(value):
            found.append({"type": "curly", "loc": (name,), "msg": "", "input": value})
    return found


def needed(keys: Keys) -> list[str]:
    """Return the keys that a brief must have, in the order in which they are written."""
    own = [field.alias or name for name, field in Brief.model_fields.items() if field.is_required()]
    return [name for name in meanings(keys) if name in own or name in keys.required]


def meanings(keys: Keys) -> dict[str, str]:
    """Return every key of the front matter with its meaning."""
    return {**_keys(Brief), **{name: key.description for name, key in keys.extra.items()}}


def _causes(items: list[ErrorDetails], keys: Keys) -> list[ErrorDetails]:
    """Return the errors without those that only follow from another.

    A slip in a key makes it unknown, and the one that was meant missing; a bad item of a list
    makes the list too short.
    """
    meant = {
        (*item["loc"][:-1], nearest(str(item["loc"][-1]), _keys_at(item["loc"], keys)))
        for item in items
        if item["type"] == "extra_forbidden"
    }
    # A record of two keys with one unknown and one missing has one slip, whatever the word is.
    meant |= {
        item["loc"]
        for item in items
        if item["type"] == "missing"
        and len(item["loc"]) > 1
        and sum(other["loc"][:-1] == item["loc"][:-1] for other in items) == 2  # noqa: PLR2004
        and any(o["type"] == "extra_forbidden" and o["loc"][:-1] == item["loc"][:-1] for o in items)
    }
    meant |= _parted(items)
    deeper = {item["loc"][:length] for item in items for length in range(len(item["loc"]))}
    return [
        item
        for item in items
        if item["loc"] not in deeper and (item["type"] != "missing" or item["loc"] not in meant)
    ]


def _parted(items: list[ErrorDetails]) -> set[tuple[int | str, ...]]:
    """Return what is missing in the second half of a record that was parted in two by a dash."""
    missing = {item["loc"] for item in items if item["type"] == "missing"}
    return {
        place
        for place in missing
        if len(place) == 3  # noqa: PLR2004  # list, item, key
        and any(
            other[:2] == (place[0], int(place[1]) - 1) and other[2] != place[2]
            for other in missing
            if len(other) == 3  # noqa: PLR2004
        )
    }


def _keys_at(place: tuple[int | str, ...], keys: Keys) -> dict[str, str]:
    if len(place) > 2:  # noqa: PLR2004  # changes.<index>.<key>
        return _keys(Exemption if place[0] == "allow" else Change)
    return meanings(keys)


def _keys(model: type[BaseModel]) -> dict[str, str]:
    """Return the keys of ``model`` as they are written, each with its meaning."""
    return {
        field.alias or name: field.description or "" for name, field in model.model_fields.items()
    }


def _finding(item: ErrorDetails, front: FrontMatter, path: str, keys: Keys) -> Finding:
    place = [str(part) for part in item["loc"]]
    name, known = place[-1], _keys_at(item["loc"], keys)
    what = f"item {int(name) + 1} of '{place[-2]}'" if name.isdecimal() else f"'{name}'"
    remedy = f"give it: {known.get(name, known.get(place[0], ''))}"
    given = _shown(item.get("input"))
    match item["type"]:
        case "missing":
            message, remedy = f"the key {what} is missing", f"add it: {known[name]}"
        case "extra_forbidden":
            message, remedy = f"unknown key {_shown(name)}", did_you_mean(name, [*known])
        case "literal_error":
            choices = _choices(place[0], keys)
            message, remedy = f"{what} is {given}", did_you_mean(given.strip("'"), choices)
        case "superseded":
            message = "the status is 'superseded', and the key 'superseded-by' is missing"
            remedy = f"add it: {known['superseded-by']}"
        case "curly":
            message = f"{what} stands between typographic quotation marks, which are printed"
            remedy = "take them out, or write straight ones"
        case "repeated":
            message, remedy = f"{what} is {given}, which stands there already", "take it out"
        case "string_too_short" | "too_short":
            message = f"{what} is empty"
        case _:
            message = f"{what} is {given}"
    return Finding(path, _line(place, front.lines), RULE, message, remedy)


def _choices(name: str, keys: Keys) -> tuple[str, ...]:
    return keys.extra[name].choices if name in keys.extra else get_args(Status)


def _shown(given: object) -> str:
    """Return what an author wrote, on one line and not longer than a message bears."""
    match given:
        case dict():
            return "a record"
        case list() | tuple():
            return "a list"
        case _:
            words = " ".join(str(given).split())
            return f"'{words[:SHOWN]}…'" if len(words) > SHOWN else f"'{words}'"


def _line(place: list[str], lines: dict[str, int]) -> int:
    """Return the line of the innermost key of ``place`` that was written."""
    for length in range(len(place), -1, -1):
        key = ".".join(place[:length])
        if key in lines:
            return lines[key]
    return 1
