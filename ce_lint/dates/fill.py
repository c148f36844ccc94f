"""The URL that the platform calls: every time variable of a poller's URL replaced by its text."""

from __future__ import annotations

from datetime import datetime
from typing import NamedTuple

from ce_lint.dates.format import epoch, format_date
from ce_lint.dates.patterns import find_error, is_milliseconds
from ce_lint.dates.variables import TimeVariable, time_variables
from ce_lint.dates.zones import resolve

# What the platform writes for a bare `${date}` is not documented anywhere; ISO 8601 stands for it.
BARE_DATE = "yyyy-MM-dd'T'HH:mm:ss.SSS'Z'"


class Piece(NamedTuple):
    """A stretch of the filled URL, and the variable it came from; a variable that cannot be filled stays as written."""

    text: str
    variable: TimeVariable | None = None
    filled: bool = False


def fill(text: str, last_poll: datetime, now: datetime) -> str:
    """A URL with its variables filled, as `pieces` does."""
    return "".join(piece.text for piece in pieces(text, last_poll, now))


def pieces(text: str, last_poll: datetime, now: datetime) -> list[Piece]:
    """A URL cut at its variables: `now…` is the present, all others are the last poll.

    `date` and `gmtDate` are in GMT (the platform's servers are). Faulty variables, settings (`configuration.…`) and
    formats that Java refuses are left as they are. A bare `${date}` is written in ISO 8601: the platform's own default
    is unknown.
    """
    cut: list[Piece] = []
    position = 0
    for variable in time_variables(text):
        if variable.start > position:
            cut.append(Piece(text[position : variable.start]))
        value = _value(variable, last_poll, now, text)
        written = text[variable.start : variable.end]
        cut.append(Piece(written if value is None else value, variable, value is not None))
        position = variable.end
    if position < len(text):
        cut.append(Piece(text[position:]))
    return cut


def _value(variable: TimeVariable, last_poll: datetime, now: datetime, text: str) -> str | None:
    name = variable.name
    if variable.error is not None:
        return None
    if name in {"epoch", "milliseconds"}:
        unit = text[variable.start + 2 : variable.end - 1].partition(":")[2]
        return str(epoch(last_poll, unit or "ms"))
    moment = now if name == "nowTimeZone" else last_poll
    pattern = BARE_DATE if name == "date" and variable.format is None else variable.format
    return None if pattern is None else _formatted(pattern, moment, variable.zone or "GMT")


def _formatted(pattern: str, moment: datetime, zone: str) -> str | None:
    if is_milliseconds(pattern):
        return str(epoch(moment, "ms"))
    return None if find_error(pattern) is not None else format_date(pattern, moment, resolve(zone))
