"""``--fix`` and ``--diff``: what becomes of one file."""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

from ce_lint.files.replace import replace
from ce_lint.files.walk import File, sentence
from ce_lint.lint.check_file import Judged, judge_bytes
from ce_lint.lint.context import Ground
from ce_lint.lint.fix import fix
from ce_lint.report.diff import render_diff
from ce_lint.violation import Violation


class Mended(NamedTuple):
    """What is left of a file's findings, how many were mended, the difference as lines, and what else is to be said."""

    judged: Judged
    number: int = 0
    diff: tuple[str, ...] = ()
    note: str = ""


class Mender:
    """Mends files: what is safe, or with ``unsafe`` everything; with ``only_shows`` nothing is written."""

    def __init__(self, unsafe: bool, only_shows: bool) -> None:
        self.unsafe = unsafe
        self.only_shows = only_shows

    def mend(self, file: File, data: bytes, judged: Judged, ground: Ground, fail_on: str | None) -> Mended:
        """Mend a file whose content was judged. A file that cannot be written stays as it is, and a note says so."""
        if not any(self._is_mended(violation) for violation in judged.result.violations):
            return Mended(judged)

        def lint(text: bytes) -> Sequence[Violation]:
            return judge_bytes(file, text, ground, fail_on).result.violations

        fixed = fix(file.path, data, lint, self.unsafe)
        if not fixed.mended:
            return Mended(judged, note=f"{file.path}: not mended: {fixed.reason}" if fixed.reason else "")
        if self.only_shows:
            return Mended(judged, len(fixed.mended), tuple(render_diff(file.path, data, fixed.data)))
        try:
            if _is_changed(file.path, data):
                return Mended(judged, note=f"{file.path}: not mended: it was changed in the meantime")
            replace(file.path, fixed.data)
        except OSError as error:
            return Mended(judged, note=f"{file.path}: not mended: {sentence(error, 'write')}")
        return Mended(judge_bytes(file, fixed.data, ground, fail_on), len(fixed.mended))

    def _is_mended(self, violation: Violation) -> bool:
        return violation.mend is not None and (self.unsafe or violation.mend.safe)


def _is_changed(path: str, data: bytes) -> bool:
    """Whether a file holds something else by now than what was judged."""
    with open(path, "rb") as now:
        return now.read() != data
