"""The refresh interval: the minutes between two polls of an instance (domain.md 2)."""

from __future__ import annotations

from typing import Any

from ce_lint.document.document import Document
from ce_lint.util.lazy_pattern import lazy_pattern

INTERVAL_KEY = "event.poller.refresh_interval"
DEFAULT_MINUTES = 15
"""The default of 37 of the 43 public element definitions (domain.md 2)."""
MOST_MINUTES = 10**8
"""About 190 years: a longer interval than this leads out of the years that ``datetime`` knows."""

_INTEGER = lazy_pattern(r"[+-]?\d{1,18}")


def parse_minutes(value: Any) -> int | None:
    """The whole number of minutes that a value means, a number or a string; None for anything else."""
    if isinstance(value, bool):
        return None
    if isinstance(value, int):
        return value
    if isinstance(value, float):
        return int(value) if value.is_integer() and abs(value) < 1e18 else None
    return int(value) if isinstance(value, str) and _INTEGER.fullmatch(value.strip()) else None


def find_interval(document: Document) -> int:
    """The minutes between two polls of a document, at least 1; the default where the setting is missing or invalid."""
    minutes = parse_minutes(document.settings.get(INTERVAL_KEY))
    return min(minutes, MOST_MINUTES) if minutes is not None and minutes > 0 else DEFAULT_MINUTES
