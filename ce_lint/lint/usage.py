"""Which allowances and which baseline entries a run had use for: what is left over is told at its end."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable


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
