"""What applies to each file: its settings, its suppressions and its baseline."""

from __future__ import annotations

import os
from typing import TYPE_CHECKING, NamedTuple

from ce_lint.config.discover import BASELINE_NAME, find_above, find_config
from ce_lint.config.settings import NO_SELECTION, RuleSelection, Settings

if TYPE_CHECKING:
    from ce_lint.lint.allow import Allowance
    from ce_lint.lint.baseline import Baseline

_MOST_FOLDERS = 1000
"""How many folders are cached: files come folder by folder, and a long run needs no more memory than a short one."""


class CliOverrides(NamedTuple):
    """What the command line says about configuration and baseline.

    ``config`` is the file to use for every file, ``isolated`` uses none. ``baseline`` is the file to use, or None for
    the nearest above each file; ``no_baseline`` uses none.
    """

    choice: RuleSelection = NO_SELECTION
    config: str | None = None
    isolated: bool = False
    baseline: str | None = None
    no_baseline: bool = False


class FileContext(NamedTuple):
    """What applies in one folder."""

    settings: Settings
    allowances: list[Allowance]
    baseline: Baseline | None


class Project:
    """The settings of every folder of a run, each read once; another process that gets a copy reads them itself.

    Its methods raise ConfigError, RuleFileError, UnknownRuleError and BaselineError.
    """

    def __init__(self, overrides: CliOverrides) -> None:
        self._overrides = overrides
        self._contexts: dict[str, FileContext] = {}
        self._settings: dict[str | None, tuple[Settings, list[Allowance]]] = {}
        self._baselines: dict[str, Baseline] = {}

    def __reduce__(self) -> tuple[type[Project], tuple[CliOverrides]]:
        return Project, (self._overrides,)

    def context(self, path: str) -> FileContext:
        """What applies to a file."""
        folder = os.path.dirname(path)
        found = self._contexts.get(folder)
        if found is None:
            if len(self._contexts) >= _MOST_FOLDERS:
                self._contexts.clear()
            found = self._contexts[folder] = self._make(os.path.abspath(folder))
        return found

    def includes(self, path: str) -> bool:
        """Whether the configuration of a file names it as one of ours, with its ending."""
        settings = self.context(path).settings
        return settings.has_includes and settings.includes_suffix(settings.relative_path(path))

    def settings(self, config: str | None) -> tuple[Settings, list[Allowance]]:
        """The settings of one configuration, and what it accepts."""
        found = self._settings.get(config)
        if found is None:
            made = Settings(config, self._overrides.choice)
            found = self._settings[config] = made, self._allowances(made)
        return found

    @staticmethod
    def _allowances(settings: Settings) -> list[Allowance]:
        if not settings.chain:
            return []
        from ce_lint.lint.allow import allowances

        return allowances(settings)

    def _make(self, folder: str) -> FileContext:
        overrides = self._overrides
        config = (
            os.path.abspath(overrides.config)
            if overrides.config
            else None
            if overrides.isolated
            else find_config(folder)
        )
        return FileContext(*self.settings(config), self._baseline(folder))

    def _baseline(self, folder: str) -> Baseline | None:
        overrides = self._overrides
        if overrides.no_baseline:
            return None
        path = os.path.abspath(overrides.baseline) if overrides.baseline else find_above(folder, BASELINE_NAME)
        if path is None:
            return None
        return self.baseline(path)

    def baseline(self, path: str) -> Baseline:
        """The baseline at an absolute path."""
        from ce_lint.lint.baseline import Baseline, load_baseline

        found = self._baselines.get(path)
        if found is None:
            found = self._baselines[path] = Baseline(path, os.path.dirname(path), load_baseline(path))
        return found
