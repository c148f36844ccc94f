"""Which allowances and which baseline entries a run had use for: what is left over is told at its end."""

from __future__ import annotations

import os
from collections import Counter
from collections.abc import Collection, Iterable, Iterator

from ce_lint.allow.allowances import EXPIRED, EXPIRED_FIX, UNUSED, Allowance
from ce_lint.config.files import shown_path
from ce_lint.config.settings import Settings
from ce_lint.violation import Position, Violation


class Ledger:
    """The books of a run, or of a part of it.

    ``configs`` holds the configurations that applied to a file. The sets hold allowances, by configuration and
    position: ``concerned`` those that spoke of a file, ``used`` those that accepted something, ``doubtful`` those of
    which nobody knows, since the rule did not run or a mistake of syntax hides its findings. ``baselines`` holds the
    paths of those that applied, and ``gone`` counts by them the known findings that nobody finds any more.
    """

    def __init__(self) -> None:
        self.configs: set[str] = set()
        self.concerned: set[tuple[str, int]] = set()
        self.used: set[tuple[str, int]] = set()
        self.doubtful: set[tuple[str, int]] = set()
        self.baselines: set[str] = set()
        self.gone: Counter[str] = Counter()

    def note(self, config: str | None, concerned: Iterable[int], used: Iterable[int], doubtful: Iterable[int]) -> None:
        """Write down which allowances of a configuration spoke of one file."""
        if config is not None:
            self.configs.add(config)
            self.concerned.update((config, at) for at in concerned)
            self.used.update((config, at) for at in used)
            self.doubtful.update((config, at) for at in doubtful)

    def note_baseline(self, path: str | None, gone: int) -> None:
        """Write down the baseline that applied to one file, and how much of it is gone."""
        if path is not None:
            self.baselines.add(path)
            if gone:
                self.gone[path] += gone

    def add(self, other: Ledger) -> None:
        """Take over the books of another part of the run."""
        self.configs |= other.configs
        self.concerned |= other.concerned
        self.used |= other.used
        self.doubtful |= other.doubtful
        self.baselines |= other.baselines
        self.gone += other.gone

    def faults(
        self, settings: Settings, entries: list[Allowance], walked: Collection[str], is_whole: bool
    ) -> Iterator[Violation]:
        """The allowances of one configuration that have run out or accepted nothing.

        ``walked`` are the absolute folders that were linted as a whole: of an allowance for files that nobody looked
        at, nothing is known. ``is_whole`` is False where only some of the rules were run or a file was not read. What
        an extended file allows may be for another project.
        """
        sees_all = any(is_below(settings.folder, folder) for folder in walked)
        for at, allowance in enumerate(entries):
            if allowance.has_run_out:
                message = f"The day until which `{allowance.rule}` is allowed is past"
                yield from _fault(settings, allowance, EXPIRED, message, EXPIRED_FIX)
            elif (
                is_whole
                and allowance.said.file.path == settings.path
                and not {(settings.path, at)} & (self.used | self.doubtful)
                and self._is_idle(settings, at, allowance, sees_all)
            ):
                message = f"This allowance of `{allowance.rule}` allows nothing: there is no such finding"
                yield from _fault(settings, allowance, UNUSED, message, "Remove it.")

    def _is_idle(self, settings: Settings, at: int, allowance: Allowance, sees_all: bool) -> bool:
        """Whether every file that an unused allowance can be for was looked at."""
        if allowance.file is None:
            return sees_all
        if (settings.path, at) in self.concerned:
            return sees_all or os.path.isfile(os.path.join(settings.folder, allowance.file))
        return sees_all and not os.path.exists(os.path.join(settings.folder, allowance.file))


def is_below(folder: str, other: str) -> bool:
    """Whether an absolute path is another or stands below it."""
    return folder == other or folder.startswith(other.rstrip(os.sep) + os.sep)


def _fault(settings: Settings, allowance: Allowance, name: str, message: str, fix: str) -> Iterator[Violation]:
    file = allowance.said.file
    rule = settings.rulebook(settings.relative(file.path)).rule(name)
    if rule is not None:
        place = Position(file.line(allowance.said.steps), 1)
        end = Position(place.line, len(file.text.split("\n")[place.line - 1].rstrip("\r")) + 1)
        path = shown_path(file.path)
        yield Violation(path, rule.name, rule.family, rule.severity, message, fix, place, end, allowance.said.steps)
