"""Fix a file, round by round, until nothing more can be fixed."""

from __future__ import annotations

from bisect import bisect_left, insort
from collections import Counter
from collections.abc import Callable, Collection, Iterable, Sequence
from typing import NamedTuple

from ce_lint.document import encoding
from ce_lint.document.document import Document
from ce_lint.document.nodes import Edit, Route, apply_edits
from ce_lint.lint.linter import MOST_AT_ONE_ROUTE
from ce_lint.lint.result import FileResult
from ce_lint.violation import Violation

_FEW = 8


def edits_of(violations: Iterable[Violation]) -> list[Edit]:
    """The edits that fix the violations, in the order of the text."""
    found = [edit for violation in violations if violation.fix for edit in violation.fix.edits]
    return sorted(found, key=lambda edit: (edit.start, edit.end))


def select_compatible(violations: Iterable[Violation]) -> list[Violation]:
    """The violations whose fixes can be applied together: of two that touch each other, the first of the text."""
    taken: list[tuple[int, int]] = []
    chosen: list[Violation] = []
    for violation in sorted(violations, key=_first):
        edits = violation.fix.edits if violation.fix else ()
        if not any(_touches(taken, edit) for edit in edits):
            chosen.append(violation)
            for edit in edits:
                insort(taken, (edit.start, edit.end))
    return chosen


def _first(violation: Violation) -> tuple[int, int]:
    return (violation.fix.edits[0].start, violation.fix.edits[0].end) if violation.fix else (0, 0)


def _touches(taken: list[tuple[int, int]], edit: Edit) -> bool:
    """Whether an edit shares a character with one that was taken, or the place where one of them inserts."""
    at = bisect_left(taken, (edit.start, edit.end))
    return any(_clash(other, edit) for other in taken[max(0, at - 1) : at + 1])


def _clash(other: tuple[int, int], edit: Edit) -> bool:
    start, end = other
    if start == end or edit.start == edit.end:
        return start <= edit.end and edit.start <= end
    return start < edit.end and edit.start < end


def bisect_group(group: Sequence[Violation], harm: Iterable[Route]) -> list[list[Violation]]:
    """Smaller groups of fixes that did harm together, the most harmless first.

    Who did it is one of those nearest to the harm: they are halved. One that is the nearest alone is the offender,
    which is proven where there are few, and believed where there are many.
    """
    halves: tuple[list[Violation], list[Violation]] = ([], [])
    offenders: list[Violation] = []
    near = _nearest(group, harm)
    for violation in group:
        size, rank = near.get(id(violation), (0, 0))
        (offenders if size == 1 else halves[rank * 2 >= size > 0]).append(violation)
    is_believed = len(group) > _FEW and bool(offenders)
    groups = [part for part in (*halves, [] if is_believed else offenders) if part]
    middle = len(group) // 2
    return groups if is_believed or len(groups) > 1 else [list(group[:middle]), list(group[middle:])]


def _nearest(group: Sequence[Violation], harm: Iterable[Route]) -> dict[int, tuple[int, int]]:
    """For each fix nearest to one of the routes ``harm``: how many are as near, and which of them it is."""
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


MOST_ROUNDS = 100
MOST_FAILURES = 40
"""How many groups of fixes may do harm in one round: each was a look at the whole file."""

Check = Callable[[bytes], FileResult]


class FixResult(NamedTuple):
    """A file after its fixes: its bytes, the result of checking them, and the violations that were fixed.

    ``reason`` says in a sentence why nothing was fixed although something could be.
    """

    data: bytes
    result: FileResult
    applied: tuple[Violation, ...] = ()
    reason: str = ""


class _State(NamedTuple):
    """A file between two rounds of fixing."""

    data: bytes
    text: str
    result: FileResult

    @property
    def documents(self) -> list[Document]:
        return self.result.parsed.documents if self.result.parsed is not None else []

    def count_syntax_errors(self) -> int:
        """The number of syntax errors, also of those that no rule reports."""
        return sum(problem.rule != "duplicate-key" for document in self.documents for problem in document.problems)


def apply_fixes(
    data: bytes, result: FileResult, check: Check, unsafe: bool = False, only: Collection[str] | None = None
) -> FixResult:
    """Fix the violations of a checked file: those with a safe fix, or with ``unsafe`` all; or ``only`` some rules'.

    ``result`` is what ``check`` returned for ``data``; ``check`` is called for each changed content. A fix that would
    introduce another violation is left out, and a file that would still have syntax errors is left alone.
    """
    return _Fixer(check, unsafe, only).run(data, result)


