"""Which bracket is the wrong one? People tell by the indentation, and so does this."""

from __future__ import annotations

import re
from collections.abc import Iterable

Pair = tuple[int, int, int]
"""Where an object or array was opened and closed, and where the one around it was opened."""

EXTRA = -1
OPENING = {"}": "{", "]": "["}

_LONGEST_RUN = 8
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


def choose(text: str, closing: int, openers: list[tuple[str, int]], *, whole: bool) -> int:
    """What a closing bracket that does not fit the innermost opening one should be.

    0: the innermost one's, mistyped. 1 and more: that of so many further out, and those inside are never closed.
    ``EXTRA``: nothing's, it is one too many. ``openers`` are the open brackets with their places, innermost last;
    ``whole`` says that there are no others. The best guess is the one after which the brackets that follow fit.
    """
    guesses = {0: openers[:-1], EXTRA: openers}
    for depth in range(1, min(len(openers), 4)):
        if openers[-1 - depth][0] == OPENING[text[closing]]:
            guesses[depth] = openers[: -1 - depth]
            break
    ranks = {guess: _fit(text, closing, left, whole=whole) for guess, left in guesses.items()}
    indent = _indent_before(text, closing)
    if indent is not None:
        for guess in guesses:
            if guess != EXTRA and indent == _indent_of_line(text, openers[-1 - guess][1]):
                ranks[guess] += 2
    order = [*(guess for guess in guesses if guess > 0), 0, EXTRA]
    return max(order, key=lambda guess: ranks[guess])


def _fit(text: str, closing: int, openers: list[tuple[str, int]], *, whole: bool) -> int:
    """How well what follows a bracket fits the brackets that would then be open."""
    left = [bracket for bracket, _ in openers]
    position = closing
    for matched in range(_LONGEST_RUN):
        blank = _BLANK.match(text, position + 1)
        position = blank.end() if blank is not None else position + 1
        character = text[position : position + 1]
        if character not in OPENING:
            return matched + 3 * _fits(text, position, left, whole=whole)
        if not left or left.pop() != OPENING[character]:
            return matched
    return _LONGEST_RUN


def _fits(text: str, position: int, left: list[str], *, whole: bool) -> bool:
    if position >= len(text):
        return not left and whole
    if text[position] != "," or not left:
        return False
    return bool(_MEMBER.match(text, position + 1)) == (left[-1] == "{")


def misplaced(text: str, pairs: Iterable[Pair]) -> int | None:
    """The first opening bracket whose closing one stands where that of the bracket around it should stand."""
    for opened, closed, around in pairs:
        indent = _indent_before(text, closed)
        if indent is None or indent == _indent_of_line(text, opened):
            continue
        if indent == _indent_of_line(text, around) and "\n" in text[opened:closed]:
            return opened
    return None
