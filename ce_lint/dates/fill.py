"""The URL that the platform calls: a poller's URL with its time variables replaced (domain.md 3.1)."""

from __future__ import annotations

from datetime import datetime
from typing import NamedTuple

from ce_lint.dates.format import format_date, to_epoch
from ce_lint.dates.patterns import find_error, is_milliseconds
from ce_lint.dates.variables import TimeVariable, find_time_variables
from ce_lint.dates.zones import resolve_zone

# What the platform writes for `${date}` without a format is not documented; ISO 8601 is an assumption.
BARE_DATE = "yyyy-MM-dd'T'HH:mm:ss.SSS'Z'"


class FilledPiece(NamedTuple):
    """A part of a filled URL, and the time variable that it replaces, if any.

    ``is_filled`` is False for a variable that cannot be replaced: its ``text`` is as in the URL.
    """

    text: str
    variable: TimeVariable | None = None
    is_filled: bool = False


def fill(text: str, last_poll: datetime, now: datetime) -> str:
    """A URL with its time variables replaced; see ``fill_pieces``."""
    return "".join(piece.text for piece in fill_pieces(text, last_poll, now))


def fill_pieces(text: str, last_poll: datetime, now: datetime) -> list[FilledPiece]:
    """A URL in pieces, cut at its time variables. Times without a zone are UTC.

    ``nowTimeZone`` becomes ``now``, all others become ``last_poll``. ``date`` and ``gmtDate`` are in GMT, the zone of
    the platform's servers. Variables with an error, settings (``configuration.…``) and variables whose format Java
    refuses are not filled.
    """
    pieces: list[FilledPiece] = []
    position = 0
    for variable in find_time_variables(text):
        if variable.start > position:
            pieces.append(FilledPiece(text[position : variable.start]))
        value = _fill_variable(variable, last_poll, now, text)
        written = text[variable.start : variable.end]
        pieces.append(FilledPiece(written if value is None else value, variable, value is not None))
        position = variable.end
    if position < len(text):
        pieces.append(FilledPiece(text[position:]))
    return pieces


def _fill_variable(variable: TimeVariable, last_poll: datetime, now: datetime, text: str) -> str | None:
    """What replaces a variable of ``text``; None if it cannot be replaced."""
    name = variable.name
    if variable.error is not None:
        return None
    if name in {"epoch", "milliseconds"}:
        unit = text[variable.start + 2 : variable.end - 1].partition(":")[2]
        return str(to_epoch(last_poll, unit or "ms"))
    moment = now if name == "nowTimeZone" else last_poll
    pattern = BARE_DATE if name == "date" and variable.format is None else variable.format
    return None if pattern is None else _format(pattern, moment, variable.zone or "GMT")


def _format(pattern: str, moment: datetime, zone: str) -> str | None:
    if is_milliseconds(pattern):
        return str(to_epoch(moment, "ms"))
    return None if find_error(pattern) is not None else format_date(pattern, moment, resolve_zone(zone))
