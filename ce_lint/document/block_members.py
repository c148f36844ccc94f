"""Taking members out of mappings and putting them into others, where they stand on lines of their own."""

from __future__ import annotations

import re

from ce_lint.document.members import Pieces, margin_of, member_span, ordered, shifted
from ce_lint.document.node import Edit, Node, Span

_REST = re.compile(r"[ \t]*(?:(?<=[ \t])#[^\r\n]*)?(?:(\r\n|\r|\n)|\Z)")


def lines_of(text: str, node: Node) -> Span | None:
    """The lines of a member with their line breaks; None where anything but a comment shares them."""
    margin = margin_of(text, member_span(node).start)
    rest = _REST.match(text, node.end)
    if margin is None or "\t" in margin or rest is None or rest[1] is None:
        return None
    return Span(member_span(node).start - len(margin), rest.end())


def block_removal(text: str, holder: Node, node: Node) -> Edit | None:
    """The edit that takes a member out of its mapping; None for the last one, which would leave no mapping."""
    lines = lines_of(text, node)
    return Edit(*lines) if lines is not None and len(ordered(holder)) > 1 else None


def block_insertion(text: str, after: Node, node: Node) -> Edit | None:
    """The edit that puts a copy of a member on the lines behind another one."""
    lines = lines_of(text, after)
    margin = margin_of(text, member_span(after).start)
    if lines is None or margin is None:
        return None
    own = member_span(node)
    if (pieces := _on_lines(text, node, own, margin)) is None:
        return None
    end = "\r\n" if text.endswith("\r\n", lines.start, lines.end) else "\n"
    return Edit(lines.end, lines.end, (margin, *pieces, end))


def _on_lines(text: str, node: Node, own: Span, margin: str) -> Pieces | None:
    if "\n" not in text[own.start : own.end]:
        return (own,)
    old = margin_of(text, own.start)
    lines = lines_of(text, node)
    if old is None or lines is None or text[node.start : node.start + 1] in ("{", "[", '"', "'"):
        return None
    return shifted(text, own, old, margin)


def wrapping(text: str, node: Node, name: str) -> tuple[Edit, ...] | None:
    """The edits that put a member of one line into a mapping of its own."""
    own = member_span(node)
    margin = margin_of(text, own.start)
    lines = lines_of(text, node)
    if margin is None or lines is None or "\n" in text[own.start : own.end]:
        return None
    end = "\r\n" if text.endswith("\r\n", lines.start, lines.end) else "\n"
    return (Edit(own.start, own.start, (f"{name}:{end}{margin}  ",)),)
