"""The values of a page with their places in the file, through the poller maps that are JSON text in a string."""

from __future__ import annotations

from collections.abc import Iterator
from functools import cached_property
from typing import Any, NamedTuple

from ce_lint.assist.host import Host
from ce_lint.assist.page import Page, node_of
from ce_lint.document.document import Document, is_known_word, is_plain_key
from ce_lint.document.node import Node, Span
from ce_lint.document.pollers import POLLER_KEY
from ce_lint.readers.text import read_careful
from ce_lint.values.hidden import without_secrets


class Branch:
    """One value: its key or position, its node in the text of ``host``, and what it is.

    ``safe`` tells that keys here are surely keys: in a torn text one may be a piece of a secret.
    """

    def __init__(self, step: str | int | None, node: Node, value: Any, host: Host, safe: bool) -> None:
        self.step = step
        self.node = node
        self.value = value
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
        if self.node.members is None and self.node.items is None and self.node.style not in {"literal", "folded"}:
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
            value = self.value.get(key) if isinstance(self.value, dict) else None
            yield Branch(key, member, value, self.host, self.safe)
        for at, item in enumerate(self.node.items or ()):
            value = self.value[at] if isinstance(self.value, list) and at < len(self.value) else None
            yield Branch(at, item, value, self.host, self.safe)
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
        reading = read_careful(host.text)
        if reading.root is None or reading.root.members is None:
            return None
        is_safe = self.safe and not any(problem.rule != "duplicate-key" for problem in reading.problems)
        return Branch(None, reading.root, reading.value, host, is_safe)


class Root(NamedTuple):
    """A document of a page, and its value."""

    document: Document
    branch: Branch


def roots(page: Page) -> Iterator[Root]:
    """The documents of a page with their values."""
    if page.source is None:
        return
    for document in page.documents:
        node = node_of(document)
        if node is not None and document.kind != "text":
            step = document.base[-1] if document.base else None
            yield Root(document, Branch(step, node, document.value, page.host, not document.torn))
