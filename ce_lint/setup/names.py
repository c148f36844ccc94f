"""Whether a file of somebody else's calls ce-lint already."""

from __future__ import annotations

import re

_NAME = re.compile(r"^[^#\n]*\bce[-_]lint\b(?!-baseline|\.toml)", re.MULTILINE)


def names_us(text: str) -> bool:
    """Whether a line that is no comment names the program; its configuration and its baseline are not it."""
    return _NAME.search(text) is not None
