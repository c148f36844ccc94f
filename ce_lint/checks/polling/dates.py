"""Kinds about date formats and time zones, in ``datesConfiguration``, in lines and in time variables."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any, ClassVar

from ce_lint.checks.base import is_blank, lower_first
from ce_lint.checks.polling.pieces import (
    Piece,
    PollerCheck,
    date_formats,
    date_zones,
    dates,
    line_dates,
    lines,
    resources,
    urls,
    variables,
)
from ce_lint.checks.polling.url import outside_variables
from ce_lint.dates import patterns, suspicious
from ce_lint.dates.variables import TimeVariable
from ce_lint.dates.zones import is_known_zone, is_utc, suggest_zone
from ce_lint.document.document import Document
from ce_lint.secrets.placeholders import has_placeholder
from ce_lint.violation import Finding


def _formats(document: Document) -> list[Piece]:
    """Every date format, those of time variables too, with its own place."""
    return document.kept("all formats", lambda of: [*date_formats(of), *_formats_of_variables(of)])


def _checked_formats(document: Document) -> list[tuple[Piece, patterns.PatternError | None]]:
    """Every date format with what Java refuses in it; the platform's own word for milliseconds is none."""
    return document.kept(
        "judged formats",
        lambda of: [
            (piece, patterns.find_error(piece.text))
            for piece in _formats(of)
            if not patterns.is_milliseconds(piece.text)
        ],
    )


def _formats_of_variables(document: Document) -> Iterator[Piece]:
    for piece, variable in _sound_variables(document):
        if variable.format:
            yield _part(piece, variable, variable.format, variable.format_start)


def _sound_variables(document: Document) -> Iterator[tuple[Piece, TimeVariable]]:
    """Every time variable without a error, with the URL that it stands in."""
    for piece in urls(document):
        for variable in variables(document, piece.text):
            if variable.error is None:
                yield piece, variable


def _part(piece: Piece, variable: TimeVariable, text: str, start: int) -> Piece:
    """The zone or the format of a time variable, as a piece of its own."""
    return Piece(piece.resource, f"${{{variable.name}}}", text, piece.route, piece.offset + start)


class DateFormat(PollerCheck):
    """Date formats are patterns that ``java.text.SimpleDateFormat`` accepts, or the word ``milliseconds``."""

    kind: ClassVar[str] = "date-format"

    def find(self, document: Document) -> Iterator[Finding]:
        yield from self._numbers(document)
        for piece, found in _checked_formats(document):
            if found is not None and not has_placeholder(piece.text):
                message = f"The format in {_of(piece)} is not valid: {lower_first(found.message)}"
                last = len(piece.text) - 1
                is_stray = patterns.remove_stray_quote(piece.text) is not None and not _is_partner(document, piece)
                parts = [(last, last + 1, "")] if is_stray else []
                yield piece.finding(found.start, found.end, message, found.help, *parts)

    @staticmethod
    def _numbers(document: Document) -> Iterator[Finding]:
        for resource in resources(document):
            holder = dates(resource)
            for key in ("updatedDateFormat", "createdDateFormat"):
                value: Any = holder.get(key)
                if value is not None and not isinstance(value, str):
                    yield Finding(
                        (*resource.route, "datesConfiguration", key),
                        f"`{key}` must be a string that contains a date format",
                    )


def _is_partner(document: Document, piece: Piece) -> bool:
    """Whether the last quote of a time variable is the one that its URL lacks: ``'${gmtDate:yyyy'}``."""
    last = piece.offset + len(piece.text)
    return any(
        url.route == piece.route
        and url.offset <= last <= url.offset + len(url.text)
        and outside_variables(document, url).count("'") % 2
        for url in (urls(document) if piece.field.startswith("$") else ())
    )


def _of(piece: Piece) -> str:
    return f"`{piece.field}`"


class OddDateFormat(PollerCheck):
    """Date formats that are legal, and mean something else than they seem to."""

    kind: ClassVar[str] = "odd-date-format"

    def find(self, document: Document) -> Iterator[Finding]:
        for piece, error in _checked_formats(document):
            found = suspicious.find_suspicious(piece.text) if error is None else None
            if found is not None:
                yield piece.finding(
                    found.start, found.end, f"In {_of(piece)}, {lower_first(found.message)}", found.help
                )


_PAIRS = (("updatedDateField", "updatedDateFormat"), ("createdDateField", "createdDateFormat"))


