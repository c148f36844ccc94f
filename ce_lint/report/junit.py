"""JUnit XML as Jenkins reads it: a suite for each file, a failed case for each violation."""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import ClassVar

from ce_lint.lint.result import FileResult, Summary
from ce_lint.report.base import Position, Report, find_region, lines_of, sentences
from ce_lint.report.paths import Places
from ce_lint.report.summary import counted
from ce_lint.util.escape import escape_path
from ce_lint.violation import Violation

_FORBIDDEN = re.compile("[^\t\n\r\x20-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")
_REFERENCES = str.maketrans(
    {"&": "&amp;", "<": "&lt;", ">": "&gt;", '"': "&quot;", "\t": "&#9;", "\n": "&#10;", "\r": "&#13;"}
)


class JunitReport(Report):
    """A suite for each file that holds a document: what could not be read is an error, one without findings passes."""

    separator: ClassVar[str] = "\n"

    def __init__(self, root: str) -> None:
        self._places = Places(root)

    def opening(self) -> str:
        return '<?xml version="1.0" encoding="UTF-8"?>\n<testsuites name="ce-lint">\n'

    def entries(self, result: FileResult) -> list[str]:
        if not (result.read_error or result.documents or result.violations):
            return []
        path = escape_path(self._places.path(result.path))
        if result.read_error:
            case = _case("it can be read", path, _outcome("error", result.read_error, "unreadable"))
            return [_suite(path, [case], errors=1)]
        lines = lines_of(result)
        failed = [_failed(violation, find_region(violation.span, lines).start, path) for violation in result.violations]
        return [_suite(path, failed or [_case("no findings", path)], failures=len(failed))]

    def closing(self, summary: Summary, entries: int) -> str:
        """A run without a file has a suite too: most readers take a report without one for a broken one."""
        alone = "" if entries else _suite("ce-lint", [_case(counted(summary), "ce-lint")])
        return f"{alone}\n</testsuites>\n"


def _suite(name: str, cases: Sequence[str], failures: int = 0, errors: int = 0) -> str:
    figures = f'tests="{len(cases)}" failures="{failures}" errors="{errors}" skipped="0"'
    return "\n".join((f'  <testsuite name="{xml(name)}" {figures}>', *cases, "  </testsuite>"))


def _failed(violation: Violation, start: Position, path: str) -> str:
    place = f"{start.line}:{start.column}"
    body = f"{path}:{place}: {sentences(violation)}"
    failure = _outcome("failure", f"{violation.message}.", violation.severity, body)
    return _case(f"{violation.rule} at {place}", path, failure)


def _case(name: str, path: str, outcome: str = "") -> str:
    head = f'    <testcase name="{xml(name)}" classname="{xml(path)}"'
    return f"{head}>\n{outcome}\n    </testcase>" if outcome else f"{head}/>"


def _outcome(tag: str, message: str, type_: str, body: str = "") -> str:
    return f'      <{tag} message="{xml(message)}" type="{xml(type_)}">{xml(body or message)}</{tag}>'


def xml(text: str) -> str:
    """A text as XML 1.0 can hold it, in ASCII; the characters that it forbids become U+FFFD."""
    kept = _FORBIDDEN.sub("\ufffd", text).translate(_REFERENCES)
    return kept.encode("ascii", "xmlcharrefreplace").decode("ascii")
