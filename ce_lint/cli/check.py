"""``ce-lint check``."""

from __future__ import annotations

import sys

import click

from ce_lint.cli.exits import CLEAN, MISUSE, VIOLATIONS
from ce_lint.cli.options import load_rules, split
from ce_lint.rulebook.rule import Rulebook
from ce_lint.run import Result, run, run_bytes, summarize
from ce_lint.sources.walk import files
from ce_lint.violation import SEVERITIES


@click.command(short_help="Lint instance files and folders.")
@click.argument("paths", nargs=-1, metavar="[PATHS]...")
@click.option("--stdin-filename", default="stdin.json", metavar="NAME", help="The name of what `-` reads; its ending decides the format.")
@click.option("--select", multiple=True, metavar="NAMES", help="Only these rules or families, comma separated. Turns on a rule that is off.")
@click.option("--ignore", multiple=True, metavar="NAMES", help="Not these rules or families, comma separated.")
@click.option("--rules", "folders", multiple=True, metavar="FOLDER", help="A folder of your own rules, besides the shipped ones.")
@click.option("--fail-on", type=click.Choice([*SEVERITIES, "never"]), default="error", show_default=True, help="The lowest severity that fails the run.")
@click.option("--format", "format_", type=click.Choice(["text", "json"]), default="text", show_default=True, help="How to report.")
@click.option("--color", type=click.Choice(["auto", "always", "never"]), default="auto", show_default=True, help="NO_COLOR is respected.")
@click.option("-q", "--quiet", is_flag=True, help="One line for each finding, no excerpt and no summary.")
@click.option("-v", "--verbose", is_flag=True, help="Name the files that were passed over, and why.")
@click.pass_context
def command(
    context: click.Context,
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
    results = _lint(list(paths) or ["."], stdin_filename, rulebook)
    _tell(results, verbose)
    _report(results, format_, color, quiet)
    return _status(results, fail_on)


def _lint(paths: list[str], stdin_filename: str, rulebook: Rulebook) -> list[Result]:
    results = list(run(files([path for path in paths if path != "-"]), rulebook))
    if "-" in paths:
        results.append(run_bytes(stdin_filename, sys.stdin.buffer.read(), rulebook))
    return results


def _tell(results: list[Result], verbose: bool) -> None:
    """What is no finding goes to standard error."""
    for result in results:
        if result.trouble:
            click.echo(f"ce-lint: {result.path}: {result.trouble}", err=True)
        elif verbose and result.passed:
            click.echo(f"ce-lint: {result.path}: passed over: {result.passed}", err=True)


def _report(results: list[Result], format_: str, color: str, quiet: bool) -> None:
    from ce_lint.cli import terminal

    if format_ == "json":
        from ce_lint.reports.json_report import render_json

        sys.stdout.write(render_json(results))
        return
    from ce_lint.reports.text_report import Style, render_text

    colored = terminal.is_colored(color)  # type: ignore[arg-type]
    style = Style(terminal.width(), terminal.is_terminal(), terminal.painter(colored), quiet)
    for line in render_text(results, style):
        terminal.write(line, colored)


def _status(results: list[Result], fail_on: str) -> int:
    if any(result.trouble for result in results):
        return MISUSE
    summary = summarize(results)
    counts = (summary.errors, summary.warnings, summary.infos)
    counted = counts[: SEVERITIES.index(fail_on) + 1] if fail_on != "never" else ()  # type: ignore[arg-type]
    return VIOLATIONS if any(counted) else CLEAN