class DateFormatPairs(PollerCheck):
    """A date field has its format, and a format its field; those of creation fall back to those of the update."""

    kind: ClassVar[str] = "date-format-pairs"

    def find(self, document: Document) -> Iterator[Finding]:
        for resource in resources(document):
            holder = dates(resource)
            if not holder:
                continue
            route = (*resource.route, "datesConfiguration")
            for field, format_ in _PAIRS:
                lacks = _lack(holder, field, format_)
                if lacks is not None:
                    has, misses = lacks
                    at = (*route, misses) if misses in holder else route
                    yield Finding(at, f"{document.shown(resource.name)} has `{has}`, but no `{misses}`")
        yield from self._in_lines(document)

    @staticmethod
    def _in_lines(document: Document) -> Iterator[Finding]:
        route, found = lines(document)
        for line in found:
            written = line_dates(line)
            for field, format_ in _PAIRS:
                lacks = _lack({name: one.text for name, one in written.items()}, field, format_)
                if lacks is not None:
                    has, misses = lacks
                    piece = Piece(line.name, has, written[has].text, route, written[has].start)
                    yield piece.whole(f"The line of {document.shown(line.name)} has `{has}`, but no `{misses}`")


def _lack(holder: dict[str, Any], field: str, format_: str) -> tuple[str, str] | None:
    has_field, has_format = (not is_blank(holder.get(key)) for key in (field, format_))
    if has_field == has_format:
        return None
    if field.startswith("created") and not is_blank(holder.get(field.replace("created", "updated"))):
        return None  # the platform falls back to the updated ones
    return (field, format_) if has_field else (format_, field)


def _zones(document: Document) -> Iterator[Piece]:
    yield from date_zones(document)
    for piece, variable in _sound_variables(document):
        if variable.zone:
            yield _part(piece, variable, variable.zone, variable.zone_start)


class TimeZone(PollerCheck):
    """Time zones are ids that ``java.util.TimeZone`` knows; it silently turns any other into GMT."""

    kind: ClassVar[str] = "time-zone"

    def find(self, document: Document) -> Iterator[Finding]:
        for piece in _zones(document):
            zone = piece.text
            if is_known_zone(zone) or (zone != "{TimeZone}" and has_placeholder(zone)):
                continue
            meant = suggest_zone(zone)
            shown = f"`{zone}`" if meant and zone.isprintable() else f"The zone in {_of(piece)}"
            message = f"{shown} is not a time zone that Java knows; it falls back to GMT"
            parts = [(0, 0, "GMT")] if meant == f"GMT{zone}" else []
            yield piece.whole(message, f"Did you mean `{meant}`?" if meant else "", *parts)


class ZoneConflict(PollerCheck):
    """A pattern that ends in a quoted ``'Z'`` says UTC, and the zone beside it says otherwise."""

    kind: ClassVar[str] = "zone-conflict"

    def find(self, document: Document) -> Iterator[Finding]:
        for resource in resources(document):
            holder = dates(resource)
            for which in ("updated", "created"):
                format_, zone = holder.get(f"{which}DateFormat"), holder.get(f"{which}DateTimezone")
                if isinstance(format_, str) and isinstance(zone, str) and _conflict(format_, zone):
                    at = (*resource.route, "datesConfiguration", f"{which}DateTimezone")
                    yield Finding(at, _conflict_message(which))
        yield from self._in_lines(document)
        for piece in urls(document):
            for variable in variables(document, piece.text):
                if _is_conflicting(variable):
                    start = variable.zone_start
                    message = f"The format in `${{{variable.name}}}` ends in `'Z'` (UTC), but its time zone is not UTC"
                    yield piece.finding(start, start + len(variable.zone or ""), message)

    @staticmethod
    def _in_lines(document: Document) -> Iterator[Finding]:
        route, found = lines(document)
        for line in found:
            written = line_dates(line)
            for which in ("updated", "created"):
                format_, zone = written.get(f"{which}DateFormat"), written.get(f"{which}DateTimezone")
                if format_ is not None and zone is not None and _conflict(format_.text, zone.text):
                    piece = Piece(line.name, f"{which}DateTimezone", zone.text, route, zone.start)
                    yield piece.whole(_conflict_message(which))


def _conflict_message(which: str) -> str:
    return f"`{which}DateFormat` ends in `'Z'` (UTC), but `{which}DateTimezone` is not UTC"


def _is_conflicting(variable: TimeVariable) -> bool:
    return bool(
        variable.error is None and variable.format and variable.zone and _conflict(variable.format, variable.zone)
    )


def _conflict(format_: str, zone: str) -> bool:
    return format_.rstrip().endswith("'Z'") and bool(zone.strip()) and is_known_zone(zone) and not is_utc(zone)
