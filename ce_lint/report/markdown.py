"""Markdown for a job summary, a comment or a chat: GitHub's flavour of it, a table for each file."""

from __future__ import annotations

import re
from typing import ClassVar

from ce_lint.lint.result import FileResult, Summary
from ce_lint.report.base import Position, Report, clean, find_region, lines_of, sentences
from ce_lint.report.paths import Places
from ce_lint.report.summary import count, counted
from ce_lint.util.escape import escape_path
from ce_lint.violation import Violation

_MOST = 500
_ACTIVE = re.compile(r"[\\`*_{}\[\]<>|~&#!$@]")
_CODE = re.compile(r"`([^`]*)`")
_NO_TEXT = re.compile(r"[\x00-\x1f\x7f-\x9f\u2028\u2029]+")
_HEAD = "| severity | place | rule | message |\n|---|---|---|---|"


class MarkdownReport(Report):
    """A row for each violation, below the name of its file, and the figures of the run."""

    separator: ClassVar[str] = "\n"
    most: ClassVar[int | None] = _MOST

    def __init__(self, root: str) -> None:
        self._places = Places(root)

    def opening(self) -> str:
        return "## ce-lint\n"

    def entries(self, result: FileResult) -> list[str]:
        """The rows of one file; the first brings the head of the table with it."""
        lines = lines_of(result)
        rows = [_row(violation, find_region(violation.span, lines).start) for violation in result.violations]
        if rows:
            rows[0] = f"\n### {literal(escape_path(self._places.path(result.path)))}\n\n{_HEAD}\n{rows[0]}"
        return rows

    def closing(self, summary: Summary, entries: int) -> str:
        more = f"\n… and {entries - _MOST:,} more.\n" if entries > _MOST else ""
        unread = f"\n{count(summary.unreadable, 'path')} could not be read.\n" if summary.unreadable else ""
        return f"{chr(10) if entries else ''}{more}{unread}\n**{counted(summary)}**\n"


def _row(violation: Violation, start: Position) -> str:
    place = f"{start.line}:{start.column}"
    rule = f"<code>{literal(violation.rule)}</code>"
    return f"| {violation.severity} | {place} | {rule} | {_with_code(sentences(violation))} |"


def _with_code(text: str) -> str:
    """A text whose keys, between backticks, are shown as code."""
    pieces = _CODE.split(text)
    return "".join(
        f"<code>{literal(piece)}</code>" if number % 2 else literal(piece) for number, piece in enumerate(pieces)
    )


def literal(text: str) -> str:
    """A text within one line that means nothing to Markdown: what may mean something is written as its number."""
    return _ACTIVE.sub(lambda found: f"&#{ord(found[0])};", _NO_TEXT.sub(" ", clean(text)))
