"""What one source says of itself: the CSL fields that are kept, and what each may hold."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from pathlib import PurePosixPath
from typing import Annotated, Literal, get_args
from urllib.parse import urlsplit

from pydantic import AfterValidator, BaseModel, ConfigDict, Field, model_validator
from pydantic_core import PydanticCustomError

from briefbook.findings import did_you_mean, nearest
from briefbook.unseen import unseen, what_it_does

Kind = Literal["primary", "official", "scholarly", "reference", "press", "opinion", "blog"]
"""What a source is, from the record itself to a private page."""

Read = Literal["page", "copy", "opening", "not-seen"]
"""How much was read: the page itself, a mirror or reprint, only its opening, or nothing."""

KINDS: tuple[str, ...] = get_args(Kind)
READS: tuple[str, ...] = get_args(Read)

# The item types of CSL 1.0.2.
TYPES = (
    "article",
    "article-journal",
    "article-magazine",
    "article-newspaper",
    "bill",
    "book",
    "broadcast",
    "chapter",
    "classic",
    "collection",
    "dataset",
    "document",
    "entry",
    "entry-dictionary",
    "entry-encyclopedia",
    "event",
    "figure",
    "graphic",
    "hearing",
    "interview",
    "legal_case",
    "legislation",
    "manuscript",
    "map",
    "motion_picture",
    "musical_score",
    "pamphlet",
    "paper-conference",
    "patent",
    "performance",
    "periodical",
    "personal_communication",
    "post",
    "post-weblog",
    "regulation",
    "report",
    "review",
    "review-book",
    "software",
    "song",
    "speech",
    "standard",
    "thesis",
    "treaty",
    "webpage",
)

_ID = re.compile(r"[A-Za-z0-9][A-Za-z0-9_.:-]*\Z")
_DATE = re.compile(r"\d{4}(-\d{2}){0,2}\Z", re.ASCII)
_SUM = re.compile(r"[0-9a-f]{64}\Z", re.ASCII)
_DOI = re.compile(r"10\.\d{4,9}/\S+\Z", re.ASCII)
_CONTROL = re.compile(r"[\x00-\x1f\x7f-\x9f\u2028\u2029]")
_DATE_REMEDY = "write year, year-month or year-month-day, such as 2022, 2022-09 or 2022-09-07"


def _error(code: str, message: str, remedy: str) -> PydanticCustomError:
    # Passed as a field: a message may hold braces, which pydantic would take for fields.
    return PydanticCustomError(code, "{text}", {"text": message, "remedy": remedy})


def _text(value: str) -> str:
    if not value.strip():
        raise _error("value", "is empty", "fill it in or leave the key out")
    if _CONTROL.search(value):
        raise _error("value", "holds a line break or control character", "write it on one line")
    if found := next(unseen(value), None):
        raise _error("value", f"holds {what_it_does(found[1])}", "type it anew")
    return value.strip()


def _id(value: str) -> str:
    if not _ID.match(value):
        remedy = "use letters, digits and hyphens, such as dawn-2022-10-21"
        raise _error("id", f"'{value}' cannot be an id", remedy)
    return value


def _type(value: str) -> str:
    if value not in TYPES:
        usual = "use a CSL type, such as report, webpage, article-newspaper, book or legislation"
        raise _error("type", f"'{value}' is not a CSL type", suggest(value, TYPES) or usual)
    return value


def suggest(word: str, known: Sequence[str]) -> str | None:
    """Return a remedy naming the known word that ``word`` resembles, in any case or order."""
    match = closest(word, known)
    return f"did you mean '{match}'?" if match else None


def closest(word: str, known: Sequence[str]) -> str | None:
    """Return the known word that ``word`` resembles, in any case or order."""
    same = {_key(other): other for other in known}.get(_key(word))
    return same or nearest(word, known) or nearest(word.casefold(), known)


def _key(word: str) -> tuple[str, ...]:
    return tuple(sorted(re.split(r"[\s_-]+", word.casefold())))


def _one_of(value: str, known: tuple[str, ...]) -> str:
    if value not in known:
        raise _error("custom", f"'{value}' is not known", did_you_mean(value, known))
    return value


def _date(value: str) -> str:
    if not _DATE.match(value):
        raise _error("date", f"'{value}' is not a date", _DATE_REMEDY)
    year, month, day = (*map(int, value.split("-")), 1, 1)[:3]
    try:
        date(year, month, day)
    except ValueError:
        raise _error("date", f"'{value}' is not in the calendar", _DATE_REMEDY) from None
    return value


def _day(value: str) -> str:
    if len(_date(value)) != len("2022-09-07"):
        raise _error("date", f"'{value}' is not a day", "write it as year-month-day")
    return value


def _url(value: str) -> str:
    remedy = "write the whole address, beginning with https://"
    try:
        parts = urlsplit(value)
        usable = parts.scheme in {"http", "https"} and bool(parts.hostname)
        _ = parts.port
    except ValueError:
        usable = False
    if not usable or re.search(r"\s", value):
        raise _error("url", f"'{value}' is not a web address", remedy)
    return value


def _sum(value: str) -> str:
    if not _SUM.match(value):
        remedy = "give the 64 digits that sha256sum prints, or leave the key out"
        raise _error("sha256", f"'{value}' is no SHA-256 sum", remedy)
    return value


def _doi(value: str) -> str:
    if not _DOI.match(value):
        remedy = "write it without the address, such as 10.1057/palcomms.2017.8"
        raise _error("doi", f"'{value}' is not a DOI", remedy)
    return value


Text = Annotated[str, AfterValidator(_text)]
Date = Annotated[str, AfterValidator(_text), AfterValidator(_date)]
Day = Annotated[str, AfterValidator(_text), AfterValidator(_day)]
Address = Annotated[str, AfterValidator(_text), AfterValidator(_url)]


class _Record(BaseModel):
    model_config = ConfigDict(frozen=True, extra="forbid")


class Person(_Record):
    """An author or editor: a person in parts, or a body as ``literal``."""

    family: Text | None = None
    given: Text | None = None
    suffix: Text | None = None
    particle: Annotated[Text | None, Field(alias="non-dropping-particle")] = None
    literal: Text | None = None

    @model_validator(mode="after")
    def _named(self) -> Person:
        parts = (self.given, self.suffix, self.particle)
        if self.literal is None and self.family is None:
            raise _error("name", "is a name without 'family' or 'literal'", "add one of them")
        if self.literal is not None and (self.family is not None or any(parts)):
            remedy = "use 'literal' for a body, 'family' and 'given' for a person"
            raise _error("name", "mixes 'literal' with the parts of a name", remedy)
        return self

    @property
    def short(self) -> str:
        """The family name with its particle, or the name of the body."""
        if self.literal is not None:
            return self.literal
        return " ".join(part for part in (self.particle, self.family) if part)


class Custom(_Record):
    """What this book adds to CSL: the kind of source, and how much of it was read.

    ``sha256`` is the sum of the file that was taken in, in hexadecimal digits.
    """

    kind: Annotated[str, AfterValidator(lambda value: _one_of(value, KINDS))]
    read: Annotated[str, AfterValidator(lambda value: _one_of(value, READS))]
    sha256: Annotated[str | None, AfterValidator(lambda value: value and _sum(value))] = None


class Source(_Record):
    """One source, as CSL describes it; every value is text."""

    id: Annotated[str, AfterValidator(_text), AfterValidator(_id)]
    type: Annotated[str, AfterValidator(_text), AfterValidator(_type)]
    title: Text
    title_short: Annotated[Text | None, Field(alias="title-short")] = None
    author: tuple[Person, ...] = ()
    editor: tuple[Person, ...] = ()
    translator: tuple[Person, ...] = ()
    container_title: Annotated[Text | None, Field(alias="container-title")] = None
    collection_title: Annotated[Text | None, Field(alias="collection-title")] = None
    publisher: Text | None = None
    publisher_place: Annotated[Text | None, Field(alias="publisher-place")] = None
    genre: Text | None = None
    number: Text | None = None
    edition: Text | None = None
    volume: Text | None = None
    issue: Text | None = None
    page: Text | None = None
    section: Text | None = None
    language: Text | None = None
    isbn: Annotated[Text | None, Field(alias="ISBN")] = None
    doi: Annotated[Text | None, AfterValidator(lambda v: v and _doi(v)), Field(alias="DOI")] = None
    issued: Date | None = None
    accessed: Day | None = None
    url: Annotated[Address | None, Field(alias="URL")] = None
    archive: Address | None = None
    label: Annotated[Text | None, Field(alias="citation-label")] = None
    note: Text | None = None
    custom: Custom

    @property
    def kind(self) -> str:
        """What the source is, one of ``KINDS``."""
        return self.custom.kind

    @property
    def read(self) -> str:
        """How much of the source was read, one of ``READS``."""
        return self.custom.read

    @property
    def date_parts(self) -> tuple[int, ...]:
        """Year, month and day of issue, as far as known; empty when undated."""
        return tuple(int(part) for part in self.issued.split("-")) if self.issued else ()

    @property
    def address(self) -> str | None:
        """Where a reader goes: the DOI's address when there is one, else the URL."""
        if self.doi and (self.url is None or "doi.org/" in self.url):
            return f"https://doi.org/{self.doi}"
        return self.url


KEYS: tuple[str, ...] = tuple(info.alias or name for name, info in Source.model_fields.items())
"""Every key that an entry may have, as written in the file."""


@dataclass(frozen=True, eq=False)
class Bibliography(Mapping[str, Source]):
    """The sources of a book by id, in the order of the file; cannot be changed.

    ``lines`` holds the line of each entry, counted from 1, and ``rejected`` the ids of entries
    that were left out because of a finding, so that citing one is not reported a second time;
    ``nameless`` tells that one without an id was, which may be any.
    """

    sources: Mapping[str, Source] = field(default_factory=dict)
    lines: Mapping[str, int] = field(default_factory=dict)
    rejected: frozenset[str] = frozenset()
    path: PurePosixPath = field(default_factory=PurePosixPath)
    nameless: bool = False

    def __post_init__(self) -> None:
        # Copies, so that whoever built the bibliography cannot change it afterwards.
        object.__setattr__(self, "sources", dict(self.sources))
        object.__setattr__(self, "lines", dict(self.lines))

    def __getitem__(self, key: str) -> Source:
        return self.sources[key]

    def __iter__(self) -> Iterator[str]:
        return iter(self.sources)

    def __len__(self) -> int:
        return len(self.sources)
