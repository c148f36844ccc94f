"""What a parser makes of a text: nodes with their spans, problems, and the edits that fix these.

All offsets count the code points of the parsed text, from 0; an end is exclusive.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from itertools import pairwise
from typing import Any, Final, Literal, NamedTuple

MAX_DEPTH: Final = 1000
"""How deeply the objects and arrays of a JSON text may be nested."""

Route = tuple[str | int, ...]
"""The keys and indexes from the root of a value to one of its parts."""


class Span(NamedTuple):
    """A piece of a text: ``text[start:end]``."""

    start: int
    end: int


class Edit(NamedTuple):
    """A change of a text: ``text[start:end]`` is replaced by the pieces, which are new text or spans of the same text.

    Text that is moved is given by its span, so that an edit holds no text of the document.
    """

    start: int
    end: int
    pieces: tuple[str | Span, ...] = ()


class SyntaxProblem(NamedTuple):
    """Something that a parser could not read as the format wants it, or a key that occurs twice.

    ``rule`` is the rule that reports it, and ``cause`` a word for what is wrong, such as ``missing-comma``. ``span`` is
    where to fix it. ``message`` and ``help`` quote no value of the text. ``related`` is the span of the other half of
    the problem: the first of two equal keys. ``edits`` fix it; there are none unless the fix is certain.
    ``may_cut_strings`` tells that the parser may have taken the wrong end for a string, so that a key may be a piece of
    a value. ``is_unfinished`` tells that a part of the text was not read, so that nothing is known to be missing, and
    ``is_local`` that all of it was read as it is meant, so that its kind is as certain as that of a valid text.
    """

    rule: Literal["invalid-json", "invalid-yaml", "duplicate-key"]
    cause: str
    span: Span
    message: str
    help: str
    related: Span | None = None
    edits: tuple[Edit, ...] = ()
    may_cut_strings: bool = False
    is_unfinished: bool = False
    is_local: bool = False

    @property
    def is_syntax(self) -> bool:
        """Whether the text is not valid; one with equal keys is."""
        return self.rule != "duplicate-key"


class Node:
    """A value of a text, with the span that it is written in and the nodes of its members or items.

    ``value`` is the plain value: dict, list, str, int, float, bool or None. The value of an object or array consists of
    the values of the nodes below it. An object has ``members`` (of equal keys the last one), an array ``items``; both
    are None for a scalar.
    ``start`` and ``end`` are the span of the value, quotes and brackets included; ``key`` is the span of the key before
    it, quotes included, and None for the root and for an item.
    ``style`` is the notation of a scalar: ``"json"`` (a string of JSON), ``"bare"`` (any other scalar of JSON), and for
    YAML ``"plain"``, ``"single"``, ``"double"``, ``"literal"`` or ``"folded"``.
    """

    __slots__ = ("end", "items", "key", "members", "start", "style", "value")

    def __init__(self, start: int, end: int, value: Any, style: str = "bare", key: Span | None = None) -> None:
        self.start = start
        self.end = end
        self.value = value
        self.style = style
        self.key = key
        self.members: dict[str, Node] | None = None
        self.items: list[Node] | None = None

    @property
    def span(self) -> Span:
        """The span of the value."""
        return Span(self.start, self.end)

    @property
    def is_container(self) -> bool:
        """Whether it is an object or an array."""
        return self.members is not None or self.items is not None

    @property
    def children(self) -> Iterable[Node]:
        """The members or the items, in the order of the text; nothing for a scalar."""
        return self.members.values() if self.members is not None else self.items or ()

    def child(self, step: str | int) -> Node | None:
        """The node that a key or an index leads to; None where there is none."""
        if isinstance(step, str):
            return self.members.get(step) if self.members is not None else None
        return self.items[step] if self.items is not None and 0 <= step < len(self.items) else None

    def descendant(self, route: Route) -> Node | None:
        """The node that a route leads to; None if it does not exist."""
        node: Node | None = self
        for step in route:
            node = node.child(step) if node is not None else None
        return node


class ParsedText(NamedTuple):
    """What a parser made of a text, valid or not.

    ``root`` is the node of the value as far as it could be read, and None if there is none. ``problems`` are in the
    order of the text.
    """

    root: Node | None
    problems: list[SyntaxProblem]

    @property
    def value(self) -> Any:
        """The value as far as it could be read; None if nothing could be."""
        return self.root.value if self.root is not None else None


def apply_edits(text: str, edits: Sequence[Edit]) -> str:
    """The edited text. The edits are in the order of the text and do not overlap."""
    pieces: list[str] = []
    position = 0
    for edit in edits:
        pieces.append(text[position : edit.start])
        pieces += [piece if isinstance(piece, str) else text[piece.start : piece.end] for piece in edit.pieces]
        position = edit.end
    return "".join([*pieces, text[position:]])


def move_edits(
    edits: Sequence[Edit], move: Callable[[int], int], encode: Callable[[str], str] = str
) -> tuple[Edit, ...]:
    """The edits in another text that contains this one.

    ``move`` gives the offset of a character there, and ``encode`` how new text is written there.
    """
    return tuple(
        Edit(
            move(edit.start),
            move(edit.end),
            tuple(
                encode(piece) if isinstance(piece, str) else Span(move(piece.start), move(piece.end))
                for piece in edit.pieces
            ),
        )
        for edit in edits
    )


def shift_edits(edits: Sequence[Edit], by: int) -> tuple[Edit, ...]:
    """The edits in a text that has this one from the offset ``by`` on."""
    return move_edits(edits, lambda offset: offset + by) if by else tuple(edits)


def are_disjoint(edits: Sequence[Edit]) -> bool:
    """Whether the edits are in order, and none begins before the one before it ends."""
    return all(before.end <= after.start for before, after in pairwise(edits))


def format_route(route: Iterable[str | int]) -> str:
    """The route as configurations, rule files and baselines write it: ``a/b/0``; empty for the root."""
    return "/".join(str(step).replace("/", "~1") for step in route)


def is_at_or_above(route: str, other: str) -> bool:
    """Whether ``route`` is ``other`` or above it; both as ``format_route`` gives them."""
    return not route or other == route or other.startswith(f"{route}/")
