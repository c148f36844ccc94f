"""Linting is a pure function: a document and rules in, violations out."""

from __future__ import annotations

from collections.abc import Iterable

from ce_lint.document.document import Document
from ce_lint.document.node import Span
from ce_lint.document.pollers import POLLER_KEY
from ce_lint.rulebook.rule import Rule, Rulebook
from ce_lint.violation import Flaw, Position, Violation


def lint(path: str, document: Document, rulebook: Rulebook) -> list[Violation]:
    """What the rules find in one document, in the order of the text. ``path`` is how reports name its file."""
    keys = document.keys
    if document.kind == "poller":
        keys = keys | {POLLER_KEY}
    found = [
        violation(path, document, rule, flaw)
        for rule, find in rulebook.plan(document.kind).woken(keys)
        for flaw in find(document)
    ]
    return sort(found) if found else found


def sort(violations: Iterable[Violation]) -> list[Violation]:
    """The order of every report: file, place, rule; the same finding is kept once."""
    return sorted(set(violations), key=lambda item: (item.path, item.start, item.end, item.rule, item.message))


def violation(path: str, document: Document, rule: Rule, flaw: Flaw) -> Violation:
    """A flaw with its rule and its place in the file, within one line."""
    span = flaw.span or document.locate(flaw.at, flaw.on_key, flaw.part)
    lines = document.source.lines
    clipped = lines.clip(Span(*span))
    return Violation(
        path,
        rule.name,
        rule.family,
        flaw.severity or rule.severity,
        flaw.message,
        flaw.fix or rule.fix,
        Position(*lines.position(clipped.start)),
        Position(*lines.position(clipped.end)),
        document.shown_route((*document.base, *flaw.at)),
    )
