"""The lines of ``event.poller.urls``, the form that the poller map replaced (domain.md 3b)."""

from __future__ import annotations

import re
from typing import Any, NamedTuple

LINES_KEY = "event.poller.urls"
MOST_FIELDS = 9
_LINE = re.compile(r"[^\r\n]+")
_FIELD = re.compile(r"[^|]*")


class Field(NamedTuple):
    """One field of a line: its text without blanks around it, and where it begins in the whole value."""

    text: str
    start: int


class Line(NamedTuple):
    """One line: ``resource|/path[|…]`` of at most nine fields, or a list of names."""

    fields: list[Field]
    start: int
    end: int

    @property
    def name(self) -> str:
        return self.fields[0].text

    @property
    def has_url(self) -> bool:
        return len(self.fields) > 1 and self.fields[1].text.startswith("/")

    @property
    def has_path(self) -> bool:
        """Whether any field looks like a path, in the right place or not."""
        return any("/" in field.text for field in self.fields)


def poller_lines(value: str) -> list[Line]:
    """The lines that are not blank."""
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


def names(value: str) -> list[str]:
    """The resources that the lines name, in either form."""
    found: list[str] = []
    for line in poller_lines(value):
        found += [line.name] if line.has_url else [field.text for field in line.fields if field.text]
    return found


def convert(value: str, id_field: str = "id") -> dict[str, Any] | None:
    """The poller map that says what the lines say; None where a line carries no URL.

    Lines never named the id field, so that it has to be looked up: ``id_field`` stands in for it.
    """
    found = poller_lines(value)
    if not found or not all(line.has_url and len(line.fields) <= MOST_FIELDS for line in found):
        return None
    return {line.name: _resource(line, id_field) for line in found}


def _resource(line: Line, id_field: str) -> dict[str, Any]:
    resource: dict[str, Any] = {"url": line.fields[1].text, "idField": id_field}
    dates: dict[str, str] = {}
    for number, name in _MAP_FIELDS:
        if number < len(line.fields) and line.fields[number].text:
            (resource if name == "xPath" else dates)[name] = line.fields[number].text
    if dates:
        resource["datesConfiguration"] = dates
    return resource
