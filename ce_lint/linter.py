"""Linting is a pure function: a document and rules in, violations out."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from ce_lint.document.document import Document
from ce_lint.document.node import Route, Span
from ce_lint.document.pollers import POLLER_KEY
from ce_lint.rulebook.rule import Rule, Rulebook
from ce_lint.violation import Flaw, Mend, Position, Related, Violation

MOST_AT_ONE_ROUTE = 50


def lint(path: str, document: Document, rulebook: Rulebook) -> list[Violation]:
    """What the rules find in one document, in the order of the text. ``path`` is how reports name its file."""
    keys = document.keys
    if document.kind == "poller":
        keys = keys | {POLLER_KEY}
    found = [(rule, flaw) for rule, find in rulebook.plan(document.kind).woken(keys) for flaw in find(document)]
    return sort(violation(path, document, rule, flaw) for rule, flaw in _few(found)) if found else []


def _few(found: Iterable[tuple[Rule, Flaw]]) -> Iterator[tuple[Rule, Flaw]]:
    """Not more of one rule at one route than a person would read: the last that is kept says that there are more."""
    counts: dict[tuple[str, Route], int] = {}
    for rule, flaw in found:
        count = counts[rule.name, flaw.at] = counts.get((rule.name, flaw.at), 0) + 1
        if count < MOST_AT_ONE_ROUTE:
            yield rule, flaw
        elif count == MOST_AT_ONE_ROUTE:
            yield rule, flaw._replace(message=f"{flaw.message} (more findings like this are not shown)")


def sort(violations: Iterable[Violation]) -> list[Violation]:
    """The order of every report: file, place, rule; the same finding is kept once."""
    return sorted(set(violations), key=lambda item: (item.path, item.start, item.end, item.rule, item.message))


def violation(path: str, document: Document, rule: Rule, flaw: Flaw) -> Violation:
    """A flaw with its rule and its place in the file, within one line."""
    start, end = _place(document, flaw)
    return Violation(
        path,
        rule.name,
        rule.family,
        rule.severity if rule.firm else flaw.severity or rule.severity,
        flaw.message[:1].upper() + flaw.message[1:],
        flaw.help or rule.help,
        start,
        end,
        document.shown_route((*document.base, *flaw.at)),
        tuple(Related(other.message, *_place(document, other)) for other in flaw.related),
        _mend(document, flaw) if flaw.changes or flaw.edits else None,
    )


def _place(document: Document, flaw: Flaw) -> tuple[Position, Position]:
    span = flaw.span or document.locate(flaw.at, flaw.on_key, flaw.part)
    lines = document.source.lines
    clipped = lines.clip(Span(*span))
    return Position(*lines.position(clipped.start)), Position(*lines.position(clipped.end))


def _mend(document: Document, flaw: Flaw) -> Mend | None:
    """What mends a flaw; a mend that touches the value of a secret is for a person to ask for."""
    if flaw.edits:
        return Mend(flaw.edits, flaw.safe)
    from ce_lint.document.mend import edits_for, touches_secret

    edits = edits_for(document, flaw.changes)
    safe = flaw.safe and not any(touches_secret(document, change) for change in flaw.changes)
    return Mend(edits, safe) if edits is not None else None
