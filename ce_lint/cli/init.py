"""``ce-lint init``: set up a repository."""

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
from ce_lint.cli.notes import print_note
from ce_lint.config.discover import find_config
from ce_lint.files.gitignore import find_repository
from ce_lint.init.ci import SYSTEMS
from ce_lint.init.inspect import detect_ci_systems, find_install_requirement, find_program, read_files
from ce_lint.init.plan import InitOptions, InitPlan, RepositoryState, make_plan
from ce_lint.init.write import diff_change, write_changes
from ce_lint.lint.baseline import BASELINE_NAME, SECRET_RULE, Known, baseline_text, load_baseline
from ce_lint.lint.context import CliOverrides
from ce_lint.lint.result import Summary
from ce_lint.report.summary import count
from ce_lint.util.escape import escape_path
from ce_lint.util.paths import relativize_posix

_MAX_DIFF_LINES = 40


@click.command()
@click.argument("path", default=".", metavar="[PATH]", type=click.Path(exists=True, file_okay=False))
@click.option("-y", "--yes", is_flag=True, help="Write without asking.")
@click.option("--dry-run", is_flag=True, help="Show what would be written, but write nothing.")
@click.option(
    "--ci",
    "systems",
    multiple=True,
    type=click.Choice([*SYSTEMS, "none"]),
    help="The CI system, instead of those that are detected. May be repeated.",
)
@click.option(
    "--install",
    metavar="REQUIREMENT",
    help="What pip installs ce-lint from, such as 'ce-lint @ git+https://…@TAG': in CI, and then in the hook too.",
)
@click.option("--include-secrets", is_flag=True, help="Add literal secrets to the baseline too.")
def command(
    path: str, yes: bool, dry_run: bool, systems: tuple[str, ...], install: str | None, include_secrets: bool
) -> int:
    """Set up the repository that contains PATH (default: this folder).

    Shows what is missing as a diff, asks, and writes it: a configuration, an entry for pre-commit or prek, a step for
    the CI system, and a baseline of today's findings. Nothing that exists is replaced. Without a terminal, nothing is
    written unless --yes is given; the exit status is 0 all the same.
    """
    repository = find_repository(path)
    root = repository or os.path.abspath(path)
    survey = _survey(root)
    texts = read_files(root)
    config = find_config(root)
    program, is_found = find_program(root)
    state = RepositoryState(
        texts,
        relativize_posix(config, root) if config else None,
        survey.instances,
        _render_baseline(survey.counts, include_secrets),
        program,
        repository is not None,
    )
    names = list(systems) or detect_ci_systems(root, texts)
    chosen = [SYSTEMS[name] for name in dict.fromkeys(names) if name != "none"]
    plan = make_plan(state, InitOptions(chosen, install or find_install_requirement(), install))
    _show(root, survey, plan)
    is_written = bool(plan.changes) and _confirm(plan, yes, dry_run)
    if is_written:
        write_changes(root, plan.changes)
    adds_secrets = include_secrets and BASELINE_NAME not in texts
    advice = [*plan.advice, *_advise_on_findings(root, survey, adds_secrets), *_advise_on_program(is_found, install)]
    if not names:
        advice.append(f"No CI system was detected. Name one with `--ci`: {', '.join(SYSTEMS)}.")
    _report(plan, is_written, advice, state.is_repository)
    return MISUSE if survey.summary.unreadable else CLEAN


class _Survey(NamedTuple):
    """What linting the repository found.

    ``counts`` are the findings of each file, ``instances`` the files with instance documents, by paths relative to the
    root; ``notes`` are for standard error.
    """

    counts: Counts
    instances: list[str]
    summary: Summary
    notes: list[str]


def _survey(root: str) -> _Survey:
    """Lint the whole repository, without a baseline."""
    survey = survey_files([root], CliOverrides(no_baseline=True))
    instances = [relativize_posix(path, root) for path in survey.instances]
    return _Survey(count_by_path(survey.found, root), instances, survey.summary, survey.notes)


