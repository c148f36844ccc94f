"""Date formats and time zones: in ``datesConfiguration``, in lines and in time variables."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any, ClassVar

from ce_lint.checks.base import is_blank, lower_first
from ce_lint.checks.misspelt import is_field_explained
from ce_lint.checks.polling.pieces import (
    Piece,
    PollerCheck,
    collect_date_formats,
    collect_date_zones,
    collect_resources,
    collect_urls,
    find_lines,
    find_variables,
    get_dates,
    read_line_dates,
)
from ce_lint.checks.polling.url import mask_variables
from ce_lint.dates import patterns, suspicious
from ce_lint.dates.variables import TimeVariable
from ce_lint.dates.zones import is_known_zone, is_utc, suggest_zone
from ce_lint.document.document import Document
from ce_lint.secrets.placeholders import has_placeholder
from ce_lint.secrets.redaction import is_harmless
from ce_lint.util.nearest import ask_if_meant
from ce_lint.violation import Finding


def _collect_formats(document: Document) -> list[Piece]:
    """Every date format, those of time variables too."""
    return document.compute_once("all formats", lambda of: [*collect_date_formats(of), *_find_variable_formats(of)])


def _check_formats(document: Document) -> list[tuple[Piece, patterns.PatternError | None]]:
    """Every date format with what Java refuses in it, except ``milliseconds``, which the platform reads itself."""
    return document.compute_once(
        "checked formats",
        lambda of: [
            (piece, patterns.find_error(piece.text))
            for piece in _collect_formats(of)
            if not patterns.is_milliseconds(piece.text)
        ],
    )


def _find_variable_formats(document: Document) -> Iterator[Piece]:
    for piece, variable in _find_valid_variables(document):
        if variable.format:
            yield _cut_piece(piece, variable, variable.format, variable.format_start)


def _find_valid_variables(document: Document) -> Iterator[tuple[Piece, TimeVariable]]:
    """Every valid time variable with the URL that contains it."""
    for piece in collect_urls(document):
        for variable in find_variables(document, piece.text):
            if variable.error is None:
                yield piece, variable


def _cut_piece(piece: Piece, variable: TimeVariable, text: str, start: int) -> Piece:
    """The zone or the format of a time variable as a piece; ``start`` is its offset in the URL."""
    return Piece(piece.resource, f"${{{variable.name}}}", text, piece.route, piece.offset + start)


class InvalidDateFormat(PollerCheck):
    """Date formats that ``java.text.SimpleDateFormat`` refuses, and that are not ``milliseconds``."""

    name: ClassVar[str] = "invalid-date-format"

    def find(self, document: Document) -> Iterator[Finding]:
        yield from self._find_other_types(document)
        for piece, found in _check_formats(document):
            if found is not None and not has_placeholder(piece.text):
                message = f"The format in {_quote_field(piece)} is not valid: {lower_first(found.message)}"
                last = len(piece.text) - 1
                is_stray = patterns.remove_stray_quote(piece.text) is not None and not _is_quote_of_url(document, piece)
                parts = [(last, last + 1, "")] if is_stray else []
                yield piece.mark(found.start, found.end, message, found.help, *parts)

    @staticmethod
    def _find_other_types(document: Document) -> Iterator[Finding]:
        for resource in collect_resources(document):
            holder = get_dates(resource)
            for key in ("updatedDateFormat", "createdDateFormat"):
                value: Any = holder.get(key)
                if value is not None and not isinstance(value, str):
                    yield Finding(
                        (*resource.route, "datesConfiguration", key),
                        f"`{key}` must be a string that contains a date format",
                    )


def _is_quote_of_url(document: Document, piece: Piece) -> bool:
    """Whether the last quote of a time variable is the one that is missing behind it: ``'${gmtDate:yyyy'}``."""
    last = piece.offset + len(piece.text)
    return any(
        url.route == piece.route
        and url.offset <= last <= url.offset + len(url.text)
        and mask_variables(document, url).count("'") % 2
        for url in (collect_urls(document) if piece.field.startswith("$") else ())
    )


def _quote_field(piece: Piece) -> str:
    return f"`{piece.field}`"


class SuspiciousDateFormat(PollerCheck):
    """Date formats that are valid, but probably do not mean what was intended."""

    name: ClassVar[str] = "suspicious-date-format"

    def find(self, document: Document) -> Iterator[Finding]:
        for piece, error in _check_formats(document):
            found = suspicious.find_suspicious(piece.text) if error is None else None
            if found is not None and not has_placeholder(piece.text):
                message = f"In {_quote_field(piece)}, {lower_first(found.message)}"
                yield piece.mark(found.start, found.end, message, found.help, *found.parts)


_PAIRS = (("updatedDateField", "updatedDateFormat"), ("createdDateField", "createdDateFormat"))


class MissingDateFormat(PollerCheck):
    """A date field without its format, or a format without its field.

    The platform uses those of the update date where those of the creation date are missing.
    """

    name: ClassVar[str] = "missing-date-format"

    def find(self, document: Document) -> Iterator[Finding]:
        for resource in collect_resources(document):
            holder = get_dates(resource)
            if not holder:
                continue
            route = (*resource.route, "datesConfiguration")
            for field, format_ in _PAIRS:
                pair = _find_missing(holder, field, format_)
                if pair is not None and not is_field_explained(resource, pair[1]):
                    has, misses = pair
                    at = (*route, misses) if misses in holder else route
                    yield Finding(at, f"{document.quote_key(resource.name)} has `{has}`, but no `{misses}`")
        yield from self._find_in_lines(document)

    @staticmethod
    def _find_in_lines(document: Document) -> Iterator[Finding]:
        route, found = find_lines(document)
        for line in found:
            written = read_line_dates(line)
            for field, format_ in _PAIRS:
                pair = _find_missing({name: one.text for name, one in written.items()}, field, format_)
                if pair is not None:
                    has, misses = pair
                    piece = Piece(line.name, has, written[has].text, route, written[has].start)
                    yield piece.mark_all(f"The line of {document.quote_key(line.name)} has `{has}`, but no `{misses}`")


def _find_missing(holder: dict[str, Any], field: str, format_: str) -> tuple[str, str] | None:
    """Of the two keys, the one that is set and the one that is missing; None if neither or both are set."""
    has_field, has_format = (not is_blank(holder.get(key)) for key in (field, format_))
    if has_field == has_format:
        return None
    if field.startswith("created") and not is_blank(holder.get(field.replace("created", "updated"))):
        return None  # the platform uses those of the update date
    return (field, format_) if has_field else (format_, field)


_CREATED = re.compile(r"creat|insert|(?<![a-z])added|\binception", re.IGNORECASE)
_UPDATED = re.compile(r"updat|modif|chang|edited", re.IGNORECASE)


class SwappedDateFields(PollerCheck):
    """The fields of the update date and of the creation date are the same, or look like each other's."""

    name: ClassVar[str] = "swapped-date-fields"

    def find(self, document: Document) -> Iterator[Finding]:
        for resource in collect_resources(document):
            holder = get_dates(resource)
            route = (*resource.route, "datesConfiguration", "createdDateField")
            message = _find_swapped(holder.get("updatedDateField"), holder.get("createdDateField"))
            if message is not None:
                yield Finding(route, message)
        route, found = find_lines(document)
        for line in found:
            written = read_line_dates(line)
            updated, created = written.get("updatedDateField"), written.get("createdDateField")
            message = _find_swapped(updated and updated.text, created and created.text)
            if message is not None and created is not None:
                yield Piece(line.name, "createdDateField", created.text, route, created.start).mark_all(message)


