"""The base of every report: entries made file by file, and what is written around and between them."""

from __future__ import annotations

import json
from typing import Any, ClassVar, NamedTuple

from ce_lint.document.lines import Lines
from ce_lint.document.nodes import Span
from ce_lint.lint.result import FileResult, Summary
from ce_lint.violation import Violation


class Report:
    """One output format. This class itself writes nothing.

    A run writes ``opening``, then the entries of every file in the order of the files with ``separator`` between them,
    then ``closing``. Entries are made in any process and joined in one, so that a run over many files holds none of
    them for long: a report must not remember a result. It is pickled once for each process.

    ``most`` is the largest number of entries that readers of the format accept, or None.
    """

    separator: ClassVar[str] = ""
    most: ClassVar[int | None] = None

    def opening(self) -> str:
        """What is written before the first entry."""
        return ""

    def entries(self, result: FileResult) -> list[str]:
        """The entries of one file, without separators; none if there is nothing to report."""
        return []

    def closing(self, summary: Summary, entries: int) -> str:
        """What is written after the last of ``entries`` entries, where those beyond ``most`` count but are left out."""
        return ""


class CondensedReport(Report):
    """A report that is written at the end, of less than all entries: sums, or the first of them.

    Its own ``opening`` and ``closing`` are not used.
    """

    def condense(self, entries: list[str]) -> list[str]:
        """What is kept of the entries so far. It is called again with what it returned and the entries that follow."""
        raise NotImplementedError

    def render(self, entries: list[str], summary: Summary) -> str:
        """The whole report."""
        raise NotImplementedError


class Position(NamedTuple):
    """A place in a file: line and column in code points, both from 1."""

    line: int
    column: int


class Region(NamedTuple):
    """A part of a file; ``end`` is the position after its last character."""

    start: Position
    end: Position


def find_region(span: Span, lines: Lines) -> Region:
    """The lines and columns of a span of the text of ``lines``."""
    return Region(Position(*lines.position(span.start)), Position(*lines.position(span.end)))


def lines_of(result: FileResult) -> Lines:
    """The lines of the text that the violations of a result are in."""
    return result.source.lines if result.source is not None else Lines("")


def member(name: str, value: Any, depth: int = 1) -> str:
    """``"name": value`` on lines of its own, ``depth`` levels down."""
    indent = "  " * depth
    written = json.dumps(value, indent=2).replace("\n", "\n" + indent)
    return f"\n{indent}{json.dumps(name)}: {written}"


def item(value: Any, depth: int) -> str:
    """An item of a list on a line of its own, ``depth`` levels down."""
    return f"\n{'  ' * depth}{json.dumps(value)}"


def end(items: int, depth: int) -> str:
    """The end of a list of items."""
    return f"\n{'  ' * depth}]" if items else "]"


def sentences(violation: Violation, between: str = " ") -> str:
    """What is wrong, and what to write instead."""
    return clean(f"{violation.message}.{between}{violation.help}" if violation.help else f"{violation.message}.")


def clean(text: str) -> str:
    """A text without what no encoding can write: a lone surrogate becomes U+FFFD."""
    return text if text.isascii() else "".join("\ufffd" if "\ud800" <= one <= "\udfff" else one for one in text)
