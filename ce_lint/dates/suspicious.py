"""Date patterns that Java accepts, but that hardly mean what their author wanted."""

from __future__ import annotations

import functools
from collections.abc import Callable, Sequence
from typing import NamedTuple

from ce_lint.dates.patterns import Token, find_error, tokenize

_LONGEST_CACHED = 200
_HOURS = frozenset("HkhK")
_DATES = frozenset("yYdDE")


class SuspiciousFields(NamedTuple):
    """The suspicious fields of a pattern: from the first to the last one is ``pattern[start:end]``, in code points.

    ``parts`` are the code points to replace and what to write there, in the order of the pattern; they are empty unless
    it is known what to write for every field.
    """

    start: int
    end: int
    message: str
    help: str
    parts: tuple[tuple[int, int, str], ...] = ()


def find_suspicious(pattern: str) -> SuspiciousFields | None:
    """What is suspicious in a valid pattern, all of it; None if there is nothing, or the pattern is invalid."""
    return _find_cached(pattern) if len(pattern) < _LONGEST_CACHED else _find_all(pattern)


def _find_all(pattern: str) -> SuspiciousFields | None:
    if find_error(pattern) is not None:
        return None
    fields = [token for token in tokenize(pattern) if token.kind == "field"]
    if not fields and any(map(str.isalnum, pattern)):
        message, help = "the format contains no pattern letter, so that it formats no date", _EXAMPLE
        return SuspiciousFields(0, len(pattern), message, help)
    letters = {field.text[0] for field in fields}
    found: list[tuple[Token, _Reason]] = []
    for index, field in enumerate(fields):
        check = _CHECKS.get(field.text[0])
        reason = check(fields, index, letters) if check else None
        if reason is not None:
            found.append((field, reason))
    return _merge(found) if found else None


def _merge(found: list[tuple[Token, _Reason]]) -> SuspiciousFields:
    """One result for all suspicious fields of a pattern."""
    first, reason = found[0]
    parts = tuple((field.start, field.end, why.written) for field, why in found)
    is_fixable = all(written for _, _, written in parts)
    message, help = f"`{first.text[:8]}` (character {first.start + 1}) {reason.message}", reason.help
    if len(found) > 1:
        others = list(dict.fromkeys(f"`{field.text[:8]}`" for field, _ in found))
        message = f"{', '.join(others[:-1])} and {others[-1]} probably do not mean what was intended"
        if len(others) == 1:
            message = f"{others[0]} probably does not mean what was intended"
        words = (f"`{field.text[:8]}` {why.message}. {why.help}" for field, why in found)
        help = " ".join(dict.fromkeys(words))
    return SuspiciousFields(first.start, found[-1][0].end, message, help, parts if is_fixable else ())


_EXAMPLE = "Write a pattern such as `yyyy-MM-dd'T'HH:mm:ss`, or the word `milliseconds`."
_find_cached = functools.lru_cache(maxsize=1000)(_find_all)


class _Reason(NamedTuple):
    """Why a field is suspicious, what to do about it, and what to write instead; "" if that depends."""

    message: str
    help: str
    written: str = ""


_Found = _Reason | None
_Check = Callable[[Sequence[Token], int, set[str]], _Found]


def _check_week_year(fields: Sequence[Token], index: int, letters: set[str]) -> _Found:
    if "w" in letters:
        return None
    written = "y" * len(fields[index].text)
    return _Reason(
        "is the week year, which can differ from the calendar year at New Year", f"Write `{written[:8]}`.", written
    )


def _check_year(fields: Sequence[Token], index: int, _letters: set[str]) -> _Found:
    if len(fields[index].text) != 3:
        return None
    return _Reason("is an unusual number of letters for a year", "Write `yyyy`.", "yyyy")


def _check_day_of_year(fields: Sequence[Token], index: int, letters: set[str]) -> _Found:
    if len(fields[index].text) != 2 and "M" not in letters:
        return None
    return _Reason("is the day of the year, not of the month", "Write `dd` for the day of the month.", "dd")


def _check_half_day(fields: Sequence[Token], index: int, letters: set[str]) -> _Found:
    if letters & {"a", "H", "k"}:
        return None
    message, help = (
        "is a 12-hour clock, but the format has no `a` for AM or PM",
        "Write `HH` for a 24-hour clock, or add `a`.",
    )
    return _Reason(message, help, "H" * len(fields[index].text))


def _check_minute(fields: Sequence[Token], index: int, _letters: set[str]) -> _Found:
    near = _find_neighbours(fields, index)
    if not near & {"y", "d"} or near & (_HOURS | {"s", "S", "M", "L"}):
        return None
    written = "M" * len(fields[index].text)
    return _Reason("means minutes, but the month is expected here", "Write `MM` for the month.", written)


def _check_month(fields: Sequence[Token], index: int, _letters: set[str]) -> _Found:
    before = fields[index - 1].text[0] if index else ""
    after = fields[index + 1].text[0] if index + 1 < len(fields) else ""
    between_times = before in _HOURS and after not in _DATES
    if len(fields[index].text) > 2 or not (between_times or after == "s") or before in _DATES:
        return None
    written = "m" * len(fields[index].text)
    return _Reason("means the month, but minutes are expected here", "Write `mm` for minutes.", written)


_NO_MICROSECONDS = (
    "Use a date field of the API that has no more than milliseconds (`SSS`). In a time variable, write `SSS`, "
    "and literal zeros after it if the API needs them."
)


def _check_millisecond(fields: Sequence[Token], index: int, letters: set[str]) -> _Found:
    width = len(fields[index].text)
    if width > 3:
        return _Reason("means milliseconds; Java reads microseconds with no number of `S`", _NO_MICROSECONDS)
    before = fields[index - 1].text[0] if index else ""
    if before == "m" and width == 2 and "s" not in letters:
        return _Reason("means milliseconds, but seconds are expected here", "Write `ss` for seconds.", "ss")
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
