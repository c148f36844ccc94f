"""Reviewdog Diagnostic Format: https://github.com/reviewdog/reviewdog/tree/master/proto/rdf"""

from __future__ import annotations

from collections.abc import Mapping
from typing import ClassVar

from ce_lint.document.lines import Lines
from ce_lint.document.nodes import Span
from ce_lint.lint.result import FileResult, Summary
from ce_lint.report.base import Report, end, item, lines_of, member, sentences
from ce_lint.report.fixes import list_replacements
from ce_lint.report.paths import Places
from ce_lint.violation import Severity, Violation

_SEVERITIES: Mapping[Severity, str] = {"error": "ERROR", "warning": "WARNING", "info": "INFO"}

_Range = dict[str, dict[str, int]]


class RdjsonReport(Report):
    """A diagnostic for each violation. Lines count from 1, and columns from 1 in bytes of UTF-8."""

    separator: ClassVar[str] = ","

    def __init__(self, root: str) -> None:
        self._places = Places(root)

    def opening(self) -> str:
        return f'{{{member("source", {"name": "ce-lint"})},\n  "diagnostics": ['

    def entries(self, result: FileResult) -> list[str]:
        if not result.violations:
            return []
        path = self._places.path(result.path)
        lines = lines_of(result)
        return [item(_diagnostic(violation, path, lines), 2) for violation in result.violations]

    def closing(self, summary: Summary, entries: int) -> str:
        return end(entries, 1) + "\n}\n"


def _diagnostic(violation: Violation, path: str, lines: Lines) -> dict[str, object]:
    made: dict[str, object] = {
        "message": sentences(violation),
        "location": {"path": path, "range": _range(violation.span, lines)},
        "severity": _SEVERITIES[violation.severity],
        "code": {"value": violation.rule},
    }
    suggestions = _suggestions(violation, lines)
    return {**made, "suggestions": suggestions} if suggestions else made


def _suggestions(violation: Violation, lines: Lines) -> list[dict[str, object]]:
    """A change that fixes by itself: several suggestions are offered apart from each other."""
    found = list_replacements(violation)
    if len(found) != 1:
        return []
    return [{"range": _range(found[0].span, lines), "text": found[0].text}]


def _range(span: Span, lines: Lines) -> _Range:
    return {"start": _position(span.start, lines), "end": _position(span.end, lines)}


def _position(offset: int, lines: Lines) -> dict[str, int]:
    line = lines.number(offset)
    before = lines.text[lines.starts[line] : offset]
    return {"line": line + 1, "column": len(before.encode("utf-8", "surrogatepass")) + 1}
