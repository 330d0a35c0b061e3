"""The JSON Schema of a brief's front matter, for editors that check YAML while it is typed."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from briefbook.metadata import Brief, needed

if TYPE_CHECKING:
    from briefbook.frontmatter.keys import ExtraKey, Keys

# The newest draft that every editor's YAML server takes.
DRAFT = "http://json-schema.org/draft-07/schema#"
_TYPES: dict[str, dict[str, Any]] = {
    "text": {"type": "string", "minLength": 1},
    "date": {"type": "string", "format": "date"},
    "number": {"type": "integer", "minimum": 0},
    "flag": {"type": "boolean"},
}


def front_matter_schema(keys: Keys) -> dict[str, Any]:
    """Return the schema of the front matter of a book's briefs."""
    brief = Brief.model_json_schema(by_alias=True, ref_template="#/definitions/{model}")
    definitions = brief.pop("$defs", {})
    definitions["Exemption"]["properties"]["rule"]["enum"] = _rule_ids()
    properties = {**brief["properties"], **{n: _extra(k) for n, k in keys.extra.items()}}
    schema = {
        "$schema": DRAFT,
        "title": "Front matter of a brief",
        "type": "object",
        "required": ["brief"],
        "properties": {
            "brief": {
                "type": "object",
                "description": "what the brief says of itself",
                "additionalProperties": False,
                "required": needed(keys),
                "properties": properties,
                "if": {
                    "required": ["status"],
                    "properties": {"status": {"const": "superseded"}},
                },
                "then": {"required": ["superseded-by"]},
            }
        },
        "definitions": dict(sorted(definitions.items())),
    }
    return {key: _without_noise(value) for key, value in schema.items()}


def _rule_ids() -> list[str]:
    # The rules import what imports this; importing the package fills their registry.
    from briefbook import rules  # noqa: PLC0415

    return sorted(rules.registry.RULES)


def _extra(key: ExtraKey) -> dict[str, Any]:
    one = {"enum": list(key.choices)} if key.choices else _TYPES.get(key.type, _TYPES["text"])
    found = {"type": "array", "items": one, "minItems": 1} if key.type == "list" else one
    return {**found, "description": key.description}


def _without_noise(value: Any, *, names: bool = False) -> Any:  # noqa: ANN401  # any JSON
    """Return a schema without titles made from names, and without defaults, which editors insert.

    ``names`` says that the keys of ``value`` are names of properties, of which one may be "title".
    """
    if isinstance(value, dict):
        kept = value if names else {k: v for k, v in value.items() if k not in {"title", "default"}}
        return {
            key: _without_noise(item, names=key in {"properties", "definitions"})
            for key, item in kept.items()
        }
    return [_without_noise(item) for item in value] if isinstance(value, list) else value
