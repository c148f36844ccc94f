"""SARIF 2.1.0, as GitHub code scanning takes it: https://docs.oasis-open.org/sarif/sarif/v2.1.0/sarif-v2.1.0.html"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from ce_lint import __version__
from ce_lint.document.lines import Lines
from ce_lint.reports.fingerprint import LineHashes, fingerprints
from ce_lint.reports.mends import changes
from ce_lint.reports.places import Places
from ce_lint.reports.sarif_rules import LEVELS, descriptor
from ce_lint.reports.summary import count
from ce_lint.reports.texts import clean, sentences
from ce_lint.reports.written import end, item, member
from ce_lint.rulebook.rule import Rule
from ce_lint.run import Result, Summary
from ce_lint.violation import Position, Violation

_SCHEMA = "https://docs.oasis-open.org/sarif/sarif/v2.1.0/errata01/os/schemas/sarif-schema-2.1.0.json"
_ROOT = "SRCROOT"
_MOST = 25_000
"""What GitHub takes of one run; it refuses a file with more."""


class SarifReport:
    """One run with the rules that judged; a result for each violation."""

    separator = ","
    most: int | None = _MOST

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

    def entries(self, result: Result) -> list[str]:
        """The results of one file."""
        if not result.violations:
            return []
        hashes = LineHashes(result.text, result.violations) if result.text is not None else None
        artifact = self._artifact(result.path)
        own = fingerprints(result.violations, self._places.path(result.path))
        found = []
        for violation, fingerprint in zip(result.violations, own, strict=True):
            prints = {"ceLint/v1": fingerprint}
            if hashes is not None and (line_hash := hashes.of(violation.start.line)):
                prints["primaryLocationLineHash"] = line_hash
            made = self._result(violation, artifact) | {"partialFingerprints": prints}
            if result.text is not None and (replacements := _replacements(violation, result.text.lines)):
                made["fixes"] = [_fix(violation, artifact, replacements)]
            found.append(item(made, 4))
        return found

    def _artifact(self, path: str) -> dict[str, str]:
        uri = {"uri": self._places.uri(path)}
        return {**uri, "uriBaseId": _ROOT} if self._places.is_inside(path) else uri

    def _result(self, violation: Violation, artifact: dict[str, str]) -> dict[str, Any]:
        made: dict[str, Any] = {"ruleId": violation.rule}
        if violation.rule in self._numbers:
            made["ruleIndex"] = self._numbers[violation.rule]
        made["level"] = LEVELS[violation.severity]
        made["message"] = {"text": sentences(violation)}
        made["locations"] = [_location(artifact, violation.start, violation.end)]
        if violation.related:
            made["relatedLocations"] = [
                {
                    "id": number,
                    **_location(artifact, related.start, related.end),
                    "message": {"text": clean(related.message)},
                }
                for number, related in enumerate(violation.related, 1)
            ]
        return made

    def closing(self, summary: Summary, entries: int) -> str:
        """The end of the results, and how the run went."""
        notifications = []
        if entries > _MOST:
            left = f"{count(entries, 'result')}, of which the first {_MOST:,} are here: more are not taken."
            notifications.append({"level": "warning", "message": {"text": left}})
        if summary.unreadable:
            unread = f"{count(summary.unreadable, 'path')} could not be read."
            notifications.append({"level": "error", "message": {"text": unread}})
        invocation: dict[str, Any] = {"executionSuccessful": not summary.unreadable}
        if notifications:
            invocation["toolExecutionNotifications"] = notifications
        return f"{end(entries, 3)},{member('invocations', [invocation], 3)}\n    }}\n  ]\n}}\n"


def _location(artifact: dict[str, str], start: Position, stop: Position) -> dict[str, Any]:
    return {"physicalLocation": {"artifactLocation": artifact, "region": _region(start, stop)}}


def _region(start: Position, stop: Position) -> dict[str, int]:
    return {"startLine": start.line, "startColumn": start.column, "endLine": stop.line, "endColumn": stop.column}


def _fix(violation: Violation, artifact: dict[str, str], replacements: list[dict[str, Any]]) -> dict[str, Any]:
    change = {"artifactLocation": artifact, "replacements": replacements}
    return {"description": {"text": clean(violation.help)}, "artifactChanges": [change]}


def _replacements(violation: Violation, lines: Lines) -> list[dict[str, Any]]:
    return [
        {"deletedRegion": _region(change.start, change.end), "insertedContent": {"text": change.text}}
        for change in changes(violation, lines)
    ]
