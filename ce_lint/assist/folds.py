"""Which lines of a text fold away: objects and lists, blocks of YAML, and the poller map inside of one."""

from __future__ import annotations

from ce_lint.assist.page import Page
from ce_lint.assist.tree import Branch
from ce_lint.document.node import Span


def folds(page: Page) -> list[tuple[int, int]]:
    """First and last line of every fold, counted from 0; the line of a closing bracket stays to be seen."""
    if page.source is None:
        return []
    found: set[tuple[int, int]] = set()
    for reading in page.source.readings:
        if reading.root is not None:
            root = Branch(None, reading.root, reading.value, page.host, False)
            found.update(fold for branch in root.all() if (fold := _lines(page, branch)) is not None)
    return sorted(found)


def _lines(page: Page, branch: Branch) -> tuple[int, int] | None:
    is_block = branch.node.style in {"literal", "folded"}
    if branch.node.members is None and branch.node.items is None and not is_block:
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
