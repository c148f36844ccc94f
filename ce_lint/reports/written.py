"""JSON written piece by piece: reports are made file by file, and joined.

It is ASCII alone, which survives every terminal and every file's encoding.
"""

from __future__ import annotations

import json
from typing import Any


def member(name: str, value: Any, depth: int = 1) -> str:
    """``"name": value`` on lines of its own, ``depth`` levels down."""
    indent = "  " * depth
    written = json.dumps(value, indent=2).replace("\n", "\n" + indent)
    return f"\n{indent}{json.dumps(name)}: {written}"


def item(value: Any, depth: int) -> str:
    """An item of a list on a line of its own, ``depth`` levels down."""
    return f"\n{'  ' * depth}{json.dumps(value)}"


def end(items: int, depth: int) -> str:
    """The end of a list of items."""
    return f"\n{'  ' * depth}]" if items else "]"
