"""The outline of a file and its folding ranges, also within poller maps that are written as JSON in a string."""

from __future__ import annotations

from collections.abc import Iterator
from functools import cached_property
from typing import Any, NamedTuple

from ce_lint.document.document import Document
from ce_lint.document.kinds import is_resource
from ce_lint.document.names import is_known_key, is_plain_key
from ce_lint.document.nodes import Node, Span
from ce_lint.document.pollers import POLLER_KEY
from ce_lint.document.source import SourceText, parse_json
from ce_lint.ide.editor_document import EditorDocument
from ce_lint.ide.embedded import EmbeddedText
from ce_lint.ide.fields import find_object, find_setting
from ce_lint.secrets.redaction import is_harmless
from ce_lint.util.scalars import format_scalar

_BLOCK_SCALARS = frozenset({"literal", "folded"})


class OutlineItem:
    """One value of a file.

    ``step`` is its key or its position in an array, None for the root. The offsets of ``node`` are those of ``text``.
    ``has_safe_keys`` is False if a key may be a part of a secret, as after a string that is not closed.
    """

    def __init__(self, step: str | int | None, node: Node, text: EmbeddedText, has_safe_keys: bool) -> None:
        self.step = step
        self.node = node
        self.value = node.value
        self.text = text
        self.has_safe_keys = has_safe_keys

    @property
    def span(self) -> Span:
        """The span of the value in the file, without the whitespace at the end of a YAML block."""
        start, end = self.node.span
        if self.is_container or self.node.style in _BLOCK_SCALARS:
            while end > start and self.text.text[end - 1] in " \t\r\n":
                end -= 1
        return self.text.to_file(Span(start, end))

    @property
    def is_container(self) -> bool:
        """Whether it is an object or an array."""
        return self.node.is_container

    @property
    def key_span(self) -> Span | None:
        """The span of the key in the file; None for an item of an array and for the root."""
        return None if self.node.key is None else self.text.to_file(self.node.key)

    @property
    def name(self) -> str:
        """The key, or the position in an array, as it may be shown; empty for the root."""
        if not isinstance(self.step, str):
            return "" if self.step is None else str(self.step)
        if is_known_key(self.step):
            return self.step
        is_shown = self.has_safe_keys and self.step.strip() and is_plain_key(self.step)
        return self.step if is_shown and is_harmless(self.step) else "…"

    def list_children(self) -> Iterator[OutlineItem]:
        """The members of an object, the items of an array, the resources of a poller map in a string."""
        for key, member in (self.node.members or {}).items():
            yield OutlineItem(key, member, self.text, self.has_safe_keys)
        for at, item in enumerate(self.node.items or ()):
            yield OutlineItem(at, item, self.text, self.has_safe_keys)
        if self.poller_map is not None:
            yield from self.poller_map.list_children()

    def walk(self) -> Iterator[OutlineItem]:
        """The value itself and all values below it, parents first."""
        items: list[OutlineItem] = [self]
        for item in items:
            yield item
            items.extend(item.list_children())

    @cached_property
    def poller_map(self) -> OutlineItem | None:
        """The poller map that is written in this string, if one is."""
        if self.step not in (POLLER_KEY, "propertyValue", "defaultValue") or not isinstance(self.value, str):
            return None
        if self.value.lstrip()[:1] != "{":
            return None
        text = self.text.decode_scalar(self.node.span, self.node.style)
        parsed = parse_json(text.text)
        if parsed.root is None or parsed.root.members is None:
            return None
        is_sound = not any(problem.is_syntax for problem in parsed.problems)
        return OutlineItem(None, parsed.root, text, self.has_safe_keys and is_sound)


class Root(NamedTuple):
    """A document and its value."""

    document: Document
    item: OutlineItem


def find_roots(editor: EditorDocument) -> Iterator[Root]:
    """The documents of a file, in its order, with their values."""
    if editor.source is None:
        return
    for document in editor.parsed.documents:
        node = document.node
        if node is not None and document.kind != "text":
            step = document.base[-1] if document.base else None
            has_safe_keys = not document.has_broken_strings
            yield Root(document, OutlineItem(step, node, editor.file_text, has_safe_keys))


_DEEPEST = 12
_KINDS = ((bool, "boolean"), (str, "string"), (int, "number"), (float, "number"), (dict, "object"), (list, "array"))
_TITLES = {
    "body": "instance", "response": "instance", "map": "configuration", "poller": "poller map", "list": "settings",
    "account": "account", "broken": "text",
}  # fmt: skip
_UNITS = {"configuration": "setting", "event.poller.configuration": "resource", "tags": "tag"}


