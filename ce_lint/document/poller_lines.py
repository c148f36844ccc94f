"""The lines of ``event.poller.urls``, the form before the poller map (domain.md 3b)."""

from __future__ import annotations

import re
from typing import Any, NamedTuple

LINES_KEY = "event.poller.urls"
MOST_FIELDS = 9
_LINE = re.compile(r"[^\r\n]+")


class Field(NamedTuple):
    """One field of a line: its text without whitespace around it, and the offset of that text in the whole value."""

    text: str
    start: int


class Line(NamedTuple):
    """One line: ``resource|/path[|…]`` of at most nine fields, or a list of names. Offsets count in the whole value."""

    fields: list[Field]
    start: int
    end: int

    @property
    def name(self) -> str:
        """The first field: the resource."""
        return self.fields[0].text

    @property
    def has_url(self) -> bool:
        """Whether the second field is a path, as in the form with URLs."""
        return len(self.fields) > 1 and self.fields[1].text.startswith("/")

    @property
    def has_path(self) -> bool:
        """Whether any field contains a slash, wherever it is."""
        return any("/" in field.text for field in self.fields)


def parse_lines(value: str) -> list[Line]:
    """The lines that are not empty or whitespace."""
    found = []
    for line in _LINE.finditer(value):
        if line[0].strip():
            fields = [_field(piece, line.start() + at) for at, piece in _split(line[0])]
            found.append(Line(fields, line.start(), line.end()))
    return found


def _split(line: str) -> list[tuple[int, str]]:
    pieces, at = [], 0
    for piece in line.split("|"):
        pieces.append((at, piece))
        at += len(piece) + 1
    return pieces


def _field(piece: str, start: int) -> Field:
    bare = piece.strip()
    return Field(bare, start + (piece.index(bare) if bare else 0))


_MAP_FIELDS = (
    (2, "xPath"),
    (3, "updatedDateField"), (4, "updatedDateFormat"), (5, "updatedDateTimezone"),
    (6, "createdDateField"), (7, "createdDateFormat"), (8, "createdDateTimezone"),
)  # fmt: skip


def list_resources(value: str) -> list[str]:
    """The names of the resources in the lines, in either form."""
    found: list[str] = []
    for line in parse_lines(value):
        found += [line.name] if line.has_url else [field.text for field in line.fields if field.text]
    return found


def convert_to_map(value: str) -> dict[str, Any] | None:
    """The poller map with the content of the lines; None if a line has no URL, or too many fields.

    Lines do not name the id field, which has to be looked up: ``id`` is written for it.
    """
    found = parse_lines(value)
    if not found or not all(line.has_url and len(line.fields) <= MOST_FIELDS for line in found):
        return None
    return {line.name: _resource(line) for line in found}


def _resource(line: Line) -> dict[str, Any]:
    resource: dict[str, Any] = {"url": line.fields[1].text, "idField": "id"}
    dates: dict[str, str] = {}
    for number, name in _MAP_FIELDS:
        if number < len(line.fields) and line.fields[number].text:
            (resource if name == "xPath" else dates)[name] = line.fields[number].text
    if dates:
        resource["datesConfiguration"] = dates
    return resource
