"""Which opening bracket does a closing one belong to? Guesses from indentation and from what follows."""

from __future__ import annotations

import re
from collections.abc import Iterable
from typing import NamedTuple

CLOSING_OF = {"{": "}", "[": "]"}
"""By opening bracket, the closing one."""
OPENING_OF = {"}": "{", "]": "["}
"""By closing bracket, the opening one."""


class Pair(NamedTuple):
    """An object or array: the offsets of its brackets, and of the opening bracket around it."""

    opening: int
    closing: int
    around: int


EXTRA = -1
"""The guess that a closing bracket closes nothing."""

_LONGEST_RUN = 8
_LONGEST_INDENT = 400
_INDENT = re.compile(r"[ \t]*+")
_WHITESPACE = re.compile(r"[ \t\r\n]*+")
_MEMBER = re.compile(r'[ \t\r\n]*+"[^"\n]{0,120}"[ \t\r\n]*+:')


def match_closing(text: str, closing: int, openers: list[tuple[str, int]], *, are_all: bool) -> int:
    """Guess what the closing bracket at ``closing``, which does not fit the innermost open one, was meant to close.

    ``openers`` are the open brackets with their offsets, the innermost last; ``are_all`` tells that there are no others
    around them. Returns 0 for the innermost one, mistyped; a number n for the one n levels further out, so that
    those inside are not closed; or ``EXTRA``. The best guess is the one after which the following brackets fit.
    """
    guesses = {0: openers[:-1], EXTRA: openers}
    for depth in range(1, min(len(openers), 4)):
        if openers[-1 - depth][0] == OPENING_OF[text[closing]]:
            guesses[depth] = openers[: -1 - depth]
            break
    ranks = {guess: _rank(text, closing, left, are_all=are_all) for guess, left in guesses.items()}
    indent = _indent_before(text, closing)
    if indent is not None:
        for guess in guesses:
            if guess != EXTRA and indent == _indent_of_line(text, openers[-1 - guess][1]):
                ranks[guess] += 2
    order = [*(guess for guess in guesses if guess > 0), 0, EXTRA]
    return max(order, key=lambda guess: ranks[guess])


def _rank(text: str, closing: int, openers: list[tuple[str, int]], *, are_all: bool) -> int:
    """How well the text after a closing bracket fits the brackets that would then be open; more is better."""
    left = [bracket for bracket, _ in openers]
    position = closing
    for matched in range(_LONGEST_RUN):
        space = _WHITESPACE.match(text, position + 1)
        position = space.end() if space is not None else position + 1
        character = text[position : position + 1]
        if character not in OPENING_OF:
            return matched + 3 * _fits(text, position, left, are_all=are_all)
        if not left or left.pop() != OPENING_OF[character]:
            return matched
    return _LONGEST_RUN


def _fits(text: str, position: int, left: list[str], *, are_all: bool) -> bool:
    if position >= len(text):
        return not left and are_all
    if text[position] != "," or not left:
        return False
    return bool(_MEMBER.match(text, position + 1)) == (left[-1] == "{")


def find_misplaced(text: str, pairs: Iterable[Pair]) -> int | None:
    """The offset of the first opening bracket whose closing one is indented like the bracket around it."""
    for opening, closing, around in pairs:
        indent = _indent_before(text, closing)
        if indent is None or indent == _indent_of_line(text, opening):
            continue
        if indent == _indent_of_line(text, around) and "\n" in text[opening:closing]:
            return opening
    return None


def _line_start(text: str, offset: int) -> int | None:
    lowest = max(0, offset - _LONGEST_INDENT)
    found = text.rfind("\n", lowest, offset)
    return found + 1 if found >= 0 else 0 if lowest == 0 else None


def _indent_of_line(text: str, offset: int) -> int | None:
    """The indentation of the line of an offset."""
    start = _line_start(text, offset)
    indent = _INDENT.match(text, start) if start is not None else None
    return indent.end() - indent.start() if indent is not None else None


def _indent_before(text: str, offset: int) -> int | None:
    """The indentation of the line of an offset, if there is nothing else before the offset."""
    start = _line_start(text, offset)
    indent = _INDENT.match(text, start) if start is not None else None
    return offset - indent.start() if indent is not None and indent.end() == offset else None
