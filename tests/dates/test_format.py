"""Dates in numbers; the JDK's own output is compared in test_oracle."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

import pytest

from ce_lint.dates.format import format_date, to_epoch
from ce_lint.dates.zones import resolve_zone

MOMENT = datetime(2026, 11, 23, 8, 0, 5, 123456, tzinfo=UTC)


@pytest.mark.parametrize(
    ("pattern", "zone", "text"),
    [
        ("yyyy-MM-dd'T'HH:mm:ss.SSS'Z'", "GMT", "2026-11-23T08:00:05.123Z"),
        ("EEE, dd MMM yyyy HH:mm:ss Z", "UTC", "Mon, 23 Nov 2026 08:00:05 +0000"),
        ("yyyy-MM-dd'T'HH:mmz", "GMT", "2026-11-23T08:00GMT"),
        ("yyyy-MM-dd HH:mm:ss -0800 z zzzz XXX", "PST", "2026-11-23 00:00:05 -0800 PST Pacific Standard Time -08:00"),
        ("HH:mm X XX XXX z", "GMT+05:30", "13:30 +05 +0530 +05:30 GMT+05:30"),
        ("ss.SSSSSS", "GMT", "05.000123"),
        ("z zzzz", "America/Sao_Paulo", "GMT-03:00 GMT-03:00"),
        ("k K h a yy", "GMT", "8 8 8 AM 26"),
        ("'it''s' ''", "GMT", "it's '"),
        ("HH:mm", "-6:00", "08:00"),
    ],
)
def test_formats(pattern: str, zone: str, text: str) -> None:
    assert format_date(pattern, MOMENT, resolve_zone(zone)) == text


def test_a_moment_without_a_zone_is_utc() -> None:
    assert format_date("HH X", MOMENT.replace(tzinfo=None), resolve_zone("GMT")) == "08 Z"
    assert to_epoch(MOMENT.replace(tzinfo=None)) == to_epoch(MOMENT)


def test_a_refused_pattern_is_an_error() -> None:
    with pytest.raises(ValueError, match="not a pattern letter"):
        format_date("T", MOMENT, resolve_zone("GMT"))


def test_epochs() -> None:
    assert [to_epoch(MOMENT, unit) for unit in ("s", "ms", "us")] == [1795420805, 1795420805123, 1795420805123456]
    assert to_epoch(datetime(1970, 1, 1, tzinfo=UTC) - timedelta(microseconds=1), "s") == -1
