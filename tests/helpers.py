"""What several tests need: linting a text, running the command line in this process."""

from __future__ import annotations

import io
import json
import sys
from collections.abc import Collection, Sequence
from contextlib import redirect_stderr, redirect_stdout
from typing import Any, NamedTuple

from ce_lint.cli.main import main
from ce_lint.document.nodes import Route
from ce_lint.lint.check_file import run_bytes
from ce_lint.lint.fix import Check, FixResult, apply_fixes
from ce_lint.lint.result import FileResult
from ce_lint.report.base import Position, Region, find_region
from ce_lint.rulebook.rule import Rulebook, choose
from ce_lint.rulebook.shipped import load_shipped_rules
from ce_lint.violation import Violation

ALL_RULES = [rule.name for rule in load_shipped_rules()]
BOOK = Rulebook(choose(load_shipped_rules()))
WHOLE_BOOK = Rulebook(choose(load_shipped_rules(), ALL_RULES))


def lint_result(text: str | bytes, name: str = "instance.json", book: Rulebook = BOOK) -> FileResult:
    """What comes of a file with this content."""
    return run_bytes(name, text if isinstance(text, bytes) else text.encode("utf-8", "surrogatepass"), book)


def regions(result: FileResult) -> list[Region]:
    """The lines and columns of the violations of a result."""
    if not result.violations:
        return []
    assert result.source is not None
    return [find_region(violation.span, result.source.lines) for violation in result.violations]


class Found(NamedTuple):
    """A violation as a report shows it: with lines and columns."""

    rule: str
    start: Position
    end: Position
    message: str
    help: str
    route: Route


def find(value: Any, name: str = "instance.json", book: Rulebook = BOOK) -> list[Found]:
    """The violations of a text, or of a value written as JSON, with their lines and columns."""
    text = value if isinstance(value, (str, bytes)) else json.dumps(value, indent=2)
    result = lint_result(text, name, book)
    return [
        Found(one.rule, *place, one.message, one.help, one.route)
        for one, place in zip(result.violations, regions(result), strict=True)
    ]


def fix_data(
    name: str, data: bytes, check: Check | None = None, unsafe: bool = False, only: Collection[str] | None = None
) -> FixResult:
    """What is made of a file: by the rules of a whole run, or as ``check`` says."""
    check = check or (lambda data: lint_result(data, name))
    return apply_fixes(data, check(data), check, unsafe, only)


def lint(value: Any, name: str = "instance.json", book: Rulebook = BOOK) -> list[Violation]:
    """The violations of a text, or of a value written as JSON."""
    text = value if isinstance(value, (str, bytes)) else json.dumps(value, indent=2)
    return list(lint_result(text, name, book).violations)


def rules(value: Any, name: str = "instance.json") -> list[str]:
    """The names of the rules that a document breaks, each once, in order of name."""
    return sorted({violation.rule for violation in lint(value, name)})


def body(configuration: dict[str, Any] | None = None, **fields: Any) -> dict[str, Any]:
    """A body that breaks no rule, with more settings and fields; a field of None is left out."""
    whole = {
        "element": {"key": "zendesk"},
        "configuration": {"site.address": "acme", **(configuration or {})},
        "name": "Support desk",
        **fields,
    }
    return {key: value for key, value in whole.items() if value is not None}


EVENTS = {"event.notification.enabled": True, "event.notification.callback.url": "https://example.com/events"}


class Run(NamedTuple):
    status: int
    out: str
    err: str


class _Input:
    def __init__(self, data: bytes) -> None:
        self.buffer = io.BytesIO(data)


def run(*arguments: str, stdin: bytes = b"") -> Run:
    """One command line in this process."""
    return run_arguments(arguments, stdin)


def run_arguments(arguments: Sequence[str], stdin: bytes = b"") -> Run:
    out, err, before = io.StringIO(), io.StringIO(), sys.stdin
    sys.stdin = _Input(stdin)  # type: ignore[assignment]
    try:
        with redirect_stdout(out), redirect_stderr(err):
            status = main(arguments)
    finally:
        sys.stdin = before
    return Run(status, out.getvalue(), err.getvalue())
