"""From the changes that a check wants to the edits of the file; no edits where anything about them is in doubt."""

from __future__ import annotations

import json
import re
from collections.abc import Callable, Iterable
from typing import Any

from ce_lint.document.changes import Change
from ce_lint.document.document import Document
from ce_lint.document.nodes import Edit, Node, Route, Span, SyntaxProblem, is_apart, moved
from ce_lint.document.scalars import map_edits, map_span
from ce_lint.document.source import SourceText
from ce_lint.lint.members import (
    block_insertion,
    block_removal,
    insertion,
    is_flow,
    line_insertion,
    margin_of,
    member_span,
    ordered,
    removal,
    shifted,
    wrapping,
)
from ce_lint.secrets.redaction import may_bear_secret

Edits = tuple[Edit, ...]
_Act = Callable[["_Way", Change], Edits | None]

_NUMBER = re.compile(r"-?(?:0|[1-9][0-9]{0,15})\Z")
_BLANKS = re.compile(r"[ \t]*")
_SPACED_COLON = re.compile(r":[ \t]+\Z")


def edits_for(document: Document, changes: Iterable[Change]) -> Edits | None:
    """The edits that make the changes, in the order of the text; None if one of them is not certain."""
    if document.has_broken_strings or document.source.may_have_references:
        return None
    found: list[Edit] = []
    for change in changes:
        edits = _edits(document, change)
        if edits is None:
            return None
        found += edits
    found.sort(key=_span)
    return tuple(found) if found and is_apart(found) else None


def touches_secret(document: Document, change: Change) -> bool:
    """Whether a change rewrites a value that may be a secret: by its key, or because its string may be cut."""
    *parents, key = change.at or ("",)
    if change.what in ("key", "remove", "move-out", "move-in", "insert") or (
        key == "key" and _is_name(document, parents)
    ):
        return False
    if document.has_broken_strings:
        return True
    if key == "propertyValue":
        entry: Any = document.value
        for step in parents:
            entry = entry[step]
        key = entry.get("key", "")
    return "providerData" in parents or (isinstance(key, str) and may_bear_secret(key))


def _is_name(document: Document, parents: list[str | int]) -> bool:
    """Whether the member ``key`` of an object names an element or a setting."""
    return document.kind == "list" or parents == ["element"]


def _span(edit: Edit) -> Span:
    return Span(edit.start, edit.end)


def _edits(document: Document, change: Change) -> Edits | None:
    node, source = document.node, document.source
    if node is None:
        return None
    way = _Way(source, source.text, node, source.parts[document.part].problems)
    return way.follow(change.at, _ACTS[change.what], change)


class _Way:
    """The path from the root of one text to a value in it; JSON inside a string is a text of its own."""

    def __init__(self, source: SourceText, text: str, root: Node, problems: list[SyntaxProblem]) -> None:
        self.source = source
        self.text = text
        self.nodes = [root]
        self.is_sound = not any(problem.is_syntax for problem in problems)
        self._doubled = {span for problem in problems for span in (problem.span, problem.related)}

    @property
    def node(self) -> Node:
        return self.nodes[-1]

    @property
    def holder(self) -> Node | None:
        return self.nodes[-2] if len(self.nodes) > 1 else None

    def follow(self, route: Route, act: _Act, change: Change) -> Edits | None:
        """What ``act`` does at the end of a route, as edits of this text."""
        for count, step in enumerate(route):
            below = self.node.child(step)
            if below is None:
                return self._inside(route[count:], act, change)
            self.nodes.append(below)
            if below.key is not None and below.key in self._doubled:
                return None
        return act(self, change)

    def _inside(self, route: Route, act: _Act, change: Change) -> Edits | None:
        value = self.node.value
        if not isinstance(value, str):
            return None
        inner = self.source.parse_embedded(value)
        if inner.root is None or any(problem.is_syntax for problem in inner.problems):
            return None
        way = _Way(self.source, value, inner.root, inner.problems)
        edits = way.follow(route, act, change)
        return self.rewritten(edits) if edits else None

    def rewritten(self, edits: Edits) -> Edits | None:
        """Edits of the text value at the end of the way, as edits of this text."""
        node, value = self.node, self.node.value
        if not isinstance(value, str):
            return None
        raw = self.text[node.start : node.end]
        style = "flow" if node.style == "plain" and self._is_in_brackets() else node.style
        found = map_edits(raw, style, value, sorted(edits, key=_span))
        return moved(found, node.start) if found else None

    def _is_in_brackets(self) -> bool:
        return any(self.text.startswith(("{", "["), node.start) for node in self.nodes[:-1])

    def has_single_keys(self, holder: Node) -> bool:
        """Whether no key of an object occurs twice."""
        return not self._doubled or not any(member.key in self._doubled for member in ordered(holder))


def _rewrite(way: _Way, change: Change) -> Edits | None:
    return way.rewritten(tuple(Edit(start, end, (text,) if text else ()) for start, end, text in change.parts))


def _rewrite_key(way: _Way, change: Change) -> Edits | None:
    holder, node = way.holder, way.node
    old = change.at[-1]
    if holder is None or node.key is None or not isinstance(old, str) or not way.has_single_keys(holder):
        return None
    new = old
    for start, end, text in reversed(change.parts):
        new = new[:start] + text + new[end:]
    raw = way.text[slice(*node.key)]
    style = _key_style(raw, old, is_flow(way.text, holder))
    if not new or style is None or new in (holder.members or {}):
        return None
    edits = [Edit(start, end, (text,) if text else ()) for start, end, text in change.parts]
    found = map_edits(raw, style, old, edits)
    return moved(found, node.key.start) if found else None


