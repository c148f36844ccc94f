"""The collections that the YAML composer is filling, and what closing them takes."""

from __future__ import annotations

from typing import Any

from ce_lint.document.node import Node, Span

MERGE: Any = object()
"""The key of a value that is merged into its mapping (``<<``)."""

SKIP: Any = object()
"""The key of a value that is read and dropped, because its key cannot be one."""


class Frame:
    """A collection that is being filled; ``key`` is None where the next node of a mapping is a key.

    ``last`` is where its last part ends, ``size`` how many nodes hang below it with every alias written out, and
    ``height`` how deep they reach. ``items`` and ``members`` are those of the node.
    """

    __slots__ = (
        "box",
        "firsts",
        "height",
        "is_key",
        "items",
        "key",
        "key_span",
        "last",
        "members",
        "merges",
        "node",
        "size",
    )

    def __init__(self, box: Any, node: Node, last: int, is_key: bool = False) -> None:
        self.box = box
        self.node = node
        self.items: Any = node.items
        self.members = node.members
        self.last = last
        self.is_key = is_key
        self.key: Any = None
        self.key_span: Span | None = None
        self.merges: list[tuple[Any, Node]] | None = None
        self.firsts: dict[str, Span] | None = None
        self.size = 0
        self.height = 1


def again(node: Node, key: Span | None) -> Node:
    """The same places under another key."""
    copy = Node(node.start, node.end, node.style, key)
    copy.members, copy.items = node.members, node.items
    return copy


def merge(frame: Frame) -> None:
    """Resolve ``<<``: explicit keys win over merged ones, earlier merged ones over later ones."""
    members = frame.members if frame.members is not None else {}
    for value, node in frame.merges or ():
        sources = [(value, node)] if node.items is None else list(zip(value, node.items, strict=True))
        if not all(inner.members is not None for _, inner in sources):
            frame.box.setdefault("<<", value)
            members.setdefault("<<", node)
            continue
        for source, inner in sources:
            for key, member in (inner.members or {}).items():
                if key not in frame.box:
                    frame.box[key] = source[key]
                    members[key] = member
