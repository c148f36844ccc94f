"""What fixes a violation, where a report for programs may carry it."""

from __future__ import annotations

from typing import NamedTuple

from ce_lint.document.lines import Lines
from ce_lint.violation import Position, Violation


class Change(NamedTuple):
    """A piece of a file that gives way to another text."""

    start: Position
    end: Position
    text: str


def changes(violation: Violation, lines: Lines) -> list[Change]:
    """The changes that mend a violation; none where they would move text of the document, or touch a secret."""
    if violation.fix is None or violation.family == "secrets":
        return []
    found = []
    for edit in violation.fix.edits:
        texts = [piece for piece in edit.pieces if isinstance(piece, str)]
        if len(texts) != len(edit.pieces):
            return []
        start, end = lines.position(edit.start), lines.position(edit.end)
        found.append(Change(Position(*start), Position(*end), "".join(texts)))
    return found