def _find_swapped(updated: Any, created: Any) -> str | None:
    """The message about two date fields, or None."""
    if not isinstance(updated, str) or not isinstance(created, str) or not updated.strip():
        return None
    if has_placeholder(updated) or has_placeholder(created):
        return None
    if updated.strip() == created.strip():  # an API may know the creation date alone
        is_update = _UPDATED.search(updated) is not None and _CREATED.search(updated) is None
        if not is_update:
            return None
        return "`createdDateField` is the same field as `updatedDateField`"
    is_swapped = (_CREATED.search(updated) and not _UPDATED.search(updated)) and (
        _UPDATED.search(created) and not _CREATED.search(created)
    )
    return "`createdDateField` and `updatedDateField` seem to be swapped" if is_swapped else None


def _collect_zones(document: Document) -> Iterator[Piece]:
    yield from collect_date_zones(document)
    for piece, variable in _find_valid_variables(document):
        if variable.zone:
            yield _cut_piece(piece, variable, variable.zone, variable.zone_start)


class UnknownTimeZone(PollerCheck):
    """Time zones that ``java.util.TimeZone`` does not know: it uses GMT instead, without an error."""

    name: ClassVar[str] = "unknown-time-zone"

    def find(self, document: Document) -> Iterator[Finding]:
        for piece in _collect_zones(document):
            zone = piece.text
            if is_known_zone(zone) or (zone != "{TimeZone}" and has_placeholder(zone)):
                continue
            meant = suggest_zone(zone)
            shown = f"`{zone}`" if meant and is_harmless(zone) else f"The zone in {_quote_field(piece)}"
            message = f"{shown} is not a time zone that Java knows; it falls back to GMT"
            parts = [(0, 0, "GMT")] if meant == f"GMT{zone}" else []
            yield piece.mark_all(message, ask_if_meant(meant), *parts)


