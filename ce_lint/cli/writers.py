"""Where reports go: the terminal, or files that are replaced when the run is over."""

from __future__ import annotations

import os
import sys
from collections.abc import Callable, Sequence
from typing import IO, TYPE_CHECKING, Any

from ce_lint.cli.targets import TargetError
from ce_lint.run import Summary

if TYPE_CHECKING:
    from contextlib import ExitStack

    from ce_lint.reports.base import Report

Write = Callable[[str], None]


class Writer:
    """One report on its way out: it never holds more than the entries of a few files."""

    def __init__(self, report: Report, write: Write) -> None:
        self._report = report
        self._write = write
        self._count = 0
        self._write(report.opening())

    def add(self, entries: list[str]) -> None:
        """Write the next entries, as many as the format's readers take."""
        for entry in entries:
            self._count += 1
            if self._report.most is None or self._count <= self._report.most:
                self._write(f"{self._report.separator}{entry}" if self._count > 1 else entry)

    def close(self, summary: Summary) -> None:
        self._write(self._report.closing(summary, self._count))


def to_stdout(text: str) -> None:
    """Write to standard output, what its encoding lacks replaced."""
    if text:
        encoding = sys.stdout.encoding or "utf-8"
        try:
            sys.stdout.write(text)
        except UnicodeEncodeError:
            shown = text.replace("•", "*").replace("…", "...")
            sys.stdout.write(shown.encode(encoding, "replace").decode(encoding))


class Outputs:
    """Where each report of a run is written to: standard output, then files, which are replaced together at the end.

    Entering raises TargetError; leaving on an error leaves every file as it was.
    """

    def __init__(self, paths: Sequence[str]) -> None:
        self._paths = paths
        self._stack: ExitStack | None = None

    def __enter__(self) -> list[Write]:
        if not self._paths:
            return [to_stdout]
        from contextlib import ExitStack

        with ExitStack() as stack:
            outs = [to_stdout, *(to_file(path, stack) for path in self._paths)]
            self._stack = stack.pop_all()
        return outs

    def __exit__(self, *error: Any) -> None:
        if self._stack is not None:
            self._stack.__exit__(*error)


def to_file(path: str, stack: ExitStack) -> Write:
    """Write to a file in UTF-8; it is replaced when the stack is left without an error. Raises TargetError.

    What is there and no file, as ``/dev/stdout``, is written to.
    """
    from ce_lint.sources.replace import replacing

    file: IO[bytes]
    try:
        if os.path.exists(path) and not os.path.isfile(path):
            file = stack.enter_context(open(path, "wb"))  # noqa: SIM115 (the stack closes it)
        else:
            os.makedirs(os.path.dirname(os.path.abspath(path)), exist_ok=True)
            file = stack.enter_context(replacing(path))
    except OSError as error:
        raise TargetError(f"{path}: the report cannot be written: {(error.strerror or 'no reason').lower()}") from None

    def write(text: str) -> None:
        file.write(text.encode("utf-8", "backslashreplace"))

    return write
