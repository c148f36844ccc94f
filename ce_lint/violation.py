"""What is wrong, and where: the finding that a check yields, and the violation that a report shows."""

from __future__ import annotations

from typing import Literal, NamedTuple

from ce_lint.document.changes import Change
from ce_lint.document.nodes import Edit, Route, Span

Severity = Literal["error", "warning", "info", "off"]

SEVERITIES: tuple[Severity, ...] = ("error", "warning", "info")
"""From the worst down. ``off`` is a rule that a project must ask for, and never the severity of a violation."""


class Finding(NamedTuple):
    """What a check found, by route: no check counts offsets in the file.

    ``at`` leads from the document's root to the value that is wrong. ``on_key`` points at the key of that value
    instead; ``part`` at some code points of a string, ``(start, end)`` of its decoded text. ``span`` is set only for
    syntax problems, whose place in the file the parser knows. ``message`` is one sentence that names keys, never a
    value; ``help`` says what to write instead, and ``severity`` is set if they differ from the rule's own.

    ``changes`` fix it, all of them together; a parser gives ``edits`` instead. The rule says whether that is a safe
    fix; ``is_unsafe`` says that this one is not, where those of the rule are. ``related`` are other places that belong
    to the finding, each with its own message.
    """

    at: Route
    message: str
    help: str = ""
    on_key: bool = False
    part: tuple[int, int] | None = None
    severity: Severity | None = None
    span: Span | None = None
    changes: tuple[Change, ...] = ()
    edits: tuple[Edit, ...] = ()
    is_unsafe: bool = False
    related: tuple[Finding, ...] = ()


class Related(NamedTuple):
    """Another place that belongs to a violation, such as the first of two equal keys, and what is there."""

    message: str
    span: Span


class Fix(NamedTuple):
    """The edits that fix a violation, in the order of the text and without overlaps.

    ``safe`` edits never change what the author meant; the others are applied only if the user asks for them.
    """

    edits: tuple[Edit, ...]
    safe: bool


class Violation(NamedTuple):
    """A finding with its rule and its place in a file, complete when it is created.

    ``span`` is in code points of the file's text, within one line. A violation carries no text of the document: no
    report can leak what it does not have. ``redact`` is True if the place holds a secret, and ``syntax`` if the rule
    reports syntax errors, which may hide other violations.
    """

    path: str
    rule: str
    family: str
    severity: Severity
    message: str
    help: str
    span: Span
    route: Route
    related: tuple[Related, ...] = ()
    fix: Fix | None = None
    redact: bool = False
    syntax: bool = False
