"""The settings of a file: whether it is linted, by which rules, and what fails a run."""

from __future__ import annotations

import os
from collections.abc import Iterator
from typing import TYPE_CHECKING, Any, NamedTuple

from ce_lint.config.discover import BASELINE_NAME
from ce_lint.rulebook.rule import Rule, Rulebook, choose
from ce_lint.rulebook.shipped import load_rules
from ce_lint.util.paths import display_path, relativize_posix

if TYPE_CHECKING:
    from ce_lint.config.load import ConfigFile, ConfigTable
    from ce_lint.files.patterns import Patterns


class RuleSelection(NamedTuple):
    """What a command line says about rules.

    ``select`` and ``ignore`` are names of rules and families, ``folders`` the paths of folders with more rules.
    """

    select: tuple[str, ...] = ()
    ignore: tuple[str, ...] = ()
    folders: tuple[str, ...] = ()


NO_SELECTION = RuleSelection()


class Settings:
    """The settings of the files to which one configuration applies; without a configuration, the defaults.

    ``path`` is the absolute path of the configuration and ``folder`` its folder. ``chain`` has its files: the most
    distant one that is extended first, the configuration itself last. ``rules`` are all rules, also those that are off.
    Without a configuration, ``path`` is None and the rest is empty; nothing that reads TOML is imported.

    Raises ConfigError, RuleFileError and UnknownRuleError.
    """

    def __init__(self, path: str | None = None, selection: RuleSelection = NO_SELECTION) -> None:
        self.path = path
        self.folder = os.path.dirname(path) if path else ""
        self.chain: list[ConfigFile] = []
        self._selection = selection
        self._base_tables: list[ConfigTable] = []
        self._overrides: list[tuple[ConfigTable, Patterns]] = []
        self._rulebooks: dict[tuple[int, ...], Rulebook] = {}
        if path:
            self._load(path)
        else:
            self.rules = load_rules(selection.folders)
        self._includes = self._compile("include")
        self._suffixes = {os.path.splitext(pattern)[1] for pattern in self._list_patterns("include")} - {""}
        self._excludes = self._compile("exclude")

    def _load(self, path: str) -> None:
        """Read and check the files of a configuration."""
        from ce_lint.config.cross_check import cross_check_file, cross_check_rules
        from ce_lint.config.load import ConfigTable, load_chain
        from ce_lint.files.patterns import Patterns

        self.chain = load_chain(path)
        for file in self.chain:
            cross_check_file(file)
        self.rules = load_rules(self._find_rule_folders())
        self._base_tables = [ConfigTable(file, (), file.data) for file in self.chain]
        self._overrides = [(table, Patterns(table.data["files"])) for table in self.tables("overrides")]
        cross_check_rules([*self._base_tables, *(table for table, _ in self._overrides)], self.rules)

    def _find_rule_folders(self) -> list[str]:
        """The folders of own rules, each once, as messages show them."""
        from ce_lint.config.cross_check import find_rules_folder

        configured = [folder for file in self.chain if (folder := find_rules_folder(file)) is not None]
        folders = {os.path.realpath(folder): display_path(folder) for folder in configured}
        return list((folders | {os.path.realpath(folder): folder for folder in self._selection.folders}).values())

    def tables(self, key: str) -> Iterator[ConfigTable]:
        """The tables of the array of tables ``key``, those of extended files first."""
        for file in self.chain:
            yield from file.tables(key)

    def find_value(self, key: str) -> tuple[ConfigFile, Any] | None:
        """The value of a key, and the file that sets it; None if no file does. The nearest file wins."""
        return next(((file, file.data[key]) for file in reversed(self.chain) if key in file.data), None)

    @property
    def fail_on(self) -> str:
        """The lowest severity that fails a run; "never" if none does."""
        found = self.find_value("fail-on")
        return str(found[1]) if found else "error"

    # -- which files are linted

    def relative_path(self, path: str) -> str:
        """The path that patterns are matched with: relative to the configuration's folder, with ``/``."""
        return relativize_posix(path, self.folder) if self.folder else path

    def skip_reason(self, path: str) -> str:
        """Why a file is not linted; "" if it is. ``path`` is that of ``relative_path``."""
        if self._excludes is not None and self._excludes.match(path):
            return f"excluded by {self._describe_origin('exclude')}"
        if self._includes is not None and os.path.basename(path) == BASELINE_NAME:
            return "it is the baseline file"
        if self._includes is not None and not self._includes.match(path):
            return f"not included by {self._describe_origin('include')}"
        return ""

    @property
    def has_includes(self) -> bool:
        """Whether ``include`` is set: then the files it matches are instances, whatever they contain."""
        return self._includes is not None

    def includes_suffix(self, path: str) -> bool:
        """Whether a file is to be linted that is found in a folder and has a suffix that a pattern of ``include`` has.

        ``path`` is that of ``relative_path``.
        """
        return os.path.splitext(path)[1] in self._suffixes and not self.skip_reason(path)

    def _compile(self, key: str) -> Patterns | None:
        """The patterns of ``include`` or ``exclude``; None if no file sets the key."""
        if self.find_value(key) is None:
            return None
        from ce_lint.files.patterns import Patterns

        return Patterns(self._list_patterns(key))

    def _list_patterns(self, key: str) -> list[str]:
        return [pattern for file in self._find_sources(key) for pattern in file.data[key]]

    def _find_sources(self, key: str) -> list[ConfigFile]:
        """The files whose patterns count: for ``exclude`` all that set it, for ``include`` the nearest."""
        files = [file for file in self.chain if key in file.data]
        return files if key == "exclude" else files[-1:]

    def _describe_origin(self, key: str) -> str:
        """Where the patterns of a key are, the nearest file first: ``app/ce-lint.toml:3 or base.toml:1``."""
        sources = reversed(self._find_sources(key))
        return " or ".join(f"{display_path(file.path)}:{file.line([key])}" for file in sources)

    # -- which rules are run

    def rulebook(self, path: str) -> Rulebook:
        """The rules for a file; ``path`` is that of ``relative_path``."""
        matched: tuple[int, ...] = ()
        if self._overrides:
            matched = tuple(index for index, (_, patterns) in enumerate(self._overrides) if patterns.match(path))
        rulebook = self._rulebooks.get(matched)
        if rulebook is None:
            rules = choose(self._apply_overrides(matched), self._selection.select, self._selection.ignore)
            rulebook = self._rulebooks[matched] = Rulebook(rules, [rule.name for rule in self.rules])
        return rulebook

    def _apply_overrides(self, matched: tuple[int, ...]) -> list[Rule]:
        """All rules as the configuration changes them where these overrides match."""
        if not self.chain:
            return self.rules
        from ce_lint.config.overrides import apply_overrides

        tables = [*self._base_tables, *(self._overrides[index][0] for index in matched)]
        return apply_overrides(self.rules, [table.data for table in tables])

    def find_tables_for(self, path: str) -> list[ConfigTable]:
        """The tables that set something for a file, the one that wins last; ``path`` is that of ``relative_path``."""
        return [*self._base_tables, *(table for table, patterns in self._overrides if patterns.match(path))]
