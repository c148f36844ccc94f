"""The JSON report, version 2: its own type, described by ``schemas/report.schema.json``."""

from __future__ import annotations

from typing import ClassVar, Literal, TypedDict

from ce_lint.document.lines import Lines
from ce_lint.document.nodes import Span
from ce_lint.lint.result import FileResult, Summary
from ce_lint.report.base import Report, end, find_region, item, lines_of, member
from ce_lint.report.fixes import list_replacements
from ce_lint.violation import Violation

VERSION = 2
_FIGURES = ("files", "documents", "errors", "warnings", "infos", "unreadable", "allowed", "known", "failing", "fixable")


class JsonPosition(TypedDict):
    """A place: line and column in code points, from 1."""

    line: int
    column: int


class JsonRegion(TypedDict):
    """A part of a file; ``end`` is the position after the last character."""

    start: JsonPosition
    end: JsonPosition


class JsonRelated(JsonRegion):
    """Another place that belongs to a violation."""

    message: str


class JsonEdit(JsonRegion):
    """A part of the file, and the text to write in its place."""

    text: str


class JsonFix(TypedDict):
    """What fixes a violation. ``edits`` is null if the edits would repeat text of the document, or touch a secret."""

    safety: Literal["safe", "unsafe"]
    edits: list[JsonEdit] | None


class JsonViolation(JsonRegion):
    """One violation. ``route`` leads to its value from the root of the file."""

    path: str
    rule: str
    family: str
    severity: str
    message: str
    help: str
    route: list[str | int]
    related: list[JsonRelated]
    fix: JsonFix | None


class JsonReport(Report):
    """The whole report. Its paths are those that the run was given."""

    separator: ClassVar[str] = ","

    def opening(self) -> str:
        return f'{{{member("version", VERSION)},\n  "violations": ['

    def entries(self, result: FileResult) -> list[str]:
        lines = lines_of(result)
        return [item(as_json(violation, lines), 2) for violation in result.violations]

    def closing(self, summary: Summary, entries: int) -> str:
        return f"{end(entries, 1)},{summarize_as_json(summary)}\n}}\n"


def summarize_as_json(summary: Summary) -> str:
    """The members that every report of ``check`` for programs ends with."""
    figures = {name: getattr(summary, name) for name in _FIGURES}
    return f"{member('files', summary.files)},{member('summary', figures)}"


def as_json(violation: Violation, lines: Lines) -> JsonViolation:
    """A violation as reports for programs have it; ``lines`` are those of its file's text."""
    return {
        "path": violation.path,
        "rule": violation.rule,
        "family": violation.family,
        "severity": violation.severity,
        "message": violation.message,
        "help": violation.help,
        **_region(violation.span, lines),
        "route": list(violation.route),
        "related": [{"message": one.message, **_region(one.span, lines)} for one in violation.related],
        "fix": _fix(violation, lines),
    }


def _fix(violation: Violation, lines: Lines) -> JsonFix | None:
    if violation.fix is None:
        return None
    edits: list[JsonEdit] = [{**_region(span, lines), "text": text} for span, text in list_replacements(violation)]
    return {"safety": "safe" if violation.fix.safe else "unsafe", "edits": edits or None}


def _region(span: Span, lines: Lines) -> JsonRegion:
    start, stop = find_region(span, lines)
    return {
        "start": {"line": start.line, "column": start.column},
        "end": {"line": stop.line, "column": stop.column},
    }
