"""``ce-lint check``."""

from __future__ import annotations

from typing import TYPE_CHECKING

import click

from ce_lint.cli.options import (
    color_option,
    complete_path,
    complete_rules,
    format_option,
    override_options,
    parse_overrides,
    report_option,
    split,
)
from ce_lint.cli.run import STDIN, STDIN_FILENAME, CheckOptions, run_check
from ce_lint.report.formats import FORMATS
from ce_lint.violation import SEVERITIES

if TYPE_CHECKING:
    from collections.abc import Mapping

    from ce_lint.cli.fixing import FixRunner


_DEFAULTS = CheckOptions._field_defaults


@click.command()
@click.argument("paths", nargs=-1, metavar="[PATHS]...", shell_complete=complete_path)
@click.option(
    "--stdin-filename",
    metavar="NAME",
    help="Lint standard input, as `-` does, under this name: its suffix decides the format, its folder the "
    f"configuration. Without it, the name is {STDIN_FILENAME}.",
)
@click.option(
    "--select",
    multiple=True,
    metavar="NAMES",
    shell_complete=complete_rules,
    help="Only these rules or families, separated by commas. Enables a rule that is off.",
)
@click.option(
    "--ignore",
    multiple=True,
    metavar="NAMES",
    shell_complete=complete_rules,
    help="Not these rules or families, separated by commas.",
)
@override_options
@click.option("--fail-on", type=click.Choice([*SEVERITIES, "never"]), help="The lowest severity that fails the run.")
@click.option("--exit-zero", is_flag=True, help="Exit with 0 also if there are findings.")
@click.option(
    "--fail-on-empty", is_flag=True, help="Exit with 2 if there is no instance document: a path may be wrong."
)
@format_option(FORMATS, help="The output format; without it text, followed by annotations in a GitHub Actions run.")
@report_option
@click.option("--statistics", is_flag=True, help="Count the findings of each rule, instead of listing them.")
@click.option(
    "--fix",
    is_flag=True,
    help="Apply safe fixes: they never change what is meant. With `-`, write the fixed text to standard output.",
)
@click.option("--unsafe-fixes", is_flag=True, help="With --fix or --diff, apply unsafe fixes too.")
@click.option("--diff", is_flag=True, help="Show what --fix would change without writing; exit 1 if it would.")
@color_option
@click.option("--show-allow", is_flag=True, help="Show the lines that accept each finding with a reason.")
@click.option(
    "-j",
    "--jobs",
    type=click.IntRange(0),
    default=_DEFAULTS["jobs"],
    metavar="N",
    help="Number of processes; 0 for as many as there are cores.",
)
@click.option("-q", "--quiet", is_flag=True, help="One line per finding, without excerpts and summary.")
@click.option("-v", "--verbose", is_flag=True, help="Name the files that were skipped, and why.")
@click.option("--show-files", is_flag=True, help="List the files that would be checked, and check none.")
@click.option("--watch", is_flag=True, help="Check again whenever a file changes, until Ctrl-C.")
def command(
    paths: tuple[str, ...],
    stdin_filename: str | None,
    select: tuple[str, ...],
    ignore: tuple[str, ...],
    fail_on: str | None,
    exit_zero: bool,
    fail_on_empty: bool,
    format_: str | None,
    reports: tuple[tuple[str, str], ...],
    statistics: bool,
    fix: bool,
    unsafe_fixes: bool,
    diff: bool,
    color: str,
    show_allow: bool,
    jobs: int,
    quiet: bool,
    verbose: bool,
    show_files: bool,
    watch: bool,
    **given: object,
) -> int:
    """Lint instance files and folders.

    PATHS are files, folders (without what git ignores) or - for standard input; the default is this folder.

    --fix and --diff never show the value of a secret, and only --unsafe-fixes changes one.

    Exit status: 0 no findings at or above --fail-on, 1 findings, 2 wrong usage or an unreadable file.
    """
    if stdin_filename is not None and STDIN not in paths:
        paths = (*paths, STDIN)
    _reject_combinations(
        {
            "--diff": diff,
            "--fix": fix,
            "--show-files": show_files,
            "--statistics": statistics,
            "--watch": watch,
            "standard input": STDIN in paths,
        }
    )
    if statistics and format_ not in {None, "text", "json"}:
        raise click.UsageError(f"--statistics has the formats text and json, not {format_}")
    options = CheckOptions(
        paths or _DEFAULTS["paths"],
        parse_overrides(split(select), split(ignore), given),
        stdin_filename or STDIN_FILENAME,
        fail_on,
        format_,
        reports,
        color,
        quiet,
        verbose,
        show_allow,
        jobs,
        _create_fix_runner(fix, unsafe_fixes, diff, paths),
        exit_zero,
        fail_on_empty,
        statistics,
    )
    if show_files:
        from ce_lint.cli.show_files import show_files as run_show_files

        return run_show_files(options)
    if watch:
        from ce_lint.cli.watch import watch as run_watch

        run_watch(options)
    return run_check(options)


_EXCLUSIVE = (
    ("--show-files", "--diff"),
    ("--show-files", "--fix"),
    ("--show-files", "--statistics"),
    ("--show-files", "--watch"),
    ("--statistics", "--diff"),
    ("--watch", "standard input"),
)


def _reject_combinations(given: Mapping[str, bool]) -> None:
    """Raise click.UsageError if two options are given that exclude each other."""
    for one, other in _EXCLUSIVE:
        if given[one] and given[other]:
            raise click.UsageError(f"{one} and {other} exclude each other")


def _create_fix_runner(fix: bool, unsafe: bool, diff: bool, paths: tuple[str, ...]) -> FixRunner | None:
    """What fixes the files, if that is asked for. Raises click.UsageError."""
    if not (fix or diff):
        if unsafe:
            raise click.UsageError("--unsafe-fixes needs --fix or --diff")
        return None
    prints = not diff and STDIN in paths
    if prints and {*paths} != {STDIN}:
        raise click.UsageError("with --fix, `-` must be the only path: its fixed text goes to standard output")
    from ce_lint.cli.fixing import FixRunner

    return FixRunner(unsafe, diff, prints)
