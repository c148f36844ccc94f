"""Findings that a configuration accepts, each with a reason: ``[[tool.ce-lint.allow]]``."""

from __future__ import annotations

from ce_lint.config.patterns import Patterns, only_file
from ce_lint.config.settings import Settings
from ce_lint.config.tune import Said, unknown
from ce_lint.values.day import is_past
from ce_lint.values.route_text import leads_to, route_text
from ce_lint.violation import Violation

UNUSED = "unused-allowance"
EXPIRED = "expired-allowance"
EXPIRED_FIX = "Fix the finding, or set a later date."


class Allowance:
    """One entry of ``allow``: the rule, the files, the route at or above the finding, the last day.

    ``file`` is the path of the only file that it can be for, or None where there may be several.
    """

    __slots__ = ("_files", "at", "file", "has_run_out", "rule", "said")

    def __init__(self, said: Said) -> None:
        table = said.table
        files: list[str] = table.get("files", [])
        self.said = said
        self.rule: str = table["rule"]
        self.at: str = table.get("at", "")
        self.has_run_out = bool("until" in table and is_past(table["until"]))
        self.file = only_file(files)
        self._files = Patterns(files) if files else None

    def is_for(self, path: str) -> bool:
        """Whether it speaks of a file, named from the configuration's folder."""
        return self._files is None or self._files.match(path)

    def accepts(self, violation: Violation) -> bool:
        """Whether it accepts a finding in one of its files."""
        return self.rule == violation.rule and leads_to(self.at, route_text(violation.route))


def allowances(settings: Settings) -> list[Allowance]:
    """The allowances of a configuration, those of extended files first. Raises ConfigError."""
    found = [Allowance(said) for said in settings.tables("allow")]
    names = {rule.name for rule in settings.rules}
    for allowance in found:
        if allowance.rule not in names:
            said = allowance.said
            raise said.file.wrong([*said.steps, "rule"], unknown("rule", allowance.rule, sorted(names)))
    return found
