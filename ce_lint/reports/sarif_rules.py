"""The rules of a run as SARIF describes them, with what GitHub code scanning wants besides."""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import Any

from ce_lint.reports.texts import clean
from ce_lint.rulebook.explanation import Explanation, Sample, explanation
from ce_lint.rulebook.rule import Rule
from ce_lint.violation import Severity

LEVELS: Mapping[Severity, str] = {"error": "error", "warning": "warning", "info": "note", "off": "none"}
_PROBLEMS: Mapping[Severity, str] = {"error": "error", "warning": "warning", "info": "recommendation"}
_PRECISIONS: Mapping[Severity, str] = {"error": "very-high", "warning": "high", "info": "medium"}
_SECURITY: Mapping[Severity, str] = {"error": "8.0", "warning": "5.0", "info": "3.0"}
_MOST = 1024
_FENCE = re.compile(r"^`{3,}", re.MULTILINE)


def descriptor(rule: Rule) -> dict[str, Any]:
    """The ``reportingDescriptor`` of a rule."""
    told = explanation(rule)
    return {
        "id": rule.name,
        "name": "".join(part.capitalize() for part in rule.name.split("-")),
        "shortDescription": {"text": _short(rule.title)},
        "fullDescription": {"text": _short(told.why)},
        "help": {"text": clean(_plain(rule, told)), "markdown": clean(_markdown(rule, told))},
        "defaultConfiguration": {"level": LEVELS[rule.severity]},
        "properties": _properties(rule),
    }


def _properties(rule: Rule) -> dict[str, Any]:
    """Precision and problem order the alerts of GitHub; ``security-severity`` makes one an alert about security."""
    is_secret = rule.family == "secrets"
    common = {
        "tags": [rule.family, "security"] if is_secret else [rule.family],
        "precision": _PRECISIONS.get(rule.severity, "medium"),
        "problem.severity": _PROBLEMS.get(rule.severity, "recommendation"),
    }
    return {**common, "security-severity": _SECURITY.get(rule.severity, "3.0")} if is_secret else common


def _short(text: str) -> str:
    text = clean(" ".join(text.split()))
    return text if len(text) <= _MOST else text[: _MOST - 1] + "…"


def _plain(rule: Rule, told: Explanation) -> str:
    bad, good = (f"{title}:\n{sample.text}" for title, sample in (("Bad", told.bad), ("Good", told.good)))
    return "\n\n".join((told.why, f"How to mend it: {rule.help}", bad, good))


def _markdown(rule: Rule, told: Explanation) -> str:
    parts = (told.why, f"**How to mend it.** {rule.help}", "**Bad**", _fenced(told.bad), "**Good**", _fenced(told.good))
    return "\n\n".join(parts)


def _fenced(sample: Sample) -> str:
    """A code block, whose fence is longer than any in it."""
    longest = max((len(found[0]) for found in _FENCE.finditer(sample.text)), default=2)
    fence = "`" * (longest + 1)
    return f"{fence}{sample.language}\n{sample.text}\n{fence}"
