"""``--fix`` and ``--diff``: what becomes of one file."""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

from ce_lint.files.replace import replace
from ce_lint.files.walk import File, sentence
from ce_lint.lint.check_file import FileOutcome, check_bytes
from ce_lint.lint.context import FileContext
from ce_lint.lint.fix import apply_fixes
from ce_lint.report.diff import render_diff
from ce_lint.violation import Violation


class FixedFile(NamedTuple):
    """What is left of a file's findings, how many were fixed, the difference as lines, and what else is to be said."""

    file_outcome: FileOutcome
    number: int = 0
    diff: tuple[str, ...] = ()
    note: str = ""


class FixRunner:
    """Mends files: what is safe, or with ``unsafe`` everything; with ``only_shows`` nothing is written."""

    def __init__(self, unsafe: bool, only_shows: bool) -> None:
        self.unsafe = unsafe
        self.only_shows = only_shows

    def run(
        self, file: File, data: bytes, file_outcome: FileOutcome, context: FileContext, fail_on: str | None
    ) -> FixedFile:
        """Fix a file that was checked. A file that cannot be written stays as it is, and the note says why."""
        if not any(self._is_fixed(violation) for violation in file_outcome.result.violations):
            return FixedFile(file_outcome)

        def lint(text: bytes) -> Sequence[Violation]:
            return check_bytes(file, text, context, fail_on).result.violations

        fixed = apply_fixes(file.path, data, lint, self.unsafe)
        if not fixed.applied:
            return FixedFile(file_outcome, note=f"{file.path}: not fixed: {fixed.reason}" if fixed.reason else "")
        if self.only_shows:
            return FixedFile(file_outcome, len(fixed.applied), tuple(render_diff(file.path, data, fixed.data)))
        try:
            if _is_changed(file.path, data):
                return FixedFile(file_outcome, note=f"{file.path}: not fixed: it was changed in the meantime")
            replace(file.path, fixed.data)
        except OSError as error:
            return FixedFile(file_outcome, note=f"{file.path}: not fixed: {sentence(error, 'write')}")
        return FixedFile(check_bytes(file, fixed.data, context, fail_on), len(fixed.applied))

    def _is_fixed(self, violation: Violation) -> bool:
        return violation.fix is not None and (self.unsafe or violation.fix.safe)


def _is_changed(path: str, data: bytes) -> bool:
    """Whether a file holds something else by now than what was file_outcome."""
    with open(path, "rb") as now:
        return now.read() != data
