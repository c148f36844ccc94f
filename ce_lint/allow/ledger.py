"""Which allowances and which baseline entries a run had use for: what is left over is told at its end."""

from __future__ import annotations

import os
from collections import Counter
from collections.abc import Collection, Iterable, Iterator

from ce_lint.allow.allowances import Allowance
from ce_lint.allow.in_place import EXPIRED, EXPIRED_FIX, UNUSED
from ce_lint.config.files import shown_path
from ce_lint.config.settings import Settings
from ce_lint.violation import Position, Violation


class Ledger:
    """The books of a run, or of a part of it.

    ``configs`` holds the configurations that applied to a file, ``concerned`` and ``used`` hold by configuration and
    position the allowances that spoke of a file and those that accepted something, ``gone`` counts by baseline the
    known findings that nobody finds any more.
    """

    def __init__(self) -> None:
        self.configs: set[str] = set()
        self.concerned: set[tuple[str, int]] = set()
        self.used: set[tuple[str, int]] = set()
        self.gone: Counter[str] = Counter()

    def note(self, config: str | None, concerned: Iterable[int], used: Iterable[int]) -> None:
        """Write down what applied to one file."""
        if config is not None:
            self.configs.add(config)
            self.concerned.update((config, at) for at in concerned)
            self.used.update((config, at) for at in used)

    def add(self, other: Ledger) -> None:
        """Take over the books of another part of the run."""
        self.configs |= other.configs
        self.concerned |= other.concerned
        self.used |= other.used
        self.gone += other.gone

    def faults(
        self, settings: Settings, entries: list[Allowance], walked: Collection[str], is_whole: bool
    ) -> Iterator[Violation]:
        """The allowances of one configuration that have run out or accepted nothing.

        ``walked`` are the absolute folders that were linted as a whole: of an allowance for files that nobody looked
        at, nothing is known. ``is_whole`` is False where only some of the rules were run.
        """
        config = settings.path or ""
        sees_all = any(_is_below(settings.folder, folder) for folder in walked)
        for at, allowance in enumerate(entries):
            if allowance.has_run_out:
                message = f"The day until which `{allowance.rule}` is allowed is past"
                yield from _fault(settings, allowance, EXPIRED, message, EXPIRED_FIX)
            elif is_whole and (config, at) not in self.used and (sees_all or self._was_seen(config, at, allowance)):
                message = f"This allowance of `{allowance.rule}` allows nothing: there is no such finding"
                yield from _fault(settings, allowance, UNUSED, message, "Remove it.")

    def _was_seen(self, config: str, at: int, allowance: Allowance) -> bool:
        return allowance.is_for_one_file and (config, at) in self.concerned


def _is_below(folder: str, other: str) -> bool:
    return folder == other or folder.startswith(other.rstrip(os.sep) + os.sep)


def _fault(settings: Settings, allowance: Allowance, name: str, message: str, fix: str) -> Iterator[Violation]:
    file = allowance.said.file
    rule = settings.rulebook(settings.relative(file.path)).rule(name)
    if rule is not None:
        place = Position(file.line(allowance.said.steps), 1)
        end = Position(place.line, len(file.text.splitlines()[place.line - 1]) + 1)
        path = shown_path(file.path)
        yield Violation(path, rule.name, rule.family, rule.severity, message, fix, place, end, allowance.said.steps)
