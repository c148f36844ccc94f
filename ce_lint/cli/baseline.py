"""``ce-lint baseline``."""

from __future__ import annotations

import os
import posixpath
from collections import Counter
from collections.abc import Iterable
from typing import NamedTuple

import click

from ce_lint.cli import terminal
from ce_lint.cli.exit_status import CLEAN, MISUSE
from ce_lint.cli.notes import print_note
from ce_lint.cli.options import complete_path, config_options, parse_overrides
from ce_lint.config.discover import find_above
from ce_lint.files.gitignore import find_repository
from ce_lint.files.replace import replace_file
from ce_lint.files.walk import File, Unreadable, find_files
from ce_lint.init.inspect import ATTRIBUTES_FILE, add_union_merge
from ce_lint.lint.baseline import BASELINE_NAME, SECRET_RULE, Key, Known, baseline_text, key, load_baseline
from ce_lint.lint.check_file import check_file
from ce_lint.lint.context import CliOverrides, Project
from ce_lint.lint.result import Summary, summarize
from ce_lint.report.summary import count
from ce_lint.util.escape import escape_path
from ce_lint.util.paths import display_path, relativize_posix
from ce_lint.util.processes import count_cores, map_in_order

Counts = dict[str, Counter[Key]]


@click.command()
@click.argument("paths", nargs=-1, metavar="[PATHS]...", shell_complete=complete_path)
@click.option("--prune", is_flag=True, help="Only remove fixed entries; add none.")
@click.option("--include-secrets", is_flag=True, help="Record literal secrets too; better remove them.")
@click.option(
    "--output", metavar="FILE", help=f"Instead of the nearest {BASELINE_NAME}, or one in the repository's root."
)
@config_options
def command(paths: tuple[str, ...], prune: bool, include_secrets: bool, output: str | None, **given: object) -> int:
    """Record the findings in PATHS (default: this folder), so that from now on only new ones fail a run.

    The file holds paths, rules, routes and counts: no line numbers and no values. Entries of other files stay.
    """
    where = os.path.abspath(output) if output else find_above(os.getcwd(), BASELINE_NAME) or _new_path()
    is_new = not os.path.exists(where)
    before: Known = {} if is_new else load_baseline(where)
    roots, folder = list(paths) or ["."], os.path.dirname(where)
    survey = survey_files(roots, parse_overrides((), (), given)._replace(no_baseline=True))
    for note in survey.notes:
        print_note(note)
    found = count_by_path(survey.found, folder)
    uncertain = [relativize_posix(path, folder) for path in survey.uncertain]
    under = [relativize_posix(root, folder) for root in roots]
    if prune:
        after = _pruned(before, found, under, uncertain)
    else:
        after = renewed(before, found, under, include_secrets, uncertain)
    _write(where, after, is_new)
    _tell(where, after, found)
    return MISUSE if survey.summary.unreadable else CLEAN


def _new_path() -> str:
    return os.path.join(find_repository(os.getcwd()) or os.getcwd(), BASELINE_NAME)


class Survey(NamedTuple):
    """What checking many files found. Paths are as they were given.

    ``found`` counts the findings of each file, ``uncertain`` are files that were not read as a whole, ``instances``
    those with instance documents.
    """

    summary: Summary
    found: Counts
    uncertain: list[str]
    instances: list[str]
    notes: list[str]


class _Surveyor:
    """Checks files, a list at a time, and counts their findings. Other processes get a copy of it."""

    def __init__(self, project: Project) -> None:
        self._project = project

    def __call__(self, files: list[File | Unreadable]) -> Survey:
        survey = Survey(Summary(), {}, [], [], [])
        results = [check_file(file, self._project) for file in files]
        for result in results:
            if result.read_error or not result.is_whole:
                survey.uncertain.append(result.path)
            if result.read_error:
                survey.notes.append(f"{result.path}: {result.read_error}")
            if result.documents:
                survey.instances.append(result.path)
            if result.violations:
                survey.found[result.path] = Counter(map(key, result.violations))
        return survey._replace(summary=summarize(results))


def survey_files(paths: list[str], overrides: CliOverrides) -> Survey:
    """Check the files below the paths and count their findings."""
    project = Project(overrides)
    whole = Survey(Summary(), {}, [], [], [])
    for part in map_in_order(_Surveyor(project), find_files(paths, project.includes), count_cores()):
        whole.found.update(part.found)
        whole.uncertain.extend(part.uncertain)
        whole.instances.extend(part.instances)
        whole.notes.extend(part.notes)
        whole = whole._replace(summary=whole.summary.plus(part.summary))
    return whole


def count_by_path(found: Counts, folder: str) -> Counts:
    """The counts of a survey by paths relative to a folder, as a baseline has them."""
    counts: Counts = {}
    for path, findings in found.items():
        counts.setdefault(relativize_posix(path, folder), Counter()).update(findings)
    return counts


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
    replace_file(path, baseline_text(after).encode())
    attributes = os.path.join(os.path.dirname(path), ATTRIBUTES_FILE)
    if not is_new or os.path.basename(path) != BASELINE_NAME or find_repository(os.path.dirname(path)) is None:
        return
    text = ""
    if os.path.exists(attributes):
        with open(attributes, encoding="utf-8", errors="surrogateescape", newline="") as file:
            text = file.read()
    if (merging := add_union_merge(text)) != text:
        replace_file(attributes, merging.encode("utf-8", "surrogateescape"))
        terminal.write(
            f"{escape_path(display_path(attributes))}: two branches may now add to the baseline without a conflict"
        )


def _tell(path: str, after: Counts, found: Counts) -> None:
    total = sum(counts.total() for counts in after.values())
    number = sum(1 for counts in after.values() if counts.total())
    terminal.write(f"{escape_path(display_path(path))}: {count(total, 'known finding')} in {count(number, 'file')}")
    open_ones = [counts - after.get(name, Counter()) for name, counts in found.items()]
    secrets = sum(number for counts in open_ones for name, number in counts.items() if name[0] == SECRET_RULE)
    if secrets:
        terminal.write(
            f"{count(secrets, 'literal secret')} not among them: take them out of the files, "
            "or accept them with --include-secrets"
        )
