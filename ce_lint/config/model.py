"""The shape of a configuration file. Its keys are written with dashes: ``fail-on``.

Plain classes: a run that meets a sound file does not import pydantic, which judges by the same classes when a file is
wrong, and makes the schema of them.
"""

from __future__ import annotations

from datetime import date
from typing import Annotated, Any, Literal, TypedDict

from ce_lint.violation import Severity

FailOn = Literal["error", "warning", "info", "never"]


class Limits(TypedDict, total=False):
    """Numbers that a team sets for itself."""

    refresh_interval: Annotated[list[int], "The shortest and the longest poll interval, in minutes."]
    signature_key: Annotated[int, "The fewest characters of a signature key."]


class Part(TypedDict, total=False):
    """What may differ from file to file."""

    severity: Annotated[dict[str, Severity], "The severity of a rule or of a whole family, also off."]
    limits: Annotated[Limits, "Numbers that a team sets for itself."]
    options: Annotated[dict[str, dict[str, Any]], "Options of a rule, by its name."]


class Override(Part):
    """A part for some files alone. Later ones win."""

    files: Annotated[list[str], "Patterns as in a .gitignore."]


class _Reason(TypedDict):
    rule: Annotated[str, "The name of the rule."]
    reason: Annotated[str, "Why its findings are accepted: who reads it later does not know."]


class Allow(_Reason, total=False):
    """Findings that are accepted, with the reason."""

    files: Annotated[
        list[str],
        "Patterns as in a .gitignore, every file unless set.",
    ]
    at: Annotated[str, "The route of the finding or of what it stands in; everywhere unless set."]
    until: Annotated[date, "The last day on which they are accepted."]


class Config(Part, total=False):
    """A configuration file: ce-lint.toml, or the table [tool.ce-lint] of pyproject.toml."""

    extends: Annotated[str, "Another configuration file, from the folder of this one. What this one says wins."]
    include: Annotated[
        list[str], "Patterns of the files that are instances: judged whatever they hold, and no others are."
    ]
    exclude: Annotated[list[str], "Patterns of files that are never judged."]
    rules: Annotated[str, "A folder of your own rules, from the folder of this file."]
    fail_on: Annotated[FailOn, "The lowest severity that fails a run; error unless set."]
    overrides: Annotated[list[Override], "What differs for some files."]
    allow: Annotated[list[Allow], "Findings that are accepted."]
