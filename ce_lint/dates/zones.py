"""Time zones as ``java.util.TimeZone.getTimeZone`` resolves their ids: an unknown id becomes GMT (domain.md 3.2).

The ids are those of tzdata. Compared with JDK 17.0.15 (tests/oracle): it does not know ``Factory`` and ``ROC``, which
tzdata has, and knows ``America/Coyhaique`` only with the data of 2025b. It knows ``SystemV/…``, with clock changes
other than ours.
"""

from __future__ import annotations

import functools
import re
from datetime import timedelta, timezone, tzinfo
from typing import NamedTuple

from ce_lint.util.lazy_pattern import lazy_pattern
from ce_lint.util.nearest import nearest

# java.time.ZoneId.SHORT_IDS without EST, MST and HST, which are ids of tzdata with the same offset since 1970.
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
# Ids of old Unix systems, as links of the JDK.
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
# Java takes a number of any length here, and lets it overflow; nine digits never overflow.
_CUSTOM = lazy_pattern(r"GMT([+-])(?:([0-9]{0,2}):([0-9]{2})|([0-9]{1,9}))\Z")


class Zone(NamedTuple):
    """The time zone that Java takes for an id.

    ``is_known`` is False if Java does not know the id and takes GMT. ``source`` is the id of tzdata; ``minutes`` is the
    offset of a zone without clock changes, else None.
    """

    id: str
    is_known: bool
    source: str
    minutes: int | None

    def to_tzinfo(self) -> tzinfo:
        """The zone for ``datetime``. ``zoneinfo``, which is slow to import, is imported only for a zone of tzdata."""
        if self.minutes is not None:
            return timezone(timedelta(minutes=self.minutes), self.id)
        from zoneinfo import ZoneInfo

        return ZoneInfo(self.source)


_GMT = Zone("GMT", True, "GMT", 0)


@functools.lru_cache(maxsize=256)
def resolve_zone(id: str) -> Zone:
    """The time zone that Java takes for ``id``."""
    if id in {"GMT", "UTC"}:
        return _GMT._replace(id=id, source=id)
    if id in _JAVA_ONLY:
        return Zone(id, True, _JAVA_ONLY[id], None)
    minutes = _parse_offset(id)
    if minutes is not None:
        return Zone(_format_offset(id[3], minutes), True, "GMT", minutes)
    if id in list_zone_ids():
        return Zone(id, True, id, None)
    return _GMT._replace(is_known=False)


def is_known_zone(id: str) -> bool:
    """Whether Java knows ``id``. It takes GMT for all others."""
    return resolve_zone(id).is_known


def is_utc(id: str) -> bool:
    """Whether ``id`` means UTC, in any spelling: if Java does not know one, it takes GMT, which is the same."""
    return id.strip().lower() in _UTC or _parse_offset(id) == 0


@functools.cache
def list_zone_ids() -> frozenset[str]:
    """The ids of tzdata that Java knows."""
    import pkgutil

    try:
        listed = pkgutil.get_data("tzdata", "zones")
    except ImportError:
        listed = None
    if listed is not None:
        return frozenset(listed.decode("ascii").split()) - _NOT_JAVA
    from zoneinfo import available_timezones

    return frozenset(available_timezones()) - _NOT_JAVA


def _parse_offset(id: str) -> int | None:
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


def _format_offset(sign: str, minutes: int) -> str:
    hours, rest = divmod(abs(minutes), 60)
    return f"GMT{sign}{hours:02d}:{rest:02d}"


_OFFSET = lazy_pattern(r"(?:GMT|UTC|UT|Z)?\s*([+\-\u2212\u2013])\s*([0-9]{1,2}(?::?[0-9]{2})?)\Z", re.IGNORECASE)
_LONGEST = 40

# Abbreviations that Java does not know, and the id of the place that most people mean by them.
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
def suggest_zone(id: str) -> str | None:
    """The id that an unknown ``id`` probably means, one that Java knows; None if ``id`` is known or like no other."""
    text = id.strip()
    if not text or len(text) > _LONGEST or is_known_zone(id):
        return None
    if is_known_zone(text):
        return text
    return _suggest_offset(text) or _ABBREVIATIONS.get(text.upper()) or _suggest_name(text)


def _suggest_offset(text: str) -> str | None:
    found = _OFFSET.match(text)
    if found is None:
        return None
    written = f"GMT{'+' if found[1] == '+' else '-'}{found[2]}"
    return written if is_known_zone(written) else None


def _suggest_name(text: str) -> str | None:
    name = text.replace(" ", "_").lower()
    exact = _group_by_name().get(name)
    if exact is not None:
        return exact
    region, _, rest = name.partition("_")
    if region in _AMERICAN and rest in {"time", "standard_time", "daylight_time"}:
        return _AMERICAN[region]
    # Of a misspelt word of three letters nobody can tell which was meant.
    return nearest(text.replace(" ", "_"), sorted(list_zone_ids())) if len(text) > 4 and text[0].isalpha() else None


@functools.cache
def _group_by_name() -> dict[str, str]:
    """The ids by their name in lower case, and by the last part of it if no other id has the same: ``denver``."""
    names: dict[str, str] = {}
    ends: dict[str, set[str]] = {}
    for id in list_zone_ids() | _SHORT_IDS.keys():
        names[id.lower()] = id
        ends.setdefault(id.lower().rpartition("/")[2], set()).add(id)
    for end, owners in ends.items():
        places = [owner for owner in owners if "/" in owner]
        if len(places) == 1 and len(end) > 3:
            names.setdefault(end, places[0])
    return names
