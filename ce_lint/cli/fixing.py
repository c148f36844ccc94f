"""``--fix`` and ``--diff`` for one file."""

from __future__ import annotations

from collections.abc import Iterator
from typing import NamedTuple

from ce_lint.files.replace import replace_file
from ce_lint.files.walk import File
from ce_lint.lint.check_file import check_bytes
from ce_lint.lint.context import FileContext
from ce_lint.lint.fix import apply_fixes
from ce_lint.lint.result import FileResult
from ce_lint.report.diff import render_diff
from ce_lint.secrets.redaction import MASK
from ce_lint.util.errors import describe_os_error
from ce_lint.violation import Violation

_MASKED = "values that may be secret are masked in the diff: apply it with --fix, not with git apply"


class FixedFile(NamedTuple):
    """The result of checking a file after its fixes, how many were applied, the diff as lines, a note for the user.

    ``data`` is the content after the fixes, if it is not the file that gets it; None if nothing was fixed.
    """

    result: FileResult
    fixed: int = 0
    diff: tuple[str, ...] = ()
    note: str = ""
    data: bytes | None = None


class FixRunner:
    """Fixes files: what is safe, or with ``unsafe`` everything.

    With ``only_diff`` nothing is written; with ``only_print`` the text of standard input is fixed.
    """

    def __init__(self, unsafe: bool, only_diff: bool, only_print: bool = False) -> None:
        self.unsafe = unsafe
        self.only_diff = only_diff
        self.only_print = only_print

    def run(self, file: File, data: bytes, result: FileResult, context: FileContext, fail_on: str | None) -> FixedFile:
        """Fix a file whose content ``data`` was checked. If it cannot be written it stays, and the note says why."""
        if not any(self._is_fixable(violation) for violation in result.violations):
            return FixedFile(result)
        fixed = apply_fixes(data, result, lambda text: check_bytes(file, text, context, fail_on), self.unsafe)
        if not fixed.applied:
            return FixedFile(result, note=f"{file.path}: not fixed: {fixed.reason}" if fixed.reason else "")
        if self.only_diff:
            diff = tuple(_render_diff(file.path, result, fixed.result))
            note = f"{file.path}: {_MASKED}" if any(MASK in line for line in diff) else ""
            return FixedFile(result, len(fixed.applied), diff, note)
        if self.only_print:
            return FixedFile(fixed.result, len(fixed.applied), data=fixed.data)
        try:
            if _is_changed(file.path, data):
                return FixedFile(result, note=f"{file.path}: not fixed: it was changed in the meantime")
            replace_file(file.path, fixed.data)
        except OSError as error:
            return FixedFile(result, note=f"{file.path}: not fixed: {describe_os_error(error)}")
        return FixedFile(fixed.result, len(fixed.applied))

    def _is_fixable(self, violation: Violation) -> bool:
        return violation.fix is not None and (self.unsafe or violation.fix.safe)


def _render_diff(path: str, before: FileResult, after: FileResult) -> Iterator[str]:
    if before.parsed is not None and before.parsed.source and after.parsed is not None and after.parsed.source:
        yield from render_diff(path, before.parsed.source, after.parsed.source)


def _is_changed(path: str, data: bytes) -> bool:
    """Whether a file no longer holds what was checked."""
    with open(path, "rb") as file:
        return file.read() != data
