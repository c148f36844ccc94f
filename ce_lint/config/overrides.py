"""From what configurations say to rules: their severities, their options, the limits of a team."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import TYPE_CHECKING, Any, NamedTuple

from ce_lint.config.load import ConfigFile
from ce_lint.rulebook.rule import Rule
from ce_lint.util.lazy_pattern import lazy_pattern
from ce_lint.util.nearest import nearest
from ce_lint.violation import Severity

if TYPE_CHECKING:
    from pathspec import GitIgnoreSpec

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


def apply_overrides(rules: Sequence[Rule], said: Sequence[Said]) -> list[Rule]:
    """The rules as the tables want them; a later table wins, and in one table a rule's name over its family's."""
    tables = [one.table for one in said]
    return [_with_options(_with_severity(rule, tables), tables) for rule in rules]


def _with_severity(rule: Rule, tables: Sequence[Mapping[str, Any]]) -> Rule:
    """A rule that is off by its own name, or from the start, is not triggered by the name of its family."""
    severity: Severity | None = None
    is_asleep = rule.severity == "off"
    for table in tables:
        severities: Mapping[str, Severity] = table.get("severity", {})
        if rule.name in severities:
            severity = severities[rule.name]
            is_asleep = severity == "off"
        elif rule.family in severities and not is_asleep:
            severity = severities[rule.family]
    return rule if severity is None else rule.with_severity(severity, severity_is_overridden=True)


def _with_options(rule: Rule, tables: Sequence[Mapping[str, Any]]) -> Rule:
    options: dict[str, Any] = {}
    for table in tables:
        for limit, value in table.get("limits", {}).items():
            keeper, names = _LIMITS[limit]
            if keeper == rule.name:
                options |= zip(names, value if isinstance(value, list) else [value], strict=True)
        options |= table.get("options", {}).get(rule.name, {})
    return rule.with_options(options) if options else rule


def validate_overrides(rules: Sequence[Rule], said: Sequence[Said]) -> None:
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
    from ce_lint.config.validate import is_of_type

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


_PLAIN = lazy_pattern(r"[^*?\[\]!\\#\s/][^*?\[\]!\\#\s]*|/[^*?\[\]!\\#\s/][^*?\[\]!\\#\s]*")
_WINDOWS = lazy_pattern(r"(?<!\\)(?:\\\\)*\\[^\W_]")


class Patterns:
    """Patterns of files below a folder. A plain path needs no library: only one with a wildcard loads it."""

    def __init__(self, patterns: Sequence[str]) -> None:
        self._patterns = patterns
        self._plain = all(map(is_plain, patterns))
        self._spec: GitIgnoreSpec | None = None

    def match(self, path: str) -> bool:
        """Whether a path, relative to the folder and with ``/``, is meant by them."""
        if self._plain:
            return any(_is_meant(path, pattern) for pattern in self._patterns)
        if self._spec is None:
            from ce_lint.files.gitignore import spec

            self._spec = spec(self._patterns)
        return self._spec.match_file(path)


def is_plain(pattern: str) -> bool:
    """Whether a pattern names files or folders by their whole name, without a wildcard."""
    return _PLAIN.fullmatch(pattern) is not None and "//" not in pattern


def only_file(patterns: Sequence[str]) -> str | None:
    """The one path that the patterns can mean as a file, or None where it may be several."""
    if len(patterns) != 1 or not is_plain(patterns[0]) or "/" not in patterns[0].rstrip("/"):
        return None
    return patterns[0].strip("/")


def find_pattern_error(pattern: str) -> str:
    """Why a pattern can match nothing, in words; nothing where it can."""
    if is_plain(pattern) and not {".", ".."}.intersection(pattern.split("/")):
        return ""
    if not pattern.strip() or pattern.startswith("#"):
        return "an empty pattern matches nothing, and one that begins with # is a comment: write \\\\#"
    if {".", ".."}.intersection(pattern.split("/")):
        return "a pattern leads down from the folder of the configuration: write it without ./ and ../"
    if _WINDOWS.search(pattern):
        return "write / between folders: in a pattern, \\ takes the meaning of the next character away"
    from ce_lint.files.gitignore import is_pattern

    return "" if is_pattern(pattern) else "it is no pattern as in a .gitignore"


def _is_meant(path: str, pattern: str) -> bool:
    """As git reads a pattern without a wildcard: one with a slash inside leads down from the folder."""
    bare = pattern.strip("/")
    if pattern.endswith("/") and path == bare:
        return False
    if "/" in pattern.rstrip("/"):
        return path == bare or path.startswith(f"{bare}/")
    *folders, name = path.split("/")
    return bare in folders or (bare == name and not pattern.endswith("/"))
