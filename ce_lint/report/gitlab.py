"""GitLab Code Quality: https://docs.gitlab.com/ci/testing/code_quality/#code-quality-report-format"""

from __future__ import annotations

from collections.abc import Mapping

from ce_lint.lint.check_file import Result, Summary
from ce_lint.report.base import end, item, sentences
from ce_lint.report.fingerprint import fingerprints
from ce_lint.report.paths import Places
from ce_lint.violation import Severity, Violation

_SEVERITIES: Mapping[Severity, str] = {"error": "major", "warning": "minor", "info": "info"}


class GitlabReport:
    """A list with an issue for each violation. GitLab keeps the first alone of those with the same fingerprint."""

    separator = ","
    most: int | None = None

    def __init__(self, root: str) -> None:
        self._places = Places(root)

    def opening(self) -> str:
        return "["

    def entries(self, result: Result) -> list[str]:
        if not result.violations:
            return []
        path = self._places.path(result.path)
        own = fingerprints(result.violations, path)
        return [item(_issue(*pair, path), 1) for pair in zip(result.violations, own, strict=True)]

    def closing(self, summary: Summary, entries: int) -> str:
        return end(entries, 0) + "\n"


def _issue(violation: Violation, fingerprint: str, path: str) -> dict[str, object]:
    is_secret = violation.family == "secrets" and violation.severity == "error"
    return {
        "description": sentences(violation),
        "check_name": violation.rule,
        "fingerprint": fingerprint,
        "severity": "critical" if is_secret else _SEVERITIES[violation.severity],
        "location": {"path": path, "lines": {"begin": violation.start.line, "end": violation.end.line}},
    }
