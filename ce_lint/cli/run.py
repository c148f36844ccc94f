"""What ``ce-lint check`` does once its arguments are parsed."""

from __future__ import annotations

import os
import sys
from collections.abc import Iterable, Iterator, Sequence
from typing import TYPE_CHECKING, NamedTuple

from ce_lint.cli.exit_status import CLEAN, MISUSE, VIOLATIONS
from ce_lint.cli.notes import name_first, print_note
from ce_lint.cli.outputs import (
    CondensedWriter,
    Outputs,
    TerminalReport,
    Writer,
    create_reports,
    create_writer,
    find_root,
    reject_input,
    to_stderr,
    to_stdout,
    validate_targets,
    write_bytes,
)
from ce_lint.cli.progress import Progress
from ce_lint.files.walk import File, Unreadable, find_files
from ce_lint.lint.check_file import check_bytes, read_content
from ce_lint.lint.context import CliOverrides, Project
from ce_lint.lint.result import FileResult, Summary, Tally, count_failing
from ce_lint.lint.usage import SuppressionUsage
from ce_lint.report.base import Report
from ce_lint.report.summary import count
from ce_lint.util.processes import count_cores, map_in_order

if TYPE_CHECKING:
    from ce_lint.cli.fixing import FixRunner

STDIN = "-"
STDIN_FILENAME = "stdin.json"
"""The name of standard input where none is given."""
_HOOK = "PRE_COMMIT"
"""What pre-commit and prek set for their hooks."""


class CheckOptions(NamedTuple):
    """The options of ``check`` with their defaults.

    ``fail_on`` is None for what the configuration says, ``jobs`` 0 for as many processes as there are cores;
    ``reports`` are pairs of a format and a path. ``format`` is None for text, and annotations in a GitHub Actions run.
    """

    paths: Sequence[str] = (".",)
    overrides: CliOverrides = CliOverrides()
    stdin_filename: str = STDIN_FILENAME
    fail_on: str | None = None
    format: str | None = None
    reports: Sequence[tuple[str, str]] = ()
    color: str = "auto"
    quiet: bool = False
    verbose: bool = False
    show_allow: bool = False
    jobs: int = 0
    fix_runner: FixRunner | None = None
    exit_zero: bool = False
    fail_on_empty: bool = False
    statistics: bool = False

    @property
    def prints_fixed(self) -> bool:
        """Whether standard output gets the fixed text of standard input; the report goes to standard error."""
        return self.fix_runner is not None and self.fix_runner.only_print

    @property
    def annotates(self) -> bool:
        """Whether annotations follow the text report: in a GitHub Actions run, unless a format was asked for."""
        is_other = self.format is not None or self.statistics or self.shows_diff or self.prints_fixed
        return os.environ.get("GITHUB_ACTIONS") == "true" and not is_other

    @property
    def shows_diff(self) -> bool:
        """Whether to show what would be fixed as a diff, instead of a report."""
        return self.fix_runner is not None and self.fix_runner.only_diff

    @property
    def names(self) -> list[str]:
        """The paths that the user named, standard input by the name that it was given."""
        return [self.stdin_filename if path == STDIN else path for path in self.paths]

    @property
    def folders(self) -> list[str]:
        """The absolute paths of the folders that are linted as a whole."""
        return [os.path.abspath(path) for path in self.paths if os.path.isdir(path)]


class Chunk:
    """What came of some files: figures, the entries of each report, a diff, notes for standard error, suppressions.

    ``printed`` is the fixed text of standard input.
    """

    def __init__(self, reports: int) -> None:
        self.tally = Tally()
        self.fixed = 0
        self.entries: list[list[str]] = [[] for _ in range(reports)]
        self.diff: list[str] = []
        self.printed: bytes | None = None
        self.notes: list[str] = []
        self.usage = SuppressionUsage()

    @property
    def summary(self) -> Summary:
        """The figures of these files."""
        return self.tally.summary()._replace(fixed=self.fixed)


