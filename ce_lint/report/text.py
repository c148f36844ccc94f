"""The report for people: place, what is wrong, an excerpt with a caret, what to write instead."""

from __future__ import annotations

import os
from collections.abc import Iterator
from typing import NamedTuple

from ce_lint.config.discover import OWN_NAME
from ce_lint.document.nodes import Span
from ce_lint.document.source import SourceText
from ce_lint.lint.result import FileResult, Summary
from ce_lint.report.base import Position, Report, find_region, lines_of
from ce_lint.report.redact import Redactor
from ce_lint.report.summary import Paint, last_lines, plain
from ce_lint.util.escape import blot, escape, escape_path
from ce_lint.util.paths import display_path
from ce_lint.violation import Violation

_MIN_WIDTH = 40


class Style(NamedTuple):
    """How a report looks: columns, whether to wrap at them, colours, and whether it is one line for a finding."""

    width: int = 100
    wrap: bool = False
    paint: Paint = plain
    brief: bool = False


class TextReport(Report):
    """The report for people. ``show_allow`` adds the lines that would accept each finding."""

    def __init__(self, style: Style | None = None, show_allow: bool = False) -> None:
        self.style = style or Style()
        self._show_allow = show_allow

    def entries(self, result: FileResult) -> list[str]:
        style = self.style
        has_excerpt = result.source is not None and result.source.parts and not style.brief
        redactor = Redactor(result.source) if result.source is not None and has_excerpt else None
        return ["".join(f"{line}\n" for line in self._lines(one, result, redactor)) for one in result.violations]

    def _lines(self, violation: Violation, result: FileResult, redactor: Redactor | None) -> Iterator[str]:
        style = self.style
        start = find_region(violation.span, lines_of(result)).start
        yield from _headline(violation, start, style)
        if redactor is not None and result.source is not None:
            yield from _excerpt(violation, result.source, redactor, style)
        if not style.brief:
            yield from _noted(f"help: {escape(violation.help)}", style)
        if self._show_allow:
            yield from _allowing(violation, result, style)
        if not style.brief:
            yield ""

    def closing(self, summary: Summary, entries: int) -> str:
        return last_lines(summary, self.style.brief, self.style.paint)


def _noted(text: str, style: Style) -> Iterator[str]:
    for line in _wrapped(text, style, 8):
        yield f"      {style.paint('gutter', '=')} {line}"


def _allowing(violation: Violation, result: FileResult, style: Style) -> Iterator[str]:
    """Where to write what, to accept a finding."""
    from ce_lint.files.gitignore import find_repository
    from ce_lint.lint.allow import comment, entry

    if result.source is not None and result.source.has_comments:
        from ce_lint.lint.comments import line_above

        line = line_above(result.source, result.source.lines.number(violation.span.start)) + 1
        yield from _noted(f"allow: above line {line}:", style)
        yield f"          {comment(violation)}"
        return
    root = find_repository(violation.path) or os.getcwd()
    path = escape_path(display_path(result.config or os.path.join(root, OWN_NAME)))
    yield from _noted(f"allow: in {path}:", style)
    yield from (f"          {line}" for line in entry(violation, result.config, root))


def _headline(violation: Violation, start: Position, style: Style) -> list[str]:
    place = f"{escape_path(violation.path)}:{start.line}:{start.column}"
    lines = _wrapped(f"{place} {violation.severity} {violation.rule}: {escape(violation.message)}.", style)
    head = f"{place} {violation.severity} {violation.rule}:"
    if lines[0].startswith(head):
        severity = style.paint(violation.severity, violation.severity)
        lines[0] = (
            f"{style.paint('place', place)} {severity} {style.paint('rule', violation.rule)}:{lines[0][len(head) :]}"
        )
    return lines


def _wrapped(text: str, style: Style, margin: int = 0) -> list[str]:
    """The text in lines of the terminal; one line where the report goes to a program."""
    if not style.wrap or style.brief:
        return [text]
    import textwrap

    width = max(style.width - margin, _MIN_WIDTH)
    return textwrap.wrap(text, width, subsequent_indent="  ", break_long_words=False, break_on_hyphens=False)


def _excerpt(violation: Violation, text: SourceText, redactor: Redactor, style: Style) -> Iterator[str]:
    number = text.lines.number(violation.span.start)
    line = text.lines.span(number)
    start = violation.span.start - line.start
    length = max(1, violation.span.end - violation.span.start)
    shown = Span(line.start + start, line.start + start + length)
    gutter = f"{number + 1:>5} | "
    seen = blot(redactor.show_line(line, shown, violation.family, violation.redact).replace("\t", " "))
    seen, start = _window(seen, start, length, max(style.width, _MIN_WIDTH) - len(gutter))
    caret = "^" * min(length, max(1, max(style.width, _MIN_WIDTH) - len(gutter) - start))
    yield f"{style.paint('gutter', gutter)}{seen}".rstrip()
    yield f"{style.paint('gutter', '      | ')}{' ' * start}{style.paint(violation.severity, caret)}"


def _window(line: str, start: int, length: int, width: int) -> tuple[str, int]:
    """The part of a long line around the caret, and the column of the caret in it."""
    if len(line) <= width:
        return line, start
    first = max(0, min(start - 10, len(line) - width + 1, start + length - width + 2))
    first = max(first, start - width // 2) if start - first > width - 10 else first
    piece = line[first : first + width - 2]
    before = "…" if first else ""
    after = "…" if first + width - 2 < len(line) else ""
    return f"{before}{piece}{after}", start - first + len(before)
