"""Dates written as `java.text.SimpleDateFormat(pattern, Locale.US).format` writes them, character for character.

For the years 1583 to 9998, where Java's calendar is Python's. Names of zones (`z`) are in `date_zone_name`.
"""

from __future__ import annotations

from collections.abc import Callable
from datetime import UTC, date, datetime, timedelta

from ce_lint.dates.patterns import Token, find_error, tokens
from ce_lint.dates.zone_names import zone_name
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
    """A moment as text. A moment without a zone is taken for UTC; a pattern that Java refuses is a ValueError."""
    wrong = find_error(pattern)
    if wrong is not None:
        raise ValueError(wrong.message)
    local = _aware(moment).astimezone(zone.tz())
    return "".join(_written(token, local, zone) for token in tokens(pattern))


def epoch(moment: datetime, unit: str = "ms") -> int:
    """Whole seconds (`s`), milliseconds (`ms`) or microseconds (`us`) since 1970."""
    return (_aware(moment) - _EPOCH) // timedelta(microseconds=_MICROSECONDS[unit])


def _aware(moment: datetime) -> datetime:
    return moment if moment.tzinfo is not None else moment.replace(tzinfo=UTC)


def _written(token: Token, local: datetime, zone: Zone) -> str:
    if token.kind == "literal":
        return _literal(token.text)
    letter, count = token.text[0], len(token.text)
    number = _NUMBERS.get(letter)
    if number is not None:
        return str(number(local)).zfill(count)
    return zone_name(local, zone, count) if letter == "z" else _TEXTS[letter](local, count)


def _literal(text: str) -> str:
    if not text.startswith("'"):
        return text
    return "'" if text == "''" else text[1:-1].replace("''", "'")


def _week_day(day: date) -> int:
    return day.isoweekday() % 7


def _week_ends_next_year(day: date) -> bool:
    """In the United States the week of January 1 is the first, and begins on a Sunday, perhaps in December."""
    return (day + timedelta(days=6 - _week_day(day))).year != day.year


def _week_of_year(local: datetime) -> int:
    day = local.date()
    return 1 if _week_ends_next_year(day) else _week(local.timetuple().tm_yday, day.replace(month=1, day=1))


def _week_of_month(local: datetime) -> int:
    return _week(local.day, local.date().replace(day=1))


def _week(day: int, first: date) -> int:
    return (day - 1 + _week_day(first)) // 7 + 1


def _year(year: int, count: int) -> str:
    return f"{year % 100:02d}" if count == 2 else str(year).zfill(count)


def _week_year(local: datetime, count: int) -> str:
    return _year(local.year + _week_ends_next_year(local.date()), count)


def _month(local: datetime, count: int) -> str:
    if count < 3:
        return str(local.month).zfill(count)
    name = MONTHS[local.month - 1]
    return name if count > 3 else name[:3]


def _day_name(local: datetime, count: int) -> str:
    name = DAYS[_week_day(local.date())]
    return name if count > 3 else name[:3]


def _offset_minutes(local: datetime) -> tuple[str, int]:
    seconds = int((local.utcoffset() or timedelta()).total_seconds())
    minutes = abs(seconds) // 60
    return ("-" if seconds < 0 and minutes else "+"), minutes


def _rfc_offset(local: datetime, _count: int) -> str:
    sign, minutes = _offset_minutes(local)
    return f"{sign}{minutes // 60:02d}{minutes % 60:02d}"


def _iso_offset(local: datetime, count: int) -> str:
    if not local.utcoffset():
        return "Z"
    sign, minutes = _offset_minutes(local)
    rest = "" if count == 1 else f"{':' if count == 3 else ''}{minutes % 60:02d}"
    return f"{sign}{minutes // 60:02d}{rest}"


_NUMBERS: dict[str, Callable[[datetime], int]] = {
    "w": _week_of_year,
    "W": _week_of_month,
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
    "y": lambda local, count: _year(local.year, count),
    "Y": _week_year,
    "M": _month,
    "L": _month,
    "E": _day_name,
    "a": lambda local, _count: "AM" if local.hour < 12 else "PM",
    "Z": _rfc_offset,
    "X": _iso_offset,
}
