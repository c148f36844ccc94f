"""The changes that a check can ask for, by route. ``ce_lint.lint.resolve_fix`` turns them into edits of the text."""

from __future__ import annotations

from typing import Literal, NamedTuple

from ce_lint.document.nodes import Route

Part = tuple[int, int, str]
"""``start``, ``end`` and new text: what to write for the code points ``start`` to ``end`` of a string."""

What = Literal["text", "key", "scalar", "bare", "remove", "move-out", "move-in", "object", "insert"]


class Change(NamedTuple):
    """One change of a document, as made by the functions below.

    ``at`` is the route of the value. ``pieces`` are those of a new value: JSON, and spans ``(start, end)`` of the old
    string whose text is kept.
    """

    what: What
    at: Route
    parts: tuple[Part, ...] = ()
    scalar: str | bool | None = None
    name: str = ""
    pieces: tuple[str | tuple[int, int], ...] = ()


def rewrite(at: Route, *parts: Part) -> Change:
    """Replace parts of a string; they are in its order."""
    return Change("text", at, parts)


def rewrite_key(at: Route, *parts: Part) -> Change:
    """Replace parts of the key of a value."""
    return Change("key", at, parts)


def rename(at: Route, name: str) -> Change:
    """Replace the key of a value."""
    return Change("key", at, ((0, len(str(at[-1])), name),))


def replace_scalar(at: Route, scalar: str | bool | None) -> Change:
    """Replace a scalar by another."""
    return Change("scalar", at, scalar=scalar)


def unquote_number(at: Route, start: int, end: int) -> Change:
    """Replace a string by the number that is written in it at ``start`` to ``end``."""
    return Change("bare", at, ((start, end, ""),))


def remove(at: Route) -> Change:
    """Remove a member from its object."""
    return Change("remove", at)


def move_out(at: Route) -> Change:
    """Move a member out of its object, into the one around."""
    return Change("move-out", at)


def move_in(at: Route, name: str) -> Change:
    """Move a member into the object ``name`` next to it, which is created if it is missing."""
    return Change("move-in", at, name=name)


def insert(at: Route, name: str, json: str) -> Change:
    """Add a member to the object at a route: its key, and its value as JSON."""
    return Change("insert", at, name=name, pieces=(json,))


def make_object(at: Route, *pieces: str | tuple[int, int]) -> Change:
    """Replace a string by an object, made of JSON and of parts of the string."""
    return Change("object", at, pieces=pieces)
