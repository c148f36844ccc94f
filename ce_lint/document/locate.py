"""From a route to a place in the file, also through JSON that is written inside text values."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any, NamedTuple, Protocol

from ce_lint.document.lines import Lines
from ce_lint.document.nodes import Edit, Node, ParsedText, Route, Span, SyntaxProblem


class Source(Protocol):
    """The text that a document stands in, with its places; a reader implements it and reads them on demand."""

    text: str

    @property
    def lines(self) -> Lines:
        """The lines of the text."""
        ...

    @property
    def may_share(self) -> bool:
        """Whether a value may be written in another place than its own, as by an alias of YAML."""
        ...

    def root(self, part: int) -> Node | None:
        """The root node of one of the text's values, with offsets into the whole text."""

    def problems(self, part: int) -> list[SyntaxProblem]:
        """The mistakes of syntax in one of the text's values."""
        ...

    def embedded(self, text: str) -> ParsedText:
        """The JSON that is written inside a text value."""
        ...

    def plain(self, text: str) -> tuple[Any, bool]:
        """The value of the JSON inside a text value as far as it can be read, and whether it has no mistake."""
        ...

    def inside(self, raw: str, style: str, part: Span, value: str | None = None) -> Span:
        """The span within ``raw``, a scalar as written in ``style``, of the decoded code points ``part``."""
        ...

    def rewritten(self, raw: str, style: str, value: str, edits: Sequence[Edit]) -> tuple[Edit, ...] | None:
        """Edits of a text value as edits of ``raw``, which writes it in ``style``; None where that is not certain.

        A plain scalar of YAML that stands in brackets has the style ``flow``.
        """
        ...


class Place(NamedTuple):
    """A node, the text that its offsets count in, and its value."""

    node: Node
    text: str
    value: Any

    @property
    def is_container(self) -> bool:
        """Whether it is an object or a list."""
        return self.node.members is not None or self.node.items is not None

    def step(self, step: str | int) -> Place | None:
        """One step down; None where there is none."""
        below = self.node.step(step)
        if below is None:
            return None
        value: Any = None
        if isinstance(self.value, dict):
            value = self.value.get(step)
        elif isinstance(self.value, list) and isinstance(step, int) and step < len(self.value):
            value = self.value[step]
        return Place(below, self.text, value)

    def shown(self) -> Span:
        """An object or a list is shown by the key that leads to it, or by its first character."""
        node = self.node
        if not self.is_container:
            return node.span
        return node.key if node.key is not None else Span(node.start, min(node.start + 1, node.end))


def locate(source: Source, place: Place, route: Route, on_key: bool, part: tuple[int, int] | None) -> Span:
    """The span of what ``route`` leads to from ``place``: its value, its key, or some code points of its text.

    A step may lead into JSON that is written in a text value. A route that leads nowhere ends at the last of its
    steps that does.
    """
    for count, step in enumerate(route):
        below = place.step(step)
        if below is None:
            return _locate_embedded(source, place, route[count:], on_key, part) or place.shown()
        place = below
    if on_key and place.node.key is not None:
        return place.node.key
    if part is not None and not place.is_container:
        return _within(source, place, Span(*part))
    return place.shown()


def _locate_embedded(
    source: Source, place: Place, route: Route, on_key: bool, part: tuple[int, int] | None
) -> Span | None:
    if place.is_container or not isinstance(place.value, str):
        return None
    inner = source.embedded(place.value)
    if inner.root is None:
        return None
    found = locate(source, Place(inner.root, place.value, inner.value), route, on_key, part)
    return _within(source, place, found)


def _within(source: Source, place: Place, part: Span) -> Span:
    node = place.node
    found = source.inside(place.text[node.start : node.end], node.style, part, place.value)
    return Span(node.start + found.start, node.start + found.end)
