"""Mending a file, round by round, until there is nothing left that can be applied."""

from __future__ import annotations

from bisect import bisect_left, insort
from collections import Counter
from collections.abc import Callable, Collection, Iterable, Sequence
from typing import NamedTuple

from ce_lint.document import encoding
from ce_lint.document.document import Document
from ce_lint.document.nodes import Edit, Route, apply
from ce_lint.document.read import read
from ce_lint.lint.linter import MOST_AT_ONE_ROUTE
from ce_lint.violation import Violation

_FEW = 8


def edits_of(violations: Iterable[Violation]) -> list[Edit]:
    """The edits that mend the violations, in the order of the text."""
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


MOST_ROUNDS = 100
MOST_FAILURES = 40
"""How many groups of fixes may do harm in one round: each was a look at the whole file."""

Lint = Callable[[bytes], Sequence[Violation]]
_SYNTAX = frozenset({"invalid-json", "invalid-yaml"})


class FixResult(NamedTuple):
    """A file after its fixes: its bytes, what was applied and what remains to be applied by a person.

    ``reason`` says in a sentence why the file was left alone although something in it could be applied.
    """

    data: bytes
    applied: tuple[Violation, ...]
    remaining: tuple[Violation, ...]
    reason: str = ""


class _State(NamedTuple):
    """A file between two rounds: its bytes and its text, and what the linter finds in it."""

    data: bytes
    text: str
    found: tuple[Violation, ...]


def apply_fixes(
    name: str, data: bytes, lint: Lint, unsafe: bool = False, only: Collection[str] | None = None
) -> FixResult:
    """Fix what ``lint`` finds in the file called ``name``: what is safe, or all with ``unsafe``; ``only`` some rules.

    An edit that brings another finding is left out, and a file that would still not read is left alone.
    """
    return _Fixer(name, lint, unsafe, only).run(data)


class _Fixer:
    def __init__(self, name: str, lint: Lint, unsafe: bool, only: Collection[str] | None) -> None:
        self._name = name
        self._lint = lint
        self._unsafe = unsafe
        self._only = only

    def run(self, data: bytes) -> FixResult:
        text, _ = encoding.decode(data, "")
        first = state = _State(data, text, tuple(self._lint(data)))
        if not encoding.is_kept(data, text):
            reason = "it is not written in UTF-8" if self._candidates(state) else ""
            return FixResult(data, (), state.found, reason)
        applied: list[Violation] = []
        for _ in range(MOST_ROUNDS):
            done, state = self._round(state)
            if not done:
                break
            applied += done
        if applied and self._mistakes(state.data):
            return FixResult(data, (), first.found, "a mistake of its syntax needs a person")
        return FixResult(state.data, tuple(applied), state.found)

    def _candidates(self, state: _State) -> list[Violation]:
        return [
            violation
            for violation in state.found
            if violation.fix is not None
            and (violation.fix.safe or self._unsafe)
            and (self._only is None or violation.rule in self._only)
        ]

    def _round(self, state: _State) -> tuple[list[Violation], _State]:
        """Fix what can be applied at once; mistakes of syntax go first, for they hide others."""
        candidates = self._candidates(state)
        first = [violation for violation in candidates if violation.rule in _SYNTAX]
        for group in (first, [violation for violation in candidates if violation.rule not in _SYNTAX]):
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
        """The file after some fixes; where they do harm, the places of it, as far as it has any."""
        text = apply(state.text, edits_of(fixes))
        data = encoding.encode(text, state.data)
        if text == state.text:
            return []
        after = _State(data, text, tuple(self._lint(data)))
        if fixes[0].rule in _SYNTAX:
            return after if self._mistakes(data) < self._mistakes(state.data) else []
        if self._kinds(data) != self._kinds(state.data):
            return []
        return _brought(state.found, fixes, after.found) or after

    def _kinds(self, data: bytes) -> list[str]:
        return [document.kind for document in self._documents(data)]

    def _mistakes(self, data: bytes) -> int:
        """How many mistakes of syntax there are, told or not."""
        return sum(problem.rule in _SYNTAX for document in self._documents(data) for problem in document.problems)

    def _documents(self, data: bytes) -> list[Document]:
        return read(self._name, data, included=True).documents


_Key = tuple[str, Route]


def _brought(before: Sequence[Violation], applied: Sequence[Violation], after: Sequence[Violation]) -> list[Route]:
    """Where there are findings that were not there, or that should be gone.

    A finding that only stands elsewhere, as below a key with a new name, is the same one.
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
