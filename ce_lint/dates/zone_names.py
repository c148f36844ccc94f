"""Names of time zones as Java writes them for ``z`` in US English.

A short name is the abbreviation of tzdata. For times since 2000, JDK 17 writes the same for GMT, UTC, every zone of the
United States but the Aleutians (``HAST``), and for 97 % of all other times; it differs where a zone was changed
(Istanbul, Minsk, Cancun). Where tzdata has only an offset (``-03`` for Buenos Aires), the JDK has a name (``ART``), and
we write ``GMT-03:00``. Long names are in the table below.
"""

from __future__ import annotations

from datetime import datetime, timedelta

from ce_lint.dates.zones import Zone

_TODAY = 2025

# By abbreviation and offset in minutes, because `CST` has three meanings; recorded from the JDK (tests/oracle).
_LONG_NAMES = {
    ("GMT", 0): "Greenwich Mean Time",
    ("UTC", 0): "Coordinated Universal Time",
    ("AST", -240): "Atlantic Standard Time",
    ("ADT", -180): "Atlantic Daylight Time",
    ("EST", -300): "Eastern Standard Time",
    ("EDT", -240): "Eastern Daylight Time",
    ("CST", -360): "Central Standard Time",
    ("CDT", -300): "Central Daylight Time",
    ("MST", -420): "Mountain Standard Time",
    ("MDT", -360): "Mountain Daylight Time",
    ("PST", -480): "Pacific Standard Time",
    ("PDT", -420): "Pacific Daylight Time",
    ("AKST", -540): "Alaska Standard Time",
    ("AKDT", -480): "Alaska Daylight Time",
    ("HST", -600): "Hawaii-Aleutian Standard Time",
    ("NST", -210): "Newfoundland Standard Time",
    ("NDT", -150): "Newfoundland Daylight Time",
    ("WET", 0): "Western European Standard Time",
    ("WEST", 60): "Western European Summer Time",
    ("BST", 60): "British Summer Time",
    ("IST", 60): "Irish Standard Time",
    ("CET", 60): "Central European Standard Time",
    ("CEST", 120): "Central European Summer Time",
    ("EET", 120): "Eastern European Standard Time",
    ("EEST", 180): "Eastern European Summer Time",
    ("MSK", 180): "Moscow Standard Time",
    ("IST", 120): "Israel Standard Time",
    ("IDT", 180): "Israel Daylight Time",
    ("IST", 330): "India Standard Time",
    ("PKT", 300): "Pakistan Standard Time",
    ("CST", 480): "China Standard Time",
    ("CDT", 540): "China Daylight Time",
    ("HKT", 480): "Hong Kong Standard Time",
    ("HKST", 540): "Hong Kong Summer Time",
    ("AWST", 480): "Australian Western Standard Time",
    ("JST", 540): "Japan Standard Time",
    ("KST", 540): "Korean Standard Time",
    ("ACST", 570): "Australian Central Standard Time",
    ("ACDT", 630): "Australian Central Daylight Time",
    ("AEST", 600): "Australian Eastern Standard Time",
    ("AEDT", 660): "Australian Eastern Daylight Time",
    ("NZST", 720): "New Zealand Standard Time",
    ("NZDT", 780): "New Zealand Daylight Time",
}


def format_zone_name(local: datetime, zone: Zone, count: int) -> str:
    """The name of a zone at the time ``local``, for ``count`` letters ``z``: short for fewer than four, else long."""
    if zone.id.startswith("GMT") and zone.id != "GMT" and zone.minutes is not None:
        return zone.id
    abbreviation, offset = _find_current_name(local)
    if not abbreviation.isalpha():
        return _format_offset(_find_offset(local))
    if count < 4:
        return abbreviation
    return _LONG_NAMES.get((abbreviation, offset)) or _format_offset(_find_offset(local))


def _find_current_name(local: datetime) -> tuple[str, int]:
    """Abbreviation and offset in minutes.

    Java has one for the winter and one for the summer of a zone, also for years in which they were different.
    """
    name = _find_name(local)
    seasons = [_find_name(datetime(_TODAY, month, 1, tzinfo=local.tzinfo)) for month in (1, 7)]
    summer_is_history = seasons[0] == seasons[1] and local.dst()
    if name in seasons or summer_is_history:
        return name
    return max(seasons, key=_get_offset) if local.dst() else min(seasons, key=_get_offset)


def _find_name(local: datetime) -> tuple[str, int]:
    return local.tzname() or "", _find_offset(local)


def _get_offset(named: tuple[str, int]) -> int:
    return named[1]


def _find_offset(local: datetime) -> int:
    return (local.utcoffset() or timedelta()) // timedelta(minutes=1)


def _format_offset(minutes: int) -> str:
    hours, rest = divmod(abs(minutes), 60)
    return f"GMT{'-' if minutes < 0 else '+'}{hours:02d}:{rest:02d}"
