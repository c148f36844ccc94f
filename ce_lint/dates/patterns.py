"""Date patterns: whether ``new java.text.SimpleDateFormat(pattern, Locale.US)`` accepts them, and why not.

Compared with JDK 17 (tests/oracle).
"""

from __future__ import annotations

import re
from functools import lru_cache
from typing import NamedTuple

MILLISECONDS = "milliseconds"
LETTERS = "GyYMLwWDdFEuaHkKhmsSzZX"

# Possessive, because backtracking over 100 KB of quotes would take quadratic time.
_VALID = re.compile(rf"(?>(?:[^'A-Za-z]++|[{LETTERS[:-1]}]++|X{{1,3}}+(?!X)|''|'(?>(?:[^']++|'')+)')*)\Z")
_TOKEN = re.compile(r"(?P<literal>[^'A-Za-z]++|''|'(?>(?:[^']++|'')+)')|(?P<field>([A-Za-z])\3*+)|(?P<open>')")
_DOUBLE = re.compile(r"(.)\1")
_WORD = re.compile(r"[A-Za-z]+")


class PatternError(NamedTuple):
    """What is wrong with ``pattern[start:end]``, in code points, and what to write instead."""

    start: int
    end: int
    message: str
    help: str


class Token(NamedTuple):
    """A part of a pattern, ``pattern[start:end]`` in code points.

    ``kind`` is ``"field"`` (one letter or a run of it), ``"literal"`` (text in its quotes) or ``"open"`` (a quote
    that is not closed).
    """

    kind: str
    text: str
    start: int
    end: int


# Letters of other date libraries, and what to write instead.
_MEANT = {
    "A": "Write `a` for AM or PM.",
    "c": "Write `E` for the name of the day, or `u` for its number.",
    "e": "Write `E` for the name of the day, or `u` for its number.",
    "f": "Write `S` for milliseconds, such as `SSS`.",
    "n": "Write `S` for milliseconds, such as `SSS`.",
    "N": "Write `S` for milliseconds, such as `SSS`.",
    "O": "Write `XXX` for an offset such as +01:00, or `z` for the name of the zone.",
    "p": "Write `a` for AM or PM.",
    "v": "Write `z` for the name of the zone.",
    "V": "Write `z` for the name of the zone.",
    "x": "Write `X` for an offset such as +01, or `XXX` for +01:00.",
}


def is_milliseconds(pattern: str) -> bool:
    """Whether a pattern is the word ``milliseconds`` (since 1970), which the platform accepts and Java would refuse."""
    return pattern == MILLISECONDS


def tokenize(pattern: str) -> list[Token]:
    """The fields and literals of a pattern, as SimpleDateFormat reads them, also if it is invalid."""
    return [Token(str(found.lastgroup), found[0], *found.span()) for found in _TOKEN.finditer(pattern)]


@lru_cache(maxsize=256)  # a repository uses a handful of patterns
def find_error(pattern: str) -> PatternError | None:
    """The first error of a pattern; None exactly if Java accepts it."""
    if _VALID.match(pattern):
        return None
    if remove_stray_quote(pattern) is not None:
        return _report_stray_quote(len(pattern) - 1)
    for found in _TOKEN.finditer(pattern):
        if found["open"]:
            return _report_open_quote(pattern, found.start())
        field = found["field"]
        if field and (field[0] not in LETTERS or (field[0] == "X" and len(field) > 3)):
            return _report_field(pattern, found.start(), found.end())
    raise AssertionError("a pattern that is refused has a reason")


def remove_stray_quote(pattern: str) -> str | None:
    """The pattern without its last character, if that is a superfluous quote and the only error; else None."""
    shorter = pattern[:-1]
    if not pattern.endswith("'") or _VALID.match(pattern):
        return None
    return shorter if is_milliseconds(shorter) or (_VALID.match(shorter) and _WORD.search(shorter)) else None


def _report_stray_quote(at: int) -> PatternError:
    return PatternError(at, at + 1, f"The last quote (character {at + 1}) is not closed", "Remove the last quote.")


def _report_open_quote(pattern: str, at: int) -> PatternError:
    if at == len(pattern) - 1:
        return _report_stray_quote(at)
    message = f"The quote at character {at + 1} is not closed"
    return PatternError(at, at + 1, message, "Close the quote after the literal text, or remove it.")


def _report_field(pattern: str, start: int, end: int) -> PatternError:
    letter, place = pattern[start], f"(character {start + 1})"
    if letter == "X":
        message = f"`X` {place} is repeated {end - start} times; at most 3 are allowed"
        return PatternError(start, end, message, "Write `XXX` for an offset such as +01:00.")
    word = _find_word(pattern, start)
    message = f"`{letter}` {place} is not a pattern letter"
    return PatternError(start, end, message, _find_help(letter, end - start, word))


def _find_help(letter: str, count: int, word: str) -> str:
    if letter == "T" and count == 1:
        return "Put it in single quotes: `'T'`."
    if _is_prose(word):
        return "Put literal text in single quotes, as in `yyyy-MM-dd'T'HH:mm:ss`."
    if letter in _MEANT:
        return _MEANT[letter]
    return (
        f"Put it in single quotes: `'{letter}'`."
        if count == 1
        else "Put literal text in single quotes, as in `yyyy-MM-dd'T'HH:mm:ss`."
    )


def _is_prose(word: str) -> bool:
    """Whether letters are a word, not a misspelt pattern: several are not pattern letters, or none is doubled."""
    foreign = {letter for letter in word if letter not in LETTERS}
    return len(foreign) > 1 or (len(word) > 2 and not _DOUBLE.search(word))


def _find_word(pattern: str, at: int) -> str:
    start = at
    while start and pattern[start - 1].isascii() and pattern[start - 1].isalpha():
        start -= 1
    found = _WORD.match(pattern, start)
    return found[0] if found else ""
