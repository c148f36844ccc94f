"""The reports that a run writes."""

from __future__ import annotations

import os
from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING

from ce_lint.reports.summary import last_lines, plain
from ce_lint.run import Result, Summary

if TYPE_CHECKING:
    from ce_lint.reports.base import Report
    from ce_lint.reports.text_report import TextReport
    from ce_lint.rulebook.rule import Rule


class Silent:
    """No report: something else is asked for."""

    separator = ""
    most: int | None = None

    def opening(self) -> str:
        return ""

    def entries(self, result: Result) -> list[str]:
        return []

    def closing(self, summary: Summary, entries: int) -> str:
        return ""


class Terminal:
    """The text report for this terminal. Nothing is loaded or asked of it before there is something to show."""

    separator = ""
    most: int | None = None

    def __init__(self, color: str = "auto", brief: bool = False, show_allow: bool = False) -> None:
        self._color = color
        self._brief = brief
        self._show_allow = show_allow
        self._report: TextReport | None = None

    def opening(self) -> str:
        return ""

    def entries(self, result: Result) -> list[str]:
        return self._text().entries(result) if result.violations else []

    def closing(self, summary: Summary, entries: int) -> str:
        return last_lines(summary, self._brief, self._text().style.paint if entries else plain)

    def _text(self) -> TextReport:
        if self._report is None:
            from ce_lint.cli import terminal
            from ce_lint.reports.text_report import TextReport

            self._report = TextReport(terminal.style(self._color, self._brief), self._show_allow)
        return self._report


def made(names: Sequence[str], rules: Sequence[Rule]) -> Iterator[Report]:
    """The reports of these formats. Raises what reading the rules raises."""
    for name in names:
        if name == "text":
            from ce_lint.reports.text_report import TextReport

            yield TextReport()
        else:
            from ce_lint.reports.formats import make

            yield make(name, rules, _root())


def _root() -> str:
    """The folder that reports name files from: that of the repository, or else the working directory."""
    from ce_lint.sources.ignore import repository

    return repository(os.getcwd()) or os.getcwd()
