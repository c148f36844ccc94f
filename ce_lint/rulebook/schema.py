"""The JSON Schema of a rule file, made from the models that judge it."""

from __future__ import annotations

import json
from typing import Any

from ce_lint.checks.registry import KINDS
from ce_lint.rulebook.model import RuleFile, check_model

DIALECT = "https://json-schema.org/draft/2020-12/schema"


def rule_schema() -> dict[str, Any]:
    """The schema of a rule file; ``check`` is one of the kinds, told apart by its name."""
    schema = RuleFile.model_json_schema()
    definitions: dict[str, Any] = schema.setdefault("$defs", {})
    names = []
    for kind in sorted(KINDS):
        made = check_model(kind).model_json_schema(ref_template="#/$defs/{model}")
        definitions.update(made.pop("$defs", {}))
        definitions[f"check-{kind}"] = made
        names.append(f"check-{kind}")
    schema["properties"]["check"] = {
        "type": "object",
        "required": ["kind"],
        "properties": {"kind": {"enum": sorted(KINDS)}},
        "oneOf": [{"$ref": f"#/$defs/{name}"} for name in names],
    }
    return {"$schema": DIALECT, "title": "A rule of ce-lint", **tidy(schema)}


def tidy(schema: dict[str, Any]) -> dict[str, Any]:
    """Without the titles that pydantic makes of field names."""
    return {key: _tidied(key, value) for key, value in schema.items() if key != "title" or not isinstance(value, str)}


def _tidied(key: str, value: Any) -> Any:
    if key in {"properties", "$defs"}:
        return {name: tidy(inner) for name, inner in value.items()}
    if isinstance(value, dict) and key not in {"default", "const"}:
        return tidy(value)
    if isinstance(value, list):
        return [tidy(item) if isinstance(item, dict) else item for item in value]
    return value


def text(schema: dict[str, Any]) -> str:
    """A schema as it stands in a file."""
    return json.dumps(schema, indent=2, ensure_ascii=False) + "\n"
