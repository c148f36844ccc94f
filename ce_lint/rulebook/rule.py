"""A rule as the linter knows it, and the plan that finds the rules which a document wakes."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any, NamedTuple

from ce_lint.checks.base import Check
from ce_lint.checks.kinds import KINDS
from ce_lint.document.kinds import Kind
from ce_lint.violation import Severity


class Rule(NamedTuple):
    """One mistake: its name, what a report says of it, and the check that finds it."""

    name: str
    family: str
    severity: Severity
    title: str
    fix: str
    applies: tuple[Kind, ...]
    check: Check


def make(name: str, family: str, data: dict[str, Any]) -> Rule:
    """A rule from the content of its file, which was judged before."""
    parameters = dict(data["check"])
    check = KINDS[parameters.pop("kind")](**parameters)
    return Rule(name, family, data["severity"], data["title"], data["fix"], tuple(data["applies"]), check)


class Plan:
    """The rules for one kind of document, by the keys that wake them."""

    __slots__ = ("always", "by_key")

    def __init__(self, rules: Iterable[Rule], kind: Kind) -> None:
        self.always: list[Rule] = []
        self.by_key: dict[str, list[Rule]] = {}
        for rule in rules:
            if kind not in rule.applies:
                continue
            keys = rule.check.wakes()
            if keys is None:
                self.always.append(rule)
            for key in keys or ():
                self.by_key.setdefault(key, []).append(rule)

    def woken(self, keys: Iterable[str]) -> list[Rule]:
        """The rules that may find something in a document with these keys, each once."""
        found = {rule.name: rule for key in self.by_key.keys() & set(keys) for rule in self.by_key[key]}
        return [*self.always, *found.values()]


class Rulebook:
    """The rules chosen for a run."""

    def __init__(self, rules: Iterable[Rule]) -> None:
        self.rules = tuple(rules)
        self._plans: dict[Kind, Plan] = {}

    def plan(self, kind: Kind) -> Plan:
        found = self._plans.get(kind)
        if found is None:
            found = self._plans[kind] = Plan(self.rules, kind)
        return found
