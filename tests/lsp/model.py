"""How a client counts and edits, as naively as the protocol describes it."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

_UNITS = {"utf-8": ("utf-8", 1), "utf-16": ("utf-16-le", 2), "utf-32": ("utf-32-le", 4)}


def offset(text: str, line: int, character: int, encoding: str) -> int:
    """Walk through the text, character by character."""
    codec, size = _UNITS[encoding]
    at = 0
    for _ in range(line):
        while at < len(text) and text[at] not in "\r\n":
            at += 1
        if at == len(text):
            return at
        at += 2 if text[at : at + 2] == "\r\n" else 1
    while at < len(text) and text[at] not in "\r\n" and character >= (width := len(text[at].encode(codec)) // size):
        at += 1
        character -= width
    return at


def changed(text: str, range_: Any, new: str, encoding: str) -> str:
    start, end = (offset(text, range_[end]["line"], range_[end]["character"], encoding) for end in ("start", "end"))
    return text[:start] + new + text[max(start, end) :]


def applied(text: str, edits: Sequence[Any], encoding: str = "utf-16") -> str:
    """All the edits are of the same text, so the last of them goes first; of two at one place the first stays first."""
    numbered = sorted(
        enumerate(edits),
        key=lambda one: (one[1]["range"]["start"]["line"], one[1]["range"]["start"]["character"], one[0]),
    )
    for _, edit in reversed(numbered):
        text = changed(text, edit["range"], edit["newText"], encoding)
    return text
