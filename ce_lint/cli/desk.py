"""Where files are linted and the pieces of the reports are made, in this process or in another."""

from __future__ import annotations

import sys
from collections.abc import Sequence
from typing import NamedTuple

from ce_lint.allow.ledger import Ledger
from ce_lint.project import Project, Wish
from ce_lint.reports.base import Report
from ce_lint.run import Judged, Result, Summary, judge_bytes, judge_file, summarize
from ce_lint.sources.walk import File, Trouble

STDIN = "-"


class Outcome(NamedTuple):
    """What came of some files: the figures, the entries for each report, what is said beside the reports, the books."""

    summary: Summary
    entries: list[list[str]]
    notes: list[str]
    ledger: Ledger


class Desk:
    """Lints files, a list at a time. Other processes get a copy of it."""

    def __init__(
        self, wish: Wish, reports: Sequence[Report], fail_on: str | None, stdin_name: str, verbose: bool
    ) -> None:
        self._wish = wish
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
            self._project = Project(self._wish)
        return self._project

    def __call__(self, files: list[File | Trouble]) -> Outcome:
        ledger = Ledger()
        results = []
        for file in files:
            judged = self._judge(file)
            ledger.note(judged.result.config, judged.concerned, judged.used)
            if judged.gone and judged.baseline:
                ledger.gone[judged.baseline] += sum(judged.gone.values())
            results.append(judged.result)
        return self.outcome(results, ledger)

    def _judge(self, file: File | Trouble) -> Judged:
        if file.path != STDIN or not isinstance(file, File):
            return judge_file(file, self.project, self._fail_on)
        named = File(self._stdin_name, True)
        return judge_bytes(named, sys.stdin.buffer.read(), self.project.ground(named.path), self._fail_on)

    def outcome(self, results: list[Result], ledger: Ledger) -> Outcome:
        """The results as reports and the end of the run need them."""
        entries = [[entry for result in results for entry in report.entries(result)] for report in self._reports]
        notes = [note for result in results if (note := self._note(result))]
        return Outcome(summarize(results), entries, notes, ledger)

    def _note(self, result: Result) -> str:
        """What is no finding."""
        if result.trouble:
            return f"{result.path}: {result.trouble}"
        return f"{result.path}: passed over: {result.passed}" if self._verbose and result.passed else ""
