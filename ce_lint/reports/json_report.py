"""The JSON report, version 1: its own type, described by ``schemas/report.schema.json``."""

from __future__ import annotations

import json
from typing import TypedDict

from ce_lint.run import Result, Summary, summarize
from ce_lint.violation import Position, Violation

VERSION = 1


class JsonPosition(TypedDict):
    """A place: line and column in code points, from 1."""

    line: int
    column: int


class JsonViolation(TypedDict):
    """One finding. ``end`` stands behind the last character; ``route`` leads there from the root of the file."""

    path: str
    rule: str
    family: str
    severity: str
    message: str
    fix: str
    start: JsonPosition
    end: JsonPosition
    route: list[str | int]


class JsonReport(TypedDict):
    """The whole report."""

    version: int
    files: int
    violations: list[JsonViolation]
    summary: dict[str, int]


def render_json(results: list[Result]) -> str:
    """The report as text, one line break at its end."""
    return json.dumps(report(results), indent=2, ensure_ascii=True) + "\n"


def report(results: list[Result]) -> JsonReport:
    """The report as plain data."""
    summary: Summary = summarize(results)
    return {
        "version": VERSION,
        "files": summary.files,
        "violations": [as_json(violation) for result in results for violation in result.violations],
        "summary": summary._asdict(),
    }


def as_json(violation: Violation) -> JsonViolation:
    """A violation as reports for programs have it."""
    return {
        "path": violation.path,
        "rule": violation.rule,
        "family": violation.family,
        "severity": violation.severity,
        "message": violation.message,
        "fix": violation.fix,
        "start": _position(violation.start),
        "end": _position(violation.end),
        "route": list(violation.route),
    }


def _position(position: Position) -> JsonPosition:
    return {"line": position.line, "column": position.column}
