"""Which bracket is the wrong one? People tell by the indentation, and so does this."""

from __future__ import annotations

import re
from collections.abc import Iterable

Pair = tuple[int, int, int]
"""Where an object or array was opened and closed, and where the one around it was opened."""

_LONGEST_INDENT = 400
_INDENT = re.compile(r"[ \t]*+")
_BLANK = re.compile(r"[ \t\r\n]*+")
_MEMBER = re.compile(r'[ \t\r\n]*+"[^"\n]{0,120}"[ \t\r\n]*+:')


def _line_start(text: str, offset: int) -> int | None:
    lowest = max(0, offset - _LONGEST_INDENT)
    found = text.rfind("\n", lowest, offset)
    return found + 1 if found >= 0 else 0 if lowest == 0 else None


def _indent_of_line(text: str, offset: int) -> int | None:
    """The indentation of the line that the offset is in."""
    start = _line_start(text, offset)
    indent = _INDENT.match(text, start) if start is not None else None
    return indent.end() - indent.start() if indent is not None else None


def _indent_before(text: str, offset: int) -> int | None:
    """The indentation of the line if nothing else stands before the offset."""
    start = _line_start(text, offset)
    indent = _INDENT.match(text, start) if start is not None else None
    return offset - indent.start() if indent is not None and indent.end() == offset else None


def closes_outer(text: str, places: tuple[int, int, int], parent: str, beyond: str) -> bool:
    """Whether a closing bracket of the other kind belongs to an outer one (or is a typing error for the inner one's).

    ``places`` are those of the inner and the outer opening bracket and of the closing one, ``parent`` is the bracket
    right around the inner one, and ``beyond`` the one around the outer.
    """
    inner, outer, closing = places
    indent = _indent_before(text, closing)
    if indent is not None:
        of_inner, of_outer = _indent_of_line(text, inner), _indent_of_line(text, outer)
        if of_inner != of_outer and indent in (of_inner, of_outer):
            return indent == of_outer
    blank = _BLANK.match(text, closing + 1)
    following = blank.end() if blank is not None else closing + 1
    character = text[following : following + 1]
    if character == ",":
        return bool(_MEMBER.match(text, following + 1)) == (beyond == "{") and beyond != parent
    if character in ("}", "]"):
        wanted = "{" if character == "}" else "["
        return not (parent == wanted and beyond != wanted)
    return True


def misplaced(text: str, pairs: Iterable[Pair]) -> int | None:
    """The first opening bracket whose closing one stands where that of the bracket around it should stand."""
    for opened, closed, around in pairs:
        indent = _indent_before(text, closed)
        if indent is None or indent == _indent_of_line(text, opened):
            continue
        if indent == _indent_of_line(text, around) and "\n" in text[opened:closed]:
            return opened
    return None
