"""What applies to a file: whether it is judged, by which rules, and what fails a run."""

from __future__ import annotations

import os
from collections.abc import Iterator
from typing import TYPE_CHECKING, Any, NamedTuple

from ce_lint.config.discover import BASELINE_NAME
from ce_lint.rulebook.rule import Rule, Rulebook, choose
from ce_lint.rulebook.shipped import load_rules
from ce_lint.util.paths import relative, shown_path

if TYPE_CHECKING:
    from ce_lint.config.load import ConfigFile
    from ce_lint.config.overrides import Patterns, Said


class Choice(NamedTuple):
    """What a command line says of the rules, besides any configuration: names to select and to ignore, folders."""

    select: tuple[str, ...] = ()
    ignore: tuple[str, ...] = ()
    folders: tuple[str, ...] = ()


NO_CHOICE = Choice()


class Settings:
    """What one configuration says of the files below its folder; without one, what ce-lint does by itself.

    ``chain`` holds its files, the farthest that is extended first. Raises ConfigError, RuleFileError and
    UnknownRuleError.
    """

    def __init__(self, path: str | None = None, choice: Choice = NO_CHOICE) -> None:
        self.path = path
        self.folder = os.path.dirname(path) if path else ""
        self.chain: list[ConfigFile] = []
        self._choice = choice
        self._general: list[Said] = []
        self._overrides: list[tuple[Said, Patterns]] = []
        self._rulebooks: dict[tuple[int, ...], Rulebook] = {}
        if path:
            self._load(path)
        else:
            self.rules = load_rules(choice.folders)
        self._includes = self._patterns("include", 1)
        self._endings = {os.path.splitext(pattern)[1] for pattern in self._said("include", 1)} - {""}
        self._excludes = self._patterns("exclude", len(self.chain))

    def _load(self, path: str) -> None:
        """Read and judge what the files say: without one, none of it is imported."""
        from ce_lint.config.cross_check import make_sense
        from ce_lint.config.load import load_chain
        from ce_lint.config.overrides import Patterns, Said, validate_overrides

        self.chain = load_chain(path)
        for file in self.chain:
            make_sense(file)
        self.rules = load_rules(self._rule_folders())
        self._general = [Said(file, (), file.data) for file in self.chain]
        self._overrides = [(said, Patterns(said.table["files"])) for said in self.tables("overrides")]
        validate_overrides(self.rules, [*self._general, *(said for said, _ in self._overrides)])

    def _rule_folders(self) -> list[str]:
        """The folders of own rules, each once, as messages name them."""
        from ce_lint.config.cross_check import rules_folder

        said = [folder for file in self.chain if (folder := rules_folder(file)) is not None]
        folders = {os.path.realpath(folder): shown_path(folder) for folder in said}
        return list((folders | {os.path.realpath(folder): folder for folder in self._choice.folders}).values())

    def tables(self, key: str) -> Iterator[Said]:
        """The tables of one array, those of extended files first."""
        from ce_lint.config.overrides import Said

        for file in self.chain:
            for at, table in enumerate(file.data.get(key, ())):
                yield Said(file, (key, at), table)

    def _patterns(self, key: str, files: int) -> Patterns | None:
        if not self.decides(key):
            return None
        from ce_lint.config.overrides import Patterns

        return Patterns(self._said(key, files))

    def _said(self, key: str, files: int) -> list[str]:
        """The patterns that so many files say, the nearest of those that speak of them at all."""
        lists: list[list[str]] = [file.data[key] for file in self.chain if key in file.data]
        return [pattern for each in lists[-files:] for pattern in each]

    # -- which files

    def relative(self, path: str) -> str:
        """A path as patterns name it: from the configuration's folder, with ``/``."""
        return relative(path, self.folder) if self.folder else path

    def skip_reason(self, path: str) -> str:
        """Why a file, named as patterns do, is not judged, in words; nothing where it is."""
        if self._excludes is not None and self._excludes.match(path):
            return f"excluded by {self._sayers('exclude', len(self.chain))}"
        if self._includes is not None and os.path.basename(path) == BASELINE_NAME:
            return "the baseline"
        if self._includes is not None and not self._includes.match(path):
            return f"not included by {self._sayers('include', 1)}"
        return ""

    def _sayers(self, key: str, files: int) -> str:
        """The places that the patterns of a key come from."""
        saying = [file for file in self.chain if key in file.data][-files:]
        return " or ".join(f"{shown_path(file.path)}:{file.line([key])}" for file in reversed(saying))

    def includes(self, path: str) -> bool:
        """Whether the project names a file with its ending: in a folder, such a one is looked for too."""
        ending = os.path.splitext(path)[1]
        return ending in self._endings and not self.skip_reason(path)

    @property
    def has_includes(self) -> bool:
        """Whether the project names its files: those are ours whatever they hold."""
        return self._includes is not None

    # -- which rules

    def rulebook(self, path: str) -> Rulebook:
        """The rules for a file, named as patterns do."""
        matched: tuple[int, ...] = ()
        if self._overrides:
            matched = tuple(at for at, (_, patterns) in enumerate(self._overrides) if patterns.match(path))
        found = self._rulebooks.get(matched)
        if found is None:
            rules = choose(self._apply_overrides(matched), self._choice.select, self._choice.ignore)
            found = self._rulebooks[matched] = Rulebook(rules, [rule.name for rule in self.rules])
        return found

    def _apply_overrides(self, matched: tuple[int, ...]) -> list[Rule]:
        """The rules as the configuration wants them where these overrides hold."""
        if not self.chain:
            return self.rules
        from ce_lint.config.overrides import apply_overrides

        return apply_overrides(self.rules, [*self._general, *(self._overrides[at][0] for at in matched)])

    def applying(self, path: str) -> list[Said]:
        """The tables that apply to a file, those that win last."""
        return [*self._general, *(said for said, patterns in self._overrides if patterns.match(path))]

    def decides(self, key: str) -> tuple[ConfigFile, Any] | None:
        """The file that decides on a key, and what it says."""
        return next(((file, file.data[key]) for file in reversed(self.chain) if key in file.data), None)

    @property
    def fail_on(self) -> str:
        """The lowest severity that fails a run."""
        found = self.decides("fail-on")
        return str(found[1]) if found else "error"
