"""Which mends can be applied together: those that do not touch each other."""

from __future__ import annotations

from bisect import bisect_left, insort
from collections.abc import Iterable, Sequence

from ce_lint.document.node import Edit, Route
from ce_lint.violation import Violation

_FEW = 8


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


def parted(group: Sequence[Violation], harm: Iterable[Route]) -> list[list[Violation]]:
    """Smaller groups of mends that did harm together, the most harmless first.

    Who did it is one of those nearest to the harm: they are halved. One that is the nearest alone is the culprit,
    which is proven where there are few, and believed where there are many.
    """
    halves: tuple[list[Violation], list[Violation]] = ([], [])
    culprits: list[Violation] = []
    near = _nearest(group, harm)
    for violation in group:
        size, rank = near.get(id(violation), (0, 0))
        (culprits if size == 1 else halves[rank * 2 >= size > 0]).append(violation)
    is_believed = len(group) > _FEW and bool(culprits)
    groups = [part for part in (*halves, [] if is_believed else culprits) if part]
    middle = len(group) // 2
    return groups if is_believed or len(groups) > 1 else [list(group[:middle]), list(group[middle:])]


def _nearest(group: Sequence[Violation], harm: Iterable[Route]) -> dict[int, tuple[int, int]]:
    """For each mend that is the nearest to some harm: how many are as near, and which of them it is."""
    below: dict[Route, list[Violation]] = {}
    for violation in group:
        for length in range(len(violation.route) + 1):
            below.setdefault(violation.route[:length], []).append(violation)
    near: dict[int, tuple[int, int]] = {}
    for route in harm:
        length = next(length for length in range(len(route), -1, -1) if route[:length] in below)
        equals = below[route[:length]]
        for rank, violation in enumerate(equals):
            near[id(violation)] = min(near.get(id(violation), (len(equals), rank)), (len(equals), rank))
    return near
