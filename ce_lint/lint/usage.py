"""Which allowances and which baseline entries a run had use for: what is left over is told at its end."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable


class SuppressionUsage:
    """The books of a run, or of a part of it.

    ``configs`` holds the configurations that applied to a file. The sets hold allowances, by configuration and
    position: ``applicable`` those that spoke of a file, ``used`` those that accepted something, ``uncertain`` those of
    which nobody knows, since the rule did not run or a mistake of syntax hides its findings. ``baselines`` holds the
    paths of those that applied, and ``stale`` counts by them the known findings that nobody finds any more.
    """

    def __init__(self) -> None:
        self.configs: set[str] = set()
        self.applicable: set[tuple[str, int]] = set()
        self.used: set[tuple[str, int]] = set()
        self.uncertain: set[tuple[str, int]] = set()
        self.baselines: set[str] = set()
        self.stale: Counter[str] = Counter()

    def note(
        self, config: str | None, applicable: Iterable[int], used: Iterable[int], uncertain: Iterable[int]
    ) -> None:
        """Write down which allowances of a configuration spoke of one file."""
        if config is not None:
            self.configs.add(config)
            self.applicable.update((config, at) for at in applicable)
            self.used.update((config, at) for at in used)
            self.uncertain.update((config, at) for at in uncertain)

    def note_baseline(self, path: str | None, stale: int) -> None:
        """Write down the baseline that applied to one file, and how much of it is stale."""
        if path is not None:
            self.baselines.add(path)
            if stale:
                self.stale[path] += stale

    def add(self, other: SuppressionUsage) -> None:
        """Take over the books of another part of the run."""
        self.configs |= other.configs
        self.applicable |= other.applicable
        self.used |= other.used
        self.uncertain |= other.uncertain
        self.baselines |= other.baselines
        self.stale += other.stale