class Symbol(NamedTuple):
    """An entry of the outline. ``kind`` is the name of a ``SymbolKind`` of LSP in lower case.

    ``selection`` is the span of its key, within ``span``; both are code points of the file.
    """

    name: str
    detail: str
    kind: str
    span: Span
    selection: Span
    children: tuple[Symbol, ...] = ()


def find_symbols(editor: EditorDocument) -> list[Symbol]:
    """The outline: the fields of a file's only document, or its documents by number."""
    roots = list(find_roots(editor))
    if len(roots) == 1 and not roots[0].document.base:
        return list(_make_symbols(roots[0].item, 0))
    return [_make_document_symbol(root, number) for number, root in enumerate(roots, 1)]


def _make_document_symbol(root: Root, number: int) -> Symbol:
    span = root.item.span
    name = f"{_TITLES.get(root.document.kind, 'text')} {number}"
    detail = _find_element_key(root.document.root.get("element"))
    children = tuple(_make_symbols(root.item, 0))
    return Symbol(name, detail, "module", span, _first_character(span), children)


def _first_character(span: Span) -> Span:
    return Span(span.start, min(span.start + 1, span.end))


def _make_symbols(item: OutlineItem, depth: int) -> Iterator[Symbol]:
    """The symbols of the values below an item, which is ``depth`` levels below the root."""
    if depth < _DEEPEST:
        yield from (_make_symbol(child, item, depth) for child in item.list_children())


def _make_symbol(item: OutlineItem, holder: OutlineItem, depth: int) -> Symbol:
    span, key = item.span, item.key_span
    start = span.start if key is None else min(key.start, span.start)
    selection = key or _first_character(span)
    children = tuple(_make_symbols(item, depth + 1))
    end = max([span.end, selection.end, *(child.span.end for child in children)])
    name, detail = _find_name(item), _find_detail(item, holder, len(children))
    return Symbol(name, detail, _find_kind(item.value), Span(start, end), selection, children)


def _find_name(item: OutlineItem) -> str:
    """The name of a symbol: the key of the setting for an entry of a list of settings."""
    if isinstance(item.step, int) and isinstance(item.value, dict):
        key = item.value.get("key")
        if isinstance(key, str) and find_setting(key) is not None:
            return key
    return item.name if not isinstance(item.step, int) else f"[{item.step}]"


def _find_kind(value: Any) -> str:
    if is_resource(value):
        return "event"
    return next((kind for type_, kind in _KINDS if isinstance(value, type_)), "null")


def _find_detail(item: OutlineItem, holder: OutlineItem, child_count: int) -> str:
    """What cannot be a secret: a count, the key of an element of the catalogue, a value of a known setting."""
    if item.step == "element":
        return _find_element_key(item.value)
    if item.poller_map is not None or isinstance(item.value, (dict, list)):
        unit = _UNITS.get(str(item.step), "")
        return f"{child_count} {unit}{'' if child_count == 1 else 's'}" if unit else ""
    setting = find_setting(item.step) if isinstance(item.step, str) and isinstance(holder.value, dict) else None
    if setting is None or not item.has_safe_keys:
        return ""
    text = format_scalar(item.value)
    return text if any(format_scalar(one.value) == text for one in setting.values) else ""


def _find_element_key(value: Any) -> str:
    """The key of an element of the public catalogue; empty for any other, which may be anything."""
    key = value.get("key") if isinstance(value, dict) else None
    body = find_object("body")
    element = body.find_child("element") if body is not None else None
    known = element.fields["key"].values if element is not None else ()
    return key if isinstance(key, str) and any(one.value == key for one in known) else ""


def find_folds(editor: EditorDocument) -> list[tuple[int, int]]:
    """First and last line, from 0, of each folding range. The line of a closing bracket is not folded."""
    if editor.source is None:
        return []
    folds: set[tuple[int, int]] = set()
    for part in editor.source.parts:
        if part.root is not None:
            root = OutlineItem(None, part.root, editor.file_text, has_safe_keys=False)
            folds.update(fold for item in root.walk() if (fold := _make_fold(editor, editor.source, item)) is not None)
    return sorted(folds)


def _make_fold(editor: EditorDocument, source: SourceText, item: OutlineItem) -> tuple[int, int] | None:
    is_block_scalar = item.node.style in _BLOCK_SCALARS
    if not item.is_container and not is_block_scalar:
        return None
    span = item.span
    has_brackets = editor.text[span.start : span.start + 1] in ("{", "[")
    if item.step is None and not has_brackets:
        return None
    start = span.start if has_brackets or item.key_span is None else item.key_span.start
    first = source.lines.number(start)
    last = source.lines.number(max(span.start, span.end - 1))
    if editor.text[span.end - 1 : span.end] in ("}", "]") and not is_block_scalar:
        last -= 1
    return (first, last) if last > first else None
