"""Where files are linted and the pieces of the reports are made, in this process or in another."""

from __future__ import annotations

import sys
from collections.abc import Sequence
from typing import TYPE_CHECKING, NamedTuple

from ce_lint.cli.targets import Targets
from ce_lint.files.walk import File, Trouble
from ce_lint.lint.check_file import Judged, Result, Summary, content_of, judge_bytes, summarize
from ce_lint.lint.context import Project, Wish
from ce_lint.lint.usage import Ledger

if TYPE_CHECKING:
    from ce_lint.cli.fixing import Mended, Mender
    from ce_lint.report.base import Report

STDIN = "-"


class Outcome(NamedTuple):
    """What came of some files: the figures, the entries for each report, what is said beside the reports, the books."""

    summary: Summary
    entries: list[list[str]]
    notes: list[str]
    ledger: Ledger
    diff: Sequence[str] = ()


class Desk:
    """Lints files, a list at a time. Other processes get a copy of it."""

    def __init__(
        self,
        wish: Wish,
        reports: Sequence[Report],
        fail_on: str | None = None,
        stdin_name: str = "stdin.json",
        verbose: bool = False,
        mender: Mender | None = None,
        targets: Targets = Targets(),  # noqa: B008 (it never changes)
    ) -> None:
        self._wish = wish
        self._targets = targets
        self._mender = mender
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
        mended: list[Mended] = []
        for file in files:
            judged = self._judge(file, mended)
            if judged.result.config is not None:
                ledger.note(judged.result.config, judged.concerned, judged.used, judged.doubtful)
            if judged.baseline is not None:
                ledger.note_baseline(judged.baseline, sum(judged.gone.values()))
            results.append(judged.result)
        outcome = self.outcome(results, ledger)
        notes = [one.note for one in mended if one.note]
        diff = [line for one in mended for line in one.diff]
        summary = outcome.summary._replace(mended=sum(one.number for one in mended))
        return outcome._replace(summary=summary, notes=[*notes, *outcome.notes], diff=diff)

    def _judge(self, file: File | Trouble, mended: list[Mended]) -> Judged:
        """What comes of a file, which is mended first where that is wanted."""
        if isinstance(file, File) and file.path == STDIN:
            data: bytes | Judged = sys.stdin.buffer.read()
            file = File(self._stdin_name, True)
        else:
            data = content_of(file, self.project)
        if isinstance(data, Judged) or isinstance(file, Trouble):
            return data if isinstance(data, Judged) else Judged(Result(file.path))
        ground = self.project.ground(file.path)
        judged = judge_bytes(file, data, ground, self._fail_on)
        if judged.result.documents:
            self._targets.spare(file.path)
        if self._mender is None:
            return judged
        mended.append(self._mender.mend(file, data, judged, ground, self._fail_on))
        return mended[-1].judged

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
