"""From what configurations say to rules: their severities, their options, the limits of a team."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import Any, NamedTuple

from ce_lint.config.files import ConfigFile
from ce_lint.rulebook.rule import Rule
from ce_lint.values.nearest import nearest
from ce_lint.violation import Severity

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
    tables = [one.table for one in said]
    return [_with_options(_with_severity(rule, tables), tables) for rule in rules]


def _with_severity(rule: Rule, tables: Sequence[Mapping[str, Any]]) -> Rule:
    """A rule that is off by its own name, or from the start, is not woken by the name of its family."""
    severity: Severity | None = None
    is_asleep = rule.severity == "off"
    for table in tables:
        severities: Mapping[str, Severity] = table.get("severity", {})
        if rule.name in severities:
            severity = severities[rule.name]
            is_asleep = severity == "off"
        elif rule.family in severities and not is_asleep:
            severity = severities[rule.family]
    return rule if severity is None else rule.at(severity, firm=True)


def _with_options(rule: Rule, tables: Sequence[Mapping[str, Any]]) -> Rule:
    options: dict[str, Any] = {}
    for table in tables:
        for limit, value in table.get("limits", {}).items():
            keeper, names = _LIMITS[limit]
            if keeper == rule.name:
                options |= zip(names, value if isinstance(value, list) else [value], strict=True)
        options |= table.get("options", {}).get(rule.name, {})
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
        elif not _is_taken(rule, option, value):
            yield option, _form(rule.option(option))


def _is_taken(rule: Rule, option: str, value: Any) -> bool:
    if type(value) is type(rule.option(option)) and isinstance(value, (bool, int)):
        return True
    from ce_lint.config.judge import is_of_type

    return is_of_type(rule.check, option, value)


def _form(usual: Any) -> str:
    """What an option must be, told by what it is where nobody sets it."""
    example = f", such as {json.dumps(usual)}" if isinstance(usual, (bool, int, str, list)) else ""
    return f"it must be {_TYPES.get(type(usual), 'of another form')}{example}"


_TYPES: Mapping[type, str] = {
    int: "a whole number",
    str: "text",
    bool: "true or false",
    list: "a list",
    dict: "a table",
}


def _wrong_limit(value: Any) -> str:
    if isinstance(value, list) and (len(value) != 2 or value[0] > value[1]):
        return "it must be the shortest and the longest, such as [1, 1440]"
    return "it must be above 0" if (value[0] if isinstance(value, list) else value) < 1 else ""


def unknown(noun: str, name: str, known: Iterable[str]) -> str:
    """What to say of a name that there is not."""
    meant = nearest(name, known)
    return f"there is no such {noun}." + (f" Did you mean {meant!r}?" if meant else " `ce-lint rules` lists them all.")
