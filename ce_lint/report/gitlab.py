"""GitLab Code Quality: https://docs.gitlab.com/ci/testing/code_quality/#code-quality-report-format"""

from __future__ import annotations

from collections.abc import Mapping
from typing import ClassVar

from ce_lint.lint.result import FileResult, Summary
from ce_lint.report.base import Region, Report, end, find_region, item, lines_of, sentences
from ce_lint.report.fingerprint import fingerprints
from ce_lint.report.paths import Places
from ce_lint.violation import Severity, Violation

_SEVERITIES: Mapping[Severity, str] = {"error": "major", "warning": "minor", "info": "info"}


class GitlabReport(Report):
    """A list with an issue for each violation. GitLab keeps the first alone of those with the same fingerprint."""

    separator: ClassVar[str] = ","

    def __init__(self, root: str) -> None:
        self._places = Places(root)

    def opening(self) -> str:
        return "["

    def entries(self, result: FileResult) -> list[str]:
        if not result.violations:
            return []
        path = self._places.path(result.path)
        own = fingerprints(result.violations, path)
        lines = lines_of(result)
        return [
            item(_issue(violation, find_region(violation.span, lines), fingerprint, path), 1)
            for violation, fingerprint in zip(result.violations, own, strict=True)
        ]

    def closing(self, summary: Summary, entries: int) -> str:
        return end(entries, 0) + "\n"


def _issue(violation: Violation, region: Region, fingerprint: str, path: str) -> dict[str, object]:
    is_secret = violation.redact and violation.severity == "error"
    return {
        "description": sentences(violation),
        "check_name": violation.rule,
        "fingerprint": fingerprint,
        "severity": "critical" if is_secret else _SEVERITIES[violation.severity],
        "location": {"path": path, "lines": {"begin": region.start.line, "end": region.end.line}},
    }
