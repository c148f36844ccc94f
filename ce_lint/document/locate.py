"""From a route to the span that it leads to, also through JSON that is written in a string."""

from __future__ import annotations

from ce_lint.document.nodes import Node, Route, Span
from ce_lint.document.scalars import map_span
from ce_lint.document.source import SourceText


def locate(
    source: SourceText, text: str, node: Node, route: Route, on_key: bool = False, part: tuple[int, int] | None = None
) -> Span:
    """The span, in ``text``, of what ``route`` leads to from ``node``.

    ``text`` is the text that the node's offsets count in: that of the source, or of a string that holds JSON.
    The span is that of the value; with ``on_key`` that of its key, and with ``part`` that of these code points of the
    string. An object or array is shown by its key, or by its first character.
    A step may lead into the JSON of a string. If the route does not exist, its last step that exists counts.
    """
    for count, step in enumerate(route):
        child = node.child(step)
        if child is None:
            return _locate_embedded(source, text, node, route[count:], on_key, part) or _shown_span(node)
        node = child
    if on_key and node.key is not None:
        return node.key
    if part is not None and not node.is_container:
        return _span_in_scalar(text, node, Span(*part))
    return _shown_span(node)


def _shown_span(node: Node) -> Span:
    if not node.is_container:
        return node.span
    return node.key if node.key is not None else Span(node.start, min(node.start + 1, node.end))


def _locate_embedded(
    source: SourceText, text: str, node: Node, route: Route, on_key: bool, part: tuple[int, int] | None
) -> Span | None:
    if not isinstance(node.value, str):
        return None
    root = source.parse_embedded(node.value).root
    if root is None or root.value == node.value:  # the string is not JSON: it was read as itself
        return None
    return _span_in_scalar(text, node, locate(source, node.value, root, route, on_key, part))


def _span_in_scalar(text: str, node: Node, part: Span) -> Span:
    found = map_span(text[node.start : node.end], node.style, part, node.value)
    return Span(node.start + found.start, node.start + found.end)
