"""Date patterns that Java accepts, but that hardly mean what their author wanted."""

from __future__ import annotations

import functools
from collections.abc import Callable, Sequence

from ce_lint.dates.patterns import PatternError, Token, find_error, tokenize

_LONGEST_CACHED = 200
_HOURS = frozenset("HkhK")
_DATES = frozenset("yYdDE")


def find_suspicious(pattern: str) -> PatternError | None:
    """The first suspicious field of a valid pattern; None if there is none, or the pattern is invalid."""
    return _find_cached(pattern) if len(pattern) < _LONGEST_CACHED else _find_first(pattern)


def _find_first(pattern: str) -> PatternError | None:
    if find_error(pattern) is not None:
        return None
    fields = [token for token in tokenize(pattern) if token.kind == "field"]
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


_find_cached = functools.lru_cache(maxsize=1000)(_find_first)

_Found = tuple[str, str] | None
"""A message and a help, or None."""
_Check = Callable[[Sequence[Token], int, set[str]], _Found]


def _check_week_year(_fields: Sequence[Token], _index: int, letters: set[str]) -> _Found:
    if "w" in letters:
        return None
    return "is the week year, which can differ from the calendar year at New Year", "Write `yyyy`."


def _check_year(fields: Sequence[Token], index: int, _letters: set[str]) -> _Found:
    if len(fields[index].text) != 3:
        return None
    return "is an unusual number of letters for a year", "Write `yyyy`."


def _check_day_of_year(fields: Sequence[Token], index: int, letters: set[str]) -> _Found:
    if len(fields[index].text) != 2 and "M" not in letters:
        return None
    return "is the day of the year, not of the month", "Write `dd` for the day of the month."


def _check_half_day(_fields: Sequence[Token], _index: int, letters: set[str]) -> _Found:
    if letters & {"a", "H", "k"}:
        return None
    return "is a 12-hour clock, but the format has no `a` for AM or PM", "Write `HH` for a 24-hour clock, or add `a`."


def _check_minute(fields: Sequence[Token], index: int, _letters: set[str]) -> _Found:
    near = _find_neighbours(fields, index)
    if not near & {"y", "d"} or near & (_HOURS | {"s", "S", "M", "L"}):
        return None
    return "means minutes, but the month is expected here", "Write `MM` for the month."


def _check_month(fields: Sequence[Token], index: int, _letters: set[str]) -> _Found:
    before = fields[index - 1].text[0] if index else ""
    after = fields[index + 1].text[0] if index + 1 < len(fields) else ""
    between_times = before in _HOURS and after not in _DATES
    if len(fields[index].text) > 2 or not (between_times or after == "s") or before in _DATES:
        return None
    return "means the month, but minutes are expected here", "Write `mm` for minutes."


def _check_millisecond(fields: Sequence[Token], index: int, letters: set[str]) -> _Found:
    width = len(fields[index].text)
    if width > 3:
        return "means milliseconds; no number of `S` means microseconds", "Write `SSS`."
    before = fields[index - 1].text[0] if index else ""
    if before == "m" and width == 2 and "s" not in letters:
        return "means milliseconds, but seconds are expected here", "Write `ss` for seconds."
    return None


def _find_neighbours(fields: Sequence[Token], index: int) -> set[str]:
    return {field.text[0] for field in (*fields[max(0, index - 1) : index], *fields[index + 1 : index + 2])}


_CHECKS: dict[str, _Check] = {
    "Y": _check_week_year,
    "y": _check_year,
    "D": _check_day_of_year,
    "h": _check_half_day,
    "K": _check_half_day,
    "m": _check_minute,
    "M": _check_month,
    "S": _check_millisecond,
}
