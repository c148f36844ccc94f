"""What the JDK is asked, always the same: patterns valid, nearly valid and random; ids of zones; dates to write."""

from __future__ import annotations

import random
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta

SEED = 20261123

# Every distinct pattern of the public pollers, fields and URLs alike.
DOMAIN_PATTERNS = (
    "yyyy-MM-dd'T'HH:mm:ssXXX",
    "yyyy-MM-dd'T'HH:mm:ss'Z'",
    "milliseconds",
    "yyyy-MM-dd HH:mm:ss",
    "yyyy-MM-dd'T'HH:mm:ss.SSS'Z'",
    "yyyy-MM-dd'T'HH:mm:ss.SSSZ",
    "EEE, dd MMM yyyy HH:mm:ss Z",
    "MM/dd/yyyy HH:mm:ss",
    "",
    "yyyy-MM-dd'T'HH:mm:ss'",
    "yyyy-MM-dd'T'HH:mm:ss.SSS",
    "milliseconds'",
    "yyyy-MM-dd",
    "yyyy-MM-dd'T'HH:mmz",
    "yyyy-MM-dd'T'HH:mm:ss",
    "yyyy-MM-dd'T'HH:mm:ss.SSSSSSXXX",
    "yyyy-MM-dd'T'HH:mm:ss.SSSX",
    "yyyy-MM-dd'T'HH:mm:ss.SSSX'",
    "yyyy-MM-dd' 'HH:mm:ss",
    "10 digit integer Unix time'",
    "10 digit integer Unix time",
    "518862600'",
    "518862600",
    "yyyy-MM-dd'T'HH:mm:ssXXX'",
    "yyyy-MM-dd'T'HH:mm:ssZ",
    "MM/dd/yyy'T'HH:mm:ssXXX",
    "yyyy-MM-dd'T'HH:mm:ss.SSSXXX",
    "yyyy-MM-dd HH:mm:ss -0800",
    "key",
)
_LEGAL = "GyYMLwWDdFEuaHkKhmsSzZX"
_ALPHABET = _LEGAL + "''''''XXXX:-/., TTtioe" + 'Å\u00e9\u0660\u3042\uff21\U0001f600\u2019\u0000\n\\"{}$%'
_ANY_LETTER = "".join(map(chr, [*range(65, 91), *range(97, 123)]))

# Zones whose clocks and names are compared for every moment; the rest only by their offset.
NAMED_ZONES = (
    *("GMT", "UTC", "PST", "CST", "MST", "EST", "America/New_York", "America/Chicago", "America/Denver"),
    *("America/Los_Angeles", "America/Phoenix", "America/Anchorage", "US/Pacific", "US/Eastern", "America/Halifax"),
    *("Pacific/Honolulu", "America/St_Johns", "Europe/London", "Europe/Paris", "Europe/Berlin", "Europe/Dublin"),
    *("Europe/Athens", "Asia/Kolkata", "Asia/Tokyo", "Asia/Shanghai", "Asia/Hong_Kong", "Australia/Sydney"),
    *("Australia/Adelaide", "Pacific/Auckland", "GMT+05:30", "GMT-3", "GMT-0930", "GMT+0", "-6:00", "Etc/UTC"),
)
_UNKNOWN_ZONES = ("", "gmt", "EDT", "{TimeZone}", "+06:00", "-8:00", "Z", "UTC+5", " GMT")
_OFFSET_ZONES = (
    "Asia/Kathmandu",
    "America/Sao_Paulo",
    "Asia/Dubai",
    "Pacific/Apia",
    "Australia/Lord_Howe",
    "MIT",
    "HST",
)


def patterns(count: int) -> list[str]:
    """The domain's patterns, then slips of a finger in them and random ones, none twice."""
    chance = random.Random(SEED)
    made: dict[str, None] = dict.fromkeys(DOMAIN_PATTERNS)
    made.update(dict.fromkeys(_ANY_LETTER))
    made.update(dict.fromkeys(letter * n for letter in _LEGAL for n in range(2, 8)))
    while len(made) < count:
        kind = chance.random()
        made[_slip(chance) if kind < 0.6 else _random(chance, _ALPHABET if kind < 0.9 else _LEGAL + "' ")] = None
    return list(made)


