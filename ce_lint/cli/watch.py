"""``check --watch``: check again whenever a file changes."""

from __future__ import annotations

import os
import sys
import time
from collections.abc import Iterable, Iterator, Mapping
from typing import NoReturn

from ce_lint.cli.notes import SHOWN_NAMES, name_first, print_error, print_note
from ce_lint.cli.run import CheckOptions, find_run_files, run_check
from ce_lint.config.discover import BASELINE_NAME, OWN_NAME, SHARED_NAME, list_parents
from ce_lint.files.walk import find_files
from ce_lint.lint.context import Project
from ce_lint.report.summary import count
from ce_lint.util.errors import UserError
from ce_lint.util.paths import display_path

INTERVAL = 0.5
"""Seconds between two looks at the files."""
_SHARE = 4
"""A look takes no more than one in this many seconds: between two, this many times its duration is waited."""
_CLEAR = "\x1b[2J\x1b[3J\x1b[H"

Stamps = Mapping[str, tuple[int, int]]
"""For each path, its modification time in nanoseconds and its size in bytes."""


def watch(options: CheckOptions) -> NoReturn:
    """Check, and check again after each change of a file or of a configuration, a baseline or a rule file.

    Raises what the first run raises; a later error in the configuration is reported and can be corrected. Ends by
    KeyboardInterrupt.
    """
    before = stamp_files(options)
    _clear()
    run_check(options)
    while True:
        _tell_waiting(before, options)
        after, changed = _wait_for_change(before, options)
        before = after
        if not _clear():
            print_note(f"changed: {name_first([display_path(path) for path in changed])}")
        try:
            run_check(options)
        except UserError as error:
            print_error(str(error))


def _wait_for_change(before: Stamps, options: CheckOptions) -> tuple[Stamps, list[str]]:
    """The state of the files after a change, and the paths that are new, gone or different, in order."""
    while True:
        start = time.monotonic()
        after = stamp_files(options)
        if after != before:
            return after, sorted(path for path in {*before, *after} if before.get(path) != after.get(path))
        time.sleep(max(INTERVAL, _SHARE * (time.monotonic() - start)))


def stamp_files(options: CheckOptions) -> Stamps:
    """The state of every file that a run depends on; the reports that it writes are not among them."""
    written = {os.path.realpath(path) for _, path in options.reports}
    stamps = {}
    for path in _list_paths(options):
        try:
            found = os.stat(path)
        except (OSError, ValueError):
            continue
        if not written or os.path.realpath(path) not in written:
            stamps[path] = found.st_mtime_ns, found.st_size
    return stamps


def _list_paths(options: CheckOptions) -> Iterator[str]:
    """The files to check, and those that say how: configurations, baselines, files of rules. Some come twice."""
    project = Project(options.overrides)
    try:
        files = [os.path.abspath(found.path) for found in find_run_files(options.paths, project)]
    except UserError:  # the configuration has an error, so what it includes is not known
        files = [os.path.abspath(found.path) for found in find_files([*options.paths])]
    yield from files
    folders = {os.path.dirname(path) for path in files} | set(options.folders)
    above = {parent for folder in folders for parent in list_parents(folder)}
    yield from (os.path.join(folder, name) for folder in above for name in (OWN_NAME, SHARED_NAME, BASELINE_NAME))
    overrides = options.overrides
    yield from (os.path.abspath(path) for path in (overrides.config, overrides.baseline) if path is not None)
    rule_folders = {os.path.abspath(folder) for folder in overrides.choice.folders}
    for folder in folders:
        try:
            chain = project.context(os.path.join(folder, OWN_NAME)).settings.chain
        except UserError:
            continue
        yield from (file.path for file in chain)
        rule_folders |= {os.path.join(file.folder, file.data["rules"]) for file in chain if "rules" in file.data}
    yield from _list_rule_files(rule_folders)


def _list_rule_files(folders: Iterable[str]) -> Iterator[str]:
    for folder in folders:
        for parent, _, names in os.walk(folder):
            yield from (os.path.join(parent, name) for name in names)


def _tell_waiting(stamps: Stamps, options: CheckOptions) -> None:
    sys.stdout.flush()
    where = ", ".join(f"`{path}`" for path in options.paths[:SHOWN_NAMES])
    print_note(f"watching {count(len(stamps), 'file')} of {where}; Ctrl-C ends")


def _clear() -> bool:
    """Clear the terminal. Returns False where the output is not one, and goes on below what is there."""
    if not sys.stdout.isatty() or os.environ.get("TERM") == "dumb":
        return False
    sys.stdout.write(_CLEAR)
    sys.stdout.flush()
    return True
