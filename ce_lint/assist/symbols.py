"""The outline of a text: its documents, their settings, and the resources that are polled. It shows no values."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any, NamedTuple

from ce_lint.assist.facts import level_of, setting
from ce_lint.assist.page import Page
from ce_lint.assist.tree import Branch, Root, roots
from ce_lint.assist.words import literal
from ce_lint.document.kinds import is_resource
from ce_lint.document.node import Span

_DEEPEST = 12
_KINDS = ((bool, "boolean"), (str, "string"), (int, "number"), (float, "number"), (dict, "object"), (list, "array"))
_TITLES = {
    "body": "instance", "response": "instance", "map": "configuration", "poller": "poller map", "list": "settings",
    "account": "account", "broken": "text",
}  # fmt: skip


class Symbol(NamedTuple):
    """A part of a text. ``kind`` is a word of LSP; ``selection`` is its key, within ``span``."""

    name: str
    detail: str
    kind: str
    span: Span
    selection: Span
    children: tuple[Symbol, ...] = ()


def symbols(page: Page) -> list[Symbol]:
    """The outline. A text of one document begins with its fields, another with its documents."""
    found = list(roots(page))
    if len(found) == 1 and not found[0].document.base:
        return list(_below(found[0].branch, 0))
    return [_of_document(root, number) for number, root in enumerate(found, 1)]


def _of_document(root: Root, number: int) -> Symbol:
    span = root.branch.span
    name = f"{_TITLES.get(root.document.kind, 'text')} {number}"
    children = tuple(_below(root.branch, 0))
    element = root.document.root.get("element")
    return Symbol(name, _element(element), "module", span, Span(span.start, min(span.start + 1, span.end)), children)


def _below(branch: Branch, depth: int) -> Iterator[Symbol]:
    if depth < _DEEPEST:
        yield from (_symbol(below, branch, depth) for below in branch.below())


def _symbol(branch: Branch, holder: Branch, depth: int) -> Symbol:
    span, key = branch.span, branch.key
    start = span.start if key is None else min(key.start, span.start)
    selection = key or Span(span.start, min(span.start + 1, span.end))
    children = tuple(_below(branch, depth + 1))
    end = max([span.end, selection.end, *(child.span.end for child in children)])
    return Symbol(
        _name(branch), _detail(branch, holder, children), _kind(branch.value), Span(start, end), selection, children
    )


def _name(branch: Branch) -> str:
    """A setting of a list of settings is named after its key."""
    if isinstance(branch.step, int) and isinstance(branch.value, dict):
        key = branch.value.get("key")
        if isinstance(key, str) and setting(key) is not None:
            return key
    return branch.name if not isinstance(branch.step, int) else f"[{branch.step}]"


def _kind(value: Any) -> str:
    if is_resource(value):
        return "event"
    return next((kind for type_, kind in _KINDS if isinstance(value, type_)), "null")


def _detail(branch: Branch, holder: Branch, children: tuple[Symbol, ...]) -> str:
    """What is harmless to know: counts, the key of a known element, and words of a closed set."""
    value = branch.value
    if branch.step == "element":
        return _element(value)
    if branch.inner is not None or isinstance(value, (dict, list)):
        return _counted(branch, len(children))
    fact = setting(branch.step) if isinstance(branch.step, str) and isinstance(holder.value, dict) else None
    if fact is None or not branch.safe:
        return ""
    words = [literal(word.value) for word in fact.words]
    return literal(value) if literal(value) in words else ""


def _element(value: Any) -> str:
    """The key of an element of the public catalogue; any other text might be anything."""
    key = value.get("key") if isinstance(value, dict) else None
    level = level_of("body")
    below = level.below("element") if level is not None else None
    known = below.fields["key"].words if below is not None else ()
    return key if isinstance(key, str) and any(word.value == key for word in known) else ""


def _counted(branch: Branch, count: int) -> str:
    many = {"configuration": "setting", "event.poller.configuration": "resource", "tags": "tag"}
    word = many.get(str(branch.step), "")
    return f"{count} {word}{'' if count == 1 else 's'}" if word else ""
