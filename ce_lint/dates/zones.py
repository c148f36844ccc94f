"""Time zones as `java.util.TimeZone.getTimeZone` resolves their ids: what it does not know silently becomes GMT.

Ids are tzdata's. Measured against JDK 17.0.15 (tests/oracle): it never knows `Factory` and `ROC`, which tzdata has, and
knows `America/Coyhaique` only with the data of 2025b. `SystemV/…` is known, but Java gives it clock changes of its own.
"""

from __future__ import annotations

import functools
import re
from datetime import timedelta, timezone, tzinfo
from typing import NamedTuple

from ce_lint.util.nearest import nearest

# java.time.ZoneId.SHORT_IDS, but for EST, MST and HST, which are ids of tzdata with the same clock since 1970.
_SHORT_IDS = {
    "ACT": "Australia/Darwin",
    "AET": "Australia/Sydney",
    "AGT": "America/Argentina/Buenos_Aires",
    "ART": "Africa/Cairo",
    "AST": "America/Anchorage",
    "BET": "America/Sao_Paulo",
    "BST": "Asia/Dhaka",
    "CAT": "Africa/Harare",
    "CNT": "America/St_Johns",
    "CST": "America/Chicago",
    "CTT": "Asia/Shanghai",
    "EAT": "Africa/Addis_Ababa",
    "ECT": "Europe/Paris",
    "IET": "America/Indiana/Indianapolis",
    "IST": "Asia/Kolkata",
    "JST": "Asia/Tokyo",
    "MIT": "Pacific/Apia",
    "NET": "Asia/Yerevan",
    "NST": "Pacific/Auckland",
    "PLT": "Asia/Karachi",
    "PNT": "America/Phoenix",
    "PRT": "America/Puerto_Rico",
    "PST": "America/Los_Angeles",
    "SST": "Pacific/Guadalcanal",
    "VST": "Asia/Ho_Chi_Minh",
}
# Ids of old Unix systems, as the JDK links them.
_SYSTEM_V = {
    "SystemV/AST4": "America/Puerto_Rico",
    "SystemV/AST4ADT": "America/Halifax",
    "SystemV/CST6": "America/Regina",
    "SystemV/CST6CDT": "America/Chicago",
    "SystemV/EST5": "America/Indianapolis",
    "SystemV/EST5EDT": "America/New_York",
    "SystemV/HST10": "Pacific/Honolulu",
    "SystemV/MST7": "America/Phoenix",
    "SystemV/MST7MDT": "America/Denver",
    "SystemV/PST8": "Pacific/Pitcairn",
    "SystemV/PST8PDT": "America/Los_Angeles",
    "SystemV/YST9": "Pacific/Gambier",
    "SystemV/YST9YDT": "America/Anchorage",
}
_JAVA_ONLY = _SHORT_IDS | _SYSTEM_V
_NOT_JAVA = frozenset({"Factory", "ROC", "localtime", "posixrules"})
_UTC = frozenset(
    {"gmt", "utc", "z", "ut", "uct", "zulu", "universal", "greenwich", "gmt0"}
    | {
        "etc/gmt",
        "etc/utc",
        "etc/uct",
        "etc/zulu",
        "etc/universal",
        "etc/greenwich",
        "etc/gmt0",
        "etc/gmt+0",
        "etc/gmt-0",
    }
)
_COUNTRIES = frozenset({"PRC", "ROK"})
# Java reads a number of any length here, and lets it overflow; nine digits never do.
_CUSTOM = re.compile(r"GMT([+-])(?:([0-9]{0,2}):([0-9]{2})|([0-9]{1,9}))\Z")


class Zone(NamedTuple):
    """What an id means to Java; `known` is False where it silently means GMT."""

    id: str
    known: bool
    source: str
    minutes: int | None

    def tz(self) -> tzinfo:
        """The clock itself. Only a zone of tzdata needs `zoneinfo`, which is slow to import."""
        if self.minutes is not None:
            return timezone(timedelta(minutes=self.minutes), self.id)
        from zoneinfo import ZoneInfo

        return ZoneInfo(self.source)


_GMT = Zone("GMT", True, "GMT", 0)


@functools.lru_cache(maxsize=256)
def resolve(id: str) -> Zone:
    """The zone that Java makes of an id; GMT, not known, for what it does not understand."""
    if id in {"GMT", "UTC"}:
        return _GMT._replace(id=id, source=id)
    if id in _JAVA_ONLY:
        return Zone(id, True, _JAVA_ONLY[id], None)
    minutes = _custom_minutes(id)
    if minutes is not None:
        return Zone(_custom_id(id[3], minutes), True, "GMT", minutes)
    if id in ids():
        return Zone(id, True, id, None)
    return _GMT._replace(known=False)


def is_known(id: str) -> bool:
    """Whether Java understands an id; it silently turns all others into GMT."""
    return resolve(id).known


def is_utc(id: str) -> bool:
    """Whether an id says UTC, in whatever spelling: Java turns those it does not know into GMT, which is the same."""
    return id.strip().lower() in _UTC or _custom_minutes(id) == 0


