"""``ce-lint check``."""

from __future__ import annotations

from typing import TYPE_CHECKING

import click

from ce_lint.cli.options import color_option, override_options, parse_overrides, report_option, split
from ce_lint.cli.run import STDIN, CheckOptions, run_check
from ce_lint.report.formats import FORMATS
from ce_lint.violation import SEVERITIES

if TYPE_CHECKING:
    from ce_lint.cli.fixing import FixRunner


_DEFAULTS = CheckOptions._field_defaults


@click.command()
@click.argument("paths", nargs=-1, metavar="[PATHS]...")
@click.option(
    "--stdin-filename",
    default=_DEFAULTS["stdin_filename"],
    metavar="NAME",
    help="The name of standard input (`-`): its suffix decides the format, its folder the configuration.",
)
@click.option(
    "--select",
    multiple=True,
    metavar="NAMES",
    help="Only these rules or families, separated by commas. Enables a rule that is off.",
)
@click.option("--ignore", multiple=True, metavar="NAMES", help="Not these rules or families, separated by commas.")
@override_options
@click.option("--fail-on", type=click.Choice([*SEVERITIES, "never"]), help="The lowest severity that fails the run.")
@click.option(
    "--format",
    "format_",
    type=click.Choice([*FORMATS]),
    default=_DEFAULTS["format"],
    show_default=True,
    help="The output format.",
)
@report_option
@click.option("--fix", is_flag=True, help="Apply safe fixes: they never change what is meant.")
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
def command(
    paths: tuple[str, ...],
    stdin_filename: str,
    select: tuple[str, ...],
    ignore: tuple[str, ...],
    fail_on: str | None,
    format_: str,
    reports: tuple[tuple[str, str], ...],
    fix: bool,
    unsafe_fixes: bool,
    diff: bool,
    color: str,
    show_allow: bool,
    jobs: int,
    quiet: bool,
    verbose: bool,
    **given: object,
) -> int:
    """Lint instance files and folders.

    PATHS are files, folders (without what git ignores) or - for standard input; the default is this folder.

    --fix and --diff never show the value of a secret, and only --unsafe-fixes changes one.

    Exit status: 0 no findings at or above --fail-on, 1 findings, 2 wrong usage or an unreadable file.
    """
    options = CheckOptions(
        paths or _DEFAULTS["paths"],
        parse_overrides(split(select), split(ignore), given),
        stdin_filename,
        fail_on,
        format_,
        reports,
        color,
        quiet,
        verbose,
        show_allow,
        jobs,
        _fix_runner(fix, unsafe_fixes, diff, paths),
    )
    return run_check(options)


def _fix_runner(fix: bool, unsafe: bool, diff: bool, paths: tuple[str, ...]) -> FixRunner | None:
    """What fixes the files, if that is asked for. Raises click.UsageError."""
    if not (fix or diff):
        if unsafe:
            raise click.UsageError("--unsafe-fixes needs --fix or --diff")
        return None
    if fix and not diff and STDIN in paths:
        raise click.UsageError("standard input cannot be fixed in place: name a file, or use --diff")
    from ce_lint.cli.fixing import FixRunner

    return FixRunner(unsafe, diff)
