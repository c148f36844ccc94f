"""Walks through a plain value: its keys, its strings and numbers, its settings."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

from ce_lint.document.kinds import DocumentKind
from ce_lint.document.nodes import Route

Scalar = tuple[Route, str | int, str, Any]
"""A string or a number, as ``(parent, key, name, value)``.

``parent`` is the route of the object or array around it, ``key`` its key or index there, and ``name`` the key that says
what it means: its own, that of its array, or the ``key`` of its entry in a list of settings. A plain tuple, because
there is one for every value of every file.
"""


def collect_scalars(root: Any) -> tuple[set[str], list[Scalar]]:
    """All keys, and all strings and numbers below ``root``, those of outer objects first. Fast on purpose."""
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


def iterate_keys(root: Any) -> Iterator[tuple[Route, str]]:
    """Every key, with the route of its object."""
    open_: list[tuple[Route, Any]] = [((), root)] if isinstance(root, (dict, list)) else []
    for parent, holder in open_:
        for key, value in holder.items() if isinstance(holder, dict) else enumerate(holder):
            if isinstance(key, str):
                yield parent, key
            if isinstance(value, (dict, list)):
                open_.append(((*parent, key), value))


def name_after_entries(value: Any, scalars: list[Scalar]) -> list[Scalar]:
    """The scalars of a list of settings, the value of each setting named after the key of its entry."""
    names = {route: str(entry.get("key", "")) for route, entry in list_entries(value)}
    return [
        (parent, key, names.get(parent, name) if key == "propertyValue" else name, value)
        for parent, key, name, value in scalars
    ]


def find_settings(kind: DocumentKind, value: Any) -> tuple[Route, Mapping[str, Any]]:
    """The object with the configuration in a document of this kind, and its route."""
    if kind == "list":
        return (), {
            entry["key"]: entry.get("propertyValue")
            for _, entry in list_entries(value)
            if isinstance(entry.get("key"), str)
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


def list_entries(value: Any) -> list[tuple[Route, dict[str, Any]]]:
    """The entries of a list of settings, or the one entry if the value is not an array, with their routes."""
    if isinstance(value, dict):
        return [((), value)]
    return [((index,), entry) for index, entry in enumerate(value) if isinstance(entry, dict)]
