"""The source record of an article: its id, its CSL fields, and their YAML."""

from __future__ import annotations

import json
import re
from typing import TYPE_CHECKING, Any
from urllib.parse import urlsplit

import yaml
from pydantic import TypeAdapter, ValidationError

from briefbook.drafts import file_name
from briefbook.ingest.fetch import is_private
from briefbook.sources.model import Address, Source

if TYPE_CHECKING:
    from briefbook.ingest.article import Article

_PLAIN = re.compile(r"[^\W\d_][\w .,()/'’“”–—?!&+;$%-]*[\w.)?!]|[^\W\d_]")
_BODY = re.compile(
    r"\b(?:staff|desk|team|agency|agencies|office|ministry|department|bureau|institute|council"
    r"|committee|association|press|news|times|post|reporter|correspondent|editorial|editors?|board"
    r"|reuters|afp|ap|pti|app|university|bank|centre|center|group|network|services?)\b",
    re.IGNORECASE,
)
_AND = re.compile(r"\s*(?:;|\band\b|&|,)\s*")
_ADDRESS: TypeAdapter[str] = TypeAdapter(Address)
_COMMON = {"www", "com", "org", "net", "gov", "edu", "co", "ac", "info", "m", "amp", "en", "news"}
_MOST_NAMES = 4
_LONGEST_ID = 60


def source_id(article: Article, name: str) -> str:
    """Return an id: the site and the day where both are known, else the file's name or the title.

    ``name`` is the name of the file without its suffix.
    """
    host = _host(article.address)
    if host and article.date:
        return f"{host}-{article.date}"
    plain = file_name(name) if name else ""
    if host:
        words = file_name(article.title) or plain
        return f"{host}-{words}"[:_LONGEST_ID].strip("-") if words else host
    return plain or file_name(article.title) or "article"


def _host(address: str) -> str:
    parts = (urlsplit(address).hostname or "").lower().split(".")[:-1] if address else []
    kept = [part for part in parts if part not in _COMMON]
    return re.sub(r"[^a-z0-9]+", "-", kept[-1]).strip("-") if kept else ""


def entry(  # noqa: PLR0913  # a record has these parts
    article: Article,
    *,
    source: str,
    title: str,
    kind: str,
    accessed: str,
    sha256: str,
    archive: str = "",
) -> dict[str, Any]:
    """Return the CSL fields of an article that are known, in the order of the file."""
    # No reader could follow an address of the author's own network; form.py says so.
    address = "" if is_private(article.address) else article.address
    press = kind in {"press", "opinion"} and bool(article.site or article.address)
    fields: dict[str, Any] = {
        "id": source,
        "type": "article-newspaper" if press else "webpage" if article.address else "document",
        "title": title,
        "author": persons(article.authors),
        "container-title": article.site or (urlsplit(address).hostname or ""),
        "issued": article.date if re.fullmatch(r"\d{4}(-\d\d){0,2}", article.date) else "",
        "accessed": accessed,
        "URL": address,
        "archive": archive,
        "custom": {"kind": kind, "read": "page", "sha256": sha256},
    }
    return {key: value for key, value in fields.items() if value}


def usable(fields: dict[str, Any]) -> dict[str, Any]:
    """Return the fields without those that no source may have, such as a day of no calendar.

    A page may say anything of itself, and what it says must not break the book.
    """
    try:
        Source.model_validate(fields)
    except ValidationError as error:
        wrong = {str(fault["loc"][0]) for fault in error.errors(include_url=False)}
        return {key: value for key, value in fields.items() if key not in wrong}
    return fields


def is_address(text: str) -> bool:
    """Return whether a text can stand as an address in a record."""
    try:
        _ADDRESS.validate_python(text)
    except ValidationError:
        return False
    return True


def persons(authors: tuple[str, ...]) -> list[dict[str, str]]:
    """Return authors as CSL names: a person in parts, a body as ``literal``."""
    found = []
    for given in authors:
        for name in _AND.split(given) if len(given.split()) > 1 else [given]:
            words = name.split()
            if not words:
                continue
            if len(words) == 1 or len(words) > _MOST_NAMES or _BODY.search(name):
                found.append({"literal": " ".join(words)})
            else:
                found.append({"family": words[-1], "given": " ".join(words[:-1])})
    return found


def as_yaml(fields: dict[str, Any], indent: str = "", newline: str = "\n") -> str:
    """Return an entry as the file of sources has it, one key a line."""
    lines = []
    for key, value in fields.items():
        if isinstance(value, list):
            lines.append(f"{key}:")
            lines += [f"  - {_flow(item)}" for item in value]
        else:
            lines.append(f"{key}: {_flow(value) if isinstance(value, dict) else scalar(value)}")
    text = [f"- {lines[0]}", *(f"  {line}" for line in lines[1:])]
    return "".join(f"{indent}{line}{newline}" for line in text)


def _flow(value: dict[str, str]) -> str:
    inside = ", ".join(f"{key}: {scalar(text, flow=True)}" for key, text in value.items())
    return f"{{{inside}}}"


def scalar(text: str, *, flow: bool = False) -> str:
    """Return text as a YAML scalar: plain where that says the same, else in quotation marks."""
    plain = _PLAIN.fullmatch(text) or (re.fullmatch(r"https?://[!-~]+", text) and not flow)
    if plain and not (flow and re.search(r"[,\[\]{}]", text)):
        try:
            if yaml.safe_load(f"k: {text}") == {"k": text} and (
                not flow or yaml.safe_load(f"{{k: {text}, z: z}}") == {"k": text, "z": "z"}
            ):
                return text
        except yaml.YAMLError:
            pass
    return json.dumps(text, ensure_ascii=False)


def clean(text: str) -> str:
    """Return a text on one line without what no field may hold."""
    shown = "".join(" " if not sign.isprintable() else sign for sign in text)
    return " ".join(shown.split())
