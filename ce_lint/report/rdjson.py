"""Reviewdog Diagnostic Format: https://github.com/reviewdog/reviewdog/tree/master/proto/rdf"""

from __future__ import annotations

from collections.abc import Mapping

from ce_lint.document.lines import Lines
from ce_lint.lint.check_file import Result, Summary
from ce_lint.report.base import end, item, member, sentences
from ce_lint.report.fixes import changes
from ce_lint.report.paths import Places
from ce_lint.violation import Position, Severity, Violation

_SEVERITIES: Mapping[Severity, str] = {"error": "ERROR", "warning": "WARNING", "info": "INFO"}

_Range = dict[str, dict[str, int]]


class RdjsonReport:
    """A diagnostic for each violation. Lines count from 1, and columns from 1 in bytes of UTF-8."""

    separator = ","
    most: int | None = None

    def __init__(self, root: str) -> None:
        self._places = Places(root)

    def opening(self) -> str:
        return f'{{{member("source", {"name": "ce-lint"})},\n  "diagnostics": ['

    def entries(self, result: Result) -> list[str]:
        if not result.violations:
            return []
        path = self._places.path(result.path)
        lines = result.source.lines if result.source is not None else Lines("")
        return [item(_diagnostic(violation, path, lines), 2) for violation in result.violations]

    def closing(self, summary: Summary, entries: int) -> str:
        return end(entries, 1) + "\n}\n"


def _diagnostic(violation: Violation, path: str, lines: Lines) -> dict[str, object]:
    made: dict[str, object] = {
        "message": sentences(violation),
        "location": {"path": path, "range": _range(violation.start, violation.end, lines)},
        "severity": _SEVERITIES[violation.severity],
        "code": {"value": violation.rule},
    }
    suggestions = _suggestions(violation, lines)
    return {**made, "suggestions": suggestions} if suggestions else made


def _suggestions(violation: Violation, lines: Lines) -> list[dict[str, object]]:
    """A change that fixes by itself: several suggestions are offered apart from each other."""
    found = changes(violation, lines)
    if len(found) != 1:
        return []
    return [{"range": _range(found[0].start, found[0].end, lines), "text": found[0].text}]


def _range(start: Position, stop: Position, lines: Lines) -> _Range:
    return {"start": _position(start, lines), "end": _position(stop, lines)}


def _position(position: Position, lines: Lines) -> dict[str, int]:
    if position.line > len(lines.starts):
        return {"line": position.line}
    start = lines.starts[position.line - 1]
    before = lines.text[start : start + position.column - 1]
    return {"line": position.line, "column": len(before.encode("utf-8", "surrogatepass")) + 1}
