"""``ce-lint init``."""

from __future__ import annotations

import os
import sys
from collections import Counter
from collections.abc import Iterator, Sequence
from typing import NamedTuple

import click

from ce_lint.cli import terminal
from ce_lint.cli.baseline import Counts, count_by_path, renewed, survey_files
from ce_lint.cli.exit_status import CLEAN, MISUSE
from ce_lint.config.discover import find_config
from ce_lint.files.gitignore import repository
from ce_lint.init import inspect
from ce_lint.init.ci import SYSTEMS
from ce_lint.init.plan import InitOptions, Plan, Seen, plan, source
from ce_lint.init.write import diff, write
from ce_lint.lint.baseline import BASELINE_NAME, SECRET_RULE, Known, baseline_text, load_baseline
from ce_lint.lint.context import CliOverrides
from ce_lint.lint.result import Summary
from ce_lint.report.summary import count
from ce_lint.util.paths import relative

_MOST_LINES = 40


@click.command()
@click.argument("path", default=".", metavar="[PATH]", type=click.Path(exists=True, file_okay=False))
@click.option("-y", "--yes", is_flag=True, help="Write without asking.")
@click.option("--dry-run", is_flag=True, help="Show what would be written, and write nothing.")
@click.option(
    "--ci",
    "systems",
    multiple=True,
    type=click.Choice([*SYSTEMS, "none"]),
    help="The CI system, instead of those that are found; as often as you like.",
)
@click.option(
    "--install",
    metavar="REQUIREMENT",
    help="What pip installs ce-lint by elsewhere, such as 'ce-lint @ git+https://…@TAG'. The hook installs it too.",
)
@click.option("--include-secrets", is_flag=True, help="Literal secrets go into the baseline too.")
def command(
    path: str, yes: bool, dry_run: bool, systems: tuple[str, ...], install: str | None, include_secrets: bool
) -> int:
    """Set up the repository that PATH (this folder unless given) stands in.

    What is missing is shown as a diff and written after a question: a configuration, an entry for pre-commit or prek, a
    step for the CI system, and a baseline of what is found now. Nothing that exists is replaced. Without a terminal,
    nothing is written unless --yes says so; the exit status is 0 all the same.
    """
    root = repository(path) or os.path.abspath(path)
    found = _survey(root)
    texts = inspect.texts(root)
    config = find_config(root)
    program, is_found = inspect.program(root)
    seen = Seen(
        texts,
        relative(config, root) if config else None,
        found.instances,
        _baseline(found.counts, include_secrets),
        program,
        repository(root) is not None,
    )
    names = list(systems) or inspect.systems(root, texts)
    chosen = [SYSTEMS[name] for name in dict.fromkeys(names) if name != "none"]
    made = plan(seen, InitOptions(chosen, install or source(), install))
    _show(root, found, made)
    is_written = bool(made.changes) and _may_write(made, yes, dry_run)
    if is_written:
        write(root, made.changes)
    secrets_are_known = include_secrets and BASELINE_NAME not in texts
    advice = [*made.advice, *_open(root, found, secrets_are_known), *_program_advice(is_found, install)]
    if not names:
        advice.append(f"No CI system was found: `--ci` takes {', '.join(SYSTEMS)}.")
    _tell(root, made, is_written, advice)
    return MISUSE if found.summary.unreadable else CLEAN


class _Found(NamedTuple):
    """What linting the repository found; paths are from its root."""

    counts: Counts
    instances: list[str]
    summary: Summary
    notes: list[str]


def _survey(root: str) -> _Found:
    survey = survey_files([root], CliOverrides(no_baseline=True))
    instances = [relative(path, root) for path in survey.instances]
    return _Found(count_by_path(survey.found, root), instances, survey.summary, survey.notes)


def _baseline(counts: Counts, include_secrets: bool) -> str:
    known = renewed({}, counts, (), include_secrets)
    return baseline_text(known) if any(known.values()) else ""


def _show(root: str, found: _Found, made: Plan) -> None:
    for note in found.notes:
        click.echo(f"ce-lint: {note}", err=True)
    findings = sum(one.total() for one in found.counts.values())
    number = count(len(found.instances), "file")
    terminal.write(f"{root}: {number} with instances, {count(findings, 'finding')}")
    for there in made.there:
        terminal.write(f"  already there  {there}")
    style = terminal.style()
    for change in made.changes:
        terminal.write("")
        lines = list(diff(change))
        for line in lines[:_MOST_LINES]:
            terminal.write(style.paint("good", line) if line.startswith("+") else line, style)
        if len(lines) > _MOST_LINES:
            terminal.write(f"… and {count(len(lines) - _MOST_LINES, 'more line')}")
    if made.changes:
        terminal.write("")


def _may_write(made: Plan, yes: bool, dry_run: bool) -> bool:
    if dry_run:
        return False
    if yes:
        return True
    if not (sys.stdin.isatty() and sys.stdout.isatty()):
        return False
    return click.confirm(f"Write {'this file' if len(made.changes) == 1 else f'these {len(made.changes)} files'}?")


def _tell(root: str, made: Plan, is_written: bool, advice: Sequence[str]) -> None:
    for change in made.changes:
        verb = "would write" if not is_written else "new" if change.before is None else "added to"
        terminal.write(f"{verb:<11}  {change.path}: {change.note}")
    if not made.changes:
        terminal.write("Nothing to do.")
    elif not is_written:
        terminal.write("Nothing was written; --yes writes it.")
    for text in advice:
        terminal.write(f"\n{text.rstrip()}")
    if is_written and repository(root) is not None:
        terminal.write("\nNext: git add -A && pre-commit install && pre-commit run --all-files")


def _open(root: str, found: _Found, secrets_are_known: bool) -> Iterator[str]:
    """What the baseline does not hold, and a run goes on to report."""
    path = os.path.join(root, BASELINE_NAME)
    known: Known = load_baseline(path) if os.path.exists(path) else {}
    left = {name: counts - Counter(dict(known.get(name, {}))) for name, counts in found.counts.items()}
    secrets = sum(number for counts in left.values() for key, number in counts.items() if key[0] == SECRET_RULE)
    others = sum(counts.total() for counts in left.values()) - secrets
    if secrets and not secrets_are_known:
        yield (
            f"{count(secrets, 'literal secret')} in the files stay findings, and fail the hook and the CI step until "
            "they are out. `ce-lint check` shows where; `ce-lint baseline --include-secrets` accepts them as they are."
        )
    if others and known:
        yield f"{count(others, 'finding')} not in {BASELINE_NAME}: `ce-lint baseline` writes it anew."


def _program_advice(is_found: bool, install: str | None) -> Iterator[str]:
    if not is_found and install is None:
        folder = os.path.dirname(os.path.abspath(sys.executable))
        yield f"The hook calls `ce-lint`, which is not on the PATH: add {folder} to it."