def is_ambiguous_abbreviation(id: str) -> bool:
    """Whether Java knows an id that is an abbreviation: `CST` has three meanings in the world, and one in Java."""
    short = 3 <= len(id) <= 4 and id.isascii() and id.isalpha() and id.isupper()
    return short and id not in _COUNTRIES and not is_utc(id) and is_known(id)


@functools.cache
def ids() -> frozenset[str]:
    """Every id of tzdata that Java knows too."""
    import pkgutil

    try:
        listed = pkgutil.get_data("tzdata", "zones")
    except ImportError:
        listed = None
    if listed is not None:
        return frozenset(listed.decode("ascii").split()) - _NOT_JAVA
    from zoneinfo import available_timezones

    return frozenset(available_timezones()) - _NOT_JAVA


def short_ids() -> frozenset[str]:
    """Java's own ids of three letters, which tzdata does not have."""
    return frozenset(_SHORT_IDS)


def _custom_minutes(id: str) -> int | None:
    found = _CUSTOM.match(id)
    if found is None:
        return None
    sign, hours, minutes, digits = found.groups()
    if digits is not None:
        number = int(digits)
        hours, minutes = (number, 0) if len(digits) <= 2 else divmod(number, 100)
    else:
        hours, minutes = int(hours or 0), int(minutes)
    if hours > 23 or minutes > 59:
        return None
    offset = hours * 60 + minutes
    return -offset if sign == "-" else offset


def _custom_id(sign: str, minutes: int) -> str:
    hours, rest = divmod(abs(minutes), 60)
    return f"GMT{sign}{hours:02d}:{rest:02d}"


_OFFSET = re.compile(r"(?:GMT|UTC|UT|Z)?\s*([+\-\u2212\u2013])\s*([0-9]{1,2}(?::?[0-9]{2})?)\Z", re.IGNORECASE)
_LONGEST = 40

# Abbreviations that Java does not know as ids, by the place that most people mean.
_ABBREVIATIONS = {
    "ACDT": "Australia/Adelaide",
    "ACST": "Australia/Adelaide",
    "ADT": "America/Halifax",
    "AEDT": "Australia/Sydney",
    "AEST": "Australia/Sydney",
    "AKDT": "America/Anchorage",
    "AKST": "America/Anchorage",
    "AWST": "Australia/Perth",
    "BRT": "America/Sao_Paulo",
    "CDT": "America/Chicago",
    "CEST": "Europe/Paris",
    "CT": "America/Chicago",
    "EDT": "America/New_York",
    "EEST": "Europe/Athens",
    "ET": "America/New_York",
    "HKT": "Asia/Hong_Kong",
    "IDT": "Asia/Jerusalem",
    "KST": "Asia/Seoul",
    "MDT": "America/Denver",
    "MSK": "Europe/Moscow",
    "MT": "America/Denver",
    "NDT": "America/St_Johns",
    "NZDT": "Pacific/Auckland",
    "NZST": "Pacific/Auckland",
    "PDT": "America/Los_Angeles",
    "PKT": "Asia/Karachi",
    "PT": "America/Los_Angeles",
    "ROC": "Asia/Taipei",
    "SAST": "Africa/Johannesburg",
    "SGT": "Asia/Singapore",
    "UT": "UTC",
    "WEST": "Europe/Lisbon",
    "Z": "GMT",
}
_AMERICAN = {
    "eastern": "America/New_York",
    "central": "America/Chicago",
    "mountain": "America/Denver",
    "pacific": "America/Los_Angeles",
}


@functools.lru_cache(maxsize=64)
def suggestion(id: str) -> str | None:
    """An id that Java knows and that says what an unknown one seems to mean, or None."""
    text = id.strip()
    if not text or len(text) > _LONGEST or is_known(id):
        return None
    if is_known(text):
        return text
    return _as_offset(text) or _ABBREVIATIONS.get(text.upper()) or _as_name(text)


def _as_offset(text: str) -> str | None:
    found = _OFFSET.match(text)
    if found is None:
        return None
    written = f"GMT{'+' if found[1] == '+' else '-'}{found[2]}"
    return written if is_known(written) else None


def _as_name(text: str) -> str | None:
    name = text.replace(" ", "_").lower()
    exact = _by_folded_name().get(name)
    if exact is not None:
        return exact
    region, _, rest = name.partition("_")
    if region in _AMERICAN and rest in {"time", "standard_time", "daylight_time"}:
        return _AMERICAN[region]
    # A slip in a word of three letters could mean any other.
    return nearest(text.replace(" ", "_"), sorted(ids())) if len(text) > 4 and text[0].isalpha() else None


@functools.cache
def _by_folded_name() -> dict[str, str]:
    """Every id by its lower-case form, and by its last part where only one id ends so: `denver`."""
    names: dict[str, str] = {}
    ends: dict[str, set[str]] = {}
    for id in ids() | short_ids():
        names[id.lower()] = id
        ends.setdefault(id.lower().rpartition("/")[2], set()).add(id)
    for end, owners in ends.items():
        places = [owner for owner in owners if "/" in owner]
        if len(places) == 1 and len(end) > 3:
            names.setdefault(end, places[0])
    return names
