"""What the escapes of a JSON string stand for, and where each character of its value is written."""

from __future__ import annotations

import re
from functools import lru_cache

from ce_lint.document.nodes import Span

ESCAPE = re.compile(
    r"\\(?:u([dD][89abAB][0-9a-fA-F]{2})\\u([dD][c-fC-F][0-9a-fA-F]{2})|u([0-9a-fA-F]{4})|([\"\\/bfnrt]))"
)
"""One escape, or the two that make one character: the only place that says what an escape is."""

_LETTERS = {'"': '"', "\\": "\\", "/": "/", "b": "\b", "f": "\f", "n": "\n", "r": "\r", "t": "\t"}
_QUOTES = frozenset("\"'`“”„‟«»‘’‚‛")


def decode(text: str) -> str:
    """The text between the quotes with its escapes replaced; what is no escape stays as it is written."""
    return ESCAPE.sub(_character, text) if "\\" in text else text


def _character(found: re.Match[str]) -> str:
    high, low, unit, letter = found.groups()
    if letter is not None:
        return _LETTERS[letter]
    if unit is not None:
        return chr(int(unit, 16))
    return chr(0x10000 + ((int(high, 16) - 0xD800) << 10) + int(low, 16) - 0xDC00)


@lru_cache(maxsize=4)  # many edits of one text ask for the same; nobody changes it
def offsets(raw: str) -> list[int]:
    """Where each character of the value stands in ``raw``, which includes the quotes; last, where the value ends."""
    start, end = _content(raw)
    found: list[int] = []
    for escape in ESCAPE.finditer(raw, start, end):
        found.extend(range(start, escape.start() + 1))
        start = escape.end()
    found.extend(range(start, end + 1))
    return found


def inside(raw: str, start: int, end: int) -> Span:
    """The span within ``raw``, a string token with its quotes, that writes ``value[start:end]``."""
    if "\\" not in raw:
        first, last = _content(raw)
        return Span(min(first + start, last), min(first + end, last))
    places = offsets(raw)
    last = len(places) - 1
    return Span(places[min(start, last)], places[min(end, last)])


def _content(raw: str) -> tuple[int, int]:
    width = 2 if raw.startswith('\\"') else 1 if raw[:1] in _QUOTES else 0
    closed = len(raw) >= 2 * width > 0 and (raw.endswith('\\"') if width == 2 else _closes(raw[0], raw[-1]))
    return min(width, len(raw)), len(raw) - (width if closed else 0)


def _closes(first: str, last: str) -> bool:
    return last == first or (last in _QUOTES and not (first == '"' and last in "'`"))