class FileChecker:
    """Checks files, a list at a time, and makes the entries of the reports. Other processes get a copy of it."""

    def __init__(self, options: CheckOptions, reports: Sequence[Report], project: Project) -> None:
        self._options = options
        self._reports = reports
        self.project = project

    def __call__(self, files: list[File | Unreadable]) -> Chunk:
        chunk = Chunk(len(self._reports))
        for file in files:  # a result is dropped once its entries are made: it holds the parsed file
            self.add(self._check(file, chunk), chunk)
        return chunk

    def add(self, result: FileResult, chunk: Chunk) -> None:
        """Add the entries and figures of a result to a chunk."""
        chunk.tally.add(result)
        if result.config is not None or result.suppressions.baseline is not None:
            chunk.usage.note(result.config, result.suppressions)
        for written, report in zip(chunk.entries, self._reports, strict=True):
            written.extend(report.entries(result))
        if result.read_error:
            chunk.notes.append(f"{result.path}: {result.read_error}")
        elif self._options.verbose and result.skip_reason:
            chunk.notes.append(f"{result.path}: skipped: {result.skip_reason}")

    def _check(self, file: File | Unreadable, chunk: Chunk) -> FileResult:
        """Check a file, and fix it first if that is asked for."""
        options = self._options
        if isinstance(file, File) and file.path == STDIN:
            data: bytes | FileResult = sys.stdin.buffer.read()
            file = File(options.stdin_filename, True)
        else:
            data = read_content(file, self.project)
        if isinstance(data, FileResult):
            return data
        if options.prints_fixed:
            chunk.printed = data
        named = file if isinstance(file, File) else File(file.path, True)
        context = self.project.context(named.path)
        result = check_bytes(named, data, context, options.fail_on)
        if result.documents and options.reports:
            reject_input(named.path, [path for _, path in options.reports])
        if options.fix_runner is None or not result.violations:
            return result
        fixed = options.fix_runner.run(named, data, result, context, options.fail_on)
        chunk.fixed += fixed.fixed
        chunk.notes += [fixed.note] if fixed.note else []
        chunk.diff += fixed.diff
        chunk.printed = chunk.printed if fixed.data is None else fixed.data
        return fixed.result


def run_check(options: CheckOptions) -> int:
    """Lint, report, and return the exit status. Raises what ``Project`` raises, and OSError for a report's file."""
    targets = [path for _, path in options.reports]
    validate_targets(targets)
    for path in options.names if targets else ():
        reject_input(path, targets)
    project = Project(options.overrides)
    validate_selection(project, options.names[0])
    reports = list(_create_reports(options, project))
    checker = FileChecker(options, reports, project)
    progress = Progress(lambda: sum(1 for _ in find_run_files(options.paths, project)))
    streams = [to_stderr if options.prints_fixed else to_stdout] * (len(reports) - len(targets))
    with Outputs(streams, targets) as outs:
        writers = [create_writer(report, out) for report, out in zip(reports, outs, strict=True)]
        try:
            summary, usage = _check_all(checker, options, writers, progress)
        finally:
            progress.clear()
        rest = Chunk(len(reports))
        for result in _check_suppressions(usage, project, options, bool(summary.unreadable)):
            checker.add(result, rest)
        _write(rest, writers, progress)
        summary = summary.plus(rest.summary._replace(files=0))
        for writer in writers:
            writer.close(summary)
    _report_stale(usage, project, options.folders)
    if options.shows_diff:
        print_note(f"{count(summary.fixed, 'finding')} would be fixed")
    is_empty = report_emptiness(summary, options)
    if summary.unreadable or (is_empty and options.fail_on_empty):
        return MISUSE
    has_failed = summary.fixed if options.shows_diff else summary.failing
    return VIOLATIONS if has_failed and not options.exit_zero else CLEAN


def _check_all(
    checker: FileChecker, options: CheckOptions, writers: Sequence[Writer | CondensedWriter], progress: Progress
) -> tuple[Summary, SuppressionUsage]:
    """Check every file and write its entries. Returns the figures and the suppressions of the run."""
    summary, usage = Summary(), SuppressionUsage()
    for chunk in map_in_order(checker, find_run_files(options.paths, checker.project), options.jobs or count_cores()):
        _write(chunk, writers, progress)
        figures = chunk.summary
        summary = summary.plus(figures)
        usage.add(chunk.usage)
        progress.add(figures.files)
    return summary, usage


