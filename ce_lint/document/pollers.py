"""The poller maps of a document, wherever they stand (domain.md 3c)."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any, NamedTuple

from ce_lint.document.kinds import Kind, is_resource
from ce_lint.document.nodes import Route
from ce_lint.document.source import load_json

POLLER_KEY = "event.poller.configuration"
_DEEPEST_TEXT = 3


class Resource(NamedTuple):
    """One resource of a poller map: its name, its settings and the route to it."""

    name: str
    value: Mapping[str, Any]
    route: Route


class Poller(NamedTuple):
    """A poller map, or resources that stand where no map belongs.

    ``value`` is the map as read: anything at all where it is broken. ``text`` is what it is written in, where it is
    JSON inside a text value, and ``broken`` tells that this JSON has mistakes. ``misplaced`` resources stand outside
    of a map or inside another resource.
    """

    route: Route
    value: Any
    text: str | None
    resources: list[Resource]
    misplaced: bool = False
    broken: bool = False


def find_pollers(kind: Kind, value: Any, setting: tuple[Route, Any] | None) -> list[Poller]:
    """The poller maps of a document: itself, its setting (the route and the value), and misplaced resources."""
    found: list[Poller] = []
    if kind == "poller":
        found.append(_poller((), value))
    if setting is not None:
        found.append(_poller(*setting))
    found.extend(_misplaced(kind, value))
    for poller in list(found):
        nested = [inner for resource in poller.resources for inner in _nested(resource)]
        if nested:
            found.append(Poller(poller.route, None, poller.text, nested, misplaced=True))
    return found


def _poller(route: Route, value: Any) -> Poller:
    text = value if isinstance(value, str) else None
    broken = False
    for _ in range(_DEEPEST_TEXT):
        if not isinstance(value, str) or value.lstrip()[:1] not in ("{", '"'):
            break
        value, is_valid = load_json(value)
        broken = broken or not is_valid
    return Poller(route, value, text, _resources(route, value), broken=broken)


def _resources(route: Route, value: Any) -> list[Resource]:
    if not isinstance(value, dict):
        return []
    return [Resource(name, inner, (*route, name)) for name, inner in value.items() if isinstance(inner, dict)]


def _misplaced(kind: Kind, value: Any) -> Iterator[Poller]:
    route: Route = ("configuration",) if kind in {"body", "response"} else ()
    holder = value.get("configuration") if kind in {"body", "response"} else value if kind == "map" else None
    if not isinstance(holder, dict):
        return
    resources = [
        Resource(name, inner, (*route, name))
        for name, inner in holder.items()
        if inner.__class__ is dict and name != POLLER_KEY and is_resource(inner)
    ]
    if resources:
        yield Poller(route, None, None, resources, misplaced=True)


def _nested(resource: Resource) -> Iterator[Resource]:
    for name, inner in resource.value.items():
        below = Resource(name, inner, (*resource.route, name))
        if name != "datesConfiguration" and is_resource(inner):
            yield below
            yield from _nested(below)
        elif name == "datesConfiguration" and isinstance(inner, dict):
            yield from _nested(below)
