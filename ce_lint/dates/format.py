"""Dates as ``new java.text.SimpleDateFormat(pattern, Locale.US).format`` writes them, character by character.

For the years 1583 to 9998, in which Java's calendar equals Python's. Names of time zones (``z``) are in ``zone_names``.
Compared with JDK 17 (tests/oracle).
"""

from __future__ import annotations

from collections.abc import Callable
from datetime import UTC, date, datetime, timedelta

from ce_lint.dates.patterns import Token, find_error, tokenize
from ce_lint.dates.zone_names import format_zone_name
from ce_lint.dates.zones import Zone

MONTHS = (
    "January",
    "February",
    "March",
    "April",
    "May",
    "June",
    "July",
    "August",
    "September",
    "October",
    "November",
    "December",
)
DAYS = ("Sunday", "Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday")

_EPOCH = datetime(1970, 1, 1, tzinfo=UTC)
_MICROSECONDS = {"us": 1, "ms": 1_000, "s": 1_000_000}


def format_date(pattern: str, moment: datetime, zone: Zone) -> str:
    """``moment`` in the time zone ``zone``, written by ``pattern``. A moment without a zone is UTC.

    Raises ValueError for a pattern that Java refuses.
    """
    error = find_error(pattern)
    if error is not None:
        raise ValueError(error.message)
    local = _with_zone(moment).astimezone(zone.to_tzinfo())
    return "".join(_format_token(token, local, zone) for token in tokenize(pattern))


def to_epoch(moment: datetime, unit: str = "ms") -> int:
    """The whole seconds (``s``), milliseconds (``ms``) or microseconds (``us``) from 1970 to ``moment``.

    A moment without a zone is UTC.
    """
    return (_with_zone(moment) - _EPOCH) // timedelta(microseconds=_MICROSECONDS[unit])


def _with_zone(moment: datetime) -> datetime:
    return moment if moment.tzinfo is not None else moment.replace(tzinfo=UTC)


def _format_token(token: Token, local: datetime, zone: Zone) -> str:
    if token.kind == "literal":
        return _unquote(token.text)
    letter, count = token.text[0], len(token.text)
    number = _NUMBERS.get(letter)
    if number is not None:
        return str(number(local)).zfill(count)
    return format_zone_name(local, zone, count) if letter == "z" else _TEXTS[letter](local, count)


def _unquote(text: str) -> str:
    if not text.startswith("'"):
        return text
    return "'" if text == "''" else text[1:-1].replace("''", "'")


def _count_weekday(day: date) -> int:
    return day.isoweekday() % 7


def _is_first_week(day: date) -> bool:
    """Whether the week of a day has January 1 in it. In Locale.US such a week is the first, and begins on Sunday."""
    return (day + timedelta(days=6 - _count_weekday(day))).year != day.year


def _find_week_of_year(local: datetime) -> int:
    day = local.date()
    return 1 if _is_first_week(day) else _count_week(local.timetuple().tm_yday, day.replace(month=1, day=1))


def _find_week_of_month(local: datetime) -> int:
    return _count_week(local.day, local.date().replace(day=1))


def _count_week(day: int, first: date) -> int:
    return (day - 1 + _count_weekday(first)) // 7 + 1


def _format_year(year: int, count: int) -> str:
    return f"{year % 100:02d}" if count == 2 else str(year).zfill(count)


def _format_week_year(local: datetime, count: int) -> str:
    return _format_year(local.year + _is_first_week(local.date()), count)


def _format_month(local: datetime, count: int) -> str:
    if count < 3:
        return str(local.month).zfill(count)
    name = MONTHS[local.month - 1]
    return name if count > 3 else name[:3]


def _format_day(local: datetime, count: int) -> str:
    name = DAYS[_count_weekday(local.date())]
    return name if count > 3 else name[:3]


def _split_offset(local: datetime) -> tuple[str, int]:
    seconds = int((local.utcoffset() or timedelta()).total_seconds())
    minutes = abs(seconds) // 60
    return ("-" if seconds < 0 and minutes else "+"), minutes


def _format_rfc_offset(local: datetime, _count: int) -> str:
    sign, minutes = _split_offset(local)
    return f"{sign}{minutes // 60:02d}{minutes % 60:02d}"


def _format_iso_offset(local: datetime, count: int) -> str:
    if not local.utcoffset():
        return "Z"
    sign, minutes = _split_offset(local)
    rest = "" if count == 1 else f"{':' if count == 3 else ''}{minutes % 60:02d}"
    return f"{sign}{minutes // 60:02d}{rest}"


_NUMBERS: dict[str, Callable[[datetime], int]] = {
    "w": _find_week_of_year,
    "W": _find_week_of_month,
    "D": lambda local: local.timetuple().tm_yday,
    "d": lambda local: local.day,
    "F": lambda local: (local.day - 1) // 7 + 1,
    "u": lambda local: local.isoweekday(),
    "H": lambda local: local.hour,
    "k": lambda local: local.hour or 24,
    "K": lambda local: local.hour % 12,
    "h": lambda local: local.hour % 12 or 12,
    "m": lambda local: local.minute,
    "s": lambda local: local.second,
    "S": lambda local: local.microsecond // 1000,
}
_TEXTS: dict[str, Callable[[datetime, int], str]] = {
    "G": lambda _local, _count: "AD",
    "y": lambda local, count: _format_year(local.year, count),
    "Y": _format_week_year,
    "M": _format_month,
    "L": _format_month,
    "E": _format_day,
    "a": lambda local, _count: "AM" if local.hour < 12 else "PM",
    "Z": _format_rfc_offset,
    "X": _format_iso_offset,
}
