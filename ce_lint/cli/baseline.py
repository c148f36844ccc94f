"""``ce-lint baseline``."""

from __future__ import annotations

import json
import os
import posixpath
from collections import Counter
from collections.abc import Iterable

import click

from ce_lint.cli import terminal
from ce_lint.cli.exit_status import CLEAN, MISUSE
from ce_lint.cli.file_checker import FileChecker
from ce_lint.cli.options import config_options, parse_overrides
from ce_lint.config.discover import find_above
from ce_lint.files.gitignore import repository
from ce_lint.files.replace import replace
from ce_lint.files.walk import files
from ce_lint.init.inspect import ATTRIBUTES, with_merge
from ce_lint.lint.baseline import BASELINE_NAME, SECRET_RULE, Key, Known, baseline_text, key, load_baseline
from ce_lint.lint.check_file import Result, Summary
from ce_lint.report.summary import count
from ce_lint.util.paths import relative, shown_path
from ce_lint.util.processes import cores, in_order

Counts = dict[str, Counter[Key]]


@click.command(short_help="Write down what is found now: from then on, only new findings fail.")
@click.argument("paths", nargs=-1, metavar="[PATHS]...")
@click.option("--prune", is_flag=True, help="Only remove what was fixed; add nothing.")
@click.option("--include-secrets", is_flag=True, help="Literal secrets too. Better take them out of the files.")
@click.option(
    "--output", metavar="FILE", help=f"Instead of the nearest {BASELINE_NAME}, or one in the repository's root."
)
@config_options
def command(paths: tuple[str, ...], prune: bool, include_secrets: bool, output: str | None, **given: object) -> int:
    """Write down the findings in PATHS (this folder unless given), so that from now on only new ones fail a run.

    The file holds paths, rules, routes and counts: no line numbers and no values. What it says of other files stays.
    """
    where = os.path.abspath(output) if output else find_above(os.getcwd(), BASELINE_NAME) or _new_path()
    is_new = not os.path.exists(where)
    before: Known = {} if is_new else load_baseline(where)
    checker = FileChecker(parse_overrides((), (), given)._replace(no_baseline=True), [Keys()])
    roots = list(paths) or ["."]
    found, uncertain, summary, notes = _findings(checker, roots, os.path.dirname(where))
    for note in notes:
        click.echo(f"ce-lint: {note}", err=True)
    under = [relative(root, os.path.dirname(where)) for root in roots]
    if prune:
        after = _pruned(before, found, under, uncertain)
    else:
        after = renewed(before, found, under, include_secrets, uncertain)
    _write(where, after, is_new)
    _tell(where, after, found)
    return MISUSE if summary.unreadable else CLEAN


def _new_path() -> str:
    return os.path.join(repository(os.getcwd()) or os.getcwd(), BASELINE_NAME)


class Keys:
    """A report for commands that count: what a baseline knows each finding by, and the files not read as a whole."""

    separator = ""
    most: int | None = None

    def opening(self) -> str:
        return ""

    def entries(self, result: Result) -> list[str]:
        doubt = [json.dumps([result.path])] if result.read_error or not result.whole else []
        return [*doubt, *(json.dumps([result.path, *key(violation)]) for violation in result.violations)]

    def closing(self, summary: Summary, entries: int) -> str:
        return ""


def _findings(checker: FileChecker, paths: list[str], folder: str) -> tuple[Counts, list[str], Summary, list[str]]:
    found: Counts = {}
    uncertain: list[str] = []
    notes: list[str] = []
    summary = Summary()
    for outcome in in_order(checker, files(paths, checker.project.includes), cores()):
        summary = summary.plus(outcome.summary)
        notes += outcome.notes
        uncertain += tally(found, outcome.entries[0], folder)
    return found, uncertain, summary, notes


def tally(found: Counts, entries: Iterable[str], folder: str) -> list[str]:
    """Add what ``Keys`` made to the findings of each path, from the folder. The paths not read as a whole are left."""
    uncertain = []
    for entry in entries:
        path, *name = json.loads(entry)
        if name:
            found.setdefault(relative(path, folder), Counter())[name[0], name[1]] += 1
        else:
            uncertain.append(relative(path, folder))
    return uncertain


def _is_under(path: str, roots: Iterable[str]) -> bool:
    """Whether a path, from the baseline's folder, is one of the roots or below one."""
    return any(posixpath.relpath(path, root).partition("/")[0] != ".." for root in roots)


def renewed(
    before: Known, found: Counts, under: Iterable[str], include_secrets: bool, uncertain: Iterable[str] = ()
) -> Counts:
    """What is found now, and what was known of the paths that are not under the roots, or are in doubt.

    A secret is added only where that is wanted; one that was known stays.
    """
    after: Counts = {path: Counter(dict(before.get(path, {}))) for path in before.keys() | found.keys()}
    for path, old in after.items():
        new = found.get(path, Counter())
        taken = {
            name: number if include_secrets or name[0] != SECRET_RULE else min(number, old[name])
            for name, number in new.items()
        }
        if path in found or _is_under(path, under):
            after[path] = Counter(taken) | old if _is_under(path, uncertain) else Counter(taken)
    return after


def _pruned(before: Known, found: Counts, under: Iterable[str], uncertain: Iterable[str]) -> Counts:
    after: Counts = {path: Counter(dict(counts)) for path, counts in before.items()}
    for path, counts in after.items():
        if _is_under(path, under) and not _is_under(path, uncertain):
            after[path] = counts & found.get(path, Counter())
    return after


def _write(path: str, after: Counts, is_new: bool) -> None:
    replace(path, baseline_text(after).encode())
    attributes = os.path.join(os.path.dirname(path), ATTRIBUTES)
    if not is_new or os.path.basename(path) != BASELINE_NAME or repository(os.path.dirname(path)) is None:
        return
    text = ""
    if os.path.exists(attributes):
        with open(attributes, encoding="utf-8", errors="surrogateescape", newline="") as file:
            text = file.read()
    if (merging := with_merge(text)) != text:
        replace(attributes, merging.encode("utf-8", "surrogateescape"))
        terminal.write(f"{shown_path(attributes)}: two branches may now add to the baseline without a conflict")


def _tell(path: str, after: Counts, found: Counts) -> None:
    total = sum(counts.total() for counts in after.values())
    number = sum(1 for counts in after.values() if counts.total())
    terminal.write(f"{shown_path(path)}: {count(total, 'known finding')} in {count(number, 'file')}")
    open_ones = [counts - after.get(name, Counter()) for name, counts in found.items()]
    secrets = sum(number for counts in open_ones for name, number in counts.items() if name[0] == SECRET_RULE)
    if secrets:
        terminal.write(
            f"{count(secrets, 'literal secret')} not among them: take them out of the files, "
            "or accept them with --include-secrets"
        )
