"""What is wrong, and where: the finding a check yields and the violation a report shows."""

from __future__ import annotations

from typing import Literal, NamedTuple

from ce_lint.document.changes import Change
from ce_lint.document.nodes import Edit, Route, Span

Severity = Literal["error", "warning", "info", "off"]

SEVERITIES: tuple[Severity, ...] = ("error", "warning", "info")
"""From the worst down; ``off`` is a rule that a project must ask for and never the severity of a violation."""


class Finding(NamedTuple):
    """What a check found, in routes: nothing here counts lines.

    ``at`` leads from the document's root to the part that is wrong. ``on_key`` points at the key that leads
    there instead of its value; ``part`` at some code points of a text value, ``(start, end)`` of the decoded
    text. ``span`` is for readers alone, which know a mistake of syntax by its place in the file.
    ``message`` is one sentence that names keys, never a value; ``help`` says what to write instead and
    ``severity`` is set where they differ from the rule's own.

    ``changes`` fix it, all of them together; a parser gives ``edits`` instead. They are ``safe`` if they never change
    what the author meant. ``related`` are other places that belong to the finding, each with its own message.
    """

    at: Route
    message: str
    help: str = ""
    on_key: bool = False
    part: tuple[int, int] | None = None
    severity: Severity | None = None
    span: Span | None = None
    changes: tuple[Change, ...] = ()
    safe: bool = True
    edits: tuple[Edit, ...] = ()
    related: tuple[Finding, ...] = ()


class Position(NamedTuple):
    """A place in a file: line and column in code points, both from 1."""

    line: int
    column: int


class Related(NamedTuple):
    """Another place that a violation speaks of, such as the first of two equal keys, and what is there."""

    message: str
    start: Position
    end: Position


class Fix(NamedTuple):
    """The edits that mend a violation, in the order of the text and apart from each other.

    ``safe`` edits never change what the author meant; the others need a person to ask for them.
    """

    edits: tuple[Edit, ...]
    safe: bool


class Violation(NamedTuple):
    """A finding with its rule and its place in a file, finished where it is made.

    ``end`` is the position behind the last character. It carries no text of the document: no report can
    leak what it does not have.
    """

    path: str
    rule: str
    family: str
    severity: Severity
    message: str
    help: str
    start: Position
    end: Position
    route: Route
    related: tuple[Related, ...] = ()
    fix: Fix | None = None
