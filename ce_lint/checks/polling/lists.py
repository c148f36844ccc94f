"""Lists in strings: the names of ``event.objects`` and the lines of ``event.poller.urls``."""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import pairwise
from typing import Annotated, ClassVar

from ce_lint.checks.base import Check, choose_form, is_blank, join_keys
from ce_lint.checks.misspelt import is_explained
from ce_lint.checks.polling.pieces import read_line_dates
from ce_lint.document.changes import Change, Part, make_object, rename, rewrite
from ce_lint.document.document import Document
from ce_lint.document.nodes import Route
from ce_lint.document.poller_lines import LINES_KEY, MOST_FIELDS, Field, Line, convert, names, poller_lines
from ce_lint.document.pollers import POLLER_KEY
from ce_lint.secrets.placeholders import has_placeholder, is_placeholder
from ce_lint.violation import Finding

OBJECTS_KEY = "event.objects"
_OTHER_SEPARATOR = re.compile(r"[;|\r\n]+")
_LONGEST_NAME = 40


class InvalidEventObjects(Check):
    """``event.objects`` that is not a comma-separated list of names, each of them once."""

    name: ClassVar[str] = "invalid-event-objects"

    def trigger_keys(self) -> frozenset[str] | None:
        return frozenset({OBJECTS_KEY})

    def find(self, document: Document) -> Iterator[Finding]:
        value = document.settings.get(OBJECTS_KEY)
        if is_blank(value):
            return
        route = document.setting(OBJECTS_KEY)
        if not isinstance(value, str):
            yield Finding(route, f"`{OBJECTS_KEY}` must be a string of names separated by commas")
        elif not self._is_placeholder(value):
            yield from self._check_names(route, value)

    @staticmethod
    def _is_placeholder(value: str) -> bool:
        return has_placeholder(value.replace("{objectName}", "")) or (" " in value.strip() and is_placeholder(value))

    @staticmethod
    def _check_names(route: Route, value: str) -> Iterator[Finding]:
        changes = (rewrite(route, *parts),) if (parts := _find_corrections(value)) else ()
        if other := _OTHER_SEPARATOR.search(value.strip()):
            at = value.index(other[0])
            yield Finding(
                route, f"The names in `{OBJECTS_KEY}` must be separated by commas",
                "Separate the names with commas: `Contact,Account`.", part=(at, at + len(other[0])), changes=changes,
            )  # fmt: skip
            return
        seen: set[str] = set()
        at = 0
        for piece in value.split(","):
            name, part = piece.strip(), (at, at + len(piece))
            at += len(piece) + 1
            if not name:
                yield Finding(
                    route,
                    f"`{OBJECTS_KEY}` contains an empty name",
                    "Remove the extra comma.",
                    part=_widen(part, value),
                    changes=changes,
                )
            elif name in seen:
                message = f"`{OBJECTS_KEY}` contains the same name twice"
                yield Finding(route, message, "Remove the second name.", part=part, changes=changes)
            elif "{" in name or "}" in name:
                yield Finding(
                    route,
                    f"`{OBJECTS_KEY}` contains a placeholder in braces",
                    "Replace it with the name of an object.",
                    part=part,
                )
            seen.add(name)


_NAME = re.compile(r"[^\s,;|](?:[^,;|\r\n]*[^\s,;|])?")
_PLAIN_NAME = re.compile(r"[\w./:-]+(?: [\w./:-]+)*")
_COMMA = re.compile(r"[ \t]*,[ \t]*")


def _find_corrections(value: str) -> list[Part]:
    """What to replace so that one comma separates the names and none occurs twice; nothing if that is not certain."""
    kept: dict[str, tuple[int, int]] = {}
    for found in _NAME.finditer(value):
        kept.setdefault(found[0], found.span())
    if not all(map(_PLAIN_NAME.fullmatch, kept)):
        return []  # a character that separates names may be part of one
    places = list(kept.values())
    gaps = [(end, start, ",") for (_, end), (start, _) in pairwise(places)]
    around = [(0, places[0][0], ""), (places[-1][1], len(value), "")] if places else []
    parts = [gap for gap in gaps if not _COMMA.fullmatch(value, gap[0], gap[1])]
    return sorted(parts + [part for part in around if value[part[0] : part[1]].strip(" \t")])


def _widen(part: tuple[int, int], value: str) -> tuple[int, int]:
    """The part to show for a name; for an empty one, the comma next to it."""
    if part[0] < part[1]:
        return part
    start = max(0, part[0] - 1)
    return start, min(len(value), start + 1)


class InvalidPollerUrls(Check):
    """Lines of ``event.poller.urls`` that are neither names nor ``resource|/path|…`` of at most nine fields."""

    name: ClassVar[str] = "invalid-poller-urls"

    def trigger_keys(self) -> frozenset[str] | None:
        return frozenset({LINES_KEY})

    def find(self, document: Document) -> Iterator[Finding]:
        value = document.settings.get(LINES_KEY)
        if is_blank(value):
            return
        route = document.setting(LINES_KEY)
        if not isinstance(value, str):
            yield Finding(route, f"`{LINES_KEY}` must be a string with one resource per line")
            return
        for line in poller_lines(value):
            wrong = None if has_placeholder(_remove_variables(value[line.start : line.end])) else _find_error(line)
            if wrong is not None:
                yield Finding(route, *wrong, part=(line.start, line.end))


