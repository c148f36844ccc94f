"""From what configurations say to rules: their severities, their options, the limits of a team."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import Any, NamedTuple

from ce_lint.config.files import ConfigFile
from ce_lint.rulebook.rule import Rule
from ce_lint.values.nearest import nearest

_LIMITS: Mapping[str, tuple[str, tuple[str, ...]]] = {
    "refresh-interval": ("extreme-refresh-interval", ("min", "max")),
    "signature-key": ("weak-signature-key", ("shortest",)),
}
"""A limit, the rule that keeps it, and the options that it sets."""


class Said(NamedTuple):
    """A table of a configuration that speaks of rules, and where it stands."""

    file: ConfigFile
    steps: tuple[str | int, ...]
    table: Mapping[str, Any]


def tuned(rules: Sequence[Rule], said: Sequence[Said]) -> list[Rule]:
    """The rules as the tables want them; a later table wins, and in one table a rule's name over its family's."""
    found = []
    for rule in rules:
        for one in said:
            rule = _tuned(rule, one.table)  # noqa: PLW2901 (the rule goes through the tables)
        found.append(rule)
    return found


def _tuned(rule: Rule, table: Mapping[str, Any]) -> Rule:
    severities = table.get("severity", {})
    severity = severities.get(rule.name) or severities.get(rule.family)
    if severity:
        rule = rule.at(severity, firm=True)
    options = dict(table.get("options", {}).get(rule.name, {}))
    for limit, value in table.get("limits", {}).items():
        keeper, names = _LIMITS[limit]
        if keeper == rule.name:
            options = dict(zip(names, value if isinstance(value, list) else [value], strict=True)) | options
    return rule.tuned(options) if options else rule


def judge(rules: Sequence[Rule], said: Sequence[Said]) -> None:
    """Look for names that no rule has, and for values that no option takes. Raises ConfigError."""
    by_name = {rule.name: rule for rule in rules}
    for one in said:
        for name in one.table.get("severity", {}):
            if name not in by_name and all(rule.family != name for rule in rules):
                known = [*by_name, *{rule.family for rule in rules}]
                raise one.file.wrong([*one.steps, "severity", name], unknown("rule or family", name, known))
        for name, options in one.table.get("options", {}).items():
            if name not in by_name:
                raise one.file.wrong([*one.steps, "options", name], unknown("rule", name, by_name))
            for option, sentence in _wrong_options(by_name[name], options):
                raise one.file.wrong([*one.steps, "options", name, option], sentence)
        for limit, value in one.table.get("limits", {}).items():
            if sentence := _wrong_limit(value):
                raise one.file.wrong([*one.steps, "limits", limit], sentence)


def _wrong_options(rule: Rule, options: Mapping[str, Any]) -> Iterator[tuple[str, str]]:
    for option, value in options.items():
        if option not in rule.options:
            known = f"its options are {', '.join(rule.options)}" if rule.options else "it has none"
            yield option, f"`{rule.name}` has no such option; {known}"
            continue
        usual = rule.option(option)
        if type(value) is not type(usual):
            yield option, f"it must be {_TYPES.get(type(usual), 'of another type')}, such as {usual!r}"


_TYPES: Mapping[type, str] = {int: "a whole number", str: "text", bool: "true or false", list: "a list"}


def _wrong_limit(value: Any) -> str:
    if isinstance(value, list) and (len(value) != 2 or value[0] > value[1]):
        return "it must be the shortest and the longest, such as [1, 1440]"
    return "it must be above 0" if (value[0] if isinstance(value, list) else value) < 1 else ""


def unknown(noun: str, name: str, known: Iterable[str]) -> str:
    """What to say of a name that there is not."""
    meant = nearest(name, known)
    return f"there is no such {noun}." + (f" Did you mean {meant!r}?" if meant else " `ce-lint rules` lists them all.")
