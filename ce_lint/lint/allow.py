"""Days, as ``2027-01-31``."""

from __future__ import annotations

import json
import os
from collections.abc import Collection, Iterator
from typing import TYPE_CHECKING

from ce_lint.config.cross_check import describe_unknown
from ce_lint.config.discover import OWN_NAME, SHARED_NAME
from ce_lint.config.load import ConfigTable
from ce_lint.config.settings import Settings
from ce_lint.document.lines import Lines
from ce_lint.document.nodes import format_route, is_at_or_above
from ce_lint.document.read import ParsedFile
from ce_lint.document.source import SourceText
from ce_lint.files.patterns import Patterns, escape_pattern, find_single_file
from ce_lint.lint.result import FileResult
from ce_lint.lint.usage import SuppressionUsage
from ce_lint.util.paths import display_path, is_below, relativize_posix
from ce_lint.violation import Violation

if TYPE_CHECKING:
    from datetime import date


def is_past(day: str | date) -> bool | None:
    """Whether a day is before today, in this machine's zone; None for a text that is not a day."""
    from datetime import date

    if isinstance(day, str):
        try:
            day = date.fromisoformat(day)
        except ValueError:
            return None
    return day < date.today()


UNUSED = "unused-allowance"
EXPIRED = "expired-allowance"
EXPIRED_FIX = "Fix the finding, or set a later date."


class Allowance:
    """One entry of ``allow``: the rule, the files, the route at or above the finding, the last day.

    ``file`` is the path of the only file that it can be for, or None where there may be several.
    """

    __slots__ = ("_files", "at", "file", "is_expired", "rule", "said")

    def __init__(self, said: ConfigTable) -> None:
        table = said.data
        files: list[str] = table.get("files", [])
        self.said = said
        self.rule: str = table["rule"]
        self.at: str = table.get("at", "")
        self.is_expired = bool("until" in table and is_past(table["until"]))
        self.file = find_single_file(files)
        self._files = Patterns(files) if files else None

    def is_for(self, path: str) -> bool:
        """Whether it applies to a file, named from the configuration's folder."""
        return self._files is None or self._files.match(path)

    def accepts(self, violation: Violation) -> bool:
        """Whether it accepts a finding in one of its files."""
        return self.rule == violation.rule and is_at_or_above(self.at, format_route(violation.route))


def allowances(settings: Settings) -> list[Allowance]:
    """The allowances of a configuration, those of extended files first. Raises ConfigError."""
    found = [Allowance(said) for said in settings.tables("allow")]
    names = {rule.name for rule in settings.rules}
    for allowance in found:
        if allowance.rule not in names:
            said = allowance.said
            raise said.error(["rule"], describe_unknown("the name of a rule", allowance.rule, sorted(names)))
    return found


REASON = "why this is right"


def entry(violation: Violation, config: str | None, root: str) -> list[str]:
    """The entry of a configuration; without one, of a ``ce-lint.toml`` in the folder ``root``."""
    path = config or os.path.join(root, OWN_NAME)
    table = "tool.ce-lint.allow" if os.path.basename(path) == SHARED_NAME else "allow"
    lines = [
        f"[[{table}]]",
        f"rule = {_quoted(violation.rule)}",
        f"files = [{_quoted(escape_pattern(relativize_posix(violation.path, os.path.dirname(path))))}]",
    ]
    if violation.route:
        lines.append(f"at = {_quoted(format_route(violation.route))}")
    return [*lines, f"reason = {_quoted(REASON)}"]


def comment(violation: Violation) -> str:
    """The comment of a YAML file, for the line of the finding or the one above it."""
    return f"# ce-lint: allow {violation.rule} -- {REASON}"


def _quoted(text: str) -> str:
    """A basic string of TOML, which escapes as JSON does, in which every unprintable character is escaped."""
    quoted = json.dumps(text, ensure_ascii=False)
    if quoted.isprintable():
        return quoted
    return "".join(one if one.isprintable() else f"\\U{ord(one):08x}" for one in quoted)


def find_unused(
    usage: SuppressionUsage, settings: Settings, entries: list[Allowance], walked: Collection[str], is_whole: bool
) -> Iterator[FileResult]:
    """The allowances of one configuration that have run out or accepted nothing.

    ``walked`` are the absolute folders that were linted as a whole: of an allowance for files that nobody looked
    at, nothing is known. ``is_whole`` is False where only some of the rules were run or a file was not read. What
    an extended file allows may be for another project.
    """
    sees_all = any(is_below(settings.folder, folder) for folder in walked)
    for at, allowance in enumerate(entries):
        if allowance.is_expired:
            message = f"The `allow` entry for `{allowance.rule}` has expired"
            yield from _result(settings, allowance, EXPIRED, message, EXPIRED_FIX)
        elif (
            is_whole
            and allowance.said.file.path == settings.path
            and not {(settings.path, at)} & (usage.used | usage.uncertain)
            and _is_idle(usage, settings, at, allowance, sees_all)
        ):
            message = f"The `allow` entry for `{allowance.rule}` matches no finding"
            yield from _result(settings, allowance, UNUSED, message, "Remove the entry.")


def _is_idle(usage: SuppressionUsage, settings: Settings, at: int, allowance: Allowance, sees_all: bool) -> bool:
    """Whether every file that an unused allowance can be for was looked at."""
    if allowance.file is None:
        return sees_all
    if (settings.path, at) in usage.applicable:
        return sees_all or os.path.isfile(os.path.join(settings.folder, allowance.file))
    return sees_all and not os.path.exists(os.path.join(settings.folder, allowance.file))


def _result(settings: Settings, allowance: Allowance, name: str, message: str, help: str) -> Iterator[FileResult]:
    file = allowance.said.file
    rule = settings.rulebook(settings.relative_path(file.path)).find_rule(name)
    if rule is not None:
        span = Lines(file.text).span(file.line(allowance.said.route) - 1)
        path, steps = display_path(file.path), allowance.said.route
        violation = Violation(path, rule.name, rule.family, rule.severity, message, help, span, steps)
        yield FileResult(path, ParsedFile([], SourceText(file.text)), (violation,))
