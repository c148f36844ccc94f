"""What ``ce-lint check`` does, once its arguments are read."""

from __future__ import annotations

import os
import sys
from collections.abc import Iterable, Sequence
from typing import TYPE_CHECKING

from ce_lint.cli.exit_status import CLEAN, MISUSE, VIOLATIONS
from ce_lint.cli.file_checker import STDIN, Desk, Outcome
from ce_lint.cli.outputs import Outputs, Silent, Terminal, Writer, made, to_stdout
from ce_lint.cli.progress import Progress
from ce_lint.cli.targets import Targets
from ce_lint.files.walk import File, Trouble, files
from ce_lint.lint.check_file import Result, Summary, failing_count
from ce_lint.lint.context import Project, Wish
from ce_lint.lint.usage import Ledger
from ce_lint.report.summary import count
from ce_lint.util.processes import cores, in_order
from ce_lint.violation import Violation

if TYPE_CHECKING:
    from ce_lint.cli.fixing import Mender
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
        wish: Wish = Wish(),  # noqa: B008 (it never changes)
        stdin_filename: str = "stdin.json",
        fail_on: str | None = None,
        format_: str = "text",
        reports: Sequence[tuple[str, str]] = (),
        color: str = "auto",
        quiet: bool = False,
        verbose: bool = False,
        show_allow: bool = False,
        jobs: int = 0,
        mender: Mender | None = None,
    ) -> None:
        self.paths = paths or ["."]
        self.wish = wish
        self.stdin_filename = stdin_filename
        self.fail_on = fail_on
        self.format = format_
        self.reports = reports
        self.color = color
        self.quiet = quiet
        self.verbose = verbose
        self.show_allow = show_allow
        self.jobs = jobs
        self.mender = mender

    @property
    def shows_diff(self) -> bool:
        """Whether the difference is shown that mending would make, instead of a report."""
        return self.mender is not None and self.mender.only_shows


def run_check(options: Options) -> int:
    """Lint, report, and return the exit status. Raises what ``Project`` raises, and OSError for a report's file."""
    targets = Targets([path for _, path in options.reports])
    for path in _named(options):
        targets.spare(path)
    project = Project(options.wish)
    _judge_choice(project, _named(options)[0])
    reports = list(_reports(options, project))
    desk = Desk(
        options.wish, reports, options.fail_on, options.stdin_filename, options.verbose, options.mender, targets
    )
    progress = Progress(lambda: sum(1 for _ in _found(options.paths, project)))
    with Outputs([path for _, path in options.reports]) as outs:
        writers = [Writer(report, out) for report, out in zip(reports, outs, strict=True)]
        try:
            summary, ledger = _lint(desk, options, writers, progress)
        finally:
            progress.clear()
        left = desk.outcome(list(_left_over(ledger, desk.project, options, bool(summary.unreadable))), Ledger())
        _write(left, writers, progress)
        summary = summary.plus(left.summary._replace(files=0))
        for writer in writers:
            writer.close(summary)
    _tell_gone(ledger, desk.project, _walked(options))
    if options.shows_diff:
        print(f"ce-lint: {count(summary.mended, 'finding')} would be mended", file=sys.stderr)
        return MISUSE if summary.unreadable else VIOLATIONS if summary.mended else CLEAN
    return MISUSE if summary.unreadable else VIOLATIONS if summary.failing else CLEAN


def _lint(desk: Desk, options: Options, writers: Sequence[Writer], progress: Progress) -> tuple[Summary, Ledger]:
    """Lint every file and write its entries; the figures and the books of the run."""
    summary, ledger = Summary(), Ledger()
    for outcome in in_order(desk, _found(options.paths, desk.project), options.jobs or cores()):
        _write(outcome, writers, progress)
        summary = summary.plus(outcome.summary)
        ledger.add(outcome.ledger)
        progress.add(outcome.summary.files)
    return summary, ledger


def _judge_choice(project: Project, path: str) -> None:
    """Say at once what is wrong with the rules that were asked for, also where there is no file to lint."""
    name = os.path.join(path, STDIN) if os.path.isdir(path) else path
    project.ground(name).settings.rulebook(name)


def _named(options: Options) -> list[str]:
    """The files that the user named, standard input by the name that it was given."""
    return [options.stdin_filename if path == STDIN else path for path in options.paths]


def _walked(options: Options) -> list[str]:
    """The folders that are linted as a whole."""
    return [os.path.abspath(path) for path in options.paths if os.path.isdir(path)]


def _found(paths: Sequence[str], project: Project) -> Iterable[File | Trouble]:
    found = files([path for path in paths if path != STDIN], project.includes)
    if _HOOK in os.environ:
        # what a hook names is what git has, and nobody's choice: it is judged as the walk of a folder judges it
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
        yield from made(names, project.ground(here).settings.rules)


def _write(outcome: Outcome, writers: Sequence[Writer], progress: Progress) -> None:
    if outcome.notes or outcome.diff or any(outcome.entries):
        progress.clear()
    for note in outcome.notes:
        print(f"ce-lint: {note}", file=sys.stderr)
    for line in outcome.diff:
        to_stdout(f"{line}\n")
    for writer, entries in zip(writers, outcome.entries, strict=True):
        writer.add(entries)


def _left_over(ledger: Ledger, project: Project, options: Options, has_trouble: bool) -> Iterable[Result]:
    """What the configurations allow and nobody needed, each told once."""
    is_whole = not (has_trouble or options.wish.choice.select or options.wish.choice.ignore)
    told: set[Violation] = set()
    for config in sorted(ledger.configs):
        from ce_lint.lint.allow import faults

        settings, entries = project.settings(config)
        for fault in faults(ledger, settings, entries, _walked(options), is_whole):
            if fault not in told:
                told.add(fault)
                failing = failing_count([fault], options.fail_on or settings.fail_on)
                yield Result(fault.path, violations=(fault,), failing=failing, config=config)


def _tell_gone(ledger: Ledger, project: Project, walked: Sequence[str]) -> None:
    """What baselines know and nobody finds any more, also of files that are gone."""
    for path in sorted(ledger.baselines):
        from ce_lint.util.paths import shown_path

        number = ledger.gone[path] + project.baseline(path).lost(walked)
        findings = "1 known finding is" if number == 1 else f"{number:,} known findings are"
        if number:
            note = f"{shown_path(path)}: {findings} gone; `ce-lint baseline --prune` removes them from it"
            print(f"ce-lint: {note}", file=sys.stderr)
