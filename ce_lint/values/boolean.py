"""Booleans as the platform writes and reads them."""

from __future__ import annotations

from typing import Any


def is_boolean(value: Any) -> bool:
    """Whether a value is true or false, as a boolean or as text in any case."""
    return isinstance(value, bool) or (isinstance(value, str) and value.strip().lower() in {"true", "false"})
