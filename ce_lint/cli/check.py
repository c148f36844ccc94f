"""``ce-lint check``."""

from __future__ import annotations

import click

from ce_lint.cli.options import color_option, report_option, split, wish, wish_options
from ce_lint.cli.run_check import Options, run_check
from ce_lint.reports.formats import FORMATS
from ce_lint.violation import SEVERITIES


@click.command(short_help="Lint instance files and folders.")
@click.argument("paths", nargs=-1, metavar="[PATHS]...")
@click.option(
    "--stdin-filename",
    default="stdin.json",
    metavar="NAME",
    help="The name of what `-` reads; its ending decides the format, its folder the configuration.",
)
@click.option(
    "--select",
    multiple=True,
    metavar="NAMES",
    help="Only these rules or families, comma separated. Turns on a rule that is off.",
)
@click.option("--ignore", multiple=True, metavar="NAMES", help="Not these rules or families, comma separated.")
@wish_options
@click.option("--fail-on", type=click.Choice([*SEVERITIES, "never"]), help="The lowest severity that fails the run.")
@click.option(
    "--format", "format_", type=click.Choice([*FORMATS]), default="text", show_default=True, help="How to report."
)
@report_option
@color_option
@click.option("--show-allow", is_flag=True, help="With each finding, the lines that accept it with a reason.")
@click.option(
    "-j",
    "--jobs",
    type=click.IntRange(0),
    default=0,
    metavar="N",
    help="Processes; 0, the default, for as many as there are cores once there are many files.",
)
@click.option("-q", "--quiet", is_flag=True, help="One line for each finding, no excerpt and no summary.")
@click.option("-v", "--verbose", is_flag=True, help="Name the files that were passed over, and why.")
def command(
    paths: tuple[str, ...],
    stdin_filename: str,
    select: tuple[str, ...],
    ignore: tuple[str, ...],
    fail_on: str | None,
    format_: str,
    reports: tuple[tuple[str, str], ...],
    color: str,
    show_allow: bool,
    jobs: int,
    quiet: bool,
    verbose: bool,
    **wished: object,
) -> int:
    """Lint instance files and folders.

    PATHS are files, folders (walked, without what git ignores) or - for standard input; the default is this folder.

    Exit status: 0 nothing at or above --fail-on, 1 findings, 2 misuse or something that could not be read.
    """
    options = Options(
        list(paths),
        wish(split(select), split(ignore), wished),
        stdin_filename,
        fail_on,
        format_,
        reports,
        color,
        quiet,
        verbose,
        show_allow,
        jobs,
    )
    return run_check(options)
