"""Strings of a JSON text: what their escapes stand for, and where each character of a value is written."""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import lru_cache
from json import JSONDecoder, dumps
from typing import Any

from ce_lint.document.nodes import Edit, Span, move_edits
from ce_lint.util.lazy_pattern import lazy_pattern

ESCAPE = lazy_pattern(
    r"\\(?:u([dD][89abAB][0-9a-fA-F]{2})\\u([dD][c-fC-F][0-9a-fA-F]{2})|u([0-9a-fA-F]{4})|([\"\\/bfnrt]))"
)
"""One escape, or the two of a surrogate pair: the only place that says what an escape is."""

_LETTERS = {'"': '"', "\\": "\\", "/": "/", "b": "\b", "f": "\f", "n": "\n", "r": "\r", "t": "\t"}
_QUOTES = frozenset("\"'`“”„‟«»‘’‚‛")


def unescape(text: str) -> str:
    """The value of the text between the quotes of a string; what looks like an escape and is none stays as it is."""
    return ESCAPE.sub(_unescape_one, text) if "\\" in text else text


def _unescape_one(found: re.Match[str]) -> str:
    high, low, unit, letter = found.groups()
    if letter is not None:
        return _LETTERS[letter]
    if unit is not None:
        return chr(int(unit, 16))
    return chr(0x10000 + ((int(high, 16) - 0xD800) << 10) + int(low, 16) - 0xDC00)


def escape(value: str) -> str:
    """The text that writes a value between the quotes of a JSON string."""
    return dumps(value, ensure_ascii=False)[1:-1]


# -- the end and the value of a valid string

_W = r"[ \t\r\n]*+"
_PLAIN = re.compile(rf'"([^"\\\x00-\x1f]*+)"(?={_W}(?:[,:}}\]]|\Z))')
_RUN = re.compile(r'[^"\\\x00-\x1f]*+')
_ESCAPES = lazy_pattern(r'(?:\\(?:["\\/bfnrt]|u[0-9A-Fa-f]{4})[^"\\\x00-\x1f]*+){1,200}')  # bounded: so is its memory
_NEIGHBOUR = re.compile(rf"{_W}(?:[,:}}\]]|\Z)")
_scan: Any = JSONDecoder().parse_string  # type: ignore[attr-defined]  # unknown to typeshed


def parse_string(text: str, start: int) -> tuple[str, int] | None:
    """The value and the end of the valid string whose opening quote is at ``start``; None if there is none."""
    return _scan(text, start + 1, True) if find_end(text, start) is not None else None


def parse_string_in_place(text: str, start: int) -> tuple[str, int] | None:
    """The same, but only if a comma, a colon, a closing bracket or the end of the text follows the string."""
    plain = _PLAIN.match(text, start)
    if plain is not None:
        return plain[1], plain.end()
    end = find_end(text, start)
    return _scan(text, start + 1, True) if end is not None and _NEIGHBOUR.match(text, end) else None


def find_end(text: str, start: int) -> int | None:
    """The end of the valid string whose opening quote is at ``start``, exclusive; None if there is none.

    Asked before the standard library's scanner, which counts lines for its message each time it fails.
    """
    at = start + 1
    while True:
        run = _RUN.match(text, at)
        at = run.end() if run is not None else at
        if text[at : at + 1] == '"':
            return at + 1
        escapes = _ESCAPES.match(text, at)
        if escapes is None:
            return None
        at = escapes.end()


# -- where the characters of a value are written


@lru_cache(maxsize=4)  # many edits of one string ask for the same list, and must not change it
def character_offsets(raw: str) -> list[int]:
    """The offset in ``raw``, a string with its quotes, of each character of the value, and of the end of the value."""
    start, end = _content_span(raw)
    found: list[int] = []
    for match in ESCAPE.finditer(raw, start, end):
        found.extend(range(start, match.start() + 1))
        start = match.end()
    found.extend(range(start, end + 1))
    return found


def map_span(raw: str, part: Span) -> Span:
    """The span of ``raw``, a string with its quotes, that writes the code points ``part`` of its value.

    An offset behind the end of the value counts as its end. The quotes may be missing, or be others than JSON's.
    """
    if "\\" not in raw:
        first, last = _content_span(raw)
        return Span(min(first + part.start, last), min(first + part.end, last))
    offsets = character_offsets(raw)
    last = len(offsets) - 1
    return Span(offsets[min(part.start, last)], offsets[min(part.end, last)])


def map_edits(raw: str, value: str, edits: Sequence[Edit]) -> tuple[Edit, ...] | None:
    """Edits of ``value`` as edits of ``raw``; None unless ``raw`` is the valid string that has this value."""
    if parse_string(raw, 0) != (value, len(raw)):
        return None
    offsets = character_offsets(raw) if "\\" in raw else range(1, len(raw))
    return move_edits(edits, offsets.__getitem__, escape)


def _content_span(raw: str) -> Span:
    r"""The span between the quotes; ``\"`` is a quote too, as in JSON that was copied out of a string."""
    width = 2 if raw.startswith('\\"') else 1 if raw[:1] in _QUOTES else 0
    is_closed = len(raw) >= 2 * width > 0 and (raw.endswith('\\"') if width == 2 else _is_pair(raw[0], raw[-1]))
    return Span(min(width, len(raw)), len(raw) - (width if is_closed else 0))


def _is_pair(first: str, last: str) -> bool:
    return last == first or (last in _QUOTES and not (first == '"' and last in "'`"))
