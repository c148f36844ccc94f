"""Days, as ``2027-01-31``."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from datetime import date


def is_past(day: str | date) -> bool | None:
    """Whether a day lies before today, in this machine's zone; None for a text that is no day."""
    from datetime import date

    if isinstance(day, str):
        try:
            day = date.fromisoformat(day)
        except ValueError:
            return None
    return day < date.today()
