"""Counts which suppressions and baseline entries a run used, to report the unused ones at its end."""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from ce_lint.lint.result import Suppressions


class SuppressionUsage:
    """Usage counters of suppressions over a run, or over a part of it.

    ``configs`` are the paths of the configurations that applied to a file. The sets hold ``allow`` entries as
    configuration path and position: ``applicable`` those that are for a checked file, ``used`` those that accepted a
    violation, ``uncertain`` those of which this is unknown, since the rule did not run or a syntax problem hides its
    violations. ``baselines`` are the paths of the baselines that applied; ``stale`` counts, by baseline, the known
    findings that are fixed.
    """

    def __init__(self) -> None:
        self.configs: set[str] = set()
        self.applicable: set[tuple[str, int]] = set()
        self.used: set[tuple[str, int]] = set()
        self.uncertain: set[tuple[str, int]] = set()
        self.baselines: set[str] = set()
        self.stale: Counter[str] = Counter()

    def note(self, config: str | None, suppressions: Suppressions) -> None:
        """Count the suppressions of one file, whose configuration is at path ``config``."""
        if config is not None:
            self.configs.add(config)
            self.applicable.update((config, at) for at in suppressions.applicable)
            self.used.update((config, at) for at in suppressions.used)
            self.uncertain.update((config, at) for at in suppressions.uncertain)
        if suppressions.baseline is not None:
            self.baselines.add(suppressions.baseline)
            self.stale[suppressions.baseline] += sum(suppressions.stale.values())

    def add(self, other: SuppressionUsage) -> None:
        """Add the counters of another part of the run."""
        self.configs |= other.configs
        self.applicable |= other.applicable
        self.used |= other.used
        self.uncertain |= other.uncertain
        self.baselines |= other.baselines
        self.stale += other.stale
