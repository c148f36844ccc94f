"""SARIF 2.1.0, as GitHub code scanning takes it: https://docs.oasis-open.org/sarif/sarif/v2.1.0/sarif-v2.1.0.html"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from typing import Any, ClassVar

from ce_lint import __version__
from ce_lint.document.lines import Lines
from ce_lint.lint.result import FileResult, Summary
from ce_lint.report.base import Region, Report, clean, end, find_region, item, lines_of, member, sentences
from ce_lint.report.fingerprint import LineHashes, fingerprints
from ce_lint.report.fixes import list_replacements
from ce_lint.report.paths import Places
from ce_lint.report.summary import count
from ce_lint.rulebook.explanation import Explanation, Sample, load_explanation
from ce_lint.rulebook.rule import Rule
from ce_lint.violation import Severity, Violation

LEVELS: Mapping[Severity, str] = {"error": "error", "warning": "warning", "info": "note", "off": "none"}
_PROBLEMS: Mapping[Severity, str] = {"error": "error", "warning": "warning", "info": "recommendation"}
_PRECISIONS: Mapping[Severity, str] = {"error": "very-high", "warning": "high", "info": "medium"}
_SECURITY: Mapping[Severity, str] = {"error": "8.0", "warning": "5.0", "info": "3.0"}
_LONGEST_TEXT = 1024
_FENCE = re.compile(r"^`{3,}", re.MULTILINE)


def descriptor(rule: Rule) -> dict[str, Any]:
    """The ``reportingDescriptor`` of a rule."""
    explained = load_explanation(rule)
    return {
        "id": rule.name,
        "name": "".join(part.capitalize() for part in rule.name.split("-")),
        "shortDescription": {"text": _short(rule.title)},
        "fullDescription": {"text": _short(explained.why)},
        "help": {"text": clean(_plain(rule, explained)), "markdown": clean(_markdown(rule, explained))},
        "defaultConfiguration": {"level": LEVELS[rule.severity]},
        "properties": _properties(rule),
    }


def _properties(rule: Rule) -> dict[str, Any]:
    """Precision and problem order the alerts of GitHub; ``security-severity`` makes one an alert about security."""
    is_secret = rule.redact
    common = {
        "tags": [rule.family, "security"] if is_secret else [rule.family],
        "precision": _PRECISIONS.get(rule.severity, "medium"),
        "problem.severity": _PROBLEMS.get(rule.severity, "recommendation"),
    }
    return {**common, "security-severity": _SECURITY.get(rule.severity, "3.0")} if is_secret else common


def _short(text: str) -> str:
    text = clean(" ".join(text.split()))
    return text if len(text) <= _LONGEST_TEXT else text[: _LONGEST_TEXT - 1] + "…"


def _plain(rule: Rule, explained: Explanation) -> str:
    bad, good = (f"{title}:\n{sample.text}" for title, sample in (("Bad", explained.bad), ("Good", explained.good)))
    return "\n\n".join((explained.why, f"Help: {rule.help}", bad, good))


def _markdown(rule: Rule, explained: Explanation) -> str:
    parts = (
        explained.why,
        f"**Help.** {rule.help}",
        "**Bad**",
        _fenced(explained.bad),
        "**Good**",
        _fenced(explained.good),
    )
    return "\n\n".join(parts)


def _fenced(sample: Sample) -> str:
    """A code block, whose fence is longer than any in it."""
    longest = max((len(found[0]) for found in _FENCE.finditer(sample.text)), default=2)
    fence = "`" * (longest + 1)
    return f"{fence}{sample.language}\n{sample.text}\n{fence}"


_SCHEMA = "https://docs.oasis-open.org/sarif/sarif/v2.1.0/errata01/os/schemas/sarif-schema-2.1.0.json"
_ROOT = "SRCROOT"
_MOST = 25_000
"""What GitHub takes of one run; it refuses a file with more."""


class SarifReport(Report):
    """One run with its rules; a result for each violation."""

    separator: ClassVar[str] = ","
    most: ClassVar[int | None] = _MOST

    def __init__(self, rules: Sequence[Rule], root: str) -> None:
        self._rules = tuple(rules)
        self._places = Places(root)
        self._numbers = {rule.name: number for number, rule in enumerate(self._rules)}

    def __getstate__(self) -> dict[str, object]:
        """Without the rules, which only the process that writes the opening needs: their checks may be large."""
        return {**self.__dict__, "_rules": ()}

    def opening(self) -> str:
        """The tool with its rules, and the start of the results."""
        driver = {
            "name": "ce-lint",
            "version": __version__,
            "semanticVersion": __version__,
            "rules": [descriptor(rule) for rule in self._rules],
        }
        parts = (
            member("tool", {"driver": driver}, 3),
            member("columnKind", "unicodeCodePoints", 3),
            member("originalUriBaseIds", {_ROOT: {"description": {"text": "The root of the repository."}}}, 3),
        )
        head = f'{{{member("$schema", _SCHEMA)},{member("version", "2.1.0")},\n  "runs": [\n    {{'
        return f'{head}{",".join(parts)},\n      "results": ['

    def entries(self, result: FileResult) -> list[str]:
        """The results of one file."""
        if not result.violations:
            return []
        hashes = LineHashes(result.source, result.violations) if result.source is not None else None
        lines = lines_of(result)
        artifact = self._artifact(result.path)
        own = fingerprints(result.violations, self._places.path(result.path))
        found = []
        for violation, fingerprint in zip(result.violations, own, strict=True):
            prints = {"ceLint/v1": fingerprint}
            if hashes is not None and (line_hash := hashes.of(lines.number(violation.span.start) + 1)):
                prints["primaryLocationLineHash"] = line_hash
            made = self._result(violation, artifact, lines) | {"partialFingerprints": prints}
            if replacements := _replacements(violation, lines):
                made["fixes"] = [_fix(violation, artifact, replacements)]
            found.append(item(made, 4))
        return found

    def _artifact(self, path: str) -> dict[str, str]:
        uri = {"uri": self._places.uri(path)}
        return {**uri, "uriBaseId": _ROOT} if self._places.is_inside(path) else uri

    def _result(self, violation: Violation, artifact: dict[str, str], lines: Lines) -> dict[str, Any]:
        made: dict[str, Any] = {"ruleId": violation.rule}
        if violation.rule in self._numbers:
            made["ruleIndex"] = self._numbers[violation.rule]
        made["level"] = LEVELS[violation.severity]
        made["message"] = {"text": sentences(violation)}
        made["locations"] = [_location(artifact, find_region(violation.span, lines))]
        if violation.related:
            made["relatedLocations"] = [
                {
                    "id": number,
                    **_location(artifact, find_region(related.span, lines)),
                    "message": {"text": clean(related.message)},
                }
                for number, related in enumerate(violation.related, 1)
            ]
        return made

    def closing(self, summary: Summary, entries: int) -> str:
        """The end of the results, and how the run went."""
        notifications = []
        if entries > _MOST:
            left = f"{count(entries, 'result')}, of which the first {_MOST:,} are included: GitHub accepts no more."
            notifications.append({"level": "warning", "message": {"text": left}})
        if summary.unreadable:
            unread = f"{count(summary.unreadable, 'path')} could not be read."
            notifications.append({"level": "error", "message": {"text": unread}})
        invocation: dict[str, Any] = {"executionSuccessful": not summary.unreadable}
        if notifications:
            invocation["toolExecutionNotifications"] = notifications
        return f"{end(entries, 3)},{member('invocations', [invocation], 3)}\n    }}\n  ]\n}}\n"


def _location(artifact: dict[str, str], region: Region) -> dict[str, Any]:
    return {"physicalLocation": {"artifactLocation": artifact, "region": _region(region)}}


def _region(region: Region) -> dict[str, int]:
    start, stop = region
    return {"startLine": start.line, "startColumn": start.column, "endLine": stop.line, "endColumn": stop.column}


def _fix(violation: Violation, artifact: dict[str, str], replacements: list[dict[str, Any]]) -> dict[str, Any]:
    change = {"artifactLocation": artifact, "replacements": replacements}
    return {"description": {"text": clean(violation.help)}, "artifactChanges": [change]}


def _replacements(violation: Violation, lines: Lines) -> list[dict[str, Any]]:
    return [
        {"deletedRegion": _region(find_region(span, lines)), "insertedContent": {"text": text}}
        for span, text in list_replacements(violation)
    ]
