"""What the tests of the JSON reader share: values, styles and a walk over nodes."""

from __future__ import annotations

import json
from collections.abc import Iterator
from typing import Any

from hypothesis import strategies as st

from ce_lint.document.nodes import Node, ParsedText

SCALARS = (
    st.none()
    | st.booleans()
    | st.integers()
    | st.floats(allow_nan=False, allow_infinity=False)
    | st.text()
    | st.sampled_from(["http://x//y", 'a\tb\n"c"', "{{x}}", "\ud800", "\U0001f600", "/* no */ // comment"])
)
VALUES = st.recursive(
    SCALARS,
    lambda inner: st.lists(inner, max_size=4) | st.dictionaries(st.text(max_size=8), inner, max_size=4),
    max_leaves=20,
)
STYLES: list[dict[str, Any]] = [
    {},
    {"indent": 2},
    {"indent": "\t", "ensure_ascii": False},
    {"separators": (",", ":")},
    {"separators": (" ,\r\n", " : "), "ensure_ascii": False},
]
STYLE = st.sampled_from(STYLES)


def nodes(root: Node | None) -> Iterator[Node]:
    """Every node, the root first."""
    waiting = [root] if root is not None else []
    while waiting:
        node = waiting.pop()
        yield node
        waiting.extend(node.children)


def holds_its_values(root: Node | None) -> bool:
    """Whether the value of every object and array consists of the values of the nodes below it."""
    return all(_holds_its_values(node) for node in nodes(root))


def _holds_its_values(node: Node) -> bool:
    if node.members is not None:
        return (
            isinstance(node.value, dict)
            and [*node.value] == [*node.members]
            and all(node.value[key] is member.value for key, member in node.members.items())
        )
    if node.items is not None:
        return isinstance(node.value, list) and [*map(id, node.value)] == [id(item.value) for item in node.items]
    return not isinstance(node.value, (dict, list))


def shape(node: Node) -> Any:
    members = {key: shape(below) for key, below in (node.members or {}).items()}
    return node.span, node.key, node.style, members, [shape(below) for below in node.items or ()]


def spans_are_inside(reading: ParsedText, text: str) -> bool:
    spans = [node.span for node in nodes(reading.root)]
    spans += [node.key for node in nodes(reading.root) if node.key is not None]
    spans += [problem.span for problem in reading.problems]
    spans += [problem.related for problem in reading.problems if problem.related is not None]
    return all(0 <= span.start <= span.end <= len(text) for span in spans)


def same(first: Any, second: Any) -> bool:
    """Equal, and of equal types: 1, 1.0 and true are three things; infinity is equal to itself."""
    return json.dumps(first) == json.dumps(second)
