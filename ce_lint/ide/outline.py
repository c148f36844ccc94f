"""The values of a page with their places in the file, through the poller maps that are JSON text in a string."""

from __future__ import annotations

from collections.abc import Iterator
from functools import cached_property
from typing import Any, NamedTuple

from ce_lint.document.document import Document, is_known_word, is_plain_key
from ce_lint.document.kinds import is_resource
from ce_lint.document.nodes import Node, Span
from ce_lint.document.pollers import POLLER_KEY
from ce_lint.document.source import parse_json
from ce_lint.ide.editor_document import Page
from ce_lint.ide.embedded import Host
from ce_lint.ide.fields import level_of, literal, setting
from ce_lint.secrets.hidden import without_secrets


class Branch:
    """One value: its key or position, its node in the text of ``host``, and what it is.

    ``safe`` tells that keys here are surely keys: in a torn text one may be a piece of a secret.
    """

    def __init__(self, step: str | int | None, node: Node, host: Host, safe: bool) -> None:
        self.step = step
        self.node = node
        self.value = node.value
        self.host = host
        self.safe = safe

    @property
    def span(self) -> Span:
        """The value in the file, without the blanks that a YAML block ends with."""
        return self.host.outward(Span(self.node.start, self._end))

    @property
    def key(self) -> Span | None:
        """The key in the file."""
        return None if self.node.key is None else self.host.outward(self.node.key)

    @property
    def _end(self) -> int:
        if not self.node.is_container and self.node.style not in {"literal", "folded"}:
            return self.node.end
        end = self.node.end
        while end > self.node.start and self.host.text[end - 1] in " \t\r\n":
            end -= 1
        return end

    @property
    def name(self) -> str:
        """The key as it may be shown."""
        if not isinstance(self.step, str):
            return "" if self.step is None else str(self.step)
        if is_known_word(self.step):
            return self.step
        return without_secrets(self.step) if self.safe and self.step.strip() and is_plain_key(self.step) else "…"

    def below(self) -> Iterator[Branch]:
        """The members or the items; of a poller map in a text, the resources."""
        for key, member in (self.node.members or {}).items():
            yield Branch(key, member, self.host, self.safe)
        for at, item in enumerate(self.node.items or ()):
            yield Branch(at, item, self.host, self.safe)
        inner = self.inner
        if inner is not None:
            yield from inner.below()

    def all(self) -> Iterator[Branch]:
        """The value itself and everything below it."""
        open_: list[Branch] = [self]
        for branch in open_:
            yield branch
            open_.extend(branch.below())

    @cached_property
    def inner(self) -> Branch | None:
        """The poller map that is written in this text."""
        if self.step not in (POLLER_KEY, "propertyValue", "defaultValue") or not isinstance(self.value, str):
            return None
        if self.value.lstrip()[:1] != "{":
            return None
        host = self.host.nest(self.node.span, self.node.style)
        reading = parse_json(host.text)
        if reading.root is None or reading.root.members is None:
            return None
        is_safe = self.safe and not any(problem.is_syntax for problem in reading.problems)
        return Branch(None, reading.root, host, is_safe)


class Root(NamedTuple):
    """A document of a page, and its value."""

    document: Document
    branch: Branch


def roots(page: Page) -> Iterator[Root]:
    """The documents of a page with their values."""
    if page.source is None:
        return
    for document in page.documents:
        node = document.node
        if node is not None and document.kind != "text":
            step = document.base[-1] if document.base else None
            yield Root(document, Branch(step, node, page.host, not document.has_broken_strings))


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


def folds(page: Page) -> list[tuple[int, int]]:
    """First and last line of every fold, counted from 0; the line of a closing bracket stays to be seen."""
    if page.source is None:
        return []
    found: set[tuple[int, int]] = set()
    for part in page.source.parts:
        if part.root is not None:
            root = Branch(None, part.root, page.host, False)
            found.update(fold for branch in root.all() if (fold := _lines(page, branch)) is not None)
    return sorted(found)


def _lines(page: Page, branch: Branch) -> tuple[int, int] | None:
    is_block = branch.node.style in {"literal", "folded"}
    if not branch.node.is_container and not is_block:
        return None
    if branch.step is None and page.text[branch.span.start : branch.span.start + 1] not in ("{", "["):
        return None
    span = branch.span
    first = page.lines.number(_head(page, branch, span))
    last = page.lines.number(max(span.start, span.end - 1))
    if page.text[span.end - 1 : span.end] in ("}", "]") and not is_block:
        last -= 1
    return (first, last) if last > first else None


def _head(page: Page, branch: Branch, span: Span) -> int:
    """Where a fold begins: at the key, unless the bracket stands on a line of its own."""
    if branch.key is None or page.text[span.start : span.start + 1] in ("{", "["):
        return span.start
    return branch.key.start
