"""Which mends can be applied together: those that do not touch each other."""

from __future__ import annotations

from bisect import bisect_left, insort
from collections.abc import Iterable

from ce_lint.document.node import Edit
from ce_lint.violation import Violation


def edits_of(violations: Iterable[Violation]) -> list[Edit]:
    """The edits that mend the violations, in the order of the text."""
    found = [edit for violation in violations if violation.mend for edit in violation.mend.edits]
    return sorted(found, key=lambda edit: (edit.start, edit.end))


def apart(violations: Iterable[Violation]) -> list[Violation]:
    """The violations whose mends can be applied together: of two that touch each other, the first of the text."""
    taken: list[tuple[int, int]] = []
    chosen: list[Violation] = []
    for violation in sorted(violations, key=_first):
        edits = violation.mend.edits if violation.mend else ()
        if not any(_touches(taken, edit) for edit in edits):
            chosen.append(violation)
            for edit in edits:
                insort(taken, (edit.start, edit.end))
    return chosen


def _first(violation: Violation) -> tuple[int, int]:
    return (violation.mend.edits[0].start, violation.mend.edits[0].end) if violation.mend else (0, 0)


def _touches(taken: list[tuple[int, int]], edit: Edit) -> bool:
    """Whether an edit shares a character with one that was taken, or the place where one of them inserts."""
    at = bisect_left(taken, (edit.start, edit.end))
    return any(_clash(other, edit) for other in taken[max(0, at - 1) : at + 1])


def _clash(other: tuple[int, int], edit: Edit) -> bool:
    start, end = other
    if start == end or edit.start == edit.end:
        return start <= edit.end and edit.start <= end
    return start < edit.end and edit.start < end
