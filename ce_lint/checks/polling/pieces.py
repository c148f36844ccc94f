"""The texts that a poller is made of, with their places: members of a map and fields of a line look alike from here."""

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
    """One text of a poller: it begins at code point ``offset`` of the value at ``route``, and is ``resource``'s."""

    resource: str
    field: str
    text: str
    route: Route
    offset: int = 0

    def finding(
        self, start: int, end: int, message: str, help: str = "", *parts: Part, severity: Severity | None = None
    ) -> Finding:
        """A finding of some code points of this text; ``parts`` of it give way to new text to mend it."""
        changes = (rewrite(self.route, *map(self._placed, parts)),) if parts else ()
        part = (self.offset + start, self.offset + end)
        return Finding(self.route, message, help, part=part, severity=severity, changes=changes)

    def whole(self, message: str, help: str = "", *parts: Part) -> Finding:
        """A finding of all of it."""
        return self.finding(0, len(self.text), message, help, *parts)

    def _placed(self, part: Part) -> Part:
        start, end, text = part
        return self.offset + start, self.offset + end, text


class PollerCheck(Check):
    """The base of checks that only a document with a poller trigger_keys."""

    def trigger_keys(self) -> frozenset[str] | None:
        return POLLER_MARKS | {POLLER_KEY, LINES_KEY}


def resources(document: Document) -> list[Resource]:
    """Every resource of every poller map, misplaced ones too."""
    return document.kept("resources", lambda of: [resource for poller in of.pollers for resource in poller.resources])


def dates(resource: Resource) -> dict[str, Any]:
    """The ``datesConfiguration`` of a resource; empty where it has none."""
    found = resource.value.get("datesConfiguration")
    return found if isinstance(found, dict) else {}


def lines(document: Document) -> tuple[Route, list[Line]]:
    """The lines of ``event.poller.urls`` that carry a URL, and the route of the setting."""
    value = document.settings.get(LINES_KEY)
    if not isinstance(value, str):
        return (), []
    return document.setting(LINES_KEY), [line for line in poller_lines(value) if line.has_url]


def urls(document: Document) -> list[Piece]:
    """The URL of every resource, of maps and of lines."""
    return document.kept("urls", lambda of: list(_urls(of)))


def variables(document: Document, url: str) -> list[TimeVariable]:
    """The time variables of a URL of the document."""
    return document.kept(("variables", url), lambda _: find_time_variables(url))


def _urls(document: Document) -> Iterator[Piece]:
    for resource in resources(document):
        url = resource.value.get("url")
        if isinstance(url, str):
            yield Piece(resource.name, "url", url, (*resource.route, "url"))
    route, found = lines(document)
    for line in found:
        yield Piece(line.name, "url", line.fields[1].text, route, line.fields[1].start)


_LINE_FIELDS = (
    (3, "updatedDateField"), (4, "updatedDateFormat"), (5, "updatedDateTimezone"),
    (6, "createdDateField"), (7, "createdDateFormat"), (8, "createdDateTimezone"),
)  # fmt: skip


def line_dates(line: Line) -> dict[str, Field]:
    """What a line says of dates: its fields that are not blank, by the names that a map gives them."""
    return {name: line.fields[at] for at, name in _LINE_FIELDS if at < len(line.fields) and line.fields[at].text}


_FORMAT_FIELDS = {"updatedDateFormat": 4, "createdDateFormat": 7}
_ZONE_FIELDS = {"updatedDateTimezone": 5, "createdDateTimezone": 8}


def date_formats(document: Document) -> list[Piece]:
    """The formats in which dates come back."""
    return document.kept("formats", lambda of: list(_date_pieces(of, _FORMAT_FIELDS)))


def date_zones(document: Document) -> list[Piece]:
    """The zones in which dates come back."""
    return document.kept("zones", lambda of: list(_date_pieces(of, _ZONE_FIELDS)))


def _date_pieces(document: Document, fields: dict[str, int]) -> Iterator[Piece]:
    for resource in resources(document):
        holder = dates(resource)
        for name in fields:
            value = holder.get(name)
            if isinstance(value, str) and value.strip():
                yield Piece(resource.name, name, value, (*resource.route, "datesConfiguration", name))
    route, found = lines(document)
    for line in found:
        for name, number in fields.items():
            if number < len(line.fields) and line.fields[number].text.strip():
                field = line.fields[number]
                yield Piece(line.name, name, field.text, route, field.start)
