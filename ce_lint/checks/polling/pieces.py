"""The strings of a poller with their places: values of a poller map and fields of a line are both a ``Piece``."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any, NamedTuple

from ce_lint.checks.base import Check
from ce_lint.dates.variables import TimeVariable, find_time_variables
from ce_lint.document.changes import Part, rewrite
from ce_lint.document.document import Document
from ce_lint.document.nodes import Route
from ce_lint.document.poller_lines import LINES_KEY, Field, Line, poller_lines
from ce_lint.document.pollers import POLLER_KEY, Resource
from ce_lint.document.vocabulary import POLLER_MARKS
from ce_lint.violation import Finding, Severity


class Piece(NamedTuple):
    """One string of a poller: ``text`` is the ``field`` of a ``resource``.

    It begins at code point ``offset`` of the string at ``route``.
    """

    resource: str
    field: str
    text: str
    route: Route
    offset: int = 0

    def mark(
        self, start: int, end: int, message: str, help: str = "", *parts: Part, severity: Severity | None = None
    ) -> Finding:
        """A finding at the code points ``start`` to ``end`` of this text; its fix replaces ``parts`` of the text."""
        changes = (rewrite(self.route, *map(self._shift, parts)),) if parts else ()
        part = (self.offset + start, self.offset + end)
        return Finding(self.route, message, help, part=part, severity=severity, changes=changes)

    def mark_all(self, message: str, help: str = "", *parts: Part) -> Finding:
        """A finding at the whole text."""
        return self.mark(0, len(self.text), message, help, *parts)

    def _shift(self, part: Part) -> Part:
        start, end, text = part
        return self.offset + start, self.offset + end, text


class PollerCheck(Check):
    """The base of checks that run only on documents with a poller."""

    def trigger_keys(self) -> frozenset[str] | None:
        return POLLER_MARKS | {POLLER_KEY, LINES_KEY}


def collect_resources(document: Document) -> list[Resource]:
    """Every resource of every poller map, also of those in a wrong place."""
    return document.kept("resources", lambda of: [resource for poller in of.pollers for resource in poller.resources])


def get_dates(resource: Resource) -> dict[str, Any]:
    """The ``datesConfiguration`` of a resource; empty if it has none."""
    found = resource.value.get("datesConfiguration")
    return found if isinstance(found, dict) else {}


def find_lines(document: Document) -> tuple[Route, list[Line]]:
    """The route of ``event.poller.urls``, and those of its lines that contain a URL."""
    value = document.settings.get(LINES_KEY)
    if not isinstance(value, str):
        return (), []
    return document.setting(LINES_KEY), [line for line in poller_lines(value) if line.has_url]


def collect_urls(document: Document) -> list[Piece]:
    """The URL of every resource, in poller maps and in lines."""
    return document.kept("urls", lambda of: list(_find_urls(of)))


def find_variables(document: Document, url: str) -> list[TimeVariable]:
    """The time variables of a URL of the document."""
    return document.kept(("variables", url), lambda _: find_time_variables(url))


def _find_urls(document: Document) -> Iterator[Piece]:
    for resource in collect_resources(document):
        url = resource.value.get("url")
        if isinstance(url, str):
            yield Piece(resource.name, "url", url, (*resource.route, "url"))
    route, found = find_lines(document)
    for line in found:
        yield Piece(line.name, "url", line.fields[1].text, route, line.fields[1].start)


_LINE_FIELDS = (
    (3, "updatedDateField"), (4, "updatedDateFormat"), (5, "updatedDateTimezone"),
    (6, "createdDateField"), (7, "createdDateFormat"), (8, "createdDateTimezone"),
)  # fmt: skip


def read_line_dates(line: Line) -> dict[str, Field]:
    """The date fields of a line that are not empty, by the names that they have in a poller map."""
    return {name: line.fields[at] for at, name in _LINE_FIELDS if at < len(line.fields) and line.fields[at].text}


_FORMAT_FIELDS = {"updatedDateFormat": 4, "createdDateFormat": 7}
_ZONE_FIELDS = {"updatedDateTimezone": 5, "createdDateTimezone": 8}


def collect_date_formats(document: Document) -> list[Piece]:
    """The date formats of ``datesConfiguration`` and of lines."""
    return document.kept("formats", lambda of: list(_find_date_pieces(of, _FORMAT_FIELDS)))


def collect_date_zones(document: Document) -> list[Piece]:
    """The time zones of ``datesConfiguration`` and of lines."""
    return document.kept("zones", lambda of: list(_find_date_pieces(of, _ZONE_FIELDS)))


def _find_date_pieces(document: Document, fields: dict[str, int]) -> Iterator[Piece]:
    for resource in collect_resources(document):
        holder = get_dates(resource)
        for name in fields:
            value = holder.get(name)
            if isinstance(value, str) and value.strip():
                yield Piece(resource.name, name, value, (*resource.route, "datesConfiguration", name))
    route, found = find_lines(document)
    for line in found:
        for name, number in fields.items():
            if number < len(line.fields) and line.fields[number].text.strip():
                field = line.fields[number]
                yield Piece(line.name, name, field.text, route, field.start)
