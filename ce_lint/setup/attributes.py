"""The line of ``.gitattributes`` that lets two branches add to a baseline."""

from __future__ import annotations

from ce_lint.allow.baseline import BASELINE_NAME

ATTRIBUTES = ".gitattributes"
_MERGE = f"{BASELINE_NAME} merge=union"


def with_merge(text: str) -> str:
    """The text of the file with the line in it."""
    if _MERGE in map(str.strip, text.splitlines()):
        return text
    gap = "\n" if text and not text.endswith("\n") else ""
    return f"{text}{gap}{_MERGE}\n"
