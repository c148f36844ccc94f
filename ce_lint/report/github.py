"""Annotations of a GitHub Actions run: workflow commands, one a line.

https://docs.github.com/en/actions/reference/workflows-and-actions/workflow-commands
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import ClassVar

from ce_lint.lint.result import FileResult, Summary
from ce_lint.report.base import CondensedReport, Region, Report, clean, find_region, lines_of, sentences
from ce_lint.report.paths import Places
from ce_lint.report.summary import counted
from ce_lint.util.escape import escape_path
from ce_lint.violation import Severity, Violation

_COMMANDS: Mapping[Severity, str] = {"error": "error", "warning": "warning", "info": "notice"}
_SHOWN = 10
"""How many annotations of each level GitHub shows of a step."""
_DATA = str.maketrans({"%": "%25", "\r": "%0D", "\n": "%0A"})
_PROPERTY = str.maketrans({"%": "%25", "\r": "%0D", "\n": "%0A", ":": "%3A", ",": "%2C"})


class GithubReport(Report):
    """A command for each violation, and a line that counts them."""

    separator: ClassVar[str] = "\n"

    def __init__(self, root: str) -> None:
        self._places = Places(root)

    def entries(self, result: FileResult) -> list[str]:
        if not result.violations:
            return []
        path, lines = escape_path(self._places.path(result.path)), lines_of(result)
        return [_command(violation, find_region(violation.span, lines), path) for violation in result.violations]

    def closing(self, summary: Summary, entries: int) -> str:
        most = max(summary.errors, summary.warnings, summary.infos)
        more = f"; GitHub shows the first {_SHOWN} of each level in a step" if most > _SHOWN else ""
        return f"{chr(10) if entries else ''}{counted(summary)}{more}\n"


class AnnotationReport(CondensedReport):
    """The commands alone, for a run whose output is another report: no more than GitHub shows, the worst first."""

    def __init__(self, root: str) -> None:
        self._github = GithubReport(root)

    def entries(self, result: FileResult) -> list[str]:
        return self._github.entries(result)

    def condense(self, entries: list[str]) -> list[str]:
        levels = [[entry for entry in entries if entry.startswith(f"::{name} ")] for name in _COMMANDS.values()]
        return [entry for level in levels for entry in level[:_SHOWN]]

    def render(self, entries: list[str], summary: Summary) -> str:
        return "".join(f"{entry}\n" for entry in entries)


def _command(violation: Violation, region: Region, path: str) -> str:
    """GitHub refuses an ``endColumn`` before ``col``, and either of them if the lines differ."""
    start, end = region
    properties: dict[str, str | int] = {"file": path, "line": start.line, "endLine": end.line}
    if start.line == end.line:
        properties |= {"col": start.column, "endColumn": end.column}
    properties["title"] = f"ce-lint ({violation.rule})"
    written = ",".join(f"{name}={_property(str(value))}" for name, value in properties.items())
    return f"::{_COMMANDS[violation.severity]} {written}::{sentences(violation, chr(10)).translate(_DATA)}"


def _property(text: str) -> str:
    return clean(text).translate(_PROPERTY)
