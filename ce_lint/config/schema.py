"""The JSON Schema of a configuration file, made from the classes that judge it."""

from __future__ import annotations

from typing import Any

from ce_lint.config.judge import model
from ce_lint.rulebook.schema import DIALECT, tidy


def config_schema() -> dict[str, Any]:
    """The schema of ``ce-lint.toml``, and of the table ``[tool.ce-lint]``."""
    made = _without_defaults(tidy(model().model_json_schema(by_alias=True)))
    return {"$schema": DIALECT, "title": "The configuration of ce-lint", **made}


def _without_defaults(schema: Any) -> Any:
    """Without the null that stands for every absent key."""
    if isinstance(schema, list):
        return [_without_defaults(item) for item in schema]
    if not isinstance(schema, dict):
        return schema
    return {key: _without_defaults(value) for key, value in schema.items() if not (key == "default" and value is None)}
