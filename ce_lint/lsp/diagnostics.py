"""From violations to the diagnostics of the protocol."""

from __future__ import annotations

import os
from collections.abc import Mapping
from pathlib import Path

from lsprotocol import types

from ce_lint.document.nodes import Span
from ce_lint.lsp.documents import OpenDocument
from ce_lint.rulebook.rule import Rule
from ce_lint.rulebook.shipped import data_folder
from ce_lint.violation import Severity, Violation

SOURCE = "ce-lint"
_SEVERITIES: Mapping[Severity, types.DiagnosticSeverity] = {
    "error": types.DiagnosticSeverity.Error,
    "warning": types.DiagnosticSeverity.Warning,
    "info": types.DiagnosticSeverity.Information,
}
TAGS: Mapping[str, list[types.DiagnosticTag]] = {
    "response-field": [types.DiagnosticTag.Unnecessary],
    "platform-managed-key": [types.DiagnosticTag.Unnecessary],
    "unused-poller": [types.DiagnosticTag.Unnecessary],
    "unused-allowance": [types.DiagnosticTag.Unnecessary],
    "expired-allowance": [types.DiagnosticTag.Unnecessary],
    "dead-oauth-key": [types.DiagnosticTag.Unnecessary],
    "legacy-poller-urls": [types.DiagnosticTag.Deprecated],
}
"""Rules about what does nothing, which editors fade out, and about what was replaced, which they strike through."""


def diagnostic(document: OpenDocument, violation: Violation, rule: Rule | None) -> types.Diagnostic:
    """A violation of this version of a text: what is wrong, then in a line of its own what to write."""
    related = [
        types.DiagnosticRelatedInformation(
            types.Location(document.uri, document.range(_fit(document, place.span))), place.message
        )
        for place in violation.related
    ]
    return types.Diagnostic(
        range=document.range(_fit(document, violation.span)),
        message=f"{violation.message}.\n{violation.help}",
        severity=_SEVERITIES[violation.severity],
        code=violation.rule,
        code_description=types.CodeDescription(Path(rule_path(rule)).as_uri()) if rule is not None else None,
        source=SOURCE,
        tags=TAGS.get(violation.rule),
        related_information=related or None,
    )


def _fit(document: OpenDocument, span: Span) -> Span:
    """The span, cut at the end of the text: the linter may have decoded the bytes in another way."""
    end = len(document.text)
    return Span(min(span.start, end), min(span.end, end))


def rule_path(rule: Rule) -> str:
    """The file that explains a rule: its own."""
    return os.path.abspath(rule.path or os.path.join(data_folder("rules"), rule.family, f"{rule.name}.toml"))
