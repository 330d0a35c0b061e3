"""The text of a new brief: its number, its name, its dates, and the template."""

from __future__ import annotations

import calendar
import re
import unicodedata
from dataclasses import dataclass, field
from importlib.resources import files
from string import Template
from typing import TYPE_CHECKING

from briefbook import yardsticks

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping
    from datetime import date
    from pathlib import Path

    from briefbook.frontmatter.keys import ExtraKey

_NUMBER = re.compile(r"^\s+number:\s*(\d{1,9})\s*(?:#.*)?$", re.MULTILINE)
_SMALL = {"a", "an", "and", "at", "by", "for", "from", "in", "of", "on", "or", "the", "to", "with"}
LONGEST_NAME = 40


@dataclass(frozen=True)
class Draft:
    """What a new brief begins with.

    ``yardstick`` is the book's scale; ``extra`` are the keys that the book adds to front matter
    and needs.  ``prefix`` begins the ids of its elements, by default the first word of its name;
    ``claims`` are the claims to begin with, by default one blank one.
    """

    title: str
    name: str
    number: int
    day: date
    review: date
    yardstick: str = "icd203"
    extra: Mapping[str, ExtraKey] = field(default_factory=dict)
    prefix: str = ""
    claims: str = ""

    def text(self) -> str:
        """Return the whole file."""
        scale = yardsticks.load(self.yardstick)
        word = "likely" if "likely" in scale.words else scale.words[0]
        prefix = self.prefix or self.name.split("-")[0]
        claims = self.claims or Template(_part("claim.md")).substitute(id=prefix)
        return Template(_part("template.md")).substitute(
            title=self.title,
            number=self.number,
            day=self.day.isoformat(),
            review=self.review.isoformat(),
            extra="".join(self._extra_lines()),
            id=prefix,
            claims=claims,
            likelihood=word,
            confidence=scale.confidences[len(scale.confidences) // 2],
        )

    def _extra_lines(self) -> Iterable[str]:
        for name, key in sorted(self.extra.items()):
            yield f"  {name}: {self._extra_value(key)}\n"

    def _extra_value(self, key: ExtraKey) -> str:
        if key.choices:
            return f"[{key.choices[0]}]" if key.type == "list" else key.choices[0]
        words = key.description.replace(":", " –").replace("#", "no.")
        values = {"date": self.day.isoformat(), "number": "0", "flag": "false"}
        return values.get(key.type, f"[⟨{words}⟩]" if key.type == "list" else f"⟨{words}⟩")


def _part(name: str) -> str:
    return files(__package__).joinpath(name).read_text(encoding="utf-8")


def next_number(paths: Iterable[Path]) -> int:
    """Return one more than the highest number of the briefs in ``paths``, readable or not."""
    taken = [0]
    for path in paths:
        if path.is_file():
            head = path.read_text(encoding="utf-8", errors="replace").split("\n---", 1)[0]
            taken += [int(number) for number in _NUMBER.findall(head)]
    return max(taken) + 1


def file_name(title: str) -> str:
    """Return the name, without suffix, of the file of a brief; empty where no letter is left."""
    plain = unicodedata.normalize("NFKD", title).encode("ascii", "ignore").decode().lower()
    found = re.findall(r"[a-z0-9]+", plain.replace("'", ""))
    words = [word for word in found if word not in _SMALL] or found
    name = words[0] if words else ""
    for word in words[1:]:
        if len(name) + len(word) >= LONGEST_NAME:
            break
        name += f"-{word}"
    return name[:LONGEST_NAME]


def review_day(day: date, months: int = 6) -> date:
    """Return the day some months later, or the last of that month."""
    year, month = divmod(day.month - 1 + months, 12)
    last = calendar.monthrange(day.year + year, month + 1)[1]
    return day.replace(year=day.year + year, month=month + 1, day=min(day.day, last))


def write_draft(path: Path, draft: Draft) -> None:
    """Write a new brief; raises FileExistsError rather than write over another."""
    path.parent.mkdir(parents=True, exist_ok=True)
    with path.open("x", encoding="utf-8", newline="\n") as file:
        file.write(draft.text())
