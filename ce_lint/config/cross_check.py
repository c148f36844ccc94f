"""What may be wrong with a configuration whose types are right: it names nothing that exists, or can match nothing."""

from __future__ import annotations

import json
import os
from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import Any

from ce_lint.config.load import ConfigFile, ConfigTable, Route
from ce_lint.files.patterns import find_pattern_error
from ce_lint.rulebook.rule import Rule
from ce_lint.util.nearest import did_you_mean


def cross_check_file(file: ConfigFile) -> None:
    """Check that patterns can match something, and that reasons are given. Raises ConfigError."""
    for route, patterns in _find_patterns(file):
        if not patterns and route[-1] == "files":
            raise file.error(route, 'is empty. Write ["*"] for all files.')
        for index, pattern in enumerate(patterns):
            if problem := find_pattern_error(pattern):
                raise file.error([*route, index], problem)
    for entry in file.tables("allow"):
        if not entry.data["reason"].strip():
            raise entry.error(["reason"], "is empty: write why these findings are accepted.")


def _find_patterns(file: ConfigFile) -> Iterator[tuple[Route, list[str]]]:
    """Each array of patterns and the route to it."""
    for key in ("include", "exclude"):
        yield (key,), file.data.get(key, [])
    for key in ("overrides", "allow"):
        for table in file.tables(key):
            if "files" in table.data:
                yield (*table.route, "files"), table.data["files"]


def find_rules_folder(file: ConfigFile) -> str | None:
    """The absolute path of the folder that ``rules`` of a file names; None without that key. Raises ConfigError."""
    name = file.data.get("rules")
    if name is None:
        return None
    folder = os.path.normpath(os.path.join(file.folder, name))
    if not os.path.isdir(folder):
        raise file.error(["rules"], "must be a folder that exists, relative to the folder of this file.")
    if folder == file.folder:
        raise file.error(["rules"], "must not be the folder of this file: every TOML file in it is read as a rule.")
    return folder


def cross_check_rules(tables: Iterable[ConfigTable], rules: Sequence[Rule]) -> None:
    """Check that tables name rules, families and options that exist, and values they accept. Raises ConfigError."""
    by_name = {rule.name: rule for rule in rules}
    rules_and_families = [*by_name, *{rule.family for rule in rules}]
    for table in tables:
        for name in table.data.get("severity", {}):
            if name not in rules_and_families:
                raise table.error(["severity", name], describe_unknown("a rule or family", name, rules_and_families))
        for name, options in table.data.get("options", {}).items():
            if name not in by_name:
                raise table.error(["options", name], describe_unknown("a rule", name, by_name))
            for option, problem in _find_option_errors(by_name[name], options):
                raise table.error(["options", name, option], problem)
        for limit, value in table.data.get("limits", {}).items():
            if problem := _find_limit_error(value):
                raise table.error(["limits", limit], problem)


def describe_unknown(kind: str, name: str, choices: Iterable[str]) -> str:
    """The problem of a key that does not name a rule, or whatever ``kind`` says: "is not a rule. Did you mean `x`?"."""
    return f"is not {kind}.{did_you_mean(name, choices) or ' `ce-lint rules` lists all rules.'}"


def _find_option_errors(rule: Rule, options: Mapping[str, Any]) -> Iterator[tuple[str, str]]:
    for option, value in options.items():
        if option not in rule.options:
            known = f"Its options are {', '.join(rule.options)}." if rule.options else "It has no options."
            yield option, f"is not an option of `{rule.name}`.{did_you_mean(option, rule.options)} {known}"
        elif not _accepts(rule, option, value):
            yield option, _describe_type(rule.get_option(option))


def _accepts(rule: Rule, option: str, value: Any) -> bool:
    if type(value) is type(rule.get_option(option)) and isinstance(value, (bool, int)):
        return True
    from ce_lint.config.validate import is_valid_option  # imports pydantic

    return is_valid_option(rule.check, option, value)


def _describe_type(default: Any) -> str:
    """What the value of an option must be, by its default."""
    example = f", such as {json.dumps(default)}" if type(default) in {int, str, list} else ""
    return f"must be {_TYPES.get(type(default), 'of another type')}{example}."


_TYPES: Mapping[type, str] = {
    int: "an integer",
    str: "a string",
    bool: "true or false",
    list: "an array",
    dict: "a table",
}


def _find_limit_error(value: Any) -> str:
    """Why a limit cannot be used; "" if it can. Two numbers are the smallest and the largest value."""
    if isinstance(value, list) and len(value) != 2:
        return "must have two numbers, the shortest and the longest interval in minutes, such as [1, 1440]."
    lowest, highest = value if isinstance(value, list) else (value, value)
    if lowest < 1:
        return "must be greater than 0."
    return "must have the shortest interval first, such as [1, 1440]." if lowest > highest else ""