def _slip(chance: random.Random) -> str:
    text = chance.choice(DOMAIN_PATTERNS)
    for _ in range(chance.choice((1, 1, 1, 2, 3))):
        at = chance.randrange(len(text) + 1)
        cut = at + chance.choice((0, 0, 1, 1, 2))
        text = text[:at] + chance.choice(("", "", chance.choice(_ALPHABET), "'", "X", "T", "''")) + text[cut:]
    return text


def _random(chance: random.Random, alphabet: str) -> str:
    return "".join(chance.choice(alphabet) * chance.choice((1, 1, 2, 4)) for _ in range(chance.randrange(1, 9)))


def zones(known: list[str], count: int) -> list[str]:
    """Every known id, then custom offsets and ids with a slip in them, none twice."""
    chance = random.Random(SEED)
    made: dict[str, None] = dict.fromkeys([*known, *NAMED_ZONES, *_UNKNOWN_ZONES])
    while len(made) < len(known) + count:
        made[_custom(chance) if chance.random() < 0.5 else _near(chance, known)] = None
    return list(made)


def _custom(chance: random.Random) -> str:
    digits = "".join(chance.choices("0123456789", k=chance.randrange(0, 6)))
    at = chance.randrange(len(digits) + 1)
    colon = chance.choice((":", ":", "", "::", " "))
    sign = chance.choice(("+", "-", "+", "-", "", " +", "\u2212"))
    return f"{chance.choice(('GMT', 'GMT', 'GMT', 'gmt', 'UTC', ''))}{sign}{digits[:at]}{colon}{digits[at:]}"


def _near(chance: random.Random, known: list[str]) -> str:
    text = chance.choice(known)
    at = chance.randrange(len(text))
    return chance.choice(
        (text.lower(), text.upper(), text[:at] + text[at + 1 :], text[:at] + "_" + text[at:], text + " ")
    )


def format_patterns() -> list[str]:
    """The domain's valid patterns and every letter at every width."""
    refused = {"milliseconds", "key", "518862600'", "milliseconds'"}
    domain = [one for one in DOMAIN_PATTERNS if one not in refused and "digit" not in one and one.count("'") % 2 == 0]
    widths = ["|".join(letter * n for n in range(1, 7)) for letter in _LEGAL if letter != "X"]
    return [*domain, *widths, "X|XX|XXX", "'it''s' dd''MM \u00e9\U0001f600", "hh 'o''clock' a, zzzz", "YYYY-'W'ww-u"]


def moments() -> Iterator[datetime]:
    """Random ones of 1970 to 2100, and those where calendars err: changes of the clock, leap days, New Year."""
    chance = random.Random(SEED)
    for _ in range(150):
        yield datetime(1970, 1, 1, tzinfo=UTC) + timedelta(milliseconds=chance.randrange(131 * 365 * 86_400_000))
    for year in (1972, 1999, 2000, 2016, 2020, 2026, 2027, 2038, 2096, 2100):
        for day in range(-6, 8):
            yield datetime(year, 1, 1, tzinfo=UTC) + timedelta(days=day, hours=chance.randrange(24))
        for day in range(-2, 2):
            yield datetime(year, 3, 1, 12, tzinfo=UTC) + timedelta(days=day)
    for change in (
        datetime(2026, 3, 8, 10),
        datetime(2026, 11, 1, 9),
        datetime(2026, 3, 29, 1),
        datetime(2026, 10, 25, 1),
    ):
        for milliseconds in (-3_600_000, -1, 0, 1, 3_599_999, 3_600_000):
            yield change.replace(tzinfo=UTC) + timedelta(milliseconds=milliseconds)


def formats() -> Iterator[tuple[str, str, datetime]]:
    """Pattern, zone, moment: all of each with all others."""
    when = list(moments())
    for pattern in format_patterns():
        zoned = NAMED_ZONES if "z" in pattern else (*NAMED_ZONES, *_OFFSET_ZONES)
        for zone in zoned:
            for moment in when:
                yield pattern, zone, moment