def validate_selection(project: Project, path: str) -> None:
    """Report unknown rules at once, also if there is no file to lint."""
    name = os.path.join(path, STDIN) if os.path.isdir(path) else path
    project.context(name).settings.rulebook(name)


def find_run_files(paths: Sequence[str], project: Project) -> Iterator[File | Unreadable]:
    """The files of a run, standard input (the file ``-``) last."""
    found: Iterable[File | Unreadable] = find_files([path for path in paths if path != STDIN], project.includes)
    if _HOOK in os.environ:
        # a hook names the files that git has, no user chose them: they are checked as those of a folder are
        found = (file._replace(is_named=False) if isinstance(file, File) else file for file in found)
    yield from found
    if STDIN in paths:
        yield File(STDIN, True)


def _create_reports(options: CheckOptions, project: Project) -> Iterator[Report]:
    """The reports for standard output, then those for files."""
    names = [name for name, _ in options.reports]
    if options.shows_diff:
        yield Report()
    elif options.statistics:
        yield _create_statistics(options)
    elif options.format in {None, "text"}:
        yield TerminalReport(options.color, options.quiet, options.show_allow, options.prints_fixed)
    else:
        names.insert(0, str(options.format))
    if options.annotates:
        from ce_lint.report.github import AnnotationReport

        yield AnnotationReport(find_root())
    if names:
        here = os.path.join(os.getcwd(), STDIN)
        yield from create_reports(names, project.context(here).settings.rules)


def _create_statistics(options: CheckOptions) -> Report:
    from ce_lint.report.statistics import JsonStatistics, TextStatistics

    if options.format == "json":
        return JsonStatistics()
    from ce_lint.cli.terminal import style

    return TextStatistics(style(options.color).paint, options.quiet)


def report_emptiness(summary: Summary, options: CheckOptions) -> bool:
    """Print a note if nothing was checked, which usually means a wrong path. Returns whether nothing was.

    Without a file there is always a note; files without an instance document are only noted with ``--fail-on-empty``.
    """
    if summary.documents or summary.unreadable:
        return False
    if not summary.files:
        paths = name_first([f"`{path}`" for path in options.names])
        print_note(f"nothing was checked: there are no JSON or YAML files in {paths}")
    elif options.fail_on_empty:
        files = count(summary.files, "file")
        print_note(f"no instance document was found in {files}; `-v` shows why each file was skipped")
    return True


def _write(chunk: Chunk, writers: Sequence[Writer | CondensedWriter], progress: Progress) -> None:
    if chunk.notes or chunk.diff or any(chunk.entries):
        progress.clear()
    for note in chunk.notes:
        print_note(note)
    if chunk.printed is not None:
        write_bytes(chunk.printed)
    for line in chunk.diff:
        to_stdout(f"{line}\n")
    for writer, entries in zip(writers, chunk.entries, strict=True):
        writer.add(entries)


def _check_suppressions(
    usage: SuppressionUsage, project: Project, options: CheckOptions, has_unreadable: bool
) -> Iterator[FileResult]:
    """The ``allow`` entries of configurations that are expired or unused, each reported once."""
    is_whole = not (has_unreadable or options.overrides.choice.select or options.overrides.choice.ignore)
    reported: set[tuple[object, ...]] = set()
    for config in sorted(usage.configs):
        from ce_lint.lint.allow import find_unused

        settings, entries = project.settings(config)
        for result in find_unused(usage, settings, entries, options.folders, is_whole):
            if result.violations not in reported:
                reported.add(result.violations)
                failing = count_failing(result.violations, options.fail_on or settings.fail_on)
                yield result._replace(failing=failing, config=config)


def _report_stale(usage: SuppressionUsage, project: Project, folders: Sequence[str]) -> None:
    """Print how many entries of each baseline are fixed, also those of files that are gone."""
    for path in sorted(usage.baselines):
        from ce_lint.util.paths import display_path

        number = usage.stale[path] + project.baseline(path).lost(folders)
        if number:
            findings = "1 known finding is" if number == 1 else f"{number:,} known findings are"
            print_note(f"{display_path(path)}: {findings} fixed; `ce-lint baseline --prune` removes them from it")
