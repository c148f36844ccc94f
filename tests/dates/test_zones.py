"""Time zones as Java resolves them, and suggestions for ids it does not know."""

from __future__ import annotations

import subprocess
import sys
from datetime import datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ce_lint.dates.zones import is_known_zone, is_utc, list_zone_ids, resolve_zone, suggest_zone


@pytest.mark.parametrize(
    "id", ["GMT", "UTC", "PST", "EST", "America/Denver", "GMT-6:00", "GMT+05:30", "GMT+0530", "GMT+5", "US/Pacific"]
)
def test_known(id: str) -> None:
    assert is_known_zone(id)
    assert suggest_zone(id) is None


@pytest.mark.parametrize(
    "id", ["", "-6:00", "EDT", "{TimeZone}", "gmt", "GMT+24:00", "GMT+5:60", "UTC+1", " GMT", "ROC"]
)
def test_unknown_is_gmt(id: str) -> None:
    zone = resolve_zone(id)
    assert not zone.is_known
    assert (zone.id, zone.minutes) == ("GMT", 0)


@pytest.mark.parametrize(
    ("id", "meant"),
    [
        ("-6:00", "GMT-6:00"),
        ("+06:00", "GMT+06:00"),
        ("-0800", "GMT-0800"),
        ("UTC+1", "GMT+1"),
        ("+25:00", None),
        ("EDT", "America/New_York"),
        ("CEST", "Europe/Paris"),
        ("Eastern Standard Time", "America/New_York"),
        ("{TimeZone}", None),
        ("<ZONE>", None),
        ("", None),
        ("America/Denvr", "America/Denver"),
        ("america/denver", "America/Denver"),
        ("America/New York", "America/New_York"),
        ("Denver", "America/Denver"),
        ("gmt", "GMT"),
        (" UTC ", "UTC"),
        ("Z", "GMT"),
        ("nowhere at all", None),
        ("x" * 100_000, None),
    ],
)
def test_suggestions(id: str, meant: str | None) -> None:
    assert suggest_zone(id) == meant


@given(st.text(max_size=30))
def test_a_suggestion_is_always_known(id: str) -> None:
    meant = suggest_zone(id)
    assert meant is None or is_known_zone(meant)


def test_every_id_has_a_clock() -> None:
    for id in list_zone_ids():
        assert datetime(2026, 7, 1, tzinfo=resolve_zone(id).to_tzinfo()).utcoffset() is not None
    assert resolve_zone("GMT-6:30").to_tzinfo().utcoffset(None) == timedelta(hours=-6, minutes=-30)
    assert resolve_zone("PST").to_tzinfo().utcoffset(datetime(2026, 7, 1)) == timedelta(hours=-7)


def test_utc_by_any_name() -> None:
    assert all(map(is_utc, ["GMT", "UTC", "utc", "Z", "Etc/UTC", "GMT+00:00", "GMT-0", "Zulu"]))
    assert not any(map(is_utc, ["", "PST", "Europe/London", "GMT+1", "-6:00"]))


def test_a_common_zone_does_not_load_the_zones() -> None:
    code = "import sys; from ce_lint.dates.zones import is_known_zone; is_known_zone('GMT') and is_known_zone('PST'); "
    code += "is_known_zone('GMT+5'); sys.exit('zoneinfo' in sys.modules or 'tzdata' in sys.modules)"
    assert subprocess.run([sys.executable, "-c", code], check=False).returncode == 0
