"""The reports that a run writes."""

from __future__ import annotations

import os
import sys
from collections.abc import Callable, Iterator, Sequence
from typing import IO, TYPE_CHECKING, Any

from ce_lint.lint.result import FileResult, Summary
from ce_lint.report.base import CondensedReport, Report
from ce_lint.report.summary import last_lines, plain
from ce_lint.util.errors import UserError, describe_os_error

if TYPE_CHECKING:
    from contextlib import ExitStack

    from ce_lint.report.text import TextReport
    from ce_lint.rulebook.rule import Rule


class TargetError(UserError):
    """A file that no report can be written to."""


class TerminalReport(Report):
    """The text report for this terminal. It is created when there is something to show."""

    def __init__(
        self, color: str = "auto", brief: bool = False, show_allow: bool = False, is_on_stderr: bool = False
    ) -> None:
        self._color = color
        self._brief = brief
        self._show_allow = show_allow
        self._is_on_stderr = is_on_stderr
        self._report: TextReport | None = None

    def entries(self, result: FileResult) -> list[str]:
        return self._text().entries(result) if result.violations else []

    def closing(self, summary: Summary, entries: int) -> str:
        return last_lines(summary, self._brief, self._text().style.paint if entries else plain)

    def _text(self) -> TextReport:
        if self._report is None:
            from ce_lint.cli import terminal
            from ce_lint.report.text import TextReport

            self._report = TextReport(terminal.style(self._color, self._brief, self._is_on_stderr), self._show_allow)
        return self._report


def create_reports(names: Sequence[str], rules: Sequence[Rule]) -> Iterator[Report]:
    """The reports of these formats. Raises what reading the rules raises."""
    for name in names:
        if name == "text":
            from ce_lint.report.text import TextReport

            yield TextReport()
        else:
            from ce_lint.report.formats import create_report

            yield create_report(name, rules, find_root())


def find_root() -> str:
    """The folder that reports name files from: that of the repository, or else the working directory."""
    from ce_lint.files.gitignore import find_repository

    return find_repository(os.getcwd()) or os.getcwd()


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
        """Write the end."""
        self._write(self._report.closing(summary, self._count))


class CondensedWriter:
    """A report that is written when the run is over. It holds the entries that the report keeps."""

    def __init__(self, report: CondensedReport, write: Write) -> None:
        self._report = report
        self._write = write
        self._entries: list[str] = []

    def add(self, entries: list[str]) -> None:
        """Take the next entries."""
        if entries:
            self._entries = self._report.condense([*self._entries, *entries])

    def close(self, summary: Summary) -> None:
        """Write the report."""
        self._write(self._report.render(self._entries, summary))


def create_writer(report: Report, write: Write) -> Writer | CondensedWriter:
    """What writes the entries of a report."""
    return CondensedWriter(report, write) if isinstance(report, CondensedReport) else Writer(report, write)


def to_stdout(text: str) -> None:
    """Write to standard output, what its encoding lacks replaced."""
    if text:
        encoding = sys.stdout.encoding or "utf-8"
        try:
            sys.stdout.write(text)
        except UnicodeEncodeError:
            shown = text.replace("•", "*").replace("…", "...")
            sys.stdout.write(shown.encode(encoding, "replace").decode(encoding))


def to_stderr(text: str) -> None:
    """Write to standard error, whose encoding replaces what it lacks."""
    sys.stderr.write(text)


def write_bytes(data: bytes) -> None:
    """Write to standard output, as they are."""
    sys.stdout.flush()
    sys.stdout.buffer.write(data)
    sys.stdout.buffer.flush()


class Outputs:
    """The targets of a run's reports: streams, then files, which are replaced together at the end.

    Entering raises TargetError; leaving on an error leaves every file as it was.
    """

    def __init__(self, streams: Sequence[Write], paths: Sequence[str]) -> None:
        self._streams = streams
        self._paths = paths
        self._stack: ExitStack | None = None

    def __enter__(self) -> list[Write]:
        if not self._paths:
            return [*self._streams]
        from contextlib import ExitStack

        with ExitStack() as stack:
            outs = [*self._streams, *(to_file(path, stack) for path in self._paths)]
            self._stack = stack.pop_all()
        return outs

    def __exit__(self, *error: Any) -> None:
        if self._stack is not None:
            self._stack.__exit__(*error)


def to_file(path: str, stack: ExitStack) -> Write:
    """Write to a file in UTF-8; it is replaced when the stack is left without an error. Raises TargetError.

    A path such as ``/dev/stdout`` that is not a regular file is opened and written to.
    """
    from ce_lint.files.replace import open_replacement

    file: IO[bytes]
    try:
        if os.path.exists(path) and not os.path.isfile(path):
            file = stack.enter_context(open(path, "wb"))  # noqa: SIM115 (the stack closes it)
        else:
            os.makedirs(os.path.dirname(os.path.abspath(path)), exist_ok=True)
            file = stack.enter_context(open_replacement(path))
    except OSError as error:
        raise TargetError(f"{path}: the report cannot be written: {describe_os_error(error)}") from None

    def write(text: str) -> None:
        file.write(text.encode("utf-8", "backslashreplace"))

    return write


def validate_targets(paths: Sequence[str]) -> None:
    """Raise TargetError if a report cannot be written to a path, or two would be written to one file."""
    met: set[str] = set()
    for path in paths:
        place = os.path.realpath(path)
        if place in met:
            raise TargetError(f"{path}: two reports cannot be written to one file")
        if os.path.isdir(place):
            raise TargetError(f"{path}: a report is written to a file, and this is a folder")
        met.add(place)


def reject_input(path: str, targets: Sequence[str]) -> None:
    """Refuse to write a report over a file that is linted. Raises TargetError."""
    if (own := _identify(path)) is not None and own in map(_identify, map(os.path.realpath, targets)):
        raise TargetError(f"{path}: a report cannot be written over a file that is linted")


def _identify(path: str) -> tuple[int, int] | None:
    """What two names of one file have in common."""
    try:
        found = os.stat(path)
    except (OSError, ValueError):
        return None
    return found.st_dev, found.st_ino
