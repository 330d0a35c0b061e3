"""``briefs-json-fields``: what stands in briefs.json, out of the model that writes it."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from docutils import nodes
from sphinx.util.docutils import SphinxDirective

from briefbook.exports import model
from briefbook.registers.context import table

if TYPE_CHECKING:
    from sphinx.application import Sphinx

    from briefbook.registers.context import Cell

_WORDS = {"string": "text", "integer": "number", "null": "", "object": "record"}


class BriefsJsonFields(SphinxDirective):
    """Prints a table for each kind of record, the book first."""

    has_content = False

    def run(self) -> list[nodes.Node]:
        """Return the tables, each below its name."""
        schema: dict[str, Any] = model.schema()
        records = {"Book": schema, **schema["$defs"]}
        found: list[nodes.Node] = []
        for name, record in records.items():
            title = name if name == "Book" else f"{name}: {_lower(record['description'])}"
            rows: list[list[Cell]] = [
                [[nodes.literal(key, key)], _type(item), item.get("description", "")]
                for key, item in record["properties"].items()
            ]
            found.append(nodes.rubric(title, title.rstrip(".")))
            found.append(table(("Field", "Type", "Meaning"), (22, 22, 56), rows, "briefs-json"))
        return found


def _type(item: dict[str, Any]) -> str:
    """Return in a few words what a field holds."""
    if "anyOf" in item:
        return " or ".join(filter(None, map(_type, item["anyOf"]))) + " or null"
    if "$ref" in item:
        return str(item["$ref"]).rsplit("/", 1)[-1]
    if item.get("type") == "array":
        return f"list of {_type(item['items'])}"
    if item.get("format") == "date":
        return "date"
    return _WORDS.get(str(item.get("type")), "any value")


def _lower(text: str) -> str:
    return text[0].lower() + text[1:]


def setup(app: Sphinx) -> None:
    """Register the directive."""
    app.add_directive("briefs-json-fields", BriefsJsonFields)
