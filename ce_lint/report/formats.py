"""The formats of a report, by name."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from ce_lint.report.base import Report
    from ce_lint.rulebook.rule import Rule

FORMATS: Mapping[str, str] = {
    "text": "for people: place, message, excerpt with a caret, and what to write instead",
    "json": "for programs: version 2 of schemas/report.schema.json",
    "github": "annotations of a GitHub Actions run (workflow commands)",
    "sarif": "SARIF 2.1.0, for GitHub code scanning and other viewers",
    "gitlab": "GitLab Code Quality",
    "junit": "JUnit XML, for Jenkins and most other CI servers",
    "rdjson": "Reviewdog Diagnostic Format, for comments on a change",
    "markdown": "tables for a job summary or a comment",
}


def create_report(name: str, rules: Sequence[Rule], root: str) -> Report:
    """Create the report of a format other than ``text``, whose style the command line knows.

    ``rules`` are all rules of the run; the paths of most reports are relative to ``root``, the repository's folder.
    """
    return _MAKERS[name](rules, root)


def _json(_rules: Sequence[Rule], _root: str) -> Report:
    from ce_lint.report.json import JsonReport

    return JsonReport()


def _github(_rules: Sequence[Rule], root: str) -> Report:
    from ce_lint.report.github import GithubReport

    return GithubReport(root)


def _sarif(rules: Sequence[Rule], root: str) -> Report:
    from ce_lint.report.sarif import SarifReport

    return SarifReport(rules, root)


def _gitlab(_rules: Sequence[Rule], root: str) -> Report:
    from ce_lint.report.gitlab import GitlabReport

    return GitlabReport(root)


def _junit(_rules: Sequence[Rule], root: str) -> Report:
    from ce_lint.report.junit import JunitReport

    return JunitReport(root)


def _rdjson(_rules: Sequence[Rule], root: str) -> Report:
    from ce_lint.report.rdjson import RdjsonReport

    return RdjsonReport(root)


def _markdown(_rules: Sequence[Rule], root: str) -> Report:
    from ce_lint.report.markdown import MarkdownReport

    return MarkdownReport(root)


_MAKERS: Mapping[str, Callable[[Sequence[Rule], str], Report]] = {
    "json": _json,
    "github": _github,
    "sarif": _sarif,
    "gitlab": _gitlab,
    "junit": _junit,
    "rdjson": _rdjson,
    "markdown": _markdown,
}
