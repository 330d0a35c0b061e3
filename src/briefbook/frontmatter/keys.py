"""Which keys a book's briefs must have, and which it adds: ``briefbook_front_matter``."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Literal

from pydantic import BaseModel, ConfigDict, Field, ValidationError, model_validator

from briefbook.findings import did_you_mean
from briefbook.frontmatter.kinds import KINDS, adapter

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from pydantic_core import ErrorDetails

NEEDED = ("audience", "topics")
"""What a brief needs unless the book says otherwise, beside what no brief can do without."""


class ExtraKey(BaseModel):
    """A key that a book adds: its type, what it means, and what may stand in it if not all may."""

    model_config = ConfigDict(extra="forbid", frozen=True)

    type: Literal["text", "date", "number", "flag", "list"]
    description: str = Field(min_length=1)
    choices: tuple[str, ...] = ()

    @model_validator(mode="after")
    def _choices_are_words(self) -> ExtraKey:
        if self.choices and self.type not in {"text", "list"}:
            raise ValueError(f"a {self.type} has no choices")
        return self


class Keys(BaseModel):
    """The setting as a whole."""

    model_config = ConfigDict(extra="forbid", frozen=True)

    required: tuple[str, ...] = NEEDED
    extra: dict[str, ExtraKey] = Field(default_factory=dict)

    def read(self, given: Mapping[str, object]) -> tuple[dict[str, Any], list[ErrorDetails]]:
        """Return the values of the added keys that stand in ``given``, and what is wrong there."""
        values: dict[str, Any] = {}
        problems: list[ErrorDetails] = []
        for name, key in self.extra.items():
            if name not in given:
                continue
            try:
                values[name] = adapter(key.type, key.choices).validate_python(given[name])
            except ValidationError as error:
                for item in error.errors(include_url=False):
                    item["loc"] = (name, *item["loc"])
                    problems.append(item)
        return values, problems

    def missing(self, given: Mapping[str, object]) -> list[ErrorDetails]:
        """Return an error for each needed key that is not there."""
        names = [name for name in self.required if name not in given]
        return [{"type": "missing", "loc": (name,), "msg": "", "input": given} for name in names]


class SettingError(Exception):
    """A setting that makes no sense: what is wrong, what to write, and the way to the value."""

    def __init__(self, message: str, remedy: str, *keys: object) -> None:
        super().__init__(f"{message}; {remedy}")
        self.message, self.remedy, self.keys = message, remedy, keys


def read_setting(value: object, known: Sequence[str]) -> Keys:
    """Return the setting, or raise `SettingError`; ``known`` are the keys that every book has."""
    try:
        keys = Keys.model_validate(value)
    except ValidationError as error:
        raise _trouble(error.errors(include_url=False)[0]) from None
    for name in keys.extra:
        if name in known:
            message = f"the key '{name}' is there already"
            raise SettingError(message, "give yours another name", "extra", name)
    for name in keys.required:
        if name not in known and name not in keys.extra:
            remedy = did_you_mean(name, [*known, *keys.extra])
            raise SettingError(f"'{name}' in 'required' is no key", remedy, "required", name)
    return keys


def _trouble(item: ErrorDetails) -> SettingError:
    place = [str(part) for part in item["loc"]]
    name = place[-1] if place else ""
    where = f" of '{'.'.join(place[:-1])}'" if place[:-1] else ""
    if item["type"] == "extra_forbidden":
        known = ["required", "extra"] if len(place) == 1 else list(ExtraKey.model_fields)
        message, remedy = f"unknown key '{name}'{where}", did_you_mean(name, known)
    elif item["type"] == "missing":
        message, remedy = f"the key '{name}'{where} is missing", "add it"
    elif item["type"] == "literal_error":
        given = str(item["input"])
        message, remedy = f"the type{where} is '{given}'", did_you_mean(given, KINDS)
    else:
        said = str(item["msg"]).removeprefix("Value error, ")
        message, remedy = f"'{'.'.join(place)}': {said}" if place else said, "correct it"
    return SettingError(message, remedy, *item["loc"])
