"""Markdown: its own blocks, without the marks."""

from __future__ import annotations

import re
import tomllib
from itertools import takewhile
from typing import TYPE_CHECKING

import yaml
from markdown_it import MarkdownIt
from mdit_py_plugins.footnote import footnote_plugin
from mdit_py_plugins.front_matter import front_matter_plugin

from briefbook.ingest.article import Article, Kind
from briefbook.ingest.formats import plain, raised

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from markdown_it.token import Token

_TAG = re.compile(r"<[^<>]{1,200}>")
_RAISED = re.compile(r"<(?P<end>/?)(?P<name>su[pb])\b[^<>]*>", re.IGNORECASE)
_DAY = re.compile(r"\d{4}-\d\d-\d\d")
_TOML = re.compile(r"\A\s*\+\+\+[^\S\n]*\n(.*?)\n\+\+\+[^\S\n]*\n", re.DOTALL)


def read(text: str, remarks: Sequence[str] = ()) -> Article:
    """Return the article that a Markdown text holds."""
    parser = MarkdownIt("commonmark").enable("table").use(front_matter_plugin)
    tokens = parser.use(footnote_plugin).parse(_TOML.sub("", text))
    said = _front_matter(tokens) or _toml(text)
    chunks = list(_chunks(tokens))
    first = next((i for i, (kind, _) in enumerate(chunks) if kind is Kind.HEADING), None)
    title = said.get("title", "")
    if not title and first is not None:
        title = chunks[first][1]
    blocks = list(plain.classify(chunks))
    article = plain.from_blocks("Markdown", blocks, remarks, title)
    names = said.get("author", "") or said.get("authors", "")
    day = _DAY.match(said.get("date", ""))
    return Article(
        form=article.form,
        blocks=article.blocks,
        title=title or article.title,
        authors=(names,) if names else article.authors,
        site=said.get("site", ""),
        date=day[0] if day else "",
        language=said.get("lang", ""),
        address=said.get("url", ""),
        dates=article.dates,
        remarks=article.remarks,
    )


def _front_matter(tokens: Sequence[Token]) -> dict[str, str]:
    token = next((token for token in tokens if token.type == "front_matter"), None)
    if token is None:
        return {}
    try:
        said = yaml.load(token.content, Loader=yaml.BaseLoader)  # noqa: S506  # it makes text only
    except (yaml.YAMLError, ValueError, RecursionError):
        return {}
    return _texts(said)


def _toml(text: str) -> dict[str, str]:
    match = _TOML.match(text)
    try:
        return _texts(tomllib.loads(match[1])) if match else {}
    except ValueError:
        return {}


def _texts(said: object) -> dict[str, str]:
    """Return what front matter says as text, names in a list with semicolons between them."""
    if not isinstance(said, dict):
        return {}
    return {str(key).lower(): text for key, value in said.items() if (text := _text(value))}


def _text(value: object) -> str:
    if isinstance(value, list):
        return "; ".join(filter(None, map(_text, value)))
    if isinstance(value, dict):
        return _text(value.get("name"))
    return "" if value is None else str(value)


def _chunks(tokens: Sequence[Token]) -> Iterator[tuple[Kind, str]]:
    """Yield the text of every block: of headings, items, paragraphs, rows of tables and notes."""
    depth, fresh, heading = 0, False, False
    rest = iter(tokens)
    for token in rest:
        if token.type == "list_item_open":
            depth, fresh = depth + 1, True
        elif token.type == "list_item_close":
            depth -= 1
        elif token.type == "heading_open":
            heading = True
        elif token.type == "tr_open":
            yield Kind.ITEM, _row(rest)
        elif token.type == "footnote_block_open":
            yield from ((Kind.FURNITURE, text) for note in rest if (text := _line(note)))
        elif token.type == "inline":
            if text := _line(token):
                listed = depth > 0 and fresh
                kind = Kind.HEADING if heading else Kind.ITEM if listed or depth else Kind.PARAGRAPH
                yield kind, text
            heading = fresh = False


def _row(rest: Iterator[Token]) -> str:
    """Return a row of a table on one line: it belongs to the paragraph before, as a list does."""
    cells = takewhile(lambda token: token.type != "tr_close", rest)
    return " – ".join(text for cell in cells if (text := _line(cell)))


def _line(token: Token) -> str:
    return " ".join(_plain(token).split())


def _plain(token: Token) -> str:
    parts: list[str] = []
    up: bool | None = None
    for child in token.children or ():
        if child.type == "html_inline" and (tag := _RAISED.fullmatch(child.content)):
            up = None if tag["end"] else tag["name"].lower() == "sup"
        elif up is not None and child.type == "text":
            parts.append(raised.as_power("".join(parts), child.content, up=up))
        elif child.type in {"softbreak", "hardbreak"}:
            parts.append(" ")
        elif child.type == "html_inline":
            parts.append(_TAG.sub("", child.content))
        elif child.type not in {"image", "footnote_ref", "footnote_anchor"}:
            parts.append(child.content)
    return "".join(parts)
