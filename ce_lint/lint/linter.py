"""Linting is a pure function: a document and rules in, violations out."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from ce_lint.document.document import Document
from ce_lint.document.nodes import Route, Span
from ce_lint.document.pollers import POLLER_KEY
from ce_lint.rulebook.rule import Rule, Rulebook
from ce_lint.violation import Finding, Fix, Position, Related, Violation

MOST_AT_ONE_ROUTE = 50


def lint(path: str, document: Document, rulebook: Rulebook) -> list[Violation]:
    """What the rules find in one document, in the order of the text. ``path`` is how reports name its file."""
    keys = document.keys
    if document.kind == "poller":
        keys = keys | {POLLER_KEY}
    found = [
        (rule, finding) for rule, find in rulebook.plan(document.kind).triggered(keys) for finding in find(document)
    ]
    return sort(violation(path, document, rule, finding) for rule, finding in _few(found)) if found else []


def _few(found: Iterable[tuple[Rule, Finding]]) -> Iterator[tuple[Rule, Finding]]:
    """Not more of one rule at one route than a person would read: the last that is kept says that there are more."""
    counts: dict[tuple[str, Route], int] = {}
    for rule, finding in found:
        count = counts[rule.name, finding.at] = counts.get((rule.name, finding.at), 0) + 1
        if count < MOST_AT_ONE_ROUTE:
            yield rule, finding
        elif count == MOST_AT_ONE_ROUTE:
            yield rule, finding._replace(message=f"{finding.message} (more findings like this are not shown)")


def sort(violations: Iterable[Violation]) -> list[Violation]:
    """The order of every report: file, place, rule; the same finding is kept once."""
    return sorted(set(violations), key=lambda item: (item.path, item.start, item.end, item.rule, item.message))


def violation(path: str, document: Document, rule: Rule, finding: Finding) -> Violation:
    """A finding with its rule and its place in the file, within one line."""
    start, end = _place(document, finding)
    return Violation(
        path,
        rule.name,
        rule.family,
        rule.severity if rule.severity_is_overridden else finding.severity or rule.severity,
        finding.message[:1].upper() + finding.message[1:],
        finding.help or rule.help,
        start,
        end,
        document.shown_route((*document.base, *finding.at)),
        tuple(Related(other.message, *_place(document, other)) for other in finding.related),
        _resolve_fix(document, finding) if finding.changes or finding.edits else None,
    )


def _place(document: Document, finding: Finding) -> tuple[Position, Position]:
    span = finding.span or document.locate(finding.at, finding.on_key, finding.part)
    lines = document.source.lines
    clipped = lines.clip(Span(*span))
    return Position(*lines.position(clipped.start)), Position(*lines.position(clipped.end))


def _resolve_fix(document: Document, finding: Finding) -> Fix | None:
    """What fixes a finding; a mend that touches the value of a secret is for a person to ask for."""
    if finding.edits:
        return Fix(finding.edits, finding.safe)
    from ce_lint.lint.resolve_fix import edits_for, touches_secret

    edits = edits_for(document, finding.changes)
    safe = finding.safe and not any(touches_secret(document, change) for change in finding.changes)
    return Fix(edits, safe) if edits is not None else None
