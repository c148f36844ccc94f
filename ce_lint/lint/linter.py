"""Linting is a pure function: a document and rules in, violations out."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from ce_lint.document.document import Document
from ce_lint.document.nodes import Route, Span
from ce_lint.document.pollers import POLLER_KEY
from ce_lint.rulebook.rule import Rule, Rulebook
from ce_lint.violation import Finding, Fix, Related, Violation

MOST_AT_ONE_ROUTE = 50
"""How many violations of one rule at one route are reported."""


def lint(path: str, document: Document, rulebook: Rulebook) -> list[Violation]:
    """Lint one document by the rules of ``rulebook``. ``path`` is the name of its file in reports.

    Returns the violations in the order of the text.
    """
    keys = document.keys
    if document.kind == "poller":
        keys = keys | {POLLER_KEY}
    found = [
        (rule, finding)
        for rule, find in rulebook.get_plan(document.kind).find_triggered(keys)
        for finding in find(document)
    ]
    if not found:
        return []
    violations = [_create_violation(path, document, *one) for one in _limit(found)]
    return sort(_keep_first_alias(violations) if document.source.may_have_references else violations)


def _keep_first_alias(violations: list[Violation]) -> list[Violation]:
    """The violations without those of an alias about a value that was reported where it is written."""
    first: dict[tuple[str, Span], Route] = {}
    return [one for one in violations if first.setdefault((one.rule, one.span), one.route) == one.route]


def _limit(found: Iterable[tuple[Rule, Finding]]) -> Iterator[tuple[Rule, Finding]]:
    """Cap the findings per rule and route at ``MOST_AT_ONE_ROUTE``; the last one says that there are more."""
    counts: dict[tuple[str, Route], int] = {}
    for rule, finding in found:
        count = counts[rule.name, finding.at] = counts.get((rule.name, finding.at), 0) + 1
        if count < MOST_AT_ONE_ROUTE:
            yield rule, finding
        elif count == MOST_AT_ONE_ROUTE:
            yield rule, finding._replace(message=f"{finding.message} (more findings like this are not shown)")


def sort(violations: Iterable[Violation]) -> list[Violation]:
    """Sort violations as every report shows them: by file, place, rule and message. Equal ones are kept once."""
    return sorted(set(violations), key=lambda item: (item.path, item.span, item.rule, item.message))


def _create_violation(path: str, document: Document, rule: Rule, finding: Finding) -> Violation:
    return Violation(
        path,
        rule.name,
        rule.family,
        rule.severity if rule.severity_is_overridden else finding.severity or rule.severity,
        finding.message[:1].upper() + finding.message[1:],
        finding.help or rule.help,
        _locate(document, finding),
        document.shown_route((*document.base, *finding.at)),
        tuple(Related(other.message, _locate(document, other)) for other in finding.related),
        _resolve_fix(document, rule, finding) if finding.changes or finding.edits else None,
        rule.redact,
        rule.syntax,
    )


def _locate(document: Document, finding: Finding) -> Span:
    span = finding.span or document.locate(finding.at, finding.on_key, finding.part)
    return document.source.lines.clip(Span(*span))


def _resolve_fix(document: Document, rule: Rule, finding: Finding) -> Fix | None:
    """The edits that fix a finding, if its rule offers fixes. A fix that touches the value of a secret is unsafe."""
    if rule.fix == "none":
        return None
    is_safe = rule.fix == "safe" and not finding.is_unsafe
    if finding.edits:
        return Fix(finding.edits, is_safe)
    from ce_lint.lint.resolve_fix import edits_for, touches_secret

    edits = edits_for(document, finding.changes)
    safe = is_safe and not any(touches_secret(document, change) for change in finding.changes)
    return Fix(edits, safe) if edits is not None else None