_VARIABLE = re.compile(r"\$\{[^{}]*\}")


def _remove_variables(text: str) -> str:
    return _VARIABLE.sub("", text)


def _find_error(line: Line) -> tuple[str, str] | None:
    if line.has_url:
        if len(line.fields) <= MOST_FIELDS:
            return (
                None
                if line.name
                else (
                    "The name of the resource is missing before the URL",
                    "Write `contacts|/hubs/crm/contacts?where=…`.",
                )
            )
        return f"The line has {len(line.fields)} fields; at most {MOST_FIELDS} are allowed", "Remove the last fields."
    if line.has_path:
        return (
            "The line is neither a list of names nor `resource|/path`",
            "Write `contacts|/hubs/crm/contacts?where=…`.",
        )
    if any(re.search(r"[,;\s]", field.text) for field in line.fields):
        return "The names in this line must be separated by `|` or line breaks", "Write `contacts|leads`."
    if any(len(field.text) > _LONGEST_NAME for field in line.fields):
        return "The names in this line have no separator", "Put `|` or a line break between the names."
    return None


class LegacyPollerUrls(Check):
    """``event.poller.urls`` without a poller map, which replaced it."""

    name: ClassVar[str] = "legacy-poller-urls"
    unless: Annotated[list[str], "The keys of the elements that still need it."] = []

    def trigger_keys(self) -> frozenset[str] | None:
        return frozenset({LINES_KEY})

    def find(self, document: Document) -> Iterator[Finding]:
        value = document.settings.get(LINES_KEY)
        element = document.root.get("element")
        key = element.get("key") if isinstance(element, dict) else None
        if is_blank(value) or key in self.unless or POLLER_KEY in document.settings:
            return
        if key is None and self.unless and is_explained(document, "element", "root"):
            return
        route, message = document.setting(LINES_KEY), f"`{LINES_KEY}` is deprecated; use `{POLLER_KEY}` instead"
        changes = _convert(route, value) if document.kind in {"body", "map"} and isinstance(value, str) else ()
        yield Finding(route, message, on_key=document.kind != "list", changes=changes)


def _convert(route: Route, value: str) -> tuple[Change, ...]:
    """The changes that make a poller map of the lines; nothing unless every line has a URL and a unique name."""
    found = poller_lines(value)
    converted = convert(value)
    if converted is None or len(converted) < len(found) or not all(converted):
        return ()
    resources = [piece for line in found for piece in (", ", *_make_resource(line))][1:]
    return rename(route, POLLER_KEY), make_object(route, "{", *resources, "}")


def _make_resource(line: Line) -> Iterator[str | tuple[int, int]]:
    """The JSON of a resource, in pieces of text and of spans of the old value."""
    yield from ('"', _locate(line.fields[0]), '": {"url": "', _locate(line.fields[1]), '", "idField": "id"')
    if len(line.fields) > 2 and line.fields[2].text:
        yield from (', "xPath": "', _locate(line.fields[2]), '"')
    dates = [
        piece for name, field in read_line_dates(line).items() for piece in (", ", f'"{name}": "', _locate(field), '"')
    ]
    if dates:
        yield from (', "datesConfiguration": {', *dates[1:], "}")
    yield "}"


def _locate(field: Field) -> tuple[int, int]:
    return field.start, field.start + len(field.text)


class PollerNameMismatch(Check):
    """Names in ``event.poller.urls`` that are missing in the poller map, or the other way round."""

    name: ClassVar[str] = "poller-name-mismatch"

    def trigger_keys(self) -> frozenset[str] | None:
        return frozenset({LINES_KEY})

    def find(self, document: Document) -> Iterator[Finding]:
        value = document.settings.get(LINES_KEY)
        maps = [poller.value for poller in document.pollers if not poller.misplaced and isinstance(poller.value, dict)]
        if not isinstance(value, str) or not maps or not maps[0] or has_placeholder(_remove_variables(value)):
            return
        listed_names, mapped = set(names(value)), set(maps[0])
        if listed_names == mapped or not listed_names or any(map(is_placeholder, mapped)):
            return
        route = document.setting(LINES_KEY)
        idle = sorted(mapped - listed_names)
        if idle:
            it = choose_form(len(idle), "it", "them")
            yield Finding(
                route,
                f"The poller map configures {_join_names(document, idle)}, but `{LINES_KEY}` does not name {it}",
            )
        missing = sorted(listed_names - mapped)
        if missing and not idle:
            it = choose_form(len(missing), "it", "them")
            yield Finding(
                route,
                f"`{LINES_KEY}` names {_join_names(document, missing)}, but the poller map does not configure {it}",
            )


_MOST_NAMES = 5


def _join_names(document: Document, names_: list[str]) -> str:
    """The names of resources as a message has them: a few, and none that may be a secret."""
    shown = [name for name in names_ if document.names(name)][:_MOST_NAMES]
    if not shown:
        return choose_form(len(names_), "a resource", "resources")
    rest = len(names_) - len(shown)
    return join_keys(shown) if not rest else f"{', '.join(f'`{name}`' for name in shown)} and {rest} more"
