"""The JSON report, version 1: its own type, described by ``schemas/report.schema.json``."""

from __future__ import annotations

from typing import TypedDict

from ce_lint.lint.check_file import Result, Summary
from ce_lint.report.base import end, item, member
from ce_lint.violation import Position, Violation

VERSION = 1
_FIGURES = ("files", "documents", "errors", "warnings", "infos", "unreadable", "allowed", "known", "failing")


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
    help: str
    start: JsonPosition
    end: JsonPosition
    route: list[str | int]


class JsonReport:
    """The whole report. Its paths are those that the run was given."""

    separator = ","
    most: int | None = None

    def opening(self) -> str:
        return f'{{{member("version", VERSION)},\n  "violations": ['

    def entries(self, result: Result) -> list[str]:
        return [item(as_json(violation), 2) for violation in result.violations]

    def closing(self, summary: Summary, entries: int) -> str:
        figures = {name: getattr(summary, name) for name in _FIGURES}
        return f"{end(entries, 1)},{member('files', summary.files)},{member('summary', figures)}\n}}\n"


def as_json(violation: Violation) -> JsonViolation:
    """A violation as reports for programs have it."""
    return {
        "path": violation.path,
        "rule": violation.rule,
        "family": violation.family,
        "severity": violation.severity,
        "message": violation.message,
        "help": violation.help,
        "start": _position(violation.start),
        "end": _position(violation.end),
        "route": list(violation.route),
    }


def _position(position: Position) -> JsonPosition:
    return {"line": position.line, "column": position.column}