class _Fixer:
    def __init__(self, check: Check, unsafe: bool, only: Collection[str] | None) -> None:
        self._check = check
        self._unsafe = unsafe
        self._only = only

    def run(self, data: bytes, result: FileResult) -> FixResult:
        if not self._candidates(result):
            return FixResult(data, result)
        text, _ = encoding.decode(data)
        if not encoding.is_lossless(data, text):
            return FixResult(data, result, reason="it is not encoded in UTF-8")
        state = _State(data, text, result)
        applied: list[Violation] = []
        for _ in range(MOST_ROUNDS):
            done, state = self._run_round(state)
            if not done:
                break
            applied += done
        if applied and state.count_syntax_errors():
            return FixResult(data, result, reason="it would still have a syntax error")
        return FixResult(state.data, state.result, tuple(applied))

    def _candidates(self, result: FileResult) -> list[Violation]:
        return [
            violation
            for violation in result.violations
            if violation.fix is not None
            and (violation.fix.safe or self._unsafe)
            and (self._only is None or violation.rule in self._only)
        ]

    def _run_round(self, state: _State) -> tuple[list[Violation], _State]:
        """Fix what can be fixed at once; syntax errors go first, for they hide other violations."""
        candidates = self._candidates(state.result)
        first = [violation for violation in candidates if violation.syntax]
        for group in (first, [violation for violation in candidates if not violation.syntax]):
            done, after = self._apply_group(state, select_compatible(group))
            if done:
                return done, after
        return [], state

    def _apply_group(self, state: _State, chosen: list[Violation]) -> tuple[list[Violation], _State]:
        """Apply as many fixes as possible; bisect groups that introduce new violations."""
        done: list[Violation] = []
        after = state
        groups = [chosen] if chosen else []
        failures = 0
        while groups and failures < MOST_FAILURES:
            group = groups.pop()
            tried = self._try_group(state, done + group)
            if isinstance(tried, _State):
                done, after = done + group, tried
                continue
            failures += 1
            if len(group) > 1:
                groups += bisect_group(group, tried)[::-1]
        return done, after

    def _try_group(self, state: _State, fixes: list[Violation]) -> _State | list[Route]:
        """The file after some fixes; if they introduce violations, the routes of these as far as they have any."""
        text = apply_edits(state.text, edits_of(fixes))
        if text == state.text:
            return []
        data = encoding.encode(text, state.data)
        after = _State(data, text, self._check(data))
        if fixes[0].syntax:
            return after if after.count_syntax_errors() < state.count_syntax_errors() else []
        if [one.kind for one in after.documents] != [one.kind for one in state.documents]:
            return []
        return _find_introduced(state.result.violations, fixes, after.result.violations) or after


_Key = tuple[str, Route]


def _find_introduced(
    before: Sequence[Violation], applied: Sequence[Violation], after: Sequence[Violation]
) -> list[Route]:
    """Where there are findings that were not there, or that should be gone.

    A finding that is only at another route, as below a key with a new name, is the same one.
    """
    expected = _counted(before)
    expected.subtract({key: count for key, count in _counted(applied).items() if expected[key] < MOST_AT_ONE_ROUTE})
    found = _counted(after)
    new, gone = found - expected, expected - found
    vanished = Counter[str]()
    for (rule, _), count in gone.items():
        vanished[rule] += count
    for (rule, _), count in new.items():
        vanished[rule] -= count
    brought = [(rule, route) for rule, route in new if vanished[rule] < 0]
    renamed = {(rule, other) for rule, route in gone for other in _neighbours(route)}
    unknown = [route for rule, route in brought if not any((rule, other) in renamed for other in _neighbours(route))]
    return unknown or [route for _, route in brought]


def _neighbours(route: Route) -> list[tuple[str | int | None, ...]]:
    """A route with each of its steps left open: one that a renamed key changes shares one of them."""
    return [(*route[:at], None, *route[at + 1 :]) for at in range(len(route))]


def _counted(violations: Sequence[Violation]) -> Counter[_Key]:
    return Counter((violation.rule, violation.route) for violation in violations)
