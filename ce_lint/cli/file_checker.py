"""Where files are linted and the pieces of the reports are made, in this process or in another."""

from __future__ import annotations

import sys
from collections.abc import Sequence
from typing import TYPE_CHECKING, NamedTuple

from ce_lint.cli.targets import Targets
from ce_lint.files.walk import File, Unreadable
from ce_lint.lint.check_file import FileOutcome, Result, Summary, check_bytes, content_of, summarize
from ce_lint.lint.context import CliOverrides, Project
from ce_lint.lint.usage import SuppressionUsage

if TYPE_CHECKING:
    from ce_lint.cli.fixing import FixedFile, FixRunner
    from ce_lint.report.base import Report

STDIN = "-"


class Outcome(NamedTuple):
    """What came of some files: the figures, the entries for each report, what is said beside the reports, the books."""

    summary: Summary
    entries: list[list[str]]
    notes: list[str]
    usage: SuppressionUsage
    diff: Sequence[str] = ()


class FileChecker:
    """Lints files, a list at a time. Other processes get a copy of it."""

    def __init__(
        self,
        overrides: CliOverrides,
        reports: Sequence[Report],
        fail_on: str | None = None,
        stdin_name: str = "stdin.json",
        verbose: bool = False,
        fix_runner: FixRunner | None = None,
        targets: Targets = Targets(),  # noqa: B008 (it never changes)
    ) -> None:
        self._overrides = overrides
        self._targets = targets
        self._fix_runner = fix_runner
        self._reports = reports
        self._fail_on = fail_on
        self._stdin_name = stdin_name
        self._verbose = verbose
        self._project: Project | None = None

    def __getstate__(self) -> dict[str, object]:
        return {**self.__dict__, "_project": None}

    @property
    def project(self) -> Project:
        if self._project is None:
            self._project = Project(self._overrides)
        return self._project

    def __call__(self, files: list[File | Unreadable]) -> Outcome:
        usage = SuppressionUsage()
        results = []
        fixed: list[FixedFile] = []
        for file in files:
            file_outcome = self._check(file, fixed)
            if file_outcome.result.config is not None:
                usage.note(
                    file_outcome.result.config, file_outcome.applicable, file_outcome.used, file_outcome.uncertain
                )
            if file_outcome.baseline is not None:
                usage.note_baseline(file_outcome.baseline, sum(file_outcome.stale.values()))
            results.append(file_outcome.result)
        outcome = self.outcome(results, usage)
        notes = [one.note for one in fixed if one.note]
        diff = [line for one in fixed for line in one.diff]
        summary = outcome.summary._replace(fixed=sum(one.number for one in fixed))
        return outcome._replace(summary=summary, notes=[*notes, *outcome.notes], diff=diff)

    def _check(self, file: File | Unreadable, fixed: list[FixedFile]) -> FileOutcome:
        """What comes of a file, which is fixed first where that is wanted."""
        if isinstance(file, File) and file.path == STDIN:
            data: bytes | FileOutcome = sys.stdin.buffer.read()
            file = File(self._stdin_name, True)
        else:
            data = content_of(file, self.project)
        if isinstance(data, FileOutcome) or isinstance(file, Unreadable):
            return data if isinstance(data, FileOutcome) else FileOutcome(Result(file.path))
        context = self.project.context(file.path)
        file_outcome = check_bytes(file, data, context, self._fail_on)
        if file_outcome.result.documents:
            self._targets.spare(file.path)
        if self._fix_runner is None:
            return file_outcome
        fixed.append(self._fix_runner.run(file, data, file_outcome, context, self._fail_on))
        return fixed[-1].file_outcome

    def outcome(self, results: list[Result], usage: SuppressionUsage) -> Outcome:
        """The results as reports and the end of the run need them."""
        entries = [[entry for result in results for entry in report.entries(result)] for report in self._reports]
        notes = [note for result in results if (note := self._note(result))]
        return Outcome(summarize(results), entries, notes, usage)

    def _note(self, result: Result) -> str:
        """What is no finding."""
        if result.read_error:
            return f"{result.path}: {result.read_error}"
        return f"{result.path}: passed over: {result.skip_reason}" if self._verbose and result.skip_reason else ""
