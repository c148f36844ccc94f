"""Ways through a plain value: its keys, its texts and numbers, its settings."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

from ce_lint.document.kinds import Kind
from ce_lint.document.nodes import Route

Scalar = tuple[Route, str | int, str, Any]
"""A text or a number with its place: ``(parent, key, name, value)``.

``parent`` is the route of what holds it, ``key`` the key or list position that leads to it, and ``name`` the key that
says what it means: its own, that of its list, or the ``key`` of its entry in a list of settings. A plain tuple, because
there is one for every value of every file.
"""


def walk(root: Any) -> tuple[set[str], list[Scalar]]:
    """Every key and every text and number below ``root``, parents first."""
    keys: set[str] = set()
    scalars: list[Scalar] = []
    open_: list[tuple[Route, str, Any]] = [((), "", root)]
    for parent, name, holder in open_:
        if holder.__class__ is dict:
            keys.update(holder)
            for key, value in holder.items():
                if value.__class__ is str or value.__class__ is int or value.__class__ is float:
                    scalars.append((parent, key, key, value))
                elif value.__class__ is dict or value.__class__ is list:
                    open_.append(((*parent, key), key, value))
        elif holder.__class__ is list:
            for index, value in enumerate(holder):
                if value.__class__ is str or value.__class__ is int or value.__class__ is float:
                    scalars.append((parent, index, name, value))
                elif value.__class__ is dict or value.__class__ is list:
                    open_.append(((*parent, index), name, value))
    return keys, scalars


def key_routes(root: Any) -> Iterator[tuple[Route, str]]:
    """Every key with the route of the object that it stands in."""
    open_: list[tuple[Route, Any]] = [((), root)] if isinstance(root, (dict, list)) else []
    for parent, holder in open_:
        for key, value in holder.items() if isinstance(holder, dict) else enumerate(holder):
            if isinstance(key, str):
                yield parent, key
            if isinstance(value, (dict, list)):
                open_.append(((*parent, key), value))


def named_by_entry(value: Any, scalars: list[Scalar]) -> list[Scalar]:
    """A setting's value means what its entry's key says."""
    names = {route: str(entry.get("key", "")) for route, entry in entries(value)}
    return [
        (parent, key, names.get(parent, name) if key == "propertyValue" else name, value)
        for parent, key, name, value in scalars
    ]


def find_settings(kind: Kind, value: Any) -> tuple[Route, Mapping[str, Any]]:
    """The object that holds the flat configuration of a document of this kind, with its route."""
    if kind == "list":
        return (), {
            entry["key"]: entry.get("propertyValue") for _, entry in entries(value) if isinstance(entry.get("key"), str)
        }
    if kind == "map" and isinstance(value, dict):
        return (), value
    if kind in {"body", "response"} and isinstance(value, dict):
        configuration = value.get("configuration")
        if isinstance(configuration, dict):
            return ("configuration",), configuration
        element = value.get("element")
        if isinstance(element, dict) and isinstance(element.get("configuration"), dict):
            return ("element", "configuration"), element["configuration"]
    return ("configuration",), {}


def entries(value: Any) -> list[tuple[Route, dict[str, Any]]]:
    """The entries of a list of settings, or the one entry that stands alone."""
    if isinstance(value, dict):
        return [((), value)]
    return [((index,), entry) for index, entry in enumerate(value) if isinstance(entry, dict)]
