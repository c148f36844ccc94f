"""What is wrong, and where: the flaw a check yields and the violation a report shows."""

from __future__ import annotations

from typing import Literal, NamedTuple

from ce_lint.document.node import Route, Span

Severity = Literal["error", "warning", "info", "off"]

SEVERITIES: tuple[Severity, ...] = ("error", "warning", "info")
"""From the worst down; ``off`` is a rule that a project must ask for and never the severity of a violation."""


class Flaw(NamedTuple):
    """What a check found, in routes: nothing here counts lines.

    ``at`` leads from the document's root to the part that is wrong. ``on_key`` points at the key that leads
    there instead of its value; ``part`` at some code points of a text value, ``(start, end)`` of the decoded
    text. ``span`` is for readers alone, which know a mistake of syntax by its place in the file.
    ``message`` is one sentence that names keys, never a value; ``fix`` says what to write instead and
    ``severity`` is set where they differ from the rule's own.
    """

    at: Route
    message: str
    fix: str = ""
    on_key: bool = False
    part: tuple[int, int] | None = None
    severity: Severity | None = None
    span: Span | None = None


class Position(NamedTuple):
    """A place in a file: line and column in code points, both from 1."""

    line: int
    column: int


class Violation(NamedTuple):
    """A flaw with its rule and its place in a file, finished where it is made.

    ``end`` is the position behind the last character. It carries no text of the document: no report can
    leak what it does not have.
    """

    path: str
    rule: str
    family: str
    severity: Severity
    message: str
    fix: str
    start: Position
    end: Position
    route: Route