class ZoneConflict(PollerCheck):
    """A date format that ends in ``'Z'``, which means UTC, with a time zone that is not UTC."""

    name: ClassVar[str] = "zone-conflict"

    def find(self, document: Document) -> Iterator[Finding]:
        for resource in collect_resources(document):
            holder = get_dates(resource)
            for which in ("updated", "created"):
                format_, zone = holder.get(f"{which}DateFormat"), holder.get(f"{which}DateTimezone")
                if isinstance(format_, str) and isinstance(zone, str) and _is_conflict(format_, zone):
                    at = (*resource.route, "datesConfiguration", f"{which}DateTimezone")
                    yield Finding(at, _word_conflict(which))
        yield from self._find_in_lines(document)
        for piece in collect_urls(document):
            for variable in find_variables(document, piece.text):
                if _has_conflict(variable):
                    start = variable.zone_start
                    message = f"The format in `${{{variable.name}}}` ends in `'Z'` (UTC), but its time zone is not UTC"
                    yield piece.mark(start, start + len(variable.zone or ""), message)

    @staticmethod
    def _find_in_lines(document: Document) -> Iterator[Finding]:
        route, found = find_lines(document)
        for line in found:
            written = read_line_dates(line)
            for which in ("updated", "created"):
                format_, zone = written.get(f"{which}DateFormat"), written.get(f"{which}DateTimezone")
                if format_ is not None and zone is not None and _is_conflict(format_.text, zone.text):
                    piece = Piece(line.name, f"{which}DateTimezone", zone.text, route, zone.start)
                    yield piece.mark_all(_word_conflict(which))


def _word_conflict(which: str) -> str:
    return f"`{which}DateFormat` ends in `'Z'` (UTC), but `{which}DateTimezone` is not UTC"


def _has_conflict(variable: TimeVariable) -> bool:
    return bool(
        variable.error is None and variable.format and variable.zone and _is_conflict(variable.format, variable.zone)
    )


def _is_conflict(format_: str, zone: str) -> bool:
    return format_.rstrip().endswith("'Z'") and bool(zone.strip()) and is_known_zone(zone) and not is_utc(zone)