def _key_style(raw: str, key: str, in_braces: bool) -> str | None:
    if raw.startswith("'"):
        return "single"
    if not raw.startswith('"'):
        return None if raw != key else "flow" if in_braces else "plain"
    try:
        return "json" if json.loads(raw) == key else None
    except ValueError:
        return None


def _put(way: _Way, change: Change) -> Edits | None:
    node = way.node
    if way.node.is_container or node.start == node.end:
        return None
    end = node.end
    if node.style in ("literal", "folded"):  # whitespace at the end of its last line is part of the value
        end = _BLANKS.match(way.text, end).end()  # type: ignore[union-attr]
    return (Edit(node.start, end, (json.dumps(change.scalar),)),)


def _bare(way: _Way, change: Change) -> Edits | None:
    """The digits stay, and the quotes around them go."""
    (start, end, _), node, value = change.parts[0], way.node, way.node.value
    if not isinstance(value, str) or node.style not in ("json", "single", "double"):
        return None
    at = way.text.find(value[start:end], node.start, node.end)
    if at < 0 or not _NUMBER.match(value[start:end]):
        return None
    return (Edit(node.start, at), Edit(at + end - start, node.end))


def _remove(way: _Way, change: Change) -> Edits | None:
    holder = way.holder
    if holder is None or not way.is_sound or not way.has_single_keys(holder):
        return None
    remove = removal if is_flow(way.text, holder) else block_removal
    edit = remove(way.text, holder, way.node)
    return (edit,) if edit is not None else None


def _move_out(way: _Way, change: Change) -> Edits | None:
    if len(way.nodes) < 3:
        return None
    return _moved(way, way.nodes[-3], way.nodes[-2], change)


def _move_in(way: _Way, change: Change) -> Edits | None:
    holder = way.holder
    if holder is None or not way.is_sound or not way.has_single_keys(holder):
        return None
    target = holder.child(change.name)
    if target is None:
        return _wrapped(way, holder, change.name)
    if target.members is None or target is way.node:
        return None
    members = ordered(target)
    return _moved(way, target, members[-1] if members else None, change)


def _wrapped(way: _Way, holder: Node, name: str) -> Edits | None:
    """Wrap a member into an object of its own, at its place."""
    if not is_flow(way.text, holder):
        return wrapping(way.text, way.node, name)
    own = member_span(way.node)
    return (Edit(own.start, own.start, (f"{json.dumps(name)}: {{",)), Edit(own.end, own.end, ("}",)))


def _moved(way: _Way, target: Node, after: Node | None, change: Change) -> Edits | None:
    """A member taken out of its object, and put into another behind one of its members."""
    taken = _remove(way, change)
    if taken is None or not way.has_single_keys(target) or change.at[-1] in (target.members or {}):
        return None
    node, text = way.node, way.text
    if is_flow(text, target):
        given = insertion(text, target, after, _at_margin(text, after, node))
    else:
        given = block_insertion(text, after, node) if after is not None and _suits_a_block(way) else None
    return (*taken, given) if given is not None else None


def _suits_a_block(way: _Way) -> bool:
    """Whether a member can be moved to a line of its own: inside braces there may be no space after the colon."""
    node, holder = way.node, way.holder
    if holder is None or node.key is None or not is_flow(way.text, holder):
        return True
    return _SPACED_COLON.match(way.text, node.key.end, node.start) is not None


def _at_margin(text: str, after: Node | None, node: Node) -> tuple[str | Span, ...]:
    own = member_span(node)
    old = margin_of(text, own.start)
    new = margin_of(text, member_span(after).start) if after is not None else None
    return shifted(text, own, old, new) if old is not None and new is not None else (own,)


def _insert(way: _Way, change: Change) -> Edits | None:
    """A new member behind the last one of an object."""
    node, text = way.node, way.text
    if node.members is None or change.name in node.members or not way.is_sound or not way.has_single_keys(node):
        return None
    members = ordered(node)
    after = members[-1] if members else None
    value = "".join(piece for piece in change.pieces if isinstance(piece, str))
    if is_flow(text, node):
        edit = insertion(text, node, after, (f"{json.dumps(change.name)}: {value}",))
    else:
        edit = line_insertion(text, after, f"{change.name}: {value}") if after is not None else None
    return (edit,) if edit is not None else None


def _make_object(way: _Way, change: Change) -> Edits | None:
    """Replace a string by JSON; the parts of the string stay as they are written."""
    node, value = way.node, way.node.value
    if not isinstance(value, str) or node.style not in ("json", "double", "plain", "literal"):
        return None
    pieces: list[str | Span] = []
    for piece in change.pieces:
        if isinstance(piece, str):
            pieces.append(piece)
        else:
            span = map_span(way.text[node.start : node.end], node.style, Span(*piece), value)
            pieces.append(Span(node.start + span.start, node.start + span.end))
    if node.style in ("plain", "literal") and not all(
        _is_json_text(way.text[piece.start : piece.end]) for piece in pieces if isinstance(piece, Span)
    ):
        return None
    return (Edit(node.start, node.end, tuple(pieces)),)


def _is_json_text(raw: str) -> bool:
    return raw.isprintable() and '"' not in raw and "\\" not in raw


_ACTS: dict[str, _Act] = {
    "text": _rewrite,
    "key": _rewrite_key,
    "scalar": _put,
    "bare": _bare,
    "remove": _remove,
    "move-out": _move_out,
    "move-in": _move_in,
    "object": _make_object,
    "insert": _insert,
}