def _render_baseline(counts: Counts, include_secrets: bool) -> str:
    """The text of a new baseline; "" if there is nothing to write into it."""
    known = renewed({}, counts, (), include_secrets)
    return baseline_text(known) if any(known.values()) else ""


def _show(root: str, survey: _Survey, plan: InitPlan) -> None:
    """Print what was found, what is set up already, and the diffs, each up to 40 lines."""
    for note in survey.notes:
        print_note(note)
    findings = sum(counts.total() for counts in survey.counts.values())
    files = count(len(survey.instances), "file")
    terminal.write(f"{escape_path(root)}: {files} with instance documents, {count(findings, 'finding')}")
    for line in plan.existing:
        terminal.write(f"  exists  {line}")
    style = terminal.style()
    for change in plan.changes:
        terminal.write("")
        lines = list(diff_change(change))
        for line in lines[:_MAX_DIFF_LINES]:
            terminal.write(style.paint("good", line) if line.startswith("+") else line, style)
        if len(lines) > _MAX_DIFF_LINES:
            terminal.write(f"… and {count(len(lines) - _MAX_DIFF_LINES, 'more line')}")
    if plan.changes:
        terminal.write("")


def _confirm(plan: InitPlan, yes: bool, dry_run: bool) -> bool:
    """Whether the plan is to be written; asks in a terminal."""
    if dry_run:
        return False
    if yes:
        return True
    if not (sys.stdin.isatty() and sys.stdout.isatty()):
        return False
    return click.confirm(f"Write {'this file' if len(plan.changes) == 1 else f'these {len(plan.changes)} files'}?")


def _report(plan: InitPlan, is_written: bool, advice: Sequence[str], is_repository: bool) -> None:
    """Print what was or would be written, and what a person has to do."""
    for change in plan.changes:
        verb = "would write" if not is_written else "created" if change.before is None else "added to"
        terminal.write(f"{verb:<11}  {change.path}: {change.note}")
    if not plan.changes:
        terminal.write("Nothing to do.")
    elif not is_written:
        terminal.write("Nothing was written. To write it, add --yes.")
    for text in advice:
        terminal.write(f"\n{text.rstrip()}")
    if is_written and is_repository:
        terminal.write("\nNext: git add -A && pre-commit install && pre-commit run --all-files")


def _advise_on_findings(root: str, survey: _Survey, adds_secrets: bool) -> Iterator[str]:
    """What to do about the findings that the baseline does not have, so that runs go on to report them."""
    path = os.path.join(root, BASELINE_NAME)
    known: Known = load_baseline(path) if os.path.exists(path) else {}
    left = {name: counts - Counter(dict(known.get(name, {}))) for name, counts in survey.counts.items()}
    secrets = sum(number for counts in left.values() for key, number in counts.items() if key[0] == SECRET_RULE)
    others = sum(counts.total() for counts in left.values()) - secrets
    if secrets and not adds_secrets:
        is_or_are, it_or_them = ("is", "it") if secrets == 1 else ("are", "them")
        yield (
            f"{count(secrets, 'literal secret')} {is_or_are} not in the baseline. The hook and CI fail until you "
            f"remove {it_or_them}. `ce-lint check` shows where; `ce-lint baseline --include-secrets` accepts "
            f"{it_or_them}."
        )
    if others and known:
        is_or_are = "is" if others == 1 else "are"
        yield (f"{count(others, 'finding')} {is_or_are} not in {BASELINE_NAME}. `ce-lint baseline` updates it.")


def _advise_on_program(is_found: bool, install: str | None) -> Iterator[str]:
    if not is_found and install is None:
        folder = os.path.dirname(os.path.abspath(sys.executable))
        yield f"The hook calls `ce-lint`, which is not on the PATH. Add {folder} to the PATH."
