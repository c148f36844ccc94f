"""A rule as the linter knows it, and the plan that finds the rules which a document triggers."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from typing import Any, Literal

from ce_lint.checks.base import Check
from ce_lint.checks.discovery import import_class
from ce_lint.document.document import Document
from ce_lint.document.kinds import DocumentKind
from ce_lint.util.errors import UserError
from ce_lint.violation import Finding, Severity

FixSafety = Literal["safe", "unsafe", "none"]
Tag = Literal["unnecessary", "deprecated"]


class Rule:
    """One problem that is reported: its name, what a report says about it, and the check that finds it.

    All of it is written in the rule's file. ``applies`` are the kinds of document that the rule checks.
    ``trigger_keys`` are the keys of which a document must contain one for the check to run, or None to run it on every
    document. ``options`` are the parameters of the check that a project may set. ``fix`` says whether the fixes of the
    check are offered and whether they are safe, ``fix_title`` what an editor calls one. ``tags`` say how an editor
    draws the place. ``redact`` is True if the place holds a secret, so that no report may show it; ``syntax`` is True
    if it reports syntax errors, which may hide other findings. ``severity_is_overridden`` is True if the project chose
    the severity for all findings of the rule. ``path`` is the rule's file, or empty for a shipped rule.

    The check is imported and created when the rule is triggered for the first time.
    """

    __slots__ = (
        "_check",
        "_location",
        "_parameters",
        "applies",
        "family",
        "fix",
        "fix_title",
        "help",
        "name",
        "options",
        "path",
        "redact",
        "severity",
        "severity_is_overridden",
        "syntax",
        "tags",
        "title",
        "trigger_keys",
    )

    def __init__(self, name: str, family: str, data: dict[str, Any], path: str = "") -> None:
        self.name = name
        self.family = family
        self.path = path
        self.severity: Severity = data["severity"]
        self.title: str = data["title"]
        self.help: str = data["help"]
        self.applies: Sequence[DocumentKind] = data["applies"]
        self.trigger_keys: Sequence[str] | None = data["trigger_keys"]
        self.options: Sequence[str] = data.get("options", ())
        self.fix: FixSafety = data.get("fix", "none")
        self.fix_title: str = data.get("fix_title", "")
        self.tags: Sequence[Tag] = data.get("tags", ())
        self.redact: bool = data.get("redact", False)
        self.syntax: bool = data.get("syntax", False)
        self.severity_is_overridden = False
        self._location: str = data["check"]
        self._parameters: dict[str, Any] = data.get("parameters", {})
        self._check: Check | None = None

    @property
    def check(self) -> Check:
        if self._check is None:
            self._check = import_class(self._location)(**self._parameters)
        return self._check

    def with_severity(self, severity: Severity, severity_is_overridden: bool = False) -> Rule:
        """The same rule at another severity."""
        same = self._copy()
        same.severity, same.severity_is_overridden = severity, severity_is_overridden
        return same

    def with_options(self, options: Mapping[str, Any]) -> Rule:
        """The same rule with other values for some of its options. Raises UserError for a value that cannot be used."""
        same = self._copy()
        same._parameters = {**self._parameters, **options}
        same._check = None
        if error := same.check.find_parameter_error():
            raise UserError(f"options.{self.name}.{error[0]}: {error[1]}")
        trigger_keys = same.check.trigger_keys()
        same.trigger_keys = None if trigger_keys is None else sorted(trigger_keys)
        return same

    def get_option(self, name: str) -> Any:
        """The value of one of the options."""
        return getattr(self.check, name)

    def _copy(self) -> Rule:
        same = object.__new__(Rule)
        for name in Rule.__slots__:
            setattr(same, name, getattr(self, name))
        return same


TriggeredRule = tuple[Rule, Callable[[Document], Iterator[Finding]]]


class Plan:
    """The rules for one kind of document, by the keys that trigger them."""

    __slots__ = ("_known", "always", "by_key")

    def __init__(self, rules: Iterable[Rule], kind: DocumentKind) -> None:
        self._known: dict[frozenset[str], list[TriggeredRule]] = {}
        self.always: list[Rule] = []
        self.by_key: dict[str, list[Rule]] = {}
        for rule in rules:
            if kind not in rule.applies:
                continue
            if rule.trigger_keys is None:
                self.always.append(rule)
            for key in rule.trigger_keys or ():
                self.by_key.setdefault(key, []).append(rule)

    def find_triggered(self, keys: set[str]) -> list[TriggeredRule]:
        """The rules that may find something in a document with these keys, each once, with the function that finds it.

        The files of one repository use the same few keys, so that most of them need a list that was made before.
        """
        triggers = frozenset(self.by_key.keys() & keys)
        found = self._known.get(triggers)
        if found is None:
            rules = {rule.name: rule for key in sorted(triggers) for rule in self.by_key[key]}
            found = [(rule, rule.check.find) for rule in (*self.always, *rules.values())]
            self._known[triggers] = found
        return found


class Rulebook:
    """The rules chosen for a run. ``known`` are the names of all rules that could have been chosen."""

    def __init__(self, rules: Iterable[Rule], known: Iterable[str] = ()) -> None:
        self.rules = tuple(rules)
        self.known = frozenset(known) or frozenset(rule.name for rule in self.rules)
        self._plans: dict[DocumentKind, Plan] = {}

    def get_plan(self, kind: DocumentKind) -> Plan:
        found = self._plans.get(kind)
        if found is None:
            found = self._plans[kind] = Plan(self.rules, kind)
        return found

    def find_rule(self, name: str) -> Rule | None:
        """A chosen rule by its name."""
        return next((rule for rule in self.rules if rule.name == name), None)


class UnknownRuleError(UserError):
    """A name that is neither that of a rule nor of a family; the message names the nearest one."""


def choose(rules: Sequence[Rule], select: Iterable[str] = (), ignore: Iterable[str] = ()) -> list[Rule]:
    """The rules of a run, by the names of rules and families.

    A rule that is off runs only if it is selected by its own name, as a warning. Raises UnknownRuleError.
    """
    selected, ignored = set(select), set(ignore)
    known = {rule.name for rule in rules} | {rule.family for rule in rules}
    for name in sorted((selected | ignored) - known):
        raise UnknownRuleError(word_unknown_rule(name, known))
    chosen = []
    for rule in rules:
        if rule.name in ignored or (rule.family in ignored and rule.name not in selected):
            continue
        if rule.severity == "off":
            if rule.name in selected:
                chosen.append(rule.with_severity("warning"))
        elif not selected or rule.name in selected or rule.family in selected:
            chosen.append(rule)
    return chosen


def word_unknown_rule(name: str, known: Iterable[str]) -> str:
    """The message for a name that is not that of a rule."""
    from ce_lint.util.nearest import did_you_mean

    hint = did_you_mean(name, known) or " `ce-lint rules` lists all rules."
    return f"`{name[:60]}` is not a rule or family.{hint}"
