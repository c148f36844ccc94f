"""Where reports go: the terminal, or files that are replaced when the run is over."""

from __future__ import annotations

import os
import sys
from collections.abc import Callable
from contextlib import ExitStack
from typing import IO

from ce_lint.cli.targets import TargetError
from ce_lint.reports.base import Report
from ce_lint.run import Summary

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
