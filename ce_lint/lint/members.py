"""Taking members out of objects and putting them into others: the edits, in JSON and in the flow style of YAML."""

from __future__ import annotations

import re

from ce_lint.document.nodes import Edit, Node, Span

_TO_NEXT = re.compile(r"[ \t\r\n]*,[ \t\r\n]*\Z")
_BLANK = re.compile(r"[ \t\r\n]*\Z")
_LINE = re.compile(r"[^\r\n]*(?:\r\n|\r|\n|\Z)")
_MARGIN = re.compile(r"[ \t]*")

Pieces = tuple[str | Span, ...]


def is_flow(text: str, node: Node) -> bool:
    """Whether an object is written in braces."""
    return text[node.start : node.start + 1] == "{"


def member_span(node: Node) -> Span:
    """From the beginning of a member's key to the end of its value."""
    return Span(node.key.start if node.key is not None else node.start, node.end)


def ordered(holder: Node) -> list[Node]:
    """The members of an object in the order of the text, if none of its keys occurs twice."""
    return list((holder.members or {}).values())


def removal(text: str, holder: Node, node: Node) -> Edit | None:
    """The edit that takes a member out of its braces, with the comma that belonged to it."""
    members = ordered(holder)
    at = members.index(node)
    own = member_span(node)
    if at + 1 < len(members):
        following = member_span(members[at + 1]).start
        return Edit(own.start, following) if _TO_NEXT.match(text, own.end, following) else None
    if at:
        before = members[at - 1].end
        return Edit(before, own.end) if _TO_NEXT.match(text, before, own.start) else None
    inside = Span(holder.start + 1, holder.end - 1)
    is_alone = _BLANK.match(text, inside.start, own.start) and _BLANK.match(text, own.end, inside.end)
    return Edit(*inside) if is_alone else None


def insertion(text: str, holder: Node, after: Node | None, pieces: Pieces) -> Edit | None:
    """The edit that puts a member into braces: behind ``after``, or as the first of an empty object."""
    if after is None:
        inside = Span(holder.start + 1, holder.end - 1)
        return Edit(*inside, pieces) if _BLANK.match(text, *inside) else None
    gap = _gap_before(text, holder, after)
    return Edit(after.end, after.end, (f",{gap or ' '}", *pieces)) if gap is not None else None


def _gap_before(text: str, holder: Node, node: Node) -> str | None:
    """The whitespace between a member and the comma or brace before it; None if anything else is there."""
    start = member_span(node).start
    before = max((other.end for other in ordered(holder) if other.end <= start), default=holder.start + 1)
    gap = text[before:start]
    if before > holder.start + 1:
        space, comma, gap = gap.partition(",")
        if not comma or space.strip(" \t\r\n"):
            return None
    return gap if not gap.strip(" \t\r\n") else None


def margin_of(text: str, offset: int) -> str | None:
    """The indentation of the line of an offset, if nothing else is before it."""
    start = max(text.rfind("\n", 0, offset), text.rfind("\r", 0, offset)) + 1
    found = _MARGIN.match(text, start, offset)
    return found[0] if found is not None and found.end() == offset else None


def shifted(text: str, span: Span, old: str, new: str) -> Pieces:
    """A part of the text, the lines after its first one indented by ``new`` instead of ``old``."""
    pieces: list[str | Span] = []
    for found in _LINE.finditer(text, span.start, span.end):
        start = found.start()
        if start > span.start and text.startswith(old, start, span.end) and found[0].strip():
            pieces.append(new)
            start += len(old)
        if start < found.end():
            pieces.append(Span(start, found.end()))
    return tuple(pieces)


_REST = re.compile(r"[ \t]*(?:(?<=[ \t])#[^\r\n]*)?(?:(\r\n|\r|\n)|\Z)")


def lines_of(text: str, node: Node) -> Span | None:
    """The lines of a member with their line breaks; None where anything but a comment shares them."""
    margin = margin_of(text, member_span(node).start)
    rest = _REST.match(text, node.end)
    if margin is None or "\t" in margin or rest is None or rest[1] is None:
        return None
    return Span(member_span(node).start - len(margin), rest.end())


def _line_end(text: str, lines: Span) -> str:
    """The line break for a line beside these: theirs, and LF for a lone CR."""
    return "\r\n" if text.endswith("\r\n", lines.start, lines.end) else "\n"


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
    end = _line_end(text, lines)
    return Edit(lines.end, lines.end, (margin, *pieces, end))


def line_insertion(text: str, after: Node, member: str) -> Edit | None:
    """The edit that writes a new member of a mapping, in one line, on the line behind another one."""
    lines = lines_of(text, after)
    margin = margin_of(text, member_span(after).start)
    if lines is None or margin is None:
        return None
    end = _line_end(text, lines)
    return Edit(lines.end, lines.end, (f"{margin}{member}{end}",))


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
    end = _line_end(text, lines)
    return (Edit(own.start, own.start, (f"{name}:{end}{margin}  ",)),)
