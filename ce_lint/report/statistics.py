"""How often each rule was broken: ``check --statistics``, for people and as JSON (version 1).

The JSON is described by ``schemas/statistics.schema.json``.
"""

from __future__ import annotations

from collections.abc import Iterable
from typing import NamedTuple

from ce_lint.lint.result import FileResult, Summary
from ce_lint.report.base import CondensedReport, end, item, member
from ce_lint.report.json import summarize_as_json
from ce_lint.report.summary import Paint, count, last_lines, plain

VERSION = 1


class RuleCount(NamedTuple):
    """How many findings of a rule there are, with one severity, in how many files, and how many have a safe fix."""

    rule: str
    family: str
    severity: str
    findings: int
    files: int
    fixable: int

    def plus(self, other: RuleCount) -> RuleCount:
        """The counts of the same rule together."""
        return self._replace(
            findings=self.findings + other.findings,
            files=self.files + other.files,
            fixable=self.fixable + other.fixable,
        )


class StatisticsReport(CondensedReport):
    """The base of both: an entry is a ``RuleCount``, written with tabs between its fields."""

    def entries(self, result: FileResult) -> list[str]:
        made = (
            RuleCount(one.rule, one.family, one.severity, 1, 1, int(one.fix is not None and one.fix.safe))
            for one in result.violations
        )
        return [_write(counts._replace(files=1)) for counts in _add_up(made)]

    def condense(self, entries: list[str]) -> list[str]:
        return list(map(_write, _add_up(map(_read, entries))))


def _add_up(counts: Iterable[RuleCount]) -> Iterable[RuleCount]:
    """One count for each rule and severity, in the order of the first."""
    found: dict[tuple[str, str], RuleCount] = {}
    for one in counts:
        key = one.rule, one.severity
        found[key] = found[key].plus(one) if key in found else one
    return found.values()


class TextStatistics(StatisticsReport):
    """A line for each rule, the most frequent first. ``is_brief`` leaves out the figures of the run."""

    def __init__(self, paint: Paint = plain, is_brief: bool = False) -> None:
        self._paint = paint
        self._is_brief = is_brief

    def render(self, entries: list[str], summary: Summary) -> str:
        rows = [(f"{counts.findings:,}", counts) for counts in _rank(entries)]
        width = max((len(number) for number, _ in rows), default=0)
        rule_width = max((len(counts.rule) for _, counts in rows), default=0)
        lines = [self._line(f"{number:>{width}}", f"{counts.rule:<{rule_width}}", counts) for number, counts in rows]
        gap = "\n" if lines and not self._is_brief else ""
        return "".join(f"{line}\n" for line in lines) + gap + last_lines(summary, self._is_brief, self._paint)

    def _line(self, number: str, rule: str, counts: RuleCount) -> str:
        severity = self._paint(counts.severity, f"{counts.severity:<7}")
        fixable = f", {counts.fixable:,} fixable" if counts.fixable else ""
        return f"{number}  {severity}  {self._paint('rule', rule)}  in {count(counts.files, 'file')}{fixable}"


class JsonStatistics(StatisticsReport):
    """The same for programs."""

    def render(self, entries: list[str], summary: Summary) -> str:
        rows = ",".join(item(counts._asdict(), 2) for counts in _rank(entries))
        head = f'{{{member("version", VERSION)},\n  "statistics": [{rows}{end(len(entries), 1)}'
        return f"{head},{summarize_as_json(summary)}\n}}\n"


def _rank(entries: Iterable[str]) -> list[RuleCount]:
    return sorted(map(_read, entries), key=lambda counts: (-counts.findings, counts.rule, counts.severity))


def _write(counts: RuleCount) -> str:
    return "\t".join(map(str, counts))


def _read(entry: str) -> RuleCount:
    rule, family, severity, *numbers = entry.split("\t")
    return RuleCount(rule, family, severity, *map(int, numbers))
