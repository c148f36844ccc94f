"""What configurations change in rules: their severity and their options."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from ce_lint.rulebook.rule import Rule
from ce_lint.violation import Severity

LIMIT_RULES: Mapping[str, str] = {
    "refresh-interval": "extreme-refresh-interval",
    "signature-key": "weak-signature-key",
}
"""The rule whose options a limit sets: all of them, in the order of the rule file."""


def apply_overrides(rules: Iterable[Rule], tables: Sequence[Mapping[str, Any]]) -> list[Rule]:
    """The rules with the severities, limits and options that the tables set.

    A later table wins. In one table the name of a rule wins over that of its family, and an option over a limit.
    """
    return [_set_options(_set_severity(rule, tables), tables) for rule in rules]


def _set_severity(rule: Rule, tables: Sequence[Mapping[str, Any]]) -> Rule:
    """A rule that is off by default or by its own name is not turned on by the name of its family."""
    severity: Severity | None = None
    is_off = rule.severity == "off"
    for table in tables:
        severities: Mapping[str, Severity] = table.get("severity", {})
        if rule.name in severities:
            severity = severities[rule.name]
            is_off = severity == "off"
        elif rule.family in severities and not is_off:
            severity = severities[rule.family]
    return rule if severity is None else rule.with_severity(severity, severity_is_overridden=True)


def _set_options(rule: Rule, tables: Sequence[Mapping[str, Any]]) -> Rule:
    options: dict[str, Any] = {}
    for table in tables:
        for limit, value in table.get("limits", {}).items():
            if LIMIT_RULES[limit] == rule.name:
                options |= zip(rule.options, value if isinstance(value, list) else [value], strict=True)
        options |= table.get("options", {}).get(rule.name, {})
    return rule.with_options(options) if options else rule
