"""URLs as the platform will call them."""

from __future__ import annotations

from datetime import UTC, datetime

import pytest

from ce_lint.dates.fill import fill, fill_pieces

LAST = datetime(2026, 11, 23, 8, 0, 5, 123456, tzinfo=UTC)
NOW = datetime(2026, 11, 23, 8, 15, tzinfo=UTC)


@pytest.mark.parametrize(
    ("text", "filled"),
    [
        ("/a?where=x>='${gmtDate:yyyy-MM-dd'T'HH:mm:ss'Z'}'", "/a?where=x>='2026-11-23T08:00:05Z'"),
        ("${date:EEE, dd MMM yyyy HH:mm:ss Z}", "Mon, 23 Nov 2026 08:00:05 +0000"),
        ("${date}", "2026-11-23T08:00:05.123Z"),
        ("${epoch}|${epoch:s}|${epoch:ms}", "1795420805123|1795420805|1795420805123"),
        ("${epoch:us}|${milliseconds}", "1795420805123456|1795420805123"),
        ("${date:milliseconds}", "1795420805123"),
        ("${dateTimeZone:PST:HH:mm z}", "00:00 PST"),
        ("${dateTimeZone:-6:00:HH:mm}", "08:00"),
        ("${nowTimeZone:GMT-6:00:HH:mm XXX}", "02:15 -06:00"),
        ("${configuration.x}/${gmtDate:T}/${foo}/{id}", "${configuration.x}/${gmtDate:T}/${foo}/{id}"),
        ("", ""),
    ],
)
def test_fill(text: str, filled: str) -> None:
    assert fill(text, LAST, NOW) == filled


def test_pieces_say_what_was_filled() -> None:
    cut = fill_pieces("/a?x=${epoch:s}&y=${foo}", LAST, NOW)
    assert [(piece.text, piece.is_filled) for piece in cut] == [
        ("/a?x=", False),
        ("1795420805", True),
        ("&y=", False),
        ("${foo}", False),
    ]
    assert cut[3].variable is not None
