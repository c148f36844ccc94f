"""Date patterns that Java accepts, and that say something else than they seem to."""

from __future__ import annotations

import functools
from collections.abc import Callable, Sequence

from ce_lint.dates.patterns import PatternError, Token, find_error, tokens

_LONGEST_CACHED = 200
_HOURS = frozenset("HkhK")
_DATES = frozenset("yYdDE")


def find_suspicious(pattern: str) -> PatternError | None:
    """The first field of a legal pattern that is hardly meant; None for an invalid one, which has graver trouble."""
    return _cached(pattern) if len(pattern) < _LONGEST_CACHED else _first(pattern)


def _first(pattern: str) -> PatternError | None:
    if find_error(pattern) is not None:
        return None
    fields = [token for token in tokens(pattern) if token.kind == "field"]
    letters = {field.text[0] for field in fields}
    for index, field in enumerate(fields):
        check = _CHECKS.get(field.text[0])
        found = check(fields, index, letters) if check else None
        if found is not None:
            message, help = found
            return PatternError(
                field.start, field.end, f"`{field.text[:8]}` (character {field.start + 1}) {message}", help
            )
    return None


_cached = functools.lru_cache(maxsize=1000)(_first)

_Found = tuple[str, str] | None
_Check = Callable[[Sequence[Token], int, set[str]], _Found]


def _week_year(_fields: Sequence[Token], _index: int, letters: set[str]) -> _Found:
    if "w" in letters:
        return None
    return "is the year of the week, which differs from the year around New Year", "Write `yyyy`."


def _year(fields: Sequence[Token], index: int, _letters: set[str]) -> _Found:
    if len(fields[index].text) != 3:
        return None
    return "is an unusual width for a year", "Write `yyyy`."


def _day_of_year(fields: Sequence[Token], index: int, letters: set[str]) -> _Found:
    if len(fields[index].text) != 2 and "M" not in letters:
        return None
    return "is the day of the year", "Write `dd` for the day of the month."


def _half_day(_fields: Sequence[Token], _index: int, letters: set[str]) -> _Found:
    if letters & {"a", "H", "k"}:
        return None
    return "counts hours to twelve, and nothing says AM or PM", "Write `HH`, or add `a`."


def _minute(fields: Sequence[Token], index: int, _letters: set[str]) -> _Found:
    near = _neighbours(fields, index)
    if not near & {"y", "d"} or near & (_HOURS | {"s", "S", "M", "L"}):
        return None
    return "is the minute, in the place of a month", "Write `MM`."


def _month(fields: Sequence[Token], index: int, _letters: set[str]) -> _Found:
    before = fields[index - 1].text[0] if index else ""
    after = fields[index + 1].text[0] if index + 1 < len(fields) else ""
    between_times = before in _HOURS and after not in _DATES
    if len(fields[index].text) > 2 or not (between_times or after == "s") or before in _DATES:
        return None
    return "is the month, in the place of the minutes", "Write `mm`."


def _millisecond(fields: Sequence[Token], index: int, letters: set[str]) -> _Found:
    width = len(fields[index].text)
    if width > 3:
        return "writes milliseconds with zeros in front, never microseconds", "Write `SSS`."
    before = fields[index - 1].text[0] if index else ""
    if before == "m" and width == 2 and "s" not in letters:
        return "is milliseconds, in the place of the seconds", "Write `ss`."
    return None


def _neighbours(fields: Sequence[Token], index: int) -> set[str]:
    return {field.text[0] for field in (*fields[max(0, index - 1) : index], *fields[index + 1 : index + 2])}


_CHECKS: dict[str, _Check] = {
    "Y": _week_year,
    "y": _year,
    "D": _day_of_year,
    "h": _half_day,
    "K": _half_day,
    "m": _minute,
    "M": _month,
    "S": _millisecond,
}
