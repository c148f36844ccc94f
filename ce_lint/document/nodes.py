"""Where the parts of a text stand: spans, nodes and the problems that a reader met.

All offsets are code points, counted from 0, into the text that was read; an end is exclusive.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from itertools import pairwise
from typing import Any, NamedTuple

Route = tuple[str | int, ...]
"""The steps from the root of a value to one of its parts: keys and list positions."""


class Span(NamedTuple):
    """A piece of a text: ``text[start:end]``."""

    start: int
    end: int


class Edit(NamedTuple):
    """A change of a text: ``text[start:end]`` gives way to the pieces: new text, or spans of the same text.

    What is moved is named by its span, so that an edit holds no text of the document.
    """

    start: int
    end: int
    pieces: tuple[str | Span, ...] = ()


class SyntaxProblem(NamedTuple):
    """One mistake of syntax, where a person would mend it.

    ``rule`` names the rule that reports it (``invalid-json``, ``invalid-yaml``, ``duplicate-key``),
    ``message`` says what is wrong in one sentence without quoting any value of the text, ``help`` what
    to write instead, and ``related`` points at the other half of the mistake (the first of two equal keys).
    ``edits`` mend it without a doubt; there are none where a person must decide.
    """

    rule: str
    cause: str
    span: Span
    message: str
    help: str
    related: Span | None = None
    edits: tuple[Edit, ...] = ()


class Node:
    """One value of a text with its places; a mapping's members and a list's items hang below it.

    ``key`` is the span of the key that leads here (quotes included), ``start`` and ``end`` the span of the
    value (quotes and brackets included). ``style`` says how the text of a scalar is written, which is what
    maps a character of the decoded value back to the file:
    ``"json"`` (a quoted JSON string), ``"bare"`` (number, true, false, null),
    and for YAML ``"plain"``, ``"single"``, ``"double"``, ``"literal"``, ``"folded"``.
    A mapping holds ``members`` (the last one of equal keys), a list holds ``items``.
    """

    __slots__ = ("end", "items", "key", "members", "start", "style")

    def __init__(self, start: int, end: int, style: str = "bare", key: Span | None = None) -> None:
        self.start = start
        self.end = end
        self.style = style
        self.key = key
        self.members: dict[str, Node] | None = None
        self.items: list[Node] | None = None

    @property
    def span(self) -> Span:
        return Span(self.start, self.end)

    def step(self, step: str | int) -> Node | None:
        """The node one step down, or None where there is none."""
        if isinstance(step, str):
            return self.members.get(step) if self.members is not None else None
        return self.items[step] if self.items is not None and 0 <= step < len(self.items) else None


class ParsedText(NamedTuple):
    """What a reader made of a text: a plain value (dict, list, str, int, float, bool, None), its places, its problems.

    ``value`` is whatever could be read, also of a broken text; ``root`` is None where nothing could be.
    """

    value: Any
    root: Node | None
    problems: list[SyntaxProblem]


Place = Callable[[int], int]
"""From an offset in one text to the offset of the same character in another."""


def apply(text: str, edits: Sequence[Edit]) -> str:
    """The text with edits that are in its order and apart from each other."""
    pieces: list[str] = []
    position = 0
    for edit in edits:
        pieces.append(text[position : edit.start])
        pieces += [piece if isinstance(piece, str) else text[piece.start : piece.end] for piece in edit.pieces]
        position = edit.end
    return "".join([*pieces, text[position:]])


def placed(edits: Sequence[Edit], place: Place, written: Callable[[str], str] = str) -> tuple[Edit, ...]:
    """The edits in another text that holds this one: every offset in its place, new text as it is written there."""
    return tuple(
        Edit(
            place(edit.start),
            place(edit.end),
            tuple(
                written(piece) if isinstance(piece, str) else Span(place(piece.start), place(piece.end))
                for piece in edit.pieces
            ),
        )
        for edit in edits
    )


def moved(edits: Sequence[Edit], by: int) -> tuple[Edit, ...]:
    """The edits in a text that holds this one ``by`` characters further on."""
    return placed(edits, lambda offset: offset + by) if by else tuple(edits)


def is_apart(edits: Sequence[Edit]) -> bool:
    """Whether the edits are in order and none begins before the one before it ends."""
    return all(before.end <= after.start for before, after in pairwise(edits))


def route_text(route: Iterable[str | int]) -> str:
    """The route as rule files, configurations and baselines have it; the root is the empty text."""
    return "/".join(str(step).replace("/", "~1") for step in route)


def leads_to(route: str, other: str) -> bool:
    """Whether a route is another, or one above it."""
    return not route or other == route or other.startswith(f"{route}/")
