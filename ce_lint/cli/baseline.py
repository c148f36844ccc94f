"""``ce-lint baseline``."""

from __future__ import annotations

import json
import os
from collections import Counter
from collections.abc import Iterable

import click

from ce_lint.allow.baseline import BASELINE_NAME, SECRET_RULE, Key, Known, baseline_text, key, load_baseline
from ce_lint.cli import terminal
from ce_lint.cli.desk import Desk
from ce_lint.cli.exits import CLEAN, MISUSE
from ce_lint.cli.options import config_options, wish
from ce_lint.config.files import shown_path
from ce_lint.config.find import find_above
from ce_lint.config.settings import relative
from ce_lint.jobs import cores, in_order
from ce_lint.reports.summary import count
from ce_lint.run import Result, Summary
from ce_lint.setup.attributes import ATTRIBUTES, with_merge
from ce_lint.sources.ignore import repository
from ce_lint.sources.replace import replace
from ce_lint.sources.walk import files

Counts = dict[str, Counter[Key]]


@click.command(short_help="Write down what is found now: from then on, only new findings fail.")
@click.argument("paths", nargs=-1, metavar="[PATHS]...")
@click.option("--prune", is_flag=True, help="Only remove what was mended; add nothing.")
@click.option("--include-secrets", is_flag=True, help="Literal secrets too. Better take them out of the files.")
@click.option(
    "--output", metavar="FILE", help=f"Instead of the nearest {BASELINE_NAME}, or one in the repository's root."
)
@config_options
def command(paths: tuple[str, ...], prune: bool, include_secrets: bool, output: str | None, **wished: object) -> int:
    """Write down the findings in PATHS (this folder unless given), so that from now on only new ones fail a run.

    The file holds paths, rules, routes and counts: no line numbers and no values. What it says of other files stays.
    """
    where = os.path.abspath(output) if output else find_above(os.getcwd(), BASELINE_NAME) or _new_path()
    desk = Desk(wish((), (), wished)._replace(no_baseline=True), [Keys()])
    roots = list(paths) or ["."]
    found, summary, notes = _findings(desk, roots, os.path.dirname(where))
    for note in notes:
        click.echo(f"ce-lint: {note}", err=True)
    before: Known = load_baseline(where) if os.path.exists(where) else {}
    under = [relative(root, os.path.dirname(where)) for root in roots]
    after = _pruned(before, found, under) if prune else renewed(before, found, under, include_secrets)
    _write(where, after, is_new=not os.path.exists(where))
    _tell(where, after, found, include_secrets or prune)
    return MISUSE if summary.unreadable else CLEAN


def _new_path() -> str:
    return os.path.join(repository(os.getcwd()) or os.getcwd(), BASELINE_NAME)


class Keys:
    """A report for commands that count: what a baseline knows each finding by."""

    separator = ""
    most: int | None = None

    def opening(self) -> str:
        return ""

    def entries(self, result: Result) -> list[str]:
        return [json.dumps([result.path, *key(violation)]) for violation in result.violations]

    def closing(self, summary: Summary, entries: int) -> str:
        return ""


def _findings(desk: Desk, paths: list[str], folder: str) -> tuple[Counts, Summary, list[str]]:
    found: Counts = {}
    summary, notes = Summary(), []
    for outcome in in_order(desk, files(paths), cores()):
        summary = summary.plus(outcome.summary)
        notes += outcome.notes
        tally(found, outcome.entries[0], folder)
    return found, summary, notes


def tally(found: Counts, entries: Iterable[str], folder: str) -> None:
    """Add what ``Keys`` made to the findings of each path, from the folder."""
    for entry in entries:
        path, rule, route = json.loads(entry)
        found.setdefault(relative(path, folder), Counter())[rule, route] += 1


def _is_under(path: str, under: Iterable[str]) -> bool:
    return any(root in {".", path} or path.startswith(f"{root}/") for root in under)


def renewed(before: Known, found: Counts, under: Iterable[str], include_secrets: bool) -> Counts:
    """What is found now, and what was known of the paths that are not under the roots."""
    after: Counts = {path: Counter(dict(counts)) for path, counts in before.items() if not _is_under(path, under)}
    for path, counts in found.items():
        after[path] = Counter(
            {name: number for name, number in counts.items() if include_secrets or name[0] != SECRET_RULE}
        )
    return after


def _pruned(before: Known, found: Counts, under: Iterable[str]) -> Counts:
    return {
        path: Counter(dict(counts)) & found.get(path, Counter()) if _is_under(path, under) else Counter(dict(counts))
        for path, counts in before.items()
    }


def _write(path: str, after: Counts, is_new: bool) -> None:
    replace(path, baseline_text(after).encode())
    attributes = os.path.join(os.path.dirname(path), ATTRIBUTES)
    if not is_new or os.path.basename(path) != BASELINE_NAME or repository(os.path.dirname(path)) is None:
        return
    text = ""
    if os.path.exists(attributes):
        with open(attributes, encoding="utf-8", errors="surrogateescape", newline="") as file:
            text = file.read()
    if (after := with_merge(text)) != text:
        replace(attributes, after.encode("utf-8", "surrogateescape"))
        terminal.write(f"{shown_path(attributes)}: two branches may now add to the baseline without a conflict")


def _tell(path: str, after: Counts, found: Counts, secrets_are_in: bool) -> None:
    total = sum(counts.total() for counts in after.values())
    number = sum(1 for counts in after.values() if counts)
    terminal.write(f"{shown_path(path)}: {count(total, 'known finding')} in {count(number, 'file')}")
    secrets = sum(counts[name] for counts in found.values() for name in counts if name[0] == SECRET_RULE)
    if secrets and not secrets_are_in:
        terminal.write(
            f"{count(secrets, 'literal secret')} not among them: take them out of the files, "
            "or accept them with --include-secrets"
        )
