"""The JSON Schema of a rule file, generated from the models that validate it."""

from __future__ import annotations

import json
from typing import Any

from ce_lint.checks.discovery import find_kinds
from ce_lint.rulebook.model import RuleFile, make_check_model

DIALECT = "https://json-schema.org/draft/2020-12/schema"


def make_rule_schema() -> dict[str, Any]:
    """The schema of a rule file. A ``[check]`` table without ``kind`` is that of a shipped rule's own check."""
    schema = RuleFile.model_json_schema()
    definitions: dict[str, Any] = schema.setdefault("$defs", {})
    kinds = find_kinds()
    for kind in sorted(kinds):
        made = make_check_model(kinds[kind]).model_json_schema(ref_template="#/$defs/{model}")
        definitions.update(made.pop("$defs", {}))
        definitions[f"check-{kind}"] = made
    schema["properties"]["check"] = {
        "description": schema["properties"]["check"]["description"],
        "type": "object",
        "properties": {"kind": {"enum": sorted(kinds)}},
        "if": {"required": ["kind"]},
        "then": {"oneOf": [{"$ref": f"#/$defs/check-{kind}"} for kind in sorted(kinds)]},
    }
    return {"$schema": DIALECT, "title": "A rule of ce-lint", **tidy(schema)}


def tidy(schema: dict[str, Any]) -> dict[str, Any]:
    """The schema without the titles that pydantic makes of field names."""
    return {
        key: _tidy_value(key, value) for key, value in schema.items() if key != "title" or not isinstance(value, str)
    }


def _tidy_value(key: str, value: Any) -> Any:
    if key in {"properties", "$defs"}:
        return {name: tidy(inner) for name, inner in value.items()}
    if isinstance(value, dict) and key not in {"default", "const"}:
        return tidy(value)
    if isinstance(value, list):
        return [tidy(item) if isinstance(item, dict) else item for item in value]
    return value


def format_schema(schema: dict[str, Any]) -> str:
    """A schema as the text of a file."""
    return json.dumps(schema, indent=2, ensure_ascii=False) + "\n"
