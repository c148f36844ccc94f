"""What a check wants changed, in routes: the closed vocabulary of fixes. ``ce_lint.lint.resolve_fix`` knows offsets."""

from __future__ import annotations

from typing import Literal, NamedTuple

from ce_lint.document.nodes import Route

Part = tuple[int, int, str]
"""The code points ``start`` to ``end`` of a text, and the new text that they give way to."""

What = Literal["text", "key", "scalar", "bare", "remove", "move-out", "move-in", "object", "insert"]


class Change(NamedTuple):
    """One change of a document; made by the functions below, which say what each of them does.

    ``pieces`` are those of a new value: JSON, and parts ``(start, end)`` of the old text that stand in its strings.
    """

    what: What
    at: Route
    parts: tuple[Part, ...] = ()
    scalar: str | bool | None = None
    name: str = ""
    pieces: tuple[str | tuple[int, int], ...] = ()


def rewrite(at: Route, *parts: Part) -> Change:
    """Give other code points to a text value; the parts are in its order."""
    return Change("text", at, parts)


def rewrite_key(at: Route, *parts: Part) -> Change:
    """Give other code points to the key that leads to a value."""
    return Change("key", at, parts)


def rename(at: Route, name: str) -> Change:
    """Give a value another key."""
    return Change("key", at, ((0, len(str(at[-1])), name),))


def put(at: Route, scalar: str | bool | None) -> Change:
    """Put a scalar in the place of another."""
    return Change("scalar", at, scalar=scalar)


def bare(at: Route, start: int, end: int) -> Change:
    """Write some code points of a text value, which are a number, without quotes in its place."""
    return Change("bare", at, ((start, end, ""),))


def remove(at: Route) -> Change:
    """Take a member out of its object."""
    return Change("remove", at)


def move_out(at: Route) -> Change:
    """Move a member beside the object that it stands in."""
    return Change("move-out", at)


def move_in(at: Route, name: str) -> Change:
    """Move a member into the object ``name`` beside it, which is made where there is none."""
    return Change("move-in", at, name=name)


def insert(at: Route, name: str, json: str) -> Change:
    """Add a member to the object at a route: its key, and its value as JSON."""
    return Change("insert", at, name=name, pieces=(json,))


def make_object(at: Route, *pieces: str | tuple[int, int]) -> Change:
    """Put an object in the place of a text value, made of JSON and of parts of the text."""
    return Change("object", at, pieces=pieces)
