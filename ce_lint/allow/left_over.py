"""What a run had no use for: allowances that have run out or accepted nothing."""

from __future__ import annotations

import os
from collections.abc import Collection, Iterator

from ce_lint.allow.allowances import EXPIRED, EXPIRED_FIX, UNUSED, Allowance
from ce_lint.allow.ledger import Ledger
from ce_lint.config.settings import Settings
from ce_lint.values.paths import is_below, shown_path
from ce_lint.violation import Position, Violation


def faults(
    ledger: Ledger, settings: Settings, entries: list[Allowance], walked: Collection[str], is_whole: bool
) -> Iterator[Violation]:
    """The allowances of one configuration that have run out or accepted nothing.

    ``walked`` are the absolute folders that were linted as a whole: of an allowance for files that nobody looked
    at, nothing is known. ``is_whole`` is False where only some of the rules were run or a file was not read. What
    an extended file allows may be for another project.
    """
    sees_all = any(is_below(settings.folder, folder) for folder in walked)
    for at, allowance in enumerate(entries):
        if allowance.has_run_out:
            message = f"The `allow` entry for `{allowance.rule}` has expired"
            yield from _fault(settings, allowance, EXPIRED, message, EXPIRED_FIX)
        elif (
            is_whole
            and allowance.said.file.path == settings.path
            and not {(settings.path, at)} & (ledger.used | ledger.doubtful)
            and _is_idle(ledger, settings, at, allowance, sees_all)
        ):
            message = f"The `allow` entry for `{allowance.rule}` matches no finding"
            yield from _fault(settings, allowance, UNUSED, message, "Remove the entry.")


def _is_idle(ledger: Ledger, settings: Settings, at: int, allowance: Allowance, sees_all: bool) -> bool:
    """Whether every file that an unused allowance can be for was looked at."""
    if allowance.file is None:
        return sees_all
    if (settings.path, at) in ledger.concerned:
        return sees_all or os.path.isfile(os.path.join(settings.folder, allowance.file))
    return sees_all and not os.path.exists(os.path.join(settings.folder, allowance.file))


def _fault(settings: Settings, allowance: Allowance, name: str, message: str, help: str) -> Iterator[Violation]:
    file = allowance.said.file
    rule = settings.rulebook(settings.relative(file.path)).rule(name)
    if rule is not None:
        place = Position(file.line(allowance.said.steps), 1)
        end = Position(place.line, len(file.text.split("\n")[place.line - 1].rstrip("\r")) + 1)
        path = shown_path(file.path)
        yield Violation(path, rule.name, rule.family, rule.severity, message, help, place, end, allowance.said.steps)
