"""From a character of a JSON string's value to its place in the file, every escape counted."""

from __future__ import annotations

import re

from ce_lint.document.node import Span

_OPENING = frozenset("\"'“”„‟‘’«»`")
_UNIT = re.compile(r"\\u[dD][89abAB][0-9a-fA-F]{2}\\u[dD][c-fC-F][0-9a-fA-F]{2}|\\u[0-9a-fA-F]{4}|\\.|.", re.DOTALL)


def inside(raw: str, start: int, end: int) -> Span:
    """The span within ``raw``, a string as written with its quotes, of the decoded code points ``start`` to ``end``.

    Never raises: a part beyond the value ends where the value does.
    """
    first = 1 if raw[:1] in _OPENING else 0
    last = len(raw) - 1 if len(raw) > 1 and raw[-1] in _OPENING and not _is_escaped(raw) else len(raw)
    if "\\" not in raw:
        return Span(min(first + start, last), min(first + max(start, end), last))
    at = from_ = to = first
    for count, unit in enumerate(_UNIT.finditer(raw, first, last)):
        if count == start:
            from_ = unit.start()
        if count >= end:
            return Span(from_ if count > start else unit.start(), unit.start())
        at, to = unit.end(), unit.end()
        if count < start:
            from_ = at
    return Span(from_, to)


def _is_escaped(raw: str) -> bool:
    body = raw[:-1]
    return (len(body) - len(body.rstrip("\\"))) % 2 == 1


_ESCAPES = {"b": "\b", "f": "\f", "n": "\n", "r": "\r", "t": "\t"}


def decoded(body: str) -> str:
    """The value of what stands between the quotes, mistakes taken as they stand."""
    if "\\" not in body:
        return body
    return _UNIT.sub(_unit, body)


def _unit(found: re.Match[str]) -> str:
    text = found[0]
    if text[0] != "\\" or len(text) == 1:
        return text
    if text[1] != "u" or len(text) == 2:
        return _ESCAPES.get(text[1], text[1])
    if len(text) == 6:
        return chr(int(text[2:], 16))
    return chr(0x10000 + ((int(text[2:6], 16) - 0xD800) << 10) + int(text[8:12], 16) - 0xDC00)
