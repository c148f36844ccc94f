"""``ce-lint check``."""

from __future__ import annotations

import click

from ce_lint.cli.options import color_option, load_rules, rules_option, split
from ce_lint.cli.run_check import Options, run_check
from ce_lint.violation import SEVERITIES


@click.command(short_help="Lint instance files and folders.")
@click.argument("paths", nargs=-1, metavar="[PATHS]...")
@click.option(
    "--stdin-filename",
    default="stdin.json",
    metavar="NAME",
    help="The name of what `-` reads; its ending decides the format.",
)
@click.option(
    "--select",
    multiple=True,
    metavar="NAMES",
    help="Only these rules or families, comma separated. Turns on a rule that is off.",
)
@click.option("--ignore", multiple=True, metavar="NAMES", help="Not these rules or families, comma separated.")
@rules_option
@click.option(
    "--fail-on",
    type=click.Choice([*SEVERITIES, "never"]),
    default="error",
    show_default=True,
    help="The lowest severity that fails the run.",
)
@click.option(
    "--format", "format_", type=click.Choice(["text", "json"]), default="text", show_default=True, help="How to report."
)
@color_option
@click.option("-q", "--quiet", is_flag=True, help="One line for each finding, no excerpt and no summary.")
@click.option("-v", "--verbose", is_flag=True, help="Name the files that were passed over, and why.")
def command(
    paths: tuple[str, ...],
    stdin_filename: str,
    select: tuple[str, ...],
    ignore: tuple[str, ...],
    folders: tuple[str, ...],
    fail_on: str,
    format_: str,
    color: str,
    quiet: bool,
    verbose: bool,
) -> int:
    """Lint instance files and folders.

    PATHS are files, folders (walked, without what git ignores) or - for standard input; the default is this folder.

    Exit status: 0 nothing at or above --fail-on, 1 findings, 2 misuse or something that could not be read.
    """
    rulebook = load_rules(folders, split(select), split(ignore))
    return run_check(Options(list(paths), rulebook, stdin_filename, fail_on, format_, color, quiet, verbose))
