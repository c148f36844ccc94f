"""How a scalar is shown to people."""

from __future__ import annotations


def format_scalar(value: object) -> str:
    """A scalar as JSON, YAML and TOML write it: ``true``, not ``True``. A string has no quotes."""
    return str(value).lower() if isinstance(value, bool) else str(value)
