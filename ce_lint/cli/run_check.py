"""What ``ce-lint check`` does, once its arguments are read."""

from __future__ import annotations

import os
import sys
from collections.abc import Iterable, Sequence
from typing import TYPE_CHECKING

from ce_lint.cli.exit_status import CLEAN, MISUSE, VIOLATIONS
from ce_lint.cli.file_checker import STDIN, FileChecker, Outcome
from ce_lint.cli.outputs import Outputs, Silent, Terminal, Writer, made, to_stdout
from ce_lint.cli.progress import Progress
from ce_lint.cli.targets import Targets
from ce_lint.files.walk import File, Unreadable, files
from ce_lint.lint.check_file import Result, Summary, failing_count
from ce_lint.lint.context import CliOverrides, Project
from ce_lint.lint.usage import SuppressionUsage
from ce_lint.report.summary import count
from ce_lint.util.processes import cores, in_order
from ce_lint.violation import Violation

if TYPE_CHECKING:
    from ce_lint.cli.fixing import FixRunner
    from ce_lint.report.base import Report

_HOOK = "PRE_COMMIT"
"""What pre-commit and prek set for their hooks."""


class Options:
    """The options of ``check``; the values here are their defaults.

    ``fail_on`` is None for what the configuration says, ``jobs`` 0 for as many processes as there are cores;
    ``reports`` are pairs of a format and a path.
    """

    def __init__(
        self,
        paths: list[str],
        overrides: CliOverrides = CliOverrides(),  # noqa: B008 (it never changes)
        stdin_filename: str = "stdin.json",
        fail_on: str | None = None,
        format_: str = "text",
        reports: Sequence[tuple[str, str]] = (),
        color: str = "auto",
        quiet: bool = False,
        verbose: bool = False,
        show_allow: bool = False,
        jobs: int = 0,
        fix_runner: FixRunner | None = None,
    ) -> None:
        self.paths = paths or ["."]
        self.overrides = overrides
        self.stdin_filename = stdin_filename
        self.fail_on = fail_on
        self.format = format_
        self.reports = reports
        self.color = color
        self.quiet = quiet
        self.verbose = verbose
        self.show_allow = show_allow
        self.jobs = jobs
        self.fix_runner = fix_runner

    @property
    def shows_diff(self) -> bool:
        """Whether the difference is shown that mending would make, instead of a report."""
        return self.fix_runner is not None and self.fix_runner.only_shows


def run_check(options: Options) -> int:
    """Lint, report, and return the exit status. Raises what ``Project`` raises, and OSError for a report's file."""
    targets = Targets([path for _, path in options.reports])
    for path in _named(options):
        targets.spare(path)
    project = Project(options.overrides)
    _validate_selection(project, _named(options)[0])
    reports = list(_reports(options, project))
    checker = FileChecker(
        options.overrides,
        reports,
        options.fail_on,
        options.stdin_filename,
        options.verbose,
        options.fix_runner,
        targets,
    )
    progress = Progress(lambda: sum(1 for _ in _found(options.paths, project)))
    with Outputs([path for _, path in options.reports]) as outs:
        writers = [Writer(report, out) for report, out in zip(reports, outs, strict=True)]
        try:
            summary, usage = _lint(checker, options, writers, progress)
        finally:
            progress.clear()
        left = checker.outcome(
            list(_check_suppressions(usage, checker.project, options, bool(summary.unreadable))), SuppressionUsage()
        )
        _write(left, writers, progress)
        summary = summary.plus(left.summary._replace(files=0))
        for writer in writers:
            writer.close(summary)
    _report_stale(usage, checker.project, _walked(options))
    if options.shows_diff:
        print(f"ce-lint: {count(summary.fixed, 'finding')} would be fixed", file=sys.stderr)
        return MISUSE if summary.unreadable else VIOLATIONS if summary.fixed else CLEAN
    return MISUSE if summary.unreadable else VIOLATIONS if summary.failing else CLEAN


def _lint(
    checker: FileChecker, options: Options, writers: Sequence[Writer], progress: Progress
) -> tuple[Summary, SuppressionUsage]:
    """Lint every file and write its entries; the figures and the books of the run."""
    summary, usage = Summary(), SuppressionUsage()
    for outcome in in_order(checker, _found(options.paths, checker.project), options.jobs or cores()):
        _write(outcome, writers, progress)
        summary = summary.plus(outcome.summary)
        usage.add(outcome.usage)
        progress.add(outcome.summary.files)
    return summary, usage


def _validate_selection(project: Project, path: str) -> None:
    """Say at once what is wrong with the rules that were asked for, also where there is no file to lint."""
    name = os.path.join(path, STDIN) if os.path.isdir(path) else path
    project.context(name).settings.rulebook(name)


def _named(options: Options) -> list[str]:
    """The files that the user named, standard input by the name that it was given."""
    return [options.stdin_filename if path == STDIN else path for path in options.paths]


def _walked(options: Options) -> list[str]:
    """The folders that are linted as a whole."""
    return [os.path.abspath(path) for path in options.paths if os.path.isdir(path)]


def _found(paths: Sequence[str], project: Project) -> Iterable[File | Unreadable]:
    found = files([path for path in paths if path != STDIN], project.includes)
    if _HOOK in os.environ:
        # what a hook names is what git has, and nobody's choice: it is file_outcome as the walk of a folder judges it
        found = (file._replace(named=False) if isinstance(file, File) else file for file in found)
    yield from found
    if STDIN in paths:
        yield File(STDIN, True)


def _reports(options: Options, project: Project) -> Iterable[Report]:
    """The report for standard output, then those for files."""
    names = [name for name, _ in options.reports]
    if options.shows_diff:
        yield Silent()
    elif options.format == "text":
        yield Terminal(options.color, options.quiet, options.show_allow)
    else:
        names.insert(0, options.format)
    if names:
        here = os.path.join(os.getcwd(), STDIN)
        yield from made(names, project.context(here).settings.rules)


def _write(outcome: Outcome, writers: Sequence[Writer], progress: Progress) -> None:
    if outcome.notes or outcome.diff or any(outcome.entries):
        progress.clear()
    for note in outcome.notes:
        print(f"ce-lint: {note}", file=sys.stderr)
    for line in outcome.diff:
        to_stdout(f"{line}\n")
    for writer, entries in zip(writers, outcome.entries, strict=True):
        writer.add(entries)


def _check_suppressions(
    usage: SuppressionUsage, project: Project, options: Options, has_unreadable: bool
) -> Iterable[Result]:
    """What the configurations allow and nobody needed, each told once."""
    is_whole = not (has_unreadable or options.overrides.choice.select or options.overrides.choice.ignore)
    told: set[Violation] = set()
    for config in sorted(usage.configs):
        from ce_lint.lint.allow import find_unused

        settings, entries = project.settings(config)
        for violation in find_unused(usage, settings, entries, _walked(options), is_whole):
            if violation not in told:
                told.add(violation)
                failing = failing_count([violation], options.fail_on or settings.fail_on)
                yield Result(violation.path, violations=(violation,), failing=failing, config=config)


def _report_stale(usage: SuppressionUsage, project: Project, walked: Sequence[str]) -> None:
    """What baselines know and nobody finds any more, also of files that are stale."""
    for path in sorted(usage.baselines):
        from ce_lint.util.paths import shown_path

        number = usage.stale[path] + project.baseline(path).lost(walked)
        findings = "1 known finding is" if number == 1 else f"{number:,} known findings are"
        if number:
            note = f"{shown_path(path)}: {findings} fixed; `ce-lint baseline --prune` removes them from it"
            print(f"ce-lint: {note}", file=sys.stderr)
