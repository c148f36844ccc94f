"""The type of a configuration file, and whether data matches it.

Plain classes: a run with a valid configuration does not import pydantic, which takes longer than the whole run.
``validate.py`` makes pydantic models of the same classes to say what is wrong with a file, and the JSON Schema.
The keys of a file are written with dashes: ``fail-on`` for ``fail_on``.
"""

from __future__ import annotations

from datetime import date
from typing import Annotated, Any, Literal, TypedDict, get_args, get_origin, get_type_hints, is_typeddict

from ce_lint.violation import Severity

FailOn = Literal["error", "warning", "info", "never"]


class Limits(TypedDict, total=False):
    """Numbers that a team decides on."""

    refresh_interval: Annotated[list[int], "The shortest and the longest poll interval, in minutes."]
    signature_key: Annotated[int, "The minimum length of a signature key, in characters."]


class RuleSettings(TypedDict, total=False):
    """What is set for rules; it may differ from file to file."""

    severity: Annotated[dict[str, Severity], "The severity of a rule or of a whole family; off turns it off."]
    limits: Annotated[Limits, "Numbers that a team decides on."]
    options: Annotated[dict[str, dict[str, Any]], "The options of a rule, by its name."]


class Override(RuleSettings):
    """Settings for some files only. Later overrides win."""

    files: Annotated[list[str], "Patterns as in a .gitignore."]


class _Reason(TypedDict):
    rule: Annotated[str, "The name of the rule."]
    reason: Annotated[str, "Why these findings are accepted, for whoever reads the configuration later."]


class Allow(_Reason, total=False):
    """Findings that are accepted, with the reason."""

    files: Annotated[
        list[str],
        "Patterns as in a .gitignore. By default, all files.",
    ]
    at: Annotated[str, "The route of the finding, or of an object or array around it. By default, any."]
    until: Annotated[date, "The last day on which the findings are accepted."]


class Config(RuleSettings, total=False):
    """A configuration file: ce-lint.toml, or the table [tool.ce-lint] of pyproject.toml."""

    extends: Annotated[
        str, "Another configuration file, relative to the folder of this one. The settings of this one win."
    ]
    include: Annotated[
        list[str], "Patterns of the files that are instances. They are linted whatever they contain, and no others are."
    ]
    exclude: Annotated[list[str], "Patterns of files that are never linted."]
    rules: Annotated[str, "A folder with your own rules, relative to the folder of this file."]
    fail_on: Annotated[FailOn, "The lowest severity that fails a run. By default, error."]
    overrides: Annotated[list[Override], "Settings for some files only."]
    allow: Annotated[list[Allow], "Findings that are accepted."]


def to_key(name: str) -> str:
    """A field's name as it is written in a file: ``fail-on`` for ``fail_on``."""
    return name.replace("_", "-")


def matches_type(value: Any, hint: Any) -> bool:
    """Whether a value is of a type, strictly: a boolean is not a number, and no key is unknown or missing.

    Knows the types that the classes above use: TypedDict, Literal of strings, list, dict with string keys, Any and
    plain classes. Agrees with the pydantic models of ``validate.py``.
    """
    if hint is Any:
        return True
    if is_typeddict(hint):
        return isinstance(value, dict) and _matches_table(value, hint)
    origin, arguments = get_origin(hint), get_args(hint)
    if origin is Literal:
        return isinstance(value, str) and value in arguments
    if origin is list:
        return isinstance(value, list) and all(matches_type(item, arguments[0]) for item in value)
    if origin is dict:
        return isinstance(value, dict) and all(matches_type(item, arguments[1]) for item in value.values())
    return type(value) is hint


def _matches_table(value: dict[str, Any], table: Any) -> bool:
    hints = {to_key(name): hint for name, hint in get_type_hints(table).items()}
    required = {to_key(name) for name in table.__required_keys__}
    return required <= value.keys() <= hints.keys() and all(
        matches_type(item, hints[key]) for key, item in value.items()
    )
